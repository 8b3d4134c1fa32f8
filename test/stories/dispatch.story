# Assigning, accepting, objecting, changing the unit: 二(三).

story Assigning
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign bare → invalid lead_unit
coordinator assign lead_unit=nobody → invalid lead_unit
# A county's department, a unit dissolved since.
coordinator assign lead_unit=cagxj → invalid lead_unit
coordinator assign lead_unit=fxgw → invalid lead_unit
coordinator assign lead_unit=gxj co_units=zjj,gxj → invalid co_units
coordinator assign lead_unit=gxj co_units=cagxj → invalid co_units
coordinator assign lead_unit=gxj grade=urgent → invalid grade
coordinator assign lead_unit=gxj override_code=R02 override_reason=x → invalid override_code
coordinator assign lead_unit=gxj override_code=R08 → invalid override_reason
officer@gxj assign lead_unit=gxj → unseen
office assign lead_unit=gxj → never
enterprise assign lead_unit=gxj → never
coordinator assign lead_unit=gxj co_units=zjj,gdj override_code=R08 override_reason=在潮投资 category=power → ok assigned
expect lead_unit gxj
expect override_code R08
expect dispatch gxj sent
expect dispatch zjj sent
expect clock accept due 2026-03-17 10:00
expect clock reply due 2026-03-30
expect clock accept.zjj due 2026-03-17 10:00
expect clock co_reply.zjj due 2026-03-19
expect clock co_reply.gdj due 2026-03-19
coordinator assign lead_unit=zjj → step.wrong-state

story Each grade has its own days
given policy reply_days_complex 8
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj grade=complex
expect clock reply due 2026-03-26

story A county's government leads what the city keeps
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=cazf
expect jurisdiction 445100
coordinator@445102 accept → unseen
officer@cagxj accept → unseen
coordinator@445103 accept → ok handling
officer@cazsj log_contact → ok handling

story Accepted in time
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=zjj
officer@gdj accept → unseen
enterprise accept → never
coordinator accept → never
unit_head@gxj accept → never
officer@zjj accept → ok assigned
expect dispatch zjj accepted
expect clock accept.zjj none
officer@zjj accept → co-unit.accepted-already
2026-03-17 09:59:59
officer@gxj accept → ok handling
expect dispatch gxj accepted
expect clock accept none
expect noflag late_accept
officer@gxj accept → step.wrong-state

story Accepted by silence
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=zjj
2026-03-16 22:00
expect clock accept colour yellow
expect event urge at 2026-03-16 22:00 by clock
2026-03-17 06:00
expect clock accept colour orange
2026-03-17 10:00
expect state handling
expect event auto_accept at 2026-03-17 10:00 by clock
expect flag late_accept
expect dispatch zjj accepted
expect event auto_co_accept by clock
expect clock reply due 2026-03-30
# The objection stays open until the next working day ends.
2026-03-18 23:59:59
officer@gxj object proposed_unit=zjj → ok disputed
expect clock rule due 2026-03-19

story Accepted by silence on a Saturday
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-20 10:00
enterprise submit
coordinator assign lead_unit=gxj
2026-03-21 10:00
expect state handling
2026-03-23 23:59:59
expect may officer@gxj object
2026-03-24
officer@gxj object proposed_unit=zjj → objection.too-late

story Objecting, who and when
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=gdj
officer@gdj object proposed_unit=zjj → never
officer@gxj object bare grounds=x → invalid proposed_unit
officer@gxj object bare proposed_unit=zjj → invalid grounds
officer@gxj object proposed_unit=gxj → invalid proposed_unit
officer@gxj object proposed_unit=nobody → invalid proposed_unit
# Accepting waives nothing.
officer@gxj accept → ok handling
2026-03-17 09:59:59
officer@gxj object proposed_unit=zjj → ok disputed
expect clock rule due 2026-03-18
expect clock reply due 2026-03-30
expect clock accept none
officer@gxj reply kind=resolved → step.wrong-state
officer@gxj overrule_objection → never
coordinator@445103 overrule_objection → unseen
coordinator overrule_objection bare → invalid reason
coordinator overrule_objection → ok handling
# reply ran on, and there is no further objection to this assignment.
expect clock reply due 2026-03-30
officer@gxj object proposed_unit=zjj → objection.not-again

story Twenty-four hours after the assignment it is too late
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
2026-03-17 10:00
officer@gxj object proposed_unit=zjj → objection.too-late

story Two changes, then a ruling
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=gdj
officer@gxj object proposed_unit=zjj → ok disputed
coordinator uphold_objection bare → invalid lead_unit
coordinator uphold_objection lead_unit=gxj → invalid lead_unit
coordinator uphold_objection lead_unit=cagxj → invalid lead_unit
coordinator uphold_objection lead_unit=zjj jurisdiction=445103 → invalid jurisdiction
2026-03-17 09:00
coordinator uphold_objection lead_unit=gdj → ok assigned
expect lead_unit gdj
expect unit_changes 1
expect clock accept due 2026-03-18 09:00
expect clock reply due 2026-03-31
# It leads now, so it joins no more.
expect clock accept.gdj none
expect clock co_reply.gdj none
officer@gxj accept → unseen
officer@gdj object proposed_unit=zjj → ok disputed
coordinator uphold_objection lead_unit=zjj → ok assigned
expect unit_changes 2
officer@zjj object proposed_unit=gxj → ok disputed
coordinator uphold_objection lead_unit=gxj → cap.used-up
expect maynot coordinator uphold_objection
expect may coordinator overrule_objection
# Silence rejects once the changes are used.
2026-03-19
expect state handling
expect lead_unit zjj
expect event overrule_objection at 2026-03-19 by clock
officer@zjj object proposed_unit=gxj → objection.not-again

story Silence upholds to the proposed unit, co-units keep their limits
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=gdj
officer@gxj object proposed_unit=zjj
2026-03-17 23:59:59
expect state disputed
expect clock co_reply.gdj due 2026-03-19
officer@gdj co_reply → ok disputed
expect clock co_reply.gdj none
2026-03-18
expect state assigned
expect lead_unit zjj
expect event uphold_objection at 2026-03-18 by clock
# Started at 00:00 of the 18th, which is not counted.
expect clock reply due 2026-04-01
expect clock accept due 2026-03-19 00:00
expect dispatch gdj replied
expect dispatch gxj ended

story Handed down instead
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=gdj
officer@gxj object proposed_unit=cagxj → ok disputed
coordinator uphold_objection jurisdiction=445100 → invalid jurisdiction
coordinator uphold_objection jurisdiction=445103 → ok handed_down
expect jurisdiction 445103
expect lead_unit none
expect clock accept due 2026-03-17 10:00
expect clock reply due 2026-03-30
expect dispatch gdj ended
expect clock co_reply.gdj none
expect round none
officer@gdj co_reply → unseen

story Handed down by silence to the county whose unit was proposed
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj object proposed_unit=cagxj
2026-03-18
expect state handed_down
expect jurisdiction 445103
expect event uphold_objection by clock

story Adjusting the co-units
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=gdj
2026-03-17 09:00
officer@gxj set_co_units co_units=zjj → never
coordinator set_co_units bare → invalid co_units
coordinator set_co_units co_units=gxj → invalid co_units
coordinator set_co_units co_units=zjj → ok assigned
expect dispatch gdj ended
expect dispatch zjj sent
expect clock co_reply.gdj none
expect clock co_reply.zjj due 2026-03-20
officer@gdj accept → unseen
officer@gxj accept
coordinator set_co_units co_units= → ok handling
expect dispatch zjj ended

story Co-units late, the lead replies without them
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=zjj,gdj
officer@gxj accept
officer@zjj co_reply bare → invalid opinion
officer@zjj co_reply → ok handling
officer@zjj co_reply → co-unit.replied-already
officer@gxj co_reply → never
2026-03-20
expect flag co_overdue
expect event co_overdue at 2026-03-20 by clock
expect clock co_reply.gdj none
# Until the lead replies it may still be heard.
officer@gdj co_reply → ok handling
officer@gxj reply kind=resolved no_contact_reason=x → ok assessing
officer@gdj co_reply → step.wrong-state

story The lead replies while co-units still have time
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=zjj
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=x → ok assessing
expect clock co_reply.zjj none
expect clock accept.zjj none
expect dispatch zjj ended
2026-03-17 11:00
expect noflag co_overdue

story Reassigned once
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=zjj
coordinator reassign lead_unit=zjj → step.wrong-state
officer@gxj accept
2026-03-18 10:00
officer@gxj reassign lead_unit=zjj → never
coordinator reassign lead_unit=gxj → invalid lead_unit
coordinator reassign bare lead_unit=zjj → invalid reason
coordinator reassign lead_unit=zjj → ok assigned
expect clock accept due 2026-03-19 10:00
expect clock reply due 2026-04-01
expect dispatch gxj ended
expect clock co_reply.zjj none
officer@zjj accept
coordinator reassign lead_unit=gxj → cap.used-up
# A fresh assignment may be objected to.
officer@zjj object proposed_unit=gdj → ok disputed

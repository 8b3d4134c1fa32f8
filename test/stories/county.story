# Handing down, the counties' own, escalating: 一, 二(三).

story Handed down and assigned there
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down bare → invalid jurisdiction
coordinator hand_down jurisdiction=445100 → invalid jurisdiction
coordinator hand_down jurisdiction=999 → invalid jurisdiction
coordinator@445103 hand_down jurisdiction=445103 → unseen
coordinator hand_down jurisdiction=445103 → ok handed_down
expect jurisdiction 445103
expect off_round 1
expect round none
expect clock screen none
expect clock accept due 2026-03-17 10:00
expect clock reply due 2026-03-30
coordinator assign lead_unit=gxj → never
coordinator@445102 assign lead_unit=cagxj → unseen
coordinator@445103 assign lead_unit=gxj → invalid lead_unit
2026-03-17 09:00
coordinator@445103 assign lead_unit=cagxj → ok assigned
# reply runs on, accept is fresh.
expect clock reply due 2026-03-30
expect clock accept due 2026-03-18 09:00
officer@cagxj accept → ok handling
# Off round: its reply goes to release.
officer@cagxj reply kind=resolved no_contact_reason=x → ok releasing
coordinator release_reply → never
coordinator@445103 release_reply → ok result_check
coordinator@445103 pass_check → ok rating

story A county that runs rounds of its own
2026-03-02 09:00
office@445103 plan event_day=2026-04-02 opens=2026-03-02 → ok open
office plan event_day=2026-04-08 opens=2026-03-02 → ok open
2026-03-16 10:00
expect 445103-2026-01 state open
enterprise submit
expect round 2026-01
coordinator hand_down jurisdiction=445103
expect round 445103-2026-01
expect off_round none
expect clock formal none
coordinator@445103 object proposed_unit=gxj
expect clock formal none
expect clock reply due 2026-03-30
coordinator overrule_objection
enterprise submit
2026-03-26 10:00
expect 445103-2026-01 state closed
# Closed, but its catalogue is not submitted yet.
coordinator hand_down B jurisdiction=445103 → ok handed_down
expect B round 445103-2026-01
coordinator@445103 assign B lead_unit=cagxj
coordinator submit_catalogue 445103-2026-01 → never
coordinator@445103 submit_catalogue 445103-2026-01 → ok catalogue_submitted
expect 445103-2026-01 item B listed
expect B clock formal none
enterprise submit
coordinator hand_down C jurisdiction=445103
expect C round 445103-2026-02

story The county is silent
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
2026-03-17 10:00
expect state handling
expect lead_unit cazsj
expect flag late_take
expect event auto_take at 2026-03-17 10:00 by clock
expect clock reply due 2026-03-30
# No objection is left. The coordinating unit has no officer: the coordinator acts for it.
coordinator@445103 object proposed_unit=cagxj → objection.not-again
coordinator@445103 log_contact → ok handling
officer@cagxj log_contact → unseen

story A coordinating unit with officers is acted for by them
given account officer@cazsj
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
2026-03-17 10:00
expect lead_unit cazsj
coordinator@445103 reply kind=resolved no_contact_reason=x → never
officer@cazsj reply kind=resolved no_contact_reason=x → ok releasing

story The city decides an objection to a hand-down
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator object proposed_unit=gxj → never
# Of the county itself is not of the jurisdiction that decides.
coordinator@445103 object proposed_unit=cagxj → invalid proposed_unit
coordinator@445103 object proposed_unit=gxj → ok disputed
expect clock rule due 2026-03-17
expect clock accept none
expect clock reply due 2026-03-30
coordinator@445103 uphold_objection lead_unit=cagxj → never
coordinator uphold_objection lead_unit=cagxj → invalid lead_unit
coordinator uphold_objection jurisdiction=445103 → invalid jurisdiction
coordinator uphold_objection lead_unit=gxj → ok assigned
expect jurisdiction 445100
expect off_round none
expect round 2026-01
expect clock accept due 2026-03-17 10:00
expect clock reply due 2026-03-30
expect unit_changes 1

story Upheld to another county
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 object proposed_unit=xqgxj → ok disputed
2026-03-17 09:00
coordinator uphold_objection jurisdiction=445122 → ok handed_down
expect jurisdiction 445122
expect clock accept due 2026-03-18 09:00
expect clock reply due 2026-03-31
coordinator@445103 assign lead_unit=cagxj → never
coordinator@445122 assign lead_unit=rpgxj → ok assigned

story Upheld by silence to the county whose unit was proposed, and to a unit of the city
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise submit
coordinator hand_down A jurisdiction=445103
coordinator hand_down B jurisdiction=445103
coordinator@445103 object A proposed_unit=xqgxj
coordinator@445103 object B proposed_unit=zjj
2026-03-18
expect A state handed_down
expect A jurisdiction 445102
expect A event uphold_objection at 2026-03-18 by clock
expect B state assigned
expect B jurisdiction 445100
expect B lead_unit zjj
expect B round 2026-01
expect B off_round none

story Overruled, back to the county with a fresh day
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 object proposed_unit=gxj
2026-03-17 08:00
coordinator overrule_objection → ok handed_down
expect clock accept due 2026-03-18 08:00
expect clock reply due 2026-03-30
coordinator@445103 object proposed_unit=gxj → objection.not-again
coordinator@445103 assign lead_unit=cagxj → ok assigned

story Overruled by silence once two changes are used
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 object proposed_unit=xqgxj
coordinator uphold_objection jurisdiction=445102
coordinator@445102 object proposed_unit=rpgxj
coordinator uphold_objection jurisdiction=445122
coordinator@445122 object proposed_unit=gxj
coordinator uphold_objection lead_unit=gxj → cap.used-up
2026-03-18
expect state handed_down
expect jurisdiction 445122
expect event overrule_objection at 2026-03-18 by clock
expect clock accept due 2026-03-19 00:00
expect clock reply due 2026-03-30
coordinator@445122 object proposed_unit=gxj → objection.not-again

story The county decides objections of its own units
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 assign lead_unit=cagxj
officer@cagxj object proposed_unit=gxj → invalid proposed_unit
officer@cagxj object proposed_unit=cazjj → ok disputed
coordinator uphold_objection lead_unit=cazjj → never
coordinator@445103 uphold_objection jurisdiction=445102 → invalid jurisdiction
coordinator@445103 uphold_objection lead_unit=cazjj → ok assigned
expect lead_unit cazjj
expect jurisdiction 445103

story Escalated and admitted
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 assign lead_unit=cagxj co_units=cazjj
officer@cagxj accept
officer@cagxj escalate opinion_file=file proposed_unit=gxj → never
coordinator escalate opinion_file=file proposed_unit=gxj → never
coordinator@445103 escalate proposed_unit=gxj → invalid opinion_file
coordinator@445103 escalate bare opinion_file=file proposed_unit=gxj → invalid opinion
coordinator@445103 escalate opinion_file=file → invalid proposed_unit
coordinator@445103 escalate opinion_file=file proposed_unit=cazjj → invalid proposed_unit
coordinator@445103 escalate opinion_file=file proposed_unit=gxj → ok escalated
expect clock escalation due 2026-03-19
expect clock reply none
expect clock co_reply.cazjj none
expect dispatch cazjj ended
coordinator@445103 admit_escalation lead_unit=gxj → never
coordinator admit_escalation bare → invalid lead_unit
coordinator admit_escalation lead_unit=cagxj → invalid lead_unit
2026-03-17 09:00
coordinator admit_escalation lead_unit=zjj → ok assigned
expect jurisdiction 445100
expect lead_unit zjj
expect clock accept due 2026-03-18 09:00
expect clock reply due 2026-03-31
expect off_round none
expect round 2026-01
coordinator@445103 log_contact → never

story Admitted by silence to the proposed unit
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 assign lead_unit=cagxj
officer@cagxj accept
coordinator@445103 escalate opinion_file=file proposed_unit=gxj
2026-03-20
expect state assigned
expect jurisdiction 445100
expect lead_unit gxj
expect event admit_escalation at 2026-03-20 by clock

story Sent back to handling, twice
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 assign lead_unit=cagxj
officer@cagxj accept
coordinator@445103 escalate opinion_file=file proposed_unit=gxj
2026-03-18 09:00
coordinator send_back bare → invalid reason
coordinator@445103 send_back → never
coordinator send_back → ok handling
expect clock reply due 2026-03-25
expect lead_unit cagxj
expect jurisdiction 445103
coordinator@445103 escalate opinion_file=file proposed_unit=gxj → ok escalated
coordinator send_back → ok handling
coordinator@445103 escalate opinion_file=file proposed_unit=gxj → cap.used-up
officer@cagxj reply kind=resolved no_contact_reason=x → ok releasing

story Sent back to executing, the promise as it was but not before five working days
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 assign lead_unit=cagxj
officer@cagxj accept
officer@cagxj reply kind=planned done_by=2026-03-20 no_contact_reason=x → ok releasing
coordinator@445103 release_reply → ok executing
expect clock done due 2026-03-20
expect clock commit due 2026-03-19
coordinator@445103 escalate opinion_file=file proposed_unit=gxj → ok escalated
expect clock done none
expect clock commit none
2026-03-18 09:00
coordinator send_back → ok executing
expect clock done due 2026-03-25
expect clock commit none

story The city's own is not escalated
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=cazf
coordinator@445103 accept → ok handling
coordinator@445103 escalate opinion_file=file proposed_unit=gxj → never

story Nothing goes to a county in which nobody could assign it
2023-03-02 09:00
office plan event_day=2023-04-12 opens=2023-03-02
2023-03-06 10:00
enterprise submit
coordinator hand_down jurisdiction=fxq → invalid jurisdiction
coordinator hand_down jurisdiction=445103 → ok handed_down
coordinator@445103 object grounds=x proposed_unit=gxj → ok disputed
coordinator uphold_objection jurisdiction=fxq → invalid jurisdiction
coordinator overrule_objection → ok handed_down

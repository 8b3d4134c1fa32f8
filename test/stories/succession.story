# A unit ends, its successor takes over: mechanism, section 1.

story Lead, co-unit, clocks run on
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise submit
enterprise submit
coordinator assign A lead_unit=gxj
coordinator assign B lead_unit=zjj co_units=gxj
coordinator assign C lead_unit=gdj
officer@gxj accept A
officer@gxj accept B
given end gxj 2026-03-17 zjj
2026-03-18 09:00
expect A lead_unit zjj
expect A state handling
expect A clock reply due 2026-03-30
expect A event succeed by clock
expect A unit_changes none
officer@zjj log_contact A → ok handling
# It leads B already: joins no more.
expect B dispatch gxj ended
expect B lead_unit zjj
expect C lead_unit gdj
coordinator assign C lead_unit=gxj → step.wrong-state

story The successor joins with the limits that run
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=zjj co_units=gxj
officer@gxj accept
expect clock co_reply.gxj due 2026-03-19
given end gxj 2026-03-17 gdj
2026-03-18 09:00
expect dispatch gdj accepted
expect dispatch gxj ended
expect clock accept.gdj none
expect clock co_reply.gdj due 2026-03-19
expect clock co_reply.gxj none
officer@gdj co_reply

story An objection whose proposed unit is now the unit itself is rejected
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-17 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj object proposed_unit=zjj → ok disputed
given end gxj 2026-03-17 zjj
2026-03-18
expect state handling
expect lead_unit zjj
expect event overrule_objection by clock
expect unit_changes none

story The proposed unit ends
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-17 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj object proposed_unit=zjj → ok disputed
given end zjj 2026-03-17 gdj
2026-03-18 09:00
expect proposed_unit gdj
2026-03-19
expect lead_unit gdj

story A successor that joins already leads from now on
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=zjj
given end gxj 2026-03-16 zjj
2026-03-17
expect lead_unit zjj
expect state assigned
expect clock accept due 2026-03-17 10:00
expect clock accept.zjj none
expect clock co_reply.zjj none
officer@zjj accept → ok handling
officer@zjj co_reply → never

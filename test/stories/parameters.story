# Whose parameters count: mechanism, section 2.

story An appeal keeps those of the day it was received
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
given policy reply_days 5
given policy screen_days 2
given policy release_days 5
enterprise submit
expect A clock screen due 2026-03-19
expect B clock screen due 2026-03-18
coordinator assign A lead_unit=gxj
coordinator assign B lead_unit=gxj
expect A clock reply due 2026-03-30
expect B clock reply due 2026-03-23
officer@gxj accept A
officer@gxj reply A kind=resolved no_contact_reason=x
coordinator assess A direct=true
expect A clock release due 2026-03-18

story Those of the city from its admission on
2026-03-12 09:00
given policy 445103 reply_days 7
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
window@445103 submit
coordinator@445103 assign lead_unit=cagxj
# The county's own.
expect clock reply due 2026-03-25
officer@cagxj accept
given policy reply_days 8
coordinator@445103 escalate opinion_file=file proposed_unit=gxj
coordinator admit_escalation lead_unit=gxj
expect clock reply due 2026-03-26

story Handed down it keeps the city's of its day, back again too
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
given policy reply_days 5
given policy 445103 reply_days 7
coordinator hand_down jurisdiction=445103
expect clock reply due 2026-03-30
coordinator@445103 object proposed_unit=gxj
coordinator uphold_objection lead_unit=gxj
expect clock reply due 2026-03-30

story Limits anchored at E follow the round's
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
given policy opinion_days 7
given policy commit_days 2
given policy formal_days 1
given policy decision_days 2
2026-03-02 09:00
enterprise submit
enterprise submit
coordinator assign A lead_unit=gxj
coordinator assign B lead_unit=gxj
officer@gxj accept B
officer@gxj reply B kind=explained no_contact_reason=x
2026-03-04 09:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=true
secretary coordinate appeal=B on_site=false
secretary propose_agenda
leader approve_agenda
2026-03-11 16:00
coordinator record_event heard=A
expect 2026-01 clock decisions due 2026-03-12
expect 2026-01 clock opinions due 2026-03-18
expect A clock opinion due 2026-03-18
expect A clock commit due 2026-03-16
expect B clock formal due 2026-03-16

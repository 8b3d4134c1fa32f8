# Taking back, correcting, consenting, passing to a colleague.

story Taken back within ten minutes
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=zjj category=power
2026-03-16 10:09:59
coordinator.2 retract → retract.not-yours
officer@gxj retract → never
coordinator@445103 retract → unseen
coordinator retract → ok screening
expect lead_unit none
expect category none
expect clock screen due 2026-03-19
expect clock accept none
expect clock accept.zjj none
expect clock co_reply.zjj none
expect clock reply none
expect event assign
expect event retract by coordinator
officer@gxj accept → unseen
# Once per action.
coordinator assign lead_unit=zjj → ok assigned
coordinator retract → cap.used-up

story Too late, or somebody else has acted
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise submit
enterprise submit
coordinator assign A lead_unit=gxj
coordinator assign B lead_unit=gxj
coordinator assign C lead_unit=gxj
officer@gxj accept A
coordinator retract A → step.wrong-state
inspector urge B
coordinator log_contact B whom=林 how=电话 found=已核实
coordinator retract B → retract.acted-since
2026-03-16 10:10
coordinator retract C → retract.too-late

story A co-unit that has accepted holds the assignment
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator retract → step.wrong-state
coordinator assign lead_unit=gxj co_units=zjj
officer@zjj accept → ok assigned
coordinator retract → retract.accepted

story What the county assigned the city does not take back
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 retract → retract.not-yours
coordinator@445103 assign lead_unit=cagxj
coordinator retract → retract.not-yours
expect maynot coordinator retract
expect may coordinator@445103 retract
coordinator.2@445103 retract → retract.not-yours
coordinator@445103 retract → ok handed_down
# Below the assignment lies the hand-down, and that is over.
coordinator retract → retract.not-yours

story Returning, handing down and merging are taken back too
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise submit
enterprise.2 submit
coordinator return A reason_code=R14 → ok returned
coordinator retract A → ok screening
expect A reason_code none
expect A clock screen due 2026-03-19
coordinator hand_down B jurisdiction=445103 → ok handed_down
coordinator retract B → ok screening
expect B jurisdiction 445100
expect B round 2026-01
expect B off_round none
expect B clock screen due 2026-03-19
coordinator assign A lead_unit=gxj
coordinator merge C into=A → ok merged
coordinator retract C → ok screening
expect C merged_into none
# Counted as before.
expect C merges none
coordinator request_supplement C
coordinator retract C → step.wrong-state

story The county's coordinator takes back its assignment, reply as before
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 assign lead_unit=cagxj
coordinator@445103 retract → ok handed_down
expect clock accept due 2026-03-17 10:00
expect clock reply due 2026-03-30


story Listed, then taken back: struck, and it moves on like one not yet assigned
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-30 09:00
enterprise submit
2026-03-31 23:55
coordinator assign lead_unit=gxj
2026-04-01
expect 2026-01 item A listed
2026-04-01 00:01
coordinator retract → ok screening
expect 2026-01 item A struck
expect A round 2026-02
expect A carried none

story Reminders and steps of the round do not count as somebody else
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 23:58
enterprise submit
2026-03-17 00:00
coordinator assign lead_unit=gxj
office reschedule event_day=2026-04-09
inspector urge
coordinator retract → ok screening

story Corrected
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
officer@gxj correct category=tax → unseen
enterprise correct category=tax → never
coordinator correct → invalid category
coordinator correct region=000 → invalid region
coordinator correct contact_phone= → invalid contact_phone
coordinator correct contact_phone=12 → invalid contact_phone
coordinator correct category=power legacy=true contact_name=林 → ok screening
expect category power
expect legacy 1
expect contact_name 林
coordinator correct legacy=false → ok screening
expect legacy none

story Consent
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator consent publication=true → never
enterprise consent → invalid publication
enterprise consent publication=true → ok screening
expect publication 1
enterprise consent publication=false attend_named=true → ok screening
expect publication none
expect attend_named 1

story To a colleague
given account officer.2@gxj
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
coordinator hand_over to=officer.2@gxj → never
officer@gxj hand_over bare → invalid to
officer@gxj hand_over to=nobody → invalid to
officer@gxj hand_over to=officer@zjj → invalid to
officer@gxj hand_over to=officer.2@gxj → ok assigned
expect officer officer.2@gxj
unit_head@gxj hand_over to=officer@gxj → ok assigned
expect officer officer@gxj

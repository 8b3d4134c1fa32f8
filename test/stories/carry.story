# Which round an appeal is in, carried over and struck: mechanism, section 3.

story Moved by hand counts as carried over
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-02-24 09:00
enterprise submit
officer@gxj move_round round=2026-02 → unseen
office move_round round=2026-02 → never
coordinator move_round bare round=2026-02 → invalid reason
coordinator move_round round=2026-01 → invalid round
coordinator move_round round=2026-09 → invalid round
coordinator move_round round=2026-02 → ok screening
expect round 2026-02
expect carried 1
expect flag carried_over
coordinator move_round round=2026-01 → ok screening
expect carried 2
coordinator move_round round=2026-02 → cap.used-up
coordinator unlist appeal=A → unlist.third-round

story First in the next round, and there at most twice
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-02-24 09:00
enterprise submit
enterprise submit
coordinator assign A lead_unit=gxj
coordinator assign B lead_unit=gxj
officer@gxj accept B
officer@gxj reply B kind=explained no_contact_reason=x
coordinator assess B
expect 2026-01 state open
secretary unlist appeal=B → step.wrong-state
coordinator unlist appeal=B → ok open
expect B round 2026-02
expect B carried 1
2026-03-16 09:00
enterprise submit
coordinator assign C lead_unit=gxj
2026-03-31 09:00
coordinator submit_catalogue 2026-02
# Carried over comes first: B, C was submitted later, A was cancelled with its round.
expect A carried 1
expect 2026-02 item A place 1
expect 2026-02 item B place 2
expect 2026-02 item C place 3
secretary.2 coordinate appeal=A on_site=true
secretary.2 coordinate appeal=B on_site=true
secretary.2 coordinate appeal=C on_site=true
secretary.2 propose_agenda
leader.2 approve_agenda
2026-04-08 15:00
coordinator record_event heard=C → ok held
expect B round 2026-03
expect B carried 2
2026-05-07 09:00
coordinator submit_catalogue 2026-03
secretary unlist appeal=B → unlist.third-round
secretary coordinate appeal=A on_site=true
secretary coordinate appeal=B on_site=true
secretary propose_agenda
leader approve_agenda
coordinator move_round B round=2026-04 → never
office move_round B round=2026-04 → cap.used-up
2026-05-13 15:00
coordinator record_event heard= → ok held
# In its third round it leaves as an item not on site would.
expect B state formal_reply
expect B carried 2
expect B off_round 1
expect B clock formal due 2026-05-18

story The third round cancelled, E being the planned day
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-02-24 09:00
enterprise submit
coordinator assign A lead_unit=gxj
officer@gxj accept A
officer@gxj reply A kind=explained no_contact_reason=x
coordinator assess A
coordinator move_round A round=2026-02
coordinator move_round A round=2026-01
2026-03-06 09:00
office cancel 2026-01 → ok cancelled
expect A state formal_reply
expect A off_round 1
expect A clock formal due 2026-03-16
expect A round 2026-01

story Before assignment it moves by itself
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
enterprise submit enterprise_name=别家
enterprise submit
enterprise submit
coordinator request_supplement C
coordinator hand_down D jurisdiction=445103
2026-03-04 09:00
coordinator submit_catalogue
expect A round 2026-02
expect B round 2026-02
expect C round 2026-02
expect A carried none
expect A noflag carried_over
expect D off_round 1
# The clocks run on.
expect A clock screen due 2026-03-05
expect 2026-01 item A none

story Every state that stands in the catalogue
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
enterprise submit
enterprise submit
enterprise submit
enterprise submit
coordinator assign A lead_unit=gxj
coordinator assign B lead_unit=gxj
coordinator assign C lead_unit=gxj
coordinator assign D lead_unit=gxj
coordinator assign E lead_unit=gxj
officer@gxj object B proposed_unit=zjj
officer@gxj accept C
officer@gxj accept D
officer@gxj accept E
officer@gxj reply D kind=explained no_contact_reason=x
officer@gxj reply E kind=explained no_contact_reason=x
coordinator assess E
2026-03-02 10:00
coordinator overrule_objection B
2026-03-04 09:00
enterprise withdraw C → ok withdrawn
coordinator submit_catalogue
expect 2026-01 item A listed
expect 2026-01 item B listed
expect 2026-01 item C none
expect 2026-01 item D listed
expect 2026-01 item E listed
# A direct answer, a withdrawal, an escalation … strike the item; the agenda stays.
secretary coordinate appeal=A on_site=true
secretary coordinate appeal=B on_site=true
secretary coordinate appeal=D on_site=false
secretary coordinate appeal=E on_site=true
secretary propose_agenda
leader approve_agenda
coordinator assess D direct=true → ok releasing
expect 2026-01 item D struck
expect 2026-01 event strike by clock
enterprise withdraw E → ok withdrawn
expect 2026-01 item E struck
expect 2026-01 state agenda_approved
# After the agenda's approval only the office moves one.
coordinator move_round A round=2026-02 → never
office move_round A round=2026-02 → ok handling
expect 2026-01 item A struck
expect A event strike by clock
expect A times strike 1
expect E times strike 0
expect A round 2026-02
officer@gxj request B kind=return reason_code=R01 explanation=x
coordinator grant B → ok returned
expect 2026-01 item B struck
2026-03-11 15:00
coordinator record_event heard= → ok finished
expect D state rating

story Suspended it belongs to no round; back in handling it joins the next
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
2026-03-04 09:00
coordinator submit_catalogue
officer@gxj request kind=suspension review_date=2026-06-02
coordinator grant → ok suspended
expect 2026-01 item A struck
expect A event strike by clock
expect A round none
2026-03-06 09:00
officer@gxj resume → ok handling
expect A round 2026-02
expect A carried none

story Back before its catalogue, it is listed again
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
2026-03-04 09:00
coordinator submit_catalogue
office return_catalogue
officer@gxj request kind=suspension review_date=2026-06-02
coordinator grant
expect 2026-01 item A struck
officer@gxj resume
expect A round 2026-01
coordinator submit_catalogue → ok catalogue_submitted
expect 2026-01 item A listed

story An upheld objection to a hand-down starts the count anew
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-02-24 09:00
enterprise submit
coordinator move_round round=2026-02
coordinator hand_down jurisdiction=445103
coordinator@445103 object proposed_unit=gxj
coordinator uphold_objection lead_unit=gxj
expect carried none
expect noflag carried_over
expect round 2026-01

story Struck into handed_down it joins the county's next round
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
office@445103 plan event_day=2026-03-18 opens=2026-02-13
2026-03-02 09:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj object proposed_unit=cagxj
2026-03-03 09:00
coordinator uphold_objection jurisdiction=445103 → ok handed_down
expect round 445103-2026-01
expect 2026-01 item A none

story An objection upheld to a county after the catalogue strikes the item
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-03 18:00
enterprise submit
coordinator assign lead_unit=gxj
2026-03-04 09:00
coordinator submit_catalogue
expect 2026-01 item A listed
officer@gxj object proposed_unit=cagxj
expect 2026-01 item A listed
coordinator uphold_objection jurisdiction=445103 → ok handed_down
expect 2026-01 item A struck
expect A off_round 1

story A later fresh assignment takes formal with it
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
enterprise submit
coordinator assign A lead_unit=gxj
coordinator assign B lead_unit=gxj
officer@gxj accept A
officer@gxj reply A kind=explained no_contact_reason=x
2026-03-04 09:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=false
secretary coordinate appeal=B on_site=false
secretary propose_agenda
leader approve_agenda
2026-03-11 16:00
coordinator record_event heard= → ok held
expect B state handling
expect B clock formal due 2026-03-16
expect B clock reply due 2026-03-16
2026-03-12 09:00
coordinator reassign A lead_unit=zjj → ok assigned
expect A clock accept due 2026-03-13 09:00
expect A clock reply due 2026-03-26
expect A clock formal due 2026-03-26
coordinator reassign B lead_unit=zjj → ok assigned
expect B clock formal due 2026-03-26
officer@zjj accept A
officer@zjj object A proposed_unit=gdj → ok disputed
expect A clock formal due 2026-03-26
2026-03-13 09:00
coordinator uphold_objection A lead_unit=gdj
expect A clock formal due 2026-03-27
officer@gdj accept A
officer@gdj reply A kind=explained no_contact_reason=x → ok releasing
expect A clock formal none

story Silence after the event is rule 2, for one and for the other
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
2026-03-04 09:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=false
secretary propose_agenda
leader approve_agenda
2026-03-11 16:00
coordinator record_event heard=
expect A clock formal due 2026-03-16
expect A clock reply due 2026-03-16
2026-03-17
expect A state handling
expect A times overdue 2
expect A flag overdue_reply
2026-03-20
expect A times supervise 2

story On the day of the event in dispute or just assigned
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-03 18:00
enterprise submit
enterprise submit
2026-03-04 10:00
coordinator assign A lead_unit=gxj
coordinator assign B lead_unit=gxj
coordinator submit_catalogue
secretary coordinate appeal=A on_site=false
secretary coordinate appeal=B on_site=true
secretary propose_agenda
leader approve_agenda
2026-03-05 10:00
expect A state handling
2026-03-06 23:00
officer@gxj object A proposed_unit=zjj
officer@gxj object B proposed_unit=zjj
office reschedule event_day=2026-03-09
2026-03-09 10:00
coordinator record_event heard=B → ok held
expect A state disputed
expect A clock rule due 2026-03-09
expect A clock formal due 2026-03-18
expect B state on_site
expect B clock rule none
2026-03-10
expect A state assigned
expect A lead_unit zjj
expect A clock reply due 2026-03-24
expect A clock formal due 2026-03-24
coordinator record_decision appeal=B lead_unit=gxj done_by=2026-05-29

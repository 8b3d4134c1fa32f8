# While a unit has it: contacts, requests, replies, assessment, release: 二(三), 二(四), 二(八).

story Contact before the reply, or why not
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=zjj
officer@gxj reply kind=resolved no_contact_reason=x → step.wrong-state
officer@gxj accept
officer@zjj reply kind=resolved → never
officer@gxj reply bare kind=resolved → invalid opinion
officer@gxj reply bare opinion=x → invalid kind
officer@gxj reply kind=maybe no_contact_reason=x → invalid kind
officer@gxj reply kind=planned no_contact_reason=x → invalid done_by
officer@gxj reply kind=planned done_by=2026-03-13 no_contact_reason=x → invalid done_by
officer@gxj reply kind=cannot no_contact_reason=x → invalid basis
officer@gxj reply kind=resolved → invalid no_contact_reason
officer@gxj log_contact bare → invalid whom
officer@gxj log_contact bare → invalid how
officer@gxj log_contact bare → invalid found
officer@gxj log_contact outcome=maybe → invalid outcome
enterprise log_contact → never
unit_head@gxj log_contact → never
officer@zjj log_contact → ok handling
officer@gxj consult bare → invalid participants
officer@gxj consult bare participants=x → invalid minutes
officer@gxj consult → ok handling
officer@gxj reply kind=resolved → ok assessing
expect clock reply none
expect clock assess due 2026-03-19
expect dispatch gxj replied
expect noflag no_contact
officer@gxj reply kind=resolved → step.wrong-state
officer@gxj object proposed_unit=zjj → step.wrong-state

story A contact belongs to its assignment
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj log_contact
coordinator reassign lead_unit=zjj
officer@zjj accept
officer@zjj reply kind=resolved → invalid no_contact_reason
officer@zjj reply kind=resolved no_contact_reason=联系不上 → ok assessing
expect flag no_contact

story Signed off where the unit switched it on
given sign_off gxj
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj log_contact
officer@gxj reply kind=resolved → reply.not-signed-off
officer@gxj sign_off → never
unit_head@zjj sign_off → unseen
unit_head@gxj sign_off → ok handling
unit_head@gxj sign_off → sign-off.not-needed
expect clock reply due 2026-03-30
officer@gxj reply kind=resolved → ok assessing
# Sent back, it is signed anew.
coordinator return_to_unit → ok handling
officer@gxj reply kind=resolved → reply.not-signed-off

story No sign-off where it is off
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
unit_head@gxj sign_off → sign-off.not-needed
expect maynot unit_head@gxj sign_off

# ---- requests

story An extension of the reply
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj request kind=extension new_date=2026-04-08 → request.wrong-state
officer@gxj accept
coordinator request kind=extension new_date=2026-04-08 → never
officer@gxj request bare kind=extension new_date=2026-04-08 → invalid reason
officer@gxj request kind=more → invalid kind
officer@gxj request kind=extension → invalid new_date
expect clock reply due 2026-03-30
officer@gxj request kind=extension new_date=2026-03-30 → invalid new_date
# Ten working days after 03-30, Qingming in between: 04-14.
officer@gxj request kind=extension new_date=2026-04-15 → invalid new_date
officer@gxj request kind=extension new_date=2026-04-14 → ok handling
expect clock request due 2026-03-17
officer@gxj request kind=return reason_code=R01 explanation=x → request.pending
officer@gxj grant → never
coordinator grant → ok handling
expect clock reply due 2026-04-14
expect clock request none
coordinator grant → request.none
# Once per state.
officer@gxj request kind=extension new_date=2026-04-15 → request.once

story Asked at least a working day before the end
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise submit
coordinator assign A lead_unit=gxj
coordinator assign B lead_unit=gxj
officer@gxj accept A
officer@gxj accept B
2026-03-27 23:00
officer@gxj request A kind=extension new_date=2026-04-02 → ok handling
2026-03-30 10:00
officer@gxj request B kind=extension new_date=2026-04-02 → request.too-late
# Denied by silence at 24:00 of the 30th, the clock ran on.
2026-03-31
expect A event deny at 2026-03-31 by clock
expect A clock reply due 2026-03-30 colour red
expect A clock request none
officer@gxj request A kind=extension new_date=2026-04-02 → request.too-late

story Denied with a reason
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
coordinator deny → request.none
officer@gxj request kind=extension new_date=2026-04-02
coordinator deny bare → invalid reason
coordinator deny → ok handling
expect clock reply due 2026-03-30
# Granted or not, once.
officer@gxj request kind=extension new_date=2026-04-02 → request.once

story An extension of the promise moves it to any date
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=planned done_by=2026-04-30 no_contact_reason=x
coordinator assess direct=true
coordinator release_reply → ok executing
expect clock done due 2026-04-30
officer@gxj commit done_by=2026-04-29
expect clock done due 2026-04-29
officer@gxj request kind=return reason_code=R01 explanation=x → request.wrong-state
officer@gxj request kind=extension new_date=2026-12-31 → ok executing
coordinator grant → ok executing
expect clock done due 2026-12-31
officer@gxj commit done_by=2027-01-01 → invalid done_by
officer@gxj commit done_by=2026-12-31 → ok executing

story Ending the handling, granted
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj request kind=return reason_code=R08 explanation=x → invalid reason_code
officer@gxj request kind=return reason_code=R01 → invalid explanation
officer@gxj request kind=return reason_code=R01 explanation=已起诉 → ok assigned
# Pending requests live on when it is accepted …
officer@gxj accept → ok handling
expect clock request due 2026-03-17
coordinator grant → ok returned
expect reason_code R01
expect clock reply none
expect clock request none

story … and lapse when the state changes otherwise
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj request kind=return reason_code=R01 explanation=x → ok handling
officer@gxj reply kind=resolved no_contact_reason=x → ok assessing
expect clock request none
coordinator grant → step.wrong-state
coordinator return_to_unit → ok handling
coordinator grant → request.none
# Over all visits.
officer@gxj request kind=return reason_code=R01 explanation=x → request.once
officer@gxj reply kind=resolved no_contact_reason=x
coordinator assess → ok awaiting_event
officer@gxj request kind=return reason_code=R02 explanation=x → ok awaiting_event
officer@gxj request kind=extension new_date=2026-04-02 → request.pending
coordinator grant → ok returned

story Accepted by silence, a request lives on
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
2026-03-17 09:00
officer@gxj request kind=return reason_code=R01 explanation=x → ok assigned
2026-03-17 10:00
expect state handling
expect clock request due 2026-03-18

# ---- the reply sent back

story Sent back twice, the later of two working days and what was left
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=x
2026-03-17 10:00
officer@gxj return_to_unit → never
coordinator return_to_unit bare → invalid reason
coordinator return_to_unit → ok handling
expect clock reply due 2026-03-30
expect dispatch gxj accepted
2026-03-30 10:00
officer@gxj reply kind=resolved no_contact_reason=x → ok assessing
2026-03-31 10:00
coordinator return_to_unit → ok handling
expect clock reply due 2026-04-02
officer@gxj reply kind=resolved no_contact_reason=x → ok assessing
expect clock assess due 2026-04-03
coordinator return_to_unit → cap.used-up

story A direct reply sent back from release goes to handling
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=x
coordinator assess direct=true → ok releasing
expect off_round 1
expect clock release due 2026-03-18
coordinator return_to_unit → ok handling
expect clock reply due 2026-03-30
# Off round now: its next reply goes to release.
officer@gxj reply kind=resolved no_contact_reason=x → ok releasing
coordinator return_to_unit → ok handling
officer@gxj reply kind=resolved no_contact_reason=x → ok releasing
coordinator return_to_unit → cap.used-up

story Assessed by silence
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=x
coordinator assess bare → invalid assessment
officer@gxj assess → never
2026-03-20
expect state awaiting_event
expect flag unassessed
expect event assess at 2026-03-20 by clock
expect clock event due 2026-04-09

story Direct only with the consent of one that wants to attend
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit attend=true principal=陈总
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=x
coordinator assess direct=true → assess.not-agreed
coordinator log_contact outcome=not_reached
coordinator assess direct=true → assess.not-agreed
coordinator log_contact outcome=reached
coordinator assess direct=true → ok releasing

story Released by silence
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise submit
coordinator assign A lead_unit=gxj
coordinator assign B lead_unit=gxj
officer@gxj accept A
officer@gxj accept B
officer@gxj reply A kind=resolved no_contact_reason=x
officer@gxj reply B kind=planned done_by=2026-06-30 no_contact_reason=x
coordinator assess A direct=true
coordinator assess B direct=true
officer@gxj release_reply → never
2026-03-19
expect A state result_check
expect A event release_reply at 2026-03-19 by clock
expect A clock check due 2026-03-23
expect B state executing
expect B clock done due 2026-06-30
expect B clock commit due 2026-03-24

story Overdue replies in a round and off it
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-13 10:00
enterprise submit
enterprise submit
coordinator assign A lead_unit=gxj
coordinator hand_down B jurisdiction=445103
coordinator@445103 assign B lead_unit=cagxj
officer@gxj accept A
officer@cagxj accept B
expect A clock reply due 2026-03-27
2026-03-28
# A enters the catalogue as 逾期未回复; nothing more.
expect A flag overdue_reply
expect A clock reply due 2026-03-27 colour red
expect A times overdue 1
expect B flag overdue_reply
expect B times overdue 1
2026-03-31
expect A times overdue 1
expect B times overdue 2
2026-04-02
expect A times supervise 0
expect B times supervise 1
officer@gxj reply A kind=resolved no_contact_reason=x → ok assessing
expect A noflag overdue_reply

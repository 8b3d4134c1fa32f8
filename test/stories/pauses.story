# Suspension: 三(二); pauses: mechanism, section 2.

story Suspended from handling and resumed
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
expect clock reply due 2026-03-30
2026-03-18 10:00
officer@gxj request kind=suspension → invalid review_date
officer@gxj request kind=suspension review_date=2026-03-18 → invalid review_date
officer@gxj request kind=suspension review_date=2026-09-19 → invalid review_date
officer@gxj request kind=suspension review_date=2026-09-18 → ok handling
coordinator grant → ok suspended
expect clock review due 2026-09-18
expect clock quarter due 2026-06-18
expect clock reply paused
expect round none
expect suspensions 1
# The buttons: progress, withdraw, resume.
expect may officer@gxj progress
expect may enterprise withdraw
2026-03-25 10:00
officer@zjj resume → unseen
enterprise resume → never
officer@gxj resume → ok handling
# 18, 19, 20, 23, 24 March are not counted.
expect clock reply due 2026-04-07
expect clock review none
expect clock quarter none
expect round 2026-01
officer@gxj request kind=suspension review_date=2026-06-18 → request.once

story Resumed by itself at the review date, progress each quarter
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj request kind=suspension review_date=2026-07-10
coordinator grant
expect clock quarter due 2026-06-16
2026-05-11 10:00
officer@gxj progress → ok suspended
expect clock quarter due 2026-08-11
2026-07-10 23:59:59
expect state suspended
2026-07-11
expect state handling
expect event resume at 2026-07-11 by clock
# Paused from the day it began: 10 days, from the 11th itself on (the 11th is a Saturday).
expect clock reply due 2026-07-24

story Silence about the quarter's progress is rule 2
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj request kind=suspension review_date=2026-09-16
coordinator grant
2026-06-17
expect times overdue 1
expect clock quarter colour red
2026-06-24
expect times supervise 1
expect state suspended

story The promise moves by the working days paused
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=planned done_by=2026-03-31 no_contact_reason=x
coordinator assess direct=true
coordinator release_reply → ok executing
expect clock commit due 2026-03-19
2026-03-17 10:00
officer@gxj request kind=suspension review_date=2026-06-16
coordinator grant → ok suspended
expect clock done paused
expect clock commit paused
enterprise withdraw → withdraw.too-late
2026-03-24 10:00
coordinator resume → ok executing
# 17, 18, 19, 20, 23: five working days.
expect clock done due 2026-04-08
expect done_by 2026-04-08
# commit counted in working days from its entry: 3 + 5, not 17 … 23.
expect clock commit due 2026-03-26
officer@gxj commit done_by=2026-04-08 → ok executing

story Twice, then no more
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj request kind=suspension review_date=2026-04-16
coordinator grant
officer@gxj resume
officer@gxj reply kind=planned done_by=2026-12-31 no_contact_reason=x
coordinator assess direct=true
coordinator release_reply
officer@gxj request kind=suspension review_date=2026-04-16
coordinator grant → ok suspended
expect suspensions 2
officer@gxj resume → ok executing
officer@gxj request kind=suspension review_date=2026-04-16 → cap.used-up

story Hours go on with the hours left
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj co_units=zjj
officer@gxj accept
officer@gxj request kind=suspension review_date=2026-06-16
2026-03-16 16:00
coordinator grant
expect clock accept.zjj paused
expect clock co_reply.zjj paused
2026-03-19 09:00
expect noflag late_accept
officer@gxj resume
# Eighteen hours were left.
expect clock accept.zjj due 2026-03-20 03:00
# 16, 17, 18 not counted: 19, 20, 23.
expect clock co_reply.zjj due 2026-03-23

story Limits anchored at E are not moved, only kept from ending too soon
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
2026-03-04 10:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=true
secretary propose_agenda
officer@gxj request kind=suspension review_date=2026-06-16 → ok handling
leader approve_agenda
# On an approved agenda there is none.
coordinator grant → request.on-agenda
2026-03-11 15:00
coordinator record_event heard=A → ok held
expect A state on_site
expect A clock reply none
expect A clock commit due 2026-03-16
expect A clock opinion due 2026-03-18
coordinator record_decision appeal=A lead_unit=gxj done_by=2026-05-29
coordinator draft_opinions
leader approve_opinions
coordinator issue_opinions
expect A state executing
expect A clock commit due 2026-03-16
2026-03-12 10:00
officer@gxj request kind=suspension review_date=2026-06-16
coordinator grant → ok suspended
2026-03-17 10:00
officer@gxj resume → ok executing
expect A clock commit due 2026-03-18
# 12, 13, 16 not counted.
expect A clock done due 2026-06-03

story formal follows a paused reply
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-02-27 10:00
enterprise submit
2026-03-03 10:00
coordinator assign lead_unit=gxj
officer@gxj accept
2026-03-04 10:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=false
secretary propose_agenda
leader approve_agenda
2026-03-11 15:00
coordinator record_event heard=
expect A clock formal due 2026-03-17
2026-03-12 10:00
officer@gxj request kind=extension new_date=2026-03-24
coordinator grant
expect A clock reply due 2026-03-24
expect A clock formal due 2026-03-24
officer@gxj request kind=suspension review_date=2026-06-16
coordinator grant → ok suspended
expect A clock formal paused
expect A off_round 1
2026-03-16 10:00
officer@gxj resume → ok handling
# 12 and 13 paused.
expect A clock reply due 2026-03-26
expect A clock formal due 2026-03-26
# It has left the rounds.
expect A round 2026-01
officer@gxj reply kind=resolved no_contact_reason=x → ok releasing

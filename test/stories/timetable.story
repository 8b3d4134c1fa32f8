# The worked month of reference: the round of 2026-03-11, across Spring Festival (二(一)–二(四)).

story The third round of 2026 and the appeals A1 to C
2025-12-12 08:00
office plan event_day=2026-01-14 opens=2025-12-12 → ok open
2026-01-07 10:00
coordinator submit_catalogue 2026-01 → ok catalogue_submitted
secretary propose_agenda → ok agenda_proposed
leader approve_agenda → ok agenda_approved
2026-01-14 15:00
coordinator record_event heard= → ok finished
# E+2: the next opens by the clock.
2026-01-16
expect 2026-02 state open
expect 2026-02 clock close due 2026-02-03
expect 2026-03 state planned
expect 2026-03 clock open due 2026-02-13 00:00
2026-02-04
expect 2026-02 state closed
expect 2026-02 clock catalogue due 2026-02-04
2026-02-04 10:00
coordinator submit_catalogue 2026-02
secretary.2 propose_agenda
leader.2 approve_agenda
2026-02-11 16:00
coordinator record_event heard= → ok finished
2026-02-12 23:59:59
expect 2026-03 state planned
2026-02-13
expect 2026-03 state open
expect 2026-03 clock announce due 2026-02-13
expect 2026-03 clock close due 2026-03-03
expect 2026-03 clock event due 2026-03-12
# A1
2026-02-13 10:00
enterprise submit → ok screening
expect round 2026-03
expect clock screen due 2026-02-25 left 3 colour blue
expect 2026-03 announced_at none
2026-02-14
expect 2026-03 event announce by clock
# B
2026-02-14 16:00
enterprise.2 submit → ok screening
expect clock screen due 2026-02-26
# C
2026-02-18 11:00
enterprise.3 submit → ok screening
expect clock screen due 2026-02-26
# A2
2026-02-24 10:00
coordinator assign A lead_unit=gxj → ok assigned
expect A clock accept due 2026-02-25 10:00
expect A clock reply due 2026-03-09 left 10
expect A clock screen none
2026-02-25 09:00
officer@gxj accept A → ok handling
expect A clock accept none
expect A clock reply due 2026-03-09
# A3
coordinator assign B lead_unit=zjj → ok assigned
expect B clock reply due 2026-03-10
2026-03-04
expect 2026-03 state closed
expect 2026-03 clock catalogue due 2026-03-04
# Appeals still handled enter the catalogue, 部门意见待补.
2026-03-04 17:00
coordinator submit_catalogue 2026-03 → ok catalogue_submitted
expect 2026-03 item A listed
expect 2026-03 item B listed
expect 2026-03 clock agenda due 2026-03-10
expect 2026-03 clock event due 2026-03-12

story E1 submitted in the last second, E2 in the first second after it
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13 → ok planned
2026-03-03 23:59:59
enterprise submit → ok screening
expect round 2026-01
expect clock screen due 2026-03-06
expect noflag queued
2026-03-04
enterprise.2 submit → ok screening
expect round 2026-02
expect flag queued
expect clock screen due 2026-03-18
# Not assigned by the catalogue, E1 moves on by itself; that is not carried over.
2026-03-05
expect 2026-01 state catalogue_submitted
expect 2026-01 event submit_catalogue at 2026-03-05 by clock
expect A round 2026-02
expect A carried none
expect A noflag carried_over
expect A event carry_over by clock
expect A clock screen due 2026-03-06
expect 2026-01 item A none

story D1 to D3, twenty-four hours as they pass
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-02-13 10:00
enterprise submit
enterprise.2 submit
enterprise.3 submit
2026-02-14 09:30
coordinator assign A lead_unit=gxj
expect A clock accept due 2026-02-15 09:30
2026-02-27 17:00
coordinator assign B lead_unit=gxj
expect B clock accept due 2026-02-28 17:00
2026-02-28 17:00
coordinator assign C lead_unit=gxj
expect C clock accept due 2026-03-01 17:00

story D1 to D3, hours of working days only
2026-02-12 09:00
given policy accept_clock skip_nonworking
office plan event_day=2026-03-11 opens=2026-02-13
2026-02-13 10:00
enterprise submit
enterprise.2 submit
enterprise.3 submit
2026-02-14 09:30
coordinator assign A lead_unit=gxj
expect A clock accept due 2026-02-24 09:30
2026-02-27 17:00
coordinator assign B lead_unit=gxj
expect B clock accept due 2026-02-28 17:00
2026-02-28 17:00
coordinator assign C lead_unit=gxj
expect C clock accept due 2026-03-02 17:00

story I, ten working days across the festival
2026-02-11 08:00
office plan event_day=2026-03-11 opens=2026-02-11
enterprise submit → ok screening
2026-02-12 10:00
coordinator assign lead_unit=gxj → ok assigned
expect clock reply due 2026-03-04

story F in the catalogue, not on site
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-02-13 10:00
enterprise submit
2026-02-24 10:00
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj log_contact
officer@gxj reply kind=explained → ok assessing
coordinator assess → ok awaiting_event
expect clock event due 2026-03-12
2026-03-04 10:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=false
secretary propose_agenda
leader approve_agenda
2026-03-11 16:00
coordinator record_event heard= → ok held
expect A state formal_reply
expect A off_round 1
expect A clock formal due 2026-03-16

story F with a unit that still has ten days
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-02-27 10:00
enterprise submit
2026-03-03 10:00
coordinator assign lead_unit=gxj
officer@gxj accept
expect clock reply due 2026-03-17
2026-03-04 10:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=false
secretary propose_agenda
leader approve_agenda
2026-03-11 16:00
# Items still with a unit do not hold the round.
coordinator record_event heard= → ok finished
expect A state handling
expect A clock formal due 2026-03-17
expect A clock reply due 2026-03-17
expect A flag formal_differs
# One reply ends both.
officer@gxj reply kind=explained no_contact_reason=停机 → ok releasing
expect A clock formal none
expect A clock reply none

story F where the coordinator insists on E+3
given policy offsite_conflict e3
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
2026-03-11 16:00
coordinator record_event heard=
expect A clock formal due 2026-03-16
expect A clock reply due 2026-03-17
expect A flag formal_differs

story H
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-13
2026-03-13
expect 2026-01 state open
expect 2026-01 clock close due 2026-03-30
2026-03-31
expect 2026-01 state closed
expect 2026-01 clock catalogue due 2026-03-31
2026-03-31 12:00
coordinator submit_catalogue → ok catalogue_submitted
expect 2026-01 clock agenda due 2026-04-07

story G
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
2026-03-30 10:00
officer@gxj log_contact
officer@gxj reply kind=resolved
coordinator assess direct=true
coordinator release_reply → ok result_check
2026-03-31 10:00
coordinator pass_check → ok rating
expect clock rate due 2026-04-05 days 5
2026-04-06
expect state closed
expect rating default
expect event auto_rate at 2026-04-06 by clock

story G with the holiday's extension
given policy eval_extend_holiday true
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
2026-03-30 10:00
officer@gxj log_contact
officer@gxj reply kind=resolved
coordinator assess direct=true
coordinator release_reply
2026-03-31 10:00
coordinator pass_check
expect clock rate due 2026-04-07

# ---- the collision of October 2025

story October 2025, the proposal is the next working day; three candidates
2025-08-14 08:00
office plan event_day=2025-09-10 opens=2025-08-15 → ok planned
2025-09-03 10:00
coordinator submit_catalogue 2025-01
secretary propose_agenda
leader approve_agenda
2025-09-10 16:00
coordinator record_event heard= → ok finished
expect 2025-02 event_day 2025-10-09
expect 2025-02 tentative 1
2025-09-12
expect 2025-02 state open
expect 2025-02 tentative 1
expect 2025-02 clock close due 2025-09-24
2025-09-25
expect 2025-02 state closed
expect 2025-02 clock catalogue due 2025-09-25
2025-09-25 15:00
coordinator submit_catalogue 2025-02
expect 2025-02 clock agenda due 2025-09-30
secretary.2 propose_agenda
leader.2 approve_agenda
2025-10-09 17:00
coordinator record_event heard=
2025-10-11
expect 2025-03 state open

story October 2025, the previous working day
2025-08-14 08:00
office plan event_day=2025-09-10 opens=2025-08-15
2025-09-03 10:00
coordinator submit_catalogue 2025-01
secretary propose_agenda
leader approve_agenda
2025-09-10 16:00
coordinator record_event heard=
2025-09-12 09:00
office confirm_date 2025-02 event_day=2025-09-30 → ok open
expect 2025-02 tentative none
expect 2025-02 clock close due 2025-09-23
office confirm_date 2025-02 → confirm.already
2025-09-24 12:00
coordinator submit_catalogue 2025-02
expect 2025-02 clock agenda due 2025-09-29
secretary.2 propose_agenda
leader.2 approve_agenda
2025-09-30 16:00
coordinator record_event heard=
expect 2025-03 clock open due 2025-10-10 00:00
2025-10-10
expect 2025-03 state open

story October 2025, the same weekday of the next week
2025-08-14 08:00
office plan event_day=2025-09-10 opens=2025-08-15
2025-09-03 10:00
coordinator submit_catalogue 2025-01
secretary propose_agenda
leader approve_agenda
2025-09-10 16:00
coordinator record_event heard=
2025-09-11 09:00
office confirm_date 2025-02 event_day=2025-10-15 → ok planned
2025-10-08 23:59:59
enterprise submit
expect round 445100-2025-02
2025-10-09
expect 2025-02 state closed
2025-10-09 10:00
coordinator submit_catalogue 2025-02
expect 2025-02 clock agenda due 2025-10-14
expect 2025-03 clock open due 2025-10-17 00:00

# ---- May, October and February 2026

story May 2026
2026-04-09 08:00
office plan event_day=2026-05-13 opens=2026-04-10
2026-04-28 09:00
enterprise submit
2026-04-29 09:00
coordinator assign lead_unit=gxj
expect clock reply due 2026-05-15
2026-05-06 23:59:59
expect 2026-01 state open
2026-05-07
expect 2026-01 state closed
expect 2026-01 clock catalogue due 2026-05-07
2026-05-07 12:00
coordinator submit_catalogue
expect 2026-01 clock agenda due 2026-05-12
expect 2026-02 clock open due 2026-05-15 00:00

story October 2026
2026-09-10 08:00
office plan event_day=2026-10-14 opens=2026-09-11
2026-10-07 23:59:59
expect 2026-01 state open
2026-10-08
expect 2026-01 state closed
2026-10-08 12:00
coordinator submit_catalogue
expect 2026-01 clock agenda due 2026-10-13
expect 2026-02 clock open due 2026-10-16 00:00

story February 2026
2026-01-15 08:00
office plan event_day=2026-02-11 opens=2026-01-16
2026-01-20 09:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj log_contact
officer@gxj reply kind=explained
coordinator assess
2026-02-04
expect 2026-01 state closed
2026-02-04 12:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=false
secretary propose_agenda
leader approve_agenda
2026-02-11 12:00
coordinator record_event heard=
expect A clock formal due 2026-02-14
2026-02-13
expect 2026-02 state open

story The calendar week as the event rule
given policy event_rule calendar_week
2026-04-09 08:00
office plan event_day=2026-05-06 opens=2026-04-10
expect 2026-02 event_day 2026-06-10

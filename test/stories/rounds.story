# The round: 二(一), 二(四)–二(八).

story Planning
2026-02-12 09:00
coordinator@445103 plan event_day=2026-03-12 → ok open
office plan event_day=2026-02-11 → invalid event_day
office plan event_day=2026-03-14 → invalid event_day
office plan event_day=2026-02-18 → invalid event_day
office plan event_day=2026-03-11 opens=2026-03-04 → invalid opens
secretary plan event_day=2026-03-11 → never
officer@gxj plan event_day=2026-03-11 → never
# A first round opens on the day of planning where none is given: at once.
office plan event_day=2026-03-11 → ok open
expect 2026-01 tentative 1
expect 2026-01 leader leader
expect 2026-01 secretary secretary
# Two rounds ahead exist by the clock.
expect 2026-02 event_day 2026-04-08
expect 2026-02 leader leader.2
expect 2026-02 event plan by clock
expect 2026-03 event_day 2026-05-13
office plan event_day=2026-05-06 → invalid event_day
office plan event_day=2026-05-15 → invalid event_day
office plan event_day=2026-06-10 → ok planned

story Confirming the date, once
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
coordinator confirm_date → never
office@445103 confirm_date → never
# Another day only under the conditions of reschedule.
office confirm_date event_day=2026-03-14 → invalid event_day
office confirm_date event_day=2026-04-01 → invalid event_day
office confirm_date event_day=2026-03-12 → ok planned
expect 2026-01 tentative none
expect 2026-01 event_day 2026-03-12
expect 2026-01 reschedules none
office confirm_date → confirm.already
expect 2026-01 clock event due 2026-03-13
2026-03-05
expect 2026-01 state closed
expect 2026-01 clock event due 2026-03-13

story Announcing
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
secretary announce → never
coordinator announce bare → invalid text
coordinator announce → ok planned
2026-02-13
expect 2026-01 clock announce none
coordinator announce text=更正 → ok open
2026-03-04
coordinator announce → step.wrong-state

story Closed by the clock, the catalogue submitted as it stands
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-02-24 09:00
enterprise submit
coordinator submit_catalogue → step.wrong-state
2026-03-04
expect 2026-01 state closed
expect 2026-01 event close at 2026-03-04 by clock
coordinator assign lead_unit=gxj
2026-03-05
expect 2026-01 state catalogue_submitted
expect 2026-01 item A listed

story The catalogue returned twice
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-04 09:00
office submit_catalogue → never
coordinator submit_catalogue
coordinator return_catalogue → never
office return_catalogue bare → invalid reason
office return_catalogue → ok closed
expect 2026-01 clock catalogue due 2026-03-05
# It is closed and stays so: appeals are queued.
enterprise submit
expect round 2026-02
2026-03-06
expect 2026-01 state catalogue_submitted
expect 2026-01 event submit_catalogue at 2026-03-06 by clock
2026-03-06 09:00
office return_catalogue → ok closed
expect 2026-01 clock catalogue due 2026-03-09
coordinator submit_catalogue → ok catalogue_submitted
office return_catalogue → cap.used-up

story From the catalogue to the agenda
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
enterprise submit
enterprise submit
coordinator assign A lead_unit=gxj
coordinator assign B lead_unit=gxj
coordinator assign C lead_unit=gxj
2026-03-04 09:00
coordinator submit_catalogue
secretary convene bare → invalid place
secretary convene bare → invalid at
secretary convene bare place=x at=2026-03-05T09:00 → invalid units
secretary convene place=一号会议室 at=2026-03-05T09:00 units=gxj,nobody → invalid units
coordinator convene place=一号会议室 at=2026-03-05T09:00 units=gxj → never
secretary.2 convene place=一号会议室 at=2026-03-05T09:00 units=gxj → never
secretary convene place=一号会议室 at=2026-03-05T09:00 units=gxj,zjj → ok catalogue_submitted
expect 2026-01 meeting_place 一号会议室
expect 2026-01 meeting_units "gxj zjj"
expect 2026-01 meeting_at some
secretary coordinate bare appeal=A on_site=true → invalid proposal
secretary coordinate appeal=A → invalid on_site
secretary coordinate appeal=ZT2026-0099 on_site=true → invalid appeal
secretary coordinate appeal=A on_site=true order=2 → ok
secretary coordinate appeal=B on_site=false → ok
secretary propose_agenda → agenda.not-coordinated
coordinator unlist appeal=C → step.wrong-state
secretary unlist bare appeal=C → invalid reason
secretary unlist appeal=ZT2026-0099 → invalid appeal
secretary unlist appeal=C → ok
expect 2026-01 item C struck
expect C round 2026-02
expect C carried 1
expect C flag carried_over
secretary.2 propose_agenda → never
secretary propose_agenda → ok agenda_proposed
expect 2026-01 clock agenda due 2026-03-10
leader return_agenda bare → invalid reason
leader.2 return_agenda → never
secretary approve_agenda → never
leader return_agenda → ok catalogue_submitted
secretary propose_agenda
office return_agenda → invalid scan
office return_agenda scan=file → ok catalogue_submitted
secretary propose_agenda
leader return_agenda → cap.used-up
office approve_agenda → invalid scan
expect 2026-01 agenda_at some
office approve_agenda scan=file → ok agenda_approved
expect 2026-01 agenda_approved_at some
expect 2026-01 agenda_scan some
expect 2026-01 clock agenda none
expect 2026-01 clock invite due 2026-03-05
secretary coordinate appeal=A on_site=false → step.wrong-state

story The agenda is late: an alarm to the office, no order
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-05
expect 2026-01 state catalogue_submitted
expect 2026-01 clock agenda due 2026-03-10
2026-03-11
expect 2026-01 times overdue 1
expect 2026-01 times supervise 0
# It runs on, and the alarm is not raised again.
secretary propose_agenda → ok agenda_proposed
expect 2026-01 clock agenda due 2026-03-10 colour red
expect 2026-01 clock event due 2026-03-12
leader return_agenda → ok catalogue_submitted
expect 2026-01 times overdue 1
# The event's alarm at E 24:00, cancelled a working day later.
2026-03-12
expect 2026-01 event urge at 2026-03-12 by clock
expect 2026-01 state catalogue_submitted
2026-03-13
expect 2026-01 state cancelled
expect 2026-01 event cancel at 2026-03-13 by clock
expect 2026-01 times supervise 0
expect 2026-01 times overdue 1
# After its closing: the next opens at the planned E+2, at this very instant.
expect 2026-02 state open

story Invitations, attendance, checking in
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit attend=true principal=陈总
enterprise.2 submit
coordinator assign A lead_unit=gxj co_units=cazf
coordinator assign B lead_unit=zjj
2026-03-04 09:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=true
secretary coordinate appeal=B on_site=false
secretary propose_agenda
unit_head@gxj confirm_attendance attending=true → step.wrong-state
leader approve_agenda
unit_head@gxj confirm_attendance attending=true → attendance.not-invited
secretary invite → never
coordinator invite → ok agenda_approved
coordinator invite → invite.done
expect 2026-01 clock invite none
unit_head@gxj confirm_attendance bare → invalid attending
unit_head@gxj confirm_attendance attending=true name=林局长 post=局长 → ok
expect 2026-01 guest unit:gxj attending 1
expect 2026-01 guest unit:gxj name 林局长
coordinator@445103 confirm_attendance attending=true → ok
enterprise confirm_attendance attending=true name=陈总 → ok
unit_head@zjj confirm_attendance attending=true → never
enterprise.2 confirm_attendance attending=true → never
officer@gxj confirm_attendance attending=true → never
2026-03-11 08:30
secretary check_in name=x post=y → never
coordinator check_in bare → invalid name
coordinator check_in name=王某 → invalid post
coordinator check_in account=nobody → invalid account
coordinator check_in account=officer@gxj → ok
expect 2026-01 guest unit:gxj checked_in_at some
coordinator check_in name=陈总 post=总经理 → ok
expect 2026-01 guest appeal:ZT2026-0001 checked_in_at some
coordinator check_in name=路人 post=记者 → ok
expect 2026-01 guest name:路人 checked_in_at some

story Invitations late: flagged, then an order
2026-02-12 09:00
office plan event_day=2026-03-25 opens=2026-02-13
2026-03-18 09:00
coordinator submit_catalogue
secretary propose_agenda
leader approve_agenda
expect 2026-01 clock invite due 2026-03-19
2026-03-20
expect 2026-01 times overdue 1
2026-03-21
expect 2026-01 times overdue 2
2026-03-25
expect 2026-01 times supervise 1

story The event and its day
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
officer@gxj accept B
officer@gxj accept C
officer@gxj accept D
officer@gxj reply C kind=explained no_contact_reason=x
officer@gxj reply D kind=explained no_contact_reason=x
coordinator assess D
officer@gxj accept A
officer@gxj request A kind=return reason_code=R01 explanation=x
2026-03-04 09:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=true
secretary coordinate appeal=B on_site=true
secretary coordinate appeal=C on_site=false
secretary coordinate appeal=D on_site=true
secretary coordinate appeal=E on_site=false
secretary propose_agenda
leader approve_agenda
2026-03-10 16:00
coordinator record_event heard=A → event.wrong-day
2026-03-12 16:00
secretary record_event heard=A → never
coordinator record_event → invalid heard
coordinator record_event heard=ZT2026-0099 → invalid heard
# Heard: on the list or not.
coordinator record_event heard=A,E → ok held
expect 2026-01 clock event none
expect 2026-01 heard_count 2
expect A state on_site
expect A clock reply none
expect A clock request none
expect E state on_site
# On site but not heard: keep state and clocks, carried over.
expect B state handling
expect B round 2026-02
expect B carried 1
expect B off_round none
expect D state awaiting_event
expect D round 2026-02
expect D clock event due 2026-04-09
# Not on site.
expect C state formal_reply
expect C clock formal due 2026-03-16
expect C off_round 1

story The event recorded too late
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-04 09:00
coordinator submit_catalogue
secretary propose_agenda
leader approve_agenda
2026-03-12 23:59:59
expect 2026-01 state agenda_approved
2026-03-13
expect 2026-01 state cancelled
coordinator record_event heard= → step.wrong-state

story Decisions and opinions
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
enterprise submit
coordinator assign A lead_unit=gxj
coordinator assign B lead_unit=gxj
2026-03-04 09:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=true
secretary coordinate appeal=B on_site=true
secretary propose_agenda
leader approve_agenda
2026-03-11 16:00
coordinator record_event heard=A,B
expect 2026-01 clock decisions due 2026-03-12
expect 2026-01 clock opinions due 2026-03-18
secretary record_decision appeal=A lead_unit=gxj done_by=2026-05-29 → never
coordinator record_decision bare appeal=A lead_unit=gxj done_by=2026-05-29 → invalid decision
coordinator record_decision appeal=A lead_unit=gxj → invalid done_by
coordinator record_decision appeal=A lead_unit=gxj done_by=2026-03-11 → invalid done_by
coordinator record_decision appeal=A lead_unit=cagxj done_by=2026-05-29 → invalid lead_unit
coordinator record_decision appeal=A lead_unit=gxj co_units=gxj done_by=2026-05-29 → invalid co_units
coordinator record_decision appeal=ZT2026-0099 lead_unit=gxj done_by=2026-05-29 → invalid appeal
officer@gxj commit A done_by=2026-05-29 → commit.no-decision
coordinator record_decision appeal=A lead_unit=cazf co_units=gxj done_by=2026-05-29 → ok held
# The decided unit leads.
expect A lead_unit cazf
coordinator draft_opinions → opinions.undecided
coordinator issue_opinions → opinions.not-approved
expect 2026-01 clock decisions due 2026-03-12
coordinator record_decision appeal=B lead_unit=gxj done_by=2026-05-29
expect 2026-01 clock decisions none
leader approve_opinions → opinions.no-draft
coordinator draft_opinions
leader return_opinions bare → invalid reason
secretary return_opinions → never
leader return_opinions → ok held
leader approve_opinions → opinions.no-draft
coordinator draft_opinions
office return_opinions → invalid scan
office return_opinions scan=file
coordinator draft_opinions
leader return_opinions → cap.used-up
office approve_opinions → invalid scan
leader.2 approve_opinions → never
leader approve_opinions → ok held
# Frozen.
coordinator record_decision appeal=A lead_unit=gxj done_by=2026-05-29 → decision.frozen
coordinator draft_opinions → opinions.frozen
leader approve_opinions → opinions.frozen
office issue_opinions → never
coordinator@445103 commit A done_by=2026-05-30 → invalid done_by
coordinator@445103 commit A done_by=2026-05-20 → ok on_site
expect A clock commit none
coordinator issue_opinions → ok finished
expect A state executing
expect A clock done due 2026-05-20
expect A leader_date 1
expect A released_at some
expect B state executing
expect B clock done due 2026-05-29
expect B clock commit due 2026-03-16

story Decisions and opinions late
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
coordinator assign A lead_unit=gxj
2026-03-04 09:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=true
secretary propose_agenda
leader approve_agenda
coordinator invite
2026-03-11 16:00
coordinator record_event heard=A
2026-03-13
expect 2026-01 times overdue 1
2026-03-14
expect 2026-01 times overdue 2
2026-03-18
expect 2026-01 times supervise 1
# The appeal's own clocks ask too.
expect A clock commit due 2026-03-16 colour red
2026-03-25
expect 2026-01 times supervise 2
expect A times supervise 2

story The round waits for what it left behind
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
enterprise submit
coordinator assign A lead_unit=gxj
coordinator assign B lead_unit=gxj
officer@gxj accept A
officer@gxj accept B
officer@gxj reply A kind=explained no_contact_reason=x
2026-03-04 09:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=false
secretary coordinate appeal=B on_site=true
secretary propose_agenda
leader approve_agenda
2026-03-11 16:00
coordinator record_event heard=B → ok held
coordinator record_decision appeal=B lead_unit=gxj done_by=2026-05-29
coordinator draft_opinions
leader approve_opinions
coordinator issue_opinions → ok opinions_issued
expect A state formal_reply
2026-03-13 10:00
officer@gxj formal_reply A → ok releasing
expect A clock release due 2026-03-17
expect 2026-01 state opinions_issued
coordinator release_reply A → ok result_check
expect 2026-01 state finished

story The earlier reply stands as the formal one
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
coordinator assign A lead_unit=gxj
officer@gxj accept A
officer@gxj reply A kind=planned done_by=2026-04-30 no_contact_reason=x
2026-03-04 09:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=false
secretary propose_agenda
leader approve_agenda
2026-03-11 16:00
coordinator record_event heard= → ok held
2026-03-17
expect A state releasing
expect A flag formal_default
expect A event auto_formal at 2026-03-17 by clock
expect A clock release due 2026-03-19
coordinator return_to_unit A → ok formal_reply
expect A clock formal due 2026-03-19
officer@gxj formal_reply A bare kind=maybe → invalid kind
officer@gxj formal_reply A bare opinion=改了 → ok releasing
expect A reply_opinion 改了
expect A reply_kind planned
coordinator return_to_unit A
officer@gxj formal_reply A
coordinator return_to_unit A → cap.used-up
2026-03-20
expect A state executing
expect A done_by 2026-04-30
expect 2026-01 state finished

# ---- moving and cancelling

story Moved twice
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
coordinator reschedule event_day=2026-03-12 → never
office reschedule bare event_day=2026-03-12 → invalid reason
office reschedule event_day=2026-02-12 → invalid event_day
office reschedule event_day=2026-03-15 → invalid event_day
# Its E+2 not before the next round's E−5 (03-31).
office reschedule event_day=2026-03-27 → invalid event_day
office reschedule event_day=2026-03-26 → ok planned
expect 2026-01 reschedules 1
expect 2026-02 clock open due 2026-03-30 00:00
2026-02-13 10:00
expect 2026-01 state open
expect 2026-01 tentative none
expect 2026-01 clock close due 2026-03-18
# While open the new E−5 lies ahead.
office reschedule event_day=2026-02-25 → invalid event_day
office reschedule event_day=2026-03-18 → ok open
expect 2026-01 clock close due 2026-03-10
office reschedule event_day=2026-03-12 → cap.used-up
office confirm_date → ok open

story Moved after the closing, catalogue and agenda stay
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=explained no_contact_reason=x
coordinator assess
expect clock event due 2026-03-12
2026-03-04 09:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=true
secretary propose_agenda
leader approve_agenda
coordinator invite
2026-03-10 09:00
office reschedule event_day=2026-03-18 → ok agenda_approved
expect 2026-01 item A on_site 1
expect 2026-01 clock event due 2026-03-19
expect A clock event due 2026-03-19
expect 2026-02 clock open due 2026-03-20 00:00
2026-03-13
expect 2026-02 state planned
2026-03-18 10:00
coordinator record_event heard=A → ok held
office reschedule event_day=2026-03-20 → step.wrong-state
expect A clock commit due 2026-03-23

story Cancelled while planned, the next opens at its opening
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
coordinator cancel → never
office cancel bare → invalid reason
office cancel → ok cancelled
expect 2026-02 clock open due 2026-02-13 00:00
expect 2026-03 state planned
office cancel 2026-01 → step.wrong-state
2026-02-13
expect 2026-02 state open
expect 2026-02 clock close due 2026-03-30

story Cancelled while open, the next opens at that moment
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-02-24 09:00
enterprise submit
enterprise submit
coordinator assign B lead_unit=gxj
office cancel → ok cancelled
expect 2026-02 state open
expect A round 2026-02
# Before assignment it moves by itself.
expect A carried none
expect B round 2026-02
expect B carried 1
expect A clock screen due 2026-02-27
enterprise submit
expect round 2026-02

story Cancelled after its closing, the next opens at the planned E+2
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
coordinator assign lead_unit=gxj
2026-03-06 09:00
enterprise submit
expect B clock screen due 2026-03-18
office cancel → ok cancelled
expect 2026-01 item A struck
expect A round 2026-02
expect A carried 1
expect 2026-02 state planned
expect 2026-02 clock open due 2026-03-13 00:00
expect B clock screen due 2026-03-18
2026-03-13
expect 2026-02 state open

story Not held, the appeals waiting are carried over
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=explained no_contact_reason=x
coordinator assess
2026-03-13
expect 2026-01 state cancelled
expect A state awaiting_event
expect A round 2026-02
expect A carried 1
expect A clock event due 2026-04-09
expect A event carry_over at 2026-03-13 by clock

story The roster
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
coordinator set_roster leader=leader.2 secretary=secretary.2 → never
office set_roster bare leader=leader.2 → invalid secretary
office set_roster leader=officer@gxj secretary=secretary.2 → invalid leader
office set_roster leader=leader.2 secretary=secretary.3 → invalid secretary
office set_roster leader=leader.2 secretary=secretary.2 → ok planned
2026-03-04 09:00
coordinator submit_catalogue
secretary propose_agenda → never
secretary.2 propose_agenda → ok agenda_proposed
leader approve_agenda → never
office set_roster leader=leader secretary=secretary.2 → ok agenda_proposed
leader approve_agenda → ok agenda_approved

story A special session neither opens nor closes intake and is filled by hand
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
office plan event_day=2026-03-25 special=true theme=陶瓷专场 trades=ceramics → ok planned
expect 2026-Z01 special 1
expect 2026-Z01 clock open none
2026-02-24 09:00
enterprise submit
expect round 2026-01
coordinator assign lead_unit=gxj
coordinator move_round round=2026-Z01 → ok assigned
expect round 2026-Z01
expect carried 1
2026-03-17 23:59:59
expect 2026-Z01 state planned
2026-03-18
expect 2026-Z01 state closed
expect 2026-02 state open
2026-03-18 10:00
coordinator submit_catalogue 2026-Z01 → ok catalogue_submitted
expect 2026-Z01 item A listed

story What waits for an opening moves with it
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-04 09:00
enterprise submit
enterprise submit enterprise_name=别家
2026-03-05 09:00
registrar confirm_identity B
expect A clock screen due 2026-03-18
expect B clock screen due 2026-03-18
# The old round's E moves, and the next opening with it: 03-20.
office reschedule 2026-01 event_day=2026-03-18
expect 2026-02 clock open due 2026-03-20 00:00
expect A clock screen due 2026-03-25
expect B clock screen due 2026-03-25

story Nothing heard: neither decisions nor opinions are due
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=explained no_contact_reason=x
2026-03-04 09:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=false
secretary propose_agenda
leader approve_agenda
2026-03-11 16:00
coordinator record_event heard= → ok held
expect 2026-01 clock decisions none
expect 2026-01 clock opinions none
coordinator record_decision appeal=A lead_unit=gxj done_by=2026-05-29 → decision.nothing-heard
coordinator draft_opinions → opinions.undecided
officer@gxj formal_reply A
coordinator release_reply A → ok result_check
expect 2026-01 state finished

story A decision changed before the draft
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
coordinator assign lead_unit=gxj co_units=gdj
2026-03-04 09:00
coordinator submit_catalogue
secretary coordinate appeal=A on_site=true
secretary propose_agenda
leader approve_agenda
2026-03-11 16:00
coordinator record_event heard=A
coordinator record_decision appeal=A lead_unit=zjj co_units=gxj,swj done_by=2026-05-29
expect A lead_unit zjj
expect A dispatch swj accepted
expect A dispatch gxj accepted
coordinator draft_opinions
# A change makes the draft stale.
coordinator record_decision appeal=A lead_unit=gxj co_units=zjj done_by=2026-06-30
expect A lead_unit gxj
expect A dispatch swj ended
expect A dispatch zjj accepted
expect A promise 2026-06-30
leader approve_opinions → opinions.no-draft
coordinator draft_opinions
leader approve_opinions
coordinator issue_opinions
expect A clock done due 2026-06-30
officer@zjj log_contact A → ok executing
officer@swj log_contact A → unseen

story A special session is cancelled
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
office plan event_day=2026-03-25 special=true theme=陶瓷专场
2026-02-24 09:00
enterprise submit
coordinator assign lead_unit=gxj
coordinator move_round round=2026-Z01
office cancel 2026-Z01 → ok cancelled
expect A round 2026-01
expect A carried 2
expect 2026-01 state open
expect 2026-02 clock open due 2026-03-13 00:00

story A special session that is not held is cancelled by the clock
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
office plan event_day=2026-03-25 special=true theme=陶瓷专场
2026-03-27
expect 2026-Z01 state cancelled
expect 2026-Z01 event cancel at 2026-03-27 by clock
expect 2026-02 state open

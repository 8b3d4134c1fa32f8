# Urging, rule 2, orders: 二(九) and mechanism, rule 2.

story Rule 2 for a unit: owner, then coordinator and inspector, then an order
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 assign lead_unit=cagxj
officer@cagxj accept
expect clock reply due 2026-03-30
# One urge, at yellow.
2026-03-26
expect times urge 1
expect event urge at 2026-03-26 by clock
2026-03-30 23:59:59
expect times urge 1
expect times overdue 0
2026-03-31
expect event overdue at 2026-03-31 by clock
expect times overdue 1
2026-04-01
expect event overdue at 2026-04-01
expect times overdue 2
2026-04-02 23:59:59
expect times supervise 0
2026-04-03
expect event supervise at 2026-04-03 by clock
expect times supervise 1
# The order asks for an answer within three working days (Qingming lies between).
expect clock answer.1 due 2026-04-09
officer@cajtj answer_supervision order=1 text=x → unseen
coordinator@445103 answer_supervision order=1 text=x → never
officer@cagxj answer_supervision order=2 text=x → invalid order
officer@cagxj answer_supervision bare order=1 → invalid text
officer@cagxj answer_supervision order=1 → ok handling
expect clock answer.1 none
officer@cagxj answer_supervision order=1 → order.none
coordinator lift_supervision order=1 → never
inspector lift_supervision order=2 → invalid order
inspector lift_supervision bare order=1 → invalid text
inspector lift_supervision order=1 → ok handling
inspector lift_supervision order=1 → order.none
2026-04-30
expect times supervise 1
expect times overdue 2
expect clock reply due 2026-03-30 colour red

story Silence about the clock's own order brings no other one
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 assign lead_unit=cagxj
officer@cagxj accept
2026-04-03
expect times supervise 1
2026-06-30
expect times supervise 1
expect times overdue 4
expect clock answer.1 due 2026-04-09 colour red

story The coordinator owns it: office and inspector, then the order
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
expect clock screen due 2026-03-19
2026-03-18
expect clock screen left 1 colour yellow
expect event urge at 2026-03-18 by clock
2026-03-19
expect clock screen left 0 colour orange
2026-03-20
expect times overdue 1
2026-03-21
expect times overdue 2
2026-03-25
expect times supervise 1
expect state screening
coordinator answer_supervision order=1 → ok screening

story Urged by hand
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj urge → never
enterprise urge → never
inspector urge → ok assigned
coordinator urge text=请抓紧 → ok assigned
expect times urge 2
# The clock urges once all the same.
officer@gxj accept
2026-03-26
expect times urge 3

story An order of the inspector
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
coordinator supervise answer_by=2026-03-20 → never
inspector supervise bare answer_by=2026-03-20 → invalid text
inspector supervise → invalid answer_by
inspector supervise answer_by=2026-03-16 → invalid answer_by
inspector@445103 supervise answer_by=2026-03-20 → unseen
inspector supervise answer_by=2026-03-20 → ok assigned
inspector supervise answer_by=2026-03-24 → ok assigned
expect clock answer.1 due 2026-03-20
expect clock answer.2 due 2026-03-24
2026-03-23 09:00
officer@gxj answer_supervision order=2
expect clock answer.2 none
expect clock answer.1 colour red
2026-03-26
# Silence about the inspector's order is rule 2 in full.
expect times supervise 3
expect clock answer.3 due 2026-03-31

story An order before there is a unit is answered by whoever has the turn
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit enterprise_name=别家
inspector supervise answer_by=2026-03-20
coordinator answer_supervision order=1 → never
registrar answer_supervision order=1 → ok identity_review

story Comments
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator comment → never
overview comment bare → invalid text
overview comment supervise=true → ok screening
leader comment → ok screening
leader@445103 comment → unseen

story Nothing falls due at the end
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
inspector supervise answer_by=2026-03-20
coordinator return reason_code=R14 → ok returned
expect clock answer.1 none
2026-04-30
expect times overdue 0
inspector supervise answer_by=2026-05-20 → step.wrong-state
overview comment → step.wrong-state

story Overdue before it is accepted, or while the objection waits: in a round once, off the rounds the ladder
2026-03-12 09:00
given policy reply_days 1
given policy rule_days 3
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise submit
enterprise submit
coordinator assign A lead_unit=gxj
officer@gxj object A proposed_unit=zjj → ok disputed
coordinator hand_down B jurisdiction=445103
coordinator@445103 assign B lead_unit=cagxj
expect B off_round 1
officer@cagxj object B proposed_unit=cazsj → ok disputed
coordinator hand_down C jurisdiction=445103
2026-03-17 09:00
coordinator@445103 assign C lead_unit=cagxj
2026-03-18
expect A state disputed
expect A flag overdue_reply
expect A times overdue 1
expect B state disputed
expect B flag overdue_reply
expect B times overdue 1
expect C state assigned
expect C flag overdue_reply
expect C times overdue 1
2026-03-19
expect A state disputed
expect A times overdue 1
expect B state disputed
expect B times overdue 2

# Colours and what is left: mechanism, section 2.

story Ten working days
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 assign lead_unit=cagxj
officer@cagxj accept
expect clock reply left 10 days 14 colour blue
2026-03-25 10:00
expect clock reply left 3 colour blue
2026-03-26 10:00
expect clock reply left 2 colour yellow
2026-03-28 10:00
expect clock reply left 1 days 2 colour yellow
2026-03-30
expect clock reply left 0 days 0 colour orange
2026-03-31
expect clock reply left -1 colour red
2026-04-07
expect clock reply left -5 colour red

story Three days, two days, one day
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit enterprise_name=别家
enterprise submit
coordinator assign B lead_unit=gxj
officer@gxj object B proposed_unit=zjj
# identity: two days; screen: three; rule: one, without yellow.
expect A clock identity left 2 colour blue
expect B clock rule left 1 colour blue
2026-03-17 10:00
expect A clock identity left 1 colour yellow
expect B clock rule left 0 colour orange
2026-03-18
expect B times urge 0
expect A clock identity left 0 colour orange
expect A times urge 1

story Twenty-four hours, whatever the day
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-20 10:00
enterprise submit
coordinator assign lead_unit=gxj
expect clock accept colour blue left 0 days 1
2026-03-20 21:59:59
expect clock accept colour blue
2026-03-20 22:00
expect clock accept colour yellow
2026-03-21 05:59:59
expect clock accept colour yellow
2026-03-21 06:00
expect clock accept colour orange

story Calendar days
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=x
coordinator assess direct=true
coordinator release_reply
coordinator pass_check
expect clock rate days 5 colour blue
2026-03-18 10:00
expect clock rate days 3 colour blue
expect times urge 0
2026-03-19
expect clock rate days 2 colour yellow
expect times urge 1
2026-03-21
expect clock rate days 0 colour orange

story A last day off work is coloured by calendar days
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=planned done_by=2026-05-31 no_contact_reason=x
coordinator assess direct=true
coordinator release_reply
officer@gxj commit done_by=2026-05-31
# 05-31 is a Sunday.
2026-05-28 10:00
expect clock done left 1 days 3 colour blue
2026-05-29
expect clock done left 0 days 2 colour yellow
2026-05-31
expect clock done days 0 colour orange
2026-06-01
expect clock done left -1 colour red

story An extension starts the urging anew
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
2026-03-26 10:00
expect times urge 1
officer@gxj request kind=extension new_date=2026-04-09
coordinator grant
expect clock reply due 2026-04-09 colour blue
2026-04-09
expect times urge 2

story A local closure moves what is open and raises no alarm again
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
2026-03-26 10:00
expect times urge 1
given closure 445100 2026-03-30 台风
expect clock reply due 2026-03-31
# E−5 of the round that is open moves too: 04-07, 04-03, 04-01, 03-31, 03-27.
given closure 445100 2026-04-02 台风
expect 2026-01 clock close due 2026-03-26
2026-03-27 10:00
expect 2026-01 state closed
expect 2026-01 clock catalogue due 2026-03-27
expect times urge 1
2026-03-31
expect clock reply colour orange

# From submission to the decision of the first desk: 二(二), 二(三).

story What a submission must say
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit bare → invalid uscc
enterprise submit bare → invalid enterprise_name
enterprise submit bare → invalid region
enterprise submit bare → invalid contact_name
enterprise submit bare → invalid contact_phone
enterprise submit bare → invalid title
enterprise submit bare → invalid body
enterprise submit bare title=x body=y contact_name=z contact_phone=13900000001 region=445102 enterprise_name=甲 → invalid uscc
enterprise submit uscc=914451001234567890 → invalid uscc
enterprise submit region=999999 → invalid region
enterprise submit contact_phone=1390000000 → invalid contact_phone
enterprise submit contact_phone=电话 → invalid contact_phone
enterprise submit title=一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一 → invalid title
enterprise submit title="   " → invalid title
enterprise submit attend=true → invalid principal
enterprise submit attend=true principal=陈总 → ok screening
expect channel web
expect jurisdiction 445100
expect attend 1
coordinator submit → never
officer@gxj submit → never
registrar submit → never
inspector submit → never
window submit → ok screening
expect channel window
expect submitted_by window
hotline submit → ok screening
expect channel hotline
expect event submit by hotline

story A county's counter submits for its own county, screened there
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
window@445103 submit → ok screening
expect jurisdiction 445103
expect clock screen due 2026-03-19
coordinator@445102 return reason_code=R14 → unseen
coordinator return reason_code=R14 → never
coordinator@445103 return reason_code=R14 → ok returned
# It has no rounds: answered without one.
expect off_round 1
# The hotline and the web go to the city.
hotline@445103 submit → ok screening
expect jurisdiction 445100

story Name and code that do not agree are checked by the registrar
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit enterprise_name=别家公司 → ok identity_review
expect clock identity due 2026-03-18
expect clock screen paused
coordinator confirm_identity → never
coordinator assign lead_unit=gxj → step.wrong-state
2026-03-18 10:00
registrar confirm_identity → ok screening
# The 16th and 17th are not counted.
expect clock screen due 2026-03-20
expect clock identity none
registrar confirm_identity → step.wrong-state

story Confirmed on the day itself nothing is lost
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit enterprise_name=别家公司 → ok identity_review
registrar confirm_identity → ok screening
expect clock screen due 2026-03-19

story Rejected with the reason R16
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit enterprise_name=别家公司 → ok identity_review
registrar reject_identity bare → invalid reason
registrar reject_identity → ok returned
expect reason_code R16
expect clock identity none
expect clock screen none
registrar confirm_identity → step.wrong-state

story The registrar is silent
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit enterprise_name=别家公司 → ok identity_review
2026-03-19
expect clock identity colour red left -1
expect event overdue at 2026-03-19
expect times overdue 1
2026-03-19 23:59:59
expect times overdue 1
expect clock identity left -1
2026-03-20
# One working day later coordinator and inspector.
expect times overdue 2
2026-03-23 23:59:59
expect state identity_review
2026-03-24
expect state screening
expect flag unverified
expect event auto_screen at 2026-03-24 by clock
expect clock screen due 2026-03-26
expect times supervise 0

story Queued while closed, identity review runs at once
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-13
2026-03-31 10:00
enterprise submit enterprise_name=别家公司 → ok identity_review
expect round 2026-02
expect clock identity due 2026-04-02
expect flag queued
2026-04-01 10:00
registrar confirm_identity → ok screening
# Opening of the next: E+2 = 04-10.
expect clock screen due 2026-04-15
coordinator assign lead_unit=gxj → ok assigned
expect clock screen none

story Supplementing, once
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
2026-03-17 10:00
enterprise supplement → step.wrong-state
coordinator request_supplement bare → invalid what
coordinator request_supplement → ok supplementing
expect clock supplement due 2026-03-24
expect clock screen paused
coordinator assign lead_unit=gxj → step.wrong-state
coordinator return reason_code=R14 → step.wrong-state
enterprise.2 supplement → unseen
enterprise supplement bare → invalid note
enterprise supplement contact_phone=123 → invalid contact_phone
enterprise supplement contact_phone= → invalid contact_phone
2026-03-19 09:00
window supplement body=补充了图纸 title=新标题 → ok screening
expect title 新标题
# 03-17 and 03-18 are not counted: 19, 20, 23.
expect clock screen due 2026-03-23
expect clock supplement none
coordinator request_supplement → cap.used-up

story Nothing is supplemented
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator request_supplement
2026-03-23 23:59:59
expect state supplementing
expect clock supplement colour orange
2026-03-24
expect state returned
expect reason_code R17
expect event return at 2026-03-24 by clock
enterprise submit → ok screening

story A limit that would have ended during a pause ends no sooner than the working day after
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
2026-03-19 10:00
# The last day of screening.
expect clock screen due 2026-03-19
coordinator request_supplement
2026-03-20 10:00
enterprise supplement
# The 19th is not counted, the 20th is; but not before the first working day after the 20th, Monday.
expect clock screen due 2026-03-23

story A limit overdue when the pause begins stays so
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
2026-03-20 10:00
expect clock screen due 2026-03-19 colour red
coordinator request_supplement
expect clock screen paused colour red left -1
2026-03-26 10:00
enterprise supplement
expect clock screen due 2026-03-19 colour red left -1

story Not taken on
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator return reason_code=R18 → invalid reason_code
coordinator return bare reason_code=R01 → invalid explanation
coordinator return bare explanation=是诉讼 → invalid reason_code
officer@gxj return reason_code=R01 → unseen
office return reason_code=R01 → never
enterprise return reason_code=R01 → never
coordinator return reason_code=R01 redirect=请到法院 → ok returned
expect redirect 请到法院
expect clock screen none
coordinator assign lead_unit=gxj → step.wrong-state
enterprise withdraw → step.wrong-state

story Withdrawn, and until when
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise.2 withdraw → unseen
coordinator withdraw → never
enterprise withdraw bare → invalid reason
window withdraw reason=已解决 → ok withdrawn
expect explanation 已解决
enterprise submit enterprise_name=别家公司 → ok identity_review
enterprise withdraw → ok withdrawn
enterprise submit
coordinator assign lead_unit=gxj
enterprise withdraw → ok withdrawn
expect clock accept none
expect clock reply none
expect dispatch gxj ended
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=空号 → ok assessing
coordinator assess direct=true → ok releasing
# Before the first release.
expect may enterprise withdraw
coordinator release_reply → ok result_check
enterprise withdraw → step.wrong-state

story Withdrawn from every state where it may be
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-03-02 09:00
enterprise submit
coordinator request_supplement
enterprise withdraw → ok withdrawn
enterprise submit
coordinator hand_down jurisdiction=445103
enterprise withdraw → ok withdrawn
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj object proposed_unit=zjj
enterprise withdraw → ok withdrawn
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
hotline withdraw → ok withdrawn
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=explained no_contact_reason=x
enterprise withdraw → ok withdrawn
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 assign lead_unit=cagxj
officer@cagxj accept
coordinator@445103 escalate opinion_file=file proposed_unit=gxj
enterprise withdraw → ok withdrawn
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=explained no_contact_reason=x
coordinator assess
enterprise submit
coordinator assign lead_unit=gxj
2026-03-04 09:00
coordinator submit_catalogue
secretary coordinate appeal=G on_site=false
secretary coordinate appeal=H on_site=true
secretary propose_agenda
leader approve_agenda
2026-03-11 16:00
coordinator record_event heard=H
enterprise withdraw H → step.wrong-state
expect G state formal_reply
enterprise withdraw G → ok withdrawn
coordinator record_decision appeal=H lead_unit=gxj done_by=2026-05-29
coordinator draft_opinions
leader approve_opinions
coordinator issue_opinions → ok finished
enterprise withdraw H → step.wrong-state

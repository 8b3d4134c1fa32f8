# Several enterprises, one matter: 并案, reading.

story Merged, answered separately
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise.2 submit
enterprise.3 submit
coordinator merge B into=A → invalid into
coordinator assign A lead_unit=gxj
coordinator merge B into=B → invalid into
coordinator merge B into=ZT2026-0099 → invalid into
coordinator merge B bare → invalid into
officer@gxj merge B into=A → unseen
coordinator merge A into=B → step.wrong-state
coordinator merge B into=A → ok merged
expect B clock screen none
coordinator merge C into=B → invalid into
coordinator merge C into=A → ok merged
enterprise.2 rate B satisfied=true → rate.not-now
officer@gxj accept A
officer@gxj reply A kind=resolved no_contact_reason=x
coordinator assess A direct=true
coordinator release_reply A
coordinator pass_check A → ok rating
enterprise rate A satisfied=true → ok rating
enterprise rate A satisfied=true → rate.already
enterprise.2 rate B satisfied=true → ok merged
expect A state rating
enterprise.3 rate C satisfied=true → ok merged
# All have answered.
expect A state closed
expect A rating satisfied
enterprise.2 rate B satisfied=true → rate.not-now

story One unsatisfied reworks it, when all have answered
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise.2 submit
coordinator assign A lead_unit=gxj
coordinator merge B into=A
officer@gxj accept A
officer@gxj reply A kind=resolved no_contact_reason=x
coordinator assess A direct=true
coordinator release_reply A
coordinator pass_check A
enterprise.2 rate B satisfied=false → invalid reason
enterprise.2 rate B satisfied=false reason=不行 → ok merged
enterprise.2 rate B satisfied=true → rate.already
expect A state rating
enterprise rate A satisfied=true → ok reworking
expect A rating satisfied
expect A rework_count 1

story One unsatisfied reworks it, when rate ends
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise.2 submit
enterprise.3 submit
coordinator assign A lead_unit=gxj
coordinator merge B into=A
coordinator merge C into=A
officer@gxj accept A
officer@gxj reply A kind=resolved no_contact_reason=x
coordinator assess A direct=true
coordinator release_reply A
coordinator pass_check A
enterprise.2 rate B satisfied=false reason=不行
2026-03-22
expect A state reworking
expect A event auto_rate at 2026-03-22 by clock
expect A rating default
officer@gxj log_contact A outcome=reached
officer@gxj final_decision A kind=explained
coordinator release_reply A
coordinator pass_check A → ok rating
# After the rework any answer closes.
enterprise rate A satisfied=true → ok closed

story The enterprise of the target is unsatisfied before the others answer
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise.2 submit
coordinator assign A lead_unit=gxj
coordinator merge B into=A
officer@gxj accept A
officer@gxj reply A kind=resolved no_contact_reason=x
coordinator assess A direct=true
coordinator release_reply A
coordinator pass_check A
enterprise rate A satisfied=false reason=不行 → ok rating
enterprise.2 rate B satisfied=true → ok merged
expect A state reworking

story The target withdrawn, its followers are screened anew
2026-02-12 09:00
office plan event_day=2026-03-11 opens=2026-02-13
2026-02-24 10:00
enterprise submit
enterprise.2 submit
coordinator assign A lead_unit=gxj
coordinator merge B into=A
2026-03-05 10:00
enterprise withdraw A → ok withdrawn
expect B state screening
expect B round 2026-02
expect B clock screen due 2026-03-10
expect B merged_into none
expect B event follow by clock

story The target returned, and merged at most twice
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise.2 submit
enterprise.3 submit
coordinator assign A lead_unit=gxj
coordinator assign C lead_unit=gxj
coordinator merge B into=A
officer@gxj request A kind=return reason_code=R01 explanation=x
coordinator grant A → ok returned
expect B state screening
coordinator merge B into=C → ok merged
enterprise.3 withdraw C
expect B state screening
enterprise.3 submit
coordinator assign D lead_unit=gxj
coordinator merge B into=D → cap.used-up

story A follower answers last, unsatisfied
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise.2 submit
coordinator assign A lead_unit=gxj
coordinator merge B into=A
officer@gxj accept A
officer@gxj reply A kind=resolved no_contact_reason=x
coordinator assess A direct=true
coordinator release_reply A
coordinator pass_check A
enterprise rate A satisfied=true → ok rating
enterprise.2 rate B satisfied=false reason=不行 → ok merged
expect A state reworking
expect A rework_count 1
expect A event follow by clock
expect A clock rework due 2026-03-30

story An order that was not answered waits again when the target is gone
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
enterprise.2 submit
coordinator assign A lead_unit=gxj
inspector supervise B text=x answer_by=2026-03-18 → ok screening
coordinator merge B into=A → ok merged
expect B clock answer.1 none
2026-03-17 10:00
enterprise withdraw A → ok withdrawn
expect B state screening
expect B clock answer.1 due 2026-03-18
coordinator answer_supervision B order=1 text=x → ok screening
expect B clock answer.1 none

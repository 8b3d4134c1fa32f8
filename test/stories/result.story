# Commitment, completion, check, rating, rework: 三(三), 二(九), 二(十).

story The commitment
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=planned done_by=2026-05-29 no_contact_reason=x
coordinator assess direct=true
officer@gxj commit done_by=2026-05-29 → step.wrong-state
coordinator release_reply → ok executing
expect clock commit due 2026-03-19
expect clock done due 2026-05-29
coordinator commit done_by=2026-05-29 → never
officer@gxj commit bare done_by=2026-05-29 → invalid responsible_leader
officer@gxj commit bare done_by=2026-05-29 → invalid responsible_person
officer@gxj commit bare done_by=2026-05-29 → invalid measures
officer@gxj commit → invalid done_by
officer@gxj commit done_by=2026-06-01 → invalid done_by
officer@gxj commit done_by=2026-05-29 → ok executing
expect clock commit none
# Changed, and sooner.
officer@gxj commit done_by=2026-05-20 → ok executing
expect clock done due 2026-05-20
officer@gxj commit done_by=2026-05-29 → ok executing
coordinator clear_commitment → commitment.none-waits
officer@gxj progress bare → invalid text
officer@gxj progress → ok executing

story A confidential appeal's commitment waits for clearance
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit confidential=true
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=planned done_by=2026-05-29 no_contact_reason=x
coordinator assess direct=true
coordinator release_reply
coordinator clear_commitment → commitment.none-waits
officer@gxj commit done_by=2026-05-29
officer@gxj clear_commitment → never
coordinator clear_commitment → ok executing
expect cleared_at some
officer@gxj commit done_by=2026-05-20
expect cleared_at none
coordinator clear_commitment → ok executing

story Late on the promise
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=planned done_by=2026-03-27 no_contact_reason=x
coordinator assess direct=true
coordinator release_reply
officer@gxj commit done_by=2026-03-27
2026-03-28
expect flag late_promise
expect times overdue 1
2026-04-02
expect times supervise 1
expect state executing

story Three failed checks
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=planned done_by=2026-05-29 no_contact_reason=x
coordinator assess direct=true
coordinator release_reply
officer@gxj complete bare → invalid result
officer@gxj complete result=已接通 → ok result_check
expect result 已接通
expect clock done none
expect clock commit none
expect clock check due 2026-03-18
inspector fail_check done_by=2026-03-20 → never
coordinator fail_check bare done_by=2026-03-20 → invalid reason
coordinator fail_check → invalid done_by
coordinator fail_check done_by=2026-03-16 → invalid done_by
# Within ten working days: 03-30.
coordinator fail_check done_by=2026-03-31 → invalid done_by
coordinator fail_check done_by=2026-03-30 → ok executing
expect clock done due 2026-03-30
# None on coming back.
expect clock commit none
officer@gxj complete
coordinator fail_check done_by=2026-03-30
officer@gxj complete → ok result_check
# The third check is the inspector's.
coordinator pass_check → never
coordinator fail_check done_by=2026-03-30 → never
inspector fail_check done_by=2026-03-27 → ok executing
expect failed_checks 3
expect clock answer.1 due 2026-03-27
officer@gxj complete → ok rating
expect clock rate due 2026-03-21

story Passed by silence
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=x
coordinator assess direct=true
coordinator release_reply → ok result_check
expect clock check due 2026-03-18
officer@gxj pass_check → never
2026-03-19
expect state rating
expect flag unchecked
expect event pass_check at 2026-03-19 by clock
# At midnight no text message goes out: it counts from 08:00.
expect clock rate none
expect clock reach due 2026-03-24
2026-03-19 08:00
expect clock reach none
expect clock rate due 2026-03-24
expect event reached at 2026-03-19 08:00 by clock

story Quiet hours
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=x
coordinator assess direct=true
coordinator release_reply
2026-03-16 21:00
coordinator pass_check → ok rating
expect clock reach due 2026-03-19
# Rating is possible from the start.
expect may enterprise rate
2026-03-17 08:00
expect clock rate due 2026-03-22

story Satisfied
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
expect clock rate due 2026-03-21 days 5 colour blue
2026-03-19 10:00
expect clock rate days 2 colour yellow
2026-03-21 10:00
expect clock rate days 0 colour orange
coordinator rate satisfied=true → never
officer@gxj rate satisfied=true → never
enterprise.2 rate satisfied=true → unseen
enterprise rate bare → invalid satisfied
enterprise rate satisfied=false → invalid reason
enterprise rate satisfied=true → ok closed
expect rating satisfied
expect noflag default_rating
enterprise rate satisfied=true → step.wrong-state

story By telephone, who called and how it was verified
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
hotline rate satisfied=true → invalid caller
hotline rate satisfied=true caller=陈 called_at=2026-03-16T11:00 → invalid verified_by
hotline rate satisfied=true caller=陈 called_at=2026-03-16T11:00 verified_by=回拨 → ok closed

story Unsatisfied, worked on once more
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj log_contact
officer@gxj reply kind=resolved
coordinator assess direct=true
coordinator release_reply
coordinator pass_check
enterprise rate satisfied=false reason=没解决 → ok reworking
expect clock rework due 2026-03-30
expect clock rate none
expect rating unsatisfied
officer@gxj final_decision kind=resolved → final.no-contact
officer@gxj log_contact outcome=perhaps → invalid outcome
officer@gxj log_contact outcome=not_reached
officer@gxj final_decision kind=resolved → final.no-contact
officer@gxj log_contact outcome=not_reached
officer@zjj final_decision kind=resolved → unseen
officer@gxj final_decision bare decision=x → invalid kind
officer@gxj final_decision bare kind=explained → invalid decision
officer@gxj final_decision kind=planned → invalid done_by
officer@gxj final_decision kind=explained → ok releasing
enterprise withdraw → withdraw.too-late
2026-03-18 10:00
coordinator return_to_unit → ok reworking
expect clock rework due 2026-03-30
officer@gxj final_decision kind=explained
coordinator return_to_unit
officer@gxj final_decision kind=explained
coordinator return_to_unit → cap.used-up
coordinator release_reply → ok result_check
coordinator pass_check → ok rating
# Any answer closes, recorded beside the first.
enterprise rate satisfied=false reason=还是没解决 → ok closed
expect rating unsatisfied
expect second_rating unsatisfied
expect rework_count 1

story Reworked with a plan
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj log_contact
officer@gxj reply kind=resolved
coordinator assess direct=true
coordinator release_reply
coordinator pass_check
enterprise rate satisfied=false reason=没解决
# Without an outcome: it took place.
officer@gxj log_contact
officer@gxj final_decision kind=planned done_by=2026-06-30 → ok releasing
coordinator release_reply → ok executing
expect clock done due 2026-06-30
expect clock commit due 2026-03-19
officer@gxj commit done_by=2026-06-30
officer@gxj complete
coordinator pass_check → ok rating
# After a rework silence closes without a second rating.
2026-03-22
expect state closed
expect second_rating none
expect rating unsatisfied
expect noflag default_rating

story Rework is silent: rule 2
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
enterprise rate satisfied=false reason=没解决
2026-03-31
expect times overdue 1
2026-04-03
expect times supervise 1
expect state reworking

story A landline is reached by telephone, or not at all
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit contact_phone=0768-2123456
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=x
coordinator assess direct=true
coordinator release_reply
coordinator pass_check
expect clock rate none
expect clock reach due 2026-03-23
coordinator log_contact outcome=not_reached
expect clock reach due 2026-03-23
2026-03-24
expect times reach_again 0
expect state closed
expect flag unreached
expect rating unreached
expect event auto_unreached at 2026-03-24 by clock

story Reached in the second attempt
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit contact_phone=0768-2123456
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=x
coordinator assess direct=true
coordinator release_reply
coordinator pass_check
2026-03-23 10:00
coordinator log_contact outcome=reached → ok rating
expect clock reach none
expect clock rate due 2026-03-28
2026-03-29
expect state closed
expect rating default
expect flag default_rating

story A landline enterprise that signs in rates at once
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit contact_phone=0768-2123456
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=x
coordinator assess direct=true
coordinator release_reply
coordinator pass_check
given delivery A
expect clock reach none
expect clock rate due 2026-03-21
enterprise rate satisfied=true → ok closed

story A message that the gateway gives up: the second attempt, by telephone
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
expect clock rate due 2026-03-21
2026-03-17 10:00
given bounce A
expect event reach_again by clock
expect clock rate none
expect clock reach due 2026-03-24
given bounce A late
# Somebody was met, but what was said of the notice is not known: nothing starts that ends as satisfied.
coordinator log_contact
expect clock rate none
coordinator log_contact outcome=not_reached
expect clock rate none
2026-03-25
expect state closed
expect rating unreached

story Signed in at night, before the message could go
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=x
coordinator assess direct=true
coordinator release_reply
2026-03-16 22:00
coordinator pass_check
expect clock rate none
given delivery A
expect clock reach none
expect clock rate due 2026-03-21
# What becomes of the message in the morning does not matter any more.
2026-03-17 08:01
expect times reached 1
given bounce A late
expect clock rate due 2026-03-21

story Who has rated is not looked for
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit contact_phone=0768-2123456
enterprise.2 submit
coordinator assign A lead_unit=gxj
coordinator merge B into=A
officer@gxj accept A
officer@gxj reply A kind=resolved no_contact_reason=x
coordinator assess A direct=true
coordinator release_reply A
coordinator pass_check A
expect A clock reach due 2026-03-23
enterprise rate A satisfied=false reason=没解决 → ok rating
expect A clock reach none
expect A clock rate due 2026-03-21
given bounce A late
2026-03-22
expect A state reworking
expect A noflag unreached

story A message given up after the enterprise has rated
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
given bounce A late
expect A clock rate due 2026-03-21

story Reassigned while executing, commit anew, the promise kept
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator assign lead_unit=gxj
officer@gxj accept
officer@gxj reply kind=planned done_by=2026-05-29 no_contact_reason=x
coordinator assess direct=true
coordinator release_reply
officer@gxj commit done_by=2026-05-20
expect clock commit none
2026-03-23 10:00
coordinator reassign lead_unit=zjj → ok executing
expect lead_unit zjj
expect clock commit due 2026-03-26
expect clock done due 2026-05-20
expect clock accept none
officer@gxj commit done_by=2026-05-20 → unseen
officer@zjj object proposed_unit=gdj → step.wrong-state
officer@zjj commit done_by=2026-05-29 → ok executing
coordinator reassign lead_unit=gdj → cap.used-up
officer@zjj complete → ok result_check

story Escalated from executing and admitted: the city's own limits
2026-03-12 09:00
office plan event_day=2026-04-08 opens=2026-03-12
2026-03-16 10:00
enterprise submit
coordinator hand_down jurisdiction=445103
coordinator@445103 assign lead_unit=cagxj
officer@cagxj accept
officer@cagxj reply kind=planned done_by=2026-05-29 no_contact_reason=x
coordinator@445103 release_reply
coordinator@445103 escalate opinion_file=file proposed_unit=gxj
coordinator admit_escalation lead_unit=gxj → ok assigned
expect clock done none
expect done_by none
expect round 2026-01
officer@gxj accept
officer@gxj reply kind=resolved no_contact_reason=x → ok assessing

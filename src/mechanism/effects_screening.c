/* SPDX-License-Identifier: Apache-2.0 */
/* Effects from submission to assignment, and of what corrects an appeal. */
#include "mechanism/effects.h"

#include "base/text.h"
#include "mechanism/conditions.h"
#include "mechanism/limits.h"
#include "mechanism/uscc.h"

void effect_nothing(struct change *change)
{
    (void)change;
}

static void take_submission(struct change *change)
{
    struct appeal *appeal = change->appeal;

    take_over(change, INPUT_enterprise_name, &appeal->enterprise_name);
    take_over(change, INPUT_region, &appeal->region);
    take_over(change, INPUT_contact_name, &appeal->contact_name);
    take_over(change, INPUT_contact_phone, &appeal->contact_phone);
    take_over(change, INPUT_title, &appeal->title);
    take_over(change, INPUT_body, &appeal->body);
    take_over(change, INPUT_category, &appeal->category);
    take_over(change, INPUT_expectation, &appeal->expectation);
    take_over(change, INPUT_principal, &appeal->principal);
    if (is_given(change, INPUT_confidential)) appeal->confidential = take_truth(change, INPUT_confidential);
    if (is_given(change, INPUT_attend)) appeal->attend = take_truth(change, INPUT_attend);
}

static const char *channel_of(const struct person *person)
{
    if (person_is(person, ROLE_window)) return "window";
    return person_is(person, ROLE_hotline) ? "hotline" : "web";
}

void effect_submit(struct change *change)
{
    struct appeal *appeal = change->appeal;
    const struct person *person = change->person;
    const struct jurisdiction *place;
    const struct round *round;
    char normal[19];
    const char *why;

    appeal->id = change->facts->id;
    appeal->number = change->facts->number;
    appeal->query_code = change->facts->query_code;
    appeal->channel = channel_of(person);
    /* The city screens every web and hotline submission; a county's counter submits for its own county. */
    hold(change, text_equal(appeal->channel, "window") && person->jurisdiction ? person->jurisdiction : CITY);
    place = world_jurisdiction(change->facts->world, appeal->jurisdiction);
    appeal->policy = place->policy->id;
    change->policy = place->policy;
    change->calendar = place->calendar;
    if (uscc_check(change->arena, take_text(change, INPUT_uscc), normal, &why)) appeal->uscc = arena_text(change->arena, normal);
    take_submission(change);
    appeal->grade = "normal";
    appeal->submitted_at = appeal->screen_from = change->now;
    if (!text_equal(appeal->channel, "web")) appeal->submitted_by = person->account;
    join_round(change, appeal->jurisdiction, JOIN_SUBMITTED);
    round = round_of(change, appeal->round);
    if (round && round->state != ROUND_open && round->opens_at > change->now) {
        appeal->screen_from = round->opens_at;
        set_flag(change, FLAG_queued);
    }
}

void effect_reject_identity(struct change *change)
{
    change->appeal->reason_code = "R16";
    change->appeal->explanation = change->note = take_text(change, INPUT_reason);
    change->appeal->redirect = reason_find("R16")->redirect;
}

void effect_flag_unverified(struct change *change)
{
    set_flag(change, FLAG_unverified);
}

void effect_ask_supplement(struct change *change)
{
    change->appeal->supplements++;
    change->appeal->supplement_what = change->note = take_text(change, INPUT_what);
}

void effect_supplement(struct change *change)
{
    take_submission(change);
    change->note = take_text(change, INPUT_note);
}

void effect_return(struct change *change)
{
    const struct reason *reason = reason_find(take_text(change, INPUT_reason_code));

    change->appeal->reason_code = reason->code;
    change->appeal->explanation = change->note = take_text(change, INPUT_explanation);
    change->appeal->redirect = text_blank(take_text(change, INPUT_redirect)) ? reason->redirect
                                                                            : take_text(change, INPUT_redirect);
}

void effect_not_supplemented(struct change *change)
{
    const struct reason *reason = reason_find("R17");

    change->appeal->reason_code = reason->code;
    change->appeal->explanation = change->note = "补正期限已过，没有收到补正。备齐材料后可以重新提交。";
    change->appeal->redirect = reason->redirect;
}

static void classify(struct change *change)
{
    take_over(change, INPUT_category, &change->appeal->category);
    if (!text_blank(take_text(change, INPUT_grade))) change->appeal->grade = take_text(change, INPUT_grade);
}

void effect_hand_down(struct change *change)
{
    struct appeal *appeal = change->appeal;

    end_co_units(change, "转县区");
    hold(change, take_text(change, INPUT_jurisdiction));
    classify(change);
    appeal->round = NULL;
    join_round(change, appeal->jurisdiction, JOIN_RETURNING);
    appeal->object_until = accept_limit(change);
    appeal->object_from = 0;
    appeal->lead_unit = NULL;
}

void effect_assign(struct change *change)
{
    struct appeal *appeal = change->appeal;

    classify(change);
    appeal->override_code = take_text(change, INPUT_override_code);
    appeal->override_reason = take_text(change, INPUT_override_reason);
    assign_to(change, take_text(change, INPUT_lead_unit), false);
    if (is_given(change, INPUT_co_units))
        send_to_co_units(change, change->input->fields[INPUT_co_units].list, change->input->fields[INPUT_co_units].count);
    clear_flag(change, FLAG_queued);
}
/* ---- correcting ---- */

void effect_retract(struct change *change)
{
    struct appeal *appeal = change->appeal;
    struct appeal now = *appeal, image = *change->facts->image;

    *appeal = image;
    appeal->version = now.version;
    appeal->last_event = now.last_event;
    appeal->last_actor = now.last_actor; /* still his, though no more to take back */
    appeal->last_action = now.last_action;
    appeal->retracts = now.retracts | INT64_C(1) << now.last_action;
    change->restored = true;
    change->note = appeal_machine.actions[now.last_action].chinese;
    /* What is listed already is struck, and the appeal moves on like one not yet assigned. */
    if (change->facts->item) {
        const struct round *next = round_after(change, appeal->jurisdiction, now.round, event_day_of(change));
        if (next) appeal->round = next->number;
    }
}

void effect_correct(struct change *change)
{
    struct appeal *appeal = change->appeal;

    take_over(change, INPUT_category, &appeal->category);
    take_over(change, INPUT_region, &appeal->region);
    take_over(change, INPUT_contact_name, &appeal->contact_name);
    take_over(change, INPUT_contact_phone, &appeal->contact_phone);
    if (is_given(change, INPUT_legacy)) appeal->legacy = take_truth(change, INPUT_legacy);
}

void effect_consent(struct change *change)
{
    if (is_given(change, INPUT_publication)) change->appeal->publication = take_truth(change, INPUT_publication);
    if (is_given(change, INPUT_attend_named)) change->appeal->attend_named = take_truth(change, INPUT_attend_named);
}

void effect_hand_over(struct change *change)
{
    change->appeal->officer = change->note = take_text(change, INPUT_to);
}

void effect_merge(struct change *change)
{
    change->appeal->merged_into = change->facts->target->id;
    change->appeal->merges++;
    change->appeal->round = NULL;
    change->note = "并入本辖区另一件诉求"; /* never the other enterprise's name */
}

/* Merged, it had nothing to answer; now an unanswered order waits again, with a working day at the least. */
static void orders_wait_again(struct change *change)
{
    day_t least = calendar_add(change->calendar, change->today, 1);

    for (size_t i = 0; i < change->appeal->orders.count; i++) {
        const struct order_row *order = &change->appeal->orders.rows[i];

        if (order->state != ORDER_issued) continue;
        limit_start_fixed(change, CLOCK_answer, arena_printf(change->arena, "%lld", (long long)order->turn),
                          order->answer_by > least ? order->answer_by : least);
    }
}

/* The target is gone: screened anew, in the next round whose catalogue is not submitted. */
void effect_follow_back(struct change *change)
{
    change->appeal->merged_into = 0;
    change->appeal->screen_from = change->now;
    change->appeal->rating = NULL;
    change->appeal->off_round = 0;
    join_round(change, change->appeal->jurisdiction, JOIN_RETURNING);
    orders_wait_again(change);
}

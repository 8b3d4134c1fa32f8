/* SPDX-License-Identifier: Apache-2.0 */
/* Effects of requests, and between county and city. */
#include "mechanism/effects.h"

#include "mechanism/clock.h"
#include "mechanism/conditions.h"
#include "mechanism/limits.h"

void effect_request(struct change *change)
{
    struct request_row *request = LIST_ADD(change->arena, change->appeal->requests);

    *request = (struct request_row){
        .turn = (int64_t)change->appeal->requests.count,
        .kind = take_text(change, INPUT_kind),
        .asked_in = change->appeal->state,
        .state = REQUEST_pending,
        .reason = take_text(change, INPUT_reason),
        .new_date = take_day(change, INPUT_new_date),
        .review_date = take_day(change, INPUT_review_date),
        .reason_code = take_text(change, INPUT_reason_code),
        .explanation = take_text(change, INPUT_explanation),
        .asked_at = change->now,
    };
    change->note = request->reason;
    limit_start(change, CLOCK_request, "", FROM_ENTRY);
}

static struct request_row *decide(struct change *change, enum request_state state)
{
    struct request_row *request = pending(change);

    request->state = state;
    request->decided_at = change->now;
    limit_end(change, CLOCK_request, "", state == REQUEST_granted ? "已准予" : "未准");
    return request;
}

void effect_grant_suspension(struct change *change)
{
    struct appeal *appeal = change->appeal;

    appeal->review_date = decide(change, REQUEST_granted)->review_date;
    appeal->suspensions++;
    appeal->back_state = appeal->state;
    /* Suspended from handling it belongs to no round. */
    if (appeal->state == STATE_handling && !appeal->off_round) appeal->round = NULL;
    change->note = arena_printf(change->arena, "挂账，%s复核", day_chinese(change->arena, appeal->review_date, change->today));
}

void effect_grant_return(struct change *change)
{
    const struct request_row *request = decide(change, REQUEST_granted);

    change->appeal->reason_code = request->reason_code;
    change->appeal->explanation = change->note = request->explanation;
    change->appeal->redirect = reason_find(request->reason_code) ? reason_find(request->reason_code)->redirect : NULL;
}

void effect_grant_extension(struct change *change)
{
    const struct request_row *request = decide(change, REQUEST_granted);
    struct limit *limit = limit_of(change, change->appeal->state == STATE_executing ? CLOCK_done : CLOCK_reply, "");

    change->note = arena_printf(change->arena, "延期到%s", day_chinese(change->arena, request->new_date, change->today));
    if (limit)
        limit_extend(limit, change->arena, change->calendar, change->policy, request->new_date, change->person->name,
                     change->now);
    if (change->appeal->state == STATE_executing) change->appeal->promise = change->appeal->done_by = request->new_date;
}

void effect_deny(struct change *change)
{
    decide(change, REQUEST_denied);
    change->note = take_text(change, INPUT_reason);
    if (!change->note) change->note = "逾期未批，视为不准";
}

void effect_resume(struct change *change)
{
    change->appeal->review_date = NO_DAY;
    if (change->appeal->back_state == STATE_handling) rejoin_round(change);
}

/* ---- between county and city ---- */

void effect_escalate(struct change *change)
{
    struct appeal *appeal = change->appeal;

    appeal->back_state = appeal->state;
    appeal->escalations++;
    appeal->county_opinion = change->note = take_text(change, INPUT_opinion);
    appeal->opinion_file = take_text(change, INPUT_opinion_file);
    appeal->proposed_unit = take_text(change, INPUT_proposed_unit);
    end_co_units(change, "上报市级");
    if (!appeal->off_round) appeal->round = NULL;
}

void effect_admit(struct change *change)
{
    const char *unit = take_text(change, INPUT_lead_unit);

    if (!unit) unit = change->appeal->proposed_unit;
    hold_anew(change, CITY);
    change->policy = world_jurisdiction(change->facts->world, CITY)->policy; /* the city's from its admission on */
    change->appeal->policy = change->policy->id;
    assign_to(change, unit, true);
    change->appeal->proposed_unit = NULL;
    change->appeal->done_by = change->appeal->promise = NO_DAY;
    change->appeal->committed_at = NO_INSTANT;
}

void effect_send_back(struct change *change)
{
    struct appeal *appeal = change->appeal;

    change->note = take_text(change, INPUT_reason);
    appeal->proposed_unit = NULL;
    if (appeal->back_state == STATE_handling) {
        struct limit *reply = limit_start(change, CLOCK_reply, "", FROM_ENTRY);
        reply->length = change->policy->send_back_days;
        rejoin_round(change);
    } else {
        struct limit *done = limit_start(change, CLOCK_done, "", FROM_PROMISE);
        done->not_before = calendar_add(change->calendar, change->today, change->policy->send_back_days);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Effects from the reply to the rating, of supervision, and of what a round does to its appeals. */
#include "mechanism/effects.h"

#include "base/text.h"
#include "mechanism/clock.h"
#include "mechanism/conditions.h"
#include "mechanism/limits.h"

#include <string.h>

/* ---- opinions ---- */

void effect_sign_off(struct change *change)
{
    change->appeal->signed_off = 1;
}

static void take_opinion(struct change *change)
{
    struct appeal *appeal = change->appeal;

    if (text_given(change, INPUT_opinion)) appeal->reply_opinion = take_text(change, INPUT_opinion);
    if (text_given(change, INPUT_kind)) appeal->reply_kind = take_text(change, INPUT_kind);
    if (text_given(change, INPUT_basis)) appeal->reply_basis = take_text(change, INPUT_basis);
    if (take_day(change, INPUT_done_by)) appeal->reply_done_by = take_day(change, INPUT_done_by);
    if (!text_equal(appeal->reply_kind, "planned")) appeal->reply_done_by = NO_DAY;
    appeal->reply_from = change->state_before;
    appeal->signed_off = 0;
    change->note = appeal->reply_opinion;
}

void effect_reply(struct change *change)
{
    struct appeal *appeal = change->appeal;
    struct dispatch *lead = lead_dispatch(change);

    take_opinion(change);
    appeal->replied_at = change->now;
    if (!appeal->contact_at) set_flag(change, FLAG_no_contact);
    appeal->flags &= ~(INT64_C(1) << FLAG_overdue_reply);
    if (lead) {
        lead->state = DISPATCH_replied;
        lead->replied = change->now;
    }
}

void effect_formal_reply(struct change *change)
{
    take_opinion(change);
}

void effect_auto_formal(struct change *change)
{
    change->appeal->reply_from = STATE_formal_reply;
    set_flag(change, FLAG_formal_default);
}

static void reopen_lead(struct change *change)
{
    struct dispatch *lead = lead_dispatch(change);

    if (lead && lead->state == DISPATCH_replied) lead->state = DISPATCH_accepted;
    change->appeal->signed_off = 0;
    change->note = take_text(change, INPUT_reason);
}

/* The later of 2 working days and what was left of the limit. */
static void give_back_limit(struct change *change, int clock)
{
    limit_revive(change, clock, change->policy->return_days);
}

void effect_return_opinion(struct change *change)
{
    change->appeal->opinion_returns++;
    reopen_lead(change);
    give_back_limit(change, CLOCK_reply);
}

void effect_return_reply(struct change *change)
{
    struct appeal *appeal = change->appeal;

    reopen_lead(change);
    appeal->back_state = appeal->reply_from ? appeal->reply_from : STATE_handling;
    switch (appeal->back_state) {
    case STATE_formal_reply:
        appeal->formal_returns++;
        give_back_limit(change, CLOCK_formal);
        return;
    case STATE_reworking:
        appeal->final_returns++;
        give_back_limit(change, CLOCK_rework);
        return;
    default:
        appeal->back_state = STATE_handling;
        appeal->opinion_returns++;
        give_back_limit(change, CLOCK_reply);
        if (limit_latest(change, CLOCK_formal, "")) give_back_limit(change, CLOCK_formal);
    }
}

void effect_assess(struct change *change)
{
    change->appeal->assessment = change->note = take_text(change, INPUT_assessment);
    if (change->duties & CLOCK_ITSELF) set_flag(change, FLAG_unassessed);
}

void effect_assess_direct(struct change *change)
{
    change->appeal->assessment = change->note = take_text(change, INPUT_assessment);
    change->appeal->reply_from = STATE_handling;
    change->appeal->off_round = 1; /* direct appeals are not listed */
}

void effect_release(struct change *change)
{
    struct appeal *appeal = change->appeal;

    appeal->released_at = change->now;
    change->note = appeal->reply_opinion;
    if (change->duties & CLOCK_ITSELF) set_flag(change, FLAG_released_default);
    if (!text_equal(appeal->reply_kind, "planned")) return;
    appeal->done_by = appeal->promise = appeal->reply_done_by;
    appeal->leader_date = 0;
    appeal->committed_at = NO_INSTANT; /* a new promise wants a new commitment */
}

/* ---- the round ---- */

void effect_heard(struct change *change)
{
    change->note = "现场活动已研究";
}

void effect_leave_round(struct change *change)
{
    change->appeal->off_round = 1;
    change->appeal->reply_from = STATE_formal_reply;
    change->note = "未上现场，按期正式回复";
}

void effect_leave_round_handling(struct change *change)
{
    effect_leave_round(change);
    limit_start(change, CLOCK_formal, "", FROM_EVENT);
}

static bool before_assignment(int64_t state)
{
    return state == STATE_identity_review || state == STATE_screening || state == STATE_supplementing ||
           state == STATE_handed_down;
}

/* `round`: the one it goes to. Moving by itself before assignment does not count as carried over. */
void effect_carry_over(struct change *change)
{
    struct appeal *appeal = change->appeal;

    appeal->round = take_text(change, INPUT_round);
    change->note = arena_printf(change->arena, "转入%s", appeal->round);
    if (before_assignment(appeal->state)) return;
    appeal->carried++;
    set_flag(change, FLAG_carried_over);
}

void effect_move_round(struct change *change)
{
    struct appeal *appeal = change->appeal;

    appeal->round = take_text(change, INPUT_round);
    appeal->carried++;
    set_flag(change, FLAG_carried_over);
    change->note = take_text(change, INPUT_reason);
}

void effect_strike(struct change *change)
{
    change->note = take_text(change, INPUT_reason);
}

static bool has_part(const struct appeal *appeal, const char *unit)
{
    for (size_t i = 0; i < appeal->dispatches.count; i++)
        if (text_equal(appeal->dispatches.rows[i].unit, unit) && appeal->dispatches.rows[i].state != DISPATCH_ended)
            return true;
    return false;
}

static bool among(char *const *units, size_t count, const char *unit)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(units[i], unit)) return true;
    return false;
}

/* Those who join are who the decision names; an earlier decision's others join no more. */
static void join_by_decision(struct change *change, const char *words)
{
    struct appeal *appeal = change->appeal;
    size_t count = 0;
    char **units = text_split(change->arena, words ? words : "", ' ', &count);

    for (size_t i = 0; i < appeal->dispatches.count; i++) {
        struct dispatch *dispatch = &appeal->dispatches.rows[i];
        if (text_equal(dispatch->role, "co") && dispatch->state < DISPATCH_replied && !among(units, count, dispatch->unit))
            end_dispatch(change, dispatch, "现场处理意见调整");
    }
    for (size_t i = 0; i < count; i++) {
        struct dispatch *dispatch;

        if (text_blank(units[i]) || text_equal(units[i], appeal->lead_unit) || has_part(appeal, units[i])) continue;
        dispatch_to(change, units[i], "co");
        dispatch = &appeal->dispatches.rows[appeal->dispatches.count - 1];
        dispatch->state = DISPATCH_accepted;
        dispatch->accepted = change->now;
    }
}

/* What the round decided about this appeal: who leads, who joins, until when. */
static void apply_decision(struct change *change)
{
    const struct item *item = change->facts->item;
    struct appeal *appeal = change->appeal;

    appeal->decision = change->note = item->decision;
    appeal->promise = item->done_by;
    appeal->leader_date = 1;
    if (item->lead_unit && !text_equal(item->lead_unit, appeal->lead_unit)) {
        assign_to(change, item->lead_unit, false);
        appeal->object_until = NO_INSTANT; /* a leader's decision is not objected to */
        accept_dispatch(change);
        if (appeal->committed_at) limit_start(change, CLOCK_commit, "", FROM_EVENT); /* the other unit's does not bind it */
        appeal->committed_at = NO_INSTANT;
    }
    /* Committed to an earlier day already, it stays with that. */
    if (!appeal->committed_at || appeal->done_by > appeal->promise) appeal->done_by = appeal->promise;
    join_by_decision(change, item->co_units);
}

/* A round moved, or a decision was recorded: limits anchored at E and what waits for an opening are counted anew. */
void effect_recompute(struct change *change)
{
    struct appeal *appeal = change->appeal;
    const struct round *round = round_of(change, appeal->round);
    bool waits = round && round->state == ROUND_planned && round->opens_at > change->now &&
                 (appeal->flags >> FLAG_queued & 1);

    if (appeal->state == STATE_on_site && change->facts->item && change->facts->item->decided) apply_decision(change);
    if (waits) appeal->screen_from = round->opens_at;
    if (take_text(change, INPUT_reason)) change->note = take_text(change, INPUT_reason);
}

void effect_issue_decision(struct change *change)
{
    if (change->facts->item && change->facts->item->decided) apply_decision(change);
    change->appeal->released_at = change->now;
}

/* ---- commitment ---- */

void effect_commit(struct change *change)
{
    struct appeal *appeal = change->appeal;
    struct limit *done = limit_of(change, CLOCK_done, "");

    appeal->responsible_leader = take_text(change, INPUT_responsible_leader);
    appeal->responsible_person = take_text(change, INPUT_responsible_person);
    appeal->measures = change->note = take_text(change, INPUT_measures);
    appeal->done_by = take_day(change, INPUT_done_by);
    if (!appeal->promise) appeal->promise = appeal->done_by;
    appeal->committed_at = change->now;
    appeal->cleared_at = NO_INSTANT;
    limit_end(change, CLOCK_commit, "", "已公布承诺");
    if (done && done->due_day != appeal->done_by) {
        done->fixed = appeal->done_by;
        done->fixed_at = change->now;
        done->stage = STAGE_running;
    }
}

void effect_clear_commitment(struct change *change)
{
    change->appeal->cleared_at = change->now;
}

void effect_progress(struct change *change)
{
    change->appeal->progress_text = change->note = take_text(change, INPUT_text);
    change->appeal->progress_at = change->now;
    if (limit_of(change, CLOCK_quarter, "")) limit_start(change, CLOCK_quarter, "", FROM_ENTRY);
}

void effect_complete(struct change *change)
{
    change->appeal->result = change->note = take_text(change, INPUT_result);
}

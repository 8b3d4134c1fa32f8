/* SPDX-License-Identifier: Apache-2.0 */
/* Effects from the reply to the rating, of supervision, and of what a round does to its appeals. */
#include "mechanism/effects.h"

#include "base/text.h"
#include "mechanism/clock.h"
#include "mechanism/conditions.h"
#include "mechanism/limits.h"

#include <string.h>

static day_t take_day(const struct change *change, enum input_id input)
{
    return is_given(change, input) ? change->input->fields[input].day : NO_DAY;
}

static bool satisfied(const struct change *change)
{
    return is_given(change, INPUT_satisfied) && change->input->fields[INPUT_satisfied].truth;
}

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

/* What the round decided about this appeal: who leads, who joins, until when. */
static void apply_decision(struct change *change)
{
    const struct item *item = change->facts->item;
    struct appeal *appeal = change->appeal;
    size_t count = 0;
    char **units;

    appeal->decision = change->note = item->decision;
    appeal->promise = appeal->done_by = item->done_by;
    appeal->leader_date = 1;
    if (item->lead_unit && !text_equal(item->lead_unit, appeal->lead_unit)) {
        assign_to(change, item->lead_unit, false);
        appeal->object_until = NO_INSTANT; /* a leader's decision is not objected to */
        lead_dispatch(change)->state = DISPATCH_accepted;
        lead_dispatch(change)->accepted = change->now;
    }
    units = text_split(change->arena, item->co_units ? item->co_units : "", ' ', &count);
    for (size_t i = 0; i < count; i++) {
        struct dispatch *dispatch;
        bool joins = text_blank(units[i]) || text_equal(units[i], appeal->lead_unit);

        for (size_t k = 0; k < appeal->dispatches.count; k++)
            joins = joins || (text_equal(appeal->dispatches.rows[k].unit, units[i]) &&
                              appeal->dispatches.rows[k].state != DISPATCH_ended);
        if (joins) continue;
        dispatch = LIST_ADD(change->arena, appeal->dispatches);
        *dispatch = (struct dispatch){ .unit = units[i], .turn = (int64_t)appeal->dispatches.count, .role = "co",
                                       .state = DISPATCH_accepted, .sent = change->now, .accepted = change->now };
    }
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
    if (change->facts->item && change->facts->item->decided) {
        day_t done_by = change->appeal->committed_at ? change->appeal->done_by : NO_DAY;

        apply_decision(change);
        if (done_by) change->appeal->done_by = done_by; /* committed to an earlier day already */
    }
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

/* ---- rating ---- */

static bool is_mobile(const char *phone)
{
    return phone && phone[0] == '1' && strlen(phone) == 11;
}

/* Text messages rest from 21:00 to 08:00; one counts as delivered when it is due to be sent (section 6). */
static instant_t delivered(instant_t now)
{
    enum { EVENING = 21, MORNING = 8 };
    int hour = hour_of(now);

    if (hour >= MORNING && hour < EVENING) return now;
    return start_of_day(day_of(now) + (hour >= EVENING)) + MORNING * HOUR;
}

static void begin_rating(struct change *change)
{
    bool mobile = is_mobile(change->appeal->contact_phone);
    instant_t at = delivered(change->now);

    change->appeal->reach_tries = 1;
    if (mobile && at == change->now) {
        limit_start(change, CLOCK_rate, "", FROM_ENTRY);
        return;
    }
    limit_start(change, CLOCK_reach, "", FROM_ENTRY)->deliver_at = mobile ? at : NO_INSTANT;
}

void effect_pass_check(struct change *change)
{
    if (change->duties & CLOCK_ITSELF) set_flag(change, FLAG_unchecked);
    begin_rating(change);
}

void effect_complete_to_rating(struct change *change)
{
    effect_complete(change);
    begin_rating(change);
}

void effect_fail_check(struct change *change)
{
    struct appeal *appeal = change->appeal;
    const char *reason = take_text(change, INPUT_reason);

    appeal->failed_checks++;
    appeal->done_by = appeal->promise = take_day(change, INPUT_done_by);
    change->note = reason;
    /* The third check is the inspector's, who fails it with an order. */
    if (appeal->failed_checks == 3) add_order(change, reason, appeal->done_by, false);
}

void effect_reached(struct change *change)
{
    limit_end(change, CLOCK_reach, "", "评价通知已送达");
    limit_start(change, CLOCK_rate, "", FROM_ENTRY);
}

void effect_reach_again(struct change *change)
{
    change->appeal->reach_tries = 2;
    limit_start(change, CLOCK_reach, "", FROM_ENTRY);
}

/* A first answer, or the second beside it. */
static void record_rating(struct change *change, const char *rating)
{
    struct appeal *appeal = change->appeal;
    const char *reason = take_text(change, INPUT_reason);

    change->note = reason;
    if (take_text(change, INPUT_caller))
        change->note = arena_printf(change->arena, "%s来电登记，核实方式：%s。%s", take_text(change, INPUT_caller),
                                    take_text(change, INPUT_verified_by), reason ? reason : "");
    if (appeal->rework_count == 0) {
        appeal->rating = rating;
        appeal->rating_reason = reason;
    } else {
        appeal->second_rating = rating;
        appeal->second_rating_reason = reason;
    }
    appeal->rated_at = change->now;
}

void effect_rate(struct change *change)
{
    record_rating(change, satisfied(change) ? "satisfied" : "unsatisfied");
}

void effect_rate_waiting(struct change *change)
{
    effect_rate(change);
}

void effect_rework(struct change *change)
{
    change->appeal->rework_count++;
    change->appeal->contact_tries = 0;
}

void effect_rate_rework(struct change *change)
{
    effect_rate(change);
    effect_rework(change);
}

void effect_rate_follower(struct change *change)
{
    struct induced *induced;

    effect_rate(change);
    induced = induce(change, MACHINE_appeal, ACTION_follow);
    induced->id = change->appeal->merged_into;
    induced->if_permitted = true;
}

void effect_close_rated(struct change *change)
{
    (void)change;
}

void effect_auto_rate(struct change *change)
{
    if (!change->appeal->rating) {
        change->appeal->rating = "default";
        change->appeal->rated_at = change->now;
        set_flag(change, FLAG_default_rating);
    }
}

void effect_auto_rate_rework(struct change *change)
{
    effect_auto_rate(change);
    effect_rework(change);
}

void effect_auto_unreached(struct change *change)
{
    if (!change->appeal->rating) change->appeal->rating = "unreached";
    set_flag(change, FLAG_unreached);
}

void effect_final_decision(struct change *change)
{
    struct appeal *appeal = change->appeal;

    appeal->decision = change->note = appeal->reply_opinion = take_text(change, INPUT_decision);
    appeal->reply_kind = take_text(change, INPUT_kind);
    appeal->reply_done_by = text_equal(appeal->reply_kind, "planned") ? take_day(change, INPUT_done_by) : NO_DAY;
    appeal->reply_from = STATE_reworking;
    appeal->signed_off = 0;
}

void effect_withdraw(struct change *change)
{
    change->appeal->explanation = change->note = take_text(change, INPUT_reason);
}

/* ---- supervision ---- */

void add_order(struct change *change, const char *text, day_t answer_by, bool by_clock)
{
    struct order_row *order = LIST_ADD(change->arena, change->appeal->orders);

    *order = (struct order_row){ .turn = (int64_t)change->appeal->orders.count, .number = change->facts->order_number,
                                 .state = ORDER_issued, .text = text, .answer_by = answer_by, .by_clock = by_clock,
                                 .issued_at = change->now };
    limit_start_fixed(change, CLOCK_answer, arena_printf(change->arena, "%lld", (long long)order->turn), answer_by);
}

static struct limit *lapsed(struct change *change)
{
    return change->lapse_clock < 0 ? NULL : limit_of(change, change->lapse_clock, change->lapse_instance);
}

static const char *lapsed_name(const struct change *change)
{
    return change->lapse_clock < 0 ? "" : change->machine->clocks[change->lapse_clock].chinese;
}

void effect_urge(struct change *change)
{
    struct limit *limit = lapsed(change);

    change->note = take_text(change, INPUT_text);
    if (!limit) return;
    limit->stage = STAGE_urged;
    change->note = arena_printf(change->arena, "“%s”即将到期", lapsed_name(change));
}

/* A clock whose owner sits above the ladder only raises an alarm; nor does silence about an order that the clock gave
 * bring another order: every loop is capped. */
static bool ends_with_alarm(const struct change *change, const struct limit *limit)
{
    enum turn owner = change->machine->clocks[limit->clock].owner;

    return owner == TURN_secretary || owner == TURN_leader || owner == TURN_office ||
           owner == TURN_secretary_or_leader ||
           (change->machine == &round_machine && limit->clock == ROUND_CLOCK_event);
}

static bool is_order_of_clock(const struct change *change, const struct limit *limit)
{
    if (change->machine != &appeal_machine || limit->clock != CLOCK_answer) return false;
    for (size_t i = 0; i < change->appeal->orders.count; i++) {
        const struct order_row *order = &change->appeal->orders.rows[i];
        if (text_equal(arena_printf(change->arena, "%lld", (long long)order->turn), limit->instance))
            return order->by_clock != 0;
    }
    return false;
}

static enum flag flag_of_clock(enum appeal_clock clock)
{
    if (clock == CLOCK_reply) return FLAG_overdue_reply;
    return clock == CLOCK_done ? FLAG_late_promise : FLAG_overdue;
}

void effect_overdue(struct change *change)
{
    struct limit *limit = lapsed(change);

    if (!limit) return;
    if (change->machine == &appeal_machine) set_flag(change, flag_of_clock((enum appeal_clock)limit->clock));
    change->note = arena_printf(change->arena, "“%s”已逾期", lapsed_name(change));
    change->overdue_stage = (int)limit->stage < STAGE_due ? STAGE_due : STAGE_told;
    if (ends_with_alarm(change, limit) || (limit->stage == STAGE_due && is_order_of_clock(change, limit)))
        limit->stage = STAGE_over;
    else
        limit->stage = change->overdue_stage;
}

void effect_supervise(struct change *change)
{
    struct limit *limit = lapsed(change);
    const char *text = take_text(change, INPUT_text);

    if (limit) {
        limit->stage = STAGE_over;
        text = arena_printf(change->arena, "“%s”逾期3个工作日，自动督办，请办理并答复。", lapsed_name(change));
        add_order(change, text, calendar_add(change->calendar, change->today, 3), true);
    } else {
        add_order(change, text, take_day(change, INPUT_answer_by), false);
    }
    change->note = text;
}

static struct order_row *order_named(struct change *change)
{
    for (size_t i = 0; i < change->appeal->orders.count; i++)
        if (change->appeal->orders.rows[i].turn == change->input->fields[INPUT_order].number)
            return &change->appeal->orders.rows[i];
    return NULL;
}

static void end_answer(struct change *change, const struct order_row *order, const char *why)
{
    limit_end(change, CLOCK_answer, arena_printf(change->arena, "%lld", (long long)order->turn), why);
}

void effect_answer_supervision(struct change *change)
{
    struct order_row *order = order_named(change);

    order->state = ORDER_answered;
    order->answer = change->note = take_text(change, INPUT_text);
    order->answered_at = change->now;
    end_answer(change, order, "已答复");
}

void effect_lift_supervision(struct change *change)
{
    struct order_row *order = order_named(change);

    order->state = ORDER_lifted;
    order->lifted_at = change->now;
    change->note = take_text(change, INPUT_text);
    end_answer(change, order, "已解除");
}

void effect_comment(struct change *change)
{
    change->note = take_text(change, INPUT_text);
    change->ask_supervision = is_given(change, INPUT_supervise) && change->input->fields[INPUT_supervise].truth;
}

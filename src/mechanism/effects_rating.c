/* SPDX-License-Identifier: Apache-2.0 */
/* Effects of the rating and of supervision. */
#include "mechanism/effects.h"

#include "base/text.h"
#include "mechanism/clock.h"
#include "mechanism/conditions.h"
#include "mechanism/limits.h"
#include "mechanism/phone.h"

static bool satisfied(const struct change *change)
{
    return is_given(change, INPUT_satisfied) && change->input->fields[INPUT_satisfied].truth;
}

/* ---- rating ---- */

static bool is_mobile(const struct change *change)
{
    const char *phone = phone_normal(change->arena, change->appeal->contact_phone);

    return phone && phone_is_mobile(phone);
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
    bool mobile = is_mobile(change);
    instant_t at = delivered(change->now);

    /* Nothing can be sent to a landline: that is the second attempt's, somebody has to ring it up. */
    change->appeal->reach_tries = mobile ? 1 : 2;
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
    if (take_text(change, INPUT_note)) change->note = take_text(change, INPUT_note);
    /* It was not the time alone that said so: what becomes of the message does not matter any more. */
    if (change->lapse_clock < 0) change->appeal->reach_tries = 2;
    limit_end(change, CLOCK_reach, "", "评价通知已送达");
    limit_start(change, CLOCK_rate, "", FROM_ENTRY);
}

void effect_reach_again(struct change *change)
{
    change->appeal->reach_tries = 2;
    change->note = take_text(change, INPUT_note);
    limit_end(change, CLOCK_rate, "", "评价通知没有送达");
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

/* Whoever rates has been reached: the others' time runs. */
void effect_rate_waiting(struct change *change)
{
    effect_rate(change);
    if (limit_of(change, CLOCK_reach, "")) effect_reached(change);
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

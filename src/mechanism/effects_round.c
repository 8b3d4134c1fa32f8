/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/effects.h"

#include "base/buffer.h"
#include "base/text.h"
#include "mechanism/conditions.h"
#include "mechanism/limits.h"
#include "mechanism/planner.h"

#include <stdlib.h>
#include <string.h>

const char *join_words(struct arena *arena, const struct given *given)
{
    struct buffer words;

    buffer_init(&words, arena, (size_t)1 << 16);
    for (size_t i = 0; i < given->count; i++) buffer_printf(&words, "%s%s", i ? " " : "", given->list[i]);
    return given->count ? buffer_string(&words) : NULL;
}

struct item *item_numbered(struct change *change, const char *number)
{
    for (size_t i = 0; i < change->round->items.count; i++)
        if (!change->round->items.rows[i].struck_at && text_equal(change->round->items.rows[i].number, number))
            return &change->round->items.rows[i];
    return NULL;
}

static void strike(const struct change *change, struct item *item, const char *why)
{
    item->struck_at = change->now;
    item->why = why;
}

struct induced *induce_on(struct change *change, int64_t appeal, int action)
{
    struct induced *induced = induce(change, MACHINE_appeal, action);

    induced->id = appeal;
    return induced;
}

void give_text(struct induced *induced, enum input_id input, const char *text)
{
    induced->input.fields[input] = (struct given){ .present = text != NULL, .text = text };
}

/* ---- the timetable ---- */

static void set_dates(struct change *change)
{
    struct round *round = change->round;
    struct round_dates dates = planner_dates(change->calendar, change->policy, NO_DAY, round->event_day);

    round->closes_at = start_of_day(dates.close);
}

/* Where an ordinary round opens: E+2 of the one before; a cancelled one counts with its planned day. */
static instant_t opening_after(const struct change *change, const struct round *previous)
{
    return start_of_day(planner_opening(change->calendar, change->policy, previous->event_day));
}

void effect_plan(struct change *change)
{
    struct round *round = change->round;
    const struct facts *facts = change->facts;
    bool special = take_truth(change, INPUT_special);
    day_t opens = take_day(change, INPUT_opens);

    round->id = facts->id;
    round->number = facts->number;
    round->year = facts->year;
    round->ordinal = facts->ordinal;
    round->policy = change->policy->id;
    round->special = special;
    round->theme = take_text(change, INPUT_theme);
    round->trades = is_given(change, INPUT_trades) ? join_words(change->arena, &change->input->fields[INPUT_trades]) : NULL;
    round->event_day = round->planned_day = take_day(change, INPUT_event_day);
    round->tentative = 1;
    round->leader = facts->next_leader;
    round->secretary = facts->next_secretary;
    set_dates(change);
    if (special) return;
    round->first = facts->previous == NULL;
    if (facts->previous)
        round->opens_at = opening_after(change, facts->previous);
    else
        round->opens_at = opens ? start_of_day(opens) : start_of_day(change->today);
}

void effect_confirm_date(struct change *change)
{
    struct round *round = change->round;
    day_t day = take_day(change, INPUT_event_day);

    round->confirmed = 1;
    round->tentative = 0;
    if (day && day != round->event_day) {
        round->event_day = day;
        effect_moved(change);
    }
    change->note = day_chinese(change->arena, round->event_day, change->today);
}

/* Moving E replans what lies ahead: own closing, the next round's opening, limits anchored at E. */
void effect_moved(struct change *change)
{
    struct round *round = change->round;

    if (round->state == ROUND_planned || round->state == ROUND_open) set_dates(change);
    for (size_t i = 0; i < change->facts->round_count; i++) {
        const struct round *other = &change->facts->rounds[i];
        struct induced *induced;

        if (other->special || round->special || other->id == round->id || other->state != ROUND_planned ||
            !text_equal(other->jurisdiction, round->jurisdiction) || other->event_day <= change->round_before->event_day)
            continue;
        induced = induce(change, MACHINE_round, ROUND_ACTION_replan);
        induced->number = other->number;
        induced->if_permitted = true;
        break; /* facts are by event day: the next one only */
    }
    for (size_t i = 0; i < change->facts->member_count; i++) {
        const struct brief *member = &change->facts->members[i];
        if (member->state == STATE_awaiting_event) give_text(induce_on(change, member->id, ACTION_follow), INPUT_reason, "现场活动日调整");
    }
}

/* The round before moved, or is gone: `opens` when it opens, or right away. */
void effect_replan(struct change *change)
{
    struct round *round = change->round;
    const struct round *previous = change->facts->previous;

    if (is_given(change, INPUT_at))
        round->opens_at = change->input->fields[INPUT_at].instant;
    else if (previous)
        round->opens_at = opening_after(change, previous);
    if (round->opens_at <= change->now) {
        struct induced *open = induce(change, MACHINE_round, ROUND_ACTION_open);
        open->number = round->number;
        open->if_permitted = true;
    }
    for (size_t i = 0; i < change->facts->member_count; i++)
        give_text(induce_on(change, change->facts->members[i].id, ACTION_follow), INPUT_reason, "开放时间调整");
}

/* A calendar was amended: what still lies ahead is counted anew; a passed closing is never reopened. */
void effect_recount(struct change *change)
{
    if (change->round->state == ROUND_open) set_dates(change);
}

void effect_open_round(struct change *change)
{
    /* Silence at the opening: the first candidate stands, still 初定. */
    change->note = change->round->tentative ? "现场活动日初定" : NULL;
}

void effect_close_round(struct change *change)
{
    (void)change;
}

const char *announcement_draft(const struct change *change)
{
    const struct round *round = change->round;

    return arena_printf(change->arena,
                        "%s“直通车”现场活动定于%s%s举行。企业可在%s前，通过“直通车”平台、市政务服务大厅“难办事”直通车窗口"
                        "或拨打12345提交诉求、报名参加。",
                        planner_label(change->arena, (int)round->year, (int)round->ordinal, round->special != 0),
                        day_chinese(change->arena, round->event_day, change->today), round->tentative ? "（初定）" : "",
                        due_chinese(change->arena, round->closes_at, change->today));
}

void effect_announce(struct change *change)
{
    const char *text = take_text(change, INPUT_text);

    change->round->announcement = text ? text : announcement_draft(change);
    change->round->announced_at = change->now;
    change->note = change->round->announcement;
}

void effect_reschedule(struct change *change)
{
    struct round *round = change->round;

    change->note = take_text(change, INPUT_reason);
    round->reschedules++;
    round->event_day = take_day(change, INPUT_event_day);
    round->reason = change->note;
    round->tentative = 0;
    effect_moved(change);
}

void effect_set_roster(struct change *change)
{
    change->note = arena_printf(change->arena, "%s→%s，%s→%s", change->round->leader ? change->round->leader : "未定",
                                take_text(change, INPUT_leader),
                                change->round->secretary ? change->round->secretary : "未定",
                                take_text(change, INPUT_secretary));
    change->round->leader = take_text(change, INPUT_leader);
    change->round->secretary = take_text(change, INPUT_secretary);
}

/* ---- the catalogue ---- */

static bool listed_state(int state)
{
    return state == STATE_assigned || state == STATE_disputed || state == STATE_handling || state == STATE_assessing ||
           state == STATE_awaiting_event;
}

static bool waits_before_catalogue(int state)
{
    return state == STATE_identity_review || state == STATE_screening || state == STATE_supplementing ||
           state == STATE_handed_down;
}

static const struct round *next_of(const struct change *change)
{
    return round_after(change, change->round->jurisdiction, change->round->number, NO_DAY);
}

/* Into the next round; where there is none, it is answered without one. */
static void carry_to_next(struct change *change, const struct brief *member)
{
    const struct round *next = next_of(change);

    if (next)
        give_text(induce_on(change, member->id, ACTION_carry_over), INPUT_round, next->number);
    else if (listed_state(member->state))
        induce_on(change, member->id, ACTION_not_on_site);
}

/* In its third round an appeal is not carried again: it leaves as an item not on site would. */
void leave_or_carry(struct change *change, const struct brief *member)
{
    if (listed_state(member->state) && member->carried >= change->policy->carry_over_max)
        induce_on(change, member->id, ACTION_not_on_site);
    else
        carry_to_next(change, member);
}

static int by_carried_then_number(const void *left, const void *right)
{
    const struct brief *a = left, *b = right;

    if ((a->carried > 0) != (b->carried > 0)) return a->carried > 0 ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* A row of its own, or the one from which it was struck before it came back to this round. */
static struct item *row_for(struct change *change, int64_t appeal)
{
    for (size_t i = 0; i < change->round->items.count; i++)
        if (change->round->items.rows[i].appeal == appeal) return &change->round->items.rows[i];
    return LIST_ADD(change->arena, change->round->items);
}

void effect_submit_catalogue(struct change *change)
{
    size_t count = change->facts->member_count;
    struct brief *members = arena_copy(change->arena, change->facts->members, count * sizeof *members);
    int64_t place = 0;

    if (count) qsort(members, count, sizeof *members, by_carried_then_number);
    for (size_t i = 0; i < change->round->items.count; i++)
        if (!change->round->items.rows[i].struck_at && change->round->items.rows[i].place > place)
            place = change->round->items.rows[i].place;
    for (size_t i = 0; i < count; i++) {
        if (members[i].off_round) continue;
        if (waits_before_catalogue(members[i].state)) carry_to_next(change, &members[i]);
        if (!listed_state(members[i].state) || item_numbered(change, members[i].number)) continue;
        *row_for(change, members[i].id) =
            (struct item){ .appeal = members[i].id, .number = members[i].number, .place = ++place };
    }
    change->round->catalogue_at = change->now;
    change->round->catalogue_due = NO_DAY;
}

void effect_return_catalogue(struct change *change)
{
    change->note = take_text(change, INPUT_reason);
    change->round->catalogue_returns++;
    change->round->catalogue_due = calendar_add(change->calendar, change->today, 1);
}

void effect_convene(struct change *change)
{
    change->round->meeting_place = take_text(change, INPUT_place);
    change->round->meeting_at = change->input->fields[INPUT_at].instant;
    change->round->meeting_units = join_words(change->arena, &change->input->fields[INPUT_units]);
    change->note = change->round->meeting_place;
}

void effect_coordinate(struct change *change)
{
    struct item *item = item_numbered(change, take_text(change, INPUT_appeal));

    item->coordinated = 1;
    item->on_site = take_truth(change, INPUT_on_site);
    item->proposal = take_text(change, INPUT_proposal);
    if (is_given(change, INPUT_order)) item->place = change->input->fields[INPUT_order].number;
    change->note = arena_printf(change->arena, "%s：%s。%s", item->number, item->on_site ? "上现场" : "书面答复", item->proposal);
}

void effect_unlist(struct change *change)
{
    const char *number = take_text(change, INPUT_appeal), *reason = take_text(change, INPUT_reason);
    struct item *item = item_numbered(change, number);

    if (item) strike(change, item, reason);
    for (size_t i = 0; i < change->facts->member_count; i++)
        if (text_equal(change->facts->members[i].number, number)) carry_to_next(change, &change->facts->members[i]);
    change->note = arena_printf(change->arena, "%s：%s", number, reason);
}

void effect_strike_item(struct change *change)
{
    const char *number = take_text(change, INPUT_appeal), *reason = take_text(change, INPUT_reason);
    struct item *item = item_numbered(change, number);
    struct induced *told;

    change->note = arena_printf(change->arena, "%s撤下：%s", number, reason ? reason : "");
    if (!item) return;
    strike(change, item, reason);
    told = induce_on(change, item->appeal, ACTION_strike); /* unless it has ended */
    told->if_permitted = true;
    give_text(told, INPUT_reason, reason);
}

void effect_propose_agenda(struct change *change)
{
    change->round->agenda_at = change->now;
}

void effect_return_agenda(struct change *change)
{
    change->note = take_text(change, INPUT_reason);
    change->round->agenda_returns++;
    change->round->agenda_scan = take_text(change, INPUT_scan);
}

void effect_approve_agenda(struct change *change)
{
    change->round->agenda_approved_at = change->now;
    change->round->agenda_scan = take_text(change, INPUT_scan);
}

/* ---- the end ---- */

void effect_cancel(struct change *change)
{
    struct round *round = change->round;
    const struct round *next = next_of(change);

    change->note = take_text(change, INPUT_reason);
    if (!change->note) change->note = "活动日后一个工作日仍未举行";
    round->reason = change->note;
    for (size_t i = 0; i < round->items.count; i++)
        if (!round->items.rows[i].struck_at) strike(change, &round->items.rows[i], "本期取消");
    for (size_t i = 0; i < change->facts->member_count; i++)
        if (!change->facts->members[i].off_round) leave_or_carry(change, &change->facts->members[i]);
    /* Cancelled while open, the next opens at that moment; while planned, at this one's opening; later, as planned. */
    if (next && !round->special && (round->state == ROUND_open || round->state == ROUND_planned)) {
        struct induced *replan = induce(change, MACHINE_round, ROUND_ACTION_replan);
        instant_t at = round->state == ROUND_open ? change->now : round->opens_at;

        replan->number = next->number;
        replan->if_permitted = true;
        replan->input.fields[INPUT_at] = (struct given){ .present = true, .instant = at };
    }
}

void effect_supervise_round(struct change *change)
{
    struct limit *limit = limit_of(change, change->lapse_clock, change->lapse_instance);

    if (limit) limit->stage = STAGE_over;
    change->note = arena_printf(change->arena, "%s：%s逾期3个工作日，请立即办理",
                                change->facts->order_number ? change->facts->order_number : "督办单",
                                change->machine->clocks[change->lapse_clock].chinese);
}

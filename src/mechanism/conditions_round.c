/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/conditions.h"

#include "base/text.h"
#include "mechanism/planner.h"

static struct item *item_given(const struct change *change)
{
    const char *number = text_given(change, INPUT_appeal);

    for (size_t i = 0; i < change->round->items.count; i++) {
        struct item *item = &change->round->items.rows[i];
        if (!item->struck_at && text_equal(item->number, number)) return item;
    }
    return NULL;
}

static bool acts_as_office(const struct change *change)
{
    return !(change->duties & LEADER);
}

static struct error paper_if_office(const struct change *change)
{
    if (change->input && acts_as_office(change) && !text_given(change, INPUT_scan))
        return fault_at(change, INPUT_scan, "required", "政府办公室代为登记的，请上传领导签字件的扫描件。");
    return OK;
}

static struct error less_than_twice(const struct change *change, int64_t used, const char *chinese)
{
    return used < 2 ? OK : refuse(change, "cap.used-up", "%s", chinese);
}

struct error when_is_special(const struct change *change)
{
    return change->round->special ? OK : ANOTHER_ROW;
}

/* The next ordinary round of the same jurisdiction. */
static const struct round *next_round(const struct change *change)
{
    const struct round *next = NULL;

    for (size_t i = 0; i < change->facts->round_count; i++) {
        const struct round *round = &change->facts->rounds[i];

        if (round->special || !text_equal(round->jurisdiction, change->round->jurisdiction) ||
            round->id == change->round->id || round->state == ROUND_cancelled ||
            round->event_day <= change->round->event_day)
            continue;
        if (!next || round->event_day < next->event_day) next = round;
    }
    return next;
}

/* A working day after today, its E+2 before the next round's E−5; while open, the new E−5 lies ahead. */
static struct error day_faults(const struct change *change, day_t day)
{
    const struct round *next = next_round(change);
    struct round_dates dates = planner_dates(change->calendar, change->policy, NO_DAY, day);

    if (day <= change->today) return fault_at(change, INPUT_event_day, "in-the-past", "现场活动日应在今天之后。");
    if (!calendar_is_working(change->calendar, day))
        return fault_at(change, INPUT_event_day, "day-off",
                        arena_printf(change->arena, "%s不是工作日（%s），请另选一天。",
                                     day_chinese(change->arena, day, change->today),
                                     calendar_why(change->calendar, change->arena, day)));
    if (next && !change->round->special &&
        planner_opening(change->calendar, change->policy, day) >=
            planner_dates(change->calendar, change->policy, NO_DAY, next->event_day).close)
        return fault_at(change, INPUT_event_day, "too-late", "离下一期太近：本期活动日后第2个工作日应早于下一期的关闭日。");
    if (change->round->state == ROUND_open && start_of_day(dates.close) <= change->now)
        return fault_at(change, INPUT_event_day, "too-soon", "本期正在开放，新活动日前第5个工作日应在今天之后。");
    return OK;
}

static bool is_candidate(const struct change *change, day_t day)
{
    struct civil civil = civil_of_day(change->round->planned_day);
    struct proposal proposal = planner_propose(change->calendar, change->policy, NO_DAY, civil.year, civil.month);

    for (size_t i = 0; i < proposal.count; i++)
        if (proposal.candidates[i].dates.event == day) return true;
    return false;
}

struct error when_may_confirm_date(const struct change *change)
{
    day_t day;

    if (change->round->confirmed) return refuse(change, "confirm.already", "已经定期，以后请用“改期”。");
    if (!change->input || !is_given(change, INPUT_event_day)) return OK;
    day = change->input->fields[INPUT_event_day].day;
    if (day == change->round->event_day || (is_candidate(change, day) && day > change->today)) return OK;
    return day_faults(change, day);
}

struct error when_may_reschedule(const struct change *change)
{
    TRY(less_than_twice(change, change->round->reschedules, "已经改期两次，不能再改。"));
    return change->input ? day_faults(change, change->input->fields[INPUT_event_day].day) : OK;
}

struct error when_plan_valid(const struct change *change)
{
    day_t day;

    if (!change->input || (change->duties & CLOCK_ITSELF)) return OK;
    day = change->input->fields[INPUT_event_day].day;
    if (day <= change->today) return fault_at(change, INPUT_event_day, "in-the-past", "现场活动日应在今天之后。");
    if (!calendar_is_working(change->calendar, day))
        return fault_at(change, INPUT_event_day, "day-off",
                        arena_printf(change->arena, "%s不是工作日（%s），请另选一天。",
                                     day_chinese(change->arena, day, change->today),
                                     calendar_why(change->calendar, change->arena, day)));
    if (is_given(change, INPUT_special) && change->input->fields[INPUT_special].truth) return OK;
    for (size_t i = 0; i < change->facts->round_count; i++) {
        const struct round *round = &change->facts->rounds[i];

        if (!round->special && text_equal(round->jurisdiction, change->round->jurisdiction) &&
            round->state != ROUND_cancelled && round->event_day >= day)
            return fault_at(change, INPUT_event_day, "order", "这一天之前还有已排的一期，请排在最后一期之后。");
    }
    if (change->facts->previous &&
        planner_opening(change->calendar, change->policy, change->facts->previous->event_day) >=
            planner_dates(change->calendar, change->policy, NO_DAY, day).close)
        return fault_at(change, INPUT_event_day, "too-soon", "离上一期太近，没有征集诉求的时间。");
    if (is_given(change, INPUT_opens) &&
        change->input->fields[INPUT_opens].day >= planner_dates(change->calendar, change->policy, NO_DAY, day).close)
        return fault_at(change, INPUT_opens, "too-late", "开放日应早于关闭日（活动日前第5个工作日）。");
    return OK;
}

struct error when_may_return_catalogue(const struct change *change)
{
    return less_than_twice(change, change->round->catalogue_returns, "目录已退回两次，不能再退。");
}

struct error when_units_known(const struct change *change)
{
    struct faults faults = { .change = change };
    const struct given *units = change->input ? &change->input->fields[INPUT_units] : NULL;

    for (size_t i = 0; units && i < units->count; i++)
        if (!world_unit(change->facts->world, units->list[i], change->today))
            fault(&faults, INPUT_units, "unknown-unit", "没有“%s”这个单位，或者它已撤销。", units->list[i]);
    return faults.error;
}

struct error when_item_listed(const struct change *change)
{
    if (change->input && !item_given(change))
        return fault_at(change, INPUT_appeal, "not-listed", "本期目录里没有这个编号的诉求。");
    return OK;
}

static const struct brief *member_given(const struct change *change)
{
    const char *number = text_given(change, INPUT_appeal);

    for (size_t i = 0; i < change->facts->member_count; i++)
        if (text_equal(change->facts->members[i].number, number)) return &change->facts->members[i];
    return NULL;
}

struct error when_may_unlist(const struct change *change)
{
    const struct brief *member;

    if (!change->input) return OK;
    member = member_given(change);
    if (!member || member->off_round || (change->round->state == ROUND_catalogue_submitted && !item_given(change)))
        return fault_at(change, INPUT_appeal, "not-listed", "本期没有这个编号的诉求。");
    if (member->carried >= change->policy->carry_over_max)
        return refuse(change, "unlist.third-round", "这件诉求已结转两次，第三期不能移出目录。");
    return OK;
}

struct error when_all_coordinated(const struct change *change)
{
    for (size_t i = 0; i < change->round->items.count; i++) {
        const struct item *item = &change->round->items.rows[i];
        if (!item->struck_at && !item->coordinated)
            return refuse(change, "agenda.not-coordinated", "%s还没有协调意见，全部协调后再报审。", item->number);
    }
    return OK;
}

struct error when_may_return_agenda(const struct change *change)
{
    TRY(less_than_twice(change, change->round->agenda_returns, "议题已退回两次，请修改后审定。"));
    return paper_if_office(change);
}

struct error when_signed_paper(const struct change *change)
{
    return paper_if_office(change);
}

struct error when_uninvited(const struct change *change)
{
    return change->round->invited_at ? refuse(change, "invite.done", "活动通知已经发出。") : OK;
}

struct error when_invited(const struct change *change)
{
    return change->round->invited_at ? OK : refuse(change, "attendance.not-invited", "活动通知还没有发出。");
}

struct error when_guest_named(const struct change *change)
{
    if (change->input && !text_given(change, INPUT_account) && !text_given(change, INPUT_name))
        return fault_at(change, INPUT_name, "required", "请填写账号，或者姓名和职务。");
    if (change->input && !text_given(change, INPUT_account) && !text_given(change, INPUT_post))
        return fault_at(change, INPUT_post, "required", "请填写职务。");
    if (change->input && text_given(change, INPUT_account) && !change->facts->named)
        return fault_at(change, INPUT_account, "unknown-account", "没有这个账号。");
    return OK;
}

struct error when_event_time(const struct change *change)
{
    const struct given *heard = change->input ? &change->input->fields[INPUT_heard] : NULL;
    day_t event = change->round->event_day;

    if (change->today < event || change->today > calendar_add(change->calendar, event, 1))
        return refuse(change, "event.wrong-day", "现场活动在%s，当天或者下一个工作日登记。",
                      day_chinese(change->arena, event, change->today));
    for (size_t i = 0; heard && i < heard->count; i++) {
        bool listed = false;

        for (size_t k = 0; k < change->round->items.count; k++)
            listed = listed || (!change->round->items.rows[k].struck_at &&
                                text_equal(change->round->items.rows[k].number, heard->list[i]));
        if (!listed)
            return fault_at(change, INPUT_heard, "not-listed",
                            arena_printf(change->arena, "本期目录里没有%s。", heard->list[i]));
    }
    return OK;
}

struct error when_decision_valid(const struct change *change)
{
    struct faults faults = { .change = change };
    const struct item *item;

    if (change->round->opinions_approved_at)
        return refuse(change, "decision.frozen", "处理意见已审定，不能再改。");
    if (change->round->heard_count == 0) return refuse(change, "decision.nothing-heard", "本期没有现场研究的诉求。");
    if (!change->input) return OK;
    item = item_given(change);
    if (!item || !item->heard) fault(&faults, INPUT_appeal, "not-heard", "这件诉求没有在现场研究。");
    check_unit(&faults, INPUT_lead_unit, text_given(change, INPUT_lead_unit), change->round->jurisdiction);
    check_co_units(&faults, text_given(change, INPUT_lead_unit), change->round->jurisdiction);
    if (change->input->fields[INPUT_done_by].day <= change->round->event_day)
        fault(&faults, INPUT_done_by, "in-the-past", "完成时限应在现场活动日之后。");
    return faults.error;
}

struct error when_may_draft(const struct change *change)
{
    if (change->round->opinions_approved_at) return refuse(change, "opinions.frozen", "处理意见已审定，不能再改。");
    if (!change->round->decisions_at)
        return refuse(change, "opinions.undecided", "还有现场研究的诉求没有记录处理意见，全部记录后再起草。");
    return OK;
}

static struct error drafted(const struct change *change)
{
    if (change->round->opinions_approved_at) return refuse(change, "opinions.frozen", "处理意见已审定。");
    return change->round->opinions_drafted_at ? OK : refuse(change, "opinions.no-draft", "处理意见还没有起草。");
}

struct error when_may_return_opinions(const struct change *change)
{
    TRY(drafted(change));
    TRY(less_than_twice(change, change->round->opinion_returns, "处理意见已退回两次，请修改后审定。"));
    return paper_if_office(change);
}

struct error when_may_approve_opinions(const struct change *change)
{
    TRY(drafted(change));
    return paper_if_office(change);
}

struct error when_opinions_approved(const struct change *change)
{
    return change->round->opinions_approved_at ? OK : refuse(change, "opinions.not-approved", "处理意见还没有审定。");
}

/* Items still with a unit do not hold the round; those in on_site, formal_reply and releasing do. */
struct error when_nothing_left(const struct change *change)
{
    if (change->round->state == ROUND_held && change->round->heard_count > 0) return ANOTHER_ROW;
    for (size_t i = 0; i < change->facts->member_count; i++) {
        int state = change->facts->members[i].state;
        if (state == STATE_on_site || state == STATE_formal_reply || state == STATE_releasing) return ANOTHER_ROW;
    }
    return OK;
}

static bool named_in(const char *const *accounts, size_t count, const char *account)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(accounts[i], account)) return true;
    return false;
}

struct error when_on_the_roster(const struct change *change)
{
    struct faults faults = { .change = change };

    if (!change->input) return OK;
    if (!named_in(change->facts->leaders, change->facts->leader_count, text_given(change, INPUT_leader)))
        fault(&faults, INPUT_leader, "not-on-roster", "出席领导应是本辖区轮值名单上的政府领导。");
    if (!named_in(change->facts->secretaries, change->facts->secretary_count, text_given(change, INPUT_secretary)))
        fault(&faults, INPUT_secretary, "not-on-roster", "轮值秘书长应是本辖区轮值名单上的秘书长、副秘书长。");
    return faults.error;
}

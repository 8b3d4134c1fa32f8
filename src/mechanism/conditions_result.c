/* SPDX-License-Identifier: Apache-2.0 */
/* Conditions from the reply on: opinion, assessment, commitment, check, rating, and what moves an appeal about. */
#include "mechanism/conditions.h"

#include "base/text.h"
#include "mechanism/limits.h"

#include <string.h>

static bool truth(const struct change *change, enum input_id input)
{
    return is_given(change, input) && change->input->fields[input].truth;
}

static day_t day(const struct change *change, enum input_id input)
{
    return is_given(change, input) ? change->input->fields[input].day : NO_DAY;
}

/* ---- opinions ---- */

static bool must_sign_off(const struct change *change)
{
    const struct unit *unit = world_unit(change->facts->world, change->appeal->lead_unit, change->today);

    return unit && unit->sign_off && !change->appeal->signed_off;
}

static struct error signed_if_needed(const struct change *change)
{
    return must_sign_off(change) ? refuse(change, "reply.not-signed-off", "本单位开启了审签，请先由单位负责人审签。") : OK;
}

struct error when_sign_off_on(const struct change *change)
{
    if (must_sign_off(change)) return OK;
    return refuse(change, "sign-off.not-needed", "%s",
                  change->appeal->signed_off ? "已经审签。" : "本单位没有开启审签，不需要审签。");
}

/* kind, and what each kind needs. */
static void kind_faults(struct faults *faults, bool with_cannot_basis)
{
    static const char *const kinds[] = { "resolved", "planned", "explained", "cannot" };
    const struct change *change = faults->change;
    const char *kind = text_given(change, INPUT_kind);
    bool known = false;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) known = known || text_equal(kind, kinds[i]);
    if (!known)
        fault(faults, INPUT_kind, "unknown-kind",
              "类型只有resolved（已解决）、planned（列入计划）、explained（解释说明）、cannot（无法解决）。");
    if (text_equal(kind, "planned") && !day(change, INPUT_done_by))
        fault(faults, INPUT_done_by, "required", "列入计划的，请填写完成时限。");
    if (text_equal(kind, "planned") && day(change, INPUT_done_by) && day(change, INPUT_done_by) < change->today)
        fault(faults, INPUT_done_by, "in-the-past", "完成时限不能早于今天。");
    if (with_cannot_basis && text_equal(kind, "cannot") && !text_given(change, INPUT_basis))
        fault(faults, INPUT_basis, "required", "无法解决的，请写明政策法规依据。");
}

struct error when_reply_valid(const struct change *change)
{
    struct faults faults = { .change = change };

    TRY(signed_if_needed(change));
    if (!change->input) return OK;
    kind_faults(&faults, true);
    if (!change->appeal->contact_at && !text_given(change, INPUT_no_contact_reason))
        fault(&faults, INPUT_no_contact_reason, "no-contact",
              "派单以来没有联系企业的记录。请先登记情况核实，或者写明未联系的原因。");
    return faults.error;
}

struct error when_reply_off_round(const struct change *change)
{
    return change->appeal->off_round ? when_reply_valid(change) : ANOTHER_ROW;
}

struct error when_formal_valid(const struct change *change)
{
    struct faults faults = { .change = change };

    TRY(signed_if_needed(change));
    if (!change->input) return OK;
    if (is_given(change, INPUT_kind)) kind_faults(&faults, true);
    if (!change->appeal->reply_kind && !text_given(change, INPUT_kind))
        fault(&faults, INPUT_kind, "required", "还没有处理意见可以确认，请填写类型。");
    if (!change->appeal->reply_opinion && !text_given(change, INPUT_opinion))
        fault(&faults, INPUT_opinion, "required", "还没有处理意见可以确认，请填写处理意见。");
    return faults.error;
}

struct error when_final_valid(const struct change *change)
{
    struct faults faults = { .change = change };

    TRY(signed_if_needed(change));
    if (change->appeal->contact_tries < 2)
        return refuse(change, "final.no-contact", "评价以来还没有与企业沟通的记录：联系上一次，或者登记两次未联系上。");
    if (change->input) kind_faults(&faults, false);
    return faults.error;
}

struct error when_is_planned(const struct change *change)
{
    return text_equal(change->appeal->reply_kind, "planned") ? OK : ANOTHER_ROW;
}

static struct error returned_less_than_twice(const struct change *change, int64_t returns)
{
    return returns < 2 ? OK : refuse(change, "cap.used-up", "已经退回重拟两次，不能再退。");
}

struct error when_may_return_opinion(const struct change *change)
{
    return returned_less_than_twice(change, change->appeal->opinion_returns);
}

struct error when_may_return_reply(const struct change *change)
{
    const struct appeal *appeal = change->appeal;

    if (appeal->reply_from == STATE_formal_reply) return returned_less_than_twice(change, appeal->formal_returns);
    if (appeal->reply_from == STATE_reworking) return returned_less_than_twice(change, appeal->final_returns);
    return returned_less_than_twice(change, appeal->opinion_returns);
}

struct error when_direct_agreed(const struct change *change)
{
    if (!change->input || !truth(change, INPUT_direct)) return ANOTHER_ROW;
    if (change->appeal->attend && !change->appeal->contact_agreed)
        return refuse(change, "assess.not-agreed", "企业希望参加现场活动，须先联系并征得同意，才能直接答复。");
    return OK;
}

/* ---- escalation, merging, moving ---- */

struct error when_may_escalate(const struct change *change)
{
    struct faults faults = { .change = change };

    if (change->appeal->escalations >= 2)
        return refuse(change, "cap.used-up", "已经上报两次，第二次退回即为定论。");
    if (change->input) check_unit(&faults, INPUT_proposed_unit, text_given(change, INPUT_proposed_unit), CITY);
    return faults.error;
}

struct error when_city_unit(const struct change *change)
{
    struct faults faults = { .change = change };

    if (change->input && text_given(change, INPUT_lead_unit))
        check_unit(&faults, INPUT_lead_unit, text_given(change, INPUT_lead_unit), CITY);
    return faults.error;
}

static bool takes_followers(const struct brief *target)
{
    return target->state == STATE_assigned || target->state == STATE_disputed || target->state == STATE_handling ||
           target->state == STATE_assessing || target->state == STATE_awaiting_event;
}

struct error when_may_merge(const struct change *change)
{
    const struct brief *target = change->facts->target;

    if (change->appeal->merges >= 2) return refuse(change, "cap.used-up", "已经并案两次，不能再并。");
    if (!change->input) return OK;
    if (!target || target->id == change->appeal->id || !text_equal(target->jurisdiction, change->appeal->jurisdiction))
        return fault_at(change, INPUT_into, "unknown-appeal", "本辖区没有这个编号的诉求，请核对编号。");
    if (target->merged_into || !takes_followers(target))
        return fault_at(change, INPUT_into, "wrong-state", "只能并入正在派单、承办、研判或者等待现场活动的诉求。");
    return OK;
}

struct error when_target_gone(const struct change *change)
{
    const struct brief *target = change->facts->target;

    return target && (target->state == STATE_returned || target->state == STATE_withdrawn) ? OK : ANOTHER_ROW;
}

struct error when_may_move(const struct change *change)
{
    const char *number = text_given(change, INPUT_round);
    const struct round *round = round_of(change, number);

    if (change->appeal->off_round) return refuse(change, "move.off-round", "这件诉求已不列入各期，不能调整期次。");
    if (change->appeal->carried >= change->policy->carry_over_max)
        return refuse(change, "cap.used-up", "已经结转两次，不能再转。");
    if (!change->input) return OK;
    if (!round || !catalogue_open(round) || !text_equal(round->jurisdiction, change->appeal->jurisdiction) ||
        text_equal(number, change->appeal->round))
        return fault_at(change, INPUT_round, "unknown-round", "请选择本辖区目录还没有报送的另一期。");
    return OK;
}

struct error when_may_withdraw(const struct change *change)
{
    const struct appeal *appeal = change->appeal;

    if (appeal->state == STATE_releasing && appeal->released_at)
        return refuse(change, "withdraw.too-late", "答复已经公布过，不能撤回。");
    if (appeal->state == STATE_suspended && appeal->back_state != STATE_handling)
        return refuse(change, "withdraw.too-late", "已经进入落实，不能撤回。");
    return OK;
}

static bool can_be_undone(int64_t action)
{
    for (size_t i = 0; i < appeal_machine.step_count; i++)
        if (appeal_machine.steps[i].action == action && (appeal_machine.steps[i].flags & UNDO)) return true;
    return false;
}

static bool a_unit_has_accepted(const struct appeal *appeal)
{
    for (size_t i = 0; i < appeal->dispatches.count; i++)
        if (appeal->dispatches.rows[i].accepted && appeal->dispatches.rows[i].state != DISPATCH_ended) return true;
    return false;
}

/* The action is a coordinator's; whether it is this one's to take back is a question of who acted last. */
struct error when_may_retract(const struct change *change)
{
    const struct appeal *appeal = change->appeal;
    const char *done = appeal_machine.actions[appeal->last_action].chinese;

    if (!can_be_undone(appeal->last_action) || (change->input && !change->facts->image))
        return refuse(change, "retract.nothing", "最近没有可以撤回的操作。");
    if (!change->person->id || change->person->id != appeal->last_actor)
        return refuse(change, "retract.not-yours", "最近一次操作（%s）不是您办理的，只能由办理的人撤回。", done);
    if (appeal->retracts >> appeal->last_action & 1)
        return refuse(change, "cap.used-up", "“%s”已经撤回过一次，同一操作只能撤回一次。", done);
    if (!appeal->last_at && a_unit_has_accepted(appeal))
        return refuse(change, "retract.accepted", "单位已经接收，“%s”不能撤回。", done);
    if (!appeal->last_at) return refuse(change, "retract.acted-since", "“%s”之后已有新的办理，不能撤回。", done);
    if (change->now >= appeal->last_at + change->policy->retract_minutes * MINUTE)
        return refuse(change, "retract.too-late", "“%s”已超过%d分钟，不能撤回。", done,
                      change->policy->retract_minutes);
    return OK;
}

/* ---- commitment, check ---- */

struct error when_may_commit(const struct change *change)
{
    const struct appeal *appeal = change->appeal;

    if (appeal->state == STATE_on_site && !(change->facts->item && change->facts->item->decided))
        return refuse(change, "commit.no-decision", "现场的处理意见还没有记录，记录后再公开承诺。");
    if (!change->input) return OK;
    if (appeal->promise && day(change, INPUT_done_by) > appeal->promise)
        return fault_at(change, INPUT_done_by, "too-late",
                        arena_printf(change->arena, "完成时限不能晚于%s；确需延后请申请延期。",
                                     day_chinese(change->arena, appeal->promise, change->today)));
    return OK;
}

struct error when_commitment_waits(const struct change *change)
{
    if (change->appeal->confidential && change->appeal->committed_at && !change->appeal->cleared_at) return OK;
    return refuse(change, "commitment.none-waits", "没有等待公开审核的承诺。");
}

struct error when_checks_used_up(const struct change *change)
{
    return change->appeal->failed_checks >= 3 ? OK : ANOTHER_ROW;
}

struct error when_recheck_day_valid(const struct change *change)
{
    day_t chosen = day(change, INPUT_done_by);

    if (!change->input) return OK;
    if (chosen <= change->today || chosen > calendar_add(change->calendar, change->today, change->policy->recheck_days))
        return fault_at(change, INPUT_done_by, "out-of-range",
                        arena_printf(change->arena, "新的完成时限应在明天至%d个工作日之内。", change->policy->recheck_days));
    return OK;
}

/* ---- rating ---- */

static struct error rating_fields(const struct change *change)
{
    struct faults faults = { .change = change };

    if (!change->input) return OK;
    if (!truth(change, INPUT_satisfied) && !text_given(change, INPUT_reason))
        fault(&faults, INPUT_reason, "required", "不满意的，请写明原因，主办部门会据此重新办理。");
    if (!(change->duties & ENTERPRISE)) {
        static const enum input_id by_others[] = { INPUT_caller, INPUT_called_at, INPUT_verified_by };
        for (size_t i = 0; i < sizeof by_others / sizeof *by_others; i++)
            if (!is_given(change, by_others[i]))
                fault(&faults, by_others[i], "required", "代企业登记评价的，请填写%s。", inputs[by_others[i]].chinese);
    }
    return faults.error;
}

static struct error not_rated(const struct change *change)
{
    const struct appeal *appeal = change->appeal;

    if (appeal->rework_count ? appeal->second_rating != NULL : appeal->rating != NULL)
        return refuse(change, "rate.already", "您已评价。");
    return OK;
}

struct error when_rating_valid(const struct change *change)
{
    TRY(not_rated(change));
    return rating_fields(change);
}

struct error when_being_reached(const struct change *change)
{
    if (limit_of((struct change *)(uintptr_t)change, CLOCK_reach, "")) return OK;
    return refuse(change, "reach.done", "评价通知已经送达。");
}

/* Silence comes first, or a message that did not arrive; who has been reached, or has rated, is not looked for again. */
struct error when_may_reach_again(const struct change *change)
{
    TRY(used_up(change, change->appeal->reach_tries, 2, "评价通知已经再送一次。"));
    return not_rated(change);
}

static bool all_followers_answered(const struct change *change)
{
    for (size_t i = 0; i < change->facts->member_count; i++)
        if (!change->facts->members[i].rating) return false;
    return true;
}

static bool any_follower_unsatisfied(const struct change *change)
{
    for (size_t i = 0; i < change->facts->member_count; i++)
        if (text_equal(change->facts->members[i].rating, "unsatisfied")) return true;
    return false;
}

static bool stated_unsatisfied(const struct change *change)
{
    return change->appeal->rework_count == 0 &&
           (text_equal(change->appeal->rating, "unsatisfied") || any_follower_unsatisfied(change));
}

struct error when_others_unanswered(const struct change *change)
{
    TRY(when_rating_valid(change));
    if (change->appeal->rework_count > 0) return ANOTHER_ROW;
    return all_followers_answered(change) ? ANOTHER_ROW : OK;
}

struct error when_one_unsatisfied(const struct change *change)
{
    if (change->appeal->rework_count > 0 || !change->input) return ANOTHER_ROW;
    return any_follower_unsatisfied(change) || !truth(change, INPUT_satisfied) ? when_rating_valid(change) : ANOTHER_ROW;
}

struct error when_target_rating(const struct change *change)
{
    const struct brief *target = change->facts->target;

    if (!target || target->state != STATE_rating) return refuse(change, "rate.not-now", "并入的诉求还没有到评价环节。");
    if (change->appeal->rating) return refuse(change, "rate.already", "您已评价。");
    return rating_fields(change);
}

struct error when_stated_unsatisfied(const struct change *change)
{
    return stated_unsatisfied(change) ? OK : ANOTHER_ROW;
}

struct error when_all_answered(const struct change *change)
{
    return change->appeal->rating && all_followers_answered(change) ? OK : ANOTHER_ROW;
}

struct error when_all_answered_one_unsatisfied(const struct change *change)
{
    TRY(when_all_answered(change));
    return when_stated_unsatisfied(change);
}

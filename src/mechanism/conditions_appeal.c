/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/conditions.h"

#include "base/text.h"
#include "mechanism/clock.h"
#include "mechanism/limits.h"
#include "mechanism/uscc.h"

#include <ctype.h>
#include <string.h>

/* ---- shared ---- */

void fault(struct faults *faults, enum input_id input, const char *code, const char *chinese, ...)
{
    struct arena *arena = faults->change->arena;
    struct fault *one = ARENA_NEW(arena, struct fault), **end = (struct fault **)&faults->error.faults;
    va_list arguments;

    va_start(arguments, chinese);
    one->text = arena_vprintf(arena, chinese, arguments);
    va_end(arguments);
    one->field = inputs[input].name;
    one->code = code;
    while (*end) end = &(*end)->next;
    *end = one;
    faults->error.kind = INVALID;
    faults->error.code = "fields.invalid";
    faults->error.text = "有内容需要更正。";
    faults->error.clause = faults->change->step->clause;
}

bool is_given(const struct change *change, enum input_id input)
{
    return change->input && change->input->fields[input].present;
}

const char *text_given(const struct change *change, enum input_id input)
{
    return is_given(change, input) && !text_blank(change->input->fields[input].text) ? change->input->fields[input].text
                                                                                     : NULL;
}

static day_t day_given(const struct change *change, enum input_id input)
{
    return is_given(change, input) ? change->input->fields[input].day : NO_DAY;
}

static bool truth_given(const struct change *change, enum input_id input)
{
    return is_given(change, input) && change->input->fields[input].truth;
}

static bool by_clock(const struct change *change)
{
    return (change->duties & CLOCK_ITSELF) != 0;
}

void check_unit(struct faults *faults, enum input_id input, const char *id, const char *jurisdiction)
{
    const struct unit *unit = world_unit(faults->change->facts->world, id, faults->change->today);
    const struct jurisdiction *place = world_jurisdiction(faults->change->facts->world, jurisdiction);

    if (!unit)
        fault(faults, input, "unknown-unit", "没有“%s”这个单位，或者它已撤销，请从单位名单中选择。", id);
    else if (!text_equal(unit->jurisdiction, jurisdiction))
        fault(faults, input, "unit-of-another-jurisdiction", "%s不是%s的单位，请选择%s的单位。", unit->name,
              place ? place->name : jurisdiction, place ? place->name : jurisdiction);
}

void check_co_units(struct faults *faults, const char *lead, const char *jurisdiction)
{
    const struct given *given = &faults->change->input->fields[INPUT_co_units];

    for (size_t i = 0; given->present && i < given->count; i++) {
        if (text_equal(given->list[i], lead))
            fault(faults, INPUT_co_units, "lead-is-co-unit", "主办单位不能同时是协办单位。");
        else
            check_unit(faults, INPUT_co_units, given->list[i], jurisdiction);
    }
}

const char *deciding_jurisdiction(const struct change *change)
{
    return change->appeal->object_from == STATE_handed_down ? CITY : change->appeal->jurisdiction;
}

struct request_row *pending(const struct change *change)
{
    for (size_t i = 0; i < change->appeal->requests.count; i++)
        if (change->appeal->requests.rows[i].state == REQUEST_pending) return &change->appeal->requests.rows[i];
    return NULL;
}

bool catalogue_open(const struct round *round)
{
    return round->state == ROUND_planned || round->state == ROUND_open || round->state == ROUND_closed;
}

struct error used_up(const struct change *change, int64_t used, int most, const char *chinese)
{
    return used >= most ? refuse(change, "cap.used-up", "%s", chinese) : OK;
}

/* ---- submission and screening ---- */

struct error when_always(const struct change *change)
{
    (void)change;
    return OK;
}

static bool is_phone(const char *phone)
{
    size_t digits = 0;

    for (const char *at = phone; *at; at++) {
        if (isdigit((unsigned char)*at)) digits++;
        else if (*at != '-' && *at != ' ' && *at != '+') return false;
    }
    return digits >= 7 && digits <= 14;
}

static void check_phone(struct faults *faults, const char *phone)
{
    size_t digits = 0;

    for (const char *at = phone; isdigit((unsigned char)*at); at++) digits++;
    if (phone[0] == '1' && digits == strlen(phone) && digits != 11)
        fault(faults, INPUT_contact_phone, "phone", "联系手机%s%d位，请填11位手机号。", digits < 11 ? "少了" : "多了",
              digits < 11 ? 11 - (int)digits : (int)digits - 11);
    else if (!is_phone(phone))
        fault(faults, INPUT_contact_phone, "phone", "联系电话应是11位手机号，或带区号的座机号（如0768-2123456）。");
}

static void check_lines(struct faults *faults)
{
    static const enum input_id one_line[] = { INPUT_title, INPUT_enterprise_name, INPUT_contact_name,
                                              INPUT_contact_phone, INPUT_principal };

    for (size_t i = 0; i < sizeof one_line / sizeof *one_line; i++) {
        const char *text = text_given(faults->change, one_line[i]);
        if (text && strpbrk(text, "\r\n"))
            fault(faults, one_line[i], "line-break", "%s不能包含换行。", inputs[one_line[i]].chinese);
    }
}

/* What a submission has to say may be said better later, but not taken away: nobody could be told, nothing be read. */
static void check_not_emptied(struct faults *faults)
{
    for (size_t i = 0; i < appeal_machine.takes_count; i++) {
        const struct takes_row *row = &appeal_machine.takes[i];

        if (row->action == ACTION_submit && row->required && is_given(faults->change, row->input) &&
            !text_given(faults->change, row->input))
            fault(faults, row->input, "required", "请填写%s；不改的不必填。", inputs[row->input].chinese);
    }
}

static struct error submission_faults(const struct change *change)
{
    struct faults faults = { .change = change };
    const char *code = text_given(change, INPUT_uscc), *region = text_given(change, INPUT_region);
    const char *phone = text_given(change, INPUT_contact_phone), *why = NULL;
    char normal[19];

    if (code && !uscc_check(change->arena, code, normal, &why)) fault(&faults, INPUT_uscc, "uscc", "%s", why);
    if (region && !world_region(change->facts->world, region))
        fault(&faults, INPUT_region, "unknown-region", "没有“%s”这个地区，请从地区名单中选择。", region);
    if (phone) check_phone(&faults, phone);
    check_lines(&faults);
    check_not_emptied(&faults);
    if (truth_given(change, INPUT_attend) && !text_given(change, INPUT_principal) && text_blank(change->appeal->principal))
        fault(&faults, INPUT_principal, "required", "希望参加现场活动的，请填写参会的企业主要负责人。");
    return faults.error;
}

struct error when_unmatched(const struct change *change)
{
    if (change->input) TRY(submission_faults(change));
    return change->facts->registry_matches ? ANOTHER_ROW : OK;
}

struct error when_supplement_valid(const struct change *change)
{
    return change->input ? submission_faults(change) : OK;
}

struct error when_supplement_unused(const struct change *change)
{
    return used_up(change, change->appeal->supplements, 1, "已经要求补正过一次，只能受理或者不予受理。");
}

struct error when_known_reason(const struct change *change)
{
    const char *code = text_given(change, INPUT_reason_code);

    if (change->input && !reason_find(code))
        return fault_at(change, INPUT_reason_code, "unknown-reason", "没有这个理由代码，请从R01至R17、R99中选择。");
    return OK;
}

/* A county without a coordinating unit would have nobody to assign what is handed down, nor to take it when silent. */
static struct error county_faults(const struct change *change, const char *code)
{
    const struct jurisdiction *county = world_jurisdiction(change->facts->world, code);

    if (!county || text_equal(code, CITY) || text_equal(code, change->appeal->jurisdiction) ||
        world_ended(county->until, change->today))
        return fault_at(change, INPUT_jurisdiction, "unknown-jurisdiction", "请选择一个县区或者管委会。");
    if (!world_coordinating_unit(change->facts->world, code, change->today))
        return fault_at(change, INPUT_jurisdiction, "no-coordinating-unit",
                        arena_printf(change->arena, "%s没有牵头单位，转去后无人分派，请另选，或者先补上单位。", county->name));
    return OK;
}

struct error when_county_runs(const struct change *change)
{
    return change->input ? county_faults(change, text_given(change, INPUT_jurisdiction)) : OK;
}

static void check_grade(struct faults *faults)
{
    const char *grade = text_given(faults->change, INPUT_grade);

    if (grade && strcmp(grade, "normal") != 0 && strcmp(grade, "complex") != 0)
        fault(faults, INPUT_grade, "unknown-grade", "办理等级只有normal（一般）和complex（复杂）。");
}

struct error when_units_valid(const struct change *change)
{
    struct faults faults = { .change = change };
    const char *lead = text_given(change, INPUT_lead_unit), *code = text_given(change, INPUT_override_code);

    if (!change->input) return OK;
    if (lead) check_unit(&faults, INPUT_lead_unit, lead, change->appeal->jurisdiction);
    check_co_units(&faults, lead, change->appeal->jurisdiction);
    check_grade(&faults);
    if (code && strcmp(code, "R01") != 0 && strcmp(code, "R08") != 0)
        fault(&faults, INPUT_override_code, "override", "只有R01（诉讼）和R08（非潮州注册）可以按“原则上”突破。");
    if (code && !text_given(change, INPUT_override_reason))
        fault(&faults, INPUT_override_reason, "required", "突破“原则上不予受理”的，请写明理由。");
    return faults.error;
}

/* ---- accepting and objecting ---- */

struct error when_co_unaccepted(const struct change *change)
{
    size_t own = own_co_dispatch(change);

    if (own == change->appeal->dispatches.count) return ANOTHER_ROW;
    if (change->appeal->dispatches.rows[own].state != DISPATCH_sent)
        return refuse(change, "co-unit.accepted-already", "贵单位已经接收过这件协办。");
    return OK;
}

struct error when_co_unreplied(const struct change *change)
{
    size_t own = own_co_dispatch(change);

    if (own == change->appeal->dispatches.count || change->appeal->dispatches.rows[own].state >= DISPATCH_replied)
        return refuse(change, "co-unit.replied-already", "协办意见已经提交，或者主办单位已经答复。");
    return OK;
}

static struct error proposed_unit_faults(const struct change *change, const char *decider)
{
    struct faults faults = { .change = change };
    const char *id = text_given(change, INPUT_proposed_unit);
    const struct unit *unit = world_unit(change->facts->world, id, change->today);

    /* The city may be asked to hand it down to another county, which then has to be able to assign it. */
    if (unit && text_equal(decider, CITY) && !text_equal(unit->jurisdiction, change->appeal->jurisdiction) &&
        (text_equal(unit->jurisdiction, CITY) ||
         world_coordinating_unit(change->facts->world, unit->jurisdiction, change->today)))
        return OK;
    check_unit(&faults, INPUT_proposed_unit, id, decider);
    if (text_equal(id, change->appeal->lead_unit))
        fault(&faults, INPUT_proposed_unit, "own-unit", "建议的承办单位不能是本单位。");
    return faults.error;
}

struct error when_may_object(const struct change *change)
{
    const struct appeal *appeal = change->appeal;
    bool down = appeal->state == STATE_handed_down;

    if (!appeal->object_until)
        return refuse(change, "objection.not-again", "这次派单的异议已经裁定，不能再提异议。");
    if (change->now >= appeal->object_until)
        return refuse(change, "objection.too-late", "派单已满24小时，异议期%s止。",
                      due_chinese(change->arena, appeal->object_until, change->today));
    return change->input ? proposed_unit_faults(change, down ? CITY : appeal->jurisdiction) : OK;
}

bool lapse_always(const struct change *change)
{
    (void)change;
    return true;
}

bool lapse_in_round(const struct change *change)
{
    return !change->appeal->off_round;
}

bool lapse_changes_used_up(const struct change *change)
{
    return change->appeal->unit_changes >= change->policy->unit_changes_max;
}

bool lapse_first_try(const struct change *change)
{
    return change->appeal->reach_tries < 2;
}

static struct error changes_left(const struct change *change)
{
    return used_up(change, change->appeal->unit_changes, change->policy->unit_changes_max, "已改派两次，只能裁定维持。");
}

/* The unit proposed is a county's: upheld by silence it is handed down there. */
static bool proposes_county(const struct change *change)
{
    const struct unit *unit = world_unit(change->facts->world, change->appeal->proposed_unit, change->today);

    return unit && text_equal(deciding_jurisdiction(change), CITY) && !text_equal(unit->jurisdiction, CITY);
}

struct error when_uphold_to_county(const struct change *change)
{
    const char *county = text_given(change, INPUT_jurisdiction);

    TRY(changes_left(change));
    if (by_clock(change)) return proposes_county(change) ? OK : ANOTHER_ROW;
    if (!change->input) return OK;
    if (!county) return ANOTHER_ROW;
    if (text_given(change, INPUT_lead_unit))
        return fault_at(change, INPUT_jurisdiction, "one-of-two", "主办单位和县区只能选一个。");
    if (!text_equal(deciding_jurisdiction(change), CITY))
        return fault_at(change, INPUT_jurisdiction, "city-only", "只有市级可以转给县区，请选择本县区的主办单位。");
    return county_faults(change, county);
}

struct error when_uphold_to_unit(const struct change *change)
{
    struct faults faults = { .change = change };
    const char *unit = text_given(change, INPUT_lead_unit);

    TRY(changes_left(change));
    if (!change->input || by_clock(change)) return OK;
    if (!unit) return fault_at(change, INPUT_lead_unit, "required", "请选择改派的主办单位。");
    check_unit(&faults, INPUT_lead_unit, unit, deciding_jurisdiction(change));
    if (text_equal(unit, change->appeal->lead_unit))
        fault(&faults, INPUT_lead_unit, "same-unit", "改派的单位就是现在的主办单位；维持原派单请用“维持”。");
    return faults.error;
}

struct error when_from_hand_down(const struct change *change)
{
    return change->appeal->object_from == STATE_handed_down ? OK : ANOTHER_ROW;
}

struct error when_reassign_unused(const struct change *change)
{
    struct faults faults = { .change = change };
    const char *unit = text_given(change, INPUT_lead_unit);

    TRY(used_up(change, change->appeal->reassigned, 1, "已经重新派单过一次，不能再派。"));
    if (!change->input) return OK;
    check_unit(&faults, INPUT_lead_unit, unit, change->appeal->jurisdiction);
    if (text_equal(unit, change->appeal->lead_unit))
        fault(&faults, INPUT_lead_unit, "same-unit", "这个单位就是现在的主办单位。");
    return faults.error;
}

struct error when_co_units_valid(const struct change *change)
{
    struct faults faults = { .change = change };

    if (change->input) check_co_units(&faults, change->appeal->lead_unit, change->appeal->jurisdiction);
    return faults.error;
}

struct error when_outcome_valid(const struct change *change)
{
    const char *outcome = text_given(change, INPUT_outcome);

    if (outcome && strcmp(outcome, "reached") != 0 && strcmp(outcome, "not_reached") != 0)
        return fault_at(change, INPUT_outcome, "unknown-outcome", "联系结果只有reached（已联系上）和not_reached（未联系上）。");
    return OK;
}

/* ---- requests ---- */

static bool asked_before(const struct change *change, const char *kind)
{
    for (size_t i = 0; i < change->appeal->requests.count; i++) {
        const struct request_row *request = &change->appeal->requests.rows[i];
        if (request->asked_in == change->appeal->state && text_equal(request->kind, kind)) return true;
    }
    return false;
}

static bool on_approved_agenda(const struct change *change)
{
    const struct round *round = round_of(change, change->appeal->round);

    return change->facts->item && change->facts->item->on_site && round && round->state == ROUND_agenda_approved;
}

/* The limit an extension would move. */
static struct limit *extendable(const struct change *change)
{
    struct limit *limit = limit_of((struct change *)(uintptr_t)change,
                                   change->appeal->state == STATE_executing ? CLOCK_done : CLOCK_reply, "");

    return limit && limit->state == LIMIT_running ? limit : NULL;
}

static struct error may_extend(const struct change *change)
{
    struct limit *limit = extendable(change);

    if (change->appeal->state != STATE_handling && change->appeal->state != STATE_executing)
        return refuse(change, "request.wrong-state", "承办或者落实时才能申请延期。");
    if (!limit || calendar_between(change->calendar, change->today, limit->due_day) < 1)
        return refuse(change, "request.too-late", "延期要在到期前至少1个工作日申请。");
    return OK;
}

static struct error may_suspend(const struct change *change)
{
    if (change->appeal->state != STATE_handling && change->appeal->state != STATE_executing)
        return refuse(change, "request.wrong-state", "承办或者落实时才能申请挂账。");
    TRY(used_up(change, change->appeal->suspensions, 2, "已经挂账两次，不能再挂。"));
    if (on_approved_agenda(change))
        return refuse(change, "request.on-agenda", "已列入审定的现场议题，不能挂账。");
    return OK;
}

static struct error may_end(const struct change *change)
{
    if (change->appeal->state == STATE_executing)
        return refuse(change, "request.wrong-state", "落实时不能申请终止办理。");
    return OK;
}

static const struct kind_of_request {
    const char *id;
    struct error (*may)(const struct change *);
} request_kinds[] = { { "extension", may_extend }, { "suspension", may_suspend }, { "return", may_end } };

static struct error may_ask(const struct change *change, const struct kind_of_request *kind)
{
    TRY(kind->may(change));
    if (asked_before(change, kind->id)) return refuse(change, "request.once", "同一环节同类申请只能提一次。");
    return OK;
}

static struct error extension_faults(const struct change *change)
{
    const struct limit *limit = extendable(change);
    day_t day = day_given(change, INPUT_new_date);

    if (!day) return fault_at(change, INPUT_new_date, "required", "请填写新的期限。");
    if (day <= limit->due_day)
        return fault_at(change, INPUT_new_date, "not-later", "新的期限应晚于现在的最后一日。");
    if (change->appeal->state == STATE_handling && day > calendar_add(change->calendar, limit->due_day, 10))
        return fault_at(change, INPUT_new_date, "too-late", "回复最多延期10个工作日，请改早一些。");
    return OK;
}

static struct error suspension_faults(const struct change *change)
{
    day_t day = day_given(change, INPUT_review_date);

    if (!day) return fault_at(change, INPUT_review_date, "required", "请填写复核日期。");
    if (day <= change->today) return fault_at(change, INPUT_review_date, "not-later", "复核日期应晚于今天。");
    if (day > months_later(change->today, change->policy->suspend_months))
        return fault_at(change, INPUT_review_date, "too-late", "挂账最长6个月，请改早一些。");
    return OK;
}

static struct error ending_faults(const struct change *change)
{
    const struct reason *reason = reason_find(text_given(change, INPUT_reason_code));

    if (!reason || !reason->unit_may_ask)
        return fault_at(change, INPUT_reason_code, "unknown-reason", "终止办理的理由只能是R01至R05、R09、R10。");
    if (!text_given(change, INPUT_explanation)) return fault_at(change, INPUT_explanation, "required", "请填写说明。");
    return OK;
}

struct error when_may_request(const struct change *change)
{
    const char *kind = text_given(change, INPUT_kind);
    struct error error = OK;

    if (pending(change)) return refuse(change, "request.pending", "已有一项申请在等审批，同时只能有一项。");
    for (size_t i = 0; i < sizeof request_kinds / sizeof *request_kinds; i++) {
        if (change->input && !text_equal(request_kinds[i].id, kind)) continue;
        error = may_ask(change, &request_kinds[i]);
        if (!change->input && error.kind == NO_ERROR) return OK;
        if (!change->input) continue;
        TRY(error);
        return i == 0 ? extension_faults(change) : i == 1 ? suspension_faults(change) : ending_faults(change);
    }
    if (!change->input) return error;
    return fault_at(change, INPUT_kind, "unknown-kind", "申请类型只有extension（延期）、suspension（挂账）、return（终止办理）。");
}

static struct error pending_kind(const struct change *change, const char *kind)
{
    const struct request_row *request = pending(change);

    if (!request) return refuse(change, "request.none", "没有等待审批的申请。");
    return text_equal(request->kind, kind) ? OK : ANOTHER_ROW;
}

struct error when_pending_suspension(const struct change *change)
{
    TRY(pending_kind(change, "suspension"));
    return may_suspend(change);
}

struct error when_pending_return(const struct change *change)
{
    return pending_kind(change, "return");
}

struct error when_pending_extension(const struct change *change)
{
    return pending_kind(change, "extension");
}

struct error when_pending_request(const struct change *change)
{
    return pending(change) ? OK : refuse(change, "request.none", "没有等待审批的申请。");
}

/* ---- orders, contact, correction ---- */

struct error when_answer_day_valid(const struct change *change)
{
    if (!change->input || by_clock(change)) return OK;
    if (day_given(change, INPUT_answer_by) <= change->today)
        return fault_at(change, INPUT_answer_by, "not-later", "答复期限应晚于今天。");
    return OK;
}

static struct error order_in(const struct change *change, enum order_state before, const char *chinese)
{
    bool any = false;

    for (size_t i = 0; i < change->appeal->orders.count; i++) {
        const struct order_row *order = &change->appeal->orders.rows[i];

        any = any || order->state < before;
        if (!change->input || order->turn != change->input->fields[INPUT_order].number) continue;
        return order->state < before ? OK : refuse(change, "order.done", "%s", chinese);
    }
    if (!any) return refuse(change, "order.none", "%s", chinese);
    return change->input ? fault_at(change, INPUT_order, "unknown-order", "没有这个序号的督办单。") : OK;
}

struct error when_order_unanswered(const struct change *change)
{
    return order_in(change, ORDER_answered, "没有等待答复的督办单。");
}

struct error when_order_unlifted(const struct change *change)
{
    return order_in(change, ORDER_lifted, "没有未解除的督办单。");
}

static bool any_given(const struct change *change, int action)
{
    for (size_t i = 0; i < appeal_machine.takes_count; i++)
        if (appeal_machine.takes[i].action == action && is_given(change, appeal_machine.takes[i].input)) return true;
    return false;
}

struct error when_one_correction(const struct change *change)
{
    struct faults faults = { .change = change };
    const char *region = text_given(change, INPUT_region), *phone = text_given(change, INPUT_contact_phone);

    if (!change->input) return OK;
    if (!any_given(change, ACTION_correct)) return fault_at(change, INPUT_category, "one-of", "请至少更正一项内容。");
    if (region && !world_region(change->facts->world, region))
        fault(&faults, INPUT_region, "unknown-region", "没有“%s”这个地区。", region);
    if (phone) check_phone(&faults, phone);
    check_not_emptied(&faults);
    return faults.error;
}

struct error when_one_consent(const struct change *change)
{
    if (change->input && !any_given(change, ACTION_consent))
        return fault_at(change, INPUT_publication, "one-of", "请至少选择一项。");
    return OK;
}

struct error when_colleague(const struct change *change)
{
    const struct person *named = change->facts->named;

    if (!change->input) return OK;
    if (!named || !text_equal(named->unit, change->person->unit) || !person_is(named, ROLE_officer))
        return fault_at(change, INPUT_to, "not-a-colleague", "请填写本单位另一位经办人的账号。");
    return OK;
}

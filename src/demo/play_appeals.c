/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/play.h"

#include "base/text.h"
#include "mechanism/tables.h"
#include "service/take_step.h"
#include "store/around.h"
#include "store/records.h"

#include <string.h>

static const struct {
    const char *trade, *category, *title, *body, *expectation, *promise, *unit, *county_kind;
} texts[] = {
#define TEXT_OF_APPEAL(trade, category, title, body, expectation, promise, unit, county_kind) \
    { trade, category, title, body, expectation, promise, #unit, #county_kind },
#include "demo/texts.def"
#undef TEXT_OF_APPEAL
};
#define TEXT_COUNT (sizeof texts / sizeof *texts)

/* ---- submission ---- */

static size_t text_for(struct demo *demo, const char *trade)
{
    size_t from = (size_t)dice_below(&demo->dice, TEXT_COUNT);

    for (size_t i = 0; i < TEXT_COUNT; i++)
        if (text_equal(texts[(from + i) % TEXT_COUNT].trade, trade)) return (from + i) % TEXT_COUNT;
    return from;
}

static struct error submit_one(struct demo *demo)
{
    const struct demo_enterprise *enterprise = &demo->enterprises[dice_below(&demo->dice, (int64_t)demo->enterprise_count)];
    size_t text = text_for(demo, enterprise->trade);
    int64_t way = dice_below(&demo->dice, 100);
    bool attend = demo_chance(demo, 35), misspelt = demo_chance(demo, 6);
    const struct demo_account *clerk = way < 60 ? NULL : demo_person(demo, way < 80 ? ROLE_hotline : ROLE_window, NULL, CITY);
    struct person person = demo_as_enterprise(enterprise);
    const char *number;

    if (clerk) person = demo_as(clerk);
    return demo_submit(demo, &person, &number, "uscc", enterprise->uscc, "enterprise_name",
                       misspelt ? arena_printf(demo->step, "%s（分公司）", enterprise->name) : enterprise->name, "region",
                       enterprise->region, "contact_name", enterprise->contact_name, "contact_phone",
                       demo_chance(demo, 8) ? "0768-2000001" : enterprise->contact_phone, "title", texts[text].title, "body",
                       texts[text].body, "category", texts[text].category, "expectation", texts[text].expectation,
                       "attend", attend ? "true" : "false", "principal", attend ? enterprise->contact_name : NULL,
                       "confidential", demo_chance(demo, 5) ? "true" : "false", NULL);
}

struct error demo_submissions(struct demo *demo)
{
    /* 25 to 45 a round, about 60 looks at the desk in a round's intake. */
    if (demo_chance(demo, 27)) TRY(submit_one(demo));
    if (demo_chance(demo, 5)) TRY(submit_one(demo));
    return OK;
}

/* ---- each state's turn ---- */

static const struct demo_account *coordinator_of(struct demo *demo, const struct appeal *appeal)
{
    return demo_person(demo, ROLE_coordinator, NULL, appeal->jurisdiction);
}

static const struct demo_account *lead_of(struct demo *demo, const struct appeal *appeal)
{
    const struct unit *unit = world_unit(demo->context.world, appeal->lead_unit, day_of(demo->context.now));
    const struct demo_account *officer = demo_person(demo, ROLE_officer, appeal->lead_unit, NULL);

    if (officer) return officer;
    return demo_person(demo, ROLE_coordinator, NULL, unit && unit->region ? unit->region : appeal->jurisdiction);
}

static const struct demo_enterprise *owner_of(struct demo *demo, const struct appeal *appeal)
{
    for (size_t i = 0; i < demo->enterprise_count; i++)
        if (text_equal(demo->enterprises[i].uscc, appeal->uscc)) return &demo->enterprises[i];
    return &demo->enterprises[0];
}

static size_t text_of(const struct appeal *appeal)
{
    for (size_t i = 0; i < TEXT_COUNT; i++)
        if (text_equal(texts[i].title, appeal->title)) return i;
    return 0;
}

static const char *working_day(struct demo *demo, int days)
{
    const struct calendar *calendar = world_jurisdiction(demo->context.world, CITY)->calendar;

    return demo_day(demo, calendar_add(calendar, day_of(demo->context.now), days));
}

static struct error screen(struct demo *demo, const struct appeal *appeal)
{
    static const char *const refusals[] = { "R01", "R05", "R11", "R13", "R08", "R10", "R15" };
    const struct demo_account *coordinator = coordinator_of(demo, appeal);
    const struct jurisdiction *county = world_county_on(demo->context.world, appeal->region, day_of(demo->context.now));
    int64_t way = dice_below(&demo->dice, 100);
    const char *unit = texts[text_of(appeal)].unit;

    if (way < 24)
        return demo_act(demo, coordinator, appeal->number, "return", "reason_code", refusals[dice_below(&demo->dice, 7)],
                        "explanation", "经甄别，该事项不在“直通车”受理范围，具体途径见下。", NULL);
    if (way < 30 && !appeal->supplements)
        return demo_act(demo, coordinator, appeal->number, "request_supplement", "what", "请补充具体地点、时间和已经向哪些部门反映过。", NULL);
    if (way < 50 && county)
        return demo_act(demo, coordinator, appeal->number, "hand_down", "jurisdiction", county->code, NULL);
    return demo_act(demo, coordinator, appeal->number, "assign", "lead_unit", unit, "co_units",
                    demo_chance(demo, 20) && strcmp(unit, "fgj") != 0 ? "fgj" : "", "grade",
                    demo_chance(demo, 15) ? "complex" : "normal", NULL);
}

static const char *county_unit(struct demo *demo, const struct appeal *appeal, const char *kind)
{
    const struct world *world = demo->context.world;

    for (size_t i = 0; i < world->unit_count; i++) {
        const char *id = world->units[i].id;
        size_t length = strlen(id), tail = strlen(kind);

        if (text_equal(world->units[i].jurisdiction, appeal->jurisdiction) && length >= tail &&
            strcmp(id + length - tail, kind) == 0)
            return id;
    }
    return world_coordinating_unit(world, appeal->jurisdiction, day_of(demo->context.now))->id;
}

static struct error county_assigns(struct demo *demo, const struct appeal *appeal)
{
    const struct demo_account *coordinator = coordinator_of(demo, appeal);
    size_t text = text_of(appeal);

    if (demo_chance(demo, 8))
        return demo_act(demo, coordinator, appeal->number, "object", "grounds", "该事项涉及市级部门的审批权限。", "proposed_unit",
                        texts[text].unit, NULL);
    return demo_act(demo, coordinator, appeal->number, "assign", "lead_unit", county_unit(demo, appeal, texts[text].county_kind), NULL);
}

static const char *other_unit(const struct demo *demo, const struct appeal *appeal)
{
    return text_equal(appeal->jurisdiction, CITY) ? (text_equal(appeal->lead_unit, "fgj") ? "gxj" : "fgj")
                                                  : county_unit((struct demo *)(uintptr_t)demo, appeal, "zrj");
}

static struct error take_or_object(struct demo *demo, const struct appeal *appeal)
{
    if (demo_chance(demo, 7))
        return demo_act(demo, lead_of(demo, appeal), appeal->number, "object", "grounds",
                        "该事项不属于本单位职责，权责清单见附件。", "proposed_unit", other_unit(demo, appeal), NULL);
    return demo_act(demo, lead_of(demo, appeal), appeal->number, "accept", NULL);
}

static struct error rule_on_objection(struct demo *demo, const struct appeal *appeal)
{
    bool down = appeal->object_from == STATE_handed_down;
    const struct demo_account *decider = down ? demo_person(demo, ROLE_coordinator, NULL, CITY) : coordinator_of(demo, appeal);

    if (demo_chance(demo, 60) && appeal->unit_changes < 2)
        return demo_act(demo, decider, appeal->number, "uphold_objection", "lead_unit", appeal->proposed_unit, NULL);
    return demo_act(demo, decider, appeal->number, "overrule_objection", "reason", "按照权责清单，该事项由贵单位牵头。", NULL);
}

static struct error co_units_act(struct demo *demo, const struct appeal *appeal)
{
    for (size_t i = 0; i < appeal->dispatches.count; i++) {
        const struct dispatch *dispatch = &appeal->dispatches.rows[i];
        const struct demo_account *officer = demo_person(demo, ROLE_officer, dispatch->unit, NULL);

        if (!text_equal(dispatch->role, "co") || !demo_chance(demo, 30)) continue;
        if (dispatch->state == DISPATCH_sent) return demo_act(demo, officer, appeal->number, "accept", NULL);
        if (dispatch->state == DISPATCH_accepted)
            return demo_act(demo, officer, appeal->number, "co_reply", "opinion", "涉及本单位的部分已核对，可以同步办理。", NULL);
    }
    return OK;
}

static struct error write_reply(struct demo *demo, const struct appeal *appeal, const char *action, const char *field)
{
    static const char *const kinds[] = { "resolved", "planned", "planned", "explained", "resolved", "planned", "explained", "cannot" };
    static const char *const opinions[] = {
        "已组织现场核实并协调相关单位处理，问题已经解决，企业表示认可。",
        "已列入本季度计划，明确了责任科室和完成时间，将按周向企业通报进展。",
        "经核实，该事项需按现行规定办理。已向企业当面说明办理条件、所需材料和办理地点，并指定专人跟进。",
    };
    const char *kind = kinds[dice_below(&demo->dice, 8)];

    return demo_act(demo, lead_of(demo, appeal), appeal->number, action, field, opinions[dice_below(&demo->dice, 3)], "kind", kind,
                    "done_by", strcmp(kind, "planned") == 0 ? working_day(demo, 15 + (int)dice_below(&demo->dice, 40)) : NULL,
                    "basis", strcmp(kind, "cannot") == 0 ? "现行土地利用总体规划和生态保护红线的规定" : NULL, NULL);
}

static struct error handle(struct demo *demo, const struct appeal *appeal)
{
    const struct demo_account *lead = lead_of(demo, appeal);

    TRY(co_units_act(demo, appeal));
    if (!appeal->contact_at)
        return demo_act(demo, lead, appeal->number, "log_contact", "whom", "企业联系人", "how", "电话", "found",
                        "已与企业核对情况，约定现场查看时间。", "outcome", demo_chance(demo, 85) ? "reached" : "not_reached", NULL);
    if (demo_chance(demo, 5))
        return demo_act(demo, lead, appeal->number, "request", "kind", "suspension", "reason", "上级政策正在调整，暂不具备办理条件。",
                        "review_date", working_day(demo, 40), NULL);
    if (demo_chance(demo, 5))
        return demo_act(demo, lead, appeal->number, "request", "kind", "extension", "reason", "需要第三方检测结果。", "new_date",
                        working_day(demo, 12), NULL);
    if (!demo_chance(demo, 22)) return OK;
    return write_reply(demo, appeal, "reply", "opinion");
}

static struct error decide_request(struct demo *demo, const struct appeal *appeal)
{
    const struct demo_account *coordinator = coordinator_of(demo, appeal);

    for (size_t i = 0; i < appeal->requests.count; i++) {
        if (appeal->requests.rows[i].state != REQUEST_pending) continue;
        if (demo_chance(demo, 70)) return demo_act(demo, coordinator, appeal->number, "grant", NULL);
        return demo_act(demo, coordinator, appeal->number, "deny", "reason", "请按原期限办理，先行答复企业。", NULL);
    }
    return OK;
}

static const char *promise_of(const struct appeal *appeal)
{
    for (size_t i = 0; i < TEXT_COUNT; i++)
        if (text_equal(texts[i].title, appeal->title)) return texts[i].promise;
    return "成立专班，每周调度，协调相关单位同步推进，完成后请企业现场确认。";
}

/* One for each unit, as far as the names last. */
static const char *name_for(const struct appeal *appeal, const char *const *names, size_t count)
{
    size_t sum = 0;

    for (const char *at = appeal->lead_unit ? appeal->lead_unit : ""; *at; at++) sum = sum * 31 + (unsigned char)*at;
    return names[sum % count];
}

static struct error execute(struct demo *demo, const struct appeal *appeal)
{
    static const char *const leaders[] = { "庄慕青", "林树航", "许南屏", "沈望潮", "陈岩松", "吴若川", "郑砚林" };
    static const char *const persons[] = { "林以宁", "黄泽楷", "蔡明溪", "谢庭瑜", "杨禾", "李归舟" };
    const struct demo_account *lead = lead_of(demo, appeal);
    day_t today = day_of(demo->context.now);
    const char *leader = name_for(appeal, leaders, sizeof leaders / sizeof *leaders);
    const char *person = name_for(appeal, persons, sizeof persons / sizeof *persons);

    if (!appeal->committed_at && !demo_chance(demo, 15))
        return demo_act(demo, lead, appeal->number, "commit", "responsible_leader",
                        arena_printf(demo->step, "副局长 %s", leader), "responsible_person",
                        arena_printf(demo->step, "科长 %s", person), "done_by", demo_day(demo, appeal->promise),
                        "measures", promise_of(appeal), NULL);
    if (appeal->confidential && appeal->committed_at && !appeal->cleared_at)
        return demo_act(demo, coordinator_of(demo, appeal), appeal->number, "clear_commitment", NULL);
    if (appeal->done_by - today > 12) {
        if (!demo_chance(demo, 6)) return OK;
        return demo_act(demo, lead, appeal->number, "progress", "text", "已完成前期工作，正在按计划推进。", NULL);
    }
    if (!demo_chance(demo, 25)) return OK;
    return demo_act(demo, lead, appeal->number, "complete", "result", "已按承诺完成，企业现场确认。", NULL);
}

static struct error answer_rating(struct demo *demo, const struct appeal *appeal)
{
    const struct demo_enterprise *enterprise = owner_of(demo, appeal);

    if (demo_chance(demo, 84))
        return demo_enterprise_act(demo, enterprise, appeal->number, "rate", "satisfied", "true", NULL);
    return demo_enterprise_act(demo, enterprise, appeal->number, "rate", "satisfied", "false", "reason", "问题只解决了一部分，希望继续跟进。", NULL);
}

static struct error rework(struct demo *demo, const struct appeal *appeal)
{
    const struct demo_account *lead = lead_of(demo, appeal);

    if (appeal->contact_tries < 2)
        return demo_act(demo, lead, appeal->number, "log_contact", "whom", "企业负责人", "how", "上门", "found", "逐项核对未解决的部分。",
                        "outcome", "reached", NULL);
    return write_reply(demo, appeal, "final_decision", "decision");
}

struct turn_of {
    int state, percent; /* of the looks at the desk at which something is done */
    struct error (*act)(struct demo *, const struct appeal *);
};

static struct error check_identity(struct demo *demo, const struct appeal *appeal)
{
    const struct demo_account *registrar = demo_person(demo, ROLE_registrar, NULL, NULL);

    if (demo_chance(demo, 85)) return demo_act(demo, registrar, appeal->number, "confirm_identity", NULL);
    return demo_act(demo, registrar, appeal->number, "reject_identity", "reason", "登记信息中没有这个名称的企业。", NULL);
}

static struct error supplement(struct demo *demo, const struct appeal *appeal)
{
    return demo_enterprise_act(demo, owner_of(demo, appeal), appeal->number, "supplement", "note", "已补充地点、时间和反映经过。", NULL);
}

static struct error assess(struct demo *demo, const struct appeal *appeal)
{
    return demo_act(demo, coordinator_of(demo, appeal), appeal->number, "assess", "assessment", "部门意见具体可行，同意列入目录。",
                    "direct", !appeal->attend && demo_chance(demo, 25) ? "true" : "false", NULL);
}

static struct error formal(struct demo *demo, const struct appeal *appeal)
{
    return demo_act(demo, lead_of(demo, appeal), appeal->number, "formal_reply", NULL);
}

static struct error release(struct demo *demo, const struct appeal *appeal)
{
    return demo_act(demo, coordinator_of(demo, appeal), appeal->number, "release_reply", NULL);
}

static struct error check_result(struct demo *demo, const struct appeal *appeal)
{
    if (demo_chance(demo, 90)) return demo_act(demo, coordinator_of(demo, appeal), appeal->number, "pass_check", NULL);
    return demo_act(demo, coordinator_of(demo, appeal), appeal->number, "fail_check", "reason", "与企业核对，还有一项没有完成。", "done_by",
                    working_day(demo, 6), NULL);
}

static const struct turn_of turns[] = {
    { STATE_identity_review, 30, check_identity }, { STATE_screening, 30, screen },
    { STATE_supplementing, 15, supplement },       { STATE_handed_down, 45, county_assigns },
    { STATE_assigned, 50, take_or_object },        { STATE_disputed, 45, rule_on_objection },
    { STATE_handling, 40, handle },                { STATE_assessing, 35, assess },
    { STATE_on_site, 30, execute },                { STATE_formal_reply, 40, formal },
    { STATE_releasing, 40, release },              { STATE_executing, 25, execute },
    { STATE_result_check, 40, check_result },      { STATE_rating, 9, answer_rating },
    { STATE_reworking, 20, rework },
};

static struct error look_at(struct demo *demo, int64_t id, int64_t state)
{
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
        struct appeal *appeal;

        if (turns[i].state != state || !demo_chance(demo, turns[i].percent)) continue;
        appeal = ARENA_NEW(demo->step, struct appeal);
        TRY(record_load(demo->db, demo->step, &appeal_record, id, appeal));
        if (appeal->requests.count && demo_chance(demo, 60)) TRY(decide_request(demo, appeal));
        return turns[i].act(demo, appeal);
    }
    return OK;
}

struct error demo_desk_of_appeals(struct demo *demo)
{
    struct brief *open;
    size_t count;
    instant_t at = demo->context.now;
    int64_t *ids, *states;

    TRY(briefs_open(demo->db, demo->step, &open, &count));
    ids = ARENA_ARRAY(demo->step, int64_t, count + 1);
    states = ARENA_ARRAY(demo->step, int64_t, count + 1);
    for (size_t i = 0; i < count; i++) ids[i] = open[i].id, states[i] = open[i].state;
    for (size_t i = 0; i < count; i++) {
        demo->context.now = at + (instant_t)i * SECOND;
        TRY(look_at(demo, ids[i], states[i]));
    }
    return OK;
}

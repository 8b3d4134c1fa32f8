/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/diagram.h"

#include "mechanism/model.h"

static const struct machine *const machines[] = { &appeal_machine, &round_machine };
static const char *const titles[] = { "诉求", "期" };
#define MACHINES (sizeof machines / sizeof *machines)

static const struct {
    unsigned relation;
    const char *chinese;
} relations[] = {
    { ENTERPRISE, "企业" },
    { ASKER, "企业、窗口、12345" },
    { COORDINATOR, "平台管理员（持有辖区）" },
    { CITY_COORDINATOR, "市平台管理员" },
    { CITY_HOLDING, "市平台管理员（市持有时）" },
    { COUNTY, "县区平台管理员" },
    { DECIDING, "裁定异议的平台管理员" },
    { LEAD, "主办单位" },
    { CO_UNIT, "协办单位" },
    { HEAD, "主办单位负责人" },
    { STAFF_OF_UNIT, "承办单位人员" },
    { REGISTRAR, "主体核验员" },
    { INSPECTOR, "督查室" },
    { CHECKER, "平台管理员，第三次由督查室" },
    { ROUND_KEEPER, "平台管理员，议题审定后由政府办公室" },
    { OVERVIEW, "领导小组、政府领导" },
    { ORDERED, "主办单位，没有主办单位时由轮到的人" },
    { OFFICE, "政府办公室" },
    { SECRETARY, "本期轮值秘书长" },
    { LEADER, "本期出席领导" },
    { GUEST, "受邀单位、县区、企业" },
    { CLOCK_ITSELF, "到期自动" },
    { ROUND, "随期次或另一件诉求" },
};

static void put_who(struct buffer *out, unsigned duty)
{
    bool some = false;

    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        if (!(duty & relations[i].relation)) continue;
        buffer_printf(out, "%s%s", some ? "；" : "", relations[i].chinese);
        some = true;
    }
}

/* ---- the picture ---- */

static void put_edge(struct buffer *out, const struct machine *machine, const struct step *step, int from, int to)
{
    bool by_itself = (step->duty & ~(unsigned)(CLOCK_ITSELF | ROUND)) == 0;

    buffer_printf(out, "    %s_%s -> %s_%s [label=\"%s\\n%s\"%s];\n", machine->name, machine->states[from].id,
                  machine->name, machine->states[to].id, step->label, step->clause, by_itself ? ", style=dashed" : "");
}

static void put_edges(struct buffer *out, const struct machine *machine, const struct step *step)
{
    for (int from = 0; from < machine->state_count && step->to != STAY; from++) {
        uint64_t targets = step->from >> from & 1u ? model_targets(machine, step, from) : 0;

        for (int to = 1; to < machine->state_count; to++)
            if (targets >> to & 1u) put_edge(out, machine, step, from, to);
    }
}

static void put_node(struct buffer *out, const struct machine *machine, int state)
{
    const struct state_row *row = &machine->states[state];

    if (state == 0)
        buffer_printf(out, "    %s_%s [label=\"\", shape=point];\n", machine->name, row->id);
    else
        buffer_printf(out, "    %s_%s [label=\"%s\\n%s\"%s];\n", machine->name, row->id, row->chinese, row->id,
                      row->open ? "" : ", peripheries=2");
}

void diagram_dot(struct buffer *out)
{
    buffer_text(out, "digraph workflow {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n");
    for (size_t m = 0; m < MACHINES; m++) {
        buffer_printf(out, "  subgraph cluster_%s {\n    label=\"%s\";\n", machines[m]->name, titles[m]);
        for (int state = 0; state < machines[m]->state_count; state++) put_node(out, machines[m], state);
        for (size_t i = 0; i < machines[m]->step_count; i++) put_edges(out, machines[m], &machines[m]->steps[i]);
        buffer_text(out, "  }\n");
    }
    buffer_text(out, "}\n");
}

/* ---- the page ---- */

static const char *turn_name(enum turn turn)
{
    static const char *const names[] = {
        [TURN_nobody] = "无",
        [TURN_registrar] = "主体核验员",
        [TURN_coordinator] = "平台管理员",
        [TURN_enterprise] = "企业",
        [TURN_lead] = "主办单位",
        [TURN_decider] = "裁定异议的平台管理员",
        [TURN_city] = "市平台管理员",
        [TURN_round] = "随本期：平台管理员或轮值秘书长",
        [TURN_checker] = "平台管理员，第三次由督查室",
        [TURN_co_unit] = "协办单位",
        [TURN_office] = "政府办公室",
        [TURN_secretary] = "轮值秘书长",
        [TURN_leader] = "出席领导",
        [TURN_secretary_or_leader] = "轮值秘书长、出席领导",
        [TURN_clock] = "到期自动",
    };

    return names[turn];
}

static const char *counted_name(enum counted counted)
{
    static const char *const names[] = { "工作日", "自然日", "小时", "月", "约定的日期", "活动日后工作日", "按活动日推算" };

    return names[counted];
}

static void put_silence(struct buffer *out, const struct machine *machine, int state, int clock)
{
    bool some = false;

    for (size_t i = 0; i < machine->lapse_count; i++) {
        const struct lapse_row *row = &machine->lapses[i];

        if (row->clock != clock || (row->state != 0 && row->state != state)) continue;
        buffer_text(out, some ? "；否则" : "");
        some = true;
        if (row->kind == LAPSE_ACTION)
            buffer_text(out, machine->actions[row->action].chinese);
        else if (row->kind == LAPSE_FLAG_THEN)
            buffer_printf(out, "提醒，上报，3个工作日后%s", machine->actions[row->action].chinese);
        else if (row->kind == LAPSE_FLAG)
            buffer_text(out, "提醒责任单位，1个工作日后上报，3个工作日后督办");
        else
            buffer_text(out, row->kind == LAPSE_FLAG_ONCE ? "标明逾期，仍为红色" : "保持红色");
    }
}

static void put_states(struct buffer *out, const struct machine *machine)
{
    buffer_text(out, "| 状态 | 标识 | 轮到谁 | 计时 | 到期没有办 | 依据 |\n|---|---|---|---|---|---|\n");
    for (int state = 1; state < machine->state_count; state++) {
        const struct state_row *row = &machine->states[state];
        size_t clocks = 0;

        for (size_t i = 0; i < machine->runs_count; i++) {
            const struct runs_row *runs = &machine->runs[i];

            if (runs->state != state) continue;
            buffer_printf(out, "| %s | `%s` | %s | %s `%s`%s | ", clocks ? "" : row->chinese, row->id,
                          turn_name(row->turn), machine->clocks[runs->clock].chinese, machine->clocks[runs->clock].id,
                          runs->how == HOW_PAUSED || runs->how == HOW_PAUSED_ON ? "（暂停）" : "");
            put_silence(out, machine, state, runs->clock);
            buffer_printf(out, " | %s |\n", row->clause);
            clocks++;
        }
        if (!clocks)
            buffer_printf(out, "| %s | `%s` | %s | – | – | %s |\n", row->chinese, row->id, turn_name(row->turn), row->clause);
    }
}

static void put_clocks(struct buffer *out, const struct machine *machine)
{
    buffer_text(out, "| 计时 | 标识 | 计算单位 | 责任人 | 依据 |\n|---|---|---|---|---|\n");
    for (int i = 0; i < machine->clock_count; i++) {
        const struct clock_row *row = &machine->clocks[i];
        buffer_printf(out, "| %s | `%s` | %s | %s | %s |\n", row->chinese, row->id, counted_name(row->counted),
                      turn_name(row->owner), row->clause);
    }
}

static void put_from(struct buffer *out, const struct machine *machine, const struct step *step)
{
    uint64_t open = 0;
    bool some = false;

    for (int i = 1; i < machine->state_count; i++) open |= machine->states[i].open ? UINT64_C(1) << i : 0;
    if (step->from == open) {
        buffer_text(out, "所有未办结状态");
        return;
    }
    for (int i = 1; i < machine->state_count; i++) {
        if (!(step->from >> i & 1u)) continue;
        buffer_printf(out, "%s%s", some ? "、" : "", machine->states[i].chinese);
        some = true;
    }
    if (!some) buffer_text(out, "–");
}

static void put_fields(struct buffer *out, const struct machine *machine, int action)
{
    bool some = false;

    for (size_t i = 0; i < machine->takes_count; i++) {
        const struct takes_row *row = &machine->takes[i];

        if (row->action != action) continue;
        buffer_printf(out, "%s%s%s `%s`", some ? "、" : "", row->required ? "*" : "", inputs[row->input].chinese,
                      inputs[row->input].name);
        some = true;
    }
    if (!some) buffer_text(out, "–");
}

static const char *to_name(const struct machine *machine, int to)
{
    if (to == STAY) return "不变";
    return to == BACK ? "回到原来" : machine->states[to].chinese;
}

static void put_actions(struct buffer *out, const struct machine *machine)
{
    buffer_text(out, "| 操作 | 标识 | 从 | 到 | 谁办 | 填写（*必填） | 依据 |\n|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < machine->step_count; i++) {
        const struct step *step = &machine->steps[i];

        buffer_printf(out, "| %s | `%s` | ", step->label, machine->actions[step->action].id);
        put_from(out, machine, step);
        buffer_printf(out, " | %s | ", to_name(machine, step->to));
        put_who(out, step->duty);
        buffer_text(out, " | ");
        put_fields(out, machine, step->action);
        buffer_printf(out, " | %s |\n", step->clause);
    }
}

static void put_caps(struct buffer *out, const struct machine *machine)
{
    buffer_text(out, "| 操作 | 最多 | 用完以后 |\n|---|---|---|\n");
    for (size_t i = 0; i < machine->cap_count; i++)
        buffer_printf(out, "| %s | %d次 | %s |\n", machine->actions[machine->caps[i].action].chinese,
                      machine->caps[i].most, machine->caps[i].then);
}

static const char *whom_name(enum whom whom)
{
    static const char *const names[] = {
        [TELL_ENTERPRISE] = "企业",
        [TELL_TURN] = "轮到的人",
        [TELL_LEAD] = "主办单位",
        [TELL_CO_UNITS] = "协办单位",
        [TELL_COORDINATOR] = "平台管理员",
        [TELL_CITY] = "市平台管理员",
        [TELL_COUNTY] = "县区平台管理员",
        [TELL_OLD_LEAD] = "原主办单位",
        [TELL_DECIDER] = "裁定异议的平台管理员",
        [TELL_INSPECTOR] = "督查室",
        [TELL_CHECKER] = "核查人",
        [TELL_RATER] = "企业（进入评价时）",
        [TELL_HEAD] = "承办单位负责人",
        [TELL_ESCALATION] = "责任单位及其负责人；1个工作日后平台管理员、督查室",
        [TELL_COLLEAGUE] = "接手的同事",
        [TELL_TOLD_BEFORE] = "被撤回的一步通知过的人",
        [TELL_OFFICE] = "政府办公室",
        [TELL_SECRETARY] = "轮值秘书长",
        [TELL_LEADER] = "出席领导",
        [TELL_GUESTS] = "受邀单位、县区、企业",
        [TELL_CONVENED] = "召集的单位",
        [TELL_SUPPORT] = "保障单位",
        [TELL_OVERVIEW] = "领导小组",
        [TELL_SUPERVISOR] = "督查室（要求督办时）",
        [TELL_MOVED_PROMISE] = "督查室（领导定的期限改变、第二次挂账时）",
    };

    return names[whom];
}

static void put_notices(struct buffer *out, const struct machine *machine)
{
    buffer_text(out, "| 操作 | 通知谁 | 模板 |\n|---|---|---|\n");
    for (int action = 0; action < machine->action_count; action++)
        for (size_t i = 0; i < machine->tell_count; i++)
            if (machine->tells[i].action == action)
                buffer_printf(out, "| %s | %s | `%s` |\n", machine->actions[action].chinese,
                              whom_name(machine->tells[i].whom), machine->tells[i].template);
}

static void put_hanging(struct buffer *out)
{
    buffer_text(out, "\n# 挂在诉求上的：转办、申请、督办单、意见建议\n\n| 对象 | 操作 | 从 | 到 | 谁办 | 依据 |\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < move_count; i++)
        buffer_printf(out, "| `%s` | `%s` | `%s` | `%s` | %s | %s |\n", move_rows[i].machine, move_rows[i].action,
                      move_rows[i].from, move_rows[i].to, move_rows[i].who, move_rows[i].clause);
}

void diagram_markdown(struct buffer *out)
{
    for (size_t m = 0; m < MACHINES; m++) {
        buffer_printf(out, "%s# %s\n\n## 状态与计时\n\n", m ? "\n" : "", titles[m]);
        put_states(out, machines[m]);
        buffer_text(out, "\n## 期限\n\n");
        put_clocks(out, machines[m]);
        buffer_text(out, "\n## 操作\n\n");
        put_actions(out, machines[m]);
        buffer_text(out, "\n## 次数上限\n\n");
        put_caps(out, machines[m]);
        buffer_text(out, "\n## 通知\n\n");
        put_notices(out, machines[m]);
    }
    put_hanging(out);
}

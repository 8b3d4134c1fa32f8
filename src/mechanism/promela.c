/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/promela_parts.h"

#include "base/text.h"

/* ---- the small machines: no counting, no way back ---- */

static bool stays(const struct move_row *move)
{
    return text_equal(move->from, move->to);
}

static bool begins(const struct hanging *hanging, size_t i)
{
    return i == 0 || !text_equal(hanging->states[i - 1].machine, hanging->states[i].machine);
}

static void put_moves(struct buffer *out, const struct hanging *hanging, const struct hangs_row *state)
{
    for (size_t i = 0; i < hanging->move_count; i++) {
        const struct move_row *move = &hanging->moves[i];
        if (text_equal(move->machine, state->machine) && text_equal(move->from, state->id) && !stays(move))
            buffer_printf(out, "    :: atomic { enter(%s_%s); goto at_%s } /* %s */\n", move->machine, move->to,
                          move->to, move->action);
    }
}

/* Silence ends with the clock, or where there is none for a reason. */
static void put_wait(struct buffer *out, const struct hanging *hanging, const struct hangs_row *state)
{
    for (size_t i = 0; i < hanging->waits_count; i++) {
        const struct waits_row *row = &hanging->waits[i];

        if (!text_equal(row->machine, state->machine) || !text_equal(row->state, state->id)) continue;
        if (!text_blank(row->clock))
            buffer_printf(out, "    :: lapsed == %s_%s_clock -> goto at_%s_pressed\n", row->machine, row->clock,
                          row->state);
        else if (!text_blank(row->why))
            buffer_printf(out, "    :: goto at_%s_pressed /* %s */\n", row->state, row->why);
    }
}

static void put_hanging_state(struct buffer *out, const struct hanging *hanging, const struct hangs_row *state)
{
    buffer_printf(out, "\nat_%s: /* %s */\n", state->id, state->chinese);
    if (!state->open) {
        buffer_printf(out, "progress_%s:\n    goto over;\n", state->id);
        return;
    }
    buffer_text(out, "    if\n");
    put_moves(out, hanging, state);
    promela_put_silent(out, state->id);
    put_wait(out, hanging, state);
    buffer_printf(out, "    :: false\n    fi;\nat_%s_pressed:\n    if\n", state->id);
    put_moves(out, hanging, state);
    buffer_text(out, "    :: false\n    fi;\n");
}

static void put_hanging(struct buffer *out, const struct hanging *hanging)
{
    for (size_t i = 0; i < hanging->state_count; i++) {
        const struct hangs_row *state = &hanging->states[i];

        if (begins(hanging, i))
            buffer_printf(out, "\nproctype %s()\n{\n    enter(%s_%s);\n", state->machine, state->machine, state->id);
        put_hanging_state(out, hanging, state);
        if (i + 1 == hanging->state_count || begins(hanging, i + 1)) buffer_text(out, "\nover:\n    skip\n}\n");
    }
}

/* ---- the clock ---- */

static void put_lapse(struct text *text, const struct runs_row *runs, const struct lapse_row *row, const char *guard)
{
    const char *name = text->machine->name, *phase = "phase == SILENT";

    if (!promela_matters(text->machine, runs, row)) return;
    if (!promela_surely_runs(text->machine, runs))
        phase = "phase == FREE";
    else if (row->kind != LAPSE_FLAG)
        phase = "phase != FREE";
    buffer_printf(text->out, "    :: atomic { lapsed == 0 && state == %s_%s && %s -> lapsed = %s_%s_clock }\n", name,
                  promela_state_id(text, runs->state), promela_both(text->out->arena, phase, guard), name,
                  text->machine->clocks[runs->clock].id);
}

static void put_lapses(struct buffer *out, const struct machine *machine)
{
    struct text text = { out, machine };

    for (size_t i = 0; i < machine->runs_count; i++)
        if (!promela_stands_still(&machine->runs[i])) promela_each_lapse(&text, &machine->runs[i], put_lapse);
}

static void put_clock(struct buffer *out, const struct promela_rows *rows)
{
    buffer_text(out, "\nproctype clocks()\n{\nend_waits:\n    do\n");
    put_lapses(out, rows->appeal);
    put_lapses(out, rows->round);
    for (size_t i = 0; i < rows->hanging.waits_count; i++) {
        const struct waits_row *row = &rows->hanging.waits[i];
        if (text_blank(row->clock)) continue;
        buffer_printf(out, "    :: atomic { lapsed == 0 && state == %s_%s && phase == SILENT -> ", row->machine, row->state);
        buffer_printf(out, "lapsed = %s_%s_clock }\n", row->machine, row->clock);
    }
    buffer_text(out, "    od\n}\n");
}

/* ---- what comes before the machines ---- */

static void put_names(struct buffer *out, const struct promela_rows *rows)
{
    const struct machine *const machines[] = { rows->appeal, rows->round };

    for (size_t m = 0; m < COUNT(machines); m++) {
        buffer_text(out, "mtype = {");
        for (int i = 0; i < machines[m]->state_count; i++)
            buffer_printf(out, " %s_%s,", machines[m]->name, machines[m]->states[i].id);
        for (int i = 0; i < machines[m]->clock_count; i++)
            buffer_printf(out, "%s %s_%s_clock", i ? "," : "", machines[m]->name, machines[m]->clocks[i].id);
        buffer_text(out, " };\n");
    }
    buffer_text(out, "mtype = {");
    for (size_t i = 0; i < rows->hanging.waits_count; i++)
        if (!text_blank(rows->hanging.waits[i].clock))
            buffer_printf(out, " %s_%s_clock,", rows->hanging.waits[i].machine, rows->hanging.waits[i].clock);
    for (size_t i = 0; i < rows->hanging.state_count; i++)
        buffer_printf(out, "%s %s_%s", i ? "," : "", rows->hanging.states[i].machine, rows->hanging.states[i].id);
    buffer_text(out, " };\n");
}

/* Counters that the texts above name; in rows without their cap nothing counts them. */
static const char *const named_counters[] = { "failed_checks", "unit_changes", "carried", "reach_tries" };

static int put_counters(struct buffer *out, const struct machine *machine)
{
    struct text text = { out, machine };
    struct counters counters = promela_counters_of(&text);

    for (int i = 0; i < counters.count; i++)
        buffer_printf(out, "#define %s %d\n#define %s_most %d\n", counters.rows[i].name, i, counters.rows[i].name,
                      counters.rows[i].most);
    for (size_t i = 0; machine->id == MACHINE_appeal && i < COUNT(named_counters); i++) {
        const char *name = arena_printf(out->arena, "%s_%s", machine->name, named_counters[i]);
        if (!promela_is_counted(&counters, name))
            buffer_printf(out, "#define %s COUNTERS\n#define %s_most 255\n", name, name);
    }
    return counters.count;
}

static const char common[] =
    "\n"
    "#define ROUNDS 4\n"
    "#ifndef CAPS\n"
    "#define CAPS 2\n"
    "#endif\n"
    "#define FREE 0    /* 有关的人可以办，也可以不办 */\n"
    "#define SILENT 1  /* 没有人办，等期限届满 */\n"
    "#define PRESSED 2 /* 已提醒、上报、督办，责任人须办 */\n"
    "\n"
    "mtype state, lapsed, back, object_from;\n"
    "byte phase, rounds = 1;\n"
    "bool off_round, objectable, heard;\n"
    "byte used[COUNTERS + 1];\n"
    "bool counted[COUNTERS + 1];\n"
    "\n"
    "#define left(cap) (used[cap] < cap##_most)\n"
    "#define use(cap) used[cap] = used[cap] + counted[cap]\n"
    "#define unuse(cap) used[cap] = used[cap] - counted[cap]\n"
    "#define enter(to) state = to; phase = FREE; lapsed = 0\n"
    "#define perhaps_off_round if :: off_round = true :: skip fi\n"
    "#define anew_after_hand_down \\\n"
    "    if :: object_from == appeal_handed_down -> off_round = false; used[appeal_carried] = 0 :: else fi\n";

/* ---- the header: what is not in the model, and why ---- */

static bool loses_a_row(const struct machine *machine, int action)
{
    for (size_t i = 0; i < machine->step_count; i++)
        if (machine->steps[i].action == action && !promela_is_kept(machine, &machine->steps[i])) return true;
    return false;
}

static void put_left_out_steps(struct buffer *out, const struct machine *machine)
{
    buffer_printf(out, " *   %s：", machine->name);
    for (int action = 0; action < machine->action_count; action++)
        if (loses_a_row(machine, action)) buffer_printf(out, " %s", machine->actions[action].id);
    buffer_char(out, '\n');
}

static void put_left_out_moves(struct buffer *out, const struct hanging *hanging)
{
    buffer_text(out, " *   其他：");
    for (size_t i = 0; i < hanging->move_count; i++)
        if (stays(&hanging->moves[i])) buffer_printf(out, " %s.%s", hanging->moves[i].machine, hanging->moves[i].action);
    buffer_char(out, '\n');
}

/* Clock and state, or * for the clocks of what hangs on an appeal. */
static void put_left_out_silence(struct buffer *out, const struct machine *machine)
{
    buffer_printf(out, " *   %s：", machine->name);
    for (size_t i = 0; i < machine->lapse_count; i++) {
        const struct lapse_row *row = &machine->lapses[i];
        const char *state = row->state ? machine->states[row->state].id : "*";
        bool kept = false;

        for (size_t k = 0; k < machine->runs_count; k++) {
            const struct runs_row *runs = &machine->runs[k];
            bool same = runs->clock == row->clock && (!row->state || runs->state == row->state);
            kept = kept || (same && promela_matters(machine, runs, row));
        }
        if (!kept) buffer_printf(out, " %s.%s", state, machine->clocks[row->clock].id);
    }
    buffer_char(out, '\n');
}

static void put_header(struct buffer *out, const struct promela_rows *rows)
{
    buffer_text(out,
                "/* “直通车”工作流的 Promela 模型，由 ztc workflow --promela 从运行中的表格生成，用 Spin 检查：\n"
                " *   spin -a MODEL && gcc -O2 -DSAFETY -o pan pan.c && ./pan -m100000             没有办不下去的状态\n"
                " *   spin -DCAPS=1 -a MODEL && gcc -O2 -DNP -o pan pan.c && ./pan -l -f -m100000  没有空转的循环\n"
                " *\n"
                " * 每次运行走一个状态机：一件诉求、一个接一个的期（最多四期），或一个转办、申请、督办单、意见建议。\n"
                " * 有关的人可以办，也可以一直不办；不办的，由 clocks 让期限届满。督办之后责任人须办。\n"
                " * 到终结状态、用掉一次上限，才算进展。诉求的上限任取 CAPS 项同时计数（1 或 2，更大为全部），其余不限；\n"
                " * 期的全部计数。取决于数据的条件可真可假；取决于状态和上限的照实。期对诉求做的事，到时一定做。\n"
                " *\n"
                " * 没有列入的操作：以下操作中不改变状态、也没有次数上限的行；目录以外的 carry_over，因为不计次数。\n");
    put_left_out_steps(out, rows->appeal);
    put_left_out_steps(out, rows->round);
    put_left_out_moves(out, &rows->hanging);
    buffer_text(out, " * 没有列入的届满：只变颜色、只提醒一次，只做上面没有列入的操作，只催可以不办的人，或属于转办、申请、督办单。\n");
    put_left_out_silence(out, rows->appeal);
    put_left_out_silence(out, rows->round);
    buffer_text(out, " */\n");
}

static void put_init(struct buffer *out, const struct promela_rows *rows, int appeal_counters, int round_counters)
{
    int last = appeal_counters - 1;

    buffer_text(out, "\ninit\n{\n    byte one, other;\n\n    atomic {\n    if\n    :: enter(appeal_new);\n");
    buffer_printf(out, "#if CAPS > 2\n       for (one : 0 .. %d) { counted[one] = true };\n#else\n", last);
    buffer_printf(out, "       select (one : 0 .. %d);\n       counted[one] = true;\n#endif\n", last);
    buffer_printf(out, "#if CAPS == 2\n       select (other : 0 .. %d);\n       counted[other] = true;\n#endif\n", last);
    buffer_text(out, "       run appeal()\n");
    buffer_printf(out, "    :: enter(round_new);\n       for (one : 0 .. %d) { counted[one] = true };\n       run round()\n",
                  round_counters - 1);
    for (size_t i = 0; i < rows->hanging.state_count; i++)
        if (begins(&rows->hanging, i)) buffer_printf(out, "    :: run %s()\n", rows->hanging.states[i].machine);
    buffer_text(out, "    fi;\n    one = 0;\n    other = 0;\n    run clocks()\n    }\n}\n");
}

struct promela_rows promela_rows(void)
{
    return (struct promela_rows){ &appeal_machine, &round_machine, hanging_machines() };
}

void promela_write(struct buffer *out, const struct promela_rows *rows)
{
    int appeal_counters, round_counters;

    put_header(out, rows);
    put_names(out, rows);
    appeal_counters = put_counters(out, rows->appeal);
    round_counters = put_counters(out, rows->round);
    buffer_printf(out, "#define COUNTERS %d\n", appeal_counters > round_counters ? appeal_counters : round_counters);
    buffer_text(out, common);
    promela_put_machine(out, rows->appeal);
    promela_put_machine(out, rows->round);
    put_hanging(out, &rows->hanging);
    put_clock(out, rows);
    put_init(out, rows, appeal_counters, round_counters);
}

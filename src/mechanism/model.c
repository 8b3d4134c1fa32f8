/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/model.h"

#include "base/text.h"
#include "mechanism/conditions.h"
#include "mechanism/effects.h"

#include <stdarg.h>
#include <string.h>

#define BIT(state) (UINT64_C(1) << (state))
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- what the rows do not say by themselves, each with its reason */

/* Loops through these steps are bounded without a row of their own. */
static const struct bound {
    enum machine_id machine;
    const char *action, *to, *why; /* to: NULL = anywhere */
} bounds[] = {
    { MACHINE_appeal, "overrule_objection", NULL, "leaves no objection to the same assignment" },
    { MACHINE_appeal, "follow", "reworking", "the others' answers: counted as `rate` is" },
};

/* Clocks that an effect starts on entry, because which one depends on what happened. */
static const struct starts {
    enum machine_id machine;
    const char *state;
    void (*effects[2])(struct change *);
    const char *why;
} starts[] = {
    { MACHINE_appeal, "rating", { effect_pass_check, effect_complete_to_rating }, "`rate`, or until delivery `reach`" },
};

/* Open states without a clock of their own. */
static const struct unclocked {
    enum machine_id machine;
    const char *state, *why;
} unclocked[] = {
    { MACHINE_round, "opinions_issued", "ends with the last item; each item has a clock" },
};

/* ---- collecting */

struct model {
    struct arena *arena;
    const struct machine *machine;
    LIST_OF(finding) findings;
};

static void found(struct model *model, const char *check, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void found(struct model *model, const char *check, const char *format, ...)
{
    struct finding *finding = LIST_ADD(model->arena, model->findings);
    va_list arguments;

    va_start(arguments, format);
    finding->text = arena_vprintf(model->arena, format, arguments);
    va_end(arguments);
    finding->check = check;
}

static const char *state_id(const struct model *model, int state)
{
    return model->machine->states[state].id;
}

static const char *action_id(const struct model *model, int action)
{
    return model->machine->actions[action].id;
}

/* ---- the graph */

/* Where retract leads: what the steps that it may take back came from. Elsewhere: where the state was entered from. */
static uint64_t sources_of(const struct machine *machine, const struct step *back, int state)
{
    bool undo = text_equal(machine->actions[back->action].id, "retract");
    uint64_t sources = 0;

    for (size_t i = 0; i < machine->step_count; i++) {
        const struct step *step = &machine->steps[i];
        if (step->to == state && (!undo || (step->flags & UNDO))) sources |= step->from;
    }
    return sources & ~BIT(0);
}

uint64_t model_targets(const struct machine *machine, const struct step *step, int from)
{
    if (step->to == STAY) return BIT(from);
    if (step->to == BACK) return sources_of(machine, step, from);
    return BIT(step->to);
}

typedef bool step_test(const struct model *, const struct step *, int from);

static uint64_t next_states(const struct model *model, int from, step_test *follows)
{
    uint64_t next = 0;

    for (size_t i = 0; i < model->machine->step_count; i++) {
        const struct step *step = &model->machine->steps[i];
        if ((step->from >> from & 1) && follows(model, step, from)) next |= model_targets(model->machine, step, from);
    }
    return next;
}

static uint64_t reachable(const struct model *model, int from, step_test *follows)
{
    uint64_t seen = BIT(from), before = 0;

    while (seen != before) {
        before = seen;
        for (int state = 0; state < model->machine->state_count; state++)
            if (before >> state & 1) seen |= next_states(model, state, follows);
    }
    return seen;
}

static bool any_step(const struct model *model, const struct step *step, int from)
{
    (void)model, (void)step, (void)from;
    return true;
}

static uint64_t final_states(const struct model *model)
{
    uint64_t finals = 0;

    for (int state = 1; state < model->machine->state_count; state++)
        if (!model->machine->states[state].open) finals |= BIT(state);
    return finals;
}

/* ---- states and their clocks */

static void check_states(struct model *model)
{
    uint64_t seen = reachable(model, 0, any_step), finals = final_states(model);

    for (int state = 1; state < model->machine->state_count; state++) {
        const struct state_row *row = &model->machine->states[state];

        if (!(seen >> state & 1)) found(model, "unreachable", "nothing leads to %s", row->id);
        if (text_blank(row->clause)) found(model, "no-clause", "state %s names no clause", row->id);
        if (!row->open) continue;
        if (row->turn == TURN_nobody) found(model, "no-owner", "nobody has the turn in %s", row->id);
        if (!(reachable(model, state, any_step) & finals)) found(model, "dead-end", "no way leads from %s to an end", row->id);
    }
}

bool model_is_started_by_effects(const struct machine *machine, int state)
{
    for (size_t i = 0; i < COUNT(starts); i++) {
        if (starts[i].machine != machine->id || strcmp(starts[i].state, machine->states[state].id) != 0) continue;
        for (size_t k = 0; k < machine->step_count; k++) {
            const struct step *step = &machine->steps[k];
            if (step->to == state && step->effect != starts[i].effects[0] && step->effect != starts[i].effects[1])
                return false;
        }
        return true;
    }
    return false;
}

static bool may_be_unclocked(const struct model *model, int state)
{
    for (size_t i = 0; i < COUNT(unclocked); i++)
        if (unclocked[i].machine == model->machine->id && strcmp(unclocked[i].state, state_id(model, state)) == 0)
            return true;
    return false;
}

/* Whoever comes in, and however, finds a clock running there. */
static void check_entry_clocks(struct model *model)
{
    const struct machine *machine = model->machine;

    for (int state = 1; state < machine->state_count; state++) {
        bool clocked = !machine->states[state].open || may_be_unclocked(model, state) || model_is_started_by_effects(machine, state);

        for (size_t i = 0; i < machine->runs_count; i++) {
            const struct runs_row *row = &machine->runs[i];
            clocked = clocked || (row->state == state && (row->how == HOW_FRESH || row->how == HOW_RUN));
        }
        if (!clocked) found(model, "no-clock", "no clock surely runs in %s", machine->states[state].id);
    }
}

static bool clock_can_act(const struct model *model, int action, int state)
{
    for (size_t i = 0; i < model->machine->step_count; i++) {
        const struct step *step = &model->machine->steps[i];
        if (step->action == action && (step->duty & CLOCK_ITSELF) && (state == 0 || (step->from >> state & 1))) return true;
    }
    return false;
}

/* Rule 2 needs its three steps in every open state. */
static void check_rule_two(struct model *model)
{
    static const char *const ladder[] = { "urge", "overdue", "supervise" };

    for (int state = 1; state < model->machine->state_count; state++)
        for (size_t i = 0; model->machine->states[state].open && i < COUNT(ladder); i++)
            if (!clock_can_act(model, machine_action(model->machine, ladder[i]), state))
                found(model, "no-silence", "the clock cannot %s in %s", ladder[i], state_id(model, state));
}

/* A clock that runs somewhere has a row for what silence does, the last one without a condition. */
static void check_silence_of(struct model *model, int state, int clock)
{
    const struct lapse_row *last = NULL;

    for (size_t i = 0; i < model->machine->lapse_count; i++) {
        const struct lapse_row *row = &model->machine->lapses[i];
        if (row->clock == clock && (row->state == state || row->state == 0)) last = row;
    }
    if (!last)
        found(model, "no-silence", "nothing says what silence about %s does in %s", model->machine->clocks[clock].id,
              state_id(model, state));
    else if (last->when != lapse_always)
        found(model, "no-silence", "silence about %s in %s has a result only sometimes",
              model->machine->clocks[clock].id, state_id(model, state));
}

static bool runs_in(const struct model *model, int clock, int state)
{
    for (size_t i = 0; i < model->machine->runs_count; i++)
        if (model->machine->runs[i].clock == clock && (state == 0 || model->machine->runs[i].state == state)) return true;
    return false;
}

static void check_clocks(struct model *model)
{
    const struct machine *machine = model->machine;

    for (size_t i = 0; i < machine->runs_count; i++) {
        const struct runs_row *row = &machine->runs[i];
        if (row->how != HOW_PAUSED && row->how != HOW_PAUSED_ON) check_silence_of(model, row->state, row->clock);
    }
    for (size_t i = 0; i < machine->lapse_count; i++) {
        const struct lapse_row *row = &machine->lapses[i];
        const char *clock = machine->clocks[row->clock].id;

        if (row->action >= 0 && !clock_can_act(model, row->action, row->state))
            found(model, "no-silence", "silence about %s in %s shall %s, but the clock has no such step there", clock,
                  row->state ? state_id(model, row->state) : "any state", action_id(model, row->action));
        if (row->state && !runs_in(model, row->clock, row->state))
            found(model, "never-runs", "%s does not run in %s, but silence about it is ruled there", clock,
                  state_id(model, row->state));
    }
    for (int clock = 0; clock < machine->clock_count; clock++) {
        bool ruled = false;

        for (size_t i = 0; i < machine->lapse_count; i++) ruled = ruled || machine->lapses[i].clock == clock;
        if (!ruled) found(model, "no-silence", "nothing says what silence about %s does", machine->clocks[clock].id);
        if (text_blank(machine->clocks[clock].clause)) found(model, "no-clause", "clock %s names no clause", machine->clocks[clock].id);
        if (machine->clocks[clock].owner == TURN_nobody) found(model, "no-owner", "clock %s is nobody's", machine->clocks[clock].id);
    }
}

/* ---- silence alone leads somewhere */

/* Steps of the clock that silence in that state takes, and what rounds and other appeals do. */
static bool by_silence(const struct model *model, const struct step *step, int from)
{
    if (step->duty & ROUND) return true;
    if (!(step->duty & CLOCK_ITSELF)) return false;
    for (size_t i = 0; i < model->machine->lapse_count; i++) {
        const struct lapse_row *row = &model->machine->lapses[i];
        if (row->action == step->action && (row->state == from || row->state == 0)) return true;
    }
    return text_equal(action_id(model, step->action), "finish"); /* when the last item has left */
}

/* Where rule 2 takes over: from there on people are pressed. */
static bool rule_two_stops(const struct model *model, int state)
{
    for (size_t i = 0; i < model->machine->lapse_count; i++) {
        const struct lapse_row *row = &model->machine->lapses[i];
        if (row->state == state && (row->kind == LAPSE_FLAG || row->kind == LAPSE_FLAG_THEN)) return true;
    }
    return false;
}

static void check_silence_ends(struct model *model)
{
    uint64_t ends = final_states(model);

    for (int state = 1; state < model->machine->state_count; state++)
        if (model->machine->states[state].open && rule_two_stops(model, state)) ends |= BIT(state);
    for (int state = 1; state < model->machine->state_count; state++)
        if (model->machine->states[state].open && !(reachable(model, state, by_silence) & ends))
            found(model, "endless-silence", "silence in %s leads neither to an end nor to rule 2", state_id(model, state));
}

/* ---- loops */

static bool has_cap(const struct model *model, int action)
{
    for (size_t i = 0; i < model->machine->cap_count; i++)
        if (model->machine->caps[i].action == action) return true;
    return false;
}

static bool is_bounded(const struct model *model, const struct step *step)
{
    if (has_cap(model, step->action)) return true;
    for (size_t i = 0; i < COUNT(bounds); i++)
        if (bounds[i].machine == model->machine->id && strcmp(bounds[i].action, action_id(model, step->action)) == 0 &&
            (!bounds[i].to || (step->to > 0 && strcmp(bounds[i].to, state_id(model, step->to)) == 0)))
            return true;
    return false;
}

/* What is left when every capped step is taken away has to run out. */
static bool unbounded(const struct model *model, const struct step *step, int from)
{
    (void)from;
    return step->to != STAY && !is_bounded(model, step);
}

static void check_loops(struct model *model)
{
    uint64_t known = 0;

    for (int state = 1; state < model->machine->state_count; state++) {
        uint64_t after = next_states(model, state, unbounded), around = 0;
        const char *path = state_id(model, state);

        for (int next = 1; next < model->machine->state_count; next++)
            if ((after >> next & 1) && (reachable(model, next, unbounded) >> state & 1)) around |= BIT(next);
        if (!around || (known >> state & 1)) continue;
        for (int next = 1; next < model->machine->state_count; next++) {
            if (!(around >> next & 1)) continue;
            path = arena_printf(model->arena, "%s, %s", path, state_id(model, next));
            known |= BIT(next);
        }
        found(model, "loop", "a loop without a cap goes through %s", path);
    }
}

static bool may_repeat(const struct model *model, int action)
{
    for (size_t i = 0; i < model->machine->repeats_count; i++)
        if (model->machine->repeats[i].action == action) return true;
    return false;
}

static bool stays_somewhere(const struct model *model, int action)
{
    for (size_t i = 0; i < model->machine->step_count; i++)
        if (model->machine->steps[i].action == action && model->machine->steps[i].to == STAY) return true;
    return false;
}

/* A step that stays is a loop of its own: it is capped, or says why it moves no end. */
static void check_staying(struct model *model)
{
    for (int action = 0; action < model->machine->action_count; action++)
        if (stays_somewhere(model, action) && !has_cap(model, action) && !may_repeat(model, action))
            found(model, "loop", "nothing caps %s, which stays where it is", action_id(model, action));
    for (size_t i = 0; i < model->machine->repeats_count; i++) {
        const struct repeats_row *row = &model->machine->repeats[i];
        const char *id = action_id(model, row->action);

        if (text_blank(row->why)) found(model, "cap", "nothing says why %s may be repeated", id);
        if (has_cap(model, row->action)) found(model, "cap", "%s is capped and may be repeated", id);
        if (!stays_somewhere(model, row->action)) found(model, "cap", "%s stays nowhere", id);
    }
}

static void check_caps(struct model *model)
{
    const struct record *record = model->machine->id == MACHINE_appeal ? &appeal_record : &round_record;

    for (size_t i = 0; i < model->machine->cap_count; i++) {
        const struct cap_row *row = &model->machine->caps[i];

        if (!column_find(&record->tables[0], row->counter)) found(model, "cap", "nothing counts %s", row->counter);
        if (row->most < 1) found(model, "cap", "%s may happen %d times", action_id(model, row->action), row->most);
        if (text_blank(row->then)) found(model, "cap", "nothing says what follows %s", action_id(model, row->action));
    }
}

/* ---- actions */

static bool by_people(const struct model *model, int action)
{
    for (size_t i = 0; i < model->machine->step_count; i++) {
        const struct step *step = &model->machine->steps[i];
        if (step->action == action && (step->duty & ~(unsigned)(CLOCK_ITSELF | ROUND))) return true;
    }
    return false;
}

static void check_steps(struct model *model)
{
    for (size_t i = 0; i < model->machine->step_count; i++) {
        const struct step *step = &model->machine->steps[i];
        const char *id = action_id(model, step->action);

        if (text_blank(step->clause)) found(model, "no-clause", "a step of %s names no clause", id);
        if (text_blank(step->label)) found(model, "no-label", "a step of %s has no Chinese name", id);
        if (step->duty == 0) found(model, "no-duty", "nobody may do a step of %s", id);
        if (step->from == 0) found(model, "no-step", "a step of %s starts nowhere", id);
        if ((step->from & final_states(model)) && step->to == STAY && !(step->duty & ASKER))
            found(model, "after-end", "%s goes on after the end", id);
    }
}

static void check_actions(struct model *model)
{
    const struct machine *machine = model->machine;

    for (int action = 0; action < machine->action_count; action++) {
        bool has_step = false, told = false;

        for (size_t i = 0; i < machine->step_count; i++) has_step = has_step || machine->steps[i].action == action;
        for (size_t i = 0; i < machine->tell_count; i++)
            told = told || (machine->tells[i].action == action && !text_blank(machine->tells[i].template));
        if (!has_step) found(model, "no-step", "nothing does %s", action_id(model, action));
        if (by_people(model, action) && !told) found(model, "no-notice", "nobody is told of %s", action_id(model, action));
    }
}

static void check_fields(struct model *model)
{
    const struct machine *machine = model->machine;

    for (size_t i = 0; i < machine->takes_count; i++) {
        const struct takes_row *row = &machine->takes[i];

        if (row->action < 0 || row->action >= machine->action_count || !by_people(model, row->action)) {
            found(model, "field", "%s is a field of nothing that a person does", inputs[row->input].name);
            continue;
        }
        for (size_t k = 0; k < i; k++)
            if (machine->takes[k].action == row->action && machine->takes[k].input == row->input)
                found(model, "field", "%s takes %s twice", action_id(model, row->action), inputs[row->input].name);
    }
}

size_t model_check(struct arena *arena, const struct machine *machine, struct finding **findings)
{
    struct model model = { .arena = arena, .machine = machine };

    check_states(&model);
    check_entry_clocks(&model);
    check_rule_two(&model);
    check_clocks(&model);
    check_silence_ends(&model);
    check_loops(&model);
    check_staying(&model);
    check_caps(&model);
    check_steps(&model);
    check_actions(&model);
    check_fields(&model);
    *findings = model.findings.rows;
    return model.findings.count;
}

/* ---- the small machines */

static const struct hangs_row *hanging_state(const struct hanging *hanging, const char *machine, const char *id)
{
    for (size_t i = 0; i < hanging->state_count; i++)
        if (text_equal(hanging->states[i].machine, machine) && text_equal(hanging->states[i].id, id))
            return &hanging->states[i];
    return NULL;
}

static bool is_first(const struct hanging *hanging, const struct hangs_row *row)
{
    return row == hanging->states || !text_equal(row[-1].machine, row->machine);
}

/* The machines have no way back, so a state ends if its moves lead on at all: one step after another. */
static bool hanging_leads(const struct hanging *hanging, const struct hangs_row *from, const struct hangs_row *to, size_t depth)
{
    if (to ? from == to : !from->open) return true;
    for (size_t i = 0; depth > 0 && i < hanging->move_count; i++) {
        const struct move_row *move = &hanging->moves[i];
        const struct hangs_row *next;

        if (!text_equal(move->machine, from->machine) || !text_equal(move->from, from->id)) continue;
        next = hanging_state(hanging, move->machine, move->to);
        if (next && hanging_leads(hanging, next, to, depth - 1)) return true;
    }
    return false;
}

static const struct waits_row *waits_of(const struct hanging *hanging, const struct hangs_row *row)
{
    for (size_t i = 0; i < hanging->waits_count; i++)
        if (text_equal(hanging->waits[i].machine, row->machine) && text_equal(hanging->waits[i].state, row->id))
            return &hanging->waits[i];
    return NULL;
}

static void check_hanging_state(struct model *model, const struct hanging *hanging, const struct hangs_row *row)
{
    const struct waits_row *waits = waits_of(hanging, row);
    const struct hangs_row *first = row;

    while (!is_first(hanging, first)) first--;
    if (!hanging_leads(hanging, first, row, hanging->state_count))
        found(model, "unreachable", "nothing leads to %s of %s", row->id, row->machine);
    if (!hanging_leads(hanging, row, NULL, hanging->state_count))
        found(model, "dead-end", "no way leads from %s of %s to an end", row->id, row->machine);
    if (row->open && (!waits || (text_blank(waits->clock) && text_blank(waits->why))))
        found(model, "no-clock", "no clock runs in %s of %s", row->id, row->machine);
}

size_t model_check_hanging(struct arena *arena, const struct hanging *hanging, struct finding **findings)
{
    struct model model = { .arena = arena };

    for (size_t i = 0; i < hanging->state_count; i++) check_hanging_state(&model, hanging, &hanging->states[i]);
    for (size_t i = 0; i < hanging->move_count; i++) {
        const struct move_row *move = &hanging->moves[i];
        const struct hangs_row *from = hanging_state(hanging, move->machine, move->from);

        if (!from || !hanging_state(hanging, move->machine, move->to))
            found(&model, "unknown-state", "%s of %s leads from %s to %s", move->action, move->machine, move->from, move->to);
        else if (!from->open)
            found(&model, "after-end", "%s of %s goes on after the end", move->action, move->machine);
        if (text_blank(move->clause)) found(&model, "no-clause", "%s of %s names no clause", move->action, move->machine);
        if (text_blank(move->who)) found(&model, "no-duty", "nobody may %s a %s", move->action, move->machine);
    }
    *findings = model.findings.rows;
    return model.findings.count;
}

struct hanging hanging_machines(void)
{
    return (struct hanging){ hangs_rows, hangs_count, move_rows, move_count, waits_rows, waits_count };
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/promela_parts.h"

#include "base/text.h"
#include "mechanism/conditions.h"

#define PEOPLE (~(unsigned)(CLOCK_ITSELF | ROUND))

/* ---- a step ---- */

/* Both hold; NULL: nothing is asked. */
const char *promela_both(struct arena *arena, const char *one, const char *other)
{
    if (!one || !other) return one ? one : other;
    return arena_printf(arena, "%s && %s", one, other);
}

static const char *not(struct arena *arena, const char *one)
{
    return one[0] == '!' ? one + 1 : arena_printf(arena, "!(%s)", one);
}

/* Rows of one action are tried in order: those before that pass on do not hold. */
static const char *earlier_rows(const struct text *text, const struct way *way, const char *guard)
{
    for (const struct step *step = text->machine->steps; step < way->step; step++) {
        const struct guard *earlier = promela_guard_of(step);

        if (step->action == way->step->action && (step->from >> way->from & 1) && earlier && earlier->passes_on)
            guard = promela_both(text->out->arena, guard, not(text->out->arena, earlier->text));
    }
    return guard;
}

static const char *guard_for(const struct text *text, const struct way *way, const char *guard)
{
    struct arena *arena = text->out->arena;
    const struct guard *own = promela_guard_of(way->step);

    if (own) guard = promela_both(arena, guard, own->text);
    guard = earlier_rows(text, way, guard);
    if (way->step->to == BACK)
        guard = promela_both(arena, guard,
                             arena_printf(arena, "back == %s_%s", text->machine->name, promela_state_id(text, way->to)));
    if (way->cap) guard = promela_both(arena, guard, arena_printf(arena, "left(%s)", promela_counter_of(text, way)));
    return guard ? guard : "true";
}

static bool is_retract(const struct text *text, const struct step *step)
{
    return step->to == BACK && text_equal(promela_action_id(text, step), "retract");
}

/* Where a way back from this state would lead, having come so. */
static bool remembers(const struct text *text, const struct way *way)
{
    for (size_t i = 0; i < text->machine->step_count; i++) {
        const struct step *step = &text->machine->steps[i];
        if (step->to == BACK && (step->from >> way->to & 1) && (!is_retract(text, step) || (way->step->flags & UNDO)))
            return true;
    }
    return false;
}

/* What is taken back has not been used: caps are as before. */
static void put_unused(struct text *text, const struct way *back)
{
    for (size_t i = 0; i < text->machine->step_count; i++) {
        const struct step *step = &text->machine->steps[i];
        struct way way = { step, back->to, back->from, promela_cap_of(text->machine, step) };

        if (!(step->flags & UNDO) || step->to != back->from || !(step->from >> back->to & 1) || !way.cap) continue;
        buffer_printf(text->out, "unuse(%s); ", promela_counter_of(text, &way));
    }
}

static void put_changes(struct text *text, const struct way *way)
{
    const char *name = text->machine->name;
    const struct sets *set = promela_sets_of(way->step);

    if (way->cap) buffer_printf(text->out, "use(%s); ", promela_counter_of(text, way));
    if (is_retract(text, way->step)) put_unused(text, way);
    if (way->step->to != STAY && remembers(text, way))
        buffer_printf(text->out, "back = %s_%s; ", name,
                      promela_state_id(text, set && set->back ? set->back : way->from));
    else if (way->step->to != STAY)
        buffer_text(text->out, "back = 0; ");
    if (set) buffer_printf(text->out, "%s; ", set->text);
    buffer_printf(text->out, "enter(%s_%s); ", name, promela_state_id(text, way->to));
}

/* Whatever a cap counts is progress, and so is an end. */
static void put_way(struct text *text, const struct way *way, const char *guard)
{
    bool progress = way->cap || !text->machine->states[way->to].open;

    buffer_printf(text->out, "    :: atomic { %s -> ", guard_for(text, way, guard));
    put_changes(text, way);
    buffer_printf(text->out, "goto %s_%s } /* %s */\n", progress ? "progress" : "at", promela_state_id(text, way->to),
                  way->step->label);
}

/* ---- what is possible in a state ---- */

typedef bool step_test(const struct text *, const struct step *, unsigned duty);

static bool by_free_will(const struct text *text, const struct step *step, unsigned duty)
{
    (void)duty;
    return !promela_call_of(text->machine, step) && (step->duty & (PEOPLE | ROUND));
}

static bool leads_on(const struct text *text, const struct step *step, unsigned duty)
{
    return !promela_call_of(text->machine, step) && (step->duty & duty) && step->to != STAY;
}

static void put_steps(struct text *text, int from, step_test *is, unsigned duty)
{
    for (size_t i = 0; i < text->machine->step_count; i++) {
        const struct step *step = &text->machine->steps[i];
        if ((step->from >> from & 1) && is(text, step, duty) && promela_is_kept(text->machine, step))
            promela_each_way(text, step, from, NULL, put_way);
    }
}

static void put_calls(struct text *text, int from)
{
    for (size_t i = 0; i < text->machine->step_count; i++) {
        const struct step *step = &text->machine->steps[i];
        const struct call *call = promela_call_of(text->machine, step);

        if (call && (step->from & call->from & BIT(from)) && promela_is_kept(text->machine, step))
            promela_each_way(text, step, from, call->guard, put_way);
    }
}

void promela_each_lapse(struct text *text, const struct runs_row *runs, lapse_user *use)
{
    struct arena *arena = text->out->arena;
    const char *before = NULL;

    for (size_t i = 0; i < text->machine->lapse_count; i++) {
        const struct lapse_row *row = &text->machine->lapses[i];
        const char *own = promela_lapse_guard(row);

        if (row->clock != runs->clock || (row->state && row->state != runs->state)) continue;
        use(text, runs, row, promela_both(arena, before, own));
        if (row->when == lapse_always) return;
        if (own) before = promela_both(arena, before, not(arena, own));
    }
}

/* What the clock does there changes something that the model knows; a step that is missing counts too: it is missed. */
static bool does_something(const struct machine *machine, int state, const struct lapse_row *row)
{
    bool kept = false, some = false;

    if (row->kind != LAPSE_ACTION && row->kind != LAPSE_FLAG_THEN) return false;
    for (size_t i = 0; i < machine->step_count; i++) {
        const struct step *step = &machine->steps[i];

        if (step->action != row->action || !(step->duty & CLOCK_ITSELF) || !(step->from >> state & 1)) continue;
        some = true;
        kept = kept || promela_is_kept(machine, step);
    }
    return kept || !some;
}

/* Silence about it changes something in the model. A clock that may only go on presses nobody who cannot act anyway. */
bool promela_matters(const struct machine *machine, const struct runs_row *runs, const struct lapse_row *row)
{
    if (promela_stands_still(runs)) return false;
    return does_something(machine, runs->state, row) || (row->kind == LAPSE_FLAG && promela_surely_runs(machine, runs));
}

static const char *lapsed(const struct text *text, int clock)
{
    return arena_printf(text->out->arena, "lapsed == %s_%s_clock", text->machine->name,
                        text->machine->clocks[clock].id);
}

static void put_lapse_action(struct text *text, const struct runs_row *runs, const struct lapse_row *row,
                             const char *guard)
{
    if (!does_something(text->machine, runs->state, row)) return;
    guard = promela_both(text->out->arena, lapsed(text, runs->clock), guard);
    for (size_t i = 0; i < text->machine->step_count; i++) {
        const struct step *step = &text->machine->steps[i];
        if (step->action == row->action && (step->duty & CLOCK_ITSELF) && (step->from >> runs->state & 1) &&
            promela_is_kept(text->machine, step))
            promela_each_way(text, step, runs->state, guard, put_way);
    }
}

/* The ladder's steps one after another, without the days between. */
static void put_ladder(struct text *text, const struct runs_row *runs, const struct lapse_row *row, const char *guard)
{
    if (row->kind != LAPSE_FLAG || !promela_clock_can_act(text->machine, "overdue", runs->state) ||
        !promela_clock_can_act(text->machine, "supervise", runs->state))
        return;
    buffer_printf(text->out, "    :: %s -> atomic { lapsed = 0; phase = PRESSED; goto at_%s_pressed }\n",
                  promela_both(text->out->arena, lapsed(text, runs->clock), guard),
                  promela_state_id(text, runs->state));
}

static void put_silence(struct text *text, int state, bool sure, lapse_user *use)
{
    for (size_t i = 0; i < text->machine->runs_count; i++) {
        const struct runs_row *row = &text->machine->runs[i];
        if (row->state == state && !promela_stands_still(row) && promela_surely_runs(text->machine, row) == sure)
            promela_each_lapse(text, row, use);
    }
}

/* Who is pressed when rule 2 has run its course. */
static const unsigned pressed[] = {
    [TURN_registrar] = REGISTRAR,
    [TURN_coordinator] = COORDINATOR,
    [TURN_enterprise] = ASKER,
    [TURN_lead] = LEAD,
    [TURN_decider] = DECIDING,
    [TURN_city] = CITY_COORDINATOR,
    [TURN_round] = ROUND_KEEPER,
    [TURN_checker] = CHECKER,
    [TURN_co_unit] = CO_UNIT,
    [TURN_office] = OFFICE,
    [TURN_secretary] = SECRETARY,
    [TURN_leader] = LEADER,
    [TURN_secretary_or_leader] = SECRETARY | LEADER,
    [TURN_clock] = 0,
};

/* Whose clocks press in that state: their owners. */
static unsigned pressed_in(const struct machine *machine, int state)
{
    unsigned duty = 0;

    for (size_t i = 0; i < machine->runs_count; i++)
        for (size_t k = 0; k < machine->lapse_count; k++) {
            const struct lapse_row *row = &machine->lapses[k];
            if (machine->runs[i].state == state && row->clock == machine->runs[i].clock && row->kind == LAPSE_FLAG &&
                (row->state == 0 || row->state == state) && promela_surely_runs(machine, &machine->runs[i]))
                duty |= pressed[machine->clocks[row->clock].owner];
        }
    return duty;
}

/* What could be done is done, or nobody does anything and the clock comes. */
void promela_put_silent(struct buffer *out, const char *state)
{
    buffer_printf(out, "    :: atomic { phase = SILENT; lapsed = 0; goto at_%s_silent }\n    fi;\n", state);
    buffer_printf(out, "at_%s_silent:\n    if\n", state);
}

static void put_open_state(struct text *text, int state)
{
    const char *id = promela_state_id(text, state);
    unsigned duty = pressed_in(text->machine, state);

    buffer_printf(text->out, "\nprogress_%s:\n    skip;\nat_%s: /* %s */\n    if\n", id, id,
                  text->machine->states[state].chinese);
    put_steps(text, state, by_free_will, 0);
    put_silence(text, state, false, put_lapse_action);
    promela_put_silent(text->out, id);
    put_calls(text, state);
    put_silence(text, state, true, put_lapse_action);
    put_silence(text, state, true, put_ladder);
    buffer_text(text->out, "    :: false\n    fi;\n");
    if (!duty) return;
    buffer_printf(text->out, "at_%s_pressed:\n    if\n", id);
    put_steps(text, state, leads_on, duty);
    put_calls(text, state);
    put_silence(text, state, true, put_lapse_action);
    buffer_text(text->out, "    :: false\n    fi;\n");
}

static void put_final_state(struct text *text, int state)
{
    buffer_printf(text->out, "\nprogress_%s: /* %s */\n    if\n", promela_state_id(text, state),
                  text->machine->states[state].chinese);
    put_steps(text, state, by_free_will, 0);
    buffer_text(text->out, "    :: skip\n    fi;\n    goto over;\n");
}

static void put_next_round(struct text *text)
{
    const char *name = text->machine->name;
    struct counters counters = promela_counters_of(text);

    buffer_text(text->out, "    :: atomic { rounds < ROUNDS -> rounds++; ");
    for (int i = 0; i < counters.count; i++) buffer_printf(text->out, "used[%s] = 0; ", counters.rows[i].name);
    buffer_printf(text->out, "enter(%s_new); goto at_new }\n", name);
}

void promela_put_machine(struct buffer *out, const struct machine *machine)
{
    struct text text = { out, machine };

    buffer_printf(out, "\nproctype %s()\n{\nat_new:\n    if\n", machine->name);
    put_steps(&text, 0, by_free_will, 0);
    buffer_text(out, "    :: false\n    fi;\n");
    for (int state = 1; state < machine->state_count; state++)
        (machine->states[state].open ? put_open_state : put_final_state)(&text, state);
    buffer_text(out, "\nover:\n    if\n");
    if (machine->id == MACHINE_round) put_next_round(&text);
    buffer_text(out, "    :: skip\n    fi\n}\n");
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/promela.h"

#include "base/text.h"
#include "mechanism/conditions.h"
#include "mechanism/effects.h"

#define BIT(state) (UINT64_C(1) << (state))
#define COUNT(array) (sizeof(array) / sizeof *(array))
#define PEOPLE (~(unsigned)(CLOCK_ITSELF | ROUND))

/* ---- what the rows do not say by themselves: it stands in conditions and effects. In Promela, by the text's names. */

/* Conditions that ask for a state or a cap. Every other one asks for data: it may hold or not. */
static const struct guard {
    struct error (*when)(const struct change *);
    const char *text;
    bool passes_on; /* where it does not hold, the next row of the action is meant */
} guards[] = {
    { when_reply_off_round, "off_round", true },
    { when_from_hand_down, "object_from == appeal_handed_down", true },
    { when_checks_used_up, "!left(appeal_failed_checks)", true },
    { when_may_object, "objectable", false },
    { when_may_move, "!off_round && rounds < ROUNDS", false },
    { when_may_withdraw, "(state != appeal_suspended || back == appeal_handling)", false },
    { when_nothing_left, "(state != round_held || !heard)", false },
};

static const struct lapse_guard {
    bool (*when)(const struct change *);
    const char *text;
} lapse_guards[] = {
    { lapse_in_round, "!off_round" },
    { lapse_changes_used_up, "!left(appeal_unit_changes)" },
};

/* What these conditions look back at; forgotten where nothing asks for it before it is set anew.
 * A county may be without rounds: then its appeals are answered without one. */
static const struct sets {
    void (*effect)(struct change *);
    const char *text;
    int back; /* where a way back leads, if not to where it came from */
} sets[] = {
    { effect_submit, "perhaps_off_round", 0 },
    { effect_assign, "objectable = true", 0 },
    { effect_hand_down, "objectable = true; perhaps_off_round", 0 },
    { effect_take_late, "objectable = false", 0 },
    { effect_object, "object_from = state", 0 },
    { effect_uphold, "objectable = true; anew_after_hand_down; object_from = 0", 0 },
    { effect_uphold_down, "objectable = true; anew_after_hand_down; perhaps_off_round; object_from = 0", 0 },
    { effect_overrule, "objectable = false; object_from = 0", 0 },
    { effect_reassign, "objectable = true", 0 },
    { effect_reassign_executing, "objectable = false", 0 },
    { effect_admit, "objectable = true; off_round = false; used[appeal_carried] = 0", 0 },
    { effect_assess_direct, "off_round = true", STATE_handling },
    { effect_heard, "objectable = false", 0 },
    { effect_leave_round, "off_round = true; objectable = false", 0 },
    { effect_leave_round_handling, "off_round = true", 0 },
    { effect_carry_over, "rounds++", 0 },
    { effect_move_round, "rounds++", 0 },
    { effect_release, "off_round = false; objectable = false", 0 },
    { effect_follow_back, "off_round = false", 0 },
    { effect_pass_check, "used[appeal_reach_tries] = 0", 0 },
    { effect_complete_to_rating, "used[appeal_reach_tries] = 0", 0 },
    { effect_record_event, "if :: heard = true :: heard = false fi", 0 },
};

/* What the others surely do to an appeal or a round when their time comes: each is a machine of its own that ends. */
#define CATALOGUE \
    (BIT(STATE_assigned) | BIT(STATE_disputed) | BIT(STATE_handling) | BIT(STATE_assessing) | BIT(STATE_awaiting_event))
static const struct call {
    enum machine_id machine;
    int action;
    uint64_t from;
    const char *guard;
} calls[] = {
    { MACHINE_appeal, ACTION_heard, CATALOGUE, "!off_round" },
    { MACHINE_appeal, ACTION_not_on_site, CATALOGUE, "!off_round" },
    { MACHINE_appeal, ACTION_carry_over, CATALOGUE, "!off_round && rounds < ROUNDS" },
    { MACHINE_appeal, ACTION_issue_opinions, BIT(STATE_on_site), NULL },
    { MACHINE_round, ROUND_ACTION_finish, BIT(ROUND_held) | BIT(ROUND_opinions_issued), NULL },
};

/* Caps that count only the steps of their action that lead there. */
static const struct partly {
    enum machine_id machine;
    int action, to;
} partly[] = {
    { MACHINE_appeal, ACTION_grant, STATE_suspended },
    { MACHINE_appeal, ACTION_rate, STATE_reworking },
    { MACHINE_appeal, ACTION_auto_rate, STATE_reworking },
};

/* Steps that count for the cap of another action. */
static const struct counted_as {
    enum machine_id machine;
    int action, to, as;
} counted_as[] = {
    { MACHINE_appeal, ACTION_follow, STATE_reworking, ACTION_rate },
};

/* Caps that count apart: each action that is taken back, each kind of opinion. */
static const struct apart {
    enum machine_id machine;
    int action;
    bool by_source; /* else by where it leads */
} apart[] = {
    { MACHINE_appeal, ACTION_retract, true },
    { MACHINE_appeal, ACTION_return_to_unit, false },
};

/* Counters that the texts above name; in rows without their cap nothing counts them. */
static const char *const named_counters[] = { "failed_checks", "unit_changes", "carried", "reach_tries" };

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

/* ---- reading the rows ---- */

struct text {
    struct buffer *out;
    const struct machine *machine;
};

/* One way of one step: from a state to a state. */
struct way {
    const struct step *step;
    int from, to;
    const struct cap_row *cap; /* NULL: nothing counts it */
};

static const char *state_id(const struct text *text, int state)
{
    return text->machine->states[state].id;
}

static const char *action_id(const struct text *text, const struct step *step)
{
    return text->machine->actions[step->action].id;
}

static const struct guard *guard_of(const struct step *step)
{
    for (size_t i = 0; i < COUNT(guards); i++)
        if (guards[i].when == step->when) return &guards[i];
    return NULL;
}

static const struct sets *sets_of(const struct step *step)
{
    for (size_t i = 0; i < COUNT(sets); i++)
        if (sets[i].effect == step->effect) return &sets[i];
    return NULL;
}

static const struct call *call_of(const struct machine *machine, const struct step *step)
{
    for (size_t i = 0; i < COUNT(calls); i++)
        if (calls[i].machine == machine->id && calls[i].action == step->action) return &calls[i];
    return NULL;
}

static const struct apart *apart_of(const struct machine *machine, int action)
{
    for (size_t i = 0; i < COUNT(apart); i++)
        if (apart[i].machine == machine->id && apart[i].action == action) return &apart[i];
    return NULL;
}

static bool counts_only_elsewhere(const struct machine *machine, int action, int to)
{
    for (size_t i = 0; i < COUNT(partly); i++)
        if (partly[i].machine == machine->id && partly[i].action == action) return partly[i].to != to;
    return false;
}

static const struct cap_row *cap_of(const struct machine *machine, const struct step *step)
{
    int action = step->action;

    for (size_t i = 0; i < COUNT(counted_as); i++)
        if (counted_as[i].machine == machine->id && counted_as[i].action == action && counted_as[i].to == step->to)
            action = counted_as[i].as;
    if (counts_only_elsewhere(machine, action, step->to)) return NULL;
    for (size_t i = 0; i < machine->cap_count; i++)
        if (machine->caps[i].action == action) return &machine->caps[i];
    return NULL;
}

/* A step that changes nothing the model knows is left out. */
static bool is_kept(const struct machine *machine, const struct step *step)
{
    return step->to != STAY || cap_of(machine, step) || sets_of(step);
}

static bool clock_can_act(const struct machine *machine, const char *action, int state)
{
    for (size_t i = 0; i < machine->step_count; i++) {
        const struct step *step = &machine->steps[i];
        if ((step->duty & CLOCK_ITSELF) && (step->from >> state & 1) && step->action == machine_action(machine, action))
            return true;
    }
    return false;
}

/* The clock surely runs there, or (HOW_ON, HOW_ONCE) only if something before started it. */
static bool surely_runs(const struct machine *machine, const struct runs_row *row)
{
    return row->how == HOW_FRESH || row->how == HOW_RUN || model_is_started_by_effects(machine, row->state);
}

static bool stands_still(const struct runs_row *row)
{
    return row->how == HOW_PAUSED || row->how == HOW_PAUSED_ON;
}

/* Some step comes from there so that the way back leads there again. */
static bool came_from(const struct machine *machine, int state, int before)
{
    for (size_t i = 0; i < machine->step_count; i++) {
        const struct step *step = &machine->steps[i];
        const struct sets *set = sets_of(step);

        if (step->to == state && (step->from >> before & 1) && (!set || !set->back)) return true;
    }
    return false;
}

static uint64_t targets_of(const struct machine *machine, const struct step *step, int from)
{
    uint64_t targets = model_targets(machine, step, from);

    for (int to = 1; step->to == BACK && to < machine->state_count; to++)
        if (!came_from(machine, from, to)) targets &= ~BIT(to);
    return targets;
}

typedef void way_user(struct text *, const struct way *, const char *guard);

static void each_way(struct text *text, const struct step *step, int from, const char *guard, way_user *use)
{
    uint64_t targets = targets_of(text->machine, step, from);

    for (int to = 1; to < text->machine->state_count; to++) {
        struct way way = { step, from, to, cap_of(text->machine, step) };
        if (targets >> to & 1) use(text, &way, guard);
    }
}

/* ---- names ---- */

static const char *counter_of(const struct text *text, const struct way *way)
{
    const struct apart *row = apart_of(text->machine, way->step->action);

    if (!row) return arena_printf(text->out->arena, "%s_%s", text->machine->name, way->cap->counter);
    return arena_printf(text->out->arena, "%s_%s_%s", text->machine->name, way->cap->counter,
                        state_id(text, row->by_source ? way->from : way->to));
}

/* Every counter once, in the order of the steps. */
struct counters {
    struct {
        const char *name;
        int most;
    } rows[64];
    int count;
};

static bool is_counted(const struct counters *counters, const char *name)
{
    for (int i = 0; i < counters->count; i++)
        if (text_equal(counters->rows[i].name, name)) return true;
    return false;
}

static void count_ways(const struct text *text, const struct step *step, int from, struct counters *counters)
{
    uint64_t targets = targets_of(text->machine, step, from);
    const struct cap_row *cap = cap_of(text->machine, step);

    for (int to = 1; cap && to < text->machine->state_count; to++) {
        struct way way = { step, from, to, cap };
        const char *name = targets >> to & 1 ? counter_of(text, &way) : NULL;

        if (!name || is_counted(counters, name) || counters->count == (int)COUNT(counters->rows)) continue;
        counters->rows[counters->count].name = name;
        counters->rows[counters->count++].most = cap->most;
    }
}

static struct counters counters_of(const struct text *text)
{
    struct counters counters = { .count = 0 };

    for (size_t i = 0; i < text->machine->step_count; i++)
        for (int from = 0; from < text->machine->state_count; from++)
            if (text->machine->steps[i].from >> from & 1) count_ways(text, &text->machine->steps[i], from, &counters);
    return counters;
}

/* ---- a step ---- */

/* Both hold; NULL: nothing is asked. */
static const char *both(struct arena *arena, const char *one, const char *other)
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
        const struct guard *earlier = guard_of(step);

        if (step->action == way->step->action && (step->from >> way->from & 1) && earlier && earlier->passes_on)
            guard = both(text->out->arena, guard, not(text->out->arena, earlier->text));
    }
    return guard;
}

static const char *guard_for(const struct text *text, const struct way *way, const char *guard)
{
    struct arena *arena = text->out->arena;
    const struct guard *own = guard_of(way->step);

    if (own) guard = both(arena, guard, own->text);
    guard = earlier_rows(text, way, guard);
    if (way->step->to == BACK)
        guard = both(arena, guard, arena_printf(arena, "back == %s_%s", text->machine->name, state_id(text, way->to)));
    if (way->cap) guard = both(arena, guard, arena_printf(arena, "left(%s)", counter_of(text, way)));
    return guard ? guard : "true";
}

static bool is_retract(const struct text *text, const struct step *step)
{
    return step->to == BACK && text_equal(action_id(text, step), "retract");
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
        struct way way = { step, back->to, back->from, cap_of(text->machine, step) };

        if (!(step->flags & UNDO) || step->to != back->from || !(step->from >> back->to & 1) || !way.cap) continue;
        buffer_printf(text->out, "unuse(%s); ", counter_of(text, &way));
    }
}

static void put_changes(struct text *text, const struct way *way)
{
    const char *name = text->machine->name;
    const struct sets *set = sets_of(way->step);

    if (way->cap) buffer_printf(text->out, "use(%s); ", counter_of(text, way));
    if (is_retract(text, way->step)) put_unused(text, way);
    if (way->step->to != STAY && remembers(text, way))
        buffer_printf(text->out, "back = %s_%s; ", name, state_id(text, set && set->back ? set->back : way->from));
    else if (way->step->to != STAY)
        buffer_text(text->out, "back = 0; ");
    if (set) buffer_printf(text->out, "%s; ", set->text);
    buffer_printf(text->out, "enter(%s_%s); ", name, state_id(text, way->to));
}

/* Whatever a cap counts is progress, and so is an end. */
static void put_way(struct text *text, const struct way *way, const char *guard)
{
    bool progress = way->cap || !text->machine->states[way->to].open;

    buffer_printf(text->out, "    :: atomic { %s -> ", guard_for(text, way, guard));
    put_changes(text, way);
    buffer_printf(text->out, "goto %s_%s } /* %s */\n", progress ? "progress" : "at", state_id(text, way->to),
                  way->step->label);
}

/* ---- what is possible in a state ---- */

typedef bool step_test(const struct text *, const struct step *, unsigned duty);

static bool by_free_will(const struct text *text, const struct step *step, unsigned duty)
{
    (void)duty;
    return !call_of(text->machine, step) && (step->duty & (PEOPLE | ROUND));
}

static bool leads_on(const struct text *text, const struct step *step, unsigned duty)
{
    return !call_of(text->machine, step) && (step->duty & duty) && step->to != STAY;
}

static void put_steps(struct text *text, int from, step_test *is, unsigned duty)
{
    for (size_t i = 0; i < text->machine->step_count; i++) {
        const struct step *step = &text->machine->steps[i];
        if ((step->from >> from & 1) && is(text, step, duty) && is_kept(text->machine, step))
            each_way(text, step, from, NULL, put_way);
    }
}

static void put_calls(struct text *text, int from)
{
    for (size_t i = 0; i < text->machine->step_count; i++) {
        const struct step *step = &text->machine->steps[i];
        const struct call *call = call_of(text->machine, step);

        if (call && (step->from & call->from & BIT(from)) && is_kept(text->machine, step))
            each_way(text, step, from, call->guard, put_way);
    }
}

static const char *lapse_guard(const struct lapse_row *row)
{
    for (size_t i = 0; i < COUNT(lapse_guards); i++)
        if (lapse_guards[i].when == row->when) return lapse_guards[i].text;
    return NULL;
}

/* The rows of silence about a clock in a state, each with when it is the one that holds. */
typedef void lapse_user(struct text *, const struct runs_row *, const struct lapse_row *, const char *guard);

static void each_lapse(struct text *text, const struct runs_row *runs, lapse_user *use)
{
    struct arena *arena = text->out->arena;
    const char *before = NULL;

    for (size_t i = 0; i < text->machine->lapse_count; i++) {
        const struct lapse_row *row = &text->machine->lapses[i];
        const char *own = lapse_guard(row);

        if (row->clock != runs->clock || (row->state && row->state != runs->state)) continue;
        use(text, runs, row, both(arena, before, own));
        if (row->when == lapse_always) return;
        if (own) before = both(arena, before, not(arena, own));
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
        kept = kept || is_kept(machine, step);
    }
    return kept || !some;
}

/* Silence about it changes something in the model. A clock that may only go on presses nobody who cannot act anyway. */
static bool matters(const struct machine *machine, const struct runs_row *runs, const struct lapse_row *row)
{
    if (stands_still(runs)) return false;
    return does_something(machine, runs->state, row) || (row->kind == LAPSE_FLAG && surely_runs(machine, runs));
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
    guard = both(text->out->arena, lapsed(text, runs->clock), guard);
    for (size_t i = 0; i < text->machine->step_count; i++) {
        const struct step *step = &text->machine->steps[i];
        if (step->action == row->action && (step->duty & CLOCK_ITSELF) && (step->from >> runs->state & 1) &&
            is_kept(text->machine, step))
            each_way(text, step, runs->state, guard, put_way);
    }
}

/* The ladder's steps one after another, without the days between. */
static void put_ladder(struct text *text, const struct runs_row *runs, const struct lapse_row *row, const char *guard)
{
    if (row->kind != LAPSE_FLAG || !clock_can_act(text->machine, "overdue", runs->state) ||
        !clock_can_act(text->machine, "supervise", runs->state))
        return;
    buffer_printf(text->out, "    :: %s -> atomic { lapsed = 0; phase = PRESSED; goto at_%s_pressed }\n",
                  both(text->out->arena, lapsed(text, runs->clock), guard), state_id(text, runs->state));
}

static void put_silence(struct text *text, int state, bool sure, lapse_user *use)
{
    for (size_t i = 0; i < text->machine->runs_count; i++) {
        const struct runs_row *row = &text->machine->runs[i];
        if (row->state == state && !stands_still(row) && surely_runs(text->machine, row) == sure)
            each_lapse(text, row, use);
    }
}

/* Whose clocks press in that state: their owners. */
static unsigned pressed_in(const struct machine *machine, int state)
{
    unsigned duty = 0;

    for (size_t i = 0; i < machine->runs_count; i++)
        for (size_t k = 0; k < machine->lapse_count; k++) {
            const struct lapse_row *row = &machine->lapses[k];
            if (machine->runs[i].state == state && row->clock == machine->runs[i].clock && row->kind == LAPSE_FLAG &&
                (row->state == 0 || row->state == state) && surely_runs(machine, &machine->runs[i]))
                duty |= pressed[machine->clocks[row->clock].owner];
        }
    return duty;
}

/* What could be done is done, or nobody does anything and the clock comes. */
static void put_silent(struct buffer *out, const char *state)
{
    buffer_printf(out, "    :: atomic { phase = SILENT; lapsed = 0; goto at_%s_silent }\n    fi;\n", state);
    buffer_printf(out, "at_%s_silent:\n    if\n", state);
}

static void put_open_state(struct text *text, int state)
{
    const char *id = state_id(text, state);
    unsigned duty = pressed_in(text->machine, state);

    buffer_printf(text->out, "\nprogress_%s:\n    skip;\nat_%s: /* %s */\n    if\n", id, id,
                  text->machine->states[state].chinese);
    put_steps(text, state, by_free_will, 0);
    put_silence(text, state, false, put_lapse_action);
    put_silent(text->out, id);
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
    buffer_printf(text->out, "\nprogress_%s: /* %s */\n    if\n", state_id(text, state),
                  text->machine->states[state].chinese);
    put_steps(text, state, by_free_will, 0);
    buffer_text(text->out, "    :: skip\n    fi;\n    goto over;\n");
}

static void put_next_round(struct text *text)
{
    const char *name = text->machine->name;
    struct counters counters = counters_of(text);

    buffer_text(text->out, "    :: atomic { rounds < ROUNDS -> rounds++; ");
    for (int i = 0; i < counters.count; i++) buffer_printf(text->out, "used[%s] = 0; ", counters.rows[i].name);
    buffer_printf(text->out, "enter(%s_new); goto at_new }\n", name);
}

static void put_machine(struct buffer *out, const struct machine *machine)
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
    put_silent(out, state->id);
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

    if (!matters(text->machine, runs, row)) return;
    if (!surely_runs(text->machine, runs))
        phase = "phase == FREE";
    else if (row->kind != LAPSE_FLAG)
        phase = "phase != FREE";
    buffer_printf(text->out, "    :: atomic { lapsed == 0 && state == %s_%s && %s -> lapsed = %s_%s_clock }\n", name,
                  state_id(text, runs->state), both(text->out->arena, phase, guard), name,
                  text->machine->clocks[runs->clock].id);
}

static void put_lapses(struct buffer *out, const struct machine *machine)
{
    struct text text = { out, machine };

    for (size_t i = 0; i < machine->runs_count; i++)
        if (!stands_still(&machine->runs[i])) each_lapse(&text, &machine->runs[i], put_lapse);
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

static int put_counters(struct buffer *out, const struct machine *machine)
{
    struct text text = { out, machine };
    struct counters counters = counters_of(&text);

    for (int i = 0; i < counters.count; i++)
        buffer_printf(out, "#define %s %d\n#define %s_most %d\n", counters.rows[i].name, i, counters.rows[i].name,
                      counters.rows[i].most);
    for (size_t i = 0; machine->id == MACHINE_appeal && i < COUNT(named_counters); i++) {
        const char *name = arena_printf(out->arena, "%s_%s", machine->name, named_counters[i]);
        if (!is_counted(&counters, name)) buffer_printf(out, "#define %s COUNTERS\n#define %s_most 255\n", name, name);
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
        if (machine->steps[i].action == action && !is_kept(machine, &machine->steps[i])) return true;
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
            kept = kept || (same && matters(machine, runs, row));
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
    put_machine(out, rows->appeal);
    put_machine(out, rows->round);
    put_hanging(out, &rows->hanging);
    put_clock(out, rows);
    put_init(out, rows, appeal_counters, round_counters);
}

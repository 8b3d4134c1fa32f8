/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/promela_parts.h"

#include "base/text.h"
#include "mechanism/conditions.h"
#include "mechanism/effects.h"

/* ---- what the rows do not say by themselves: it stands in conditions and effects. In Promela, by the text's names. */

/* Conditions that ask for a state or a cap. Every other one asks for data: it may hold or not. */
static const struct guard guards[] = {
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
static const struct sets sets[] = {
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
static const struct call calls[] = {
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

/* ---- reading the rows ---- */

const char *promela_state_id(const struct text *text, int state)
{
    return text->machine->states[state].id;
}

const char *promela_action_id(const struct text *text, const struct step *step)
{
    return text->machine->actions[step->action].id;
}

const struct guard *promela_guard_of(const struct step *step)
{
    for (size_t i = 0; i < COUNT(guards); i++)
        if (guards[i].when == step->when) return &guards[i];
    return NULL;
}

const char *promela_lapse_guard(const struct lapse_row *row)
{
    for (size_t i = 0; i < COUNT(lapse_guards); i++)
        if (lapse_guards[i].when == row->when) return lapse_guards[i].text;
    return NULL;
}

const struct sets *promela_sets_of(const struct step *step)
{
    for (size_t i = 0; i < COUNT(sets); i++)
        if (sets[i].effect == step->effect) return &sets[i];
    return NULL;
}

const struct call *promela_call_of(const struct machine *machine, const struct step *step)
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

const struct cap_row *promela_cap_of(const struct machine *machine, const struct step *step)
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
bool promela_is_kept(const struct machine *machine, const struct step *step)
{
    return step->to != STAY || promela_cap_of(machine, step) || promela_sets_of(step);
}

bool promela_clock_can_act(const struct machine *machine, const char *action, int state)
{
    for (size_t i = 0; i < machine->step_count; i++) {
        const struct step *step = &machine->steps[i];
        if ((step->duty & CLOCK_ITSELF) && (step->from >> state & 1) && step->action == machine_action(machine, action))
            return true;
    }
    return false;
}

/* The clock surely runs there, or (HOW_ON, HOW_ONCE) only if something before started it. */
bool promela_surely_runs(const struct machine *machine, const struct runs_row *row)
{
    return row->how == HOW_FRESH || row->how == HOW_RUN || model_is_started_by_effects(machine, row->state);
}

bool promela_stands_still(const struct runs_row *row)
{
    return row->how == HOW_PAUSED || row->how == HOW_PAUSED_ON;
}

/* Some step comes from there so that the way back leads there again. */
static bool came_from(const struct machine *machine, int state, int before)
{
    for (size_t i = 0; i < machine->step_count; i++) {
        const struct step *step = &machine->steps[i];
        const struct sets *set = promela_sets_of(step);

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

void promela_each_way(struct text *text, const struct step *step, int from, const char *guard, way_user *use)
{
    uint64_t targets = targets_of(text->machine, step, from);

    for (int to = 1; to < text->machine->state_count; to++) {
        struct way way = { step, from, to, promela_cap_of(text->machine, step) };
        if (targets >> to & 1) use(text, &way, guard);
    }
}

/* ---- names ---- */

const char *promela_counter_of(const struct text *text, const struct way *way)
{
    const struct apart *row = apart_of(text->machine, way->step->action);

    if (!row) return arena_printf(text->out->arena, "%s_%s", text->machine->name, way->cap->counter);
    return arena_printf(text->out->arena, "%s_%s_%s", text->machine->name, way->cap->counter,
                        promela_state_id(text, row->by_source ? way->from : way->to));
}

bool promela_is_counted(const struct counters *counters, const char *name)
{
    for (int i = 0; i < counters->count; i++)
        if (text_equal(counters->rows[i].name, name)) return true;
    return false;
}

static void count_ways(const struct text *text, const struct step *step, int from, struct counters *counters)
{
    uint64_t targets = targets_of(text->machine, step, from);
    const struct cap_row *cap = promela_cap_of(text->machine, step);

    for (int to = 1; cap && to < text->machine->state_count; to++) {
        struct way way = { step, from, to, cap };
        const char *name = targets >> to & 1 ? promela_counter_of(text, &way) : NULL;

        if (!name || promela_is_counted(counters, name) || counters->count == (int)COUNT(counters->rows)) continue;
        counters->rows[counters->count].name = name;
        counters->rows[counters->count++].most = cap->most;
    }
}

struct counters promela_counters_of(const struct text *text)
{
    struct counters counters = { .count = 0 };

    for (size_t i = 0; i < text->machine->step_count; i++)
        for (int from = 0; from < text->machine->state_count; from++)
            if (text->machine->steps[i].from >> from & 1) count_ways(text, &text->machine->steps[i], from, &counters);
    return counters;
}

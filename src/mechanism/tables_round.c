/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of round.def: every cell of the .def files is a name the compiler looks up here. */
#include "mechanism/tables.h"

#include "mechanism/conditions.h"
#include "mechanism/effects.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define OPEN true
#define FINAL false
#define REQUIRED true
#define OPTIONAL false
#define DOES(id) LAPSE_ACTION, ACT(id)
#define FLAG LAPSE_FLAG, -1
#define FLAG_THEN(id) LAPSE_FLAG_THEN, ACT(id)
#define FLAG_ONCE LAPSE_FLAG_ONCE, -1
#define STAY_RED LAPSE_STAY_RED, -1
#define FRESH HOW_FRESH, 0
#define RUN HOW_RUN, 0
#define ON HOW_ON, 0
#define PAUSED HOW_PAUSED, 0
#define PAUSED_ON HOW_PAUSED_ON, 0
/* --- the round --- */
#define S(state) (UINT64_C(1) << ROUND_##state)
#define ACT(id) ROUND_ACTION_##id
#define OPEN_STATES ((UINT64_C(1) << ROUND_finished) - 2)

static const struct state_row round_states[] = {
    { "new", "新", "", 0, TURN_nobody, false },
#define STATE(id, chinese, stop, turn, open, clause) { #id, chinese, clause, stop, TURN_##turn, open },
#include "mechanism/round.def"
};
static const struct clock_row round_clocks[] = {
#define CLOCK(id, chinese, counted, length, owner, clause) \
    { #id, chinese, clause, COUNTED_##counted, NULL, TURN_##owner },
#include "mechanism/round.def"
};
static const struct action_row round_actions[] = {
#define ACTION(id, chinese) { #id, chinese },
#include "mechanism/round.def"
};
static const struct runs_row round_runs[] = {
#define RUNS(state, clock, how, from) { ROUND_##state, ROUND_CLOCK_##clock, how, FROM_##from },
#include "mechanism/round.def"
};
static const struct lapse_row round_lapses[] = {
#define LAPSE(state, clock, when, ...) { ROUND_##state, ROUND_CLOCK_##clock, lapse_##when, __VA_ARGS__ },
#include "mechanism/round.def"
};
static const struct step round_steps[] = {
#define STEP(action, label, from, to, duty, when, effect, flags, clause) \
    { ROUND_ACTION_##action, label, from, ROUND_##to, duty, when_##when, effect_##effect, flags, clause },
#include "mechanism/round.def"
};
static const struct takes_row round_takes[] = {
#define TAKES(action, field, need) { ROUND_ACTION_##action, INPUT_##field, need },
#include "mechanism/round.def"
};
static const struct tell_row round_tells[] = {
#define TELL(action, whom, template) { ROUND_ACTION_##action, TELL_##whom, #template },
#include "mechanism/round.def"
};
static const struct cap_row round_caps[] = {
#define CAP(counter, action, most, then) { #counter, ROUND_ACTION_##action, most, then },
#include "mechanism/round.def"
};
static const struct repeats_row round_repeats[] = {
#define REPEATS(action, why) { ROUND_ACTION_##action, why },
#include "mechanism/round.def"
};

const struct machine round_machine = {
    MACHINE_round, "round", round_states, ROUND_STATES, round_clocks, ROUND_CLOCKS, round_actions,
    ROUND_ACTIONS, round_runs, COUNT(round_runs), round_lapses, COUNT(round_lapses), round_steps,
    COUNT(round_steps), round_takes, COUNT(round_takes), round_tells, COUNT(round_tells), round_caps,
    COUNT(round_caps), round_repeats, COUNT(round_repeats),
};

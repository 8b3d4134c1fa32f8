/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of appeal.def: every cell of the .def files is a name the compiler looks up here. */
#include "mechanism/tables.h"

#include "mechanism/conditions.h"
#include "mechanism/effects.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Lengths: one function per parameter, and the few that look at the appeal. */
#define INTEGER(name, initial, least, most, clause, chinese)                                         \
    static int length_##name(const struct policy *policy, const struct appeal *appeal)               \
    {                                                                                                \
        (void)appeal;                                                                                \
        return policy->name;                                                                         \
    }
#define CHOICE(name, initial, words, clause, chinese)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function" /* not every parameter is a length */
#include "mechanism/policy.def"
#pragma GCC diagnostic pop
#undef INTEGER
#undef CHOICE

static int length_reply_by_grade(const struct policy *policy, const struct appeal *appeal)
{
    return appeal->grade && strcmp(appeal->grade, "complex") == 0 ? policy->reply_days_complex : policy->reply_days;
}

static int length_reach_by_try(const struct policy *policy, const struct appeal *appeal)
{
    return appeal->reach_tries > 1 ? policy->reach_again_days : policy->reach_days;
}

static int length_one_day(const struct policy *policy, const struct appeal *appeal)
{
    (void)policy, (void)appeal;
    return 1;
}
#define length_no_length NULL

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

/* --- the appeal --- */
#define S(state) (UINT64_C(1) << STATE_##state)
#define ACT(id) ACTION_##id
#define ONCE(state) HOW_ONCE, STATE_##state
#define OPEN_STATES ((UINT64_C(1) << STATE_closed) - 2)
#define CO_STATES (S(assigned) | S(disputed) | S(handling))
#define CATALOGUE_STATES (CO_STATES | S(assessing) | S(awaiting_event))
#define WITHDRAWABLE                                                                                                 \
    (S(identity_review) | S(screening) | S(supplementing) | S(handed_down) | CATALOGUE_STATES | S(formal_reply) |   \
     S(escalated) | S(suspended) | S(releasing))
#define MOVABLE (S(screening) | S(supplementing) | S(handed_down) | CATALOGUE_STATES)

static const struct state_row appeal_states[] = {
    { "new", "新", "", 0, TURN_nobody, false },
#define STATE(id, chinese, stop, turn, open, clause) { #id, chinese, clause, stop, TURN_##turn, open },
#include "mechanism/appeal.def"
};
static const struct clock_row appeal_clocks[] = {
#define CLOCK(id, chinese, counted, length, owner, clause) \
    { #id, chinese, clause, COUNTED_##counted, length_##length, TURN_##owner },
#include "mechanism/appeal.def"
};
static const struct action_row appeal_actions[] = {
#define ACTION(id, chinese) { #id, chinese },
#include "mechanism/appeal.def"
};
static const struct runs_row appeal_runs[] = {
#define RUNS(state, clock, how, from) { STATE_##state, CLOCK_##clock, how, FROM_##from },
#include "mechanism/appeal.def"
};
static const struct lapse_row appeal_lapses[] = {
#define LAPSE(state, clock, when, ...) { STATE_##state, CLOCK_##clock, lapse_##when, __VA_ARGS__ },
#include "mechanism/appeal.def"
};
static const struct step appeal_steps[] = {
#define STEP(action, label, from, to, duty, when, effect, flags, clause) \
    { ACTION_##action, label, from, STATE_##to, duty, when_##when, effect_##effect, flags, clause },
#include "mechanism/appeal.def"
};
static const struct takes_row appeal_takes[] = {
#define TAKES(action, field, need) { ACTION_##action, INPUT_##field, need },
#include "mechanism/appeal.def"
};
static const struct tell_row appeal_tells[] = {
#define TELL(action, whom, template) { ACTION_##action, TELL_##whom, #template },
#include "mechanism/appeal.def"
};
static const struct cap_row appeal_caps[] = {
#define CAP(counter, action, most, then) { #counter, ACTION_##action, most, then },
#include "mechanism/appeal.def"
};
static const struct repeats_row appeal_repeats[] = {
#define REPEATS(action, why) { ACTION_##action, why },
#include "mechanism/appeal.def"
};

const struct machine appeal_machine = {
    MACHINE_appeal, "appeal", appeal_states, APPEAL_STATES, appeal_clocks, APPEAL_CLOCKS, appeal_actions,
    APPEAL_ACTIONS, appeal_runs, COUNT(appeal_runs), appeal_lapses, COUNT(appeal_lapses), appeal_steps,
    COUNT(appeal_steps), appeal_takes, COUNT(appeal_takes), appeal_tells, COUNT(appeal_tells), appeal_caps,
    COUNT(appeal_caps), appeal_repeats, COUNT(appeal_repeats),
};

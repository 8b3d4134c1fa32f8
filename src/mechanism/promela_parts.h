/* SPDX-License-Identifier: Apache-2.0 */
/* Private to promela*.c: how the rows are read for the model, and what is written of a machine. */
#pragma once

#include "mechanism/promela.h"

#define BIT(state) (UINT64_C(1) << (state))
#define COUNT(array) (sizeof(array) / sizeof *(array))

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

typedef void way_user(struct text *, const struct way *, const char *guard);

/* Every counter once, in the order of the steps. */
struct counters {
    struct {
        const char *name;
        int most;
    } rows[64];
    int count;
};

struct guard {
    struct error (*when)(const struct change *);
    const char *text;
    bool passes_on; /* where it does not hold, the next row of the action is meant */
};

struct sets {
    void (*effect)(struct change *);
    const char *text;
    int back; /* where a way back leads, if not to where it came from */
};

struct call {
    enum machine_id machine;
    int action;
    uint64_t from;
    const char *guard;
};

/* ---- promela_rows.c ---- */

const char *promela_state_id(const struct text *text, int state);
const char *promela_action_id(const struct text *text, const struct step *step);
const struct guard *promela_guard_of(const struct step *step);
const struct sets *promela_sets_of(const struct step *step);
const struct call *promela_call_of(const struct machine *machine, const struct step *step);
const struct cap_row *promela_cap_of(const struct machine *machine, const struct step *step);
bool promela_is_kept(const struct machine *machine, const struct step *step);
bool promela_clock_can_act(const struct machine *machine, const char *action, int state);
bool promela_surely_runs(const struct machine *machine, const struct runs_row *row);
bool promela_stands_still(const struct runs_row *row);
void promela_each_way(struct text *text, const struct step *step, int from, const char *guard, way_user *use);
const char *promela_counter_of(const struct text *text, const struct way *way);
struct counters promela_counters_of(const struct text *text);
bool promela_is_counted(const struct counters *counters, const char *name);
const char *promela_lapse_guard(const struct lapse_row *row);

/* ---- promela_steps.c ---- */

/* The rows of silence about a clock in a state, each with when it is the one that holds. */
typedef void lapse_user(struct text *, const struct runs_row *, const struct lapse_row *, const char *guard);
const char *promela_both(struct arena *arena, const char *one, const char *other);
void promela_each_lapse(struct text *text, const struct runs_row *runs, lapse_user *use);
bool promela_matters(const struct machine *machine, const struct runs_row *runs, const struct lapse_row *row);
void promela_put_silent(struct buffer *out, const char *state);
void promela_put_machine(struct buffer *out, const struct machine *machine);

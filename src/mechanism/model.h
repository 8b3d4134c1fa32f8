/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is the workflow sound? The rows of a machine, read as a graph: every state reachable and owned, a clock in each open
 * one, a result of every silence, an end from everywhere, every loop capped, every action with a clause, fields and a
 * notice (mechanism, rule 2 above all). Pure; works on any rows, so that a test can break a copy and see it found.
 */
#pragma once

#include "mechanism/tables.h"

struct finding {
    const char *check; /* stable: "unreachable" "no-owner" "no-clock" "no-silence" "dead-end" "endless-silence" "loop" … */
    const char *text;  /* what is wrong, in English, for whoever changed the rows */
};

size_t model_check(struct arena *, const struct machine *, struct finding **);

/* The small machines that hang on an appeal (dispatch.def). */
struct hanging {
    const struct hangs_row *states;
    size_t state_count;
    const struct move_row *moves;
    size_t move_count;
    const struct waits_row *waits;
    size_t waits_count;
};
struct hanging hanging_machines(void); /* of dispatch.def */
size_t model_check_hanging(struct arena *, const struct hanging *, struct finding **);

/* Where a step can lead from a state, as bits; `to` is followed for STAY and BACK too. Also for the picture. */
uint64_t model_targets(const struct machine *, const struct step *, int from);

/* Effects of every step into the state start one of its clocks; which one depends on what happened. */
bool model_is_started_by_effects(const struct machine *, int state);

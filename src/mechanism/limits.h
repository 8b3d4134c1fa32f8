/* SPDX-License-Identifier: Apache-2.0 */
/* The limits of a matter while a step is done: which start, run on, stand still or end, from the RUNS rows. Pure. */
#pragma once

#include "mechanism/workflow.h"

/* After the effect and the new state: ends, pauses, resumes and starts what the rows say, then refreshes. */
void limits_settle(struct change *);

/* For effects. NULL when there is none that is not ended. */
struct limit *limit_of(struct change *, int clock, const char *instance);
/* Any, the ended too. */
struct limit *limit_latest(struct change *, int clock, const char *instance);
void limit_end(struct change *, int clock, const char *instance, const char *reason);
/* Starts (anew) now; from says what it is anchored at. */
struct limit *limit_start(struct change *, int clock, const char *instance, enum runs_from from);
/* The same with a given last day. */
struct limit *limit_start_fixed(struct change *, int clock, const char *instance, day_t day);
/* Lets an ended limit run again: it ends at its old last day, or n working days from today, whichever is later. */
void limit_revive(struct change *, int clock, int at_least_days);
/* The day E of the appeal's round; NO_DAY without one. */
day_t event_day_of(const struct change *);
const struct round *round_of(const struct change *, const char *number); /* in the facts; NULL */

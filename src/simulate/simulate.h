/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mechanism played by people who are diligent, late, silent, absent or hostile, against the real use cases and a
 * real store on a virtual clock; what must always hold is checked after every event. The same seed plays the same.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct db;
struct event;

struct simulation_order {
    int64_t seed;
    int months;
    bool faults;       /* lost races, a store that fails, standstills */
    const char *store; /* an empty one; NULL: in memory */
    bool progress;     /* shown on a terminal */
    /* For tests: breaks something after an event, to see that it is found. NULL: nothing is broken. */
    struct error (*meddle)(struct db *, const struct event *);
};

/* What did not hold, and the fewest deeds that were found to lead there. */
struct violation {
    const char *invariant; /* its id; NULL: everything held */
    const char *meaning;   /* Chinese: what must always hold */
    const char *what;      /* Chinese: where and how it did not */
    const char *path;      /* the deeds, a line each */
    int64_t steps, of;     /* how many are left of how many */
    bool again;            /* it happened again when the deeds were played anew, so the path could be shortened */
};

struct simulation_result {
    int64_t deeds, refused, events, appeals, rounds, closed;
    int64_t notices, checks;           /* outbox rows and matters looked at */
    int64_t failures, races, standstills;
    const char *from, *until;          /* days */
    struct violation violation;
};

/* Errors are those of the store and of setting up; a violation is a result. */
struct error simulate(struct arena *, const struct simulation_order *, struct simulation_result *);

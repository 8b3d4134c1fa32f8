/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who runs what on which thread. A read runs on one of a few workers, each with
 * its own read connection. On SQLite every write goes through one thread that
 * takes whatever has queued, runs each in a savepoint and commits them together:
 * one fsync for many people. On PostgreSQL a write takes a connection of a pool
 * and its own transaction. Slow, pure work has its own lane. Queues are bounded.
 */
#pragma once

#include "sql/db.h"

enum lane { LANE_READ, LANE_WRITE, LANE_SLOW };
#define LANES 3

struct lanes;

/*
 * One piece of work. `run` gets a connection (NULL in LANE_SLOW) and may be called again when it
 * returned CONFLICT (lost race), up to twenty times in all, each in a fresh savepoint; a write is
 * committed only if run returned OK. `done` is called exactly once, on the lane's thread, with the final
 * outcome, and for a write only after the commit is on disk (or failed: then with that error).
 */
struct work {
    struct work *next; /* of the queue; leave alone */
    struct error (*run)(struct work *, struct db *);
    void (*done)(struct work *, struct error outcome);
};

struct lane_sizes {
    int readers;      /* threads of LANE_READ, 1 … 16 */
    int writers;      /* PostgreSQL: threads of LANE_WRITE; SQLite always has one */
    int slow;         /* threads of LANE_SLOW */
    int queue_length; /* per lane; a full lane refuses */
};

struct error lanes_start(const char *store, struct lane_sizes, struct lanes **);
/* UNAVAILABLE at once when the lane's queue is full or the lanes are stopping. */
struct error lanes_put(struct lanes *, enum lane, struct work *);
/* Refuses new work, finishes what is queued, joins, closes. */
void lanes_stop(struct lanes *);

struct lane_figures {
    int64_t commits, writes, largest_batch, queued[LANES];
};
struct lane_figures lanes_figures(struct lanes *);

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every use case gets from the runner. `now` is the time of business (moved
 * in rehearsal and simulation); `wall` is real time: sessions, sign-in codes,
 * send limits and lock-outs only. Nothing below web/ and jobs/ asks for the time.
 */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "mechanism/person.h"
#include "mechanism/world.h"
#include "sql/db.h"

struct context {
    struct arena *arena; /* of this request or job */
    struct db *db;       /* inside the runner's transaction for writes */
    instant_t now, wall;
    const struct world *world;
    struct person person;
    const char *address; /* where the request came from; NULL for jobs */
    bool rehearsal;
};

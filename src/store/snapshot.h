/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regions, jurisdictions, units, calendars and parameters as one immutable value.
 * It is loaded when the store's stamp is not that of a snapshot at hand, and
 * swapped whole. A stamp is random, so a snapshot read from writes that were
 * rolled back later can never be taken for another.
 *
 * One that was replaced is kept until SNAPSHOTS_KEPT newer ones have followed, and
 * then freed: no request or job sees that many changes. Whoever runs longer (a
 * rehearsal, a simulation) asks again before each step.
 */
#pragma once

#include "mechanism/world.h"
#include "store/calendars.h"

#define SNAPSHOTS_KEPT 32

/* One indexed row when nothing has changed. Safe on any thread. */
struct error snapshot_current(struct db *, struct arena *, const struct world **);
/* To be called by every write to what a snapshot holds. */
struct error snapshot_changed(struct db *, struct arena *);

/* The world as it would be with these days and closures instead of the stored ones; in the arena. NULL: as stored. */
struct calendar_instead {
    const struct calendar_day *days;
    size_t day_count;
    const struct closure *closures;
    size_t closure_count;
    int last_year; /* of the coverage */
};
struct error snapshot_load(struct db *, struct arena *, const struct calendar_instead *, struct world **);

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one order of all events: within a second of being recorded each gets the
 * next position, chained by SM3 to the one before. Who wrote down a position and
 * its digest can tell later whether anything up to there was touched.
 */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "sql/db.h"

#define SEALS_AT_ONCE 1000

/* Seals what waits, by at, subject, id and seq, at most SEALS_AT_ONCE; *count says how many. CONFLICT when another
 * process seals at the same moment: try again. */
struct error seals_seal(struct db *, struct arena *, instant_t wall, int64_t *count);

struct seal {
    int64_t position; /* from 1 */
    const char *subject;
    int64_t subject_id, seq;
    const char *event_digest;
    instant_t sealed_at; /* real time */
    const char *digest;
    const char *event_now; /* digest of that event as it is stored now; NULL: it is gone */
};

/* The last one; position 0 and digest "" when there is none. */
struct error seals_last(struct db *, struct arena *, struct seal *);
/* Those after a position, in order, at most `most`, with event_now. */
struct error seals_after(struct db *, struct arena *, int64_t position, int64_t most, struct seal **, size_t *count);
/* What its digest has to be behind one whose digest is `previous`. */
const char *seal_digest(struct arena *, const struct seal *, const char *previous);

/* Events that wait: how many, and since when the oldest does (real time; NO_INSTANT: none). */
struct error seals_waiting(struct db *, struct arena *, int64_t *count, instant_t *oldest);

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The record of everything done: append-only, each event chained by SM3 to the
 * one before it of the same subject. Subjects with a struct record: "appeal",
 * "round", "attachment", "suggestion"; others ("account", "policy" …) by a word
 * and a number of their own, with any JSON as change.
 */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "sql/db.h"

struct event {
    const char *subject;
    int64_t subject_id;
    int64_t seq;            /* from 1 within the subject */
    instant_t at;           /* time of business */
    instant_t wall;         /* real time, for the sealer; not read back */
    const char *actor;      /* account, the enterprise's code, "clock"; never NULL */
    const char *actor_name;
    const char *role;       /* id; never NULL */
    const char *unit, *address;
    const char *action;     /* never NULL */
    const char *clause, *state, *note;
    bool internal;          /* the note is not for the enterprise */
    const char *change;     /* JSON as from record_save; NULL: {} */
    const char *note_digest, *previous, *digest; /* set by event_append */
};

/* seq 0: takes the next; any other has to be the next, else CONFLICT. */
struct error event_append(struct db *, struct arena *, struct event *);

/* Oldest first, those after `after` (0: from the first), at most `most`. */
struct error events_list(struct db *, struct arena *, const char *subject, int64_t id, int64_t after, int64_t most,
                         struct event **, size_t *count);
struct error events_find(struct db *, struct arena *, const char *subject, int64_t id, int64_t seq,
                         struct event *); /* NOT_FOUND */

/* Those that were written at that real time or later and have no seal yet, by time of business, subject and seq. */
struct error events_unsealed(struct db *, struct arena *, instant_t wall, int64_t most, struct event **, size_t *count);

/* ── For verify ─────────────────────────────────────────────────────────── */

/* What the digest of an event has to be, from its other members. */
const char *event_digest(struct arena *, const struct event *);

/* An event as verify meets it. */
struct event_row {
    struct event event;
    const char *note_salt;
    int64_t seal; /* position; 0: none */
    bool waiting; /* for its seal */
};
/* All events, by subject, subject_id, seq, those after `after`; NULL: from the first. */
struct error events_after(struct db *, struct arena *, const struct event *after, int64_t most, struct event_row **,
                          size_t *count);

/* SPDX-License-Identifier: Apache-2.0 */
/* One run: its people, what they did, what is known of every matter. */
#pragma once

#include "demo/demo.h"
#include "mechanism/workflow.h"
#include "simulate/simulate.h"
#include "store/events.h"

/* ── Who ────────────────────────────────────────────────────────────────── */

struct behaviour {
    const char *name, *chinese;
    int share;  /* of a hundred actors */
    int idle;   /* of a hundred turns: nothing is done */
    int late;   /* …: nothing is done unless the clock is orange or red */
    int wrong;  /* …: any action at all, his or not */
    int stale;  /* …: with a version that is no more */
    int twice;  /* …: the same once more */
    int broken; /* of a hundred fields: what cannot be right */
};
extern const struct behaviour behaviours[];

struct actor {
    struct person person;
    const struct behaviour *behaviour;
    enum role_group group;
    instant_t away_until;
    const struct demo_enterprise *enterprise; /* NULL: of the staff */
};

/* ── What was done ──────────────────────────────────────────────────────── */

struct field {
    enum input_id input;
    struct given given;
};
enum deed_kind { DEED_submit, DEED_plan, DEED_appeal, DEED_round, DEED_upheaval, DEED_wait, DEED_until };
enum mishap { MISHAP_none, MISHAP_failure, MISHAP_race };

/* Complete in itself, so that it can be done again in another run. */
struct deed {
    enum deed_kind kind;
    instant_t at;
    const struct actor *actor; /* the cast of a seed is the same in every run */
    const char *number, *action;
    struct field *fields;
    size_t field_count;
    bool stale;
    enum mishap mishap;
    int64_t mishap_at;  /* the n-th statement */
    int upheaval;       /* row of upheavals.def */
    const char *first, *second;
    const char *became; /* number of what it created when it was recorded */
    /* of the last run */
    const char *now_number;
    enum error_kind outcome;
    const char *refusal;
};

struct deeds {
    struct deed **rows;
    size_t count, room;
};

/* ── What is known ──────────────────────────────────────────────────────── */

/* A matter as it was when last looked at; its memory is its own. */
struct kept {
    struct arena *arena;
    int64_t id, seq;
    int state;
    uint64_t visited;      /* states it has been in */
    bool changed;          /* since it was last loaded */
    instant_t next_due;
    size_t open_at;        /* its place among the open ones, from 1; 0: it is over */
    struct appeal *appeal; /* one of the two */
    struct round *round;
};
struct kept_list {
    struct kept **rows; /* appeals: by id */
    size_t count, room;
};

struct play {
    struct arena *arena; /* the run's */
    struct arena *step;  /* gone with the transaction */
    struct db *db;
    const struct simulation_order *order;
    struct context context;
    struct demo demo;
    struct dice dice;
    struct actor *cast;
    size_t cast_count;
    const char *places[4]; /* the city and three counties that run rounds */
    size_t place_count;
    day_t first, last;

    struct kept_list appeals, rounds;
    struct kept_list open; /* appeals, in no order that matters */
    struct round *headers; /* of rounds, as the facts of a step want them */
    size_t header_count;
    bool headers_old;

    struct deeds deeds;
    struct kept *last_kept; /* people often do a second thing to what they have before them */
    struct actor *last_actor;
    bool replaying;
    int file; /* what is attached */
    int64_t calls, unsealed, since_commit, since_look;
    instant_t excused_until; /* what failed on purpose may be set aside that long */
    struct simulation_result result;
};

/* ── play.c: the run ────────────────────────────────────────────────────── */

struct error play_open(struct play *, struct arena *, const struct simulation_order *, const char *store);
struct error play_run(struct play *);                        /* decides and does */
struct error play_again(struct play *, const struct deeds *); /* does what was decided */
void play_close(struct play *);
bool chance(struct play *, int percent);
size_t below(struct play *, size_t bound);

/* ── cast.c ─────────────────────────────────────────────────────────────── */

void cast_fill(struct play *);
struct actor *cast_any(struct play *);
/* Somebody whom it may concern: of the unit whose turn it is, of one that joins, of its jurisdiction, its enterprise. */
struct actor *cast_near(struct play *, const struct change *);

/* ── choose.c, values.c: what is done next ──────────────────────────────── */

struct deed *choose_deed(struct play *);
struct change *change_of(struct play *, const struct kept *, const struct person *);
/* Fills in what the action takes. */
void values_fill(struct play *, const struct actor *, struct change *, int action, struct input *);
/* What the step's condition would look at that a use case loads only then. */
void values_facts(struct play *, struct facts *, const struct input *);

/* ── deeds.c ────────────────────────────────────────────────────────────── */

struct deed *deed_new(struct play *, enum deed_kind, const struct actor *);
void deed_record(struct play *, struct deed *, const struct input *);
/* Does it, with all that is checked after it. Errors are the store's; what must hold is in the result. */
struct error deed_do(struct play *, struct deed *);
struct error sweep_until(struct play *, instant_t);
const char *deed_text(struct arena *, const struct deed *);

/* ── upheavals.c ────────────────────────────────────────────────────────── */

struct deed *upheaval_choose(struct play *);
struct error upheaval_do(struct play *, const struct deed *);
struct error upheaval_done(struct play *);

/* ── mirror.c ───────────────────────────────────────────────────────────── */

struct kept *mirror_appeal(struct play *, int64_t id);
struct kept *mirror_appeal_numbered(struct play *, const char *number);
struct kept *mirror_round(struct play *, int64_t id);
struct kept *mirror_round_numbered(struct play *, const char *number);
struct kept *mirror_new(struct play *, bool appeal, int64_t id);
struct error mirror_load(struct play *, struct kept *);
/* As gather_for_appeal and gather_for_round, from memory; good until the next event. */
void mirror_facts(struct play *, struct arena *, const struct kept *, struct facts *);
instant_t mirror_next_due(const struct play *);
void mirror_free(struct play *);

/* ── check*.c: what must hold ───────────────────────────────────────────── */

/* The first that does not hold stays. Chinese, with the matter. */
void violate(struct play *, int invariant, const char *format, ...) __attribute__((format(printf, 3, 4)));
static inline bool violated(const struct play *play) { return play->result.violation.invariant != NULL; }

/* All that was written since the last call. `refused`: nothing may have been. */
struct error check_events(struct play *, bool refused);
struct error check_notices(struct play *, const struct event *, const struct kept *);
void check_appeal(struct play *, const struct kept *);
void check_round(struct play *, const struct kept *);
struct error check_all(struct play *, bool last); /* at intervals, and at the end */
struct error check_sight(struct play *);

enum invariant {
#define INVARIANT(id, chinese) INVARIANT_##id,
#include "simulate/invariants.def"
#undef INVARIANT
    INVARIANTS
};

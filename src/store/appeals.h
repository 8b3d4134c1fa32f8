/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists of appeals. Whose they are for is a condition here that gives exactly the answer of may_see_appeal
 * (mechanism/permission.c); test/lists_test.c compares the two.
 */
#pragma once

#include "mechanism/workflow.h"
#include "sql/db.h"

/* Through whose eyes. */
struct sight {
    const struct world *world;
    const struct person *person;
    day_t today;
};

#define FILTER_STATES 32

/* What is NULL, 0 or false does not narrow. */
struct appeal_filter {
    int states[FILTER_STATES];
    size_t state_count;
    const char *jurisdiction, *round, *region, *category, *channel;
    const char *unit;    /* leads or joins */
    const char *lead_unit;
    const char *co_unit; /* has not answered yet */
    const char *officer; /* handed to that account, or to nobody yet */
    const char *words;   /* to be searched for */
    bool overdue, not_overdue;
    bool asks;    /* a request waits */
    bool ordered; /* a supervision order waits for its answer */
    instant_t now; /* for overdue */
    int64_t flags; /* has one of them */
    int64_t before; /* id: the page behind that one */
    int limit;      /* 1 … 1000 */
};

/* Newest first, with dispatches and limits, without requests and orders. */
struct error appeals_list(struct db *, struct arena *, const struct sight *, const struct appeal_filter *,
                          struct appeal **, size_t *count);
/* How many, but no more than `most` (the same filter without page). */
struct error appeals_count(struct db *, struct arena *, const struct sight *, const struct appeal_filter *, int most,
                           int64_t *count);
/* Which of these may be seen; at most 200. */
struct error appeals_seen(struct db *, struct arena *, const struct sight *, const int64_t *ids, size_t count,
                          bool *seen);
/* By their numbers, in any order, with dispatches and limits; at most 200. */
struct error appeals_numbered(struct db *, struct arena *, const int64_t *ids, size_t count, struct appeal **,
                              size_t *found);

/* Everything, oldest first, without what hangs on it. */
struct error appeals_after(struct db *, struct arena *, int64_t after, int most, struct appeal **, size_t *count);
/* With a published commitment, newest first, without what hangs on it. A confidential one is not published before it
 * is cleared. `before`: committed_at and id of the last one of the page before; NO_INSTANT: from the newest. */
struct error appeals_committed(struct db *, struct arena *, const char *jurisdiction, instant_t before,
                               int64_t before_id, int most, struct appeal **, size_t *count);

/* The year's figures for everybody, of one jurisdiction. */
struct appeal_figures {
    int64_t received, admitted, replied, replied_in_time, closed, closed_days, rated, satisfied, defaulted, unreached;
    int64_t commitments;
};
struct error appeals_figures(struct db *, struct arena *, const char *jurisdiction, instant_t from, instant_t until,
                             struct appeal_figures *);
/* How many wait for a round, submitted. */
struct error appeals_of_round(struct db *, struct arena *, const char *round, int64_t *count);

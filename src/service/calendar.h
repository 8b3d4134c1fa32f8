/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The year as it is counted, local closures, and amendments: what a new or second
 * notice would change is shown before it is done (mechanism, section 2).
 */
#pragma once

#include "service/context.h"
#include "store/calendars.h"

struct calendar_day_card {
    day_t day;
    bool working;
    const char *why; /* for people */
    bool moved;      /* by a notice or a closure; else a plain weekday or weekend */
};
struct calendar_card {
    const char *jurisdiction;
    int year;
    const char *version;
    day_t first, horizon;
    bool provisional; /* past the horizon: plain weekdays */
    int working_days;
    struct calendar_day_card *days; /* all of the year */
    size_t day_count;
    struct calendar_notice *notices; /* of that year */
    size_t notice_count;
};
/* For everybody. NOT_FOUND for years before 2007 and past 2199. */
struct error calendar_show(struct context *, const char *jurisdiction, int year, struct calendar_card *);

/* A limit that moves with the calendar. */
struct limit_move {
    const char *number, *clock, *label; /* of the appeal, round or suggestion */
    instant_t before, after;
};
/* Which open limits move when `after` takes the place of `before`; with commit it recomputes and journals them, and
 * never raises an alarm a second time. Given by whoever keeps the clocks; NULL where there are none. */
typedef struct error limits_follow(struct context *, const struct world *before, const struct world *after, bool commit,
                                   struct limit_move **, size_t *count);

struct calendar_amendment {
    struct calendar_change *changes;
    size_t change_count;
    day_t horizon_before, horizon_after;
    struct limit_move *moves;
    size_t move_count;
};

/* The whole set of stored days as it shall be, up to the end of last_year; `what` goes into the list of versions. */
struct calendar_plan {
    const struct calendar_day *days;
    size_t day_count;
    int last_year;
    const struct calendar_notice *notices; /* new ones */
    size_t notice_count;
    const char *what;
};
/* Shows, and with commit does it. Checks no duty: that is its callers'. */
struct error calendar_amend(struct context *, const struct calendar_plan *, limits_follow *, bool commit,
                            struct calendar_amendment *);

/* A day on which a jurisdiction does not work (typhoon …), or no longer one. */
struct error calendar_close(struct context *, const char *jurisdiction, day_t, const char *reason, limits_follow *,
                            bool commit, struct calendar_amendment *);
struct error calendar_reopen(struct context *, const char *jurisdiction, day_t, limits_follow *, bool commit,
                             struct calendar_amendment *);

/* From 1 November on: the year whose notice is still missing; 0 when none is. */
int calendar_missing_year(const struct world *, day_t today);

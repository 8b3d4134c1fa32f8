/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Working days: Mon–Fri less the days off of the State Council's yearly notices,
 * plus their make-up days (mechanism, section 2). An immutable snapshot with a
 * version and a coverage horizon; prefix sums, so every question is O(1) or a
 * short binary search whatever n is. Past the horizon plain weekdays are used
 * and said to be provisional.
 */
#pragma once

#include "base/arena.h"
#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>

enum calendar_kind { CALENDAR_OFF, CALENDAR_WORK, CALENDAR_PLAIN };

/* A day that a notice or a local closure moves. */
struct calendar_entry {
    day_t day;
    enum calendar_kind kind;
    const char *why;    /* "春节", or the reason of a closure */
    const char *notice; /* address or number of the notice; NULL for a local closure */
};

struct calendar; /* of one jurisdiction: the notices and its local closures */

/* entries in any order, a later one for the same day wins; first and last: the coverage, whole years.
 * Lives in the arena. */
struct calendar *calendar_new(struct arena *, const char *version, day_t first, day_t last,
                              const struct calendar_entry *, size_t count);

const char *calendar_version(const struct calendar *);
day_t calendar_first(const struct calendar *); /* of the coverage */
day_t calendar_horizon(const struct calendar *); /* the last day covered */
bool calendar_covers(const struct calendar *, day_t);

bool calendar_is_working(const struct calendar *, day_t);
/* The n-th working day after day (n>0) or before it (n<0), day itself not counted; n=0: day itself or
 * the next working day. */
day_t calendar_add(const struct calendar *, day_t, int n);
/* How many working days lie after `after` up to and including `through`; 0 if through <= after. */
int calendar_between(const struct calendar *, day_t after, day_t through);
/* Why the day is what it is: the entry of a notice or closure, or NULL for a plain weekday or weekend. */
const struct calendar_entry *calendar_entry_of(const struct calendar *, day_t);
/* For people: "工作日", "周末", "春节放假", "调休上班（春节）", "本地停工：台风" … */
const char *calendar_why(const struct calendar *, struct arena *, day_t);

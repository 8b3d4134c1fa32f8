/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The round's timetable (mechanism, section 3): all days of a round from its
 * event day E and the event before it, the day proposed for a month with its
 * candidates, a year ahead, and which round an appeal can still make. Every
 * offset is a parameter. Pure: nothing here knows what time it is.
 */
#pragma once

#include "mechanism/calendar.h"
#include "mechanism/policy.h"

struct round_dates {
#define ROUND_DATE(key, chinese, clause) day_t key;
#include "mechanism/round_dates.def"
#undef ROUND_DATE
    day_t soft_reply;    /* target for replies that are to be in the catalogue; no limit */
    day_t agenda_target; /* target for the agenda; no limit */
};

struct round_date_name {
    const char *key, *chinese, *clause;
    size_t offset; /* in struct round_dates */
};
extern const struct round_date_name round_date_names[];
extern const size_t round_date_count;
day_t round_date_of(const struct round_dates *, const struct round_date_name *);

/* The days of a round. previous_event NO_DAY (a jurisdiction's first round, a special session): open and announce are
 * NO_DAY, for the caller to set with planner_open_on. */
struct round_dates planner_dates(const struct calendar *, const struct policy *, day_t previous_event, day_t event);
/* 00:00 of which day intake opens after an event. */
day_t planner_opening(const struct calendar *, const struct policy *, day_t previous_event);
/* Opens on a day given otherwise: when planned, or after a cancelled round. */
void planner_open_on(struct round_dates *, day_t open);
/* Whether any of the days lies outside the calendar's coverage. */
bool planner_is_provisional(const struct calendar *, const struct round_dates *);

/* Whether an event may be held: a working day, Mon–Fri unless event_on_makeup_day. */
bool planner_can_hold(const struct calendar *, const struct policy *, day_t);
/* The day the event rule names for a month, working day or not. */
day_t planner_rule_day(const struct policy *, int year, int month);

enum candidate_kind { CANDIDATE_RULE, CANDIDATE_NEXT, CANDIDATE_PREVIOUS, CANDIDATE_NEXT_WEEK };

struct candidate {
    enum candidate_kind kind;
    struct round_dates dates;
    day_t next_open; /* where this is chosen: the opening after it */
    const char *why; /* Chinese */
};

/* What is proposed for a month: the rule's day, or where that is no working day, up to three others. */
struct proposal {
    int year, month;
    day_t rule_day;
    bool collision;
    struct candidate candidates[3]; /* the first stands if nobody chooses */
    size_t count;
};
struct proposal planner_propose(const struct calendar *, const struct policy *, day_t previous_event, int year,
                                int month);
/* The proposal after an event, wherever that was moved: the first month whose round has a day of intake. */
struct proposal planner_next(const struct calendar *, const struct policy *, day_t previous_event);

/* Working days on which appeals are taken for the round. */
int planner_intake_days(const struct calendar *, const struct round_dates *);
/* The first day from whose submission on an appeal that uses every limit (screening, reply, assessment) misses the
 * catalogue; the opening day itself where none can make it. */
day_t planner_misses_from(const struct calendar *, const struct policy *, const struct round_dates *);

struct planned_round {
    int year, ordinal;
    const char *number; /* 445100-2026-03 */
    const char *label;  /* 2026年第3期 */
    struct proposal proposal;
    struct round_dates dates; /* of the first candidate */
    day_t next_open;
    int intake_days;
    day_t misses_from;
    bool provisional;
};
enum { ROUNDS_A_YEAR = 12 };
/* A year as the rule proposes it. previous_event: the last of the year before; NO_DAY: as the rule proposes it. */
void planner_year(struct arena *, const struct calendar *, const struct policy *, const char *jurisdiction, int year,
                  day_t previous_event, struct planned_round rounds[ROUNDS_A_YEAR]);
/* "445100-2026-03", and "2026年第3期"; special sessions: "445100-2026-Z01", "2026年专项第1期". */
const char *planner_number(struct arena *, const char *jurisdiction, int year, int ordinal, bool special);
const char *planner_label(struct arena *, int year, int ordinal, bool special);

/* One of the rounds an appeal may join, in the order of their events; cancelled and special ones are left out. */
struct round_slot {
    const char *label;
    struct round_dates dates;
};

struct outlook {
    size_t round;       /* in the list; the list's count where none is planned yet */
    bool queued;        /* submitted while closed: screening runs from the opening */
    bool moved;         /* was not assigned by the catalogue of the round it was submitted for */
    bool surely_listed; /* even a screening that uses its limit ends before the catalogue */
    bool full_length;   /* so do reply and assessment after it */
    day_t screen_due, reply_due, assess_due; /* last days, if every limit is used */
    const char *why;                         /* Chinese, for the enterprise and the coordinator */
};
/* For an appeal not assigned yet, as seen at `now` (at submission: the same instant). Pauses are left out. */
struct outlook planner_makes(struct arena *, const struct calendar *, const struct policy *,
                             const struct round_slot *, size_t count, instant_t submitted, instant_t now);

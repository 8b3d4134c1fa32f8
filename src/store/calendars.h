/* SPDX-License-Identifier: Apache-2.0 */
/* The notices' days, local closures, and every version the calendar has had. */
#pragma once

#include "base/arena.h"
#include "mechanism/calendar.h"
#include "sql/db.h"

struct calendar_notice {
    int year, part;
    const char *source;
    instant_t loaded_at;
    const char *loaded_by;
};
struct error notices_all(struct db *, struct arena *, struct calendar_notice **, size_t *count); /* by year and part */
struct error notices_add(struct db *, const struct calendar_notice *);

struct calendar_day {
    day_t day;
    enum calendar_kind kind; /* OFF or WORK; PLAIN: the day is as its weekday */
    const char *why;
    int notice_year, notice_part;
};
struct error days_all(struct db *, struct arena *, struct calendar_day **, size_t *count); /* by day */
/* PLAIN takes the stored day away. */
struct error days_put(struct db *, struct arena *, const struct calendar_day *);

struct closure {
    const char *jurisdiction;
    day_t day;
    const char *reason;
    instant_t at;
    const char *by_name;
};
struct error closures_all(struct db *, struct arena *, struct closure **, size_t *count);
struct error closures_put(struct db *, struct arena *, const struct closure *);
struct error closures_remove(struct db *, struct arena *, const char *jurisdiction, day_t, bool *removed);

struct calendar_change {
    const char *jurisdiction; /* "" for a notice */
    day_t day;
    enum calendar_kind before, after;
    const char *why; /* the holiday or the closure's reason, for people; not stored */
};
struct error calendar_versions_add(struct db *, struct arena *, instant_t at, const char *by_name, const char *what,
                                   const struct calendar_change *, size_t count, int64_t *version);
struct error calendar_versions_last(struct db *, struct arena *, int64_t *version);

struct calendar_version {
    int64_t id;
    instant_t at;
    const char *by_name, *what;
};
struct error calendar_versions_list(struct db *, struct arena *, struct calendar_version **, size_t *count);

const char *calendar_kind_word(enum calendar_kind); /* "off", "work", "plain" */

/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of rounds, which every signed-in account may see. */
#pragma once

#include "mechanism/tables.h"
#include "sql/db.h"

/* What is NULL, 0 or NO_DAY does not narrow. */
struct round_filter {
    const char *jurisdiction;
    int state;
    int year;
    bool announced; /* only those whose announcement is out */
    bool ordinary;  /* no special sessions */
    day_t from, until; /* event days, both included */
    day_t before;      /* page: the event day and id of the last one seen */
    int64_t before_id;
    bool oldest_first; /* without pages */
    int limit;
};
/* By event day, the latest first; without what hangs on them. */
struct error rounds_list(struct db *, struct arena *, const struct round_filter *, struct round **, size_t *count);
/* Intake: the one that is open, else the next to open; *round NULL when nothing is planned. */
struct error round_open_or_next(struct db *, struct arena *, const char *jurisdiction, struct round **round);

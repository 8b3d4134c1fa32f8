/* SPDX-License-Identifier: Apache-2.0 */
/* Who attends and who convenes, month by month (一; mechanism, section 1: office). */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "sql/db.h"

struct roster_month {
    const char *jurisdiction, *month; /* month: YYYY-MM */
    int64_t leader, secretary;        /* accounts */
    instant_t changed_at;
    const char *changed_by;
};
/* By month, from and until included; NULL: open. At most 240. */
struct error rosters_list(struct db *, struct arena *, const char *jurisdiction, const char *from, const char *until,
                          struct roster_month **, size_t *count);
struct error rosters_put(struct db *, const struct roster_month *);

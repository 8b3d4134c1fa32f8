/* SPDX-License-Identifier: Apache-2.0 */
/* The office rosters a leader and a secretary for each month, in turn (一; mechanism, section 1). */
#pragma once

#include "service/context.h"

struct roster_card {
    const char *month;                /* YYYY-MM */
    const char *leader, *leader_name; /* account, name as shown */
    const char *secretary, *secretary_name;
    bool proposed; /* nobody has set it yet */
};

/* The months from `from` on, as many as asked (1 … 24): the set ones, and for others the next in turn as a proposal. */
struct error roster_show(struct context *, const char *jurisdiction, const char *from, size_t months,
                         struct roster_card *);
/* Every month that is set, oldest first. */
struct error roster_set_months(struct context *, const char *jurisdiction, struct roster_card **, size_t *count);
struct error roster_set(struct context *, const char *jurisdiction, const char *month, const char *leader,
                        const char *secretary);

/* For rounds, without a check of duty: who is set for the month, else the next in turn; 0 when nobody has the role. */
struct error roster_of_month(struct context *, const char *jurisdiction, const char *month, int64_t *leader,
                             int64_t *secretary);
/* Whether the account has that role in the jurisdiction and so stands on its roster. */
struct error roster_has(struct context *, const char *jurisdiction, enum role, const char *account, int64_t *id);

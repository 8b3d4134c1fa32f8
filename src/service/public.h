/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What visitors may see (section 8): whether the platform is open, the round's timetable, announcements, commitments
 * with progress (an enterprise named only with its consent, a confidential one's only when cleared), and the progress
 * of one appeal for whoever holds its receipt.
 */
#pragma once

#include "service/front.h"
#include "service/open_appeal.h"
#include "service/open_round.h"

/* NOT_FOUND for an unknown jurisdiction. */
struct error front_open(struct context *, const char *jurisdiction, struct front_view *);

struct public_commitment {
    int64_t id;
    const char *title;      /* NULL for a confidential appeal */
    const char *enterprise; /* NULL without its consent */
    const char *round, *jurisdiction, *jurisdiction_name, *unit, *unit_name, *leader, *person, *measures;
    instant_t committed_at;
    day_t done_by;
    bool done, late;
    const char *colour, *words; /* blue yellow orange red done; 还有20个工作日 */
    const char *progress, *result; /* NULL */
    instant_t progress_at;
};
struct commitment_page {
    instant_t before; /* of the last one seen; NO_INSTANT: from the newest */
    int64_t before_id;
    int limit;
};
/* jurisdiction NULL: all. */
struct error list_commitments(struct context *, const char *jurisdiction, const struct commitment_page *,
                              struct public_commitment **, size_t *count, bool *more);

/* The appeal as its own enterprise sees it; NOT_FOUND when number and code do not go together. */
struct error open_by_receipt(struct context *, const char *number, const char *query_code, struct appeal_view *,
                             struct past_view **, size_t *past_count);
/* TOO_OFTEN while too much was guessed from this address. */
struct error receipt_guess_check(struct context *, const char *number);
/* Write lane: counts a wrong guess. */
struct error receipt_guess_count(struct context *, const char *number);

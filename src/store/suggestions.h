/* SPDX-License-Identifier: Apache-2.0 */
/* Suggestions about the platform itself (三(四)), answered within ten working days. */
#pragma once

#include "mechanism/record.h"
#include "sql/db.h"

struct suggestion {
#define SUGGESTION(kind, name) MEMBER(kind, name)
#include "store/suggestions.def"
};
extern const struct record suggestion_record; /* for record_load, record_save, record_rebuild */

/* Those of one jurisdiction, or with `others` all but those; by id, behind `after` (0: from the first). */
struct suggestion_filter {
    const char *jurisdiction;
    bool others, newest_first;
    int64_t state; /* enum suggestion_state */
    int64_t after, most;
};
struct error suggestions_list(struct db *, struct arena *, const struct suggestion_filter *, struct suggestion **,
                              size_t *count);
struct error suggestions_count(struct db *, struct arena *, const struct suggestion_filter *, int64_t *count);

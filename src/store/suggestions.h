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

/* Of one jurisdiction, or of all (NULL), in one state, by id, those after `after`. */
struct error suggestions_list(struct db *, struct arena *, const char *jurisdiction, int64_t state, int64_t after,
                              int64_t most, struct suggestion **, size_t *count);
/* At which the sweep must look. */
struct error suggestions_due(struct db *, struct arena *, instant_t now, int64_t most, struct suggestion **,
                             size_t *count);

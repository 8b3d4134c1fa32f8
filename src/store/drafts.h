/* SPDX-License-Identifier: Apache-2.0 */
/* Submissions that somebody stopped in the middle of. `owner`: any text that names him. */
#pragma once

#include "base/date.h"
#include "sql/db.h"

#define DRAFT_KEPT (30 * ONE_DAY)

/* NOT_FOUND when there is none. */
struct error drafts_find(struct db *, struct arena *, const char *owner, const char **text);
/* In place of an earlier one. */
struct error drafts_put(struct db *, struct arena *, const char *owner, const char *text, instant_t wall);
struct error drafts_drop(struct db *, struct arena *, const char *owner);
struct error drafts_tidy(struct db *, instant_t before);

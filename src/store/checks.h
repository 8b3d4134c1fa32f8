/* SPDX-License-Identifier: Apache-2.0 */
/* Questions that only `ztc verify` and `ztc check` ask: rows that should not be there. */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "sql/db.h"

/* The first row that belongs to nothing: a matter without an event, a child without its parent, a notice of no event …
 * In Chinese; NULL: none. */
struct error checks_stray(struct db *, struct arena *, const char **stray);
/* The first event that waits for its seal wrongly: altered, or passed over although later ones were sealed. */
struct error checks_waiting(struct db *, struct arena *, instant_t newest_seal, const char **fault);
/* The first appeal whose look-up key does not fit its phone. */
struct error checks_phone(struct db *, struct arena *, const char **fault);

/* Which database, in words; and what its own check of the file says, NULL: nothing wrong. */
struct error checks_engine(struct db *, struct arena *, const char **engine, const char **damage);

struct checks_figures {
    int64_t events, seals, appeals, rounds, attachments;
};
struct error checks_figures(struct db *, struct arena *, struct checks_figures *);

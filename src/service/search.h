/* SPDX-License-Identifier: Apache-2.0 */
/* What of an appeal can be searched, kept with every step (store/search). */
#pragma once

#include "mechanism/record.h"
#include "service/context.h"

/* In the transaction of a step: stores the texts that differ. `before` NULL, or without an id: all of them are new. */
struct error search_store(struct context *, const struct appeal *before, const struct appeal *after);
/* All appeals anew, after a restore or a move from another store. */
struct error search_rebuild(struct db *);

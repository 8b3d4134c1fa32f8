/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The whole of one store into another, of the same kind or the other: every table
 * that both have, row by row. What only one kind of store can hold (the index of the
 * search) is made from the rest and not copied: service/search makes it anew.
 */
#pragma once

#include "base/arena.h"
#include "base/progress.h"
#include "sql/db.h"

/* `from` inside a reading transaction, `to` inside a writing one and brought to the same schema; what `to` held of
 * these tables is gone. *rows counts. */
struct error copy_store(struct db *from, struct db *to, struct progress *, int64_t *rows);
/* Nothing in it that somebody put there. */
struct error copy_is_empty(struct db *, struct arena *, bool *empty);
/* Rows of all tables, for the progress. */
struct error copy_count(struct db *, struct arena *, int64_t *rows);

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Appeals, rounds and whatever else has a struct record, in and out of their
 * tables. The SQL is made from the record's columns; PRIVATE ones pass through
 * store/sealed. A save also says what changed, for the event that tells of it.
 */
#pragma once

#include "mechanism/record.h"
#include "sql/db.h"

/* `matter` is the record's struct, filled whole; children are in the order of their keys. NOT_FOUND. */
struct error record_load(struct db *, struct arena *, const struct record *, int64_t id, void *matter);
struct error record_load_number(struct db *, struct arena *, const struct record *, const char *number, void *matter);

/*
 * Stores what differs between the two; `before` NULL: all of it is new. Sets after->version to one more. CONFLICT when
 * somebody else changed the matter since `before` was loaded.
 * *change is JSON, the same for the same two matters:
 * {"appeal":{"state":[1,2]},"dispatch":{"gxj,1":{"why":[null,"…"]}}}; a key column in it means that the row came or went, a PRIVATE column shows salted digests.
 */
struct error record_save(struct db *, struct arena *, const struct record *, const void *before, void *after,
                         const char **change);

/* For lists elsewhere in store/: `SELECT "id", … FROM "appeal"` and the rest, of which there are few, as it stands; lives for ever.
 * Of a child's table the parent is the last column. And one row of it, lists left empty. */
const char *record_select(const struct table *, const char *rest);
void record_read(struct arena *, const struct table *, const struct rows *, size_t row, void *to);

/* ── For verify and rebuild ─────────────────────────────────────────────── */

/* The key of a row under its parent: its key columns, commas between. */
const char *record_key(struct arena *, const struct table *, const void *row);
/* What the record of events holds of a column: PRIVATE as the salted digest. NULL: none. */
const char *record_shown(struct arena *, const struct column *, const void *row, const char *salt);
/* *salt NULL: none. */
struct error record_salt(struct db *, struct arena *, const char *subject, int64_t id, const char **salt);

struct record_list {
    char *rows;
    size_t count;
};
static inline struct record_list *record_list(const struct table *table, void *matter)
{
    return (struct record_list *)(void *)((char *)matter + table->list_offset);
}
void record_sort(const struct table *, struct record_list *); /* by key */

/* SPDX-License-Identifier: Apache-2.0 */
#include "store/suggestions.h"

#include "store/records.h"

static const struct column columns[] = {
#define SUGGESTION(kind, name) { kind, #name, offsetof(struct suggestion, name) },
#include "store/suggestions.def"
};
static const struct table table = {
    .name = "suggestion",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .row_size = sizeof(struct suggestion),
    .key_count = 1,
};
const struct record suggestion_record = { "suggestion", &table, 1, sizeof(struct suggestion) };

static const char *place_of(const struct suggestion_filter *filter)
{
    return filter->others ? "jurisdiction <> $1" : "jurisdiction = $1";
}

struct error suggestions_list(struct db *db, struct arena *arena, const struct suggestion_filter *filter,
                              struct suggestion **suggestions, size_t *count)
{
    struct rows rows;
    int64_t after = filter->after || !filter->newest_first ? filter->after : INT64_MAX;
    const char *order = filter->newest_first ? "id < $3 ORDER BY id DESC" : "id > $3 ORDER BY id";
    const char *rest = arena_printf(arena, " WHERE %s AND state = $2 AND %s LIMIT $4", place_of(filter), order);
    const char *sql = record_select(&table, rest);

    TRY(db_query(db, arena, &rows, sql, TEXT(filter->jurisdiction), INT(filter->state), INT(after), INT(filter->most)));
    *count = rows.count;
    *suggestions = ARENA_ARRAY(arena, struct suggestion, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++) record_read(arena, &table, &rows, i, &(*suggestions)[i]);
    return OK;
}

struct error suggestions_count(struct db *db, struct arena *arena, const struct suggestion_filter *filter,
                               int64_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 arena_printf(arena, "SELECT COUNT(*) FROM suggestion WHERE %s AND state = $2", place_of(filter)),
                 TEXT(filter->jurisdiction), INT(filter->state)));
    *count = row_int(&rows, 0, 0);
    return OK;
}

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

static void read_all(struct arena *arena, const struct rows *rows, struct suggestion **suggestions, size_t *count)
{
    *count = rows->count;
    *suggestions = ARENA_ARRAY(arena, struct suggestion, rows->count);
    for (size_t i = 0; i < rows->count; i++) record_read(arena, &table, rows, i, &(*suggestions)[i]);
}

struct error suggestions_list(struct db *db, struct arena *arena, const char *jurisdiction, int64_t state,
                              int64_t after, int64_t most, struct suggestion **suggestions, size_t *count)
{
    struct rows rows;
    const char *sql = arena_printf(arena,
                                   "%s WHERE ($1 = '' OR jurisdiction = $1) AND state = $2 AND id > $3"
                                   " ORDER BY id LIMIT $4",
                                   record_select(arena, &table));

    TRY(db_query(db, arena, &rows, sql, TEXT(jurisdiction ? jurisdiction : ""), INT(state), INT(after), INT(most)));
    read_all(arena, &rows, suggestions, count);
    return OK;
}

struct error suggestions_due(struct db *db, struct arena *arena, instant_t now, int64_t most,
                             struct suggestion **suggestions, size_t *count)
{
    struct rows rows;
    const char *sql = arena_printf(arena, "%s WHERE next_at <= $1 ORDER BY next_at, id LIMIT $2",
                                   record_select(arena, &table));

    TRY(db_query(db, arena, &rows, sql, INT(now), INT(most)));
    read_all(arena, &rows, suggestions, count);
    return OK;
}

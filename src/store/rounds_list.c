/* SPDX-License-Identifier: Apache-2.0 */
#include "store/rounds_list.h"

#include "store/records.h"
#include "store/statement.h"

#define ROUND (&round_record.tables[0])

static void read_rounds(struct arena *arena, const struct rows *rows, struct round **rounds, size_t *count)
{
    *count = rows->count;
    *rounds = ARENA_ARRAY(arena, struct round, rows->count + 1);
    for (size_t i = 0; i < rows->count; i++) record_read(arena, ROUND, rows, i, &(*rounds)[i]);
}

static void narrow(struct statement *statement, struct arena *arena, const struct round_filter *filter)
{
    if (filter->jurisdiction) statement_add(statement, " AND jurisdiction = ?", TEXT(filter->jurisdiction));
    if (filter->state) statement_add(statement, " AND state = ?", INT(filter->state));
    if (filter->year) statement_add(statement, " AND year = ?", INT(filter->year));
    if (filter->announced) statement_add(statement, " AND announced_at IS NOT NULL");
    if (filter->ordinary) statement_add(statement, " AND special = 0");
    if (filter->from) statement_add(statement, " AND event_day >= ?", TEXT(day_text(arena, filter->from)));
    if (filter->until) statement_add(statement, " AND event_day <= ?", TEXT(day_text(arena, filter->until)));
    if (filter->before)
        statement_add(statement, " AND (event_day < ? OR (event_day = ? AND id < ?))",
                      TEXT(day_text(arena, filter->before)), TEXT(day_text(arena, filter->before)),
                      INT(filter->before_id));
}

struct error rounds_list(struct db *db, struct arena *arena, const struct round_filter *filter, struct round **rounds,
                         size_t *count)
{
    struct statement statement;
    struct rows rows;

    statement_init(&statement, arena);
    statement_add(&statement, record_select(ROUND, " WHERE 1 = 1"));
    narrow(&statement, arena, filter);
    statement_add(&statement, filter->oldest_first ? " ORDER BY event_day, id LIMIT ?"
                                                   : " ORDER BY event_day DESC, id DESC LIMIT ?",
                  INT(filter->limit));
    TRY(statement_query(&statement, db, arena, &rows));
    read_rounds(arena, &rows, rounds, count);
    return OK;
}

struct error round_open_or_next(struct db *db, struct arena *arena, const char *jurisdiction, struct round **round)
{
    struct statement statement;
    struct rows rows;
    size_t count;

    statement_init(&statement, arena);
    statement_add(&statement, record_select(ROUND, ""));
    statement_add(&statement,
                  " WHERE jurisdiction = ? AND special = 0 AND state IN (?, ?)"
                  " ORDER BY state DESC, event_day, id LIMIT 1",
                  TEXT(jurisdiction), INT(ROUND_open), INT(ROUND_planned));
    TRY(statement_query(&statement, db, arena, &rows));
    read_rounds(arena, &rows, round, &count);
    if (count == 0) *round = NULL;
    return OK;
}

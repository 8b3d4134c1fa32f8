/* SPDX-License-Identifier: Apache-2.0 */
#include "store/rosters.h"

struct error rosters_list(struct db *db, struct arena *arena, const char *jurisdiction, const char *from,
                          const char *until, struct roster_month **months, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT month, leader, secretary, changed_at, changed_by"
                 "  FROM roster WHERE jurisdiction = $1 AND month >= $2 AND month <= $3 ORDER BY month LIMIT 240",
                 TEXT(jurisdiction), TEXT(from ? from : ""), TEXT(until ? until : "9999-99")));
    *months = ARENA_ARRAY(arena, struct roster_month, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        (*months)[i] = (struct roster_month){ jurisdiction,         row_text(&rows, i, 0), row_int(&rows, i, 1),
                                              row_int(&rows, i, 2), row_int(&rows, i, 3),  row_text(&rows, i, 4) };
    return OK;
}

struct error rosters_put(struct db *db, const struct roster_month *month)
{
    return db_change(db, NULL,
                     "INSERT INTO roster (jurisdiction, month, leader, secretary, changed_at, changed_by)"
                     " VALUES ($1, $2, $3, $4, $5, $6)"
                     " ON CONFLICT (jurisdiction, month)"
                     " DO UPDATE SET leader = $3, secretary = $4, changed_at = $5, changed_by = $6",
                     TEXT(month->jurisdiction), TEXT(month->month), INT(month->leader), INT(month->secretary),
                     INT(month->changed_at), TEXT(month->changed_by));
}

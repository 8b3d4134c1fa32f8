/* SPDX-License-Identifier: Apache-2.0 */
#include "store/settings.h"

struct error settings_find(struct db *db, struct arena *arena, const char *key, const char **value)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT value FROM setting WHERE key = $1", TEXT(key)));
    *value = rows.count ? row_text(&rows, 0, 0) : NULL;
    return OK;
}

struct error settings_set(struct db *db, const char *key, const char *value)
{
    if (!value) return db_change(db, NULL, "DELETE FROM setting WHERE key = $1", TEXT(key));
    return db_change(db, NULL,
                     "INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = $2",
                     TEXT(key), TEXT(value));
}

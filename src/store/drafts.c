/* SPDX-License-Identifier: Apache-2.0 */
#include "store/drafts.h"

#include "store/sealed.h"

struct error drafts_find(struct db *db, struct arena *arena, const char *owner, const char **text)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT text_sealed FROM draft WHERE owner_digest = $1",
                 TEXT(sealed_digest(arena, owner))));
    if (rows.count == 0) return (struct error){ .kind = NOT_FOUND, .code = "draft.none", .text = "没有草稿" };
    *text = opened(arena, row_text(&rows, 0, 0));
    return OK;
}

struct error drafts_put(struct db *db, struct arena *arena, const char *owner, const char *text, instant_t wall)
{
    return db_change(db, NULL,
                     "INSERT INTO draft (owner_digest, text_sealed, saved_at) VALUES ($1, $2, $3)"
                     " ON CONFLICT (owner_digest) DO UPDATE SET text_sealed = $2, saved_at = $3",
                     TEXT(sealed_digest(arena, owner)), TEXT(sealed(arena, text)), INT(wall));
}

struct error drafts_drop(struct db *db, struct arena *arena, const char *owner)
{
    return db_change(db, NULL, "DELETE FROM draft WHERE owner_digest = $1", TEXT(sealed_digest(arena, owner)));
}

struct error drafts_tidy(struct db *db, instant_t before)
{
    return db_change(db, NULL, "DELETE FROM draft WHERE saved_at < $1", INT(before));
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "store/idempotency.h"

struct error idempotency_find(struct db *db, struct arena *arena, const char *key, struct kept_answer *answer)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT body_digest, status, content_type, reply, at FROM idempotency WHERE key = $1", TEXT(key)));
    if (rows.count == 0) return (struct error){ .kind = NOT_FOUND, .code = "idempotency.none" };
    *answer = (struct kept_answer){
        .key = key,
        .body_digest = row_text(&rows, 0, 0),
        .status = row_int(&rows, 0, 1),
        .type = row_text(&rows, 0, 2),
        .reply = cell(&rows, 0, 3)->bytes,
        .reply_size = cell(&rows, 0, 3)->size,
        .at = row_int(&rows, 0, 4),
    };
    return OK;
}

struct error idempotency_keep(struct db *db, const struct kept_answer *answer)
{
    return db_change(db, NULL,
                     "INSERT INTO idempotency (key, body_digest, status, content_type, reply, at)"
                     " VALUES ($1, $2, $3, $4, $5, $6)",
                     TEXT(answer->key), TEXT(answer->body_digest), INT(answer->status), TEXT(answer->type),
                     BYTES(answer->reply, answer->reply_size), INT(answer->at));
}

struct error idempotency_tidy(struct db *db, instant_t before)
{
    return db_change(db, NULL, "DELETE FROM idempotency WHERE at < $1", INT(before));
}

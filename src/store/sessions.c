/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sessions.h"

#include "store/sealed.h"

struct error sessions_find(struct db *db, struct arena *arena, const char *token_digest, struct session *session)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT account, uscc, phone_sealed, created_at, last_used_at, ends_at, address"
                 "  FROM session WHERE token_digest = $1",
                 TEXT(token_digest)));
    if (rows.count == 0) return (struct error){ .kind = NOT_FOUND, .code = "session.unknown" };
    *session = (struct session){
        .token_digest = token_digest,
        .account = row_int(&rows, 0, 0),
        .uscc = row_text(&rows, 0, 1),
        .phone = opened(arena, row_text(&rows, 0, 2)),
        .created_at = row_int(&rows, 0, 3),
        .last_used_at = row_int(&rows, 0, 4),
        .ends_at = row_int(&rows, 0, 5),
        .address = row_text(&rows, 0, 6),
    };
    return OK;
}

struct error sessions_add(struct db *db, struct arena *arena, const struct session *session)
{
    return db_change(db, NULL,
                     "INSERT INTO session (token_digest, account, uscc, phone_sealed, created_at, last_used_at,"
                     "                     ends_at, address)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                     TEXT(session->token_digest), INT_OR_NULL(session->account), TEXT(session->uscc),
                     TEXT(sealed(arena, session->phone)), INT(session->created_at), INT(session->last_used_at),
                     INT(session->ends_at), TEXT(session->address));
}

struct error sessions_touch(struct db *db, const char *token_digest, instant_t at)
{
    return db_change(db, NULL, "UPDATE session SET last_used_at = $2 WHERE token_digest = $1 AND last_used_at < $2",
                     TEXT(token_digest), INT(at));
}

struct error sessions_end(struct db *db, const char *token_digest)
{
    return db_change(db, NULL, "DELETE FROM session WHERE token_digest = $1", TEXT(token_digest));
}

struct error sessions_end_of_account(struct db *db, int64_t account, const char *keep_digest)
{
    return db_change(db, NULL, "DELETE FROM session WHERE account = $1 AND token_digest <> $2", INT(account),
                     TEXT(keep_digest ? keep_digest : ""));
}

struct error codes_find(struct db *db, struct arena *arena, const char *uscc, const char *phone, struct code *code)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT salt, code_digest, at FROM sign_in_code WHERE uscc = $1 AND phone_digest = $2", TEXT(uscc),
                 TEXT(sealed_digest(arena, phone))));
    if (rows.count == 0) return (struct error){ .kind = NOT_FOUND, .code = "code.unknown" };
    *code = (struct code){ uscc, phone, row_text(&rows, 0, 0), row_text(&rows, 0, 1), row_int(&rows, 0, 2) };
    return OK;
}

struct error codes_put(struct db *db, struct arena *arena, const struct code *code)
{
    return db_change(db, NULL,
                     "INSERT INTO sign_in_code (uscc, phone_digest, salt, code_digest, at)"
                     " VALUES ($1, $2, $3, $4, $5)"
                     " ON CONFLICT (uscc, phone_digest)"
                     " DO UPDATE SET salt = $3, code_digest = $4, at = $5",
                     TEXT(code->uscc), TEXT(sealed_digest(arena, code->phone)), TEXT(code->salt), TEXT(code->digest),
                     INT(code->at));
}

struct error codes_end(struct db *db, struct arena *arena, const char *uscc, const char *phone)
{
    return db_change(db, NULL, "DELETE FROM sign_in_code WHERE uscc = $1 AND phone_digest = $2", TEXT(uscc),
                     TEXT(sealed_digest(arena, phone)));
}

struct error sends_since(struct db *db, struct arena *arena, const char *kind, const char *subject, instant_t since,
                         instant_t times[SENDS_MOST], size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT at FROM send_limit WHERE kind = $1 AND subject = $2 AND at > $3 ORDER BY at DESC LIMIT $4",
                 TEXT(kind), TEXT(subject), INT(since), INT(SENDS_MOST)));
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++) times[i] = row_int(&rows, i, 0);
    return OK;
}

/* Two at the same moment take the same ordinal; the second meets a conflict, runs again and sees the first. */
struct error sends_add(struct db *db, struct arena *arena, const char *kind, const char *subject, instant_t at)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT max(ordinal) FROM send_limit WHERE kind = $1 AND subject = $2", TEXT(kind),
                 TEXT(subject)));
    return db_change(db, NULL, "INSERT INTO send_limit (kind, subject, ordinal, at) VALUES ($1, $2, $3, $4)",
                     TEXT(kind), TEXT(subject), INT(row_int(&rows, 0, 0) + 1), INT(at));
}

struct error failures_find(struct db *db, struct arena *arena, const char *kind, const char *subject,
                           struct failures *failures)
{
    struct rows rows;

    *failures = (struct failures){ .count = 0 };
    TRY(db_query(db, arena, &rows,
                 "SELECT failures, last_at, locked_until FROM sign_in_failure WHERE kind = $1 AND subject = $2",
                 TEXT(kind), TEXT(subject)));
    if (rows.count == 0) return OK;
    *failures = (struct failures){ row_int(&rows, 0, 0), row_int(&rows, 0, 1), row_int(&rows, 0, 2) };
    return OK;
}

struct error failures_count(struct db *db, const char *kind, const char *subject, instant_t at, instant_t forget_before,
                            int64_t most, instant_t locked_until)
{
    TRY(db_change(db, NULL,
                  "INSERT INTO sign_in_failure (kind, subject, failures, last_at, locked_until)"
                  " VALUES ($1, $2, 1, $3, 0)"
                  " ON CONFLICT (kind, subject) DO UPDATE"
                  "    SET failures = CASE WHEN sign_in_failure.last_at <= $4 THEN 1"
                  "                        ELSE sign_in_failure.failures + 1 END,"
                  "        last_at = $3",
                  TEXT(kind), TEXT(subject), INT(at), INT(forget_before)));
    return db_change(db, NULL,
                     "UPDATE sign_in_failure SET locked_until = $4"
                     " WHERE kind = $1 AND subject = $2 AND failures >= $3",
                     TEXT(kind), TEXT(subject), INT(most), INT(locked_until));
}

struct error failures_forget(struct db *db, const char *kind, const char *subject)
{
    return db_change(db, NULL, "DELETE FROM sign_in_failure WHERE kind = $1 AND subject = $2", TEXT(kind),
                     TEXT(subject));
}

struct error sessions_tidy(struct db *db, instant_t idle_since, instant_t wall)
{
    instant_t yesterday = wall - ONE_DAY;

    TRY(db_change(db, NULL, "DELETE FROM session WHERE ends_at <= $1 OR last_used_at <= $2", INT(wall),
                  INT(idle_since)));
    TRY(db_change(db, NULL, "DELETE FROM sign_in_code WHERE at < $1", INT(yesterday)));
    TRY(db_change(db, NULL, "DELETE FROM send_limit WHERE at < $1", INT(yesterday)));
    return db_change(db, NULL, "DELETE FROM sign_in_failure WHERE last_at < $1", INT(yesterday));
}

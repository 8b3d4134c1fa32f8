/* SPDX-License-Identifier: Apache-2.0 */
#include "store/inbox.h"

#include "store/outbox.h"
#include "store/sealed.h"

static struct inbox_row read_row(struct arena *arena, const struct rows *rows, size_t i)
{
    return (struct inbox_row){ .id = row_int(rows, i, 0),
                               .subject = row_text(rows, i, 1),
                               .subject_id = row_int(rows, i, 2),
                               .number = row_text(rows, i, 3),
                               .template = row_text(rows, i, 4),
                               .text = opened(arena, row_text(rows, i, 5)),
                               .values = opened(arena, row_text(rows, i, 6)),
                               .at = row_int(rows, i, 7),
                               .made_at = row_int(rows, i, 8) };
}

struct error inbox_of(struct db *db, struct arena *arena, const char *recipient, const char *channel, instant_t made_at,
                      int64_t id, int64_t most, struct inbox_row **list, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT o.id, o.subject, o.subject_id, COALESCE(a.number, r.number), o.template, o.text_sealed,"
                 "       o.values_sealed, o.at, o.made_at"
                 "  FROM outbox o"
                 "  LEFT JOIN appeal a ON o.subject = 'appeal' AND a.id = o.subject_id"
                 "  LEFT JOIN round r ON o.subject = 'round' AND r.id = o.subject_id"
                 " WHERE o.recipient_digest = $1 AND o.channel = $2 AND o.template <> $3"
                 "   AND (o.made_at, o.id) < ($4, $5)"
                 " ORDER BY o.made_at DESC, o.id DESC LIMIT $6",
                 TEXT(sealed_digest(arena, recipient)), TEXT(channel), TEXT(NOTICE_OF_CODE), INT(made_at), INT(id),
                 INT(most)));
    *count = rows.count;
    *list = ARENA_ARRAY(arena, struct inbox_row, rows.count);
    for (size_t i = 0; i < rows.count; i++) (*list)[i] = read_row(arena, &rows, i);
    return OK;
}

struct error inbox_count_after(struct db *db, struct arena *arena, const char *recipient, const char *channel,
                               instant_t made_at, int64_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT count(*) FROM (SELECT id FROM outbox"
                 "                       WHERE recipient_digest = $1 AND channel = $2 AND template <> $3"
                 "                         AND made_at > $4 LIMIT $5) AS newer",
                 TEXT(sealed_digest(arena, recipient)), TEXT(channel), TEXT(NOTICE_OF_CODE), INT(made_at),
                 INT(INBOX_COUNTED)));
    *count = row_int(&rows, 0, 0);
    return OK;
}

struct error inbox_seen(struct db *db, struct arena *arena, const char *reader, instant_t *made_at)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT made_at FROM inbox_seen WHERE reader = $1", TEXT(reader)));
    *made_at = rows.count ? row_int(&rows, 0, 0) : NO_INSTANT;
    return OK;
}

struct error inbox_set_seen(struct db *db, const char *reader, instant_t made_at)
{
    return db_change(db, NULL,
                     "INSERT INTO inbox_seen (reader, made_at) VALUES ($1, $2)"
                     " ON CONFLICT (reader) DO UPDATE SET made_at = $2 WHERE inbox_seen.made_at < $2",
                     TEXT(reader), INT(made_at));
}

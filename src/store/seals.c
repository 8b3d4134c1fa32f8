/* SPDX-License-Identifier: Apache-2.0 */
#include "store/seals.h"

#include "base/buffer.h"
#include "base/digest.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_OF_ONE = 32, COLUMNS_OF_ONE = 7 };

const char *seal_digest(struct arena *arena, const struct seal *seal, const char *previous)
{
    char *hex = arena_alloc(arena, DIGEST_TEXT);
    struct digest digest;

    digest_start(&digest);
    digest_field(&digest, "ztc seal 1");
    digest_field(&digest, previous);
    digest_field_int(&digest, seal->position);
    digest_field(&digest, seal->subject);
    digest_field_int(&digest, seal->subject_id);
    digest_field_int(&digest, seal->seq);
    digest_field(&digest, seal->event_digest);
    digest_field_int(&digest, seal->sealed_at);
    digest_end(&digest, hex);
    return hex;
}

/* ── Sealing ────────────────────────────────────────────────────────────── */

struct waiting {
    instant_t at;
    struct seal seal;
};

static int in_order(const void *a_pointer, const void *b_pointer)
{
    const struct waiting *a = a_pointer, *b = b_pointer;
    int order = strcmp(a->seal.subject, b->seal.subject);

    if (a->at != b->at) return a->at < b->at ? -1 : 1;
    if (order) return order;
    if (a->seal.subject_id != b->seal.subject_id) return a->seal.subject_id < b->seal.subject_id ? -1 : 1;
    return (a->seal.seq > b->seal.seq) - (a->seal.seq < b->seal.seq);
}

/* Takes the oldest out of the queue. Two processes on PostgreSQL wait for each other here, and the second takes
 * what the first has left. */
static struct error take(struct db *db, struct arena *arena, struct waiting **waiting, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "DELETE FROM event_unsealed WHERE (at, subject, subject_id, seq) IN"
                 " (SELECT at, subject, subject_id, seq FROM event_unsealed"
                 "   ORDER BY at, subject, subject_id, seq LIMIT $1)"
                 " RETURNING at, subject, subject_id, seq, digest",
                 INT(SEALS_AT_ONCE)));
    *count = rows.count;
    *waiting = ARENA_ARRAY(arena, struct waiting, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        (*waiting)[i] = (struct waiting){ .at = row_int(&rows, i, 0),
                                          .seal = { .subject = row_text(&rows, i, 1),
                                                    .subject_id = row_int(&rows, i, 2),
                                                    .seq = row_int(&rows, i, 3),
                                                    .event_digest = row_text(&rows, i, 4) } };
    if (*count) qsort(*waiting, *count, sizeof **waiting, in_order);
    return OK;
}

struct error seals_last(struct db *db, struct arena *arena, struct seal *seal)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT position, subject, subject_id, seq, event_digest, sealed_at, digest"
                 "  FROM seal ORDER BY position DESC LIMIT 1"));
    *seal = (struct seal){ .digest = "" };
    if (rows.count)
        *seal = (struct seal){ row_int(&rows, 0, 0),  row_text(&rows, 0, 1), row_int(&rows, 0, 2),
                               row_int(&rows, 0, 3),  row_text(&rows, 0, 4), row_int(&rows, 0, 5),
                               row_text(&rows, 0, 6), NULL };
    return OK;
}

/* Few long statements, of two lengths only, instead of many short ones. */
static struct error insert(struct db *db, struct arena *arena, const struct waiting *waiting, size_t count)
{
    struct value values[ROWS_OF_ONE * COLUMNS_OF_ONE + 1];
    struct buffer sql;
    size_t n = 0;

    buffer_init(&sql, arena, 16 * 1024);
    buffer_text(&sql, "INSERT INTO seal (position, subject, subject_id, seq, event_digest, sealed_at, digest) VALUES ");
    for (size_t i = 0; i < count; i++) {
        const struct seal *seal = &waiting[i].seal;

        buffer_printf(&sql, "%s($%zu,$%zu,$%zu,$%zu,$%zu,$%zu,$%zu)", i ? "," : "", n + 1, n + 2, n + 3, n + 4, n + 5,
                      n + 6, n + 7);
        values[n++] = INT(seal->position);
        values[n++] = TEXT(seal->subject);
        values[n++] = INT(seal->subject_id);
        values[n++] = INT(seal->seq);
        values[n++] = TEXT(seal->event_digest);
        values[n++] = INT(seal->sealed_at);
        values[n++] = TEXT(seal->digest);
    }
    values[n] = NO_VALUES;
    return db_change_values(db, NULL, buffer_string(&sql), values);
}

struct error seals_seal(struct db *db, struct arena *arena, instant_t wall, int64_t *sealed_count)
{
    struct waiting *waiting;
    struct seal last;
    size_t count, next = 0;

    *sealed_count = 0;
    TRY(take(db, arena, &waiting, &count));
    if (count == 0) return OK;
    TRY(seals_last(db, arena, &last));
    for (size_t i = 0; i < count; i++) {
        struct seal *seal = &waiting[i].seal;

        seal->position = last.position + 1;
        /* A real clock that was set back does not bring the order into doubt. */
        seal->sealed_at = wall > last.sealed_at ? wall : last.sealed_at;
        seal->digest = seal_digest(arena, seal, last.digest);
        last = *seal;
    }
    for (; count - next >= ROWS_OF_ONE; next += ROWS_OF_ONE) TRY(insert(db, arena, &waiting[next], ROWS_OF_ONE));
    for (; next < count; next++) TRY(insert(db, arena, &waiting[next], 1));
    *sealed_count = (int64_t)count;
    return OK;
}

/* ── Reading ────────────────────────────────────────────────────────────── */

struct error seals_after(struct db *db, struct arena *arena, int64_t position, int64_t most, struct seal **seals,
                         size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT s.position, s.subject, s.subject_id, s.seq, s.event_digest, s.sealed_at, s.digest, e.digest"
                 "  FROM seal s"
                 "  LEFT JOIN event e ON e.subject = s.subject AND e.subject_id = s.subject_id AND e.seq = s.seq"
                 " WHERE s.position > $1 ORDER BY s.position LIMIT $2",
                 INT(position), INT(most)));
    *count = rows.count;
    *seals = ARENA_ARRAY(arena, struct seal, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        (*seals)[i] = (struct seal){ row_int(&rows, i, 0),  row_text(&rows, i, 1), row_int(&rows, i, 2),
                                     row_int(&rows, i, 3),  row_text(&rows, i, 4), row_int(&rows, i, 5),
                                     row_text(&rows, i, 6), row_text(&rows, i, 7) };
    return OK;
}

struct error seals_waiting(struct db *db, struct arena *arena, int64_t *count, instant_t *oldest)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT count(*), min(since) FROM event_unsealed"));
    *count = row_int(&rows, 0, 0);
    *oldest = row_int(&rows, 0, 1);
    return OK;
}

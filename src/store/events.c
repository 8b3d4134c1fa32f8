/* SPDX-License-Identifier: Apache-2.0 */
#include "store/events.h"

#include "base/digest.h"
#include "base/random.h"
#include "base/text.h"
#include "store/sealed.h"

#define COLUMNS                                                                                                  \
    "e.subject, e.subject_id, e.seq, e.at, e.actor, e.actor_name, e.role, e.unit, e.address, e.action, e.clause," \
    " e.state, e.note, e.internal, e.change, e.note_digest, e.previous, e.digest"
enum { COLUMN_COUNT = 18 };

/* ── The chain ──────────────────────────────────────────────────────────── */

const char *event_digest(struct arena *arena, const struct event *event)
{
    char *hex = arena_alloc(arena, DIGEST_TEXT);
    struct digest digest;

    digest_start(&digest);
    digest_field(&digest, "ztc event 1");
    digest_field(&digest, event->subject);
    digest_field_int(&digest, event->subject_id);
    digest_field_int(&digest, event->seq);
    digest_field_int(&digest, event->at);
    digest_field(&digest, event->actor);
    digest_field(&digest, event->actor_name);
    digest_field(&digest, event->role);
    digest_field(&digest, event->unit);
    digest_field(&digest, event->address);
    digest_field(&digest, event->action);
    digest_field(&digest, event->clause);
    digest_field(&digest, event->state);
    digest_field_int(&digest, event->internal);
    digest_field(&digest, event->change);
    digest_field(&digest, event->note_digest);
    digest_field(&digest, event->previous);
    digest_end(&digest, hex);
    return hex;
}

/* One after the last of the subject; '' stands before the first. */
static struct error find_place(struct db *db, struct arena *arena, struct event *event)
{
    struct rows rows;
    int64_t next;

    TRY(db_query(db, arena, &rows,
                 "SELECT seq, digest FROM event WHERE subject = $1 AND subject_id = $2 ORDER BY seq DESC LIMIT 1",
                 TEXT(event->subject), INT(event->subject_id)));
    next = rows.count ? row_int(&rows, 0, 0) + 1 : 1;
    if (event->seq && event->seq != next)
        return (struct error){ .kind = CONFLICT,
                               .code = "event.not-next",
                               .text = "刚才有其他人改动了同一内容，请刷新后重试。" };
    event->seq = next;
    event->previous = rows.count ? row_text(&rows, 0, 1) : "";
    return OK;
}

struct error event_append(struct db *db, struct arena *arena, struct event *event)
{
    const char *salt = event->note ? random_token(arena, 16) : NULL;

    TRY(find_place(db, arena, event));
    if (!event->change) event->change = "{}";
    event->note_digest = digest_salted(arena, salt, event->note);
    event->digest = event_digest(arena, event);
    TRY(db_change_later(db,
                        "INSERT INTO event (subject, subject_id, seq, at, actor, actor_name, role, unit, address, action,"
                        "                   clause, state, note, note_salt, note_digest, internal, change, previous, digest)"
                        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
                        TEXT(event->subject), INT(event->subject_id), INT(event->seq), INT(event->at), TEXT(event->actor),
                        TEXT(event->actor_name), TEXT(event->role), TEXT(event->unit), TEXT(event->address),
                        TEXT(event->action), TEXT(event->clause), TEXT(event->state), TEXT(sealed(arena, event->note)),
                        TEXT(salt), TEXT(event->note_digest), INT(event->internal), TEXT(event->change),
                        TEXT(event->previous), TEXT(event->digest)));
    return db_change_later(db,
                           "INSERT INTO event_unsealed (at, subject, subject_id, seq, digest, since)"
                           " VALUES ($1, $2, $3, $4, $5, $6)",
                           INT(event->at), TEXT(event->subject), INT(event->subject_id), INT(event->seq),
                           TEXT(event->digest), INT(event->wall ? event->wall : event->at));
}

/* ── Reading ────────────────────────────────────────────────────────────── */

static struct event read_event(struct arena *arena, const struct rows *rows, size_t i)
{
    return (struct event){
        .subject = row_text(rows, i, 0),
        .subject_id = row_int(rows, i, 1),
        .seq = row_int(rows, i, 2),
        .at = row_int(rows, i, 3),
        .actor = row_text(rows, i, 4),
        .actor_name = row_text(rows, i, 5),
        .role = row_text(rows, i, 6),
        .unit = row_text(rows, i, 7),
        .address = row_text(rows, i, 8),
        .action = row_text(rows, i, 9),
        .clause = row_text(rows, i, 10),
        .state = row_text(rows, i, 11),
        .note = opened(arena, row_text(rows, i, 12)),
        .internal = row_int(rows, i, 13) != 0,
        .change = row_text(rows, i, 14),
        .note_digest = row_text(rows, i, 15),
        .previous = row_text(rows, i, 16),
        .digest = row_text(rows, i, 17),
    };
}

struct error events_list(struct db *db, struct arena *arena, const char *subject, int64_t id, int64_t after,
                         int64_t most, struct event **events, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT " COLUMNS " FROM event e"
                 " WHERE e.subject = $1 AND e.subject_id = $2 AND e.seq > $3 ORDER BY e.seq LIMIT $4",
                 TEXT(subject), INT(id), INT(after), INT(most)));
    *count = rows.count;
    *events = ARENA_ARRAY(arena, struct event, rows.count);
    for (size_t i = 0; i < rows.count; i++) (*events)[i] = read_event(arena, &rows, i);
    return OK;
}

struct error events_unsealed(struct db *db, struct arena *arena, instant_t wall, int64_t most, struct event **events,
                             size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT " COLUMNS " FROM event_unsealed u"
                 "  JOIN event e ON e.subject = u.subject AND e.subject_id = u.subject_id AND e.seq = u.seq"
                 " WHERE u.since >= $1 ORDER BY u.at, u.subject, u.subject_id, u.seq LIMIT $2",
                 INT(wall), INT(most)));
    *count = rows.count;
    *events = ARENA_ARRAY(arena, struct event, rows.count);
    for (size_t i = 0; i < rows.count; i++) (*events)[i] = read_event(arena, &rows, i);
    return OK;
}

struct error events_find(struct db *db, struct arena *arena, const char *subject, int64_t id, int64_t seq,
                         struct event *event)
{
    struct event *found;
    size_t count;

    TRY(events_list(db, arena, subject, id, seq - 1, 1, &found, &count));
    if (count == 0 || found->seq != seq) return (struct error){ .kind = NOT_FOUND, .code = "event.unknown" };
    *event = *found;
    return OK;
}

struct error events_after(struct db *db, struct arena *arena, const struct event *after, int64_t most,
                          struct event_row **events, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT " COLUMNS ", e.note_salt, s.position, u.seq"
                 "  FROM event e"
                 "  LEFT JOIN seal s ON s.subject = e.subject AND s.subject_id = e.subject_id AND s.seq = e.seq"
                 "  LEFT JOIN event_unsealed u ON u.at = e.at AND u.subject = e.subject"
                 "                            AND u.subject_id = e.subject_id AND u.seq = e.seq"
                 " WHERE (e.subject, e.subject_id, e.seq) > ($1, $2, $3)"
                 " ORDER BY e.subject, e.subject_id, e.seq LIMIT $4",
                 TEXT(after ? after->subject : ""), INT(after ? after->subject_id : 0), INT(after ? after->seq : 0),
                 INT(most)));
    *count = rows.count;
    *events = ARENA_ARRAY(arena, struct event_row, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        (*events)[i] = (struct event_row){
            .event = read_event(arena, &rows, i),
            .note_salt = row_text(&rows, i, COLUMN_COUNT),
            .seal = row_int(&rows, i, COLUMN_COUNT + 1),
            .waiting = !cell(&rows, i, COLUMN_COUNT + 2)->null,
        };
    return OK;
}

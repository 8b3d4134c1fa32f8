/* SPDX-License-Identifier: Apache-2.0 */
#include "store/outbox.h"

#include "base/text.h"
#include "mechanism/phone.h"
#include "store/sealed.h"

#include <string.h>

enum { QUIET_FROM = 21, QUIET_UNTIL = 8 }; /* o'clock */

#define SELECT                                                                                                \
    "SELECT subject, subject_id, seq, kind, recipient_sealed, channel, template, text_sealed, values_sealed," \
    "       at, made_at, urgent, key, id, state, deliver_at, delivered_at, tries, provider_id, cause"         \
    "  FROM outbox "

/* ── Writing ────────────────────────────────────────────────────────────── */

instant_t outbox_after_quiet(instant_t at)
{
    day_t day = day_of(at);

    if (hour_of(at) >= QUIET_FROM) day++;
    else if (hour_of(at) >= QUIET_UNTIL) return at;
    return start_of_day(day) + QUIET_UNTIL * HOUR;
}

static bool rings(const char *channel)
{
    return text_equal(channel, "sms") || text_equal(channel, "wechat");
}

/* Through the door of sealed texts, because a key made from a phone number would tell it. */
static const char *make_key(struct arena *arena, const struct notice *notice)
{
    return sealed_digest(arena, arena_printf(arena, "%s/%lld/%lld/%s/%s/%s/%s", notice->subject ? notice->subject : "",
                                             (long long)notice->subject_id, (long long)notice->seq, notice->template,
                                             notice->channel, notice->kind, notice->recipient));
}

/* What is shown in the program has arrived by being written. */
static const char *first_state(const struct notice *notice)
{
    if (text_equal(notice->channel, "inapp")) return "delivered";
    if (text_equal(notice->channel, "sms") && !phone_is_mobile(notice->recipient)) return "call";
    return "waiting";
}

struct error outbox_add(struct db *db, struct arena *arena, const struct notice *notice)
{
    const char *state = first_state(notice);
    instant_t deliver_at = notice->urgent || !rings(notice->channel) ? notice->at : outbox_after_quiet(notice->at);
    int64_t id;

    TRY(db_next_number(db, "outbox", &id));
    return db_change_later(db,
                           "INSERT INTO outbox (id, subject, subject_id, seq, kind, recipient_sealed, recipient_digest,"
                           "                    channel, template, text_sealed, values_sealed, at, made_at, deliver_at,"
                           "                    state, key, urgent, tries, delivered_at)"
                           " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 0, $18)"
                           " ON CONFLICT (key) DO NOTHING",
                           INT(id), TEXT(notice->subject), INT_OR_NULL(notice->subject_id), INT_OR_NULL(notice->seq),
                           TEXT(notice->kind), TEXT(sealed(arena, notice->recipient)),
                           TEXT(sealed_digest(arena, notice->recipient)), TEXT(notice->channel), TEXT(notice->template),
                           TEXT(sealed(arena, notice->text)), TEXT(sealed(arena, notice->values ? notice->values : "{}")),
                           INT(notice->at), INT(notice->wall), INT(deliver_at), TEXT(state),
                           TEXT(notice->key ? notice->key : make_key(arena, notice)), INT(notice->urgent),
                           INT_OR_NULL(text_equal(state, "delivered") ? notice->at : NO_INSTANT));
}

/* By address: the call that counts is another argument. */
static struct error one(struct error error, const int *changed)
{
    if (error.kind != NO_ERROR || *changed == 1) return error;
    return (struct error){ .kind = NOT_FOUND, .code = "notice.unknown" };
}

struct error outbox_sent(struct db *db, int64_t id, instant_t at, const char *provider_id)
{
    int changed = 0;

    return one(db_change(db, &changed,
                         "UPDATE outbox SET state = 'sent', delivered_at = $2, provider_id = $3, tries = tries + 1,"
                         "                  cause = NULL"
                         " WHERE id = $1 AND state = 'waiting'",
                         INT(id), INT(at), TEXT(provider_id)),
               &changed);
}

/* A receipt may be the first that is heard of a message whose sending seemed to fail. */
struct error outbox_delivered(struct db *db, int64_t id, instant_t at)
{
    int changed = 0;

    return one(db_change(db, &changed, "UPDATE outbox SET state = 'delivered', delivered_at = $2 WHERE id = $1",
                         INT(id), INT(at)),
               &changed);
}

struct error outbox_deliver_due(struct db *db, instant_t now, int64_t *count)
{
    int changed = 0;

    TRY(db_change(db, &changed,
                  "UPDATE outbox SET state = 'delivered', delivered_at = deliver_at"
                  " WHERE state = 'waiting' AND deliver_at <= $1",
                  INT(now)));
    *count = changed;
    return OK;
}

struct error outbox_try_again(struct db *db, int64_t id, instant_t deliver_at, const char *cause)
{
    int changed = 0;

    return one(db_change(db, &changed,
                         "UPDATE outbox SET state = 'waiting', deliver_at = $2, tries = tries + 1, cause = $3"
                         " WHERE id = $1 AND state <> 'delivered'",
                         INT(id), INT(deliver_at), TEXT(cause)),
               &changed);
}

struct error outbox_give_up(struct db *db, int64_t id, const char *cause)
{
    int changed = 0;

    return one(db_change(db, &changed,
                         "UPDATE outbox SET state = 'failed', tries = tries + 1, cause = $2"
                         " WHERE id = $1 AND state <> 'delivered'",
                         INT(id), TEXT(cause)),
               &changed);
}

/* ── Reading ────────────────────────────────────────────────────────────── */

static struct notice_row read_row(struct arena *arena, const struct rows *rows, size_t i)
{
    return (struct notice_row){
        .notice = { .subject = row_text(rows, i, 0),
                    .subject_id = row_int(rows, i, 1),
                    .seq = row_int(rows, i, 2),
                    .kind = row_text(rows, i, 3),
                    .recipient = opened(arena, row_text(rows, i, 4)),
                    .channel = row_text(rows, i, 5),
                    .template = row_text(rows, i, 6),
                    .text = opened(arena, row_text(rows, i, 7)),
                    .values = opened(arena, row_text(rows, i, 8)),
                    .at = row_int(rows, i, 9),
                    .wall = row_int(rows, i, 10),
                    .urgent = row_int(rows, i, 11) != 0,
                    .key = row_text(rows, i, 12) },
        .id = row_int(rows, i, 13),
        .state = row_text(rows, i, 14),
        .deliver_at = row_int(rows, i, 15),
        .delivered_at = row_int(rows, i, 16),
        .tries = row_int(rows, i, 17),
        .provider_id = row_text(rows, i, 18),
        .cause = row_text(rows, i, 19),
    };
}

static void read_all(struct arena *arena, const struct rows *rows, struct notice_row **list, size_t *count)
{
    *count = rows->count;
    *list = ARENA_ARRAY(arena, struct notice_row, rows->count);
    for (size_t i = 0; i < rows->count; i++) (*list)[i] = read_row(arena, rows, i);
}

struct error outbox_due(struct db *db, struct arena *arena, instant_t now, int64_t most, struct notice_row **list,
                        size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 SELECT "WHERE state = 'waiting' AND deliver_at <= $1 ORDER BY deliver_at, id LIMIT $2", INT(now),
                 INT(most)));
    read_all(arena, &rows, list, count);
    return OK;
}

/* By real time, because numbers of PostgreSQL are given out in blocks and the time of business may stand still. */
static struct error list(struct db *db, struct arena *arena, const char *to, instant_t wall, int64_t before,
                         int64_t most, struct rows *rows)
{
    if (!to)
        return db_query(db, arena, rows,
                        SELECT "WHERE (made_at, id) < ($1, $2) ORDER BY made_at DESC, id DESC LIMIT $3", INT(wall),
                        INT(before), INT(most));
    return db_query(db, arena, rows,
                    SELECT "WHERE recipient_digest = $1 AND (made_at, id) < ($2, $3)"
                           " ORDER BY made_at DESC, id DESC LIMIT $4",
                    TEXT(sealed_digest(arena, to)), INT(wall), INT(before), INT(most));
}

struct error outbox_list_to(struct db *db, struct arena *arena, const char *to, int64_t before, int64_t most,
                            struct notice_row **notices, size_t *count)
{
    instant_t wall = INT64_MAX;
    struct rows rows;

    if (before) {
        struct notice_row row;

        TRY(outbox_find(db, arena, before, &row));
        wall = row.notice.wall;
    }
    TRY(list(db, arena, to, wall, before ? before : INT64_MAX, most, &rows));
    read_all(arena, &rows, notices, count);
    return OK;
}

struct error outbox_of_event(struct db *db, struct arena *arena, const char *subject, int64_t id, int64_t seq,
                             struct notice_row **notices, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 SELECT "WHERE subject = $1 AND subject_id = $2 AND seq = $3 ORDER BY made_at, id LIMIT 1000",
                 TEXT(subject), INT(id), INT(seq)));
    read_all(arena, &rows, notices, count);
    return OK;
}

static struct error first(struct arena *arena, const struct rows *rows, struct notice_row *row)
{
    if (rows->count == 0) return (struct error){ .kind = NOT_FOUND, .code = "notice.unknown" };
    *row = read_row(arena, rows, 0);
    return OK;
}

struct error outbox_find(struct db *db, struct arena *arena, int64_t id, struct notice_row *row)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, SELECT "WHERE id = $1", INT(id)));
    return first(arena, &rows, row);
}

struct error outbox_of_provider(struct db *db, struct arena *arena, const char *provider_id, struct notice_row *row)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, SELECT "WHERE provider_id = $1 LIMIT 1", TEXT(provider_id)));
    return first(arena, &rows, row);
}

struct error outbox_figures(struct db *db, struct arena *arena, struct outbox_figures *figures)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting'),"
                 "       (SELECT min(deliver_at) FROM outbox WHERE state = 'waiting'),"
                 "       (SELECT count(*) FROM outbox WHERE state = 'failed'),"
                 "       (SELECT count(*) FROM outbox WHERE state = 'call')"));
    *figures = (struct outbox_figures){ .waiting = row_int(&rows, 0, 0),
                                        .oldest_due = row_int(&rows, 0, 1),
                                        .failed = row_int(&rows, 0, 2),
                                        .to_call = row_int(&rows, 0, 3) };
    return OK;
}

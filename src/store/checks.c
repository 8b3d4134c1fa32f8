/* SPDX-License-Identifier: Apache-2.0 */
#include "store/checks.h"

#include "base/text.h"
#include "store/sealed.h"

#define WITHOUT_EVENT(table)                                                                                      \
    "SELECT id FROM " table " x WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.subject = '" table "'" \
    " AND e.subject_id = x.id AND e.seq = 1) ORDER BY id LIMIT 1"
#define WITHOUT_PARENT(table, key, parent)                                                                       \
    "SELECT x." key " FROM " table " x WHERE NOT EXISTS (SELECT 1 FROM " parent " p WHERE p.id = x." key ")" \
    " ORDER BY x." key " LIMIT 1"

/* Each finds the id of one wrong row. */
static const struct {
    const char *sql, *chinese;
} strays[] = {
    { WITHOUT_EVENT("appeal"), "表 appeal 有一行没有事件，id" },
    { WITHOUT_EVENT("round"), "表 round 有一行没有事件，id" },
    { WITHOUT_EVENT("attachment"), "表 attachment 有一行没有事件，id" },
    { WITHOUT_EVENT("suggestion"), "表 suggestion 有一行没有事件，id" },
    { WITHOUT_PARENT("dispatch", "parent", "appeal"), "表 dispatch 有一行没有所属的诉求，parent" },
    { WITHOUT_PARENT("appeal_clock", "parent", "appeal"), "表 appeal_clock 有一行没有所属的诉求，parent" },
    { WITHOUT_PARENT("request", "parent", "appeal"), "表 request 有一行没有所属的诉求，parent" },
    { WITHOUT_PARENT("supervision_order", "parent", "appeal"), "表 supervision_order 有一行没有所属的诉求，parent" },
    { WITHOUT_PARENT("round_clock", "parent", "round"), "表 round_clock 有一行没有所属的期次，parent" },
    { WITHOUT_PARENT("round_item", "parent", "round"), "表 round_item 有一行没有所属的期次，parent" },
    { WITHOUT_PARENT("round_guest", "parent", "round"), "表 round_guest 有一行没有所属的期次，parent" },
    { WITHOUT_PARENT("attachment_chunk", "id", "attachment"), "表 attachment_chunk 有一行没有所属的附件，id" },
    { "SELECT subject_id FROM salt x WHERE subject NOT IN ('appeal', 'round', 'attachment', 'suggestion')"
      " OR NOT EXISTS (SELECT 1 FROM event e WHERE e.subject = x.subject AND e.subject_id = x.subject_id AND e.seq = 1)"
      " ORDER BY subject_id LIMIT 1",
      "表 salt 有一行没有事件，subject_id" },
    { "SELECT id FROM outbox x WHERE subject IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event e"
      " WHERE e.subject = x.subject AND e.subject_id = x.subject_id AND e.seq = x.seq) ORDER BY id LIMIT 1",
      "表 outbox 有一条通知没有对应的事件，id" },
    { "SELECT id FROM outbox WHERE subject IS NULL AND template <> 'sign_in_code' ORDER BY id LIMIT 1",
      "表 outbox 有一条通知没有对应的事件，id" },
};

struct error checks_stray(struct db *db, struct arena *arena, const char **stray)
{
    *stray = NULL;
    for (size_t i = 0; i < sizeof strays / sizeof *strays && !*stray; i++) {
        struct rows rows;

        TRY(db_query(db, arena, &rows, strays[i].sql));
        if (rows.count)
            *stray = arena_printf(arena, "%s %lld", strays[i].chinese, (long long)row_int(&rows, 0, 0));
    }
    return OK;
}

struct error checks_waiting(struct db *db, struct arena *arena, instant_t newest_seal, const char **fault)
{
    struct rows rows;

    *fault = NULL;
    TRY(db_query(db, arena, &rows,
                 "SELECT u.subject, u.subject_id, u.seq FROM event_unsealed u"
                 "  LEFT JOIN event e ON e.subject = u.subject AND e.subject_id = u.subject_id AND e.seq = u.seq"
                 " WHERE e.digest IS NULL OR e.digest <> u.digest OR e.at <> u.at OR u.since < $1"
                 " ORDER BY u.at LIMIT 1",
                 INT(newest_seal - MINUTE)));
    if (rows.count)
        *fault = arena_printf(arena, "表 event_unsealed 的一行与事件不符，或该事件早应封存：%s %lld 第 %lld 条",
                              row_text(&rows, 0, 0), (long long)row_int(&rows, 0, 1), (long long)row_int(&rows, 0, 2));
    return OK;
}

struct error checks_phone(struct db *db, struct arena *arena, const char **fault)
{
    struct arena *batch = arena_new(16 << 20);
    struct error error;
    struct rows rows;
    int64_t after = 0;

    *fault = NULL;
    do {
        arena_reset(batch);
        error = db_query(db, batch, &rows,
                         "SELECT id, contact_phone, contact_phone_digest FROM appeal WHERE id > $1"
                         " ORDER BY id LIMIT 1000",
                         INT(after));
        for (size_t i = 0; error.kind == NO_ERROR && i < rows.count && !*fault; i++) {
            const char *phone = opened(batch, row_text(&rows, i, 1));

            after = row_int(&rows, i, 0);
            if (!text_equal(sealed_digest(batch, phone), row_text(&rows, i, 2)))
                *fault = arena_printf(arena, "表 appeal 的 contact_phone_digest 与电话不符，id %lld", (long long)after);
        }
    } while (error.kind == NO_ERROR && rows.count && !*fault);
    arena_free(batch);
    return error;
}

struct error checks_engine(struct db *db, struct arena *arena, const char **engine, const char **damage)
{
    struct rows rows;

    *damage = NULL;
    if (db_is_postgres(db)) {
        TRY(db_query(db, arena, &rows, "SELECT current_setting('server_version')"));
        *engine = arena_printf(arena, "PostgreSQL %s", row_text(&rows, 0, 0));
        return OK;
    }
    TRY(db_query(db, arena, &rows, "SELECT sqlite_version()"));
    *engine = arena_printf(arena, "SQLite %s", row_text(&rows, 0, 0));
    TRY(db_query(db, arena, &rows, "PRAGMA quick_check(1)"));
    if (!text_equal(row_text(&rows, 0, 0), "ok")) *damage = row_text(&rows, 0, 0);
    return OK;
}

struct error checks_figures(struct db *db, struct arena *arena, struct checks_figures *figures)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM seal), (SELECT count(*) FROM appeal),"
                 "       (SELECT count(*) FROM round), (SELECT count(*) FROM attachment)"));
    *figures = (struct checks_figures){ row_int(&rows, 0, 0), row_int(&rows, 0, 1), row_int(&rows, 0, 2),
                                        row_int(&rows, 0, 3), row_int(&rows, 0, 4) };
    return OK;
}

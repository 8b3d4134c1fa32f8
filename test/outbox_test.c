/* SPDX-License-Identifier: Apache-2.0 */
/* Notices wait, keep quiet at night, are kept once, and are found again by whom they are for. */
#include "test.h"

#include "base/log.h"
#include "base/text.h"
#include "fresh_store.h"
#include "sql/migrate.h"
#include "store/outbox.h"

static struct arena *arena;
static struct db *db;
static bool on_postgres;

static instant_t at(const char *text)
{
    instant_t instant = 0;

    CHECK(instant_parse(text, &instant), "%s", text);
    return instant;
}

static struct notice sample(const char *when)
{
    return (struct notice){ .subject = "appeal", .subject_id = 1, .seq = 2, .kind = "phone", .recipient = "13800000001",
                            .channel = "sms", .template = "assigned", .text = "【直通车】新派单", .at = at(when),
                            .wall = at(when) };
}

static size_t due(const char *now, struct notice_row **rows)
{
    size_t count = 0;

    CHECK_INT(outbox_due(db, arena, at(now), 100, rows, &count).kind, NO_ERROR);
    return count;
}

static void nights_are_quiet(void)
{
    static const char *const times[][2] = {
        { "2026-03-04T20:59:59.999999+08:00", "2026-03-04T20:59:59.999999+08:00" },
        { "2026-03-04T21:00:00+08:00", "2026-03-05T08:00:00+08:00" },
        { "2026-12-31T23:59:59+08:00", "2027-01-01T08:00:00+08:00" },
        { "2026-03-04T00:00:00+08:00", "2026-03-04T08:00:00+08:00" },
        { "2026-03-04T07:59:59.999999+08:00", "2026-03-04T08:00:00+08:00" },
        { "2026-03-04T08:00:00+08:00", "2026-03-04T08:00:00+08:00" },
        { "2026-03-04T12:00:00+08:00", "2026-03-04T12:00:00+08:00" },
    };

    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char text[INSTANT_TEXT];

        CHECK_TEXT(instant_format(outbox_after_quiet(at(times[i][0])), text), times[i][1]);
    }
}

static void a_notice_waits_for_the_morning_unless_it_is_urgent(void)
{
    struct notice night = sample("2026-03-04T22:00:00+08:00"), urgent = night, inside = night;
    struct notice_row *rows;

    urgent.urgent = true;
    urgent.template = "urgent";
    inside.channel = "inapp";
    inside.kind = "account";
    outbox_add(db, arena, &night);
    outbox_add(db, arena, &urgent);
    outbox_add(db, arena, &inside);
    CHECK_INT(due("2026-03-04T22:00:00+08:00", &rows), 1);
    CHECK_TEXT(rows[0].notice.template, "urgent");
    CHECK_INT(due("2026-03-05T07:59:59+08:00", &rows), 1);
    CHECK_INT(due("2026-03-05T08:00:00+08:00", &rows), 2);
    CHECK_TEXT(rows[1].notice.text, "【直通车】新派单");
    CHECK_TEXT(rows[1].notice.recipient, "13800000001");
}

static void the_same_notice_is_kept_once(void)
{
    struct notice notice = sample("2026-03-04T12:00:00+08:00"), again = notice;
    struct notice_row *rows;

    again.at += MINUTE;
    CHECK_INT(outbox_add(db, arena, &notice).kind, NO_ERROR);
    CHECK_INT(outbox_add(db, arena, &again).kind, NO_ERROR);
    CHECK_INT(due("2026-03-05T12:00:00+08:00", &rows), 1);
    again.seq++;
    outbox_add(db, arena, &again);
    again.recipient = "13800000002";
    outbox_add(db, arena, &again);
    CHECK_INT(due("2026-03-05T12:00:00+08:00", &rows), 3);
}

static void a_landline_is_called(void)
{
    struct notice notice = sample("2026-03-04T12:00:00+08:00");
    struct outbox_figures figures;
    struct notice_row *rows;

    notice.recipient = "07682120086";
    outbox_add(db, arena, &notice);
    CHECK_INT(due("2026-03-05T12:00:00+08:00", &rows), 0);
    outbox_figures(db, arena, &figures);
    CHECK_INT(figures.to_call, 1);
}

static void deliveries_are_followed(void)
{
    struct notice notice = sample("2026-03-04T12:00:00+08:00");
    struct notice_row *rows, row;
    struct outbox_figures figures;
    int64_t id;

    outbox_add(db, arena, &notice);
    due("2026-03-04T12:00:00+08:00", &rows);
    id = rows[0].id;
    CHECK_INT(outbox_try_again(db, id, at("2026-03-04T12:05:00+08:00"), "网关无应答").kind, NO_ERROR);
    CHECK_INT(due("2026-03-04T12:04:00+08:00", &rows), 0);
    CHECK_INT(due("2026-03-04T12:05:00+08:00", &rows), 1);
    CHECK_INT(rows[0].tries, 1);
    CHECK_TEXT(rows[0].cause, "网关无应答");
    CHECK_INT(outbox_sent(db, id, at("2026-03-04T12:05:00+08:00"), "G-1").kind, NO_ERROR);
    CHECK_INT(outbox_sent(db, id, at("2026-03-04T12:05:00+08:00"), "G-2").kind, NOT_FOUND); /* once */
    CHECK_INT(due("2026-03-04T13:00:00+08:00", &rows), 0);
    CHECK_INT(outbox_of_provider(db, arena, "G-1", &row).kind, NO_ERROR);
    CHECK_TEXT(row.state, "sent");
    CHECK_INT(outbox_delivered(db, id, at("2026-03-04T12:06:00+08:00")).kind, NO_ERROR);
    CHECK_INT(outbox_give_up(db, id, "迟到的失败").kind, NOT_FOUND); /* what arrived has arrived */
    outbox_find(db, arena, id, &row);
    CHECK_TEXT(row.state, "delivered");
    CHECK_INT(outbox_of_provider(db, arena, "G-9", &row).kind, NOT_FOUND);
    notice.seq++;
    outbox_add(db, arena, &notice);
    due("2026-03-04T13:00:00+08:00", &rows);
    CHECK_INT(outbox_give_up(db, rows[0].id, "空号").kind, NO_ERROR);
    outbox_figures(db, arena, &figures);
    CHECK_INT(figures.failed, 1);
    CHECK_INT(figures.waiting, 0);
}

static void they_are_listed_newest_first(void)
{
    struct notice notice = sample("2026-03-04T12:00:00+08:00");
    struct notice_row *rows;
    size_t count;

    for (int i = 0; i < 5; i++) {
        notice.seq = 10 + i;
        notice.wall += i % 2; /* some at one and the same instant */
        notice.values = arena_printf(arena, "{\"code\":\"%06d\"}", i);
        outbox_add(db, arena, &notice);
    }
    notice.recipient = "13900000009";
    outbox_add(db, arena, &notice);
    CHECK_INT(outbox_list_to(db, arena, "13800000001", 0, 3, &rows, &count).kind, NO_ERROR);
    CHECK_INT(count, 3);
    CHECK_TEXT(rows[0].notice.values, "{\"code\":\"000004\"}");
    CHECK_TEXT(rows[2].notice.values, "{\"code\":\"000002\"}");
    outbox_list_to(db, arena, "13800000001", rows[2].id, 3, &rows, &count);
    CHECK_INT(count, 2);
    CHECK_TEXT(rows[1].notice.values, "{\"code\":\"000000\"}");
    outbox_list_to(db, arena, "13800000001", rows[1].id, 3, &rows, &count);
    CHECK_INT(count, 0);
    outbox_list_to(db, arena, NULL, 0, 100, &rows, &count);
    CHECK_INT(count, 6);
    outbox_of_event(db, arena, "appeal", 1, 14, &rows, &count);
    CHECK_INT(count, 2);
    outbox_list_to(db, arena, "nobody", 0, 100, &rows, &count);
    CHECK_INT(count, 0);
}

static void on_fresh_store(void (*test)(void))
{
    const char *store = fresh_store(arena, on_postgres);
    int steps;

    if (!store || db_open(store, DB_WRITE, &db).kind != NO_ERROR || migrate(db, 1, &steps).kind != NO_ERROR) {
        CHECK(false, "no store");
        return;
    }
    test();
    db_close(db);
}

#define RUN_FRESH(test)                                                      \
    do {                                                                     \
        test_name = on_postgres ? #test " (PostgreSQL)" : #test " (SQLite)"; \
        on_fresh_store(test);                                                \
    } while (0)

static void run_all(void)
{
    RUN_FRESH(a_notice_waits_for_the_morning_unless_it_is_urgent);
    RUN_FRESH(the_same_notice_is_kept_once);
    RUN_FRESH(a_landline_is_called);
    RUN_FRESH(deliveries_are_followed);
    RUN_FRESH(they_are_listed_newest_first);
}

int main(void)
{
    arena = arena_new(64 << 20);
    if (!getenv("ZTC_TEST_LOG")) log_set_level((enum log_level)-1);
    RUN(nights_are_quiet);
    run_all();
    on_postgres = true;
    if (getenv("ZTC_TEST_POSTGRES")) run_all();
    else puts("note: ZTC_TEST_POSTGRES is not set, PostgreSQL was not tried (script/with-postgres)");
    arena_free(arena);
    return test_end();
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The demo on both databases: a history through the real use cases, and every appeal and round of it rebuilt from its
 * events and compared with what is stored. */
#include "demo/demo.h"

#include "service/verify.h"
#include "sql/migrate.h"
#include "store/around.h"
#include "store/rebuild.h"
#include "store/suggestions.h"

#include "fresh_store.h"
#include "test.h"

static struct arena *arena;

static instant_t instant(const char *text)
{
    instant_t parsed = 0;

    CHECK(instant_parse(text, &parsed), "%s", text);
    return parsed;
}

static struct demo filled(const char *store, int rounds, int64_t seed, const char *now)
{
    struct demo demo = { .arena = arena, .step = arena_new((size_t)256 << 20), .rounds = rounds, .seed = seed,
                         .now = instant(now), .wall = instant("2026-11-24T10:00:00+08:00") };
    struct error error = db_open(store, DB_WRITE, &demo.db);

    if (error.kind == NO_ERROR) error = migrate(demo.db, demo.wall, &(int){ 0 });
    if (error.kind == NO_ERROR) error = demo_fill(&demo);
    CHECK(error.kind == NO_ERROR, "the demo is filled: %s %s %s", error.code ? error.code : "",
          error.text ? error.text : "", error.detail ? error.detail : "");
    return demo;
}

static void done_with(struct demo *demo)
{
    db_close(demo->db);
    arena_free(demo->step);
}

static int64_t number(struct demo *demo, const char *sql)
{
    struct rows rows;
    struct error error = db_query(demo->db, demo->step, &rows, sql);

    CHECK(error.kind == NO_ERROR && rows.count == 1, "%s", sql);
    return rows.count ? row_int(&rows, 0, 0) : -1;
}

static void rebuild_all(struct demo *demo, const struct record *record, const char *ids)
{
    struct rows rows;
    size_t different = 0;

    CHECK(db_query(demo->db, demo->step, &rows, ids).kind == NO_ERROR, "%s", ids);
    for (size_t i = 0; i < rows.count; i++) {
        const char *difference = NULL;
        struct error error = record_rebuild(demo->db, demo->step, record, row_int(&rows, i, 0), &difference);

        if (error.kind == NO_ERROR && !difference) continue;
        different++;
        printf("%s %lld: %s\n", record->subject, (long long)row_int(&rows, i, 0), difference ? difference : error.code);
    }
    CHECK(rows.count > 0, "there are some");
    CHECK_INT(different, 0);
}

static void every_matter_is_rebuilt_from_its_events(const char *store)
{
    struct demo demo = filled(store, 2, 7, "2026-03-20T15:00:00+08:00");
    struct verify_result result = { 0 };

    CHECK(number(&demo, "SELECT COUNT(*) FROM appeal") > 20, "two rounds have appeals");
    rebuild_all(&demo, &appeal_record, "SELECT id FROM appeal ORDER BY id LIMIT 100000");
    rebuild_all(&demo, &round_record, "SELECT id FROM round ORDER BY id LIMIT 100000");
    rebuild_all(&demo, &suggestion_record, "SELECT id FROM suggestion ORDER BY id LIMIT 100000");
    CHECK(number(&demo, "SELECT COUNT(*) FROM suggestion WHERE state = 1") > 2, "some suggestions are answered");
    CHECK_INT(number(&demo, "SELECT COUNT(*) FROM suggestion WHERE state = 0"), 1); /* one waits */
    CHECK(db_begin(demo.db).kind == NO_ERROR && verify(demo.db, demo.step, NULL, &result).kind == NO_ERROR, "verify runs");
    CHECK(result.fault == NULL, "%s", result.fault ? result.fault : "");
    CHECK_INT(result.waiting, 0);
    db_rollback(demo.db);
    CHECK_INT(number(&demo, "SELECT COUNT(*) FROM appeal_clock c JOIN appeal a ON a.id = c.parent"
                            " WHERE c.state < 2 AND a.state >= 19"), 0);
    CHECK_INT(number(&demo, "SELECT COUNT(*) FROM appeal a WHERE a.state < 19 AND NOT EXISTS"
                            " (SELECT 1 FROM appeal_clock c WHERE c.parent = a.id AND c.state < 2)"), 0);
    done_with(&demo);
}

static void without_rounds_the_present_is_left_to_play(const char *store)
{
    struct demo demo = filled(store, 0, 1, "2026-02-13T09:00:00+08:00");
    struct round *rounds;
    size_t count;

    CHECK_INT(number(&demo, "SELECT COUNT(*) FROM appeal"), 0);
    CHECK(rounds_around(demo.db, demo.step, NULL, &rounds, &count).kind == NO_ERROR && count == 3, "three rounds lie ahead");
    CHECK_TEXT(rounds[0].number, "445100-2026-03");
    CHECK_INT(rounds[0].state, ROUND_open);
    CHECK_INT(rounds[0].confirmed, 0);
    CHECK_INT(rounds[0].event_day, day_of_civil(2026, 3, 11));
    done_with(&demo);
}

static void while_closed_no_round_is_open(const char *store)
{
    struct demo demo = filled(store, 0, 1, "2026-03-05T09:00:00+08:00");

    CHECK_INT(number(&demo, "SELECT COUNT(*) FROM round WHERE state = 2"), 0);
    CHECK_INT(number(&demo, "SELECT COUNT(*) FROM round WHERE state = 1"), 2);
    done_with(&demo);
}

int main(void)
{
    arena = arena_new((size_t)512 << 20);
    for (int postgres = 0; postgres < 2; postgres++) {
        const char *store = fresh_store(arena, postgres != 0);

        if (!store) {
            printf("no PostgreSQL: its half is left out\n");
            break;
        }
        test_name = postgres ? "postgresql" : "sqlite";
        every_matter_is_rebuilt_from_its_events(store);
        without_rounds_the_present_is_left_to_play(fresh_store(arena, postgres != 0));
        while_closed_no_round_is_open(fresh_store(arena, postgres != 0));
    }
    arena_free(arena);
    return test_end();
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whichever statement of a step fails, first, second and so on until none does: nothing of the step is there
 * afterwards, in any table, and then all of it is.
 */
#include "base/digest.h"
#include "base/log.h"
#include "demo/demo.h"
#include "service/sweep.h"
#include "service/verify.h"
#include "sql/migrate.h"
#include "store/snapshot.h"

#include "fresh_store.h"
#include "test.h"

static struct arena *arena;
static struct demo demo;
static bool on_postgres;
static const char *number;

/* ── What is in the store ───────────────────────────────────────────────── */

static const char *table_digest(struct arena *some, const char *table)
{
    struct digest digest;
    struct rows rows = { 0 };
    char *hex = arena_alloc(some, DIGEST_TEXT);
    /* As text, in the order of that text: the same for the same rows, whatever the order on disk. */
    const char *sql = arena_printf(some, on_postgres ? "SELECT t::TEXT FROM \"%s\" t ORDER BY 1 LIMIT 100000"
                                                     : "SELECT * FROM \"%s\" ORDER BY rowid LIMIT 100000", table);

    CHECK(db_query(demo.db, some, &rows, sql).kind == NO_ERROR, "%s", sql);
    digest_start(&digest);
    for (size_t i = 0; i < rows.count * rows.columns; i++) {
        const struct cell *one = &rows.cells[i];
        digest_field_int(&digest, one->number);
        digest_field_int(&digest, one->null ? -1 : (int64_t)one->size);
        digest_bytes(&digest, one->bytes, one->size);
    }
    digest_end(&digest, hex);
    return hex;
}

/* Of every table, but that of numbers: those that PostgreSQL has given out are gone. */
static const char *store_digest(void)
{
    struct arena *some = arena_new((size_t)256 << 20);
    struct digest digest;
    struct rows tables = { 0 };
    char *hex = arena_alloc(arena, DIGEST_TEXT);

    CHECK(db_query(demo.db, some, &tables,
                   on_postgres ? "SELECT tablename::TEXT FROM pg_tables WHERE schemaname = 'public' ORDER BY 1 LIMIT 500"
                               : "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%'"
                                 " ORDER BY 1 LIMIT 500").kind == NO_ERROR, "tables");
    CHECK(tables.count > 20, "%zu tables", tables.count);
    digest_start(&digest);
    for (size_t i = 0; i < tables.count; i++)
        if (strcmp(row_text(&tables, i, 0), "numbers") != 0) digest_field(&digest, table_digest(some, row_text(&tables, i, 0)));
    digest_end(&digest, hex);
    arena_free(some);
    return hex;
}

static bool is_whole(void)
{
    struct verify_result result = { 0 };
    struct error error = verify(demo.db, demo.step, NULL, &result);

    CHECK(error.kind == NO_ERROR && !result.fault, "the record: %s", result.fault ? result.fault : error.code);
    return error.kind == NO_ERROR && !result.fault;
}

/* ── The steps ──────────────────────────────────────────────────────────── */

static const struct demo_account *coordinator(void) { return demo_person(&demo, ROLE_coordinator, NULL, CITY); }
static const struct demo_account *officer(void) { return demo_person(&demo, ROLE_officer, "jtj", NULL); }

static struct error submit(void)
{
    const struct demo_enterprise *enterprise = &demo.enterprises[0];
    struct person person = demo_as(demo_person(&demo, ROLE_window, NULL, CITY));

    return demo_submit(&demo, &person, &number, "uscc", enterprise->uscc, "enterprise_name", enterprise->name, "region",
                       enterprise->region, "contact_name", enterprise->contact_name, "contact_phone",
                       enterprise->contact_phone, "title", "道路破损", "body", "厂区门前道路破损。", NULL);
}
static struct error assign(void) { return demo_act(&demo, coordinator(), number, "assign", "lead_unit", "jtj", "co_units", "gxj", NULL); }
static struct error accept(void) { return demo_act(&demo, officer(), number, "accept", NULL); }
static struct error reply(void)
{
    return demo_act(&demo, officer(), number, "reply", "opinion", "已列入养护计划", "kind", "explained",
                    "no_contact_reason", "材料齐全", NULL);
}
static struct error assess(void) { return demo_act(&demo, coordinator(), number, "assess", "assessment", "提请会议研究", NULL); }
static struct error announce(void)
{
    return demo_round_act(&demo, coordinator(), "445100-2026-03", "announce", "text", "预约公告", NULL);
}

/* -1: it cannot be asked. */
static int64_t set_aside(void)
{
    struct rows rows = { 0 };

    if (db_query(demo.db, demo.step, &rows, "SELECT COUNT(*) FROM set_aside").kind != NO_ERROR) return -1;
    return row_int(&rows, 0, 0);
}

/* Past the closing; a fault that is set aside for an hour is not done, and here is undone. */
static struct error fall_due(void)
{
    int done = 0;

    CHECK(instant_parse("2026-03-05T09:00:00+08:00", &demo.context.now), "instant");
    TRY(sweep(&demo.context, demo.context.now, 1000, &done));
    db_fail_at(demo.db, 0);
    return set_aside() != 0 ? (struct error){ .kind = BROKEN, .code = "test.set-aside" } : OK;
}

static const struct step {
    const char *name;
    struct error (*take)(void);
} steps[] = {
    { "submit", submit }, { "assign", assign }, { "accept", accept },     { "reply", reply },
    { "assess", assess }, { "announce", announce }, { "sweep", fall_due },
};

/* In a transaction of its own, as the runner does it. */
static struct error take(const struct step *step, int64_t nth)
{
    struct error error;

    demo.refused = 0;
    db_fail_at(demo.db, nth);
    error = db_begin(demo.db);
    if (error.kind == NO_ERROR) error = step->take();
    if (error.kind == NO_ERROR) error = db_commit(demo.db);
    /* All went well, so that the next statement is the one that fails; or else somebody overlooked an error. */
    if (error.kind == NO_ERROR && step->take != fall_due) CHECK(set_aside() < 0, "%s: an error was overlooked", step->name);
    db_fail_at(demo.db, 0);
    db_rollback(demo.db);
    CHECK(error.kind != NO_ERROR || demo.refused == 0, "%s is a step that may be taken", step->name);
    return error;
}

static void fails_everywhere(const struct step *step)
{
    const char *before = store_digest();
    instant_t now = demo.context.now;
    int64_t nth = 1;

    while (nth < 2000) {
        struct error error = take(step, nth);

        if (error.kind == NO_ERROR) break;
        nth++;
        CHECK_TEXT(store_digest(), before);
        arena_reset(demo.step);
        demo.context.now = now;
        CHECK(snapshot_current(demo.db, demo.step, &demo.context.world).kind == NO_ERROR, "the world");
    }
    CHECK(nth > 10 && nth < 2000, "%s: %d statements", step->name, (int)nth);
    CHECK(strcmp(store_digest(), before) != 0, "%s is done at last", step->name);
    number = arena_text(arena, number);
    is_whole();
}

static void on(const char *store)
{
    demo = (struct demo){ .arena = arena, .step = arena_new((size_t)512 << 20), .seed = 1 };
    CHECK(instant_parse("2026-02-24T09:00:00+08:00", &demo.now), "now");
    CHECK(instant_parse("2026-11-24T10:00:00+08:00", &demo.wall), "wall");
    CHECK(db_open(store, DB_WRITE, &demo.db).kind == NO_ERROR, "open");
    CHECK(migrate(demo.db, demo.wall, &(int){ 0 }).kind == NO_ERROR && demo_fill(&demo).kind == NO_ERROR, "filled");
    log_set_level((enum log_level)-1); /* the errors are made on purpose */
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        test_name = arena_printf(arena, "%s %s", on_postgres ? "postgresql" : "sqlite", steps[i].name);
        fails_everywhere(&steps[i]);
    }
    log_set_level(LOG_NOTICE);
    db_close(demo.db);
    arena_free(demo.step);
}

int main(void)
{
    const char *postgres;

    arena = arena_new((size_t)512 << 20);
    on(fresh_store(arena, false));
    on_postgres = true;
    postgres = fresh_store(arena, true);
    if (postgres) on(postgres);
    else printf("no PostgreSQL: its half is left out\n");
    arena_free(arena);
    return test_end();
}

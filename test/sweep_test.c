/* SPDX-License-Identifier: Apache-2.0 */
/* The sweep: in due order, at each one's own instant, once; and a fault of ours holds up nothing else. */
#include "service/sweep.h"

#include "base/log.h"
#include "demo/demo.h"
#include "service/take_step.h"
#include "sql/migrate.h"

#include "fresh_store.h"
#include "test.h"

static struct arena *arena;
static struct demo demo;
static const char *numbers[3];

static instant_t instant(const char *text)
{
    instant_t parsed = 0;

    CHECK(instant_parse(text, &parsed), "%s", text);
    return parsed;
}

static int64_t number(const char *sql, const char *value)
{
    struct rows rows = { 0 };
    struct error error = db_query(demo.db, demo.step, &rows, sql, TEXT(value));

    CHECK(error.kind == NO_ERROR && rows.count == 1, "%s: %s", sql, error.detail ? error.detail : "no row");
    return rows.count ? row_int(&rows, 0, 0) : -1;
}

static int64_t state_of(const char *appeal)
{
    return number("SELECT state FROM appeal WHERE number = $1", appeal);
}

/* Three appeals, assigned at 10:00 on a Tuesday: 24 hours later silence accepts them. */
static void three_assigned(const char *store)
{
    demo = (struct demo){ .arena = arena, .step = arena_new((size_t)256 << 20), .seed = 1,
                          .now = instant("2026-02-24T09:00:00+08:00"), .wall = instant("2026-11-24T10:00:00+08:00") };
    CHECK(db_open(store, DB_WRITE, &demo.db).kind == NO_ERROR, "open");
    CHECK(migrate(demo.db, demo.wall, &(int){ 0 }).kind == NO_ERROR && demo_fill(&demo).kind == NO_ERROR, "filled");
    demo.context.now = instant("2026-02-24T10:00:00+08:00");
    CHECK(db_begin(demo.db).kind == NO_ERROR, "begin");
    for (size_t i = 0; i < 3; i++) {
        const struct demo_account *counter = demo_person(&demo, ROLE_window, NULL, CITY);
        const struct demo_enterprise *enterprise = &demo.enterprises[i];
        struct person person = demo_as(counter);

        CHECK(demo_submit(&demo, &person, &numbers[i], "uscc", enterprise->uscc, "enterprise_name", enterprise->name,
                          "region", enterprise->region, "contact_name", enterprise->contact_name, "contact_phone",
                          enterprise->contact_phone, "title", "道路破损", "body", "厂区门前道路破损。", NULL).kind == NO_ERROR,
              "submitted");
        numbers[i] = arena_text(arena, numbers[i]);
        CHECK(demo_act(&demo, demo_person(&demo, ROLE_coordinator, NULL, CITY), numbers[i], "assign", "lead_unit", "jtj",
                       NULL).kind == NO_ERROR, "assigned");
        CHECK_INT(state_of(numbers[i]), STATE_assigned);
    }
    CHECK(demo_commit(&demo).kind == NO_ERROR, "commit");
}

static void done_with(void)
{
    db_rollback(demo.db);
    db_close(demo.db);
    arena_free(demo.step);
}

static int sweep_until(const char *until)
{
    int done = 0;
    struct error error = sweep(&demo.context, instant(until), 1000, &done);

    CHECK(error.kind == NO_ERROR, "swept: %s", error.detail ? error.detail : "");
    return done;
}

static void a_week_of_standstill_is_made_good_in_order(const char *store)
{
    struct rows rows = { 0 };

    three_assigned(store);
    sweep_until("2026-03-03T09:00:00+08:00");
    CHECK_INT(sweep_until("2026-03-03T09:00:00+08:00"), 0); /* once */
    for (size_t i = 0; i < 3; i++) CHECK_INT(state_of(numbers[i]), STATE_handling);
    CHECK(db_query(demo.db, demo.step, &rows,
                   "SELECT e.at FROM event e JOIN appeal a ON a.id = e.subject_id"
                   " WHERE e.subject = 'appeal' AND e.action = 'auto_accept' ORDER BY e.subject_id LIMIT 10").kind == NO_ERROR,
          "events");
    CHECK_INT(rows.count, 3);
    for (size_t i = 0; i < rows.count; i++) CHECK(row_int(&rows, i, 0) == instant("2026-02-25T10:00:00+08:00"), "its own instant");
    done_with();
}

static void a_fault_of_ours_holds_up_nothing_else(const char *store)
{
    enum { IN_THE_FIRST_STEP = 12 };

    three_assigned(store);
    sweep_until("2026-02-25T09:59:59+08:00"); /* urges */
    log_set_level((enum log_level)-1);
    db_fail_at(demo.db, IN_THE_FIRST_STEP);
    sweep_until("2026-02-25T10:00:00+08:00");
    log_set_level(LOG_NOTICE);
    CHECK_INT(state_of(numbers[0]), STATE_assigned); /* undone whole */
    CHECK_INT(state_of(numbers[1]), STATE_handling);
    CHECK_INT(state_of(numbers[2]), STATE_handling);
    CHECK_INT(number("SELECT COUNT(*) FROM set_aside WHERE instance = $1", ""), 1);
    sweep_until("2026-02-25T11:00:01+08:00"); /* and is done an hour later */
    CHECK_INT(state_of(numbers[0]), STATE_handling);
    done_with();
}

int main(void)
{
    arena = arena_new((size_t)256 << 20);
    for (int postgres = 0; postgres < 2; postgres++) {
        const char *store = fresh_store(arena, postgres != 0);

        if (!store) {
            printf("no PostgreSQL: its half is left out\n");
            break;
        }
        test_name = postgres ? "postgresql" : "sqlite";
        a_week_of_standstill_is_made_good_in_order(store);
        a_fault_of_ours_holds_up_nothing_else(fresh_store(arena, postgres != 0));
    }
    arena_free(arena);
    return test_end();
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The same promises on both databases; PostgreSQL where script/with-postgres started one. */
#include "base/log.h"
#include "base/text.h"
#include "sql/driver.h"
#include "sql/steps.h"

#include "fresh_store.h"
#include "test.h"

#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

static struct arena *arena;
static bool on_postgres;
static const char *store;
static struct db *db;

static struct db *opened(enum db_use use)
{
    struct db *fresh;
    struct error error = db_open(store, use, &fresh);

    CHECK(error.kind == NO_ERROR, "open %s: %s", store, error.detail ? error.detail : "");
    if (!fresh) exit(1);
    return fresh;
}

#define CHECK_KIND(call, want)                                                                           \
    do {                                                                                                 \
        struct error kind_ = (call);                                                                     \
        CHECK(kind_.kind == (want), "kind %d, want %d: %s", (int)kind_.kind, (int)(want),                 \
              kind_.detail ? kind_.detail : "");                                                         \
    } while (0)
#define CHECK_OK(call) CHECK_KIND(call, NO_ERROR)

static int64_t ask_int(struct db *from, const char *sql)
{
    struct rows rows;

    CHECK_OK(db_query(from, arena, &rows, sql));
    return rows.count ? row_int(&rows, 0, 0) : -1;
}

/* ── Values ── */

static void values_go_there_and_back(void)
{
    static const unsigned char raw[] = { 0, 1, 0xFF, 0, '\\', 'x', '\'' };
    static const char *const texts[] = { "", "𠮷野家 潮州", "it's \\ \"$1\"", "a\tb\nc" };
    static const int64_t numbers[] = { INT64_MIN, -1, 0, 1, INT64_MAX };
    struct rows rows;

    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT, t TEXT, b BYTES)"));
    for (int i = 0; i < 5; i++) {
        CHECK_OK(db_change(db, NULL, "DELETE FROM v"));
        CHECK_OK(db_change(db, NULL, "INSERT INTO v (n, t, b) VALUES ($1, $2, $3)", INT(numbers[i]), TEXT(texts[i % 4]),
                           BYTES(raw, (size_t)i)));
        CHECK_OK(db_query(db, arena, &rows, "SELECT n, t, b FROM v WHERE n = $1 AND t = $2 AND b = $3",
                          INT(numbers[i]), TEXT(texts[i % 4]), BYTES(raw, (size_t)i)));
        CHECK(rows.count == 1 && rows.columns == 3, "found again");
        if (rows.count != 1) continue;
        CHECK_INT(row_int(&rows, 0, 0), numbers[i]);
        CHECK_TEXT(row_text(&rows, 0, 1), texts[i % 4]);
        CHECK_INT(cell(&rows, 0, 2)->size, i);
        CHECK(cell(&rows, 0, 2)->bytes && memcmp(cell(&rows, 0, 2)->bytes, raw, (size_t)i) == 0, "bytes");
        CHECK(!cell(&rows, 0, 0)->null && !cell(&rows, 0, 1)->null && !cell(&rows, 0, 2)->null, "nothing is NULL");
    }
}

static void null_stays_null(void)
{
    struct rows rows;

    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT, t TEXT, b BYTES)"));
    CHECK_OK(db_change(db, NULL, "INSERT INTO v (n, t, b) VALUES ($1, $2, $3)", INT_OR_NULL(0), TEXT(NULL),
                       BYTES(NULL, 0)));
    CHECK_OK(db_query(db, arena, &rows, "SELECT n, t, b FROM v WHERE n IS NULL AND t IS NULL AND b IS NULL"));
    CHECK_INT(rows.count, 1);
    if (rows.count != 1) return;
    for (size_t i = 0; i < 3; i++) CHECK(cell(&rows, 0, i)->null, "column %zu", i);
    CHECK(row_int(&rows, 0, 0) == 0 && !row_text(&rows, 0, 1) && !cell(&rows, 0, 2)->bytes, "and reads as nothing");
}

static void a_parameter_may_stand_twice_and_anywhere(void)
{
    struct rows rows;

    CHECK_OK(db_query(db, arena, &rows, "SELECT $2 || $1 || $2, $3 - 1, $3", TEXT("b"), TEXT("a"), INT(5)));
    CHECK_TEXT(row_text(&rows, 0, 0), "aba");
    CHECK_INT(row_int(&rows, 0, 1), 4);
    CHECK_INT(row_int(&rows, 0, 2), 5);
    /* The same text with values of other types is another statement. */
    CHECK_OK(db_query(db, arena, &rows, "SELECT $1", TEXT("7")));
    CHECK_TEXT(row_text(&rows, 0, 0), "7");
    CHECK_OK(db_query(db, arena, &rows, "SELECT $1", INT(7)));
    CHECK_INT(row_int(&rows, 0, 0), 7);
    CHECK_OK(db_query(db, arena, &rows, "SELECT $1", TEXT("8")));
    CHECK_TEXT(row_text(&rows, 0, 0), "8");
}

static void computed_columns_read_alike(void)
{
    struct rows rows;

    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT NOT NULL); INSERT INTO v VALUES (3), (4)"));
    CHECK_OK(db_query(db, arena, &rows, "SELECT count(*), sum(n), 1, n > 3, n / 2, max(n) OVER () FROM v"
                                        " GROUP BY n ORDER BY n DESC LIMIT 1"));
    CHECK_INT(row_int(&rows, 0, 0), 1);
    CHECK_INT(row_int(&rows, 0, 1), 4);
    CHECK_INT(row_int(&rows, 0, 2), 1);
    CHECK_INT(row_int(&rows, 0, 3), 1);
    CHECK_INT(row_int(&rows, 0, 4), 2);
    CHECK_INT(row_int(&rows, 0, 5), 4);
}

static void long_results_come_whole_and_in_order(void)
{
    struct rows rows;
    int wrong = 0;

    CHECK_OK(db_query(db, arena, &rows,
                      "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000)"
                      " SELECT n, 'x' FROM c ORDER BY n"));
    CHECK_INT(rows.count, 1000);
    for (size_t i = 0; i < rows.count; i++) wrong += row_int(&rows, i, 0) != (int64_t)i + 1 || *row_text(&rows, i, 1) != 'x';
    CHECK_INT(wrong, 0);
}

static void changes_are_counted(void)
{
    struct rows rows;
    int changed = -1;

    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT NOT NULL PRIMARY KEY, t TEXT)"));
    CHECK_OK(db_change(db, &changed, "INSERT INTO v (n) VALUES ($1), ($2)", INT(1), INT(2)));
    CHECK_INT(changed, 2);
    CHECK_OK(db_change(db, &changed, "UPDATE v SET t = $1 WHERE n = $2", TEXT("x"), INT(3)));
    CHECK_INT(changed, 0);
    CHECK_OK(db_change(db, &changed, "INSERT INTO v (n) VALUES ($1) ON CONFLICT DO NOTHING", INT(1)));
    CHECK_INT(changed, 0);
    CHECK_OK(db_change(db, &changed, "SELECT n FROM v"));
    CHECK_INT(changed, 0);
    CHECK_OK(db_query(db, arena, &rows, "UPDATE v SET t = $1 WHERE n = 2 RETURNING t", TEXT("y")));
    CHECK_TEXT(row_text(&rows, 0, 0), "y");
    CHECK_OK(db_change(db, &changed, "DELETE FROM v"));
    CHECK_INT(changed, 2);
}

/* ── Errors ── */

static void keys_that_exist_are_conflicts_and_other_rules_are_our_fault(void)
{
    CHECK_OK(db_script(db, "CREATE TABLE p (id BIGINT NOT NULL PRIMARY KEY, name TEXT UNIQUE, n BIGINT CHECK (n > 0));"
                           "CREATE TABLE c (p BIGINT NOT NULL REFERENCES p (id))"));
    CHECK_OK(db_change(db, NULL, "INSERT INTO p VALUES ($1, $2, 1)", INT(1), TEXT("甲")));
    CHECK_KIND(db_change(db, NULL, "INSERT INTO p VALUES ($1, $2, 1)", INT(1), TEXT("乙")), CONFLICT);
    CHECK_KIND(db_change(db, NULL, "INSERT INTO p VALUES ($1, $2, 1)", INT(2), TEXT("甲")), CONFLICT);
    CHECK_KIND(db_change(db, NULL, "INSERT INTO p VALUES ($1, $2, 0)", INT(3), TEXT("丙")), BROKEN);
    CHECK_KIND(db_change(db, NULL, "INSERT INTO p (id) VALUES ($1)", INT_OR_NULL(0)), BROKEN);
    CHECK_KIND(db_change(db, NULL, "INSERT INTO c VALUES ($1)", INT(9)), BROKEN);
    CHECK_OK(db_change(db, NULL, "INSERT INTO c VALUES ($1)", INT(1)));
    CHECK_INT(ask_int(db, "SELECT count(*) FROM p"), 1);
}

static void an_error_says_what_was_wrong_but_not_with_which_values(void)
{
    struct error error;

    CHECK_OK(db_script(db, "CREATE TABLE p (name TEXT UNIQUE)"));
    CHECK_OK(db_change(db, NULL, "INSERT INTO p VALUES ($1)", TEXT("张三丰")));
    error = db_change(db, NULL, "INSERT INTO p VALUES ($1)", TEXT("张三丰"));
    CHECK(error.detail && !strstr(error.detail, "张三丰"), "%s", error.detail ? error.detail : "no detail");
    CHECK_TEXT(error.code, "db.conflict");
    error = db_change(db, NULL, "INSERT INTO nowhere VALUES (1)");
    CHECK(error.kind == BROKEN && strstr(error.detail, "nowhere"), "names the table");
}

static void a_wrong_statement_harms_no_other(void)
{
    struct rows rows;

    CHECK_KIND(db_query(db, arena, &rows, "SELEC 1"), BROKEN);
    CHECK_KIND(db_query(db, arena, &rows, "SELECT 1; SELECT 2"), BROKEN);
    CHECK_KIND(db_query(db, arena, &rows, ""), BROKEN);
    CHECK_KIND(db_query(db, arena, &rows, "SELECT $1, $2", INT(1)), BROKEN);
    CHECK_KIND(db_script(db, "SELECT 1; SELEC 2"), BROKEN);
    CHECK_OK(db_script(db, "-- nothing to do\n"));
    CHECK_INT(ask_int(db, "SELECT 1"), 1);
}

static void more_statements_than_are_kept_still_work(void)
{
    int wrong = 0;

    for (int64_t i = 0; i < STATEMENTS_MAX + 50; i++) {
        const char *sql = arena_printf(arena, "SELECT %" PRId64 " + $1", i);
        for (int again = 0; again < 2; again++) {
            struct rows rows;
            if (db_query(db, arena, &rows, sql, INT(1)).kind != NO_ERROR || row_int(&rows, 0, 0) != i + 1) wrong++;
        }
    }
    CHECK_INT(wrong, 0);
}

static void a_test_can_make_any_statement_fail(void)
{
    db_fail_at(db, 2);
    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT)"));
    CHECK_KIND(db_change(db, NULL, "INSERT INTO v VALUES (1)"), BROKEN);
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (2)"));
    db_fail_at(db, 1);
    db_fail_at(db, 0);
    CHECK_INT(ask_int(db, "SELECT sum(n) FROM v"), 2);
}

/* ── Transactions ── */

static void a_rollback_leaves_nothing_and_a_commit_all(void)
{
    struct db *other = opened(DB_READ);

    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT)"));
    CHECK_OK(db_begin(db));
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (1)"));
    db_rollback(db);
    CHECK(!db_in_transaction(db), "over");
    CHECK_OK(db_begin(db));
    CHECK(db_in_transaction(db), "begun");
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (2)"));
    CHECK_INT(ask_int(other, "SELECT count(*) FROM v"), 0);
    CHECK_OK(db_commit(db));
    CHECK_INT(ask_int(other, "SELECT sum(n) FROM v"), 2);
    db_rollback(db); /* harmless */
    db_close(other);
}

static void a_failed_commit_leaves_nothing(void)
{
    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT)"));
    CHECK_OK(db_begin(db));
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (1)"));
    db_fail_at(db, 1);
    CHECK_KIND(db_commit(db), BROKEN);
    CHECK(!db_in_transaction(db), "the transaction is gone");
    CHECK_INT(ask_int(db, "SELECT count(*) FROM v"), 0);
    CHECK_KIND(db_commit(db), BROKEN);
    if (!on_postgres) return;
    CHECK_OK(db_begin(db));
    CHECK_KIND(db_change(db, NULL, "INSERT INTO nowhere VALUES (1)"), BROKEN);
    CHECK_KIND(db_commit(db), BROKEN); /* the server answers ROLLBACK, without an error */
}

static void a_savepoint_saves_what_came_before(void)
{
    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT NOT NULL PRIMARY KEY)"));
    CHECK_OK(db_begin(db));
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (1)"));
    CHECK_OK(db_savepoint(db));
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (2)"));
    CHECK_KIND(db_change(db, NULL, "INSERT INTO v VALUES (1)"), CONFLICT);
    db_rollback_to_savepoint(db);
    CHECK_OK(db_savepoint(db));
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (3)"));
    CHECK_OK(db_savepoint(db));
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (4)"));
    CHECK_KIND(db_change(db, NULL, "INSERT INTO nowhere VALUES (4)"), BROKEN);
    db_rollback_to_savepoint(db);
    CHECK_OK(db_release(db));
    CHECK_OK(db_savepoint(db));
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (5)"));
    CHECK_OK(db_savepoint(db));
    db_rollback_to_savepoint(db);
    db_rollback_to_savepoint(db); /* the outer one: 5 goes, too */
    CHECK_OK(db_commit(db));
    CHECK_INT(ask_int(db, "SELECT sum(n) FROM v"), 1 + 3);
}

/* ── Many statements, one journey ── */

static void what_is_sent_later_is_done_in_order(void)
{
    enum { MANY = 200 }; /* more than wait at once */
    struct rows rows;

    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT, t TEXT)"));
    for (int round = 0; round < 2; round++) { /* the second time every statement is known to the server */
        CHECK_OK(db_begin(db));
        CHECK_OK(db_change_later(db, "DELETE FROM v"));
        for (int i = 1; i <= MANY; i++) CHECK_OK(db_change_later(db, "INSERT INTO v (n, t) VALUES ($1, '')", INT(i)));
        CHECK_OK(db_change_later(db, "UPDATE v SET t = $1 WHERE n <= $2", TEXT("先"), INT(5)));
        CHECK_OK(db_change_later(db, "UPDATE v SET t = $1 WHERE n = $2", TEXT("后"), INT(5)));
        CHECK_INT(ask_int(db, "SELECT count(*) FROM v"), MANY);
        CHECK_OK(db_query(db, arena, &rows, "SELECT n FROM v WHERE t = $1 ORDER BY n", TEXT("先")));
        CHECK_INT(rows.count, 4);
        CHECK_INT(ask_int(db, "SELECT n FROM v WHERE t = '后'"), 5);
        CHECK_OK(db_change_later(db, "UPDATE v SET t = $1 WHERE n = $2", TEXT("终"), INT(6)));
        CHECK_OK(db_commit(db)); /* takes along what still waits */
        CHECK_INT(ask_int(db, "SELECT n FROM v WHERE t = '终'"), 6);
    }
    CHECK_OK(db_change_later(db, "DELETE FROM v")); /* outside of a transaction: at once */
    CHECK_INT(ask_int(db, "SELECT count(*) FROM v"), 0);
}

static void questions_asked_together_are_all_answered(void)
{
    const struct value two[] = { INT(2), NO_VALUES };
    const struct value none[] = { NO_VALUES };
    struct rows first, second, third;
    const struct question questions[] = { { &first, "SELECT n FROM v WHERE n >= $1 ORDER BY n", two },
                                          { &second, "SELECT n FROM v WHERE n > 99", none },
                                          { &third, "SELECT count(*) FROM v", none } };
    const struct question wrong[] = { questions[0], { &second, "SELECT n FROM nowhere", none }, questions[2] };

    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT); INSERT INTO v VALUES (1), (2), (3)"));
    for (int round = 0; round < 3; round++) {
        if (round) CHECK_OK(db_begin(db));
        if (round) CHECK_OK(db_change_later(db, "DELETE FROM v WHERE n = $1", INT(3)));
        CHECK_OK(db_query_together(db, arena, questions, 3));
        CHECK_INT(first.count, round ? 1 : 2);
        CHECK_INT(second.count, 0);
        CHECK_INT(row_int(&third, 0, 0), round ? 2 : 3);
        CHECK_KIND(db_query_together(db, arena, wrong, 3), BROKEN);
        db_rollback(db);
    }
    CHECK_INT(ask_int(db, "SELECT count(*) FROM v"), 3);
}

/* Told by a later call: by the commit at the latest, and nothing of it stays. */
static void an_error_of_what_was_sent_later_is_told_in_time(void)
{
    const struct error mine = { .kind = CONFLICT, .code = "mine", .text = "刚才有人改过" };
    const struct value none[] = { NO_VALUES };
    struct error error;

    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT NOT NULL PRIMARY KEY); INSERT INTO v VALUES (1)"));
    for (int round = 0; round < 2; round++) {
        CHECK_OK(db_begin(db));
        error = db_change_later(db, "INSERT INTO v VALUES ($1)", INT(1));
        if (error.kind == NO_ERROR) error = db_change_later(db, "INSERT INTO v VALUES ($1)", INT(2));
        if (error.kind == NO_ERROR) error = db_commit(db);
        CHECK_KIND(error, CONFLICT);
        db_rollback(db);
        CHECK_INT(ask_int(db, "SELECT count(*) FROM v"), 1);

        CHECK_OK(db_begin(db));
        CHECK_OK(db_change_one_later(db, mine, "UPDATE v SET n = 1 WHERE n = 1", none));
        error = db_change_one_later(db, mine, "UPDATE v SET n = 7 WHERE n = 6", none);
        if (error.kind == NO_ERROR) error = db_change_later(db, "INSERT INTO v VALUES ($1)", INT(1)); /* not this one's */
        if (error.kind == NO_ERROR) error = db_commit(db);
        CHECK_TEXT(error.code, "mine");
        db_rollback(db);
        CHECK_INT(ask_int(db, "SELECT sum(n) FROM v"), 1);

        CHECK_OK(db_begin(db)); /* to go back to a savepoint does not make it forgotten */
        CHECK_OK(db_savepoint(db));
        CHECK_OK(db_release(db));
        error = db_change_one_later(db, mine, "UPDATE v SET n = 7 WHERE n = 6", none);
        if (error.kind == NO_ERROR) error = db_savepoint(db);
        CHECK_TEXT(error.code, "mine");
        db_rollback(db);
    }
}

static void a_savepoint_holds_what_was_sent_later(void)
{
    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT NOT NULL PRIMARY KEY); INSERT INTO v VALUES (1)"));
    for (int round = 0; round < 2; round++) {
        struct error error;

        CHECK_OK(db_begin(db));
        CHECK_OK(db_change_later(db, "INSERT INTO v VALUES ($1)", INT(2)));
        CHECK_OK(db_savepoint(db));
        error = db_change_later(db, "INSERT INTO v VALUES ($1)", INT(2));
        if (error.kind == NO_ERROR) error = db_release(db); /* the release tells it */
        CHECK_KIND(error, CONFLICT);
        db_rollback_to_savepoint(db);
        CHECK_OK(db_savepoint(db));
        CHECK_OK(db_change_later(db, "INSERT INTO v VALUES ($1)", INT(3)));
        db_rollback_to_savepoint(db);
        CHECK_OK(db_savepoint(db));
        CHECK_OK(db_change_later(db, "INSERT INTO v VALUES ($1)", INT(4)));
        CHECK_OK(db_release(db));
        CHECK_INT(ask_int(db, "SELECT sum(n) FROM v"), 1 + 2 + 4);
        CHECK_OK(db_change_later(db, "INSERT INTO v VALUES ($1)", INT(5)));
        db_rollback(db); /* what still waited is forgotten */
        CHECK_INT(ask_int(db, "SELECT sum(n) FROM v"), 1);
    }
}

static void a_reading_connection_refuses_to_write_and_sees_one_moment(void)
{
    struct db *reader = opened(DB_READ);

    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT)"));
    CHECK_KIND(db_change(reader, NULL, "INSERT INTO v VALUES (1)"), BROKEN);
    CHECK_KIND(db_script(reader, "DROP TABLE v"), BROKEN);
    CHECK_OK(db_begin(reader));
    CHECK_INT(ask_int(reader, "SELECT count(*) FROM v"), 0);
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (1)"));
    CHECK_INT(ask_int(reader, "SELECT count(*) FROM v"), 0);
    db_rollback(reader);
    CHECK_INT(ask_int(reader, "SELECT count(*) FROM v"), 1);
    db_close(reader);
}

/* ── Schema text ── */

static void schema_text_suits_both(void)
{
    struct rows rows;

    CHECK_OK(db_script(db, "-- a comment's BYTES\n"
                           "CREATE TABLE v (\n"
                           "    b BYTES NOT NULL, -- don't stop here\n"
                           "    MYBYTES TEXT DEFAULT 'BYTES', t TEXT DEFAULT '\n-- both\n');\n"
                           "-- only sqlite\n"
                           "CREATE TABLE which AS SELECT 'sqlite' AS name;\n"
                           "-- only postgresql\n"
                           "CREATE TABLE which AS SELECT 'postgresql'::text AS name;\n"
                           "-- both\n"
                           "INSERT INTO v (b) VALUES (CAST('x' AS BYTES));\n"));
    CHECK_OK(db_query(db, arena, &rows, "SELECT b, MYBYTES, t FROM v"));
    CHECK_INT(cell(&rows, 0, 0)->size, 1);
    CHECK_TEXT(row_text(&rows, 0, 1), "BYTES");
    CHECK_TEXT(row_text(&rows, 0, 2), "\n-- both\n");
    CHECK_OK(db_query(db, arena, &rows, "SELECT name FROM which"));
    CHECK_TEXT(row_text(&rows, 0, 0), on_postgres ? "postgresql" : "sqlite");
}

static const struct schema_step steps[] = {
    { 1, "001-first", "CREATE TABLE a (n BIGINT); INSERT INTO a VALUES (1);" },
    { 2, "002-second", "CREATE TABLE b (k BYTES);" },
    { 4, "004-third", "ALTER TABLE a ADD COLUMN t TEXT;" },
};

static void a_store_is_brought_to_the_newest_schema(void)
{
    struct rows rows;
    int made = -1, missing = -1;

    CHECK_OK(missing_steps(db, arena, steps, 3, &missing));
    CHECK_INT(missing, 3);
    CHECK_OK(migrate_steps(db, steps, 2, 111, &made));
    CHECK_INT(made, 2);
    CHECK_OK(missing_steps(db, arena, steps, 3, &missing));
    CHECK_INT(missing, 1);
    CHECK_OK(migrate_steps(db, steps, 3, 222, &made));
    CHECK_INT(made, 1);
    CHECK_OK(migrate_steps(db, steps, 3, 333, &made));
    CHECK_INT(made, 0);
    CHECK_OK(db_query(db, arena, &rows, "SELECT number, name, at FROM schema_step ORDER BY number"));
    CHECK_INT(rows.count, 3);
    CHECK_INT(row_int(&rows, 2, 0), 4);
    CHECK_TEXT(row_text(&rows, 2, 1), "004-third");
    CHECK_INT(row_int(&rows, 0, 2), 111);
    CHECK_INT(row_int(&rows, 2, 2), 222);
}

static void a_newer_store_is_refused_untouched(void)
{
    struct error error;
    int made = -1, missing;

    CHECK_OK(migrate_steps(db, steps, 3, 1, &made));
    error = migrate_steps(db, steps, 2, 2, &made);
    CHECK(error.kind == BROKEN && error.text && strstr(error.text, "新版本"), "says what to do");
    CHECK_TEXT(error.code, "schema.newer");
    CHECK_INT(made, 0);
    CHECK(!db_in_transaction(db), "and leaves no transaction behind");
    CHECK_KIND(missing_steps(db, arena, steps, 2, &missing), BROKEN);
    CHECK_INT(ask_int(db, "SELECT count(*) FROM schema_step"), 3);
}

static void a_failed_step_leaves_nothing_of_itself(void)
{
    struct schema_step bad[2] = { steps[0], { 2, "002-bad", "CREATE TABLE x (n BIGINT); CREATE TABLE a (n BIGINT);" } };
    int made = -1;

    CHECK_KIND(migrate_steps(db, bad, 2, 1, &made), BROKEN);
    CHECK_INT(made, 1);
    CHECK_INT(ask_int(db, "SELECT max(number) FROM schema_step"), 1);
    CHECK_OK(db_script(db, "CREATE TABLE x (n BIGINT)"));
    CHECK_OK(migrate_steps(db, steps, 3, 1, &made));
    CHECK_INT(made, 2);
}

enum { KILL_STEPS = 30 };
static struct schema_step many_steps[KILL_STEPS];

static void make_many_steps(void)
{
    for (int i = 0; i < KILL_STEPS; i++) {
        many_steps[i].number = i + 1;
        many_steps[i].name = arena_printf(arena, "%03d", i + 1);
        many_steps[i].sql = arena_printf(arena,
                                         "CREATE TABLE t%d (n BIGINT); INSERT INTO t%d VALUES (1);"
                                         "CREATE TABLE u%d (n BIGINT);",
                                         i, i, i);
    }
}

static int64_t microseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* In a process of its own; killed after that time, or never: then returns how long it took. */
static int64_t migrate_until(int64_t killed_after)
{
    int64_t begin = microseconds();
    pid_t child = fork();

    if (child == 0) {
        struct db *mine;
        int made;
        if (db_open(store, DB_WRITE, &mine).kind == NO_ERROR) migrate_steps(mine, many_steps, KILL_STEPS, 1, &made);
        _exit(0);
    }
    if (killed_after) {
        usleep((useconds_t)killed_after);
        kill(child, SIGKILL);
    }
    waitpid(child, NULL, 0);
    return microseconds() - begin;
}

static void a_migration_may_be_killed_at_any_moment(void)
{
    enum { ROUNDS = 12 };
    int made, missing = 0, partly = 0;
    int64_t whole;

    make_many_steps();
    whole = migrate_until(0);
    for (int round = 1; round <= ROUNDS; round++) {
        struct db *after;

        store = fresh_store_again(arena, store);
        migrate_until(whole * round / ROUNDS);
        after = opened(DB_WRITE);
        CHECK_OK(missing_steps(after, arena, many_steps, KILL_STEPS, &missing));
        partly += missing > 0 && missing < KILL_STEPS;
        CHECK_OK(migrate_steps(after, many_steps, KILL_STEPS, 1, &made)); /* fails if half a step is there */
        /* PostgreSQL may end the step that it was at after we have asked. */
        CHECK(made == missing || (on_postgres && made == missing - 1), "%d made, %d missing", made, missing);
        CHECK_INT(ask_int(after, "SELECT count(*) FROM schema_step"), KILL_STEPS);
        db_close(after);
    }
    CHECK(partly > 0, "at least one was killed half way");
}

static void *migrate_too(void *made)
{
    struct db *mine;

    if (db_open(store, DB_WRITE, &mine).kind != NO_ERROR) return "open";
    if (migrate_steps(mine, many_steps, KILL_STEPS, 1, made).kind != NO_ERROR) made = "migrate";
    db_close(mine);
    return made;
}

static void migrations_that_start_together_take_turns(void)
{
    pthread_t threads[4];
    int made[4] = { 0 };

    make_many_steps();
    for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, migrate_too, &made[i]);
    for (int i = 0; i < 4; i++) {
        void *end;
        pthread_join(threads[i], &end);
        CHECK(end == &made[i], "failed to %s", (char *)end);
    }
    CHECK_INT(made[0] + made[1] + made[2] + made[3], KILL_STEPS);
}

/* ── Numbers ── */

static int64_t number_of(struct db *from, const char *name)
{
    int64_t number = -1;

    CHECK_OK(db_next_number(from, name, &number));
    return number;
}

static void numbers_start_at_one_and_never_repeat(void)
{
    struct db *other = opened(DB_WRITE);
    char seen[1000] = { 0 };
    int made, twice = 0;

    CHECK_OK(migrate_steps(db, steps, 0, 1, &made));
    CHECK_INT(number_of(db, "appeal"), 1);
    CHECK_INT(number_of(db, "appeal"), 2);
    CHECK_INT(number_of(db, "round"), 1);
    seen[1] = seen[2] = 1;
    for (int i = 0; i < 200; i++) {
        int64_t number = number_of(i % 2 ? db : other, "appeal");
        if (number < 1 || number >= 1000 || seen[number]++) twice++;
    }
    CHECK_INT(twice, 0);
    db_close(other);
}

static void a_number_of_a_lost_write_may_be_missing_but_not_doubled(void)
{
    int64_t lost, next;
    int made;

    CHECK_OK(migrate_steps(db, steps, 0, 1, &made));
    CHECK_OK(db_begin(db));
    lost = number_of(db, "event");
    db_rollback(db);
    CHECK_OK(db_begin(db));
    next = number_of(db, "event");
    CHECK_OK(db_commit(db));
    CHECK(next == (on_postgres ? lost + 1 : lost), "%" PRId64 " after %" PRId64, next, lost);
    CHECK_INT(number_of(db, "event"), next + 1);
}

static void taking_a_number_waits_for_nobody_on_postgresql(void)
{
    struct db *other;
    int made;

    if (!on_postgres) return;
    other = opened(DB_WRITE);
    CHECK_OK(migrate_steps(db, steps, 0, 1, &made));
    CHECK_OK(db_begin(db));
    CHECK_OK(db_begin(other));
    db_patience(db, 1000);
    db_patience(other, 1000);
    for (int i = 0; i < 70; i++) CHECK(number_of(db, "x") != number_of(other, "x"), "different");
    CHECK_OK(db_commit(db));
    CHECK_OK(db_commit(other));
    db_close(other);
}

/* ── When something is wrong with the database ── */

static void the_writer_may_be_busy_or_full_on_sqlite(void)
{
    struct db *other;

    if (on_postgres) return;
    other = opened(DB_WRITE);
    CHECK_OK(db_script(db, "CREATE TABLE v (t TEXT)"));
    CHECK_OK(db_begin(other));
    db_patience(db, 20);
    CHECK_KIND(db_begin(db), CONFLICT);
    db_rollback(other);
    CHECK_OK(db_begin(db));
    db_rollback(db);
    CHECK_OK(db_script(db, "PRAGMA max_page_count = 20"));
    CHECK_KIND(db_change(db, NULL, "INSERT INTO v VALUES (printf('%.*c', 200000, 'x'))"), NO_ROOM);
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES ('a little')"));
    CHECK_INT(ask_int(db, "SELECT count(*) FROM v"), 1);
    db_close(other);
}

static void states_of_postgresql_have_their_kinds(void)
{
    static const struct {
        const char *state;
        enum error_kind kind;
    } states[] = { { "40001", CONFLICT }, { "40P01", CONFLICT },    { "23505", CONFLICT },    { "53100", NO_ROOM },
                   { "23503", BROKEN },   { "53300", UNAVAILABLE }, { "57P01", UNAVAILABLE }, { "08006", UNAVAILABLE },
                   { "25006", UNAVAILABLE } };

    if (!on_postgres) return;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        CHECK_KIND(db_script(db, arena_printf(arena, "DO $$ BEGIN RAISE EXCEPTION SQLSTATE '%s'; END $$",
                                              states[i].state)),
                   states[i].kind);
        CHECK_INT(ask_int(db, "SELECT 1"), 1); /* connected again where it had to be */
    }
}

static void end_process(int64_t pid)
{
    struct db *other = opened(DB_WRITE);

    CHECK_OK(db_script(other, arena_printf(arena, "SELECT pg_terminate_backend(%" PRId64 ", 3000)", pid)));
    db_close(other);
}

static void end_connection(struct db *of, const char *pid_of)
{
    end_process(ask_int(of, pid_of));
}

static void a_lost_connection_comes_back_but_its_transaction_does_not(void)
{
    static const char pid[] = "SELECT pg_backend_pid()";
    struct db *reader;
    int64_t own;

    if (!on_postgres) return;
    reader = opened(DB_READ);
    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT)"));
    end_connection(reader, pid);
    CHECK_INT(ask_int(reader, "SELECT count(*) FROM v"), 0); /* reads again by itself */
    end_connection(db, pid);
    CHECK_OK(db_begin(db)); /* so does a beginning */
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (1)"));
    end_connection(db, pid);
    CHECK_KIND(db_change(db, NULL, "INSERT INTO v VALUES (2)"), UNAVAILABLE);
    CHECK_KIND(db_change(db, NULL, "INSERT INTO v VALUES (3)"), UNAVAILABLE); /* must not run outside */
    CHECK_KIND(db_commit(db), UNAVAILABLE);
    CHECK_INT(ask_int(db, "SELECT count(*) FROM v"), 0);
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (4)"));
    end_connection(db, pid);
    CHECK_KIND(db_change(db, NULL, "INSERT INTO v VALUES (5)"), UNAVAILABLE); /* perhaps it arrived: not twice */
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (6)"));
    own = ask_int(db, pid);
    CHECK_OK(db_begin(db));
    CHECK_OK(db_change_later(db, "INSERT INTO v VALUES ($1)", INT(7)));
    CHECK_OK(db_change(db, NULL, "INSERT INTO v VALUES (8)"));
    CHECK_OK(db_change_later(db, "INSERT INTO v VALUES ($1)", INT(9)));
    end_process(own); /* while that one waits */
    CHECK_KIND(db_commit(db), UNAVAILABLE);
    CHECK_INT(ask_int(db, "SELECT count(*) FROM v WHERE n > 6"), 0);
    db_close(reader);
}

static void patience_ends_and_lets_go_of_locks(void)
{
    struct db *other;

    if (!on_postgres) return;
    other = opened(DB_WRITE);
    CHECK_OK(db_script(db, "CREATE TABLE v (n BIGINT); INSERT INTO v VALUES (1)"));
    CHECK_OK(db_begin(other));
    CHECK_OK(db_change(other, NULL, "UPDATE v SET n = 2"));
    db_patience(db, 300);
    CHECK_OK(db_begin(db));
    CHECK_KIND(db_change(db, NULL, "UPDATE v SET n = 3"), UNAVAILABLE);
    db_rollback(db);
    CHECK_OK(db_commit(other));
    CHECK_INT(ask_int(db, "SELECT n FROM v"), 2);
    db_close(other);
}

static void opening_what_is_not_there_says_so(void)
{
    const char *path = fresh_store(arena, false);
    struct db *none = db;
    struct error error = db_open(path, DB_READ, &none);
    FILE *file;

    CHECK(error.kind == BROKEN && !none && error.text, "no file to read");
    file = fopen(path, "w");
    for (int i = 0; i < 1000; i++) fputs("this is not a database\n", file);
    fclose(file);
    error = db_open(path, DB_WRITE, &none);
    CHECK(error.kind == BROKEN && !none && strstr(error.text, "打不开"), "no database");
    error = db_open("postgresql://nobody@127.0.0.1:1/none", DB_WRITE, &none);
    CHECK(error.kind == UNAVAILABLE && !none, "no server: %s", error.detail);
}

static void a_store_can_live_in_memory(void)
{
    struct db *memory;

    if (on_postgres) return;
    CHECK_OK(db_open(":memory:", DB_WRITE, &memory));
    CHECK_OK(db_script(memory, "CREATE TABLE v (n BIGINT); INSERT INTO v VALUES (5)"));
    CHECK_INT(ask_int(memory, "SELECT n FROM v"), 5);
    db_close(memory);
}

static void on_fresh_store(void (*test)(void))
{
    store = fresh_store_again(arena, store);
    db = opened(DB_WRITE);
    CHECK(db_is_postgres(db) == on_postgres, "the right driver");
    test();
    db_close(db);
}

#define RUN_FRESH(test)       \
    do {                      \
        test_name = #test;    \
        on_fresh_store(test); \
    } while (0)

static void run_all(void)
{
    RUN_FRESH(values_go_there_and_back);
    RUN_FRESH(null_stays_null);
    RUN_FRESH(a_parameter_may_stand_twice_and_anywhere);
    RUN_FRESH(computed_columns_read_alike);
    RUN_FRESH(long_results_come_whole_and_in_order);
    RUN_FRESH(changes_are_counted);
    RUN_FRESH(keys_that_exist_are_conflicts_and_other_rules_are_our_fault);
    RUN_FRESH(an_error_says_what_was_wrong_but_not_with_which_values);
    RUN_FRESH(a_wrong_statement_harms_no_other);
    RUN_FRESH(more_statements_than_are_kept_still_work);
    RUN_FRESH(a_test_can_make_any_statement_fail);
    RUN_FRESH(a_rollback_leaves_nothing_and_a_commit_all);
    RUN_FRESH(a_failed_commit_leaves_nothing);
    RUN_FRESH(a_savepoint_saves_what_came_before);
    RUN_FRESH(what_is_sent_later_is_done_in_order);
    RUN_FRESH(questions_asked_together_are_all_answered);
    RUN_FRESH(an_error_of_what_was_sent_later_is_told_in_time);
    RUN_FRESH(a_savepoint_holds_what_was_sent_later);
    RUN_FRESH(a_reading_connection_refuses_to_write_and_sees_one_moment);
    RUN_FRESH(schema_text_suits_both);
    RUN_FRESH(a_store_is_brought_to_the_newest_schema);
    RUN_FRESH(a_newer_store_is_refused_untouched);
    RUN_FRESH(a_failed_step_leaves_nothing_of_itself);
    RUN_FRESH(a_migration_may_be_killed_at_any_moment);
    RUN_FRESH(migrations_that_start_together_take_turns);
    RUN_FRESH(numbers_start_at_one_and_never_repeat);
    RUN_FRESH(a_number_of_a_lost_write_may_be_missing_but_not_doubled);
    RUN_FRESH(taking_a_number_waits_for_nobody_on_postgresql);
    RUN_FRESH(the_writer_may_be_busy_or_full_on_sqlite);
    RUN_FRESH(states_of_postgresql_have_their_kinds);
    RUN_FRESH(a_lost_connection_comes_back_but_its_transaction_does_not);
    RUN_FRESH(patience_ends_and_lets_go_of_locks);
    RUN_FRESH(opening_what_is_not_there_says_so);
    RUN_FRESH(a_store_can_live_in_memory);
}

int main(void)
{
    arena = arena_new(64 << 20);
    if (!getenv("ZTC_TEST_LOG")) log_set_level((enum log_level)-1); /* the errors are made on purpose */
    run_all();
    on_postgres = true;
    store = fresh_store(arena, true);
    if (store) run_all();
    else puts("note: ZTC_TEST_POSTGRES is not set, PostgreSQL was not tried (script/with-postgres)");
    arena_free(arena);
    return test_end();
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A step and the row that remembers it are one transaction, so a store is either before or after it however
 * the program ends. Two programs that start together take turns.
 */
#include "sql/steps.h"
#include "sql/driver.h"

#include "base/log.h"

#include <inttypes.h>

static const char own_tables[] = "CREATE TABLE IF NOT EXISTS schema_step"
                                 " (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL);"
                                 "CREATE TABLE IF NOT EXISTS numbers"
                                 " (name TEXT NOT NULL PRIMARY KEY, next BIGINT NOT NULL);";

static struct error newest(struct db *db, struct arena *arena, int64_t *number)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT coalesce(max(number), 0) FROM schema_step"));
    *number = row_int(&rows, 0, 0);
    return OK;
}

/* Which steps come after `number`: from *next. */
static struct error find_next(const struct schema_step *steps, size_t count, int64_t number, size_t *next)
{
    struct error newer;

    for (*next = 0; *next < count && steps[*next].number <= number; ++*next) continue;
    if (*next < count || number == (count ? steps[count - 1].number : 0)) return OK;
    newer = db_error(BROKEN, NULL, "the store has schema step %" PRId64 ", this program knows none after %d", number,
                     count ? steps[count - 1].number : 0);
    newer.code = "schema.newer";
    newer.text = "数据库的结构比本程序新：它已由更新版本的程序升级过。请安装新版本的程序后再启动，数据没有改动。";
    return newer;
}

static struct error make_step(struct db *db, const struct schema_step *step, int64_t now)
{
    TRY(db_script(db, step->sql));
    TRY(db_change(db, NULL, "INSERT INTO schema_step (number, name, at) VALUES ($1, $2, $3)", INT(step->number),
                  TEXT(step->name), INT(now)));
    return OK;
}

/* Inside a transaction that no other migration can share. */
static struct error make_next(struct db *db, const struct schema_step *steps, size_t count, int64_t now, bool *made)
{
    struct arena *arena = arena_new(64 * 1024);
    int64_t number = 0;
    size_t next = 0;
    struct error error;

    error = db_script(db, "-- only postgresql\n"
                          "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;\n" /* to see what the one before us made */
                          "SELECT pg_advisory_xact_lock(7483648);\n"
                          "-- both\n");
    if (error.kind == NO_ERROR) error = db_script(db, own_tables);
    if (error.kind == NO_ERROR) error = newest(db, arena, &number);
    if (error.kind == NO_ERROR) error = find_next(steps, count, number, &next);
    *made = error.kind == NO_ERROR && next < count;
    if (*made) {
        error = make_step(db, &steps[next], now);
        if (error.kind != NO_ERROR) log_error("database: schema step %s failed, all of it is undone", steps[next].name);
    }
    arena_free(arena);
    return error;
}

struct error migrate_steps(struct db *db, const struct schema_step *steps, size_t count, int64_t now, int *steps_made)
{
    bool made = true;

    *steps_made = 0;
    while (made) {
        struct error error = db_begin(db);
        if (error.kind == NO_ERROR) error = make_next(db, steps, count, now, &made);
        if (error.kind == NO_ERROR) error = db_commit(db);
        if (error.kind != NO_ERROR) {
            db_rollback(db);
            return error;
        }
        *steps_made += made; /* one at most, and only now it is there */
    }
    return OK;
}

static struct error has_steps(struct db *db, struct arena *arena, bool *has)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 db_is_postgres(db) ? "SELECT 1 WHERE to_regclass('schema_step') IS NOT NULL"
                                    : "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_step'"));
    *has = rows.count > 0;
    return OK;
}

struct error missing_steps(struct db *db, struct arena *arena, const struct schema_step *steps, size_t count,
                           int *missing)
{
    int64_t number = 0;
    size_t next;
    bool has;

    TRY(has_steps(db, arena, &has));
    if (has) TRY(newest(db, arena, &number));
    TRY(find_next(steps, count, number, &next));
    *missing = (int)(count - next);
    return OK;
}

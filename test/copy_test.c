/* SPDX-License-Identifier: Apache-2.0 */
/* A store copied from one kind to the other and back is the same store. */
#include "test.h"

#include "base/log.h"
#include "base/text.h"
#include "fresh_store.h"
#include "record_sample.h"
#include "service/verify.h"
#include "sql/migrate.h"
#include "store/copy.h"

static struct arena *arena;

static struct db *make(bool postgres)
{
    const char *store = fresh_store(arena, postgres);
    struct db *db = NULL;
    int steps;

    if (!store || db_open(store, DB_WRITE, &db).kind != NO_ERROR || migrate(db, 1, &steps).kind != NO_ERROR) abort();
    return db;
}

static struct db *made_full(bool postgres)
{
    struct db *db = make(postgres);

    db_begin(db);
    CHECK_INT(sample_store(db, arena).kind, NO_ERROR);
    CHECK_INT(db_script(db, "INSERT INTO idempotency (key, body_digest, status, content_type, reply, at)"
                            " VALUES ('k', '', 200, NULL, '', -9007199254740993)").kind,
              NO_ERROR);
    db_commit(db);
    return db;
}

/* Copies and gives how many rows; the target has something in a reference table that has to go. */
static int64_t copy(struct db *from, struct db *to)
{
    int64_t rows = 0, counted = 0;

    db_begin(from);
    db_begin(to);
    db_script(to, "INSERT INTO region (code, name, level) VALUES ('x', 'x', 'x')");
    CHECK_INT(copy_store(from, to, NULL, &rows).kind, NO_ERROR);
    CHECK_INT(copy_count(to, arena, &counted).kind, NO_ERROR);
    CHECK_INT(rows, counted);
    db_commit(to);
    db_rollback(from);
    return rows;
}

static void same_rows(struct db *a, struct db *b, const char *table)
{
    const char *sql = arena_printf(arena, "SELECT * FROM %s ORDER BY %s", table,
                                   text_equal(table, "numbers") ? "1" : "1, 2, 3");
    struct rows one, two;

    CHECK_INT(db_query(a, arena, &one, sql).kind, NO_ERROR);
    CHECK_INT(db_query(b, arena, &two, sql).kind, NO_ERROR);
    CHECK_INT(one.count, two.count);
    for (size_t i = 0; i < one.count * one.columns && one.count == two.count; i++) {
        const struct cell *left = &one.cells[i], *right = &two.cells[i];
        bool same = left->null == right->null && left->number == right->number && left->size == right->size &&
                    (left->size == 0 || memcmp(left->bytes, right->bytes, left->size) == 0);

        CHECK(same, "%s: column %zu of row %zu", table, i % one.columns, i / one.columns);
    }
}

static void is_the_same(struct db *a, struct db *b)
{
    static const char *const tables[] = { "appeal", "dispatch", "appeal_clock", "round", "round_item", "round_guest",
                                          "event", "seal", "salt", "outbox", "attachment", "attachment_chunk",
                                          "suggestion", "idempotency", "numbers" };
    struct verify_result result;

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) same_rows(a, b, tables[i]);
    db_begin(b);
    CHECK_INT(verify(b, arena, NULL, &result).kind, NO_ERROR);
    CHECK(!result.fault, "%s", result.fault);
    CHECK_INT(result.figures.events, 20);
    db_rollback(b);
}

static void a_copy_of_the_same_kind_is_the_same(void)
{
    struct db *from = made_full(false), *to = make(false);

    CHECK(copy(from, to) > 100, "there was something to copy");
    is_the_same(from, to);
    db_close(from);
    db_close(to);
}

static void a_copy_goes_to_the_other_kind_and_back(void)
{
    struct db *from = made_full(false), *other = make(true), *back = make(false);

    CHECK_INT(copy(from, other), copy(other, back));
    is_the_same(from, other);
    is_the_same(from, back);
    db_close(from);
    db_close(other);
    db_close(back);
}

static void numbers_go_on_where_they_were(void)
{
    struct db *from = made_full(false), *to = make(getenv("ZTC_TEST_POSTGRES") != NULL);
    int64_t last, next;

    copy(from, to);
    db_next_number(from, "attachment", &last);
    db_next_number(to, "attachment", &next);
    CHECK_INT(next, last);
    db_close(from);
    db_close(to);
}

static void an_empty_store_is_known_as_such(void)
{
    struct db *empty = make(false), *full = made_full(false);
    bool is;

    CHECK(copy_is_empty(empty, arena, &is).kind == NO_ERROR && is, "empty");
    CHECK(copy_is_empty(full, arena, &is).kind == NO_ERROR && !is, "full");
    db_close(empty);
    db_close(full);
}

int main(void)
{
    arena = arena_new((size_t)1 << 30);
    if (!getenv("ZTC_TEST_LOG")) log_set_level((enum log_level)-1);
    RUN(a_copy_of_the_same_kind_is_the_same);
    RUN(numbers_go_on_where_they_were);
    RUN(an_empty_store_is_known_as_such);
    if (getenv("ZTC_TEST_POSTGRES")) RUN(a_copy_goes_to_the_other_kind_and_back);
    else puts("note: ZTC_TEST_POSTGRES is not set, PostgreSQL was not tried (script/with-postgres)");
    arena_free(arena);
    return test_end();
}

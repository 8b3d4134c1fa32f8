/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rows STORE COUNT BATCH: what writing submissions costs at the least. Takes the rows of the last COUNT submissions out
 * of the store, and inserts the same rows again with prepared statements, so many submissions to a commit, each commit
 * on disk. Prints submissions a second, and microseconds of CPU for each. Leaves the store without its seals in order: it is for measuring only.
 */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Where the rows of the appeal ?1 are, in the order in which a submission writes them. */
static const struct table {
    const char *select, *remove, *insert;
} tables[] = {
#define ROWS(name, columns, where, marks)                                                                             \
    { "SELECT " columns " FROM " name " WHERE " where, "DELETE FROM " name " WHERE " where,                          \
      "INSERT INTO " name " (" columns ") VALUES (" marks ")" }
#define ALL(name, where) { "SELECT * FROM " name " WHERE " where, "DELETE FROM " name " WHERE " where, NULL }
    ALL("salt", "subject = 'appeal' AND subject_id = ?1"),
    ALL("appeal", "id = ?1"),
    ALL("appeal_clock", "parent = ?1"),
    ALL("dispatch", "parent = ?1"),
    ROWS("search_text", "rowid, words", "rowid BETWEEN ?1 * 16 AND ?1 * 16 + 15", "?, ?"),
    ALL("event", "subject = 'appeal' AND subject_id = ?1"),
    ALL("outbox", "subject = 'appeal' AND subject_id = ?1"),
    /* Sealed since, but this is what was written. */
    { "SELECT at, subject, subject_id, seq, digest, at FROM event WHERE subject = 'appeal' AND subject_id = ?1",
      "DELETE FROM event_unsealed WHERE subject = 'appeal' AND subject_id = ?1",
      "INSERT INTO event_unsealed VALUES (?, ?, ?, ?, ?, ?)" },
};
enum { TABLES = sizeof tables / sizeof *tables, COLUMNS_MOST = 200 };

struct row {
    struct row *next;
    int table, count;
    sqlite3_value *values[];
};

static sqlite3 *store;
static sqlite3_stmt *inserts[TABLES], *numbers;

static void check(int code, int wanted)
{
    if (code == wanted) return;
    fprintf(stderr, "rows: %s\n", sqlite3_errmsg(store));
    exit(1);
}

static void run(const char *sql)
{
    check(sqlite3_exec(store, sql, NULL, NULL, NULL), SQLITE_OK);
}

static sqlite3_stmt *prepare(const char *sql)
{
    sqlite3_stmt *statement;

    check(sqlite3_prepare_v3(store, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), SQLITE_OK);
    return statement;
}

static void prepare_insert(int table, sqlite3_stmt *select)
{
    char sql[4096] = "", *end = sql;

    if (inserts[table]) return;
    if (!tables[table].insert) {
        end += sprintf(end, "INSERT INTO %s VALUES (?", sqlite3_column_table_name(select, 0));
        for (int i = 1; i < sqlite3_column_count(select); i++) end = stpcpy(end, ",?");
        strcpy(end, ")");
    }
    inserts[table] = prepare(tables[table].insert ? tables[table].insert : sql);
}

static struct row *read_rows(int64_t id)
{
    struct row *first = NULL, **end = &first;

    for (int i = 0; i < TABLES; i++) {
        sqlite3_stmt *select = prepare(tables[i].select);
        int count = sqlite3_column_count(select);

        prepare_insert(i, select);
        sqlite3_bind_int64(select, 1, id);
        while (sqlite3_step(select) == SQLITE_ROW) {
            struct row *row = malloc(sizeof *row + (size_t)count * sizeof *row->values);

            if (!row) abort();
            *row = (struct row){ .table = i, .count = count };
            for (int k = 0; k < count; k++) row->values[k] = sqlite3_value_dup(sqlite3_column_value(select, k));
            *end = row;
            end = &row->next;
        }
        sqlite3_finalize(select);
    }
    return first;
}

static void remove_rows(const int64_t *ids, int count)
{
    run("BEGIN IMMEDIATE");
    for (int i = 0; i < TABLES; i++) {
        sqlite3_stmt *statement = prepare(tables[i].remove);

        for (int k = 0; k < count; k++) {
            sqlite3_bind_int64(statement, 1, ids[k]);
            check(sqlite3_step(statement), SQLITE_DONE);
            sqlite3_reset(statement);
        }
        sqlite3_finalize(statement);
    }
    run("COMMIT");
}

static void insert(const struct row *row)
{
    sqlite3_stmt *statement = inserts[row->table];

    for (int i = 0; i < row->count; i++) sqlite3_bind_value(statement, i + 1, row->values[i]);
    check(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_reset(statement);
}

static double seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void insert_all(struct row *const *rows, int count, int batch)
{
    double began = seconds(CLOCK_MONOTONIC), used = seconds(CLOCK_PROCESS_CPUTIME_ID);

    for (int i = 0; i < count; i++) {
        if (i % batch == 0) run("BEGIN IMMEDIATE");
        for (const struct row *row = rows[i]; row; row = row->next) insert(row);
        check(sqlite3_step(numbers), SQLITE_DONE);
        sqlite3_reset(numbers);
        if (i % batch == batch - 1 || i == count - 1) run("COMMIT");
    }
    printf("%.1f %.1f\n", (double)count / (seconds(CLOCK_MONOTONIC) - began),
           (seconds(CLOCK_PROCESS_CPUTIME_ID) - used) * 1e6 / (double)count);
}

int main(int argc, char **argv)
{
    int most = argc == 4 ? atoi(argv[2]) : 0, batch = argc == 4 ? atoi(argv[3]) : 0, count = 0;
    sqlite3_stmt *select;
    struct row **rows;
    int64_t *ids;

    if (most < 1 || batch < 1) {
        fputs("usage: rows STORE COUNT BATCH\n", stderr);
        return 2;
    }
    check(sqlite3_open(argv[1], &store), SQLITE_OK);
    run("PRAGMA synchronous = FULL; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;");
    rows = calloc((size_t)most, sizeof *rows);
    ids = calloc((size_t)most, sizeof *ids);
    if (!rows || !ids) abort();
    select = prepare("SELECT subject_id FROM event WHERE subject = 'appeal' AND action = 'submit'"
                     " ORDER BY subject_id DESC LIMIT ?");
    sqlite3_bind_int(select, 1, most);
    while (sqlite3_step(select) == SQLITE_ROW) ids[count++] = sqlite3_column_int64(select, 0);
    sqlite3_finalize(select);
    for (int i = 0; i < count; i++) rows[i] = read_rows(ids[count - 1 - i]);
    numbers = prepare("UPDATE numbers SET next = next + 1 WHERE name = 'appeal-2026'");
    remove_rows(ids, count);
    run("PRAGMA wal_checkpoint(TRUNCATE)");
    insert_all(rows, count, batch);
    return 0;
}

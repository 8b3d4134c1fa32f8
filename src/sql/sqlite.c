/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/driver.h"

#include "base/text.h"

#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum {
    PATIENCE = 4000,        /* milliseconds for another program's write */
    RESTART_PATIENCE = 100, /* for readers, when the log shall start over */
    PAGE_BYTES = 4096 + 24, /* of the log: a page and its header */
};

struct sqlite {
    struct db db;
    sqlite3 *handle;
    int patience, log_pages;
    struct statements statements;
};

struct prepared {
    struct statement statement;
    sqlite3_stmt *handle;
    int count;
    unsigned char value_of[VALUES_MAX]; /* which value the parameter takes: SQLite numbers them as they appear */
};

static struct sqlite *sqlite_of(struct db *db)
{
    return (struct sqlite *)db;
}

/* ── Errors ─────────────────────────────────────────────────────────────── */

static bool no_room(const struct sqlite *sqlite, int code)
{
    int cause;

    if ((code & 0xFF) == SQLITE_FULL) return true;
    if ((code & 0xFF) != SQLITE_IOERR) return false;
    cause = sqlite3_system_errno(sqlite->handle); /* a full disk met elsewhere than in write(2) */
    return cause == ENOSPC || cause == EDQUOT || cause == EFBIG;
}

static struct error failed(struct sqlite *sqlite, const char *sql)
{
    int code = sqlite3_extended_errcode(sqlite->handle);
    enum error_kind kind = BROKEN;

    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
        code == SQLITE_CONSTRAINT_ROWID || (code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED)
        kind = CONFLICT;
    if (no_room(sqlite, code)) kind = NO_ROOM;
    if ((code & 0xFF) == SQLITE_NOMEM) kind = UNAVAILABLE; /* of the moment, as PostgreSQL's 53200 */
    return db_error(kind, sql, "SQLite %d: %s", code, sqlite3_errmsg(sqlite->handle));
}

/* ── Statements ─────────────────────────────────────────────────────────── */

static void prepared_close(struct statement *statement)
{
    struct prepared *prepared = (struct prepared *)statement;

    sqlite3_finalize(prepared->handle);
    free(prepared);
}

static struct error name_parameters(struct prepared *prepared, const char *sql)
{
    prepared->count = sqlite3_bind_parameter_count(prepared->handle);
    if (prepared->count > VALUES_MAX) return db_error(BROKEN, sql, "more than %d values", VALUES_MAX);
    for (int i = 0; i < prepared->count; i++) {
        const char *name = sqlite3_bind_parameter_name(prepared->handle, i + 1);
        int64_t number;

        if (!name || *name != '$' || !text_int(name + 1, &number) || number < 1 || number > VALUES_MAX)
            return db_error(BROKEN, sql, "a parameter is not $1 … $%d", VALUES_MAX);
        prepared->value_of[i] = (unsigned char)(number - 1);
    }
    return OK;
}

static struct error make_prepared(struct sqlite *sqlite, const char *sql, struct prepared *prepared)
{
    const char *rest;

    if (sqlite3_prepare_v3(sqlite->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared->handle, &rest) != SQLITE_OK)
        return failed(sqlite, sql);
    if (!prepared->handle || !text_blank(rest)) return db_error(BROKEN, sql, "not one statement");
    return name_parameters(prepared, sql);
}

/* `once`: there are too many to keep this one; the caller closes it. */
static struct error prepare(struct sqlite *sqlite, const char *sql, struct prepared **prepared, bool *once)
{
    struct prepared *fresh;
    struct error error;

    *once = false;
    *prepared = (struct prepared *)statements_find(&sqlite->statements, sql, "");
    if (*prepared) return OK;
    fresh = calloc(1, sizeof *fresh);
    if (!fresh) return db_error(BROKEN, sql, "out of memory for a statement");
    error = make_prepared(sqlite, sql, fresh);
    if (error.kind != NO_ERROR) {
        prepared_close(&fresh->statement);
        return error;
    }
    *once = !statements_keep(&sqlite->statements, &fresh->statement, sql, "");
    *prepared = fresh;
    return OK;
}

static int bind_value(sqlite3_stmt *handle, int at, const struct value *value)
{
    switch (value->type) {
    case VALUE_INT: return sqlite3_bind_int64(handle, at, value->number);
    case VALUE_TEXT: return sqlite3_bind_text(handle, at, value->bytes, -1, SQLITE_STATIC);
    case VALUE_BYTES:
        if (value->bytes) return sqlite3_bind_blob64(handle, at, value->bytes, value->size, SQLITE_STATIC);
        return sqlite3_bind_null(handle, at);
    default: return sqlite3_bind_null(handle, at);
    }
}

static struct error bind(struct sqlite *sqlite, struct prepared *prepared, const char *sql, const struct value *values)
{
    int given = 0;

    while (values[given].type != VALUE_END) given++;
    for (int i = 0; i < prepared->count; i++) {
        if (prepared->value_of[i] >= given)
            return db_error(BROKEN, sql, "$%d has no value, there are %d", prepared->value_of[i] + 1, given);
        if (bind_value(prepared->handle, i + 1, &values[prepared->value_of[i]]) != SQLITE_OK)
            return failed(sqlite, sql);
    }
    return OK;
}

/* ── Results ────────────────────────────────────────────────────────────── */

/* A text is asked for as a blob: that spares SQLite a copy with the ending NUL, which ours gets here. */
static void read_cell(sqlite3_value *value, struct arena *arena, struct cell *cell)
{
    switch (sqlite3_value_type(value)) {
    case SQLITE_NULL: cell->null = true; return;
    case SQLITE_INTEGER:
    case SQLITE_FLOAT: cell->number = sqlite3_value_int64(value); return;
    case SQLITE_TEXT:
        cell->size = (uint32_t)sqlite3_value_bytes(value);
        cell->text = arena_text_n(arena, sqlite3_value_blob(value), cell->size);
        return;
    default:
        cell->size = (uint32_t)sqlite3_value_bytes(value);
        cell->bytes = arena_copy(arena, sqlite3_value_blob(value), cell->size);
    }
}

static void read_row(sqlite3_stmt *handle, struct arena *arena, struct rows *rows)
{
    struct cell *cells = rows_add(rows, arena);

    for (int i = 0; i < (int)rows->columns; i++) read_cell(sqlite3_column_value(handle, i), arena, &cells[i]);
}

static struct error step_all(struct sqlite *sqlite, sqlite3_stmt *handle, const char *sql, struct arena *arena,
                             struct rows *rows)
{
    int code;

    if (rows) rows->columns = (size_t)sqlite3_column_count(handle);
    while ((code = sqlite3_step(handle)) == SQLITE_ROW)
        if (rows) read_row(handle, arena, rows);
    return code == SQLITE_DONE ? OK : failed(sqlite, sql);
}

static struct error run(struct db *db, struct arena *arena, struct rows *rows, int *changed, const char *sql,
                        const struct value *values)
{
    struct sqlite *sqlite = sqlite_of(db);
    struct prepared *prepared;
    struct error error;
    bool once;

    TRY(prepare(sqlite, sql, &prepared, &once));
    error = bind(sqlite, prepared, sql, values);
    if (error.kind == NO_ERROR) error = step_all(sqlite, prepared->handle, sql, arena, rows);
    if (changed && error.kind == NO_ERROR && !sqlite3_stmt_readonly(prepared->handle))
        *changed = sqlite3_changes(sqlite->handle);
    sqlite3_reset(prepared->handle); /* an open read keeps the log from starting over */
    sqlite3_clear_bindings(prepared->handle);
    if (once) prepared_close(&prepared->statement);
    return error;
}

static struct error command(struct db *db, const char *sql)
{
    return run(db, NULL, NULL, NULL, sql, &NO_VALUES);
}

static struct error script(struct db *db, const char *sql)
{
    struct sqlite *sqlite = sqlite_of(db);

    return sqlite3_exec(sqlite->handle, sql, NULL, NULL, NULL) == SQLITE_OK ? OK : failed(sqlite, "(script)");
}

static struct error next_number(struct db *db, const char *name, int64_t *number)
{
    static const char sql[] = "INSERT INTO numbers (name, next) VALUES ($1, 2)"
                              " ON CONFLICT (name) DO UPDATE SET next = numbers.next + 1"
                              " RETURNING next - 1";
    struct arena *arena = arena_new(4096);
    struct rows rows = { 0 };
    struct error error = run(db, arena, &rows, NULL, sql, (const struct value[]){ TEXT(name), NO_VALUES });

    if (error.kind == NO_ERROR) *number = row_int(&rows, 0, 0);
    arena_free(arena);
    return error;
}

static bool in_transaction(const struct db *db)
{
    return !sqlite3_get_autocommit(((const struct sqlite *)db)->handle);
}

static void patience(struct db *db, int milliseconds)
{
    sqlite_of(db)->patience = milliseconds;
    sqlite3_busy_timeout(sqlite_of(db)->handle, milliseconds);
}

static void close_sqlite(struct db *db)
{
    struct sqlite *sqlite = sqlite_of(db);

    statements_forget(&sqlite->statements, prepared_close);
    sqlite3_close(sqlite->handle);
    free(sqlite);
}

/* ── The write-ahead log ────────────────────────────────────────────────── */

static int note_log(void *sqlite, sqlite3 *handle, const char *name, int pages)
{
    (void)handle, (void)name;
    ((struct sqlite *)sqlite)->log_pages = pages;
    return SQLITE_OK;
}

void sqlite_hold_checkpoints(struct db *db)
{
    sqlite3_wal_hook(sqlite_of(db)->handle, note_log, db); /* takes the place of the automatic checkpoint */
}

int64_t sqlite_log_bytes(const struct db *db)
{
    return (int64_t)((const struct sqlite *)db)->log_pages * PAGE_BYTES;
}

bool sqlite_checkpoint(struct db *db, bool restart)
{
    struct sqlite *sqlite = sqlite_of(db);
    int code, mode = restart ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE;

    if (restart) sqlite3_busy_timeout(sqlite->handle, RESTART_PATIENCE);
    code = sqlite3_wal_checkpoint_v2(sqlite->handle, "main", mode, NULL, NULL);
    if (restart) sqlite3_busy_timeout(sqlite->handle, sqlite->patience);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) return false;
    if (code != SQLITE_OK) failed(sqlite, "(checkpoint)"); /* logs; the next one tries again */
    return code == SQLITE_OK;
}

/* ── Opening ────────────────────────────────────────────────────────────── */

static const struct driver driver = {
    .run = run,
    .command = command,
    .script = script,
    .next_number = next_number,
    .in_transaction = in_transaction,
    .patience = patience,
    .close = close_sqlite,
    .begin_write = "BEGIN IMMEDIATE", /* a deferred one that turns to writing fails with SQLITE_BUSY */
    .begin_read = "BEGIN",
    .bytes_type = "BLOB",
    .only_line = "-- only sqlite",
};

static void configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);  /* a connection is used by one thread at a time */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* one lock less that all threads share */
}

static struct error set_up(struct sqlite *sqlite, const char *path)
{
    static const char common[] = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                                 "PRAGMA cache_size = -8000; PRAGMA journal_size_limit = 67108864;";
    struct arena *arena = arena_new(64 * 1024);
    struct rows rows;
    struct error error = script(&sqlite->db, common);

    /* There are several readers, and behind them the pages that the system holds. */
    if (error.kind == NO_ERROR && sqlite->db.use == DB_READ)
        error = script(&sqlite->db, "PRAGMA query_only = ON; PRAGMA cache_size = -4000");
    if (error.kind == NO_ERROR && sqlite->db.use == DB_WRITE && !text_equal(path, ":memory:")) {
        error = db_query(&sqlite->db, arena, &rows, "PRAGMA journal_mode = WAL");
        if (error.kind == NO_ERROR && !text_equal(row_text(&rows, 0, 0), "wal"))
            error = db_error(BROKEN, NULL, "this file system cannot hold a write-ahead log");
    }
    if (error.kind == NO_ERROR) /* reads the first page: is it a database at all? */
        error = db_query(&sqlite->db, arena, &rows, "SELECT count(*) FROM sqlite_master");
    arena_free(arena);
    return error;
}

static struct error open_handle(struct sqlite *sqlite, const char *path)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (sqlite->db.use == DB_WRITE ? SQLITE_OPEN_CREATE : 0);
    struct error error = OK;

    if (sqlite3_open_v2(path, &sqlite->handle, flags, NULL) != SQLITE_OK)
        error = failed(sqlite, "(open)");
    else {
        sqlite3_extended_result_codes(sqlite->handle, 1);
        patience(&sqlite->db, PATIENCE);
        error = set_up(sqlite, path);
    }
    if (error.kind == BROKEN) {
        error.code = "db.cannot-open";
        error.text = "打不开数据库文件：请检查路径、读写权限，以及它是否是本程序的数据库。";
    }
    return error;
}

struct error sqlite_open(const char *path, enum db_use use, struct db **db)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct sqlite *sqlite = calloc(1, sizeof *sqlite);
    struct error error;

    pthread_once(&once, configure);
    if (!sqlite) return db_error(BROKEN, NULL, "out of memory for a connection");
    sqlite->db.driver = &driver;
    sqlite->db.use = use;
    error = open_handle(sqlite, path);
    if (error.kind != NO_ERROR) {
        close_sqlite(&sqlite->db);
        return error;
    }
    *db = &sqlite->db;
    return OK;
}

bool db_is_postgres(const struct db *db)
{
    return db->driver != &driver;
}

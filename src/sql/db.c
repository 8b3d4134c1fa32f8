/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/driver.h"

#include "base/log.h"
#include "base/text.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ── Errors ─────────────────────────────────────────────────────────────── */

/* The detail of an error may be read on another thread long after the connection went on, so it has to live for
 * ever. Causes hold no values, hence there are few of them; past that the log has the rest. */
static const char *kept_for_ever(const char *text)
{
    enum { KEPT = 256 };
    static char *kept[KEPT];
    static size_t count;
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    const char *found = NULL;

    pthread_mutex_lock(&mutex);
    for (size_t i = 0; i < count && !found; i++)
        if (strcmp(kept[i], text) == 0) found = kept[i];
    if (!found && count < KEPT && (kept[count] = strdup(text))) found = kept[count++];
    pthread_mutex_unlock(&mutex);
    return found ? found : "see the log";
}

struct error db_error(enum error_kind kind, const char *sql, const char *format, ...)
{
    struct error error = { .kind = kind };
    char cause[600];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(cause, sizeof cause, format, arguments);
    va_end(arguments);
    switch (kind) {
    case CONFLICT:
        error.code = "db.conflict";
        error.text = "刚才有其他操作改动了同一内容，请刷新后重试。";
        break;
    case UNAVAILABLE:
        error.code = "db.unavailable";
        error.text = "系统暂时连接不上数据库，请稍后再试。";
        error.retry_seconds = 5;
        break;
    case NO_ROOM:
        error.code = "db.no-room";
        error.text = "存储空间已满，本次操作没有保存。请联系系统管理员清理空间后重试。";
        break;
    default: error.code = "db.broken";
    }
    error.detail = kept_for_ever(cause);
    /* A conflict is expected and is tried again: no news for the operator. */
    log_line(kind == CONFLICT ? LOG_DETAIL : LOG_ERROR, "database: %s%s%.400s", cause, sql ? ": " : "",
             sql ? sql : "");
    return error;
}

/* ── Statements ─────────────────────────────────────────────────────────── */

/* Eight bytes at a time: statements are long, and looked for at every use. */
static uint64_t hash_on(uint64_t hash, const char *text)
{
    size_t size = strlen(text);

    for (uint64_t word = 0; size; word = 0) {
        size_t some = size < sizeof word ? size : sizeof word;

        memcpy(&word, text, some);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
        text += some;
        size -= some;
    }
    return hash;
}

/* The key is `types|sql`. */
static uint64_t hash_of(const char *sql, const char *types)
{
    return hash_on(hash_on(hash_on(0xCBF29CE484222325u, types), "|"), sql);
}

static bool has_key(const struct statement *statement, const char *sql, const char *types)
{
    size_t length = strlen(types);

    return strncmp(statement->key, types, length) == 0 && statement->key[length] == '|' &&
           strcmp(statement->key + length + 1, sql) == 0;
}

struct statement *statements_find(const struct statements *statements, const char *sql, const char *types)
{
    uint64_t hash = hash_of(sql, types);
    struct statement *statement = statements->slots[hash % STATEMENT_SLOTS];

    while (statement && !(statement->hash == hash && has_key(statement, sql, types))) statement = statement->next;
    return statement;
}

bool statements_keep(struct statements *statements, struct statement *statement, const char *sql, const char *types)
{
    struct statement **slot;

    if (statements->count >= STATEMENTS_MAX) return false;
    if (asprintf(&statement->key, "%s|%s", types, sql) < 0) return false;
    statement->hash = hash_of(sql, types);
    slot = &statements->slots[statement->hash % STATEMENT_SLOTS];
    statement->next = *slot;
    *slot = statement;
    statements->count++;
    return true;
}

void statements_forget(struct statements *statements, void (*close)(struct statement *))
{
    for (size_t i = 0; i < STATEMENT_SLOTS; i++) {
        while (statements->slots[i]) {
            struct statement *statement = statements->slots[i];
            statements->slots[i] = statement->next;
            free(statement->key);
            close(statement);
        }
    }
    statements->count = 0;
}

struct cell *rows_add(struct rows *rows, struct arena *arena)
{
    size_t count = rows->count, columns = rows->columns;

    if ((count & (count - 1)) == 0) { /* at 0, 1, 2, 4, 8 …: twice the room; most queries find one row */
        struct cell *more = arena_take(arena, (count ? count * 2 : 1) * columns * sizeof *more);
        if (count) memcpy(more, rows->cells, count * columns * sizeof *more);
        rows->cells = more;
    }
    return memset(&rows->cells[rows->count++ * columns], 0, columns * sizeof *rows->cells);
}

/* ── What callers see ───────────────────────────────────────────────────── */

struct error db_open(const char *store, enum db_use use, struct db **db)
{
    *db = NULL;
    if (text_starts(store, "postgresql://") || text_starts(store, "postgres://")) return postgres_open(store, use, db);
    return sqlite_open(store, use, db);
}

void db_close(struct db *db)
{
    if (db) db->driver->close(db);
}

bool db_in_transaction(const struct db *db)
{
    return db->driver->in_transaction(db);
}

void db_patience(struct db *db, int milliseconds)
{
    db->driver->patience(db, milliseconds);
}

void db_fail_at(struct db *db, int64_t nth)
{
    db->fail_with = BROKEN;
    db->fail_at = nth;
}

void db_lose_at(struct db *db, int64_t nth)
{
    db->fail_with = CONFLICT;
    db->fail_at = nth;
}

static struct error fail_if_told(struct db *db, const char *sql)
{
    if (db->fail_at > 0 && atomic_fetch_sub(&db->fail_at, 1) == 1)
        return db_error((enum error_kind)db->fail_with, sql, "told to fail here");
    return OK;
}

struct error db_query_values(struct db *db, struct arena *arena, struct rows *rows, const char *sql,
                             const struct value *values)
{
    *rows = (struct rows){ 0 };
    TRY(fail_if_told(db, sql));
    return db->driver->run(db, arena, rows, NULL, sql, values);
}

struct error db_change_values(struct db *db, int *changed, const char *sql, const struct value *values)
{
    if (changed) *changed = 0;
    TRY(fail_if_told(db, sql));
    return db->driver->run(db, NULL, NULL, changed, sql, values);
}

static struct error run_later(struct db *db, const struct later *later, const char *sql, const struct value *values)
{
    int changed = 1;

    TRY(fail_if_told(db, sql));
    if (db->driver->run_later) return db->driver->run_later(db, later, sql, values);
    TRY(db->driver->run(db, later->arena, later->rows, later->rows ? NULL : &changed, sql, values));
    return changed == 1 ? OK : later->otherwise;
}

struct error db_change_later_values(struct db *db, const char *sql, const struct value *values)
{
    return run_later(db, &(struct later){ 0 }, sql, values);
}

struct error db_change_one_later(struct db *db, struct error otherwise, const char *sql, const struct value *values)
{
    return run_later(db, &(struct later){ .otherwise = otherwise }, sql, values);
}

/* Settled after an error too, because rows are written to until then. */
struct error db_query_together(struct db *db, struct arena *arena, const struct question *questions, size_t count)
{
    struct error error = OK, settled = OK;

    for (size_t i = 0; i < count && error.kind == NO_ERROR; i++) {
        *questions[i].rows = (struct rows){ 0 };
        error = run_later(db, &(struct later){ arena, questions[i].rows, OK }, questions[i].sql, questions[i].values);
    }
    if (db->driver->settle) settled = db->driver->settle(db);
    return error.kind != NO_ERROR ? error : settled;
}

static struct error command(struct db *db, const char *sql)
{
    TRY(fail_if_told(db, sql));
    return db->driver->command(db, sql);
}

struct error db_begin(struct db *db)
{
    return command(db, db->use == DB_WRITE ? db->driver->begin_write : db->driver->begin_read);
}

struct error db_commit(struct db *db)
{
    struct error error = command(db, "COMMIT");

    if (error.kind != NO_ERROR) db_rollback(db);
    return error;
}

void db_rollback(struct db *db)
{
    if (db_in_transaction(db)) db->driver->command(db, "ROLLBACK");
}

/* One name is enough: both databases take the innermost savepoint of a name. */
struct error db_savepoint(struct db *db)
{
    return command(db, "SAVEPOINT nested");
}

struct error db_release(struct db *db)
{
    return command(db, "RELEASE SAVEPOINT nested");
}

void db_rollback_to_savepoint(struct db *db)
{
    if (!db_in_transaction(db)) return;
    if (db->driver->command(db, "ROLLBACK TO SAVEPOINT nested").kind == NO_ERROR)
        db->driver->command(db, "RELEASE SAVEPOINT nested");
}

struct error db_next_number(struct db *db, const char *name, int64_t *number)
{
    TRY(fail_if_told(db, "(next number)"));
    return db->driver->next_number(db, name, number);
}

/* ── Schema text ────────────────────────────────────────────────────────── */

static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Copies one line; `quoted` says whether it began inside '…' and is kept for the next. */
static char *copy_line(char *to, const char *from, const char *end, const char *bytes_type, bool *quoted)
{
    const char *start = from;

    while (from < end) {
        bool free_standing = from == start || !in_word(from[-1]);

        if (!*quoted && end - from >= 2 && memcmp(from, "--", 2) == 0) return mempcpy(to, from, (size_t)(end - from));
        if (*from == '\'') *quoted = !*quoted;
        if (!*quoted && free_standing && end - from >= 5 && memcmp(from, "BYTES", 5) == 0 && !in_word(from[5])) {
            to = stpcpy(to, bytes_type);
            from += 5;
        } else {
            *to++ = *from++;
        }
    }
    return to;
}

static bool line_is(const char *line, const char *end, const char *text)
{
    size_t length = strlen(text);

    while (end > line && (end[-1] == '\n' || end[-1] == '\r' || end[-1] == ' ')) end--;
    return (size_t)(end - line) == length && memcmp(line, text, length) == 0;
}

/* The text as this driver takes it; no type name is longer than BYTES, so it never grows. */
static char *translate(const struct driver *driver, const char *sql)
{
    char *text = malloc(strlen(sql) + 1), *to = text;
    bool ours = true, quoted = false;

    if (!text) return NULL;
    for (const char *line = sql, *end; *line; line = end) {
        end = strchrnul(line, '\n');
        if (*end) end++;
        if (!quoted && line_is(line, end, "-- both")) ours = true;
        if (!quoted && text_starts(line, "-- only ")) ours = line_is(line, end, driver->only_line);
        if (ours) to = copy_line(to, line, end, driver->bytes_type, &quoted);
    }
    *to = 0;
    return text;
}

struct error db_script(struct db *db, const char *sql)
{
    char *text;
    struct error error = fail_if_told(db, "(script)");

    if (error.kind != NO_ERROR) return error;
    text = translate(db->driver, sql);
    if (!text) return db_error(BROKEN, NULL, "out of memory for a script");
    error = db->driver->script(db, text);
    free(text);
    return error;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One dialect for two databases. A statement is a literal with $1, $2 …; values
 * carry their type. Columns are BIGINT and TEXT (and BYTEA/BLOB for keys and
 * digests, declared BYTES in schema/ and translated by migrate). No NOW(), no
 * autoincrement: times and ids come from C. Results are read whole into an
 * arena, so every list has a LIMIT. Statements are prepared once per connection.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db; /* one connection; used by one thread at a time */

enum value_type { VALUE_END, VALUE_NULL_INT, VALUE_INT, VALUE_TEXT, VALUE_BYTES };

struct value {
    enum value_type type;
    int64_t number;
    const void *bytes; /* text: NULL is SQL NULL */
    size_t size;
};

#define INT(n) ((struct value){ .type = VALUE_INT, .number = (n) })
#define INT_OR_NULL(n) value_int_or_null(n) /* 0 is stored as NULL: ids, instants */
#define TEXT(t) ((struct value){ .type = VALUE_TEXT, .bytes = (t) })
#define BYTES(b, n) ((struct value){ .type = VALUE_BYTES, .bytes = (b), .size = (n) })
#define NO_VALUES ((struct value){ .type = VALUE_END })

static inline struct value value_int_or_null(int64_t number)
{
    return (struct value){ .type = number ? VALUE_INT : VALUE_NULL_INT, .number = number };
}

struct cell {
    int64_t number; /* of BIGINT columns; 0 for NULL */
    union {
        const char *text;  /* of TEXT columns, NUL-ended; NULL for NULL */
        const void *bytes; /* of BYTES columns */
    };
    uint32_t size;
    bool null;
};

struct rows {
    size_t count, columns;
    struct cell *cells; /* count * columns, row by row */
};

static inline const struct cell *cell(const struct rows *rows, size_t row, size_t column)
{
    return &rows->cells[row * rows->columns + column];
}
static inline int64_t row_int(const struct rows *rows, size_t row, size_t column)
{
    return cell(rows, row, column)->number;
}
static inline const char *row_text(const struct rows *rows, size_t row, size_t column)
{
    return cell(rows, row, column)->text;
}

/* Both end the list of values themselves: db_change(db, &changed, "UPDATE …", INT(1), TEXT("x")). */
#define db_query(db, arena, rows, sql, ...) \
    db_query_values((db), (arena), (rows), (sql), (const struct value[]){ __VA_ARGS__ __VA_OPT__(, ) NO_VALUES })
#define db_change(db, changed, sql, ...) \
    db_change_values((db), (changed), (sql), (const struct value[]){ __VA_ARGS__ __VA_OPT__(, ) NO_VALUES })

/* Errors: CONFLICT (a unique key, a serialization failure or a deadlock), UNAVAILABLE (connection lost),
 * NO_ROOM (disk full), BROKEN (everything else: our fault). After CONFLICT on PostgreSQL only a
 * rollback is possible, so use ON CONFLICT where one is expected. `changed` may be NULL. */
struct error db_query_values(struct db *, struct arena *, struct rows *, const char *sql, const struct value *);
struct error db_change_values(struct db *, int *changed, const char *sql, const struct value *);
/* A change whose count nobody asks for. PostgreSQL, inside a transaction: sent with what follows, so that many
 * are one journey; an error may then be told by a later call, at the latest by db_release or db_commit. */
#define db_change_later(db, sql, ...) \
    db_change_later_values((db), (sql), (const struct value[]){ __VA_ARGS__ __VA_OPT__(, ) NO_VALUES })
struct error db_change_later_values(struct db *, const char *sql, const struct value *);
/* The same, and CONFLICT as told by `otherwise` unless it changes one row. */
struct error db_change_one_later(struct db *, struct error otherwise, const char *sql, const struct value *);
/* Several queries none of which needs another's answer: one journey to PostgreSQL. Rows are there on return. */
struct question {
    struct rows *rows;
    const char *sql;
    const struct value *values; /* ended by NO_VALUES */
};
struct error db_query_together(struct db *, struct arena *, const struct question *, size_t count);
/* Many statements separated by ;, without values: schema files. The column type BYTES becomes BLOB or
 * BYTEA. What only one driver understands stands between the lines `-- only sqlite` or
 * `-- only postgresql` and `-- both`. */
struct error db_script(struct db *, const char *sql);

/* Transactions; only the runner, the lanes and tests call these. On SQLite BEGIN IMMEDIATE. */
struct error db_begin(struct db *);
/* Returns after the commit is on disk. Failed: the transaction is gone, except that UNAVAILABLE on
 * PostgreSQL cannot tell whether the commit arrived. */
struct error db_commit(struct db *);
void db_rollback(struct db *);
/* A nested transaction, so that one failed request does not undo its batch. */
struct error db_savepoint(struct db *);
struct error db_release(struct db *);
void db_rollback_to_savepoint(struct db *);

/* `FILE.db` or `postgresql://…`; WRITE makes a missing file. READ connections refuse to write. `:memory:` is
 * a store of one connection that dies with it: for play and tests, not for lanes. A lost connection is
 * opened again by the next use outside a transaction. */
enum db_use { DB_READ, DB_WRITE };
struct error db_open(const char *store, enum db_use, struct db **db);
void db_close(struct db *); /* NULL is fine */
bool db_is_postgres(const struct db *);

/* The next number of a named sequence, from 1. Gaps are fine. SQLite: in the transaction, PostgreSQL:
 * from a block of 128 held by this connection, so that no row is locked by every write. */
struct error db_next_number(struct db *, const char *name, int64_t *number);

/* For tests: the n-th statement from now on (1: the next) fails once with BROKEN; 0 switches it off. Begin,
 * commit, savepoint and release count, the two rollbacks do not. May be called from any thread. */
void db_fail_at(struct db *, int64_t nth);
/* The same, but with CONFLICT, as when somebody else was first. */
void db_lose_at(struct db *, int64_t nth);

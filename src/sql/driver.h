/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Private to sql/: what a driver has to do, and what both share. A driver's own
 * struct begins with a struct db. Errors are made in one place, db_error, so that
 * kinds, texts and log lines are the same whichever database stands behind.
 */
#pragma once

#include "sql/db.h"

#include <stdatomic.h>

enum { VALUES_MAX = 255, STATEMENTS_MAX = 512, STATEMENT_SLOTS = 256 };

/* What becomes of the answer of a statement that waits for it. */
struct later {
    struct arena *arena;
    struct rows *rows;      /* NULL: dropped */
    struct error otherwise; /* the error if not one row was changed; NO_ERROR: any count will do */
};

struct driver {
    /* One prepared statement; rows may be NULL (then what it returns is dropped), changed may be NULL. */
    struct error (*run)(struct db *, struct arena *, struct rows *, int *changed, const char *sql,
                        const struct value *);
    /* Sent with what follows; the rows are there, and what was expected looked at, after settle. NULL both: the
     * driver runs everything at once. */
    struct error (*run_later)(struct db *, const struct later *, const char *sql, const struct value *);
    struct error (*settle)(struct db *);
    /* BEGIN, COMMIT and their like. */
    struct error (*command)(struct db *, const char *sql);
    struct error (*script)(struct db *, const char *sql);
    struct error (*next_number)(struct db *, const char *name, int64_t *number);
    bool (*in_transaction)(const struct db *);
    void (*patience)(struct db *, int milliseconds);
    void (*close)(struct db *);
    const char *begin_write, *begin_read;
    const char *bytes_type, *only_line; /* what db_script puts for BYTES; the line that opens our own part */
};

struct db {
    const struct driver *driver;
    enum db_use use;
    _Atomic int64_t fail_at; /* 0: off */
    _Atomic int fail_with;   /* enum error_kind */
};

struct error sqlite_open(const char *path, enum db_use, struct db **);
struct error postgres_open(const char *address, enum db_use, struct db **);

/* False too after an error that made SQLite give the whole transaction up. */
bool db_in_transaction(const struct db *);
/* The longest wait for one statement. PostgreSQL: ten minutes until set, then the connection is given
 * up as lost. SQLite: for another program's write, four seconds until set. */
void db_patience(struct db *, int milliseconds);

/* Makes the error of that kind and logs it: `sql` may be NULL; `cause` never holds values. */
struct error db_error(enum error_kind, const char *sql, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* SQLite's write-ahead log. Without this call every commit may also do a checkpoint. */
void sqlite_hold_checkpoints(struct db *);
int64_t sqlite_log_bytes(const struct db *); /* after the last commit of this connection */
/* Copies the log into the file; with `restart` waits a moment for readers so that the log starts over.
 * False: somebody was in the way. */
bool sqlite_checkpoint(struct db *, bool restart);

/* Statements of a connection, by their text and the types of their values. The driver's own struct begins
 * with a struct statement. */
struct statement {
    struct statement *next;
    uint64_t hash;
    char *key;
};
struct statements {
    struct statement *slots[STATEMENT_SLOTS];
    size_t count;
};
/* `types`: a letter per value, "" where the driver does not care. */
struct statement *statements_find(const struct statements *, const char *sql, const char *types);
/* Takes the statement over, and gives it its key; false when there are too many: then it stays the caller's. */
bool statements_keep(struct statements *, struct statement *, const char *sql, const char *types);
void statements_forget(struct statements *, void (*close)(struct statement *));

/* A result that grows while it is read. */
struct cell *rows_add(struct rows *, struct arena *);

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libpq without its blocking calls: a server that hangs is given up after the
 * connection's patience, so that nobody waits for ever.
 */
#include "sql/driver.h"
#include "sql/postgres_values.h"

#include "base/log.h"
#include "base/text.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { NAME_BYTES = 16, PATIENCE = 600 * 1000, SCRIPT_PATIENCE = 3600 * 1000, PROMPTLY = 1000, BLOCK = 32 };

/* Numbers of one sequence that this connection may give out. */
struct block {
    struct block *next;
    char *name;
    int64_t at, end;
};

struct postgres {
    struct db db;
    char *address;
    PGconn *connection; /* NULL: lost, or never there */
    bool transaction;   /* as the caller sees it: stays set when the connection is lost inside */
    bool lost_promptly; /* the last call found a dead connection at once: to try again costs no time */
    int patience;
    int64_t started; /* milliseconds, when the present call began */
    unsigned names;
    struct statements statements;
    struct db *aside; /* of our own, for blocks of numbers */
    struct block *blocks;
};

struct prepared {
    struct statement statement;
    char name[NAME_BYTES];
};

static struct postgres *postgres_of(struct db *db)
{
    return (struct postgres *)db;
}

static int64_t milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void begin_call(struct postgres *postgres)
{
    postgres->started = milliseconds();
    postgres->lost_promptly = false;
}

/* ── Errors ─────────────────────────────────────────────────────────────── */

static void prepared_close(struct statement *statement)
{
    free(statement); /* the first member of a struct prepared */
}

static void drop(struct postgres *postgres)
{
    PQfinish(postgres->connection);
    postgres->connection = NULL;
    statements_forget(&postgres->statements, prepared_close);
}

static struct error lost(struct postgres *postgres, const char *sql, const char *cause)
{
    struct error error = db_error(UNAVAILABLE, sql, "PostgreSQL: %s", cause);

    postgres->lost_promptly = milliseconds() - postgres->started < PROMPTLY;
    drop(postgres);
    return error;
}

static enum error_kind kind_of(const char *state)
{
    static const struct {
        const char *state;
        enum error_kind kind;
    } kinds[] = {
        { "40001", CONFLICT },    /* serialization failure */
        { "40P01", CONFLICT },    /* deadlock */
        { "23505", CONFLICT },    /* unique key */
        { "55P03", CONFLICT },    /* lock not available */
        { "53100", NO_ROOM },     /* disk full */
        { "53200", UNAVAILABLE }, /* out of memory */
        { "53300", UNAVAILABLE }, /* too many connections */
        { "57014", UNAVAILABLE }, /* cancelled, by an operator or a time-out of the server's */
        { "25P03", UNAVAILABLE }, /* idle in a transaction for too long */
        { "08P01", BROKEN },      /* the protocol violated, by too few values for instance */
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(state, kinds[i].state) == 0) return kinds[i].kind;
    return text_starts(state, "08") || text_starts(state, "57P") ? UNAVAILABLE : BROKEN;
}

static struct error failed(struct postgres *postgres, const char *sql, const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY); /* the DETAIL would hold values */

    if (!state) return lost(postgres, sql, PQerrorMessage(postgres->connection));
    if (kind_of(state) == UNAVAILABLE && (text_starts(state, "08") || text_starts(state, "57P")))
        return lost(postgres, sql, message ? message : state);
    if (strcmp(state, "25006") == 0 && postgres->db.use == DB_WRITE)
        return lost(postgres, sql, "the server has become a standby");
    return db_error(kind_of(state), sql, "PostgreSQL %s: %s", state, message ? message : "");
}

/* ── Waiting ────────────────────────────────────────────────────────────── */

/* Until there is something to read, or room to write while some is left; false when patience ends. */
static bool wait_for_server(struct postgres *postgres, bool write, int64_t deadline)
{
    struct pollfd server = { .fd = PQsocket(postgres->connection), .events = (short)(POLLIN | (write ? POLLOUT : 0)) };
    int64_t left;

    while ((left = deadline - milliseconds()) > 0)
        if (poll(&server, 1, (int)left) > 0) return true;
    return false;
}

/* Sends the rest and waits for the next result; *result is NULL after the last. */
static struct error next_result(struct postgres *postgres, const char *sql, int64_t deadline, PGresult **result)
{
    PGconn *connection = postgres->connection;
    int unsent;

    while ((unsent = PQflush(connection)) > 0 || PQisBusy(connection)) {
        if (!wait_for_server(postgres, unsent > 0, deadline)) return lost(postgres, sql, "no answer in time");
        if (!PQconsumeInput(connection)) return lost(postgres, sql, PQerrorMessage(connection));
    }
    if (unsent < 0) return lost(postgres, sql, PQerrorMessage(connection));
    *result = PQgetResult(connection);
    return OK;
}

static bool is_error(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);

    return status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY;
}

/* After something was sent: all results of it, of which the first error or else the last is kept. */
static struct error answer(struct postgres *postgres, const char *sql, int sent, int patience, PGresult **kept)
{
    int64_t deadline = milliseconds() + patience;
    PGresult *next = NULL;
    struct error error;

    *kept = NULL;
    if (!sent) return lost(postgres, sql, PQerrorMessage(postgres->connection));
    while ((error = next_result(postgres, sql, deadline, &next)).kind == NO_ERROR && next) {
        if (*kept && is_error(*kept)) {
            PQclear(next);
        } else {
            PQclear(*kept);
            *kept = next;
        }
    }
    if (error.kind == NO_ERROR && !*kept) error = lost(postgres, sql, "no result");
    else if (error.kind == NO_ERROR && is_error(*kept)) error = failed(postgres, sql, *kept);
    if (error.kind != NO_ERROR) {
        PQclear(*kept);
        *kept = NULL;
    }
    return error;
}

static struct error simple(struct postgres *postgres, const char *sql, int patience)
{
    PGresult *result;
    struct error error = answer(postgres, sql, PQsendQuery(postgres->connection, sql), patience, &result);

    PQclear(result);
    return error;
}

/* ── Connecting ─────────────────────────────────────────────────────────── */

static void note(void *nothing, const char *message)
{
    (void)nothing;
    log_detail("PostgreSQL says: %s", message);
}

/* A server finds out that we gave up, and lets go of what we locked; "on disk" means it whatever the
 * server's default is. */
static struct error set_up(struct postgres *postgres)
{
    const char *encoding = PQparameterStatus(postgres->connection, "server_encoding");

    if (!encoding || strcmp(encoding, "UTF8") != 0)
        return db_error(BROKEN, NULL, "PostgreSQL: the database's encoding is %s, not UTF8", encoding ? encoding : "?");
    PQsetNoticeProcessor(postgres->connection, note, NULL);
    if (PQsetnonblocking(postgres->connection, 1) != 0)
        return lost(postgres, NULL, PQerrorMessage(postgres->connection));
    if (postgres->db.use == DB_READ)
        TRY(simple(postgres, "SET default_transaction_read_only = on", postgres->patience));
    /* Every statement goes by an index whatever its values: planning it once is enough. */
    return simple(postgres,
                  "SET plan_cache_mode = force_generic_plan;"
                  "SET client_connection_check_interval = 2000;"
                  "SET idle_in_transaction_session_timeout = 60000;"
                  "SELECT set_config('synchronous_commit', 'on', false)"
                  " WHERE current_setting('synchronous_commit') = 'off'",
                  postgres->patience);
}

/* What stands before dbname are defaults that the address may change. */
static struct error connect_postgres(struct postgres *postgres)
{
    static const char *const names[] = { "client_encoding", "application_name", "connect_timeout",
                                         "keepalives_idle", "keepalives_interval", "keepalives_count",
                                         "tcp_user_timeout", "target_session_attrs", "dbname", NULL };
    const char *const values[] = { "UTF8", "ztc", "2", "5", "2", "2", "4000", "primary", postgres->address, NULL };
    struct error error;

    postgres->connection = PQconnectdbParams(names, values, 1);
    if (PQstatus(postgres->connection) != CONNECTION_OK) {
        error = lost(postgres, NULL, PQerrorMessage(postgres->connection));
        postgres->lost_promptly = false; /* to try once more would be no different */
        return error;
    }
    error = set_up(postgres);
    if (error.kind != NO_ERROR) drop(postgres);
    return error;
}

static struct error connected(struct postgres *postgres)
{
    if (postgres->connection) return OK;
    if (postgres->transaction) return db_error(UNAVAILABLE, NULL, "PostgreSQL: lost inside this transaction");
    return connect_postgres(postgres);
}

/* ── Statements ─────────────────────────────────────────────────────────── */

static struct error prepare_on_server(struct postgres *postgres, const char *sql, const char *name,
                                      const struct parameters *parameters)
{
    PGresult *result;
    struct error error = answer(
        postgres, sql, PQsendPrepare(postgres->connection, name, sql, parameters->count, parameters->types),
        postgres->patience, &result);

    PQclear(result);
    return error;
}

/* What the statement is called on the server: "" (good until the next such one) when there are too many to keep. */
static struct error prepare(struct postgres *postgres, const char *sql, const struct parameters *parameters,
                            char name[NAME_BYTES])
{
    struct prepared *prepared = (struct prepared *)statements_find(&postgres->statements, sql, parameters->letters);
    struct error error;

    if (prepared) {
        strcpy(name, prepared->name);
        return OK;
    }
    name[0] = 0;
    if (postgres->statements.count < STATEMENTS_MAX) snprintf(name, NAME_BYTES, "s%u", postgres->names++);
    error = prepare_on_server(postgres, sql, name, parameters);
    if (error.kind != NO_ERROR || !name[0]) return error;
    prepared = calloc(1, sizeof *prepared);
    if (!prepared) return OK;
    strcpy(prepared->name, name);
    if (!statements_keep(&postgres->statements, &prepared->statement, sql, parameters->letters)) free(prepared);
    return OK;
}

static int changed_by(PGresult *result)
{
    return text_starts(PQcmdStatus(result), "SELECT") ? 0 : atoi(PQcmdTuples(result));
}

static struct error run_once(struct postgres *postgres, struct arena *arena, struct rows *rows, int *changed,
                             const char *sql, const struct value *values)
{
    struct parameters parameters;
    char name[NAME_BYTES];
    PGresult *result;
    struct error error = OK;

    TRY(connected(postgres));
    TRY(postgres_parameters(&parameters, sql, values));
    TRY(prepare(postgres, sql, &parameters, name));
    TRY(answer(postgres, sql,
               PQsendQueryPrepared(postgres->connection, name, parameters.count, parameters.values, parameters.lengths,
                                   parameters.formats, 0),
               postgres->patience, &result));
    if (PQresultStatus(result) == PGRES_EMPTY_QUERY) error = db_error(BROKEN, sql, "not one statement");
    if (changed) *changed = changed_by(result);
    if (rows) postgres_rows(result, arena, rows);
    PQclear(result);
    return error;
}

static struct error run(struct db *db, struct arena *arena, struct rows *rows, int *changed, const char *sql,
                        const struct value *values)
{
    struct postgres *postgres = postgres_of(db);
    struct error error;

    begin_call(postgres);
    error = run_once(postgres, arena, rows, changed, sql, values);
    if (postgres->lost_promptly && !postgres->transaction && db->use == DB_READ)
        error = run_once(postgres, arena, rows, changed, sql, values); /* reading twice does no harm */
    return error;
}

static struct error script(struct db *db, const char *sql)
{
    struct postgres *postgres = postgres_of(db);

    begin_call(postgres);
    TRY(connected(postgres));
    return simple(postgres, sql, SCRIPT_PATIENCE);
}

/* ── Transactions ───────────────────────────────────────────────────────── */

static struct error begin(struct postgres *postgres, const char *sql)
{
    if (postgres->transaction) return db_error(BROKEN, sql, "a transaction is open already");
    TRY(connected(postgres));
    TRY(simple(postgres, sql, postgres->patience));
    postgres->transaction = true;
    return OK;
}

/* PostgreSQL answers the COMMIT of a transaction that has failed with ROLLBACK, and no error. */
static struct error commit(struct postgres *postgres)
{
    PGresult *result;
    struct error error;

    if (!postgres->transaction) return db_error(BROKEN, "COMMIT", "no transaction is open");
    error = connected(postgres);
    postgres->transaction = false;
    if (error.kind != NO_ERROR) return error;
    TRY(answer(postgres, "COMMIT", PQsendQuery(postgres->connection, "COMMIT"), postgres->patience, &result));
    if (strcmp(PQcmdStatus(result), "COMMIT") != 0)
        error = db_error(BROKEN, "COMMIT", "a statement of this transaction had failed");
    PQclear(result);
    return error;
}

static struct error rollback(struct postgres *postgres)
{
    struct error error = OK;

    postgres->transaction = false;
    if (!postgres->connection) return OK;
    error = simple(postgres, "ROLLBACK", postgres->patience);
    if (error.kind != NO_ERROR && postgres->connection) drop(postgres);
    return error;
}

static struct error command(struct db *db, const char *sql)
{
    struct postgres *postgres = postgres_of(db);
    struct error error;

    begin_call(postgres);
    if (strcmp(sql, "COMMIT") == 0) return commit(postgres);
    if (strcmp(sql, "ROLLBACK") == 0) return rollback(postgres);
    if (text_starts(sql, "BEGIN")) {
        error = begin(postgres, sql);
        return postgres->lost_promptly ? begin(postgres, sql) : error; /* nothing is lost by beginning again */
    }
    TRY(connected(postgres));
    return simple(postgres, sql, postgres->patience);
}

static bool in_transaction(const struct db *db)
{
    return ((const struct postgres *)db)->transaction;
}

/* ── Numbers ────────────────────────────────────────────────────────────── */

static struct block *block_of(struct postgres *postgres, const char *name)
{
    struct block *block = postgres->blocks;

    while (block && strcmp(block->name, name) != 0) block = block->next;
    if (block) return block;
    block = calloc(1, sizeof *block);
    if (!block || !(block->name = strdup(name))) {
        free(block);
        return NULL;
    }
    block->next = postgres->blocks;
    postgres->blocks = block;
    return block;
}

static struct error take_block(struct db *aside, struct block *block)
{
    struct arena *arena = arena_new(4096);
    struct rows rows;
    struct error error = db_query(aside, arena, &rows,
                                  "INSERT INTO numbers (name, next) VALUES ($1, $2 + 1)"
                                  " ON CONFLICT (name) DO UPDATE SET next = numbers.next + $2"
                                  " RETURNING next",
                                  TEXT(block->name), INT(BLOCK));

    if (error.kind == NO_ERROR) {
        block->end = row_int(&rows, 0, 0);
        block->at = block->end - BLOCK;
    }
    arena_free(arena);
    return error;
}

/* On a connection of its own, each block a transaction of its own: no write waits for another's number. */
static struct error next_number(struct db *db, const char *name, int64_t *number)
{
    struct postgres *postgres = postgres_of(db);
    struct block *block = block_of(postgres, name);
    struct error error;

    if (!block) return db_error(BROKEN, NULL, "out of memory for a block of numbers");
    if (block->at == block->end) {
        if (!postgres->aside) TRY(postgres_open(postgres->address, DB_WRITE, &postgres->aside));
        db_patience(postgres->aside, postgres->patience);
        error = take_block(postgres->aside, block);
        if (postgres_of(postgres->aside)->lost_promptly) error = take_block(postgres->aside, block);
        TRY(error);
    }
    *number = block->at++;
    return OK;
}

/* ── Opening and closing ────────────────────────────────────────────────── */

static void patience(struct db *db, int milliseconds_to_wait)
{
    postgres_of(db)->patience = milliseconds_to_wait;
}

static void close_postgres(struct db *db)
{
    struct postgres *postgres = postgres_of(db);

    db_close(postgres->aside);
    drop(postgres);
    while (postgres->blocks) {
        struct block *block = postgres->blocks;
        postgres->blocks = block->next;
        free(block->name);
        free(block);
    }
    free(postgres->address);
    free(postgres);
}

static const struct driver driver = {
    .run = run,
    .command = command,
    .script = script,
    .next_number = next_number,
    .in_transaction = in_transaction,
    .patience = patience,
    .close = close_postgres,
    .begin_write = "BEGIN",
    .begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", /* one moment for the whole of a page */
    .bytes_type = "BYTEA",
    .only_line = "-- only postgresql",
};

struct error postgres_open(const char *address, enum db_use use, struct db **db)
{
    struct postgres *postgres = calloc(1, sizeof *postgres);
    struct error error;

    if (!postgres || !(postgres->address = strdup(address))) {
        free(postgres);
        return db_error(BROKEN, NULL, "out of memory for a connection");
    }
    postgres->db.driver = &driver;
    postgres->db.use = use;
    postgres->patience = PATIENCE;
    begin_call(postgres);
    error = connect_postgres(postgres);
    if (error.kind != NO_ERROR) {
        close_postgres(&postgres->db);
        return error;
    }
    *db = &postgres->db;
    return OK;
}

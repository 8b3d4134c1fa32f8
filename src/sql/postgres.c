/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/postgres.h"
#include "sql/postgres_values.h"

#include "base/log.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATIENCE = 600 * 1000, SCRIPT_PATIENCE = 3600 * 1000, BLOCK = 128 };

/* Numbers of one sequence that this connection may give out. */
struct block {
    struct block *next;
    char *name;
    int64_t at, end;
};

static struct postgres *postgres_of(struct db *db)
{
    return (struct postgres *)db;
}

static struct error simple(struct postgres *postgres, const char *sql, int patience)
{
    PGresult *result;
    struct error error = postgres_answer(postgres, sql, PQsendQuery(postgres->connection, sql), patience, &result);

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
        return postgres_lost(postgres, NULL, PQerrorMessage(postgres->connection));
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
    static const char *const names[] = {
        "client_encoding",  "application_name", "connect_timeout",      "keepalives_idle", "keepalives_interval",
        "keepalives_count", "tcp_user_timeout", "target_session_attrs", "dbname",          NULL
    };
    const char *const values[] = { "UTF8", "ztc", "2", "5", "2", "2", "4000", "primary", postgres->address, NULL };
    struct error error;

    postgres->connection = PQconnectdbParams(names, values, 1);
    if (PQstatus(postgres->connection) != CONNECTION_OK) {
        error = postgres_lost(postgres, NULL, PQerrorMessage(postgres->connection));
        postgres->lost_promptly = false; /* to try once more would be no different */
        return error;
    }
    error = set_up(postgres);
    if (error.kind != NO_ERROR) postgres_drop(postgres);
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
    struct error error = postgres_answer(
        postgres, sql, PQsendPrepare(postgres->connection, name, sql, parameters->count, parameters->types),
        postgres->patience, &result);

    PQclear(result);
    return error;
}

static bool find_prepared(struct postgres *postgres, const char *sql, const struct parameters *parameters,
                          struct prepared **prepared)
{
    *prepared = (struct prepared *)statements_find(&postgres->statements, sql, parameters->letters);
    return *prepared != NULL;
}

/* What the statement is called on the server: "" (good until the next such one) when there are too many to keep. */
static struct error prepare(struct postgres *postgres, const char *sql, const struct parameters *parameters,
                            char name[NAME_BYTES])
{
    struct prepared *prepared;
    struct error error;

    if (find_prepared(postgres, sql, parameters, &prepared)) {
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

static int send_prepared(struct postgres *postgres, const char *name, const struct parameters *parameters)
{
    return PQsendQueryPrepared(postgres->connection, name, parameters->count, parameters->values, parameters->lengths,
                               parameters->formats, 0);
}

/* A statement that was never prepared goes alone: preparing it is a journey of its own. */
static struct error run_alone(struct postgres *postgres, struct waiting *waiting, const char *sql,
                              const struct parameters *parameters)
{
    char name[NAME_BYTES];
    PGresult *result;
    struct error error = OK;

    TRY(postgres_settle(postgres));
    TRY(prepare(postgres, sql, parameters, name));
    TRY(postgres_answer(postgres, sql, send_prepared(postgres, name, parameters), postgres->patience, &result));
    if (PQresultStatus(result) == PGRES_EMPTY_QUERY) error = db_error(BROKEN, sql, "not one statement");
    if (waiting->changed) *waiting->changed = postgres_changed_by(result);
    if (waiting->later.rows) postgres_rows(result, waiting->later.arena, waiting->later.rows);
    if (error.kind == NO_ERROR && postgres_changed_by(result) != 1) error = waiting->later.otherwise;
    PQclear(result);
    return error;
}

static struct error add_waiting(struct postgres *postgres, const struct waiting *waiting,
                                const struct prepared *prepared, const struct parameters *parameters)
{
    if (postgres->waiting_count == WAITING_MAX) TRY(postgres_settle(postgres));
    if (postgres->waiting_count == 0 && !PQenterPipelineMode(postgres->connection))
        return postgres_lost(postgres, waiting->sql, PQerrorMessage(postgres->connection));
    postgres->waiting[postgres->waiting_count++] = *waiting;
    if (!send_prepared(postgres, prepared->name, parameters))
        return postgres_lost(postgres, waiting->sql, PQerrorMessage(postgres->connection));
    return OK;
}

/* Later: inside a transaction it may wait for what follows. */
static struct error run_once(struct postgres *postgres, struct waiting waiting, bool later, const char *sql,
                             const struct value *values)
{
    struct parameters parameters;
    struct prepared *prepared;

    TRY(connected(postgres));
    TRY(postgres_parameters(&parameters, sql, values));
    later = later && postgres->transaction;
    if (!find_prepared(postgres, sql, &parameters, &prepared) || (!later && postgres->waiting_count == 0))
        return run_alone(postgres, &waiting, sql, &parameters);
    waiting.sql = prepared->statement.key + strlen(parameters.letters) + 1;
    TRY(add_waiting(postgres, &waiting, prepared, &parameters));
    return later ? OK : postgres_settle(postgres);
}

static struct error run(struct db *db, struct arena *arena, struct rows *rows, int *changed, const char *sql,
                        const struct value *values)
{
    struct postgres *postgres = postgres_of(db);
    struct waiting waiting = { .later = { .arena = arena, .rows = rows }, .changed = changed };
    struct error error;

    postgres_begin_call(postgres);
    error = run_once(postgres, waiting, false, sql, values);
    if (postgres->lost_promptly && !postgres->transaction && db->use == DB_READ)
        error = run_once(postgres, waiting, false, sql, values); /* reading twice does no harm */
    return error;
}

static struct error run_later(struct db *db, const struct later *later, const char *sql, const struct value *values)
{
    struct postgres *postgres = postgres_of(db);

    postgres_begin_call(postgres);
    return run_once(postgres, (struct waiting){ .later = *later }, true, sql, values);
}

static struct error settle(struct db *db)
{
    struct postgres *postgres = postgres_of(db);

    postgres_begin_call(postgres);
    return postgres_settle(postgres);
}

static struct error script(struct db *db, const char *sql)
{
    struct postgres *postgres = postgres_of(db);

    postgres_begin_call(postgres);
    TRY(connected(postgres));
    TRY(postgres_settle(postgres));
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

static struct error rollback(struct postgres *postgres)
{
    struct error error = OK;

    postgres->transaction = false;
    postgres_settle(postgres); /* whatever it was, it is undone */
    if (!postgres->connection) return OK;
    error = simple(postgres, "ROLLBACK", postgres->patience);
    if (error.kind != NO_ERROR && postgres->connection) postgres_drop(postgres);
    return error;
}

/* PostgreSQL answers the COMMIT of a transaction that has failed with ROLLBACK, and no error. */
static struct error commit(struct postgres *postgres)
{
    PGresult *result;
    struct error error;

    if (!postgres->transaction) return db_error(BROKEN, "COMMIT", "no transaction is open");
    error = connected(postgres);
    if (error.kind == NO_ERROR) error = postgres_settle(postgres);
    if (error.kind != NO_ERROR) {
        rollback(postgres);
        return error;
    }
    postgres->transaction = false;
    TRY(postgres_answer(postgres, "COMMIT", PQsendQuery(postgres->connection, "COMMIT"), postgres->patience, &result));
    if (strcmp(PQcmdStatus(result), "COMMIT") != 0)
        error = db_error(BROKEN, "COMMIT", "a statement of this transaction had failed");
    PQclear(result);
    return error;
}

/* A savepoint travels with what follows it, and its release with what came before: whose error it is stays clear. */
static struct error nested(struct postgres *postgres, const char *sql)
{
    bool back = text_starts(sql, "ROLLBACK"), save = text_starts(sql, "SAVEPOINT");

    TRY(connected(postgres));
    if (save) TRY(postgres_settle(postgres)); /* what failed before is not undone by going back to here */
    if (back) postgres_settle(postgres);
    TRY(connected(postgres));
    TRY(run_once(postgres, (struct waiting){ 0 }, true, sql, (const struct value[]){ NO_VALUES }));
    return save ? OK : postgres_settle(postgres);
}

static struct error command(struct db *db, const char *sql)
{
    struct postgres *postgres = postgres_of(db);
    struct error error;

    postgres_begin_call(postgres);
    if (strcmp(sql, "COMMIT") == 0) return commit(postgres);
    if (strcmp(sql, "ROLLBACK") == 0) return rollback(postgres);
    if (!text_starts(sql, "BEGIN")) return nested(postgres, sql);
    error = begin(postgres, sql);
    return postgres->lost_promptly ? begin(postgres, sql) : error; /* nothing is lost by beginning again */
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
    postgres_drop(postgres);
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
    .run_later = run_later,
    .settle = settle,
    .command = command,
    .script = script,
    .next_number = next_number,
    .in_transaction = in_transaction,
    .patience = patience,
    .close = close_postgres,
    .begin_write = "BEGIN ISOLATION LEVEL REPEATABLE READ", /* and one for the whole of a step */
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
    postgres_begin_call(postgres);
    error = connect_postgres(postgres);
    if (error.kind != NO_ERROR) {
        close_postgres(&postgres->db);
        return error;
    }
    *db = &postgres->db;
    return OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libpq without its blocking calls: a server that hangs is given up after the
 * connection's patience, so that nobody waits for ever.
 */
#include "sql/postgres.h"
#include "sql/postgres_values.h"

#include "base/log.h"
#include "base/text.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PROMPTLY = 1000 }; /* milliseconds */

static int64_t milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void postgres_begin_call(struct postgres *postgres)
{
    postgres->started = milliseconds();
    postgres->lost_promptly = false;
}

/* ── Errors ─────────────────────────────────────────────────────────────── */

static void prepared_close(struct statement *statement)
{
    free(statement); /* the first member of a struct prepared */
}

void postgres_drop(struct postgres *postgres)
{
    PQfinish(postgres->connection);
    postgres->connection = NULL;
    postgres->waiting_count = 0;
    statements_forget(&postgres->statements, prepared_close);
}

struct error postgres_lost(struct postgres *postgres, const char *sql, const char *cause)
{
    struct error error = db_error(UNAVAILABLE, sql, "PostgreSQL: %s", cause);

    postgres->lost_promptly = milliseconds() - postgres->started < PROMPTLY;
    postgres_drop(postgres);
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

    if (!state) return postgres_lost(postgres, sql, PQerrorMessage(postgres->connection));
    if (kind_of(state) == UNAVAILABLE && (text_starts(state, "08") || text_starts(state, "57P")))
        return postgres_lost(postgres, sql, message ? message : state);
    if (strcmp(state, "25006") == 0 && postgres->db.use == DB_WRITE)
        return postgres_lost(postgres, sql, "the server has become a standby");
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
        if (!wait_for_server(postgres, unsent > 0, deadline)) return postgres_lost(postgres, sql, "no answer in time");
        if (!PQconsumeInput(connection)) return postgres_lost(postgres, sql, PQerrorMessage(connection));
    }
    if (unsent < 0) return postgres_lost(postgres, sql, PQerrorMessage(connection));
    *result = PQgetResult(connection);
    return OK;
}

static bool is_error(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);

    return status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY;
}

/* After something was sent: all results of it, of which the first error or else the last is kept. */
struct error postgres_answer(struct postgres *postgres, const char *sql, int sent, int patience, PGresult **kept)
{
    int64_t deadline = milliseconds() + patience;
    PGresult *next = NULL;
    struct error error;

    *kept = NULL;
    if (!sent) return postgres_lost(postgres, sql, PQerrorMessage(postgres->connection));
    while ((error = next_result(postgres, sql, deadline, &next)).kind == NO_ERROR && next) {
        if (*kept && is_error(*kept)) {
            PQclear(next);
        } else {
            PQclear(*kept);
            *kept = next;
        }
    }
    if (error.kind == NO_ERROR && !*kept)
        error = postgres_lost(postgres, sql, "no result");
    else if (error.kind == NO_ERROR && is_error(*kept))
        error = failed(postgres, sql, *kept);
    if (error.kind != NO_ERROR) {
        PQclear(*kept);
        *kept = NULL;
    }
    return error;
}

int postgres_changed_by(PGresult *result)
{
    return text_starts(PQcmdStatus(result), "SELECT") ? 0 : atoi(PQcmdTuples(result));
}

/* ── Many statements, one journey ───────────────────────────────────────── */

/* What this statement answered; PostgreSQL skips all that stands behind one that failed. */
static struct error settle_one(struct postgres *postgres, const struct waiting *waiting, int64_t deadline)
{
    struct error error = OK, end;
    PGresult *result, *nothing = NULL;

    TRY(next_result(postgres, waiting->sql, deadline, &result));
    if (!result) return postgres_lost(postgres, waiting->sql, "no result");
    if (PQresultStatus(result) == PGRES_PIPELINE_ABORTED)
        error = (struct error){ .kind = BROKEN };
    else if (is_error(result))
        error = failed(postgres, waiting->sql, result);
    else if (waiting->later.rows)
        postgres_rows(result, waiting->later.arena, waiting->later.rows);
    else if (postgres_changed_by(result) != 1)
        error = waiting->later.otherwise;
    if (error.kind == NO_ERROR && waiting->changed) *waiting->changed = postgres_changed_by(result);
    PQclear(result);
    if (!postgres->connection) return error;
    end = next_result(postgres, waiting->sql, deadline, &nothing); /* the NULL between two */
    PQclear(nothing);
    return error.kind != NO_ERROR ? error : end;
}

static struct error leave_pipeline(struct postgres *postgres, int64_t deadline)
{
    PGresult *result;

    TRY(next_result(postgres, "(sync)", deadline, &result));
    PQclear(result);
    return PQexitPipelineMode(postgres->connection)
               ? OK
               : postgres_lost(postgres, "(sync)", PQerrorMessage(postgres->connection));
}

struct error postgres_settle(struct postgres *postgres)
{
    int64_t deadline = milliseconds() + postgres->patience;
    size_t count = postgres->waiting_count;
    struct error first = OK, error;

    if (count == 0) return OK;
    if (!PQpipelineSync(postgres->connection))
        return postgres_lost(postgres, "(sync)", PQerrorMessage(postgres->connection));
    for (size_t i = 0; i < count; i++) {
        error = settle_one(postgres, &postgres->waiting[i], deadline);
        if (first.kind == NO_ERROR) first = error;
        if (!postgres->connection) return first;
    }
    postgres->waiting_count = 0;
    error = leave_pipeline(postgres, deadline);
    return first.kind != NO_ERROR ? first : error;
}

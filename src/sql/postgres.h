/* SPDX-License-Identifier: Apache-2.0 */
/* Private to postgres*.c: one connection, and how its answers are waited for. */
#pragma once

#include "sql/driver.h"

#include <libpq-fe.h>

enum { NAME_BYTES = 16, WAITING_MAX = 64 };

/* A statement that was sent, whose answer nobody has read yet. */
struct waiting {
    const char *sql; /* lives as long as the connection */
    struct later later;
    int *changed; /* NULL: nobody asked */
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
    struct waiting waiting[WAITING_MAX];
    size_t waiting_count; /* more than 0: the connection is in libpq's pipeline mode */
    struct db *aside;     /* of our own, for blocks of numbers */
    struct block *blocks;
};

struct prepared {
    struct statement statement;
    char name[NAME_BYTES];
};

void postgres_begin_call(struct postgres *);
/* Closes the connection; what was waiting is forgotten. */
void postgres_drop(struct postgres *);
struct error postgres_lost(struct postgres *, const char *sql, const char *cause);
/* After something was sent (`sent` is what libpq said to that), nothing else waiting: all results of it, of
 * which the first error or else the last is kept. The caller clears it. */
struct error postgres_answer(struct postgres *, const char *sql, int sent, int patience, PGresult **kept);
int postgres_changed_by(PGresult *);
/* Reads the answers of all that is waiting; returns the first error. */
struct error postgres_settle(struct postgres *);

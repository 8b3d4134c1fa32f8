/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A store with schema and reference data and a context in it, for tests of use
 * cases. Runs the tests of one program on SQLite, and on PostgreSQL where
 * ZTC_TEST_POSTGRES names a server.
 */
#pragma once

#include "service/context.h"
#include "service/world_current.h"
#include "sql/migrate.h"
#include "store/people.h"
#include "store/seed.h"

#include "fresh_store.h"
#include "test.h"

struct office {
    struct arena *arena;
    const char *store;
    struct db *db;
    struct context context;
};

/* The transaction of the runner around one use case: kept when it returned OK. */
#define WRITE(office, call) (db_begin((office)->db), office_written((office), (call)))

static inline struct error office_written(struct office *office, struct error outcome)
{
    if (outcome.kind == NO_ERROR)
        outcome = db_commit(office->db);
    else
        db_rollback(office->db);
    if (world_current(&office->context).kind != NO_ERROR) abort();
    return outcome;
}

static inline void office_must(struct error error, const char *what)
{
    if (error.kind == NO_ERROR) return;
    printf("%s: %s %s\n", what, error.code ? error.code : "?", error.detail ? error.detail : "");
    exit(1);
}

static inline bool office_open(struct office *office, bool postgres)
{
    instant_t now;
    int made;

    *office = (struct office){ .arena = arena_new((size_t)512 << 20) };
    office->store = fresh_store(office->arena, postgres);
    if (!office->store) {
        arena_free(office->arena);
        return false;
    }
    instant_parse("2026-03-02T10:00:00+08:00", &now);
    office_must(db_open(office->store, DB_WRITE, &office->db), "open");
    office_must(migrate(office->db, now, &made), "schema");
    office->context =
        (struct context){ .arena = office->arena, .db = office->db, .now = now, .wall = now, .address = "203.0.113.7" };
    office_must(WRITE(office, reference_seed(office->db, office->arena, now)), "seed");
    return true;
}

static inline void office_close(struct office *office)
{
    db_close(office->db);
    arena_free(office->arena);
}

/* Somebody to act as; needs no account. */
static inline void office_act(struct office *office, const char *account, unsigned roles, const char *unit,
                              const char *jurisdiction)
{
    office->context.person = (struct person){
        .id = 9999, .account = account, .name = account, .roles = roles, .unit = unit, .jurisdiction = jurisdiction
    };
}

/* An account that may sign in at once; its password costs a hash, so tests share it. */
static inline struct account office_account(struct office *office, const char *name, const char *hash, unsigned roles,
                                            const char *unit)
{
    struct account account = { .name = name,
                               .display_name = name,
                               .unit = unit,
                               .jurisdiction = CITY,
                               .roles = roles,
                               .active = true,
                               .password_hash = hash,
                               .password_at = office->context.wall,
                               .created_at = office->context.wall };

    office_must(WRITE(office, accounts_add(office->db, office->arena, &account)), name);
    return account;
}

#define BIT(role) (1u << ROLE_##role)

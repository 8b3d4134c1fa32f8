/* SPDX-License-Identifier: Apache-2.0 */
/* A store opened by a command, with a context as a request has one, inside a transaction. */
#pragma once

#include "service/context.h"

struct open_store {
    struct arena *arena;
    struct db *db;
    struct context context; /* of the operator at the machine: system and security administrator */
    bool begun;
};

/* Makes the schema and the reference data of an empty store. Always to be followed by open_store_close. */
struct error open_store(const char *store, struct open_store *);
/* What is said to have been done is done by then. */
struct error open_store_commit(struct open_store *);
/* Rolls back what was not committed; gives the outcome, to be told after the arena is gone. */
struct error open_store_close(struct open_store *, struct error outcome);

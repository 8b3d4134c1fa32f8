/* SPDX-License-Identifier: Apache-2.0 */
/* The numbered files of schema/, embedded at build time, forward only. */
#pragma once

#include "sql/db.h"

struct schema_step {
    int number;       /* 1, 2, … */
    const char *name; /* "001-record" */
    const char *sql;
};
/* In order; written by tools/embed from schema/NNN-name.sql into the build folder. */
extern const struct schema_step schema_steps[];
extern const size_t schema_step_count;

/* Brings the store to the newest schema, each step in its own transaction, remembered in table
 * schema_step(number, name, at). Refuses (BROKEN) a store newer than this program. */
struct error migrate(struct db *, int64_t now, int *steps_made);
/* How many steps the store lacks; all of them for an empty store. */
struct error migrate_missing(struct db *, struct arena *, int *missing);

/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/migrate.h"
#include "sql/steps.h"

struct error migrate(struct db *db, int64_t now, int *steps_made)
{
    return migrate_steps(db, schema_steps, schema_step_count, now, steps_made);
}

struct error migrate_missing(struct db *db, struct arena *arena, int *missing)
{
    return missing_steps(db, arena, schema_steps, schema_step_count, missing);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "store/policies.h"

#include "base/log.h"

static struct policy_version *version_of(struct policy_version *versions, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (versions[i].policy.id == id) return &versions[i];
    return NULL;
}

static struct error read_values(struct db *db, struct arena *arena, struct policy_version *versions, size_t count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT policy, parameter, value FROM policy_value LIMIT 200000"));
    for (size_t i = 0; i < rows.count; i++) {
        struct policy_version *version = version_of(versions, count, row_int(&rows, i, 0));

        if (version &&
            policy_set(&version->policy, arena, row_text(&rows, i, 1), row_text(&rows, i, 2)).kind != NO_ERROR)
            log_notice("parameter %s of policy %lld is no longer known or out of bounds: its default holds",
                       row_text(&rows, i, 1), (long long)version->policy.id);
    }
    return OK;
}

struct error policies_all(struct db *db, struct arena *arena, struct policy_version **versions, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT id, jurisdiction, since, by_name, reason FROM policy_version ORDER BY id LIMIT 2000"));
    *versions = ARENA_ARRAY(arena, struct policy_version, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++) {
        struct policy_version *version = &(*versions)[i];

        version->policy = policy_defaults(row_text(&rows, i, 1));
        version->policy.id = row_int(&rows, i, 0);
        version->since = row_int(&rows, i, 2);
        version->policy.since = instant_text(arena, version->since);
        version->by_name = row_text(&rows, i, 3);
        version->reason = row_text(&rows, i, 4);
    }
    return read_values(db, arena, *versions, *count);
}

struct error policies_add(struct db *db, struct arena *arena, struct policy_version *version)
{
    TRY(db_next_number(db, "policy", &version->policy.id));
    version->policy.since = instant_text(arena, version->since);
    TRY(db_change(db, NULL,
                  "INSERT INTO policy_version (id, jurisdiction, since, by_name, reason) VALUES ($1, $2, $3, $4, $5)",
                  INT(version->policy.id), TEXT(version->policy.jurisdiction), INT(version->since),
                  TEXT(version->by_name), TEXT(version->reason)));
    for (size_t i = 0; i < policy_parameter_count; i++)
        TRY(db_change(db, NULL, "INSERT INTO policy_value (policy, parameter, value) VALUES ($1, $2, $3)",
                      INT(version->policy.id), TEXT(policy_parameters[i].id),
                      TEXT(policy_text(&version->policy, arena, &policy_parameters[i]))));
    return OK;
}

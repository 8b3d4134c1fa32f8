/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/open_store.h"

#include "service/world_current.h"
#include "sql/migrate.h"
#include "store/seed.h"
#include "web/now.h"

#include <stdio.h>

#define ARENA_BYTES ((size_t)2 << 30)

static struct error make_schema(struct open_store *opened)
{
    int missing, made;

    TRY(migrate_missing(opened->db, opened->arena, &missing));
    if (missing == 0) return OK;
    if (missing < (int)schema_step_count)
        return (struct error){ .kind = NOT_NOW,
                               .code = "store.old-schema",
                               .text = "数据库结构较旧：请先备份，再运行 ztc migrate" };
    return migrate(opened->db, opened->context.wall, &made);
}

struct error open_store(const char *store, struct open_store *opened)
{
    *opened = (struct open_store){ .arena = arena_new(ARENA_BYTES) };
    TRY(db_open(store, DB_WRITE, &opened->db));
    opened->context = (struct context){
        .arena = opened->arena,
        .db = opened->db,
        .wall = wall_now(),
        .person = { .account = "operator",
                    .name = "服务器操作员",
                    .roles = 1u << ROLE_system_admin | 1u << ROLE_security_admin,
                    .jurisdiction = CITY },
    };
    TRY(make_schema(opened));
    TRY(db_begin(opened->db));
    opened->begun = true;
    TRY(business_now(&opened->context, &opened->context.now));
    TRY(reference_seed(opened->db, opened->arena, opened->context.wall));
    return world_current(&opened->context);
}

struct error open_store_commit(struct open_store *opened)
{
    opened->begun = false;
    return db_commit(opened->db);
}

struct error open_store_close(struct open_store *opened, struct error outcome)
{
    static char text[1000];

    if (opened->begun) db_rollback(opened->db);
    if (outcome.text) {
        snprintf(text, sizeof text, "%s", outcome.faults ? outcome.faults->text : outcome.text);
        outcome.text = text;
    }
    outcome.faults = NULL;
    db_close(opened->db);
    arena_free(opened->arena);
    return outcome;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "commands.h"
#include "commands/print.h"

#include "base/json.h"
#include "service/inspect.h"
#include "service/world_current.h"
#include "sql/migrate.h"
#include "web/now.h"

#include <string.h>
#include <sys/statvfs.h>

#define ROOM_NEEDED ((int64_t)1 << 30)

static const char *const verdicts[] = { "正常", "注意", "故障" };
static const char *const verdict_ids[] = { "fine", "note", "fault" };

struct checking {
    struct context context;
    struct finding findings[FINDINGS_MOST + 2];
    size_t count;
};

/* Where a file store lies, and what room is left there. */
static void look_at_room(struct checking *checking, const char *store)
{
    struct arena *arena = checking->context.arena;
    const char *slash = strrchr(store, '/');
    const char *folder = slash ? arena_text_n(arena, store, (size_t)(slash - store) + 1) : ".";
    struct statvfs room;
    int64_t left;

    if (strstr(store, "://") || statvfs(folder, &room) != 0) return;
    left = (int64_t)room.f_bavail * (int64_t)room.f_frsize;
    checking->findings[checking->count++] = (struct finding){
        "room", "磁盘", left < ROOM_NEEDED ? VERDICT_NOTE : VERDICT_FINE,
        arena_printf(arena, "剩余 %lld MB%s", (long long)(left >> 20), left < ROOM_NEEDED ? "，请尽快清理或扩容" : "")
    };
}

static struct error look_at_schema(struct checking *checking)
{
    int missing;

    TRY(migrate_missing(checking->context.db, checking->context.arena, &missing));
    if (missing == (int)schema_step_count)
        return (struct error){ .kind = NOT_NOW, .code = "store.empty", .text = "数据库是空的：运行 ztc serve 即可建立" };
    if (missing == 0) return OK;
    return (struct error){ .kind = NOT_NOW,
                           .code = "store.old-schema",
                           .text = arena_printf(checking->context.arena,
                                                "数据库结构缺 %d 步：请先备份，再运行 ztc migrate", missing) };
}

static struct error look(struct checking *checking, const char *store)
{
    struct context *context = &checking->context;

    TRY(db_open(store, DB_READ, &context->db));
    TRY(look_at_schema(checking));
    TRY(db_begin(context->db));
    TRY(business_now(context, &context->now));
    TRY(world_current(context));
    TRY(inspect(context, checking->findings, &checking->count));
    look_at_room(checking, store);
    return OK;
}

static void put_json(const struct checking *checking, struct buffer *out)
{
    struct json json = json_writer(out);

    json_open(&json, NULL, '[');
    for (size_t i = 0; i < checking->count; i++) {
        json_open(&json, NULL, '{');
        json_text(&json, "id", checking->findings[i].id);
        json_text(&json, "label", checking->findings[i].label);
        json_text(&json, "verdict", verdict_ids[checking->findings[i].verdict]);
        json_text(&json, "text", checking->findings[i].text);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    buffer_char(out, '\n');
}

static void put_text(const struct checking *checking, struct buffer *out)
{
    for (size_t i = 0; i < checking->count; i++)
        buffer_printf(out, "%s  %s：%s\n", verdicts[checking->findings[i].verdict], checking->findings[i].label,
                      checking->findings[i].text);
}

static int tell(const struct arguments *arguments, const struct checking *checking, bool as_json)
{
    const struct finding *fault = NULL;
    struct buffer out;
    int status;

    buffer_init(&out, checking->context.arena, 64 * 1024);
    if (as_json) put_json(checking, &out);
    else put_text(checking, &out);
    status = command_print(arguments, &out);
    for (size_t i = 0; i < checking->count && !fault; i++)
        if (checking->findings[i].verdict == VERDICT_FAULT) fault = &checking->findings[i];
    if (status != EXIT_DONE || !fault) return status;
    return command_result(arguments, (struct error){ .kind = NOT_NOW, .code = fault->id, .text = fault->text });
}

int command_check(struct arguments *arguments)
{
    struct checking checking = { .count = 0 };
    const char *store = arguments_store(arguments);
    bool as_json = arguments_switch(arguments, "--json");
    struct error error;
    int status;

    if (!arguments_end(arguments)) return EXIT_USAGE;
    checking.context = (struct context){ .arena = arena_new((size_t)1 << 30), .wall = wall_now() };
    error = look(&checking, store);
    status = error.kind == NO_ERROR ? tell(arguments, &checking, as_json) : command_result(arguments, error);
    db_close(checking.context.db);
    arena_free(checking.context.arena);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "commands.h"
#include "commands/print.h"

#include "base/digest.h"
#include "base/json.h"
#include "service/verify.h"
#include "sql/migrate.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HEADING "ztc checkpoint 1"

struct verification {
    const struct arguments *arguments;
    struct arena *arena;
    struct db *db;
    const char *checkpoint; /* NULL: none asked for */
    bool json, written;     /* the checkpoint was new */
    struct verify_result result;
};

/* ── The checkpoint ─────────────────────────────────────────────────────── */

static struct error file_trouble(const struct verification *verification, const char *what)
{
    return (struct error){ .kind = NOT_NOW,
                           .code = "checkpoint",
                           .text = arena_printf(verification->arena, "检查点文件 %s %s：%s", verification->checkpoint,
                                                what, strerror(errno)) };
}

/* On disk before it is said to be written. */
static struct error write_checkpoint(struct verification *verification)
{
    const struct seal *last = &verification->result.last;
    int file = open(verification->checkpoint, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

    if (file < 0) return file_trouble(verification, "无法写入");
    if (dprintf(file, HEADING "\nposition %" PRId64 "\ndigest %s\n", last->position,
                last->position ? last->digest : "-") < 0 ||
        fsync(file) != 0) {
        close(file);
        unlink(verification->checkpoint);
        return file_trouble(verification, "无法写入");
    }
    close(file);
    verification->written = true;
    return OK;
}

static struct error compare_checkpoint(struct verification *verification, FILE *file)
{
    char digest[DIGEST_TEXT + 1] = "";
    int64_t position = -1;
    const char *fault;

    if (fscanf(file, HEADING " position %" SCNd64 " digest %65s", &position, digest) != 2 || position < 0)
        return (struct error){ .kind = NOT_NOW,
                               .code = "checkpoint.malformed",
                               .text = arena_printf(verification->arena, "%s 不是检查点文件", verification->checkpoint) };
    TRY(verify_checkpoint(verification->db, verification->arena, position, digest, &fault));
    if (fault) return (struct error){ .kind = NOT_NOW, .code = "verify.checkpoint", .text = fault };
    return OK;
}

static struct error use_checkpoint(struct verification *verification)
{
    FILE *file = fopen(verification->checkpoint, "re");
    struct error error;

    if (!file && errno == ENOENT) return write_checkpoint(verification);
    if (!file) return file_trouble(verification, "无法读取");
    error = compare_checkpoint(verification, file);
    fclose(file);
    return error;
}

/* ── All of it ──────────────────────────────────────────────────────────── */

static struct error check_schema(struct verification *verification)
{
    int missing;

    TRY(migrate_missing(verification->db, verification->arena, &missing));
    if (missing == 0) return OK;
    return (struct error){ .kind = NOT_NOW,
                           .code = "store.old-schema",
                           .text = missing == (int)schema_step_count ? "数据库是空的，没有可核验的记录"
                                                                     : "数据库结构较旧：请先备份，再运行 ztc migrate" };
}

static struct error run(struct verification *verification)
{
    struct progress progress;
    struct error error;

    TRY(check_schema(verification));
    TRY(db_begin(verification->db));
    progress = progress_start("核验记录", 0);
    error = verify(verification->db, verification->arena, &progress, &verification->result);
    progress_end(&progress);
    TRY(error);
    if (verification->result.fault)
        return (struct error){ .kind = NOT_NOW, .code = "verify.fault", .text = verification->result.fault };
    return verification->checkpoint ? use_checkpoint(verification) : OK;
}

static void put_json(const struct verification *verification, struct buffer *out)
{
    const struct verify_result *result = &verification->result;
    struct json json = json_writer(out);

    json_open(&json, NULL, '{');
    json_int(&json, "events", result->figures.events);
    json_int(&json, "seals", result->figures.seals);
    json_int(&json, "unsealed", result->waiting);
    json_int(&json, "appeals", result->figures.appeals);
    json_int(&json, "rounds", result->figures.rounds);
    json_int(&json, "attachments", result->figures.attachments);
    json_int(&json, "position", result->last.position);
    json_text(&json, "digest", result->last.position ? result->last.digest : NULL);
    json_close(&json, '}');
    buffer_char(out, '\n');
}

static void put_text(const struct verification *verification, struct buffer *out)
{
    const struct verify_result *result = &verification->result;

    buffer_printf(out, "记录完整：事件 %" PRId64 " 条（已封存 %" PRId64 " 条），诉求 %" PRId64 " 件，期次 %" PRId64
                       " 个，附件 %" PRId64 " 个\n",
                  result->figures.events, result->figures.seals, result->figures.appeals, result->figures.rounds,
                  result->figures.attachments);
    if (result->last.position)
        buffer_printf(out, "最后封存：第 %" PRId64 " 条，%s\n", result->last.position, result->last.digest);
    if (verification->checkpoint)
        buffer_printf(out, "检查点 %s %s\n", verification->checkpoint,
                      verification->written ? "已写入" : "仍在记录之中");
}

int command_verify(struct arguments *arguments)
{
    struct verification verification = { .arguments = arguments };
    const char *store = arguments_store(arguments);
    struct error error;
    int status;

    verification.checkpoint = arguments_option(arguments, "--checkpoint");
    verification.json = arguments_switch(arguments, "--json");
    if (!arguments_end(arguments)) return EXIT_USAGE;
    verification.arena = arena_new(1 << 30);
    error = db_open(store, DB_READ, &verification.db);
    if (error.kind == NO_ERROR) error = run(&verification);
    status = command_result(arguments, error);
    if (status == EXIT_DONE) {
        struct buffer out;

        buffer_init(&out, verification.arena, 64 * 1024);
        if (verification.json) put_json(&verification, &out);
        else put_text(&verification, &out);
        status = command_print(arguments, &out);
    }
    db_close(verification.db);
    arena_free(verification.arena);
    return status;
}

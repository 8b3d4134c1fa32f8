/* SPDX-License-Identifier: Apache-2.0 */
/* backup, restore, move, migrate: whole stores. */
#include "commands.h"

#include "base/text.h"
#include "service/search.h"
#include "service/verify.h"
#include "sql/migrate.h"
#include "store/copy.h"
#include "web/now.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct transfer {
    struct arena *arena;
    struct db *from, *to;
    int64_t rows;
};

static struct error refused(const char *code, const char *text)
{
    return (struct error){ .kind = NOT_NOW, .code = code, .text = text };
}

/* ── Copying ────────────────────────────────────────────────────────────── */

static struct error open_source(struct transfer *transfer, const char *store)
{
    int missing;

    TRY(db_open(store, DB_READ, &transfer->from));
    TRY(migrate_missing(transfer->from, transfer->arena, &missing));
    if (missing == (int)schema_step_count) return refused("store.empty", "来源数据库是空的，没有可复制的内容");
    if (missing) return refused("store.old-schema", "来源数据库结构较旧：请先运行 ztc migrate");
    return db_begin(transfer->from);
}

static struct error open_target(struct transfer *transfer, const char *store)
{
    bool empty;
    int made;

    TRY(db_open(store, DB_WRITE, &transfer->to));
    TRY(migrate(transfer->to, wall_now(), &made));
    TRY(db_begin(transfer->to));
    TRY(copy_is_empty(transfer->to, transfer->arena, &empty));
    if (empty) return OK;
    return refused("store.not-empty", "目标数据库中已有内容，没有改动；请指定空的数据库");
}

/* All or nothing. */
static struct error copy(struct transfer *transfer, const char *what)
{
    struct progress progress;
    struct error error;
    int64_t total;

    TRY(copy_count(transfer->from, transfer->arena, &total));
    progress = progress_start(what, total);
    error = copy_store(transfer->from, transfer->to, &progress, &transfer->rows);
    progress_end(&progress);
    TRY(error);
    TRY(search_rebuild(transfer->to)); /* each kind of store has an index of its own */
    return db_commit(transfer->to);
}

/* What has arrived is looked at again. */
static struct error look_again(struct transfer *transfer)
{
    struct progress progress = progress_start("核验记录", 0);
    struct verify_result result;
    struct error error;

    TRY(db_begin(transfer->to));
    error = verify(transfer->to, transfer->arena, &progress, &result);
    progress_end(&progress);
    db_rollback(transfer->to);
    TRY(error);
    if (!result.fault) return OK;
    return refused("verify.fault", arena_printf(transfer->arena, "复制已完成，但记录核验未通过：%s", result.fault));
}

static struct error transfer_all(struct transfer *transfer, const char *from, const char *to, const char *what)
{
    TRY(open_source(transfer, from));
    TRY(open_target(transfer, to));
    TRY(copy(transfer, what));
    return look_again(transfer);
}

/* Tells the outcome, and lets go of everything. */
static int finish(const struct arguments *arguments, struct transfer *transfer, struct error error, const char *done)
{
    int status;

    if (error.kind != NO_ERROR && transfer->to) db_rollback(transfer->to);
    status = command_result(arguments, error);
    if (status == EXIT_DONE) printf("%s：%" PRId64 " 行，记录核验通过\n", done, transfer->rows);
    db_close(transfer->from);
    db_close(transfer->to);
    arena_free(transfer->arena);
    return status;
}

/* ── Commands ───────────────────────────────────────────────────────────── */

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static void remove_store(struct arena *arena, const char *path)
{
    unlink(path);
    unlink(arena_printf(arena, "%s-wal", path));
    unlink(arena_printf(arena, "%s-shm", path));
}

/* The name appears only when everything behind it is on disk. */
static struct error give_name(struct arena *arena, const char *from, const char *to)
{
    const char *slash = strrchr(to, '/');
    const char *folder = !slash ? "." : slash == to ? "/" : arena_text_n(arena, to, (size_t)(slash - to));
    int open_folder;

    if (rename(from, to) != 0)
        return refused("backup.name", arena_printf(arena, "备份文件 %s 无法命名：%s", to, strerror(errno)));
    open_folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (open_folder < 0) return OK;
    fsync(open_folder);
    close(open_folder);
    return OK;
}

static struct error back_up(struct transfer *transfer, const char *store, const char *file)
{
    const char *part = arena_printf(transfer->arena, "%s.part", file);
    struct error error;

    if (exists(file))
        return refused("backup.exists", arena_printf(transfer->arena, "%s 已存在，没有改动；请换一个文件名", file));
    remove_store(transfer->arena, part); /* of a backup that was broken off */
    umask(077);                          /* all of the personal data is in it */
    error = transfer_all(transfer, store, part, "备份");
    if (error.kind != NO_ERROR && transfer->to) db_rollback(transfer->to);
    db_close(transfer->to); /* its log goes into the file */
    transfer->to = NULL;
    if (error.kind == NO_ERROR) error = give_name(transfer->arena, part, file);
    remove_store(transfer->arena, part);
    return error;
}

static bool is_address(const char *store)
{
    return strstr(store, "://") != NULL;
}

int command_backup(struct arguments *arguments)
{
    struct transfer transfer = { .rows = 0 };
    const char *store = arguments_store(arguments), *file = arguments_need(arguments, "备份文件FILE");

    if (file && is_address(file) && !arguments->wrong) arguments->wrong = "备份文件须是一个文件名";
    if (!arguments_end(arguments) || !file) return EXIT_USAGE;
    transfer.arena = arena_new(1 << 30);
    return finish(arguments, &transfer, back_up(&transfer, store, file),
                  arena_printf(transfer.arena, "已备份到 %s", file));
}

static int between(const struct arguments *arguments, const char *from, const char *to, const char *done)
{
    struct transfer transfer = { .arena = arena_new(1 << 30) };
    struct error error;

    if (!is_address(from) && !exists(from))
        error = refused("store.missing", arena_printf(transfer.arena, "找不到 %s", from));
    else
        error = transfer_all(&transfer, from, to, "复制");
    return finish(arguments, &transfer, error, done);
}

int command_restore(struct arguments *arguments)
{
    const char *store = arguments_store(arguments), *file = arguments_need(arguments, "备份文件FILE");

    if (!arguments_end(arguments)) return EXIT_USAGE;
    return between(arguments, file, store, "已恢复");
}

int command_move(struct arguments *arguments)
{
    const char *from = arguments_option(arguments, "--from"), *to = arguments_option(arguments, "--to");

    if ((!from || !to) && !arguments->wrong) arguments->wrong = "缺少 --from 或 --to";
    if (!arguments_end(arguments)) return EXIT_USAGE;
    return between(arguments, from, to, "已迁移");
}

int command_migrate(struct arguments *arguments)
{
    const char *store = arguments_store(arguments);
    struct db *db = NULL;
    struct error error;
    int made = 0, status;

    if (!arguments_end(arguments)) return EXIT_USAGE;
    error = db_open(store, DB_WRITE, &db);
    if (error.kind == NO_ERROR) error = migrate(db, wall_now(), &made);
    status = command_result(arguments, error);
    if (status == EXIT_DONE && made) printf("数据库结构已更新：%d 步\n", made);
    if (status == EXIT_DONE && !made) puts("数据库结构已是最新");
    db_close(db);
    return status;
}

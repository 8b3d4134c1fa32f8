/* SPDX-License-Identifier: Apache-2.0 */
/* ztc import: registry, units and holidays from a CSV file; a dry run unless told to commit. */
#include "base/json.h"
#include "base/text.h"
#include "commands.h"
#include "commands/open_store.h"
#include "commands/print.h"
#include "service/follow_calendar.h"
#include "service/import.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define MOST_BYTES ((size_t)256 << 20)
#define TEXT_BYTES ((size_t)64 << 20)

struct call {
    struct arguments *arguments;
    const char *what, *path, *source, *store;
    bool commit, json;
    struct buffer file;
};

static struct error cannot_read(const struct call *call, struct arena *arena, const char *why)
{
    return (struct error){ .kind = INVALID,
                           .code = "import.file",
                           .text = arena_printf(arena, "读不了文件%s：%s", call->path, why) };
}

static struct error read_file(struct call *call, struct arena *arena)
{
    char bytes[64 * 1024];
    FILE *file = fopen(call->path, "rb");
    size_t size;
    bool failed;

    if (!file) return cannot_read(call, arena, strerror(errno));
    buffer_init(&call->file, arena, MOST_BYTES);
    while ((size = fread(bytes, 1, sizeof bytes, file)) > 0) buffer_put(&call->file, bytes, size);
    failed = ferror(file) != 0;
    fclose(file);
    if (failed) return cannot_read(call, arena, strerror(errno));
    return call->file.full ? cannot_read(call, arena, "超过256MB") : OK;
}

static struct error import(struct call *call, struct context *context, struct import_report *report)
{
    const char *bytes = buffer_string(&call->file);
    size_t size = call->file.size;

    if (strcmp(call->what, "registry") == 0) return import_registry(context, bytes, size, call->commit, report);
    if (strcmp(call->what, "units") == 0)
        return import_units(context, bytes, size, open_work_of_unit, call->commit, report);
    return import_holidays(context, bytes, size, call->source, follow_calendar, call->commit, report);
}

/* What is said */

static void write_faults(struct buffer *out, const struct import_report *report)
{
    size_t shown = report->fault_count < IMPORT_FAULTS_MOST ? report->fault_count : IMPORT_FAULTS_MOST;

    for (size_t i = 0; i < shown; i++) {
        const struct import_fault *fault = &report->faults[i];

        buffer_printf(out, "第%zu行%s%s：%s\n", fault->line, fault->column ? " " : "",
                      fault->column ? fault->column : "", fault->text);
    }
    if (report->fault_count > shown) buffer_printf(out, "…… 另有%zu处\n", report->fault_count - shown);
}

static void write_changes(struct buffer *out, const struct calendar_amendment *amendment)
{
    static const char *const words[] = { [CALENDAR_OFF] = "放假", [CALENDAR_WORK] = "上班", [CALENDAR_PLAIN] = "照常" };
    char day[DAY_TEXT];

    for (size_t i = 0; i < amendment->change_count; i++) {
        const struct calendar_change *change = &amendment->changes[i];

        buffer_printf(out, "%s %s→%s %s\n", day_format(change->day, day), words[change->before], words[change->after],
                      change->why ? change->why : "");
    }
    if (amendment->horizon_after != amendment->horizon_before)
        buffer_printf(out, "日历覆盖至%s\n", day_format(amendment->horizon_after, day));
    for (size_t i = 0; i < amendment->move_count; i++) {
        const struct limit_move *move = &amendment->moves[i];
        char before[INSTANT_TEXT], after[INSTANT_TEXT];

        buffer_printf(out, "%s %s %s→%s\n", move->number, move->label, instant_format(move->before, before),
                      instant_format(move->after, after));
    }
}

static void write_text(const struct call *call, struct buffer *out, const struct import_report *report)
{
    write_faults(out, report);
    write_changes(out, &report->amendment);
    if (report->ignored) buffer_printf(out, "未用到的列：%s\n", report->ignored);
    buffer_printf(out, "共%zu行", report->rows);
    if (report->fault_count == 0) {
        buffer_printf(out, "：新增%zu，变更%zu，不变%zu", report->added, report->changed, report->unchanged);
        if (report->removed) buffer_printf(out, "，取消%zu", report->removed);
        buffer_text(out, report->committed ? "。已导入。" : "。这是试运行，没有写入；加 --commit 写入。");
    }
    buffer_text(out, "\n");
    (void)call;
}

static void write_json_changes(struct json *json, const struct calendar_amendment *amendment)
{
    json_open(json, "changes", '[');
    for (size_t i = 0; i < amendment->change_count; i++) {
        json_open(json, NULL, '{');
        json_day(json, "day", amendment->changes[i].day);
        json_text(json, "before", calendar_kind_word(amendment->changes[i].before));
        json_text(json, "after", calendar_kind_word(amendment->changes[i].after));
        json_close(json, '}');
    }
    json_close(json, ']');
    json_day(json, "horizon", amendment->horizon_after);
    json_open(json, "moves", '[');
    for (size_t i = 0; i < amendment->move_count; i++) {
        json_open(json, NULL, '{');
        json_text(json, "number", amendment->moves[i].number);
        json_text(json, "clock", amendment->moves[i].clock);
        json_instant(json, "before", amendment->moves[i].before);
        json_instant(json, "after", amendment->moves[i].after);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_json(const struct call *call, struct buffer *out, const struct import_report *report)
{
    struct json json = json_writer(out);
    size_t shown = report->fault_count < IMPORT_FAULTS_MOST ? report->fault_count : IMPORT_FAULTS_MOST;

    json_open(&json, NULL, '{');
    json_text(&json, "what", call->what);
    json_int(&json, "rows", (int64_t)report->rows);
    json_int(&json, "added", (int64_t)report->added);
    json_int(&json, "changed", (int64_t)report->changed);
    json_int(&json, "unchanged", (int64_t)report->unchanged);
    json_int(&json, "removed", (int64_t)report->removed);
    json_bool(&json, "committed", report->committed);
    json_int(&json, "fault_count", (int64_t)report->fault_count);
    json_open(&json, "faults", '[');
    for (size_t i = 0; i < shown; i++) {
        json_open(&json, NULL, '{');
        json_int(&json, "line", (int64_t)report->faults[i].line);
        json_text(&json, "column", report->faults[i].column);
        json_text(&json, "text", report->faults[i].text);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    if (strcmp(call->what, "holidays") == 0) write_json_changes(&json, &report->amendment);
    json_close(&json, '}');
    buffer_char(out, '\n');
}

static struct error run(struct call *call, struct open_store *opened)
{
    struct import_report report;
    struct buffer out;

    TRY(read_file(call, opened->arena));
    TRY(import(call, &opened->context, &report));
    if (report.committed) TRY(open_store_commit(opened));
    buffer_init(&out, opened->arena, TEXT_BYTES);
    (call->json ? write_json : write_text)(call, &out, &report);
    command_print(call->arguments, &out);
    if (report.fault_count == 0) return OK;
    return (struct error){ .kind = INVALID,
                           .code = "import.faults",
                           .text = arena_printf(opened->arena, "%s有%zu处错误，没有导入任何内容", call->path,
                                                report.fault_count) };
}

static bool is_known(const char *what)
{
    return strcmp(what, "registry") == 0 || strcmp(what, "units") == 0 || strcmp(what, "holidays") == 0;
}

int command_import(struct arguments *arguments)
{
    struct call call = { .arguments = arguments };
    struct open_store opened;
    struct error error;

    call.commit = arguments_switch(arguments, "--commit");
    call.json = arguments_switch(arguments, "--json");
    call.source = arguments_option(arguments, "--source");
    call.store = arguments_store(arguments);
    call.what = arguments_need(arguments, "registry、units 或 holidays");
    call.path = arguments_need(arguments, "文件FILE.csv");
    if (call.what && !is_known(call.what) && !arguments->wrong)
        arguments->wrong = "能导入的是 registry、units、holidays";
    if (!arguments_end(arguments)) return EXIT_USAGE;
    error = open_store(call.store, &opened);
    if (error.kind == NO_ERROR) error = run(&call, &opened);
    return command_result(arguments, open_store_close(&opened, error));
}

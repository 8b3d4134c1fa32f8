/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import_rows.h"

#include "base/buffer.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define MOST_ROWS 200000

static const char *first_name(struct arena *arena, const char *names)
{
    return arena_text_n(arena, names, strcspn(names, "|"));
}

void import_fault(struct import *import, size_t line, const char *column, const char *text)
{
    struct import_report *report = import->report;

    if (!report->faults) report->faults = ARENA_ARRAY(import->context->arena, struct import_fault, IMPORT_FAULTS_MOST);
    if (report->fault_count < IMPORT_FAULTS_MOST)
        report->faults[report->fault_count] = (struct import_fault){ line, column, text };
    report->fault_count++;
}

static void find_columns(struct import *import, struct import_column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        columns[i].at = csv_column(&import->csv, columns[i].names);
        if (columns[i].at >= 0 || !columns[i].needed) continue;
        import_fault(import, 1, first_name(import->context->arena, columns[i].names), "缺少这一列");
    }
}

static void name_ignored(struct import *import, const struct import_column *columns, size_t count)
{
    struct buffer names;

    buffer_init(&names, import->context->arena, 4000);
    for (size_t i = 0; i < import->csv.head.count; i++) {
        bool used = false;

        for (size_t k = 0; k < count; k++) used |= columns[k].at == (int)i;
        if (used || text_blank(import->csv.head.cells[i])) continue;
        if (names.size) buffer_text(&names, "、");
        buffer_text(&names, import->csv.head.cells[i]);
    }
    import->report->ignored = names.size ? buffer_string(&names) : NULL;
}

struct error import_open(struct import *import, const char *bytes, size_t size, struct import_column *columns,
                         size_t column_count)
{
    *import->report = (struct import_report){ .rows = 0 };
    TRY(csv_read(import->context->arena, bytes, size, MOST_ROWS, &import->csv));
    find_columns(import, columns, column_count);
    name_ignored(import, columns, column_count);
    if (import->report->fault_count) import->csv.count = 0;
    import->report->rows = import->csv.count;
    for (size_t i = 0; i < import->csv.count; i++)
        if (import->csv.rows[i].fault) import_fault(import, import->csv.rows[i].line, NULL, import->csv.rows[i].fault);
    if (import->csv.count == 0 && !import->report->fault_count) import_fault(import, 1, NULL, "只有表头，没有内容");
    return OK;
}

const char *import_cell(const struct import *import, size_t row, const struct import_column *column)
{
    const char *text = csv_cell(&import->csv.rows[row], column->at);

    return *text ? text : NULL;
}

const char *import_need(struct import *import, size_t row, const struct import_column *column)
{
    const char *text = import_cell(import, row, column);

    if (!text && !import->csv.rows[row].fault)
        import_fault(import, import->csv.rows[row].line, import->csv.head.cells[column->at], "不能为空");
    return text;
}

day_t import_day(struct import *import, size_t row, const struct import_column *column)
{
    const char *text = import_cell(import, row, column);
    day_t day;

    if (!text) return NO_DAY;
    if (day_parse(text, &day)) return day;
    import_fault(import, import->csv.rows[row].line, import->csv.head.cells[column->at],
                 arena_printf(import->context->arena, "“%s”不是日期，应写作2026-03-04", text));
    return NO_DAY;
}

static int by_key_then_line(const void *a, const void *b)
{
    const struct import_key *left = a, *right = b;
    int order = strcmp(left->key, right->key);

    return order ? order : (left->line > right->line) - (left->line < right->line);
}

void import_check_twice(struct import *import, struct import_key *keys, size_t count,
                        const struct import_column *column)
{
    qsort(keys, count, sizeof *keys, by_key_then_line);
    for (size_t i = 1; i < count; i++)
        if (strcmp(keys[i - 1].key, keys[i].key) == 0)
            import_fault(import, keys[i].line, import->csv.head.cells[column->at],
                         arena_printf(import->context->arena, "与第%zu行重复", keys[i - 1].line));
}

static int by_line(const void *a, const void *b)
{
    size_t left = ((const struct import_fault *)a)->line, right = ((const struct import_fault *)b)->line;

    return (left > right) - (left < right);
}

bool import_close(struct import *import, bool commit)
{
    struct import_report *report = import->report;
    size_t kept = report->fault_count < IMPORT_FAULTS_MOST ? report->fault_count : IMPORT_FAULTS_MOST;

    if (kept) qsort(report->faults, kept, sizeof *report->faults, by_line);
    report->committed = commit && report->fault_count == 0;
    return report->committed;
}

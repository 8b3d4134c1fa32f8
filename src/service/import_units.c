/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import_rows.h"

#include "base/text.h"
#include "service/check.h"
#include "service/journal.h"
#include "service/unit_rules.h"
#include "service/world_current.h"
#include "store/snapshot.h"

#include <stdlib.h>
#include <string.h>

enum { ID, NAME, KIND, JURISDICTION, REGION, FROM, UNTIL, SUCCESSOR, COLUMNS };

/* A row of the file, and where it stood. */
struct unit_row {
    struct unit unit;
    size_t line;
};

static struct unit_row read_row(struct import *import, size_t row, const struct import_column *columns)
{
    struct unit_row read = {
        .unit = {
            .id = import_need(import, row, &columns[ID]),
            .name = import_need(import, row, &columns[NAME]),
            .kind = import_need(import, row, &columns[KIND]),
            .jurisdiction = import_need(import, row, &columns[JURISDICTION]),
            .region = import_cell(import, row, &columns[REGION]),
            .from = import_day(import, row, &columns[FROM]),
            .until = import_day(import, row, &columns[UNTIL]),
            .successor = import_cell(import, row, &columns[SUCCESSOR]),
        },
        .line = import->csv.rows[row].line,
    };

    return read;
}

static int by_id_then_from(const void *a, const void *b)
{
    const struct unit *left = &((const struct unit_row *)a)->unit, *right = &((const struct unit_row *)b)->unit;
    int order = strcmp(left->id, right->id);

    return order ? order : (left->from > right->from) - (left->from < right->from);
}

static bool in_file(const struct unit_row *rows, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(rows[i].unit.id, id)) return true;
    return false;
}

/* The file's rows first, in their order, then the stored units that are not in it. */
static struct unit_book book_after(struct context *context, const struct unit_row *rows, size_t count)
{
    const struct world *world = context->world;
    struct unit *units = ARENA_ARRAY(context->arena, struct unit, count + world->unit_count);
    struct unit_book book = { .world = world, .units = units };

    for (size_t i = 0; i < count; i++) units[book.count++] = rows[i].unit;
    for (size_t i = 0; i < world->unit_count; i++)
        if (!in_file(rows, count, world->units[i].id)) units[book.count++] = world->units[i];
    return book;
}

static void check_rows(struct import *import, const struct unit_row *rows, size_t count)
{
    struct unit_book book = book_after(import->context, rows, count);

    for (size_t i = 0; i < count; i++) {
        const char *field, *why = unit_wrong(import->context->arena, &book, &book.units[i], &field);

        if (why) import_fault(import, rows[i].line, field, why);
    }
}

/* The rows of one id in the file, and what is stored for it. */
static bool same_names(const struct world *world, const struct unit_row *rows, size_t count)
{
    size_t stored = 0;

    for (size_t i = 0; i < world->unit_count; i++) {
        const struct unit *old = &world->units[i], *new;

        if (!text_equal(old->id, rows->unit.id)) continue;
        if (stored == count) return false;
        new = &rows[stored++].unit;
        if (!text_equal(old->name, new->name) || !text_equal(old->kind, new->kind) ||
            !text_equal(old->jurisdiction, new->jurisdiction) || !text_equal(old->region, new->region) ||
            old->from != new->from || old->until != new->until || !text_equal(old->successor, new->successor))
            return false;
    }
    return stored == count;
}

static const struct unit *any_stored(const struct world *world, const char *id)
{
    for (size_t i = 0; i < world->unit_count; i++)
        if (text_equal(world->units[i].id, id)) return &world->units[i];
    return NULL;
}

static void check_end(struct import *import, const struct unit_row *last, bool known, unit_open_work *open_work,
                      struct error *error)
{
    int64_t open = 1;

    if (!known || !last->unit.until || last->unit.successor) return;
    if (open_work) *error = open_work(import->context, last->unit.id, &open);
    if (error->kind == NO_ERROR && open > 0)
        import_fault(import, last->line, "successor", "单位还有未办结的事项，撤销须指明承继单位");
}

/* One id: counted, and its end checked. */
static struct error count_unit(struct import *import, struct unit_row *rows, size_t count, unit_open_work *open_work)
{
    const struct unit *stored = any_stored(import->context->world, rows->unit.id);
    struct error error = OK;

    for (size_t i = 0; stored && i < count; i++) rows[i].unit.sign_off = stored->sign_off;
    if (!stored)
        import->report->added++;
    else if (same_names(import->context->world, rows, count))
        import->report->unchanged++;
    else
        import->report->changed++;
    check_end(import, &rows[count - 1], stored != NULL, open_work, &error);
    return error;
}

static size_t end_of_id(const struct unit_row *rows, size_t first, size_t count)
{
    size_t next = first;

    while (next < count && text_equal(rows[next].unit.id, rows[first].unit.id)) next++;
    return next;
}

static struct error write_unit(struct context *context, const struct unit_row *rows, size_t count)
{
    struct unit *names = ARENA_ARRAY(context->arena, struct unit, count);

    if (same_names(context->world, rows, count)) return OK;
    for (size_t i = 0; i < count; i++) names[i] = rows[i].unit;
    return units_replace(context->db, context->arena, names->id, names, count);
}

struct error import_units(struct context *context, const char *bytes, size_t size, unit_open_work *open_work,
                          bool commit, struct import_report *report)
{
    struct import_column columns[COLUMNS] = {
        [ID] = { .names = "id|代码", .needed = true },
        [NAME] = { .names = "name|名称|单位名称", .needed = true },
        [KIND] = { .names = "kind|类别", .needed = true },
        [JURISDICTION] = { .names = "jurisdiction|地区", .needed = true },
        [REGION] = { .names = "region|代表的县区" },
        [FROM] = { .names = "from|起始日" },
        [UNTIL] = { .names = "until|截止日" },
        [SUCCESSOR] = { .names = "successor|承继单位" },
    };
    struct import import = { .context = context, .report = report };
    struct unit_row *rows;

    TRY(check_duty(context, DUTY_import_units, CITY, NULL));
    if (commit) TRY(world_claim(context));
    TRY(import_open(&import, bytes, size, columns, COLUMNS));
    rows = ARENA_ARRAY(context->arena, struct unit_row, import.csv.count);
    for (size_t i = 0; i < import.csv.count; i++) rows[i] = read_row(&import, i, columns);
    if (report->fault_count == 0) { /* only whole rows can be compared with each other */
        qsort(rows, import.csv.count, sizeof *rows, by_id_then_from);
        check_rows(&import, rows, import.csv.count);
        for (size_t i = 0; i < import.csv.count; i = end_of_id(rows, i, import.csv.count))
            TRY(count_unit(&import, &rows[i], end_of_id(rows, i, import.csv.count) - i, open_work));
    }
    if (!import_close(&import, commit)) return OK;
    for (size_t i = 0; i < import.csv.count; i = end_of_id(rows, i, import.csv.count))
        TRY(write_unit(context, &rows[i], end_of_id(rows, i, import.csv.count) - i));
    TRY(journal(context, "unit", 0, "import_units",
                arena_printf(context->arena, "新增%zu 变更%zu", report->added, report->changed), NULL));
    return snapshot_changed(context->db, context->arena);
}

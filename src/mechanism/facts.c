/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/facts.h"
#include "base/csv.h"
#include "base/embedded.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 20000 };

static struct error broken(struct arena *arena, const struct facts_text *text, size_t line, const char *what)
{
    return (struct error){ BROKEN, "facts.broken", "程序自带的数据有误", NULL,
                           arena_printf(arena, "%s:%zu: %s", text->name, line, what), NULL, 0 };
}

/* Reads a table and finds its columns; a column that may be missing is marked with a question mark. */
static struct error read_table(struct arena *arena, const struct facts_text *text, const char *const *names,
                               int *columns, size_t count, struct csv *table)
{
    TRY(csv_read(arena, text->bytes, text->size, MOST_ROWS, table));
    for (size_t i = 0; i < count; i++) {
        bool optional = names[i][0] == '?';

        columns[i] = csv_column(table, names[i] + optional);
        if (columns[i] < 0 && !optional)
            return broken(arena, text, 1, arena_printf(arena, "no column %s", names[i]));
    }
    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].fault) return broken(arena, text, table->rows[i].line, table->rows[i].fault);
    return OK;
}

#define READ(arena, text, names, columns, table) \
    read_table(arena, text, names, columns, sizeof(names) / sizeof *(names), table)

static bool day_or_none(const char *text, day_t *day)
{
    *day = NO_DAY;
    return *text == 0 || day_parse(text, day);
}

static const char *word_or_none(const char *text)
{
    return *text ? text : NULL;
}

/* ---- the calendar */

struct notice_table {
    struct csv csv;
    int year, number, address;
};

static struct error read_notices(struct arena *arena, const struct facts_text *text, struct notice_table *notices)
{
    static const char *const names[] = { "year", "notice", "address" };
    int columns[3];

    TRY(READ(arena, text, names, columns, &notices->csv));
    notices->year = columns[0];
    notices->number = columns[1];
    notices->address = columns[2];
    return OK;
}

/* A day without a number is the year's first notice's. */
static const char *address_of(const struct notice_table *notices, const char *year, const char *number)
{
    for (size_t i = 0; i < notices->csv.count; i++) {
        const struct csv_row *row = &notices->csv.rows[i];

        if (strcmp(csv_cell(row, notices->year), year) == 0 &&
            strcmp(csv_cell(row, notices->number), *number ? number : "1") == 0)
            return csv_cell(row, notices->address);
    }
    return NULL;
}

static bool kind_of(const char *word, enum calendar_kind *kind)
{
    *kind = strcmp(word, "off") == 0 ? CALENDAR_OFF : strcmp(word, "work") == 0 ? CALENDAR_WORK : CALENDAR_PLAIN;
    return *kind != CALENDAR_PLAIN || strcmp(word, "plain") == 0;
}

struct error facts_entries(struct arena *arena, const struct facts_text *holidays, const struct facts_text *notices,
                           const struct calendar_entry **entries, size_t *count)
{
    static const char *const names[] = { "date", "kind", "holiday", "notice_year", "?notice" };
    int columns[5];
    struct csv table;
    struct notice_table addresses;
    struct calendar_entry *list;

    TRY(READ(arena, holidays, names, columns, &table));
    TRY(read_notices(arena, notices, &addresses));
    list = ARENA_ARRAY(arena, struct calendar_entry, table.count);
    for (size_t i = 0; i < table.count; i++) {
        const struct csv_row *row = &table.rows[i];

        if (!day_parse(csv_cell(row, columns[0]), &list[i].day)) return broken(arena, holidays, row->line, "no date");
        if (!kind_of(csv_cell(row, columns[1]), &list[i].kind))
            return broken(arena, holidays, row->line, "kind is off, work or plain");
        list[i].why = csv_cell(row, columns[2]);
        list[i].notice = address_of(&addresses, csv_cell(row, columns[3]), csv_cell(row, columns[4]));
        if (!list[i].notice) return broken(arena, holidays, row->line, "no such notice");
    }
    *entries = list;
    *count = table.count;
    return OK;
}

struct error facts_calendar(struct arena *arena, const struct facts_text *coverage,
                            const struct calendar_entry *entries, size_t count, const struct calendar **calendar)
{
    static const char *const names[] = { "version", "first", "last" };
    int columns[3];
    struct csv table;
    day_t first, last;

    TRY(READ(arena, coverage, names, columns, &table));
    if (table.count != 1) return broken(arena, coverage, 2, "one row is expected");
    if (!day_parse(csv_cell(&table.rows[0], columns[1]), &first) ||
        !day_parse(csv_cell(&table.rows[0], columns[2]), &last) || first > last)
        return broken(arena, coverage, table.rows[0].line, "no dates, or the wrong way round");
    *calendar = calendar_new(arena, csv_cell(&table.rows[0], columns[0]), first, last, entries, count);
    return OK;
}

/* ---- the world */

static struct error read_regions(struct arena *arena, const struct facts_text *text, struct world *world)
{
    static const char *const names[] = { "code", "name", "level", "parent" };
    int columns[4];
    struct csv table;
    struct region *regions;

    TRY(READ(arena, text, names, columns, &table));
    regions = ARENA_ARRAY(arena, struct region, table.count);
    for (size_t i = 0; i < table.count; i++) {
        const struct csv_row *row = &table.rows[i];

        regions[i] = (struct region){ csv_cell(row, columns[0]), csv_cell(row, columns[1]), csv_cell(row, columns[2]),
                                      word_or_none(csv_cell(row, columns[3])) };
        if (!*regions[i].code || !*regions[i].name) return broken(arena, text, row->line, "no code or no name");
    }
    world->regions = regions;
    world->region_count = table.count;
    return OK;
}

static int by_id_and_from(const void *a, const void *b)
{
    const struct unit *one = a, *other = b;
    int order = strcmp(one->id, other->id);

    return order ? order : (one->from > other->from) - (one->from < other->from);
}

static struct error read_units(struct arena *arena, const struct facts_text *text, struct world *world)
{
    static const char *const names[] = { "id", "name", "kind", "jurisdiction", "region", "from", "until", "successor" };
    int columns[8];
    struct csv table;
    struct unit *units;

    TRY(READ(arena, text, names, columns, &table));
    units = ARENA_ARRAY(arena, struct unit, table.count);
    for (size_t i = 0; i < table.count; i++) {
        const struct csv_row *row = &table.rows[i];
        struct unit *unit = &units[i];

        unit->id = csv_cell(row, columns[0]);
        unit->name = csv_cell(row, columns[1]);
        unit->kind = csv_cell(row, columns[2]);
        unit->jurisdiction = csv_cell(row, columns[3]);
        unit->region = word_or_none(csv_cell(row, columns[4]));
        unit->successor = word_or_none(csv_cell(row, columns[7]));
        if (!*unit->id || !*unit->name) return broken(arena, text, row->line, "no id or no name");
        if (!day_or_none(csv_cell(row, columns[5]), &unit->from) ||
            !day_or_none(csv_cell(row, columns[6]), &unit->until))
            return broken(arena, text, row->line, "from and until are dates or empty");
    }
    qsort(units, table.count, sizeof *units, by_id_and_from);
    world->units = units;
    world->unit_count = table.count;
    return OK;
}

/* The city, its counties, and the zones with a management committee. */
static bool is_jurisdiction(const struct region *region)
{
    return strcmp(region->code, CITY) == 0 || strcmp(region->level, "县区") == 0 ||
           strcmp(region->level, "功能区") == 0;
}

/* A county ends with its government. */
static day_t end_of(const struct world *world, const char *code)
{
    day_t until = NO_DAY;

    for (size_t i = 0; i < world->unit_count; i++) {
        if (!text_equal(world->units[i].region, code)) continue;
        if (world->units[i].until == NO_DAY) return NO_DAY;
        if (world->units[i].until > until) until = world->units[i].until;
    }
    return until;
}

static void make_jurisdictions(struct arena *arena, struct world *world, const struct calendar *calendar)
{
    struct jurisdiction *list = ARENA_ARRAY(arena, struct jurisdiction, world->region_count);
    struct policy policy = policy_defaults(CITY);
    const struct policy *shared = arena_copy(arena, &policy, sizeof policy);

    world->jurisdictions = list;
    for (size_t i = 0; i < world->region_count; i++) {
        const struct region *region = &world->regions[i];

        if (!is_jurisdiction(region)) continue;
        list[world->jurisdiction_count++] = (struct jurisdiction){
            .code = region->code,
            .name = region->name,
            .calendar = calendar,
            .policy = shared,
            .until = end_of(world, region->code),
        };
    }
}

struct error facts_world(struct arena *arena, const struct facts_text *regions, const struct facts_text *units,
                         const struct calendar *calendar, const struct world **world)
{
    struct world *made = ARENA_NEW(arena, struct world);

    TRY(read_regions(arena, regions, made));
    TRY(read_units(arena, units, made));
    make_jurisdictions(arena, made, calendar);
    if (made->jurisdiction_count == 0 || strcmp(made->jurisdictions[0].code, CITY) != 0)
        return broken(arena, regions, 2, "the city comes first");
    *world = made;
    return OK;
}

static struct facts_text shipped(const char *name)
{
    const struct embedded *file = embedded_find(name);

    return file ? (struct facts_text){ name, file->bytes, file->size } : (struct facts_text){ name, "", 0 };
}

struct error facts_shipped(struct arena *arena, struct shipped *facts)
{
    struct facts_text holidays = shipped("data/calendar/holidays.csv");
    struct facts_text notices = shipped("data/calendar/notices.csv");
    struct facts_text coverage = shipped("data/calendar/coverage.csv");
    struct facts_text regions = shipped("data/regions.csv"), units = shipped("data/units.csv");

    TRY(facts_entries(arena, &holidays, &notices, &facts->entries, &facts->entry_count));
    TRY(facts_calendar(arena, &coverage, facts->entries, facts->entry_count, &facts->calendar));
    return facts_world(arena, &regions, &units, facts->calendar, &facts->world);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "store/seed.h"

#include "base/csv.h"
#include "base/embedded.h"
#include "base/text.h"
#include "store/calendars.h"
#include "store/snapshot.h"
#include "store/units.h"

#include <string.h>

#define BY "随程序提供"

/* The governments that run the mechanism themselves (一), in the order of pages. 枫溪区 was dissolved into 潮安区. */
static const struct {
    const char *code, *name, *until, *successor;
} governments[] = {
    { "445100", "潮州市", NULL, NULL },          { "445102", "湘桥区", NULL, NULL },
    { "445103", "潮安区", NULL, NULL },          { "445122", "饶平县", NULL, NULL },
    { "445102402", "凤泉湖高新区", NULL, NULL }, { "czxq", "潮州新区", NULL, NULL },
    { "fxq", "枫溪区", "2023-10-31", "445103" },
};

static struct error read_table(struct arena *arena, const char *name, struct csv *csv)
{
    const struct embedded *file = embedded_find(name);

    if (!file) return (struct error){ .kind = BROKEN, .code = "seed.missing", .detail = name };
    return csv_read(arena, file->bytes, file->size, 20000, csv);
}

static const char *cell_or_null(const struct csv *csv, size_t row, const char *column)
{
    const char *text = csv_cell(&csv->rows[row], csv_column(csv, column));

    return *text ? text : NULL;
}

static day_t cell_day(const struct csv *csv, size_t row, const char *column)
{
    const char *text = cell_or_null(csv, row, column);
    day_t day;

    return text && day_parse(text, &day) ? day : NO_DAY;
}

static int cell_int(const struct csv *csv, size_t row, const char *column)
{
    const char *text = cell_or_null(csv, row, column);
    int64_t number;

    return text && text_int(text, &number) ? (int)number : 0;
}

static struct error seed_regions(struct db *db, struct arena *arena)
{
    struct csv csv;

    TRY(read_table(arena, "data/regions.csv", &csv));
    for (size_t i = 0; i < csv.count; i++)
        TRY(regions_put(db, &(struct region){ cell_or_null(&csv, i, "code"), cell_or_null(&csv, i, "name"),
                                              cell_or_null(&csv, i, "level"), cell_or_null(&csv, i, "parent") }));
    return OK;
}

static struct error seed_jurisdictions(struct db *db, struct arena *arena)
{
    for (size_t i = 0; i < sizeof governments / sizeof *governments; i++) {
        day_t until = NO_DAY;

        if (governments[i].until) day_parse(governments[i].until, &until);
        TRY(jurisdictions_put(db, arena, governments[i].code, governments[i].name, (int)i, until,
                              governments[i].successor));
    }
    return OK;
}

static struct unit unit_of_row(const struct csv *csv, size_t row)
{
    return (struct unit){
        .id = cell_or_null(csv, row, "id"),
        .name = cell_or_null(csv, row, "name"),
        .kind = cell_or_null(csv, row, "kind"),
        .jurisdiction = cell_or_null(csv, row, "jurisdiction"),
        .region = cell_or_null(csv, row, "region"),
        .from = cell_day(csv, row, "from"),
        .until = cell_day(csv, row, "until"),
        .successor = cell_or_null(csv, row, "successor"),
    };
}

/* The names of one unit stand together in the file. */
static struct error seed_units(struct db *db, struct arena *arena)
{
    struct csv csv;
    struct unit *units;

    TRY(read_table(arena, "data/units.csv", &csv));
    units = ARENA_ARRAY(arena, struct unit, csv.count);
    for (size_t i = 0; i < csv.count; i++) units[i] = unit_of_row(&csv, i);
    for (size_t first = 0, next; first < csv.count; first = next) {
        for (next = first; next < csv.count && text_equal(units[next].id, units[first].id);) next++;
        TRY(units_replace(db, arena, units[first].id, &units[first], next - first));
    }
    return OK;
}

static struct error seed_notices(struct db *db, struct arena *arena, instant_t wall)
{
    struct csv csv;

    TRY(read_table(arena, "data/calendar/notices.csv", &csv));
    for (size_t i = 0; i < csv.count; i++)
        TRY(notices_add(db, &(struct calendar_notice){ cell_int(&csv, i, "year"), cell_int(&csv, i, "notice"),
                                                       cell_or_null(&csv, i, "address"), wall, BY }));
    return OK;
}

static struct error seed_days(struct db *db, struct arena *arena, instant_t wall)
{
    struct csv csv;
    int64_t version;

    TRY(read_table(arena, "data/calendar/holidays.csv", &csv));
    for (size_t i = 0; i < csv.count; i++) {
        bool work = text_equal(cell_or_null(&csv, i, "kind"), "work");

        TRY(days_put(db, arena,
                     &(struct calendar_day){ .day = cell_day(&csv, i, "date"),
                                             .kind = work ? CALENDAR_WORK : CALENDAR_OFF,
                                             .why = cell_or_null(&csv, i, "holiday"),
                                             .notice_year = cell_int(&csv, i, "notice_year"),
                                             .notice_part = cell_int(&csv, i, "notice") }));
    }
    return calendar_versions_add(db, arena, wall, BY, "国务院办公厅历年节假日安排", NULL, 0, &version);
}

struct error reference_seed(struct db *db, struct arena *arena, instant_t wall)
{
    struct region *regions;
    size_t count;

    TRY(regions_all(db, arena, &regions, &count));
    if (count > 0) return OK;
    TRY(seed_regions(db, arena));
    TRY(seed_jurisdictions(db, arena));
    TRY(seed_units(db, arena));
    TRY(seed_notices(db, arena, wall));
    TRY(seed_days(db, arena, wall));
    return snapshot_changed(db, arena);
}

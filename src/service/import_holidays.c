/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import_rows.h"

#include "base/text.h"
#include "service/check.h"
#include "service/world_current.h"

#include <stdlib.h>

#define FIRST_YEAR 2007
#define LAST_YEAR 2199

enum { DATE, KIND, HOLIDAY, NOTICE_YEAR, NOTICE, COLUMNS };

/* What the file says and what is stored, on the way to what shall be stored. */
struct holidays {
    struct import *import;
    struct calendar_day *file;
    size_t file_count;
    struct calendar_day *stored;
    size_t stored_count;
    struct calendar_notice *notices;
    size_t notice_count;
    const char *source;
};

/* Rows */

static void wrong(struct import *import, size_t row, const struct import_column *column, const char *text)
{
    import_fault(import, import->csv.rows[row].line, import->csv.head.cells[column->at], text);
}

static enum calendar_kind read_kind(struct import *import, size_t row, const struct import_column *column)
{
    const char *typed = import_need(import, row, column);

    if (text_equal(typed, "off") || text_equal(typed, "休")) return CALENDAR_OFF;
    if (text_equal(typed, "work") || text_equal(typed, "班")) return CALENDAR_WORK;
    if (typed && !text_equal(typed, "plain"))
        wrong(import, row, column, "应为off（放假）、work（调休上班）或plain（照常）");
    return CALENDAR_PLAIN;
}

static int read_number(struct import *import, size_t row, const struct import_column *column, int least, int most)
{
    const char *typed = import_cell(import, row, column);
    int64_t number = 0;

    if (!typed) return 0;
    if (text_int(typed, &number) && number >= least && number <= most) return (int)number;
    wrong(import, row, column, arena_printf(import->context->arena, "应为%d至%d的整数", least, most));
    return 0;
}

/* A notice reaches into the December before its year and no further. */
static void check_year(struct import *import, size_t row, const struct import_column *columns,
                       const struct calendar_day *day)
{
    struct civil civil = civil_of_day(day->day);

    if (day->day == NO_DAY || day->notice_year == 0) return;
    if (civil.year == day->notice_year || (civil.year == day->notice_year - 1 && civil.month == 12)) return;
    wrong(import, row, &columns[NOTICE_YEAR],
          arena_printf(import->context->arena, "%d年的通知不会安排%d年%d月的日子", day->notice_year, civil.year,
                       civil.month));
}

static struct calendar_day read_day(struct import *import, size_t row, const struct import_column *columns)
{
    struct calendar_day day = { .kind = read_kind(import, row, &columns[KIND]) };

    if (import_need(import, row, &columns[DATE])) day.day = import_day(import, row, &columns[DATE]);
    day.why = day.kind == CALENDAR_PLAIN ? import_cell(import, row, &columns[HOLIDAY])
                                         : import_need(import, row, &columns[HOLIDAY]);
    if (import_need(import, row, &columns[NOTICE_YEAR]))
        day.notice_year = read_number(import, row, &columns[NOTICE_YEAR], FIRST_YEAR, LAST_YEAR);
    day.notice_part = read_number(import, row, &columns[NOTICE], 1, 9);
    check_year(import, row, columns, &day);
    return day;
}

static void read_days(struct import *import, const struct import_column *columns, struct holidays *holidays)
{
    struct import_key *keys = ARENA_ARRAY(import->context->arena, struct import_key, import->csv.count);

    holidays->file = ARENA_ARRAY(import->context->arena, struct calendar_day, import->csv.count);
    for (size_t i = 0; i < import->csv.count; i++) {
        struct calendar_day day = read_day(import, i, columns);

        if (day.day == NO_DAY) continue;
        keys[holidays->file_count] =
            (struct import_key){ day_text(import->context->arena, day.day), import->csv.rows[i].line };
        holidays->file[holidays->file_count++] = day;
    }
    import_check_twice(import, keys, holidays->file_count, &columns[DATE]);
}

/* Years */

static bool is_off_in_file(const struct holidays *holidays, day_t day, int year)
{
    for (size_t i = 0; i < holidays->file_count; i++)
        if (holidays->file[i].day == day && holidays->file[i].kind == CALENDAR_OFF &&
            holidays->file[i].notice_year == year)
            return true;
    return false;
}

/* Every year's notice names New Year's Day and National Day; a second one only what it changes. */
static bool is_whole_notice(const struct holidays *holidays, int year)
{
    return is_off_in_file(holidays, day_of_civil(year, 1, 1), year) &&
           is_off_in_file(holidays, day_of_civil(year, 10, 1), year);
}

static bool is_in_file(const struct holidays *holidays, int year)
{
    for (size_t i = 0; i < holidays->file_count; i++)
        if (holidays->file[i].notice_year == year) return true;
    return false;
}

/* The last part stored of a year; 0: the year is not stored. */
static int last_part(const struct holidays *holidays, int year)
{
    int last = 0;

    for (size_t i = 0; i < holidays->notice_count; i++)
        if (holidays->notices[i].year == year && holidays->notices[i].part > last) last = holidays->notices[i].part;
    return last;
}

/* A new year has to be whole and to follow the last one; gives the last year covered then. */
static int check_years(struct holidays *holidays)
{
    int last = FIRST_YEAR - 1;

    while (last_part(holidays, last + 1)) last++;
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        struct arena *arena = holidays->import->context->arena;

        if (!is_in_file(holidays, year) || last_part(holidays, year)) continue;
        if (!is_whole_notice(holidays, year))
            import_fault(holidays->import, 1, NULL,
                         arena_printf(arena, "%d年还没有通知，文件里也不完整：缺少元旦或国庆节", year));
        else if (year != last + 1)
            import_fault(holidays->import, 1, NULL,
                         arena_printf(arena, "缺少%d年的通知，不能先导入%d年", last + 1, year));
        else
            last = year;
    }
    return last;
}

/* The set as it shall be */

static const struct calendar_day *find_day(const struct calendar_day *days, size_t count, day_t day)
{
    for (size_t i = 0; i < count; i++)
        if (days[i].day == day) return &days[i];
    return NULL;
}

/* Which of the year's notices says so: the file, else the one that said so already, else a new one. */
static int part_of(const struct holidays *holidays, const struct calendar_day *day)
{
    const struct calendar_day *stored = find_day(holidays->stored, holidays->stored_count, day->day);

    if (day->notice_part) return day->notice_part;
    if (stored && stored->kind == day->kind && stored->notice_year == day->notice_year) return stored->notice_part;
    return last_part(holidays, day->notice_year) + 1;
}

static int by_day(const void *a, const void *b)
{
    return ((const struct calendar_day *)a)->day - ((const struct calendar_day *)b)->day;
}

static void merge(const struct holidays *holidays, struct calendar_plan *plan)
{
    struct calendar_day *days = ARENA_ARRAY(holidays->import->context->arena, struct calendar_day,
                                            holidays->stored_count + holidays->file_count);

    for (size_t i = 0; i < holidays->stored_count; i++) {
        const struct calendar_day *stored = &holidays->stored[i];

        if (is_whole_notice(holidays, stored->notice_year)) continue;
        if (!find_day(holidays->file, holidays->file_count, stored->day)) days[plan->day_count++] = *stored;
    }
    for (size_t i = 0; i < holidays->file_count; i++) {
        if (holidays->file[i].kind == CALENDAR_PLAIN) continue;
        days[plan->day_count] = holidays->file[i];
        days[plan->day_count++].notice_part = part_of(holidays, &holidays->file[i]);
    }
    qsort(days, plan->day_count, sizeof *days, by_day);
    plan->days = days;
}

static bool has_notice(const struct calendar_notice *notices, size_t count, int year, int part)
{
    for (size_t i = 0; i < count; i++)
        if (notices[i].year == year && notices[i].part == part) return true;
    return false;
}

/* One for each year and part that is not stored yet. A day that only becomes plain again has a notice, too. */
static void new_notices(const struct holidays *holidays, struct calendar_plan *plan)
{
    struct context *context = holidays->import->context;
    struct calendar_notice *added = ARENA_ARRAY(context->arena, struct calendar_notice, holidays->file_count);

    for (size_t i = 0; i < holidays->file_count; i++) {
        const struct calendar_day *day = &holidays->file[i];
        int part = part_of(holidays, day);

        if (day->kind == CALENDAR_PLAIN && !find_day(holidays->stored, holidays->stored_count, day->day)) continue;
        if (has_notice(holidays->notices, holidays->notice_count, day->notice_year, part)) continue;
        if (has_notice(added, plan->notice_count, day->notice_year, part)) continue;
        added[plan->notice_count++] =
            (struct calendar_notice){ day->notice_year, part, holidays->source ? holidays->source : "来源未注明",
                                      context->now, context->person.name };
    }
    plan->notices = added;
}

static void count_changes(struct import_report *report)
{
    for (size_t i = 0; i < report->amendment.change_count; i++) {
        const struct calendar_change *change = &report->amendment.changes[i];

        report->added += change->before == CALENDAR_PLAIN;
        report->removed += change->after == CALENDAR_PLAIN;
        report->changed += change->before != CALENDAR_PLAIN && change->after != CALENDAR_PLAIN;
    }
    report->unchanged =
        report->rows -
        (report->rows < report->added + report->changed ? report->rows : report->added + report->changed);
}

struct error import_holidays(struct context *context, const char *bytes, size_t size, const char *source,
                             limits_follow *follow, bool commit, struct import_report *report)
{
    struct import_column columns[COLUMNS] = {
        [DATE] = { .names = "date|日期", .needed = true },
        [KIND] = { .names = "kind|类型", .needed = true },
        [HOLIDAY] = { .names = "holiday|节日", .needed = true },
        [NOTICE_YEAR] = { .names = "notice_year|通知年度", .needed = true },
        [NOTICE] = { .names = "notice|第几次通知" },
    };
    struct import import = { .context = context, .report = report };
    struct holidays holidays = { .import = &import, .source = source };
    struct calendar_plan plan = { .what = "导入放假安排" };

    TRY(check_duty(context, DUTY_import_holidays, NULL, NULL));
    if (commit) TRY(world_claim(context));
    TRY(import_open(&import, bytes, size, columns, COLUMNS));
    TRY(days_all(context->db, context->arena, &holidays.stored, &holidays.stored_count));
    TRY(notices_all(context->db, context->arena, &holidays.notices, &holidays.notice_count));
    read_days(&import, columns, &holidays);
    if (report->fault_count == 0) plan.last_year = check_years(&holidays);
    import_close(&import, commit);
    if (report->fault_count) return OK;
    merge(&holidays, &plan);
    new_notices(&holidays, &plan);
    TRY(calendar_amend(context, &plan, follow, false, &report->amendment));
    count_changes(report);
    if (!report->committed || (report->amendment.change_count == 0 && plan.notice_count == 0)) return OK;
    return calendar_amend(context, &plan, follow, true, &report->amendment);
}

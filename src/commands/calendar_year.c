/* SPDX-License-Identifier: Apache-2.0 */
/* ztc calendar year: a year month by month. */
#include "base/json.h"
#include "base/text.h"
#include "commands/calendar.h"

#include <string.h>

struct month {
    day_t first, last;
    int number, working;
};

static struct month month_of(const struct calendar *calendar, int year, int number)
{
    day_t first = day_of_civil(year, number, 1);
    day_t last = number == 12 ? day_of_civil(year, 12, 31) : day_of_civil(year, number + 1, 1) - 1;

    return (struct month){ first, last, number, calendar_between(calendar, first - 1, last) };
}

static int working_days(const struct calendar *calendar, int year)
{
    return calendar_between(calendar, day_of_civil(year, 1, 1) - 1, day_of_civil(year, 12, 31));
}

static bool is_covered(const struct calendar *calendar, int year)
{
    return calendar_covers(calendar, day_of_civil(year, 1, 1)) && calendar_covers(calendar, day_of_civil(year, 12, 31));
}

/* Two columns wide each. */
static const char *mark(const struct calendar *calendar, day_t day)
{
    const struct calendar_entry *entry = calendar_entry_of(calendar, day);

    if (entry && entry->kind == CALENDAR_OFF) return entry->notice ? "休" : "停";
    if (entry && weekday(day) > 5) return "班";
    return calendar_is_working(calendar, day) ? "  " : "· ";
}

static void grid(const struct calendar *calendar, struct buffer *out, const struct month *month)
{
    buffer_text(out, "\n  一    二    三    四    五    六    日\n");
    for (int i = 1; i < weekday(month->first); i++) buffer_text(out, "      ");
    for (day_t day = month->first; day <= month->last; day++) {
        buffer_printf(out, "%3d%s ", day - month->first + 1, mark(calendar, day));
        if (weekday(day) == 7 && day < month->last) buffer_char(out, '\n');
    }
}

static bool same_entry(const struct calendar_entry *a, const struct calendar_entry *b)
{
    return a && b && a->kind == b->kind && text_equal(a->why, b->why) && text_equal(a->notice, b->notice);
}

/* Days that follow each other for the same reason stand on one line. */
static void reasons(const struct calendar *calendar, struct arena *arena, struct buffer *out, const struct month *month)
{
    for (day_t day = month->first; day <= month->last; day++) {
        const struct calendar_entry *entry = calendar_entry_of(calendar, day);
        day_t last = day;
        char text[DAY_TEXT];

        if (!entry) continue;
        while (last < month->last && same_entry(entry, calendar_entry_of(calendar, last + 1))) last++;
        buffer_printf(out, "\n  %s", day_format(day, text) + 5);
        if (last > day) buffer_printf(out, "至%s", day_format(last, text) + 5);
        buffer_printf(out, "  %s  %s", calendar_why(calendar, arena, day), entry->notice ? entry->notice : "");
        day = last;
    }
}

void calendar_year_text(const struct calendar *calendar, struct arena *arena, struct buffer *out, int year)
{
    buffer_printf(out, "%d年：工作日%d天%s。日历版本 %s\n休=放假  班=调休上班  停=本地停工  ·=周末", year,
                  working_days(calendar, year),
                  is_covered(calendar, year) ? "" : " provisional（没有放假通知，按周一至周五推算）",
                  calendar_version(calendar));
    for (int number = 1; number <= 12; number++) {
        struct month month = month_of(calendar, year, number);

        buffer_printf(out, "\n\n%d月  工作日%d天", number, month.working);
        grid(calendar, out, &month);
        reasons(calendar, arena, out, &month);
    }
}

static void month_json(const struct calendar *calendar, struct arena *arena, struct json *json,
                       const struct month *month)
{
    char text[DAY_TEXT];

    json_open(json, NULL, '{');
    json_int(json, "month", month->number);
    json_int(json, "working_days", month->working);
    json_open(json, "days", '[');
    for (day_t day = month->first; day <= month->last; day++) {
        const struct calendar_entry *entry = calendar_entry_of(calendar, day);

        json_open(json, NULL, '{');
        json_text(json, "day", day_format(day, text));
        json_text(json, "kind", calendar_is_working(calendar, day) ? "work" : "off");
        json_text(json, "why", calendar_why(calendar, arena, day));
        json_text(json, "holiday", entry ? entry->why : NULL);
        json_text(json, "notice", entry ? entry->notice : NULL);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

void calendar_year_json(const struct calendar *calendar, struct arena *arena, struct buffer *out, int year)
{
    struct json json = json_writer(out);

    json_open(&json, NULL, '{');
    json_int(&json, "year", year);
    json_int(&json, "working_days", working_days(calendar, year));
    json_bool(&json, "provisional", !is_covered(calendar, year));
    json_text(&json, "calendar_version", calendar_version(calendar));
    json_open(&json, "months", '[');
    for (int number = 1; number <= 12; number++) {
        struct month month = month_of(calendar, year, number);

        month_json(calendar, arena, &json, &month);
    }
    json_close(&json, ']');
    json_close(&json, '}');
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The days that notices and closures reach are held in tables: a prefix sum of
 * working days, and the days by their rank. Before and after them plain weeks
 * repeat, so ranks go on by arithmetic in both directions and every question is
 * one addition of ranks.
 */
#include "mechanism/calendar.h"

#include <stddef.h>

struct calendar {
    const char *version;
    day_t first, last; /* the coverage */
    day_t start;       /* of the tables */
    int32_t span;      /* days in the tables */
    int32_t *before;   /* before[i]: working days among the first i days of the tables; span + 1 of them */
    day_t *ranked;     /* ranked[k - 1]: the k-th working day of the tables */
    const struct calendar_entry **entries; /* by day of the tables; NULL = plain */
};

/* Weekdays from Monday to Friday since 1969-12-29, a Monday, up to and including the day. */
static int64_t weekdays_through(day_t day)
{
    int64_t since = (int64_t)day + 3, week = (since >= 0 ? since : since - 6) / 7;
    int64_t in_week = since - week * 7 + 1;

    return week * 5 + (in_week < 5 ? in_week : 5);
}

/* The inverse: the day that is the n-th of those weekdays. */
static day_t weekday_ranked(int64_t n)
{
    int64_t whole = n - 1, week = (whole >= 0 ? whole : whole - 4) / 5;
    int64_t day = week * 7 + (whole - week * 5) - 3;

    return day > INT32_MAX ? INT32_MAX : day < INT32_MIN ? INT32_MIN : (day_t)day;
}

static bool in_tables(const struct calendar *calendar, day_t day)
{
    return day >= calendar->start && (int64_t)day - calendar->start < calendar->span;
}

/* Working days from the start of the tables through the day; 0 or negative before them. */
static int64_t rank_through(const struct calendar *calendar, day_t day)
{
    day_t last = calendar->start + calendar->span - 1;

    if (in_tables(calendar, day)) return calendar->before[day - calendar->start + 1];
    if (day < calendar->start) return weekdays_through(day) - weekdays_through(calendar->start - 1);
    return calendar->before[calendar->span] + weekdays_through(day) - weekdays_through(last);
}

static day_t day_ranked(const struct calendar *calendar, int64_t rank)
{
    int32_t held = calendar->before[calendar->span];
    day_t last = calendar->start + calendar->span - 1;

    if (rank > held) return weekday_ranked(weekdays_through(last) + rank - held);
    if (rank >= 1) return calendar->ranked[rank - 1];
    return weekday_ranked(weekdays_through(calendar->start - 1) + rank);
}

static void stretch(struct calendar *calendar, const struct calendar_entry *entries, size_t count)
{
    day_t start = calendar->first, last = calendar->last;

    for (size_t i = 0; i < count; i++) {
        if (entries[i].day < start) start = entries[i].day;
        if (entries[i].day > last) last = entries[i].day;
    }
    calendar->start = start;
    calendar->span = last - start + 1;
}

static bool works(const struct calendar_entry *entry, day_t day)
{
    return entry ? entry->kind == CALENDAR_WORK : weekday(day) <= 5;
}

static void fill(struct calendar *calendar)
{
    for (int32_t i = 0; i < calendar->span; i++) {
        bool working = works(calendar->entries[i], calendar->start + i);
        int32_t rank = calendar->before[i];

        calendar->before[i + 1] = rank + working;
        if (working) calendar->ranked[rank] = calendar->start + i;
    }
}

struct calendar *calendar_new(struct arena *arena, const char *version, day_t first, day_t last,
                              const struct calendar_entry *entries, size_t count)
{
    struct calendar *calendar = ARENA_NEW(arena, struct calendar);
    struct calendar_entry *kept = arena_copy(arena, entries, sizeof *entries * count);

    calendar->version = arena_text(arena, version);
    calendar->first = first;
    calendar->last = last;
    stretch(calendar, kept, count);
    calendar->before = ARENA_ARRAY(arena, int32_t, calendar->span + 1);
    calendar->ranked = ARENA_ARRAY(arena, day_t, calendar->span);
    calendar->entries = ARENA_ARRAY(arena, const struct calendar_entry *, calendar->span);
    for (size_t i = 0; i < count; i++) {
        kept[i].why = arena_text(arena, kept[i].why);
        kept[i].notice = arena_text(arena, kept[i].notice);
        calendar->entries[kept[i].day - calendar->start] = kept[i].kind == CALENDAR_PLAIN ? NULL : &kept[i];
    }
    fill(calendar);
    return calendar;
}

const char *calendar_version(const struct calendar *calendar)
{
    return calendar->version;
}

day_t calendar_first(const struct calendar *calendar)
{
    return calendar->first;
}

day_t calendar_horizon(const struct calendar *calendar)
{
    return calendar->last;
}

bool calendar_covers(const struct calendar *calendar, day_t day)
{
    return day >= calendar->first && day <= calendar->last;
}

bool calendar_is_working(const struct calendar *calendar, day_t day)
{
    return works(calendar_entry_of(calendar, day), day);
}

day_t calendar_add(const struct calendar *calendar, day_t day, int n)
{
    if (n > 0) return day_ranked(calendar, rank_through(calendar, day) + n);
    if (n == 0) return calendar_is_working(calendar, day) ? day : day_ranked(calendar, rank_through(calendar, day) + 1);
    return day_ranked(calendar, rank_through(calendar, day - 1) + 1 + n);
}

int calendar_between(const struct calendar *calendar, day_t after, day_t through)
{
    if (through <= after) return 0;
    return (int)(rank_through(calendar, through) - rank_through(calendar, after));
}

const struct calendar_entry *calendar_entry_of(const struct calendar *calendar, day_t day)
{
    return in_tables(calendar, day) ? calendar->entries[day - calendar->start] : NULL;
}

/* No notice has spoken about the day: what its weekday says may still change. */
static const char *plain_why(const struct calendar *calendar, day_t day)
{
    bool working = weekday(day) <= 5;

    if (calendar_covers(calendar, day)) return working ? "工作日" : "周末";
    if (day > calendar->last) return working ? "工作日（当年放假通知未公布，暂定）" : "周末（当年放假通知未公布，暂定）";
    return working ? "工作日（早于日历起始日，暂定）" : "周末（早于日历起始日，暂定）";
}

const char *calendar_why(const struct calendar *calendar, struct arena *arena, day_t day)
{
    const struct calendar_entry *entry = calendar_entry_of(calendar, day);
    bool off = entry && entry->kind == CALENDAR_OFF;

    if (!entry) return plain_why(calendar, day);
    if (!entry->notice) return arena_printf(arena, "%s：%s", off ? "本地停工" : "本地上班", entry->why);
    if (off) return arena_printf(arena, "%s放假", entry->why);
    if (weekday(day) <= 5) return arena_printf(arena, "工作日（%s放假通知写明上班）", entry->why);
    return arena_printf(arena, "调休上班（%s）", entry->why);
}

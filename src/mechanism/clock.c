/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/clock.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

day_t months_later(day_t day, int months)
{
    struct civil civil = civil_of_day(day);
    int month = civil.month - 1 + months, year = civil.year + month / 12;
    day_t first_after;

    month %= 12;
    first_after = month == 11 ? day_of_civil(year + 1, 1, 1) : day_of_civil(year, month + 2, 1);
    if (day_of_civil(year, month + 1, civil.day) >= first_after) return first_after - 1;
    return day_of_civil(year, month + 1, civil.day);
}

instant_t hours_skipping_nonworking(const struct calendar *calendar, instant_t from, int hours)
{
    instant_t left = hours * HOUR, at = from;

    while (left > 0) {
        day_t day = day_of(at);
        instant_t end = start_of_day(day + 1);

        if (!calendar_is_working(calendar, day)) {
            at = start_of_day(calendar_add(calendar, day, 1));
            continue;
        }
        if (end - at >= left) return at + left;
        left -= end - at;
        at = end;
    }
    return at;
}

/* The stored pauses: "reason,from,to;" each; an open one lies in paused_since. */
static const char *next_field(const char **at, char end, char *field, size_t size)
{
    const char *stop = strchr(*at, end);
    size_t length = stop ? (size_t)(stop - *at) : strlen(*at);

    if (length >= size) length = size - 1;
    memcpy(field, *at, length);
    field[length] = 0;
    *at = stop ? stop + 1 : *at + strlen(*at);
    return field;
}

struct pause_cursor {
    const char *at;
    char reason[64];
    instant_t from, to;
};

static bool next_pause(struct pause_cursor *cursor)
{
    char number[32];

    if (!cursor->at || !*cursor->at) return false;
    next_field(&cursor->at, ',', cursor->reason, sizeof cursor->reason);
    cursor->from = strtoll(next_field(&cursor->at, ',', number, sizeof number), NULL, 10);
    cursor->to = strtoll(next_field(&cursor->at, ';', number, sizeof number), NULL, 10);
    return true;
}

size_t limit_pauses(const struct limit *limit, struct arena *arena, struct limit_pause **list)
{
    struct pause_cursor cursor = { .at = limit->pauses };
    size_t count = limit->state == LIMIT_paused;

    for (const char *c = limit->pauses; c && *c; c++) count += *c == ';';
    *list = ARENA_ARRAY(arena, struct limit_pause, count + 1);
    count = 0;
    while (next_pause(&cursor))
        (*list)[count++] = (struct limit_pause){ arena_text(arena, cursor.reason), cursor.from, cursor.to };
    if (limit->state == LIMIT_paused)
        (*list)[count++] = (struct limit_pause){ limit->end_reason, limit->paused_since, NO_INSTANT };
    return count;
}

size_t limit_extensions(const struct limit *limit, struct arena *arena, struct limit_extension **list)
{
    const char *at = limit->extensions;
    size_t count = 0;
    char field[64];

    for (const char *c = at; c && *c; c++) count += *c == ';';
    *list = ARENA_ARRAY(arena, struct limit_extension, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct limit_extension *extension = &(*list)[i];

        extension->at = strtoll(next_field(&at, ',', field, sizeof field), NULL, 10);
        extension->from = (day_t)strtol(next_field(&at, ',', field, sizeof field), NULL, 10);
        extension->to = (day_t)strtol(next_field(&at, ',', field, sizeof field), NULL, 10);
        extension->by = arena_text(arena, next_field(&at, ';', field, sizeof field));
    }
    return count;
}

/* Working days that a pause takes away: from the day it begins up to, not including, the day it ends. */
static int paused_days(const struct calendar *calendar, day_t after, day_t from, day_t to)
{
    day_t before = from - 1 > after ? from - 1 : after;

    return to - 1 > before ? calendar_between(calendar, before, to - 1) : 0;
}

/* No limit that still ran when a pause began ends before 24:00 of the first working day after the day it ended. */
static void keep_after_pause(const struct calendar *calendar, day_t pause_end, day_t *last)
{
    day_t floor = calendar_add(calendar, pause_end, 1);

    if (*last < floor) *last = floor;
}

static day_t working_last_day(const struct limit *limit, const struct calendar *calendar)
{
    struct pause_cursor pause = { .at = limit->pauses };
    int away = 0;
    day_t last = calendar_add(calendar, limit->anchor, (int)limit->length);

    while (next_pause(&pause)) {
        day_t from = day_of(pause.from), to = day_of(pause.to), counted;

        if (pause.from >= start_of_day(last + 1)) continue; /* overdue by then: stays so */
        away += paused_days(calendar, limit->anchor, from, to);
        counted = calendar_add(calendar, limit->anchor, (int)limit->length + away);
        if (counted > last) last = counted;
        keep_after_pause(calendar, to, &last);
    }
    return last;
}

/* A promised day moves by the working days paused after it was promised. */
static day_t fixed_last_day(const struct limit *limit, const struct calendar *calendar)
{
    struct pause_cursor pause = { .at = limit->pauses };
    day_t last = limit->fixed;

    while (next_pause(&pause)) {
        int away = paused_days(calendar, day_of(pause.from) - 1, day_of(pause.from), day_of(pause.to));

        if (pause.from < limit->fixed_at || pause.from >= start_of_day(last + 1)) continue;
        if (away > 0) last = calendar_add(calendar, last, away);
        keep_after_pause(calendar, day_of(pause.to), &last);
    }
    return last;
}

/* Anchored at E: a pause only keeps it from ending too soon. */
static day_t event_last_day(const struct limit *limit, const struct calendar *calendar)
{
    struct pause_cursor pause = { .at = limit->pauses };
    day_t last = calendar_add(calendar, limit->anchor, (int)limit->length);

    while (next_pause(&pause))
        if (pause.from < start_of_day(last + 1)) keep_after_pause(calendar, day_of(pause.to), &last);
    return last;
}

static day_t calendar_last_day(const struct limit *limit, const struct calendar *calendar, const struct policy *policy)
{
    day_t last = limit->anchor + (day_t)limit->length;

    return policy->eval_extend_holiday ? calendar_add(calendar, last, 0) : last;
}

static void compute_hours(struct limit *limit, const struct calendar *calendar, const struct policy *policy)
{
    struct pause_cursor pause = { .at = limit->pauses };
    instant_t due = policy->accept_clock ? hours_skipping_nonworking(calendar, limit->started, (int)limit->length)
                                         : limit->started + limit->length * HOUR;

    while (next_pause(&pause))
        if (pause.from < due) due = pause.to + (due - pause.from); /* goes on with the hours left */
    limit->due = due;
    limit->due_day = day_of(due - 1);
}

void limit_compute(struct limit *limit, const struct calendar *calendar, const struct policy *policy)
{
    day_t last = limit->fixed;

    if (limit->counted == COUNTED_HOURS && !limit->fixed) {
        compute_hours(limit, calendar, policy);
    } else {
        if (limit->counted == COUNTED_DATED)
            last = limit->fixed;
        else if (limit->fixed)
            last = fixed_last_day(limit, calendar);
        else if (limit->counted == COUNTED_WORKING)
            last = working_last_day(limit, calendar);
        else if (limit->counted == COUNTED_EVENT)
            last = event_last_day(limit, calendar);
        else if (limit->counted == COUNTED_CALENDAR)
            last = calendar_last_day(limit, calendar, policy);
        else if (limit->counted == COUNTED_MONTHS)
            last = months_later(limit->anchor, (int)limit->length);
        if (last < limit->not_before) last = limit->not_before;
        limit->due_day = last;
        limit->due = start_of_day(last + 1);
    }
    limit->provisional = !calendar_covers(calendar, limit->due_day);
}

void limit_pause(struct limit *limit, const char *reason, instant_t now)
{
    limit->state = LIMIT_paused;
    limit->paused_since = now;
    limit->end_reason = reason;
}

void limit_resume(struct limit *limit, const struct calendar *calendar, const struct policy *policy, instant_t now)
{
    (void)now;
    limit->state = LIMIT_running;
    limit->paused_since = NO_INSTANT;
    limit->end_reason = NULL;
    limit_compute(limit, calendar, policy);
}

void limit_extend(struct limit *limit, struct arena *arena, const struct calendar *calendar,
                  const struct policy *policy, day_t new_day, const char *by, instant_t now)
{
    limit->extensions = arena_printf(arena, "%s%lld,%d,%d,%s;", limit->extensions ? limit->extensions : "",
                                     (long long)now, (int)limit->due_day, (int)new_day, by);
    limit->fixed = new_day;
    limit->fixed_at = now;
    limit->stage = STAGE_running;
    limit_compute(limit, calendar, policy);
}

const char *colour_id(enum colour colour)
{
    static const char *const ids[] = { "blue", "yellow", "orange", "red" };

    return ids[colour];
}

/* The day a limit starts to run from, for its length in working days. */
static day_t first_day(const struct limit *limit)
{
    return limit->counted == COUNTED_WORKING || limit->counted == COUNTED_CALENDAR ? limit->anchor
                                                                                   : day_of(limit->started);
}

static bool by_calendar_days(const struct limit *limit, const struct calendar *calendar)
{
    return limit->counted == COUNTED_CALENDAR || !calendar_is_working(calendar, limit->due_day);
}

/* How many working days before the last day it turns yellow; 0 = never. */
static int yellow_days(const struct limit *limit, const struct calendar *calendar, const struct policy *policy)
{
    int length = calendar_between(calendar, first_day(limit), limit->due_day);

    if (limit->counted == COUNTED_CALENDAR) return policy->yellow_days;
    if (length <= 1) return 0;
    return length <= 3 ? policy->yellow_days_short : policy->yellow_days;
}

static enum colour colour_of(const struct limit *limit, const struct calendar *calendar, const struct policy *policy,
                             instant_t now, const struct standing *standing)
{
    int left = by_calendar_days(limit, calendar) ? standing->days_left : standing->working_days_left;

    if (now >= limit->due) return COLOUR_red;
    if (limit->counted == COUNTED_HOURS) {
        if (limit->due - now <= policy->orange_hours * HOUR) return COLOUR_orange;
        return limit->due - now <= policy->yellow_hours * HOUR ? COLOUR_yellow : COLOUR_blue;
    }
    if (standing->days_left == 0) return COLOUR_orange;
    return left <= yellow_days(limit, calendar, policy) ? COLOUR_yellow : COLOUR_blue;
}

/* Working days after the last day up to and including today, pauses left out. */
static int days_overdue(const struct limit *limit, const struct calendar *calendar, day_t today)
{
    struct pause_cursor pause = { .at = limit->pauses };
    int days = calendar_between(calendar, limit->due_day, today);

    while (next_pause(&pause)) {
        day_t to = day_of(pause.to) < today + 1 ? day_of(pause.to) : today + 1;
        days -= paused_days(calendar, limit->due_day, day_of(pause.from), to);
    }
    return days;
}

struct standing limit_standing(const struct limit *limit, const struct calendar *calendar,
                               const struct policy *policy, instant_t now)
{
    struct standing standing = { .paused = limit->state == LIMIT_paused };
    instant_t at = standing.paused ? limit->paused_since : now;
    day_t today = day_of(at);

    standing.days_left = (int)(limit->due_day - today);
    if (at >= limit->due)
        standing.working_days_left = -days_overdue(limit, calendar, today);
    else
        standing.working_days_left = calendar_between(calendar, today, limit->due_day);
    standing.colour = colour_of(limit, calendar, policy, at, &standing);
    if (!standing.paused) {
        standing.due = limit->due;
        standing.due_day = limit->due_day;
    }
    return standing;
}

instant_t limit_yellow_from(const struct limit *limit, const struct calendar *calendar, const struct policy *policy)
{
    int days = yellow_days(limit, calendar, policy);

    if (limit->counted == COUNTED_HOURS) return limit->due - policy->yellow_hours * HOUR;
    if (days == 0) return NO_INSTANT;
    if (by_calendar_days(limit, calendar)) return start_of_day(limit->due_day - days);
    return start_of_day(calendar_add(calendar, limit->due_day, -days));
}

/* 24:00 of that working day after the last day. */
instant_t limit_stage_at(const struct limit *limit, const struct calendar *calendar, enum clock_stage stage)
{
    static const int working_days[] = { [STAGE_told] = 1, [STAGE_over] = 3 };

    return start_of_day(calendar_add(calendar, limit->due_day, working_days[stage]) + 1);
}

static const char *pause_on(const struct limit *limit, struct arena *arena, day_t day)
{
    struct pause_cursor pause = { .at = limit->pauses };

    if (limit->counted != COUNTED_WORKING && !limit->fixed) return NULL;
    while (next_pause(&pause))
        if (day >= day_of(pause.from) && day < day_of(pause.to)) return arena_printf(arena, "暂停：%s", pause.reason);
    return NULL;
}

size_t limit_days(const struct limit *limit, const struct calendar *calendar, struct arena *arena,
                  struct explained_day **days)
{
    day_t first = first_day(limit) + 1;
    size_t count = 0;

    if (limit->counted == COUNTED_EVENT) first = limit->anchor + 1;
    *days = NULL;
    if (limit->counted == COUNTED_HOURS || limit->due_day < first) return 0;
    *days = ARENA_ARRAY(arena, struct explained_day, limit->due_day - first + 1);
    for (day_t day = first; day <= limit->due_day; day++) {
        struct explained_day *explained = &(*days)[count++];
        const char *paused = pause_on(limit, arena, day);

        explained->day = day;
        explained->counted =
            !paused && (limit->counted == COUNTED_CALENDAR || limit->counted == COUNTED_MONTHS ||
                        calendar_is_working(calendar, day));
        explained->why = paused ? paused : calendar_why(calendar, arena, day);
    }
    return count;
}

const char *limit_rule(const struct limit *limit, struct arena *arena)
{
    int length = (int)limit->length;

    if (limit->counted == COUNTED_DATED) return "按本期现场活动日推算";
    if (limit->fixed) return limit->extensions ? "经批准延期到的日期" : "约定的日期";
    switch ((enum counted)limit->counted) {
    case COUNTED_WORKING: return arena_printf(arena, "%d个工作日，起始日不计，最后一日24:00止", length);
    case COUNTED_CALENDAR: return arena_printf(arena, "%d个自然日，起始日不计，最后一日24:00止", length);
    case COUNTED_HOURS: return arena_printf(arena, "%d小时，从起始时刻算起", length);
    case COUNTED_MONTHS: return arena_printf(arena, "%d个月", length);
    case COUNTED_EVENT: return arena_printf(arena, "现场活动日后%d个工作日，活动日不计", length);
    case COUNTED_FIXED:
    case COUNTED_DATED: break;
    }
    return "约定的日期";
}

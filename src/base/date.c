/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define SHANGHAI (8 * HOUR)

/* Days from civil and back: H. Hinnant's algorithms, exact for all years used here. */
day_t day_of_civil(int year, int month, int day)
{
    int y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400;
    unsigned yoe = (unsigned)(y - era * 400);
    unsigned doy = (unsigned)((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1);
    unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return era * 146097 + (int)doe - 719468;
}

struct civil civil_of_day(day_t day)
{
    int z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
    unsigned doe = (unsigned)(z - era * 146097);
    unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    unsigned mp = (5 * doy + 2) / 153;
    int month = (int)(mp < 10 ? mp + 3 : mp - 9);

    return (struct civil){ (int)yoe + era * 400 + (month <= 2), month, (int)(doy - (153 * mp + 2) / 5 + 1) };
}

int weekday(day_t day)
{
    int shifted = (day + 3) % 7; /* 1970-01-01 was a Thursday */

    return (shifted < 0 ? shifted + 7 : shifted) + 1;
}

static instant_t floor_to_day(instant_t instant)
{
    instant_t rest = instant % ONE_DAY;

    return instant - (rest < 0 ? rest + ONE_DAY : rest);
}

day_t day_of(instant_t instant)
{
    return (day_t)(floor_to_day(instant + SHANGHAI) / ONE_DAY);
}

instant_t start_of_day(day_t day)
{
    return (instant_t)day * ONE_DAY - SHANGHAI;
}

int hour_of(instant_t instant)
{
    return (int)((instant - start_of_day(day_of(instant))) / HOUR);
}

static bool digits(const char **at, int count, int *number)
{
    *number = 0;
    for (int i = 0; i < count; i++) {
        if (!isdigit((unsigned char)(*at)[i])) return false;
        *number = *number * 10 + ((*at)[i] - '0');
    }
    *at += count;
    return true;
}

static bool literal(const char **at, char byte)
{
    if (**at != byte) return false;
    ++*at;
    return true;
}

static bool day_prefix(const char **at, day_t *day)
{
    int year, month, number;
    struct civil back;

    if (!digits(at, 4, &year) || !literal(at, '-') || !digits(at, 2, &month) || !literal(at, '-') ||
        !digits(at, 2, &number))
        return false;
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || number < 1) return false;
    *day = day_of_civil(year, month, number);
    back = civil_of_day(*day);
    return back.month == month && back.day == number;
}

bool day_parse(const char *text, day_t *day)
{
    return day_prefix(&text, day) && *text == 0;
}

static bool offset_suffix(const char **at, instant_t *offset)
{
    int hours, minutes, sign = **at == '-' ? -1 : 1;

    *offset = 0;
    if (literal(at, 'Z')) return true;
    if (**at != '+' && **at != '-') return false;
    ++*at;
    if (!digits(at, 2, &hours) || !literal(at, ':') || !digits(at, 2, &minutes)) return false;
    if (hours > 14 || minutes > 59) return false;
    *offset = sign * (hours * HOUR + minutes * MINUTE);
    return true;
}

static bool fraction(const char **at, instant_t *micro)
{
    instant_t unit = SECOND / 10;

    *micro = 0;
    if (!literal(at, '.')) return true;
    if (!isdigit((unsigned char)**at)) return false;
    for (; isdigit((unsigned char)**at); ++*at, unit /= 10) *micro += (**at - '0') * unit;
    return true;
}

bool instant_parse(const char *text, instant_t *instant)
{
    day_t day;
    int hour, minute, second = 0;
    instant_t offset, micro = 0;

    if (!day_prefix(&text, &day) || !literal(&text, 'T') || !digits(&text, 2, &hour) || !literal(&text, ':') ||
        !digits(&text, 2, &minute))
        return false;
    if (literal(&text, ':') && (!digits(&text, 2, &second) || !fraction(&text, &micro))) return false;
    if (!offset_suffix(&text, &offset) || *text) return false;
    if (hour > 23 || minute > 59 || second > 59) return false;
    *instant = (instant_t)day * ONE_DAY + hour * HOUR + minute * MINUTE + second * SECOND + micro - offset;
    return true;
}

/* By hand: a page has a hundred of them, and snprintf was a tenth of its time. Returns the end. */
static char *put_digits(char *at, unsigned number, int count)
{
    for (int i = count; i-- > 0; number /= 10) at[i] = (char)('0' + number % 10);
    return at + count;
}

static char *put_day(char *at, day_t day)
{
    struct civil civil = civil_of_day(day);

    at = put_digits(at, (unsigned)civil.year, 4);
    *at++ = '-';
    at = put_digits(at, (unsigned)civil.month, 2);
    *at++ = '-';
    return put_digits(at, (unsigned)civil.day, 2);
}

char *day_format(day_t day, char text[DAY_TEXT])
{
    *put_day(text, day) = 0;
    return text;
}

char *instant_format(instant_t instant, char text[INSTANT_TEXT])
{
    char *at = put_day(text, day_of(instant));
    instant_t rest = instant - start_of_day(day_of(instant));
    unsigned micro = (unsigned)(rest % SECOND), second = (unsigned)(rest / SECOND);
    unsigned hour = second / 3600 % 24, minute = second / 60 % 60;

    *at++ = 'T';
    at = put_digits(at, hour, 2);
    *at++ = ':';
    at = put_digits(at, minute, 2);
    *at++ = ':';
    at = put_digits(at, second % 60, 2);
    if (micro) {
        *at++ = '.';
        at = put_digits(at, micro, 6);
    }
    strcpy(at, "+08:00");
    return text;
}

char *day_text(struct arena *arena, day_t day)
{
    return day == NO_DAY ? NULL : day_format(day, arena_alloc(arena, DAY_TEXT));
}

char *instant_text(struct arena *arena, instant_t instant)
{
    return instant == NO_INSTANT ? NULL : instant_format(instant, arena_alloc(arena, INSTANT_TEXT));
}

static const char *weekday_chinese(day_t day)
{
    static const char *const names[] = { "一", "二", "三", "四", "五", "六", "日" };

    return names[weekday(day) - 1];
}

static char *month_and_day(struct arena *arena, day_t day, day_t today)
{
    struct civil civil = civil_of_day(day);

    if (civil.year == civil_of_day(today).year) return arena_printf(arena, "%d月%d日", civil.month, civil.day);
    return arena_printf(arena, "%d年%d月%d日", civil.year, civil.month, civil.day);
}

char *day_chinese(struct arena *arena, day_t day, day_t today)
{
    return arena_printf(arena, "%s（周%s）", month_and_day(arena, day, today), weekday_chinese(day));
}

char *instant_chinese(struct arena *arena, instant_t instant, day_t today)
{
    int minute = (int)((instant - start_of_day(day_of(instant))) / MINUTE);

    return arena_printf(arena, "%s%d:%02d", day_chinese(arena, day_of(instant), today), minute / 60, minute % 60);
}

char *due_chinese(struct arena *arena, instant_t due, day_t today)
{
    if (due == start_of_day(day_of(due))) return arena_printf(arena, "%s24:00", day_chinese(arena, day_of(due) - 1, today));
    return instant_chinese(arena, due, today);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days and instants. The only time zone is Asia/Shanghai (UTC+8, no summer time
 * since 1991). Zero means "none": nothing here happened on 1970-01-01.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef int32_t day_t;     /* days since 1970-01-01, a date in Shanghai */
typedef int64_t instant_t; /* microseconds since 1970-01-01T00:00:00Z */

#define SECOND ((instant_t)1000000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define ONE_DAY (24 * HOUR)
#define NO_DAY ((day_t)0)
#define NO_INSTANT ((instant_t)0)

struct civil {
    int year, month, day;
};

day_t day_of_civil(int year, int month, int day); /* no check of ranges */
struct civil civil_of_day(day_t);
int weekday(day_t); /* 1 = Monday … 7 = Sunday */

day_t day_of(instant_t);          /* the Shanghai date of an instant */
instant_t start_of_day(day_t);    /* 00:00 in Shanghai; end of day d is start_of_day(d + 1) */
int hour_of(instant_t);           /* 0 … 23 in Shanghai */

/* Strict: `YYYY-MM-DD`, a real date from 1900 to 2199. */
bool day_parse(const char *text, day_t *day);
/* `YYYY-MM-DDTHH:MM[:SS[.ffffff]]` with `Z`, `+HH:MM` or `-HH:MM`. */
bool instant_parse(const char *text, instant_t *instant);

#define DAY_TEXT 11     /* bytes for day_format, NUL included */
#define INSTANT_TEXT 40 /* bytes for instant_format */
char *day_format(day_t, char text[DAY_TEXT]);
/* `2026-03-04T00:00:00+08:00`; microseconds only where they are not zero. */
char *instant_format(instant_t, char text[INSTANT_TEXT]);
/* The same from an arena; NULL for none. */
char *day_text(struct arena *, day_t);
char *instant_text(struct arena *, instant_t);

/* For people: `3月9日（周一）`, and `3月9日24:00` for a limit that ends with that day;
 * the year is named where it is not that of `today`. */
char *day_chinese(struct arena *, day_t, day_t today);
char *instant_chinese(struct arena *, instant_t, day_t today);
/* The end of a limit: `due` is the first instant too late. */
char *due_chinese(struct arena *, instant_t due, day_t today);

/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"
#include "base/embedded.h"
#include "commands.h"
#include "mechanism/facts.h"

#include "capture.h"
#include "test.h"

#include <stdlib.h>

static struct arena *arena;
static const struct calendar *calendar;
static struct shipped facts;

static day_t d(const char *text)
{
    day_t day = NO_DAY;

    if (!day_parse(text, &day)) abort();
    return day;
}

/* ---- a second calendar, made and counted another way: an array of days, walked one by one */

enum { NAIVE_DAYS = 120000 };
static bool naive_works[NAIVE_DAYS]; /* from 1900-01-01, day -25567 */

static bool *naive(day_t day)
{
    return &naive_works[day + 25567];
}

static void naive_fill(void)
{
    const char *at = embedded_find("data/calendar/holidays.csv")->bytes;

    for (int i = 0; i < NAIVE_DAYS; i++) naive_works[i] = i % 7 < 5; /* 1900-01-01 was a Monday */
    while ((at = strchr(at, '\n')) != NULL && *++at) {
        char date[11] = { 0 };

        memcpy(date, at, 10);
        *naive(d(date)) = strncmp(at + 10, ",work,", 6) == 0;
    }
}

static day_t naive_add(day_t day, int n)
{
    if (n == 0) {
        while (!*naive(day)) day++;
        return day;
    }
    for (int step = n > 0 ? 1 : -1; n != 0;) {
        day += step;
        if (*naive(day)) n -= step;
    }
    return day;
}

static void it_agrees_with_counting_day_by_day(void)
{
    int wrong = 0;

    for (day_t day = d("2007-01-01"); day <= d("2026-12-31"); day++)
        for (int n = -30; n <= 30; n++) wrong += calendar_add(calendar, day, n) != naive_add(day, n);
    CHECK_INT(wrong, 0);
}

static void it_agrees_far_outside_the_coverage(void)
{
    int wrong = 0;

    for (day_t day = d("1930-01-01"); day <= d("2150-12-31"); day += 17)
        for (int n = -3000; n <= 3000; n += 397) wrong += calendar_add(calendar, day, n) != naive_add(day, n);
    for (day_t day = d("1900-01-01"); day <= d("2199-12-31"); day++)
        wrong += calendar_is_working(calendar, day) != *naive(day);
    CHECK_INT(wrong, 0);
}

/* Timetable 7.5. */
static void adding_and_taking_away_meet_again(void)
{
    int wrong = 0;

    for (day_t day = d("2006-06-01"); day <= d("2027-06-30"); day++) {
        bool works = calendar_is_working(calendar, day);

        if (works && calendar_add(calendar, day, 0) != day) wrong++;
        for (int n = -30; n <= 30; n++) {
            day_t there = calendar_add(calendar, day, n);

            if (!calendar_is_working(calendar, there)) wrong++;
            if (works && calendar_add(calendar, there, -n) != day) wrong++;
            if (n > 0 && calendar_between(calendar, day, there) != n) wrong++;
        }
        /* Closed from E−5 until the day before E+2: seven working days. */
        if (works && calendar_between(calendar, calendar_add(calendar, day, -5) - 1,
                                      calendar_add(calendar, day, 2) - 1) != 7)
            wrong++;
    }
    CHECK_INT(wrong, 0);
}

static void years_have_their_working_days(void)
{
    static const int expected[] = { 250, 249, 249, 251, 248, 248 };

    for (int i = 0; i < 6; i++)
        CHECK_INT(calendar_between(calendar, day_of_civil(2021 + i, 1, 1) - 1, day_of_civil(2021 + i, 12, 31)),
                  expected[i]);
    CHECK_INT(calendar_between(calendar, d("2026-03-04"), d("2026-03-04")), 0);
    CHECK_INT(calendar_between(calendar, d("2026-03-04"), d("2026-03-01")), 0);
}

/* Timetable 3 and 5: appeals of March 2026 and the holidays around them. */
static void the_worked_month_comes_out(void)
{
    static const struct {
        const char *from;
        int n;
        const char *to;
    } cases[] = {
        { "2026-02-13", 3, "2026-02-25" },  { "2026-02-24", 10, "2026-03-09" }, { "2026-02-25", 10, "2026-03-10" },
        { "2026-02-14", 3, "2026-02-26" },  { "2026-02-18", 3, "2026-02-26" },  { "2026-03-13", 3, "2026-03-18" },
        { "2026-02-12", 10, "2026-03-04" }, { "2026-03-11", -8, "2026-02-28" }, { "2026-03-03", 3, "2026-03-06" },
        { "2026-04-29", 10, "2026-05-15" }, { "2026-04-08", -5, "2026-03-31" }, { "2026-04-08", -1, "2026-04-07" },
        { "2026-10-14", -3, "2026-10-10" }, { "2026-05-13", -3, "2026-05-09" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_TEXT(day_text(arena, calendar_add(calendar, d(cases[i].from), cases[i].n)), cases[i].to);
}

static void every_day_has_a_reason(void)
{
    CHECK_TEXT(calendar_why(calendar, arena, d("2026-03-04")), "工作日");
    CHECK_TEXT(calendar_why(calendar, arena, d("2026-03-07")), "周末");
    CHECK_TEXT(calendar_why(calendar, arena, d("2026-02-17")), "春节放假");
    CHECK_TEXT(calendar_why(calendar, arena, d("2026-02-28")), "调休上班（春节）");
    CHECK_TEXT(calendar_why(calendar, arena, d("2020-02-03")), "工作日（春节放假通知写明上班）");
    CHECK_TEXT(calendar_why(calendar, arena, d("2027-01-01")), "工作日（当年放假通知未公布，暂定）");
    CHECK(calendar_entry_of(calendar, d("2026-03-04")) == NULL, "a plain weekday has no entry");
    CHECK_TEXT(calendar_entry_of(calendar, d("2026-02-17"))->notice,
               "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm");
    CHECK_TEXT(calendar_entry_of(calendar, d("2019-05-01"))->notice,
               "http://www.gov.cn/zhengce/zhengceku/2018-12/06/content_5346276.htm");
    CHECK_TEXT(calendar_entry_of(calendar, d("2019-05-02"))->notice,
               "http://www.gov.cn/zhengce/zhengceku/2019-03/22/content_5375877.htm");
    CHECK_TEXT(calendar_entry_of(calendar, d("2007-12-31"))->notice,
               "http://www.gov.cn/zhengce/zhengceku/2008-03/28/content_1645.htm");
}

static void coverage_has_two_ends(void)
{
    CHECK(calendar_covers(calendar, d("2007-01-01")) && calendar_covers(calendar, d("2026-12-31")), "both ends in");
    CHECK(!calendar_covers(calendar, d("2006-12-31")) && !calendar_covers(calendar, d("2027-01-01")), "then out");
    CHECK_INT(calendar_first(calendar), d("2007-01-01"));
    CHECK_INT(calendar_horizon(calendar), d("2026-12-31"));
    CHECK_TEXT(calendar_version(calendar), "2026-1");
}

static void a_local_closure_moves_the_days_behind_it(void)
{
    struct calendar_entry *entries = ARENA_ARRAY(arena, struct calendar_entry, facts.entry_count + 3);
    size_t n = facts.entry_count;
    const struct calendar *local;

    memcpy(entries, facts.entries, sizeof *entries * n);
    entries[n++] = (struct calendar_entry){ d("2026-09-02"), CALENDAR_OFF, "台风", NULL };
    entries[n++] = (struct calendar_entry){ d("2027-08-02"), CALENDAR_OFF, "台风", NULL };
    entries[n++] = (struct calendar_entry){ d("2026-10-01"), CALENDAR_PLAIN, "撤销", "notice" };
    local = calendar_new(arena, "local", d("2007-01-01"), d("2026-12-31"), entries, n);
    CHECK_TEXT(calendar_why(local, arena, d("2026-09-02")), "本地停工：台风");
    CHECK_INT(calendar_add(local, d("2026-09-01"), 1), d("2026-09-03"));
    CHECK_INT(calendar_add(calendar, d("2026-09-01"), 1), d("2026-09-02"));
    CHECK_INT(calendar_add(local, d("2026-09-03"), -1), d("2026-09-01"));
    CHECK(!calendar_is_working(local, d("2027-08-02")), "past the horizon too");
    CHECK_INT(calendar_horizon(local), d("2026-12-31"));
    CHECK_INT(calendar_add(local, d("2027-07-30"), 1), d("2027-08-03"));
    CHECK(calendar_is_working(local, d("2026-10-01")), "the later entry wins: plain again");
    CHECK(calendar_entry_of(local, d("2026-10-01")) == NULL, "and has no entry");
}

static void an_empty_calendar_is_plain_weeks(void)
{
    const struct calendar *plain = calendar_new(arena, "0", d("2026-01-01"), d("2026-01-01"), NULL, 0);

    CHECK_INT(calendar_add(plain, d("2026-01-02"), 1), d("2026-01-05"));
    CHECK_INT(calendar_add(plain, d("2026-01-05"), -1), d("2026-01-02"));
    CHECK_INT(calendar_add(plain, d("2026-01-03"), 0), d("2026-01-05"));
    CHECK_INT(calendar_between(plain, d("1999-12-31"), d("2009-12-31")), 2609);
}

/* Takes the second notices back, then applies them: only days named there change. */
static void amendments_change_what_they_name(void)
{
    const char *at = embedded_find("data/calendar/amendments.csv")->bytes;
    struct calendar_entry *entries = ARENA_ARRAY(arena, struct calendar_entry, facts.entry_count + 20);
    size_t n = facts.entry_count;
    const struct calendar *before;
    int named = 0, differing = 0;

    memcpy(entries, facts.entries, sizeof *entries * n);
    while ((at = strchr(at, '\n')) != NULL && *++at) {
        char date[11] = { 0 };

        memcpy(date, at + 5, 10);
        entries[n++] = (struct calendar_entry){
            d(date), strncmp(at + 16, "plain", 5) == 0 ? CALENDAR_PLAIN : CALENDAR_WORK, "第一次通知", "first"
        };
        named++;
    }
    before = calendar_new(arena, "before", d("2007-01-01"), d("2026-12-31"), entries, n);
    for (day_t day = d("2007-01-01"); day <= d("2026-12-31"); day++)
        differing += calendar_is_working(before, day) != calendar_is_working(calendar, day);
    CHECK_INT(named, 12);
    CHECK_INT(differing, 9); /* 2015-09-05, 2019-05-04 and 2020-02-02 are at a weekend: off before and after */
    CHECK_INT(calendar_add(before, d("2019-04-30"), 1), d("2019-05-02"));
    CHECK_INT(calendar_add(calendar, d("2019-04-30"), 1), d("2019-05-05"));
}

/* ---- the command */

static struct captured *run(const char *typed, const char *input)
{
    return capture(command_calendar, "calendar", typed, input);
}

static void check_run(const char *typed, int status, const char *out)
{
    struct captured *captured = run(typed, NULL);

    CHECK(captured->status == status, "%s: status %d, want %d", typed, captured->status, status);
    CHECK(strcmp(captured->out, out) == 0, "%s: got '%s', want '%s'", typed, captured->out, out);
    CHECK((captured->error[0] != 0) == (status != 0), "%s: stderr '%s'", typed, captured->error);
}

static void the_command_answers(void)
{
    check_run("add 2026-02-24 10", 0, "2026-03-09\n");
    check_run("add 2026-03-11 -5", 0, "2026-03-04\n");
    check_run("add 2026-02-18 0", 0, "2026-02-24\n");
    check_run("add 2026-12-31 1", 0, "2027-01-01 provisional\n");
    check_run("add 2007-01-04 -1", 0, "2006-12-29 provisional\n");
    check_run("add 2006-12-31 1", 0, "2007-01-04\n");
    check_run("add 1970-01-01 0", 0, "1970-01-01 provisional\n");
    check_run("is 2026-02-28", 0, "work\n");
    check_run("is 2026-02-16", 0, "off\n");
    check_run("is 2027-01-01", 0, "work provisional\n");
    check_run("is 2006-12-31", 0, "off provisional\n");
    check_run("add 2026-03-04 5 --json", 0,
              "{\"date\":\"2026-03-04\",\"n\":5,\"day\":\"2026-03-11\",\"provisional\":false,"
              "\"calendar_version\":\"2026-1\"}\n");
}

static void the_command_refuses(void)
{
    check_run("", 2, "");
    check_run("sub 2026-01-01 1", 2, "");
    check_run("add 2026-01-01", 2, "");
    check_run("add 2026-02-29 1", 2, "");
    check_run("add 2026-02-28 1.5", 2, "");
    check_run("add 2026-02-28 1 2", 2, "");
    check_run("add 2026-02-28 99999999999", 2, "");
    check_run("is tomorrow", 2, "");
    check_run("year 26", 2, "");
    check_run("add 2026-02-28 2000000000", 1, "");
    check_run("add 2026-02-28 -2000000000", 1, "");
    check_run("explain 2026-02-28 100000", 1, "");
}

static void a_day_is_explained(void)
{
    struct captured *captured = run("explain 2026-02-13 3", NULL);

    CHECK_INT(captured->status, 0);
    CHECK(strstr(captured->out, "2026-02-25（周三）"), "the answer");
    CHECK(strstr(captured->out, "2026-02-14  周六  第1   调休上班（春节）  https://www.gov.cn/"), "%s", captured->out);
    CHECK(strstr(captured->out, "2026-02-15  周日  不计  春节放假"), "a day skipped");
    CHECK(!strstr(captured->out, "2026-02-13  "), "the start day is not counted");
    captured = run("explain 2026-02-28 -1 --json", NULL);
    CHECK_TEXT(captured->out, "{\"date\":\"2026-02-28\",\"n\":-1,\"day\":\"2026-02-27\",\"provisional\":false,"
                              "\"calendar_version\":\"2026-1\",\"days\":[{\"day\":\"2026-02-27\",\"counted\":true,"
                              "\"why\":\"工作日\",\"notice\":null}]}\n");
    captured = run("explain 2026-05-01 0", NULL);
    CHECK(strstr(captured->out, "2026-05-06  周三  当日  工作日"), "%s", captured->out);
}

static void a_year_is_shown(void)
{
    struct captured *captured = run("year 2026", NULL);

    CHECK_INT(captured->status, 0);
    CHECK(strstr(captured->out, "2026年：工作日248天"), "the sum");
    CHECK(strstr(captured->out, "02-15至02-23  春节放假  https://"), "a run of days");
    CHECK(strstr(captured->out, " 14班 "), "a make-up day");
    CHECK(!strstr(captured->out, "provisional"), "covered");
    CHECK(strstr(run("year 2027", NULL)->out, "provisional"), "not covered");
    captured = run("year 2026 --json", NULL);
    CHECK(strstr(captured->out, "{\"day\":\"2026-02-14\",\"kind\":\"work\",\"why\":\"调休上班（春节）\",\"holiday\":\"春节\""),
          "JSON");
}

static void a_batch_is_answered_line_by_line(void)
{
    struct captured *captured = run("batch", "2026-02-24 10\n2026-03-11 -5\r\n2026-12-31\t1\n");

    CHECK_INT(captured->status, 0);
    CHECK_TEXT(captured->out, "2026-03-09\n2026-03-04\n2027-01-01 provisional\n");
    captured = run("batch", "2026-02-24 10\n2026-02-30 1\n\n2026-02-24\n2026-02-24x1\n2026-02-24 1 2\n1900-01-01 -1\n"
                            "2026-02-28 0");
    CHECK_INT(captured->status, 1);
    CHECK_TEXT(captured->out, "2026-03-09\n\n\n\n\n\n\n2026-02-28\n");
    CHECK(strstr(captured->error, "第2行") && strstr(captured->error, "第4行") && strstr(captured->error, "第5行") &&
              strstr(captured->error, "第6行") && strstr(captured->error, "第7行"),
          "%s", captured->error);
    CHECK(!strstr(captured->error, "第3行"), "a blank line is no fault");
    captured = run("batch --json", "2026-12-31 1\nx\n");
    CHECK_TEXT(captured->out, "{\"day\":\"2027-01-01\",\"provisional\":true}\nnull\n");
    CHECK_TEXT(run("batch", "")->out, "");
    CHECK_TEXT(run("batch", "1970-01-01 1\n1970-01-02 -1")->out, "1970-01-02 provisional\n1970-01-01 provisional\n");
}

static void a_batch_agrees_with_add_across_blocks(void)
{
    enum { PAIRS = 15000 };
    struct buffer input, expected;
    char text[DAY_TEXT];

    buffer_init(&input, arena, 4 << 20);
    buffer_init(&expected, arena, 4 << 20);
    for (int i = 0; i < PAIRS; i++) {
        day_t day = d("2007-01-01") + i * 7919 % 7000;
        int n = i * 104729 % 61 - 30;

        buffer_printf(&input, "%s %d\n", day_format(day, text), n);
        day = naive_add(day, n);
        buffer_printf(&expected, "%s%s\n", day_format(day, text),
                      calendar_covers(calendar, day) ? "" : " provisional");
    }
    CHECK(strcmp(run("batch", buffer_string(&input))->out, buffer_string(&expected)) == 0, "all the same");
}

static void an_endless_line_is_one_bad_line(void)
{
    struct buffer input;
    struct captured *captured;

    buffer_init(&input, arena, 1 << 20);
    for (int i = 0; i < 200000; i++) buffer_char(&input, '9');
    buffer_text(&input, "\n2026-02-24 10\n");
    captured = run("batch", buffer_string(&input));
    CHECK_INT(captured->status, 1);
    CHECK_TEXT(captured->out, "\n2026-03-09\n");
    CHECK(strstr(captured->error, "第1行：行过长"), "%s", captured->error);
}

int main(void)
{
    struct error error;

    arena = arena_new(64 << 20);
    error = facts_shipped(arena, &facts);
    CHECK(error.kind == NO_ERROR, "%s", error.detail ? error.detail : "");
    if (error.kind) return test_end();
    calendar = facts.calendar;
    naive_fill();
    RUN(it_agrees_with_counting_day_by_day);
    RUN(it_agrees_far_outside_the_coverage);
    RUN(adding_and_taking_away_meet_again);
    RUN(years_have_their_working_days);
    RUN(the_worked_month_comes_out);
    RUN(every_day_has_a_reason);
    RUN(coverage_has_two_ends);
    RUN(a_local_closure_moves_the_days_behind_it);
    RUN(an_empty_calendar_is_plain_weeks);
    RUN(amendments_change_what_they_name);
    RUN(the_command_answers);
    RUN(the_command_refuses);
    RUN(a_day_is_explained);
    RUN(a_year_is_shown);
    RUN(a_batch_is_answered_line_by_line);
    RUN(a_batch_agrees_with_add_across_blocks);
    RUN(an_endless_line_is_one_bad_line);
    arena_free(arena);
    return test_end();
}

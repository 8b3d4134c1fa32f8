/* SPDX-License-Identifier: Apache-2.0 */
#include "commands.h"
#include "mechanism/facts.h"
#include "mechanism/planner.h"

#include "capture.h"
#include "test.h"

#include <stdlib.h>

static struct arena *arena;
static const struct calendar *calendar;
static struct policy policy;

static day_t d(const char *text)
{
    day_t day = NO_DAY;

    if (!day_parse(text, &day)) abort();
    return day;
}

static instant_t at(const char *text)
{
    instant_t instant = NO_INSTANT;

    if (!instant_parse(text, &instant)) abort();
    return instant;
}

#define CHECK_DAY(got, want) CHECK_TEXT(day_text(arena, got), want)

/* Mechanism, section 3: the third of 2026, in the order of the keys. */
static void the_third_of_2026_has_these_days(void)
{
    static const char *const expected[] = { "open",   "2026-02-13", "announce",  "2026-02-13", "close",  "2026-03-04",
                                            "catalogue", "2026-03-04", "agenda", "2026-03-10", "invite", "2026-03-09",
                                            "event",  "2026-03-11", "decisions", "2026-03-12", "formal", "2026-03-16",
                                            "commit", "2026-03-16", "opinions",  "2026-03-18" };
    struct round_dates dates = planner_dates(calendar, &policy, d("2026-02-11"), d("2026-03-11"));

    CHECK_INT(round_date_count, 11);
    for (size_t i = 0; i < round_date_count; i++) {
        CHECK_TEXT(round_date_names[i].key, expected[2 * i]);
        CHECK_DAY(round_date_of(&dates, &round_date_names[i]), expected[2 * i + 1]);
    }
    CHECK_DAY(dates.soft_reply, "2026-02-28");
    CHECK_DAY(dates.agenda_target, "2026-03-06");
}

static void offsets_are_parameters(void)
{
    struct policy other = policy;
    struct round_dates dates;

    other.close_offset = -6;
    other.catalogue_offset = -3;
    other.open_offset = 3;
    other.opinion_days = 7;
    dates = planner_dates(calendar, &other, d("2026-02-11"), d("2026-03-11"));
    CHECK_DAY(dates.close, "2026-03-03");
    CHECK_DAY(dates.catalogue, "2026-03-06");
    CHECK_DAY(dates.open, "2026-02-14");
    CHECK_DAY(dates.opinions, "2026-03-20");
    CHECK_DAY(dates.agenda, "2026-03-10"); /* never past the eve */
}

static void a_first_round_opens_when_told(void)
{
    struct round_dates dates = planner_dates(calendar, &policy, NO_DAY, d("2026-03-11"));

    CHECK_INT(dates.open, NO_DAY);
    CHECK_INT(dates.announce, NO_DAY);
    planner_open_on(&dates, d("2026-02-02"));
    CHECK_DAY(dates.announce, "2026-02-02");
}

static void the_rule_names_a_wednesday(void)
{
    struct policy week = policy;

    week.event_rule = 1;
    CHECK_DAY(planner_rule_day(&policy, 2026, 3), "2026-03-11");
    CHECK_DAY(planner_rule_day(&week, 2026, 3), "2026-03-04");
    CHECK_DAY(planner_rule_day(&policy, 2026, 4), "2026-04-08");
    CHECK_DAY(planner_rule_day(&policy, 2026, 5), "2026-05-13");
    CHECK_DAY(planner_rule_day(&week, 2026, 5), "2026-05-06");
    CHECK_DAY(planner_rule_day(&policy, 2026, 10), "2026-10-14");
    CHECK_DAY(planner_rule_day(&week, 2026, 10), "2026-10-07");
    CHECK(planner_propose(calendar, &week, NO_DAY, 2026, 10).collision, "a holiday");
    CHECK(!planner_propose(calendar, &policy, NO_DAY, 2026, 10).collision, "a working day");
}

/* Timetable 4. */
static void october_2025_has_three_candidates(void)
{
    static const struct {
        enum candidate_kind kind;
        const char *event, *close, *agenda, *next_open, *formal;
    } rows[] = {
        { CANDIDATE_NEXT, "2025-10-09", "2025-09-25", "2025-09-30", "2025-10-11", "2025-10-13" },
        { CANDIDATE_PREVIOUS, "2025-09-30", "2025-09-24", "2025-09-29", "2025-10-10", "2025-10-11" },
        { CANDIDATE_NEXT_WEEK, "2025-10-15", "2025-10-09", "2025-10-14", "2025-10-17", "2025-10-20" },
    };
    struct proposal proposal = planner_propose(calendar, &policy, d("2025-09-10"), 2025, 10);

    CHECK(proposal.collision, "a holiday");
    CHECK_DAY(proposal.rule_day, "2025-10-08");
    CHECK_INT(proposal.count, 3);
    for (size_t i = 0; i < proposal.count; i++) {
        const struct candidate *candidate = &proposal.candidates[i];

        CHECK_INT(candidate->kind, rows[i].kind);
        CHECK_DAY(candidate->dates.event, rows[i].event);
        CHECK_DAY(candidate->dates.close, rows[i].close);
        CHECK_DAY(candidate->dates.catalogue, rows[i].close);
        CHECK_DAY(candidate->dates.agenda, rows[i].agenda);
        CHECK_DAY(candidate->next_open, rows[i].next_open);
        CHECK_DAY(candidate->dates.formal, rows[i].formal);
        CHECK_DAY(candidate->dates.open, "2025-09-12");
    }
    CHECK_INT(planner_intake_days(calendar, &proposal.candidates[0].dates), 9);
}

static void an_event_avoids_make_up_weekends(void)
{
    struct policy other = policy;
    struct proposal proposal = planner_propose(calendar, &policy, NO_DAY, 2024, 2);

    CHECK_DAY(proposal.rule_day, "2024-02-14");
    CHECK_DAY(proposal.candidates[0].dates.event, "2024-02-19");
    CHECK_DAY(proposal.candidates[1].dates.event, "2024-02-09");
    CHECK_DAY(proposal.candidates[2].dates.event, "2024-02-21");
    other.event_on_makeup_day = 1;
    proposal = planner_propose(calendar, &other, NO_DAY, 2024, 2);
    CHECK_DAY(proposal.candidates[0].dates.event, "2024-02-18");
    CHECK(!planner_can_hold(calendar, &policy, d("2024-02-18")), "a make-up Sunday");
    CHECK(!planner_can_hold(calendar, &other, d("2024-02-17")), "a day off");
}

static void collisions_are_rare(void)
{
    int collisions = 0;

    for (int year = 2021; year <= 2026; year++)
        for (int month = 1; month <= 12; month++)
            collisions += planner_propose(calendar, &policy, NO_DAY, year, month).collision;
    CHECK_INT(collisions, 2);
}

/* Timetable 5. */
static void may_and_october_2026_come_out(void)
{
    struct round_dates may = planner_dates(calendar, &policy, d("2026-04-08"), d("2026-05-13"));
    struct round_dates october = planner_dates(calendar, &policy, d("2026-09-09"), d("2026-10-14"));

    CHECK_DAY(may.open, "2026-04-10");
    CHECK_DAY(may.close, "2026-05-07");
    CHECK_DAY(may.agenda, "2026-05-12");
    CHECK_DAY(may.agenda_target, "2026-05-09");
    CHECK_DAY(may.formal, "2026-05-18");
    CHECK_DAY(planner_opening(calendar, &policy, may.event), "2026-05-15");
    CHECK_DAY(october.open, "2026-09-11");
    CHECK_DAY(october.close, "2026-10-08");
    CHECK_DAY(october.agenda, "2026-10-13");
    CHECK_DAY(october.formal, "2026-10-19");
    CHECK_DAY(planner_opening(calendar, &policy, october.event), "2026-10-16");
}

/* Timetable 6: event, open, close, intake days, whether a full-length appeal can make it. */
static const struct {
    const char *event, *open, *close;
    int intake;
    bool possible;
} overview[] = {
    { "2025-09-10", "2025-08-15", "2025-09-03", 13, false }, { "2025-10-09", "2025-09-12", "2025-09-25", 9, false },
    { "2025-11-12", "2025-10-11", "2025-11-05", 18, true },  { "2025-12-10", "2025-11-14", "2025-12-03", 13, false },
    { "2026-01-14", "2025-12-12", "2026-01-07", 17, true },  { "2026-02-11", "2026-01-16", "2026-02-04", 13, false },
    { "2026-03-11", "2026-02-13", "2026-03-04", 9, false },  { "2026-04-08", "2026-03-13", "2026-03-31", 12, false },
    { "2026-05-13", "2026-04-10", "2026-05-07", 16, true },  { "2026-06-10", "2026-05-15", "2026-06-03", 13, false },
    { "2026-07-08", "2026-06-12", "2026-07-01", 12, false }, { "2026-08-12", "2026-07-10", "2026-08-05", 18, true },
    { "2026-09-09", "2026-08-14", "2026-09-02", 13, false }, { "2026-10-14", "2026-09-11", "2026-10-08", 14, false },
    { "2026-11-11", "2026-10-16", "2026-11-04", 13, false }, { "2026-12-09", "2026-11-13", "2026-12-02", 13, false },
};

static void sixteen_rounds_are_as_computed_by_hand(void)
{
    struct planned_round rounds[2 * ROUNDS_A_YEAR];

    planner_year(arena, calendar, &policy, "445100", 2025, NO_DAY, rounds);
    planner_year(arena, calendar, &policy, "445100", 2026, rounds[11].dates.event, rounds + ROUNDS_A_YEAR);
    for (size_t i = 0; i < sizeof overview / sizeof *overview; i++) {
        const struct planned_round *round = &rounds[8 + i];

        CHECK_DAY(round->dates.event, overview[i].event);
        CHECK_DAY(round->dates.open, overview[i].open);
        CHECK_DAY(round->dates.close, overview[i].close);
        CHECK_INT(round->intake_days, overview[i].intake);
        CHECK_INT(round->misses_from > round->dates.open, overview[i].possible);
    }
    CHECK_TEXT(rounds[14].number, "445100-2026-03");
    CHECK_TEXT(rounds[14].label, "2026年第3期");
    CHECK(!rounds[22].provisional && !rounds[23].provisional, "2026 is covered");
    CHECK_TEXT(planner_number(arena, "445100", 2026, 1, true), "445100-2026-Z01");
    CHECK_TEXT(planner_label(arena, 2026, 1, true), "2026年专项第1期");
}

/* The formula against trying every day of the intake. */
static void the_day_it_misses_is_the_first(void)
{
    struct planned_round rounds[ROUNDS_A_YEAR];

    for (int year = 2008; year <= 2026; year++) {
        planner_year(arena, calendar, &policy, "445100", year, NO_DAY, rounds);
        for (int i = 0; i < ROUNDS_A_YEAR; i++) {
            day_t day = rounds[i].dates.open;

            while (calendar_add(calendar, calendar_add(calendar, calendar_add(calendar, day, 3), 10), 3) <=
                   rounds[i].dates.catalogue)
                day++;
            CHECK(day == rounds[i].misses_from, "%s", rounds[i].number);
        }
    }
}

static void the_next_round_follows_a_moved_one(void)
{
    CHECK_DAY(planner_next(calendar, &policy, d("2025-09-10")).candidates[0].dates.event, "2025-10-09");
    CHECK_DAY(planner_next(calendar, &policy, d("2025-09-30")).candidates[0].dates.event, "2025-11-12");
    CHECK_DAY(planner_next(calendar, &policy, d("2025-10-15")).candidates[0].dates.event, "2025-11-12");
    CHECK_DAY(planner_next(calendar, &policy, d("2025-12-10")).candidates[0].dates.event, "2026-01-14");
    CHECK_INT(planner_next(calendar, &policy, d("2025-12-10")).year, 2026);
}

static void past_the_horizon_all_is_provisional(void)
{
    struct planned_round rounds[ROUNDS_A_YEAR];
    struct round_dates december = planner_dates(calendar, &policy, d("2026-12-09"), d("2026-12-30"));

    planner_year(arena, calendar, &policy, "445100", 2027, NO_DAY, rounds);
    CHECK(rounds[0].provisional && rounds[11].provisional, "2027");
    CHECK(planner_is_provisional(calendar, &december), "its opinions are due in 2027");
}

/* ---- which round an appeal makes */

static struct round_slot slots[2];

static struct outlook makes(const char *submitted, const char *now)
{
    return planner_makes(arena, calendar, &policy, slots, 2, at(submitted), at(now));
}

static void the_last_second_of_intake_counts(void)
{
    struct outlook outlook;

    slots[0] = (struct round_slot){ "2026年第3期", planner_dates(calendar, &policy, d("2026-02-11"), d("2026-03-11")) };
    slots[1] = (struct round_slot){ "2026年第4期", planner_dates(calendar, &policy, d("2026-03-11"), d("2026-04-08")) };
    outlook = makes("2026-03-03T23:59:59+08:00", "2026-03-03T23:59:59+08:00");
    CHECK_INT(outlook.round, 0);
    CHECK(!outlook.queued && !outlook.surely_listed && !outlook.moved, "may miss the catalogue");
    CHECK_DAY(outlook.screen_due, "2026-03-06");
    CHECK(strstr(outlook.why, "列入2026年第3期（现场活动3月11日（周三））") &&
              strstr(outlook.why, "甄别期限晚于3月4日（周三）24:00报送目录，须在此之前派单，否则转入下一期"),
          "%s", outlook.why);
    outlook = makes("2026-03-04T00:00:00+08:00", "2026-03-04T00:00:00+08:00");
    CHECK_INT(outlook.round, 1);
    CHECK(outlook.queued, "closed");
    CHECK_DAY(outlook.screen_due, "2026-03-18");
    CHECK(strstr(outlook.why, "现在是关闭期间") && strstr(outlook.why, "3月13日（周五）开放"), "%s", outlook.why);
}

static void who_is_not_assigned_in_time_moves_on(void)
{
    struct outlook outlook = makes("2026-03-03T23:59:59+08:00", "2026-03-04T23:59:59+08:00");

    CHECK_INT(outlook.round, 0);
    outlook = makes("2026-03-03T23:59:59+08:00", "2026-03-05T00:00:00+08:00");
    CHECK_INT(outlook.round, 1);
    CHECK(outlook.moved, "moved");
    CHECK_DAY(outlook.screen_due, "2026-03-06");
    CHECK(strstr(outlook.why, "转入2026年第4期"), "%s", outlook.why);
}

static void limits_against_the_catalogue(void)
{
    struct outlook outlook = makes("2026-02-13T10:00:00+08:00", "2026-02-13T10:00:00+08:00");

    CHECK(outlook.surely_listed && !outlook.full_length, "listed, its reply perhaps later");
    CHECK_DAY(outlook.screen_due, "2026-02-25");
    CHECK_DAY(outlook.reply_due, "2026-03-10");
    CHECK(strstr(outlook.why, "部门意见待补") && strstr(outlook.why, "目标是2月28日（周六）前"), "%s", outlook.why);
    slots[0] = (struct round_slot){ "2026年第5期", planner_dates(calendar, &policy, d("2026-04-08"), d("2026-05-13")) };
    slots[1] = slots[0];
    outlook = makes("2026-04-10T10:00:00+08:00", "2026-04-10T10:00:00+08:00");
    CHECK(outlook.full_length, "%s", outlook.why);
    CHECK(strstr(outlook.why, "都用满期限"), "%s", outlook.why);
    outlook = makes("2026-05-20T10:00:00+08:00", "2026-05-20T10:00:00+08:00");
    CHECK_INT(outlook.round, 2);
    CHECK(strstr(outlook.why, "尚未排定"), "%s", outlook.why);
}

/* ---- the command */

static void the_plan_is_printed(void)
{
    struct captured *captured = capture(command_round, "round", "plan --year 2025", NULL);

    CHECK_INT(captured->status, 0);
    CHECK(strstr(captured->out, "2025年第10期＊") && strstr(captured->out, "顺延至下一周的同一天"), "%s", captured->out);
    captured = capture(command_round, "round", "plan --year 2026 --jurisdiction 445102 --json", NULL);
    CHECK_INT(captured->status, 0);
    CHECK(strstr(captured->out,
                 "{\"number\":\"445102-2026-03\",\"label\":\"2026年第3期\",\"event_day\":\"2026-03-11\","
                 "\"tentative\":true,\"provisional\":false,\"rule_day\":\"2026-03-11\",\"collision\":false,"
                 "\"dates\":{\"open\":\"2026-02-13\","
                 "\"announce\":\"2026-02-13\",\"close\":\"2026-03-04\",\"catalogue\":\"2026-03-04\","
                 "\"agenda\":\"2026-03-10\",\"invite\":\"2026-03-09\",\"event\":\"2026-03-11\","
                 "\"decisions\":\"2026-03-12\",\"formal\":\"2026-03-16\",\"commit\":\"2026-03-16\","
                 "\"opinions\":\"2026-03-18\"}"),
          "%s", captured->out);
    CHECK(strstr(capture(command_round, "round", "plan --year 2027", NULL)->out, "（暂定）"), "provisional");
}

static void the_plan_is_refused(void)
{
    CHECK_INT(capture(command_round, "round", "plan", NULL)->status, 2);
    CHECK_INT(capture(command_round, "round", "--year 2026", NULL)->status, 2);
    CHECK_INT(capture(command_round, "round", "hold --year 2026", NULL)->status, 2);
    CHECK_INT(capture(command_round, "round", "plan --year 12", NULL)->status, 2);
    CHECK_INT(capture(command_round, "round", "plan --year 2026 --jurisdiction 440100", NULL)->status, 1);
    CHECK_INT(capture(command_round, "round", "plan --year 2026 --jurisdiction fxq", NULL)->status, 1);
    CHECK_INT(capture(command_round, "round", "plan --year 2023 --jurisdiction fxq", NULL)->status, 0);
}

int main(void)
{
    struct shipped facts;
    struct error error;

    arena = arena_new(64 << 20);
    error = facts_shipped(arena, &facts);
    CHECK(error.kind == NO_ERROR, "%s", error.detail ? error.detail : "");
    if (error.kind) return test_end();
    calendar = facts.calendar;
    policy = policy_defaults(CITY);
    RUN(the_third_of_2026_has_these_days);
    RUN(offsets_are_parameters);
    RUN(a_first_round_opens_when_told);
    RUN(the_rule_names_a_wednesday);
    RUN(october_2025_has_three_candidates);
    RUN(an_event_avoids_make_up_weekends);
    RUN(collisions_are_rare);
    RUN(may_and_october_2026_come_out);
    RUN(sixteen_rounds_are_as_computed_by_hand);
    RUN(the_day_it_misses_is_the_first);
    RUN(the_next_round_follows_a_moved_one);
    RUN(past_the_horizon_all_is_provisional);
    RUN(the_last_second_of_intake_counts);
    RUN(who_is_not_assigned_in_time_moves_on);
    RUN(limits_against_the_catalogue);
    RUN(the_plan_is_printed);
    RUN(the_plan_is_refused);
    arena_free(arena);
    return test_end();
}

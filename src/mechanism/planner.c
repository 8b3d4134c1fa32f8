/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/planner.h"

#include <string.h>

enum { WEEK = 7, WEDNESDAY = 3, EVENT_RULE_CALENDAR_WEEK = 1 };

const struct round_date_name round_date_names[] = {
#define ROUND_DATE(key, chinese, clause) { #key, chinese, clause, offsetof(struct round_dates, key) },
#include "mechanism/round_dates.def"
#undef ROUND_DATE
};

const size_t round_date_count = sizeof round_date_names / sizeof *round_date_names;

day_t round_date_of(const struct round_dates *dates, const struct round_date_name *name)
{
    day_t day;

    memcpy(&day, (const char *)dates + name->offset, sizeof day);
    return day;
}

/* ---- the days of one round */

/* The limit runs from E−5, however early the catalogue really went in, and never past the day before the event. */
static day_t agenda_limit(const struct calendar *calendar, const struct policy *policy, const struct round_dates *dates)
{
    day_t limit = calendar_add(calendar, dates->catalogue, policy->agenda_days);
    day_t eve = calendar_add(calendar, dates->event, -1);

    return limit < eve ? limit : eve;
}

struct round_dates planner_dates(const struct calendar *calendar, const struct policy *policy, day_t previous_event,
                                 day_t event)
{
    struct round_dates dates = {
        .close = calendar_add(calendar, event, policy->close_offset),
        .catalogue = calendar_add(calendar, event, policy->catalogue_offset),
        .invite = calendar_add(calendar, event, policy->invite_target),
        .event = event,
        .decisions = calendar_add(calendar, event, policy->decision_days),
        .formal = calendar_add(calendar, event, policy->formal_days),
        .commit = calendar_add(calendar, event, policy->commit_days),
        .opinions = calendar_add(calendar, event, policy->opinion_days),
        .soft_reply = calendar_add(calendar, event, policy->soft_reply_offset),
        .agenda_target = calendar_add(calendar, event, policy->agenda_target),
    };

    dates.agenda = agenda_limit(calendar, policy, &dates);
    if (previous_event != NO_DAY) planner_open_on(&dates, planner_opening(calendar, policy, previous_event));
    return dates;
}

day_t planner_opening(const struct calendar *calendar, const struct policy *policy, day_t previous_event)
{
    return calendar_add(calendar, previous_event, policy->open_offset);
}

void planner_open_on(struct round_dates *dates, day_t open)
{
    dates->open = open;
    dates->announce = open;
}

bool planner_is_provisional(const struct calendar *calendar, const struct round_dates *dates)
{
    for (size_t i = 0; i < round_date_count; i++) {
        day_t day = round_date_of(dates, &round_date_names[i]);
        if (day != NO_DAY && !calendar_covers(calendar, day)) return true;
    }
    return false;
}

/* ---- what is proposed for a month */

bool planner_can_hold(const struct calendar *calendar, const struct policy *policy, day_t day)
{
    return calendar_is_working(calendar, day) && (weekday(day) <= 5 || policy->event_on_makeup_day);
}

day_t planner_rule_day(const struct policy *policy, int year, int month)
{
    day_t first = day_of_civil(year, month, 1);

    /* Wednesday of the second week from Monday to Sunday, the week that holds day 1 being the first. */
    if (policy->event_rule == EVENT_RULE_CALENDAR_WEEK) return first - (weekday(first) - 1) + WEEK + WEDNESDAY - 1;
    /* The second Wednesday. */
    return first + (WEDNESDAY - weekday(first) + WEEK) % WEEK + WEEK;
}

/* From the day itself in steps; calendars without a working day in a year do not exist. */
static day_t nearest(const struct calendar *calendar, const struct policy *policy, day_t day, int step)
{
    enum { MOST_STEPS = 366 };

    for (int i = 0; i < MOST_STEPS; i++)
        if (planner_can_hold(calendar, policy, day + i * step)) return day + i * step;
    return day;
}

static bool has_candidate(const struct proposal *proposal, day_t event)
{
    for (size_t i = 0; i < proposal->count; i++)
        if (proposal->candidates[i].dates.event == event) return true;
    return false;
}

static void add_candidate(struct proposal *proposal, const struct calendar *calendar, const struct policy *policy,
                          day_t previous_event, enum candidate_kind kind, day_t event)
{
    static const char *const why[] = {
        [CANDIDATE_RULE] = "按规则推算",
        [CANDIDATE_NEXT] = "顺延至下一个工作日",
        [CANDIDATE_PREVIOUS] = "提前至上一个工作日",
        [CANDIDATE_NEXT_WEEK] = "顺延至下一周的同一天",
    };

    if (has_candidate(proposal, event)) return;
    proposal->candidates[proposal->count++] = (struct candidate){
        .kind = kind,
        .dates = planner_dates(calendar, policy, previous_event, event),
        .next_open = planner_opening(calendar, policy, event),
        .why = why[kind],
    };
}

struct proposal planner_propose(const struct calendar *calendar, const struct policy *policy, day_t previous_event,
                                int year, int month)
{
    day_t day = planner_rule_day(policy, year, month);
    struct proposal proposal = { year, month, day, !planner_can_hold(calendar, policy, day), { { 0 } }, 0 };

    if (!proposal.collision) {
        add_candidate(&proposal, calendar, policy, previous_event, CANDIDATE_RULE, day);
        return proposal;
    }
    add_candidate(&proposal, calendar, policy, previous_event, CANDIDATE_NEXT, nearest(calendar, policy, day, 1));
    add_candidate(&proposal, calendar, policy, previous_event, CANDIDATE_PREVIOUS, nearest(calendar, policy, day, -1));
    add_candidate(&proposal, calendar, policy, previous_event, CANDIDATE_NEXT_WEEK,
                  nearest(calendar, policy, day + WEEK, WEEK));
    return proposal;
}

struct proposal planner_next(const struct calendar *calendar, const struct policy *policy, day_t previous_event)
{
    struct civil after = civil_of_day(previous_event);
    struct proposal proposal;

    do {
        proposal = planner_propose(calendar, policy, previous_event, after.year, after.month);
        after.year += after.month == 12;
        after.month = after.month % 12 + 1;
    } while (proposal.candidates[0].dates.close <= proposal.candidates[0].dates.open);
    return proposal;
}

/* ---- a year ahead */

int planner_intake_days(const struct calendar *calendar, const struct round_dates *dates)
{
    return calendar_between(calendar, dates->open - 1, dates->close - 1);
}

day_t planner_misses_from(const struct calendar *calendar, const struct policy *policy,
                          const struct round_dates *dates)
{
    int full_length = policy->screen_days + policy->reply_days + policy->assess_days;
    /* Submitted that many working days before the catalogue, the last limit ends with the catalogue's day. */
    day_t misses = calendar_add(calendar, calendar_add(calendar, dates->catalogue, -full_length), 1);

    return misses > dates->open ? misses : dates->open;
}

const char *planner_number(struct arena *arena, const char *jurisdiction, int year, int ordinal, bool special)
{
    return arena_printf(arena, "%s-%d-%s%02d", jurisdiction, year, special ? "Z" : "", ordinal);
}

const char *planner_label(struct arena *arena, int year, int ordinal, bool special)
{
    return arena_printf(arena, special ? "%d年专项第%d期" : "%d年第%d期", year, ordinal);
}

static struct planned_round planned(struct arena *arena, const struct calendar *calendar, const struct policy *policy,
                                    const char *jurisdiction, const struct proposal *proposal)
{
    struct planned_round round = { .year = proposal->year, .ordinal = proposal->month, .proposal = *proposal };

    round.number = planner_number(arena, jurisdiction, round.year, round.ordinal, false);
    round.label = planner_label(arena, round.year, round.ordinal, false);
    round.dates = proposal->candidates[0].dates;
    round.next_open = proposal->candidates[0].next_open;
    round.intake_days = planner_intake_days(calendar, &round.dates);
    round.misses_from = planner_misses_from(calendar, policy, &round.dates);
    round.provisional = planner_is_provisional(calendar, &round.dates);
    return round;
}

void planner_year(struct arena *arena, const struct calendar *calendar, const struct policy *policy,
                  const char *jurisdiction, int year, day_t previous_event, struct planned_round rounds[ROUNDS_A_YEAR])
{
    if (previous_event == NO_DAY)
        previous_event = planner_propose(calendar, policy, NO_DAY, year - 1, 12).candidates[0].dates.event;
    for (int month = 1; month <= ROUNDS_A_YEAR; month++) {
        struct proposal proposal = planner_propose(calendar, policy, previous_event, year, month);

        rounds[month - 1] = planned(arena, calendar, policy, jurisdiction, &proposal);
        previous_event = rounds[month - 1].dates.event;
    }
}

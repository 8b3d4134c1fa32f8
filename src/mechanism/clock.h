/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Limits: from the stored rule (anchor, length, pauses, extension) to the instant, and to the explanation (mechanism,
 * section 2). Pure. `due` is the first instant too late, `due_day` the last day.
 */
#pragma once

#include "mechanism/tables.h"

/* Sets due, due_day and provisional from the rule. Nothing else computes a deadline. */
void limit_compute(struct limit *, const struct calendar *, const struct policy *);

void limit_pause(struct limit *, const char *reason, instant_t now);
void limit_resume(struct limit *, const struct calendar *, const struct policy *, instant_t now);
/* A new last day in place of the old one, from now on. */
void limit_extend(struct limit *, struct arena *, const struct calendar *, const struct policy *, day_t new_day,
                  const char *by, instant_t now);
/* May not fall due while it stands still: resume needs the arena for its row of pauses. */
struct limit_pause {
    const char *reason;
    instant_t from, to; /* to: none while it lasts */
};
size_t limit_pauses(const struct limit *, struct arena *, struct limit_pause **list);
struct limit_extension {
    instant_t at;
    day_t from, to;
    const char *by;
};
size_t limit_extensions(const struct limit *, struct arena *, struct limit_extension **list);

enum colour { COLOUR_blue, COLOUR_yellow, COLOUR_orange, COLOUR_red };
const char *colour_id(enum colour);
/* How a limit stands at an instant; for a paused one, at the instant its pause began. */
struct standing {
    enum colour colour;
    int working_days_left; /* negative: working days after the last day */
    int days_left;         /* calendar */
    bool paused;
    instant_t due;         /* none while paused */
    day_t due_day;
};
struct standing limit_standing(const struct limit *, const struct calendar *, const struct policy *, instant_t now);

/* The instant from which it is yellow; none when it never is. */
instant_t limit_yellow_from(const struct limit *, const struct calendar *, const struct policy *);
/* When an overdue limit comes to a later stage of rule 2: STAGE_told, STAGE_over. */
instant_t limit_stage_at(const struct limit *, const struct calendar *, enum clock_stage);

/* The explanation, day by day, from the day after the start to the last day; empty for limits in hours. */
struct explained_day {
    day_t day;
    bool counted;
    const char *why; /* Chinese: "工作日", "春节放假", "暂停：待补正" … */
};
size_t limit_days(const struct limit *, const struct calendar *, struct arena *, struct explained_day **days);
/* The rule in one Chinese sentence: "派单次日起10个工作日". */
const char *limit_rule(const struct limit *, struct arena *);
/* What 24 hours would be if only the hours of working days counted (or the other way round): the second figure. */
instant_t hours_skipping_nonworking(const struct calendar *, instant_t from, int hours);
/* Same day n months later, or the last of that month. */
day_t months_later(day_t, int months);

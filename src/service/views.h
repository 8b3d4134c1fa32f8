/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the pages and answers of appeals and rounds have in common: running limits, the explanation of one, what the
 * person may do now, and what was done. From a change set up by open_change_appeal or open_change_round.
 */
#pragma once

#include "mechanism/clock.h"
#include "mechanism/workflow.h"
#include "service/context.h"

struct clock_view {
    const char *id, *label, *clause; /* id: "reply", "co_reply.gxj", "answer.2" */
    instant_t started;
    instant_t due; /* none while paused */
    day_t due_day;
    bool provisional, paused;
    enum colour colour;
    int working_days_left, days_left;
    bool by_calendar_days; /* coloured by days_left */
    const char *owner_unit, *owner_name; /* NULL for the enterprise's and the clock's own */
};
/* What runs, the overdue and the paused included, by due time; of paused ones by when they began. */
void clocks_view(const struct change *, struct clock_view **, size_t *count);
struct clock_view clock_view_of(const struct change *, const struct limit *);
/* A limit that belongs to no machine: all but whose it is and what it is called. */
struct clock_view clock_view_of_limit(const struct limit *, const struct calendar *, const struct policy *,
                                      instant_t now);
/* The most urgent of them; NULL when none runs. */
const struct clock_view *clock_most_urgent(const struct clock_view *, size_t count);

struct clock_explained {
    struct clock_view clock;
    bool ended;
    instant_t ended_at;
    const char *end_reason;
    day_t anchor; /* the day not counted */
    const char *rule, *counted_in; /* Chinese sentence; working_days calendar_days hours months fixed event */
    int64_t length;
    struct explained_day *days;
    size_t day_count;
    struct limit_pause *pauses;
    size_t pause_count;
    struct limit_extension *extensions;
    size_t extension_count;
    const char *calendar_version;
    day_t calendar_horizon;
    const char **notices; /* holiday notices relied on, each once */
    size_t notice_count;
    instant_t other_figure; /* hours: counted the other way (working days only, or every hour) */
};
/* The latest of that id, the ended too; NOT_FOUND. */
struct error clock_explain(const struct change *, const char *id, struct clock_explained *);

/* The same of a limit that belongs to no machine: `explained` holds its clock already. */
void clock_explain_limit(struct arena *, const struct calendar *, const struct limit *, struct clock_explained *);

struct action_field {
    const char *name, *label;
    bool required;
    enum input_kind kind;
};
struct action_view {
    const char *id, *label, *clause;
    struct action_field *fields;
    size_t field_count;
};
/* Only what the person of the change may do now. */
void actions_view(struct change *, struct action_view **, size_t *count);
/* The fields an action takes, by the TAKES rows. */
void action_fields(const struct machine *, struct arena *, int action, struct action_field **, size_t *count);

struct past_view {
    int64_t seq;
    instant_t at;
    const char *actor, *actor_name; /* NULL: not for this person */
    const char *role, *role_name, *unit, *unit_name;
    const char *action, *label, *clause, *state, *state_label;
    const char *note; /* NULL: none, or not for this person */
    bool internal;
};
/* `viewer`: bits of privacy.h for an appeal; for a round 0. Oldest first, those after `after`. */
struct error history_view(struct context *, const struct change *, unsigned viewer, int64_t after, int most,
                          struct past_view **, size_t *count);

/* The error of a refusal with the state a refusal has to tell is web/'s business; here only what it is called. */
const char *state_id(const struct change *);

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An appeal as one person may see it: fields by privacy.def, running limits, what he may do now, and in a list. The
 * enterprise never sees the unit's reply, assessments and internal notes before the release; a handling unit never who
 * a confidential enterprise is; of a merged appeal nobody outside the other's name.
 */
#pragma once

#include "mechanism/planner.h"
#include "service/views.h"
#include "store/appeals.h"
#include "store/files.h"

struct word {
    const char *id, *name;
};

struct dispatch_view {
    const char *unit, *unit_name, *role, *state, *state_label, *why, *opinion;
    instant_t sent, accepted, replied, ended;
};
struct request_view {
    const char *kind, *state, *state_label, *asked_in, *reason, *reason_code, *explanation;
    day_t new_date, review_date;
    instant_t asked_at, decided_at;
};
struct order_view {
    int64_t order;
    const char *number, *state, *state_label, *text, *answer;
    day_t answer_by;
    bool by_clock;
    instant_t issued_at, answered_at, lifted_at;
};
/* Which round it can still make, while it is not assigned. */
struct outlook_view {
    const char *round, *label; /* NULL: none is planned yet */
    struct outlook outlook;
};

struct appeal_view {
    int64_t id, version;
    unsigned viewer;           /* bits of privacy.h */
    bool outside;              /* seen for the enterprise alone */
    bool name_hidden;          /* the enterprise asked for confidentiality */
    bool reply_hidden;         /* not released yet */
    struct appeal shown;       /* hidden columns are empty; its lists are not to be used */
    const char *state, *state_label, *clause;
    int stop;                  /* of the progress bar, 1 … 5 */
    bool open;
    const char *back_state;    /* of suspended, escalated, releasing; NULL */
    const char *jurisdiction_name, *region_name, *category_name, *lead_name, *proposed_name;
    const char *turn_unit, *turn_name; /* NULL: the enterprise, or nobody */
    bool turn_is_enterprise;
    const char *merged_number; /* staff only */
    size_t followers;          /* staff only */
    struct word *co_units;
    size_t co_unit_count;
    struct word *flags;
    size_t flag_count;
    struct clock_view *clocks;
    size_t clock_count;
    struct action_view *actions;
    size_t action_count;
    struct dispatch_view *dispatches; /* of all units, oldest first */
    size_t dispatch_count;
    struct request_view *requests;    /* staff only */
    size_t request_count;
    struct order_view *orders;        /* staff only */
    size_t order_count;
    struct attachment *attachments;
    size_t attachment_count;
    const char *round_label, *round_state; /* NULL without a round */
    day_t event_day;
    bool event_tentative, listed; /* listed: it stands in the round's catalogue */
    int age_days, age_working_days; /* from the submission to the end, or to today */
    struct outlook_view *outlook; /* NULL once it is assigned */
};

/* NOT_FOUND when there is none or it is not for this person's eyes. */
/* Of one that is open already: a page shows it, its forms and its history from one reading. */
struct error view_appeal(struct context *, struct change *, struct appeal_view *);
struct error view_appeal_history(struct context *, const struct change *, int64_t after, int most, struct past_view **,
                                 size_t *count);
struct error open_appeal(struct context *, const char *number, struct appeal_view *);
struct error open_appeal_history(struct context *, const char *number, int64_t after, int most, struct past_view **,
                                 size_t *count);
struct error open_appeal_clock(struct context *, const char *number, const char *clock, struct clock_explained *);

/* What whoever has just submitted is told, even where he may not look at it again (another phone was given). */
struct receipt_view {
    int64_t version;
    const char *number, *query_code, *round, *round_label, *channel, *state, *state_label, *jurisdiction;
    instant_t submitted_at;
    bool queued;
};
struct error open_receipt(struct context *, const char *number, struct receipt_view *);

/* An appeal in a list; `clock` is the most urgent one, NULL when none runs. */
struct appeal_line {
    int64_t id, version;
    struct appeal shown;
    const char *state, *state_label;
    int stop;
    const char *jurisdiction_name, *lead_name, *category_name, *region_name;
    struct word *co_units;
    size_t co_unit_count;
    struct word *flags;
    size_t flag_count;
    struct clock_view *clocks;
    size_t clock_count;
    const struct clock_view *clock;
};
/* What the person may see, newest first. `more`: whether there is another page behind the last id. */
struct error list_appeals(struct context *, const struct appeal_filter *, struct appeal_line **, size_t *count,
                          bool *more);
/* One state, several between commas, or `open` and `final`. false: there is no such state. */
bool states_read(struct arena *, const char *text, struct appeal_filter *);

/* May this file be shown? The same for lists and for downloads. */
bool attachment_is_shown(const struct appeal *, unsigned viewer, const struct attachment *);

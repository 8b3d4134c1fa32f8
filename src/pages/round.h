/* SPDX-License-Identifier: Apache-2.0 */
/* A round: the next step, who does it, what it waits for and who holds that; its catalogue, people and papers. */
#pragma once

#include "pages/appeal_staff.h"
#include "service/open_round.h"

/* One item with its forms. */
struct round_item {
    const struct item_view *item;
    const struct appeal_line *line; /* NULL: not for this person */
    const struct act_view *act;     /* coordinate or record_decision; NULL */
    const char *fault;              /* of its row in the common form */
    const char *typed_on_site, *typed_proposal, *typed_order; /* NULL: as stored */
};

struct round_findings {
    const struct round_view *round;
    const struct round_item *items;
    size_t item_count;
    const struct appeal_line *lines; /* appeals of the round that may be seen, for what is missing */
    size_t line_count;
    const struct clock_explained *explained;
    const struct past_view *past;
    size_t past_count;
    struct act_view *acts; /* of each action of the round, in its order */
    const struct why_not *why_nots;
    size_t why_not_count;
    bool may_attach, coordinates, decides; /* the common form; the forms of each item */
    const char *refused;
    const struct error *error;
    const struct fault *upload_faults;
};

/* Who holds what the next step waits for. */
struct round_missing {
    const char *who, *what, *address, *title, *due_colour, *due_words;
};

struct round_page {
    const struct round_findings *found;
    const struct round_view *round;
    const char *base, *title, *day, *refusal;
    const struct fault *faults;
    struct next_view next;
    const char *next_due_colour, *next_due_words, *next_clock, *silence;
    bool mine;
    const struct line_stop *stops;
    size_t stop_count;
    const struct round_missing *missing;
    size_t missing_count;
    const struct act_view *primary, *acts;
    size_t act_count;
    const struct running_view *clocks;
    size_t clock_count;
    const struct fact_view *facts;
    size_t fact_count;
    const struct table_view *items, *guests; /* items NULL: the common form draws them */
    const char *counts;                      /* 现场7件　书面17件　未定2件 */
    const struct event_view *events;
    size_t event_count;
};
struct round_page *round_page_of(struct arena *, const struct page_frame *, const struct round_findings *);

/* What a field of an action of a round holds already. view: const struct round_view. */
const char *round_known(struct arena *, const void *view, const char *action, const char *field);

/* ---- all rounds */

struct rounds_page {
    struct filters_view filters;
    const struct table_view *table;
    struct pages_view pages;
    const struct act_view *plan; /* NULL: not this person's to plan */
    const struct fault *faults;
    const char *refusal;
};
const struct table_view *rounds_table(struct arena *, const struct page_frame *, const struct round_line *,
                                      size_t count);

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A round as one person may see it. Its dates, state and own actions are for every signed-in account; items only
 * where he may see the appeal; guests, the draft of the opinions and notes for the roles of its jurisdiction.
 */
#pragma once

#include "service/open_appeal.h"
#include "store/rounds_list.h"

struct item_view {
    const char *appeal;       /* its number */
    int64_t order;            /* from 1 */
    const char *proposal, *decision, *lead_unit, *lead_name;
    struct word *co_units;
    size_t co_unit_count;
    bool on_site, heard, coordinated, decided;
    day_t done_by;
    const char *title, *state, *state_label;
    const char *enterprise_name; /* NULL: hidden from this person */
};
/* What submit_catalogue would list today. */
struct catalogue_line {
    const char *appeal, *title, *state, *state_label, *lead_unit, *lead_name, *enterprise_name;
    bool carried_over, overdue_reply;
};
struct guest_view {
    const char *unit, *unit_name, *appeal, *uscc, *name, *post;
    instant_t invited_at, checked_in_at;
    int attending; /* 0 not said, 1 yes, 2 no */
};

struct round_view {
    struct round round; /* its own columns */
    bool insider;       /* of its jurisdiction, or the city's */
    const char *state, *state_label, *clause, *label, *jurisdiction_name;
    int stop;
    bool open;
    const char *leader_name, *secretary_name;
    struct round_dates dates;
    bool provisional; /* a day lies past the calendar's horizon */
    const char *next_opening; /* number of the round that opens after it; NULL */
    char **trades;
    size_t trade_count;
    struct item_view *items;
    size_t item_count, items_in_all;
    struct catalogue_line *catalogue; /* before it is submitted */
    size_t catalogue_count;
    struct proposal candidates; /* count 0: the date is settled */
    struct clock_view *clocks;
    size_t clock_count;
    struct action_view *actions;
    size_t action_count;
    struct guest_view *guests;
    size_t guest_count;
    struct word *meeting_units;
    size_t meeting_unit_count;
    struct attachment *attachments; /* insiders only */
    size_t attachment_count;
};

struct error open_round(struct context *, const char *number, struct round_view *); /* NOT_FOUND */
struct error open_round_history(struct context *, const char *number, int64_t after, int most, struct past_view **,
                                size_t *count);
struct error open_round_clock(struct context *, const char *number, const char *clock, struct clock_explained *);

struct round_line {
    struct round round;
    const char *state, *state_label, *label, *jurisdiction_name;
    struct round_dates dates;
};
struct error list_rounds(struct context *, const struct round_filter *, struct round_line **, size_t *count,
                         bool *more);
/* The days of a round, as dates{} of the interface. */
struct round_dates dates_of_round(const struct world *, const struct round *);

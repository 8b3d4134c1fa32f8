/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The views of the parts pages are put together from (parts.html, form.html). A page includes them
 * with fields made on the spot: {{include part_due with .colour = c, .words = w}}.
 * Everything is text for people already, or NULL where there is nothing to say.
 */
#pragma once

#include "base/date.h"
#include "base/error.h"
#include "pages/page.h"

/* A deadline in words; colour: blue yellow orange red paused done. */
struct due_view {
    const char *colour, *words;
};

/* A state; colour: blue (somebody works on it) yellow (waits for the enterprise) purple (disputed, escalated)
 * grey (suspended, returned, withdrawn, merged) green (closed) red (only for flags). */
struct tag_view {
    const char *colour, *label;
};

/* 现在轮到您 · 什么时候之前 · 接下来: one of the three answers at the head of an appeal. */
struct turn_view {
    const char *label, *text, *note;
    const char *due_colour, *due_words; /* NULL: no badge */
    const char *address, *link;         /* 怎么算的; NULL */
};

/* A stop of a round or an escalation; state: done today next event. Inside <ol class="ztc-line">. */
struct line_stop {
    const char *state, *day, *what, *note;
};

/* One of the notice's five stops. Inside <ol class="ztc-stages">. */
struct stage_stop {
    const char *name, *note;
    bool done, now;
};

/* An event of the history. Inside <div class="moj-timeline moj-timeline--dated">. */
struct event_view {
    const char *title, *byline, *text;
    const char *address, *link; /* NULL: none */
    instant_t at;
    bool by_clock, now;
};

/* A limit that runs. */
struct running_view {
    const char *label, *colour, *words;
    const char *ends;         /* 3月5日（周四）24:00; NULL while paused */
    const char *why;          /* 2月12日派单起10个工作日，挂账1天不计。 */
    const char *address;      /* where every day is explained; NULL */
    size_t days, today;       /* of how many days this is which; 0: not drawn */
    bool target;              /* a wish, not a limit of the notice */
};

/* A row of a list of facts. Inside <dl class="govuk-summary-list ztc-facts">. */
struct fact_view {
    const char *name, *value;
    const char *address, *link; /* NULL: none */
};

/* A number with its unit and base. Inside <dl class="ztc-figures">. */
struct figure_view {
    const char *label, *value, *unit, *note;
    const char *address; /* where it is opened; NULL */
};

/* A tab above a list: 轮到我 10. Inside <ul class="moj-sub-navigation__list">; colour of the count: orange, red, NULL. */
struct tab_view {
    const char *address, *label, *colour;
    int64_t count;
    bool current;
};

/* The round's next step and the one button for it. */
struct next_view {
    const char *title, *text;
    const char *address, *button; /* NULL: somebody else's turn */
};

/* A day of the calendar that explains a limit. Seven in a <tr> of <table class="ztc-cal">.
 * state: out start count off pause left due */
struct calendar_day {
    const char *state, *label, *said;
    bool today, makeup;
};

/* ---- tables that become cards on a phone: table_view */

struct table_cell {
    const char *text, *sub; /* sub: the smaller second line */
    const char *address;    /* makes the text a link */
    const char *code;       /* a number or USCC at the end of the second line */
    const char *due_colour, *due_words;
    const char *tag_colour, *tag;
    bool muted; /* there is nothing yet: left out of a card */
};
struct table_column {
    const char *label;
    bool nowrap, sorted;
};
struct table_view {
    const char *caption;
    const struct table_column *columns;
    size_t column_count;
    const struct table_cell *cells; /* row after row; the first of each row names it */
    size_t row_count;
    const char *empty; /* what to say when there is no row: what comes next */
};

/* 上一页 does not exist: a cursor only goes on. */
struct pages_view {
    const char *said;  /* 共26件，按期限先后排列 */
    const char *first; /* address of the first page; NULL when this is it */
    const char *next;  /* NULL on the last one */
};

/* ---- forms */

struct field_choice {
    const char *value, *label, *hint;
};
enum field_look {
    LOOK_LINE,     /* input */
    LOOK_CODE,     /* input for codes and numbers: no spelling help, figures of one width */
    LOOK_PHONE,
    LOOK_DAY,
    LOOK_TIME,     /* day and time of day */
    LOOK_NUMBER,
    LOOK_PASSWORD,
    LOOK_TEXT,     /* textarea */
    LOOK_SELECT,
    LOOK_RADIOS,
    LOOK_CHECK,    /* one box; its value is "true" */
    LOOK_CHECKS,   /* several boxes, values between commas */
    LOOK_FILE,
    LOOK_HIDDEN, /* which one of several the form is about */
};
struct form_field {
    enum field_look look;
    const char *name, *label, *hint;
    const char *id;      /* NULL: the name */
    const char *value;   /* as typed before */
    const char *fault;   /* what is wrong and how to mend it; NULL */
    const char *complete; /* autocomplete=; NULL: off */
    const struct field_choice *choices;
    size_t choice_count;
    int width; /* characters, 0: all */
    int rows;
    int most;  /* characters; 0: no limit shown */
    bool optional; /* says（选填） */
    bool needed;   /* never optional here: a condition asks for it, not the table */
    bool several;  /* files */
};
/* At the head of a page whose form came back. */
struct fault_summary {
    const struct fault *faults;
    const char *action; /* whose form it was, on a page with several; else NULL */
};
/* One allowed action with its form. Inside <div class="ztc-acts">. */
struct act_view {
    const char *id, *label;
    const char *note;    /* 最迟3月4日, 还可1次 */
    const char *clause;  /* what the rule says */
    const char *button;  /* NULL: the label */
    const char *address; /* where the form goes */
    const struct form_field *fields;
    size_t field_count;
    bool primary, open;
};
/* Filters live in the address; folded, with what is set in the summary. */
struct filters_view {
    const char *action, *said; /* 第3期, 市水务局 */
    const struct form_field *fields;
    size_t field_count;
    bool open;
};

/* ---- whole pages */

struct problem_view {
    const char *title;  /* of the kind */
    const char *text;   /* what happened and what to do */
    const char *clause;
    const char *number; /* of the request, when it is our fault */
    const struct fault *faults;
    bool sign_in;       /* offers to sign in and come back */
};

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What everybody may see at once: is the platform open, until when, which event does a submission of today make,
 * the dates of the round, the latest commitments, the figures of the year. Of one jurisdiction.
 */
#pragma once

#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>

enum front_moment { MOMENT_done, MOMENT_today, MOMENT_next, MOMENT_event };

/* A date of the present round. */
struct front_step {
    day_t day;
    enum front_moment moment;
    const char *what; /* 开放征集 */
    const char *note; /* 已收到33件; NULL */
};

/* A round as far as the front page names it; number NULL: there is none. */
struct front_round {
    const char *number; /* 445100-2026-03 */
    const char *label;  /* 2026年第3期 */
    const char *name;   /* 第3期; the label for that of another year and for a special session */
    day_t event_day;
    bool tentative; /* 初定 */
};

struct front_commitment {
    int64_t id;
    const char *title;    /* of the appeal; NULL for a confidential one */
    const char *measures; /* what is promised */
    const char *unit, *leader; /* 市水务局, 副局长 林树航 */
    day_t done_by;
    const char *colour;    /* blue yellow orange red done */
    const char *words;     /* 还有20个工作日 */
    const char *progress;  /* the latest; NULL */
};

struct front_announcement {
    const char *round, *label; /* 445100-2026-03, 2026年第3期 */
    instant_t at;
    day_t event_day;
};

struct front_figures {
    int year;
    int64_t received, admitted;
    int64_t replied, replied_in_time;
    int64_t closed, closed_days; /* closed_days: mean days from submission to the end */
    int64_t rated, satisfied, defaulted; /* stated ratings, of them satisfied, satisfied by default */
};

struct front_view {
    const char *jurisdiction; /* 潮州市 */
    bool open;
    instant_t closes_at; /* while open: the first instant too late */
    instant_t opens_at;  /* while closed: when the next round opens; NO_INSTANT when nothing is planned */
    struct front_round round; /* what is submitted now belongs to it: the open one, else the next */
    struct front_round after; /* the one after that */
    day_t catalogue_day;      /* while open: who is assigned by then is listed in it */
    const struct front_step *steps;
    size_t step_count;
    const struct front_commitment *commitments;
    size_t commitment_count;
    int64_t commitments_in_all;
    const struct front_announcement *announcements; /* the latest first */
    size_t announcement_count;
    struct front_figures figures;
};

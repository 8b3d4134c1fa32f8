/* SPDX-License-Identifier: Apache-2.0 */
/* A limit drawn as a calendar: where it starts, which days count, which do not and why, where it ends, what then. */
#pragma once

#include "pages/parts.h"
#include "service/views.h"

/* One step of what happens without anybody acting. */
struct silence_step {
    instant_t at;
    bool begins; /* it happens at the beginning of a day, not at the end of the day before */
    const char *what, *note;
};

struct clock_findings {
    const struct clock_explained *explained;
    const char *of, *of_address; /* the appeal, round or suggestion, and back to it */
    enum nav nav;
    bool round;
    bool from_event; /* counted from day E: explained.days are those between E and the last day, E left out */
    const struct silence_step *steps;
    size_t step_count;
};

struct clock_page {
    const char *title, *of, *back;
    enum nav nav;
    bool running, provisional;
    const char *ends, *due_colour, *due_words, *holder;
    const char *sentence;             /* 2月12日派单，当天不算，往后数10个工作日 … */
    const char *caption;
    const struct calendar_day *days;  /* seven a week */
    size_t week_count;
    const struct fact_view *facts;
    size_t fact_count;
    const struct line_stop *stops;
    size_t stop_count;
};
struct clock_page *clock_page_of(struct arena *, const struct page_frame *, const struct clock_findings *);

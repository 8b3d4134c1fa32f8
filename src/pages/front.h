/* SPDX-License-Identifier: Apache-2.0 */
/* The sentences and numbers of the front page. */
#pragma once

#include "pages/parts.h"
#include "service/front.h"

/* 今天24:00前提交，列入第3期，3月11日现场活动 */
const char *front_headline(struct arena *, const struct page_frame *, const struct front_view *);
const char *front_explanation(struct arena *, const struct page_frame *, const struct front_view *);
const char *front_state(enum front_moment); /* of line_stop */
const char *front_day(struct arena *, const struct page_frame *, const struct front_step *);
const struct table_view *front_promises(struct arena *, const struct page_frame *, const struct front_view *);

const char *front_number(struct arena *, int64_t);
const char *front_rate(struct arena *, int64_t part, int64_t whole); /* 91.8; — when there is nothing yet */
/* Stated ratings and those by default, never one without the other. */
const char *front_ratings(struct arena *, const struct front_figures *);

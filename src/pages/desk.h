/* SPDX-License-Identifier: Apache-2.0 */
/* The desk and the list of appeals: how many are mine, which is worst, what each needs. */
#pragma once

#include "pages/parts.h"
#include "service/open_round.h"

/* A row: the appeal and what it needs. */
struct desk_row {
    const struct appeal_line *line;
    const char *task; /* 提交处理意见; NULL: what its state says */
};

struct desk_page {
    const char *title, *about;    /* 今天3月3日 周二 */
    enum nav nav;
    const struct tab_view *tabs;
    size_t tab_count;
    struct filters_view filters;
    const struct table_view *table;
    struct pages_view pages;
    const struct next_view *nexts; /* above the rows: to enter an appeal; rounds, suggestions that wait */
    size_t next_count;
};

/* The table of rows; empty: what to say when there is none. */
const struct table_view *appeals_table(struct arena *, const struct page_frame *, const struct desk_row *, size_t count,
                                       const char *caption, const char *empty);
struct next_view round_waiting(struct arena *, const struct page_frame *, const struct round_line *);
struct next_view suggestions_waiting(struct arena *, const struct page_frame *, int64_t count, instant_t first_due);

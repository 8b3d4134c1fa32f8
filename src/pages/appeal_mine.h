/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An appeal as its enterprise sees it: my turn or theirs, for what, until when; what came of it; the parcel's five
 * stops and every event. And the list of them.
 */
#pragma once

#include "pages/appeal_staff.h"

/* What was said to the enterprise: a reply, a decision, a result, why it was not taken on. */
struct mine_block {
    const char *title, *who, *text, *foot;
    const char *address, *link; /* NULL: none */
};

/* What happened, for the enterprise and for whoever holds its receipt. */
struct mine_story {
    const struct mine_block *blocks;
    size_t block_count;
    struct stage_stop stages[5];
    const struct event_view *events; /* newest first; what is inside the administration is left out */
    size_t event_count;
};
struct mine_story mine_story_of(struct arena *, const struct page_frame *, const struct appeal_view *,
                                const struct past_view *, size_t past_count);
/* 2026年第2期，2月11日现场活动; NULL. */
const char *mine_lead(struct arena *, const struct page_frame *, const struct appeal_view *);

struct mine_page {
    const struct appeal_page *page; /* what both sides see: turns, clocks, facts, forms */
    const char *lead;               /* under the title: 2026年第2期，2月11日现场研究 */
    const char *attendance;         /* address where it says whether it comes to the event; NULL: nothing to say */
    struct mine_story story;
    const struct act_view *rate, *primary; /* rate: two equal answers; NULL */
    const struct form_field *rate_reason;
    const struct act_view *acts;
    size_t act_count;
    const struct attachment *own, *theirs;
    size_t own_count, their_count;
};
struct mine_page *mine_page_of(struct arena *, const struct page_frame *, const struct appeal_findings *);

/* What a field of an action holds already: a supplement begins with what was submitted. */
const char *mine_known(struct arena *, const void *view, const char *action, const char *field);
/* What is said after a form: 谢谢，评价已经记下; NULL for one that enterprises do not send. */
const char *mine_done(const char *action);

struct mine_list {
    const struct table_view *table;
    struct pages_view pages;
    int64_t waiting; /* on this page, for the enterprise */
};
const struct table_view *mine_table(struct arena *, const struct page_frame *, const struct appeal_line *, size_t count,
                                    int64_t *waiting);

/* SPDX-License-Identifier: Apache-2.0 */
/* What the public may read besides the front page, and the form for suggestions. */
#pragma once

#include "pages/parts.h"
#include "service/announced.h"

struct commitments_page {
    const struct public_commitment *commitments;
    size_t count;
    struct pages_view pages;
};
const struct table_view *commitments_table(struct arena *, const struct page_frame *, const struct commitments_page *);
const struct fact_view *commitment_facts(struct arena *, const struct page_frame *, const struct public_commitment *,
                                         size_t *count);
struct commitment_page_view {
    const struct public_commitment *commitment;
    const struct fact_view *facts;
    size_t fact_count;
};

struct announcements_page {
    const struct announcement *announcements;
    size_t count;
    struct pages_view pages;
};

enum nav statistics_nav(const struct page_frame *); /* the staff have an entry of their own */
/* One row per figure: what, how much, of what, how it is counted. */
const struct table_view *statistics_table(struct arena *, const struct front_view *);
/* The two rates of satisfaction, never one without the other. */
const struct table_view *satisfaction_table(struct arena *, const struct front_figures *);

/* What is not done here: the ground, what it rests on, where to turn. */
const struct table_view *reasons_table(struct arena *);

struct suggestion_page {
    const struct fault *faults;
    const struct form_field *fields;
    size_t field_count;
    int64_t number;       /* just received; 0: the form */
    day_t answered_by;
    bool contact_given;
    bool signed_in;       /* can look it up */
    bool reads;           /* may see what was suggested */
    int days;
};

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Submitting: the form in four parts; for a visitor his phone verified on the way, with all he typed kept; the check
 * page; the receipt. And the progress for whoever holds a receipt.
 */
#pragma once

#include "pages/appeal_mine.h"
#include "service/front.h"

enum submit_step { SUBMIT_FORM, SUBMIT_VERIFY, SUBMIT_CHECK };

struct submit_view {
    enum submit_step step;
    bool visitor;    /* nobody is signed in */
    bool for_others; /* counter or hotline */
    bool draft;      /* the form holds what was kept before */
    const struct front_view *front; /* which round it makes */
    day_t screened_by;              /* the last day of screening, if it is submitted now; NO_DAY while closed */
    const struct fault *faults;
    struct form_field enterprise[3], contact[2], matter[4], choices[3];
    /* To verify and to check: what was filled in, and again as hidden fields. */
    const struct fact_view *facts;
    size_t fact_count;
    const struct form_field *hidden;
    size_t hidden_count;
    const char *phone, *phone_masked; /* to verify: where the code went */
    struct form_field code;
    /* To check: what the legal-person registry says. */
    const char *registered, *registered_more; /* name; state and authority. NULL: it does not know the code */
    bool registry_agrees;
};

/* 现在提交，列入2026年第3期，3月11日现场活动; the day by which; and why that one. */
const char *submit_round(struct arena *, const struct page_frame *, const struct front_view *);
const char *submit_until(struct arena *, const struct page_frame *, const struct front_view *);
const char *submit_why(struct arena *, const struct page_frame *, const struct front_view *);
/* 3个工作日内（最迟3月6日）告知是否受理、由谁办理 */
const char *submit_screening(struct arena *, const struct page_frame *, const struct submit_view *);

struct submitted_view {
    const char *number, *query_code, *enterprise, *title, *state_label, *round_label;
    instant_t at;
    bool for_others, queued, identity_review;
    bool may_attach; /* the person may look at it again */
    bool told;       /* by SMS; a landline gets none */
    day_t screened_by;
};

/* 2026年3月3日（周二）10:20: a receipt on paper outlives the year. */
const char *submitted_at(struct arena *, const struct submitted_view *);

struct query_view {
    const struct fault *faults;
    struct form_field number, query_code;
    const struct appeal_view *found; /* NULL: nothing asked yet, or not found */
    const char *lead;
    struct turn_view turns[3];
    size_t turn_count;
    struct mine_story story;
};

/* SPDX-License-Identifier: Apache-2.0 */
/* Suggestions as the staff see them: the list, and one with its answer. */
#pragma once

#include "pages/parts.h"
#include "service/answer_suggestion.h"

const struct table_view *suggestions_table(struct arena *, const struct page_frame *, const struct suggestion_view *,
                                           size_t count, bool settled);

/* What the handler found out. */
struct suggestion_findings {
    const struct suggestion_view *suggestion;
    const struct event *events;
    size_t event_count;
    const struct suggestion_contact *contact; /* what was asked for; said once */
    const struct error *refused;              /* the answer that came back */
    const char *typed;                        /* it */
    const struct fault *unmask_faults;
};
struct suggestion_staff_view {
    const struct suggestion_findings *found;
    const struct suggestion_view *suggestion;
    const char *title, *base, *back, *back_label;
    const char *tag_colour, *tag;
    const struct turn_view *turns; /* while it waits */
    size_t turn_count;
    const struct fact_view *facts;
    size_t fact_count;
    const struct act_view *act; /* NULL: not his to answer */
    const struct fault *faults;
    const char *refusal, *lost; /* lost: what was typed into a form that is gone */
    const char *unmasked;
    const struct event_view *past;
    size_t past_count;
};
struct suggestion_staff_view *suggestion_page_of(struct arena *, const struct page_frame *,
                                                 const struct suggestion_findings *);
/* What was done, after the answer was sent. */
const char *suggestion_answered_notice(const struct suggestion_view *);

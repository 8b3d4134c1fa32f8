/* SPDX-License-Identifier: Apache-2.0 */
/* Submitting: the form in four parts, the check page, the receipt; and the progress for whoever holds a receipt. */
#pragma once

#include "pages/parts.h"
#include "service/open_appeal.h"

struct submit_view {
    bool signed_in;        /* else: sign in first */
    bool for_others;       /* counter or hotline */
    const char *round_note; /* which round it makes, and why; NULL */
    const struct fault *faults;
    struct form_field enterprise[3], contact[2], matter[4], attendance[3];
    /* The check page: what was filled in, and again as hidden fields. */
    bool checking;
    const struct fact_view *facts;
    size_t fact_count;
    const struct form_field *hidden;
    size_t hidden_count;
};

struct submitted_view {
    const char *number, *query_code, *title, *state_label, *next, *round_note;
    bool for_others;
};

struct query_view {
    const struct fault *faults;
    struct form_field number, query_code;
    const struct appeal_view *found; /* NULL: nothing asked yet */
    const struct stage_stop *stages; /* 5 */
    const struct event_view *events;
    size_t event_count;
};

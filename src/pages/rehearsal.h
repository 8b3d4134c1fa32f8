/* SPDX-License-Identifier: Apache-2.0 */
/* The clock of a rehearsal, and what would have been sent. */
#pragma once

#include "pages/parts.h"

/* An instant to which one button moves the clock. */
struct rehearsal_step {
    const char *value, *label, *note;
};
struct rehearsal_page {
    const struct rehearsal_step *steps;
    size_t step_count;
    struct form_field instant, to;
    const struct fault *faults;
    const struct table_view *outbox;
    struct pages_view pages;
};

/* SPDX-License-Identifier: Apache-2.0 */
/* One's own account: what is known of it, the password, the second factor. */
#pragma once

#include "pages/parts.h"

struct account_page {
    const char *due; /* what has to be done before anything else; NULL: nothing */
    const struct fault *faults;
    const struct fact_view *facts;
    size_t fact_count;
    const struct form_field *password_fields;
    size_t password_field_count;
    /* The second factor; secret NULL: there is one already, or the password comes first. */
    const char *secret, *secret_spaced;
    const char *qr_path; /* of its address; NULL: could not be drawn */
    int qr_side;
    const struct form_field *code_fields;
    size_t code_field_count;
};

/* SPDX-License-Identifier: Apache-2.0 */
/* Signing in: staff with a password, enterprises with a code to their phone. */
#pragma once

#include "pages/parts.h"

struct sign_in_view {
    bool staff;
    const char *back; /* where to go afterwards */
    const struct fault *faults;
    const struct form_field *fields;
    size_t field_count;
    /* Enterprises, once the code is on its way: */
    const char *uscc, *phone, *phone_masked; /* NULL before */
};

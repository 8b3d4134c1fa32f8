/* SPDX-License-Identifier: Apache-2.0 */
/* The page of the first start. */
#pragma once

#include "pages/parts.h"

/* One of the three administrators. */
struct set_up_group {
    const char *title, *about;
    const struct form_field *fields;
    size_t field_count;
};
struct set_up_view {
    const struct set_up_group *groups;
    size_t group_count;
    const struct fault *faults;
    bool done;
};

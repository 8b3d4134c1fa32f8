/* SPDX-License-Identifier: Apache-2.0 */
/* What holds for the units as a whole, whether typed one by one or imported. */
#pragma once

#include "mechanism/world.h"

/* Regions and jurisdictions as they are, units as they would be (in any order). */
struct unit_book {
    const struct world *world;
    const struct unit *units;
    size_t count;
};

/* What is wrong with that row of the book, in Chinese, and with which field; NULL when nothing is. */
const char *unit_wrong(struct arena *, const struct unit_book *, const struct unit *, const char **field);

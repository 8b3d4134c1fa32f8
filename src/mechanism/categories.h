/* SPDX-License-Identifier: Apache-2.0 */
/* What appeals are about (categories.def). Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct category {
    const char *id, *chinese, *example;
};
extern const struct category categories[];
extern const size_t category_count;
bool category_known(const char *id);
/* By id; the word itself where it is none of ours. NULL gives NULL. */
const char *category_name(const char *id);

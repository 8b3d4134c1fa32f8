/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A suggestion about the platform itself, of anybody (三(四)): the coordinator answers within
 * policy->suggestion_days working days.
 */
#pragma once

#include "service/context.h"
#include "store/suggestions.h"

enum { SUGGESTION_CHARACTERS = 2000, SUGGESTION_LINE = 100 };

struct suggestion_input {
    const char *name, *contact; /* NULL: not given */
    const char *text;
};

/* TOO_OFTEN while too many came from this address. */
struct error suggest_check(struct context *);
/* Write lane. INVALID with faults of name, contact and text. */
struct error suggest(struct context *, const struct suggestion_input *, struct suggestion *);

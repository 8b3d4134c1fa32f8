/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody may choose from when he fills in an action: units, rounds, colleagues, items. Only offers; whether a
 * choice is right is said by the conditions of the tables.
 */
#pragma once

#include "mechanism/workflow.h"
#include "service/context.h"

struct choice {
    const char *value, *label, *hint;
};

/* For a field of an action of the appeal or round of the change. *count 0: it is free text, or there is nothing. */
struct error choices_for(struct context *, const struct change *, const char *action, const char *field,
                         struct choice **, size_t *count);

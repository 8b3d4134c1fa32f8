/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parameters of a jurisdiction, each with its clause. A change makes a new
 * version of the whole set; appeals keep the version of the day they were received.
 */
#pragma once

#include "service/context.h"

struct parameter_card {
    const struct parameter *parameter;
    const char *value, *initial; /* as text; initial: of the program */
};
struct policy_card {
    const char *jurisdiction;
    bool own;          /* else it is the city's */
    int64_t version;   /* 0: the program's own */
    const char *since; /* NULL for version 0 */
    struct parameter_card *parameters;
    size_t count;
};
struct error policy_show(struct context *, const char *jurisdiction, struct policy_card *);

/* What changed with a version, newest version first. */
struct policy_step {
    int64_t version;
    const char *since, *by_name, *reason;
    const struct parameter *parameter;
    const char *before, *after;
};
struct error policy_history(struct context *, const char *jurisdiction, struct policy_step **, size_t *count);

struct policy_value {
    const char *parameter, *value;
};
/* Faults at `values/<parameter>` and `reason`. Without any difference: INVALID. */
struct error policy_change(struct context *, const char *jurisdiction, const struct policy_value *, size_t count,
                           const char *reason);

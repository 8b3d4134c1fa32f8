/* SPDX-License-Identifier: Apache-2.0 */
/* The parameters of policy.def as a value. Pure. */
#pragma once

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct policy {
    int64_t id;               /* of the stored version; 0 = the defaults of the program */
    const char *jurisdiction; /* whose it is */
    const char *since;        /* instant as text, for people */
#define INTEGER(name, initial, least, most, clause, chinese) int name;
#define CHOICE(name, initial, words, clause, chinese) int name;
#include "mechanism/policy.def"
#undef INTEGER
#undef CHOICE
};

struct parameter {
    const char *id, *clause, *chinese;
    const char *words; /* NULL for an integer; else "a|b" */
    int initial, least, most;
    size_t offset; /* in struct policy */
};
extern const struct parameter policy_parameters[];
extern const size_t policy_parameter_count;

struct policy policy_defaults(const char *jurisdiction);
int policy_value(const struct policy *, const struct parameter *);
/* As typed: a number, or one of the words. Errors: INVALID with a fault at the parameter. */
struct error policy_set(struct policy *, struct arena *, const char *id, const char *value);
const char *policy_text(const struct policy *, struct arena *, const struct parameter *);

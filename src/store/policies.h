/* SPDX-License-Identifier: Apache-2.0 */
/* Versions of the parameters. Each is a complete set; none is ever changed. */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "mechanism/policy.h"
#include "sql/db.h"

struct policy_version {
    struct policy policy;
    instant_t since;
    const char *by_name, *reason;
};
/* By id. Parameters the program no longer knows are left out; those it did not know then have their default. */
struct error policies_all(struct db *, struct arena *, struct policy_version **, size_t *count);
struct error policies_add(struct db *, struct arena *, struct policy_version *); /* sets policy.id */

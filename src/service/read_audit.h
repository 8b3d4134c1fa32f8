/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one order of all events, for the audit administrator: who did what to which thing, when, from where. What people
 * wrote is not in it: he holds no business role.
 */
#pragma once

#include "service/context.h"

struct audit_line {
    int64_t position; /* in the order of the whole installation */
    instant_t at, sealed_at;
    const char *subject, *actor, *actor_name, *role_name, *unit_name, *address, *action, *state, *clause;
    int64_t subject_id, seq;
    const char *digest;
    bool intact; /* the event is as it was sealed */
};
/* Newest first, those before the position `before` (0: from the newest); most: 1 … 200. NOT_ALLOWED for others. */
struct error read_audit(struct context *, int64_t before, int64_t most, struct audit_line **, size_t *count, bool *more);

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done outside the workflow goes into the same chained record: accounts,
 * sessions, units, registry, calendar, parameters, rosters (mechanism, section 9).
 * A write that cannot be recorded fails.
 */
#pragma once

#include "service/context.h"

/* By the person of the context. `change`: JSON from journal_change, or NULL. Never a phone or a password. */
struct error journal(struct context *, const char *subject, int64_t id, const char *action, const char *note,
                     const char *change);
/* {"what":["before","after"]}; NULL gives null. */
const char *journal_change(struct arena *, const char *what, const char *before, const char *after);
/* A sign-in, or its refusal: a subject of its own each. */
struct error journal_session(struct context *, const char *actor, enum role, const char *action, const char *note);

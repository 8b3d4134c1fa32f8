/* SPDX-License-Identifier: Apache-2.0 */
/* What falls due: found by due time through an index, done once, in due order, by the clock's own actions. */
#pragma once

#include "service/context.h"

/* Does up to `most` things that are due by `until`, each at its own instant (context->now is moved to it, and to
 * `until` when nothing is left). done: how many. Call again while *done == most. */
struct error sweep(struct context *, instant_t until, int most, int *done);
/* Before a person acts, what is due up to now is done: the state that is judged is the true one. */
struct error sweep_before_acting(struct context *);
/* The next instant at which something falls due; none. */
struct error sweep_next(struct context *, instant_t *next);

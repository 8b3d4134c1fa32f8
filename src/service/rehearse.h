/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one clock of business. Real time, but in a rehearsal (演练) what the store says: it stands still until it is
 * moved, forward only, and what falls due in between is done on the way, in due order (mechanism, section 2).
 */
#pragma once

#include "service/context.h"

/* What a context of now has to have as `rehearsal` and `now`. */
struct error time_of_business(struct db *, struct arena *, instant_t wall, bool *rehearsal, instant_t *now);

/* Makes a rehearsal of the store, its clock at the present, unless it is one already. NOT_NOW for a store with real
 * work in it. */
struct error rehearse_begin(struct context *);

#define REHEARSE_DAYS_MOST 1100 /* in one move */

/* Moves the clock and does what falls due, notices included. NOT_FOUND outside a rehearsal; INVALID at `now` for an
 * instant before the present or too far behind it. The person has to be of the staff. */
struct error rehearse_move(struct context *, instant_t to);
/* The same in parts, each a transaction of its own: *more while the clock has not arrived. */
struct error rehearse_move_some(struct context *, instant_t to, int most, bool *more);

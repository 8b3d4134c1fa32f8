/* SPDX-License-Identifier: Apache-2.0 */
/* The two clocks of a request: the only place of web/ that asks the system for the time. */
#pragma once

#include "base/date.h"
#include "base/error.h"

struct context;

instant_t wall_now(void);
/* For deadlines and durations: never set back. */
int64_t monotonic_milliseconds(void);
int64_t monotonic_microseconds(void);
/* The time of business: that of the wall, but in a rehearsal what the store says. */
struct error business_now(struct context *, instant_t *now);

/* SPDX-License-Identifier: Apache-2.0 */
/* What hangs on the calendar and on units: the functions that amendments and changes of units ask. */
#pragma once

#include "service/calendar.h"
#include "service/units.h"

/* limits_follow for the limits of open appeals, rounds and suggestions. With commit each with a limit that moves gets
 * an event that says why; what was already told about a limit is not told again. */
struct error follow_calendar(struct context *, const struct world *before, const struct world *after, bool commit,
                             struct limit_move **, size_t *count);
/* unit_open_work: open appeals that the unit leads, joins or is proposed for. */
struct error open_work_of_unit(struct context *, const char *unit, int64_t *count);

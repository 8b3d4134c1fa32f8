/* SPDX-License-Identifier: Apache-2.0 */
/* What each role does when it looks at its desk, in the demo; play_appeals.c and play_rounds.c. */
#pragma once

#include "demo/demo.h"

struct error demo_desk_of_appeals(struct demo *);
struct error demo_desk_of_rounds(struct demo *, bool last_of_day);
/* Some enterprises bring something, as often as the hour has it. */
struct error demo_submissions(struct demo *);
/* Now and then somebody suggests something, and the one before it is answered. */
struct error demo_suggestions(struct demo *);
const char *demo_day(struct demo *, day_t); /* as an action takes it */

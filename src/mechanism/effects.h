/* SPDX-License-Identifier: Apache-2.0 */
/* The `effect` of the STEP rows: what changes beside the state and the limits that follow from it. Pure. */
#pragma once

#include "mechanism/workflow.h"

#define STEP(action, label, from, to, duty, when, effect, flags, clause) void effect_##effect(struct change *);
#include "mechanism/appeal.def"
#define STEP(action, label, from, to, duty, when, effect, flags, clause) void effect_##effect(struct change *);
#include "mechanism/round.def"

/* Shared by the files of effects. */
void effect_moved(struct change *); /* E moved: what follows from it */
const char *take_text(const struct change *, enum input_id);
/* Which round an appeal of the jurisdiction joins; NULL when there is none. */
enum joining { JOIN_SUBMITTED, JOIN_RETURNING };
const struct round *round_to_join(const struct change *, const char *jurisdiction, enum joining);
/* The next ordinary round of the appeal's jurisdiction whose catalogue is not submitted, after the one it is in. */
const struct round *round_after(const struct change *, const char *jurisdiction, const char *present, day_t event);
struct induced *induce(struct change *, enum machine_id, int action);
void set_flag(struct change *, enum flag);
/* Gives the appeal to a unit: dispatch, fresh 24 hours; fresh_reply: and a fresh `reply`. */
void assign_to(struct change *, const char *unit, bool fresh_reply);
void send_to_co_units(struct change *, const char *const *units, size_t count);
void end_co_units(struct change *, const char *why);
struct dispatch *lead_dispatch(struct change *);
void add_order(struct change *, const char *text, day_t answer_by, bool by_clock);
const char *words_add(struct arena *, const char *list, const char *word); /* blanks between and around */

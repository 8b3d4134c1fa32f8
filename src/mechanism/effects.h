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
bool take_truth(const struct change *, enum input_id);
day_t take_day(const struct change *, enum input_id);
/* Keeps what was filled in, where something was. */
void take_over(const struct change *, enum input_id, const char **column);
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
void clear_flag(struct change *, enum flag);
/* The appeal joins a round of the jurisdiction; where there is none it is answered without one. */
void join_round(struct change *, const char *jurisdiction, enum joining);
/* Back from outside, an appeal joins the next round whose catalogue is not submitted, unless it has left rounds. */
void rejoin_round(struct change *);
void hold(struct change *, const char *jurisdiction);
/* Admission to the city (or an upheld objection to a hand-down) starts anew: rounds, carrying over. */
void hold_anew(struct change *, const char *jurisdiction);
void dispatch_to(struct change *, const char *unit, const char *role);
void end_dispatch(const struct change *, struct dispatch *, const char *why);
struct dispatch *co_dispatch(struct change *, const char *unit); /* NULL: it does not join */
void end_co_unit(struct change *, struct dispatch *, const char *why);
void accept_dispatch(struct change *); /* the lead's */
instant_t accept_limit(const struct change *); /* 24 hours from now, as the policy counts them */

/* Of rounds. */
const char *join_words(struct arena *, const struct given *); /* blanks between; NULL for none */
struct item *item_numbered(struct change *, const char *number); /* not struck; NULL */
struct induced *induce_on(struct change *, int64_t appeal, int action);
void give_text(struct induced *, enum input_id, const char *text);
/* Into the next round; in its third an appeal is not carried again: it leaves as an item not on site would. */
void leave_or_carry(struct change *, const struct brief *member);

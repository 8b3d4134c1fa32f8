/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every action of appeals and rounds: load, ask the tables, compute, store, tell. The runner opened the transaction
 * and rolls it back if this fails. Steps that a step brings about on other appeals and rounds are done here too, each
 * with its own event.
 */
#pragma once

#include "mechanism/workflow.h"
#include "service/context.h"

/* The fields of an action come as an input whose kinds are checked already (unknown names: refuse before, MALFORMED). */

/* NOT_FOUND when there is none or it is not for this person's eyes. `version` 0, or the one an If-Match names (STALE). */
struct error take_appeal_step(struct context *, const char *number, const char *action, const struct input *,
                              int64_t version);
struct error take_round_step(struct context *, const char *number, const char *action, const struct input *,
                             int64_t version);

/* Creates an appeal; the person is an enterprise, a counter or the hotline. */
struct error submit_appeal(struct context *, const struct input *, const char **number);
/* What submit_appeal would refuse now; nothing is done. */
struct error check_submission(struct context *, const struct input *);
/* Creates a round of the jurisdiction (NULL: the person's). */
struct error plan_round(struct context *, const char *jurisdiction, const struct input *, const char **number);

/* For the sweep: what the clock, or something that happened to a unit, does. */
struct error take_clock_step(struct context *, enum machine_id, int64_t id, const struct limit *);
struct error take_induced_step(struct context *, const struct induced *);

/* The clock as a person. */
extern const struct person the_clock;

/* Loads a matter with the facts its rows need and sets up the change to ask about it (offers, permits, explanations).
 * NOT_FOUND as above. `full`: with members, followers and people, as doing a step needs; pages need them only for
 * the round page and a rating. */
struct error open_change_appeal(struct context *, const char *number, struct change *);
struct error open_change_round(struct context *, const char *number, struct change *);

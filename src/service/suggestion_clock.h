/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The limit of a suggestion and what silence brings (mechanism, rule 2): one urge at yellow; at due the coordinator is
 * told; one working day later office and inspector, because the limit is the coordinator's own; three working days
 * later the same once more, because a numbered order is about an appeal.
 */
#pragma once

#include "service/suggestion_step.h"

/* The row's limit as clock.h reckons with one, by that calendar. */
struct limit suggestion_limit(const struct jurisdiction *, const struct suggestion *);
/* Received now: from the day after it. */
void suggestion_clock_start(const struct jurisdiction *, instant_t now, struct suggestion *);
/* For the sweep: what the clock does now. */
struct error suggestion_fall_due(struct context *, int64_t id);
/* What another calendar makes of it: false when nothing. Raises no alarm again. */
bool suggestion_recount(const struct jurisdiction *before, const struct jurisdiction *after, instant_t now,
                        struct suggestion *);

/* SPDX-License-Identifier: Apache-2.0 */
/* Gathers what the tables must know before a step (mechanism/workflow.h, struct facts). */
#pragma once

#include "mechanism/workflow.h"
#include "service/context.h"

struct error gather_for_appeal(struct context *, struct facts *, const struct appeal *);
struct error gather_for_round(struct context *, struct facts *, const struct round *);
/* What only some actions need, and the input names: accounts, targets, papers' numbers, the image for retract. */
struct error gather_for_action(struct context *, struct facts *, const struct change *, const char *action,
                               const struct input *);

/* SPDX-License-Identifier: Apache-2.0 */
/* The names beside an appeal's ids: regions, units, flags. */
#pragma once

#include "service/open_appeal.h"

const char *jurisdiction_name(const struct world *, const char *code); /* the code itself when unknown */
const char *region_name(struct arena *, const struct world *, const char *code); /* 湘桥区 凤新街道 */
bool region_stands(const struct world *, const struct region *, day_t); /* is no county that was dissolved */
const char *appeal_state_label(const struct appeal *); /* 终止办理 where a unit asked for it */
/* A closed appeal keeps the name of its day. */
const char *lead_name(const struct world *, const struct appeal *);
/* Co-units that join, each once: one that was taken off, or left behind by a hand-down, joins no more. */
void co_units_of(struct arena *, const struct world *, const struct appeal *, struct word **, size_t *count);
void flags_of(struct arena *, const struct appeal *, struct word **, size_t *count);
/* facts: at least the world. */
void line_of_appeal(struct context *, const struct facts *, const struct appeal *, struct appeal_line *);

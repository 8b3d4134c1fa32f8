/* SPDX-License-Identifier: Apache-2.0 */
/* What of an appeal may be shown to whom, from the rows of privacy.def. Pure. */
#pragma once

#include "mechanism/workflow.h"

enum viewer { VIEWER_enterprise, VIEWER_counter, VIEWER_keeper, VIEWER_watch, VIEWER_unit, VIEWERS };

/* As what a person sees an appeal: bits of enum viewer; 0 when he may not see it. */
unsigned privacy_viewer(const struct world *, const struct person *, const struct appeal *, day_t today);
#define VIEWS_AS(viewer, kind) (((viewer) >> VIEWER_##kind & 1u) != 0)

/* A copy that holds only what may be shown; names and phones masked. Lists are those of the original. */
struct appeal privacy_shown(struct arena *, const struct appeal *, unsigned viewer);

/* The enterprise is hidden from this person: not to be told by the history, files or guests either. */
bool privacy_hides_name(const struct appeal *, unsigned viewer);
/* The reply and the decision are not for this person yet. */
bool privacy_hides_reply(const struct appeal *, unsigned viewer);
/* The person sees it for the enterprise alone: internal notes are not for him. */
bool privacy_is_outside(unsigned viewer);

/* Why a column is shown as it is, in Chinese; NULL for one without a row. */
const char *privacy_why(const char *column);

const char *name_masked(struct arena *, const char *name); /* 李** */

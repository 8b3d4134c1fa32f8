/* SPDX-License-Identifier: Apache-2.0 */
/* What a unit or a jurisdiction that has ended still holds, for whoever succeeds it. */
#pragma once

#include "sql/db.h"

struct succession {
    const char *unit, *jurisdiction; /* one of the two: what ended */
    int64_t *ids;                    /* open appeals that the unit leads, joins or is proposed for, or the
                                      * jurisdiction holds; by id */
    size_t count;
    const char *round; /* of the jurisdiction: one not held yet; NULL: none */
};
/* Fills the list in one journey, each with `most` appeals at most. */
struct error successions_load(struct db *, struct arena *, struct succession *, size_t count, int64_t most);

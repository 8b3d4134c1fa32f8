/* SPDX-License-Identifier: Apache-2.0 */
/* One commitment and one announcement, as anybody may read them; their lists are in service/public.h and open_round.h. */
#pragma once

#include "service/public.h"

/* NOT_FOUND unless list_commitments shows it. */
struct error open_commitment(struct context *, int64_t id, struct public_commitment *);

struct announcement {
    const char *number, *jurisdiction_name; /* 445100-2026-03, 潮州市 */
    const char *label; /* 2026年第3期; of a county with its name in front: 潮安区2026年第2期 */
    const char *text;
    instant_t at, opens_at, closes_at;
    day_t event_day;
    bool tentative, cancelled, open;
};
struct announcement announcement_of(struct context *, const struct round *);
/* NOT_FOUND until it is out. */
struct error open_announcement(struct context *, const char *number, struct announcement *);

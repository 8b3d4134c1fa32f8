/* SPDX-License-Identifier: Apache-2.0 */
/* The tables on the page of a round. */
#pragma once

#include "pages/round.h"

/* Whether the unit still owes its reply, and the limit for it. */
bool round_waits_for_reply(const struct appeal_line *);
const struct clock_view *round_reply_clock(const struct appeal_line *);

const struct table_view *round_items_table(struct arena *, const struct page_frame *, const struct round_findings *);
/* Before the catalogue is submitted: what would be in it. */
const struct table_view *round_catalogue_table(struct arena *, const struct round_view *);
/* NULL: nobody is invited yet. */
const struct table_view *round_guests_table(struct arena *, const struct page_frame *, const struct round_view *);

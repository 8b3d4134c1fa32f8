/* SPDX-License-Identifier: Apache-2.0 */
/* The three answers at the head of an appeal. */
#pragma once

#include "pages/appeal_staff.h"

/* As many as there are; mine: it is this person's turn. */
size_t appeal_turns(struct arena *, const struct page_frame *, const struct appeal_view *, const char *base, bool *mine,
                    struct turn_view answers[3]);

/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of the staff have in common. */
#pragma once

#include "web/act_forms.h"
#include "web/page.h"
#include "web/request.h"

/* After a form: "?done=assign" on the address it leads back to; the words are ours, never the address's. */
void staff_notice(struct request *, struct page_frame *, const struct machine *, const struct action_view *actions,
                  size_t count);

/* Refusals after which the page comes back with what was typed; others are a page of their own. */
bool form_comes_back(enum error_kind);

/* Actions people look for that a rule took away: the refusal of each. */
struct why_not;
void staff_why_not(struct change *, const char *const *actions, const struct why_not **, size_t *count);

/* The filters of a list of appeals. A filter that is set is hidden in the form, too, so that it stays: `tab`. */
#define STAFF_FILTER_STATE 1u
#define STAFF_FILTER_ROUND 2u
#define STAFF_FILTER_PLACE 4u
#define STAFF_FILTER_UNIT 8u
#define STAFF_FILTER_LIMIT 16u
#define STAFF_FILTER_WORDS 32u
struct error staff_filters(struct request *, const char *path, unsigned which, struct filters_view *);

/* The version the form was made for: "?version=12"; 0: it does not say. */
int64_t form_version(struct request *);

/* SPDX-License-Identifier: Apache-2.0 */
/* The page of a round, for its handlers. */
#pragma once

#include "pages/round.h"
#include "web/form_input.h"
#include "web/pages_staff.h"

struct round_showing {
    struct refused_form refused;
    const char *refused_item; /* number of the appeal whose form it was; NULL */
    bool agenda;              /* the common form came back */
    const struct form_files *files;
    const struct fault *upload_faults;
};
struct error round_page_show(struct request *, int status, const struct round_showing *);

/* The fields of an item in the common form: "proposal.ZT2026-0067". */
const char *item_field(struct arena *, const char *field, const char *appeal);

/* SPDX-License-Identifier: Apache-2.0 */
/* The pages of an enterprise at the addresses that it shares with the staff. */
#pragma once

#include "pages/appeal_staff.h"
#include "web/request.h"

/* GET /appeals: its own. */
struct error enterprise_list(struct request *);
/* /appeals/{number}, found and with its forms. */
struct error enterprise_appeal_page(struct request *, int status, struct page_frame *, const struct appeal_findings *);

/* SPDX-License-Identifier: Apache-2.0 */
/* Of several processes on one store one at a time does a job. All times are real time. */
#pragma once

#include "base/date.h"
#include "sql/db.h"

/* Takes the lease, or takes it further, until then; *held false while another holder's runs. The row is locked until
 * the transaction ends, so nobody else takes it meanwhile. */
struct error lease_take(struct db *, const char *name, const char *holder, instant_t wall, instant_t until, bool *held);

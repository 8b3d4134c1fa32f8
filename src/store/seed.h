/* SPDX-License-Identifier: Apache-2.0 */
/* The reference data that travels with the program, for an empty store. */
#pragma once

#include "base/date.h"
#include "sql/db.h"

/* Regions, jurisdictions, units and calendar from data/; nothing when there are regions already. */
struct error reference_seed(struct db *, struct arena *, instant_t wall);

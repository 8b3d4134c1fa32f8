/* SPDX-License-Identifier: Apache-2.0 */
/* Private to sql/: what migrate does, with any steps. Apart, so that its tests bring their own. */
#pragma once

#include "sql/migrate.h"

struct error migrate_steps(struct db *, const struct schema_step *, size_t count, int64_t now, int *steps_made);
struct error missing_steps(struct db *, struct arena *, const struct schema_step *, size_t count, int *missing);

/* SPDX-License-Identifier: Apache-2.0 */
/* Settings of the installation that are kept in the store. */
#pragma once

#include "base/arena.h"
#include "sql/db.h"

struct error settings_find(struct db *, struct arena *, const char *key, const char **value); /* NULL when not set */
struct error settings_set(struct db *, const char *key, const char *value);                   /* NULL takes it away */

/* SPDX-License-Identifier: Apache-2.0 */
/* The legal-person registry as imported, and who else speaks for an enterprise. */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "sql/db.h"

struct registry_entry {
    const char *uscc, *name;
    const char *region, *authority, *address;                  /* may be NULL */
    const char *representative, *contact_name, *contact_phone; /* may be NULL */
    const char *state;
    instant_t changed_at;
};

struct error registry_find(struct db *, struct arena *, const char *uscc, struct registry_entry *); /* NOT_FOUND */
/* Those whose code begins with the words, or whose name contains them; NULL: all. By code, after `after` (NULL). */
struct error registry_search(struct db *, struct arena *, const char *words, const char *after, int limit,
                             struct registry_entry **, size_t *count);
struct error registry_put(struct db *, struct arena *, const struct registry_entry *);
struct error registry_count(struct db *, struct arena *, int64_t *count);

struct delegate {
    const char *uscc, *phone, *name;
    instant_t confirmed_at; /* NO_INSTANT: not yet */
    const char *confirmed_by;
};
struct error delegates_of(struct db *, struct arena *, const char *uscc, struct delegate **, size_t *count);
struct error delegates_put(struct db *, struct arena *, const struct delegate *);
struct error delegates_remove(struct db *, struct arena *, const char *uscc, const char *phone, bool *removed);

/* SPDX-License-Identifier: Apache-2.0 */
/* Regions, jurisdictions, units and their contacts. What the snapshot holds is read by store/snapshot only. */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "mechanism/world.h"
#include "sql/db.h"

struct error regions_all(struct db *, struct arena *, struct region **, size_t *count);
struct error regions_put(struct db *, const struct region *);

/* Calendar and policy are left out. The city first. */
struct error jurisdictions_all(struct db *, struct arena *, struct jurisdiction **, size_t *count);
struct error jurisdictions_put(struct db *, struct arena *, const char *code, const char *name, int place, day_t until,
                               const char *successor);

/* By id in byte order, then from. */
struct error units_all(struct db *, struct arena *, struct unit **, size_t *count);
/* All names of one id, instead of what was stored for it. */
struct error units_replace(struct db *, struct arena *, const char *id, const struct unit *names, size_t count);
struct error units_set_sign_off(struct db *, const char *id, bool on, int *changed);

struct contact {
    const char *unit, *kind; /* kind: liaison, deputy */
    const char *name, *phone;
    instant_t changed_at;
    instant_t verified_at; /* NO_INSTANT: not yet */
    instant_t bounced_at;  /* NO_INSTANT: the last message arrived, or none was sent */
};
/* Of one unit, or of all (NULL), at most 1000. */
struct error contacts_of(struct db *, struct arena *, const char *unit, struct contact **, size_t *count);
struct error contacts_put(struct db *, struct arena *, const struct contact *);
struct error contacts_remove(struct db *, const char *unit, const char *kind);

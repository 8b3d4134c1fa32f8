/* SPDX-License-Identifier: Apache-2.0 */
/* What stands around an appeal or a round: the rounds not over, the items, the appeals that go with it, files. */
#pragma once

#include "mechanism/workflow.h"
#include "sql/db.h"

/* Rounds not final (headers only), by event day, and the one numbered `also` whatever its state. */
struct error rounds_around(struct db *, struct arena *, const char *also, struct round **, size_t *count);
/* Every round of a jurisdiction with its event on or after that day, whatever its state. */
struct error rounds_from(struct db *, struct arena *, const char *jurisdiction, day_t event, struct round **,
                         size_t *count);
/* The appeals of a round that are open, by number; co-units too when asked. */
struct error briefs_of_round(struct db *, struct arena *, const char *round, bool co_units, struct brief **,
                             size_t *count);
/* Every open appeal, by number. */
struct error briefs_open(struct db *, struct arena *, struct brief **, size_t *count);
/* What an appeal's step looks at beside it, in one journey. `item`: its live one in its round. NULL: none. */
struct around {
    struct round *rounds; /* as rounds_around its round */
    size_t round_count;
    struct item *item;
    struct brief *target; /* merged into it */
    struct brief *followers;
    size_t follower_count;
};
struct error around_appeal(struct db *, struct arena *, const struct appeal *, struct around *);
struct error brief_by_number(struct db *, struct arena *, const char *number, struct brief **); /* NULL: none */

/* The last ordinary round of a jurisdiction with its event before that day (NO_DAY: the last of all); NULL: none. */
struct error round_before(struct db *, struct arena *, const char *jurisdiction, day_t event, struct round **);
/* The highest ordinal of that year so far. */
struct error round_last_ordinal(struct db *, struct arena *, const char *jurisdiction, int year, bool special,
                                int64_t *ordinal);
struct error rounds_count_planned(struct db *, struct arena *, const char *jurisdiction, int64_t *planned,
                                  int64_t *any);
struct error file_is_of(struct db *, struct arena *, const char *owner, int64_t owner_id, const char *file, bool *is);

/* What has limits: the two machines under their own numbers, and suggestions, whose one limit stands in their row. */
enum due_of { DUE_appeal = MACHINE_appeal, DUE_round = MACHINE_round, DUE_suggestion };
/* The first limit to look at by then: whose it is, which, when. */
struct due_limit {
    enum due_of of;
    int64_t parent;
    int64_t clock;
    const char *instance;
    instant_t next_at;
};
struct error limits_due(struct db *, struct arena *, instant_t until, struct due_limit *, bool *found);
/* It is left out until then. */
struct error limit_set_aside(struct db *, const struct due_limit *, instant_t until, const char *cause);

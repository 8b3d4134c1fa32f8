/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a story is played on: the rules alone in memory (memory.h), or the whole office with a store (store.h). Both
 * are asked the same, so one story is evidence for both.
 */
#pragma once

#include "mechanism/workflow.h"

struct story_office; /* one backend's; each story gets its own */

struct story_event {
    instant_t at;
    const char *action, *actor, *state;
};

struct story_backend {
    const char *name;
    struct story_office *(*open)(struct arena *);
    void (*close)(struct story_office *);
    /* Set-up, at any time. Accounts are those people act with; named ones must exist to be named. */
    void (*set_policy)(struct story_office *, const char *jurisdiction, const char *id, const char *value);
    void (*set_sign_off)(struct story_office *, const char *unit);
    void (*add_account)(struct story_office *, const struct person *);
    void (*end_unit)(struct story_office *, const char *unit, day_t until, const char *successor);
    void (*close_day)(struct story_office *, const char *jurisdiction, day_t, const char *why);
    const char *(*attach)(struct story_office *, enum machine_id, const char *number, const struct person *);

    /* Moves the clock; whatever falls due up to and including then is done. */
    struct error (*advance)(struct story_office *, instant_t to);
    struct error (*submit)(struct story_office *, const struct person *, const struct input *, const char **number);
    struct error (*plan)(struct story_office *, const struct person *, const char *jurisdiction, const struct input *,
                         const char **number);
    struct error (*act)(struct story_office *, const struct person *, enum machine_id, const char *number,
                        const char *action, const struct input *);

    /* NULL when there is none. */
    const struct appeal *(*appeal)(struct story_office *, const char *number);
    const struct round *(*round)(struct story_office *, const char *number);
    const struct world *(*world)(struct story_office *);
    size_t (*events)(struct story_office *, enum machine_id, const char *number, struct story_event **);
    /* As in workflow_offers, of a matter this person may see. */
    size_t (*offers)(struct story_office *, const struct person *, enum machine_id, const char *number, int *actions,
                     size_t most);
    /* What became of the notice asking for a rating: `reached` or `reach_again`. */
    struct error (*noticed)(struct story_office *, const char *number, enum appeal_action);
};

/* Enterprises 1 … 9 of every story are in the registry. */
struct story_enterprise {
    const char *uscc, *name, *phone;
};
static const struct story_enterprise *story_enterprise(int which);

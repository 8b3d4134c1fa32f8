/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A believable installation, played through the real use cases on a moved clock: people, enterprises, and a history of
 * rounds that ends at the present. The same seed gives the same history.
 */
#pragma once

#include "base/random.h"
#include "service/context.h"

#define DEMO_PASSWORD "Zhitongche-2026"

struct demo_account {
    const char *name, *shown, *unit, *jurisdiction;
    enum role role;
    int64_t id;
};
struct demo_enterprise {
    const char *uscc, *name, *region, *trade, *contact_name, *contact_phone;
};

struct demo {
    struct arena *arena; /* for the whole run */
    struct arena *step;  /* for one step */
    struct db *db;
    struct context context;
    struct dice dice;
    instant_t now; /* at which it ends */
    int rounds;
    int64_t seed;
    const char *hash; /* of the password; NULL: made of DEMO_PASSWORD */
    struct demo_account *accounts;
    size_t account_count;
    struct demo_enterprise *enterprises;
    size_t enterprise_count;
    instant_t wall;
    int64_t steps, refused;
    size_t suggestions; /* so far, and when the last was made */
    day_t suggested_on;
};

/* Fills an empty store, in transactions of its own. Errors: NOT_NOW when the store is not empty. */
struct error demo_fill(struct demo *);

/* Parts of it. */
struct error demo_people(struct demo *);
struct error demo_enterprises(struct demo *);
struct error demo_play(struct demo *);
const struct demo_account *demo_person(const struct demo *, enum role, const char *unit, const char *jurisdiction);
struct person demo_as(const struct demo_account *);
struct person demo_as_enterprise(const struct demo_enterprise *);

/* One action with its fields as "name", "value" … NULL; a refusal is counted, other errors passed up. */
struct error demo_act(struct demo *, const struct demo_account *, const char *number, const char *action, ...)
    __attribute__((sentinel));
struct error demo_round_act(struct demo *, const struct demo_account *, const char *number, const char *action, ...)
    __attribute__((sentinel));
/* The same as an enterprise. */
struct error demo_enterprise_act(struct demo *, const struct demo_enterprise *, const char *number, const char *action,
                                 ...) __attribute__((sentinel));
struct error demo_submit(struct demo *, const struct person *, const char **number, ...) __attribute__((sentinel));
struct error demo_commit(struct demo *); /* ends the transaction, begins another, forgets the step's memory */
bool demo_chance(struct demo *, int percent);

/* SPDX-License-Identifier: Apache-2.0 */
/* Accounts of staff and their passwords; no decision who may have one. */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "mechanism/person.h"
#include "sql/db.h"

struct account {
    int64_t id;
    const char *name, *display_name;
    const char *unit; /* NULL for those who work for no unit */
    const char *jurisdiction;
    unsigned roles;
    bool active;
    bool demo;
    const char *phone; /* NULL */
    const char *password_hash;
    instant_t password_at;
    bool password_given;       /* by an administrator: to be changed at first */
    const char *second_secret; /* of the second factor; NULL until enrolled */
    int64_t second_step;       /* the last time step used */
    instant_t created_at, enabled_at, last_sign_in;
};

#define PASSWORDS_KEPT 5

/* Errors: NOT_FOUND. */
struct error accounts_find(struct db *, struct arena *, const char *name, struct account *);
struct error accounts_by_id(struct db *, struct arena *, int64_t id, struct account *);
struct error accounts_count(struct db *, struct arena *, int64_t *count);

/* What is NULL, ROLES or 0 does not narrow. By id, those after `after`. */
struct account_filter {
    const char *jurisdiction, *unit;
    enum role role; /* ROLES: any */
    bool active_only;
    int64_t after;
    int limit; /* 1 … 1000 */
};
struct error accounts_list(struct db *, struct arena *, const struct account_filter *, struct account **,
                           size_t *count);
/* Who has that phone, at most 10. */
struct error accounts_with_phone(struct db *, struct arena *, const char *phone, struct account **, size_t *count);

struct error accounts_add(struct db *, struct arena *, struct account *); /* sets the id; enabled when created */
/* Each changes its own columns only: two administrators may be at work on one account. */
struct error accounts_set_roles(struct db *, struct arena *, int64_t id, unsigned roles);
struct error accounts_set_active(struct db *, struct arena *, int64_t id, bool active, instant_t at);
/* Name as shown, unit, jurisdiction, phone. */
struct error accounts_set_card(struct db *, struct arena *, const struct account *);
/* Keeps the old one among the last PASSWORDS_KEPT. */
struct error accounts_set_password(struct db *, struct arena *, const struct account *, const char *hash, instant_t at,
                                   bool given);
/* Hashes of the passwords before the present one, newest first. */
struct error accounts_old_passwords(struct db *, struct arena *, int64_t id, const char *hashes[PASSWORDS_KEPT],
                                    size_t *count);
struct error accounts_set_second_factor(struct db *, struct arena *, int64_t id, const char *secret, int64_t step);
/* *taken: false when this step or a later one was used already. */
struct error accounts_take_step(struct db *, int64_t id, int64_t step, bool *taken);
struct error accounts_signed_in(struct db *, int64_t id, instant_t at);

/* ",officer,unit_head," and back; unknown words are left out. */
const char *roles_text(struct arena *, unsigned roles);
unsigned roles_of_text(struct arena *, const char *text);

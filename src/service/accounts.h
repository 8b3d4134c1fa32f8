/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Accounts: a system administrator makes, disables and resets them, a security
 * administrator says what they may do; three administrators are three people
 * and hold no business role (mechanism, sections 1 and 9).
 */
#pragma once

#include "service/context.h"
#include "service/passwords.h"

struct account_card {
    int64_t id;
    const char *account, *name;
    const char *unit, *unit_name; /* NULL for those who work for no unit */
    const char *jurisdiction;
    unsigned roles;
    bool active, demo, locked;
    bool second_factor;
    const char *phone; /* masked; NULL */
    instant_t created_at, last_sign_in;
};

struct account_query {
    const char *jurisdiction, *unit; /* NULL: all that he may see */
    enum role role;                  /* ROLES: any */
    int64_t after;
    int limit; /* 1 … 200 */
};
/* `more`: whether there is another page. Officers and heads see those of their own unit, others only the active. */
struct error accounts_show(struct context *, const struct account_query *, struct account_card **, size_t *count,
                           bool *more);

struct new_account {
    const char *account, *name;
    const char *unit;         /* NULL: none; then the jurisdiction has to be given */
    const char *jurisdiction; /* NULL: that of the unit */
    const char *phone;        /* NULL */
};
/* Without roles: those are the security administrator's to give. */
struct error accounts_make(struct context *, const struct new_account *, const struct given_password *,
                           struct account_card *);
/* To another unit or jurisdiction, with another name or phone; the roles stay. Ends its sessions. */
struct error accounts_move(struct context *, const struct new_account *);
/* Ends its sessions. The last active administrator of a kind stays. */
struct error accounts_switch(struct context *, const char *account, bool active);
/* A new password, no second factor, no lock, no session. */
struct error accounts_reset(struct context *, const char *account, const struct given_password *);
/* Exactly these roles from now on; ends its sessions. */
struct error accounts_grant(struct context *, const char *account, unsigned roles);

/* The first start: when there is no account at all, three people become the three administrators. */
struct error accounts_first(struct context *, const struct new_account administrators[3], const char *const hashes[3]);

/* Words separated by commas or spaces; INVALID with a fault at `roles` for an unknown one. */
struct error roles_read(struct context *, const char *words, unsigned *roles);

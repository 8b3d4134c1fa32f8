/* SPDX-License-Identifier: Apache-2.0 */
/* Who acts. One account per person; roles and unit come with the session. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum role {
#define ROLE(id, chinese, group) ROLE_##id,
#include "mechanism/roles.def"
#undef ROLE
    ROLES,
    ROLE_clock = ROLES, /* the clock's own events; nobody signs in as it */
    ROLE_visitor,
};

enum role_group { GROUP_OUTSIDE, GROUP_JURISDICTION, GROUP_UNIT, GROUP_NOTHING };

struct person {
    int64_t id;               /* of the account; 0 for visitors, enterprises and the clock */
    const char *account;      /* sign-in name; for an enterprise session its USCC */
    const char *name;         /* as shown; never NULL */
    unsigned roles;           /* 1u << ROLE_… */
    const char *unit;         /* id of the unit; NULL for enterprises */
    const char *jurisdiction; /* of the unit; NULL for enterprises */
    /* An enterprise session: */
    const char *uscc;
    const char *phone;     /* the verified phone */
    bool whole_enterprise; /* the phone is the registry's or a confirmed delegate's: sees all appeals of the uscc */
};

static inline bool person_is(const struct person *person, enum role role)
{
    return (person->roles >> role & 1u) != 0;
}

const char *role_id(enum role);       /* "coordinator"; "clock", "visitor" */
const char *role_name(enum role);     /* Chinese */
enum role_group role_group(enum role);
/* ROLES + 2 (no such role) when unknown. */
enum role role_find(const char *id);
/* The first role of a person: the one an event names. */
enum role person_role(const struct person *);

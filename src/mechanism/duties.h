/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What duties.def allows. The same function decides what a page offers and what
 * a request may do. Pure.
 */
#pragma once

#include "mechanism/person.h"

enum duty {
#define DUTY(id, reach, roles, chinese) DUTY_##id,
#include "mechanism/duties.def"
#undef DUTY
    DUTIES,
};

/* For what belongs to that jurisdiction and unit; NULL: to none in particular. */
bool duty_allows(enum duty, const struct person *, const char *jurisdiction, const char *unit);
/* One of his roles has the duty, wherever. */
bool duty_held(enum duty, const struct person *);
const char *duty_name(enum duty); /* Chinese */
unsigned duty_roles(enum duty);   /* 1u << ROLE_… */

#define ADMINISTRATORS (1u << ROLE_system_admin | 1u << ROLE_security_admin | 1u << ROLE_audit_admin)
/* Whether one person may hold these roles together; else why not, in Chinese. 三员分立: an administrator is only that.
 */
bool roles_compatible(unsigned roles, const char **why);

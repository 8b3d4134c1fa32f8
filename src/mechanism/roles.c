/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/person.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *id, *name;
    enum role_group group;
} roles[] = {
#define ROLE(id, chinese, group) { #id, chinese, GROUP_##group },
#include "mechanism/roles.def"
#undef ROLE
    [ROLE_clock] = { "clock", "系统时钟", GROUP_NOTHING },
    [ROLE_visitor] = { "visitor", "公众", GROUP_NOTHING },
};

#define KNOWN (sizeof roles / sizeof *roles)

const char *role_id(enum role role)
{
    return (size_t)role < KNOWN ? roles[role].id : "unknown";
}

const char *role_name(enum role role)
{
    return (size_t)role < KNOWN ? roles[role].name : "未知角色";
}

enum role_group role_group(enum role role)
{
    return (size_t)role < KNOWN ? roles[role].group : GROUP_NOTHING;
}

enum role role_find(const char *id)
{
    size_t role = 0;

    while (id && role < KNOWN && strcmp(roles[role].id, id) != 0) role++;
    return (enum role)(id ? role : KNOWN);
}

enum role person_role(const struct person *person)
{
    for (unsigned role = 0; role < ROLES; role++)
        if (person_is(person, (enum role)role)) return (enum role)role;
    return ROLE_visitor;
}

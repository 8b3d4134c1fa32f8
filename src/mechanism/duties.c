/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/duties.h"

#include "base/text.h"
#include "mechanism/world.h"

enum reach { OWN, ALONE, OWN_UNIT, ANYWHERE };

static const struct {
    enum reach reach;
    unsigned roles;
    const char *chinese;
} duties[] = {
#define R(role) | 1u << ROLE_##role
#define DUTY(id, reach, roles, chinese) { reach, 0u roles, chinese },
#include "mechanism/duties.def"
#undef DUTY
#undef R
};

/* Whose unit it is does not matter to these: they answer for all units of their jurisdiction. */
#define ALL_UNITS (ADMINISTRATORS | 1u << ROLE_coordinator | 1u << ROLE_inspector | 1u << ROLE_office)

bool duty_held(enum duty duty, const struct person *person)
{
    return (duties[duty].roles & person->roles) != 0;
}

static bool own_jurisdiction(const struct person *person, const char *jurisdiction)
{
    if (!jurisdiction) return true;
    return text_equal(person->jurisdiction, CITY) || text_equal(person->jurisdiction, jurisdiction);
}

bool duty_allows(enum duty duty, const struct person *person, const char *jurisdiction, const char *unit)
{
    unsigned held = duties[duty].roles & person->roles;

    if (!held) return false;
    if (duties[duty].reach == ANYWHERE) return true;
    if (duties[duty].reach == ALONE) return text_equal(person->jurisdiction, jurisdiction);
    if (duties[duty].reach == OWN_UNIT && !(held & ALL_UNITS)) return unit && text_equal(person->unit, unit);
    return own_jurisdiction(person, jurisdiction);
}

const char *duty_name(enum duty duty)
{
    return duties[duty].chinese;
}

unsigned duty_roles(enum duty duty)
{
    return duties[duty].roles;
}

bool roles_compatible(unsigned roles, const char **why)
{
    unsigned administrator = roles & ADMINISTRATORS;

    *why = NULL;
    if (roles >> ROLE_enterprise & 1u)
        *why = "企业凭统一社会信用代码和手机登录，工作账号不能兼任";
    else if (administrator & (administrator - 1))
        *why = "系统、安全、审计三类管理员须由三人分别担任";
    else if (administrator && roles != administrator)
        *why = "管理员不得兼任业务岗位";
    return *why == NULL;
}

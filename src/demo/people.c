/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/demo.h"

#include "base/secret.h"
#include "base/text.h"
#include "mechanism/uscc.h"
#include "store/people.h"
#include "store/registry.h"
#include "store/rosters.h"
#include "store/units.h"

#include <stdio.h>
#include <string.h>

enum { MOST_ACCOUNTS = 400 };

static const char *invented_name(struct demo *demo)
{
    static const char *const family[] = { "陈", "林", "黄", "张", "李", "郑", "谢", "许", "蔡", "吴", "杨", "庄",
                                          "沈", "苏", "佘", "洪", "方", "曾", "邱", "柯" };
    static const char *const given[] = { "岚", "树航", "慕青", "望潮", "南屏", "晓汀", "以宁", "知远", "景明", "若溪",
                                         "承泽", "海棠", "子衿", "云帆", "思齐", "清和", "文澜", "书恒", "霁月", "砚秋" };

    return arena_printf(demo->arena, "%s%s", family[dice_below(&demo->dice, 20)], given[dice_below(&demo->dice, 20)]);
}

static struct error add(struct demo *demo, const char *hash, const char *name, enum role role, const char *unit,
                        const char *jurisdiction)
{
    struct account account = {
        .name = name,
        .display_name = invented_name(demo),
        .unit = unit,
        .jurisdiction = jurisdiction,
        .roles = 1u << role,
        .active = true,
        .demo = true,
        .password_hash = hash,
        .password_at = demo->wall,
        .created_at = demo->wall,
    };

    TRY(accounts_add(demo->db, demo->step, &account));
    if (demo->account_count == MOST_ACCOUNTS) return (struct error){ .kind = BROKEN, .detail = "too many accounts" };
    demo->accounts[demo->account_count++] =
        (struct demo_account){ arena_text(demo->arena, name), account.display_name, arena_text(demo->arena, unit),
                               arena_text(demo->arena, jurisdiction), role, account.id };
    return OK;
}

static struct error add_city(struct demo *demo, const char *hash)
{
    static const struct {
        const char *name;
        enum role role;
        const char *unit;
    } people[] = {
        { "coordinator", ROLE_coordinator, "zsj" },   { "coordinator2", ROLE_coordinator, "zsj" },
        { "window", ROLE_window, "zsj" },             { "hotline", ROLE_hotline, "zsj" },
        { "registrar", ROLE_registrar, "sjj" },       { "office", ROLE_office, "sfb" },
        { "secretary", ROLE_secretary, "sfb" },       { "secretary2", ROLE_secretary, "sfb" },
        { "leader", ROLE_leader, "sfb" },             { "leader2", ROLE_leader, "sfb" },
        { "leader3", ROLE_leader, "sfb" },            { "leader4", ROLE_leader, "sfb" },
        { "inspector", ROLE_inspector, "dcs" },       { "overview", ROLE_overview, "sfb" },
        { "support", ROLE_support, "xcb" },           { "support2", ROLE_support, "xfj" },
        { "support3", ROLE_support, "gaj" },          { "system_admin", ROLE_system_admin, "zsj" },
        { "security_admin", ROLE_security_admin, "zsj" }, { "audit_admin", ROLE_audit_admin, "zsj" },
    };

    for (size_t i = 0; i < sizeof people / sizeof *people; i++)
        TRY(add(demo, hash, people[i].name, people[i].role, people[i].unit, CITY));
    return OK;
}

static const struct unit *unit_of_kind(const struct demo *demo, const char *jurisdiction, const char *kind)
{
    const struct world *world = demo->context.world;

    for (size_t i = 0; i < world->unit_count; i++)
        if (text_equal(world->units[i].jurisdiction, jurisdiction) && text_equal(world->units[i].kind, kind) &&
            !world_ended(world->units[i].until, day_of(demo->now)))
            return &world->units[i];
    return NULL;
}

static struct error add_with(struct demo *demo, const char *hash, const struct unit *unit, enum role role)
{
    if (!unit) return OK;
    return add(demo, hash, arena_printf(demo->arena, "%s.%s", unit->id, role_id(role)), role, unit->id, unit->jurisdiction);
}

/* A county runs the same mechanism with people of its own. */
static struct error add_county(struct demo *demo, const char *hash, const struct jurisdiction *county)
{
    const struct unit *office = unit_of_kind(demo, county->code, "综合");
    const struct unit *lead = unit_of_kind(demo, county->code, "牵头");

    TRY(add_with(demo, hash, lead, ROLE_coordinator));
    TRY(add_with(demo, hash, lead, ROLE_window));
    TRY(add_with(demo, hash, office, ROLE_office));
    TRY(add_with(demo, hash, office, ROLE_secretary));
    TRY(add_with(demo, hash, office, ROLE_leader));
    TRY(add_with(demo, hash, office, ROLE_overview));
    return add_with(demo, hash, unit_of_kind(demo, county->code, "督办"), ROLE_inspector);
}

/* Officers and a head for every unit that handles appeals; 饶平's coordinating unit has none: there the coordinator
 * acts for it. */
static bool has_staff(const struct unit *unit)
{
    return text_equal(unit->kind, "部门") || text_equal(unit->kind, "县区") || text_equal(unit->kind, "开发区") ||
           text_equal(unit->kind, "市场主体") || (text_equal(unit->kind, "牵头") && !text_equal(unit->id, "rpzsj"));
}

static struct error add_contacts(struct demo *demo, const struct unit *unit, int *phone)
{
    static const char *const kinds[] = { "liaison", "deputy" };

    for (size_t i = 0; i < 2; i++) {
        struct contact contact = { .unit = unit->id, .kind = kinds[i], .name = invented_name(demo),
                                   .phone = arena_printf(demo->arena, "1990000%04d", ++*phone),
                                   .changed_at = demo->wall, .verified_at = demo->wall };
        TRY(contacts_put(demo->db, demo->step, &contact));
    }
    return OK;
}

static struct error add_units(struct demo *demo, const char *hash)
{
    const struct world *world = demo->context.world;
    int phone = 0;

    for (size_t i = 0; i < world->unit_count; i++) {
        const struct unit *unit = &world->units[i];

        if (world_unit(world, unit->id, day_of(demo->now)) != unit) continue; /* an old name, or dissolved */
        TRY(add_contacts(demo, unit, &phone));
        if (!has_staff(unit)) continue;
        TRY(add_with(demo, hash, unit, ROLE_officer));
        TRY(add_with(demo, hash, unit, ROLE_unit_head));
        if (!text_equal(unit->kind, "部门") || text_equal(unit->jurisdiction, CITY))
            TRY(add(demo, hash, arena_printf(demo->arena, "%s.officer2", unit->id), ROLE_officer, unit->id,
                    unit->jurisdiction));
    }
    return OK;
}

/* Leaders and secretaries take turns, month by month (一: 依次). */
static struct error add_roster(struct demo *demo)
{
    int year = civil_of_day(day_of(demo->now)).year;

    for (int month = -12; month < 15; month++) {
        const char *leaders[] = { "leader", "leader2", "leader3", "leader4" }, *secretaries[] = { "secretary", "secretary2" };
        int months = year * 12 + month;
        struct roster_month row = { .jurisdiction = CITY, .changed_at = demo->wall, .changed_by = "office",
                                    .month = arena_printf(demo->arena, "%04d-%02d", months / 12, months % 12 + 1) };

        for (size_t i = 0; i < demo->account_count; i++) {
            if (text_equal(demo->accounts[i].name, leaders[(month + 12) % 4])) row.leader = demo->accounts[i].id;
            if (text_equal(demo->accounts[i].name, secretaries[(month + 12) % 2])) row.secretary = demo->accounts[i].id;
        }
        TRY(rosters_put(demo->db, &row));
    }
    return OK;
}

struct error demo_people(struct demo *demo)
{
    const struct world *world = demo->context.world;
    const char *hash = demo->hash ? demo->hash : password_hash(demo->arena, DEMO_PASSWORD);

    demo->accounts = ARENA_ARRAY(demo->arena, struct demo_account, MOST_ACCOUNTS);
    TRY(add_city(demo, hash));
    for (size_t i = 1; i < world->jurisdiction_count; i++)
        if (!world_ended(world->jurisdictions[i].until, day_of(demo->now)))
            TRY(add_county(demo, hash, &world->jurisdictions[i]));
    TRY(add_units(demo, hash));
    return add_roster(demo);
}

static const struct {
    const char *first16, *name, *region, *trade;
} enterprises[] = {
#define ENTERPRISE_OF(first16, name, region, trade) { first16, name, region, trade },
#include "demo/names.def"
#undef ENTERPRISE_OF
};

struct error demo_enterprises(struct demo *demo)
{
    size_t count = sizeof enterprises / sizeof *enterprises;

    demo->enterprises = ARENA_ARRAY(demo->arena, struct demo_enterprise, count);
    for (size_t i = 0; i < count; i++) {
        char code[USCC_SIZE];
        struct registry_entry entry;
        struct demo_enterprise *enterprise = &demo->enterprises[demo->enterprise_count++];

        if (!uscc_make(enterprises[i].first16, code)) return (struct error){ .kind = BROKEN, .detail = enterprises[i].first16 };
        *enterprise = (struct demo_enterprise){ .uscc = arena_text(demo->arena, code), .name = enterprises[i].name,
                                                .region = enterprises[i].region, .trade = enterprises[i].trade,
                                                .contact_name = invented_name(demo),
                                                .contact_phone = arena_printf(demo->arena, "1980000%04zu", i + 1) };
        entry = (struct registry_entry){ .uscc = enterprise->uscc, .name = enterprise->name, .region = enterprise->region,
                                         .authority = "潮州市市场监督管理局", .address = "演示地址",
                                         .representative = enterprise->contact_name,
                                         .contact_name = enterprise->contact_name,
                                         .contact_phone = enterprise->contact_phone, .state = "存续",
                                         .changed_at = demo->wall };
        TRY(registry_put(demo->db, demo->step, &entry));
    }
    return OK;
}

const struct demo_account *demo_person(const struct demo *demo, enum role role, const char *unit, const char *jurisdiction)
{
    for (size_t i = 0; i < demo->account_count; i++) {
        const struct demo_account *account = &demo->accounts[i];
        if (account->role == role && (!unit || text_equal(account->unit, unit)) &&
            (!jurisdiction || text_equal(account->jurisdiction, jurisdiction)))
            return account;
    }
    return NULL;
}

struct person demo_as(const struct demo_account *account)
{
    return (struct person){ .id = account->id, .account = account->name, .name = account->shown,
                            .roles = 1u << account->role, .unit = account->unit, .jurisdiction = account->jurisdiction };
}

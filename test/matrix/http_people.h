/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everybody who asks over HTTP: one account and one session for each role and unit, one session for each enterprise
 * and phone. They are noted while the cells are chosen and stored all at once.
 */
#pragma once

#include "matrix/fixture.h"
#include "office.h"

#include "mechanism/uscc.h"
#include "service/sign_in.h"
#include "store/registry.h"
#include "store/snapshot.h"

enum { MOST_PEOPLE = 400 };

static struct somebody {
    char name[64]; /* of the account; the code of an enterprise */
    enum role role;
    const char *unit;  /* NULL: an enterprise */
    const char *phone; /* of an enterprise */
    int64_t id;
    char token[96]; /* "": only there to be named */
} people[MOST_PEOPLE];
static size_t people_count;

static char own_uscc[USCC_SIZE], other_uscc[USCC_SIZE];
#define REGISTRY_PHONE "13900000003"

static void people_begin(void)
{
    people_count = 0;
    if (!uscc_make("91445100MA4A0B1C", own_uscc) || !uscc_make("91445100MA4A0B2C", other_uscc)) abort();
}

static size_t people_add(const char *name, enum role role, const char *unit, const char *phone)
{
    for (size_t i = 0; i < people_count; i++)
        if (text_is(people[i].name, name) && (unit || text_is(people[i].phone, phone))) return i;
    if (people_count == MOST_PEOPLE) abort();
    people[people_count] = (struct somebody){ .role = role, .unit = unit, .phone = phone };
    snprintf(people[people_count].name, sizeof people->name, "%s", name);
    return people_count++;
}

/* The account of a person of the fixtures, in one of his roles. */
static size_t people_of(const struct person *person, enum role role)
{
    char name[64];

    if (role == ROLE_enterprise)
        return people_add(text_is(person->uscc, FIXTURE_USCC) ? own_uscc : other_uscc, role, NULL, person->phone);
    snprintf(name, sizeof name, "%s-%s", text_is(person->account, "named") ? "named" : person->unit, role_id(role));
    return people_add(name, role, person->unit, "");
}

/* Another officer of the unit, whom an appeal can be handed over to. */
static const char *colleague_of(struct arena *arena, const char *unit)
{
    return arena_printf(arena, "%s-colleague", unit);
}

static void add_colleagues(struct arena *arena)
{
    for (size_t i = 0, count = people_count; i < count; i++)
        if (people[i].unit && role_group(people[i].role) == GROUP_UNIT)
            people_add(colleague_of(arena, people[i].unit), ROLE_officer, people[i].unit, "");
}

static void store_one(struct office *office, struct somebody *one)
{
    struct context *context = &office->context;
    struct account account = { .name = one->name, .display_name = one->name, .unit = one->unit, .active = true,
                               .demo = true, .roles = 1u << one->role, .password_hash = "-",
                               .password_at = context->wall, .created_at = context->wall };
    struct signed_in signed_in;

    if (one->unit) {
        account.jurisdiction = fixture_unit(one->unit)->jurisdiction;
        office_must(accounts_add(office->db, context->arena, &account), one->name);
        one->id = account.id;
    }
    office_must(one->unit ? sign_in_begin(context, one->id, NULL, NULL, &signed_in)
                          : sign_in_begin(context, 0, one->name, one->phone, &signed_in),
                one->name);
    snprintf(one->token, sizeof one->token, "%s", signed_in.token);
}

static struct error people_store_all(struct office *office)
{
    struct registry_entry entry = { .uscc = own_uscc, .name = "潮州市演示陶瓷有限公司", .region = COUNTY_CODE,
                                    .contact_name = "李某", .contact_phone = REGISTRY_PHONE, .state = "存续",
                                    .changed_at = office->context.wall };

    add_colleagues(office->arena);
    for (size_t i = 0; i < people_count; i++) store_one(office, &people[i]);
    return registry_put(office->db, office->context.arena, &entry);
}

static void people_store(struct office *office)
{
    office_must(WRITE(office, people_store_all(office)), "people");
}

/* The coordinating unit is left without officers, as in the scenes office and office-co. */
static struct error officers_leave(struct office *office, const char *unit)
{
    for (size_t i = 0; i < people_count; i++)
        if (people[i].unit && text_is(people[i].unit, unit) && people[i].role == ROLE_officer)
            TRY(accounts_set_active(office->db, office->context.arena, people[i].id, false, office->context.wall));
    return snapshot_changed(office->db, office->context.arena);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The world of a story in memory, as it ships, and what a story changes in it. */
#pragma once

#include "stories/memory_facts.h"

#include <stdio.h>

static struct story_office *memory_new(struct arena *arena)
{
    struct story_office *office = ARENA_NEW(arena, struct story_office);
    struct shipped shipped;

    if (facts_shipped(arena, &shipped).kind != NO_ERROR) abort();
    office->arena = arena;
    office->world = *shipped.world;
    office->entries = shipped.entries;
    office->entry_count = shipped.entry_count;
    office->units = arena_copy(arena, shipped.world->units, shipped.world->unit_count * sizeof *office->units);
    office->jurisdictions = arena_copy(arena, shipped.world->jurisdictions,
                                       shipped.world->jurisdiction_count * sizeof *office->jurisdictions);
    office->policies = ARENA_ARRAY(arena, struct policy, MEMORY_MOST);
    office->policies[0] = policy_defaults(CITY);
    office->world.units = office->units;
    office->world.jurisdictions = office->jurisdictions;
    office->world.policies = office->policies;
    office->world.policy_count = 1;
    for (size_t i = 0; i < office->world.jurisdiction_count; i++) office->jurisdictions[i].policy = office->policies;
    office->all = ARENA_ARRAY(arena, struct memory_event, MEMORY_EVENTS);
    return office;
}

static void memory_end(struct story_office *office)
{
    (void)office;
}

/* A new version of the whole set; a county without one of its own takes the city's. */
static void memory_set_policy(struct story_office *office, const char *jurisdiction, const char *id, const char *value)
{
    struct policy *policy = &office->policies[office->world.policy_count];

    for (size_t i = 0; i < office->world.jurisdiction_count; i++)
        if (text_equal(office->jurisdictions[i].code, jurisdiction)) *policy = *office->jurisdictions[i].policy;
    policy->id = (int64_t)office->world.policy_count++;
    policy->jurisdiction = jurisdiction;
    if (policy_set(policy, office->arena, id, value).kind != NO_ERROR) {
        printf("no parameter %s=%s\n", id, value);
        abort();
    }
    for (size_t i = 0; i < office->world.jurisdiction_count; i++) {
        struct jurisdiction *place = &office->jurisdictions[i];
        bool own = text_equal(place->code, jurisdiction);

        place->has_own_policy = place->has_own_policy || own;
        if (own || (text_equal(jurisdiction, CITY) && !place->has_own_policy)) place->policy = policy;
    }
}

static void memory_set_sign_off(struct story_office *office, const char *unit)
{
    for (size_t i = 0; i < office->world.unit_count; i++)
        if (text_equal(office->units[i].id, unit)) office->units[i].sign_off = true;
}

static void memory_add_account(struct story_office *office, const struct person *person)
{
    if (office->account_count == MEMORY_MOST) abort();
    office->accounts[office->account_count++] = *person;
    for (size_t i = 0; i < office->world.unit_count; i++)
        if (person_is(person, ROLE_officer) && text_equal(office->units[i].id, person->unit))
            office->units[i].has_officer = true;
}

static void memory_end_unit(struct story_office *office, const char *unit, day_t until, const char *successor)
{
    for (size_t i = 0; i < office->world.unit_count; i++)
        if (text_equal(office->units[i].id, unit)) {
            office->units[i].until = until;
            office->units[i].successor = successor;
        }
}

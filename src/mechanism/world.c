/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/world.h"
#include "base/text.h"

#include <stddef.h>
#include <string.h>

const struct region *world_region(const struct world *world, const char *code)
{
    for (size_t i = 0; code && i < world->region_count; i++)
        if (strcmp(world->regions[i].code, code) == 0) return &world->regions[i];
    return NULL;
}

const struct jurisdiction *world_jurisdiction(const struct world *world, const char *code)
{
    for (size_t i = 0; code && i < world->jurisdiction_count; i++)
        if (strcmp(world->jurisdictions[i].code, code) == 0) return &world->jurisdictions[i];
    return NULL;
}

/* A town belongs to its county; a zone with a management committee is a county of its own. Regions nest three
 * deep; the bound only keeps broken data from looping. */
const struct jurisdiction *world_county_of_region(const struct world *world, const char *region)
{
    enum { DEEPEST = 8 };

    for (int depth = 0; depth < DEEPEST && region && strcmp(region, CITY) != 0; depth++) {
        const struct jurisdiction *county = world_jurisdiction(world, region);
        const struct region *place;

        if (county) return county;
        place = world_region(world, region);
        region = place ? place->parent : NULL;
    }
    return NULL;
}

const struct jurisdiction *world_county_on(const struct world *world, const char *region, day_t day)
{
    const struct jurisdiction *county = world_county_of_region(world, region);

    for (size_t hops = 0; county && world_ended(county->until, day) && hops < world->jurisdiction_count; hops++)
        county = world_successor(world, county);
    return county && !world_ended(county->until, day) ? county : NULL;
}

/* The government of a dissolved county names its successor; that one's region is the county that took over. */
const struct jurisdiction *world_successor(const struct world *world, const struct jurisdiction *dissolved)
{
    const struct unit *government = world_county_government(world, dissolved->code, dissolved->until);
    const struct unit *successor = NULL;

    if (government && government->successor)
        successor = world_unit(world, government->successor, dissolved->until + 1);
    return successor ? world_jurisdiction(world, successor->region ? successor->region : successor->jurisdiction) : NULL;
}

bool world_ended(day_t until, day_t day)
{
    return until != NO_DAY && day > until;
}

static bool stands(const struct unit *unit, day_t day)
{
    return (unit->from == NO_DAY || day >= unit->from) && !world_ended(unit->until, day);
}

/* The first row of an id, by binary search. */
static const struct unit *first_row(const struct world *world, const char *id)
{
    size_t low = 0, high = world->unit_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(world->units[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < world->unit_count && strcmp(world->units[low].id, id) == 0 ? &world->units[low] : NULL;
}

static const struct unit *next_row(const struct world *world, const struct unit *unit)
{
    const struct unit *next = unit + 1;

    return next < world->units + world->unit_count && strcmp(next->id, unit->id) == 0 ? next : NULL;
}

const struct unit *world_unit(const struct world *world, const char *id, day_t day)
{
    const struct unit *unit = id ? first_row(world, id) : NULL;

    while (unit && !stands(unit, day)) unit = next_row(world, unit);
    return unit;
}

const char *world_unit_name(const struct world *world, const char *id, day_t day)
{
    const struct unit *first = id ? first_row(world, id) : NULL, *named = first;

    for (const struct unit *unit = first; unit; unit = next_row(world, unit))
        if (unit->from == NO_DAY || unit->from <= day) named = unit;
    return named ? named->name : id;
}

const struct unit *world_coordinating_unit(const struct world *world, const char *jurisdiction, day_t day)
{
    for (size_t i = 0; i < world->unit_count; i++) {
        const struct unit *unit = &world->units[i];
        if (strcmp(unit->kind, "牵头") == 0 && text_equal(unit->jurisdiction, jurisdiction) && stands(unit, day))
            return unit;
    }
    return NULL;
}

const struct unit *world_county_government(const struct world *world, const char *jurisdiction, day_t day)
{
    if (!jurisdiction || strcmp(jurisdiction, CITY) == 0) return NULL;
    for (size_t i = 0; i < world->unit_count; i++) {
        const struct unit *unit = &world->units[i];
        if (text_equal(unit->region, jurisdiction) && text_equal(unit->jurisdiction, CITY) && stands(unit, day))
            return unit;
    }
    return NULL;
}

const struct policy *world_policy(const struct world *world, int64_t id)
{
    static const struct policy defaults = {
        .jurisdiction = CITY,
#define INTEGER(name, initial, least, most, clause, chinese) .name = (initial),
#define CHOICE(name, initial, words, clause, chinese) .name = (initial),
#include "mechanism/policy.def"
#undef INTEGER
#undef CHOICE
    };
    size_t low = 0, high = world->policy_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (world->policies[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < world->policy_count && world->policies[low].id == id ? &world->policies[low] : &defaults;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The people of the stories, by one word each: ROLE, ROLE.2 (another one), ROLE@UNIT, ROLE@JURISDICTION. */
#pragma once

#include "stories/backend.h"

#include "base/text.h"
#include "mechanism/uscc.h"

#include <stdlib.h>
#include <string.h>

enum { STORY_ENTERPRISES = 9 };

/* A code with the right check characters. */
static const char *story_uscc(struct arena *arena, int which)
{
    static const char last[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    for (const char *inner = last; *inner; inner++)
        for (const char *c = last; *c; c++) {
            char normal[19];
            const char *why, *code = arena_printf(arena, "914451007000000%d%c%c", which, *inner, *c);

            if (uscc_check(arena, code, normal, &why)) return code;
        }
    return "";
}

static const struct story_enterprise *story_enterprise(int which)
{
    static struct story_enterprise all[STORY_ENTERPRISES + 1];
    static struct arena *kept;

    if (!kept) {
        kept = arena_new((size_t)1 << 20);
        for (int i = 1; i <= STORY_ENTERPRISES; i++)
            all[i] = (struct story_enterprise){ story_uscc(kept, i), arena_printf(kept, "潮州市第%d陶瓷有限公司", i),
                                                arena_printf(kept, "1390000000%d", i) };
    }
    return which >= 1 && which <= STORY_ENTERPRISES ? &all[which] : NULL;
}

/* Where somebody works whose word does not say. */
static const char *usual_unit(enum role role)
{
    switch (role) {
    case ROLE_coordinator:
    case ROLE_window:
    case ROLE_hotline: return "zsj";
    case ROLE_registrar: return "sjj";
    case ROLE_inspector: return "dcs";
    case ROLE_office:
    case ROLE_secretary:
    case ROLE_leader: return "sfb";
    default: return NULL;
    }
}

static void place_person(const struct world *world, const char *place, day_t today, struct person *person)
{
    const struct unit *unit = place ? world_unit(world, place, today) : NULL;

    if (!unit && place && world_jurisdiction(world, place)) {
        unit = world_coordinating_unit(world, place, today);
        person->jurisdiction = world_jurisdiction(world, place)->code;
    }
    if (unit) {
        person->unit = unit->id;
        person->jurisdiction = unit->jurisdiction;
    }
    if (!person->jurisdiction) person->jurisdiction = CITY;
}

static void as_enterprise(struct person *person, int which)
{
    const struct story_enterprise *enterprise = story_enterprise(which);

    person->account = person->uscc = enterprise->uscc;
    person->name = enterprise->name;
    person->phone = enterprise->phone;
    person->whole_enterprise = true;
}

/* NULL when the word names nobody. */
static struct person *story_person(struct arena *arena, const struct world *world, const char *word, day_t today)
{
    struct person *person = ARENA_NEW(arena, struct person);
    size_t length = strcspn(word, ".@");
    enum role role = role_find(arena_text_n(arena, word, length));
    const char *at = strchr(word, '@');
    uint32_t id = 2166136261u;
    int which = word[length] == '.' ? atoi(word + length + 1) : 1;

    if (role >= ROLES) return NULL;
    for (const char *c = word; *c; c++) id = (id ^ (unsigned char)*c) * 16777619u;
    *person = (struct person){ .id = 1000 + id % 1000000000u, .account = word, .name = word, .roles = 1u << role };
    if (role == ROLE_enterprise) {
        person->id = 0;
        as_enterprise(person, which);
        return person;
    }
    place_person(world, at ? at + 1 : usual_unit(role), today, person);
    return person;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Who plays: the demo's people and enterprises, each with a behaviour for the whole run. */
#include "simulate/play.h"

#include "base/text.h"

const struct behaviour behaviours[] = {
#define BEHAVIOUR(id, chinese, share, idle, late, wrong, stale, twice, broken) \
    { #id, chinese, share, idle, late, wrong, stale, twice, broken },
#include "simulate/behaviours.def"
#undef BEHAVIOUR
};
enum { BEHAVIOURS = sizeof behaviours / sizeof *behaviours };

bool chance(struct play *play, int percent)
{
    return dice_below(&play->dice, 100) < percent;
}

size_t below(struct play *play, size_t bound)
{
    return bound ? (size_t)dice_below(&play->dice, (int64_t)bound) : 0;
}

static const struct behaviour *any_behaviour(struct play *play)
{
    int rest = (int)below(play, 100);

    for (size_t i = 0; i < BEHAVIOURS; i++)
        if ((rest -= behaviours[i].share) < 0) return &behaviours[i];
    return &behaviours[0];
}

static void add(struct play *play, struct person person, const struct demo_enterprise *enterprise)
{
    play->cast[play->cast_count++] =
        (struct actor){ .person = person, .behaviour = any_behaviour(play),
                                                           .group = role_group(person_role(&person)),
                                                           .enterprise = enterprise };
}

/* Each enterprise comes with the phone of the registry, and with another that sees only its own. */
static void add_enterprise(struct play *play, const struct demo_enterprise *enterprise)
{
    struct person person = { .account = enterprise->uscc, .name = enterprise->name, .roles = 1u << ROLE_enterprise,
                             .uscc = enterprise->uscc, .phone = enterprise->contact_phone, .whole_enterprise = true };

    add(play, person, enterprise);
    person.phone = arena_printf(play->arena, "1970000%04zu", play->cast_count);
    person.whole_enterprise = false;
    add(play, person, enterprise);
}

void cast_fill(struct play *play)
{
    const struct demo *demo = &play->demo;

    play->cast = ARENA_ARRAY(play->arena, struct actor, demo->account_count + 2 * demo->enterprise_count);
    for (size_t i = 0; i < demo->account_count; i++) add(play, demo_as(&demo->accounts[i]), NULL);
    for (size_t i = 0; i < demo->enterprise_count; i++) add_enterprise(play, &demo->enterprises[i]);
}

struct actor *cast_any(struct play *play)
{
    return &play->cast[below(play, play->cast_count)];
}

static bool joins(const struct appeal *appeal, const char *unit)
{
    if (text_equal(appeal->lead_unit, unit)) return true;
    for (size_t i = 0; i < appeal->dispatches.count; i++)
        if (text_equal(appeal->dispatches.rows[i].unit, unit)) return true;
    return false;
}

static const char *place_of(const struct change *change)
{
    return change->appeal ? change->appeal->jurisdiction : change->round->jurisdiction;
}

static bool is_near(const struct change *change, const struct actor *actor)
{
    const struct person *person = &actor->person;

    if (person->uscc) return change->appeal && text_equal(person->uscc, change->appeal->uscc);
    if (actor->group == GROUP_UNIT) return change->appeal && joins(change->appeal, person->unit);
    if (actor->group != GROUP_JURISDICTION) return false;
    return text_equal(person->jurisdiction, place_of(change)) || (change->appeal && text_equal(person->jurisdiction, CITY));
}

struct actor *cast_near(struct play *play, const struct change *change)
{
    const char *unit = turn_unit(change, change->machine->states[change->state_before].turn);
    struct actor **near = ARENA_ARRAY(play->step, struct actor *, play->cast_count);
    bool turn = unit && chance(play, 70);
    size_t count = 0;

    for (size_t i = 0; i < play->cast_count; i++)
        if (turn ? text_equal(play->cast[i].person.unit, unit) : is_near(change, &play->cast[i]))
            near[count++] = &play->cast[i];
    return count ? near[below(play, count)] : cast_any(play);
}

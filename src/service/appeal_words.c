/* SPDX-License-Identifier: Apache-2.0 */
#include "service/appeal_words.h"

#include "base/text.h"

const char *jurisdiction_name(const struct world *world, const char *code)
{
    const struct jurisdiction *jurisdiction = world_jurisdiction(world, code);

    return jurisdiction ? jurisdiction->name : code;
}

const char *appeal_state_label(const struct appeal *appeal)
{
    bool ended = appeal->state == STATE_returned && appeal->lead_unit;

    return ended ? "终止办理" : appeal_machine.states[appeal->state].chinese;
}

const char *region_name(struct arena *arena, const struct world *world, const char *code)
{
    const struct region *region = world_region(world, code), *parent = region ? world_region(world, region->parent) : NULL;

    if (!region) return code;
    return parent && parent->parent ? arena_printf(arena, "%s %s", parent->name, region->name) : region->name;
}

bool region_stands(const struct world *world, const struct region *region, day_t day)
{
    const struct jurisdiction *county = world_jurisdiction(world, region->code);

    return !county || !world_ended(county->until, day);
}

static day_t day_of_names(const struct appeal *appeal)
{
    return day_of(appeal->state_since ? appeal->state_since : appeal->submitted_at);
}

const char *lead_name(const struct world *world, const struct appeal *appeal)
{
    return appeal->lead_unit ? world_unit_name(world, appeal->lead_unit, day_of_names(appeal)) : NULL;
}

static bool has_word(const struct word *words, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(words[i].id, id)) return true;
    return false;
}

void co_units_of(struct arena *arena, const struct world *world, const struct appeal *appeal, struct word **units,
                 size_t *count)
{
    *count = 0;
    *units = ARENA_ARRAY(arena, struct word, appeal->dispatches.count + 1);
    for (size_t i = 0; i < appeal->dispatches.count; i++) {
        const struct dispatch *dispatch = &appeal->dispatches.rows[i];
        bool joins = text_equal(dispatch->role, "co") &&
                     (dispatch->state != DISPATCH_ended || text_equal(dispatch->why, "finished"));

        if (!joins || has_word(*units, *count, dispatch->unit)) continue;
        (*units)[(*count)++] =
            (struct word){ dispatch->unit, world_unit_name(world, dispatch->unit, day_of_names(appeal)) };
    }
}

void flags_of(struct arena *arena, const struct appeal *appeal, struct word **words, size_t *count)
{
    *count = 0;
    *words = ARENA_ARRAY(arena, struct word, FLAGS);
    for (enum flag flag = 0; flag < FLAGS; flag++)
        if (appeal->flags >> flag & 1) (*words)[(*count)++] = (struct word){ flag_id(flag), flag_chinese(flag) };
}

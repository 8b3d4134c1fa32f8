/* SPDX-License-Identifier: Apache-2.0 */
/* What happens beside appeals and rounds: the calendar is amended, a unit is dissolved, parameters change. */
#include "simulate/play.h"

#include "base/text.h"
#include "service/follow_calendar.h"
#include "service/import.h"
#include "service/policy.h"
#include "service/world_current.h"

#include <string.h>

struct upheaval {
    const char *id, *chinese;
    int of_1000;
    const struct actor *(*choose)(struct play *, struct deed *); /* NULL: nobody, nothing */
    struct error (*run)(struct play *, const struct deed *);
};

static const struct actor *with_role(struct play *play, enum role role, const char *place, const char *unit)
{
    size_t from = below(play, play->cast_count);

    for (size_t i = 0; i < play->cast_count; i++) {
        const struct actor *actor = &play->cast[(from + i) % play->cast_count];

        if (person_is(&actor->person, role) && (!place || text_equal(actor->person.jurisdiction, place)) &&
            (!unit || text_equal(actor->person.unit, unit)))
            return actor;
    }
    return NULL;
}

static const char *any_place(struct play *play)
{
    return play->places[below(play, play->place_count)];
}

/* ── The calendar ───────────────────────────────────────────────────────── */

/* A weekday becomes free, or a Saturday or Sunday is worked. */
static const struct actor *choose_amend_calendar(struct play *play, struct deed *deed)
{
    day_t day = day_of(play->context.now) + 1 + (day_t)below(play, 25);

    deed->first = arena_printf(play->arena, "date,kind,holiday,notice_year\n%s,%s,临时调整,%d\n", day_text(play->arena, day),
                               weekday(day) > 5 ? "work" : "off", civil_of_day(day).year);
    return with_role(play, ROLE_system_admin, CITY, NULL);
}

static struct error run_amend_calendar(struct play *play, const struct deed *deed)
{
    struct import_report report;

    return import_holidays(&play->context, deed->first, strlen(deed->first), NULL, follow_calendar, true, &report);
}

static const struct actor *choose_close_day(struct play *play, struct deed *deed)
{
    deed->first = any_place(play);
    deed->second = day_text(play->arena, day_of(play->context.now) + (day_t)below(play, 4));
    return with_role(play, ROLE_office, deed->first, NULL);
}

static struct error run_close_day(struct play *play, const struct deed *deed)
{
    struct calendar_amendment amendment;
    day_t day = NO_DAY;

    (void)day_parse(deed->second, &day);
    return calendar_close(&play->context, deed->first, day, "台风停工", follow_calendar, true, &amendment);
}

/* ── Units ──────────────────────────────────────────────────────────────── */

static const struct unit *any_department(struct play *play, const char *place)
{
    const struct world *world = play->context.world;

    for (int i = 0; i < 200; i++) {
        const struct unit *unit = &world->units[below(play, world->unit_count)];

        if (text_equal(unit->kind, "部门") && (!place || text_equal(unit->jurisdiction, place)) &&
            unit == world_unit(world, unit->id, day_of(play->context.now)) && !unit->until)
            return unit;
    }
    return NULL;
}

static const struct actor *choose_succeed(struct play *play, struct deed *deed)
{
    const struct unit *ends = any_department(play, NULL), *takes = ends ? any_department(play, ends->jurisdiction) : NULL;

    if (!takes || text_equal(takes->id, ends->id)) return NULL;
    deed->first = arena_text(play->arena, ends->id);
    deed->second = arena_text(play->arena, takes->id);
    return with_role(play, ROLE_system_admin, CITY, NULL);
}

static struct error run_succeed(struct play *play, const struct deed *deed)
{
    const struct unit *unit = world_unit(play->context.world, deed->first, day_of(deed->at));
    struct unit ends;

    if (!unit) return (struct error){ .kind = NOT_FOUND, .code = "unit.gone" };
    ends = *unit;
    ends.until = day_of(deed->at) + 1;
    ends.successor = deed->second;
    return unit_change(&play->context, ends.id, &ends, 1, open_work_of_unit);
}

static const struct actor *choose_sign_off(struct play *play, struct deed *deed)
{
    const struct unit *unit = any_department(play, NULL);

    if (!unit) return NULL;
    deed->first = arena_text(play->arena, unit->id);
    deed->second = unit->sign_off ? "" : "on";
    return with_role(play, ROLE_unit_head, NULL, unit->id);
}

static struct error run_sign_off(struct play *play, const struct deed *deed)
{
    return unit_switch_sign_off(&play->context, deed->first, *deed->second != 0);
}

/* ── Parameters ─────────────────────────────────────────────────────────── */

static const struct actor *choose_policy(struct play *play, struct deed *deed)
{
    const struct parameter *parameter = &policy_parameters[below(play, policy_parameter_count)];
    size_t span = (size_t)(parameter->most - parameter->least + 1);

    if (parameter->words) return NULL;
    deed->number = any_place(play);
    deed->first = parameter->id;
    deed->second = arena_printf(play->arena, "%d", parameter->least + (int)below(play, span));
    return with_role(play, ROLE_security_admin, CITY, NULL);
}

static struct error run_policy(struct play *play, const struct deed *deed)
{
    const struct policy_value value = { deed->first, deed->second };

    return policy_change(&play->context, deed->number, &value, 1, "模拟");
}

/* ── The rows ───────────────────────────────────────────────────────────── */

static const struct upheaval upheavals[] = {
#define UPHEAVAL(id, chinese, of_1000) { #id, chinese, of_1000, choose_##id, run_##id },
#include "simulate/upheavals.def"
#undef UPHEAVAL
};

struct deed *upheaval_choose(struct play *play)
{
    for (size_t i = 0; i < sizeof upheavals / sizeof *upheavals; i++) {
        struct deed *deed;

        if ((int)below(play, 1000) >= upheavals[i].of_1000) continue;
        deed = deed_new(play, DEED_upheaval, NULL);
        deed->upheaval = (int)i;
        deed->action = upheavals[i].chinese;
        deed->actor = upheavals[i].choose(play, deed);
        if (deed->actor) return deed;
    }
    return NULL;
}

struct error upheaval_do(struct play *play, const struct deed *deed)
{
    TRY(world_current(&play->context));
    return upheavals[deed->upheaval].run(play, deed);
}

struct error upheaval_done(struct play *play)
{
    return world_current(&play->context);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Whose turn it is, as a unit: what a clock names as its owner, to pages, lists and programs. */
#include "mechanism/limits.h"

#include "base/text.h"

/* The unit of a kind in a jurisdiction; what a county lacks is the city's. */
static const char *unit_of_kind(const struct change *change, const char *jurisdiction, const char *kind)
{
    const struct world *world = change->facts->world;
    const char *city = NULL;

    for (size_t i = 0; i < world->unit_count; i++) {
        const struct unit *unit = &world->units[i];

        if (!text_equal(unit->kind, kind) || unit != world_unit(world, unit->id, change->today)) continue;
        if (text_equal(unit->jurisdiction, jurisdiction)) return unit->id;
        if (text_equal(unit->jurisdiction, CITY)) city = unit->id;
    }
    return city;
}

static const char *coordinating(const struct change *change, const char *jurisdiction)
{
    const struct unit *unit = world_coordinating_unit(change->facts->world, jurisdiction, change->today);

    return unit ? unit->id : unit_of_kind(change, CITY, "牵头");
}

/* awaiting_event: coordinator until the catalogue, secretary until the agenda is approved, then coordinator. */
static const char *turn_of_round(const struct change *change, const char *jurisdiction)
{
    const struct round *round = change->appeal ? round_of(change, change->appeal->round) : change->round;
    bool secretary =
        round && (round->state == ROUND_catalogue_submitted || round->state == ROUND_agenda_proposed);

    return secretary ? unit_of_kind(change, jurisdiction, "综合") : coordinating(change, jurisdiction);
}

const char *turn_unit(const struct change *change, enum turn turn)
{
    const struct appeal *appeal = change->appeal;
    const char *jurisdiction = appeal ? appeal->jurisdiction : change->round->jurisdiction;
    bool against_hand_down =
        appeal && appeal->state == STATE_disputed && appeal->object_from == STATE_handed_down;

    switch (turn) {
    case TURN_registrar: return unit_of_kind(change, CITY, "市场主体");
    case TURN_coordinator: return coordinating(change, jurisdiction);
    case TURN_lead: return appeal && appeal->lead_unit ? appeal->lead_unit : coordinating(change, jurisdiction);
    case TURN_decider: return coordinating(change, against_hand_down ? CITY : jurisdiction);
    case TURN_city: return coordinating(change, CITY);
    case TURN_round: return turn_of_round(change, jurisdiction);
    case TURN_checker:
        return appeal && appeal->failed_checks >= 2 ? unit_of_kind(change, jurisdiction, "督办")
                                                    : coordinating(change, jurisdiction);
    case TURN_office:
    case TURN_secretary:
    case TURN_leader:
    case TURN_secretary_or_leader: return unit_of_kind(change, jurisdiction, "综合");
    case TURN_co_unit: /* the clock's instance names it */
    case TURN_enterprise:
    case TURN_clock:
    case TURN_nobody: break;
    }
    return NULL;
}

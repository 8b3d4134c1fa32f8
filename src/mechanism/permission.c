/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who a person is to an appeal or a round (mechanism, section 1, row-level rights). The one permission function:
 * what may be seen and which relations are held; workflow.c compares the relations with the rows.
 */
#include "mechanism/workflow.h"

#include "base/text.h"

#include <string.h>

static bool in_words(const char *list, const char *word)
{
    size_t length = word ? strlen(word) : 0;

    for (const char *at = list; length && at && (at = strstr(at, word)) != NULL; at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == 0 || at[length] == ' ')) return true;
    return false;
}

/* A co-unit that was taken off, or left behind by a hand-down, joins no more; one that has finished still does. */
static bool joins(const struct dispatch *dispatch)
{
    return text_equal(dispatch->role, "co") &&
           (dispatch->state != DISPATCH_ended || text_equal(dispatch->why, "finished"));
}

struct looker {
    const struct world *world;
    const struct person *person;
    const struct appeal *appeal;
    day_t today;
};

typedef bool unit_test(const struct looker *, const char *unit);

static bool lead_unit(const struct looker *looker, unit_test *holds)
{
    return looker->appeal->lead_unit && holds(looker, looker->appeal->lead_unit);
}

static bool any_co_unit(const struct looker *looker, unit_test *holds)
{
    for (size_t i = 0; i < looker->appeal->dispatches.count; i++) {
        const struct dispatch *dispatch = &looker->appeal->dispatches.rows[i];
        if (joins(dispatch) && holds(looker, dispatch->unit)) return true;
    }
    return false;
}

static bool is_own_unit(const struct looker *looker, const char *unit)
{
    return text_equal(looker->person->unit, unit);
}

/* The person's unit is 牵头 in the county whose government this unit of the city stands for. */
static bool is_government_of_own_office(const struct looker *looker, const char *unit_id)
{
    const struct unit *unit = world_unit(looker->world, unit_id, looker->today);
    const struct unit *office;

    if (!unit || !unit->region || !text_equal(looker->appeal->jurisdiction, unit->jurisdiction)) return false;
    office = world_coordinating_unit(looker->world, unit->region, looker->today);
    return office && text_equal(office->id, looker->person->unit);
}

static bool is_of_own_county(const struct looker *looker, const char *unit_id)
{
    const struct unit *unit = world_unit(looker->world, unit_id, looker->today);

    return unit && text_equal(unit->region, looker->person->jurisdiction);
}

static bool may_see_as(const struct looker *looker, enum role role)
{
    const struct person *person = looker->person;
    const struct appeal *appeal = looker->appeal;

    switch (role_group(role)) {
    case GROUP_OUTSIDE:
        return text_equal(person->uscc, appeal->uscc) &&
               (person->whole_enterprise || text_equal(person->phone, appeal->contact_phone));
    case GROUP_JURISDICTION:
        return text_equal(person->jurisdiction, CITY) || text_equal(person->jurisdiction, appeal->jurisdiction) ||
               in_words(appeal->held_by, person->jurisdiction) || lead_unit(looker, is_of_own_county) ||
               any_co_unit(looker, is_of_own_county);
    case GROUP_UNIT:
        return lead_unit(looker, is_own_unit) || any_co_unit(looker, is_own_unit) ||
               lead_unit(looker, is_government_of_own_office) || any_co_unit(looker, is_government_of_own_office);
    case GROUP_NOTHING: break;
    }
    return false;
}

bool may_see_appeal(const struct world *world, const struct person *person, const struct appeal *appeal, day_t today)
{
    struct looker looker = { world, person, appeal, today };

    if (person_is(person, ROLE_clock)) return true;
    for (int role = 0; role < ROLES; role++)
        if (person_is(person, (enum role)role) && may_see_as(&looker, (enum role)role)) return true;
    return false;
}

/* Who acts for a unit: its officers; a county's coordinator and coordinating unit's officers for its government on
 * what the city keeps; the coordinator for a coordinating unit without officers, on the jurisdiction's own. */
static bool acts_for(const struct looker *looker, const char *unit_id)
{
    const struct person *person = looker->person;
    const struct unit *unit = world_unit(looker->world, unit_id, looker->today);
    const struct unit *office;

    if (person_is(person, ROLE_officer) && is_own_unit(looker, unit_id)) return true;
    if (!unit) return false;
    if (unit->region && text_equal(looker->appeal->jurisdiction, unit->jurisdiction)) {
        if (person_is(person, ROLE_coordinator) && text_equal(person->jurisdiction, unit->region)) return true;
        return person_is(person, ROLE_officer) && is_government_of_own_office(looker, unit_id);
    }
    office = world_coordinating_unit(looker->world, looker->appeal->jurisdiction, looker->today);
    return office && text_equal(office->id, unit_id) && !unit->has_officer && person_is(person, ROLE_coordinator) &&
           text_equal(person->jurisdiction, looker->appeal->jurisdiction);
}

static bool heads(const struct looker *looker, const char *unit_id)
{
    return person_is(looker->person, ROLE_unit_head) &&
           (is_own_unit(looker, unit_id) || is_government_of_own_office(looker, unit_id));
}

static bool staff_of(const struct looker *looker, const char *unit_id)
{
    return heads(looker, unit_id) ||
           (person_is(looker->person, ROLE_officer) &&
            (is_own_unit(looker, unit_id) || is_government_of_own_office(looker, unit_id)));
}

static unsigned relations_of_coordinator(const struct appeal *appeal, bool holds_it, bool city)
{
    bool against_hand_down = appeal->state == STATE_disputed && appeal->object_from == STATE_handed_down;
    unsigned relations = 0;

    if (holds_it) {
        relations |= COORDINATOR;
        if (!against_hand_down) relations |= DECIDING;
        if (!city) relations |= COUNTY;
        if (appeal->failed_checks < 2) relations |= CHECKER;
    }
    if (city) relations |= holds_it ? CITY_COORDINATOR | CITY_HOLDING : CITY_COORDINATOR;
    if (city && against_hand_down) relations |= DECIDING;
    return relations;
}

/* After the agenda's approval only the office moves a listed appeal to another round. */
static bool agenda_is_approved(const struct change *change)
{
    for (size_t i = 0; i < change->facts->round_count; i++) {
        const struct round *round = &change->facts->rounds[i];
        if (text_equal(round->number, change->appeal->round))
            return round->state == ROUND_agenda_approved && change->facts->item;
    }
    return false;
}

static unsigned relations_of_unit(const struct looker *looker)
{
    unsigned relations = 0;

    if (lead_unit(looker, acts_for)) relations |= LEAD | ORDERED;
    if (any_co_unit(looker, acts_for)) relations |= CO_UNIT;
    if (lead_unit(looker, heads)) relations |= HEAD;
    if (lead_unit(looker, staff_of) || any_co_unit(looker, staff_of)) relations |= STAFF_OF_UNIT;
    return relations;
}

static unsigned relations_to_appeal(const struct change *change)
{
    const struct person *person = change->person;
    const struct appeal *appeal = change->appeal;
    struct looker looker = { change->facts->world, person, appeal, change->today };
    bool city = text_equal(person->jurisdiction, CITY), own = text_equal(person->jurisdiction, appeal->jurisdiction);
    unsigned relations = relations_of_unit(&looker);

    if (person_is(person, ROLE_enterprise)) relations |= ENTERPRISE | ASKER;
    if (person_is(person, ROLE_window) || person_is(person, ROLE_hotline)) relations |= ASKER;
    if (person_is(person, ROLE_coordinator)) relations |= relations_of_coordinator(appeal, own, city);
    if (person_is(person, ROLE_registrar) && (city || own)) relations |= REGISTRAR;
    if (person_is(person, ROLE_inspector) && (city || own)) relations |= INSPECTOR;
    if (person_is(person, ROLE_inspector) && own && appeal->failed_checks >= 2) relations |= CHECKER;
    if ((person_is(person, ROLE_overview) || person_is(person, ROLE_leader)) && (city || own)) relations |= OVERVIEW;
    if (agenda_is_approved(change) ? person_is(person, ROLE_office) && own : (relations & COORDINATOR) != 0)
        relations |= ROUND_KEEPER;
    if (!appeal->lead_unit && (relations & (appeal->state == STATE_identity_review ? REGISTRAR : COORDINATOR)))
        relations |= ORDERED;
    return relations;
}

/* Invited are heads of units, county governments and the enterprises of on-site items (二(六)). */
static bool is_invited(const struct change *change)
{
    const struct person *person = change->person;

    for (size_t i = 0; i < change->round->guests.count; i++) {
        const struct guest *guest = &change->round->guests.rows[i];
        const struct unit *unit = guest->unit ? world_unit(change->facts->world, guest->unit, change->today) : NULL;

        if (!guest->invited_at) continue;
        if (guest->uscc && person_is(person, ROLE_enterprise) && text_equal(person->uscc, guest->uscc)) return true;
        if (unit && person_is(person, ROLE_unit_head) && text_equal(person->unit, unit->id)) return true;
        if (unit && unit->region && person_is(person, ROLE_coordinator) &&
            text_equal(person->jurisdiction, unit->region))
            return true;
    }
    return false;
}

/* Before anybody is invited those who might be are told to wait, not turned away for ever. */
static bool may_be_invited(const struct person *person)
{
    return person_is(person, ROLE_unit_head) || person_is(person, ROLE_enterprise) ||
           (person_is(person, ROLE_coordinator) && !text_equal(person->jurisdiction, CITY));
}

static unsigned relations_to_round(const struct change *change)
{
    const struct person *person = change->person;
    const struct round *round = change->round;
    bool own = text_equal(person->jurisdiction, round->jurisdiction);
    unsigned relations = 0;

    if (own && person_is(person, ROLE_office)) relations |= OFFICE;
    if (own && person_is(person, ROLE_coordinator)) relations |= COORDINATOR;
    if (person_is(person, ROLE_secretary) && text_equal(person->account, round->secretary)) relations |= SECRETARY;
    if (person_is(person, ROLE_leader) && text_equal(person->account, round->leader)) relations |= LEADER;
    if (round->invited_at ? is_invited(change) : may_be_invited(person)) relations |= GUEST;
    return relations;
}

unsigned duties_of(const struct change *change)
{
    if (person_is(change->person, ROLE_clock)) return CLOCK_ITSELF | ROUND;
    return change->machine == &appeal_machine ? relations_to_appeal(change) : relations_to_round(change);
}

size_t own_co_dispatch(const struct change *change)
{
    struct looker looker = { change->facts->world, change->person, change->appeal, change->today };
    size_t count = change->appeal->dispatches.count;

    for (size_t i = count; i-- > 0;) {
        const struct dispatch *dispatch = &change->appeal->dispatches.rows[i];
        bool own = (change->duties & CLOCK_ITSELF) ? text_equal(dispatch->unit, change->lapse_instance)
                                                   : acts_for(&looker, dispatch->unit);
        if (joins(dispatch) && own) return i;
    }
    return count;
}

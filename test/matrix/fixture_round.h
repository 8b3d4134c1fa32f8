/* SPDX-License-Identifier: Apache-2.0 */
/* Rounds in memory and the people around them; see fixture.h. */
#pragma once

#include "matrix/fixture.h"

struct round_cell {
    struct arena *arena;
    const char *action;
    int state; /* enum round_state */
    struct round round;
    struct brief member;
    struct facts facts;
};

static const char *const named_accounts[] = { "named" };

/* Whose round it is, seen from that place. */
static const char *round_jurisdiction(const char *place)
{
    return text_is(place, "above") || text_is(place, "beside") ? COUNTY_CODE : CITY;
}

static bool fixture_round_person(const char *place, enum role role, struct person *person)
{
    static const struct {
        const char *place, *unit, *account;
    } places[] = {
        { "own", "zsj", "account" },        { "named", "zsj", "named" },      { "above", "zsj", "account" },
        { "below", "xqzsj", "account" },    { "beside", "xqzsj", "account" }, { "government", "cazsj", "account" },
        { "invited-unit", "gxj", "account" }, { "other-unit", "jtj", "account" }, { "any", "zsj", "account" },
    };

    if (role == ROLE_enterprise) {
        *person = fixture_enterprise(place);
        return true;
    }
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const struct unit *unit = fixture_unit(places[i].unit);

        if (!text_is(places[i].place, place)) continue;
        *person = (struct person){ .id = 7, .account = places[i].account, .name = "某人", .roles = 1u << role,
                                   .unit = unit->id, .jurisdiction = unit->jurisdiction };
        return true;
    }
    return false;
}

/* Who is named is of the own jurisdiction, who is invited to the city's round of elsewhere. */
static inline unsigned fixture_round_relations(struct matrix *matrix, const struct matrix_place *place)
{
    unsigned relations = 1u << place->relation;

    if (text_is(place->name, "named")) relations |= 1u << matrix_relation(matrix, "own", false);
    if (text_is(place->name, "government")) relations |= 1u << matrix_relation(matrix, "elsewhere", false);
    return relations;
}

static void add_guest(struct round_cell *cell, const char *subject, const char *unit, const char *appeal)
{
    struct guest *guest = LIST_ADD(cell->arena, cell->round.guests);

    *guest = (struct guest){ .subject = subject, .unit = unit, .appeal = appeal, .uscc = appeal ? FIXTURE_USCC : NULL,
                             .invited_at = fixture_now() - HOUR };
}

static void set_item(struct round_cell *cell)
{
    bool held = cell->state == ROUND_held;
    bool undecided = text_is(cell->action, "record_decision");

    *(struct item *)LIST_ADD(cell->arena, cell->round.items) = (struct item){
        .appeal = 1, .number = "ZT2026-0001", .place = 1, .coordinated = 1, .proposal = "建议", .on_site = 1,
        .heard = held, .decided = held && !undecided, .decision = held && !undecided ? "意见" : NULL,
        .lead_unit = "gxj", .done_by = fixture_today() + 30,
    };
    cell->round.heard_count = held;
    cell->round.decisions_at = held && !undecided ? fixture_now() - HOUR : NO_INSTANT;
    cell->member = (struct brief){ .id = 1, .number = "ZT2026-0001", .state = held ? STATE_on_site : STATE_handling,
                                   .jurisdiction = CITY, .round = cell->round.number, .lead_unit = "gxj" };
}

static void set_opinions(struct round_cell *cell)
{
    bool drafted = text_is(cell->action, "return_opinions") || text_is(cell->action, "approve_opinions");
    bool approved = text_is(cell->action, "issue_opinions");

    if (drafted || approved) {
        cell->round.opinions = "处理意见";
        cell->round.opinions_drafted_at = fixture_now() - HOUR;
        cell->round.opinions_version = 1;
    }
    if (approved) {
        cell->round.opinions_approved_at = fixture_now() - MINUTE;
        cell->round.opinions_digest = "00";
    }
}

/* Fills a cell whose arena, action and state are set. */
static void fixture_round(struct round_cell *cell, const char *place)
{
    bool ahead = cell->state < ROUND_agenda_approved;

    cell->round = (struct round){ .id = 1, .number = "445100-2026-03", .version = 1, .state = cell->state,
                                  .state_since = fixture_now() - HOUR, .jurisdiction = round_jurisdiction(place),
                                  .year = 2026, .ordinal = 3, .tentative = 1, .leader = "named", .secretary = "named" };
    cell->round.event_day = cell->round.planned_day = fixture_today() + (ahead ? 21 : 0);
    cell->round.opens_at = fixture_now() - 20 * ONE_DAY;
    cell->round.closes_at = fixture_now() + 10 * ONE_DAY;
    cell->round.meeting_units = "gxj";
    set_item(cell);
    set_opinions(cell);
    /* Invitations go once. */
    if (cell->state == ROUND_agenda_approved && !text_is(cell->action, "invite")) {
        cell->round.invited_at = fixture_now() - HOUR;
        add_guest(cell, "unit:gxj", "gxj", NULL);
        add_guest(cell, "unit:cazf", "cazf", NULL);
        add_guest(cell, "appeal:ZT2026-0001", NULL, "ZT2026-0001");
    }
    cell->facts = (struct facts){ .world = &matrix_world, .rounds = &cell->round, .round_count = 1,
                                  .members = &cell->member, .member_count = 1, .item = cell->round.items.rows,
                                  .leaders = named_accounts, .leader_count = 1, .secretaries = named_accounts,
                                  .secretary_count = 1 };
}

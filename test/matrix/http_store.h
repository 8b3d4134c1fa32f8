/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fixtures of the matrix in a store: each appeal and round under a number of its own, with its events, its rounds
 * and files, all in one transaction before the server starts.
 */
#pragma once

#include "matrix/http_cells.h"

#include "service/rehearse.h"
#include "service/search.h"
#include "store/events.h"
#include "store/files.h"
#include "store/records.h"
#include "store/units.h"

#define APPEAL_ID(number) (INT64_C(202600000000) + (number))
enum { NOBODY = 999999 }; /* no account of anybody */

static const char *appeal_number(struct arena *arena, int64_t number)
{
    return arena_printf(arena, "ZT2026-%lld", (long long)number);
}

/* The rounds that the appeals of the matrix stand in: those of the city and of the county. */
enum shared_round { ROUND_OF_EVENT, ROUND_APPROVED, ROUND_BEFORE, ROUND_NEXT, SHARED_ROUNDS };
static struct round shared_rounds[2][SHARED_ROUNDS];

static struct round *shared_round(const char *jurisdiction, enum shared_round which)
{
    return &shared_rounds[!text_is(jurisdiction, CITY)][which];
}

static void shared_rounds_begin(struct arena *arena)
{
    static const struct {
        int state, days;
    } about[SHARED_ROUNDS] = {
        { ROUND_held, 0 }, { ROUND_agenda_approved, 1 }, { ROUND_closed, 1 }, { ROUND_planned, 29 }
    };
    static const char *const places[] = { CITY, COUNTY_CODE };

    for (int place = 0; place < 2; place++)
        for (int i = 0; i < SHARED_ROUNDS; i++) {
            struct round *round = &shared_rounds[place][i];

            *round = (struct round){ .id = 1000 + 10 * place + i, .jurisdiction = places[place], .year = 2026,
                                     .ordinal = i + 1, .state = about[i].state, .state_since = fixture_now() - HOUR,
                                     .number = arena_printf(arena, "%s-2026-%02d", places[place], i + 1),
                                     .last_event = 1, .heard_count = about[i].state == ROUND_held };
            round->event_day = round->planned_day = fixture_today() + about[i].days;
            round->opens_at = fixture_now() + (about[i].days - 20) * ONE_DAY;
            round->closes_at = round->opens_at + 10 * ONE_DAY;
        }
}

/* One event of a matter; `change` as record_save told it. */
static struct error tell(struct office *office, const char *subject, int64_t id, int64_t seq, const char *action,
                         const char *state, const char *change)
{
    struct event event = { .subject = subject, .subject_id = id, .seq = seq, .at = fixture_now() - HOUR,
                           .wall = office->context.wall, .actor = "clock", .actor_name = "某人", .role = "coordinator",
                           .action = action, .state = state, .change = change };

    return event_append(office->db, office->context.arena, &event);
}

static struct error store_file(struct office *office, const char *owner, int64_t owner_id, int64_t *id)
{
    struct attachment file = { .owner = owner, .owner_id = owner_id, .name = "附件.txt", .media_type = "text/plain",
                               .uploaded_by = own_uscc, .by_enterprise = 1, .at = fixture_now() - HOUR, .size = 6 };
    FILE *temporary = tmpfile();
    const char *change;
    struct error error;

    fputs("附件", temporary);
    fflush(temporary);
    error = files_put(office->db, office->context.arena, &file, fileno(temporary));
    fclose(temporary);
    TRY(error);
    *id = file.id;
    TRY(record_save(office->db, office->context.arena, &attachment_record, NULL, &file, &change));
    return tell(office, "attachment", file.id, 1, "attach", NULL, change);
}

/* ---- appeals ---- */

/* The appeal is listed where something is asked that wants it so: a decision of the event, the office moving it. */
static void list_in_round(struct appeal_cell *cell, struct round *round, struct arena *keep)
{
    bool on_site = cell->state == STATE_on_site;
    struct item *item = LIST_ADD(keep, round->items);

    *item = (struct item){ .appeal = cell->appeal.id, .number = arena_text(keep, cell->appeal.number),
                           .place = (int64_t)round->items.count, .coordinated = 1, .on_site = 1, .heard = on_site,
                           .decided = on_site, .decision = "意见", .lead_unit = cell->appeal.lead_unit,
                           .done_by = fixture_today() + 30 };
}

static void put_in_round(struct appeal_cell *cell, struct arena *keep)
{
    bool approved = text_is(cell->tag, "agenda-approved");
    enum shared_round which = cell->state == STATE_on_site ? ROUND_OF_EVENT : approved ? ROUND_APPROVED : ROUND_BEFORE;
    struct round *round = shared_round(cell->scene->held, which);

    cell->appeal.round = round->number;
    if (which != ROUND_BEFORE) list_in_round(cell, round, keep);
}

/* What of a fixture must be another in a store: numbers, real codes, who did the last thing. */
static void make_storable(struct appeal_cell *cell, struct arena *keep, int64_t number, size_t who)
{
    struct appeal *appeal = &cell->appeal;

    appeal->id = APPEAL_ID(number);
    appeal->number = appeal_number(cell->arena, number);
    appeal->version = 0;
    appeal->uscc = own_uscc;
    appeal->merged_into = cell->state == STATE_merged ? appeal->id + 1 : 0;
    appeal->last_event = 1;
    appeal->last_actor = text_is(cell->tag, "last-actor") ? people[who].id : NOBODY;
    put_in_round(cell, keep);
}

static struct error store_appeal(struct office *office, struct appeal *appeal, int64_t seq, const struct appeal *before,
                                 const char *action)
{
    const char *change;

    TRY(record_save(office->db, office->context.arena, &appeal_record, before, appeal, &change));
    TRY(search_store(&office->context, before, appeal));
    return tell(office, "appeal", appeal->id, seq, action, appeal_machine.states[appeal->state].id, change);
}

/* As it was in screening, before what is to be taken back. */
static struct error store_with_image(struct office *office, struct appeal_cell *cell)
{
    struct appeal image = cell->appeal;

    image.state = STATE_screening;
    image.jurisdiction = CITY;
    if (!text_is(cell->scene->held, CITY) && cell->state != STATE_handed_down) image.jurisdiction = cell->scene->held;
    image.lead_unit = NULL;
    image.merged_into = 0;
    image.dispatches.count = 0;
    TRY(store_appeal(office, &image, 1, NULL, "submit"));
    cell->appeal.version = image.version;
    cell->appeal.last_event = 2;
    return store_appeal(office, &cell->appeal, 2, &image, appeal_machine.actions[cell->appeal.last_action].id);
}

/* Another appeal of the same jurisdiction, that one can be merged into. */
static struct error store_target(struct office *office, const struct appeal_cell *cell)
{
    struct appeal target = cell->appeal;

    target.id++;
    target.number = arena_printf(cell->arena, "%s-2", target.number);
    target.version = 0;
    target.merged_into = 0;
    target.state = cell->target.state;
    target.last_event = 1;
    return store_appeal(office, &target, 1, NULL, "submit");
}

static struct error store_cell(struct office *office, struct matrix *matrix, struct http_cell *one)
{
    struct appeal_cell cell = { .arena = office->context.arena, .scene = one->scene, .action = one->action,
                         .state = one->state, .tag = one->tag < 0 ? "" : matrix->tags[one->tag].name };

    fixture_cell(matrix, &cell);
    make_storable(&cell, office->arena, one->number, one->who);
    if (text_is(one->action, "escalate")) TRY(store_file(office, "appeal", cell.appeal.id, &one->file));
    if (cell.state == STATE_merged || text_is(one->action, "merge")) TRY(store_target(office, &cell));
    if (text_is(cell.tag, "last-actor")) return store_with_image(office, &cell);
    return store_appeal(office, &cell.appeal, 1, NULL, "submit");
}

/* ---- rounds ---- */

static struct error store_round(struct office *office, struct round *round)
{
    const char *change;

    TRY(record_save(office->db, office->context.arena, &round_record, NULL, round, &change));
    return tell(office, "round", round->id, 1, "plan", round_machine.states[round->state].id, change);
}

static struct error store_shared_rounds(struct office *office)
{
    for (int place = 0; place < 2; place++)
        for (int i = 0; i < SHARED_ROUNDS; i++) TRY(store_round(office, &shared_rounds[place][i]));
    return OK;
}

static const char *round_number(struct arena *arena, const struct http_cell *one)
{
    return arena_printf(arena, "%s-2026-Z%lld", round_jurisdiction(one->place->name), (long long)one->number);
}

/* The appeal on the list of a round of the matrix. */
static struct appeal member_of(struct arena *arena, const struct http_cell *one, const struct round_cell *cell)
{
    struct appeal appeal = { .id = APPEAL_ID(one->number), .number = appeal_number(arena, one->number),
                             .state = cell->member.state, .jurisdiction = CITY, .held_by = " " CITY " ",
                             .round = cell->round.number, .lead_unit = "gxj", .assignment = 1, .last_event = 1,
                             .last_actor = NOBODY, .state_since = fixture_now() - HOUR,
                             .submitted_at = fixture_now() - HOUR, .screen_from = fixture_now() - HOUR,
                             .assigned_at = fixture_now() - HOUR };

    set_texts(&appeal);
    appeal.uscc = own_uscc;
    *(struct dispatch *)LIST_ADD(arena, appeal.dispatches) = (struct dispatch){
        .unit = "gxj", .turn = 1, .role = "lead", .state = DISPATCH_accepted, .sent = fixture_now() - HOUR };
    return appeal;
}

/* A special session, so that one of them is not in another's way: they all have one day. */
static struct error store_round_cell(struct office *office, struct http_cell *one)
{
    struct round_cell cell = { .arena = office->context.arena, .action = one->action, .state = one->state };
    struct round *round = &cell.round;
    struct appeal member;

    fixture_round(&cell, one->place->name);
    round->id = one->number;
    round->number = round_number(cell.arena, one);
    round->version = 0;
    round->special = 1;
    round->last_event = 1;
    round->leader = "named-leader";
    round->secretary = "named-secretary";
    member = member_of(cell.arena, one, &cell);
    round->items.rows[0].appeal = member.id;
    round->items.rows[0].number = member.number;
    for (size_t i = 0; i < round->guests.count; i++) {
        struct guest *guest = &round->guests.rows[i];

        if (!guest->appeal) continue;
        guest->appeal = member.number;
        guest->subject = arena_printf(cell.arena, "appeal:%s", member.number);
        guest->uscc = own_uscc;
    }
    TRY(store_appeal(office, &member, 1, NULL, "submit"));
    TRY(store_file(office, "round", round->id, &one->file));
    return store_round(office, round);
}

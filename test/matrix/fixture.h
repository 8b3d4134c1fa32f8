/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scenes, places and tags of the matrix as values: a small world, appeals and rounds in memory, and people.
 * Conditions (fields, caps, times) are met, so that what is refused is refused for who or when.
 */
#pragma once

#include "matrix/matrix.h"

#include "mechanism/workflow.h"

#define COUNTY_CODE "445103"
#define OTHER_COUNTY "445102"
#define LAST_ACTOR 77 /* account of whoever did the last action, under the tag last-actor */

static struct unit world_units[] = {
    { .id = "cagxj", .name = "潮安区工业和信息化局", .kind = "部门", .jurisdiction = COUNTY_CODE, .has_officer = true },
    { .id = "cajtj", .name = "潮安区交通运输局", .kind = "部门", .jurisdiction = COUNTY_CODE, .has_officer = true },
    { .id = "cazf", .name = "潮安区人民政府", .kind = "县区", .jurisdiction = CITY, .region = COUNTY_CODE },
    { .id = "cazrj", .name = "潮安区自然资源局", .kind = "部门", .jurisdiction = COUNTY_CODE, .has_officer = true },
    { .id = "cazsj", .name = "潮安区政务服务和数据管理局", .kind = "牵头", .jurisdiction = COUNTY_CODE, .has_officer = true },
    { .id = "gxj", .name = "市工业和信息化局", .kind = "部门", .jurisdiction = CITY, .has_officer = true },
    { .id = "jtj", .name = "市交通运输局", .kind = "部门", .jurisdiction = CITY, .has_officer = true },
    { .id = "swj", .name = "市水务局", .kind = "部门", .jurisdiction = CITY, .has_officer = true },
    { .id = "xqzf", .name = "湘桥区人民政府", .kind = "县区", .jurisdiction = CITY, .region = OTHER_COUNTY },
    { .id = "xqzsj", .name = "湘桥区政务服务和数据管理局", .kind = "牵头", .jurisdiction = OTHER_COUNTY, .has_officer = true },
    { .id = "zsj", .name = "市政务服务和数据管理局", .kind = "牵头", .jurisdiction = CITY, .has_officer = true },
};
static const struct region world_regions[] = { { CITY, "潮州市", "市", NULL },
                                               { OTHER_COUNTY, "湘桥区", "县区", CITY },
                                               { COUNTY_CODE, "潮安区", "县区", CITY } };
static struct policy world_policies[1];
static struct jurisdiction world_jurisdictions[3];
static struct world matrix_world;
static struct arena *matrix_arena; /* of the world; each cell has its own */

enum { TODAY_Y = 2026, TODAY_M = 3, TODAY_D = 10 };
static day_t fixture_today(void) { return day_of_civil(TODAY_Y, TODAY_M, TODAY_D); }
static instant_t fixture_now(void) { return start_of_day(fixture_today()) + 10 * HOUR; }

static inline void fixture_world(void)
{
    static const char *const codes[] = { CITY, OTHER_COUNTY, COUNTY_CODE }, *const names[] = { "潮州市", "湘桥区", "潮安区" };
    const struct calendar *calendar;

    matrix_arena = arena_new(1 << 24);
    calendar = calendar_new(matrix_arena, "test", day_of_civil(2025, 1, 1), day_of_civil(2027, 12, 31), NULL, 0);
    world_policies[0] = policy_defaults(CITY);
    for (size_t i = 0; i < 3; i++)
        world_jurisdictions[i] = (struct jurisdiction){ .code = codes[i], .name = names[i], .calendar = calendar,
                                                        .policy = &world_policies[0] };
    matrix_world = (struct world){ .regions = world_regions, .region_count = 3,
                                   .units = world_units, .unit_count = sizeof world_units / sizeof *world_units,
                                   .jurisdictions = world_jurisdictions, .jurisdiction_count = 3,
                                   .policies = world_policies, .policy_count = 1 };
}

static struct unit *fixture_unit(const char *id)
{
    for (size_t i = 0; i < sizeof world_units / sizeof *world_units; i++)
        if (strcmp(world_units[i].id, id) == 0) return &world_units[i];
    return NULL;
}

/* ---- scenes ---- */

static const struct scene_facts {
    const char *name, *held, *before, *lead, *co;
    const char *third; /* another unit of the holding jurisdiction */
    bool no_officer;   /* in the county's coordinating unit */
} scene_facts[] = {
    { "city", CITY, NULL, "gxj", "swj", "jtj", false },
    { "government", CITY, NULL, "cazf", "swj", "jtj", false },
    { "government-co", CITY, NULL, "gxj", "cazf", "jtj", false },
    { "was-county", CITY, COUNTY_CODE, "gxj", "swj", "jtj", false },
    { "county", COUNTY_CODE, NULL, "cagxj", "cazrj", "cajtj", false },
    { "office", COUNTY_CODE, NULL, "cazsj", "cagxj", "cajtj", true },
    { "office-staffed", COUNTY_CODE, NULL, "cazsj", "cagxj", "cajtj", false },
    { "office-co", COUNTY_CODE, NULL, "cagxj", "cazsj", "cajtj", true },
};

static const struct scene_facts *fixture_scene(const char *name)
{
    for (size_t i = 0; i < sizeof scene_facts / sizeof *scene_facts; i++)
        if (strcmp(scene_facts[i].name, name) == 0) return &scene_facts[i];
    return NULL;
}

static bool text_is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* ---- people ---- */

#define FIXTURE_USCC "91445100MA4TEST01X"
#define FIXTURE_PHONE "13900000001"

static struct person fixture_enterprise(const char *place)
{
    struct person person = { .name = "企业", .account = FIXTURE_USCC, .roles = 1u << ROLE_enterprise,
                             .uscc = FIXTURE_USCC, .phone = FIXTURE_PHONE };

    if (text_is(place, "other-phone")) person.phone = "13900000002";
    if (text_is(place, "registry-phone")) {
        person.phone = "13900000003";
        person.whole_enterprise = true;
    }
    if (text_is(place, "other-enterprise") || text_is(place, "off-site")) person.account = person.uscc = "91445100MA4TEST02X";
    return person;
}

static const char *fixture_place_unit(const struct scene_facts *scene, const char *place)
{
    if (text_is(place, "lead-unit")) return scene->lead;
    if (text_is(place, "co-unit")) return scene->co;
    if (text_is(place, "third-unit")) return scene->third;
    if (text_is(place, "county-office")) return "cazsj";
    if (text_is(place, "county-department")) return "cajtj";
    if (text_is(place, "city-department")) return "jtj";
    if (text_is(place, "county")) return "cazsj";
    if (text_is(place, "other-county")) return "xqzsj";
    return text_is(place, "city") ? "zsj" : NULL;
}

/* Who stands at that place of that scene; false when the place is unknown. */
static bool fixture_person(const struct scene_facts *scene, const char *place, enum role role, struct person *person)
{
    const char *id = fixture_place_unit(scene, place);
    const struct unit *unit;

    if (role == ROLE_enterprise) {
        *person = fixture_enterprise(place);
        return true;
    }
    if (!id) return false;
    unit = fixture_unit(id);
    *person = (struct person){ .id = LAST_ACTOR, .account = "account", .name = "某人", .roles = 1u << role,
                               .unit = unit->id, .jurisdiction = unit->jurisdiction };
    return true;
}

/* ---- appeals ---- */

struct appeal_cell {
    struct arena *arena;
    const struct scene_facts *scene;
    const char *action, *kind; /* kind: of `request:…` */
    int state;                 /* enum appeal_state */
    const char *tag;           /* "" */
    struct appeal appeal;
    struct appeal image;
    struct brief target;
    struct round rounds[2];
    struct item item;
    struct facts facts;
};

static void add_dispatch(struct appeal_cell *cell, const char *unit, const char *role, int state)
{
    struct dispatch *dispatch = LIST_ADD(cell->arena, cell->appeal.dispatches);

    dispatch->unit = unit;
    dispatch->turn = 1;
    dispatch->role = role;
    dispatch->state = state;
    dispatch->sent = fixture_now() - HOUR;
}

static void add_limit(struct appeal_cell *cell, int clock)
{
    struct limit *limit = LIST_ADD(cell->arena, cell->appeal.limits);

    limit->clock = clock;
    limit->instance = "";
    limit->state = LIMIT_running;
    limit->started = fixture_now() - HOUR;
    limit->anchor = fixture_today();
    limit->length = 10;
    limit->due_day = fixture_today() + 14;
    limit->due = start_of_day(limit->due_day + 1);
    limit->next_at = limit->due;
    limit->pauses = limit->extensions = "";
}

static bool has_lead(const struct matrix *matrix, const struct appeal_cell *cell)
{
    const char *state = appeal_machine.states[cell->state].id;

    if (cell->state == STATE_new || text_is(cell->tag, "against-hand-down")) return false;
    return !(matrix->leadless >> matrix_state(matrix, state) & 1u);
}

static void set_request(struct appeal_cell *cell)
{
    struct request_row *request;
    bool ending = cell->state == STATE_assigned || cell->state == STATE_awaiting_event;

    if (!text_is(cell->action, "grant") && !text_is(cell->action, "deny")) return;
    request = LIST_ADD(cell->arena, cell->appeal.requests);
    *request = (struct request_row){ .turn = 1, .kind = ending ? "return" : "extension", .asked_in = cell->state,
                                     .state = REQUEST_pending, .reason = "原因", .new_date = fixture_today() + 20,
                                     .reason_code = "R01", .explanation = "说明", .asked_at = fixture_now() - HOUR };
}

static void set_last_action(struct appeal_cell *cell)
{
    static const int done[][2] = { { STATE_assigned, ACTION_assign }, { STATE_handed_down, ACTION_hand_down },
                                   { STATE_returned, ACTION_return }, { STATE_merged, ACTION_merge } };

    cell->appeal.last_actor = text_is(cell->tag, "last-actor") ? LAST_ACTOR : LAST_ACTOR + 1;
    cell->appeal.last_at = fixture_now() - MINUTE;
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        if (done[i][0] == cell->state) cell->appeal.last_action = done[i][1];
}

static void set_round(struct appeal_cell *cell)
{
    bool approved = text_is(cell->tag, "agenda-approved");
    /* What is not under way in a catalogue may stand in an open round. */
    bool listed = text_is(cell->action, "move_round") && approved;

    cell->rounds[0] = (struct round){ .id = 1, .number = "445100-2026-03", .jurisdiction = cell->scene->held, .year = 2026,
                                      .ordinal = 3, .state = listed ? ROUND_agenda_approved : ROUND_closed,
                                      .event_day = fixture_today() + 1, .planned_day = fixture_today() + 1 };
    cell->rounds[1] = (struct round){ .id = 2, .number = "445100-2026-04", .jurisdiction = cell->scene->held, .year = 2026,
                                      .ordinal = 4, .state = ROUND_planned, .event_day = fixture_today() + 29,
                                      .planned_day = fixture_today() + 29 };
    cell->appeal.round = cell->rounds[0].number;
    cell->item = (struct item){ .appeal = cell->appeal.id, .number = cell->appeal.number, .on_site = 1,
                                .heard = cell->state == STATE_on_site, .decided = cell->state == STATE_on_site,
                                .decision = "意见", .lead_unit = cell->appeal.lead_unit, .done_by = fixture_today() + 30 };
    cell->facts.rounds = cell->rounds;
    cell->facts.round_count = 2;
    cell->facts.item = &cell->item;
}

static void set_texts(struct appeal *appeal)
{
    appeal->uscc = FIXTURE_USCC;
    appeal->enterprise_name = "潮州市演示陶瓷有限公司";
    appeal->region = COUNTY_CODE;
    appeal->contact_name = "王某";
    appeal->contact_phone = FIXTURE_PHONE;
    appeal->title = "标题";
    appeal->body = "内容";
    appeal->grade = "normal";
    appeal->channel = "web";
    appeal->reply_kind = "planned";
    appeal->reply_opinion = "意见";
    appeal->grounds = "理由";
}

static void set_progress(struct appeal_cell *cell)
{
    struct appeal *appeal = &cell->appeal;
    bool commitment = text_is(cell->action, "clear_commitment");

    appeal->object_until = fixture_now() + HOUR;
    appeal->object_from = text_is(cell->tag, "against-hand-down") ? STATE_handed_down : STATE_assigned;
    appeal->proposed_unit = text_is(cell->scene->held, CITY) ? "jtj" : "cajtj";
    appeal->failed_checks = text_is(cell->tag, "third-check") ? 2 : 0;
    appeal->back_state = text_is(cell->tag, "from-executing") ? STATE_executing : STATE_handling;
    appeal->reply_from = text_is(cell->tag, "released-before") ? STATE_reworking : STATE_handling;
    if (text_is(cell->tag, "released-before") || cell->state >= STATE_executing) appeal->released_at = fixture_now() - HOUR;
    appeal->contact_at = fixture_now() - MINUTE;
    appeal->contact_agreed = 1;
    appeal->contact_tries = 2;
    appeal->signed_off = text_is(cell->action, "sign_off") ? 0 : 1;
    appeal->promise = appeal->done_by = appeal->reply_done_by = fixture_today() + 30;
    appeal->decision = "意见";
    appeal->confidential = commitment;
    if (commitment) {
        appeal->committed_at = fixture_now() - HOUR;
        appeal->responsible_leader = appeal->responsible_person = "某人";
        appeal->measures = "措施";
    }
}

static void set_target(struct appeal_cell *cell)
{
    cell->target = (struct brief){ .id = 2, .number = "ZT2026-0002",
                                   .state = text_is(cell->tag, "target-rating") ? STATE_rating : STATE_handling,
                                   .jurisdiction = cell->scene->held };
    if (cell->state == STATE_merged) cell->appeal.merged_into = 2;
    cell->facts.target = &cell->target;
}

/* Fills a cell whose arena, scene, action, state and tag are set. */
static void fixture_cell(const struct matrix *matrix, struct appeal_cell *cell)
{
    static const int clocks[] = { CLOCK_reply, CLOCK_done };
    struct appeal *appeal = &cell->appeal;

    *appeal = (struct appeal){ .id = 1, .number = "ZT2026-0001", .version = 1, .state = cell->state, .assignment = 1,
                               .jurisdiction = cell->scene->held, .state_since = fixture_now() - HOUR,
                               .submitted_at = fixture_now() - HOUR, .screen_from = fixture_now() - HOUR,
                               .assigned_at = fixture_now() - HOUR };
    appeal->held_by = cell->scene->before ? " " COUNTY_CODE " " CITY " "
                      : text_is(cell->scene->held, CITY) ? " " CITY " " : " " COUNTY_CODE " ";
    set_texts(appeal);
    if (has_lead(matrix, cell)) {
        appeal->lead_unit = cell->scene->lead;
        add_dispatch(cell, cell->scene->lead, "lead", cell->state == STATE_assigned ? DISPATCH_sent : DISPATCH_accepted);
        add_dispatch(cell, cell->scene->co, "co", DISPATCH_sent);
        if (text_is(cell->scene->name, "county")) {
            add_dispatch(cell, cell->scene->third, "co", DISPATCH_ended);
            appeal->dispatches.rows[appeal->dispatches.count - 1].why = "removed";
        }
    }
    for (size_t i = 0; i < 2; i++) add_limit(cell, clocks[i]);
    *(struct order_row *)LIST_ADD(cell->arena, appeal->orders) =
        (struct order_row){ .turn = 1, .number = "潮督〔2026〕1号", .state = ORDER_issued, .text = "请答复",
                            .answer_by = fixture_today() + 5, .issued_at = fixture_now() - HOUR };
    set_progress(cell);
    set_request(cell);
    set_last_action(cell);
    cell->image = *appeal;
    cell->facts = (struct facts){ .world = &matrix_world, .image = &cell->image, .registry_matches = true };
    set_round(cell);
    set_target(cell);
    fixture_unit("cazsj")->has_officer = !cell->scene->no_officer;
    fixture_unit(cell->scene->lead)->sign_off = text_is(cell->action, "sign_off");
}

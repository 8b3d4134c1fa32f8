/* SPDX-License-Identifier: Apache-2.0 */
/* An office without a store: appeals, rounds and events as values in lists, and the facts a step needs out of them. */
#pragma once

#include "stories/people.h"

#include "mechanism/facts.h"
#include "mechanism/planner.h"
#include "mechanism/registry_match.h"

enum { MEMORY_MOST = 64, MEMORY_EVENTS = 4000 };

struct memory_event {
    enum machine_id machine;
    int64_t id;
    bool clock;
    struct story_event event;
    int action;
    const struct appeal *before;
};

struct story_office {
    struct arena *arena;
    struct world world;
    struct unit *units;
    struct jurisdiction *jurisdictions;
    struct policy *policies;
    const struct calendar_entry *entries; /* of the calendar that ships */
    size_t entry_count;
    instant_t now;
    struct appeal *appeals[MEMORY_MOST];
    size_t appeal_count;
    struct round *rounds[MEMORY_MOST];
    size_t round_count;
    struct memory_event *all;
    size_t event_count;
    struct person accounts[MEMORY_MOST];
    size_t account_count;
    int64_t last_order;
};

static struct appeal *memory_by_id(const struct story_office *office, int64_t id)
{
    for (size_t i = 0; i < office->appeal_count; i++)
        if (office->appeals[i]->id == id) return office->appeals[i];
    return NULL;
}

static struct appeal *memory_find(const struct story_office *office, const char *number)
{
    for (size_t i = 0; i < office->appeal_count; i++)
        if (text_equal(office->appeals[i]->number, number)) return office->appeals[i];
    return NULL;
}

static struct round *memory_find_round(const struct story_office *office, const char *number)
{
    for (size_t i = 0; i < office->round_count; i++)
        if (text_equal(office->rounds[i]->number, number)) return office->rounds[i];
    return NULL;
}

/* ---- facts, as store/around.c finds them */

static int by_event_day(const void *left, const void *right)
{
    const struct round *a = left, *b = right;

    if (a->event_day != b->event_day) return a->event_day < b->event_day ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

static void memory_rounds(const struct story_office *office, const char *also, struct facts *facts)
{
    struct round *list = ARENA_ARRAY(office->arena, struct round, office->round_count + 1);

    facts->round_count = 0;
    for (size_t i = 0; i < office->round_count; i++)
        if (office->rounds[i]->state < ROUND_finished || (also && text_equal(office->rounds[i]->number, also)))
            list[facts->round_count++] = *office->rounds[i];
    qsort(list, facts->round_count, sizeof *list, by_event_day);
    facts->rounds = list;
}

static struct brief *memory_brief(struct arena *arena, const struct appeal *appeal)
{
    struct brief *brief = ARENA_NEW(arena, struct brief);
    const char **units = ARENA_ARRAY(arena, const char *, appeal->dispatches.count + 1);

    *brief = (struct brief){ .id = appeal->id, .number = appeal->number, .state = (int)appeal->state,
                             .jurisdiction = appeal->jurisdiction, .round = appeal->round,
                             .lead_unit = appeal->lead_unit, .rating = appeal->rating, .uscc = appeal->uscc,
                             .off_round = appeal->off_round != 0, .carried = appeal->carried,
                             .merged_into = appeal->merged_into, .co_units = units };
    for (size_t i = 0; i < appeal->dispatches.count; i++) {
        const struct dispatch *dispatch = &appeal->dispatches.rows[i];

        if (text_equal(dispatch->role, "co") &&
            (dispatch->state != DISPATCH_ended || text_equal(dispatch->why, "finished")))
            units[brief->co_unit_count++] = dispatch->unit;
    }
    return brief;
}

static const struct item *memory_item(const struct story_office *office, const struct appeal *appeal)
{
    const struct round *round = memory_find_round(office, appeal->round);

    for (size_t i = 0; round && i < round->items.count; i++)
        if (round->items.rows[i].appeal == appeal->id && !round->items.rows[i].struck_at) return &round->items.rows[i];
    return NULL;
}

static void memory_facts_of_appeal(const struct story_office *office, struct facts *facts, const struct appeal *appeal)
{
    struct brief *followers = ARENA_ARRAY(office->arena, struct brief, office->appeal_count + 1);

    *facts = (struct facts){ .world = &office->world };
    memory_rounds(office, appeal->round, facts);
    if (appeal->id == 0) return;
    facts->item = memory_item(office, appeal);
    if (appeal->merged_into) facts->target = memory_brief(office->arena, memory_by_id(office, appeal->merged_into));
    for (size_t i = 0; i < office->appeal_count; i++)
        if (office->appeals[i]->merged_into == appeal->id)
            followers[facts->member_count++] = *memory_brief(office->arena, office->appeals[i]);
    facts->members = followers;
}

/* The last ordinary round of a jurisdiction before a day; NO_DAY: of all. */
static const struct round *memory_round_before(const struct story_office *office, const char *jurisdiction, day_t day)
{
    const struct round *last = NULL;

    for (size_t i = 0; i < office->round_count; i++) {
        const struct round *round = office->rounds[i];

        if (round->special || !text_equal(round->jurisdiction, jurisdiction) || (day && round->event_day >= day)) continue;
        if (!last || by_event_day(last, round) < 0) last = round;
    }
    return last;
}

static void memory_facts_of_round(const struct story_office *office, struct facts *facts, const struct round *round)
{
    struct brief *members = ARENA_ARRAY(office->arena, struct brief, office->appeal_count + 1);

    *facts = (struct facts){ .world = &office->world };
    memory_rounds(office, round->number, facts);
    for (size_t i = 0; round->number && i < office->appeal_count; i++)
        if (text_equal(office->appeals[i]->round, round->number) && office->appeals[i]->state < STATE_closed)
            members[facts->member_count++] = *memory_brief(office->arena, office->appeals[i]);
    facts->members = members;
    if (!round->special) facts->previous = memory_round_before(office, round->jurisdiction, round->event_day);
}

/* ---- what single actions need besides, as service/step_facts.c */

static const char *memory_text(const struct input *input, enum input_id field)
{
    return input->fields[field].present ? input->fields[field].text : NULL;
}

static void memory_accounts(const struct story_office *office, const char *jurisdiction, enum role role,
                            const char *const **names, size_t *count)
{
    const char **list = ARENA_ARRAY(office->arena, const char *, MEMORY_MOST);

    *count = 0;
    for (size_t i = 0; i < office->account_count; i++)
        if (person_is(&office->accounts[i], role) && text_equal(office->accounts[i].jurisdiction, jurisdiction))
            list[(*count)++] = office->accounts[i].account;
    *names = list;
}

static const char *memory_next(const char *const *names, size_t count, const char *last)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(names[i], last)) return names[(i + 1) % count];
    return count ? names[0] : NULL;
}

static void memory_roster(const struct story_office *office, struct facts *facts, const char *jurisdiction)
{
    memory_accounts(office, jurisdiction, ROLE_leader, &facts->leaders, &facts->leader_count);
    memory_accounts(office, jurisdiction, ROLE_secretary, &facts->secretaries, &facts->secretary_count);
    facts->next_leader =
        memory_next(facts->leaders, facts->leader_count, facts->previous ? facts->previous->leader : NULL);
    facts->next_secretary =
        memory_next(facts->secretaries, facts->secretary_count, facts->previous ? facts->previous->secretary : NULL);
}

static bool memory_in_registry(struct arena *arena, const char *code, const char *name)
{
    for (int i = 1; code && name && i <= STORY_ENTERPRISES; i++)
        if (text_equal(story_enterprise(i)->uscc, code))
            return registry_match(arena, name, story_enterprise(i)->name) == REGISTRY_MATCH;
    return false;
}

/* The appeal as it was before the last thing its last actor did. */
static const struct appeal *memory_image(const struct story_office *office, const struct appeal *appeal)
{
    for (size_t i = office->event_count; i-- > 0;) {
        const struct memory_event *event = &office->all[i];

        if (event->machine == MACHINE_appeal && event->id == appeal->id && event->action == appeal->last_action &&
            !event->clock)
            return event->before;
    }
    return NULL;
}

static void memory_facts_of_action(struct story_office *office, struct facts *facts, const struct change *change,
                                   const char *action, const struct input *input)
{
    const char *named = memory_text(input, INPUT_to) ? memory_text(input, INPUT_to) : memory_text(input, INPUT_account);
    const struct appeal *appeal = change->appeal;

    for (size_t i = 0; named && i < office->account_count; i++)
        if (text_equal(office->accounts[i].account, named)) facts->named = &office->accounts[i];
    if (text_equal(action, "submit") || text_equal(action, "supplement"))
        facts->registry_matches = memory_in_registry(
            office->arena, memory_text(input, INPUT_uscc) ? memory_text(input, INPUT_uscc) : appeal->uscc,
            memory_text(input, INPUT_enterprise_name));
    if (text_equal(action, "supervise") || text_equal(action, "fail_check"))
        facts->order_number = arena_printf(office->arena, "潮督〔%d〕%lld号", civil_of_day(day_of(office->now)).year,
                                           (long long)++office->last_order);
    if (text_equal(action, "merge") && memory_find(office, memory_text(input, INPUT_into)))
        facts->target = memory_brief(office->arena, memory_find(office, memory_text(input, INPUT_into)));
    if (text_equal(action, "retract")) facts->image = memory_image(office, appeal);
    if (change->round && (text_equal(action, "plan") || text_equal(action, "set_roster")))
        memory_roster(office, facts, change->round->jurisdiction);
}

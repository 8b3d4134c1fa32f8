/* SPDX-License-Identifier: Apache-2.0 */
/* Stories on the rules alone: steps, what they bring about and the sweep, as service/take_step.c and sweep.c do them. */
#pragma once

#include "stories/memory_world.h"

enum { MEMORY_DEEPEST = 12, MEMORY_ENDLESS = 20000 };

static const struct person memory_clock = { .account = "clock", .name = "系统", .roles = 1u << ROLE_clock };

static struct error memory_follow_up(struct story_office *, struct change *, int depth);

static void memory_store(struct story_office *office, const struct change *change)
{
    bool appeal = change->machine == &appeal_machine, clock = person_is(change->person, ROLE_clock);
    int state = (int)(appeal ? change->appeal->state : change->round->state);
    struct memory_event *event = &office->all[office->event_count++];

    if (office->event_count == MEMORY_EVENTS) abort();
    *event = (struct memory_event){
        .machine = change->machine->id,
        .id = appeal ? change->appeal->id : change->round->id,
        .clock = clock,
        .event = { office->now, change->machine->actions[change->action].id,
                   clock ? "clock" : change->person->account, change->machine->states[state].id },
        .action = change->action,
        .before = change->appeal_before,
    };
    if (appeal) {
        change->appeal->version++;
        for (size_t i = 0; i < office->appeal_count; i++)
            if (office->appeals[i]->id == change->appeal->id) office->appeals[i] = change->appeal;
        if (change->state_before == STATE_new) office->appeals[office->appeal_count++] = change->appeal;
    } else {
        for (size_t i = 0; i < office->round_count; i++)
            if (office->rounds[i]->id == change->round->id) office->rounds[i] = change->round;
        if (change->state_before == ROUND_new) office->rounds[office->round_count++] = change->round;
    }
    if (office->appeal_count == MEMORY_MOST || office->round_count == MEMORY_MOST) abort();
}

static struct error memory_step(struct story_office *office, struct change *change, struct facts *facts, int action,
                                const struct input *input, int depth)
{
    struct error error = workflow_permit(change, action, NULL);

    if (error.kind != NO_ERROR) return error;
    memory_facts_of_action(office, facts, change, change->machine->actions[action].id, input);
    TRY(workflow_permit(change, action, input));
    TRY(workflow_do(change));
    memory_store(office, change);
    return memory_follow_up(office, change, depth);
}

static struct error memory_broken(const char *detail)
{
    return (struct error){ .kind = BROKEN, .code = "broken", .detail = detail };
}

static struct error memory_induced(struct story_office *office, const struct induced *induced, int depth)
{
    struct facts *facts = ARENA_NEW(office->arena, struct facts);
    struct change *change = ARENA_NEW(office->arena, struct change);
    struct error error;

    if (depth > MEMORY_DEEPEST) return memory_broken("steps bring about steps without end");
    if (induced->machine == MACHINE_appeal) {
        struct appeal *appeal = memory_by_id(office, induced->id);

        if (!appeal) return memory_broken("a step of no appeal is brought about");
        memory_facts_of_appeal(office, facts, appeal);
        change_init_appeal(change, office->arena, facts, appeal, &memory_clock, office->now);
    } else {
        struct round *round = memory_find_round(office, induced->number);

        if (!round) return memory_broken("a step of no round is brought about");
        memory_facts_of_round(office, facts, round);
        change_init_round(change, office->arena, facts, round, &memory_clock, office->now);
    }
    error = workflow_permit(change, induced->action, NULL);
    if (error.kind != NO_ERROR && induced->if_permitted) return OK;
    TRY(error);
    return memory_step(office, change, facts, induced->action, &induced->input, depth);
}

static bool holds_round(int64_t state)
{
    return state == STATE_on_site || state == STATE_formal_reply || state == STATE_releasing;
}

static struct error memory_finish(struct story_office *office, const char *number, int depth)
{
    struct induced finish = { .machine = MACHINE_round, .number = number, .action = ROUND_ACTION_finish,
                              .if_permitted = true };

    return number ? memory_induced(office, &finish, depth + 1) : OK;
}

static struct error memory_send_followers(struct story_office *office, const struct change *change, int depth)
{
    for (size_t i = 0; i < change->facts->member_count; i++) {
        struct induced follow = { .machine = MACHINE_appeal, .id = change->facts->members[i].id,
                                  .action = ACTION_follow, .if_permitted = true };
        if (change->facts->members[i].state == STATE_merged) TRY(memory_induced(office, &follow, depth + 1));
    }
    return OK;
}

static struct error memory_plan_by_clock(struct story_office *, const char *jurisdiction, int depth);

static struct error memory_follow_up(struct story_office *office, struct change *change, int depth)
{
    for (size_t i = 0; i < change->induced.count; i++)
        TRY(memory_induced(office, &change->induced.rows[i], depth + 1));
    if (change->machine == &appeal_machine) {
        int64_t state = change->appeal->state;

        if (holds_round(change->state_before) && !holds_round(state))
            TRY(memory_finish(office, change->appeal_before->round, depth));
        if (state == STATE_returned || state == STATE_withdrawn) TRY(memory_send_followers(office, change, depth));
        return OK;
    }
    if (change->round->state == ROUND_opinions_issued || change->round->state == ROUND_held)
        TRY(memory_finish(office, change->round->number, depth));
    if (change->round->state != change->state_before)
        return memory_plan_by_clock(office, change->round->jurisdiction, depth);
    return OK;
}

/* ---- rounds come into being */

static int memory_last_ordinal(const struct story_office *office, const char *jurisdiction, int year, bool special)
{
    int last = 0;

    for (size_t i = 0; i < office->round_count; i++) {
        const struct round *round = office->rounds[i];
        if (text_equal(round->jurisdiction, jurisdiction) && round->year == year && (round->special != 0) == special &&
            round->ordinal > last)
            last = (int)round->ordinal;
    }
    return last;
}

static struct error memory_plan(struct story_office *office, const struct person *person, const char *jurisdiction,
                                const struct input *input, const char **number, int depth)
{
    struct round *nothing = ARENA_NEW(office->arena, struct round);
    struct facts *facts = ARENA_NEW(office->arena, struct facts);
    struct change *change = ARENA_NEW(office->arena, struct change);
    bool special = input->fields[INPUT_special].present && input->fields[INPUT_special].truth;
    day_t day = input->fields[INPUT_event_day].present ? input->fields[INPUT_event_day].day : NO_DAY;

    nothing->jurisdiction = jurisdiction;
    memory_facts_of_round(office, facts, nothing);
    facts->previous = memory_round_before(office, jurisdiction, day);
    change_init_round(change, office->arena, facts, nothing, person, office->now);
    TRY(workflow_permit(change, ROUND_ACTION_plan, NULL));
    memory_facts_of_action(office, facts, change, "plan", input);
    TRY(workflow_permit(change, ROUND_ACTION_plan, input));
    facts->year = civil_of_day(day).year;
    facts->ordinal = memory_last_ordinal(office, jurisdiction, facts->year, special) + 1;
    facts->number = planner_number(office->arena, jurisdiction, facts->year, facts->ordinal, special);
    facts->id = (int64_t)office->round_count + 1;
    TRY(workflow_do(change));
    memory_store(office, change);
    if (number) *number = change->round->number;
    return memory_follow_up(office, change, depth);
}

static void memory_count_planned(const struct story_office *office, const char *jurisdiction, int *planned, int *any)
{
    *planned = *any = 0;
    for (size_t i = 0; i < office->round_count; i++) {
        if (office->rounds[i]->special || !text_equal(office->rounds[i]->jurisdiction, jurisdiction)) continue;
        ++*any;
        *planned += office->rounds[i]->state == ROUND_planned;
    }
}

static struct error memory_plan_by_clock(struct story_office *office, const char *jurisdiction, int depth)
{
    const struct jurisdiction *place = world_jurisdiction(&office->world, jurisdiction);
    int planned, any;

    if (!place || world_ended(place->until, day_of(office->now))) return OK;
    for (memory_count_planned(office, jurisdiction, &planned, &any); any > 0 && planned < 2;
         memory_count_planned(office, jurisdiction, &planned, &any)) {
        struct input input = { 0 };
        day_t event = memory_round_before(office, jurisdiction, NO_DAY)->event_day;

        do event = planner_next(place->calendar, place->policy, event).candidates[0].dates.event;
        while (event <= day_of(office->now));
        input.fields[INPUT_event_day] = (struct given){ .present = true, .day = event };
        if (depth > MEMORY_DEEPEST) return memory_broken("rounds without end");
        TRY(memory_plan(office, &memory_clock, jurisdiction, &input, NULL, depth + 1));
    }
    return OK;
}

/* ---- the sweep */

struct memory_due {
    enum machine_id machine;
    int64_t id;
    const struct limit *limit;
};

static bool is_earlier(const struct limit *a, int64_t id_a, const struct limit *b, int64_t id_b)
{
    if (a->next_at != b->next_at) return a->next_at < b->next_at;
    if (a->rank != b->rank) return a->rank < b->rank;
    if (id_a != id_b) return id_a < id_b;
    return a->position < b->position;
}

static void look_for_due(enum machine_id machine, int64_t id, const struct limit *limits, size_t count, instant_t until,
                         struct memory_due *due)
{
    for (size_t i = 0; i < count; i++) {
        const struct limit *limit = &limits[i];

        if (limit->next_at == NO_INSTANT || limit->next_at > until) continue;
        if (due->limit && machine != due->machine && due->limit->next_at <= limit->next_at) continue;
        if (due->limit && machine == due->machine && !is_earlier(limit, id, due->limit, due->id)) continue;
        *due = (struct memory_due){ machine, id, limit };
    }
}

static struct memory_due memory_due(const struct story_office *office, instant_t until)
{
    struct memory_due due = { 0 };

    for (size_t i = 0; i < office->appeal_count; i++)
        look_for_due(MACHINE_appeal, office->appeals[i]->id, office->appeals[i]->limits.rows,
                     office->appeals[i]->limits.count, until, &due);
    for (size_t i = 0; i < office->round_count; i++)
        look_for_due(MACHINE_round, office->rounds[i]->id, office->rounds[i]->limits.rows,
                     office->rounds[i]->limits.count, until, &due);
    return due;
}

/* A limit of the fresh copy: the effect writes into it. */
static const struct limit *same_limit(const struct change *change, const struct limit *key)
{
    const struct limit *rows = change->appeal ? change->appeal->limits.rows : change->round->limits.rows;
    size_t count = change->appeal ? change->appeal->limits.count : change->round->limits.count;

    for (size_t i = 0; i < count; i++)
        if (rows[i].clock == key->clock && text_equal(rows[i].instance, key->instance)) return &rows[i];
    return NULL;
}

static struct error memory_clock_step(struct story_office *office, const struct memory_due *due)
{
    struct facts *facts = ARENA_NEW(office->arena, struct facts);
    struct change *change = ARENA_NEW(office->arena, struct change);
    const struct limit *limit;
    struct input input;
    int action;

    if (due->machine == MACHINE_appeal) {
        struct appeal *appeal = memory_by_id(office, due->id);

        memory_facts_of_appeal(office, facts, appeal);
        change_init_appeal(change, office->arena, facts, appeal, &memory_clock, office->now);
    } else {
        struct round *round = office->rounds[due->id - 1];

        memory_facts_of_round(office, facts, round);
        change_init_round(change, office->arena, facts, round, &memory_clock, office->now);
    }
    limit = same_limit(change, due->limit);
    if (!limit || limit->next_at == NO_INSTANT || limit->next_at > office->now) return OK; /* done meanwhile */
    action = workflow_silence(change, limit, &input);
    /* The office counts it anew and goes on; here it is a mistake of the rules. */
    if (action < 0) return memory_broken(arena_printf(office->arena, "%s has nothing to do though it is due",
                                                      change->machine->clocks[limit->clock].id));
    return memory_step(office, change, facts, action, &input, 0);
}

/* What a unit that has ended leads, joins or is proposed for passes to its successor. */
static bool has_open_part(const struct appeal *appeal, const char *unit)
{
    if (appeal->state >= STATE_closed) return false;
    if (text_equal(appeal->lead_unit, unit)) return true;
    if ((appeal->state == STATE_disputed || appeal->state == STATE_escalated) && text_equal(appeal->proposed_unit, unit))
        return true;
    for (size_t i = 0; i < appeal->dispatches.count; i++)
        if (text_equal(appeal->dispatches.rows[i].unit, unit) && text_equal(appeal->dispatches.rows[i].role, "co") &&
            appeal->dispatches.rows[i].state != DISPATCH_ended)
            return true;
    return false;
}

static struct error memory_succeed(struct story_office *office)
{
    day_t today = day_of(office->now);

    for (size_t i = 0; i < office->world.unit_count; i++) {
        const struct unit *unit = &office->units[i];

        if (!unit->successor || !world_ended(unit->until, today) || world_unit(&office->world, unit->id, today)) continue;
        for (size_t k = 0; k < office->appeal_count; k++) {
            struct induced step = { .machine = MACHINE_appeal, .id = office->appeals[k]->id, .action = ACTION_succeed };

            if (!has_open_part(office->appeals[k], unit->id)) continue;
            step.input.fields[INPUT_lead_unit] = (struct given){ .present = true, .text = unit->id };
            step.input.fields[INPUT_proposed_unit] = (struct given){ .present = true, .text = unit->successor };
            TRY(memory_induced(office, &step, 0));
        }
    }
    return OK;
}

static struct error memory_advance(struct story_office *office, instant_t to)
{
    for (int i = 0; i < MEMORY_ENDLESS; i++) {
        struct memory_due due = memory_due(office, to);

        if (!due.limit) {
            office->now = to;
            return memory_succeed(office);
        }
        if (due.limit->next_at > office->now) office->now = due.limit->next_at;
        TRY(memory_succeed(office));
        TRY(memory_clock_step(office, &due));
    }
    return memory_broken("the sweep does not end");
}

/* ---- people */

/* The transaction around what a person does: nothing is kept of what was refused, however late. */
#define MEMORY_WRITE(office, call)                                     \
    do {                                                               \
        struct story_office before_ = *(office);                       \
        struct error error_ = (call);                                  \
        if (error_.kind != NO_ERROR) *(office) = before_;              \
        return error_;                                                 \
    } while (0)

static struct error memory_do_submit(struct story_office *office, const struct person *person,
                                     const struct input *input, const char **number)
{
    static const struct appeal nothing = { .state = STATE_new };
    struct facts *facts = ARENA_NEW(office->arena, struct facts);
    struct change *change = ARENA_NEW(office->arena, struct change);
    int year = civil_of_day(day_of(office->now)).year;
    int64_t sequence = (int64_t)office->appeal_count + 1;

    memory_facts_of_appeal(office, facts, &nothing);
    change_init_appeal(change, office->arena, facts, &nothing, person, office->now);
    TRY(workflow_permit(change, ACTION_submit, NULL));
    memory_facts_of_action(office, facts, change, "submit", input);
    TRY(workflow_permit(change, ACTION_submit, input));
    facts->id = year * INT64_C(100000000) + sequence;
    facts->number = arena_printf(office->arena, "ZT%d-%04lld", year, (long long)sequence);
    facts->query_code = "ABCDEFGHJK";
    TRY(workflow_do(change));
    memory_store(office, change);
    *number = change->appeal->number;
    return memory_follow_up(office, change, 0);
}

static struct error memory_open(struct story_office *office, const struct person *person, enum machine_id machine,
                                const char *number, struct facts *facts, struct change *change)
{
    struct appeal *appeal = memory_find(office, number);
    struct round *round = memory_find_round(office, number);

    if (machine == MACHINE_appeal && appeal) {
        memory_facts_of_appeal(office, facts, appeal);
        change_init_appeal(change, office->arena, facts, appeal, person, office->now);
        return OK;
    }
    if (machine == MACHINE_round && round) {
        memory_facts_of_round(office, facts, round);
        change_init_round(change, office->arena, facts, round, person, office->now);
        return OK;
    }
    return (struct error){ .kind = NOT_FOUND, .code = "not-found" };
}

static struct error memory_do_act(struct story_office *office, const struct person *person, enum machine_id machine,
                                  const char *number, const char *action, const struct input *input)
{
    struct facts *facts = ARENA_NEW(office->arena, struct facts);
    struct change *change = ARENA_NEW(office->arena, struct change);
    int id = machine_action(machine == MACHINE_appeal ? &appeal_machine : &round_machine, action);

    TRY(memory_open(office, person, machine, number, facts, change));
    TRY(memory_step(office, change, facts, id, input, 0));
    return machine == MACHINE_round ? memory_advance(office, office->now) : OK; /* moved dates may be due at once */
}

static struct error memory_do_plan(struct story_office *office, const struct person *person, const char *jurisdiction,
                                   const struct input *input, const char **number)
{
    TRY(memory_plan(office, person, jurisdiction, input, number, 0));
    return memory_advance(office, office->now); /* what opens today is open */
}

static struct error memory_submit(struct story_office *office, const struct person *person, const struct input *input,
                                  const char **number)
{
    MEMORY_WRITE(office, memory_do_submit(office, person, input, number));
}

static struct error memory_act(struct story_office *office, const struct person *person, enum machine_id machine,
                               const char *number, const char *action, const struct input *input)
{
    MEMORY_WRITE(office, memory_do_act(office, person, machine, number, action, input));
}

static struct error memory_plan_by(struct story_office *office, const struct person *person, const char *jurisdiction,
                                   const struct input *input, const char **number)
{
    MEMORY_WRITE(office, memory_do_plan(office, person, jurisdiction, input, number));
}

static size_t memory_offers(struct story_office *office, const struct person *person, enum machine_id machine,
                            const char *number, int *actions, size_t most)
{
    struct facts facts;
    struct change change;

    if (memory_open(office, person, machine, number, &facts, &change).kind != NO_ERROR) return 0;
    return workflow_offers(&change, actions, most);
}

static struct error memory_noticed(struct story_office *office, const char *number, enum appeal_action action)
{
    struct induced step = { .machine = MACHINE_appeal, .id = memory_find(office, number)->id, .action = (int)action };

    return memory_induced(office, &step, 0);
}

/* ---- the calendar */

/* As service/follow_calendar.c: rounds first, then every open appeal is counted anew. */
static void memory_close_day(struct story_office *office, const char *jurisdiction, day_t day, const char *why)
{
    struct calendar_entry *entries = ARENA_ARRAY(office->arena, struct calendar_entry, office->entry_count + 1);

    for (size_t i = 0; i < office->entry_count; i++) entries[i] = office->entries[i];
    entries[office->entry_count++] = (struct calendar_entry){ day, CALENDAR_OFF, why, NULL };
    office->entries = entries;
    for (size_t i = 0; i < office->world.jurisdiction_count; i++) {
        struct jurisdiction *place = &office->jurisdictions[i];

        if (!text_equal(place->code, jurisdiction)) continue;
        place->calendar = calendar_new(office->arena, "with closures", calendar_first(place->calendar),
                                       calendar_horizon(place->calendar), entries, office->entry_count);
    }
    for (size_t i = 0; i < office->round_count; i++) {
        struct induced step = { .machine = MACHINE_round, .number = office->rounds[i]->number,
                                .action = ROUND_ACTION_replan, .if_permitted = true };
        if (memory_induced(office, &step, 0).kind != NO_ERROR) abort();
    }
    for (size_t i = 0; i < office->appeal_count; i++) {
        struct induced step = { .machine = MACHINE_appeal, .id = office->appeals[i]->id, .action = ACTION_follow,
                                .if_permitted = true };
        if (office->appeals[i]->state < STATE_closed && memory_induced(office, &step, 0).kind != NO_ERROR) abort();
    }
}

/* ---- looking */

static const char *memory_attach(struct story_office *office, enum machine_id machine, const char *number,
                                 const struct person *person)
{
    (void)office, (void)machine, (void)number, (void)person;
    return "1";
}

static const struct appeal *memory_appeal(struct story_office *office, const char *number)
{
    return memory_find(office, number);
}

static const struct round *memory_round(struct story_office *office, const char *number)
{
    return memory_find_round(office, number);
}

static const struct world *memory_world(struct story_office *office)
{
    return &office->world;
}

static size_t memory_events(struct story_office *office, enum machine_id machine, const char *number,
                            struct story_event **events)
{
    const struct appeal *appeal = memory_find(office, number);
    const struct round *round = memory_find_round(office, number);
    int64_t id = machine == MACHINE_appeal ? (appeal ? appeal->id : 0) : round ? round->id : 0;
    size_t count = 0;

    *events = ARENA_ARRAY(office->arena, struct story_event, office->event_count + 1);
    for (size_t i = 0; i < office->event_count; i++)
        if (office->all[i].machine == machine && office->all[i].id == id) (*events)[count++] = office->all[i].event;
    return count;
}

static const struct story_backend story_memory = {
    .name = "memory",
    .open = memory_new,
    .close = memory_end,
    .set_policy = memory_set_policy,
    .set_sign_off = memory_set_sign_off,
    .add_account = memory_add_account,
    .end_unit = memory_end_unit,
    .close_day = memory_close_day,
    .attach = memory_attach,
    .advance = memory_advance,
    .submit = memory_submit,
    .plan = memory_plan_by,
    .act = memory_act,
    .appeal = memory_appeal,
    .round = memory_round,
    .world = memory_world,
    .events = memory_events,
    .offers = memory_offers,
    .noticed = memory_noticed,
};

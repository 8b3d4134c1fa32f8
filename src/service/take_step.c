/* SPDX-License-Identifier: Apache-2.0 */
#include "service/take_step.h"

#include "base/random.h"
#include "base/text.h"
#include "mechanism/planner.h"
#include "service/notify.h"
#include "service/search.h"
#include "service/step_facts.h"
#include "service/sweep.h"
#include "store/around.h"
#include "store/events.h"
#include "store/records.h"

#include <string.h>

enum { DEEPEST = 12 }; /* steps that bring about steps; the tables need three */

const struct person the_clock = { .account = "clock", .name = "系统", .roles = 1u << ROLE_clock };

static struct error follow_up(struct context *, struct change *, int depth);

/* ---- storing one step ---- */

static struct event event_of(const struct context *context, const struct change *change)
{
    const struct person *person = change->person;
    bool clock = person_is(person, ROLE_clock), appeal = change->machine == &appeal_machine;
    int state = (int)(appeal ? change->appeal->state : change->round->state);

    return (struct event){
        .subject = change->machine->name,
        .subject_id = appeal ? change->appeal->id : change->round->id,
        .seq = appeal ? change->appeal->last_event : change->round->last_event,
        .at = change->now,
        .wall = context->wall,
        .actor = clock ? "clock" : person->account,
        .actor_name = person->name,
        .role = role_id(clock ? ROLE_clock : person_role(person)),
        .unit = person->unit,
        .address = context->address,
        .action = change->machine->actions[change->action].id,
        .clause = change->step->clause,
        .state = change->machine->states[state].id,
        .note = change->note,
        .internal = (change->step->flags & INTERNAL) != 0,
    };
}

static struct error store(struct context *context, struct change *change)
{
    struct event event = event_of(context, change);

    if (change->machine == &appeal_machine) {
        const struct appeal *before = change->state_before == STATE_new ? NULL : change->appeal_before;

        TRY(record_save(context->db, context->arena, &appeal_record, before, change->appeal, &event.change));
        TRY(search_store(context, before, change->appeal));
    } else {
        const struct round *before = change->state_before == ROUND_new ? NULL : change->round_before;

        TRY(record_save(context->db, context->arena, &round_record, before, change->round, &event.change));
    }
    TRY(event_append(context->db, context->arena, &event));
    return notify(context, change, &event);
}

static struct error do_step(struct context *context, struct change *change, struct facts *facts, int action,
                            const struct input *input, int depth)
{
    TRY(workflow_permit(change, action, NULL));
    TRY(gather_for_action(context, facts, change, change->machine->actions[action].id, input));
    TRY(workflow_permit(change, action, input));
    TRY(workflow_do(change));
    TRY(store(context, change));
    return follow_up(context, change, depth);
}

/* ---- steps brought about ---- */

static struct error find_round_id(struct context *context, const char *number, struct round *round)
{
    return record_load_number(context->db, context->arena, &round_record, number, round);
}

static struct error induced_step(struct context *context, const struct induced *induced, int depth)
{
    struct facts *facts = ARENA_NEW(context->arena, struct facts);
    struct change *change = ARENA_NEW(context->arena, struct change);
    struct error error;

    if (depth > DEEPEST) return (struct error){ .kind = BROKEN, .detail = "steps bring about steps without end" };
    if (induced->machine == MACHINE_appeal) {
        struct appeal *appeal = ARENA_NEW(context->arena, struct appeal);

        TRY(record_load(context->db, context->arena, &appeal_record, induced->id, appeal));
        TRY(gather_for_appeal(context, facts, appeal));
        change_init_appeal(change, context->arena, facts, appeal, &the_clock, context->now);
    } else {
        struct round *round = ARENA_NEW(context->arena, struct round);

        TRY(find_round_id(context, induced->number, round));
        TRY(gather_for_round(context, facts, round));
        change_init_round(change, context->arena, facts, round, &the_clock, context->now);
    }
    error = workflow_permit(change, induced->action, NULL);
    if (error.kind != NO_ERROR && induced->if_permitted) return OK;
    TRY(error);
    return do_step(context, change, facts, induced->action, &induced->input, depth);
}

struct error take_induced_step(struct context *context, const struct induced *induced)
{
    return induced_step(context, induced, 0);
}

static bool holds_its_round(int64_t state)
{
    return state == STATE_on_site || state == STATE_formal_reply || state == STATE_releasing;
}

/* The last item that held its round has left: the round finishes. */
static struct error finish_round(struct context *context, const char *number, int depth)
{
    struct induced finish = { .machine = MACHINE_round, .number = number, .action = ROUND_ACTION_finish,
                              .if_permitted = true };

    return number ? induced_step(context, &finish, depth + 1) : OK;
}

/* A merge target that is gone sends its followers back to screening. */
static struct error send_followers(struct context *context, const struct change *change, int depth)
{
    for (size_t i = 0; i < change->facts->member_count; i++) {
        struct induced follow = { .machine = MACHINE_appeal, .id = change->facts->members[i].id,
                                  .action = ACTION_follow, .if_permitted = true };
        if (change->facts->members[i].state == STATE_merged) TRY(induced_step(context, &follow, depth + 1));
    }
    return OK;
}

static struct error plan_by_clock(struct context *, const char *jurisdiction, int depth);

static struct error follow_up(struct context *context, struct change *change, int depth)
{
    for (size_t i = 0; i < change->induced.count; i++)
        TRY(induced_step(context, &change->induced.rows[i], depth + 1));
    if (change->machine == &appeal_machine) {
        int64_t state = change->appeal->state;

        if (holds_its_round(change->state_before) && !holds_its_round(state))
            TRY(finish_round(context, change->appeal_before->round, depth));
        if (state == STATE_returned || state == STATE_withdrawn) TRY(send_followers(context, change, depth));
        return OK;
    }
    if (change->round->state == ROUND_opinions_issued || change->round->state == ROUND_held)
        TRY(finish_round(context, change->round->number, depth));
    if (change->round->state != change->state_before) return plan_by_clock(context, change->round->jurisdiction, depth);
    return OK;
}

/* ---- people's steps ---- */

static struct error stale_if(int64_t asked, int64_t version)
{
    if (asked == 0 || asked == version) return OK;
    return (struct error){ .kind = STALE, .code = "changed-meanwhile", .text = "您看到的已不是最新情况，请刷新后再办。" };
}

static struct error not_found(const char *code, const char *chinese)
{
    return (struct error){ .kind = NOT_FOUND, .code = code, .text = chinese };
}

struct error open_change_appeal(struct context *context, const char *number, struct change *change)
{
    struct appeal *appeal = ARENA_NEW(context->arena, struct appeal);
    struct facts *facts = ARENA_NEW(context->arena, struct facts);
    struct error error = record_load_number(context->db, context->arena, &appeal_record, number, appeal);

    if (error.kind == NOT_FOUND || (error.kind == NO_ERROR && !may_see_appeal(context->world, &context->person, appeal,
                                                                             day_of(context->now))))
        return not_found("appeal.not-found", "未找到该诉求。");
    TRY(error);
    TRY(gather_for_appeal(context, facts, appeal));
    change_init_appeal(change, context->arena, facts, appeal, &context->person, context->now);
    return OK;
}

struct error open_change_round(struct context *context, const char *number, struct change *change)
{
    struct round *round = ARENA_NEW(context->arena, struct round);
    struct facts *facts = ARENA_NEW(context->arena, struct facts);
    struct error error = record_load_number(context->db, context->arena, &round_record, number, round);

    if (error.kind == NOT_FOUND) return not_found("round.not-found", "没有这一期。");
    TRY(error);
    TRY(gather_for_round(context, facts, round));
    change_init_round(change, context->arena, facts, round, &context->person, context->now);
    return OK;
}

/* 403 before 412 before 409. */
static struct error check_version(struct change *change, int action, int64_t asked, int64_t version)
{
    struct error error = workflow_permit(change, action, NULL);

    if (error.kind == NOT_FOUND || error.kind == NOT_ALLOWED) return error;
    return stale_if(asked, version);
}

struct error take_appeal_step(struct context *context, const char *number, const char *action,
                              const struct input *input, int64_t version)
{
    struct change change;
    int id = machine_action(&appeal_machine, action);

    if (id < 0 || id == ACTION_submit) return not_found("action.unknown", "没有这个操作。");
    TRY(sweep_before_acting(context));
    TRY(open_change_appeal(context, number, &change));
    TRY(check_version(&change, id, version, change.appeal->version));
    return do_step(context, &change, (struct facts *)(uintptr_t)change.facts, id, input, 0);
}

struct error take_round_step(struct context *context, const char *number, const char *action,
                             const struct input *input, int64_t version)
{
    struct change change;
    int id = machine_action(&round_machine, action);

    if (id < 0 || id == ROUND_ACTION_plan) return not_found("action.unknown", "没有这个操作。");
    TRY(sweep_before_acting(context));
    TRY(open_change_round(context, number, &change));
    TRY(check_version(&change, id, version, change.round->version));
    TRY(do_step(context, &change, (struct facts *)(uintptr_t)change.facts, id, input, 0));
    return sweep_before_acting(context); /* moved dates may be due at once */
}

/* Ten letters and digits that are not taken for one another: 50 bits, and asking is limited. */
static char *new_query_code(struct arena *arena)
{
    static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    enum { LENGTH = 10 };
    unsigned char raw[LENGTH];
    char *code = arena_alloc(arena, LENGTH + 1);

    random_bytes(raw, sizeof raw);
    for (int i = 0; i < LENGTH; i++) code[i] = letters[raw[i] % (sizeof letters - 1)];
    return code;
}

static struct error number_appeal(struct context *context, struct facts *facts)
{
    int year = civil_of_day(day_of(context->now)).year;
    int64_t sequence;

    TRY(db_next_number(context->db, arena_printf(context->arena, "appeal-%d", year), &sequence));
    facts->id = year * INT64_C(100000000) + sequence;
    facts->number = arena_printf(context->arena, "ZT%d-%04lld", year, (long long)sequence);
    facts->query_code = new_query_code(context->arena);
    return OK;
}

static struct error permit_submission(struct context *context, struct change *change, struct facts *facts,
                                      const struct input *input)
{
    static const struct appeal nothing = { .state = STATE_new };

    TRY(gather_for_appeal(context, facts, &nothing));
    change_init_appeal(change, context->arena, facts, &nothing, &context->person, context->now);
    TRY(workflow_permit(change, ACTION_submit, NULL));
    TRY(gather_for_action(context, facts, change, "submit", input));
    return workflow_permit(change, ACTION_submit, input);
}

struct error check_submission(struct context *context, const struct input *input)
{
    struct facts facts;
    struct change change;

    return permit_submission(context, &change, &facts, input);
}

struct error submit_appeal(struct context *context, const struct input *input, const char **number)
{
    struct facts facts;
    struct change change;

    TRY(sweep_before_acting(context));
    TRY(permit_submission(context, &change, &facts, input));
    TRY(number_appeal(context, &facts));
    TRY(workflow_do(&change));
    TRY(store(context, &change));
    *number = change.appeal->number;
    return follow_up(context, &change, 0);
}

/* ---- rounds come into being ---- */

static struct error number_round(struct context *context, struct facts *facts, const char *jurisdiction,
                                 const struct input *input)
{
    bool special = input->fields[INPUT_special].present && input->fields[INPUT_special].truth;
    int64_t last;

    facts->year = civil_of_day(input->fields[INPUT_event_day].day).year;
    TRY(round_last_ordinal(context->db, context->arena, jurisdiction, facts->year, special, &last));
    facts->ordinal = (int)last + 1;
    facts->number = planner_number(context->arena, jurisdiction, facts->year, facts->ordinal, special);
    return db_next_number(context->db, "round", &facts->id);
}

static struct error plan(struct context *context, const struct person *person, const char *jurisdiction,
                         const struct input *input, const char **number, int depth)
{
    struct round *nothing = ARENA_NEW(context->arena, struct round);
    struct facts *facts = ARENA_NEW(context->arena, struct facts);
    struct change *change = ARENA_NEW(context->arena, struct change);
    struct round *previous;

    nothing->jurisdiction = jurisdiction;
    TRY(gather_for_round(context, facts, nothing));
    TRY(round_before(context->db, context->arena, jurisdiction,
                     input->fields[INPUT_event_day].present ? input->fields[INPUT_event_day].day : NO_DAY, &previous));
    facts->previous = previous;
    change_init_round(change, context->arena, facts, nothing, person, context->now);
    TRY(workflow_permit(change, ROUND_ACTION_plan, NULL));
    TRY(gather_for_action(context, facts, change, "plan", input));
    TRY(workflow_permit(change, ROUND_ACTION_plan, input));
    TRY(number_round(context, facts, jurisdiction, input));
    TRY(workflow_do(change));
    TRY(store(context, change));
    if (number) *number = change->round->number;
    return follow_up(context, change, depth);
}

struct error plan_round(struct context *context, const char *jurisdiction, const struct input *input,
                        const char **number)
{
    static const struct fault unknown = { "jurisdiction", "unknown-jurisdiction", "没有这个辖区。", NULL };
    const char *place = jurisdiction ? jurisdiction : context->person.jurisdiction;

    if (!world_jurisdiction(context->world, place))
        return (struct error){ .kind = INVALID, .code = "fields.invalid", .text = "没有这个辖区。", .faults = &unknown };
    TRY(sweep_before_acting(context));
    TRY(plan(context, &context->person, place, input, number, 0));
    return sweep_before_acting(context); /* what opens today is open */
}

/* Two rounds ahead always exist once a jurisdiction has any; else the clock plans the proposal. */
static struct error plan_by_clock(struct context *context, const char *jurisdiction, int depth)
{
    const struct jurisdiction *place = world_jurisdiction(context->world, jurisdiction);
    int64_t planned, any;

    if (!place || world_ended(place->until, day_of(context->now))) return OK;
    TRY(rounds_count_planned(context->db, context->arena, jurisdiction, &planned, &any));
    for (; any > 0 && planned < 2; planned++) {
        struct input input = { 0 };
        struct round *last;
        day_t event;

        TRY(round_before(context->db, context->arena, jurisdiction, NO_DAY, &last));
        event = last->event_day;
        do event = planner_next(place->calendar, place->policy, event).candidates[0].dates.event;
        while (event <= day_of(context->now));
        input.fields[INPUT_event_day] = (struct given){ .present = true, .day = event };
        if (depth > DEEPEST) return (struct error){ .kind = BROKEN, .detail = "rounds without end" };
        TRY(plan(context, &the_clock, jurisdiction, &input, NULL, depth + 1));
        TRY(rounds_count_planned(context->db, context->arena, jurisdiction, &planned, &any));
        planned--;
    }
    return OK;
}

/* ---- silence ---- */

static const struct limit *find_limit(const struct change *change, const struct limit *key)
{
    const struct limit *rows = change->appeal ? change->appeal->limits.rows : change->round->limits.rows;
    size_t count = change->appeal ? change->appeal->limits.count : change->round->limits.count;

    for (size_t i = 0; i < count; i++)
        if (rows[i].clock == key->clock && text_equal(rows[i].instance, key->instance)) return &rows[i];
    return NULL;
}

/* A limit that has nothing to do now, but said it had: counted anew, so that the sweep goes on. */
static int recount(const struct change *change)
{
    return change->machine == &appeal_machine ? (int)ACTION_follow : (int)ROUND_ACTION_replan;
}

struct error take_clock_step(struct context *context, enum machine_id machine, int64_t id, const struct limit *key)
{
    struct facts *facts = ARENA_NEW(context->arena, struct facts);
    struct change *change = ARENA_NEW(context->arena, struct change);
    const struct limit *limit;
    struct input input;
    int action;

    if (machine == MACHINE_appeal) {
        struct appeal *appeal = ARENA_NEW(context->arena, struct appeal);

        TRY(record_load(context->db, context->arena, &appeal_record, id, appeal));
        TRY(gather_for_appeal(context, facts, appeal));
        change_init_appeal(change, context->arena, facts, appeal, &the_clock, context->now);
    } else {
        struct round *round = ARENA_NEW(context->arena, struct round);

        TRY(record_load(context->db, context->arena, &round_record, id, round));
        TRY(gather_for_round(context, facts, round));
        change_init_round(change, context->arena, facts, round, &the_clock, context->now);
    }
    limit = find_limit(change, key);
    if (!limit || limit->next_at == NO_INSTANT || limit->next_at > context->now) return OK; /* done meanwhile */
    action = workflow_silence(change, limit, &input);
    return do_step(context, change, facts, action >= 0 ? action : recount(change), &input, 0);
}

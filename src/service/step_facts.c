/* SPDX-License-Identifier: Apache-2.0 */
#include "service/step_facts.h"

#include "base/text.h"
#include "mechanism/planner.h"
#include "mechanism/registry_match.h"
#include "mechanism/uscc.h"
#include "store/around.h"
#include "store/people.h"
#include "store/rebuild.h"
#include "store/registry.h"
#include "store/rosters.h"

#include <string.h>

static const struct given *given(const struct input *input, enum input_id field)
{
    return &input->fields[field];
}

static const char *text(const struct input *input, enum input_id field)
{
    return input->fields[field].present ? input->fields[field].text : NULL;
}

struct error gather_for_appeal(struct context *context, struct facts *facts, const struct appeal *appeal)
{
    struct around around;

    TRY(around_appeal(context->db, context->arena, appeal, &around));
    *facts = (struct facts){ .world = context->world,
                             .rounds = around.rounds,
                             .round_count = around.round_count,
                             .item = around.item,
                             .target = around.target,
                             .members = around.followers,
                             .member_count = around.follower_count };
    return OK;
}

struct error gather_for_round(struct context *context, struct facts *facts, const struct round *round)
{
    struct round *rounds, *previous = NULL;
    struct brief *members = NULL;

    *facts = (struct facts){ .world = context->world };
    TRY(rounds_around(context->db, context->arena, round->number, &rounds, &facts->round_count));
    facts->rounds = rounds;
    if (round->number)
        TRY(briefs_of_round(context->db, context->arena, round->number, round->state == ROUND_agenda_approved, &members,
                            &facts->member_count));
    facts->members = members;
    if (!round->special)
        TRY(round_before(context->db, context->arena, round->jurisdiction, round->event_day, &previous));
    facts->previous = previous;
    return OK;
}

static struct error gather_person(struct context *context, struct facts *facts, const char *name)
{
    struct account account;
    struct person *person = ARENA_NEW(context->arena, struct person);
    struct error error;

    facts->named = NULL;
    if (text_blank(name)) return OK;
    error = accounts_find(context->db, context->arena, name, &account);
    if (error.kind == NOT_FOUND) return OK;
    TRY(error);
    if (!account.active) return OK;
    *person = (struct person){ .id = account.id, .account = account.name, .name = account.display_name,
                               .roles = account.roles, .unit = account.unit, .jurisdiction = account.jurisdiction };
    facts->named = person;
    return OK;
}

static struct error accounts_of(struct context *context, const char *jurisdiction, enum role role,
                                struct account **accounts, const char *const **names, size_t *count)
{
    struct account_filter filter = { .jurisdiction = jurisdiction, .role = role, .active_only = true, .limit = 200 };
    const char **list;

    TRY(accounts_list(context->db, context->arena, &filter, accounts, count));
    list = ARENA_ARRAY(context->arena, const char *, *count + 1);
    for (size_t i = 0; i < *count; i++) list[i] = (*accounts)[i].name;
    *names = list;
    return OK;
}

/* The roster's for the month; else the one after the last round's, in turn (一: 依次). */
static const char *next_in_turn(const char *const *names, size_t count, const char *last)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(names[i], last)) return names[(i + 1) % count];
    return count ? names[0] : NULL;
}

static const char *name_of_id(const struct account *accounts, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (accounts[i].id == id) return accounts[i].name;
    return NULL;
}

static struct error gather_roster(struct context *context, struct facts *facts, const char *jurisdiction, day_t event)
{
    struct account *leaders, *secretaries;
    struct roster_month *months;
    size_t count;
    char month[DAY_TEXT];

    TRY(accounts_of(context, jurisdiction, ROLE_leader, &leaders, &facts->leaders, &facts->leader_count));
    TRY(accounts_of(context, jurisdiction, ROLE_secretary, &secretaries, &facts->secretaries, &facts->secretary_count));
    facts->next_leader =
        next_in_turn(facts->leaders, facts->leader_count, facts->previous ? facts->previous->leader : NULL);
    facts->next_secretary =
        next_in_turn(facts->secretaries, facts->secretary_count, facts->previous ? facts->previous->secretary : NULL);
    if (!event) return OK;
    day_format(event, month)[7] = 0;
    TRY(rosters_list(context->db, context->arena, jurisdiction, month, month, &months, &count));
    if (count == 0) return OK;
    if (name_of_id(leaders, facts->leader_count, months[0].leader))
        facts->next_leader = name_of_id(leaders, facts->leader_count, months[0].leader);
    if (name_of_id(secretaries, facts->secretary_count, months[0].secretary))
        facts->next_secretary = name_of_id(secretaries, facts->secretary_count, months[0].secretary);
    return OK;
}

static struct error gather_registry(struct context *context, struct facts *facts, const struct appeal *appeal,
                                    const struct input *input)
{
    struct registry_entry entry;
    const char *code = text(input, INPUT_uscc) ? text(input, INPUT_uscc) : appeal->uscc, *why;
    const char *name = text(input, INPUT_enterprise_name);
    char normal[19];
    struct error error;

    facts->registry_matches = false;
    if (!code || !name || !uscc_check(context->arena, code, normal, &why)) return OK;
    error = registry_find(context->db, context->arena, normal, &entry);
    if (error.kind == NOT_FOUND) return OK;
    TRY(error);
    facts->registry_matches = registry_match(context->arena, name, entry.name) == REGISTRY_MATCH;
    return OK;
}

/* Orders are numbered in one series a year: 潮督〔2026〕12号. */
static struct error gather_order_number(struct context *context, struct facts *facts)
{
    int year = civil_of_day(day_of(context->now)).year;
    int64_t number;

    TRY(db_next_number(context->db, arena_printf(context->arena, "order-%d", year), &number));
    facts->order_number = arena_printf(context->arena, "潮督〔%d〕%lld号", year, (long long)number);
    return OK;
}

/* The appeal as it was before the last thing its last actor did; reminders since then do not count. */
static struct error gather_image(struct context *context, struct facts *facts, const struct appeal *appeal)
{
    struct event *events;
    struct appeal *image;
    size_t count;
    int64_t after = appeal->last_event > 50 ? appeal->last_event - 50 : 0;

    facts->image = NULL;
    TRY(events_list(context->db, context->arena, "appeal", appeal->id, after, 50, &events, &count));
    for (size_t i = count; i-- > 0;) {
        if (!text_equal(events[i].action, appeal_machine.actions[appeal->last_action].id) ||
            text_equal(events[i].role, "clock"))
            continue;
        image = ARENA_NEW(context->arena, struct appeal);
        TRY(events_image_before(context->db, context->arena, &appeal_record, appeal, events[i].seq, image));
        facts->image = image;
        return OK;
    }
    return OK;
}

static struct error gather_target(struct context *context, struct facts *facts, const char *number)
{
    struct brief *target = NULL;

    if (number) TRY(brief_by_number(context->db, context->arena, number, &target));
    facts->target = target;
    return OK;
}

/* Files that an action names have to be there. */
static struct error check_files(struct context *context, const struct change *change, const struct input *input)
{
    const char *owner = change->appeal ? "appeal" : "round";
    int64_t id = change->appeal ? change->appeal->id : change->round->id;

    for (int field = 0; field < INPUTS; field++) {
        const struct given *one = given(input, (enum input_id)field);
        bool list = field == INPUT_attachments, is = true;

        if (!one->present || (inputs[field].kind != INPUT_IS_FILE && !list)) continue;
        if (!list && !text_blank(one->text)) TRY(file_is_of(context->db, context->arena, owner, id, one->text, &is));
        for (size_t i = 0; list && is && i < one->count; i++)
            TRY(file_is_of(context->db, context->arena, owner, id, one->list[i], &is));
        if (!is) return fault_at(change, (enum input_id)field, "unknown-file", "没有这个附件，请先上传，再填写它的编号。");
    }
    return OK;
}

struct error gather_for_action(struct context *context, struct facts *facts, const struct change *change,
                               const char *action, const struct input *input)
{
    const struct appeal *appeal = change->appeal;

    TRY(check_files(context, change, input));
    if (given(input, INPUT_to)->present || given(input, INPUT_account)->present)
        TRY(gather_person(context, facts, text(input, INPUT_to) ? text(input, INPUT_to) : text(input, INPUT_account)));
    if (strcmp(action, "submit") == 0 || strcmp(action, "supplement") == 0)
        TRY(gather_registry(context, facts, appeal, input));
    if (strcmp(action, "supervise") == 0 || strcmp(action, "fail_check") == 0) TRY(gather_order_number(context, facts));
    if (strcmp(action, "merge") == 0) TRY(gather_target(context, facts, text(input, INPUT_into)));
    if (strcmp(action, "retract") == 0) TRY(gather_image(context, facts, appeal));
    if (change->round && (strcmp(action, "plan") == 0 || strcmp(action, "set_roster") == 0))
        TRY(gather_roster(context, facts, change->round->jurisdiction,
                          given(input, INPUT_event_day)->present ? given(input, INPUT_event_day)->day : NO_DAY));
    return OK;
}

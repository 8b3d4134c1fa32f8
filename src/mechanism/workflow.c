/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the rows: permit, offers, do, silence. No action is known here by name but those that every machine has. */
#include "mechanism/workflow.h"

#include "base/text.h"
#include "mechanism/categories.h"
#include "mechanism/clock.h"
#include "mechanism/limits.h"

#include <stdarg.h>
#include <string.h>

/* The states whose appeals stand in their round's catalogue. */
#define BIT(state) (UINT64_C(1) << STATE_##state)
#define CATALOGUE (BIT(assigned) | BIT(disputed) | BIT(handling) | BIT(assessing) | BIT(awaiting_event))

/* A matter keeps the parameters it was received with, the program's own (0) too; a new one takes those in force. */
static void find_rules(struct change *change, const char *jurisdiction, int64_t policy_id, bool is_new)
{
    const struct world *world = change->facts->world;
    const struct jurisdiction *place = world_jurisdiction(world, jurisdiction);

    if (!place) place = world_jurisdiction(world, CITY);
    change->policy = is_new ? place->policy : world_policy(world, policy_id);
    change->calendar = place->calendar;
}

static void change_init(struct change *change, struct arena *arena, const struct facts *facts,
                        const struct person *person, instant_t now)
{
    *change = (struct change){ .arena = arena,
                               .facts = facts,
                               .now = now,
                               .today = day_of(now),
                               .person = person,
                               .lapse_clock = -1,
                               .lapse_instance = "" };
}

void change_init_appeal(struct change *change, struct arena *arena, const struct facts *facts,
                        const struct appeal *before, const struct person *person, instant_t now)
{
    change_init(change, arena, facts, person, now);
    change->machine = &appeal_machine;
    change->appeal_before = before;
    change->appeal = record_copy(&appeal_record, arena, before);
    change->state_before = (int)before->state;
    find_rules(change, before->jurisdiction, before->policy, before->state == 0);
    change->duties = duties_of(change);
}

void change_init_round(struct change *change, struct arena *arena, const struct facts *facts,
                       const struct round *before, const struct person *person, instant_t now)
{
    change_init(change, arena, facts, person, now);
    change->machine = &round_machine;
    change->round_before = before;
    change->round = record_copy(&round_record, arena, before);
    change->state_before = (int)before->state;
    find_rules(change, before->jurisdiction, before->policy, before->state == 0);
    change->duties = duties_of(change);
}

static struct error refusal(enum error_kind kind, const struct change *change, const char *code, const char *text)
{
    return (struct error){ .kind = kind, .code = code, .text = text, .clause = change->step ? change->step->clause : NULL };
}

struct error refuse(const struct change *change, const char *code, const char *chinese, ...)
{
    va_list arguments;
    const char *text;

    va_start(arguments, chinese);
    text = arena_vprintf(change->arena, chinese, arguments);
    va_end(arguments);
    return refusal(NOT_NOW, change, code, text);
}

struct error fault_at(const struct change *change, enum input_id input, const char *code, const char *chinese)
{
    struct fault *fault = ARENA_NEW(change->arena, struct fault);
    struct error error = refusal(INVALID, change, code, chinese);

    *fault = (struct fault){ .field = inputs[input].name, .code = code, .text = chinese };
    error.faults = fault;
    return error;
}

static bool row_is_for(const struct change *change, const struct step *step, int action)
{
    return step->action == action && (step->duty & change->duties) != 0;
}

static bool starts_here(const struct change *change, const struct step *step)
{
    return (step->from >> change->state_before & 1u) != 0;
}

/* The first row of the action, of this person and state, whose condition holds; else the refusal. */
static struct error find_row(struct change *change, int action)
{
    const struct machine *machine = change->machine;
    bool ever = false, known = false;
    const struct step *here = NULL;

    for (size_t i = 0; i < machine->step_count; i++) {
        const struct step *step = &machine->steps[i];
        struct error error;

        if (step->action != action) continue;
        known = known || (step->duty & ~(unsigned)(CLOCK_ITSELF | ROUND)) != 0;
        change->step = step;
        if (!row_is_for(change, step, action)) continue;
        ever = true;
        if (!starts_here(change, step)) continue;
        here = step;
        error = step->when(change);
        if (error.kind == NO_ERROR) return OK;
        if (!text_equal(error.code, "another-row")) return error;
    }
    if (!known && !(change->duties & CLOCK_ITSELF)) return (struct error){ .kind = NOT_FOUND, .code = "action.unknown" };
    if (!ever) return refusal(NOT_ALLOWED, change, "step.not-your-duty", "这件事不由您的岗位办理。");
    return refuse(change, here ? "step.condition-not-met" : "step.wrong-state", "现在是“%s”，不能%s。",
                  machine->states[change->state_before].chinese, machine->actions[action].chinese);
}

static void add_fault(struct change *change, struct error *error, enum input_id input, const char *code,
                      const char *text)
{
    struct fault *fault = ARENA_NEW(change->arena, struct fault);
    struct fault **end = (struct fault **)&error->faults;

    *fault = (struct fault){ .field = inputs[input].name, .code = code, .text = text };
    while (*end) end = &(*end)->next;
    *end = fault;
    if (error->kind == NO_ERROR) {
        error->kind = INVALID;
        error->code = "fields.invalid";
        error->text = "有内容需要更正。";
    }
}

static bool is_filled(const struct given *given, enum input_kind kind)
{
    if (!given->present) return false;
    if (kind == INPUT_IS_LIST) return true;
    return kind != INPUT_IS_TEXT && kind != INPUT_IS_FILE ? true : !text_blank(given->text);
}

/* Required fields are there, texts not too long. */
static struct error check_fields(struct change *change, int action, const struct input *input)
{
    struct error error = OK;

    for (size_t i = 0; i < change->machine->takes_count; i++) {
        const struct takes_row *row = &change->machine->takes[i];
        const struct input_row *field = &inputs[row->input];
        const struct given *given = &input->fields[row->input];

        if (row->action != action) continue;
        if (row->required && !is_filled(given, field->kind))
            add_fault(change, &error, row->input, "required", arena_printf(change->arena, "请填写%s。", field->chinese));
        else if (given->present && given->text && field->most && field->kind == INPUT_IS_TEXT &&
                 text_length(given->text) > field->most)
            add_fault(change, &error, row->input, "too-long",
                      arena_printf(change->arena, "%s超过%zu字，现在%zu字，请缩短。", field->chinese, field->most,
                                   text_length(given->text)));
        else if (given->present && field->kind == INPUT_IS_LIST && given->count > field->most)
            add_fault(change, &error, row->input, "too-many",
                      arena_printf(change->arena, "%s最多%zu个。", field->chinese, field->most));
        else if (row->input == INPUT_category && is_filled(given, field->kind) && !category_known(given->text))
            add_fault(change, &error, row->input, "unknown-category",
                      arena_printf(change->arena, "没有“%s”这个类别，请从类别名单中选择。", given->text));
    }
    if (error.kind != NO_ERROR) error.clause = change->step->clause;
    return error;
}

/* People mend everything at once: what the condition finds wrong joins what is missing or too long. */
static struct error with_faults_of(const struct change *change, struct error missing, const struct error *other)
{
    struct fault **end = (struct fault **)&missing.faults;

    while (*end) end = &(*end)->next;
    for (const struct fault *fault = other->kind == INVALID ? other->faults : NULL; fault; fault = fault->next) {
        bool known = false;

        for (const struct fault *one = missing.faults; one; one = one->next) known = known || text_equal(one->field, fault->field);
        if (known) continue;
        *end = arena_copy(change->arena, fault, sizeof *fault);
        (*end)->next = NULL;
        end = &(*end)->next;
    }
    return missing;
}

struct error workflow_permit(struct change *change, int action, const struct input *input)
{
    struct error missing, error;

    change->action = action;
    change->input = NULL;
    change->step = NULL;
    if (change->machine == &appeal_machine && change->state_before != STATE_new &&
        !may_see_appeal(change->facts->world, change->person, change->appeal, change->today))
        return (struct error){ .kind = NOT_FOUND, .code = "appeal.not-found", .text = "未找到该诉求。" };
    TRY(find_row(change, action));
    if (!input) return OK;
    change->input = input;
    /* Silence fills in nothing and is not asked to. */
    if (change->duties & CLOCK_ITSELF) return find_row(change, action);
    missing = check_fields(change, action, input);
    error = find_row(change, action);
    return missing.kind == NO_ERROR ? error : with_faults_of(change, missing, &error);
}

size_t workflow_offers(struct change *change, int *actions, size_t most)
{
    size_t count = 0;

    for (int action = 0; action < change->machine->action_count && count < most; action++)
        if (workflow_permit(change, action, NULL).kind == NO_ERROR) actions[count++] = action;
    change->step = NULL;
    return count;
}

static void remember_actor(struct change *change)
{
    struct appeal *appeal = change->appeal;

    appeal->last_event++;
    /* Reminders and steps of the round do not count. */
    if ((change->duties & CLOCK_ITSELF) || change->action == ACTION_urge) return;
    if (change->step->flags & UNDO) {
        appeal->last_actor = change->person->id;
        appeal->last_action = change->action;
        appeal->last_at = change->now;
    } else {
        appeal->last_at = NO_INSTANT; /* too late for who did it, and still only his */
    }
}

static void enter_state(struct change *change)
{
    int64_t *state = change->machine == &appeal_machine ? &change->appeal->state : &change->round->state;
    int to = change->step->to;

    if (change->restored) return;
    if (to == BACK)
        to = (int)(change->machine == &appeal_machine ? change->appeal->back_state : change->state_before);
    if (to != STAY) *state = to;
    if (*state == change->state_before) return;
    if (change->machine == &appeal_machine)
        change->appeal->state_since = change->now;
    else
        change->round->state_since = change->now;
}

/* Whatever takes an appeal out of the catalogue's states, or to another round, strikes its item (section 3). */
static void strike_item(struct change *change, const char *round)
{
    const struct round *listed_in = round_of(change, round);
    struct induced *induced;

    if (!change->facts->item || !listed_in || listed_in->state >= ROUND_held || change->step->duty == ROUND) return;
    if ((CATALOGUE >> change->appeal->state & 1u) && text_equal(round, change->appeal->round) && !change->restored) return;
    induced = LIST_ADD(change->arena, change->induced);
    *induced = (struct induced){ .machine = MACHINE_round, .number = round, .action = ROUND_ACTION_strike };
    induced->input.fields[INPUT_appeal] = (struct given){ .present = true, .text = change->appeal->number };
    induced->input.fields[INPUT_reason] = (struct given){ .present = true, .text = change->step->label };
}

struct error workflow_do(struct change *change)
{
    const char *round = change->machine == &appeal_machine ? change->appeal_before->round : NULL;

    change->step->effect(change);
    enter_state(change);
    if (round) strike_item(change, round);
    /* What holds the appeal may have changed, and its parameters with it. */
    if (change->machine == &appeal_machine) {
        find_rules(change, change->appeal->jurisdiction, change->appeal->policy, false);
        remember_actor(change);
    } else {
        find_rules(change, change->round->jurisdiction, change->round->policy, false);
        change->round->last_event++;
    }
    limits_settle(change);
    return OK;
}

static const struct lapse_row *find_lapse(struct change *change, const struct limit *limit)
{
    const struct machine *machine = change->machine;

    for (size_t i = 0; i < machine->lapse_count; i++) {
        const struct lapse_row *row = &machine->lapses[i];

        if (row->clock == limit->clock && (row->state == 0 || row->state == change->state_before) && row->when(change))
            return row;
    }
    return NULL;
}

static int common_action(const struct change *change, const char *id)
{
    return machine_action(change->machine, id);
}

/* Rule 2: at due the owner and the unit's head are told; one working day later coordinator and inspector; three
 * working days later an order (or, in identity_review, the step itself). */
static int rule_two(const struct change *change, const struct lapse_row *row, const struct limit *limit)
{
    if (limit->stage < STAGE_told) return common_action(change, "overdue");
    return row->kind == LAPSE_FLAG_THEN ? row->action : common_action(change, "supervise");
}

int workflow_silence(struct change *change, const struct limit *limit, struct input *input)
{
    const struct lapse_row *row;

    *input = (struct input){ 0 };
    change->lapse_clock = (int)limit->clock;
    change->lapse_instance = limit->instance;
    if (limit->next_at == NO_INSTANT || limit->next_at > change->now) return -1;
    if (limit->deliver_at && limit->deliver_at <= change->now && change->machine == &appeal_machine)
        return ACTION_reached;
    if (change->now < limit->due) return common_action(change, "urge");
    row = find_lapse(change, limit);
    if (!row) return -1;
    switch (row->kind) {
    case LAPSE_ACTION: return row->action;
    case LAPSE_FLAG:
    case LAPSE_FLAG_THEN: return rule_two(change, row, limit);
    case LAPSE_FLAG_ONCE: return common_action(change, "overdue");
    case LAPSE_STAY_RED: break;
    }
    return -1;
}

const struct lapse_row *workflow_lapse(struct change *change, const struct limit *limit)
{
    return find_lapse(change, limit);
}

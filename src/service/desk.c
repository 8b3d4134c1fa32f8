/* SPDX-License-Identifier: Apache-2.0 */
#include "service/desk.h"

#include "base/text.h"
#include "mechanism/duties.h"
#include "service/appeal_words.h"
#include "store/suggestions.h"

#include <stdlib.h>

enum { MOST = 300, GROUPS = APPEAL_STATES + 4 };
/* Behind those of the states: */
enum { GROUP_CO_UNIT = APPEAL_STATES, GROUP_REQUEST, GROUP_ORDER, GROUP_COMMIT };

struct desk {
    struct context *context;
    struct facts facts;
    struct desk_view *view;
    struct desk_group groups[GROUPS];
};

/* ── Whose turn it is ───────────────────────────────────────────────────── */

static unsigned relation_of(enum turn turn)
{
    switch (turn) {
    case TURN_registrar: return REGISTRAR;
    case TURN_coordinator: return COORDINATOR;
    case TURN_enterprise: return ENTERPRISE;
    case TURN_lead: return LEAD | HEAD; /* the head sees what his unit has to do */
    case TURN_decider: return DECIDING;
    case TURN_city: return CITY_COORDINATOR;
    case TURN_checker: return CHECKER;
    case TURN_co_unit: return CO_UNIT;
    case TURN_office: return OFFICE;
    case TURN_secretary: return SECRETARY;
    case TURN_leader: return LEADER;
    case TURN_secretary_or_leader: return SECRETARY | LEADER;
    case TURN_round: /* nothing to do with the appeal itself */
    case TURN_clock:
    case TURN_nobody: break;
    }
    return 0;
}

/* Handed to a colleague, it waits for him. */
static bool is_a_colleagues(const struct context *context, const struct appeal *appeal)
{
    return appeal->officer && !text_equal(appeal->officer, context->person.account) &&
           person_is(&context->person, ROLE_officer) && !person_is(&context->person, ROLE_unit_head);
}

static bool runs(const struct appeal *appeal, int clock)
{
    for (size_t i = 0; i < appeal->limits.count; i++)
        if (appeal->limits.rows[i].clock == clock && appeal->limits.rows[i].state != LIMIT_ended) return true;
    return false;
}

/* ── Lines ──────────────────────────────────────────────────────────────── */

static bool is_listed(const struct desk_group *group, int64_t id)
{
    for (size_t i = 0; i < group->count; i++)
        if (group->lines[i].id == id) return true;
    return false;
}

static void put_line(struct desk *desk, int which, const struct appeal_line *line)
{
    struct desk_group *group = &desk->groups[which];

    if (is_listed(group, line->id)) return;
    if (!group->lines) group->lines = ARENA_ARRAY(desk->context->arena, struct appeal_line, 2 * MOST);
    if (group->count < 2 * MOST) group->lines[group->count++] = *line;
}

typedef bool waits_test(const struct desk *, const struct change *);

static bool waits_in_its_state(const struct desk *desk, const struct change *change)
{
    unsigned needed = relation_of(appeal_machine.states[change->appeal->state].turn);

    return (change->duties & needed) != 0 && !is_a_colleagues(desk->context, change->appeal);
}

static bool waits_for_co_unit(const struct desk *desk, const struct change *change)
{
    size_t own = own_co_dispatch(change);

    (void)desk;
    return (change->duties & CO_UNIT) && own < change->appeal->dispatches.count &&
           change->appeal->dispatches.rows[own].state < DISPATCH_replied;
}

static bool waits_for_coordinator(const struct desk *desk, const struct change *change)
{
    (void)desk;
    return (change->duties & COORDINATOR) != 0;
}

static bool waits_for_ordered(const struct desk *desk, const struct change *change)
{
    (void)desk;
    return (change->duties & ORDERED) != 0;
}

static bool waits_for_commitment(const struct desk *desk, const struct change *change)
{
    return (change->duties & LEAD) && runs(change->appeal, CLOCK_commit) && !change->appeal->committed_at &&
           !is_a_colleagues(desk->context, change->appeal);
}

/* which -1: the group of each appeal's state. */
static struct error gather(struct desk *desk, const struct appeal_filter *asked, int which, waits_test *waits)
{
    struct context *context = desk->context;
    struct sight sight = { context->world, &context->person, day_of(context->now) };
    struct appeal_filter filter = *asked;
    struct appeal *appeals;
    size_t count;

    filter.limit = MOST + 1;
    filter.now = context->now;
    TRY(appeals_list(context->db, context->arena, &sight, &filter, &appeals, &count));
    if (count > MOST) desk->view->more = true;
    for (size_t i = 0; i < count && i < MOST; i++) {
        struct appeal_line line;
        struct change change;

        change_init_appeal(&change, context->arena, &desk->facts, &appeals[i], &context->person, context->now);
        if (!waits(desk, &change)) continue;
        line_of_appeal(context, &desk->facts, &appeals[i], &line);
        put_line(desk, which < 0 ? (int)appeals[i].state : which, &line);
    }
    return OK;
}

/* ── Whose desk ─────────────────────────────────────────────────────────── */

static void states_of_turn(struct appeal_filter *filter, unsigned relations)
{
    for (int state = 1; state < appeal_machine.state_count; state++)
        if (appeal_machine.states[state].open && (relation_of(appeal_machine.states[state].turn) & relations))
            filter->states[filter->state_count++] = state;
}

static struct error of_coordinator(struct desk *desk)
{
    const char *own = desk->context->person.jurisdiction;
    struct appeal_filter held = { .jurisdiction = own }, asks = { .jurisdiction = own, .asks = true }, city = { 0 };

    states_of_turn(&held, COORDINATOR | DECIDING | CHECKER | CITY_COORDINATOR);
    TRY(gather(desk, &held, -1, waits_in_its_state));
    TRY(gather(desk, &asks, GROUP_REQUEST, waits_for_coordinator));
    if (!text_equal(own, CITY)) return OK;
    /* What counties object to and send up is the city's. */
    states_of_turn(&city, DECIDING | CITY_COORDINATOR);
    return gather(desk, &city, -1, waits_in_its_state);
}

/* A county's coordinator acts for its government and its coordinating unit: what his own rights show him. */
static struct error of_unit(struct desk *desk, bool narrow)
{
    const char *unit = desk->context->person.unit;
    struct appeal_filter lead = { .unit = narrow ? unit : NULL }, co = { .co_unit = narrow ? unit : NULL };
    struct appeal_filter ordered = { .ordered = true }, promised = { .unit = narrow ? unit : NULL };

    states_of_turn(&lead, LEAD | HEAD);
    TRY(gather(desk, &lead, -1, waits_in_its_state));
    co.states[co.state_count++] = STATE_assigned;
    co.states[co.state_count++] = STATE_disputed;
    co.states[co.state_count++] = STATE_handling;
    TRY(gather(desk, &co, GROUP_CO_UNIT, waits_for_co_unit));
    promised.states[promised.state_count++] = STATE_on_site;
    promised.states[promised.state_count++] = STATE_executing;
    TRY(gather(desk, &promised, GROUP_COMMIT, waits_for_commitment));
    return gather(desk, &ordered, GROUP_ORDER, waits_for_ordered);
}

static struct error of_role(struct desk *desk, unsigned relations)
{
    struct appeal_filter filter = { .jurisdiction = NULL };

    states_of_turn(&filter, relations);
    return gather(desk, &filter, -1, waits_in_its_state);
}

/* The government of a county is a unit of the city, and more than one unit can be his: then his sight narrows. */
static bool is_of_county(const struct person *person)
{
    return person->jurisdiction && !text_equal(person->jurisdiction, CITY);
}

static struct error gather_appeals(struct desk *desk)
{
    const struct person *person = &desk->context->person;

    if (person_is(person, ROLE_coordinator)) TRY(of_coordinator(desk));
    if (person_is(person, ROLE_coordinator) && is_of_county(person)) TRY(of_unit(desk, false));
    if (person_is(person, ROLE_officer) || person_is(person, ROLE_unit_head))
        TRY(of_unit(desk, !is_of_county(person)));
    if (person_is(person, ROLE_registrar)) TRY(of_role(desk, REGISTRAR));
    if (person_is(person, ROLE_inspector)) TRY(of_role(desk, CHECKER));
    if (person_is(person, ROLE_enterprise)) TRY(of_role(desk, ENTERPRISE));
    return OK;
}

/* ── Rounds ─────────────────────────────────────────────────────────────── */

static struct error gather_rounds(struct desk *desk)
{
    struct context *context = desk->context;
    struct round_filter filter = { .jurisdiction = context->person.jurisdiction, .limit = 24 };
    struct round_line *lines;
    size_t count;
    bool more;

    if (!context->person.jurisdiction) return OK;
    TRY(list_rounds(context, &filter, &lines, &count, &more));
    desk->view->rounds = ARENA_ARRAY(context->arena, struct round_line, count + 1);
    for (size_t i = count; i-- > 0;) {
        const struct round *round = &lines[i].round;
        const struct state_row *state = &round_machine.states[round->state];
        struct change change;

        change_init_round(&change, context->arena, &desk->facts, round, &context->person, context->now);
        /* A planned round waits for the office only while its day is not settled. */
        if (!(relation_of(state->turn) & change.duties)) continue;
        if (round->state == ROUND_planned && !round->tentative) continue;
        desk->view->rounds[desk->view->round_count++] = lines[i];
    }
    return OK;
}

/* ── Suggestions ────────────────────────────────────────────────────────── */

static struct error gather_suggestions(struct desk *desk)
{
    struct context *context = desk->context;
    struct suggestion_filter filter = { .jurisdiction = context->person.jurisdiction,
                                        .state = SUGGESTION_received,
                                        .most = 1 };
    struct suggestion *first;
    size_t count;

    if (!duty_allows(DUTY_answer_suggestion, &context->person, filter.jurisdiction, NULL)) return OK;
    TRY(suggestions_count(context->db, context->arena, &filter, &desk->view->suggestions));
    TRY(suggestions_list(context->db, context->arena, &filter, &first, &count));
    if (count) desk->view->suggestions_due = first->due;
    return OK;
}

/* ── The whole ──────────────────────────────────────────────────────────── */

static int sooner(const void *a, const void *b)
{
    const struct clock_view *left = ((const struct appeal_line *)a)->clock;
    const struct clock_view *right = ((const struct appeal_line *)b)->clock;

    if (!left || !right) return (left == NULL) - (right == NULL);
    if (left->paused != right->paused) return left->paused - right->paused;
    return (left->due > right->due) - (left->due < right->due);
}

static void count_line(struct desk_view *view, const struct appeal_line *line)
{
    view->appeals++;
    if (!line->clock || line->clock->paused) return;
    view->overdue += line->clock->colour == COLOUR_red;
    view->today += line->clock->colour == COLOUR_orange;
}

static const char *const kinds[][2] = {
    { "co_reply", "协办" }, { "request", "申请审批" }, { "answer", "督办单待答复" }, { "commit", "待公开承诺" }
};

static void put_groups(struct desk *desk)
{
    struct desk_view *view = desk->view;

    view->groups = ARENA_ARRAY(desk->context->arena, struct desk_group, GROUPS);
    for (int i = 0; i < GROUPS; i++) {
        struct desk_group *group = &desk->groups[i];

        if (group->count == 0) continue;
        group->kind = i < APPEAL_STATES ? DESK_STATE : (enum desk_kind)(DESK_CO_UNIT + i - GROUP_CO_UNIT);
        group->id = i < APPEAL_STATES ? appeal_machine.states[i].id : kinds[i - GROUP_CO_UNIT][0];
        group->title = i < APPEAL_STATES ? appeal_machine.states[i].chinese : kinds[i - GROUP_CO_UNIT][1];
        qsort(group->lines, group->count, sizeof *group->lines, sooner);
        for (size_t k = 0; k < group->count; k++) count_line(view, &group->lines[k]);
        view->groups[view->group_count++] = *group;
    }
}

struct error open_desk(struct context *context, struct desk_view *view)
{
    struct desk *desk = ARENA_NEW(context->arena, struct desk);

    *view = (struct desk_view){ .group_count = 0 };
    desk->context = context;
    desk->view = view;
    desk->facts.world = context->world;
    TRY(gather_appeals(desk));
    put_groups(desk);
    TRY(gather_rounds(desk));
    return gather_suggestions(desk);
}

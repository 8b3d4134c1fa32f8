/* SPDX-License-Identifier: Apache-2.0 */
#include "service/choices.h"

#include "base/text.h"
#include "mechanism/categories.h"
#include "mechanism/planner.h"
#include "service/appeal_words.h"
#include "store/people.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 400, PEOPLE_MOST = 200 };

struct asking {
    struct context *context;
    const struct change *change;
    const char *action;
    struct choice *choices;
    size_t count;
};

static void add(struct asking *asking, const char *value, const char *label, const char *hint)
{
    if (asking->count < MOST) asking->choices[asking->count++] = (struct choice){ value, label, hint };
}

static bool is_action(const struct asking *asking, const char *action) { return strcmp(asking->action, action) == 0; }

/* ── Units ──────────────────────────────────────────────────────────────── */

/* Units of a jurisdiction that stand today; NULL: of every county. */
static void add_units(struct asking *asking, const char *jurisdiction, const char *except)
{
    const struct world *world = asking->change->facts->world;

    for (size_t i = 0; i < world->unit_count; i++) {
        const struct unit *unit = &world->units[i];

        if (unit != world_unit(world, unit->id, asking->change->today) || text_equal(unit->id, except)) continue;
        if (jurisdiction ? text_equal(unit->jurisdiction, jurisdiction) : !text_equal(unit->jurisdiction, CITY))
            add(asking, unit->id, unit->name, NULL);
    }
}

static const char *deciding_place(const struct change *change)
{
    bool down = change->appeal->state == STATE_handed_down || change->appeal->object_from == STATE_handed_down;

    return down ? CITY : change->appeal->jurisdiction;
}

static const char *place_of(const struct change *change)
{
    return change->appeal ? change->appeal->jurisdiction : change->round->jurisdiction;
}

static struct error lead_unit(struct asking *asking)
{
    const struct change *change = asking->change;
    bool another = is_action(asking, "reassign") || is_action(asking, "uphold_objection");

    if (is_action(asking, "admit_escalation"))
        add_units(asking, CITY, NULL);
    else if (is_action(asking, "uphold_objection"))
        add_units(asking, deciding_place(change), change->appeal->lead_unit);
    else
        add_units(asking, place_of(change), another ? change->appeal->lead_unit : NULL);
    return OK;
}

static struct error co_units(struct asking *asking)
{
    add_units(asking, place_of(asking->change),
              is_action(asking, "set_co_units") ? asking->change->appeal->lead_unit : NULL);
    return OK;
}

/* An objection that the city decides may also name a county's unit. */
static struct error proposed_unit(struct asking *asking)
{
    const struct change *change = asking->change;
    const char *place = is_action(asking, "escalate") ? CITY : deciding_place(change);

    add_units(asking, place, change->appeal->lead_unit);
    if (is_action(asking, "object") && text_equal(place, CITY)) add_units(asking, NULL, NULL);
    return OK;
}

static struct error meeting_units(struct asking *asking)
{
    add_units(asking, place_of(asking->change), NULL);
    return OK;
}

static struct error counties(struct asking *asking)
{
    const struct change *change = asking->change;
    const struct world *world = change->facts->world;

    if (!change->appeal || !text_equal(deciding_place(change), CITY)) return OK;
    for (size_t i = 0; i < world->jurisdiction_count; i++) {
        const struct jurisdiction *place = &world->jurisdictions[i];

        if (text_equal(place->code, CITY) || text_equal(place->code, change->appeal->jurisdiction) ||
            world_ended(place->until, change->today) ||
            !world_coordinating_unit(world, place->code, change->today))
            continue;
        add(asking, place->code, place->name, NULL);
    }
    return OK;
}

/* ── Words ──────────────────────────────────────────────────────────────── */

static struct error regions(struct asking *asking)
{
    const struct world *world = asking->change->facts->world;

    for (size_t i = 0; i < world->region_count; i++) {
        const struct region *region = &world->regions[i];

        if (region_stands(world, region, asking->change->today))
            add(asking, region->code, region_name(asking->context->arena, world, region->code), NULL);
    }
    return OK;
}

static struct error category(struct asking *asking)
{
    for (size_t i = 0; i < category_count; i++)
        add(asking, categories[i].id, categories[i].chinese, categories[i].example);
    return OK;
}

static struct error reason_code(struct asking *asking)
{
    for (size_t i = 0; i < reason_count; i++) {
        const struct reason *reason = &reasons[i];

        if (is_action(asking, "request") && !reason->unit_may_ask) continue;
        add(asking, reason->code, arena_printf(asking->context->arena, "%s %s", reason->code, reason->chinese),
            reason->redirect);
    }
    return OK;
}

static struct error override_code(struct asking *asking)
{
    static const char *const codes[] = { "R01", "R08" };

    for (size_t i = 0; i < 2; i++) {
        const struct reason *reason = reason_find(codes[i]);

        add(asking, reason->code, arena_printf(asking->context->arena, "%s %s", reason->code, reason->chinese), NULL);
    }
    return OK;
}

/* ── Rounds, orders, items ──────────────────────────────────────────────── */

static struct error other_rounds(struct asking *asking)
{
    const struct change *change = asking->change;

    for (size_t i = 0; i < change->facts->round_count; i++) {
        const struct round *round = &change->facts->rounds[i];
        struct arena *arena = asking->context->arena;

        if (!text_equal(round->jurisdiction, change->appeal->jurisdiction) || round->state > ROUND_closed ||
            text_equal(round->number, change->appeal->round))
            continue;
        add(asking, round->number,
            arena_printf(arena, "%s，%s现场活动",
                         planner_label(arena, (int)round->year, (int)round->ordinal, round->special),
                         day_chinese(arena, round->event_day, change->today)),
            NULL);
    }
    return OK;
}

static struct error orders(struct asking *asking)
{
    const struct appeal *appeal = asking->change->appeal;
    struct arena *arena = asking->context->arena;
    int64_t before = is_action(asking, "answer_supervision") ? ORDER_answered : ORDER_lifted;

    if (!appeal) return OK; /* the place of an item in the agenda */
    for (size_t i = 0; i < appeal->orders.count; i++) {
        const struct order_row *order = &appeal->orders.rows[i];

        if (order->state < before)
            add(asking, arena_printf(arena, "%lld", (long long)order->turn),
                arena_printf(arena, "%s　%s", order->number, text_cut(arena, order->text ? order->text : "", 20)),
                NULL);
    }
    return OK;
}

static int by_place(const void *a, const void *b)
{
    const struct item *left = *(const struct item *const *)a, *right = *(const struct item *const *)b;

    return (left->place > right->place) - (left->place < right->place);
}

/* Items of the round; before the catalogue is in, its appeals. */
static struct error items(struct asking *asking)
{
    const struct change *change = asking->change;
    const struct round *round = change->round;
    const struct item **sorted = ARENA_ARRAY(asking->context->arena, const struct item *, round->items.count + 1);
    size_t count = 0;

    for (size_t i = 0; i < round->items.count; i++) {
        const struct item *item = &round->items.rows[i];

        if (item->struck_at || (is_action(asking, "record_decision") && !item->heard)) continue;
        sorted[count++] = item;
    }
    if (count) qsort(sorted, count, sizeof *sorted, by_place);
    for (size_t i = 0; i < count; i++) add(asking, sorted[i]->number, sorted[i]->number, NULL);
    if (count || round->state > ROUND_closed) return OK;
    for (size_t i = 0; i < change->facts->member_count; i++)
        if (!change->facts->members[i].off_round)
            add(asking, change->facts->members[i].number, change->facts->members[i].number, NULL);
    return OK;
}

/* ── People ─────────────────────────────────────────────────────────────── */

static struct error people(struct asking *asking, struct account_filter filter)
{
    struct context *context = asking->context;
    struct account *accounts;
    size_t count;

    filter.active_only = true;
    filter.limit = PEOPLE_MOST;
    TRY(accounts_list(context->db, context->arena, &filter, &accounts, &count));
    for (size_t i = 0; i < count; i++)
        if (accounts[i].id != context->person.id || filter.unit == NULL)
            add(asking, accounts[i].name, accounts[i].display_name, NULL);
    return OK;
}

static struct error colleagues(struct asking *asking)
{
    if (!asking->context->person.unit) return OK;
    return people(asking, (struct account_filter){ .unit = asking->context->person.unit, .role = ROLE_officer });
}

static struct error leaders(struct asking *asking)
{
    return people(asking, (struct account_filter){ .jurisdiction = place_of(asking->change), .role = ROLE_leader });
}

static struct error secretaries(struct asking *asking)
{
    return people(asking, (struct account_filter){ .jurisdiction = place_of(asking->change), .role = ROLE_secretary });
}

/* ── The whole ──────────────────────────────────────────────────────────── */

static const struct source {
    enum input_id field;
    struct error (*fill)(struct asking *);
} sources[] = {
    { INPUT_lead_unit, lead_unit },
    { INPUT_co_units, co_units },
    { INPUT_proposed_unit, proposed_unit },
    { INPUT_units, meeting_units },
    { INPUT_jurisdiction, counties },
    { INPUT_region, regions },
    { INPUT_category, category },
    { INPUT_trades, category },
    { INPUT_reason_code, reason_code },
    { INPUT_override_code, override_code },
    { INPUT_round, other_rounds },
    { INPUT_order, orders },
    { INPUT_appeal, items },
    { INPUT_heard, items },
    { INPUT_to, colleagues },
    { INPUT_leader, leaders },
    { INPUT_secretary, secretaries },
};

struct error choices_for(struct context *context, const struct change *change, const char *action, const char *field,
                         struct choice **choices, size_t *count)
{
    struct asking asking = { .context = context, .change = change, .action = action };

    asking.choices = ARENA_ARRAY(context->arena, struct choice, MOST);
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        if (strcmp(inputs[sources[i].field].name, field) == 0) TRY(sources[i].fill(&asking));
    *choices = asking.choices;
    *count = asking.count;
    return OK;
}

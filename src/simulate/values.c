/* SPDX-License-Identifier: Apache-2.0 */
/* Fields filled in at random: right as far as one row of values.def goes, by their kind without one, and now and then
 * what cannot be right. */
#include "simulate/play.h"

#include "base/text.h"
#include "mechanism/categories.h"

#include <string.h>

struct filling {
    struct play *play;
    const struct actor *actor;
    const struct change *change;
};
typedef void filler(struct filling *, struct given *);

#define TEXT_GIVEN(value) ((struct given){ .present = true, .text = (value) })

static size_t roll(struct filling *filling, size_t bound)
{
    return below(filling->play, bound);
}

static const char *place_of(const struct filling *filling)
{
    const char *place = filling->change->appeal ? filling->change->appeal->jurisdiction : filling->change->round->jurisdiction;

    return place ? place : CITY;
}

/* ── The enterprise's own ───────────────────────────────────────────────── */

static const struct demo_enterprise *enterprise_of(struct filling *filling)
{
    const struct demo *demo = &filling->play->demo;

    return filling->actor->enterprise ? filling->actor->enterprise : &demo->enterprises[roll(filling, demo->enterprise_count)];
}

static void value_own_uscc(struct filling *filling, struct given *given)
{
    *given = TEXT_GIVEN(enterprise_of(filling)->uscc);
}

static void value_own_name(struct filling *filling, struct given *given)
{
    *given = TEXT_GIVEN(enterprise_of(filling)->name);
}

static void value_own_contact(struct filling *filling, struct given *given)
{
    *given = TEXT_GIVEN(enterprise_of(filling)->contact_name);
}

/* One in ten gives a landline. */
static void value_own_phone(struct filling *filling, struct given *given)
{
    const char *own = filling->actor->person.phone;

    *given = TEXT_GIVEN(roll(filling, 10) == 0 ? "0768-2000001" : own ? own : enterprise_of(filling)->contact_phone);
}

/* ── Out of lists ───────────────────────────────────────────────────────── */

static void value_any_region(struct filling *filling, struct given *given)
{
    const struct world *world = filling->play->context.world;

    *given = TEXT_GIVEN(world->regions[roll(filling, world->region_count)].code);
}

static void value_any_category(struct filling *filling, struct given *given)
{
    *given = TEXT_GIVEN(categories[roll(filling, category_count)].id);
}

static void value_any_reason(struct filling *filling, struct given *given)
{
    *given = TEXT_GIVEN(arena_printf(filling->play->arena, "R%02zu", 1 + roll(filling, 17)));
}

static void value_any_county(struct filling *filling, struct given *given)
{
    const struct world *world = filling->play->context.world;

    *given = TEXT_GIVEN(world->jurisdictions[roll(filling, world->jurisdiction_count)].code);
}

static const char *one_of(struct filling *filling, const char *const *words, size_t count)
{
    return words[roll(filling, count)];
}
#define ONE_OF(filling, ...)                                                                     \
    one_of((filling), (const char *const[]){ __VA_ARGS__ },                                      \
           sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static void value_grade(struct filling *filling, struct given *given)
{
    *given = TEXT_GIVEN(ONE_OF(filling, "normal", "complex"));
}

static void value_override(struct filling *filling, struct given *given)
{
    *given = TEXT_GIVEN(ONE_OF(filling, "R01", "R08"));
}

static void value_outcome(struct filling *filling, struct given *given)
{
    *given = TEXT_GIVEN(ONE_OF(filling, "reached", "not_reached"));
}

/* Of requests and of replies. */
static void value_kind(struct filling *filling, struct given *given)
{
    *given = TEXT_GIVEN(ONE_OF(filling, "extension", "suspension", "return", "resolved", "planned", "planned", "explained",
                               "cannot"));
}

/* ── Units and people ───────────────────────────────────────────────────── */

static const char *any_unit(struct filling *filling, const char *place)
{
    const struct world *world = filling->play->context.world;

    for (int i = 0; i < 300; i++) {
        const struct unit *unit = &world->units[roll(filling, world->unit_count)];

        if ((!place || text_equal(unit->jurisdiction, place)) && unit == world_unit(world, unit->id, filling->change->today))
            return unit->id;
    }
    return "zsj";
}

static void value_unit_of_matter(struct filling *filling, struct given *given)
{
    const struct appeal *appeal = filling->change->appeal;
    bool up = appeal && (appeal->state == STATE_escalated || appeal->object_from == STATE_handed_down);

    *given = TEXT_GIVEN(any_unit(filling, up && roll(filling, 2) ? CITY : place_of(filling)));
}

static void value_unit_anywhere(struct filling *filling, struct given *given)
{
    *given = TEXT_GIVEN(any_unit(filling, roll(filling, 3) ? place_of(filling) : roll(filling, 2) ? CITY : NULL));
}

static void value_some_units(struct filling *filling, struct given *given)
{
    size_t count = roll(filling, 4);
    const char **list = ARENA_ARRAY(filling->play->arena, const char *, count + 1);

    for (size_t i = 0; i < count; i++) list[i] = any_unit(filling, place_of(filling));
    *given = (struct given){ .present = true, .list = list, .count = count };
}

static const char *account_with(struct filling *filling, enum role role, const char *unit, const char *place)
{
    const struct demo *demo = &filling->play->demo;
    size_t from = roll(filling, demo->account_count);

    for (size_t i = 0; i < demo->account_count; i++) {
        const struct demo_account *account = &demo->accounts[(from + i) % demo->account_count];

        if (account->role == role && (!unit || text_equal(account->unit, unit)) &&
            (!place || text_equal(account->jurisdiction, place)))
            return account->name;
    }
    return "nobody";
}

static void value_colleague(struct filling *filling, struct given *given)
{
    *given = TEXT_GIVEN(account_with(filling, ROLE_officer, filling->actor->person.unit, NULL));
}

static void value_any_account(struct filling *filling, struct given *given)
{
    const struct demo *demo = &filling->play->demo;

    *given = TEXT_GIVEN(demo->accounts[roll(filling, demo->account_count)].name);
}

static void value_leader_here(struct filling *filling, struct given *given)
{
    *given = TEXT_GIVEN(account_with(filling, ROLE_leader, NULL, place_of(filling)));
}

static void value_secretary_here(struct filling *filling, struct given *given)
{
    *given = TEXT_GIVEN(account_with(filling, ROLE_secretary, NULL, place_of(filling)));
}

/* ── Other matters ──────────────────────────────────────────────────────── */

static void value_other_appeal(struct filling *filling, struct given *given)
{
    const struct kept_list *open = &filling->play->open;
    const char *number = "ZT2000-0001";

    for (int i = 0; i < 12 && open->count; i++) {
        const struct appeal *other = open->rows[roll(filling, open->count)]->appeal;

        number = other->number;
        if (text_equal(other->jurisdiction, place_of(filling)) && other->state >= STATE_assigned &&
            other->state <= STATE_awaiting_event)
            break;
    }
    *given = TEXT_GIVEN(arena_text(filling->play->arena, number));
}

static void value_other_round(struct filling *filling, struct given *given)
{
    const struct kept_list *rounds = &filling->play->rounds;
    const char *number = "445100-2000-01";

    for (int i = 0; i < 12 && rounds->count; i++) {
        const struct round *round = rounds->rows[roll(filling, rounds->count)]->round;

        number = round->number;
        if (text_equal(round->jurisdiction, place_of(filling)) && round->state <= ROUND_closed) break;
    }
    *given = TEXT_GIVEN(arena_text(filling->play->arena, number));
}

/* One that still waits for what is done to items, if there is one. */
static void value_item_of_round(struct filling *filling, struct given *given)
{
    const struct round *round = filling->change->round;
    const char *number = "ZT2000-0001";

    for (int i = 0; round && i < 12 && round->items.count; i++) {
        const struct item *item = &round->items.rows[roll(filling, round->items.count)];

        if (item->struck_at) continue;
        number = item->number;
        if (round->state == ROUND_held ? item->heard && !item->decided : !item->coordinated) break;
    }
    if (round && round->items.count == 0 && filling->change->facts->member_count)
        number = filling->change->facts->members[roll(filling, filling->change->facts->member_count)].number;
    *given = TEXT_GIVEN(arena_text(filling->play->arena, number));
}

static void value_items_heard(struct filling *filling, struct given *given)
{
    const struct round *round = filling->change->round;
    size_t most = round ? round->items.count : 0;
    const char **list = ARENA_ARRAY(filling->play->arena, const char *, most + 1);

    *given = (struct given){ .present = true, .list = list };
    for (size_t i = 0; i < most; i++)
        if (!round->items.rows[i].struck_at && roll(filling, 100) < (round->items.rows[i].on_site ? 85u : 10u))
            list[given->count++] = arena_text(filling->play->arena, round->items.rows[i].number);
}

static void value_small_number(struct filling *filling, struct given *given)
{
    *given = (struct given){ .present = true, .number = 1 + (int64_t)roll(filling, 3) };
}

/* ── Days and answers ───────────────────────────────────────────────────── */

static void value_soon(struct filling *filling, struct given *given)
{
    size_t most = roll(filling, 4) ? 14 : 120;

    *given = (struct given){ .present = true, .day = filling->change->today + 1 + (day_t)roll(filling, most) };
}

static void value_event_day(struct filling *filling, struct given *given)
{
    const struct round *round = filling->change->round;
    day_t from = round && round->event_day ? round->event_day - 7 : filling->change->today + 8;

    *given = (struct given){ .present = true,
                             .day = calendar_add(filling->change->calendar, from + (day_t)roll(filling, 20), 0) };
}

static void value_today(struct filling *filling, struct given *given)
{
    *given = (struct given){ .present = true, .day = filling->change->today };
}

static void value_never(struct filling *filling, struct given *given)
{
    (void)filling;
    *given = (struct given){ .present = true };
}

static void value_seldom(struct filling *filling, struct given *given)
{
    *given = (struct given){ .present = true, .truth = roll(filling, 100) < 12 };
}

static void value_mostly(struct filling *filling, struct given *given)
{
    *given = (struct given){ .present = true, .truth = roll(filling, 100) < 70 };
}

static void value_nothing(struct filling *filling, struct given *given)
{
    (void)filling;
    *given = (struct given){ .present = true };
}

/* ── By kind ────────────────────────────────────────────────────────────── */

static const char *some_text(struct filling *filling)
{
    return ONE_OF(filling, "已核对情况，按程序办理。", "企业厂区用电负荷不足，影响投产。", "供水、道路与环评手续一并协调", "陈望潮",
                  "需要进一步核实", "无", "尽快\n办理", "一");
}

/* A file that is not there yet is attached when the deed is done. */
#define ATTACH_FIRST "attach"

static void fill_by_kind(struct filling *filling, enum input_id input, struct given *given)
{
    switch (inputs[input].kind) {
    case INPUT_IS_TEXT: *given = TEXT_GIVEN(some_text(filling)); return;
    case INPUT_IS_FILE: *given = TEXT_GIVEN(ATTACH_FIRST); return;
    case INPUT_IS_BOOLEAN: *given = (struct given){ .present = true, .truth = roll(filling, 2) }; return;
    case INPUT_IS_DAY: value_soon(filling, given); return;
    case INPUT_IS_INSTANT: *given = (struct given){ .present = true, .instant = filling->change->now + HOUR }; return;
    case INPUT_IS_NUMBER: value_small_number(filling, given); return;
    case INPUT_IS_LIST: value_nothing(filling, given); return;
    }
}

static void spoil(struct filling *filling, enum input_id input, struct given *given)
{
    char *text;

    *given = (struct given){ .present = true, .day = 1 + (day_t)roll(filling, 40000), .number = -7, .text = "" };
    if (inputs[input].kind != INPUT_IS_TEXT || roll(filling, 2) || inputs[input].most == 0) return;
    text = arena_alloc(filling->play->arena, inputs[input].most + 3);
    memset(text, 'x', inputs[input].most + 2);
    given->text = text;
}

static filler *const fillers[INPUTS] = {
#define VALUE(field, function) [INPUT_##field] = value_##function,
#include "simulate/values.def"
#undef VALUE
};

static void fill(struct filling *filling, enum input_id input, struct given *given)
{
    if (roll(filling, 100) < (size_t)filling->actor->behaviour->broken) spoil(filling, input, given);
    else if (fillers[input]) fillers[input](filling, given);
    else fill_by_kind(filling, input, given);
}

void values_fill(struct play *play, const struct actor *actor, struct change *change, int action, struct input *input)
{
    struct filling filling = { .play = play, .actor = actor, .change = change };

    for (size_t i = 0; i < change->machine->takes_count; i++) {
        const struct takes_row *row = &change->machine->takes[i];

        if (row->action == action && (row->required || chance(play, 45)))
            fill(&filling, row->input, &input->fields[row->input]);
    }
}

/* ── Facts of a step that only a use case loads ─────────────────────────── */

static const struct person *person_named(struct play *play, const char *account)
{
    for (size_t i = 0; account && i < play->cast_count; i++)
        if (text_equal(play->cast[i].person.account, account) && !play->cast[i].enterprise) return &play->cast[i].person;
    return NULL;
}

static const char *const *names_of(struct play *play, enum role role, size_t *count)
{
    const char **names = ARENA_ARRAY(play->step, const char *, play->cast_count);

    *count = 0;
    for (size_t i = 0; i < play->cast_count; i++)
        if (person_is(&play->cast[i].person, role)) names[(*count)++] = play->cast[i].person.account;
    return names;
}

void values_facts(struct play *play, struct facts *facts, const struct input *input)
{
    const struct given *to = &input->fields[INPUT_to], *account = &input->fields[INPUT_account];
    const struct kept *into =
        input->fields[INPUT_into].present ? mirror_appeal_numbered(play, input->fields[INPUT_into].text) : NULL;

    facts->named = person_named(play, to->present ? to->text : account->text);
    facts->image = play->appeals.count ? play->appeals.rows[0]->appeal : NULL;
    if (input->fields[INPUT_leader].present) {
        facts->leaders = names_of(play, ROLE_leader, &facts->leader_count);
        facts->secretaries = names_of(play, ROLE_secretary, &facts->secretary_count);
    }
    if (into) {
        struct brief *brief = ARENA_NEW(play->step, struct brief);

        *brief = (struct brief){ .id = into->id, .number = into->appeal->number, .state = into->state,
                                 .jurisdiction = into->appeal->jurisdiction, .merged_into = into->appeal->merged_into };
        facts->target = brief;
    }
}

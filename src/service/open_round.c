/* SPDX-License-Identifier: Apache-2.0 */
#include "service/open_round.h"

#include "base/text.h"
#include "mechanism/limits.h"
#include "mechanism/privacy.h"
#include "service/appeal_words.h"
#include "service/take_step.h"
#include "store/people.h"

#include <stdlib.h>
#include <string.h>

/* ── Dates ──────────────────────────────────────────────────────────────── */

static const struct jurisdiction *place_of(const struct world *world, const struct round *round)
{
    const struct jurisdiction *place = world_jurisdiction(world, round->jurisdiction);

    return place ? place : world_jurisdiction(world, CITY);
}

struct round_dates dates_of_round(const struct world *world, const struct round *round)
{
    const struct jurisdiction *place = place_of(world, round);
    const struct policy *policy = round->policy ? world_policy(world, round->policy) : place->policy;
    struct round_dates dates = planner_dates(place->calendar, policy, NO_DAY, round->event_day);

    /* A special session opens nothing; every other round says itself when it opens. */
    if (round->opens_at && !round->special) planner_open_on(&dates, day_of(round->opens_at));
    if (round->closes_at) dates.close = day_of(round->closes_at);
    if (round->catalogue_due) dates.catalogue = round->catalogue_due;
    return dates;
}

static void view_dates(const struct change *change, struct round_view *view)
{
    const struct round *round = change->round;
    const struct round *previous = change->facts->previous;
    struct civil month = civil_of_day(round->planned_day ? round->planned_day : round->event_day);

    view->dates = dates_of_round(change->facts->world, round);
    view->provisional = planner_is_provisional(change->calendar, &view->dates);
    if (round->tentative && !round->special && view->open && round->state <= ROUND_closed)
        view->candidates = planner_propose(change->calendar, change->policy, previous ? previous->event_day : NO_DAY,
                                           month.year, month.month);
}

/* ── Items ──────────────────────────────────────────────────────────────── */

static int by_place(const void *a, const void *b)
{
    const struct item *left = *(const struct item *const *)a, *right = *(const struct item *const *)b;

    if (left->place != right->place) return left->place < right->place ? -1 : 1;
    return (left->appeal > right->appeal) - (left->appeal < right->appeal);
}

static const struct item **items_in_order(const struct change *change, size_t *count)
{
    const struct round *round = change->round;
    const struct item **items = ARENA_ARRAY(change->arena, const struct item *, round->items.count + 1);

    *count = 0;
    for (size_t i = 0; i < round->items.count; i++)
        if (!round->items.rows[i].struck_at) items[(*count)++] = &round->items.rows[i];
    if (*count) qsort(items, *count, sizeof *items, by_place);
    return items;
}

static void units_of_words(const struct change *change, const char *ids, struct word **units, size_t *count)
{
    size_t parts;
    char **words = text_split(change->arena, ids ? ids : "", ' ', &parts);

    *count = 0;
    *units = ARENA_ARRAY(change->arena, struct word, parts + 1);
    for (size_t i = 0; i < parts; i++)
        if (*words[i])
            (*units)[(*count)++] =
                (struct word){ words[i], world_unit_name(change->facts->world, words[i], change->today) };
}

static const char *unit_name(const struct change *change, const char *id)
{
    return id ? world_unit_name(change->facts->world, id, change->today) : NULL;
}

static void view_item(struct context *context, const struct change *change, const struct item *item,
                      const struct appeal *appeal, struct item_view *view)
{
    unsigned viewer = privacy_viewer(context->world, &context->person, appeal, change->today);
    struct appeal shown = privacy_shown(context->arena, appeal, viewer);
    const char *lead = item->lead_unit ? item->lead_unit : shown.lead_unit;
    /* An enterprise is told the decision when it is handed on, not the secretary's proposal. */
    bool outside = privacy_is_outside(viewer), told = !outside || !privacy_hides_reply(appeal, viewer);

    *view = (struct item_view){ .appeal = item->number,
                                .order = item->place,
                                .proposal = outside ? NULL : item->proposal,
                                .decision = told ? item->decision : NULL,
                                .lead_unit = lead,
                                .lead_name = unit_name(change, lead),
                                .on_site = item->on_site,
                                .heard = item->heard,
                                .coordinated = item->coordinated,
                                .decided = item->decided,
                                .done_by = told ? item->done_by : NO_DAY,
                                .title = shown.title,
                                .state = appeal_machine.states[appeal->state].id,
                                .state_label = appeal_state_label(appeal),
                                .enterprise_name = shown.enterprise_name };
    if (item->co_units)
        units_of_words(change, item->co_units, &view->co_units, &view->co_unit_count);
    else
        co_units_of(context->arena, context->world, appeal, &view->co_units, &view->co_unit_count);
}

static const struct appeal *with_id(const struct appeal *appeals, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (appeals[i].id == id) return &appeals[i];
    return NULL;
}

/* Only where he may see the appeal: the one permission function decides here too. */
static struct error view_items(struct context *context, const struct change *change, struct round_view *view)
{
    enum { AT_ONCE = 200 };
    const struct item **items = items_in_order(change, &view->items_in_all);

    view->items = ARENA_ARRAY(context->arena, struct item_view, view->items_in_all + 1);
    for (size_t at = 0; at < view->items_in_all; at += AT_ONCE) {
        size_t some = view->items_in_all - at < AT_ONCE ? view->items_in_all - at : AT_ONCE, found;
        int64_t ids[AT_ONCE];
        struct appeal *appeals;

        for (size_t i = 0; i < some; i++) ids[i] = items[at + i]->appeal;
        TRY(appeals_numbered(context->db, context->arena, ids, some, &appeals, &found));
        for (size_t i = 0; i < some; i++) {
            const struct appeal *appeal = with_id(appeals, found, ids[i]);

            if (appeal && may_see_appeal(context->world, &context->person, appeal, change->today))
                view_item(context, change, items[at + i], appeal, &view->items[view->item_count++]);
        }
    }
    return OK;
}

/* Before the catalogue is submitted: what would be in it (二(四)). */
static struct error view_catalogue(struct context *context, const struct change *change, struct round_view *view)
{
    struct sight sight = { context->world, &context->person, change->today };
    struct appeal_filter filter = { .round = change->round->number, .limit = 200, .now = context->now };
    struct appeal *appeals;
    size_t count;

    if (change->round->state > ROUND_closed || !states_read(context->arena,
                                                            "assigned,disputed,handling,assessing,awaiting_event",
                                                            &filter))
        return OK;
    TRY(appeals_list(context->db, context->arena, &sight, &filter, &appeals, &count));
    view->catalogue = ARENA_ARRAY(context->arena, struct catalogue_line, count + 1);
    for (size_t i = count; i-- > 0;) {
        const struct appeal *appeal = &appeals[i];
        unsigned viewer = privacy_viewer(context->world, &context->person, appeal, change->today);

        if (appeal->off_round) continue;
        view->catalogue[view->catalogue_count++] = (struct catalogue_line){
            .appeal = appeal->number,
            .title = appeal->title,
            .state = appeal_machine.states[appeal->state].id,
            .state_label = appeal_state_label(appeal),
            .lead_unit = appeal->lead_unit,
            .lead_name = unit_name(change, appeal->lead_unit),
            .enterprise_name = privacy_hides_name(appeal, viewer) ? NULL : appeal->enterprise_name,
            .carried_over = appeal->carried > 0,
            .overdue_reply = (appeal->flags >> FLAG_overdue_reply & 1) != 0,
        };
    }
    return OK;
}

/* ── Who comes ──────────────────────────────────────────────────────────── */

static bool guest_is_shown(const struct change *change, const struct guest *guest, const struct round_view *view)
{
    const struct person *person = change->person;
    const struct unit *unit = guest->unit ? world_unit(change->facts->world, guest->unit, change->today) : NULL;

    if (view->insider) return true;
    if (person_is(person, ROLE_support) && text_equal(person->jurisdiction, change->round->jurisdiction)) return true;
    if (guest->uscc && text_equal(person->uscc, guest->uscc)) return true;
    if (guest->unit && text_equal(person->unit, guest->unit)) return true;
    return unit && unit->region && text_equal(person->jurisdiction, unit->region);
}

static void view_guests(const struct change *change, struct round_view *view)
{
    const struct round *round = change->round;

    view->guests = ARENA_ARRAY(change->arena, struct guest_view, round->guests.count + 1);
    for (size_t i = 0; i < round->guests.count; i++) {
        const struct guest *guest = &round->guests.rows[i];

        if (!guest_is_shown(change, guest, view)) continue;
        view->guests[view->guest_count++] = (struct guest_view){ .unit = guest->unit,
                                                                 .unit_name = unit_name(change, guest->unit),
                                                                 .appeal = guest->appeal,
                                                                 .uscc = guest->uscc,
                                                                 .name = guest->name,
                                                                 .post = guest->post,
                                                                 .invited_at = guest->invited_at,
                                                                 .checked_in_at = guest->checked_in_at,
                                                                 .attending = (int)guest->attending };
    }
}

static struct error name_of_account(struct context *context, const char *account, const char **name)
{
    struct account found;
    struct error error;

    *name = account;
    if (!account) return OK;
    error = accounts_find(context->db, context->arena, account, &found);
    if (error.kind == NO_ERROR) *name = found.display_name;
    return error.kind == NOT_FOUND ? OK : error;
}

/* ── The whole ──────────────────────────────────────────────────────────── */

static bool is_insider(const struct person *person, const struct round *round)
{
    if (!text_equal(person->jurisdiction, CITY) && !text_equal(person->jurisdiction, round->jurisdiction)) return false;
    for (enum role role = 0; role < ROLES; role++)
        if (person_is(person, role) && role_group(role) == GROUP_JURISDICTION) return true;
    return false;
}

/* What is written for the roles of the jurisdiction alone. */
static void hide_from_outsiders(struct round_view *view)
{
    if (view->insider) return;
    view->round.opinions = NULL;
    view->round.opinions_digest = NULL;
    view->round.opinions_scan = NULL;
    view->round.agenda_scan = NULL;
}

static void view_own(const struct change *change, struct round_view *view)
{
    const struct round *round = change->round;
    const struct state_row *state = &round_machine.states[round->state];

    *view = (struct round_view){ .round = *round, .insider = is_insider(change->person, round) };
    view->state = state->id;
    view->state_label = state->chinese;
    view->clause = state->clause;
    view->stop = state->stop;
    view->open = state->open;
    view->label = planner_label(change->arena, (int)round->year, (int)round->ordinal, round->special);
    view->jurisdiction_name = jurisdiction_name(change->facts->world, round->jurisdiction);
    view->trades = text_split(change->arena, round->trades ? round->trades : "", ' ', &view->trade_count);
    if (text_blank(round->trades)) view->trade_count = 0;
    units_of_words(change, round->meeting_units, &view->meeting_units, &view->meeting_unit_count);
    hide_from_outsiders(view);
}

struct error open_round(struct context *context, const char *number, struct round_view *view)
{
    struct change change;

    TRY(open_change_round(context, number, &change));
    view_own(&change, view);
    view_dates(&change, view);
    TRY(name_of_account(context, view->round.leader, &view->leader_name));
    TRY(name_of_account(context, view->round.secretary, &view->secretary_name));
    TRY(view_items(context, &change, view));
    TRY(view_catalogue(context, &change, view));
    view_guests(&change, view);
    clocks_view(&change, &view->clocks, &view->clock_count);
    actions_view(&change, &view->actions, &view->action_count);
    if (!view->insider) return OK;
    return files_of(context->db, context->arena, "round", view->round.id, &view->attachments, &view->attachment_count);
}

struct error open_round_history(struct context *context, const char *number, int64_t after, int most,
                                struct past_view **past, size_t *count)
{
    struct change change;

    TRY(open_change_round(context, number, &change));
    TRY(history_view(context, &change, 0, after, most, past, count));
    if (is_insider(&context->person, change.round)) return OK;
    /* Notes name other people's appeals. */
    for (size_t i = 0; i < *count; i++) (*past)[i].note = NULL;
    return OK;
}

struct error open_round_clock(struct context *context, const char *number, const char *clock,
                              struct clock_explained *explained)
{
    struct change change;

    TRY(open_change_round(context, number, &change));
    return clock_explain(&change, clock, explained);
}

struct error list_rounds(struct context *context, const struct round_filter *asked, struct round_line **lines,
                         size_t *count, bool *more)
{
    struct round_filter filter = *asked;
    struct round *rounds;

    filter.limit = asked->limit + 1;
    TRY(rounds_list(context->db, context->arena, &filter, &rounds, count));
    *more = *count > (size_t)asked->limit;
    if (*more) *count = (size_t)asked->limit;
    *lines = ARENA_ARRAY(context->arena, struct round_line, *count + 1);
    for (size_t i = 0; i < *count; i++) {
        const struct round *round = &rounds[i];
        const struct state_row *state = &round_machine.states[round->state];

        (*lines)[i] = (struct round_line){
            .round = *round,
            .state = state->id,
            .state_label = state->chinese,
            .label = planner_label(context->arena, (int)round->year, (int)round->ordinal, round->special),
            .jurisdiction_name = jurisdiction_name(context->world, round->jurisdiction),
            .dates = dates_of_round(context->world, round),
        };
        (*lines)[i].round.opinions = NULL;
    }
    return OK;
}

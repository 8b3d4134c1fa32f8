/* SPDX-License-Identifier: Apache-2.0 */
#include "service/open_appeal.h"

#include "base/text.h"
#include "mechanism/categories.h"
#include "mechanism/limits.h"
#include "mechanism/privacy.h"
#include "service/appeal_words.h"
#include "service/take_step.h"
#include "store/records.h"

#include <string.h>

/* ── What hangs on it ───────────────────────────────────────────────────── */

static const char *hangs_word(const char *machine, int64_t state, bool label)
{
    for (size_t i = 0; i < hangs_count; i++)
        if (strcmp(hangs_rows[i].machine, machine) == 0 && state-- == 0)
            return label ? hangs_rows[i].chinese : hangs_rows[i].id;
    return NULL;
}

static void view_dispatches(const struct change *change, struct appeal_view *view)
{
    const struct appeal *appeal = change->appeal;

    view->dispatches = ARENA_ARRAY(change->arena, struct dispatch_view, appeal->dispatches.count + 1);
    for (size_t i = 0; i < appeal->dispatches.count; i++) {
        const struct dispatch *dispatch = &appeal->dispatches.rows[i];

        view->dispatches[view->dispatch_count++] = (struct dispatch_view){
            .unit = dispatch->unit,
            .unit_name = world_unit_name(change->facts->world, dispatch->unit, day_of(dispatch->sent)),
            .role = dispatch->role,
            .state = hangs_word("dispatch", dispatch->state, false),
            .state_label = hangs_word("dispatch", dispatch->state, true),
            .why = view->outside ? NULL : dispatch->why,
            .opinion = view->outside ? NULL : dispatch->opinion,
            .sent = dispatch->sent,
            .accepted = dispatch->accepted,
            .replied = dispatch->replied,
            .ended = dispatch->ended,
        };
    }
}

static void view_requests(const struct change *change, struct appeal_view *view)
{
    const struct appeal *appeal = change->appeal;

    if (view->outside) return;
    view->requests = ARENA_ARRAY(change->arena, struct request_view, appeal->requests.count + 1);
    for (size_t i = 0; i < appeal->requests.count; i++) {
        const struct request_row *request = &appeal->requests.rows[i];

        view->requests[view->request_count++] = (struct request_view){
            .kind = request->kind,
            .state = hangs_word("request", request->state, false),
            .state_label = hangs_word("request", request->state, true),
            .asked_in = appeal_machine.states[request->asked_in].id,
            .reason = request->reason,
            .reason_code = request->reason_code,
            .explanation = request->explanation,
            .new_date = request->new_date,
            .review_date = request->review_date,
            .asked_at = request->asked_at,
            .decided_at = request->decided_at,
        };
    }
}

static void view_orders(const struct change *change, struct appeal_view *view)
{
    const struct appeal *appeal = change->appeal;

    if (view->outside) return;
    view->orders = ARENA_ARRAY(change->arena, struct order_view, appeal->orders.count + 1);
    for (size_t i = 0; i < appeal->orders.count; i++) {
        const struct order_row *order = &appeal->orders.rows[i];

        view->orders[view->order_count++] = (struct order_view){
            .order = order->turn,
            .number = order->number,
            .state = hangs_word("order", order->state, false),
            .state_label = hangs_word("order", order->state, true),
            .text = order->text,
            .answer = order->answer,
            .answer_by = order->answer_by,
            .by_clock = order->by_clock,
            .issued_at = order->issued_at,
            .answered_at = order->answered_at,
            .lifted_at = order->lifted_at,
        };
    }
}

bool attachment_is_shown(const struct appeal *appeal, unsigned viewer, const struct attachment *file)
{
    int64_t county_opinion;

    if (viewer == 0) return false;
    /* Letterheads and stamps name the enterprise. */
    if (file->by_enterprise) return !privacy_hides_name(appeal, viewer);
    if (!privacy_is_outside(viewer) && viewer != 1u << VIEWER_counter) return true;
    if (appeal->opinion_file && text_int(appeal->opinion_file, &county_opinion) && county_opinion == file->id)
        return false;
    /* What a unit put in is seen once its reply is out, and the result once it is checked. */
    if (appeal->released_at && file->at <= appeal->released_at) return true;
    return appeal->state == STATE_rating || appeal->state == STATE_closed;
}

static struct error view_attachments(struct context *context, const struct change *change, struct appeal_view *view)
{
    struct attachment *files;
    size_t count;

    TRY(files_of(context->db, context->arena, "appeal", view->id, &files, &count));
    view->attachments = ARENA_ARRAY(context->arena, struct attachment, count + 1);
    for (size_t i = 0; i < count; i++)
        if (attachment_is_shown(change->appeal, view->viewer, &files[i]))
            view->attachments[view->attachment_count++] = files[i];
    return OK;
}

/* ── Its round ──────────────────────────────────────────────────────────── */

static void view_round(const struct change *change, struct appeal_view *view)
{
    const struct round *round = round_of(change, change->appeal->round);

    if (!round) return;
    view->round_label = planner_label(change->arena, (int)round->year, (int)round->ordinal, round->special);
    view->round_state = round_machine.states[round->state].id;
    view->event_day = round->event_day;
    view->event_tentative = round->tentative;
    view->listed = change->facts->item != NULL;
}

static bool is_not_assigned(int64_t state)
{
    return state == STATE_identity_review || state == STATE_screening || state == STATE_supplementing;
}

static bool may_be_joined(const struct change *change, const struct round *round)
{
    return !round->special && round->state != ROUND_cancelled &&
           text_equal(round->jurisdiction, change->appeal->jurisdiction);
}

/* Which of the jurisdiction's rounds it makes if every limit is used, and why (section 3). */
static void view_outlook(const struct change *change, struct appeal_view *view)
{
    const struct facts *facts = change->facts;
    struct round_slot *slots = ARENA_ARRAY(change->arena, struct round_slot, facts->round_count + 1);
    const struct round **rounds = ARENA_ARRAY(change->arena, const struct round *, facts->round_count + 1);
    struct outlook_view *outlook;
    size_t count = 0;

    if (!is_not_assigned(change->appeal->state) || change->appeal->off_round) return;
    for (size_t i = 0; i < facts->round_count; i++) {
        const struct round *round = &facts->rounds[i];

        if (!may_be_joined(change, round)) continue;
        rounds[count] = round;
        slots[count].label = planner_label(change->arena, (int)round->year, (int)round->ordinal, false);
        slots[count].dates = planner_dates(change->calendar, change->policy, NO_DAY, round->event_day);
        if (round->opens_at) planner_open_on(&slots[count].dates, day_of(round->opens_at));
        count++;
    }
    outlook = ARENA_NEW(change->arena, struct outlook_view);
    outlook->outlook = planner_makes(change->arena, change->calendar, change->policy, slots, count,
                                     change->appeal->submitted_at, change->now);
    if (outlook->outlook.round < count) {
        outlook->round = rounds[outlook->outlook.round]->number;
        outlook->label = slots[outlook->outlook.round].label;
    }
    view->outlook = outlook;
}

/* ── The whole ──────────────────────────────────────────────────────────── */

static void view_merge(const struct change *change, struct appeal_view *view)
{
    if (view->outside || VIEWS_AS(view->viewer, counter)) return;
    if (change->appeal->merged_into && change->facts->target) view->merged_number = change->facts->target->number;
    for (size_t i = 0; i < change->facts->member_count; i++)
        view->followers += change->facts->members[i].state == STATE_merged;
}

static void view_turn(const struct change *change, struct appeal_view *view)
{
    enum turn turn = appeal_machine.states[change->appeal->state].turn;

    view->turn_unit = turn_unit(change, turn);
    if (view->turn_unit)
        view->turn_name = world_unit_name(change->facts->world, view->turn_unit, change->today);
    view->turn_is_enterprise = turn == TURN_enterprise;
}

static void view_age(const struct change *change, struct appeal_view *view)
{
    const struct appeal *appeal = change->appeal;
    day_t from = day_of(appeal->submitted_at), until = view->open ? change->today : day_of(appeal->state_since);

    view->age_days = (int)(until - from);
    view->age_working_days = calendar_between(change->calendar, from, until);
}

/* Each enterprise gets the reply separately (mechanism, section 5, merge): what is answered on the appeal followed. */
static struct error view_reply_of_target(struct context *context, const struct appeal *appeal, struct appeal_view *view)
{
    struct appeal *target, answer, *shown = &view->shown;

    if (appeal->state != STATE_merged || !appeal->merged_into) return OK;
    target = ARENA_NEW(context->arena, struct appeal);
    TRY(record_load(context->db, context->arena, &appeal_record, appeal->merged_into, target));
    answer = privacy_shown(context->arena, target, view->viewer);
    view->reply_hidden = privacy_hides_reply(target, view->viewer);
    shown->reply_kind = answer.reply_kind;
    shown->reply_opinion = answer.reply_opinion;
    shown->reply_basis = answer.reply_basis;
    shown->reply_done_by = answer.reply_done_by;
    shown->replied_at = answer.replied_at;
    shown->released_at = answer.released_at;
    shown->decision = answer.decision;
    shown->done_by = answer.done_by;
    shown->result = answer.result;
    return OK;
}

struct error view_appeal(struct context *context, struct change *change, struct appeal_view *view)
{
    const struct appeal *appeal = change->appeal;
    const struct state_row *state = &appeal_machine.states[appeal->state];

    *view = (struct appeal_view){ .id = appeal->id, .version = appeal->version };
    view->viewer = privacy_viewer(context->world, &context->person, appeal, change->today);
    view->outside = privacy_is_outside(view->viewer);
    view->name_hidden = privacy_hides_name(appeal, view->viewer);
    view->reply_hidden = privacy_hides_reply(appeal, view->viewer);
    view->shown = privacy_shown(context->arena, appeal, view->viewer);
    TRY(view_reply_of_target(context, appeal, view));
    view->state = state->id;
    view->state_label = appeal_state_label(appeal);
    view->clause = state->clause;
    view->stop = state->stop;
    view->open = state->open;
    if (appeal->back_state) view->back_state = appeal_machine.states[appeal->back_state].id;
    view->jurisdiction_name = jurisdiction_name(context->world, appeal->jurisdiction);
    view->region_name = region_name(context->arena, context->world, appeal->region);
    view->category_name = category_name(appeal->category);
    view->lead_name = lead_name(context->world, appeal);
    if (appeal->proposed_unit)
        view->proposed_name = world_unit_name(context->world, appeal->proposed_unit, day_of(context->now));
    co_units_of(context->arena, context->world, appeal, &view->co_units, &view->co_unit_count);
    flags_of(context->arena, appeal, &view->flags, &view->flag_count);
    view_merge(change, view);
    view_turn(change, view);
    view_age(change, view);
    view_round(change, view);
    view_outlook(change, view);
    view_dispatches(change, view);
    view_requests(change, view);
    view_orders(change, view);
    clocks_view(change, &view->clocks, &view->clock_count);
    actions_view(change, &view->actions, &view->action_count);
    return view_attachments(context, change, view);
}

struct error open_appeal(struct context *context, const char *number, struct appeal_view *view)
{
    struct change change;

    TRY(open_change_appeal(context, number, &change));
    return view_appeal(context, &change, view);
}

struct error view_appeal_history(struct context *context, const struct change *change, int64_t after, int most,
                                 struct past_view **past, size_t *count)
{
    unsigned viewer = privacy_viewer(context->world, &context->person, change->appeal, change->today);

    return history_view(context, change, viewer, after, most, past, count);
}

struct error open_appeal_history(struct context *context, const char *number, int64_t after, int most,
                                 struct past_view **past, size_t *count)
{
    struct change change;

    TRY(open_change_appeal(context, number, &change));
    return view_appeal_history(context, &change, after, most, past, count);
}

struct error open_appeal_clock(struct context *context, const char *number, const char *clock,
                               struct clock_explained *explained)
{
    struct change change;

    TRY(open_change_appeal(context, number, &change));
    return clock_explain(&change, clock, explained);
}

struct error open_receipt(struct context *context, const char *number, struct receipt_view *view)
{
    struct appeal *appeal = ARENA_NEW(context->arena, struct appeal);

    TRY(record_load_number(context->db, context->arena, &appeal_record, number, appeal));
    *view = (struct receipt_view){
        .version = appeal->version,
        .number = appeal->number,
        .query_code = appeal->query_code,
        .round = appeal->round,
        .channel = appeal->channel,
        .state = appeal_machine.states[appeal->state].id,
        .state_label = appeal_state_label(appeal),
        .jurisdiction = appeal->jurisdiction,
        .submitted_at = appeal->submitted_at,
        .queued = (appeal->flags >> FLAG_queued & 1) != 0,
    };
    return OK;
}

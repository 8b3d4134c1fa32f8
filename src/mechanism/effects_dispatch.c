/* SPDX-License-Identifier: Apache-2.0 */
/* Effects while a unit takes the appeal on: receipt, objection, change of unit, contact, co-units. */
#include "mechanism/effects.h"

#include "base/text.h"
#include "mechanism/limits.h"

void accept_dispatch(struct change *change)
{
    struct dispatch *dispatch = lead_dispatch(change);

    if (!dispatch) return;
    dispatch->state = DISPATCH_accepted;
    dispatch->accepted = change->now;
}

void effect_accept(struct change *change)
{
    accept_dispatch(change);
}

void effect_accept_late(struct change *change)
{
    accept_dispatch(change);
    set_flag(change, FLAG_late_accept);
    /* The objection stays open until 24:00 of the next working day. */
    if (change->appeal->object_until)
        change->appeal->object_until = start_of_day(calendar_add(change->calendar, change->today, 1) + 1);
}

static void co_accept(struct change *change)
{
    size_t own = own_co_dispatch(change);
    struct dispatch *dispatch;

    if (own == change->appeal->dispatches.count) return;
    dispatch = &change->appeal->dispatches.rows[own];
    dispatch->state = DISPATCH_accepted;
    dispatch->accepted = change->now;
    change->note = dispatch->unit;
    limit_end(change, CLOCK_co_accept, dispatch->unit, "已接收");
}

void effect_co_accept(struct change *change)
{
    co_accept(change);
}

void effect_co_accept_late(struct change *change)
{
    co_accept(change);
    set_flag(change, FLAG_late_accept);
}

void effect_co_overdue(struct change *change)
{
    set_flag(change, FLAG_co_overdue);
    change->note = change->lapse_instance;
    limit_end(change, CLOCK_co_reply, change->lapse_instance, "协办逾期");
}

void effect_take_late(struct change *change)
{
    const struct unit *office =
        world_coordinating_unit(change->facts->world, change->appeal->jurisdiction, change->today);

    if (office) assign_to(change, office->id, false);
    accept_dispatch(change);
    change->appeal->object_until = NO_INSTANT; /* no objection is left */
    set_flag(change, FLAG_late_take);
}

/* ---- objections ---- */

void effect_object(struct change *change)
{
    struct appeal *appeal = change->appeal;

    appeal->grounds = change->note = take_text(change, INPUT_grounds);
    appeal->proposed_unit = take_text(change, INPUT_proposed_unit);
    appeal->object_from = appeal->state;
}

/* The changed unit gets fresh limits; the formal reply then comes no earlier than its own (section 3). */
void effect_uphold(struct change *change)
{
    struct appeal *appeal = change->appeal;
    const char *unit = take_text(change, INPUT_lead_unit);
    bool hand_down = appeal->object_from == STATE_handed_down;

    if (!unit) unit = appeal->proposed_unit;
    appeal->unit_changes++;
    if (hand_down) hold_anew(change, CITY);
    assign_to(change, unit, true);
    appeal->proposed_unit = NULL;
}

void effect_uphold_down(struct change *change)
{
    struct appeal *appeal = change->appeal;
    const char *county = take_text(change, INPUT_jurisdiction);
    const struct unit *proposed = world_unit(change->facts->world, appeal->proposed_unit, change->today);
    struct dispatch *lead = lead_dispatch(change);
    bool hand_down = appeal->object_from == STATE_handed_down;

    if (!county && proposed) county = proposed->jurisdiction;
    appeal->unit_changes++;
    if (lead) end_dispatch(change, lead, "转县区");
    end_co_units(change, "转县区");
    change->old_lead = appeal->lead_unit;
    appeal->lead_unit = NULL;
    if (hand_down)
        hold_anew(change, county);
    else
        hold(change, county);
    if (!appeal->off_round) join_round(change, county, JOIN_RETURNING);
    limit_end(change, CLOCK_reply, "", "改派，重新计算");
    appeal->object_until = accept_limit(change);
    appeal->object_from = 0;
    appeal->proposed_unit = NULL;
}

void effect_overrule(struct change *change)
{
    struct appeal *appeal = change->appeal;

    change->note = take_text(change, INPUT_reason);
    appeal->object_until = NO_INSTANT; /* no further objection to this assignment */
    appeal->proposed_unit = NULL;
    if (appeal->object_from != STATE_handed_down) accept_dispatch(change);
    appeal->object_from = 0;
}

void effect_reassign(struct change *change)
{
    change->appeal->reassigned++;
    change->note = take_text(change, INPUT_reason);
    assign_to(change, take_text(change, INPUT_lead_unit), true);
}

void effect_reassign_executing(struct change *change)
{
    change->appeal->reassigned++;
    change->note = take_text(change, INPUT_reason);
    assign_to(change, take_text(change, INPUT_lead_unit), false);
    accept_dispatch(change);
    change->appeal->object_until = NO_INSTANT;
    change->appeal->committed_at = NO_INSTANT;
    change->appeal->responsible_leader = change->appeal->responsible_person = change->appeal->measures = NULL;
    limit_start(change, CLOCK_commit, "", FROM_ENTRY);
}

void effect_set_co_units(struct change *change)
{
    const struct given *given = &change->input->fields[INPUT_co_units];

    for (size_t i = 0; i < change->appeal->dispatches.count; i++) {
        struct dispatch *dispatch = &change->appeal->dispatches.rows[i];
        bool kept = false;

        for (size_t k = 0; k < given->count; k++) kept = kept || text_equal(given->list[k], dispatch->unit);
        if (text_equal(dispatch->role, "co") && dispatch->state != DISPATCH_ended && !kept)
            end_co_unit(change, dispatch, "调整协办");
    }
    send_to_co_units(change, given->list, given->count);
}

/* The county that held it is dissolved: the successor holds it, in the next of its rounds. */
static void succeed_county(struct change *change, const char *successor)
{
    change->note = arena_printf(change->arena, "%s→%s", change->appeal->jurisdiction, successor);
    hold(change, successor);
    change->appeal->round = NULL;
    if (!change->appeal->off_round) join_round(change, successor, JOIN_RETURNING);
}

/* The part of one unit passes to another as it stands: what was accepted is, and its clocks run on. */
static void pass_on(struct change *change, struct dispatch *dispatch, const char *successor)
{
    struct dispatch passed = *dispatch, *row;

    end_dispatch(change, dispatch, "单位承继");
    dispatch_to(change, successor, passed.role);
    row = &change->appeal->dispatches.rows[change->appeal->dispatches.count - 1];
    passed.unit = successor;
    passed.turn = row->turn;
    *row = passed;
}

static void pass_on_limit(struct change *change, int clock, const char *ended, const char *successor)
{
    struct limit *old = limit_of(change, clock, ended), passed;

    if (!old) return;
    passed = *old;
    passed.instance = successor;
    limit_end(change, clock, ended, "单位承继");
    *limit_start(change, clock, successor, FROM_ENTRY) = passed;
}

static void succeed_lead(struct change *change, const char *ended, const char *successor)
{
    struct dispatch *joined = co_dispatch(change, successor), *lead = lead_dispatch(change);

    if (joined) end_co_unit(change, joined, "改为主办"); /* a unit that leads is no co-unit any more */
    if (lead)
        pass_on(change, lead, successor);
    else
        dispatch_to(change, successor, "lead");
    change->old_lead = ended;
    change->appeal->lead_unit = successor;
}

static void succeed_co_unit(struct change *change, const char *ended, const char *successor)
{
    struct dispatch *joined = co_dispatch(change, ended);

    if (!joined) return;
    if (text_equal(change->appeal->lead_unit, successor) || co_dispatch(change, successor)) {
        end_co_unit(change, joined, "单位承继");
        return;
    }
    pass_on_limit(change, CLOCK_co_accept, ended, successor);
    pass_on_limit(change, CLOCK_co_reply, ended, successor);
    pass_on(change, joined, successor);
}

/* lead_unit: who ends; proposed_unit: the successor. Clocks run on, caps are not touched. */
void effect_succeed(struct change *change)
{
    struct appeal *appeal = change->appeal;
    const char *ended = take_text(change, INPUT_lead_unit), *successor = take_text(change, INPUT_proposed_unit);

    if (take_text(change, INPUT_jurisdiction)) {
        succeed_county(change, take_text(change, INPUT_jurisdiction));
        return;
    }
    if (text_equal(appeal->lead_unit, ended)) succeed_lead(change, ended, successor);
    succeed_co_unit(change, ended, successor);
    if (text_equal(appeal->proposed_unit, ended)) appeal->proposed_unit = successor;
    if (appeal->state == STATE_disputed && text_equal(appeal->proposed_unit, appeal->lead_unit))
        induce(change, MACHINE_appeal, ACTION_overrule_objection)->id = appeal->id;
    change->note = arena_printf(change->arena, "%s→%s", ended, successor);
}

/* ---- while a unit has it ---- */

/* Without an outcome it is a contact that took place; but only who says that the enterprise was reached starts the days
 * after which its silence counts as satisfied. */
void effect_log_contact(struct change *change)
{
    struct appeal *appeal = change->appeal;
    bool reached = !text_equal(take_text(change, INPUT_outcome), "not_reached");

    appeal->contact_at = change->now;
    appeal->contact_tries += reached ? 2 : 1;
    if (reached) appeal->contact_agreed = 1;
    change->note = arena_printf(change->arena, "%s（%s）：%s", take_text(change, INPUT_whom), take_text(change, INPUT_how),
                                take_text(change, INPUT_found));
    if (appeal->state == STATE_rating && text_equal(take_text(change, INPUT_outcome), "reached") &&
        limit_of(change, CLOCK_reach, ""))
        effect_reached(change);
}

void effect_co_reply(struct change *change)
{
    size_t own = own_co_dispatch(change);
    struct dispatch *dispatch = &change->appeal->dispatches.rows[own];

    dispatch->state = DISPATCH_replied;
    dispatch->replied = change->now;
    if (!dispatch->accepted) dispatch->accepted = change->now;
    dispatch->opinion = change->note = take_text(change, INPUT_opinion);
    limit_end(change, CLOCK_co_accept, dispatch->unit, "已答复");
    limit_end(change, CLOCK_co_reply, dispatch->unit, "已答复");
}

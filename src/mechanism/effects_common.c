/* SPDX-License-Identifier: Apache-2.0 */
/* What the effects share: fields taken over, rounds joined, units given work. */
#include "mechanism/effects.h"

#include "base/text.h"
#include "mechanism/clock.h"
#include "mechanism/conditions.h"
#include "mechanism/limits.h"

#include <string.h>

/* ---- shared ---- */

const char *take_text(const struct change *change, enum input_id input)
{
    const struct given *given = change->input ? &change->input->fields[input] : NULL;

    return given && given->present ? arena_text(change->arena, given->text) : NULL;
}

bool take_truth(const struct change *change, enum input_id input)
{
    return is_given(change, input) && change->input->fields[input].truth;
}

day_t take_day(const struct change *change, enum input_id input)
{
    return is_given(change, input) ? change->input->fields[input].day : NO_DAY;
}

void set_flag(struct change *change, enum flag flag)
{
    change->appeal->flags |= INT64_C(1) << flag;
}

void clear_flag(struct change *change, enum flag flag)
{
    change->appeal->flags &= ~(INT64_C(1) << flag);
}

const char *words_add(struct arena *arena, const char *list, const char *word)
{
    if (list && strstr(list, arena_printf(arena, " %s ", word))) return list;
    return arena_printf(arena, "%s%s ", list ? list : " ", word);
}

struct induced *induce(struct change *change, enum machine_id machine, int action)
{
    struct induced *induced = LIST_ADD(change->arena, change->induced);

    *induced = (struct induced){ .machine = machine, .action = action };
    return induced;
}

/* Keep what was filled in, where something was. */
void take_over(const struct change *change, enum input_id input, const char **column)
{
    const char *text = take_text(change, input);

    if (text) *column = text_blank(text) ? NULL : text_trim(change->arena, text);
}

/* ---- rounds ---- */

const struct round *round_to_join(const struct change *change, const char *jurisdiction, enum joining joining)
{
    const struct round *earliest = NULL;

    for (size_t i = 0; i < change->facts->round_count; i++) {
        const struct round *round = &change->facts->rounds[i];

        if (round->special || !text_equal(round->jurisdiction, jurisdiction)) continue;
        if (round->state == ROUND_open) return round;
        /* While closed, what is submitted waits for the next opening. */
        if (joining == JOIN_SUBMITTED ? round->state != ROUND_planned : !catalogue_open(round)) continue;
        if (!earliest || round->event_day < earliest->event_day) earliest = round;
    }
    return earliest;
}

const struct round *round_after(const struct change *change, const char *jurisdiction, const char *present, day_t event)
{
    const struct round *earliest = NULL;

    for (size_t i = 0; i < change->facts->round_count; i++) {
        const struct round *round = &change->facts->rounds[i];

        if (round->special || !text_equal(round->jurisdiction, jurisdiction) || !catalogue_open(round)) continue;
        if (text_equal(round->number, present) || (event && round->event_day < event)) continue;
        if (!earliest || round->event_day < earliest->event_day) earliest = round;
    }
    return earliest;
}

void join_round(struct change *change, const char *jurisdiction, enum joining joining)
{
    const struct round *round = round_to_join(change, jurisdiction, joining);

    change->appeal->round = round ? round->number : NULL;
    if (!round) change->appeal->off_round = 1; /* answered without one */
}

/* Back from outside, an appeal joins the next round whose catalogue is not submitted, unless it has left rounds. */
void rejoin_round(struct change *change)
{
    if (!change->appeal->off_round && !change->appeal->round)
        join_round(change, change->appeal->jurisdiction, JOIN_RETURNING);
}

void hold(struct change *change, const char *jurisdiction)
{
    change->appeal->jurisdiction = jurisdiction;
    change->appeal->held_by = words_add(change->arena, change->appeal->held_by, jurisdiction);
}

/* Admission to the city (or an upheld objection to a hand-down) starts anew: rounds, carrying over. */
void hold_anew(struct change *change, const char *jurisdiction)
{
    hold(change, jurisdiction);
    change->appeal->off_round = 0;
    change->appeal->carried = 0;
    clear_flag(change, FLAG_carried_over);
    join_round(change, jurisdiction, JOIN_RETURNING);
    limit_end(change, CLOCK_formal, "", "重新列入");
}

/* ---- units ---- */

struct dispatch *lead_dispatch(struct change *change)
{
    for (size_t i = change->appeal->dispatches.count; i-- > 0;) {
        struct dispatch *dispatch = &change->appeal->dispatches.rows[i];
        if (text_equal(dispatch->role, "lead") && text_equal(dispatch->unit, change->appeal->lead_unit) &&
            dispatch->state != DISPATCH_ended)
            return dispatch;
    }
    return NULL;
}

void end_dispatch(const struct change *change, struct dispatch *dispatch, const char *why)
{
    dispatch->state = DISPATCH_ended;
    dispatch->ended = change->now;
    dispatch->why = why;
}

void dispatch_to(struct change *change, const char *unit, const char *role)
{
    struct dispatch *dispatch;
    int64_t turn = 1;

    for (size_t i = 0; i < change->appeal->dispatches.count; i++)
        if (text_equal(change->appeal->dispatches.rows[i].unit, unit)) turn++;
    dispatch = LIST_ADD(change->arena, change->appeal->dispatches);
    *dispatch = (struct dispatch){ .unit = unit, .turn = turn, .role = role, .sent = change->now };
}

struct dispatch *co_dispatch(struct change *change, const char *unit)
{
    for (size_t i = change->appeal->dispatches.count; i-- > 0;) {
        struct dispatch *dispatch = &change->appeal->dispatches.rows[i];
        if (text_equal(dispatch->role, "co") && text_equal(dispatch->unit, unit) && dispatch->state != DISPATCH_ended)
            return dispatch;
    }
    return NULL;
}

void end_co_unit(struct change *change, struct dispatch *dispatch, const char *why)
{
    limit_end(change, CLOCK_co_accept, dispatch->unit, why);
    limit_end(change, CLOCK_co_reply, dispatch->unit, why);
    end_dispatch(change, dispatch, why);
}

void end_co_units(struct change *change, const char *why)
{
    for (size_t i = 0; i < change->appeal->dispatches.count; i++) {
        struct dispatch *dispatch = &change->appeal->dispatches.rows[i];
        if (text_equal(dispatch->role, "co") && dispatch->state != DISPATCH_ended) end_co_unit(change, dispatch, why);
    }
}

void send_to_co_units(struct change *change, const char *const *units, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *unit = arena_text(change->arena, units[i]);

        if (co_dispatch(change, unit)) continue;
        dispatch_to(change, unit, "co");
        limit_start(change, CLOCK_co_accept, unit, FROM_ENTRY);
        limit_start(change, CLOCK_co_reply, unit, FROM_ENTRY);
    }
}

instant_t accept_limit(const struct change *change)
{
    int hours = change->policy->accept_hours;

    return change->policy->accept_clock ? hours_skipping_nonworking(change->calendar, change->now, hours)
                                        : change->now + hours * HOUR;
}

void assign_to(struct change *change, const char *unit, bool fresh_reply)
{
    struct appeal *appeal = change->appeal;
    struct dispatch *old = lead_dispatch(change), *joined = co_dispatch(change, unit);

    if (old) end_dispatch(change, old, "改派");
    if (joined) end_co_unit(change, joined, "改为主办"); /* a unit that leads is no co-unit any more */
    change->old_lead = appeal->lead_unit;
    appeal->lead_unit = unit;
    appeal->officer = NULL;
    appeal->assignment++;
    appeal->assigned_at = change->now;
    appeal->object_until = accept_limit(change);
    appeal->object_from = 0;
    appeal->contact_at = NO_INSTANT;
    appeal->signed_off = 0;
    dispatch_to(change, unit, "lead");
    if (fresh_reply) limit_end(change, CLOCK_reply, "", "改派，重新计算");
}

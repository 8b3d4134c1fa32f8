/* SPDX-License-Identifier: Apache-2.0 */
/* Effects from submission to the reply: who holds the appeal, which round it is in, whose unit it is. */
#include "mechanism/effects.h"

#include "base/text.h"
#include "mechanism/clock.h"
#include "mechanism/conditions.h"
#include "mechanism/limits.h"
#include "mechanism/uscc.h"

#include <string.h>

/* ---- shared ---- */

const char *take_text(const struct change *change, enum input_id input)
{
    const struct given *given = change->input ? &change->input->fields[input] : NULL;

    return given && given->present ? arena_text(change->arena, given->text) : NULL;
}

static bool take_truth(const struct change *change, enum input_id input)
{
    return is_given(change, input) && change->input->fields[input].truth;
}

static day_t take_day(const struct change *change, enum input_id input)
{
    return is_given(change, input) ? change->input->fields[input].day : NO_DAY;
}

void set_flag(struct change *change, enum flag flag)
{
    change->appeal->flags |= INT64_C(1) << flag;
}

static void clear_flag(struct change *change, enum flag flag)
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
static void replace(const struct change *change, enum input_id input, const char **column)
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

static void join_round(struct change *change, const char *jurisdiction, enum joining joining)
{
    const struct round *round = round_to_join(change, jurisdiction, joining);

    change->appeal->round = round ? round->number : NULL;
    if (!round) change->appeal->off_round = 1; /* answered without one */
}

/* Back from outside, an appeal joins the next round whose catalogue is not submitted, unless it has left rounds. */
static void rejoin_round(struct change *change)
{
    if (!change->appeal->off_round && !change->appeal->round)
        join_round(change, change->appeal->jurisdiction, JOIN_RETURNING);
}

static void hold(struct change *change, const char *jurisdiction)
{
    change->appeal->jurisdiction = jurisdiction;
    change->appeal->held_by = words_add(change->arena, change->appeal->held_by, jurisdiction);
}

/* Admission to the city (or an upheld objection to a hand-down) starts anew: parameters, rounds, carrying over. */
static void hold_anew(struct change *change, const char *jurisdiction)
{
    const struct jurisdiction *place = world_jurisdiction(change->facts->world, jurisdiction);

    hold(change, jurisdiction);
    if (text_equal(jurisdiction, CITY)) change->appeal->policy = place->policy->id;
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

static void end_dispatch(const struct change *change, struct dispatch *dispatch, const char *why)
{
    dispatch->state = DISPATCH_ended;
    dispatch->ended = change->now;
    dispatch->why = why;
}

static void dispatch_to(struct change *change, const char *unit, const char *role)
{
    struct dispatch *dispatch;
    int64_t turn = 1;

    for (size_t i = 0; i < change->appeal->dispatches.count; i++)
        if (text_equal(change->appeal->dispatches.rows[i].unit, unit)) turn++;
    dispatch = LIST_ADD(change->arena, change->appeal->dispatches);
    *dispatch = (struct dispatch){ .unit = unit, .turn = turn, .role = role, .sent = change->now };
}

static struct dispatch *co_dispatch(struct change *change, const char *unit)
{
    for (size_t i = change->appeal->dispatches.count; i-- > 0;) {
        struct dispatch *dispatch = &change->appeal->dispatches.rows[i];
        if (text_equal(dispatch->role, "co") && text_equal(dispatch->unit, unit) && dispatch->state != DISPATCH_ended)
            return dispatch;
    }
    return NULL;
}

static void end_co_unit(struct change *change, struct dispatch *dispatch, const char *why)
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

static instant_t accept_limit(const struct change *change)
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

/* ---- the steps ---- */

void effect_nothing(struct change *change)
{
    (void)change;
}

static void take_submission(struct change *change)
{
    struct appeal *appeal = change->appeal;

    replace(change, INPUT_enterprise_name, &appeal->enterprise_name);
    replace(change, INPUT_region, &appeal->region);
    replace(change, INPUT_contact_name, &appeal->contact_name);
    replace(change, INPUT_contact_phone, &appeal->contact_phone);
    replace(change, INPUT_title, &appeal->title);
    replace(change, INPUT_body, &appeal->body);
    replace(change, INPUT_category, &appeal->category);
    replace(change, INPUT_expectation, &appeal->expectation);
    replace(change, INPUT_principal, &appeal->principal);
    if (is_given(change, INPUT_confidential)) appeal->confidential = take_truth(change, INPUT_confidential);
    if (is_given(change, INPUT_attend)) appeal->attend = take_truth(change, INPUT_attend);
}

static const char *channel_of(const struct person *person)
{
    if (person_is(person, ROLE_window)) return "window";
    return person_is(person, ROLE_hotline) ? "hotline" : "web";
}

void effect_submit(struct change *change)
{
    struct appeal *appeal = change->appeal;
    const struct person *person = change->person;
    const struct jurisdiction *place;
    const struct round *round;
    char normal[19];
    const char *why;

    appeal->id = change->facts->id;
    appeal->number = change->facts->number;
    appeal->query_code = change->facts->query_code;
    appeal->channel = channel_of(person);
    /* The city screens every web and hotline submission; a county's counter submits for its own county. */
    hold(change, text_equal(appeal->channel, "window") && person->jurisdiction ? person->jurisdiction : CITY);
    place = world_jurisdiction(change->facts->world, appeal->jurisdiction);
    appeal->policy = place->policy->id;
    change->policy = place->policy;
    change->calendar = place->calendar;
    if (uscc_check(change->arena, take_text(change, INPUT_uscc), normal, &why)) appeal->uscc = arena_text(change->arena, normal);
    take_submission(change);
    appeal->grade = "normal";
    appeal->submitted_at = appeal->screen_from = change->now;
    if (!text_equal(appeal->channel, "web")) appeal->submitted_by = person->account;
    join_round(change, appeal->jurisdiction, JOIN_SUBMITTED);
    round = round_of(change, appeal->round);
    if (round && round->state != ROUND_open && round->opens_at > change->now) {
        appeal->screen_from = round->opens_at;
        set_flag(change, FLAG_queued);
    }
}

void effect_reject_identity(struct change *change)
{
    change->appeal->reason_code = "R16";
    change->appeal->explanation = change->note = take_text(change, INPUT_reason);
    change->appeal->redirect = reason_find("R16")->redirect;
}

void effect_flag_unverified(struct change *change)
{
    set_flag(change, FLAG_unverified);
}

void effect_ask_supplement(struct change *change)
{
    change->appeal->supplements++;
    change->appeal->supplement_what = change->note = take_text(change, INPUT_what);
}

void effect_supplement(struct change *change)
{
    take_submission(change);
    change->note = take_text(change, INPUT_note);
}

void effect_return(struct change *change)
{
    const struct reason *reason = reason_find(take_text(change, INPUT_reason_code));

    change->appeal->reason_code = reason->code;
    change->appeal->explanation = change->note = take_text(change, INPUT_explanation);
    change->appeal->redirect = text_blank(take_text(change, INPUT_redirect)) ? reason->redirect
                                                                            : take_text(change, INPUT_redirect);
}

void effect_not_supplemented(struct change *change)
{
    const struct reason *reason = reason_find("R17");

    change->appeal->reason_code = reason->code;
    change->appeal->explanation = change->note = "补正期限已过，没有收到补正。备齐材料后可以重新提交。";
    change->appeal->redirect = reason->redirect;
}

static void classify(struct change *change)
{
    replace(change, INPUT_category, &change->appeal->category);
    if (!text_blank(take_text(change, INPUT_grade))) change->appeal->grade = take_text(change, INPUT_grade);
}

void effect_hand_down(struct change *change)
{
    struct appeal *appeal = change->appeal;

    end_co_units(change, "转县区");
    hold(change, take_text(change, INPUT_jurisdiction));
    classify(change);
    appeal->round = NULL;
    join_round(change, appeal->jurisdiction, JOIN_RETURNING);
    appeal->object_until = accept_limit(change);
    appeal->object_from = 0;
    appeal->lead_unit = NULL;
}

void effect_assign(struct change *change)
{
    struct appeal *appeal = change->appeal;

    classify(change);
    appeal->override_code = take_text(change, INPUT_override_code);
    appeal->override_reason = take_text(change, INPUT_override_reason);
    assign_to(change, take_text(change, INPUT_lead_unit), false);
    if (is_given(change, INPUT_co_units))
        send_to_co_units(change, change->input->fields[INPUT_co_units].list, change->input->fields[INPUT_co_units].count);
    clear_flag(change, FLAG_queued);
}

static void accept_dispatch(struct change *change)
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

/* lead_unit: who ends; proposed_unit: the successor. Clocks run on, caps are not touched. */
void effect_succeed(struct change *change)
{
    struct appeal *appeal = change->appeal;
    const char *ended = take_text(change, INPUT_lead_unit), *successor = take_text(change, INPUT_proposed_unit);
    struct dispatch *lead = lead_dispatch(change), *joined = ended ? co_dispatch(change, ended) : NULL;

    if (take_text(change, INPUT_jurisdiction)) {
        succeed_county(change, take_text(change, INPUT_jurisdiction));
        return;
    }
    if (text_equal(appeal->lead_unit, ended)) {
        int64_t state = lead ? lead->state : DISPATCH_sent;
        if (lead) end_dispatch(change, lead, "单位承继");
        dispatch_to(change, successor, "lead");
        appeal->dispatches.rows[appeal->dispatches.count - 1].state = state;
        change->old_lead = ended;
        appeal->lead_unit = successor;
    }
    if (joined) {
        end_co_unit(change, joined, "单位承继");
        if (!text_equal(appeal->lead_unit, successor)) send_to_co_units(change, &successor, 1);
    }
    if (text_equal(appeal->proposed_unit, ended)) appeal->proposed_unit = successor;
    if (appeal->state == STATE_disputed && text_equal(appeal->proposed_unit, appeal->lead_unit))
        induce(change, MACHINE_appeal, ACTION_overrule_objection)->id = appeal->id;
    change->note = arena_printf(change->arena, "%s→%s", ended, successor);
}

/* ---- while a unit has it ---- */

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

void effect_request(struct change *change)
{
    struct request_row *request = LIST_ADD(change->arena, change->appeal->requests);

    *request = (struct request_row){
        .turn = (int64_t)change->appeal->requests.count,
        .kind = take_text(change, INPUT_kind),
        .asked_in = change->appeal->state,
        .state = REQUEST_pending,
        .reason = take_text(change, INPUT_reason),
        .new_date = take_day(change, INPUT_new_date),
        .review_date = take_day(change, INPUT_review_date),
        .reason_code = take_text(change, INPUT_reason_code),
        .explanation = take_text(change, INPUT_explanation),
        .asked_at = change->now,
    };
    change->note = request->reason;
    limit_start(change, CLOCK_request, "", FROM_ENTRY);
}

static struct request_row *decide(struct change *change, enum request_state state)
{
    struct request_row *request = pending(change);

    request->state = state;
    request->decided_at = change->now;
    limit_end(change, CLOCK_request, "", state == REQUEST_granted ? "已准予" : "未准");
    return request;
}

void effect_grant_suspension(struct change *change)
{
    struct appeal *appeal = change->appeal;

    appeal->review_date = decide(change, REQUEST_granted)->review_date;
    appeal->suspensions++;
    appeal->back_state = appeal->state;
    /* Suspended from handling it belongs to no round. */
    if (appeal->state == STATE_handling && !appeal->off_round) appeal->round = NULL;
    change->note = arena_printf(change->arena, "挂账，%s复核", day_chinese(change->arena, appeal->review_date, change->today));
}

void effect_grant_return(struct change *change)
{
    const struct request_row *request = decide(change, REQUEST_granted);

    change->appeal->reason_code = request->reason_code;
    change->appeal->explanation = change->note = request->explanation;
    change->appeal->redirect = reason_find(request->reason_code) ? reason_find(request->reason_code)->redirect : NULL;
}

void effect_grant_extension(struct change *change)
{
    const struct request_row *request = decide(change, REQUEST_granted);
    struct limit *limit = limit_of(change, change->appeal->state == STATE_executing ? CLOCK_done : CLOCK_reply, "");

    change->note = arena_printf(change->arena, "延期到%s", day_chinese(change->arena, request->new_date, change->today));
    if (limit)
        limit_extend(limit, change->arena, change->calendar, change->policy, request->new_date, change->person->name,
                     change->now);
    if (change->appeal->state == STATE_executing) change->appeal->promise = change->appeal->done_by = request->new_date;
}

void effect_deny(struct change *change)
{
    decide(change, REQUEST_denied);
    change->note = take_text(change, INPUT_reason);
    if (!change->note) change->note = "逾期未批，视为不准";
}

void effect_resume(struct change *change)
{
    change->appeal->review_date = NO_DAY;
    if (change->appeal->back_state == STATE_handling) rejoin_round(change);
}

/* ---- between county and city ---- */

void effect_escalate(struct change *change)
{
    struct appeal *appeal = change->appeal;

    appeal->back_state = appeal->state;
    appeal->escalations++;
    appeal->county_opinion = change->note = take_text(change, INPUT_opinion);
    appeal->opinion_file = take_text(change, INPUT_opinion_file);
    appeal->proposed_unit = take_text(change, INPUT_proposed_unit);
    end_co_units(change, "上报市级");
    if (!appeal->off_round) appeal->round = NULL;
}

void effect_admit(struct change *change)
{
    const char *unit = take_text(change, INPUT_lead_unit);

    if (!unit) unit = change->appeal->proposed_unit;
    hold_anew(change, CITY);
    change->policy = world_policy(change->facts->world, change->appeal->policy);
    assign_to(change, unit, true);
    change->appeal->proposed_unit = NULL;
    change->appeal->done_by = change->appeal->promise = NO_DAY;
}

void effect_send_back(struct change *change)
{
    struct appeal *appeal = change->appeal;

    change->note = take_text(change, INPUT_reason);
    appeal->proposed_unit = NULL;
    if (appeal->back_state == STATE_handling) {
        struct limit *reply = limit_start(change, CLOCK_reply, "", FROM_ENTRY);
        reply->length = change->policy->send_back_days;
        rejoin_round(change);
    } else {
        struct limit *done = limit_start(change, CLOCK_done, "", FROM_PROMISE);
        done->not_before = calendar_add(change->calendar, change->today, change->policy->send_back_days);
    }
}

/* ---- correcting ---- */

void effect_retract(struct change *change)
{
    struct appeal *appeal = change->appeal;
    struct appeal now = *appeal, image = *change->facts->image;

    *appeal = image;
    appeal->version = now.version;
    appeal->last_event = now.last_event;
    appeal->retracts = now.retracts | INT64_C(1) << now.last_action;
    change->restored = true;
    change->note = appeal_machine.actions[now.last_action].chinese;
    /* What is listed already is struck, and the appeal moves on like one not yet assigned. */
    if (change->facts->item) {
        const struct round *next = round_after(change, appeal->jurisdiction, now.round, event_day_of(change));
        if (next) appeal->round = next->number;
    }
}

void effect_correct(struct change *change)
{
    struct appeal *appeal = change->appeal;

    replace(change, INPUT_category, &appeal->category);
    replace(change, INPUT_region, &appeal->region);
    replace(change, INPUT_contact_name, &appeal->contact_name);
    replace(change, INPUT_contact_phone, &appeal->contact_phone);
    if (is_given(change, INPUT_legacy)) appeal->legacy = take_truth(change, INPUT_legacy);
}

void effect_consent(struct change *change)
{
    if (is_given(change, INPUT_publication)) change->appeal->publication = take_truth(change, INPUT_publication);
    if (is_given(change, INPUT_attend_named)) change->appeal->attend_named = take_truth(change, INPUT_attend_named);
}

void effect_hand_over(struct change *change)
{
    change->appeal->officer = change->note = take_text(change, INPUT_to);
}

void effect_merge(struct change *change)
{
    change->appeal->merged_into = change->facts->target->id;
    change->appeal->merges++;
    change->appeal->round = NULL;
    change->note = "并入本辖区另一件诉求"; /* never the other enterprise's name */
}

/* The target is gone: screened anew, in the next round whose catalogue is not submitted. */
void effect_follow_back(struct change *change)
{
    change->appeal->merged_into = 0;
    change->appeal->screen_from = change->now;
    change->appeal->rating = NULL;
    change->appeal->off_round = 0;
    join_round(change, change->appeal->jurisdiction, JOIN_RETURNING);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/limits.h"

#include "base/text.h"
#include "mechanism/clock.h"
#include "mechanism/planner.h"

typedef LIST_OF(limit) limit_list;

static limit_list *limits_of(struct change *change)
{
    return change->machine == &appeal_machine ? (limit_list *)(void *)&change->appeal->limits
                                              : (limit_list *)(void *)&change->round->limits;
}

struct limit *limit_latest(struct change *change, int clock, const char *instance)
{
    limit_list *limits = limits_of(change);

    for (size_t i = 0; i < limits->count; i++)
        if (limits->rows[i].clock == clock && text_equal(limits->rows[i].instance, instance)) return &limits->rows[i];
    return NULL;
}

struct limit *limit_of(struct change *change, int clock, const char *instance)
{
    struct limit *limit = limit_latest(change, clock, instance);

    return limit && limit->state != LIMIT_ended ? limit : NULL;
}

static void end(struct change *change, struct limit *limit, const char *reason)
{
    if (!limit || limit->state == LIMIT_ended) return;
    limit->state = LIMIT_ended;
    limit->ended_at = change->now;
    limit->end_reason = reason;
    limit->paused_since = NO_INSTANT;
    limit->deliver_at = NO_INSTANT;
    limit->next_at = NO_INSTANT;
}

void limit_end(struct change *change, int clock, const char *instance, const char *reason)
{
    end(change, limit_of(change, clock, instance), reason);
}

const struct round *round_of(const struct change *change, const char *number)
{
    for (size_t i = 0; number && i < change->facts->round_count; i++)
        if (text_equal(change->facts->rounds[i].number, number)) return &change->facts->rounds[i];
    return NULL;
}

day_t event_day_of(const struct change *change)
{
    const struct round *round = round_of(change, change->appeal->round);

    if (!round) return NO_DAY;
    return round->event_day; /* a cancelled round counts with its planned day */
}

/* The row of this clock and instance, blank: one row per id, the latest is what can be explained. */
static struct limit *blank_row(struct change *change, int clock, const char *instance)
{
    struct limit *limit = limit_latest(change, clock, instance);

    if (!limit) {
        if (change->machine == &appeal_machine)
            limit = LIST_ADD(change->arena, change->appeal->limits);
        else
            limit = LIST_ADD(change->arena, change->round->limits);
    }
    *limit = (struct limit){ .clock = clock, .instance = instance, .state = LIMIT_running, .started = change->now };
    return limit;
}

/* ---- rounds: each clock's last day comes from the planner ---- */

static day_t round_last_day(const struct change *change, int clock, day_t present)
{
    const struct round *round = change->round;
    struct round_dates dates = planner_dates(change->calendar, change->policy, NO_DAY, round->event_day);

    switch ((enum round_clock)clock) {
    case ROUND_CLOCK_event: return calendar_add(change->calendar, round->event_day, 1);
    case ROUND_CLOCK_open: return round->special || !round->opens_at ? NO_DAY : day_of(round->opens_at) - 1;
    case ROUND_CLOCK_close:
        return round->state == ROUND_planned && !round->special ? NO_DAY : day_of(round->closes_at) - 1;
    case ROUND_CLOCK_announce: return round->announced_at ? NO_DAY : present ? present : change->today;
    case ROUND_CLOCK_catalogue: return round->catalogue_due ? round->catalogue_due : dates.catalogue;
    case ROUND_CLOCK_agenda: return dates.agenda;
    case ROUND_CLOCK_invite:
        if (round->invited_at) return NO_DAY;
        return present ? present : calendar_add(change->calendar, change->today, change->policy->invite_days);
    case ROUND_CLOCK_decisions: return round->heard_count && !round->decisions_at ? dates.decisions : NO_DAY;
    case ROUND_CLOCK_opinions: return round->heard_count ? dates.opinions : NO_DAY;
    case ROUND_CLOCKS: break;
    }
    return NO_DAY;
}

/* ---- starting ---- */

/* Limits anchored at E follow the round's parameters, all others the appeal's own (mechanism, section 2). */
static const struct policy *policy_at_event(const struct change *change)
{
    const struct round *round = round_of(change, change->appeal->round);

    return round ? world_policy(change->facts->world, round->policy) : change->policy;
}

static void anchor_at(struct change *change, struct limit *limit, enum runs_from from)
{
    struct appeal *appeal = change->appeal;

    limit->anchor = change->today;
    switch (from) {
    case FROM_ENTRY: break;
    case FROM_SUBMISSION:
        limit->started = appeal->screen_from;
        limit->anchor = day_of(appeal->screen_from);
        break;
    case FROM_EVENT:
        limit->counted = COUNTED_EVENT;
        limit->anchor = event_day_of(change);
        break;
    case FROM_PROMISE: limit->fixed = appeal->done_by; break;
    case FROM_REVIEW: limit->fixed = appeal->review_date; break;
    }
    limit->fixed_at = limit->fixed ? change->now : NO_INSTANT;
}

struct limit *limit_start(struct change *change, int clock, const char *instance, enum runs_from from)
{
    struct limit *limit = blank_row(change, clock, instance);
    const struct clock_row *row = &change->machine->clocks[clock];

    limit->counted = row->counted;
    if (change->machine == &round_machine) {
        limit->fixed = round_last_day(change, clock, NO_DAY);
        if (!limit->fixed) limit->state = LIMIT_ended;
        return limit;
    }
    if (row->length)
        limit->length = row->length(from == FROM_EVENT ? policy_at_event(change) : change->policy, change->appeal);
    anchor_at(change, limit, from);
    /* Without a round, or without a promise, there is nothing to count. */
    if ((limit->counted == COUNTED_EVENT && !limit->anchor) || (limit->counted == COUNTED_FIXED && !limit->fixed))
        limit->state = LIMIT_ended;
    return limit;
}

struct limit *limit_start_fixed(struct change *change, int clock, const char *instance, day_t day)
{
    struct limit *limit = blank_row(change, clock, instance);

    limit->counted = COUNTED_FIXED;
    limit->anchor = change->today;
    limit->fixed = day;
    limit->fixed_at = change->now;
    return limit;
}

void limit_revive(struct change *change, int clock, int at_least_days)
{
    struct limit *limit = limit_latest(change, clock, "");
    day_t least = calendar_add(change->calendar, change->today, at_least_days);

    if (!limit) limit = limit_start_fixed(change, clock, "", least);
    limit->state = LIMIT_running;
    limit->ended_at = NO_INSTANT;
    limit->end_reason = NULL;
    if (limit->due_day <= least) limit->stage = STAGE_running;
    if (limit->not_before < least) limit->not_before = least;
}

/* ---- settling ---- */

static void pause(struct change *change, struct limit *limit)
{
    if (limit && limit->state == LIMIT_running)
        limit_pause(limit, change->machine->states[change->appeal->state].chinese, change->now);
}

static void resume(struct change *change, struct limit *limit)
{
    if (limit->state != LIMIT_paused) return;
    limit->pauses = arena_printf(change->arena, "%s%s,%lld,%lld;", limit->pauses ? limit->pauses : "",
                                 limit->end_reason ? limit->end_reason : "", (long long)limit->paused_since,
                                 (long long)change->now);
    limit_resume(limit, change->calendar, change->policy, change->now);
    if (limit->clock == CLOCK_done) change->appeal->done_by = change->appeal->promise = limit->due_day;
}

static void run_row(struct change *change, const struct runs_row *row)
{
    struct limit *limit = limit_of(change, row->clock, "");
    bool start = false;

    switch (row->how) {
    case HOW_FRESH: start = true; break;
    case HOW_RUN: start = !limit; break;
    case HOW_ON: break;
    case HOW_PAUSED:
        if (!limit) limit = limit_start(change, row->clock, "", row->from);
        limit_compute(limit, change->calendar, change->policy);
        pause(change, limit);
        return;
    case HOW_PAUSED_ON: pause(change, limit); return;
    case HOW_ONCE: start = !limit && change->state_before == row->once_from; break;
    }
    if (start)
        limit_start(change, row->clock, "", row->from);
    else if (limit)
        resume(change, limit);
}

static const struct runs_row *row_of(const struct change *change, int state, int clock)
{
    for (size_t i = 0; i < change->machine->runs_count; i++)
        if (change->machine->runs[i].state == state && change->machine->runs[i].clock == clock)
            return &change->machine->runs[i];
    return NULL;
}

/* A co-unit's limits run while the lead has not replied, and stand still with the appeal. */
static void settle_co_unit(struct change *change, struct limit *limit, int state)
{
    switch (state) {
    case STATE_assigned:
    case STATE_disputed:
    case STATE_handling: resume(change, limit); return;
    case STATE_suspended: pause(change, limit); return;
    default: end(change, limit, "主办单位已答复或诉求已离开承办");
    }
}

static void settle_one(struct change *change, struct limit *limit, int state)
{
    bool appeal = change->machine == &appeal_machine;

    if (limit->state == LIMIT_ended) return;
    if (!change->machine->states[state].open)
        end(change, limit, change->machine->states[state].chinese);
    else if (appeal && (limit->clock == CLOCK_co_accept || limit->clock == CLOCK_co_reply))
        settle_co_unit(change, limit, state);
    else if (appeal && (limit->clock == CLOCK_request || limit->clock == CLOCK_answer))
        return; /* a request is lapsed by its own rule; an order is answered in any state */
    else if (!row_of(change, state, (int)limit->clock))
        end(change, limit, change->step->label);
}

static void lapse_requests(struct change *change)
{
    for (size_t i = 0; i < change->appeal->requests.count; i++) {
        struct request_row *request = &change->appeal->requests.rows[i];

        if (request->state != REQUEST_pending) continue;
        request->state = REQUEST_lapsed;
        request->decided_at = change->now;
        limit_end(change, CLOCK_request, "", "诉求状态已变，申请失效");
    }
}

static void end_dispatches(struct change *change, int state)
{
    bool open = change->machine->states[state].open;

    for (size_t i = 0; i < change->appeal->dispatches.count; i++) {
        struct dispatch *dispatch = &change->appeal->dispatches.rows[i];
        bool co = text_equal(dispatch->role, "co");

        if (dispatch->state >= DISPATCH_replied) continue;
        if (open && (!co || state == STATE_assigned || state == STATE_disputed || state == STATE_handling ||
                     state == STATE_suspended))
            continue;
        dispatch->state = DISPATCH_ended;
        dispatch->ended = change->now;
        dispatch->why = "finished";
    }
}

void limits_settle(struct change *change)
{
    bool appeal = change->machine == &appeal_machine;
    int state = (int)(appeal ? change->appeal->state : change->round->state);
    limit_list *limits = limits_of(change);

    if (state != change->state_before && !change->restored) {
        if (appeal && !(change->step->flags & ACCEPTANCE)) lapse_requests(change);
        for (size_t i = 0; i < limits->count; i++) settle_one(change, &limits->rows[i], state);
        for (size_t i = 0; i < change->machine->runs_count; i++)
            if (change->machine->runs[i].state == state) run_row(change, &change->machine->runs[i]);
        if (appeal) end_dispatches(change, state);
    }
    limits_refresh(change);
}

/* ---- when the sweep must look ---- */

static bool is_urged(const struct change *change, const struct limit *limit)
{
    enum turn owner = change->machine->clocks[limit->clock].owner;

    return owner != TURN_clock && owner != TURN_round;
}

static instant_t urge_at(const struct change *change, const struct limit *limit)
{
    instant_t yellow;

    /* A round's event: an alarm at E 24:00, one working day before it cancels itself. */
    if (change->machine == &round_machine && limit->clock == ROUND_CLOCK_event)
        return start_of_day(change->round->event_day + 1);
    if (!is_urged(change, limit)) return NO_INSTANT;
    yellow = limit_yellow_from(limit, change->calendar, change->policy);
    return yellow > limit->started && yellow < limit->due ? yellow : NO_INSTANT;
}

static instant_t look_after_due(struct change *change, const struct limit *limit)
{
    const struct lapse_row *row = workflow_lapse(change, limit);

    if (!row || row->kind == LAPSE_STAY_RED || limit->stage == STAGE_over) return NO_INSTANT;
    if (row->kind == LAPSE_FLAG_ONCE && limit->stage >= STAGE_due) return NO_INSTANT;
    if (row->kind == LAPSE_ACTION || limit->stage < STAGE_due) return limit->due;
    return limit_stage_at(limit, change->calendar, limit->stage == STAGE_due ? STAGE_told : STAGE_over);
}

static instant_t next_look(struct change *change, const struct limit *limit)
{
    instant_t urge = urge_at(change, limit), next;

    if (limit->state != LIMIT_running) return NO_INSTANT;
    next = limit->stage == STAGE_running && urge && change->now < limit->due ? urge : look_after_due(change, limit);
    if (limit->deliver_at && (!next || limit->deliver_at < next)) next = limit->deliver_at;
    return next && next < change->now ? change->now : next;
}

/* Appeals by the row of their state, then as the row names its clocks, then co-units, request, answer; then rounds,
 * a cancellation before an opening (mechanism, section 2). */
static void rank(const struct change *change, struct limit *limit, int state)
{
    enum { ROUNDS = 1000, CO_UNITS = 90, REQUESTS = 95, ANSWERS = 98 };

    limit->rank = change->machine == &appeal_machine ? state : ROUNDS + state;
    limit->position = 0;
    if (change->machine == &round_machine) {
        if (limit->clock == ROUND_CLOCK_event) limit->rank = ROUNDS;
        limit->position = limit->clock;
        return;
    }
    if (limit->clock == CLOCK_co_accept || limit->clock == CLOCK_co_reply) limit->position = CO_UNITS + limit->clock - CLOCK_co_accept;
    else if (limit->clock == CLOCK_request) limit->position = REQUESTS;
    else if (limit->clock == CLOCK_answer) limit->position = ANSWERS;
    else limit->position = row_of(change, state, (int)limit->clock) - change->machine->runs;
}

/* Where E+3 and the unit's own limit differ that is flagged; the later one holds, unless E+3 is insisted on (二(八)). */
static void keep_formal_after_reply(struct change *change)
{
    struct limit *formal = limit_of(change, CLOCK_formal, ""), *reply = limit_of(change, CLOCK_reply, "");

    if (!formal || !reply || reply->due_day == formal->due_day) return;
    change->appeal->flags |= INT64_C(1) << FLAG_formal_differs;
    if (policy_at_event(change)->offsite_conflict) return;
    formal->not_before = reply->due_day;
    limit_compute(formal, change->calendar, change->policy);
}

static void recompute(struct change *change, struct limit *limit)
{
    if (change->machine == &round_machine) {
        day_t day = round_last_day(change, (int)limit->clock, limit->fixed);

        if (!day) end(change, limit, "已办理");
        else limit->fixed = day;
    } else if (limit->counted == COUNTED_EVENT) {
        day_t day = event_day_of(change);
        if (day) limit->anchor = day;
    }
    if (limit->clock == CLOCK_screen && change->machine == &appeal_machine) {
        limit->started = change->appeal->screen_from;
        limit->anchor = day_of(limit->started);
    }
    limit_compute(limit, change->calendar, change->policy);
}

void limits_refresh(struct change *change)
{
    limit_list *limits = limits_of(change);
    int state = (int)(change->machine == &appeal_machine ? change->appeal->state : change->round->state);
    int before = change->state_before;

    for (size_t i = 0; i < limits->count; i++)
        if (limits->rows[i].state != LIMIT_ended) recompute(change, &limits->rows[i]);
    if (change->machine == &appeal_machine) keep_formal_after_reply(change);
    change->state_before = state; /* what silence does, it does in the new state */
    for (size_t i = 0; i < limits->count; i++) {
        struct limit *limit = &limits->rows[i];

        limit->next_at = limit->state == LIMIT_ended ? NO_INSTANT : next_look(change, limit);
        rank(change, limit, state);
    }
    change->state_before = before;
}

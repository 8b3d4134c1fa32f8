/* SPDX-License-Identifier: Apache-2.0 */
#include "service/suggestion_clock.h"

#include "mechanism/clock.h"
#include "service/take_step.h"
#include "store/records.h"

/* ── The limit ──────────────────────────────────────────────────────────── */

/* Its length is what it was received with, whatever the parameter has become: the working days it holds. */
struct limit suggestion_limit(const struct jurisdiction *place, const struct suggestion *suggestion)
{
    return (struct limit){ .state = suggestion->state == SUGGESTION_settled ? LIMIT_ended : LIMIT_running,
                           .instance = "",
                           .started = suggestion->at,
                           .counted = COUNTED_WORKING,
                           .anchor = day_of(suggestion->at),
                           .length = calendar_between(place->calendar, day_of(suggestion->at), suggestion->due_day),
                           .due = suggestion->due,
                           .due_day = suggestion->due_day,
                           .provisional = suggestion->provisional,
                           .stage = suggestion->stage,
                           .ended_at = suggestion->answered_at };
}

static void take_limit(const struct limit *limit, struct suggestion *suggestion)
{
    suggestion->due = limit->due;
    suggestion->due_day = limit->due_day;
    suggestion->provisional = limit->provisional;
}

/* When the sweep has to look. */
static instant_t next_look(const struct jurisdiction *place, const struct limit *limit, instant_t now)
{
    instant_t yellow = limit_yellow_from(limit, place->calendar, place->policy);
    instant_t next = limit->due;

    if (limit->stage == STAGE_over) return NO_INSTANT;
    if (limit->stage == STAGE_running && yellow > limit->started && now < limit->due) next = yellow;
    if (limit->stage >= STAGE_due)
        next = limit_stage_at(limit, place->calendar, limit->stage == STAGE_due ? STAGE_told : STAGE_over);
    return next < now ? now : next;
}

void suggestion_clock_start(const struct jurisdiction *place, instant_t now, struct suggestion *suggestion)
{
    struct limit limit = { .state = LIMIT_running,
                           .started = now,
                           .counted = COUNTED_WORKING,
                           .anchor = day_of(now),
                           .length = place->policy->suggestion_days };

    limit_compute(&limit, place->calendar, place->policy);
    take_limit(&limit, suggestion);
    suggestion->stage = STAGE_running;
    suggestion->next_at = next_look(place, &limit, now);
}

bool suggestion_recount(const struct jurisdiction *before, const struct jurisdiction *after, instant_t now,
                        struct suggestion *suggestion)
{
    struct limit limit = suggestion_limit(before, suggestion);
    struct suggestion old = *suggestion;

    limit_compute(&limit, after->calendar, after->policy);
    take_limit(&limit, suggestion);
    suggestion->next_at = next_look(after, &limit, now);
    if (suggestion->due != old.due || suggestion->provisional != old.provisional) return true;
    return suggestion->next_at != (old.next_at && old.next_at < now ? now : old.next_at);
}

/* ── Silence ────────────────────────────────────────────────────────────── */

#define DO_IT "请马上处理"
#define SEE_TO_IT "请您督促"

/* What is done at each stage, and whom it tells; a stage later than due comes that many working days after it. */
static const struct stage_row {
    const char *action, *note;
    enum template_id template;
    enum role told[2];
    const char *plea;
} stages[] = {
    [STAGE_urged] = { "urge", "快到期", TEMPLATE_suggestion_urged, { ROLE_coordinator, ROLES }, DO_IT },
    [STAGE_due] = { "overdue", "逾期", TEMPLATE_suggestion_overdue, { ROLE_coordinator, ROLES }, DO_IT },
    [STAGE_told] = { "overdue", "逾期满1个工作日", TEMPLATE_suggestion_overdue, { ROLE_office, ROLE_inspector }, SEE_TO_IT },
    [STAGE_over] = { "overdue", "逾期满3个工作日", TEMPLATE_suggestion_overdue, { ROLE_office, ROLE_inspector }, SEE_TO_IT },
};

static enum clock_stage stage_reached(const struct suggestion *suggestion, instant_t now)
{
    if (suggestion->stage < STAGE_due) return now < suggestion->due ? STAGE_urged : STAGE_due;
    return suggestion->stage == STAGE_due ? STAGE_told : STAGE_over;
}

struct error suggestion_fall_due(struct context *context, int64_t id)
{
    struct suggestion before, after;
    const struct jurisdiction *place;
    const struct stage_row *row;
    struct limit limit;
    struct event event;

    TRY(record_load(context->db, context->arena, &suggestion_record, id, &before));
    if (before.next_at == NO_INSTANT || before.next_at > context->now) return OK; /* done meanwhile */
    place = suggestion_place(context->world, &before);
    after = before;
    after.stage = stage_reached(&before, context->now);
    limit = suggestion_limit(place, &after);
    after.next_at = next_look(place, &limit, context->now);
    row = &stages[after.stage];
    TRY(suggestion_step(context, &the_clock, row->action, row->note, &before, &after, &event));
    for (size_t i = 0; i < 2 && row->told[i] != ROLES; i++)
        TRY(suggestion_tell_role(context, &after, &event, row->template, row->told[i], row->plea));
    return OK;
}

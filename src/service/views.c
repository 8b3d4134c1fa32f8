/* SPDX-License-Identifier: Apache-2.0 */
#include "service/views.h"

#include "base/text.h"
#include "mechanism/privacy.h"
#include "store/events.h"

#include <stdlib.h>
#include <string.h>

/* ── Limits ─────────────────────────────────────────────────────────────── */

static const struct limit *limits_of(const struct change *change, size_t *count)
{
    *count = change->appeal ? change->appeal->limits.count : change->round->limits.count;
    return change->appeal ? change->appeal->limits.rows : change->round->limits.rows;
}

/* A co-unit's acceptance is called as the lead's is; the instance tells them apart. */
static const char *clock_name(const struct change *change, int64_t clock)
{
    if (change->machine == &appeal_machine && clock == CLOCK_co_accept) clock = CLOCK_accept;
    return change->machine->clocks[clock].id;
}

static const char *clock_id(const struct change *change, const struct limit *limit)
{
    const char *id = clock_name(change, limit->clock);

    return text_blank(limit->instance) ? id : arena_printf(change->arena, "%s.%s", id, limit->instance);
}

static const char *owner_of(const struct change *change, const struct limit *limit)
{
    enum turn owner = change->machine->clocks[limit->clock].owner;

    return owner == TURN_co_unit ? limit->instance : turn_unit(change, owner);
}

struct clock_view clock_view_of_limit(const struct limit *limit, const struct calendar *calendar,
                                      const struct policy *policy, instant_t now)
{
    struct standing standing = limit_standing(limit, calendar, policy, now);

    return (struct clock_view){
        .started = limit->started,
        .due = standing.due,
        .due_day = standing.due_day,
        .provisional = limit->provisional,
        .paused = standing.paused,
        .colour = standing.colour,
        .working_days_left = standing.working_days_left,
        .days_left = standing.days_left,
        .by_calendar_days =
            limit->counted == COUNTED_CALENDAR || limit->counted == COUNTED_HOURS ||
            !calendar_is_working(calendar, limit->due_day),
    };
}

struct clock_view clock_view_of(const struct change *change, const struct limit *limit)
{
    struct clock_view view = clock_view_of_limit(limit, change->calendar, change->policy, change->now);
    const char *owner = owner_of(change, limit);

    view.id = clock_id(change, limit);
    view.label = change->machine->clocks[limit->clock].chinese;
    view.clause = change->machine->clocks[limit->clock].clause;
    view.owner_unit = owner;
    view.owner_name = owner ? world_unit_name(change->facts->world, owner, change->today) : NULL;
    return view;
}

static int sooner(const void *a, const void *b)
{
    const struct clock_view *left = a, *right = b;

    if (left->paused != right->paused) return left->paused - right->paused;
    if (left->due != right->due) return left->due < right->due ? -1 : 1;
    return strcmp(left->id, right->id);
}

void clocks_view(const struct change *change, struct clock_view **clocks, size_t *count)
{
    size_t limit_count;
    const struct limit *limits = limits_of(change, &limit_count);

    *count = 0;
    *clocks = ARENA_ARRAY(change->arena, struct clock_view, limit_count + 1);
    for (size_t i = 0; i < limit_count; i++)
        if (limits[i].state != LIMIT_ended) (*clocks)[(*count)++] = clock_view_of(change, &limits[i]);
    if (*count) qsort(*clocks, *count, sizeof **clocks, sooner);
}

const struct clock_view *clock_most_urgent(const struct clock_view *clocks, size_t count)
{
    const struct clock_view *most = NULL;

    for (size_t i = 0; i < count; i++) {
        if (most && (clocks[i].paused || clocks[i].colour < most->colour)) continue;
        if (!most || clocks[i].colour > most->colour || clocks[i].due < most->due) most = &clocks[i];
    }
    return most;
}

/* "co_reply.gxj" is the clock co_reply of that instance. */
static bool is_named(const struct change *change, const struct limit *limit, const char *id)
{
    const char *name = clock_name(change, limit->clock);
    size_t length = strlen(name);

    if (strncmp(id, name, length) != 0) return false;
    if (text_blank(limit->instance)) return id[length] == 0;
    return id[length] == '.' && strcmp(id + length + 1, limit->instance) == 0;
}

static const struct limit *find_limit(const struct change *change, const char *id)
{
    size_t count;
    const struct limit *limits = limits_of(change, &count), *latest = NULL;

    for (size_t i = 0; i < count; i++)
        if (is_named(change, &limits[i], id) && (!latest || limits[i].started >= latest->started)) latest = &limits[i];
    return latest;
}

static const char *counted_in(const struct limit *limit)
{
    static const char *const words[] = { "working_days", "calendar_days", "hours", "months",
                                         "fixed",        "event",         "dated" };

    return words[limit->fixed ? (limit->counted == COUNTED_DATED ? COUNTED_DATED : COUNTED_FIXED) : limit->counted];
}

static day_t anchor_of(const struct limit *limit)
{
    return limit->counted == COUNTED_HOURS || !limit->anchor ? day_of(limit->started) : limit->anchor;
}

/* Each notice that says something about a day on the way. */
static void find_notices(struct arena *arena, const struct calendar *calendar, struct clock_explained *explained)
{
    explained->notices = ARENA_ARRAY(arena, const char *, explained->day_count + 1);
    for (size_t i = 0; i < explained->day_count; i++) {
        const struct calendar_entry *entry = calendar_entry_of(calendar, explained->days[i].day);
        size_t k = 0;

        if (!entry || !entry->notice) continue;
        while (k < explained->notice_count && strcmp(explained->notices[k], entry->notice) != 0) k++;
        if (k == explained->notice_count) explained->notices[explained->notice_count++] = entry->notice;
    }
}

static instant_t other_figure(const struct change *change, const struct limit *limit)
{
    if (limit->counted != COUNTED_HOURS || limit->fixed) return NO_INSTANT;
    return change->policy->accept_clock ? limit->started + limit->length * HOUR
                                        : hours_skipping_nonworking(change->calendar, limit->started,
                                                                    (int)limit->length);
}

void clock_explain_limit(struct arena *arena, const struct calendar *calendar, const struct limit *limit,
                         struct clock_explained *explained)
{
    *explained = (struct clock_explained){
        .clock = explained->clock,
        .ended = limit->state == LIMIT_ended,
        .ended_at = limit->ended_at,
        .end_reason = limit->state == LIMIT_ended ? limit->end_reason : NULL,
        .anchor = anchor_of(limit),
        .rule = limit_rule(limit, arena),
        .counted_in = counted_in(limit),
        .length = limit->length,
        .calendar_version = calendar_version(calendar),
        .calendar_horizon = calendar_horizon(calendar),
    };
    explained->day_count = limit_days(limit, calendar, arena, &explained->days);
    explained->pause_count = limit_pauses(limit, arena, &explained->pauses);
    explained->extension_count = limit_extensions(limit, arena, &explained->extensions);
    find_notices(arena, calendar, explained);
}

struct error clock_explain(const struct change *change, const char *id, struct clock_explained *explained)
{
    const struct limit *limit = find_limit(change, id);

    if (!limit) return (struct error){ .kind = NOT_FOUND, .code = "clock.not-found", .text = "没有这个期限" };
    explained->clock = clock_view_of(change, limit);
    clock_explain_limit(change->arena, change->calendar, limit, explained);
    if (limit->counted == COUNTED_DATED) explained->anchor = change->round->event_day;
    explained->other_figure = other_figure(change, limit);
    return OK;
}

/* ── What may be done ───────────────────────────────────────────────────── */

void action_fields(const struct machine *machine, struct arena *arena, int action, struct action_field **fields,
                   size_t *count)
{
    *count = 0;
    *fields = ARENA_ARRAY(arena, struct action_field, machine->takes_count + 1);
    for (size_t i = 0; i < machine->takes_count; i++) {
        const struct takes_row *row = &machine->takes[i];
        const struct input_row *input = &inputs[row->input];

        if (row->action == action)
            (*fields)[(*count)++] = (struct action_field){ input->name, input->chinese, row->required, input->kind };
    }
}

void actions_view(struct change *change, struct action_view **actions, size_t *count)
{
    int *offers = ARENA_ARRAY(change->arena, int, change->machine->action_count);
    size_t offered = workflow_offers(change, offers, (size_t)change->machine->action_count);

    *count = 0;
    *actions = ARENA_ARRAY(change->arena, struct action_view, offered + 1);
    for (size_t i = 0; i < offered; i++) {
        struct action_view *action = &(*actions)[*count];

        /* The row that would be taken names the clause. */
        if (workflow_permit(change, offers[i], NULL).kind != NO_ERROR) continue;
        *action = (struct action_view){ .id = change->machine->actions[offers[i]].id,
                                        .label = change->machine->actions[offers[i]].chinese,
                                        .clause = change->step->clause };
        action_fields(change->machine, change->arena, offers[i], &action->fields, &action->field_count);
        ++*count;
    }
    change->step = NULL;
}

/* ── What was done ──────────────────────────────────────────────────────── */

static const char *action_label(const struct machine *machine, const char *id)
{
    int action = machine_action(machine, id);

    return action < 0 ? id : machine->actions[action].chinese;
}

static const char *state_label(const struct machine *machine, const char *id)
{
    int state = id ? machine_state(machine, id) : 0;

    return state ? machine->states[state].chinese : id;
}

static bool is_outside_role(const char *role)
{
    return text_equal(role, role_id(ROLE_enterprise)) || text_equal(role, role_id(ROLE_window)) ||
           text_equal(role, role_id(ROLE_hotline));
}

/* The enterprise is not told what is internal, nor a decision before it is handed on (the step that copies it to the
 * appeal is the round's); a unit not who a confidential enterprise is. */
static bool note_is_hidden(const struct change *change, const struct event *event, unsigned viewer)
{
    if (!change->appeal) return false;
    if (VIEWS_AS(viewer, enterprise) && privacy_is_outside(viewer))
        return event->internal || text_equal(event->action, appeal_machine.actions[ACTION_follow].id);
    /* Who called is written into the note. */
    return privacy_hides_name(change->appeal, viewer) && is_outside_role(event->role) &&
           text_equal(event->action, appeal_machine.actions[ACTION_rate].id);
}

static bool actor_is_hidden(const struct change *change, const struct event *event, unsigned viewer)
{
    return change->appeal && text_equal(event->role, role_id(ROLE_enterprise)) &&
           privacy_hides_name(change->appeal, viewer);
}

static struct past_view past_of(const struct change *change, const struct event *event, unsigned viewer)
{
    bool nameless = actor_is_hidden(change, event, viewer);
    enum role role = role_find(event->role);

    return (struct past_view){
        .seq = event->seq,
        .at = event->at,
        .actor = nameless ? NULL : event->actor,
        .actor_name = nameless ? NULL : event->actor_name,
        .role = event->role,
        .role_name = role <= ROLE_visitor ? role_name(role) : event->role,
        .unit = event->unit,
        .unit_name = event->unit ? world_unit_name(change->facts->world, event->unit, day_of(event->at)) : NULL,
        .action = event->action,
        .label = action_label(change->machine, event->action),
        .clause = event->clause,
        .state = event->state,
        .state_label = state_label(change->machine, event->state),
        .note = note_is_hidden(change, event, viewer) ? NULL : event->note,
        .internal = event->internal,
    };
}

struct error history_view(struct context *context, const struct change *change, unsigned viewer, int64_t after,
                          int most, struct past_view **past, size_t *count)
{
    int64_t id = change->appeal ? change->appeal->id : change->round->id;
    struct event *events;

    TRY(events_list(context->db, context->arena, change->machine->name, id, after, most, &events, count));
    *past = ARENA_ARRAY(context->arena, struct past_view, *count + 1);
    for (size_t i = 0; i < *count; i++) (*past)[i] = past_of(change, &events[i], viewer);
    return OK;
}

const char *state_id(const struct change *change)
{
    return change->machine->states[change->state_before].id;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "service/follow_calendar.h"

#include "base/text.h"
#include "service/step_facts.h"
#include "service/suggestion_clock.h"
#include "service/take_step.h"
#include "store/around.h"
#include "store/records.h"
#include "store/successions.h"

#define MOST_MOVES 100000

/* One amendment under way. */
struct following {
    struct context *context;
    const struct world *before, *after;
    const char *why;
    bool commit;
    struct limit_move *moves;
    size_t count, room;
};

static void put_move(struct following *following, struct limit_move move)
{
    struct arena *arena = following->context->arena;

    if (following->count == following->room) {
        size_t room = following->room ? 2 * following->room : 64;
        struct limit_move *moves = ARENA_ARRAY(arena, struct limit_move, room);

        for (size_t i = 0; i < following->count; i++) moves[i] = following->moves[i];
        following->moves = moves;
        following->room = room;
    }
    following->moves[following->count++] = move;
}

static void note_move(struct following *following, const struct change *change, const struct limit *before,
                      const struct limit *after)
{
    struct arena *arena = following->context->arena;
    const struct clock_row *row = &change->machine->clocks[after->clock];

    put_move(following,
             (struct limit_move){
                 .number = change->appeal ? change->appeal->number : change->round->number,
                 .clock = *after->instance ? arena_printf(arena, "%s.%s", row->id, after->instance) : row->id,
                 .label = row->chinese,
                 .before = before->due,
                 .after = after->due,
             });
}

/* A limit that is no longer provisional has to be stored anew, but it does not move. */
static bool compare(struct following *following, const struct change *change, const struct limit *before,
                    const struct limit *after, size_t count)
{
    bool differs = false;

    for (size_t i = 0; i < count; i++) {
        const struct limit *old = &before[i], *new = &after[i];

        if (old->state == LIMIT_ended || new->state == LIMIT_ended) continue;
        differs |= old->due != new->due || old->provisional != new->provisional || old->next_at != new->next_at;
        if (old->due != new->due) note_move(following, change, old, new);
    }
    return differs;
}

/* The appeal as it would stand: the same step that is taken then, only not stored. */
static struct error look_at(struct following *following, int64_t id, bool *differs)
{
    struct context *context = following->context;
    struct appeal *appeal = ARENA_NEW(context->arena, struct appeal);
    struct facts *facts = ARENA_NEW(context->arena, struct facts);
    struct change *change = ARENA_NEW(context->arena, struct change);
    struct input input = { 0 };

    TRY(record_load(context->db, context->arena, &appeal_record, id, appeal));
    TRY(gather_for_appeal(context, facts, appeal));
    change_init_appeal(change, context->arena, facts, appeal, &the_clock, context->now);
    TRY(workflow_permit(change, ACTION_follow, &input));
    TRY(workflow_do(change));
    *differs = compare(following, change, appeal->limits.rows, change->appeal->limits.rows, appeal->limits.count);
    return OK;
}

/* A round's days move with the calendar too: its closing while it is open, what comes after it, the next opening. */
static struct error look_at_round(struct following *following, int64_t id, bool *differs)
{
    struct context *context = following->context;
    struct round *round = ARENA_NEW(context->arena, struct round);
    struct facts *facts = ARENA_NEW(context->arena, struct facts);
    struct change *change = ARENA_NEW(context->arena, struct change);
    struct input input = { 0 };

    TRY(record_load(context->db, context->arena, &round_record, id, round));
    TRY(gather_for_round(context, facts, round));
    change_init_round(change, context->arena, facts, round, &the_clock, context->now);
    TRY(workflow_permit(change, ROUND_ACTION_replan, &input));
    TRY(workflow_do(change));
    *differs = compare(following, change, round->limits.rows, change->round->limits.rows, round->limits.count);
    return OK;
}

static struct error follow_one(struct following *following, int64_t id)
{
    struct induced step = { .machine = MACHINE_appeal, .id = id, .action = ACTION_follow };
    bool differs;

    TRY(look_at(following, id, &differs));
    if (!differs || !following->commit) return OK;
    step.input.fields[INPUT_reason] = (struct given){ .present = true, .text = following->why };
    return take_induced_step(following->context, &step);
}

static struct error follow_round(struct following *following, const struct round *round)
{
    struct induced step = { .machine = MACHINE_round, .number = round->number, .action = ROUND_ACTION_replan };
    bool differs;

    if (round->state >= ROUND_finished) return OK;
    TRY(look_at_round(following, round->id, &differs));
    return differs && following->commit ? take_induced_step(following->context, &step) : OK;
}

static struct error follow_suggestion(struct following *following, const struct suggestion *before)
{
    struct context *context = following->context;
    struct suggestion after = *before;
    struct event event;

    if (!suggestion_recount(suggestion_place(following->before, before), suggestion_place(following->after, before),
                            context->now, &after))
        return OK;
    if (after.due != before->due)
        put_move(following, (struct limit_move){ .number = suggestion_name(context->arena, before->id),
                                                 .clock = "suggestion",
                                                 .label = "意见建议答复",
                                                 .before = before->due,
                                                 .after = after.due });
    if (!following->commit) return OK;
    return suggestion_step(context, &the_clock, "follow", following->why, before, &after, &event);
}

static struct error follow_suggestions(struct following *following)
{
    enum { AT_ONCE = 200 };
    struct context *context = following->context;
    struct suggestion_filter open = {
        .jurisdiction = "", .others = true, .state = SUGGESTION_received, .most = AT_ONCE
    };
    struct suggestion *suggestions;
    size_t count = AT_ONCE;

    while (count == AT_ONCE && following->count < MOST_MOVES) {
        TRY(suggestions_list(context->db, context->arena, &open, &suggestions, &count));
        for (size_t i = 0; i < count; i++) TRY(follow_suggestion(following, &suggestions[i]));
        if (count) open.after = suggestions[count - 1].id;
    }
    return OK;
}

static struct error follow_all(struct following *following)
{
    struct brief *briefs;
    struct round *rounds;
    size_t count;

    TRY(rounds_around(following->context->db, following->context->arena, NULL, &rounds, &count));
    for (size_t i = 0; i < count; i++) TRY(follow_round(following, &rounds[i]));
    TRY(briefs_open(following->context->db, following->context->arena, &briefs, &count));
    for (size_t i = 0; i < count && following->count < MOST_MOVES; i++) TRY(follow_one(following, briefs[i].id));
    return follow_suggestions(following);
}

struct error follow_calendar(struct context *context, const struct world *before, const struct world *after,
                             bool commit, struct limit_move **moves, size_t *count)
{
    const struct world *present = context->world;
    struct following following = {
        .context = context,
        .before = before,
        .after = after,
        .commit = commit,
        .why = arena_printf(context->arena, "工作日历调整，期限重新计算（%s改为%s）",
                            calendar_version(before->jurisdictions[0].calendar),
                            calendar_version(after->jurisdictions[0].calendar)),
    };
    struct error error;

    context->world = after;
    error = follow_all(&following);
    context->world = present;
    *moves = following.moves;
    *count = following.count;
    return error;
}

struct error open_work_of_unit(struct context *context, const char *unit, int64_t *count)
{
    struct succession succession = { .unit = unit };

    TRY(successions_load(context->db, context->arena, &succession, 1, 1000));
    *count = (int64_t)succession.count;
    return OK;
}

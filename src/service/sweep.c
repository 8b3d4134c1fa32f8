/* SPDX-License-Identifier: Apache-2.0 */
#include "service/sweep.h"

#include "base/log.h"
#include "base/text.h"
#include "service/suggestion_clock.h"
#include "service/take_step.h"
#include "store/around.h"
#include "store/snapshot.h"
#include "store/successions.h"

/* A unit that has ended passes its open work to its successor, at the day after its last. */
static struct error succeed_unit(struct context *context, const struct succession *ended, const char *successor,
                                 int *done)
{
    for (size_t i = 0; i < ended->count; i++, ++*done) {
        struct induced step = { .machine = MACHINE_appeal, .id = ended->ids[i], .action = ACTION_succeed };

        step.input.fields[INPUT_lead_unit] = (struct given){ .present = true, .text = ended->unit };
        step.input.fields[INPUT_proposed_unit] = (struct given){ .present = true, .text = successor };
        TRY(take_induced_step(context, &step));
    }
    return OK;
}

/* A dissolved county's appeals join its successor's; its rounds are cancelled. */
static struct error succeed_county(struct context *context, const struct succession *ended, const char *successor,
                                   int *done)
{
    struct induced cancel = { .machine = MACHINE_round, .number = ended->round, .action = ROUND_ACTION_cancel };

    for (size_t i = 0; i < ended->count; i++, ++*done) {
        struct induced step = { .machine = MACHINE_appeal, .id = ended->ids[i], .action = ACTION_succeed };

        step.input.fields[INPUT_jurisdiction] = (struct given){ .present = true, .text = successor };
        TRY(take_induced_step(context, &step));
    }
    if (ended->count > 0 || !ended->round) return OK;
    cancel.input.fields[INPUT_reason] = (struct given){ .present = true, .text = "建制撤销" };
    ++*done;
    return take_induced_step(context, &cancel);
}

/* What has ended and who succeeds it: both lists are as long as *count says. */
static void find_ended(struct context *context, struct succession **ended, const char ***successors, size_t *count)
{
    const struct world *world = context->world;
    size_t most = world->unit_count + world->jurisdiction_count;
    day_t today = day_of(context->now);

    *ended = ARENA_ARRAY(context->arena, struct succession, most);
    *successors = ARENA_ARRAY(context->arena, const char *, most);
    *count = 0;
    for (size_t i = 0; i < world->unit_count; i++) {
        const struct unit *unit = &world->units[i];

        if (!unit->successor || !world_ended(unit->until, today) || world_unit(world, unit->id, today)) continue;
        (*ended)[*count] = (struct succession){ .unit = unit->id };
        (*successors)[(*count)++] = unit->successor;
    }
    for (size_t i = 0; i < world->jurisdiction_count; i++) {
        const struct jurisdiction *place = &world->jurisdictions[i];
        const struct jurisdiction *successor = world_successor(world, place);

        if (!successor || !world_ended(place->until, today)) continue;
        (*ended)[*count] = (struct succession){ .jurisdiction = place->code };
        (*successors)[(*count)++] = successor->code;
    }
}

/* Again while there was something: what was passed on may be another's that has ended too. */
static struct error succeed_all(struct context *context, int most, int *done)
{
    struct succession *ended;
    const char **successors;
    size_t count;
    int before = -1;

    find_ended(context, &ended, &successors, &count);
    for (size_t pass = 0; pass < count && before != *done && *done < most; pass++) {
        before = *done;
        TRY(successions_load(context->db, context->arena, ended, count, most - *done));
        for (size_t i = 0; i < count && *done < most; i++)
            TRY((ended[i].unit ? succeed_unit : succeed_county)(context, &ended[i], successors[i], done));
    }
    return OK;
}

/* Those pass: the runner tries again, or says that nobody can write now. */
static bool is_of_the_moment(enum error_kind kind)
{
    return kind == CONFLICT || kind == UNAVAILABLE || kind == NO_ROOM;
}

/* Our own fault must not hold up everything else that is due: it is undone, told, and tried again in an hour. */
static struct error set_aside(struct context *context, const struct due_limit *due, instant_t until, struct error error)
{
    static const char *const names[] = { "appeal", "round", "suggestion" };
    const char *cause = error.detail ? error.detail : error.code;

    log_error("could not do what is due: %s %lld, clock %lld '%s': %s", names[due->of], (long long)due->parent,
              (long long)due->clock, due->instance, cause ? cause : "");
    return limit_set_aside(context->db, due, until + HOUR, cause);
}

static struct error fall_due(struct context *context, const struct due_limit *due)
{
    struct limit key = { .clock = due->clock, .instance = due->instance };

    if (due->of == DUE_suggestion) return suggestion_fall_due(context, due->parent);
    return take_clock_step(context, (enum machine_id)due->of, due->parent, &key);
}

static struct error do_one(struct context *context, const struct due_limit *due, instant_t until)
{
    struct error error;

    TRY(db_savepoint(context->db));
    error = fall_due(context, due);
    if (error.kind == NO_ERROR) return db_release(context->db);
    db_rollback_to_savepoint(context->db);
    return is_of_the_moment(error.kind) ? error : set_aside(context, due, until, error);
}

struct error sweep(struct context *context, instant_t until, int most, int *done)
{
    day_t looked_at = NO_DAY; /* units end at midnight: one look a day will do */

    *done = 0;
    TRY(snapshot_current(context->db, context->arena, &context->world));
    while (*done < most) {
        struct due_limit due;
        bool found;

        TRY(limits_due(context->db, context->arena, until, &due, &found));
        context->now = found ? due.next_at : until;
        if (day_of(context->now) != looked_at) TRY(succeed_all(context, most, done));
        looked_at = day_of(context->now);
        if (!found) return OK;
        TRY(do_one(context, &due, until));
        ++*done;
    }
    return OK;
}

struct error sweep_before_acting(struct context *context)
{
    enum { AT_ONCE = 200, MOST = 100000 };
    instant_t now = context->now;
    int done = AT_ONCE, all = 0;

    while (done == AT_ONCE && all < MOST) {
        TRY(sweep(context, now, AT_ONCE, &done));
        all += done;
    }
    context->now = now;
    return OK;
}

struct error sweep_next(struct context *context, instant_t *next)
{
    struct due_limit due;
    bool found;

    TRY(limits_due(context->db, context->arena, INT64_MAX, &due, &found));
    *next = found ? due.next_at : NO_INSTANT;
    return OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "service/sweep.h"

#include "base/log.h"
#include "base/text.h"
#include "service/take_step.h"
#include "store/around.h"
#include "store/snapshot.h"

/* A unit that has ended passes its open work to its successor, at the day after its last. */
static struct error succeed(struct context *context, const struct unit *ended, int most, int *done)
{
    int64_t *ids;
    size_t count;

    TRY(appeals_of_unit(context->db, context->arena, ended->id, most, &ids, &count));
    for (size_t i = 0; i < count; i++) {
        struct induced step = { .machine = MACHINE_appeal, .id = ids[i], .action = ACTION_succeed };

        step.input.fields[INPUT_lead_unit] = (struct given){ .present = true, .text = ended->id };
        step.input.fields[INPUT_proposed_unit] = (struct given){ .present = true, .text = ended->successor };
        TRY(take_induced_step(context, &step));
        ++*done;
    }
    return OK;
}

/* A dissolved county's appeals join its successor's; its rounds are cancelled. */
static struct error succeed_county(struct context *context, const struct jurisdiction *ended, int most, int *done)
{
    const struct jurisdiction *successor = world_successor(context->world, ended);
    struct induced cancel = { .machine = MACHINE_round, .action = ROUND_ACTION_cancel };
    const char *round;
    int64_t *ids;
    size_t count;

    if (!successor) return OK;
    TRY(appeals_of_jurisdiction(context->db, context->arena, ended->code, most, &ids, &count));
    for (size_t i = 0; i < count; i++, ++*done) {
        struct induced step = { .machine = MACHINE_appeal, .id = ids[i], .action = ACTION_succeed };

        step.input.fields[INPUT_jurisdiction] = (struct given){ .present = true, .text = successor->code };
        TRY(take_induced_step(context, &step));
    }
    if (count > 0) return OK;
    TRY(round_not_held(context->db, context->arena, ended->code, &round));
    if (!round) return OK;
    cancel.number = round;
    cancel.input.fields[INPUT_reason] = (struct given){ .present = true, .text = "建制撤销" };
    ++*done;
    return take_induced_step(context, &cancel);
}

static struct error succeed_all(struct context *context, int most, int *done)
{
    day_t today = day_of(context->now);

    for (size_t i = 0; i < context->world->unit_count && *done < most; i++) {
        const struct unit *unit = &context->world->units[i];

        if (!unit->successor || !world_ended(unit->until, today) || world_unit(context->world, unit->id, today)) continue;
        TRY(succeed(context, unit, most - *done, done));
    }
    for (size_t i = 0; i < context->world->jurisdiction_count && *done < most; i++)
        if (world_ended(context->world->jurisdictions[i].until, today))
            TRY(succeed_county(context, &context->world->jurisdictions[i], most - *done, done));
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
    const char *cause = error.detail ? error.detail : error.code;

    log_error("could not do what is due: %s %lld, clock %lld '%s': %s", due->machine == MACHINE_appeal ? "appeal" : "round",
              (long long)due->parent, (long long)due->clock, due->instance, cause ? cause : "");
    return limit_set_aside(context->db, due, until + HOUR, cause);
}

static struct error do_one(struct context *context, const struct due_limit *due, instant_t until)
{
    struct limit key = { .clock = due->clock, .instance = due->instance };
    struct error error;

    TRY(db_savepoint(context->db));
    error = take_clock_step(context, due->machine, due->parent, &key);
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

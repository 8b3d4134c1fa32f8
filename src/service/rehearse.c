/* SPDX-License-Identifier: Apache-2.0 */
#include "service/rehearse.h"

#include "service/check.h"
#include "service/deliver.h"
#include "service/sweep.h"
#include "service/world_current.h"
#include "store/people.h"
#include "store/settings.h"

#define REHEARSAL_NOW "rehearsal_now"

#define BATCH_BYTES ((size_t)1 << 30)

enum { AT_ONCE = 100 };

struct error time_of_business(struct db *db, struct arena *arena, instant_t wall, bool *rehearsal, instant_t *now)
{
    const char *text;

    TRY(settings_find(db, arena, REHEARSAL_NOW, &text));
    *rehearsal = text != NULL;
    *now = wall;
    if (text && !instant_parse(text, now))
        return (struct error){ .kind = BROKEN,
                               .code = "rehearsal.clock",
                               .detail = "the clock of the rehearsal cannot be read" };
    return OK;
}

static struct error set_clock(struct context *context, instant_t now)
{
    char text[INSTANT_TEXT];

    return settings_set(context->db, REHEARSAL_NOW, instant_format(now, text));
}

/* ── Beginning ──────────────────────────────────────────────────────────── */

static struct error is_demo(struct context *context, bool *demo)
{
    struct account_filter filter = { .role = ROLES, .limit = 1000 };
    struct account *accounts;
    size_t count;

    *demo = false;
    TRY(accounts_list(context->db, context->arena, &filter, &accounts, &count));
    for (size_t i = 0; i < count; i++) *demo = *demo || accounts[i].demo;
    return OK;
}

struct error rehearse_begin(struct context *context)
{
    instant_t next;
    bool demo;

    TRY(time_of_business(context->db, context->arena, context->wall, &context->rehearsal, &context->now));
    if (context->rehearsal) return OK;
    TRY(sweep_next(context, &next));
    TRY(is_demo(context, &demo));
    if (next && !demo)
        return (struct error){ .kind = NOT_NOW,
                               .code = "rehearsal.real-work",
                               .text = "这个库里有正在办理的诉求或期次，不能改成演练库；请另用一个空库" };
    context->rehearsal = true;
    return set_clock(context, context->now);
}

/* ── Moving ─────────────────────────────────────────────────────────────── */

/* Writing the clock as it is locks it: two that move it do so one after the other, and the second sees the first's. */
static struct error lock_clock(struct context *context)
{
    TRY(time_of_business(context->db, context->arena, context->wall, &context->rehearsal, &context->now));
    if (!context->rehearsal)
        return (struct error){ .kind = NOT_FOUND, .code = "rehearsal.off", .text = "现在不是演练，时钟不能拨动" };
    TRY(set_clock(context, context->now));
    return time_of_business(context->db, context->arena, context->wall, &context->rehearsal, &context->now);
}

static struct error check_person(const struct context *context)
{
    if (context->person.roles && !person_is(&context->person, ROLE_enterprise)) return OK;
    return (struct error){ .kind = NOT_ALLOWED, .code = "rehearsal.staff-only", .text = "演练时钟由工作人员拨动" };
}

static struct error check(struct context *context, instant_t to)
{
    const char *now;

    if (to < context->now) {
        now = instant_chinese(context->arena, context->now, day_of(context->now));
        return fault_error(context, "now", "backwards",
                           arena_printf(context->arena, "演练时钟只能向前拨，现在是%s", now));
    }
    if (to > context->now + REHEARSE_DAYS_MOST * ONE_DAY)
        return fault_error(context, "now", "too-far",
                           arena_printf(context->arena, "一次最多向前拨%d天，请分几次拨", REHEARSE_DAYS_MOST));
    return OK;
}

static struct error move_some(struct context *context, instant_t to, int most, bool *more)
{
    int64_t delivered;
    int done = 0;

    TRY(sweep(context, to, most, &done));
    *more = done >= most; /* the clock is then at what was done last */
    if (!*more) context->now = to;
    TRY(set_clock(context, context->now));
    return deliver_rehearsed(context, &delivered);
}

/* What is said has to outlive the memory it was said in. */
static struct error error_kept(struct arena *arena, struct error error)
{
    error.text = arena_text(arena, error.text);
    error.detail = arena_text(arena, error.detail);
    error.faults = NULL;
    return error;
}

struct error rehearse_move_some(struct context *context, instant_t to, int most, bool *more)
{
    struct arena *arena = context->arena, *batch;
    struct error error;

    TRY(check_person(context));
    TRY(lock_clock(context));
    TRY(check(context, to));
    batch = context->arena = arena_new(BATCH_BYTES); /* a month takes more than a request may */
    error = move_some(context, to, most, more);
    context->arena = arena;
    if (error.kind != NO_ERROR) error = error_kept(arena, error);
    arena_free(batch);
    return error;
}

struct error rehearse_move(struct context *context, instant_t to)
{
    bool more = true;

    while (more) {
        TRY(rehearse_move_some(context, to, AT_ONCE, &more));
        TRY(world_current(context));
    }
    return OK;
}

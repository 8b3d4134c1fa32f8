/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/work.h"

#include "service/deliver.h"
#include "service/sign_in.h"
#include "service/sweep.h"
#include "store/idempotency.h"
#include "store/seals.h"
#include "store/sessions.h"

enum { SWEPT_AT_ONCE = 25, DELIVERED_AT_ONCE = 100 }; /* people's writes come in between */

struct error always(struct context *context, bool *any)
{
    (void)context;
    *any = true;
    return OK;
}

struct error sweep_waits(struct context *context, bool *any)
{
    instant_t next;

    TRY(sweep_next(context, &next));
    *any = next != NO_INSTANT && next <= context->now;
    return OK;
}

struct error sweep_some(struct context *context, bool *more)
{
    int done;

    TRY(sweep(context, context->now, SWEPT_AT_ONCE, &done));
    *more = done >= SWEPT_AT_ONCE;
    return OK;
}

struct error deliver_some(struct context *context, bool *more)
{
    int done;

    TRY(deliver(context, DELIVERED_AT_ONCE, &done));
    *more = done >= DELIVERED_AT_ONCE;
    return OK;
}

struct error seal_waits(struct context *context, bool *any)
{
    instant_t oldest;
    int64_t count;

    TRY(seals_waiting(context->db, context->arena, &count, &oldest));
    *any = count > 0;
    return OK;
}

struct error seal_some(struct context *context, bool *more)
{
    int64_t count;

    TRY(seals_seal(context->db, context->arena, context->wall, &count));
    *more = count >= SEALS_AT_ONCE;
    return OK;
}

struct error tidy(struct context *context, bool *more)
{
    *more = false;
    TRY(sessions_tidy(context->db, context->wall - SESSION_IDLE, context->wall));
    return idempotency_tidy(context->db, context->wall - IDEMPOTENCY_KEPT);
}

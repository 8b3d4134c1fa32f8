/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/work.h"

#include "service/sign_in.h"
#include "service/sweep.h"
#include "store/drafts.h"
#include "store/idempotency.h"
#include "store/seals.h"
#include "store/sessions.h"

enum { SWEPT_AT_ONCE = 25, SENT_AT_ONCE = 10 }; /* people's writes come in between */

struct error always(struct context *context, bool *any)
{
    (void)context;
    *any = true;
    return OK;
}

struct error sweep_waits(struct context *context, bool *any)
{
    instant_t next;

    *any = false;
    if (context->rehearsal) return OK; /* whoever moves the clock does what falls due; two would meet in one batch */
    TRY(sweep_next(context, &next));
    *any = next != NO_INSTANT && next <= context->now;
    return OK;
}

struct error sweep_some(struct context *context, struct errand *errand)
{
    int done;

    TRY(sweep(context, context->now, SWEPT_AT_ONCE, &done));
    errand->more = done >= SWEPT_AT_ONCE;
    return OK;
}

struct error deliver_some(struct context *context, struct errand *errand)
{
    int64_t delivered;

    if (context->rehearsal) return deliver_rehearsed(context, &delivered);
    TRY(deliver_next(context, SENT_AT_ONCE, &errand->messages, &errand->count));
    errand->more = errand->count >= SENT_AT_ONCE;
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

struct error seal_some(struct context *context, struct errand *errand)
{
    int64_t count;

    TRY(seals_seal(context->db, context->arena, context->wall, &count));
    errand->more = count >= SEALS_AT_ONCE;
    return OK;
}

struct error tidy(struct context *context, struct errand *errand)
{
    (void)errand;
    TRY(sessions_tidy(context->db, context->wall - SESSION_IDLE, context->wall));
    TRY(drafts_tidy(context->db, context->wall - DRAFT_KEPT));
    return idempotency_tidy(context->db, context->wall - IDEMPOTENCY_KEPT);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "service/deliver.h"

#include "base/log.h"
#include "store/outbox.h"

struct error deliver_waits(struct context *context, bool *any)
{
    struct notice_row *rows;
    size_t count;

    TRY(outbox_due(context->db, context->arena, context->now, 1, &rows, &count));
    *any = count > 0;
    return OK;
}

struct error deliver(struct context *context, int most, int *done)
{
    struct notice_row *rows;
    size_t count;

    TRY(outbox_due(context->db, context->arena, context->now, most, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        TRY(outbox_delivered(context->db, rows[i].id, context->now));
        log_line(context->rehearsal ? LOG_DETAIL : LOG_NOTICE, "delivered notice %lld: %s by %s", (long long)rows[i].id,
                 rows[i].notice.template, rows[i].notice.channel);
    }
    *done = (int)count;
    return OK;
}

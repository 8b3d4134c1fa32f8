/* SPDX-License-Identifier: Apache-2.0 */
#include "service/world_current.h"

#include "store/snapshot.h"

struct error world_current(struct context *context)
{
    return snapshot_current(context->db, context->arena, &context->world);
}

struct error world_claim(struct context *context)
{
    TRY(snapshot_changed(context->db, context->arena));
    return world_current(context);
}

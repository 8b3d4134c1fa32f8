/* SPDX-License-Identifier: Apache-2.0 */
#include "service/world_current.h"

#include "store/snapshot.h"

struct error world_current(struct context *context)
{
    return snapshot_current(context->db, context->arena, &context->world);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Whether the notice asking for a rating has come: what the enterprise does and the gateway says (section 4, reach). */
#pragma once

#include "service/context.h"
#include "store/outbox.h"

/* Write lane: this enterprise has just signed in. */
struct error reach_signed_in(struct context *, const struct person *);
/* Write lane: nobody tries any more to deliver that notice. */
struct error reach_undelivered(struct context *, const struct notice *);

/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "service/context.h"

/* Fills context->world with the store's present state: one indexed row unless something has changed. */
struct error world_current(struct context *);
/* The same for whoever will change it: until this transaction ends nobody else does, so what was decided on the present
 * state holds. On PostgreSQL others wait; such changes are rare. */
struct error world_claim(struct context *);

/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "service/context.h"

/* Fills context->world with the store's present state: one indexed row unless something has changed. */
struct error world_current(struct context *);

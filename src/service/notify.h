/* SPDX-License-Identifier: Apache-2.0 */
/* Whom a step tells, by the TELL rows: one outbox row each, in the transaction of the step (mechanism, section 6). */
#pragma once

#include "mechanism/workflow.h"
#include "service/context.h"
#include "store/events.h"

/* After the event of the change was appended. */
struct error notify(struct context *, struct change *, const struct event *);

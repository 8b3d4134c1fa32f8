/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom a step tells, by the TELL rows: one outbox row each, in the transaction of the step (mechanism, section 6).
 * An enterprise is told by text message; a unit in its inbox, and by text message to its contacts where it has to act;
 * an office in the inbox of a role: coordinator@445100, unit_head@gxj; leader and secretary of a round by their
 * accounts.
 */
#pragma once

#include "mechanism/workflow.h"
#include "service/context.h"
#include "service/sign_in.h"
#include "store/events.h"

/* After the event of the change was appended. */
struct error notify(struct context *, struct change *, const struct event *);

/* Where that role is to be told: a county without such an office is served by the city's. */
struct error place_serving(struct context *, enum role, const char **place);
/* Whose overdue limits go to the office, not to the coordinator. */
bool owner_is_coordinator(enum turn);

/* The sign-in code, at once and at any hour. */
struct error notify_code(struct context *, const struct code_notice *);

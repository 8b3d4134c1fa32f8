/* SPDX-License-Identifier: Apache-2.0 */
/* One step of a suggestion: stored, put on record, told. What is done with it is said elsewhere. */
#pragma once

#include "service/context.h"
#include "service/templates.h"
#include "store/events.h"
#include "store/suggestions.h"

/* One move of dispatch.def by that person; `before` NULL: it is new. Fills the event for the notices of the step. */
struct error suggestion_step(struct context *, const struct person *, const char *action, const char *note,
                             const struct suggestion *before, struct suggestion *after, struct event *);

/* 意见建议第3号 */
const char *suggestion_name(struct arena *, int64_t id);
/* Whose coordinator answers it. */
const struct jurisdiction *suggestion_place(const struct world *, const struct suggestion *);

/* Who made it, from its first event. */
struct suggestion_asker {
    const char *account;    /* of the staff; NULL: an enterprise or a visitor */
    const char *name;       /* as the event has it */
    const char *unit_name;  /* NULL */
    const char *phone;      /* a mobile number among the contact data of those without an account; NULL */
};
struct error suggestion_asker_of(struct context *, const struct suggestion *, struct suggestion_asker *);

/* One notice of the step. `plea`: what the reader is asked for, NULL where the template has no such word. */
struct error suggestion_tell_role(struct context *, const struct suggestion *, const struct event *, enum template_id,
                                  enum role, const char *plea);
/* The answer: into the inbox, or as a text message to a mobile phone. Nobody else can be told by the platform. */
struct error suggestion_tell_asker(struct context *, const struct suggestion *, const struct event *);
/* Whether a template of suggestions may use that word. */
bool suggestion_knows_word(const char *word);

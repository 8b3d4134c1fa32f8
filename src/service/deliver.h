/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notices on their way out of the outbox: text messages, because what is for an inbox is there already and what is
 * for a landline waits for somebody to call. Nothing is sent inside a transaction: what may go is read in one, sent
 * by notices/, and how that went is noted in another.
 */
#pragma once

#include "service/context.h"

enum sending {
    SENDING_again,      /* not now: tried again, later each time, at last given up */
    SENDING_sent,       /* the gateway has it */
    SENDING_refused,    /* that number takes no messages */
    SENDING_logged,     /* there is no gateway yet: it counts as delivered when it is due, and the log says so */
};

struct text_message {
    int64_t id;
    const char *to, *text;
    int64_t tries;
    enum sending outcome;
    const char *cause; /* never personal data */
};

/* Whether any notice may go now. */
struct error deliver_waits(struct context *, bool *any);
/* In a rehearsal nothing leaves the building: what may go has arrived. */
struct error deliver_rehearsed(struct context *, int64_t *done);
/* What may go now, at most `most`. A sign-in code that has expired is given up. */
struct error deliver_next(struct context *, int most, struct text_message **, size_t *count);
/* How it went. */
struct error deliver_note(struct context *, const struct text_message *);

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a person has been told: as an account, as a member of a unit, as the holder of a role; an enterprise what went
 * to its phone. And, in a rehearsal, what would have been sent to anybody.
 */
#pragma once

#include "service/context.h"

struct message {
    int64_t id;
    const char *subject, *number; /* appeal, round or suggestion, and which; a suggestion has its id only */
    int64_t subject_id;
    const char *template, *text;
    instant_t at;
    bool unread;
};

struct inbox {
    struct message *messages; /* newest first */
    size_t count;
    bool more;       /* there are older ones: ask again with `before` the last id */
    int64_t unread;  /* in all; stops at 1000 */
    int64_t seen_to; /* for inbox_mark_seen: the newest shown here; 0: none */
};

/* Of the person of the context, those before the message `before` (0: from the newest); most: 1 … 200. */
struct error inbox_show(struct context *, int64_t before, int most, struct inbox *);
/* For the mark on every page. */
struct error inbox_unread(struct context *, int64_t *unread);
/* Everything up to this message has been seen. NOT_FOUND when it is none of his. */
struct error inbox_mark_seen(struct context *, int64_t id);

/* A notice of a rehearsal. */
struct sent_notice {
    int64_t id;
    const char *to, *channel, *template, *text;
    const char *values; /* JSON object */
    instant_t at;       /* when it goes out: after the quiet hours */
};
/* Newest first, those before `before` (0: from the newest); `to`: a phone number as anybody writes it, an account,
 * unit or coordinator@445100; NULL: to anybody. NOT_FOUND outside a rehearsal. */
struct error rehearsal_outbox(struct context *, const char *to, int64_t before, int64_t most, struct sent_notice **,
                              size_t *count);

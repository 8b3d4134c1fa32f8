/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The suggestions of a jurisdiction as those see them who may, and the coordinator's answer: once, told to whoever made
 * the suggestion. Name and contact data of a visitor are masked; in full only by unmasking, as those of an appeal.
 */
#pragma once

#include "service/suggestion_step.h"
#include "service/views.h"

enum { ANSWER_CHARACTERS = 2000 };

/* How the answer comes to whoever asked. */
enum answer_way {
    ANSWER_IN_INBOX, /* staff */
    ANSWER_BY_SMS,   /* a mobile phone was left */
    ANSWER_BY_HAND,  /* another way to reach them: the coordinator's to use */
    ANSWER_ON_CALL,  /* nothing was left: who wants to know calls 12345 */
};

struct suggestion_view {
    int64_t id, version;
    bool settled, late; /* late: the answer came after the limit */
    bool reader;        /* sees it for his duty; else it is his own suggestion */
    bool may_answer, may_unmask;
    const char *text, *answer;
    instant_t at, answered_at, due;
    struct clock_view clock;
    const char *place;                 /* name of the jurisdiction whose coordinator answers */
    const char *asker, *asker_unit;    /* a visitor's name masked; unit NULL */
    const char *contact;               /* masked; NULL: none */
    enum answer_way way;
};

/* Which ones: of his own jurisdiction, or for those of the city of all others. */
struct suggestion_query {
    bool settled, others;
    int64_t after; /* goes on behind that id; 0: from the first */
    int64_t most;
};
bool may_see_suggestions(const struct context *);
/* NOT_ALLOWED. The waiting ones oldest first, the settled ones newest first. */
struct error list_suggestions(struct context *, const struct suggestion_query *, struct suggestion_view **,
                              size_t *count, bool *more);
struct error count_suggestions(struct context *, const struct suggestion_query *, int64_t *count);

/* NOT_FOUND when there is none, or it is not for this person's eyes. */
struct error open_suggestion(struct context *, int64_t id, struct suggestion_view *);
/* What was done, oldest first; only for readers. */
struct error suggestion_history(struct context *, int64_t id, struct event **, size_t *count);
/* How its limit is counted, and when silence does something: yellow, due, one and three working days later. */
struct suggestion_explained {
    struct suggestion_view suggestion;
    struct clock_explained clock;
    instant_t yellow, told, over; /* yellow: NO_INSTANT where it never is */
};
struct error explain_suggestion(struct context *, int64_t id, struct suggestion_explained *);

/* Write lane. `version`: what the person looked at (STALE), 0: whatever it is. NOT_ALLOWED, NOT_NOW when it was
 * answered before, INVALID with a fault of `answer`. */
struct error answer_suggestion(struct context *, int64_t id, const char *answer, int64_t version);

struct suggestion_contact {
    const char *name, *contact; /* NULL: not given */
};
/* Write lane, with its audit. NOT_ALLOWED for all but the coordinator, INVALID without a reason. */
struct error unmask_suggestion(struct context *, int64_t id, const char *reason, struct suggestion_contact *);

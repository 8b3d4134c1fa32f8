/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notices: written in the transaction of the event they tell of, delivered later.
 * What rings waits through the quiet hours (21:00-08:00 in Shanghai), unless it
 * concerns a limit of 24 hours. A text message cannot go to a landline: such a
 * notice waits for a person to call.
 */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "sql/db.h"

struct notice {
    const char *subject;   /* the event it tells of; NULL only for a sign-in code */
    int64_t subject_id, seq;
    const char *kind;      /* of the recipient: phone, mail, account, unit, hook */
    const char *recipient; /* number, address, account, id of the unit */
    const char *channel;   /* sms, mail, wechat, webhook, inapp */
    const char *template;  /* id */
    const char *text;      /* as it goes out */
    const char *values;    /* JSON object of what was filled in; NULL: {} */
    instant_t at;          /* time of business */
    instant_t wall;        /* real time: puts notices of one instant in order */
    bool urgent;           /* also in quiet hours */
    const char *key;       /* the same notice is kept once; NULL: made from event, template, channel and recipient */
};

#define NOTICE_OF_RATING "rate_please"
#define NOTICE_OF_CODE "sign_in_code" /* the template of sign-in codes, which no event belongs to */

struct notice_row {
    struct notice notice;
    int64_t id;
    const char *state; /* waiting; sent; delivered; failed: nobody tries any more; call: a landline */
    instant_t deliver_at, delivered_at;
    int64_t tries;
    const char *provider_id, *cause;
};

struct error outbox_add(struct db *, struct arena *, const struct notice *);
/* `at`, or 08:00 after it when it lies in the quiet hours. */
instant_t outbox_after_quiet(instant_t at);

/* What waits and may go now, oldest first. */
struct error outbox_due(struct db *, struct arena *, instant_t now, int64_t most, struct notice_row **, size_t *count);
/* Handed to the provider, who calls it provider_id (NULL: he gives no receipts). */
struct error outbox_sent(struct db *, int64_t id, instant_t at, const char *provider_id);
struct error outbox_delivered(struct db *, int64_t id, instant_t at);
/* All that waits and may go by now has arrived, each when it might go. */
struct error outbox_deliver_due(struct db *, instant_t now, int64_t *count);
struct error outbox_try_again(struct db *, int64_t id, instant_t deliver_at, const char *cause);
struct error outbox_give_up(struct db *, int64_t id, const char *cause);

/* Newest first, those before the row `before` (0: from the newest); `to` NULL: to anybody. */
struct error outbox_list_to(struct db *, struct arena *, const char *to, int64_t before, int64_t most,
                            struct notice_row **, size_t *count);
/* What one event told whom, in the order it was written. */
struct error outbox_of_event(struct db *, struct arena *, const char *subject, int64_t id, int64_t seq,
                             struct notice_row **, size_t *count);
/* NOT_FOUND. */
struct error outbox_find(struct db *, struct arena *, int64_t id, struct notice_row *);
struct error outbox_of_provider(struct db *, struct arena *, const char *provider_id, struct notice_row *);

struct outbox_figures {
    int64_t waiting, failed, to_call;
    instant_t oldest_due; /* of those waiting; NO_INSTANT: none */
};
struct error outbox_figures(struct db *, struct arena *, struct outbox_figures *);

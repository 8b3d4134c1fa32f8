/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers kept beside the write that gave them, in the same transaction: a request
 * repeated with the same key gets the same answer and changes nothing.
 */
#pragma once

#include "base/date.h"
#include "sql/db.h"

#define IDEMPOTENCY_KEPT (7 * ONE_DAY)

struct kept_answer {
    const char *key;         /* digest of caller and key */
    const char *body_digest; /* of what was asked */
    int64_t status;
    const char *type; /* of the content; NULL */
    const void *reply; /* enciphered by web/ */
    size_t reply_size;
    instant_t at;
};

struct error idempotency_find(struct db *, struct arena *, const char *key, struct kept_answer *); /* NOT_FOUND */
/* CONFLICT when the key has come in meanwhile: the runner tries again and finds it. */
struct error idempotency_keep(struct db *, const struct kept_answer *);
struct error idempotency_tidy(struct db *, instant_t before);

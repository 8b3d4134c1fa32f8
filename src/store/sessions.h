/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions, sign-in codes, and the counts that limit and lock. All times are real time. */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "sql/db.h"

struct session {
    const char *token_digest;
    int64_t account;          /* 0 for an enterprise */
    const char *uscc, *phone; /* NULL for staff */
    instant_t created_at, last_used_at, ends_at;
    const char *address;
};

struct error sessions_find(struct db *, struct arena *, const char *token_digest, struct session *); /* NOT_FOUND */
struct error sessions_add(struct db *, struct arena *, const struct session *);
struct error sessions_touch(struct db *, const char *token_digest, instant_t at);
struct error sessions_end(struct db *, const char *token_digest);
/* All of an account but one; keep may be NULL. */
struct error sessions_end_of_account(struct db *, int64_t account, const char *keep_digest);

struct code {
    const char *uscc, *phone, *salt, *digest;
    instant_t at;
};
struct error codes_find(struct db *, struct arena *, const char *uscc, const char *phone,
                        struct code *);                                   /* NOT_FOUND */
struct error codes_put(struct db *, struct arena *, const struct code *); /* instead of an earlier one */
struct error codes_end(struct db *, struct arena *, const char *uscc, const char *phone);

/* When something of this kind was sent for the subject since then, newest first, at most 32. */
#define SENDS_MOST 32
struct error sends_since(struct db *, struct arena *, const char *kind, const char *subject, instant_t since,
                         instant_t times[SENDS_MOST], size_t *count);
struct error sends_add(struct db *, struct arena *, const char *kind, const char *subject, instant_t at);

struct failures {
    int64_t count;
    instant_t last_at, locked_until; /* NO_INSTANT: not locked */
};
struct error failures_find(struct db *, struct arena *, const char *kind, const char *subject, struct failures *);
/* One more, in one statement, so that none is lost among many at once. Begins anew where the last one was at or before
 * forget_before; from `most` on it is locked until locked_until. */
struct error failures_count(struct db *, const char *kind, const char *subject, instant_t at, instant_t forget_before,
                            int64_t most, instant_t locked_until);
struct error failures_forget(struct db *, const char *kind, const char *subject);

/* Takes away what can no longer matter: ended sessions, codes, sends and failures older than a day. */
struct error sessions_tidy(struct db *, instant_t idle_since, instant_t wall);

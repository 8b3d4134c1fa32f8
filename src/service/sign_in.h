/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who somebody is: sessions, passwords with a second factor, codes sent to an
 * enterprise's phone (mechanism, section 9). Real time throughout.
 *
 * What counts failures must be committed although the person is refused: the
 * functions of the write lane return OK then, and the refusal is in the result.
 */
#pragma once

#include "service/context.h"
#include "store/people.h"

#define SESSION_IDLE (30 * MINUTE)
#define SESSION_LONGEST (8 * HOUR)
#define SESSION_TOUCH_EVERY MINUTE
#define FAILURES_OF_ACCOUNT 5
#define FAILURES_OF_ADDRESS 50 /* an office stands behind one address */
#define LOCKED_FOR (15 * MINUTE)
#define ACCOUNT_UNUSED_DAYS 90

/* What else is known about a session. */
struct session_facts {
    const char *digest;     /* of the token */
    bool touch_due;         /* sign_in_touch should be put on the write lane */
    bool password_due;      /* given by an administrator or too old: roles are withheld until it is changed */
    bool second_factor_due; /* none enrolled yet: roles are withheld until it is */
    int password_days_left; /* before it has to be changed; -1 where it never has to */
    bool demo;
    instant_t ends_at;
};

/* Whose token it is; NOT_SIGNED_IN when there is no such session or it has ended (30 minutes idle, 8 hours). Reads
 * only. */
struct error sign_in_person(struct context *, const char *token, struct person *);
/* The same with what else is known. */
struct error sign_in_session(struct context *, const char *token, struct person *, struct session_facts *);
/* Write lane: the session was used now. */
struct error sign_in_touch(struct context *, const char *token);
struct error sign_out(struct context *, const char *token);

struct signed_in {
    struct error refusal; /* NO_ERROR: signed in; else the rest is empty */
    const char *token;    /* said once, here */
    const char *account;  /* for an enterprise its USCC */
    unsigned roles;
    const char *unit, *jurisdiction; /* NULL for enterprises */
    bool password_due, second_factor_due;
    instant_t ends_at;
};

/*
 * Staff, in three parts by lane. Known and unknown accounts run the same way and take as long.
 * find (read): TOO_OFTEN while the account or the address is locked.
 * password_check (slow, pure; base/secret.h) with attempt.hash.
 * finish (write): counts, locks, checks the second factor, begins the session.
 */
struct sign_in_attempt {
    const char *name; /* folded */
    const char *hash;
    struct account account; /* id 0: unknown */
};
struct error sign_in_find(struct context *, const char *account, struct sign_in_attempt *);
struct error sign_in_finish(struct context *, const struct sign_in_attempt *, bool password_right, const char *totp,
                            struct signed_in *);
/* All three at once, for the command line and tests. */
struct error sign_in_staff(struct context *, const char *account, const char *password, const char *totp,
                           struct signed_in *);

/*
 * Enterprises: a code to the phone (write), then a session (write). The answer to the first is the same whether or not
 * the code is in the registry. INVALID for a wrong USCC or phone; TOO_OFTEN past the send limits.
 */
struct code_notice {
    const char *uscc, *phone, *code; /* the message to be sent */
};
struct error sign_in_code(struct context *, const char *uscc, const char *phone, struct code_notice *);
struct error sign_in_enterprise(struct context *, const char *uscc, const char *phone, const char *code,
                                struct signed_in *);

/* Used by the use cases beside this one. Same text and code for everybody. */
struct error sign_in_locked(struct context *, instant_t until);
/* The address that limits are kept for; NULL for this machine itself: a proxy, or a program beside us. */
const char *sign_in_source(const struct context *);
struct error sign_in_lock_check(struct context *, const char *kind, const char *subject);
struct error sign_in_count_failure(struct context *, const char *kind, const char *subject, int64_t most);
struct error sign_in_begin(struct context *, int64_t account, const char *uscc, const char *phone, struct signed_in *);
const char *account_name_folded(struct arena *, const char *typed);

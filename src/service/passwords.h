/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One's own password and second factor. Changing a password is in three parts by
 * lane, as signing in: find (read), judge (slow, pure), finish (write).
 */
#pragma once

#include "service/context.h"
#include "store/people.h"

struct password_change {
    struct account account;
    const char *old_hashes[PASSWORDS_KEPT];
    size_t old_count;
    /* Set by password_judge: */
    struct error refusal;
    bool old_wrong;
    const char *new_hash;
};

/* Of the person of the context. */
struct error password_find(struct context *, struct password_change *);
/* Up to seven hashes: a third of a second. */
void password_judge(struct arena *, struct password_change *, const char *old_password, const char *new_password);
/* Ends every other session of the account; keep_token is the one that goes on. A wrong old password counts as a
 * failure to sign in: the refusal is returned in *refusal, so that it is committed. */
struct error password_finish(struct context *, const struct password_change *, const char *keep_token,
                             struct error *refusal);

/* A password that an administrator hands out; slow, pure. To be changed at the first sign-in. */
struct given_password {
    const char *plain, *hash;
};
struct given_password password_given(struct arena *);

/* The second factor: a new secret to be shown once (also as otpauth: address), stored when a code of it is right. */
struct second_factor {
    const char *secret, *address;
};
struct second_factor second_factor_of(struct context *, const char *secret); /* NULL, or no secret of ours: a new one */
struct error second_factor_enroll(struct context *, const char *secret, const char *code, const char *keep_token);

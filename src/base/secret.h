/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What keeps secrets: digests, six digits, passwords, the second factor.
 * password_hash and password_check take tens of milliseconds and 19 MiB: slow lane.
 */
#pragma once

#include "base/arena.h"
#include "base/date.h"

#include <stdbool.h>

char *secret_digest(struct arena *, const char *text); /* SHA-256, 64 hexadecimal digits */
/* Takes as long whatever differs; false when either is NULL. */
bool secret_equal(const char *a, const char *b);
char *secret_digits(struct arena *, int count); /* decimal digits, each from the system's random bytes */

/* argon2id, 19 MiB, two passes, one lane; parameters and a fresh salt are in the text. */
char *password_hash(struct arena *, const char *password);
bool password_check(const char *hash, const char *password);
/* The hash of nobody's password: checked for unknown accounts, so that they take as long. */
extern const char password_of_nobody[];

/* RFC 6238: 30 seconds, six digits, HMAC-SHA-1, as every authenticator has it. */
char *totp_new_secret(struct arena *); /* 160 bits in base32 */
/* A code of the step of `wall` or its neighbours, later than step `after`; *step is the one it matched. */
bool totp_matches(const char *secret, const char *code, instant_t wall, int64_t after, int64_t *step);
char *totp_code(struct arena *, const char *secret, instant_t wall);

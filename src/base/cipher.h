/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Short texts enciphered at rest: SM4-CTR under a fresh vector, then HMAC-SM3 over
 * both (encrypt, then authenticate). Each kind of use has a key of its own, made
 * from the one of the installation.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>

#define CIPHER_KEY_BYTES 32

struct cipher {
    unsigned char secret[16], authentic[32], look_up[32];
};

struct cipher cipher_of_key(const unsigned char key[CIPHER_KEY_BYTES]);
/* base64, without line breaks. */
char *cipher_close(const struct cipher *, struct arena *, const char *plain);
/* NULL when it was not made with this key or has been changed. */
char *cipher_open(const struct cipher *, struct arena *, const char *closed);
/* HMAC-SM3, 64 hexadecimal digits: equal for equal texts, of no use without the key. */
char *cipher_digest(const struct cipher *, struct arena *, const char *plain);
/* 64 hexadecimal digits, white space around them allowed. */
bool cipher_key_read(const char *text, unsigned char key[CIPHER_KEY_BYTES]);

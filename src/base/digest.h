/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SM3 (GB/T 32905): what binds the record together. 64 hexadecimal digits.
 * Fields are written one after another as `length:bytes,`, none as `-,`, so that
 * no two lists of fields give the same bytes.
 */
#pragma once

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

#define DIGEST_TEXT 65 /* bytes for the digits, NUL included */

struct digest {
    struct evp_md_ctx_st *context;
};

/* What is started has to be ended: that lets go of memory outside any arena. */
void digest_start(struct digest *);
void digest_bytes(struct digest *, const void *bytes, size_t size);
void digest_field(struct digest *, const char *text); /* NULL: none */
void digest_field_int(struct digest *, int64_t);
void digest_end(struct digest *, char hex[DIGEST_TEXT]);

void digest_of(const void *bytes, size_t size, char hex[DIGEST_TEXT]);
/* SM3 of salt and text behind it; NULL for no text. */
const char *digest_salted(struct arena *, const char *salt, const char *text);

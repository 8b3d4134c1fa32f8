/* SPDX-License-Identifier: Apache-2.0 */
/* Text is UTF-8, NUL-ended. What comes from outside is checked here once. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

bool text_is_utf8(const char *bytes, size_t size); /* strict: no surrogates, no overlong forms, no NUL */
size_t text_length(const char *utf8);               /* in characters (code points) */
bool text_blank(const char *utf8);                  /* NULL, empty, or white space only (U+3000 too) */
bool text_equal(const char *a, const char *b);      /* NULL equals NULL */
bool text_starts(const char *text, const char *with);
char *text_trim(struct arena *, const char *utf8);  /* without white space at both ends, U+3000 too */
/* NFKC, then lower case: full width becomes half width. For comparing and searching. */
char *text_fold(struct arena *, const char *utf8);
/* The first n characters, with … where something was cut. */
char *text_cut(struct arena *, const char *utf8, size_t characters);
/* Splits at a byte; the parts live in the arena; *count says how many. */
char **text_split(struct arena *, const char *text, char at, size_t *count);
/* Decimal, the whole of the text, within long long. */
bool text_int(const char *text, int64_t *number);
/* Decodes one code point and moves on; 0 at the end. */
uint32_t text_next(const char **utf8);

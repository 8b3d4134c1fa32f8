/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses, forms, cookies and Content-Type, decoded strictly: what is not well formed is refused, not guessed. */
#pragma once

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct pairs;
struct request;

/* %XX (and + where a form says space). NULL when a % is not followed by two digits, or what comes out is not UTF-8
 * or holds a NUL. */
char *decode_percent(struct arena *, const char *text, size_t size, bool plus);
/* a=1&b=2, at most `most` of them. */
struct error decode_form(struct arena *, const char *text, size_t size, size_t most, struct pairs *);
/* A Cookie header; what is no cookie is passed over. */
void decode_cookies(struct arena *, const char *header, struct pairs *);
/* "application/json" of "application/json; charset=utf-8", any case. */
bool content_type_is(const char *header, const char *type);
/* A parameter of it, without quotes; NULL. */
char *content_type_param(struct arena *, const char *header, const char *name);
/* The answer to text that is not UTF-8. */
struct error not_utf8(void);

/* SPDX-License-Identifier: Apache-2.0 */
/* Filters that live in the address: what is set, and the same address with one thing changed. */
#pragma once

#include "web/request.h"

/* NULL when not set or blank. */
const char *query_set(const struct request *, const char *name);
/* The address of this list with `name` set to `value` (NULL: left out), from its first page. */
const char *query_with(struct request *, const char *path, const char *name, const char *value);
/* The next page: the same filters behind a cursor. */
const char *query_after(struct request *, const char *path, const char *cursor);
/* A search box's instant answer: NULL unless somebody typed a whole number of an appeal. */
const char *query_number(struct request *, const char *name);

/* SPDX-License-Identifier: Apache-2.0 */
/* 存草稿: the one submission that the person of the context stopped in the middle of. */
#pragma once

#include "service/context.h"

#define DRAFT_BYTES_MOST ((size_t)256 << 10)

struct error draft_find(struct context *, const char **text); /* NULL when there is none */
struct error draft_keep(struct context *, const char *text);  /* NOT_ALLOWED for visitors; TOO_LARGE */
struct error draft_drop(struct context *);

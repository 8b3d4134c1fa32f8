/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory by lifetime: everything a request or job needs comes from its arena
 * and goes with it. Nobody above base/ and sql/ calls free.
 */
#pragma once

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* limit: bytes the arena may hold in all; past it, and when memory is out, the
 * process ends with a message (a bug or a missing bound, never input: inputs are bounded). */
struct arena *arena_new(size_t limit);
void arena_free(struct arena *);
/* Forgets everything; keeps some memory for the next request. */
void arena_reset(struct arena *);

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *, size_t size);
/* Not zeroed: for what is written whole at once. */
void *arena_take(struct arena *, size_t size);
void *arena_copy(struct arena *, const void *from, size_t size);
char *arena_text(struct arena *, const char *text);            /* NULL gives NULL */
char *arena_text_n(struct arena *, const char *text, size_t n); /* adds the ending NUL */
char *arena_printf(struct arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *, const char *format, va_list);
size_t arena_used(const struct arena *);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(count)))

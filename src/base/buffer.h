/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growing run of bytes out of an arena. The upper limit is given at birth;
 * past it writes are dropped and `full` stays set, to be asked once at the end.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct buffer {
    struct arena *arena;
    char *bytes; /* not NUL-ended until buffer_text() */
    size_t size, capacity, limit;
    bool full;
};

void buffer_init(struct buffer *, struct arena *, size_t limit);
void buffer_put(struct buffer *, const char *bytes, size_t size);
void buffer_text(struct buffer *, const char *text); /* NULL puts nothing */
void buffer_char(struct buffer *, char);
void buffer_int(struct buffer *, int64_t);
void buffer_printf(struct buffer *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The content as a NUL-ended string, valid until the next write. */
const char *buffer_string(struct buffer *);

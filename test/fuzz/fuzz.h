/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A target per parser that meets strangers, for libFuzzer. Each file says what holds whatever comes in; a breach ends
 * the program, and so does what the sanitizers find.  test/fuzz/run.mjs builds and runs them.
 */
#pragma once

#include "base/arena.h"
#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

#define HOLDS(what)                                      \
    do {                                                 \
        if (!(what)) {                                   \
            fprintf(stderr, "does not hold: %s\n", #what); \
            abort();                                     \
        }                                                \
    } while (0)

/* One memory for all runs, as a lane has. */
static inline struct arena *fuzz_arena(void)
{
    static struct arena *arena;

    if (arena) arena_reset(arena);
    else arena = arena_new((size_t)256 << 20);
    return arena;
}

static inline bool fuzz_utf8(const char *text)
{
    return text_is_utf8(text, strlen(text));
}

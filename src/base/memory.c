/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"

#include <jansson.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void memory_is_out(void)
{
    fputs("ztc: out of memory\n", stderr);
    abort();
}

static void *given(void *memory, size_t size)
{
    if (!memory && size) memory_is_out();
    return memory;
}

static void *take(size_t size)
{
    return given(malloc(size), size);
}

static void *take_for_crypto(size_t size, const char *file, int line)
{
    (void)file, (void)line;
    return take(size);
}

static void *resize_for_crypto(void *memory, size_t size, const char *file, int line)
{
    (void)file, (void)line;
    return given(realloc(memory, size), size);
}

static void free_for_crypto(void *memory, const char *file, int line)
{
    (void)file, (void)line;
    free(memory);
}

void memory_guard_libraries(void)
{
    if (!CRYPTO_set_mem_functions(take_for_crypto, resize_for_crypto, free_for_crypto)) abort(); /* used already */
    json_set_alloc_funcs(take, free);
}

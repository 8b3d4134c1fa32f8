/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES ((size_t)32 * 1024)
#define ALIGNMENT ((size_t)16)

struct block {
    struct block *next;
    size_t size, used;
    _Alignas(16) unsigned char bytes[];
};

struct arena {
    struct block *first, *current;
    size_t limit, used;
};

static void give_up(const char *why)
{
    fprintf(stderr, "ztc: %s\n", why);
    abort();
}

static struct block *block_new(size_t size)
{
    struct block *block = malloc(sizeof *block + size);

    if (!block) give_up("out of memory");
    block->next = NULL;
    block->size = size;
    block->used = 0;
    return block;
}

struct arena *arena_new(size_t limit)
{
    struct arena *arena = malloc(sizeof *arena);

    if (!arena) give_up("out of memory");
    arena->first = arena->current = block_new(BLOCK_BYTES);
    arena->limit = limit;
    arena->used = 0;
    return arena;
}

static void free_blocks(struct block *block)
{
    while (block) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
}

void arena_free(struct arena *arena)
{
    if (!arena) return;
    free_blocks(arena->first);
    free(arena);
}

void arena_reset(struct arena *arena)
{
    free_blocks(arena->first->next);
    arena->first->next = NULL;
    arena->first->used = 0;
    arena->current = arena->first;
    arena->used = 0;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    struct block *block = arena->current;
    void *memory;

    if (size > SIZE_MAX / 2) give_up("allocation out of bounds");
    size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
    if (arena->used + size > arena->limit) give_up("an arena passed its limit");
    if (block->size - block->used < size) {
        block = block_new(size > BLOCK_BYTES ? size : BLOCK_BYTES);
        arena->current->next = block;
        arena->current = block;
    }
    memory = block->bytes + block->used;
    block->used += size;
    arena->used += size;
    return memset(memory, 0, size);
}

void *arena_copy(struct arena *arena, const void *from, size_t size)
{
    void *copy = arena_alloc(arena, size);

    if (size) memcpy(copy, from, size);
    return copy;
}

char *arena_text_n(struct arena *arena, const char *text, size_t n)
{
    char *copy = arena_alloc(arena, n + 1);

    if (n) memcpy(copy, text, n);
    return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
    return text ? arena_text_n(arena, text, strlen(text)) : NULL;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
{
    va_list again;
    int length;
    char *text;

    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) give_up("a format failed");
    text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES ((size_t)32 * 1024)
#define KEPT_BYTES ((size_t)128 * 1024) /* of an arena that is used again: most requests need no more */
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
    struct block *last = arena->first;
    size_t kept = last->size;

    last->used = 0;
    for (struct block *next = last->next; next && kept + next->size <= KEPT_BYTES; next = next->next) {
        next->used = 0;
        kept += next->size;
        last = next;
    }
    free_blocks(last->next);
    last->next = NULL;
    arena->current = arena->first;
    arena->used = 0;
}

/* The next one kept, if it is large enough, or a new one in front of it. */
static struct block *next_block(struct arena *arena, size_t size)
{
    struct block *next = arena->current->next, *block;

    if (next && next->size >= size) return next;
    block = block_new(size > BLOCK_BYTES ? size : BLOCK_BYTES);
    block->next = next;
    arena->current->next = block;
    return block;
}

void *arena_take(struct arena *arena, size_t size)
{
    struct block *block = arena->current;
    void *memory;

    if (size > SIZE_MAX / 2) give_up("allocation out of bounds");
    size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
    if (arena->used + size > arena->limit) give_up("an arena passed its limit");
    if (block->size - block->used < size) arena->current = block = next_block(arena, size);
    memory = block->bytes + block->used;
    block->used += size;
    arena->used += size;
    return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_take(arena, size), 0, size);
}

void *arena_copy(struct arena *arena, const void *from, size_t size)
{
    void *copy = arena_take(arena, size);

    if (size) memcpy(copy, from, size);
    return copy;
}

char *arena_text_n(struct arena *arena, const char *text, size_t n)
{
    char *copy = arena_take(arena, n + 1);

    if (n) memcpy(copy, text, n);
    copy[n] = 0;
    return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
    return text ? arena_text_n(arena, text, strlen(text)) : NULL;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
{
    char few[256], *text;
    va_list again;
    int length;

    va_copy(again, arguments);
    length = vsnprintf(few, sizeof few, format, again);
    va_end(again);
    if (length < 0) give_up("a format failed");
    if ((size_t)length < sizeof few) return arena_copy(arena, few, (size_t)length + 1);
    text = arena_take(arena, (size_t)length + 1);
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

/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

bool text_is_utf8(const char *bytes, size_t size)
{
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)bytes;

    while (size > 0) {
        utf8proc_int32_t point;
        utf8proc_ssize_t step = utf8proc_iterate(at, (utf8proc_ssize_t)size, &point);

        if (step <= 0 || point == 0) return false;
        at += step;
        size -= (size_t)step;
    }
    return true;
}

uint32_t text_next(const char **utf8)
{
    utf8proc_int32_t point;
    utf8proc_ssize_t step;

    if (**utf8 == 0) return 0;
    step = utf8proc_iterate((const utf8proc_uint8_t *)*utf8, -1, &point);
    if (step <= 0) { /* cannot happen for checked text; never loop on it */
        ++*utf8;
        return 0xFFFD;
    }
    *utf8 += step;
    return (uint32_t)point;
}

size_t text_length(const char *utf8)
{
    size_t length = 0;

    for (; *utf8; utf8++) length += ((unsigned char)*utf8 & 0xC0u) != 0x80u;
    return length;
}

static bool is_space(uint32_t point)
{
    return point == ' ' || (point >= '\t' && point <= '\r') || point == 0xA0 || point == 0x3000 || point == 0xFEFF ||
           point == 0x200B;
}

bool text_blank(const char *utf8)
{
    if (!utf8) return true;
    for (uint32_t point; (point = text_next(&utf8)) != 0;)
        if (!is_space(point)) return false;
    return true;
}

bool text_equal(const char *a, const char *b)
{
    if (!a || !b) return a == b;
    return strcmp(a, b) == 0;
}

bool text_starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

char *text_trim(struct arena *arena, const char *utf8)
{
    const char *start = utf8, *end, *at = utf8;

    for (const char *before = at; *before && is_space(text_next(&at)); before = at) start = at;
    at = end = start;
    while (*at) {
        uint32_t point = text_next(&at);
        if (!is_space(point)) end = at;
    }
    return arena_text_n(arena, start, (size_t)(end - start));
}

char *text_fold(struct arena *arena, const char *utf8)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t size =
        utf8proc_map((const utf8proc_uint8_t *)utf8, 0, &mapped,
                     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
    char *folded;

    if (size < 0) return arena_text(arena, utf8);
    folded = arena_text_n(arena, (const char *)mapped, (size_t)size);
    free(mapped);
    return folded;
}

char *text_cut(struct arena *arena, const char *utf8, size_t characters)
{
    const char *at = utf8;

    for (size_t i = 0; i < characters && *at; i++) text_next(&at);
    if (*at == 0) return arena_text(arena, utf8);
    return arena_printf(arena, "%.*s…", (int)(at - utf8), utf8);
}

char **text_split(struct arena *arena, const char *text, char at, size_t *count)
{
    size_t parts = 1;
    char **list;

    for (const char *c = text; *c; c++) parts += *c == at;
    list = ARENA_ARRAY(arena, char *, parts);
    *count = 0;
    for (const char *start = text;;) {
        const char *end = strchr(start, at);
        list[(*count)++] = end ? arena_text_n(arena, start, (size_t)(end - start)) : arena_text(arena, start);
        if (!end) return list;
        start = end + 1;
    }
}

bool text_int(const char *text, int64_t *number)
{
    char *end;

    if (*text == 0 || (*text != '-' && (*text < '0' || *text > '9'))) return false;
    errno = 0;
    *number = strtoll(text, &end, 10);
    return errno == 0 && *end == 0;
}

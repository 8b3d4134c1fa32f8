/* SPDX-License-Identifier: Apache-2.0 */
#include "web/list_query.h"

#include "base/text.h"
#include "pages/page.h"

#include <ctype.h>
#include <string.h>

/* What an address of ours may carry; anything else that somebody added is dropped. */
static const char *const known[] = {
    "tab", "state", "round", "unit", "jurisdiction", "year", "overdue", "q", "to", NULL
};

const char *query_set(const struct request *request, const char *name)
{
    const char *text = request_query(request, name);

    return text_blank(text) ? NULL : text;
}

static void put(struct buffer *out, const char *name, const char *value)
{
    buffer_char(out, memchr(out->bytes, '?', out->size) ? '&' : '?');
    buffer_text(out, name);
    buffer_char(out, '=');
    emit_url(out, value);
}

static const char *address(struct request *request, const char *path, const char *name, const char *value,
                           const char *cursor)
{
    struct buffer out;

    buffer_init(&out, request->arena, 1 << 16);
    buffer_text(&out, path);
    for (size_t i = 0; known[i]; i++) {
        const char *given = text_equal(known[i], name) ? value : query_set(request, known[i]);

        if (given) put(&out, known[i], given);
    }
    if (cursor) put(&out, "after", cursor);
    return buffer_string(&out);
}

const char *query_with(struct request *request, const char *path, const char *name, const char *value)
{
    return address(request, path, name, value, NULL);
}

const char *query_after(struct request *request, const char *path, const char *cursor)
{
    return address(request, path, NULL, NULL, cursor);
}

const char *query_number(struct request *request, const char *name)
{
    const char *typed = query_set(request, name);
    char *number = typed ? text_trim(request->arena, typed) : NULL;

    if (!number || strlen(number) < 7 || strlen(number) > 20) return NULL;
    for (char *at = number; *at; at++) *at = (char)toupper((unsigned char)*at);
    if (strncmp(number, "ZT", 2) != 0 || strspn(number + 2, "0123456789-") != strlen(number + 2)) return NULL;
    return number;
}

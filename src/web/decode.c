/* SPDX-License-Identifier: Apache-2.0 */
#include "web/decode.h"

#include "base/text.h"
#include "web/request.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct error not_utf8(void)
{
    return (struct error){ .kind = MALFORMED, .code = "request.not-utf8", .text = "文字编码错误，请使用UTF-8" };
}

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

char *decode_percent(struct arena *arena, const char *text, size_t size, bool plus)
{
    char *plain = arena_alloc(arena, size + 1);
    size_t length = 0;

    for (size_t i = 0; i < size; i++) {
        int high, low;

        if (text[i] != '%') {
            plain[length++] = plus && text[i] == '+' ? ' ' : text[i];
            continue;
        }
        if (i + 2 >= size) return NULL;
        high = hex_digit(text[i + 1]);
        low = hex_digit(text[i + 2]);
        if (high < 0 || low < 0) return NULL;
        plain[length++] = (char)(high * 16 + low);
        i += 2;
    }
    return text_is_utf8(plain, length) ? plain : NULL;
}

static struct error too_many(void)
{
    return (struct error){ .kind = MALFORMED, .code = "request.too-many-fields", .text = "参数过多" };
}

struct error decode_form(struct arena *arena, const char *text, size_t size, size_t most, struct pairs *pairs)
{
    const char *end = text + size;

    while (text < end) {
        const char *stop = memchr(text, '&', (size_t)(end - text));
        const char *equals;
        char *name, *value = "";

        if (!stop) stop = end;
        equals = memchr(text, '=', (size_t)(stop - text));
        name = decode_percent(arena, text, (size_t)((equals ? equals : stop) - text), true);
        if (equals) value = decode_percent(arena, equals + 1, (size_t)(stop - equals - 1), true);
        if (!name || !value) return not_utf8();
        if (pairs->count == most) return too_many();
        if (*name || equals) pairs_add(pairs, arena, most, name, value);
        text = stop + 1;
    }
    return OK;
}

void decode_cookies(struct arena *arena, const char *header, struct pairs *cookies)
{
    enum { COOKIES_MOST = 64 };

    while (*header && cookies->count < COOKIES_MOST) {
        const char *stop = strchr(header, ';'), *equals;

        while (*header == ' ' || *header == '\t') header++;
        if (!stop) stop = header + strlen(header);
        if (stop < header) stop = header;
        equals = memchr(header, '=', (size_t)(stop - header));
        if (equals && equals > header)
            pairs_add(cookies, arena, COOKIES_MOST, arena_text_n(arena, header, (size_t)(equals - header)),
                      arena_text_n(arena, equals + 1, (size_t)(stop - equals - 1)));
        header = *stop ? stop + 1 : stop;
    }
}

bool content_type_is(const char *header, const char *type)
{
    size_t size = strlen(type);

    if (!header || strncasecmp(header, type, size) != 0) return false;
    header += size;
    while (*header == ' ' || *header == '\t') header++;
    return *header == 0 || *header == ';';
}

char *content_type_param(struct arena *arena, const char *header, const char *name)
{
    size_t size = strlen(name);
    const char *at = header;

    while ((at = strchr(at, ';'))) {
        size_t length;

        do at++;
        while (*at == ' ' || *at == '\t');
        if (strncasecmp(at, name, size) != 0 || at[size] != '=') continue;
        at += size + 1;
        if (*at == '"') {
            const char *end = strchr(++at, '"');

            return end ? arena_text_n(arena, at, (size_t)(end - at)) : NULL;
        }
        length = strcspn(at, "; \t");
        return arena_text_n(arena, at, length);
    }
    return NULL;
}

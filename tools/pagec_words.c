/* SPDX-License-Identifier: Apache-2.0 */
#include "pagec.h"

#include <ctype.h>
#include <string.h>

/* ---- words */

const char *skip_space(const char *text)
{
    while (isspace((unsigned char)*text)) text++;
    return text;
}

bool in_name(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

const char *take_name(const char **at)
{
    const char *start = skip_space(*at), *end = start;

    if (!isalpha((unsigned char)*start) && *start != '_') return NULL;
    while (in_name(*end)) end++;
    *at = end;
    return arena_text_n(now.arena, start, (size_t)(end - start));
}

bool take_word(const char **at, const char *word)
{
    const char *start = skip_space(*at);
    size_t length = strlen(word);

    if (strncmp(start, word, length) != 0 || in_name(start[length])) return false;
    *at = start + length;
    return true;
}

const char *take_quoted(const char **at)
{
    const char *start = skip_space(*at), *end;

    if (*start != '"' || !(end = strchr(start + 1, '"'))) return NULL;
    *at = end + 1;
    return arena_text_n(now.arena, start + 1, (size_t)(end - start - 1));
}

void nothing_more(const char *rest)
{
    if (*skip_space(rest)) fail("not understood: '%s'", skip_space(rest));
}

const char *find_word(const char *text, const char *word)
{
    int depth = 0;
    char quote = 0;

    for (const char *p = text; *p; p++) {
        const char *rest = p;

        if (quote) {
            if (*p == '\\' && p[1]) p++;
            else if (*p == quote) quote = 0;
        } else if (*p == '"' || *p == '\'') quote = *p;
        else if (strchr("([{", *p)) depth++;
        else if (strchr(")]}", *p)) depth--;
        else if (depth == 0 && p > text && isspace((unsigned char)p[-1]) && take_word(&rest, word)) return p;
    }
    return NULL;
}

/* ---- expressions */

static bool is_loop_variable(const char *name)
{
    for (int i = 0; i < now.depth; i++)
        if (now.open[i].kind == EACH && strcmp(now.open[i].name, name) == 0) return true;
    return false;
}

static bool is_loop_index(const char *name)
{
    size_t length = strlen(name);

    if (length < 7 || strcmp(name + length - 6, "_index") != 0) return false;
    return is_loop_variable(arena_text_n(now.arena, name, length - 6));
}

static bool is_plain_c(const char *name)
{
    static const char *const words[] = { "view", "frame", "out", "true", "false", "sizeof", "struct", "enum", "const",
                                         "char", "int", "unsigned", "long", "bool", "void", NULL };

    for (size_t i = 0; words[i]; i++)
        if (strcmp(name, words[i]) == 0) return true;
    return isupper((unsigned char)name[0]) != 0;
}

static void put_name(struct buffer *c, const char *name, bool field, bool tag, const char *rest)
{
    if (field || tag || is_plain_c(name) || is_loop_index(name) || *skip_space(rest) == '(') buffer_text(c, name);
    else if (is_loop_variable(name)) buffer_printf(c, "(*%s)", name);
    else buffer_printf(c, "view->%s", name);
}

static void put_quoted(struct buffer *c, const char **at)
{
    const char *end = *at + 1;

    while (*end && *end != **at) end += *end == '\\' && end[1] ? 2 : 1;
    if (!*end) fail("a quote is not closed");
    buffer_put(c, *at, (size_t)(end + 1 - *at));
    *at = end + 1;
}

const char *resolve(const char *text)
{
    struct buffer c;
    bool field = false, tag = false; /* after . or ->; after struct or enum */

    buffer_init(&c, now.arena, LIMIT);
    for (const char *p = skip_space(text); *p;) {
        if (*p == '"' || *p == '\'') put_quoted(&c, &p);
        else if (isdigit((unsigned char)*p))
            while (in_name(*p) || *p == '.') buffer_char(&c, *p++);
        else if (in_name(*p)) {
            const char *name = take_name(&p);

            put_name(&c, name, field, tag, p);
            tag = strcmp(name, "struct") == 0 || strcmp(name, "enum") == 0;
        } else {
            if (*p == ';') fail("an expression contains ;");
            field = *p == '.' || (*p == '>' && p > text && p[-1] == '-');
            buffer_char(&c, *p == '\n' ? ' ' : *p);
            p++;
            continue;
        }
        field = false;
    }
    if (c.size == 0) fail("an expression is missing");
    return arena_text(now.arena, buffer_string(&c));
}

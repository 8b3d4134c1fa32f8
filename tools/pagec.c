/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compiles pages to C.   pagec OUT_FOLDER src/pages/a.html …
 * writes OUT_FOLDER/a.c for each and OUT_FOLDER/pages.h with all prototypes.
 *
 *   {{page NAME with struct TYPE from "header.h"}}   everything up to the next {{page}} becomes
 *        void NAME(struct buffer *out, const struct page_frame *frame, const struct TYPE *view);
 *   {{expression}}       written and escaped by its type and place: text, whole numbers, struct markup
 *   {{helper a, b}}      a row of src/pages/helpers.def: {{day due_day}}, href="{{address next}}"
 *   {{if a}} {{else if b}} {{else}} {{end}}
 *   {{each past in late}} … {{end}}                  the array `late` with `past_count` beside it
 *   {{each past in late count n}}                    … or n elements
 *   {{each fault in faults by next}}                 … or a chain of pointers; past_index counts from 0
 *   {{each star times 5}}                            … or so often, with star_index only
 *   {{include NAME with expression}}                 another page or part; without `with` it gets this view
 *   {{include NAME with .a = x, .b = y}}             … or a view made on the spot
 *   {{use "header.h"}}   one more header for this file
 *   {{# a remark }}      HTML remarks are dropped, too
 * A page inside a layout:
 *   {{layout NAME with .wide = true}} {{block title}}…{{end}} {{block body}}…{{end}}
 * and in the layout, whose view has a function per block and `data`:  {{place title}}
 *
 * A lower-case name in an expression is a field of the view, unless it is `view`, `frame` (what every
 * page knows: today, who is signed in) or the variable of an {{each}}; functions and names that begin
 * with a capital letter are C's. Elements are values: past.limit, not past->limit.
 *
 * Line breaks between Chinese characters vanish, other white space shrinks. Mistakes here name file:line;
 * mistakes in expressions are the C compiler's, with the page's own line.
 */
#include "pagec.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct now now;

_Noreturn void fail_at(int line, const char *format, ...)
{
    va_list arguments;

    fprintf(stderr, "%s:%d: error: ", now.file, line);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

static void feed(char byte)
{
    html_feed(&now.html, byte);
    if (now.html.refusal) fail("%s", now.html.refusal);
    buffer_char(&now.run, byte);
}

/* From after {{ to the matching }}: brackets and quotes inside are C's. */
static const char *directive_end(const char *text)
{
    int depth = 0;

    for (const char *p = text; *p; p++) {
        if (*text != '#' && (*p == '"' || *p == '\'')) {
            char quote = *p++;
            while (*p && *p != quote) p += *p == '\\' && p[1] ? 2 : 1;
            if (!*p) break;
        } else if (*p == '{') depth++;
        else if (*p == '}' && depth > 0) depth--;
        else if (*p == '}' && p[1] == '}') return p;
    }
    fail("{{ is not closed");
}

static void count_lines(const char *from, const char *to)
{
    for (; from < to; from++) now.line += *from == '\n';
}

static bool alone_on_line(const char *start, const char *after)
{
    while (start > now.text && (start[-1] == ' ' || start[-1] == '\t')) start--;
    after += strspn(after, " \t\r");
    return (start == now.text || start[-1] == '\n') && (*after == '\n' || !*after);
}

static void take_directive(void)
{
    const char *start = now.at, *text = skip_space(start + 2), *close = directive_end(text);
    size_t length = (size_t)(close - text);
    bool silent;

    html_settle(&now.html);
    while (length && isspace((unsigned char)text[length - 1])) length--;
    silent = directive(arena_text_n(now.arena, text, length));
    now.at = close + 2;
    if (silent && now.html.state == HTML_TEXT && !now.html.verbatim && alone_on_line(start, now.at)) {
        const char *newline = strchr(now.at, '\n');
        now.at = newline ? newline + 1 : now.at + strlen(now.at);
    }
    count_lines(start, now.at);
}

static void take_remark(void)
{
    const char *close = strstr(now.at, "-->");

    if (!close) fail("<!-- is not closed");
    if (memmem(now.at, (size_t)(close - now.at), "{{", 2)) fail("nothing may be written inside <!-- -->");
    count_lines(now.at, close + 3);
    now.at = close + 3;
}

static void take_space(void)
{
    const char *after = skip_space(now.at);
    bool newline = memchr(now.at, '\n', (size_t)(after - now.at)) != NULL;
    bool chinese = now.run.size && (unsigned char)now.run.bytes[now.run.size - 1] >= 0x80 && (unsigned char)*after >= 0x80;

    if (now.html.state == HTML_TEXT && newline && chinese) newline = false;
    else feed(newline && now.html.state == HTML_TEXT ? '\n' : ' ');
    count_lines(now.at, after);
    now.at = after;
}

static void take_byte(void)
{
    if (now.layout && now.depth == 0) fail("text outside of the blocks of a page with a {{layout}}");
    if (!now.page) fail("text before the first {{page}}");
    now.line += *now.at == '\n';
    now.written = true;
    feed(*now.at++);
}

static void compile_text(void)
{
    bool outside;

    while (*now.at) {
        outside = !now.page || (now.layout && now.depth == 0);
        if (now.at[0] == '{' && now.at[1] == '{') take_directive();
        else if (now.html.state == HTML_TEXT && strncmp(now.at, "<!--", 4) == 0) take_remark();
        else if (isspace((unsigned char)*now.at) && outside) now.line += *now.at++ == '\n';
        else if (isspace((unsigned char)*now.at) && !now.html.verbatim && now.html.state < HTML_VALUE) take_space();
        else take_byte();
    }
    end_page();
}

/* ---- files */

static const char *read_file(const char *path, bool must)
{
    FILE *file = fopen(path, "rb");
    struct buffer content;
    char block[16384];
    size_t n;

    if (!file && !must) return NULL;
    if (!file) fail_at(0, "cannot be read");
    buffer_init(&content, now.arena, LIMIT);
    while ((n = fread(block, 1, sizeof block, file)) > 0) buffer_put(&content, block, n);
    fclose(file);
    return buffer_string(&content);
}

/* A file that would not change keeps its time, so that make does not compile it again. */
static void write_file(const char *path, const char *content)
{
    const char *old = read_file(path, false);
    FILE *file;

    if (old && strcmp(old, content) == 0) return;
    file = fopen(path, "wb");
    if (!file || fputs(content, file) < 0 || fclose(file) != 0) {
        fprintf(stderr, "%s: cannot be written\n", path);
        exit(1);
    }
}

struct page *parse_page(const char *text)
{
    struct page *page = ARENA_NEW(now.arena, struct page);

    page->name = take_name(&text);
    if (page->name && take_word(&text, "with") && take_word(&text, "struct")) page->type = take_name(&text);
    if (page->type && take_word(&text, "from")) page->header = take_quoted(&text);
    if (!page->header) fail("{{page NAME with struct TYPE from \"header.h\"}} is meant");
    nothing_more(text);
    page->file = now.file;
    return page;
}

static void find_pages(const char *path)
{
    struct page **last = &now.pages;

    while (*last) last = &(*last)->next;
    now.file = path;
    now.line = 1;
    now.text = read_file(path, true);
    for (const char *p = now.text, *close; (close = strstr(p, "{{page ")); p = close + 7) {
        const char *text = close + 7;

        count_lines(p, close);
        *last = parse_page(arena_text_n(now.arena, text, (size_t)(directive_end(text) - text)));
        for (struct page *page = now.pages; page != *last; page = page->next)
            if (strcmp(page->name, (*last)->name) == 0) fail("{{page %s}} is also in %s", page->name, page->file);
        last = &(*last)->next;
    }
}

static const char *stem(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');

    return arena_text_n(now.arena, name, dot ? (size_t)(dot - name) : strlen(name));
}

static void compile_file(const char *path, const char *folder)
{
    now.file = path;
    now.line = 1;
    now.text = now.at = read_file(path, true);
    now.page = NULL;
    now.layout = NULL;
    now.html = (struct html){ 0 };
    now.file_out.size = now.out.size = now.run.size = 0;
    buffer_text(&now.file_out, "#include \"pages/page.h\"\n#include \"pages/parts.h\"\n#include \"pages/pages.h\"\n");
    compile_text();
    write_file(arena_printf(now.arena, "%s/%s.c", folder, stem(path)), buffer_string(&now.file_out));
}

static void write_header(const char *folder)
{
    struct buffer head;

    buffer_init(&head, now.arena, LIMIT);
    buffer_text(&head, "#pragma once\n\nstruct buffer;\nstruct page_frame;\n");
    for (const struct page *page = now.pages; page; page = page->next)
        buffer_printf(&head,
                      "struct %s;\nvoid %s(struct buffer *out, const struct page_frame *frame, const struct %s *view);\n",
                      page->type, page->name, page->type);
    write_file(arena_printf(now.arena, "%s/pages.h", folder), buffer_string(&head));
}

int main(int count, char **words)
{
    if (count < 2) {
        fputs("usage: pagec OUT_FOLDER FILE.html…\n", stderr);
        return 2;
    }
    now.arena = arena_new(LIMIT * 8);
    buffer_init(&now.out, now.arena, LIMIT);
    buffer_init(&now.file_out, now.arena, LIMIT);
    buffer_init(&now.run, now.arena, LIMIT);
    buffer_init(&now.blocks, now.arena, LIMIT);
    for (int i = 2; i < count; i++) find_pages(words[i]);
    for (int i = 2; i < count; i++) compile_file(words[i], words[1]);
    write_header(words[1]);
    arena_free(now.arena);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "pagec.h"

#include <ctype.h>
#include <string.h>

enum helper_place { ANYWHERE, IN_TEXT, AT_URL_START };

static const struct helper {
    const char *name;
    enum helper_place place;
} helpers[] = {
#define HELPER(name, place) { #name, place },
#include "pages/helpers.def"
#undef HELPER
};

/* ---- writing C */

static void put_literal(struct buffer *c, const char *bytes, size_t size)
{
    buffer_char(c, '"');
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];

        if (byte == '\n') buffer_text(c, i + 1 < size ? "\\n\"\n        \"" : "\\n");
        else if (byte == '"' || byte == '\\' || byte == '?') buffer_printf(c, "\\%c", byte); /* ?: trigraphs */
        else if (byte < 32 || byte == 127) buffer_printf(c, "\\%03o", byte);
        else buffer_char(c, (char)byte);
    }
    buffer_char(c, '"');
}

static void flush_run(void)
{
    if (now.run.size == 0) return;
    buffer_text(&now.out, "    buffer_put(out, ");
    put_literal(&now.out, now.run.bytes, now.run.size);
    buffer_printf(&now.out, ", %zu);\n", now.run.size);
    now.run.size = 0;
}

/* White space at the end of a part would stand between it and what follows, and show in a line of text. */
static void flush_trimmed(void)
{
    while (now.run.size && isspace((unsigned char)now.run.bytes[now.run.size - 1])) now.run.size--;
    flush_run();
}

static void put_line(void)
{
    buffer_printf(&now.out, "#line %d \"%s\"\n", now.line, now.file);
}

#define emit(...)                            \
    do {                                     \
        now.written = true;                  \
        flush_run();                         \
        put_line();                          \
        buffer_printf(&now.out, __VA_ARGS__); \
    } while (0)

static void need_text(const char *what)
{
    if (now.html.state != HTML_TEXT) fail("%s may stand only between tags", what);
}

/* ---- {{expression}} and {{helper …}} */

static void check_place(void)
{
    switch (now.html.state) {
    case HTML_TEXT:
    case HTML_VALUE: break;
    case HTML_RAW: fail("nothing may be written inside <%s>", now.html.tag);
    case HTML_BEFORE_VALUE:
    case HTML_UNQUOTED: fail("the value of %s= needs quotes", now.html.attribute);
    default: fail("nothing may be written inside a tag but values in quotes");
    }
}

static void value(const char *text)
{
    const char *macro = "EMIT_TEXT";

    check_place();
    if (html_in_url(&now.html)) {
        if (now.html.fresh) fail("%s= begins with a value: use {{address …}} or {{asset …}}", now.html.attribute);
        if (!html_safe_start(&now.html))
            fail("%s= with a value inside begins with /, #, ?, mailto: or tel:", now.html.attribute);
        macro = "EMIT_URL";
    } else if (now.html.state == HTML_VALUE) macro = "EMIT_VALUE";
    emit("    %s(out, %s);\n", macro, resolve(text));
    now.html.fresh = false;
}

static const struct helper *find_helper(const char *text, const char **arguments)
{
    const char *name = take_name(&text), *first = skip_space(text);

    *arguments = first;
    if (!name || first == text || !(in_name(*first) || *first == '"')) return NULL;
    for (size_t i = 0; i < sizeof helpers / sizeof *helpers; i++)
        if (strcmp(helpers[i].name, name) == 0) return &helpers[i];
    fail("there is no helper '%s' in helpers.def", name);
}

static void help(const struct helper *helper, const char *arguments)
{
    check_place();
    if (helper->place == AT_URL_START && !(html_in_url(&now.html) && now.html.fresh))
        fail("{{%s …}} stands at the beginning of an address only", helper->name);
    if (helper->place == IN_TEXT) need_text(helper->name);
    if (helper->place == ANYWHERE && html_in_url(&now.html)) fail("{{%s …}} is no part of an address", helper->name);
    emit("    page_%s(out, frame, %s);\n", helper->name, resolve(arguments));
    now.html.fresh = false;
}

/* ---- {{if}}, {{each}}, {{end}} */

static struct open *push(int kind, const char *name)
{
    struct open *open = &now.open[now.depth];

    if (now.depth == DEPTH) fail("too deep");
    now.depth++;
    *open = (struct open){ .kind = kind, .line = now.line, .name = name, .before = now.html };
    return open;
}

static void open_if(const char *condition)
{
    emit("    if (%s) {\n", resolve(condition));
    push(IF, NULL);
}

static void meet(struct open *open)
{
    if (open->branched && !html_same(&open->branch, &now.html))
        fail("the branches of the {{if}} of line %d end in different places of the HTML", open->line);
    if (!open->branched) open->branch = now.html;
    open->branched = true;
}

static void otherwise(const char *rest)
{
    struct open *open = now.depth ? &now.open[now.depth - 1] : NULL;

    if (!open || open->kind != IF) fail("{{else}} without {{if}}");
    meet(open);
    now.html = open->before;
    if (take_word(&rest, "if")) {
        emit("    } else if (%s) {\n", resolve(rest));
        return;
    }
    nothing_more(rest);
    open->kind = ELSE;
    emit("    } else {\n");
}

/* `appeal.clocks` with the variable clock: the count stands in `appeal.clock_count`. */
static const char *count_beside(const char *array, const char *variable)
{
    size_t length = strlen(array), name;

    while (length && isspace((unsigned char)array[length - 1])) length--;
    name = length;
    while (name && in_name(array[name - 1])) name--;
    if (name == length) fail("say how many: {{each … in … count …}}");
    return arena_printf(now.arena, "%.*s%s_count", (int)name, array, variable);
}

static void open_each(const char *text)
{
    const char *variable = take_name(&text), *array, *count, *by, *c;

    if (variable && take_word(&text, "times")) {
        emit("    for (size_t %s_index = 0; %s_index < (size_t)(%s); %s_index++) {\n", variable, variable, resolve(text),
             variable);
        push(EACH, variable);
        return;
    }
    if (!variable || !take_word(&text, "in")) fail("{{each VARIABLE in ARRAY}} is meant");
    array = arena_text(now.arena, text);
    count = find_word(array, "count");
    by = find_word(array, "by");
    c = resolve(count || by ? arena_text_n(now.arena, array, (size_t)((count ? count : by) - array)) : array);
    if (by) {
        take_word(&by, "by");
        emit("    for (__typeof__(&*(%s)) %s = (%s); %s; %s = %s->%s) {\n", c, variable, c, variable, variable,
             variable, take_name(&by));
    } else {
        if (count) take_word(&count, "count");
        emit("    for (size_t %s_index = 0; %s_index < (size_t)(%s); %s_index++) {\n", variable, variable,
             resolve(count ? count : count_beside(array, variable)), variable);
        put_line();
        buffer_printf(&now.out, "    __typeof__(&(%s)[0]) %s = &(%s)[%s_index]; (void)%s;\n", c, variable, c, variable,
                      variable);
    }
    push(EACH, variable);
}

static void end_block(struct open *open)
{
    need_text("{{end}} of a block");
    flush_trimmed();
    buffer_text(&now.out, "}\n");
    buffer_printf(&now.blocks, ", .%s = %s_%s", open->name, now.page->name, open->name);
}

static void end(void)
{
    struct open *open = now.depth ? &now.open[now.depth - 1] : NULL;

    if (!open) fail("{{end}} closes nothing");
    if (open->kind == BLOCK) end_block(open);
    else {
        meet(open);
        if (open->kind != ELSE && !html_same(&open->branch, &open->before))
            fail("what begins in line %d ends in another place of the HTML", open->line);
        now.html = open->branch;
        emit("    }\n");
    }
    now.depth--;
}

/* ---- {{include}}, {{layout}}, {{block}}, {{place}} */

static const struct page *find_page(const char *name)
{
    for (const struct page *page = now.pages; page; page = page->next)
        if (name && strcmp(page->name, name) == 0) return page;
    fail("there is no {{page %s …}}", name ? name : "");
}

static void include(const char *text)
{
    const struct page *part = find_page(take_name(&text));

    need_text("{{include}}");
    if (!take_word(&text, "with")) {
        nothing_more(text);
        emit("    %s(out, frame, view);\n", part->name);
    } else if (*skip_space(text) == '.')
        emit("    %s(out, frame, &(struct %s){ %s });\n", part->name, part->type, resolve(text));
    else emit("    %s(out, frame, %s);\n", part->name, resolve(text));
}

static void layout(const char *text)
{
    if (now.layout || now.written) fail("{{layout}} follows its {{page}} at once");
    now.layout = find_page(take_name(&text))->name;
    now.layout_values = take_word(&text, "with") ? resolve(text) : "";
    now.layout_line = now.line;
    now.out.size = 0;
    now.blocks.size = 0;
}

static void begin_function(const char *name, bool block)
{
    const char *type = now.page->type;

    put_line();
    buffer_printf(&now.out, "%svoid %s(struct buffer *out, const struct page_frame *frame, const %s%s *%s)\n{\n",
                  block ? "static " : "", name, block ? "void" : "struct ", block ? "" : type, block ? "data" : "view");
    if (block) buffer_printf(&now.out, "    const struct %s *view = data;\n", type);
    buffer_text(&now.out, "    (void)out, (void)frame, (void)view;\n");
}

static void open_block(const char *text)
{
    const char *name = take_name(&text);

    if (!now.layout || now.depth) fail("{{block}} stands directly in a page with a {{layout}}");
    if (!name) fail("{{block NAME}} is meant");
    nothing_more(text);
    now.run.size = 0;
    begin_function(arena_printf(now.arena, "%s_%s", now.page->name, name), true);
    push(BLOCK, name);
}

static void place(const char *text)
{
    const char *name = take_name(&text);

    if (!name) fail("{{place BLOCK}} is meant");
    nothing_more(text);
    need_text("{{place}}");
    emit("    if (view->%s) view->%s(out, frame, view->data);\n", name, name);
}

/* ---- {{page}} */

void end_page(void)
{
    if (now.depth) fail_at(now.open[now.depth - 1].line, "{{end}} is missing");
    if (!now.page) return;
    if (now.html.state != HTML_TEXT) fail("page %s ends inside a tag", now.page->name);
    if (now.layout) {
        now.run.size = 0;
        begin_function(now.page->name, false);
        buffer_printf(&now.out, "#line %d \"%s\"\n    %s(out, frame, &(struct %s){ .data = view%.*s%s%s });\n",
                      now.layout_line, now.file, now.layout, find_page(now.layout)->type, (int)now.blocks.size,
                      now.blocks.bytes ? now.blocks.bytes : "", *now.layout_values ? ", " : "", now.layout_values);
    }
    flush_trimmed();
    buffer_text(&now.out, "}\n");
    buffer_put(&now.file_out, now.out.bytes, now.out.size);
}

void begin_page(const char *text)
{
    end_page();
    now.page = parse_page(text);
    now.layout = NULL;
    now.written = false;
    now.html = (struct html){ 0 };
    now.run.size = now.out.size = 0;
    buffer_printf(&now.file_out, "#include \"%s\"\n", now.page->header);
    begin_function(now.page->name, false);
}

static void use(const char *text)
{
    const char *header = take_quoted(&text);

    if (!header) fail("{{use \"header.h\"}} is meant");
    buffer_printf(&now.file_out, "#include \"%s\"\n", header);
}

/* What stands alone on its line leaves no empty line behind; false for what writes something. */
bool directive(const char *text)
{
    static const struct {
        const char *word;
        void (*act)(const char *);
        bool writes;
    } acts[] = { { "page", begin_page, false }, { "layout", layout, false },  { "block", open_block, false },
                 { "use", use, false },         { "if", open_if, false },     { "else", otherwise, false },
                 { "each", open_each, false },  { "include", include, true }, { "place", place, true } };
    const char *helped;
    const struct helper *helper;

    if (*text == '#') return true;
    if (strcmp(text, "end") == 0) {
        end();
        return true;
    }
    if (strcmp(text, "else") == 0) {
        otherwise(text + 4);
        return true;
    }
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        const char *rest = text;

        if (!take_word(&rest, acts[i].word) || !isspace((unsigned char)*rest)) continue; /* {{place}} is a field */
        if (!now.page && i > 0) fail("before {{%s}} a {{page}} must begin", acts[i].word);
        acts[i].act(rest);
        return !acts[i].writes;
    }
    if (!now.page) fail("before {{…}} a {{page}} must begin");
    helper = find_helper(text, &helped);
    if (helper) help(helper, helped);
    else value(text);
    return false;
}


/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of pagec share: pagec.c reads, pagec_write.c writes C, pagec_words.c knows expressions,
 * pagec_html.c where in HTML a byte stands: that decides how a value there is escaped, or that none may be. */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"

enum html_state {
    HTML_TEXT,
    HTML_TAG_NAME,
    HTML_TAG, /* inside <…>, between attributes */
    HTML_ATTRIBUTE_NAME,
    HTML_BEFORE_VALUE, /* after = */
    HTML_VALUE,        /* in quotes */
    HTML_UNQUOTED,
    HTML_RAW, /* inside <script> and <style> */
};

struct html {
    enum html_state state;
    char quote;
    char tag[24], attribute[24]; /* lower case, the latest */
    char start[12];              /* how the attribute's value begins */
    bool fresh;                  /* nothing of the value has been written */
    bool verbatim;               /* inside <pre> or <textarea>: white space counts */
    const char *refusal;         /* set once something may not stand here at all */
};

void html_feed(struct html *, char byte);
/* Two branches meet: are both in the same place? `kept` then stands for either. */
bool html_same(struct html *kept, const struct html *other);
bool html_in_url(const struct html *); /* inside href="…", src="…" and their like */
void html_settle(struct html *); /* a name of a tag or attribute ends here */
bool html_safe_start(const struct html *); /* an address that begins so names no script */

struct page {
    const char *name, *type, *header, *file;
    struct page *next;
};

struct open { /* an {{if}}, {{each}} or {{block}} not ended yet */
    enum open_kind { IF, ELSE, EACH, BLOCK } kind;
    int line;
    const char *name;   /* of the loop's variable or the block */
    struct html before; /* where it stands */
    struct html branch; /* where the branches so far came out */
    bool branched;
};

#define DEPTH 32
#define LIMIT ((size_t)64 << 20)

extern struct now {
    struct arena *arena;
    struct page *pages; /* of all files, found before any is compiled */
    const char *file, *text, *at;
    int line;
    struct buffer file_out, out, run, blocks; /* run: bytes not written yet; blocks: `.title = …` so far */
    struct page *page;
    bool written; /* the page has begun to write something */
    const char *layout, *layout_values;
    int layout_line;
    struct html html;
    struct open open[DEPTH];
    int depth;
} now;

_Noreturn void fail_at(int line, const char *format, ...) __attribute__((format(printf, 2, 3)));
#define fail(...) fail_at(now.line, __VA_ARGS__)

const char *skip_space(const char *);
bool in_name(char);
const char *take_name(const char **at);                /* the name at *at, moving past it; NULL when there is none */
bool take_word(const char **at, const char *word);     /* that very word, moving past it */
const char *take_quoted(const char **at);              /* "…", without the quotes */
void nothing_more(const char *rest);                   /* fails when something is left */
const char *find_word(const char *text, const char *word); /* outside of quotes and brackets; or NULL */
const char *resolve(const char *expression); /* in C: names become fields of the view or elements of loops */

struct page *parse_page(const char *text);
void begin_page(const char *text);
void end_page(void);
bool directive(const char *text); /* true: it writes nothing where it stands */

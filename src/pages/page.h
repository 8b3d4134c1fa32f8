/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What compiled pages are made of. A page is a function
 *   void NAME(struct buffer *out, const struct page_frame *frame, const struct TYPE *view);
 * (tools/pagec.c says how they are written; pages/pages.h, made at build time, lists them). The view is what
 * a use case found out; the frame is what every page knows besides, and every part of a page is given it.
 */
#pragma once

#include "base/buffer.h"
#include "base/date.h"
#include "mechanism/person.h"

struct context;

/* The names a page's {{layout}} uses to say where it belongs; rows of nav.def. */
enum nav {
    NAV_none,
#define NAV(id, address, chinese, audience, roles) NAV_##id,
#include "pages/nav.def"
#undef NAV
};

struct nav_item {
    enum nav id;
    const char *address, *label;
};

/* What was just done, and the way back from a wrong click. */
struct page_notice {
    const char *colour; /* success, information, warning */
    const char *text;
    const char *address, *link; /* NULL: no link */
};

struct page_frame {
    instant_t now; /* of business */
    day_t today;
    const struct person *person; /* never NULL; a visitor has no account and no uscc */
    const char *unit;            /* name of the person's unit; NULL */
    const char *path;            /* of this page, query included: the way back from 大字版 and sign-in */
    const char *csrf;            /* hidden in every form that changes something; NULL where there is none */
    const struct page_notice *notice;
    bool large; /* 大字版 */
    bool rehearsal;
    const struct nav_item *navs;
    size_t nav_count;
};

/* All of it but path, csrf, notice and 大字版, which the edge fills in. */
struct page_frame page_frame_of(const struct context *);
bool frame_signed_in(const struct page_frame *);
bool frame_is_staff(const struct page_frame *);
bool frame_may_submit(const struct page_frame *); /* visitors and enterprises; counter and hotline for others */

/* A piece of a page whose blocks are given by the page that uses this layout. */
typedef void page_block(struct buffer *out, const struct page_frame *frame, const void *data);
struct page_blocks {
    const void *data; /* the page's view */
    page_block *title, *head, *body;
    enum nav nav; /* which entry of the navigation this is */
    bool wide; /* desks and lists use the whole width */
    const char *back; /* address of the way back; NULL */
    const char *back_label;
};

/* HTML that is safe already; everything else is escaped on its way out. */
struct markup {
    const char *html;
};

void emit_text(struct buffer *, const char *); /* NULL gives nothing */
void emit_url(struct buffer *, const char *);  /* percent-encoded: a part of an address */
void emit_markup(struct buffer *, struct markup);

/* The type decides: what is no text, whole number or (between tags) markup is a compile error. */
#define EMIT_INTEGERS                                                                                             \
    short : buffer_int, unsigned short : buffer_int, int : buffer_int, unsigned : buffer_int, long : buffer_int, \
    unsigned long : buffer_int, long long : buffer_int, unsigned long long : buffer_int
#define EMIT_TEXT(out, x) \
    _Generic((x), char *: emit_text, const char *: emit_text, struct markup: emit_markup, EMIT_INTEGERS)(out, x)
#define EMIT_VALUE(out, x) _Generic((x), char *: emit_text, const char *: emit_text, EMIT_INTEGERS)(out, x)
#define EMIT_URL(out, x) _Generic((x), char *: emit_url, const char *: emit_url, EMIT_INTEGERS)(out, x)

/* The helpers of helpers.def. NO_DAY, NO_INSTANT and NULL write nothing. */
void page_day(struct buffer *, const struct page_frame *, day_t);
void page_instant(struct buffer *, const struct page_frame *, instant_t);
void page_due(struct buffer *, const struct page_frame *, instant_t);
void page_iso_day(struct buffer *, const struct page_frame *, day_t);
void page_number(struct buffer *, const struct page_frame *, int64_t);
void page_permille(struct buffer *, const struct page_frame *, int64_t);
void page_file_size(struct buffer *, const struct page_frame *, int64_t bytes);
void page_on_day(struct buffer *, const struct page_frame *, day_t);
void page_at(struct buffer *, const struct page_frame *, instant_t);
void page_stamp(struct buffer *, const struct page_frame *, instant_t);
void page_until(struct buffer *, const struct page_frame *, instant_t due);
void page_lines(struct buffer *, const struct page_frame *, const char *typed);
void page_phrases(struct buffer *, const struct page_frame *, const char *headline);
void page_address(struct buffer *, const struct page_frame *, const char *address);
void page_asset(struct buffer *, const struct page_frame *, const char *name);

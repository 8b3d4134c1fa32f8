/* SPDX-License-Identifier: Apache-2.0 */
#include "web/page.h"

#include "base/text.h"
#include "web/handlers.h"
#include "web/now.h"
#include "web/session.h"

#include <string.h>

#define PAGE_BYTES ((size_t)8 << 20)
#define LARGE_COOKIE "ztc-large"

struct page_frame page_frame(struct request *request)
{
    struct context *context = request->context;
    struct page_frame frame;

    /* An address that does not exist is answered before anybody looked at the clock of business. */
    if (context->now == NO_INSTANT) context->now = context->wall = wall_now();
    frame = page_frame_of(context);
    frame.path = request->target;
    frame.large = text_equal(request_cookie(request, LARGE_COOKIE), "1");
    if (frame_signed_in(&frame)) frame.csrf = session_csrf(request);
    return frame;
}

struct page_frame page_frame_with_form(struct request *request)
{
    struct page_frame frame = page_frame(request);

    frame.csrf = session_csrf(request);
    return frame;
}

struct buffer *page_buffer(struct request *request)
{
    buffer_init(&request->page, request->arena, PAGE_BYTES);
    return &request->page;
}

struct error page_done(struct request *request, int status)
{
    return reply_page(request, status, &request->page);
}

/* Only to a page of ours: "//host" and "/\host" are other sites to a browser. */
static bool own_path(const char *path)
{
    if (!path || path[0] != '/' || path[1] == '/' || path[1] == '\\') return false;
    for (; *path; path++)
        if ((unsigned char)*path <= 0x20 || (unsigned char)*path >= 0x7f) return false;
    return true;
}

const char *page_back(const char *back, const char *otherwise)
{
    return own_path(back) ? back : otherwise;
}

/* 大字版 and back. */
struct error large_switch(struct request *request)
{
    const char *back = request_query(request, "back");
    bool on = text_equal(request_query(request, "on"), "1");

    reply_header(request, "Set-Cookie",
                 arena_printf(request->arena, LARGE_COOKIE "=%d; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax%s",
                              on, request->secure ? "; Secure" : ""));
    return reply_see_other(request, "%s", page_back(back, "/"));
}

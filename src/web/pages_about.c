/* SPDX-License-Identifier: Apache-2.0 */
/* What everybody may read besides the front page. */
#include "base/text.h"
#include "pages/about.h"
#include "web/api_write.h"
#include "web/handlers.h"
#include "web/list_query.h"
#include "web/page.h"

enum { PAGE_ROWS = 30 };

/* ── Commitments ────────────────────────────────────────────────────────── */

static bool read_cursor(struct request *request, const char *text, struct commitment_page *page)
{
    size_t count;
    char **parts = text_split(request->arena, text, '_', &count);

    return count == 2 && text_int(parts[0], &page->before) && text_int(parts[1], &page->before_id) && page->before > 0;
}

struct error commitments_show(struct request *request)
{
    struct page_frame frame = page_frame(request);
    struct commitment_page cursor = { .limit = PAGE_ROWS };
    struct commitments_page page = { .pages.said = "新公布的在前" };
    const char *after = query_set(request, "after");
    struct public_commitment *found;
    bool more;

    if (after && !read_cursor(request, after, &cursor)) return bad_parameter(request, "after", "不是上一页给出的位置");
    TRY(list_commitments(request->context, NULL, &cursor, &found, &page.count, &more));
    page.commitments = found;
    if (after) page.pages.first = query_after(request, "/commitments", NULL);
    if (more)
        page.pages.next = query_after(request, "/commitments",
                                      arena_printf(request->arena, "%lld_%lld",
                                                   (long long)found[page.count - 1].committed_at,
                                                   (long long)found[page.count - 1].id));
    return PAGE(request, 200, commitments_page, &frame, &page);
}

struct error commitment_show(struct request *request)
{
    struct page_frame frame = page_frame(request);
    struct public_commitment commitment;
    struct commitment_page_view page = { .commitment = &commitment };
    int64_t id;

    if (!text_int(request_param(request, "number"), &id) || id <= 0) id = 0;
    TRY(open_commitment(request->context, id, &commitment));
    page.facts = commitment_facts(request->arena, &frame, &commitment, &page.fact_count);
    return PAGE(request, 200, commitment_page, &frame, &page);
}

/* ── Announcements ──────────────────────────────────────────────────────── */

struct error announcements_show(struct request *request)
{
    struct page_frame frame = page_frame(request);
    struct round_filter filter = { .announced = true, .limit = PAGE_ROWS };
    struct announcements_page page = { .pages.said = "活动日晚的在前" };
    const char *after = query_set(request, "after");
    struct announcement *shown;
    struct round_line *lines;
    bool more;

    if (after && !round_cursor_read(after, &filter)) return bad_parameter(request, "after", "不是上一页给出的位置");
    TRY(list_rounds(request->context, &filter, &lines, &page.count, &more));
    shown = ARENA_ARRAY(request->arena, struct announcement, page.count + 1);
    for (size_t i = 0; i < page.count; i++) shown[i] = announcement_of(request->context, &lines[i].round);
    page.announcements = shown;
    if (after) page.pages.first = query_after(request, "/announcements", NULL);
    if (more)
        page.pages.next = query_after(request, "/announcements",
                                      round_cursor(request->arena, &lines[page.count - 1].round));
    return PAGE(request, 200, announcements_page, &frame, &page);
}

struct error announcement_show(struct request *request)
{
    struct page_frame frame = page_frame(request);
    struct announcement announcement;

    TRY(open_announcement(request->context, request_param(request, "number"), &announcement));
    return PAGE(request, 200, announcement_page, &frame, &announcement);
}

/* ── Figures ────────────────────────────────────────────────────────────── */

struct error statistics_show(struct request *request)
{
    struct page_frame frame = page_frame(request);
    struct front_view view;

    TRY(front_open(request->context, CITY, &view));
    return PAGE(request, 200, statistics_page, &frame, &view);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "web/pages_enterprise.h"

#include "base/text.h"
#include "pages/appeal_mine.h"
#include "service/open_round.h"
#include "web/list_query.h"
#include "web/page.h"

enum { PAGE_ROWS = 50 };

struct error enterprise_list(struct request *request)
{
    struct page_frame frame = page_frame(request);
    struct appeal_filter filter = { .limit = PAGE_ROWS };
    const char *after = query_set(request, "after"), *done = mine_done(query_set(request, "done"));
    struct mine_list list = { .pages.said = "新的在前" };
    struct page_notice notice = { .colour = "success", .text = done };
    struct appeal_line *lines;
    size_t count;
    bool more;

    if (after && (!text_int(after, &filter.before) || filter.before < 0)) filter.before = 0;
    TRY(list_appeals(request->context, &filter, &lines, &count, &more));
    list.table = mine_table(request->arena, &frame, lines, count, &list.waiting);
    if (filter.before) list.pages.first = query_after(request, "/appeals", NULL);
    if (more)
        list.pages.next = query_after(request, "/appeals",
                                      arena_printf(request->arena, "%lld", (long long)lines[count - 1].id));
    frame.notice = done ? &notice : NULL;
    return PAGE(request, 200, mine_list_page, &frame, &list);
}

/* It says on the page of the round whether it comes. */
static struct error attendance(struct request *request, const struct appeal_view *appeal, const char **address)
{
    struct round_view round;
    struct error error;

    *address = NULL;
    if (!appeal->shown.round || !text_equal(appeal->round_state, "agenda_approved")) return OK;
    error = open_round(request->context, appeal->shown.round, &round);
    if (error.kind == NOT_FOUND) return OK;
    TRY(error);
    for (size_t i = 0; i < round.action_count; i++)
        if (text_equal(round.actions[i].id, "confirm_attendance"))
            *address = arena_printf(request->arena, "/rounds/%s", appeal->shown.round);
    return OK;
}

struct error enterprise_appeal_page(struct request *request, int status, struct page_frame *frame,
                                    const struct appeal_findings *found)
{
    struct mine_page *mine = mine_page_of(request->arena, frame, found);
    const char *done = mine_done(request_query(request, "done"));
    struct page_notice notice = { .colour = "success", .text = done };

    TRY(attendance(request, found->appeal, &mine->attendance));
    frame->notice = done && !found->refused ? &notice : NULL;
    return PAGE(request, status, appeal_mine_page, frame, mine);
}

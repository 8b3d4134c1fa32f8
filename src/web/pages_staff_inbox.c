/* SPDX-License-Identifier: Apache-2.0 */
/* /inbox */
#include "base/text.h"
#include "pages/inbox.h"
#include "service/suggestion_step.h"
#include "web/handlers.h"
#include "web/list_query.h"
#include "web/page.h"

enum { PAGE_ROWS = 50 };

static bool is_suggestion(const struct message *message) { return text_equal(message->subject, "suggestion"); }

static const char *heading_of(struct arena *arena, const struct message *message)
{
    if (is_suggestion(message)) return suggestion_name(arena, message->subject_id);
    return message->number ? message->number : "通知";
}

static const char *address_of(struct arena *arena, const struct message *message)
{
    if (is_suggestion(message))
        return arena_printf(arena, "/suggestions/received/%lld", (long long)message->subject_id);
    return text_blank(message->number) ? NULL : arena_printf(arena, "/%ss/%s", message->subject, message->number);
}

static const char *link_of(const struct message *message)
{
    if (is_suggestion(message)) return "看这条意见建议";
    return text_equal(message->subject, "round") ? "看这一期" : "看这件诉求";
}

struct error inbox_list(struct request *request)
{
    struct page_frame frame = page_frame(request);
    const char *after = query_set(request, "after");
    struct inbox_page page = { .pages.said = "新的在前" };
    struct event_view *messages;
    struct inbox inbox;
    int64_t before = 0;

    if (after && (!text_int(after, &before) || before < 0)) before = 0;
    TRY(inbox_show(request->context, before, PAGE_ROWS, &inbox));
    messages = ARENA_ARRAY(request->arena, struct event_view, inbox.count + 1);
    for (size_t i = 0; i < inbox.count; i++) {
        const struct message *message = &inbox.messages[i];

        messages[i] = (struct event_view){ .title = heading_of(request->arena, message),
                                           .byline = message->unread ? "没有看过" : NULL,
                                           .text = message->text,
                                           .address = address_of(request->arena, message),
                                           .link = link_of(message),
                                           .at = message->at,
                                           .now = message->unread };
    }
    page.inbox = &inbox;
    page.messages = messages;
    page.message_count = inbox.count;
    if (before) page.pages.first = query_after(request, "/inbox", NULL);
    if (inbox.more)
        page.pages.next = query_after(
            request, "/inbox", arena_printf(request->arena, "%lld", (long long)inbox.messages[inbox.count - 1].id));
    return PAGE(request, 200, inbox_page, &frame, &page);
}

struct error inbox_seen_send(struct request *request)
{
    int64_t seen_to = field_int(request, "seen_to", 0);

    request->faults = NULL;
    if (seen_to > 0) TRY(inbox_mark_seen(request->context, seen_to));
    return reply_see_other(request, "/inbox");
}

/* SPDX-License-Identifier: Apache-2.0 */
/* /suggestions/received: what was suggested, and the coordinator's answers. */
#include "pages/suggestions.h"

#include "base/text.h"
#include "pages/desk.h"
#include "web/fields.h"
#include "web/handlers.h"
#include "web/list_query.h"
#include "web/pages_staff.h"

#define PATH "/suggestions/received"
enum { PAGE_ROWS = 50 };

/* ── The list ───────────────────────────────────────────────────────────── */

static const struct kind {
    const char *id, *label;
    bool settled, others;
} kinds[] = {
    { "waiting", "待答复", false, false },
    { "settled", "已答复", true, false },
    { "counties", "县区待答复", false, true },
    { "counties-settled", "县区已答复", true, true },
};
#define KINDS (sizeof kinds / sizeof *kinds)

static bool is_of_city(const struct request *request)
{
    return text_equal(request->context->person.jurisdiction, CITY);
}

static struct error list_tabs(struct request *request, const struct kind *current, struct desk_page *page)
{
    struct tab_view *tabs = ARENA_ARRAY(request->arena, struct tab_view, KINDS);

    for (size_t i = 0; i < KINDS; i++) {
        struct suggestion_query query = { .settled = kinds[i].settled, .others = kinds[i].others };

        if (kinds[i].others && !is_of_city(request)) continue;
        tabs[page->tab_count] = (struct tab_view){ .address = query_with(request, PATH, "tab", i ? kinds[i].id : NULL),
                                                   .label = kinds[i].label,
                                                   .current = &kinds[i] == current };
        TRY(count_suggestions(request->context, &query, &tabs[page->tab_count++].count));
    }
    page->tabs = tabs;
    return OK;
}

struct error suggestions_received(struct request *request)
{
    struct page_frame frame = page_frame(request);
    struct desk_page page = { .title = "收到的意见建议",
                              .about = "对平台本身的意见，由本地区平台管理员答复。",
                              .nav = NAV_none };
    const char *tab = query_set(request, "tab"), *after = query_set(request, "after");
    const struct kind *kind = &kinds[0];
    struct suggestion_query query = { .most = PAGE_ROWS };
    struct suggestion_view *suggestions;
    size_t count;
    bool more;

    for (size_t i = 0; i < KINDS; i++)
        if (text_equal(kinds[i].id, tab)) kind = &kinds[i];
    if (after && (!text_int(after, &query.after) || query.after < 0)) query.after = 0;
    query.settled = kind->settled;
    query.others = kind->others;
    TRY(list_suggestions(request->context, &query, &suggestions, &count, &more));
    TRY(list_tabs(request, kind, &page));
    page.table = suggestions_table(request->arena, &frame, suggestions, count, kind->settled);
    page.pages = (struct pages_view){
        .said = kind->settled ? "新的在前" : "先收到的在前",
        .first = query.after ? query_after(request, PATH, NULL) : NULL,
        .next = more ? query_after(request, PATH,
                                   arena_printf(request->arena, "%lld", (long long)suggestions[count - 1].id))
                     : NULL,
    };
    return PAGE(request, 200, desk_page, &frame, &page);
}

/* ── One ────────────────────────────────────────────────────────────────── */

static struct error show(struct request *request, int status, const struct suggestion_findings *asked)
{
    struct page_frame frame = page_frame(request);
    struct suggestion_findings found = *asked;
    struct page_notice notice = { .colour = "success" };
    struct suggestion_view suggestion;
    struct event *events;
    int64_t id;

    TRY(request_param_int(request, "id", &id));
    TRY(open_suggestion(request->context, id, &suggestion));
    TRY(suggestion_history(request->context, id, &events, &found.event_count));
    found.suggestion = &suggestion;
    found.events = events;
    frame.path = arena_printf(request->arena, PATH "/%lld", (long long)id);
    if (suggestion.settled && text_equal(request_query(request, "done"), "settle")) {
        notice.text = suggestion_answered_notice(&suggestion);
        frame.notice = &notice;
    }
    return PAGE(request, status, suggestion_staff_page, &frame, suggestion_page_of(request->arena, &frame, &found));
}

struct error suggestion_show(struct request *request)
{
    return show(request, 200, &(struct suggestion_findings){ .events = NULL });
}

struct error suggestion_answer(struct request *request)
{
    const char *answer = field_text(request, "answer");
    struct error error;
    int64_t id;

    request->faults = NULL; /* the use case says what is wrong with it */
    TRY(request_param_int(request, "id", &id));
    error = answer_suggestion(request->context, id, answer, form_version(request));
    if (form_comes_back(error.kind)) {
        TRY(show(request, status_of(error.kind), &(struct suggestion_findings){ .refused = &error, .typed = answer }));
        return reply_and_undo(request, error);
    }
    TRY(error);
    return reply_see_other(request, PATH "/%lld?done=settle", (long long)id);
}

struct error suggestion_unmask(struct request *request)
{
    const char *reason = field_text(request, "reason");
    struct suggestion_contact contact;
    struct error error;
    int64_t id;

    request->faults = NULL;
    TRY(request_param_int(request, "id", &id));
    error = unmask_suggestion(request->context, id, reason, &contact);
    if (error.kind == INVALID) {
        TRY(show(request, 422, &(struct suggestion_findings){ .unmask_faults = error.faults }));
        return reply_and_undo(request, error);
    }
    TRY(error);
    reply_is_secret(request);
    return show(request, 200, &(struct suggestion_findings){ .contact = &contact });
}

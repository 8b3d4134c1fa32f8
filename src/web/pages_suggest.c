/* SPDX-License-Identifier: Apache-2.0 */
/* /help, /privacy, /accessibility, /suggestions */
#include "pages/about.h"
#include "pages/form.h"
#include "service/answer_suggestion.h"
#include "service/suggest.h"
#include "web/fields.h"
#include "web/handlers.h"
#include "web/page.h"

static const struct policy *policy_of_city(const struct request *request)
{
    return world_jurisdiction(request->context->world, CITY)->policy;
}

struct error help_show(struct request *request)
{
    struct page_frame frame = page_frame(request);

    return PAGE(request, 200, help_page, &frame, policy_of_city(request));
}

struct error privacy_show(struct request *request)
{
    struct page_frame frame = page_frame(request);

    return PAGE(request, 200, privacy_page, &frame, &frame);
}

struct error accessibility_show(struct request *request)
{
    struct page_frame frame = page_frame(request);

    return PAGE(request, 200, accessibility_page, &frame, &frame);
}

/* ── Suggestions ────────────────────────────────────────────────────────── */

static const struct form_field questions[] = {
    { .look = LOOK_TEXT, .name = "text", .label = "您的意见建议", .rows = 8, .most = SUGGESTION_CHARACTERS },
    { .look = LOOK_LINE, .name = "name", .label = "怎么称呼您", .complete = "name", .width = 20, .optional = true },
    { .look = LOOK_LINE,
      .name = "contact",
      .label = "答复发到哪里",
      .hint = "手机、座机或电子邮箱",
      .width = 30,
      .optional = true },
};
enum { QUESTIONS = sizeof questions / sizeof *questions };

/* Who they are and where the answer goes is known of the staff. */
static size_t questions_for(const struct page_frame *frame) { return frame_is_staff(frame) ? 1 : QUESTIONS; }

static struct error show_form(struct request *request, int status, const struct fault *faults)
{
    struct page_frame frame = page_frame_with_form(request);
    struct form_field *fields = arena_copy(request->arena, questions, sizeof questions);
    struct suggestion_page page = { .faults = faults,
                                    .fields = fields,
                                    .field_count = questions_for(&frame),
                                    .reads = may_see_suggestions(request->context),
                                    .days = policy_of_city(request)->suggestion_days };

    for (size_t i = 0; i < page.field_count; i++) fields[i].value = pairs_find(&request->form, fields[i].name);
    fields_mend(fields, page.field_count, faults);
    return PAGE(request, status, suggestion_page, &frame, &page);
}

struct error suggestions_show(struct request *request)
{
    return show_form(request, 200, NULL);
}

struct error suggestions_send(struct request *request)
{
    struct suggestion_input input = { .name = field_text(request, "name"),
                                      .contact = field_text(request, "contact"),
                                      .text = field_text(request, "text") };
    struct page_frame frame = page_frame(request);
    struct suggestion suggestion;
    struct suggestion_page page = { .faults = NULL };
    struct error error;

    request->faults = NULL;
    error = suggest(request->context, &input, &suggestion);
    if (error.kind == INVALID) {
        TRY(show_form(request, 422, error.faults));
        return reply_and_undo(request, error);
    }
    TRY(error);
    page.number = suggestion.id;
    page.answered_by = suggestion.due_day;
    page.contact_given = suggestion.contact != NULL;
    page.signed_in = request->context->person.account != NULL;
    return PAGE(request, 200, suggestion_page, &frame, &page);
}

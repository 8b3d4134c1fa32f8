/* SPDX-License-Identifier: Apache-2.0 */
/* /query: the progress of one appeal for whoever holds its receipt. */
#include "base/text.h"
#include "pages/appeal_turn.h"
#include "pages/form.h"
#include "pages/submit.h"
#include "service/public.h"
#include "web/fields.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/pages_sign_in.h"

struct progress_found {
    struct appeal_view appeal;
    struct past_view *past;
    size_t count;
};

/* Where a limit comes from is told to whoever signs in. */
static void list_turns(struct request *request, const struct page_frame *frame, struct query_view *view)
{
    bool mine;

    view->turn_count = appeal_turns(request->arena, frame, view->found, "", &mine, view->turns);
    for (size_t i = 0; i < view->turn_count; i++) view->turns[i].address = NULL;
}

static struct error show(struct request *request, int status, const struct fault *faults,
                         const struct progress_found *found)
{
    struct page_frame frame = page_frame_with_form(request);
    struct query_view view = { .faults = faults };

    view.number = (struct form_field){ .look = LOOK_CODE,
                                       .name = "number",
                                       .label = "编号",
                                       .hint = "例如：ZT2026-0067",
                                       .value = pairs_find(&request->form, "number") };
    view.query_code = (struct form_field){ .look = LOOK_CODE,
                                           .name = "query_code",
                                           .label = "查询码",
                                           .hint = "回执上的10位字母和数字",
                                           .value = pairs_find(&request->form, "query_code") };
    fields_mend(&view.number, 1, faults);
    fields_mend(&view.query_code, 1, faults);
    if (found) {
        view.found = &found->appeal;
        view.lead = mine_lead(request->arena, &frame, view.found);
        view.story = mine_story_of(request->arena, &frame, view.found, found->past, found->count);
        list_turns(request, &frame, &view);
    }
    return PAGE(request, status, query_page, &frame, &view);
}

struct error query_show(struct request *request)
{
    return show(request, 200, NULL, NULL);
}

/* The guess is counted, and the count committed: the work went well, the answer is no. */
static struct error refuse_guess(struct request *request)
{
    struct fault *fault = ARENA_NEW(request->arena, struct fault);

    *fault = (struct fault){ .field = "number", .code = "receipt.unknown",
                             .text = "没有找到。请核对编号和查询码，字母不分大小写" };
    TRY(receipt_guess_count(request->context, field_text(request, "number")));
    return show(request, 422, fault, NULL);
}

struct error query_send(struct request *request)
{
    const char *number = field_text(request, "number"), *code = field_text(request, "query_code");
    struct progress_found *found = ARENA_NEW(request->arena, struct progress_found);
    const struct fault *faults;
    struct error error;

    if (text_blank(number)) field_fault(request, "number", "required", "请填写编号");
    if (text_blank(code)) field_fault(request, "query_code", "required", "请填写查询码");
    faults = request->faults;
    request->faults = NULL;
    if (faults) return show(request, 422, faults, NULL);
    error = receipt_guess_check(request->context, number);
    if (error.kind == TOO_OFTEN) return show(request, 429, faults_of(request, &error, "number"), NULL);
    TRY(error);
    error = open_by_receipt(request->context, number, code, &found->appeal, &found->past, &found->count);
    if (error.kind == NO_ERROR) return show(request, 200, NULL, found);
    if (error.kind != NOT_FOUND) return error;
    request_continue(request, LANE_WRITE, refuse_guess, NULL);
    return OK;
}

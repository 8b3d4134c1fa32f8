/* SPDX-License-Identifier: Apache-2.0 */
/* /api/v1/appeals: submit, look, act. */
#include "base/text.h"
#include "mechanism/uscc.h"
#include "service/open_appeal.h"
#include "service/take_step.h"
#include "service/unmask.h"
#include "web/api_input.h"
#include "web/api_write.h"
#include "web/handlers.h"

/* ── Lists ──────────────────────────────────────────────────────────────── */

static const char *query(struct request *request, const char *name)
{
    const char *text = request_query(request, name);

    return text_blank(text) ? NULL : text;
}

static struct error read_filter(struct request *request, struct appeal_filter *filter)
{
    const char *states = query(request, "state"), *after;
    int64_t limit;
    bool overdue;

    *filter = (struct appeal_filter){ .unit = query(request, "unit"),
                                      .lead_unit = query(request, "lead_unit"),
                                      .round = query(request, "round"),
                                      .jurisdiction = query(request, "jurisdiction"),
                                      .region = query(request, "region"),
                                      .category = query(request, "category"),
                                      .channel = query(request, "channel"),
                                      .words = query(request, "q") };
    if (states && !states_read(request->arena, states, filter)) return bad_parameter(request, "state", "没有这个环节");
    TRY(request_query_bool(request, "overdue", false, &overdue));
    if (query(request, "overdue")) *(overdue ? &filter->overdue : &filter->not_overdue) = true;
    TRY(request_page(request, &limit, &after));
    filter->limit = (int)limit;
    if (after && (!text_int(after, &filter->before) || filter->before <= 0))
        return bad_parameter(request, "after", "不是上一页给出的位置");
    return OK;
}

struct error api_appeals(struct request *request)
{
    struct appeal_filter filter;
    struct appeal_line *lines;
    struct answer answer;
    size_t count;
    bool more;

    TRY(read_filter(request, &filter));
    TRY(list_appeals(request->context, &filter, &lines, &count, &more));
    list_open(&answer, request);
    for (size_t i = 0; i < count; i++) write_appeal_line(&answer.json, &lines[i]);
    return list_send(&answer, more ? arena_printf(request->arena, "%lld", (long long)lines[count - 1].id) : NULL);
}

/* ── One ────────────────────────────────────────────────────────────────── */

static struct error send_appeal(struct request *request, int status, const struct appeal_view *view)
{
    struct answer answer;

    reply_tag(request, view->shown.number, view->version);
    answer_open(&answer, request, '{');
    write_appeal(&answer.json, request->arena, view);
    return answer_send(&answer, status, '}');
}

/* Done, but not to be looked at again: given to another phone, or taken over by another unit. */
static struct error send_receipt(struct request *request, int status, const char *number, bool with_code)
{
    struct receipt_view receipt;
    struct answer answer;

    TRY(open_receipt(request->context, number, &receipt));
    reply_tag(request, receipt.number, receipt.version);
    answer_open(&answer, request, '{');
    json_text(&answer.json, "number", receipt.number);
    if (with_code) json_text(&answer.json, "query_code", receipt.query_code);
    json_text(&answer.json, "state", receipt.state);
    json_text(&answer.json, "state_label", receipt.state_label);
    json_text(&answer.json, "jurisdiction", receipt.jurisdiction);
    json_text(&answer.json, "channel", receipt.channel);
    json_text(&answer.json, "round", receipt.round);
    json_instant(&answer.json, "submitted_at", receipt.submitted_at);
    json_int(&answer.json, "version", receipt.version);
    return answer_send(&answer, status, '}');
}

struct error api_appeal(struct request *request)
{
    struct appeal_view view;

    TRY(open_appeal(request->context, request_param(request, "number"), &view));
    return send_appeal(request, 200, &view);
}

struct error api_appeal_history(struct request *request)
{
    struct past_view *past;
    struct answer answer;
    int64_t limit, from = 0;
    const char *after;
    size_t count;

    TRY(request_page(request, &limit, &after));
    if (after && (!text_int(after, &from) || from < 0)) return bad_parameter(request, "after", "不是上一页给出的位置");
    if (!query(request, "limit")) limit = 200;
    TRY(open_appeal_history(request->context, request_param(request, "number"), from, (int)limit + 1, &past, &count));
    list_open(&answer, request);
    for (size_t i = 0; i < count && i < (size_t)limit; i++) write_past(&answer.json, &past[i]);
    return list_send(&answer, count > (size_t)limit
                                  ? arena_printf(request->arena, "%lld", (long long)past[limit - 1].seq)
                                  : NULL);
}

static struct error send_explained(struct request *request, const struct clock_explained *explained)
{
    struct answer answer;

    answer_open(&answer, request, '{');
    write_explained(&answer.json, explained);
    return answer_send(&answer, 200, '}');
}

struct error api_appeal_clock(struct request *request)
{
    struct clock_explained explained;

    TRY(open_appeal_clock(request->context, request_param(request, "number"), request_param(request, "clock"),
                          &explained));
    return send_explained(request, &explained);
}

/* ── Acting ─────────────────────────────────────────────────────────────── */

/* An enterprise submits for itself alone. */
static void check_own(struct request *request)
{
    const char *own = request->context->person.uscc, *typed = field_text(request, "uscc"), *why;
    char normal[19];

    if (!own || text_blank(typed)) return;
    if (!uscc_check(request->arena, typed, normal, &why) || text_equal(normal, own)) return;
    field_fault(request, "uscc", "not-your-own", "只能为登录时的企业（%s）提交", own);
}

struct error api_appeal_submit(struct request *request)
{
    struct input input;
    struct appeal_view view;
    const char *number;
    struct error error;

    TRY(input_read(request, &appeal_machine, ACTION_submit, &input));
    check_own(request);
    TRY(submit_appeal(request->context, &input, &number));
    reply_header(request, "Location", arena_printf(request->arena, "/api/v1/appeals/%s", number));
    error = open_appeal(request->context, number, &view);
    if (error.kind == NOT_FOUND) return send_receipt(request, 201, number, true);
    TRY(error);
    return send_appeal(request, 201, &view);
}

/* What a refusal of 409 tells. */
static void tell_state(struct request *request, const char *number)
{
    struct change change;

    if (open_change_appeal(request->context, number, &change).kind == NO_ERROR)
        request_state(request, state_id(&change));
}

struct error api_appeal_action(struct request *request)
{
    const char *number = request_param(request, "number"), *action = request_param(request, "action");
    int id = machine_action(&appeal_machine, action);
    struct appeal_view view;
    struct input input = { 0 };
    struct error error;

    if (id >= 0 && id != ACTION_submit) TRY(input_read(request, &appeal_machine, id, &input));
    error = take_appeal_step(request->context, number, action, &input, version_asked(request, number));
    if (error.kind == NOT_NOW) tell_state(request, number);
    TRY(error);
    error = open_appeal(request->context, number, &view);
    if (error.kind == NOT_FOUND) return send_receipt(request, 200, number, false);
    TRY(error);
    return send_appeal(request, 200, &view);
}

struct error api_appeal_unmask(struct request *request)
{
    struct unmasked contact;
    struct answer answer;

    TRY(unmask_contact(request->context, request_param(request, "number"), field_text(request, "reason"), &contact));
    reply_is_secret(request);
    answer_open(&answer, request, '{');
    json_text(&answer.json, "contact_name", contact.contact_name);
    json_text(&answer.json, "contact_phone", contact.contact_phone);
    json_text(&answer.json, "principal", contact.principal);
    return answer_send(&answer, 200, '}');
}

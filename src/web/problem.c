/* SPDX-License-Identifier: Apache-2.0 */
/* From an error to what is sent: one table of statuses, one writer for programs, one page for people. */
#include "web/reply.h"

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "pages/parts.h"
#include "web/page.h"
#include "web/request.h"
#include "web/session.h"

#include <unistd.h>

static const struct answer {
    int status;
    const char *title, *text;
} answers[] = {
    [NO_ERROR] = { 200, "完成", "" },
    [MALFORMED] = { 400, "请求无法理解", "请求格式错误" },
    [NOT_SIGNED_IN] = { 401, "请先登录", "登录已过期或尚未登录，请登录后继续" },
    [NOT_ALLOWED] = { 403, "没有权限", "您的角色或单位不能进行这项操作" },
    [NOT_FOUND] = { 404, "未找到", "未找到，或您无权查看" },
    [NOT_NOW] = { 409, "现在不能进行", "按规定，现在不能进行这项操作" },
    [CONFLICT] = { 409, "已被他人更新", "内容刚被他人更新，请重新载入后再试" },
    [STALE] = { 412, "版本已过时", "内容已被他人更新，请重新载入后再操作" },
    [TOO_LARGE] = { 413, "内容过大", "内容过大：文字不超过1MB，单个附件不超过20MB" },
    [WRONG_TYPE] = { 415, "内容类型不符", "不接受这种类型的内容" },
    [INVALID] = { 422, "内容不符合要求", "有内容不符合要求，请按提示修改" },
    [TOO_OFTEN] = { 429, "过于频繁", "操作过于频繁，请稍后再试" },
    [UNAVAILABLE] = { 503, "系统繁忙", "系统繁忙或正在切换，请稍候重试" },
    [NO_ROOM] = { 507, "存储空间不足", "系统繁忙，内容未能保存，请稍后再提交" },
    [BROKEN] = { 500, "系统出错", "系统出了问题，操作没有生效，请稍后再试" },
};

#define RETRY_SECONDS 5

int status_of(enum error_kind kind)
{
    return answers[kind].status;
}

const char *title_of(enum error_kind kind)
{
    return answers[kind].title;
}

const char *error_text(const struct error *error)
{
    return error->text && error->kind != BROKEN ? error->text : answers[error->kind].text;
}

static void write_faults(struct json *json, struct arena *arena, const struct fault *fault)
{
    json_open(json, "errors", '[');
    for (; fault; fault = fault->next) {
        json_open(json, NULL, '{');
        json_text(json, "pointer", arena_printf(arena, "/%s", fault->field ? fault->field : ""));
        json_text(json, "code", fault->code);
        json_text(json, "detail", fault->text);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static struct error problem_json(struct request *request, int status, struct error error)
{
    struct buffer out;
    struct json json = json_writer(&out);

    buffer_init(&out, request->arena, 1 << 20);
    json_open(&json, NULL, '{');
    json_text(&json, "type", "about:blank");
    json_text(&json, "title", title_of(error.kind));
    json_int(&json, "status", status);
    json_text(&json, "code", error.code ? error.code : "error");
    json_text(&json, "detail", error_text(&error));
    if (error.clause) json_text(&json, "clause", error.clause);
    if (status == 409 && request->state) json_text(&json, "state", request->state);
    if (error.kind == BROKEN) json_text(&json, "instance", arena_printf(request->arena, "urn:ztc:%s", request->number));
    if (error.faults) write_faults(&json, request->arena, error.faults);
    json_close(&json, '}');
    return reply_bytes(request, status, "application/problem+json", buffer_string(&out), out.size);
}

static struct error problem_html(struct request *request, int status, struct error error)
{
    struct page_frame frame = page_frame(request);
    struct problem_view view = { .title = title_of(error.kind),
                                 .text = error_text(&error),
                                 .clause = error.clause,
                                 .number = error.kind == BROKEN ? request->number : NULL,
                                 .faults = error.faults,
                                 .sign_in = error.kind == NOT_SIGNED_IN };

    return PAGE(request, status, problem_page, &frame, &view);
}

static void log_problem(const struct request *request, const struct error *error)
{
    const char *code = error->code ? error->code : "-", *detail = error->detail ? error->detail : "-";

    if (error->kind == BROKEN)
        log_error("%s %s (%s) failed: %s: %s", method_name(request->method), request->path, request->number, code,
                  detail);
    else if (error->kind == UNAVAILABLE || error->kind == NO_ROOM)
        log_warning("%s %s (%s) refused: %s: %s", method_name(request->method), request->path, request->number, code,
                    detail);
    else
        log_detail("%s %s refused: %s: %s", method_name(request->method), request->path, code, detail);
}

/* Pages of the staff: there is only one way in. */
static bool leads_to_sign_in(const struct request *request, const struct error *error)
{
    return error->kind == NOT_SIGNED_IN && !request_is_api(request) && request->method == METHOD_GET && request->route &&
           (request->route->audience == AUDIENCE_STAFF || request->route->audience == AUDIENCE_SESSION);
}

/* Whoever looks for a page is led to where the password is changed. */
static bool leads_to_account(const struct request *request, const struct error *error)
{
    return text_equal(error->code, SESSION_DUE) && !request_is_api(request) && request->method == METHOD_GET;
}

static void send_to_sign_in(struct request *request)
{
    struct buffer back;

    buffer_init(&back, request->arena, 1 << 16);
    emit_url(&back, request->target);
    reply_see_other(request, "/staff/sign-in?back=%s", buffer_string(&back));
}

void reply_problem_status(struct request *request, int status, struct error error)
{
    struct reply_header *kept = request->reply.headers;
    bool last = request->reply.close;

    log_problem(request, &error);
    if (request->reply.file > 0) close(request->reply.file);
    request->reply = (struct reply){ .headers = kept, .close = last };
    if (status == 401 && request_is_api(request)) reply_header(request, "WWW-Authenticate", "Bearer");
    if (status == 429 || status == 503)
        reply_header(request, "Retry-After",
                     arena_printf(request->arena, "%d", error.retry_seconds > 0 ? error.retry_seconds : RETRY_SECONDS));
    if (leads_to_sign_in(request, &error))
        send_to_sign_in(request);
    else if (leads_to_account(request, &error))
        reply_see_other(request, "/account");
    else if (request_is_api(request))
        problem_json(request, status, error);
    else
        problem_html(request, status, error);
}

void reply_problem(struct request *request, struct error error)
{
    request->reply.headers = NULL; /* of an answer that is not given */
    reply_problem_status(request, status_of(error.kind), error);
}

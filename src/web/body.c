/* SPDX-License-Identifier: Apache-2.0 */
#include "web/body.h"

#include "base/text.h"
#include "web/decode.h"
#include "web/request.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

#define JSON_DEPTH 32

static struct error at_byte(struct request *request, size_t byte, const char *detail)
{
    return (struct error){ .kind = MALFORMED,
                           .code = "request.not-json",
                           .text = arena_printf(request->arena, "请求格式错误（第%zu字节）", byte),
                           .detail = detail };
}

/* jansson would go 2,048 deep; nothing of ours is deeper than a few. */
static struct error check_depth(struct request *request)
{
    int depth = 0;
    bool text = false;

    for (size_t i = 0; i < request->body_size; i++) {
        char byte = request->body[i];

        if (text) {
            if (byte == '\\')
                i++;
            else if (byte == '"')
                text = false;
        } else if (byte == '"') {
            text = true;
        } else if (byte == '{' || byte == '[') {
            if (++depth > JSON_DEPTH) return at_byte(request, i + 1, "nested too deep");
        } else if (byte == '}' || byte == ']') {
            depth--;
        }
    }
    return OK;
}

static struct error wrong_type(const char *text)
{
    return (struct error){ .kind = WRONG_TYPE, .code = "request.wrong-content-type", .text = text };
}

static struct error check_charset(struct request *request)
{
    const char *charset = content_type_param(request->arena, request->content_type, "charset");

    if (!charset || strcasecmp(charset, "utf-8") == 0 || strcasecmp(charset, "utf8") == 0) return OK;
    return wrong_type("文字编码错误，请使用UTF-8");
}

static struct error read_json(struct request *request)
{
    json_error_t where;

    if (request->body_size == 0)
        return (struct error){ .kind = MALFORMED, .code = "request.no-body", .text = "请求缺少内容（JSON）" };
    if (!content_type_is(request->content_type, "application/json")) return wrong_type("请以application/json提交");
    TRY(check_charset(request));
    if (!text_is_utf8(request->body, request->body_size)) return not_utf8();
    TRY(check_depth(request));
    request->json = json_loadb(request->body, request->body_size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &where);
    if (!request->json) return at_byte(request, where.position > 0 ? (size_t)where.position : 1, "jansson refused it");
    if (!json_is_object(request->json))
        return (struct error){ .kind = MALFORMED, .code = "request.not-object", .text = "请求内容须是一个JSON对象" };
    return OK;
}

static struct error read_form(struct request *request)
{
    if (request->body_size == 0) return OK;
    if (!content_type_is(request->content_type, "application/x-www-form-urlencoded"))
        return wrong_type("请以application/x-www-form-urlencoded提交");
    TRY(check_charset(request));
    return decode_form(request->arena, request->body, request->body_size, FORM_FIELDS_MOST, &request->form);
}

static struct error read_multipart(struct request *request)
{
    if (!content_type_is(request->content_type, "multipart/form-data"))
        return wrong_type("请以multipart/form-data提交");
    return OK;
}

bool body_is_multipart(const struct request *request)
{
    enum body_kind kind = request->route->body;

    return kind == BODY_MULTIPART ||
           (kind == BODY_ANY_FORM && content_type_is(request->content_type, "multipart/form-data"));
}

static struct error read_as(struct request *request, enum body_kind kind)
{
    switch (kind) {
    case BODY_NO_BODY: return OK;
    case BODY_JSON: return read_json(request);
    case BODY_FORM: return read_form(request);
    case BODY_MULTIPART: return read_multipart(request);
    case BODY_ANY_FORM: return body_is_multipart(request) ? OK : read_form(request);
    }
    return OK;
}

struct error body_read(struct request *request)
{
    if (request->body_read) return request->body_error;
    request->body_read = true;
    if (request->body_error.kind == NO_ERROR) request->body_error = read_as(request, request->route->body);
    return request->body_error;
}

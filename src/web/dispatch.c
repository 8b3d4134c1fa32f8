/* SPDX-License-Identifier: Apache-2.0 */
#include "web/dispatch.h"

#include "base/text.h"
#include "service/world_current.h"
#include "web/body.h"
#include "web/decode.h"
#include "web/now.h"
#include "web/once.h"
#include "web/request.h"
#include "web/session.h"

#include <string.h>
#include <unistd.h>

#define QUERY_MOST 100

static struct error bad_address(void)
{
    return (struct error){ .kind = MALFORMED, .code = "request.bad-address", .text = "地址格式错误" };
}

struct error dispatch_begin(struct request *request)
{
    const char *cookies = request_header(request, "Cookie");

    for (size_t i = 0; i < request->params.count; i++) {
        struct pair *param = &request->params.items[i];

        param->value = decode_percent(request->arena, param->value, strlen(param->value), false);
        if (!param->value) return bad_address();
    }
    if (cookies) decode_cookies(request->arena, cookies, &request->cookies);
    session_read(request);
    return decode_form(request->arena, request->query_text, strlen(request->query_text), QUERY_MOST, &request->query);
}

/* Programs learn about a misspelled filter; a browser's address may carry what it likes. */
static struct error check_query(struct request *request)
{
    const struct field *field;

    if (!request->route->takes || request->route->body != BODY_NO_BODY || !request_is_api(request)) return OK;
    for (size_t i = 0; i < request->query.count; i++) {
        const char *name = request->query.items[i].name;

        for (field = request->route->takes; field->name && strcmp(field->name, name) != 0; field++) continue;
        if (field->name) continue;
        return (struct error){ .kind = MALFORMED,
                               .code = "request.unknown-parameter",
                               .text =
                                   arena_printf(request->arena, "没有参数“%s”", text_cut(request->arena, name, 40)) };
    }
    return OK;
}

static struct error understand(struct request *request)
{
    TRY(body_read(request));
    TRY(check_query(request));
    if (request->route->takes && request->route->body == BODY_JSON) TRY(fields_check(request, request->route->takes));
    return OK;
}

static struct error prepare(struct request *request, struct db *db)
{
    struct context *context = request->context;

    if (request->reply.file > 0) close(request->reply.file);
    request->reply = (struct reply){ 0 };
    request->faults = NULL;
    request->state = NULL;
    request->next = NULL;
    context->db = db;
    if (!db) return OK;
    context->wall = wall_now();
    TRY(world_current(context));
    return business_now(context, &context->now);
}

/* The first part of the work, on any lane; what goes on elsewhere was let in here. */
static struct error enter(struct request *request)
{
    TRY(session_person(request));
    TRY(understand(request));
    TRY(session_meant(request));
    return session_audience(request);
}

static struct error join_faults(struct request *request, struct error error)
{
    if (!request->faults || (error.kind != NO_ERROR && error.kind != INVALID)) return error;
    if (error.kind == NO_ERROR)
        error = (struct error){ .kind = INVALID,
                                .code = "request.invalid-fields",
                                .text = "有内容不符合要求，请按提示修改" };
    error.faults = faults_joined(request, error.faults);
    return error;
}

struct error dispatch_run(struct request *request, struct db *db)
{
    struct error (*part)(struct request *) = request->part ? request->part : request->route->handler;
    bool replayed = false;
    struct error error;

    TRY(prepare(request, db));
    if (!request->part) TRY(enter(request));
    if (db) TRY(once_find(request, &replayed));
    if (replayed) return OK;
    error = join_faults(request, part(request));
    if (error.kind != NO_ERROR) return error;
    return request->lane == LANE_WRITE && !request->next ? once_keep(request) : OK;
}

void dispatch_end(struct request *request, struct error outcome)
{
    if (outcome.kind == NO_ERROR && request->reply.status == 0)
        outcome = (struct error){ .kind = BROKEN, .code = "reply.none", .detail = "the handler said nothing" };
    if (outcome.kind != NO_ERROR && !request->reply.stands) reply_problem(request, outcome);
}

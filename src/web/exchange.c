/* SPDX-License-Identifier: Apache-2.0 */
#include "web/edge.h"

#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "web/body.h"
#include "web/decode.h"
#include "web/dispatch.h"
#include "web/guard.h"
#include "web/now.h"
#include "web/session.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define ARENA_BYTES ((size_t)256 << 20)
#define HEADERS_MOST 128
/* A body that is not wanted is still taken, so that the sender hears why; past this he is cut off. */
#define DROP_BYTES ((int64_t)300 << 20)

/* --- Beginning --- */

static struct arena *take_arena(struct server *server)
{
    return server->arena_count ? server->arenas[--server->arena_count] : arena_new(ARENA_BYTES);
}

static void give_arena(struct server *server, struct arena *arena)
{
    if (server->arena_count == ARENAS_KEPT) {
        arena_free(arena);
        return;
    }
    arena_reset(arena);
    server->arenas[server->arena_count++] = arena;
}

struct intake {
    struct request *request;
    struct lines lines;
};

/* RFC 9110: white space behind a value is not part of it. */
static const char *trimmed(struct arena *arena, const char *value, size_t size)
{
    size_t length = size;

    while (length && (value[length - 1] == ' ' || value[length - 1] == '\t')) length--;
    return length == size ? value : arena_text_n(arena, value, length);
}

static enum MHD_Result add_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_size,
                                  const char *value, size_t value_size)
{
    struct intake *intake = cls;
    struct request *request = intake->request;

    (void)kind;
    (void)name_size;
    if (!value) value = "";
    lines_next(&intake->lines, name, value, value_size);
    if (request->headers.count < HEADERS_MOST)
        pairs_add(&request->headers, request->arena, HEADERS_MOST, name, trimmed(request->arena, value, value_size));
    else
        intake->lines.broken = true;
    return MHD_YES;
}

static void take_headers(struct exchange *exchange, const char *version)
{
    struct intake intake = { &exchange->request, lines_begin(exchange->link->target_end, version) };

    MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, add_header, &intake);
    exchange->malformed = !lines_end(&intake.lines) || !guard_allows(&exchange->request.headers, version);
}

static struct exchange *exchange_new(struct server *server, struct MHD_Connection *connection)
{
    struct arena *arena = take_arena(server);
    struct exchange *exchange = ARENA_NEW(arena, struct exchange);
    struct request *request = &exchange->request;
    unsigned char number[8];

    exchange->server = server;
    exchange->connection = connection;
    exchange->link = link_of(connection);
    exchange->began = monotonic_microseconds();
    request->arena = arena;
    request->context = &exchange->context;
    request->site = &server->site;
    request->address = exchange->link->address;
    random_bytes(number, sizeof number);
    for (size_t i = 0; i < sizeof number; i++) snprintf(request->number + 2 * i, 3, "%02x", number[i]);
    exchange->context =
        (struct context){ .arena = arena, .rehearsal = server->site.rehearsal, .person = { .name = "访客" } };
    server->figures.in_flight++;
    return exchange;
}

/* The scheme and the sender as a proxy of ours tells them. */
static void believe_proxy(struct request *request)
{
    const char *forwarded = request_header(request, "X-Forwarded-For"), *last;
    const char *scheme = request_header(request, "X-Forwarded-Proto");

    if (!request->site->proxy || !text_equal(request->address, request->site->proxy)) return;
    if (scheme && strcmp(scheme, "https") == 0) request->secure = true;
    if (!forwarded || strlen(forwarded) > 1000) return;
    last = strrchr(forwarded, ',');
    request->address = text_trim(request->arena, last ? last + 1 : forwarded);
}

static bool read_method(struct request *request, const char *method)
{
    request->head = strcmp(method, "HEAD") == 0;
    if (request->head) method = "GET";
    for (request->method = 0; request->method < METHODS; request->method++)
        if (strcmp(method, method_name(request->method)) == 0) return true;
    return false;
}

static void not_this_method(struct request *request, unsigned allowed)
{
    struct buffer list;

    buffer_init(&list, request->arena, 256);
    for (enum method method = 0; method < METHODS; method++) {
        if (!(allowed >> method & 1u)) continue;
        buffer_printf(&list, "%s%s", list.size ? ", " : "", method_name(method));
        if (method == METHOD_GET) buffer_text(&list, ", HEAD");
    }
    reply_header(request, "Allow", buffer_string(&list));
    reply_problem_status(request, 405,
                         (struct error){ .kind = MALFORMED,
                                         .code = "request.method-not-allowed",
                                         .text = "这个地址不接受这种请求方法" });
}

static void take_params(struct request *request, const struct route_match *match)
{
    for (size_t i = 0; i < match->count; i++) {
        size_t size = 0;
        const char *name = route_param_name(match->route, i, &size);

        pairs_add(&request->params, request->arena, PARAMS_MOST, arena_text_n(request->arena, name, size),
                  arena_text_n(request->arena, match->params[i], match->sizes[i]));
    }
}

/* false: the reply says why not. */
static bool find_route(struct exchange *exchange, const char *method)
{
    struct request *request = &exchange->request;
    const char *query = strchr(request->target, '?');
    struct route_match match;

    request->path =
        query ? arena_text_n(request->arena, request->target, (size_t)(query - request->target)) : request->target;
    request->query_text = query ? query + 1 : "";
    if (!read_method(request, method)) request->method = METHODS;
    match = router_find(exchange->server->router, request->method, request->path);
    if (request->method == METHODS) request->method = METHOD_GET;
    if (match.route) {
        request->route = match.route;
        take_params(request, &match);
        return true;
    }
    if (match.allowed)
        not_this_method(request, match.allowed);
    else
        reply_problem(request,
                      (struct error){ .kind = NOT_FOUND, .code = "request.no-such-address", .text = "没有这个地址" });
    return false;
}

static bool refuse(struct exchange *exchange, struct error error)
{
    reply_problem(&exchange->request, error);
    return false;
}

static bool no_token(const struct request *request)
{
    return request->route->audience != AUDIENCE_PUBLIC && !request->session;
}

/* What can be said before the body: false, and the reply says it. */
static bool understand_headers(struct exchange *exchange, const char *method)
{
    struct request *request = &exchange->request;
    const char *host;
    struct error error;

    request->path = request->target;
    if (exchange->malformed || *request->target != '/') {
        request->reply.close = true;
        return refuse(
            exchange,
            (struct error){ .kind = MALFORMED, .code = "request.bad-framing", .text = "请求格式错误：请求头不合规范" });
    }
    host = request_header(request, "Host");
    request->secure = request->site->tls || is_loopback_name(host);
    believe_proxy(request);
    exchange->context.address = request->address;
    request->content_type = request_header(request, "Content-Type");
    if (!find_route(exchange, method)) return false;
    error = dispatch_begin(request);
    if (error.kind != NO_ERROR) return refuse(exchange, error);
    if (no_token(request))
        return refuse(exchange, (struct error){ .kind = NOT_SIGNED_IN, .code = "session.none", .text = "请先登录" });
    return true;
}

/* --- The body --- */

static bool body_announced(const struct request *request)
{
    const char *length = request_header(request, "Content-Length");

    return request_header(request, "Transfer-Encoding") || (length && strspn(length, "0") != strlen(length));
}

static void prepare_body(struct exchange *exchange)
{
    struct request *request = &exchange->request;

    buffer_init(&exchange->body, request->arena, BODY_BYTES);
    if (body_is_multipart(request) && body_announced(request))
        request->body_error = multipart_new(request, request->content_type, &exchange->multipart);
}

static enum MHD_Result take_body(struct exchange *exchange, const char *bytes, size_t size)
{
    struct request *request = &exchange->request;

    link_received(&exchange->server->connections, exchange->link, size);
    if (exchange->multipart && !exchange->refused)
        multipart_take(exchange->multipart, bytes, size);
    else if (!exchange->refused && request->body_error.kind == NO_ERROR && request->route->body != BODY_NO_BODY)
        buffer_put(&exchange->body, bytes, size);
    if (exchange->body.full && request->body_error.kind == NO_ERROR)
        request->body_error =
            (struct error){ .kind = TOO_LARGE, .code = "request.too-large", .text = "内容过大：不超过1MB" };
    exchange->dropped += (int64_t)size;
    return exchange->dropped > DROP_BYTES ? MHD_NO : MHD_YES;
}

static void finish_body(struct exchange *exchange)
{
    struct request *request = &exchange->request;

    if (exchange->multipart) {
        struct error error = multipart_end(exchange->multipart);

        if (request->body_error.kind == NO_ERROR) request->body_error = error;
    }
    request->body_size = exchange->body.size;
    request->body = exchange->body.bytes;
}

/* --- The work --- */

/* The session was used: noted once a minute, beside the request and whatever became of it. */
struct touch {
    struct work work;
    struct arena *arena;
    char *token;
};

static struct error run_touch(struct work *work, struct db *db)
{
    struct touch *touch = (struct touch *)work;
    struct context context = { .arena = touch->arena, .db = db, .wall = wall_now() };

    return sign_in_touch(&context, touch->token);
}

static void end_touch(struct work *work, struct error outcome)
{
    struct touch *touch = (struct touch *)work;

    if (outcome.kind == BROKEN)
        log_error("could not note the use of a session: %s", outcome.detail ? outcome.detail : "-");
    arena_free(touch->arena);
}

static void touch_session(struct exchange *exchange)
{
    struct arena *arena = arena_new(1 << 20);
    struct touch *touch = ARENA_NEW(arena, struct touch);

    touch->work.run = run_touch;
    touch->work.done = end_touch;
    touch->arena = arena;
    touch->token = arena_text(arena, exchange->request.session);
    if (lanes_put(exchange->server->lanes, LANE_WRITE, &touch->work).kind != NO_ERROR) arena_free(arena);
}

static struct error run(struct work *work, struct db *db)
{
    return dispatch_run(&((struct exchange *)work)->request, db);
}

static void done(struct work *work, struct error outcome)
{
    struct exchange *exchange = (struct exchange *)work;
    struct request *request = &exchange->request;

    if (outcome.kind == NO_ERROR && request->next) {
        request->part = request->next;
        request->lane = request->next_lane;
        outcome = lanes_put(exchange->server->lanes, request->lane, work);
        if (outcome.kind == NO_ERROR) return;
    }
    if (request->session && request->facts.touch_due) touch_session(exchange);
    dispatch_end(request, outcome);
    server_finished(exchange->server, exchange);
}

static struct error admit(struct work *work, struct db *db)
{
    struct exchange *exchange = (struct exchange *)work;

    exchange->context.db = db;
    exchange->context.wall = wall_now();
    return session_person(&exchange->request);
}

static void admitted(struct work *work, struct error outcome)
{
    struct exchange *exchange = (struct exchange *)work;

    exchange->stage = STAGE_ADMITTED;
    if (outcome.kind != NO_ERROR) {
        reply_problem(&exchange->request, outcome);
        exchange->refused = true;
    }
    server_finished(exchange->server, exchange);
}

/* Suspended before it is queued, or it might be resumed before it was suspended. */
static void put(struct exchange *exchange, enum lane lane)
{
    struct error error;

    link_phase(&exchange->server->connections, exchange->link, PHASE_WORKING);
    exchange->request.lane = lane;
    MHD_suspend_connection(exchange->connection);
    error = lanes_put(exchange->server->lanes, lane, &exchange->work);
    if (error.kind == NO_ERROR) return;
    if (error.retry_seconds == 0) error.retry_seconds = 2;
    exchange->work.done(&exchange->work, error);
}

static enum MHD_Result start_work(struct exchange *exchange)
{
    static const enum lane lanes[] = { [PLACE_READ] = LANE_READ, [PLACE_WRITE] = LANE_WRITE, [PLACE_SLOW] = LANE_SLOW };
    struct request *request = &exchange->request;

    finish_body(exchange);
    exchange->stage = STAGE_WORKING;
    exchange->work.run = run;
    exchange->work.done = done;
    if (request->route->place == PLACE_NONE) {
        dispatch_end(request, dispatch_run(request, NULL));
        return exchange_answer(exchange);
    }
    put(exchange, lanes[request->route->place]);
    return MHD_YES;
}

void exchange_resume(struct exchange *exchange)
{
    if (exchange->stage == STAGE_WORKING) exchange->stage = STAGE_ANSWERED;
    MHD_resume_connection(exchange->connection);
}

/* --- The callbacks --- */

/* 100-continue asks first; to say no at once spares the sender the body. */
static bool may_refuse_now(const struct request *request)
{
    return request->reply.close || request_header(request, "Expect");
}

static enum MHD_Result begin(struct server *server, struct MHD_Connection *connection, const char *method,
                             const char *version, void **state)
{
    struct exchange *exchange = exchange_new(server, connection);
    struct request *request = &exchange->request;

    *state = exchange;
    request->target = exchange->link->target ? arena_text(request->arena, exchange->link->target) : "";
    take_headers(exchange, version);
    exchange->stage = STAGE_RECEIVING;
    link_phase(&server->connections, exchange->link, PHASE_BODY);
    exchange->refused = !understand_headers(exchange, method);
    if (exchange->refused) return may_refuse_now(request) ? exchange_answer(exchange) : MHD_YES;
    if (body_is_multipart(request) && request->session && body_announced(request)) {
        exchange->stage = STAGE_ADMITTING;
        exchange->work.run = admit;
        exchange->work.done = admitted;
        put(exchange, LANE_READ);
        return MHD_YES;
    }
    prepare_body(exchange);
    return MHD_YES;
}

static enum MHD_Result after_admission(struct exchange *exchange)
{
    exchange->stage = STAGE_RECEIVING;
    link_phase(&exchange->server->connections, exchange->link, PHASE_BODY);
    if (exchange->refused) return may_refuse_now(&exchange->request) ? exchange_answer(exchange) : MHD_YES;
    prepare_body(exchange);
    return MHD_YES;
}

enum MHD_Result exchange_call(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *size, void **state)
{
    struct exchange *exchange = *state;

    (void)url;
    if (!exchange) return begin(cls, connection, method, version, state);
    switch (exchange->stage) {
    case STAGE_ADMITTED: return after_admission(exchange);
    case STAGE_RECEIVING:
        if (*size) {
            size_t taken = *size;

            *size = 0;
            return take_body(exchange, upload, taken);
        }
        return exchange->refused ? exchange_answer(exchange) : start_work(exchange);
    case STAGE_ANSWERED: return exchange_answer(exchange);
    case STAGE_ADMITTING:
    case STAGE_WORKING: break;
    }
    return MHD_NO;
}

void exchange_completed(void *cls, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode how)
{
    struct server *server = cls;
    struct exchange *exchange = *state;
    struct request *request;

    (void)connection;
    (void)how;
    if (!exchange) return;
    *state = NULL;
    request = &exchange->request;
    exchange->link->served = true;
    link_phase(&server->connections, exchange->link, PHASE_WAITING);
    if (request->json) json_decref(request->json);
    if (request->reply.file > 0) close(request->reply.file);
    for (size_t i = 0; i < request->upload_count; i++) close(request->uploads[i].file);
    server->figures.in_flight--;
    give_arena(server, request->arena);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* A small site of its own for tests of the edge: a table of addresses, handlers, a server on its thread. */
#pragma once

#include "base/log.h"
#include "sql/lanes.h"
#include "sql/migrate.h"
#include "web/now.h"
#include "web/request.h"
#include "web/server.h"
#include "web/session.h"

#include "test.h"
#include "web_client.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

static atomic_int site_runs; /* of the handler `things` */

static struct error plain(struct request *request)
{
    return reply_text(request, 200, "plain");
}

static struct error person(struct request *request)
{
    const struct person *one = &request->context->person;

    return reply_text(request, 200, one->name);
}

static struct error item(struct request *request)
{
    int64_t version = 7;

    TRY(request_if_match(request, "item", version));
    reply_version(request, "item", version);
    if (request->reply.status == 304) return OK;
    return reply_text(request, 200, request_param(request, "name"));
}

/* Writes a row, so that a lost or doubled write shows. */
static struct error things(struct request *request)
{
    struct buffer out;
    size_t count;
    const char *const *list = field_list(request, "list", &count);
    const char *title = field_text(request, "title");
    int64_t id;

    atomic_fetch_add(&site_runs, 1);
    field_need(request, "title");
    (void)field_day(request, "day");
    if (title && strcmp(title, "fail") == 0) return (struct error){ .kind = NOT_NOW, .code = "x.no", .clause = "二(三)" };
    TRY(db_next_number(request->context->db, "web_test", &id));
    buffer_init(&out, request->arena, 1 << 16);
    buffer_printf(&out, "{\"id\":%lld,\"title\":\"%s\",\"n\":%lld,\"list\":%zu,\"last\":\"%s\"}", (long long)id,
                  title ? title : "", (long long)field_int(request, "n", -1), count, count ? list[count - 1] : "");
    reply_header(request, "Location", "/api/v1/things/1");
    return reply_json(request, 201, &out);
}

static struct error state(struct request *request)
{
    request_state(request, "handling");
    return (struct error){ .kind = NOT_NOW, .code = "x.not-now", .text = "现在不行", .clause = "二(三)" };
}

static struct error form(struct request *request)
{
    int64_t id;

    TRY(db_next_number(request->context->db, "web_form", &id));
    return reply_see_other(request, "/form/%lld", (long long)id);
}

static struct error form_page(struct request *request)
{
    return reply_text(request, 200, session_csrf(request));
}

static struct error upload(struct request *request)
{
    struct buffer out;

    buffer_init(&out, request->arena, 1 << 16);
    for (size_t i = 0; i < request->form.count; i++)
        buffer_printf(&out, "%s=%s\n", request->form.items[i].name, request->form.items[i].value);
    for (size_t i = 0; i < request->upload_count; i++) {
        struct upload *one = &request->uploads[i];
        char first[6] = "";
        ssize_t got = read(one->file, first, 5);

        buffer_printf(&out, "%s:%s:%lld:%s:%02x\n", one->field, one->file_name, (long long)one->size,
                      got > 0 ? first : "", one->digest[0]);
    }
    return reply_bytes(request, 200, "text/plain", buffer_string(&out), out.size);
}

/* What the edge thinks of the way here. */
static struct error way(struct request *request)
{
    struct error possible = session_possible(request);

    if (possible.kind != NO_ERROR) return possible;
    TRY(session_begin(request, "token"));
    return reply_text(request, 200, arena_printf(request->arena, "from %s", request->context->address));
}

static struct error version(struct request *request)
{
    return reply_text(request, 200, arena_printf(request->arena, "%lld", (long long)request_wanted_version(request, "appeal")));
}

static struct error slow(struct request *request)
{
    usleep(400000);
    return reply_text(request, 200, "slow");
}

static struct error third_part(struct request *request)
{
    int64_t id;

    TRY(db_next_number(request->context->db, "web_parts", &id));
    return reply_text(request, 200, request->carry);
}

static struct error second_part(struct request *request)
{
    if (request->context->db) return (struct error){ .kind = BROKEN, .code = "x.db" };
    request_continue(request, LANE_WRITE, third_part, arena_printf(request->arena, "%s two", (char *)request->carry));
    return OK;
}

static struct error parts(struct request *request)
{
    request_continue(request, LANE_SLOW, second_part, "one");
    return OK;
}

static struct error broken(struct request *request)
{
    (void)request;
    return (struct error){ .kind = BROKEN, .code = "x.secret", .text = "secret text", .detail = "secret detail" };
}

static struct error often(struct request *request)
{
    (void)request;
    return (struct error){ .kind = TOO_OFTEN, .code = "x.often", .retry_seconds = 60 };
}

static struct error large(struct request *request)
{
    size_t size = 3 << 20;
    char *bytes = arena_alloc(request->arena, size);

    memset(bytes, 'x', size);
    return reply_bytes(request, 200, "text/plain", bytes, size);
}

static struct error file(struct request *request)
{
    int file_number = open("LICENSE", O_RDONLY | O_CLOEXEC);
    struct stat about;

    if (file_number < 0 || fstat(file_number, &about) != 0) return (struct error){ .kind = BROKEN, .code = "x.file" };
    return reply_file(request, "text/plain", file_number, about.st_size, "许可.txt");
}

static const struct field site_part[] = { { "unit", KIND_TEXT, NEED_REQUIRED, NULL, NULL, "" }, { .name = NULL } };
static const struct field site_thing[] = {
    { "title", KIND_TEXT, NEED_REQUIRED, NULL, NULL, "" },   { "n", KIND_NUMBER, NEED_OPTIONAL, NULL, NULL, "" },
    { "yes", KIND_BOOLEAN, NEED_OPTIONAL, NULL, NULL, "" },  { "day", KIND_DAY, NEED_OPTIONAL, NULL, NULL, "" },
    { "list", KIND_LIST, NEED_OPTIONAL, NULL, NULL, "" },    { "parts", KIND_OBJECTS, NEED_OPTIONAL, site_part, "", "" },
    { "file", KIND_FILE, NEED_OPTIONAL, NULL, NULL, "" },    { .name = NULL },
};
static const struct field site_filter[] = { { "limit", KIND_NUMBER, NEED_OPTIONAL, NULL, NULL, "" }, { .name = NULL } };

static struct error list(struct request *request)
{
    int64_t limit;
    const char *after;

    TRY(request_page(request, &limit, &after));
    return reply_text(request, 200, arena_printf(request->arena, "%lld", (long long)limit));
}

#define ROW(method, path, handler, place, audience, body, takes) \
    { METHOD_##method, path, handler, #handler, PLACE_##place, AUDIENCE_##audience, BODY_##body, takes, "", 200, NULL, "", "" }
static const struct route site_rows[] = {
    ROW(GET, "/plain", plain, NONE, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/read", plain, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/large", large, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/file", file, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/slow", slow, SLOW, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/slow-read", slow, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/way", way, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/version", version, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/parts", parts, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/broken", broken, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/desk", person, READ, STAFF, NO_BODY, NULL),
    ROW(GET, "/form", form_page, READ, PUBLIC, NO_BODY, NULL),
    ROW(POST, "/form", form, WRITE, PUBLIC, FORM, NULL),
    ROW(GET, "/items/early", plain, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/items/{name}", item, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/items/special", plain, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/api/v1/items/{name}", item, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/api/v1/list", list, READ, PUBLIC, NO_BODY, site_filter),
    ROW(GET, "/api/v1/me", person, READ, SIGNED_IN, NO_BODY, NULL),
    ROW(POST, "/api/v1/me", person, WRITE, SIGNED_IN, JSON, site_thing),
    ROW(GET, "/api/v1/often", often, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/api/v1/state", state, READ, PUBLIC, NO_BODY, NULL),
    ROW(GET, "/api/v1/broken", broken, READ, PUBLIC, NO_BODY, NULL),
    ROW(POST, "/api/v1/things", things, WRITE, PUBLIC, JSON, site_thing),
    ROW(POST, "/api/v1/upload", upload, READ, PUBLIC, MULTIPART, NULL),
};
static const struct routes site_routes = { site_rows, sizeof site_rows / sizeof *site_rows };

static inline void site_schema(const char *store)
{
    struct db *db;
    int made;

    if (db_open(store, DB_WRITE, &db).kind != NO_ERROR || migrate(db, wall_now(), &made).kind != NO_ERROR) {
        puts("no schema");
        exit(1);
    }
    db_close(db);
}

struct running {
    struct lanes *lanes;
    struct server *server;
    pthread_t thread;
};

static void *serve(void *server)
{
    server_run(server);
    return NULL;
}

static struct running site_start(const char *store, struct server_options options, int queue_length)
{
    struct lane_sizes sizes = { .readers = 2, .writers = 2, .slow = 1, .queue_length = queue_length };
    struct running running = { 0 };
    struct error error;

    options.listen = "127.0.0.1:0";
    options.store = store;
    if (!options.routes) options.routes = &site_routes;
    error = lanes_start(store, sizes, &running.lanes);
    if (error.kind == NO_ERROR) error = server_new(&options, running.lanes, &running.server);
    if (error.kind != NO_ERROR || pthread_create(&running.thread, NULL, serve, running.server) != 0) {
        printf("no site: %s\n", error.detail ? error.detail : "-");
        exit(1);
    }
    client_port = server_port(running.server);
    return running;
}

static void site_stop(struct running *running)
{
    server_stop(running->server);
    pthread_join(running->thread, NULL);
    server_free(running->server);
    lanes_stop(running->lanes);
}

static struct running site;

static inline void again_with(const char *store, struct server_options options)
{
    site_stop(&site);
    site = site_start(store, options, 512);
}

/* --- Evidence --- */

#define HOST "Host: localhost\r\n"
#define JSON_TYPE "Content-Type: application/json\r\n"


static inline bool has(const char *reply, const char *text)
{
    return strstr(reply, text) != NULL;
}

#define CHECK_STATUS(reply, want)                                                                             \
    do {                                                                                                      \
        const char *reply_ = (reply);                                                                         \
        CHECK(client_status(reply_) == (want), "got %d, want %d: %.300s", client_status(reply_), want, reply_); \
    } while (0)
#define CHECK_HAS(reply, text) CHECK(has(reply, text), "no %s in: %.600s", text, reply)

/* SPDX-License-Identifier: Apache-2.0 */
/* The real server on a port of its own, its clock standing at the time of the fixtures, and one client that keeps its
 * connection. */
#pragma once

#include "matrix/http_store.h"
#include "web_client.h"

#include "sql/lanes.h"
#include "web/now.h"
#include "web/server.h"

#include <pthread.h>

static struct {
    struct lanes *lanes;
    struct server *server;
    pthread_t thread;
} http;
static int http_client = -1;

static void *http_serve(void *server)
{
    server_run(server);
    return NULL;
}

static void http_start(const char *store)
{
    struct lane_sizes sizes = { .readers = 1, .writers = 1, .slow = 1, .queue_length = 100 };
    struct server_options options = { .listen = "127.0.0.1:0", .store = store, .rehearsal = true };

    office_must(lanes_start(store, sizes, &http.lanes), "lanes");
    office_must(server_new(&options, http.lanes, &http.server), "server");
    if (pthread_create(&http.thread, NULL, http_serve, http.server) != 0) abort();
    client_port = server_port(http.server);
}

static void http_stop(void)
{
    if (http_client >= 0) close(http_client);
    http_client = -1;
    server_stop(http.server);
    pthread_join(http.thread, NULL);
    server_free(http.server);
    lanes_stop(http.lanes);
}

/* The reply, in static memory. */
static const char *http_ask(const char *method, const char *path, const char *token, const char *body)
{
    char text[8192];
    const char *reply = "";
    int length = snprintf(text, sizeof text, "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n",
                          method, path, token);

    if (body)
        snprintf(text + length, sizeof text - (size_t)length,
                 "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", strlen(body), body);
    else
        strcpy(text + length, "\r\n");
    for (int turn = 0; turn < 2 && !*reply; turn++) {
        if (http_client < 0) http_client = client_open();
        if (client_say(http_client, text)) reply = client_receive(http_client, false);
        if (*reply && !strstr(reply, "Connection: close")) break;
        close(http_client);
        http_client = -1;
    }
    return reply;
}

/* A store with schema and reference data, a rehearsal at the time of the fixtures. */
static bool http_office(struct office *office, bool postgres)
{
    if (!office_open(office, postgres)) return false;
    office->context.arena = arena_new((size_t)64 << 20);
    office->context.now = office->context.wall = fixture_now();
    office_must(WRITE(office, rehearse_begin(&office->context)), "rehearsal");
    office->context.wall = wall_now();
    people_begin();
    return true;
}

static void http_office_close(struct office *office)
{
    arena_free(office->context.arena);
    office_close(office);
}

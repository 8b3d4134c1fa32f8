/* SPDX-License-Identifier: Apache-2.0 */
/* The edge under load: many clients at once, slow ones, full queues, and the end. */
#include "fresh_store.h"
#include "web_site.h"

static const char *store;

static int answered_at_once(int count)
{
    int clients[256], answers = 0;
    static const char request[] = "GET /read HTTP/1.1\r\n" HOST "\r\n";

    for (int i = 0; i < count; i++) clients[i] = client_open();
    for (int i = 0; i < count; i++) client_say(clients[i], request);
    for (int i = 0; i < count; i++) {
        answers += client_status(client_receive(clients[i], false)) == 200;
        close(clients[i]);
    }
    return answers;
}

static void many_clients_at_once_are_all_answered(void)
{
    static const int counts[] = { 127, 128, 129, 256, 128 };

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) CHECK_INT(answered_at_once(counts[i]), counts[i]);
}

static double seconds(void)
{
    return (double)monotonic_milliseconds() / 1000;
}

/* Drips for three seconds; true when it was cut off before. */
static bool is_cut_off(const char *start, const char *drop, int *served)
{
    int client = client_open();
    double began = seconds();
    bool open = client_say(client, start);
    struct pollfd source = { .fd = client, .events = POLLIN };

    while (open && seconds() - began < 3) {
        open = client_say(client, drop) && poll(&source, 1, 100) == 0;
        *served += client_status(client_get("/read", "")) == 200;
    }
    if (!open) client_receive_all(client);
    close(client);
    return !open;
}

static void who_drips_is_cut_off_while_others_are_served(void)
{
    struct server_options options = { .header_milliseconds = 700, .body_milliseconds = 700, .idle_milliseconds = 500 };
    int served = 0, client;
    struct running other;

    site_stop(&site);
    other = site_start(store, options, 64);
    CHECK(is_cut_off("GET /read HTTP/1.1\r\nHost: localhost\r\n", "X: y\r\n", &served), "headers");
    CHECK_STATUS(client_buffer, 408);
    CHECK(is_cut_off("G", "E", &served), "first line");
    CHECK(is_cut_off("POST /api/v1/things HTTP/1.1\r\n" HOST JSON_TYPE "Content-Length: 1000\r\n\r\n", "x", &served), "body");
    CHECK_STATUS(client_buffer, 408);
    CHECK(served > 15, "others were served: %d", served);
    client = client_open();
    client_say(client, "GET /read HTTP/1.1\r\n" HOST "\r\n");
    CHECK_STATUS(client_receive(client, false), 200);
    CHECK(client_is_closed(client), "an idle connection ends");
    close(client);
    site_stop(&other);
    site = site_start(store, (struct server_options){ 0 }, 512);
}

static void when_room_is_short_the_oldest_silent_ones_go(void)
{
    struct running other;
    int clients[40];

    site_stop(&site);
    other = site_start(store, (struct server_options){ .connections = 40 }, 64);
    for (int i = 0; i < 40; i++) clients[i] = client_open();
    usleep(1600000);
    CHECK_STATUS(client_get("/read", ""), 200);
    CHECK(client_is_closed(clients[0]), "the oldest went");
    for (int i = 0; i < 40; i++) close(clients[i]);
    site_stop(&other);
    site = site_start(store, (struct server_options){ 0 }, 512);
}

/* Twice by a click, or again after a time-out: whoever comes second gets the answer of the first. */
static void the_same_write_at_once_happens_once(void)
{
    static const char request[] = "POST /api/v1/things HTTP/1.1\r\n" HOST JSON_TYPE
                                  "Idempotency-Key: at-once\r\nContent-Length: 13\r\n\r\n{\"title\":\"a\"}";
    int clients[24], same = 0, replayed = 0;
    char first[256] = "";

    for (int i = 0; i < 24; i++) clients[i] = client_open();
    for (int i = 0; i < 24; i++) client_say(clients[i], request);
    for (int i = 0; i < 24; i++) {
        const char *reply = client_receive(clients[i], false), *body = strstr(reply, "\r\n\r\n");

        if (!*first && body) snprintf(first, sizeof first, "%s", body);
        same += client_status(reply) == 201 && body && strcmp(body, first) == 0;
        replayed += has(reply, "Idempotent-Replayed: true");
        close(clients[i]);
    }
    CHECK_INT(same, 24);
    CHECK_INT(replayed, 23);
}

static void a_full_queue_says_when_to_come_again(void)
{
    static const char request[] = "GET /slow HTTP/1.1\r\n" HOST "\r\n";
    struct running other;
    int clients[12], busy = 0, done = 0;

    site_stop(&site);
    other = site_start(store, (struct server_options){ 0 }, 2);
    for (int i = 0; i < 12; i++) client_say(clients[i] = client_open(), request);
    for (int i = 0; i < 12; i++) {
        const char *reply = client_receive(clients[i], false);

        busy += client_status(reply) == 503 && has(reply, "Retry-After: ");
        done += client_status(reply) == 200;
        close(clients[i]);
    }
    CHECK(done >= 2 && done + busy == 12, "%d done, %d told to come again", done, busy);
    site_stop(&other);
    site = site_start(store, (struct server_options){ 0 }, 512);
}

static void the_end_answers_what_is_open(void)
{
    int slow_one = client_open(), idle = client_open(), half = client_open();
    static const char request[] = "GET /slow HTTP/1.1\r\n" HOST "\r\n";
    double began;
    const char *reply;

    client_say(slow_one, request);
    client_send(half, request, 20);
    usleep(100000);
    began = seconds();
    site_stop(&site);
    CHECK(seconds() - began < 5, "took %.1f s", seconds() - began);
    reply = client_receive(slow_one, false);
    CHECK_STATUS(reply, 200);
    CHECK_HAS(reply, "Connection: close\r\n");
    CHECK(client_is_closed(idle), "idle ones are closed");
    CHECK(client_is_closed(half), "half requests are closed");
    CHECK(client_open() < 0, "nobody listens any more");
    close(slow_one);
    close(idle);
    close(half);
}

static void on(const char *where)
{
    store = where;
    site_schema(store);
    site = site_start(store, (struct server_options){ 0 }, 512);
    RUN(many_clients_at_once_are_all_answered);
    RUN(who_drips_is_cut_off_while_others_are_served);
    RUN(when_room_is_short_the_oldest_silent_ones_go);
    RUN(the_same_write_at_once_happens_once);
    RUN(a_full_queue_says_when_to_come_again);
    RUN(the_end_answers_what_is_open);
}

int main(void)
{
    struct arena *arena = arena_new(1 << 20);
    const char *postgres = fresh_store(arena, true);

    log_set_level(LOG_ERROR - 1);
    on(fresh_store(arena, false));
    if (postgres) on(postgres);
    arena_free(arena);
    return test_end();
}

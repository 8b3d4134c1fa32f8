/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stands between a test and PostgreSQL and plays the network's part: passes everything on, refuses, or
 * takes what comes and never answers, as a server does whose machine has stopped.
 */
#pragma once

#include "base/arena.h"

#include <arpa/inet.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PROXY_PAIRS = 64 };
enum proxy_mood { PROXY_PASS, PROXY_REFUSE, PROXY_FREEZE, PROXY_STOP };

struct proxy {
    _Atomic int mood;
    int listener;
    struct sockaddr_in server;
    char *address;
    pthread_t thread;
    struct pollfd fds[1 + 2 * PROXY_PAIRS]; /* the listener, then pairs */
    int count;
};

static inline void proxy_drop(struct proxy *proxy, int pair)
{
    close(proxy->fds[pair].fd);
    close(proxy->fds[pair + 1].fd);
    proxy->count -= 2;
    memmove(&proxy->fds[pair], &proxy->fds[pair + 2], sizeof *proxy->fds * (size_t)(proxy->count - pair));
}

static inline void proxy_accept(struct proxy *proxy)
{
    int client = accept(proxy->listener, NULL, NULL), server = socket(AF_INET, SOCK_STREAM, 0);
    bool full = proxy->count + 2 > 1 + 2 * PROXY_PAIRS;

    if (client < 0 || full || proxy->mood == PROXY_REFUSE ||
        connect(server, (struct sockaddr *)&proxy->server, sizeof proxy->server) != 0) {
        if (client >= 0) close(client);
        close(server);
        return;
    }
    proxy->fds[proxy->count++] = (struct pollfd){ .fd = client, .events = POLLIN };
    proxy->fds[proxy->count++] = (struct pollfd){ .fd = server, .events = POLLIN };
}

static inline bool proxy_pass(int from, int to)
{
    char bytes[65536];
    ssize_t size = recv(from, bytes, sizeof bytes, 0);

    for (ssize_t sent = 0, more; sent < size; sent += more)
        if ((more = send(to, bytes + sent, (size_t)(size - sent), MSG_NOSIGNAL)) <= 0) return false;
    return size > 0;
}

static inline void *proxy_run(void *argument)
{
    struct proxy *proxy = argument;

    while (proxy->mood != PROXY_STOP) {
        bool frozen = proxy->mood == PROXY_FREEZE;

        if (proxy->mood == PROXY_REFUSE)
            while (proxy->count > 1) proxy_drop(proxy, proxy->count - 2);
        if (poll(proxy->fds, frozen ? 0 : (nfds_t)proxy->count, 10) <= 0) continue;
        for (int pair = proxy->count - 2; pair > 0; pair -= 2) {
            bool well = true;
            if (proxy->fds[pair].revents) well = proxy_pass(proxy->fds[pair].fd, proxy->fds[pair + 1].fd);
            if (well && proxy->fds[pair + 1].revents) well = proxy_pass(proxy->fds[pair + 1].fd, proxy->fds[pair].fd);
            if (!well) proxy_drop(proxy, pair);
        }
        if (proxy->fds[0].revents) proxy_accept(proxy);
    }
    while (proxy->count > 1) proxy_drop(proxy, proxy->count - 2);
    close(proxy->listener);
    return NULL;
}

static inline const char *proxy_option(PQconninfoOption *options, const char *name)
{
    while (options->keyword && strcmp(options->keyword, name) != 0) options++;
    return options->val ? options->val : "";
}

/* NULL when the server is not reached by IPv4; else *address is the way through the proxy. */
static inline struct proxy *proxy_start(struct arena *arena, const char *server, const char **address)
{
    struct proxy *proxy = ARENA_NEW(arena, struct proxy);
    PQconninfoOption *options = PQconninfoParse(server, NULL);
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof here;

    proxy->server.sin_family = AF_INET;
    proxy->server.sin_port = htons((uint16_t)atoi(proxy_option(options, "port")));
    proxy->listener = socket(AF_INET, SOCK_STREAM, 0);
    if (inet_pton(AF_INET, proxy_option(options, "host"), &proxy->server.sin_addr) != 1 ||
        bind(proxy->listener, (struct sockaddr *)&here, size) != 0 || listen(proxy->listener, 50) != 0 ||
        getsockname(proxy->listener, (struct sockaddr *)&here, &size) != 0) {
        PQconninfoFree(options);
        close(proxy->listener);
        return NULL;
    }
    proxy->address = arena_printf(arena, "postgresql://%s@127.0.0.1:%d/%s?password=%s", proxy_option(options, "user"),
                                  ntohs(here.sin_port), proxy_option(options, "dbname"),
                                  proxy_option(options, "password"));
    PQconninfoFree(options);
    proxy->fds[proxy->count++] = (struct pollfd){ .fd = proxy->listener, .events = POLLIN };
    pthread_create(&proxy->thread, NULL, proxy_run, proxy);
    *address = proxy->address;
    return proxy;
}

static inline const char *proxy_address(struct proxy *proxy)
{
    return proxy->address;
}

static inline void proxy_refuse(struct proxy *proxy)
{
    proxy->mood = PROXY_REFUSE;
}

static inline void proxy_freeze(struct proxy *proxy)
{
    proxy->mood = PROXY_FREEZE;
}

static inline void proxy_resume(struct proxy *proxy)
{
    proxy->mood = PROXY_PASS;
}

static inline void proxy_stop(struct proxy *proxy)
{
    proxy->mood = PROXY_STOP;
    pthread_join(proxy->thread, NULL);
}

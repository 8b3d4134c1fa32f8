/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The HTTP edge: libmicrohttpd under a loop of our own. The loop only parses and
 * sends; handlers run on the lanes, and a reply goes out after its work is done.
 */
#pragma once

#include "base/error.h"
#include "sql/lanes.h"
#include "web/routes.h"

#include <stdbool.h>
#include <stdint.h>

struct server;

struct server_options {
    const char *listen; /* "127.0.0.1:8080", "[::]:8080", ":8080" for all addresses, port 0 for any */
    const char *store;
    const char *certificate, *key; /* files in PEM; NULL: no TLS */
    const char *proxy;             /* its X-Forwarded-For and -Proto are believed; NULL */
    bool rehearsal, insecure_lan;
    bool texts; /* there is a gateway for text messages */
    const struct routes *routes; /* NULL: all_routes */
    /* 0 gives the default of each. */
    int connections, connections_per_address;
    int header_milliseconds, body_milliseconds, idle_milliseconds;
};

struct error server_new(const struct server_options *, struct lanes *, struct server **);
/* Serves until server_stop, then lets what is under way end: at most 8 seconds. The lanes must still run. */
void server_run(struct server *);
void server_stop(struct server *); /* safe in a signal handler and from any thread */
void server_free(struct server *);

const char *server_address(const struct server *); /* "http://127.0.0.1:8080" */
int server_port(const struct server *);

struct server_figures {
    int64_t connections, refused, evicted, expired; /* now; over a limit; to make room; past a deadline */
    int64_t in_flight;
    int64_t replies[6]; /* by class: 1xx … 5xx in [1] … [5] */
    int64_t bytes;
    int64_t slower[12]; /* replies by time: buckets of SERVER_BUCKETS, the last without bound */
    int64_t microseconds;
};
#define SERVER_BUCKETS { 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 5000000 }
struct server_figures server_figures(const struct server *);
struct lanes *server_lanes(const struct server *);

/* SPDX-License-Identifier: Apache-2.0 */
/* What server.c (the loop) and exchange.c (one request and its reply) share; nobody else includes it. */
#pragma once

#include "web/connections.h"
#include "web/multipart.h"
#include "web/request.h"
#include "web/server.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

enum stage {
    STAGE_ADMITTING, /* an upload's sender is looked up before his files are taken */
    STAGE_ADMITTED,
    STAGE_RECEIVING,
    STAGE_WORKING,
    STAGE_ANSWERED, /* the reply is ready to be sent */
};

/* A request on its way, from its headers to its last byte. */
struct exchange {
    struct work work; /* the first: lanes hand it back */
    struct exchange *next; /* of the finished ones */
    struct request request;
    struct context context;
    struct server *server;
    struct MHD_Connection *connection;
    struct link *link;
    enum stage stage;
    bool malformed; /* the framing is in doubt */
    bool refused; /* the answer is known: what else comes of the body is dropped */
    struct buffer body;
    struct multipart *multipart;
    int64_t dropped;
    int64_t began; /* microseconds */
};

#define ARENAS_KEPT 64

struct server {
    struct MHD_Daemon *daemon;
    struct lanes *lanes;
    struct router *router;
    struct site site;
    struct connections connections;
    struct server_figures figures;
    char *certificate, *key; /* PEM */
    int listener, port, wake; /* an eventfd */
    char address[96];
    atomic_bool stopping;
    struct arena *arenas[ARENAS_KEPT]; /* free ones; only the loop takes and gives */
    int arena_count;
    int64_t trimmed, served_at_trim; /* memory was given back: when, and after how many replies */
    pthread_mutex_t lock;
    struct exchange *finished; /* under the lock */
};

/* The library's callbacks; cls is the server. */
enum MHD_Result exchange_call(void *cls, struct MHD_Connection *, const char *url, const char *method,
                              const char *version, const char *upload, size_t *size, void **state);
void exchange_completed(void *cls, struct MHD_Connection *, void **state, enum MHD_RequestTerminationCode);
/* Hands the reply to the library. */
enum MHD_Result exchange_answer(struct exchange *);
/* "localhost:8080", "127.0.0.1": the browser is on this machine. */
bool is_loopback_name(const char *host);
/* From the loop, for each that a lane has finished. */
void exchange_resume(struct exchange *);
/* From any thread: the loop shall resume it. */
void server_finished(struct server *, struct exchange *);
struct link *link_of(struct MHD_Connection *);

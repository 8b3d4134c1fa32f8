/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every open connection, and how long it may take for what it is at. The library's
 * own time-out is renewed by each byte that drips in; ours is not.
 */
#pragma once

#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

enum phase {
    PHASE_WAITING, /* for the first byte of a request */
    PHASE_HEADERS, /* its first line is here */
    PHASE_BODY,
    PHASE_WORKING, /* in a lane: no deadline, queues are bounded */
    PHASE_SENDING,
};

#define ADDRESS_TEXT 46

struct link {
    struct link *previous, *next; /* the oldest first */
    int socket;
    enum phase phase;
    int64_t since;    /* milliseconds, when this phase began */
    int64_t deadline; /* 0: none */
    int64_t received; /* bytes of this body */
    bool served;      /* has had an answer before */
    bool ended;       /* shut down, to be closed by the library */
    char *target;     /* the first line's address, as it came */
    const char *target_end; /* where it ended in the library's memory; to be compared, not read */
    unsigned slot;    /* in `addresses` */
    char address[ADDRESS_TEXT];
};

struct connections {
    struct link *first, *last;
    int count, most, most_per_address;
    int header_milliseconds, body_milliseconds, idle_milliseconds;
    bool tls;
    int64_t refused, evicted, expired;
    uint16_t addresses[1 << 16]; /* how many, by a digest of the address */
};

/* May one more come from there? Loopback is not counted: a proxy sends for everybody. */
bool connections_allow(struct connections *, const struct sockaddr *);
struct link *connections_add(struct connections *, int socket, const struct sockaddr *);
void connections_remove(struct connections *, struct link *);

void link_phase(struct connections *, struct link *, enum phase);
void link_received(struct connections *, struct link *, size_t bytes);
void link_sending(struct connections *, struct link *, int64_t bytes);
/* Ends what is past its deadline; makes room when it is nearly full. */
void connections_tick(struct connections *);
/* The library is about to refuse what came on some connection, in its own way. Where it is certain which one, a plain
 * refusal of ours goes out instead. */
void connections_refuse(struct connections *, unsigned status);
/* At the end of the program: those in the phase or before it. */
void connections_end(struct connections *, enum phase latest);

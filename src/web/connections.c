/* SPDX-License-Identifier: Apache-2.0 */
#include "web/connections.h"

#include "base/memory.h"
#include "base/text.h"
#include "web/now.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A body must come at this pace at least, and so must a reply be taken. */
#define BODY_BYTES_PER_SECOND 4096
#define REPLY_BYTES_PER_SECOND 8192
#define REPLY_MILLISECONDS 30000
/* When room is short, a connection without a request keeps its place this long. */
#define PLACE_MILLISECONDS 1000

/* ::ffff:192.0.2.1 is 192.0.2.1. */
static bool as_ipv4(const struct sockaddr *address, struct in_addr *plain)
{
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)(const void *)address;

    if (address->sa_family == AF_INET) {
        *plain = ((const struct sockaddr_in *)(const void *)address)->sin_addr;
        return true;
    }
    if (address->sa_family != AF_INET6 || !IN6_IS_ADDR_V4MAPPED(&six->sin6_addr)) return false;
    memcpy(plain, six->sin6_addr.s6_addr + 12, 4);
    return true;
}

static bool is_loopback(const struct sockaddr *address)
{
    struct in_addr plain;

    if (as_ipv4(address, &plain)) return ntohl(plain.s_addr) >> 24 == 127;
    return address->sa_family == AF_INET6 &&
           IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
}

/* Of an IPv6 address the network: a household has 2^64 of them. */
static unsigned slot_of(const struct sockaddr *address)
{
    unsigned char bytes[8] = { 0 };
    struct in_addr plain;
    uint32_t digest = 2166136261u;

    if (as_ipv4(address, &plain))
        memcpy(bytes, &plain, 4);
    else if (address->sa_family == AF_INET6)
        memcpy(bytes, ((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr, 8);
    for (size_t i = 0; i < sizeof bytes; i++) digest = (digest ^ bytes[i]) * 16777619u;
    return (digest ^ digest >> 16) & 0xffff;
}

bool connections_allow(struct connections *connections, const struct sockaddr *address)
{
    if (is_loopback(address) || connections->addresses[slot_of(address)] < connections->most_per_address) return true;
    connections->refused++;
    return false;
}

static void write_address(struct link *link, const struct sockaddr *address)
{
    struct in_addr plain;

    if (as_ipv4(address, &plain))
        inet_ntop(AF_INET, &plain, link->address, sizeof link->address);
    else if (address->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, link->address,
                  sizeof link->address);
}

struct link *connections_add(struct connections *connections, int socket, const struct sockaddr *address)
{
    struct link *link = calloc(1, sizeof *link);

    if (!link) memory_is_out();
    link->socket = socket;
    link->slot = slot_of(address);
    write_address(link, address);
    link->previous = connections->last;
    if (connections->last)
        connections->last->next = link;
    else
        connections->first = link;
    connections->last = link;
    connections->count++;
    connections->addresses[link->slot]++;
    link_phase(connections, link, PHASE_WAITING);
    return link;
}

void connections_remove(struct connections *connections, struct link *link)
{
    if (link->previous)
        link->previous->next = link->next;
    else
        connections->first = link->next;
    if (link->next)
        link->next->previous = link->previous;
    else
        connections->last = link->previous;
    connections->count--;
    connections->addresses[link->slot]--;
    free(link->target);
    free(link);
}

void link_phase(struct connections *connections, struct link *link, enum phase phase)
{
    int64_t now = monotonic_milliseconds();

    /* The headers' time runs from the first byte we could have seen, which is that of the waiting before. */
    if (phase == PHASE_HEADERS && link->phase == PHASE_WAITING && !link->served) {
        link->phase = phase;
        return;
    }
    link->phase = phase;
    link->since = now;
    link->received = 0;
    switch (phase) {
    case PHASE_WAITING:
        link->deadline = now + (link->served ? connections->idle_milliseconds : 0) + connections->header_milliseconds;
        break;
    case PHASE_HEADERS: link->deadline = now + connections->header_milliseconds; break;
    case PHASE_BODY: link->deadline = now + connections->body_milliseconds; break;
    case PHASE_WORKING:
    case PHASE_SENDING: link->deadline = 0; break;
    }
}

void link_received(struct connections *connections, struct link *link, size_t bytes)
{
    link->received += (int64_t)bytes;
    link->deadline = link->since + connections->body_milliseconds + link->received * 1000 / BODY_BYTES_PER_SECOND;
}

void link_sending(struct connections *connections, struct link *link, int64_t bytes)
{
    link_phase(connections, link, PHASE_SENDING);
    link->deadline = link->since + REPLY_MILLISECONDS + bytes * 1000 / REPLY_BYTES_PER_SECOND;
}

/* status 0: without a word. */
static void end(struct connections *connections, struct link *link, unsigned status)
{
    char text[128];
    int size;

    if (link->ended) return;
    link->ended = true;
    /* Nothing of an answer can be under way in these phases, so a whole one of ours may go out. */
    if (status && !connections->tls && link->phase < PHASE_WORKING) {
        size = snprintf(text, sizeof text, "HTTP/1.1 %u %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", status,
                        MHD_get_reason_phrase_for(status));
        (void)!send(link->socket, text, (size_t)size, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
    shutdown(link->socket, SHUT_RDWR);
}

/* libmicrohttpd 0.9.75 sends the headers of such a refusal twice. */
void connections_refuse(struct connections *connections, unsigned status)
{
    struct link *only = NULL;

    for (struct link *link = connections->first; link; link = link->next) {
        if (link->phase != PHASE_HEADERS || link->ended) continue;
        if (only) return;
        only = link;
    }
    if (only) end(connections, only, status);
}

static void make_room(struct connections *connections, int64_t now)
{
    int enough = connections->count - connections->most / 4 * 3;

    for (struct link *link = connections->first; link && enough > 0; link = link->next) {
        if (link->ended) {
            enough--;
        } else if (link->phase <= PHASE_HEADERS && now - link->since > PLACE_MILLISECONDS) {
            end(connections, link, 0);
            connections->evicted++;
            enough--;
        }
    }
}

void connections_tick(struct connections *connections)
{
    int64_t now = monotonic_milliseconds();

    for (struct link *link = connections->first; link; link = link->next) {
        if (!link->deadline || link->ended || now < link->deadline) continue;
        end(connections, link, link->phase != PHASE_WAITING || !link->served ? 408 : 0);
        connections->expired++;
    }
    make_room(connections, now);
}

void connections_end(struct connections *connections, enum phase latest)
{
    for (struct link *link = connections->first; link; link = link->next)
        if (link->phase <= latest) end(connections, link, 0);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* A client that sends exactly what it is told, for tests of the edge. */
#pragma once

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define REPLY_MOST (4 << 20)

static int client_port;

static inline int client_open(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)client_port) };
    struct timeval patience = { .tv_sec = 10 };
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(client, (struct sockaddr *)&address, sizeof address) == 0) return client;
    close(client);
    return -1;
}

/* false when the other side has hung up meanwhile. */
static inline bool client_send(int client, const char *bytes, size_t size)
{
    while (size) {
        ssize_t sent = send(client, bytes, size, MSG_NOSIGNAL);

        if (sent <= 0) return false;
        bytes += sent;
        size -= (size_t)sent;
    }
    return true;
}

static inline bool client_say(int client, const char *text)
{
    return client_send(client, text, strlen(text));
}

/* A whole reply by its Content-Length, or all until the other side closes; in static memory. */
static char client_buffer[REPLY_MOST];
static size_t client_size;

static inline bool whole_reply(bool head)
{
    const char *end, *length;

    client_buffer[client_size] = 0;
    end = strstr(client_buffer, "\r\n\r\n");
    if (!end) return false;
    length = strcasestr(client_buffer, "\r\nContent-Length: ");
    if (head || !length || length > end) return true;
    return client_size >= (size_t)(end + 4 - client_buffer) + strtoul(length + 18, NULL, 10);
}

static inline const char *client_receive(int client, bool head)
{
    client_size = 0;
    while (!whole_reply(head) && client_size < REPLY_MOST - 1) {
        ssize_t got = recv(client, client_buffer + client_size, REPLY_MOST - 1 - client_size, 0);

        if (got <= 0) break;
        client_size += (size_t)got;
    }
    client_buffer[client_size] = 0;
    return client_buffer;
}

/* Everything until the other side closes, or for half a second nothing more comes. */
static inline const char *client_receive_all(int client)
{
    struct pollfd source = { .fd = client, .events = POLLIN };

    client_size = 0;
    while (client_size < REPLY_MOST - 1 && poll(&source, 1, 500) == 1) {
        ssize_t got = recv(client, client_buffer + client_size, REPLY_MOST - 1 - client_size, 0);

        if (got <= 0) break;
        client_size += (size_t)got;
    }
    client_buffer[client_size] = 0;
    return client_buffer;
}

static inline bool client_is_closed(int client)
{
    struct pollfd source = { .fd = client, .events = POLLIN };
    char byte;

    return poll(&source, 1, 2000) == 1 && recv(client, &byte, 1, MSG_PEEK) <= 0;
}

static inline int client_status(const char *reply)
{
    return strncmp(reply, "HTTP/1.1 ", 9) == 0 ? atoi(reply + 9) : 0;
}

static inline int client_count(const char *reply)
{
    int count = 0;

    for (const char *at = reply; (at = strstr(at, "HTTP/1.1 ")); at++) count++;
    return count;
}

static inline const char *client_ask_bytes(const char *bytes, size_t size)
{
    int client = client_open();
    const char *reply;

    client_send(client, bytes, size);
    reply = client_receive(client, false);
    close(client);
    return reply;
}

static inline const char *client_ask(const char *bytes)
{
    return client_ask_bytes(bytes, strlen(bytes));
}

/* POST with a body and more headers ("" or lines that end in CR LF). */
static inline const char *client_post_bytes(const char *path, const char *headers, const char *body, size_t size)
{
    char *bytes = malloc(size + strlen(headers) + strlen(path) + 256);
    int length = sprintf(bytes, "POST %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %zu\r\n\r\n", path, headers, size);
    const char *reply;

    memcpy(bytes + length, body, size);
    reply = client_ask_bytes(bytes, (size_t)length + size);
    free(bytes);
    return reply;
}

static inline const char *client_post(const char *path, const char *headers, const char *body)
{
    return client_post_bytes(path, headers, body, strlen(body));
}

static inline const char *client_get(const char *path, const char *headers)
{
    char bytes[8192];

    snprintf(bytes, sizeof bytes, "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n", path, headers);
    return client_ask(bytes);
}

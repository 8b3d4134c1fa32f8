/* SPDX-License-Identifier: Apache-2.0 */
#include "notices/sms.h"

#include "base/buffer.h"
#include "base/text.h"

#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_SECONDS = 3, ANSWER_BYTES = 1000 };

const char *sms_gateway_read(struct arena *arena, const char *address, struct sms_gateway *gateway)
{
    static const char scheme[] = "http://";
    const char *host, *path, *end, *port;

    if (!text_starts(address, scheme)) return "短信网关的地址须以 http:// 开头";
    host = address + sizeof scheme - 1;
    path = strchr(host, '/');
    end = path ? path : host + strlen(host);
    port = memchr(host, ':', (size_t)(end - host));
    if (end == host || port == host) return "短信网关的地址没有主机名";
    *gateway = (struct sms_gateway){
        .host = arena_text_n(arena, host, (size_t)((port ? port : end) - host)),
        .port = port ? arena_text_n(arena, port + 1, (size_t)(end - port - 1)) : "80",
        .path = path ? arena_text(arena, path) : "/",
    };
    return NULL;
}

/* ── The request ────────────────────────────────────────────────────────── */

static void put_encoded(struct buffer *out, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

    for (; *text; text++) {
        if (strchr(plain, *text))
            buffer_char(out, *text);
        else
            buffer_printf(out, "%%%02X", (unsigned char)*text);
    }
}

static void put_request(struct buffer *out, const struct sms_gateway *gateway, const struct text_message *message)
{
    buffer_printf(out, "GET %s%c", gateway->path, strchr(gateway->path, '?') ? '&' : '?');
    buffer_text(out, "to=");
    put_encoded(out, message->to);
    buffer_text(out, "&text=");
    put_encoded(out, message->text);
    buffer_printf(out, "&coding=2&charset=UTF-8 HTTP/1.0\r\nHost: %s:%s\r\nConnection: close\r\n\r\n", gateway->host,
                  gateway->port);
}

/* ── The connection ─────────────────────────────────────────────────────── */

static int connect_to(const struct addrinfo *address)
{
    struct timeval patience = { .tv_sec = PATIENCE_SECONDS };
    int descriptor = socket(address->ai_family, address->ai_socktype | SOCK_CLOEXEC, address->ai_protocol);

    if (descriptor < 0) return -1;
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience); /* of connecting too */
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(descriptor, address->ai_addr, address->ai_addrlen) == 0) return descriptor;
    close(descriptor);
    return -1;
}

static int open_connection(const struct sms_gateway *gateway)
{
    struct addrinfo wanted = { .ai_socktype = SOCK_STREAM }, *addresses;
    int descriptor = -1;

    if (getaddrinfo(gateway->host, gateway->port, &wanted, &addresses) != 0) return -1;
    for (const struct addrinfo *one = addresses; one && descriptor < 0; one = one->ai_next)
        descriptor = connect_to(one);
    freeaddrinfo(addresses);
    return descriptor;
}

static bool send_all(int descriptor, const struct buffer *request)
{
    for (size_t sent = 0; sent < request->size;) {
        ssize_t some = send(descriptor, request->bytes + sent, request->size - sent, MSG_NOSIGNAL);

        if (some <= 0) return false;
        sent += (size_t)some;
    }
    return true;
}

/* The beginning of the answer; what comes behind it does not matter. */
static void read_answer(int descriptor, char answer[ANSWER_BYTES + 1])
{
    size_t size = 0;
    ssize_t some = 1;

    while (size < ANSWER_BYTES && some > 0) {
        some = recv(descriptor, answer + size, ANSWER_BYTES - size, 0);
        if (some > 0) size += (size_t)some;
        if (memchr(answer, '\n', size)) break;
    }
    answer[size] = 0;
}

/* ── The outcome ────────────────────────────────────────────────────────── */

/* 4xx is about this message; 401 and 403 are about us, 408 and 429 about now. */
static void judge(struct text_message *message, struct arena *arena, int status)
{
    bool ours = status == 401 || status == 403 || status == 404 || status == 408 || status == 429;

    if (status >= 200 && status < 300)
        message->outcome = SENDING_sent;
    else if (status >= 400 && status < 500 && !ours)
        message->outcome = SENDING_refused;
    message->cause = arena_printf(arena, "the gateway answered %d", status);
}

void sms_send(const struct sms_gateway *gateway, struct arena *arena, struct text_message *message)
{
    char answer[ANSWER_BYTES + 1];
    struct buffer request;
    int descriptor = open_connection(gateway);

    message->outcome = SENDING_again;
    message->cause = "the gateway cannot be reached";
    if (descriptor < 0) return;
    buffer_init(&request, arena, (size_t)1 << 16);
    put_request(&request, gateway, message);
    message->cause = "the gateway does not answer";
    if (!request.full && send_all(descriptor, &request)) {
        read_answer(descriptor, answer);
        if (text_starts(answer, "HTTP/1.") && strlen(answer) > 12) judge(message, arena, atoi(answer + 9));
    }
    close(descriptor);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Request line and headers, through a server as it stands. A second reader, strict and simple, says whether the head
 * can be read in one way only; where it cannot, the server must not have carried the request out.
 */
#include "fuzz.h"

#include "../fresh_store.h"
#include "../web_site.h"

#include <ctype.h>
#include <strings.h>

static const char *line_end(const char *from)
{
    const char *end = strstr(from, "\r\n");

    for (const char *at = from; end && at < end; at++)
        if ((unsigned char)*at < 0x20 && *at != '\t') return NULL; /* bare CR, bare LF, other controls */
    return end;
}

static bool is_token(const char *from, const char *end)
{
    if (from == end) return false;
    for (; from < end; from++)
        if (!isalnum((unsigned char)*from) && !memchr("!#$%&'*+-.^_`|~", *from, 15)) return false;
    return true;
}

static bool is_named(const char *from, const char *end, const char *name)
{
    return (size_t)(end - from) == strlen(name) && strncasecmp(from, name, strlen(name)) == 0;
}

/* One Host, at most one of Content-Length and Transfer-Encoding, no folded line, every line ended by CR LF. */
static bool has_one_reading(const char *head)
{
    const char *end, *colon;
    int hosts = 0, framings = 0;

    while (strncmp(head, "\r\n", 2) == 0) head += 2; /* RFC 9112, 2.2: empty lines in front are passed over */
    end = line_end(head);
    if (!end) return false;
    for (const char *line = end + 2; strncmp(line, "\r\n", 2) != 0; line = end + 2) {
        end = line_end(line);
        colon = end ? memchr(line, ':', (size_t)(end - line)) : NULL;
        if (!colon || !is_token(line, colon)) return false;
        hosts += is_named(line, colon, "Host");
        framings += is_named(line, colon, "Content-Length") || is_named(line, colon, "Transfer-Encoding");
    }
    return hosts == 1 && framings <= 1;
}

static void begin(void)
{
    static struct arena *kept;
    const char *store;

    if (kept) return;
    kept = arena_new(1 << 20);
    log_set_level((enum log_level)-1);
    store = fresh_store(kept, false);
    site_schema(store);
    site = site_start(store, (struct server_options){ .connections_per_address = 100000 }, 512);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct timeval patience = { .tv_usec = 100000 };
    const char *head = arena_printf(fuzz_arena(), "%.*s\r\n\r\n", (int)size, (const char *)data), *reply;
    int client, status;

    begin();
    if (strlen(head) != size + 4) return 0; /* a NUL: the second reader is too simple for it */
    client = client_open();
    HOLDS(client >= 0);
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    client_send(client, head, size + 4);
    shutdown(client, SHUT_WR);
    reply = client_receive(client, false);
    status = *reply ? client_status(reply) : 0;
    close(client);
    HOLDS(status == 0 || (status >= 200 && status < 600 && status != 500));
    if (status >= 200 && status < 400) HOLDS(has_one_reading(head));
    return 0;
}

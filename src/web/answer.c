/* SPDX-License-Identifier: Apache-2.0 */
/* From a filled reply to the library's response: the headers of every reply are added here, and counted. */
#include "web/edge.h"

#include "base/text.h"
#include "web/now.h"

#include <string.h>
#include <strings.h>

static const char security_policy[] = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
                                      "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; connect-src 'self'";

/* Browsers keep Secure cookies of these names without TLS too. */
bool is_loopback_name(const char *host)
{
    if (!host) return false;
    if (strncasecmp(host, "localhost", 9) == 0) return host[9] == 0 || host[9] == ':';
    if (text_starts(host, "[::1]")) return host[5] == 0 || host[5] == ':';
    return text_starts(host, "127.") && strspn(host, "0123456789.:") == strlen(host);
}

static struct MHD_Response *response_of(const struct reply *reply)
{
    if (reply->file > 0) return MHD_create_response_from_fd64((uint64_t)reply->file_size, reply->file);
    /* The bytes live in the arena until exchange_completed. */
    return MHD_create_response_from_buffer(reply->size, (void *)(uintptr_t)reply->bytes, MHD_RESPMEM_PERSISTENT);
}

static void add_headers(const struct exchange *exchange, struct MHD_Response *response)
{
    const struct request *request = &exchange->request;
    const struct reply *reply = &request->reply;

    if (reply->type) MHD_add_response_header(response, "Content-Type", reply->type);
    MHD_add_response_header(response, "Cache-Control", reply->cache ? reply->cache : "no-store");
    MHD_add_response_header(response, "Content-Security-Policy", security_policy);
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "same-origin");
    MHD_add_response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    if (request->secure && !is_loopback_name(request_header(request, "Host")))
        MHD_add_response_header(response, "Strict-Transport-Security", "max-age=31536000");
    for (const struct reply_header *header = reply->headers; header; header = header->next)
        MHD_add_response_header(response, header->name, header->value);
    if (reply->close || exchange->server->stopping) MHD_add_response_header(response, "Connection", "close");
}

static void count(struct exchange *exchange)
{
    static const int64_t bounds[] = SERVER_BUCKETS;
    struct server_figures *figures = &exchange->server->figures;
    const struct reply *reply = &exchange->request.reply;
    int64_t took = monotonic_microseconds() - exchange->began;
    size_t bucket = 0;

    while (bucket < sizeof bounds / sizeof *bounds && took > bounds[bucket]) bucket++;
    figures->slower[bucket]++;
    figures->microseconds += took;
    figures->bytes += reply->file > 0 ? reply->file_size : (int64_t)reply->size;
    if (reply->status >= 100 && reply->status < 600) figures->replies[reply->status / 100]++;
}

enum MHD_Result exchange_answer(struct exchange *exchange)
{
    struct reply *reply = &exchange->request.reply;
    struct MHD_Response *response = response_of(reply);
    enum MHD_Result result;

    if (!response) return MHD_NO;
    exchange->stage = STAGE_ANSWERED;
    add_headers(exchange, response);
    count(exchange);
    link_sending(&exchange->server->connections, exchange->link,
                 reply->file > 0 ? reply->file_size : (int64_t)reply->size);
    result = MHD_queue_response(exchange->connection, (unsigned)reply->status, response);
    reply->file = 0; /* the response closes it */
    MHD_destroy_response(response);
    return result;
}

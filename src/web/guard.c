/* SPDX-License-Identifier: Apache-2.0 */
#include "web/guard.h"

#include "web/request.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool crlf_was_at(const char *end)
{
    return end[0] == 0 && end[1] == 0;
}

struct lines lines_begin(const char *target_end, const char *version)
{
    return (struct lines){ .end = version + strlen(version), .broken = version != target_end + 1 };
}

void lines_next(struct lines *lines, const char *name, const char *value, size_t value_size)
{
    if (name != lines->end + 2 || !crlf_was_at(lines->end)) lines->broken = true;
    lines->end = value + value_size;
    if (strlen(value) != value_size) lines->broken = true;
}

/* Behind the last line stands an empty one. */
bool lines_end(struct lines *lines)
{
    return !lines->broken && crlf_was_at(lines->end) && crlf_was_at(lines->end + 2);
}

static bool digits(const char *text)
{
    if (!*text || strlen(text) > 18) return false;
    for (; *text; text++)
        if (!isdigit((unsigned char)*text)) return false;
    return true;
}

/* RFC 9110: tokens only; MHD takes "Host : x" for a name with a space in it. */
static bool is_name(const char *name)
{
    if (!*name) return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && !strchr("!#$%&'*+-.^_`|~", *name)) return false;
    return true;
}

static bool is_value(const char *value)
{
    for (; *value; value++)
        if (((unsigned char)*value < 0x20 && *value != '\t') || *value == 0x7f) return false;
    return true;
}

/* A name or address and perhaps a port; nothing that could carry a path or a second host. */
static bool is_host(const char *host)
{
    size_t size = strlen(host);

    return size > 0 && size < 256 &&
           strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:[]") == size;
}

bool guard_allows(const struct pairs *headers, const char *version)
{
    int hosts = 0, lengths = 0, encodings = 0;

    for (size_t i = 0; i < headers->count; i++) {
        const char *name = headers->items[i].name, *value = headers->items[i].value;

        if (!is_name(name) || !is_value(value)) return false;
        if (strcasecmp(name, "Host") == 0) {
            hosts++;
            if (!is_host(value)) return false;
        } else if (strcasecmp(name, "Content-Length") == 0) {
            lengths++;
            if (!digits(value)) return false;
        } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
            encodings++;
            if (strcasecmp(value, "chunked") != 0 || strcmp(version, "HTTP/1.1") != 0) return false;
        }
    }
    return hosts == 1 && lengths + encodings <= 1;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "web/reply.h"

#include "base/text.h"
#include "web/request.h"

#include <stdio.h>
#include <string.h>

struct error reply_bytes(struct request *request, int status, const char *type, const char *bytes, size_t size)
{
    request->reply.status = status;
    request->reply.type = type;
    request->reply.bytes = bytes;
    request->reply.size = size;
    return OK;
}

static struct error reply_buffer(struct request *request, int status, const char *type, struct buffer *buffer)
{
    if (buffer->full) return (struct error){ .kind = BROKEN, .code = "reply.too-large", .detail = "a buffer was full" };
    return reply_bytes(request, status, type, buffer_string(buffer), buffer->size);
}

struct error reply_json(struct request *request, int status, struct buffer *buffer)
{
    return reply_buffer(request, status, "application/json", buffer);
}

struct error reply_page(struct request *request, int status, struct buffer *buffer)
{
    return reply_buffer(request, status, "text/html; charset=utf-8", buffer);
}

struct error reply_text(struct request *request, int status, const char *text)
{
    return reply_bytes(request, status, "text/plain; charset=utf-8", text, strlen(text));
}

struct error reply_nothing(struct request *request, int status)
{
    return reply_bytes(request, status, NULL, "", 0);
}

struct error reply_see_other(struct request *request, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    reply_header(request, "Location", arena_vprintf(request->arena, format, arguments));
    va_end(arguments);
    return reply_nothing(request, 303);
}

/* RFC 6266: an ASCII name for old readers, the real one beside it. */
static char *disposition(struct arena *arena, const char *name)
{
    struct buffer out;

    buffer_init(&out, arena, 16384);
    buffer_text(&out, "attachment; filename=\"");
    for (const char *at = name; *at; at++)
        buffer_char(&out, (unsigned char)*at < 0x20 || (unsigned char)*at > 0x7e || strchr("\"\\/%;", *at) ? '_' : *at);
    buffer_text(&out, "\"; filename*=UTF-8''");
    for (const char *at = name; *at; at++) {
        unsigned char byte = (unsigned char)*at;
        bool plain = (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z') || byte == '-' ||
                     byte == '.' || byte == '_';

        if (plain)
            buffer_char(&out, *at);
        else
            buffer_printf(&out, "%%%02X", byte);
    }
    return arena_text(arena, buffer_string(&out));
}

struct error reply_file(struct request *request, const char *type, int file, int64_t size, const char *download)
{
    request->reply.status = 200;
    request->reply.type = type;
    request->reply.file = file;
    request->reply.file_size = size;
    if (download) reply_header(request, "Content-Disposition", disposition(request->arena, download));
    return OK;
}

struct error reply_and_undo(struct request *request, struct error error)
{
    request->reply.stands = request->reply.status != 0;
    return error;
}

void reply_header(struct request *request, const char *name, const char *value)
{
    struct reply_header *header = ARENA_NEW(request->arena, struct reply_header);
    struct reply_header **end = &request->reply.headers;

    *header = (struct reply_header){ name, value, NULL };
    while (*end) end = &(*end)->next;
    *end = header;
}

void reply_cache(struct request *request, const char *cache_control)
{
    request->reply.cache = cache_control;
}

void reply_is_secret(struct request *request)
{
    request->reply.secret = true;
}

static char *version_tag(struct arena *arena, const char *name, int64_t version)
{
    return arena_printf(arena, "\"%s-%lld\"", name, (long long)version);
}

/* A list of tags, or *. Weak ones count only where `weak`. */
static bool names_tag(const char *list, const char *tag, bool weak)
{
    size_t size = strlen(tag);

    while (*list) {
        bool is_weak = false;

        while (*list == ' ' || *list == '\t' || *list == ',') list++;
        if (*list == '*') return true;
        if (strncmp(list, "W/", 2) == 0) {
            is_weak = true;
            list += 2;
        }
        if (strncmp(list, tag, size) == 0 && (weak || !is_weak) && strchr(" \t,", list[size])) return true;
        while (*list && *list != ',') list++;
    }
    return false;
}

void reply_version(struct request *request, const char *name, int64_t version)
{
    char *tag = version_tag(request->arena, name, version);
    const char *known = request_header(request, "If-None-Match");

    reply_header(request, "ETag", tag);
    if (request->method == METHOD_GET && known && names_tag(known, tag, true)) reply_nothing(request, 304);
}

struct error request_if_match(const struct request *request, const char *name, int64_t version)
{
    const char *wanted = request_header(request, "If-Match");

    if (!wanted || names_tag(wanted, version_tag(request->arena, name, version), false)) return OK;
    return (struct error){ .kind = STALE, .code = "request.stale", .text = "内容已被他人更新，请重新载入后再操作" };
}

int64_t request_wanted_version(const struct request *request, const char *name)
{
    const char *wanted = request_header(request, "If-Match"), *number;
    size_t size = strlen(name);
    int64_t version = 0;

    if (!wanted || text_equal(wanted, "*")) return 0;
    number = wanted + size + 2;
    if (wanted[0] != '"' || strncmp(wanted + 1, name, size) != 0 || wanted[size + 1] != '-') return -1;
    for (; *number >= '0' && *number <= '9' && version < INT64_MAX / 10 - 10; number++)
        version = version * 10 + *number - '0';
    return version > 0 && text_equal(number, "\"") ? version : -1;
}

void request_state(struct request *request, const char *state)
{
    request->state = state;
}

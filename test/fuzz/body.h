/* SPDX-License-Identifier: Apache-2.0 */
/* A body as a handler reads it: by its description, then field by field. */
#pragma once

#include "fuzz.h"
#include "web/body.h"
#include "web/fields.h"
#include "web/request.h"

#include <jansson.h>

static const struct field body_part[] = { { "unit", KIND_TEXT, NEED_REQUIRED, NULL, NULL, "" }, { .name = NULL } };
static const struct field body_fields[] = {
    { "title", KIND_TEXT, NEED_REQUIRED, NULL, NULL, "" }, { "n", KIND_NUMBER, NEED_OPTIONAL, NULL, NULL, "" },
    { "yes", KIND_BOOLEAN, NEED_OPTIONAL, NULL, NULL, "" }, { "day", KIND_DAY, NEED_OPTIONAL, NULL, NULL, "" },
    { "at", KIND_INSTANT, NEED_OPTIONAL, NULL, NULL, "" },  { "list", KIND_LIST, NEED_OPTIONAL, NULL, NULL, "" },
    { "parts", KIND_OBJECTS, NEED_OPTIONAL, body_part, "", "" }, { .name = NULL },
};

/* What handlers are given is text, whatever was sent. */
static inline void body_read_fields(struct request *request)
{
    const char *title;
    size_t count;

    if (fields_check(request, body_fields).kind != NO_ERROR) return;
    field_need(request, "title");
    title = field_text(request, "title");
    HOLDS(!title || fuzz_utf8(title));
    field_int(request, "n", 0);
    field_bool(request, "yes", false);
    field_day(request, "day");
    field_instant(request, "at");
    field_list(request, "list", &count);
}

static inline void body_take(enum body_kind kind, const char *type, const unsigned char *data, size_t size)
{
    struct route route = { .body = kind };
    struct request request = { .path = "/api/v1/x", .arena = fuzz_arena(), .route = &route, .content_type = type };

    request.body = arena_text_n(request.arena, (const char *)data, size);
    request.body_size = size;
    if (body_read(&request).kind == NO_ERROR) body_read_fields(&request);
    if (request.json) json_decref(request.json);
}

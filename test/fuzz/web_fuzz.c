/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What strangers send, for libFuzzer. The first byte says which reader gets the rest:
 * J a JSON body, F a form, C cookies, A an address, T a Content-Type, M a multipart body in pieces.
 *
 *     clang -fsanitize=fuzzer,address,undefined … test/fuzz/web_fuzz.c -o web_fuzz
 *     ./web_fuzz test/fuzz/corpus-web
 */
#include "base/text.h"
#include "web/body.h"
#include "web/decode.h"
#include "web/fields.h"
#include "web/multipart.h"
#include "web/request.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static const struct field part[] = { { "unit", KIND_TEXT, NEED_REQUIRED, NULL, NULL, "" }, { .name = NULL } };
static const struct field fields[] = {
    { "title", KIND_TEXT, NEED_REQUIRED, NULL, NULL, "" }, { "n", KIND_NUMBER, NEED_OPTIONAL, NULL, NULL, "" },
    { "yes", KIND_BOOLEAN, NEED_OPTIONAL, NULL, NULL, "" }, { "day", KIND_DAY, NEED_OPTIONAL, NULL, NULL, "" },
    { "at", KIND_INSTANT, NEED_OPTIONAL, NULL, NULL, "" },  { "list", KIND_LIST, NEED_OPTIONAL, NULL, NULL, "" },
    { "parts", KIND_OBJECTS, NEED_OPTIONAL, part, "", "" }, { .name = NULL },
};

static void read_fields(struct request *request)
{
    size_t count;

    if (fields_check(request, fields).kind != NO_ERROR) return;
    field_need(request, "title");
    field_int(request, "n", 0);
    field_bool(request, "yes", false);
    field_day(request, "day");
    field_instant(request, "at");
    field_list(request, "list", &count);
}

static void as_body(struct request *request, enum body_kind kind, const char *type, const char *bytes, size_t size)
{
    struct route route = { .body = kind };

    request->route = &route;
    request->content_type = type;
    request->body = arena_text_n(request->arena, bytes, size);
    request->body_size = size;
    if (body_read(request).kind == NO_ERROR) read_fields(request);
    if (request->json) json_decref(request->json);
}

/* A byte of the input says how long the next piece is. */
static void as_multipart(struct request *request, const char *bytes, size_t size)
{
    struct multipart *multipart;

    if (multipart_new(request, "multipart/form-data; boundary=b", &multipart).kind != NO_ERROR) abort();
    while (size > 1) {
        size_t piece = (unsigned char)*bytes % 64 + 1;

        if (piece > size - 1) piece = size - 1;
        multipart_take(multipart, bytes + 1, piece);
        bytes += piece + 1;
        size -= piece + 1;
    }
    multipart_end(multipart);
    for (size_t i = 0; i < request->upload_count; i++) close(request->uploads[i].file);
}

static void as_multipart_at_once(struct request *request, const char *bytes, size_t size)
{
    struct multipart *multipart;

    if (multipart_new(request, "multipart/form-data; boundary=b", &multipart).kind != NO_ERROR) abort();
    multipart_take(multipart, bytes, size);
    multipart_end(multipart);
    for (size_t i = 0; i < request->upload_count; i++) close(request->uploads[i].file);
}

static void as_address(struct request *request, const char *bytes, size_t size)
{
    char *plain = decode_percent(request->arena, bytes, size, false);

    if (plain && !text_is_utf8(plain, strlen(plain))) abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct request request = { .path = "/api/v1/x" };
    const char *bytes = (const char *)data + 1, *text;

    if (size-- == 0) return 0;
    request.arena = arena_new((size_t)256 << 20);
    text = arena_text_n(request.arena, bytes, size);
    switch (*data) {
    case 'J': as_body(&request, BODY_JSON, "application/json", bytes, size); break;
    case 'F': as_body(&request, BODY_FORM, "application/x-www-form-urlencoded", bytes, size); break;
    case 'C': decode_cookies(request.arena, text, &request.cookies); break;
    case 'A': as_address(&request, bytes, size); break;
    case 'T':
        content_type_is(text, "application/json");
        content_type_param(request.arena, text, "charset");
        break;
    case 'M': as_multipart(&request, bytes, size); break;
    case 'N': as_multipart_at_once(&request, bytes, size); break;
    }
    arena_free(request.arena);
    return 0;
}

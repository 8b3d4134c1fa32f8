/* SPDX-License-Identifier: Apache-2.0 */
/* A Cookie header, and a Content-Type. */
#include "fuzz.h"
#include "web/decode.h"
#include "web/request.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    const char *text = arena_text_n(arena, (const char *)data, size);
    struct pairs cookies = { 0 };

    decode_cookies(arena, text, &cookies);
    for (size_t i = 0; i < cookies.count; i++) HOLDS(*cookies.items[i].name && !strpbrk(cookies.items[i].name, "=;"));
    content_type_is(text, "application/json");
    content_type_param(arena, text, "charset");
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The part of an address behind the question mark, one part before it, and what is typed into a search box. */
#include "fuzz.h"
#include "store/search.h"
#include "web/decode.h"
#include "web/request.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    enum { MOST = 20 };
    struct arena *arena = fuzz_arena();
    struct pairs pairs = { 0 };
    char *plain = decode_percent(arena, (const char *)data, size, false);

    HOLDS(!plain || fuzz_utf8(plain));
    if (decode_form(arena, (const char *)data, size, MOST, &pairs).kind != NO_ERROR) return 0;
    HOLDS(pairs.count <= MOST);
    for (size_t i = 0; i < pairs.count; i++) {
        HOLDS(fuzz_utf8(pairs.items[i].name) && fuzz_utf8(pairs.items[i].value));
        search_words(arena, pairs.items[i].value);
    }
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* A unified social credit code as typed: valid ones stay themselves, and no two digits of one can be swapped. */
#include "mechanism/uscc.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    const char *typed = arena_text_n(arena, (const char *)data, size), *why;
    char normal[USCC_SIZE], again[USCC_SIZE];

    if (!text_is_utf8(typed, strlen(typed))) return 0;
    if (!uscc_check(arena, typed, normal, &why)) {
        HOLDS(why && *why && fuzz_utf8(why) && !*normal);
        return 0;
    }
    HOLDS(!why && strlen(normal) == 18 && strcmp(uscc_normalise(arena, typed), normal) == 0);
    HOLDS(uscc_check(arena, normal, again, &why) && strcmp(again, normal) == 0);
    HOLDS(uscc_make(normal, again) && strcmp(again, normal) == 0);
    for (int i = 0; i < 18; i++) {
        char other[USCC_SIZE];

        strcpy(other, normal);
        other[i] = other[i] == '1' ? '2' : '1';
        HOLDS(!uscc_check(arena, other, again, &why));
    }
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/registry_match.h"
#include "base/text.h"

#include <stdbool.h>
#include <string.h>

/* After folding: everything in ASCII that is no letter or digit, and the blocks of punctuation. 々 〆 〇 are words. */
static bool is_decoration(uint32_t point)
{
    if (point < 0x80)
        return !((point >= '0' && point <= '9') || (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z'));
    if (point >= 0x3005 && point <= 0x3007) return false;
    return (point >= 0x2000 && point <= 0x206F) || (point >= 0x3000 && point <= 0x303F) || point == 0xA0 ||
           point == 0xAD || point == 0xB7 || point == 0x30FB || point == 0xFEFF;
}

char *registry_name_key(struct arena *arena, const char *name)
{
    const char *folded = text_fold(arena, name ? name : "");
    char *key = arena_alloc(arena, strlen(folded) + 1), *out = key;

    while (*folded) {
        const char *start = folded;

        if (is_decoration(text_next(&folded))) continue;
        memcpy(out, start, (size_t)(folded - start));
        out += folded - start;
    }
    *out = 0;
    return key;
}

enum registry_match registry_match(struct arena *arena, const char *typed, const char *registered)
{
    const char *key;

    if (!registered) return REGISTRY_UNKNOWN;
    key = registry_name_key(arena, registered);
    if (*key == 0) return REGISTRY_NAME_DIFFERS; /* a name of punctuation alone agrees with nothing */
    return strcmp(registry_name_key(arena, typed), key) == 0 ? REGISTRY_MATCH : REGISTRY_NAME_DIFFERS;
}

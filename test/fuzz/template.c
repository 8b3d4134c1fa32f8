/* SPDX-License-Identifier: Apache-2.0 */
/* Every notice with a stranger's text in all its words: it is said as it is, and nothing in it is filled in again. */
#include "service/templates.h"

#include "fuzz.h"

static const char *word(void *from, const char *name)
{
    return strlen(name) % 2 ? from : "";
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    const char *typed, *text;

    if (size < 2 || size > 500) return 0;
    typed = arena_text_n(arena, (const char *)data + 1, size - 1);
    if (!*typed || !fuzz_utf8(typed)) return 0;
    text = template_text(arena, template_rows[data[0] % TEMPLATES].chinese, word, (void *)(uintptr_t)typed);
    HOLDS(fuzz_utf8(text));
    text = template_text(arena, "前{a}后[（{abc}）][不说{ab}]", word, (void *)(uintptr_t)typed);
    HOLDS(strcmp(text, arena_printf(arena, "前%s后（%s）", typed, typed)) == 0);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Days and instants as typed: what is taken is written back the same. */
#include "base/date.h"

#include "fuzz.h"
#include "mechanism/phone.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    const char *typed = arena_text_n(arena, (const char *)data, size);
    char day_text[DAY_TEXT], instant_text[INSTANT_TEXT];
    instant_t at, again;
    const char *phone;
    day_t day;

    if (day_parse(typed, &day)) HOLDS(strcmp(day_format(day, day_text), typed) == 0);
    if (instant_parse(typed, &at))
        HOLDS(instant_parse(instant_format(at, instant_text), &again) && again / SECOND == at / SECOND);
    phone = fuzz_utf8(typed) ? phone_normal(arena, typed) : NULL;
    HOLDS(!phone || fuzz_utf8(phone));
    return 0;
}

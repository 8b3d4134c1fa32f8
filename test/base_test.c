/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"
#include "base/json.h"
#include "base/text.h"

#include "test.h"

static struct arena *arena;

static void days_go_there_and_back(void)
{
    char text[DAY_TEXT];
    int wrong = 0;

    for (day_t day = day_of_civil(1900, 1, 1); day < day_of_civil(2200, 1, 1); day++) {
        day_t back;
        if (!day_parse(day_format(day, text), &back) || back != day) wrong++;
    }
    CHECK_INT(wrong, 0);
    CHECK_INT(weekday(day_of_civil(2026, 3, 11)), 3);
    CHECK_INT(weekday(day_of_civil(1969, 12, 28)), 7);
}

static void false_dates_are_refused(void)
{
    static const char *const wrong[] = { "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "2026-01-01 ", "",
                                         "20260101", "2026-01-32", "１２３４-01-01" };
    day_t day;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) CHECK(!day_parse(wrong[i], &day), "%s", wrong[i]);
    CHECK(day_parse("2024-02-29", &day), "a leap day");
}

static void instants_have_a_zone(void)
{
    char text[INSTANT_TEXT];
    instant_t instant, same;

    CHECK(instant_parse("2026-03-04T00:00:00+08:00", &instant), "with +08:00");
    CHECK(instant_parse("2026-03-03T16:00:00Z", &same) && same == instant, "the same in UTC");
    CHECK_TEXT(instant_format(instant, text), "2026-03-04T00:00:00+08:00");
    CHECK_INT(day_of(instant), day_of_civil(2026, 3, 4));
    CHECK_INT(day_of(instant - 1), day_of_civil(2026, 3, 3));
    CHECK(!instant_parse("2026-03-04T00:00:00", &same), "without a zone");
    CHECK(!instant_parse("2026-03-04T24:00:00Z", &same), "hour 24");
    CHECK_TEXT(due_chinese(arena, instant, day_of(instant)), "3月3日（周二）24:00");
    CHECK_TEXT(due_chinese(arena, instant + 10 * HOUR, day_of(instant)), "3月4日（周三）10:00");
    CHECK_TEXT(day_chinese(arena, day_of_civil(2027, 1, 4), day_of(instant)), "2027年1月4日（周一）");
}

static void text_is_checked_and_folded(void)
{
    CHECK(text_is_utf8("中文𠮷", strlen("中文𠮷")), "Chinese");
    CHECK(!text_is_utf8("\xc0\x80", 2), "overlong");
    CHECK(!text_is_utf8("\xed\xa0\x80", 3), "surrogate");
    CHECK(!text_is_utf8("a\0b", 3), "NUL inside");
    CHECK_INT(text_length("潮州𠮷a"), 4);
    CHECK_TEXT(text_fold(arena, "ＡＢＣ（１）"), "abc(1)");
    CHECK_TEXT(text_trim(arena, "　 潮州 陶瓷 \n"), "潮州 陶瓷");
    CHECK_TEXT(text_cut(arena, "潮州陶瓷", 2), "潮州…");
    CHECK(text_blank("　 \t"), "blank");
}

static void json_is_escaped(void)
{
    struct buffer out;
    struct json json;

    buffer_init(&out, arena, 1000);
    json = json_writer(&out);
    json_open(&json, NULL, '{');
    json_text(&json, "a", "\"\\\n\x01中");
    json_open(&json, "list", '[');
    json_int(&json, NULL, -5);
    json_bool(&json, NULL, true);
    json_day(&json, NULL, NO_DAY);
    json_close(&json, ']');
    json_close(&json, '}');
    CHECK_TEXT(buffer_string(&out), "{\"a\":\"\\\"\\\\\\n\\u0001中\",\"list\":[-5,true,null]}");
}

static void a_buffer_keeps_its_limit(void)
{
    struct buffer out;

    buffer_init(&out, arena, 4);
    buffer_text(&out, "1234");
    CHECK(!out.full, "four fit");
    buffer_text(&out, "5");
    CHECK(out.full && out.size == 4, "the fifth is dropped and said so");
}

int main(void)
{
    arena = arena_new(1 << 20);
    RUN(days_go_there_and_back);
    RUN(false_dates_are_refused);
    RUN(instants_have_a_zone);
    RUN(text_is_checked_and_folded);
    RUN(json_is_escaped);
    RUN(a_buffer_keeps_its_limit);
    arena_free(arena);
    return test_end();
}

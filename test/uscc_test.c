/* SPDX-License-Identifier: Apache-2.0 */
#include "commands.h"
#include "mechanism/registry_match.h"
#include "mechanism/uscc.h"

#include "capture.h"
#include "test.h"

static struct arena *arena;

static const char *why_of(const char *typed)
{
    char normal[USCC_SIZE];
    const char *why;

    return uscc_check(arena, typed, normal, &why) ? "valid" : why;
}

static void the_standards_example_is_valid(void)
{
    char normal[USCC_SIZE];
    const char *why;

    CHECK(uscc_check(arena, "91350100M000100Y43", normal, &why), "%s", why);
    CHECK_TEXT(normal, "91350100M000100Y43");
    CHECK(!uscc_check(arena, "91350100M000100Y4Z", normal, &why), "the wrong one of the same documents");
    CHECK_TEXT(normal, "");
    CHECK_TEXT(why, "第18位“Z”有误：代码不使用字母I、O、S、V、Z，可能是数字“2”");
}

static void typing_is_forgiven(void)
{
    CHECK_TEXT(why_of(" 91350100m000100y43\n"), "valid");
    CHECK_TEXT(why_of("９１３５０１００Ｍ０００１００Ｙ４３"), "valid");
    CHECK_TEXT(why_of("913501-00 M000　100y—43"), "valid");
    CHECK_TEXT(uscc_normalise(arena, "　ａ-b 中\t"), "AB中");
}

static void what_is_wrong_is_said(void)
{
    CHECK_TEXT(why_of(""), "没有填写代码，应为18位");
    CHECK_TEXT(why_of("91350100M000100Y4"), "应为18位，现为17位");
    CHECK(strstr(why_of("M000100Y4"), "组织机构代码"), "nine");
    CHECK(strstr(why_of("350100100000001"), "旧版工商注册号"), "fifteen");
    CHECK_TEXT(why_of("9I350100M000100Y43"), "第2位“I”有误：代码不使用字母I、O、S、V、Z，可能是数字“1”");
    CHECK_TEXT(why_of("9135O100M000100Y43"), "第5位“O”有误：代码不使用字母I、O、S、V、Z，可能是数字“0”");
    CHECK_TEXT(why_of("913S0100M000100Y43"), "第4位“S”有误：代码不使用字母I、O、S、V、Z，可能是数字“5”");
    CHECK(strstr(why_of("91350100M000100V43"), "“U”或“Y”"), "V");
    CHECK_TEXT(why_of("91350100统000100Y43"), "第9位“统”不是代码可用的数字或大写字母");
    CHECK_TEXT(why_of("91350100M000100Y4*"), "第18位“*”不是代码可用的数字或大写字母");
    CHECK(strstr(why_of("91350100M000100Y44"), "第18位校验码应为“3”，现为“4”"), "%s", why_of("91350100M000100Y44"));
    CHECK(strstr(why_of("91350100M000100Y53"), "第17位应为“4”，现为“5”"), "%s", why_of("91350100M000100Y53"));
}

/* The last digit fits what was typed, the organisation code's own does not. */
static void both_check_digits_count(void)
{
    static const char letters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    char code[] = "91350100M000100Y50";
    int named = 0;

    for (const char *letter = letters; *letter; letter++) {
        code[17] = *letter;
        CHECK(strcmp(why_of(code), "valid") != 0, "%s", code);
        named += strstr(why_of(code), "请核对第9至17位有无抄错") != NULL;
    }
    CHECK_INT(named, 1);
}

/* The check digits catch every single wrong character. */
static void every_single_slip_is_caught(void)
{
    static const char letters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    char code[] = "91350100M000100Y43";
    int passed = 0;

    for (int i = 0; i < 18; i++) {
        char right = code[i];

        for (const char *letter = letters; *letter; letter++) {
            code[i] = *letter;
            if (*letter != right) passed += strcmp(why_of(code), "valid") == 0;
        }
        code[i] = right;
    }
    CHECK_INT(passed, 0);
}

static void made_codes_are_valid(void)
{
    char code[USCC_SIZE], first[32];
    int wrong = 0, with_x = 0, with_zero = 0;

    CHECK(uscc_make("91350100M000100Y", code), "made");
    CHECK_TEXT(code, "91350100M000100Y43");
    for (int i = 0; i < 20000; i++) {
        snprintf(first, sizeof first, "91445102MA%06d", i * 37);
        if (!uscc_make(first, code) || strcmp(why_of(code), "valid") != 0 || !uscc_looks_local(code)) wrong++;
        with_x += code[16] == 'X';
        with_zero += code[16] == '0';
    }
    CHECK_INT(wrong, 0);
    CHECK(with_x > 0 && with_zero > 0, "10 is written X, 11 is written 0");
    CHECK(!uscc_make("91445102MA00O000", code), "O is no letter of the code");
    CHECK(!uscc_make("9144", code), "too short");
    CHECK(!uscc_looks_local("91350100M000100Y43"), "a hint only");
}

static void names_are_compared_by_their_words(void)
{
    const char *registered = "潮州市枫溪（集团）陶瓷有限公司";

    CHECK_INT(registry_match(arena, "潮州市枫溪(集团)陶瓷有限公司", registered), REGISTRY_MATCH);
    CHECK_INT(registry_match(arena, " 潮州市 枫溪〔集团〕陶瓷有限公司。", registered), REGISTRY_MATCH);
    CHECK_INT(registry_match(arena, "潮州市枫溪集团陶瓷有限公司", registered), REGISTRY_MATCH);
    CHECK_INT(registry_match(arena, "潮州市枫溪陶瓷有限公司", registered), REGISTRY_NAME_DIFFERS);
    CHECK_INT(registry_match(arena, "", registered), REGISTRY_NAME_DIFFERS);
    CHECK_INT(registry_match(arena, "……", "（）"), REGISTRY_NAME_DIFFERS);
    CHECK_INT(registry_match(arena, "ＡＢＣ电子·（潮州）", "abc电子潮州"), REGISTRY_MATCH);
    CHECK_INT(registry_match(arena, "二〇二六公司", "二二六公司"), REGISTRY_NAME_DIFFERS);
    CHECK_INT(registry_match(arena, "随便", NULL), REGISTRY_UNKNOWN);
}

static void the_command_prints_a_line_each(void)
{
    struct captured *captured = capture(command_uscc, "uscc", "91350100m000100y43", NULL);

    CHECK_INT(captured->status, 0);
    CHECK_TEXT(captured->out, "91350100M000100Y43 valid\n");
    captured = capture(command_uscc, "uscc", "91350100M000100Y43 91350100m000100Y44", NULL);
    CHECK_INT(captured->status, 1);
    CHECK(strncmp(captured->out, "91350100M000100Y43 valid\n91350100M000100Y44 invalid: ", 53) == 0, "%s",
          captured->out);
    captured = capture(command_uscc, "uscc", "--json 123", NULL);
    CHECK_TEXT(captured->out, "[{\"code\":\"123\",\"valid\":false,\"why\":\"应为18位，现为3位\"}]\n");
    CHECK_INT(captured->status, 1);
    captured = capture(command_uscc, "uscc", "", NULL);
    CHECK_INT(captured->status, 2);
    CHECK_TEXT(captured->out, "");
    captured = capture(command_uscc, "uscc", "\xff\xfe", NULL);
    CHECK_TEXT(captured->out, "? invalid: 不是UTF-8文字\n");
}

int main(void)
{
    arena = arena_new(64 << 20);
    RUN(the_standards_example_is_valid);
    RUN(typing_is_forgiven);
    RUN(what_is_wrong_is_said);
    RUN(both_check_digits_count);
    RUN(every_single_slip_is_caught);
    RUN(made_codes_are_valid);
    RUN(names_are_compared_by_their_words);
    RUN(the_command_prints_a_line_each);
    arena_free(arena);
    return test_end();
}

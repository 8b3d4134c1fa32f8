/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/uscc.h"
#include "base/buffer.h"
#include "base/text.h"

#include <string.h>

enum { LENGTH = 18, ORGANISATION = 8, INNER_CHECK = 16, CHECK = 17 };

static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY"; /* 31 values: no I O S V Z */

static int value_of(char character)
{
    const char *found = character ? strchr(alphabet, character) : NULL;

    return found ? (int)(found - alphabet) : -1;
}

/* GB 32100: the weights are the powers of 3 modulo 31. */
static char outer_check(const char *code)
{
    int sum = 0, weight = 1;

    for (int i = 0; i < CHECK; i++) {
        sum += value_of(code[i]) * weight;
        weight = weight * 3 % 31;
    }
    return alphabet[(31 - sum % 31) % 31];
}

/* GB 11714: here letters count on from 10 to 35 without gaps. */
static char inner_check(const char *code)
{
    static const int weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
    int sum = 0, check;

    for (int i = 0; i < 8; i++) {
        char character = code[ORGANISATION + i];
        sum += weights[i] * (character <= '9' ? character - '0' : character - 'A' + 10);
    }
    check = 11 - sum % 11;
    return check == 10 ? 'X' : (char)('0' + check % 11);
}

static bool is_hyphen(uint32_t point)
{
    return point == '-' || (point >= 0x2010 && point <= 0x2015) || point == 0x2212 || point == 0x00AD;
}

static uint32_t half_width_upper(uint32_t point)
{
    if (point >= 0xFF01 && point <= 0xFF5E) point -= 0xFF01 - '!';
    return point >= 'a' && point <= 'z' ? point - 'a' + 'A' : point;
}

char *uscc_normalise(struct arena *arena, const char *typed)
{
    char *normal = arena_alloc(arena, strlen(typed) + 1), *out = normal;

    while (*typed) {
        const char *start = typed;
        uint32_t point = half_width_upper(text_next(&typed));
        char single[2] = { (char)point, 0 };

        if (is_hyphen(point) || text_blank(point < 0x80 ? single : arena_text_n(arena, start, (size_t)(typed - start))))
            continue;
        if (point < 0x80) {
            *out++ = (char)point;
        } else {
            memcpy(out, start, (size_t)(typed - start));
            out += typed - start;
        }
    }
    *out = 0;
    return normal;
}

static const char *wrong_length(struct arena *arena, size_t length)
{
    if (length == 0) return "没有填写代码，应为18位";
    if (length == 15) return "应为18位，现为15位；15位的是旧版工商注册号，请填写营业执照上的统一社会信用代码";
    if (length == 9) return "应为18位，现为9位；9位的是组织机构代码，请填写营业执照上的统一社会信用代码";
    return arena_printf(arena, "应为18位，现为%zu位", length);
}

/* The character that was probably read or typed wrongly. */
static const char *likely(char letter)
{
    static const char *const pairs[] = { "I1", "O0", "S5", "V", "Z2" };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == letter) return pairs[i] + 1;
    return NULL;
}

/* What is wrong with one character, or NULL. Foreign text counts as one position a character. */
static const char *wrong_character(struct arena *arena, const char *normal)
{
    int position = 0;

    while (*normal) {
        const char *start = normal, *instead;

        text_next(&normal);
        position++;
        if (value_of(*start) >= 0) continue;
        instead = likely(*start);
        if (!instead)
            return arena_printf(arena, "第%d位“%.*s”不是代码可用的数字或大写字母", position, (int)(normal - start),
                                start);
        if (*instead == 0)
            return arena_printf(arena, "第%d位“V”有误：代码不使用字母I、O、S、V、Z，可能是“U”或“Y”", position);
        return arena_printf(arena, "第%d位“%c”有误：代码不使用字母I、O、S、V、Z，可能是数字“%s”", position, *start,
                            instead);
    }
    return NULL;
}

static const char *wrong_check(struct arena *arena, const char *normal)
{
    char inner = inner_check(normal), outer = outer_check(normal);
    char repaired[USCC_SIZE];

    if (normal[INNER_CHECK] == inner && normal[CHECK] == outer) return NULL;
    if (normal[INNER_CHECK] == inner)
        return arena_printf(arena, "第18位校验码应为“%c”，现为“%c”；请核对各位有无抄错", outer, normal[CHECK]);
    memcpy(repaired, normal, USCC_SIZE);
    repaired[INNER_CHECK] = inner;
    if (outer_check(repaired) == normal[CHECK])
        return arena_printf(arena, "第17位应为“%c”，现为“%c”（第9至17位组织机构代码的校验码）", inner,
                            normal[INNER_CHECK]);
    if (normal[CHECK] == outer)
        return arena_printf(arena,
                            "第17位应为“%c”，现为“%c”（第9至17位组织机构代码的校验码）；请核对第9至17位有无抄错",
                            inner, normal[INNER_CHECK]);
    return arena_printf(arena, "校验不符：按前16位计算，第17、18位应为“%c%c”，现为“%c%c”；请核对各位有无抄错", inner,
                        outer_check(repaired), normal[INNER_CHECK], normal[CHECK]);
}

static const char *wrong_with(struct arena *arena, const char *normal)
{
    const char *why;

    if (text_length(normal) != LENGTH) return wrong_length(arena, text_length(normal));
    why = wrong_character(arena, normal);
    return why ? why : wrong_check(arena, normal);
}

bool uscc_check(struct arena *arena, const char *typed, char normal[USCC_SIZE], const char **why)
{
    const char *code = uscc_normalise(arena, typed ? typed : "");

    *why = wrong_with(arena, code);
    memset(normal, 0, USCC_SIZE);
    if (!*why) memcpy(normal, code, LENGTH);
    return !*why;
}

bool uscc_make(const char *first16, char code[USCC_SIZE])
{
    memset(code, 0, USCC_SIZE);
    for (int i = 0; i < INNER_CHECK; i++) {
        if (value_of(first16[i]) < 0) return false;
        code[i] = first16[i];
    }
    code[INNER_CHECK] = inner_check(code);
    code[CHECK] = outer_check(code);
    return true;
}

bool uscc_looks_local(const char *normal)
{
    return strlen(normal) == LENGTH && strncmp(normal + 2, "4451", 4) == 0;
}

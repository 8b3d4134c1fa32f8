/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/policy.h"
#include "base/text.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

const struct parameter policy_parameters[] = {
#define INTEGER(name, initial, least, most, clause, chinese) \
    { #name, clause, chinese, NULL, initial, least, most, offsetof(struct policy, name) },
#define CHOICE(name, initial, words, clause, chinese) \
    { #name, clause, chinese, words, initial, 0, INT_MAX, offsetof(struct policy, name) },
#include "mechanism/policy.def"
#undef INTEGER
#undef CHOICE
};

const size_t policy_parameter_count = sizeof policy_parameters / sizeof *policy_parameters;

struct policy policy_defaults(const char *jurisdiction)
{
    return (struct policy){
        .jurisdiction = jurisdiction,
#define INTEGER(name, initial, least, most, clause, chinese) .name = (initial),
#define CHOICE(name, initial, words, clause, chinese) .name = (initial),
#include "mechanism/policy.def"
#undef INTEGER
#undef CHOICE
    };
}

int policy_value(const struct policy *policy, const struct parameter *parameter)
{
    int value;

    memcpy(&value, (const char *)policy + parameter->offset, sizeof value);
    return value;
}

static const struct parameter *parameter_find(const char *id)
{
    for (size_t i = 0; i < policy_parameter_count; i++)
        if (strcmp(policy_parameters[i].id, id) == 0) return &policy_parameters[i];
    return NULL;
}

static struct error refuse(struct arena *arena, const char *id, const char *code, const char *clause, const char *text)
{
    struct fault *fault = ARENA_NEW(arena, struct fault);

    *fault = (struct fault){ .field = arena_text(arena, id), .code = code, .text = text };
    return (struct error){ INVALID, "policy.invalid", text, clause, NULL, fault, 0 };
}

/* The place of a word in "a|b", or -1. */
static int word_index(struct arena *arena, const char *words, const char *word)
{
    size_t count;
    char **list = text_split(arena, words, '|', &count);

    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i], word) == 0) return (int)i;
    return -1;
}

static struct error integer_of(struct arena *arena, const struct parameter *parameter, const char *typed, int *number)
{
    int64_t value;

    if (!text_int(typed, &value))
        return refuse(arena, parameter->id, "not-a-number", parameter->clause,
                      arena_printf(arena, "“%s”请填写整数", parameter->chinese));
    if (value < parameter->least || value > parameter->most)
        return refuse(arena, parameter->id, "out-of-range", parameter->clause,
                      arena_printf(arena, "“%s”应在%d至%d之间", parameter->chinese, parameter->least,
                                   parameter->most));
    *number = (int)value;
    return OK;
}

struct error policy_set(struct policy *policy, struct arena *arena, const char *id, const char *value)
{
    const struct parameter *parameter = parameter_find(id);
    const char *typed = text_trim(arena, value ? value : "");
    int number = 0;

    if (!parameter)
        return refuse(arena, id, "unknown", NULL, arena_printf(arena, "没有名为“%s”的参数", id));
    if (!parameter->words) {
        TRY(integer_of(arena, parameter, typed, &number));
    } else {
        number = word_index(arena, parameter->words, typed);
        if (number < 0)
            return refuse(arena, id, "not-a-choice", parameter->clause,
                          arena_printf(arena, "“%s”只能是：%s", parameter->chinese, parameter->words));
    }
    memcpy((char *)policy + parameter->offset, &number, sizeof number);
    return OK;
}

const char *policy_text(const struct policy *policy, struct arena *arena, const struct parameter *parameter)
{
    int value = policy_value(policy, parameter);
    size_t count;
    char **words;

    if (!parameter->words) return arena_printf(arena, "%d", value);
    words = text_split(arena, parameter->words, '|', &count);
    return value >= 0 && (size_t)value < count ? words[value] : arena_printf(arena, "%d", value);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arguments.h"

#include "base/text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((format(printf, 2, 3))) static void complain(struct arguments *arguments, const char *format, ...)
{
    va_list values;

    if (arguments->wrong) return;
    va_start(values, format);
    vsnprintf(arguments->wrong_text, sizeof arguments->wrong_text, format, values);
    va_end(values);
    arguments->wrong = arguments->wrong_text;
}

static char *take(struct arguments *arguments, int at)
{
    char *value = arguments->values[at];

    arguments->values[at] = NULL;
    return value;
}

static int find(const struct arguments *arguments, const char *name)
{
    for (int i = 0; i < arguments->count; i++)
        if (arguments->values[i] && strcmp(arguments->values[i], name) == 0) return i;
    return -1;
}

bool arguments_switch(struct arguments *arguments, const char *name)
{
    int at = find(arguments, name);

    if (at < 0) return false;
    take(arguments, at);
    return true;
}

static const char *value_after(struct arguments *arguments, int at, const char *name)
{
    if (at >= arguments->count || !arguments->values[at]) {
        complain(arguments, "选项%s后面缺少内容", name);
        return NULL;
    }
    return take(arguments, at);
}

static const char *joined_value(struct arguments *arguments, const char *name)
{
    size_t length = strlen(name);

    for (int i = 0; i < arguments->count; i++) {
        const char *value = arguments->values[i];

        if (value && strncmp(value, name, length) == 0 && value[length] == '=') return take(arguments, i) + length + 1;
    }
    return NULL;
}

const char *arguments_option(struct arguments *arguments, const char *name)
{
    int at = find(arguments, name);

    if (at < 0) return joined_value(arguments, name);
    take(arguments, at);
    return value_after(arguments, at + 1, name);
}

int64_t arguments_number(struct arguments *arguments, const char *name, int64_t otherwise, int64_t lowest,
                         int64_t highest)
{
    const char *text = arguments_option(arguments, name);
    int64_t number;

    if (!text) return otherwise;
    if (text_int(text, &number) && number >= lowest && number <= highest) return number;
    complain(arguments, "选项%s须是%lld至%lld的整数：%s", name, (long long)lowest, (long long)highest, text);
    return otherwise;
}

bool arguments_pair(struct arguments *arguments, const char *name, const char *pair[2])
{
    int at = find(arguments, name);

    if (at < 0) return false;
    take(arguments, at);
    pair[0] = value_after(arguments, at + 1, name);
    pair[1] = value_after(arguments, at + 2, name);
    return pair[0] && pair[1];
}

const char *arguments_store(struct arguments *arguments)
{
    const char *store = arguments_option(arguments, "--store");

    if (!store) store = getenv("ZTC_STORE");
    if (!store || !*store) {
        complain(arguments, "未指明数据库：请用 --store FILE.db（或 postgresql://…），或设置环境变量 ZTC_STORE");
        return NULL;
    }
    return store;
}

static bool is_option(const char *value)
{
    return value[0] == '-' && value[1] && !isdigit((unsigned char)value[1]);
}

const char *arguments_word(struct arguments *arguments)
{
    for (int i = 0; i < arguments->count; i++)
        if (arguments->values[i] && !is_option(arguments->values[i])) return take(arguments, i);
    return NULL;
}

const char *arguments_need(struct arguments *arguments, const char *what)
{
    const char *word = arguments_word(arguments);

    if (!word) complain(arguments, "缺少%s", what);
    return word;
}

bool arguments_end(struct arguments *arguments)
{
    for (int i = 0; i < arguments->count; i++)
        if (arguments->values[i]) complain(arguments, "不认识的参数：%s", arguments->values[i]);
    if (!arguments->wrong) return true;
    fprintf(stderr, "ztc %s: %s\n", arguments->command, arguments->wrong);
    fprintf(stderr, "用法: ztc %s %s\n", arguments->command, arguments->usage);
    return false;
}

int command_result(const struct arguments *arguments, struct error error)
{
    const char *text = error.text ? error.text : error.code;

    if (error.kind == NO_ERROR) return EXIT_DONE;
    fprintf(stderr, "ztc %s: %s%s%s%s\n", arguments->command, text ? text : "失败", error.detail ? "（" : "",
            error.detail ? error.detail : "", error.detail ? "）" : "");
    return EXIT_REFUSED;
}

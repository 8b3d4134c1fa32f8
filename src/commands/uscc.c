/* SPDX-License-Identifier: Apache-2.0 */
/* ztc uscc: whether codes are valid, and what is wrong with those that are not. */
#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "commands.h"
#include "commands/print.h"
#include "mechanism/uscc.h"

#include <string.h>

enum { ARENA_BYTES = 16 << 20, TEXT_BYTES = 4 << 20 };

struct verdict {
    const char *code, *why; /* why: NULL when valid */
};

static struct verdict judge(struct arena *arena, const char *typed)
{
    struct verdict verdict;
    char normal[USCC_SIZE];

    if (!text_is_utf8(typed, strlen(typed))) return (struct verdict){ "?", "不是UTF-8文字" };
    verdict.code = uscc_normalise(arena, typed);
    uscc_check(arena, typed, normal, &verdict.why);
    return verdict;
}

static void write_text(struct buffer *out, const struct verdict *verdict)
{
    if (verdict->why)
        buffer_printf(out, "%s invalid: %s\n", verdict->code, verdict->why);
    else
        buffer_printf(out, "%s valid\n", verdict->code);
}

static void write_json(struct json *json, const struct verdict *verdict)
{
    json_open(json, NULL, '{');
    json_text(json, "code", verdict->code);
    json_bool(json, "valid", !verdict->why);
    json_text(json, "why", verdict->why);
    json_close(json, '}');
}

/* Codes come one by one; an empty word is a code too, a wrong one. */
static int run(struct arguments *arguments, struct arena *arena, bool as_json)
{
    struct buffer out;
    struct json json;
    bool all_valid = true;
    int status;
    const char *typed = arguments_need(arguments, "统一社会信用代码");

    buffer_init(&out, arena, TEXT_BYTES);
    json = json_writer(&out);
    if (as_json) json_open(&json, NULL, '[');
    for (; typed; typed = arguments_word(arguments)) {
        struct verdict verdict = judge(arena, typed);

        if (as_json) write_json(&json, &verdict);
        else write_text(&out, &verdict);
        if (verdict.why) all_valid = false;
    }
    if (as_json) json_close(&json, ']');
    if (as_json) buffer_char(&out, '\n');
    if (!arguments_end(arguments)) return EXIT_USAGE;
    status = command_print(arguments, &out);
    return all_valid ? status : EXIT_REFUSED;
}

int command_uscc(struct arguments *arguments)
{
    struct arena *arena = arena_new(ARENA_BYTES);
    bool as_json = arguments_switch(arguments, "--json");
    int status = run(arguments, arena, as_json);

    arena_free(arena);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* `ztc rehearsal now [INSTANT]`: shows or moves the virtual clock of a rehearsal store. */
#include "service/rehearse.h"
#include "base/json.h"
#include "base/text.h"
#include "commands.h"
#include "commands/open_store.h"
#include "commands/print.h"

/* A day alone is its first moment. */
static bool read_instant(const char *text, instant_t *instant)
{
    day_t day;

    if (instant_parse(text, instant)) return true;
    if (!day_parse(text, &day)) return false;
    *instant = start_of_day(day);
    return true;
}

static struct error carry_out(struct context *context, instant_t to)
{
    if (to) return rehearse_move(context, to);
    TRY(time_of_business(context->db, context->arena, context->wall, &context->rehearsal, &context->now));
    if (context->rehearsal) return OK;
    return (struct error){ .kind = NOT_FOUND, .code = "rehearsal.off", .text = "这个库不是演练库" };
}

static void say(struct buffer *out, instant_t now, bool as_json)
{
    struct json json = json_writer(out);
    char text[INSTANT_TEXT];

    if (!as_json) {
        buffer_printf(out, "%s\n", instant_format(now, text));
        return;
    }
    json_open(&json, NULL, '{');
    json_instant(&json, "now", now);
    json_close(&json, '}');
    buffer_char(out, '\n');
}

int command_rehearsal(struct arguments *arguments)
{
    const char *store = arguments_store(arguments);
    bool as_json = arguments_switch(arguments, "--json");
    const char *what = arguments_need(arguments, "now"), *text = arguments_word(arguments);
    instant_t to = NO_INSTANT;
    struct open_store opened;
    struct buffer out;
    struct error error;

    if (what && !text_equal(what, "now") && !arguments->wrong) arguments->wrong = "能做的是 now";
    if (text && !read_instant(text, &to) && !arguments->wrong)
        arguments->wrong = "时刻写作 2026-03-04T09:00:00+08:00，或只写日期 2026-03-04";
    if (!arguments_end(arguments)) return EXIT_USAGE;
    error = open_store(store, &opened);
    buffer_init(&out, opened.arena, 1000);
    if (error.kind == NO_ERROR) error = carry_out(&opened.context, to);
    if (error.kind == NO_ERROR) error = open_store_commit(&opened);
    if (error.kind == NO_ERROR) {
        say(&out, opened.context.now, as_json);
        command_print(arguments, &out);
    }
    return command_result(arguments, open_store_close(&opened, error));
}

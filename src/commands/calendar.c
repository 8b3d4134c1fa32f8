/* SPDX-License-Identifier: Apache-2.0 */
/* ztc calendar: what the calendar that travels in the program says about days. */
#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "commands.h"
#include "commands/calendar.h"
#include "commands/print.h"

#include <limits.h>
#include <string.h>

enum { ARENA_BYTES = 32 << 20, TEXT_BYTES = 4 << 20, MOST_EXPLAINED = 5000 };

struct call {
    struct arguments *arguments;
    struct arena *arena;
    struct shipped facts;
    bool json;
    struct buffer out;
};

static const char *const weekdays[] = { "周一", "周二", "周三", "周四", "周五", "周六", "周日" };

static const char *weekday_name(day_t day)
{
    return weekdays[weekday(day) - 1];
}

static bool is_provisional(const struct call *call, day_t day)
{
    return !calendar_covers(call->facts.calendar, day);
}

static void complain(struct call *call, const char *text)
{
    if (!call->arguments->wrong) call->arguments->wrong = text;
}

static day_t need_day(struct call *call)
{
    const char *typed = arguments_need(call->arguments, "日期DATE");
    day_t day = NO_DAY;

    if (typed && !day_parse(typed, &day))
        complain(call, arena_printf(call->arena, "日期应写作2026-03-04，从1900年至2199年：%s", typed));
    return day;
}

static int need_number(struct call *call)
{
    const char *typed = arguments_need(call->arguments, "工作日数N");
    int64_t number = 0;

    if (typed && (!text_int(typed, &number) || number < INT_MIN || number > INT_MAX)) {
        complain(call, arena_printf(call->arena, "工作日数须是整数：%s", typed));
        return 0;
    }
    return (int)number;
}

static int refuse(const struct call *call, const char *text)
{
    return command_result(call->arguments, (struct error){ .kind = INVALID, .code = "calendar", .text = text });
}

static int print(struct call *call)
{
    buffer_char(&call->out, '\n');
    return command_print(call->arguments, &call->out);
}

bool calendar_answer(const struct calendar *calendar, day_t day, int n, day_t *answer)
{
    *answer = calendar_add(calendar, day, n);
    return *answer >= FIRST_DAY_WRITTEN && *answer <= LAST_DAY_WRITTEN;
}

/* ---- add, is */

static int add(struct call *call)
{
    day_t day = need_day(call), answer;
    int n = need_number(call);
    struct json json = json_writer(&call->out);
    char text[DAY_TEXT];

    if (!arguments_end(call->arguments)) return EXIT_USAGE;
    if (!calendar_answer(call->facts.calendar, day, n, &answer)) return refuse(call, "结果不在1900年至2199年之间");
    if (!call->json) {
        buffer_printf(&call->out, "%s%s", day_format(answer, text), is_provisional(call, answer) ? " provisional" : "");
        return print(call);
    }
    json_open(&json, NULL, '{');
    json_text(&json, "date", day_format(day, text));
    json_int(&json, "n", n);
    json_text(&json, "day", day_format(answer, text));
    json_bool(&json, "provisional", is_provisional(call, answer));
    json_text(&json, "calendar_version", calendar_version(call->facts.calendar));
    json_close(&json, '}');
    return print(call);
}

static const char *notice_of(const struct call *call, day_t day)
{
    const struct calendar_entry *entry = calendar_entry_of(call->facts.calendar, day);

    return entry ? entry->notice : NULL;
}

static int is(struct call *call)
{
    day_t day = need_day(call);
    struct json json = json_writer(&call->out);
    const char *kind;
    char text[DAY_TEXT];

    if (!arguments_end(call->arguments)) return EXIT_USAGE;
    kind = calendar_is_working(call->facts.calendar, day) ? "work" : "off";
    if (!call->json) {
        buffer_printf(&call->out, "%s%s", kind, is_provisional(call, day) ? " provisional" : "");
        return print(call);
    }
    json_open(&json, NULL, '{');
    json_text(&json, "date", day_format(day, text));
    json_text(&json, "kind", kind);
    json_text(&json, "why", calendar_why(call->facts.calendar, call->arena, day));
    json_text(&json, "notice", notice_of(call, day));
    json_bool(&json, "provisional", is_provisional(call, day));
    json_close(&json, '}');
    return print(call);
}

/* ---- explain */

struct walk {
    day_t from, answer; /* first and last day looked at */
    int step, n;
};

/* DATE itself is looked at for N=0 only: otherwise the start day is not counted (民法典 201). */
static struct walk walk_of(day_t day, int n, day_t answer)
{
    int step = n < 0 ? -1 : 1;

    return (struct walk){ n == 0 ? day : day + step, answer, step, n };
}

static void explain_json(struct call *call, day_t day, const struct walk *walk)
{
    const struct calendar *calendar = call->facts.calendar;
    struct json json = json_writer(&call->out);
    char text[DAY_TEXT];

    json_open(&json, NULL, '{');
    json_text(&json, "date", day_format(day, text));
    json_int(&json, "n", walk->n);
    json_text(&json, "day", day_format(walk->answer, text));
    json_bool(&json, "provisional", is_provisional(call, walk->answer));
    json_text(&json, "calendar_version", calendar_version(calendar));
    json_open(&json, "days", '[');
    for (day_t at = walk->from;; at += walk->step) {
        json_open(&json, NULL, '{');
        json_text(&json, "day", day_format(at, text));
        json_bool(&json, "counted", calendar_is_working(calendar, at));
        json_text(&json, "why", calendar_why(calendar, call->arena, at));
        json_text(&json, "notice", notice_of(call, at));
        json_close(&json, '}');
        if (at == walk->answer) break;
    }
    json_close(&json, ']');
    json_close(&json, '}');
}

static void explain_days(struct call *call, const struct walk *walk)
{
    const struct calendar *calendar = call->facts.calendar;
    int counted = 0;
    char text[DAY_TEXT];

    for (day_t at = walk->from;; at += walk->step) {
        const char *notice = notice_of(call, at);

        buffer_printf(&call->out, "\n%s  %s  ", day_format(at, text), weekday_name(at));
        if (!calendar_is_working(calendar, at)) buffer_text(&call->out, "不计  ");
        else if (walk->n == 0) buffer_text(&call->out, "当日  ");
        else buffer_printf(&call->out, "第%-3d ", ++counted);
        buffer_printf(&call->out, "%s%s%s", calendar_why(calendar, call->arena, at), notice ? "  " : "",
                      notice ? notice : "");
        if (at == walk->answer) break;
    }
}

static void explain_text(struct call *call, day_t day, const struct walk *walk)
{
    const struct calendar *calendar = call->facts.calendar;
    char text[DAY_TEXT], last[DAY_TEXT];

    if (walk->n == 0)
        buffer_printf(&call->out, "%s当日或其后第一个工作日：", day_format(day, text));
    else
        buffer_printf(&call->out, "%s%s第%d个工作日（当日不计）：", day_format(day, text), walk->n < 0 ? "之前" : "之后",
                      walk->n < 0 ? -walk->n : walk->n);
    buffer_printf(&call->out, "%s（%s）%s\n", day_format(walk->answer, text), weekday_name(walk->answer),
                  is_provisional(call, walk->answer) ? " provisional" : "");
    buffer_printf(&call->out, "日历版本 %s，覆盖 %s 至 %s", calendar_version(calendar),
                  day_format(calendar_first(calendar), text), day_format(calendar_horizon(calendar), last));
    explain_days(call, walk);
}

static int explain(struct call *call)
{
    day_t day = need_day(call), answer;
    int n = need_number(call);
    struct walk walk;

    if (!arguments_end(call->arguments)) return EXIT_USAGE;
    if (n > MOST_EXPLAINED || n < -MOST_EXPLAINED)
        return refuse(call, arena_printf(call->arena, "逐日说明最多%d个工作日", MOST_EXPLAINED));
    if (!calendar_answer(call->facts.calendar, day, n, &answer)) return refuse(call, "结果不在1900年至2199年之间");
    walk = walk_of(day, n, answer);
    (call->json ? explain_json : explain_text)(call, day, &walk);
    return print(call);
}

/* ---- which */

static int batch(struct call *call)
{
    if (!arguments_end(call->arguments)) return EXIT_USAGE;
    return calendar_batch(call->facts.calendar, call->json);
}

static int year(struct call *call)
{
    const char *typed = arguments_need(call->arguments, "年份Y");
    int64_t number = 0;

    if (typed && (!text_int(typed, &number) || number < 1900 || number > 2199))
        complain(call, arena_printf(call->arena, "年份须在1900至2199之间：%s", typed));
    if (!arguments_end(call->arguments)) return EXIT_USAGE;
    (call->json ? calendar_year_json : calendar_year_text)(call->facts.calendar, call->arena, &call->out, (int)number);
    return print(call);
}

static int run(struct call *call)
{
    static const struct {
        const char *name;
        int (*function)(struct call *);
    } kinds[] = { { "add", add }, { "is", is }, { "explain", explain }, { "year", year }, { "batch", batch } };
    const char *kind = arguments_need(call->arguments, "子命令：add、is、year、explain或batch");

    for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, kind) == 0) return kinds[i].function(call);
    if (kind) complain(call, arena_printf(call->arena, "没有子命令%s，可用：add、is、year、explain、batch", kind));
    arguments_end(call->arguments);
    return EXIT_USAGE;
}

int command_calendar(struct arguments *arguments)
{
    struct call call = { .arguments = arguments, .arena = arena_new(ARENA_BYTES) };
    struct error error = facts_shipped(call.arena, &call.facts);
    int status;

    call.json = arguments_switch(arguments, "--json");
    buffer_init(&call.out, call.arena, TEXT_BYTES);
    status = error.kind ? command_result(arguments, error) : run(&call);
    arena_free(call.arena);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* ztc round plan: the year's rounds as the event rule proposes them, with all their days. */
#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "commands.h"
#include "commands/print.h"
#include "mechanism/facts.h"
#include "mechanism/planner.h"

#include <string.h>

enum { ARENA_BYTES = 16 << 20, TEXT_BYTES = 1 << 20, COLUMNS = 16, ROWS = ROUNDS_A_YEAR + 1 };

struct plan {
    struct arena *arena;
    const struct jurisdiction *jurisdiction;
    int year;
    struct planned_round rounds[ROUNDS_A_YEAR];
    struct buffer out;
};

/* ---- as a table */

struct table {
    const char *cells[ROWS][COLUMNS];
    size_t rows, columns;
};

/* On a terminal a Chinese character is two columns wide. */
static int width_of(const char *text)
{
    int width = 0;

    for (uint32_t point; (point = text_next(&text)) != 0;) width += point >= 0x1100 ? 2 : 1;
    return width;
}

static void write_table(struct buffer *out, const struct table *table)
{
    int widths[COLUMNS] = { 0 };

    for (size_t row = 0; row < table->rows; row++)
        for (size_t i = 0; i < table->columns; i++) {
            int width = width_of(table->cells[row][i]);
            if (width > widths[i]) widths[i] = width;
        }
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t i = 0; i < table->columns; i++) {
            bool last = i + 1 == table->columns;
            int room = last ? 0 : widths[i] - width_of(table->cells[row][i]) + 2;

            buffer_printf(out, "%s%*s", table->cells[row][i], room, "");
        }
        buffer_char(out, '\n');
    }
}

/* 03-11三; the year before it where it is another one. */
static const char *short_day(const struct plan *plan, day_t day)
{
    static const char *const weekdays[] = { "一", "二", "三", "四", "五", "六", "日" };
    char text[DAY_TEXT];
    bool same_year = civil_of_day(day).year == plan->year;

    if (day == NO_DAY) return "—";
    return arena_printf(plan->arena, "%s%s", day_format(day, text) + (same_year ? 5 : 0), weekdays[weekday(day) - 1]);
}

static size_t put_days(const struct plan *plan, const char **cells, const struct round_dates *dates)
{
    for (size_t i = 0; i < round_date_count; i++)
        cells[i] = short_day(plan, round_date_of(dates, &round_date_names[i]));
    return round_date_count;
}

static size_t put_headings(const char **cells, const char *first)
{
    cells[0] = first;
    for (size_t i = 0; i < round_date_count; i++) cells[1 + i] = round_date_names[i].chinese;
    return 1 + round_date_count;
}

static void write_year(struct plan *plan)
{
    struct table table = { .rows = 1 };
    size_t at = put_headings(table.cells[0], "期次");

    table.cells[0][at++] = "受理工作日";
    table.cells[0][at++] = "满期限赶不上，自";
    table.columns = at;
    for (size_t i = 0; i < ROUNDS_A_YEAR; i++) {
        const struct planned_round *round = &plan->rounds[i];
        const char **cells = table.cells[table.rows++];

        cells[0] = arena_printf(plan->arena, "%s%s%s", round->label, round->proposal.collision ? "＊" : "",
                                round->provisional ? "（暂定）" : "");
        at = 1 + put_days(plan, cells + 1, &round->dates);
        cells[at++] = arena_printf(plan->arena, "%d", round->intake_days);
        cells[at] = round->misses_from == round->dates.open ? "开放日起" : short_day(plan, round->misses_from);
    }
    write_table(&plan->out, &table);
}

static void write_candidates(struct plan *plan, const struct planned_round *round)
{
    const struct proposal *proposal = &round->proposal;
    struct table table = { .rows = 1 };
    size_t at = put_headings(table.cells[0], "备选");

    table.cells[0][at] = "下期开放";
    table.columns = at + 1;
    for (size_t i = 0; i < proposal->count; i++) {
        const char **cells = table.cells[table.rows++];

        cells[0] = proposal->candidates[i].why;
        at = 1 + put_days(plan, cells + 1, &proposal->candidates[i].dates);
        cells[at] = short_day(plan, proposal->candidates[i].next_open);
    }
    buffer_printf(&plan->out, "\n＊%s：推算的活动日%s是%s，须由政府办公室从备选中确定；未确定时按第一个。\n", round->label,
                  day_chinese(plan->arena, proposal->rule_day, proposal->rule_day),
                  calendar_why(plan->jurisdiction->calendar, plan->arena, proposal->rule_day));
    write_table(&plan->out, &table);
}

static void write_text(struct plan *plan)
{
    const struct policy *policy = plan->jurisdiction->policy;

    buffer_printf(&plan->out, "%s %d年期次计划（均为初定，日历版本 %s）\n\n", plan->jurisdiction->name, plan->year,
                  calendar_version(plan->jurisdiction->calendar));
    write_year(plan);
    for (size_t i = 0; i < ROUNDS_A_YEAR; i++)
        if (plan->rounds[i].proposal.collision) write_candidates(plan, &plan->rounds[i]);
    buffer_printf(&plan->out,
                  "\n开放、关闭为当日0:00，活动通知为目标日，其余为当日24:00止。"
                  "满期限：甄别%d、回复%d、研判%d个工作日全部用满；自该日起提交的，赶不上本期目录。\n",
                  policy->screen_days, policy->reply_days, policy->assess_days);
}

/* ---- as JSON */

static void write_dates(struct json *json, const struct round_dates *dates)
{
    json_open(json, "dates", '{');
    for (size_t i = 0; i < round_date_count; i++)
        json_day(json, round_date_names[i].key, round_date_of(dates, &round_date_names[i]));
    json_close(json, '}');
    json_day(json, "soft_reply", dates->soft_reply);
    json_day(json, "agenda_target", dates->agenda_target);
}

static void write_candidates_json(struct json *json, const struct proposal *proposal)
{
    static const char *const kinds[] = { "rule", "next_working_day", "previous_working_day", "next_week" };

    json_open(json, "candidates", '[');
    for (size_t i = 0; i < proposal->count; i++) {
        const struct candidate *candidate = &proposal->candidates[i];

        json_open(json, NULL, '{');
        json_text(json, "kind", kinds[candidate->kind]);
        json_text(json, "label", candidate->why);
        json_day(json, "event_day", candidate->dates.event);
        write_dates(json, &candidate->dates);
        json_day(json, "next_open", candidate->next_open);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_round_json(struct json *json, const struct planned_round *round)
{
    json_open(json, NULL, '{');
    json_text(json, "number", round->number);
    json_text(json, "label", round->label);
    json_day(json, "event_day", round->dates.event);
    json_bool(json, "tentative", true);
    json_bool(json, "provisional", round->provisional);
    json_day(json, "rule_day", round->proposal.rule_day);
    json_bool(json, "collision", round->proposal.collision);
    write_dates(json, &round->dates);
    json_day(json, "next_open", round->next_open);
    json_int(json, "intake_working_days", round->intake_days);
    json_day(json, "full_length_misses_from", round->misses_from);
    json_bool(json, "full_length_possible", round->misses_from > round->dates.open);
    write_candidates_json(json, &round->proposal);
    json_close(json, '}');
}

static void write_json(struct plan *plan)
{
    struct json json = json_writer(&plan->out);

    json_open(&json, NULL, '{');
    json_text(&json, "jurisdiction", plan->jurisdiction->code);
    json_text(&json, "name", plan->jurisdiction->name);
    json_int(&json, "year", plan->year);
    json_text(&json, "calendar_version", calendar_version(plan->jurisdiction->calendar));
    json_open(&json, "rounds", '[');
    for (size_t i = 0; i < ROUNDS_A_YEAR; i++) write_round_json(&json, &plan->rounds[i]);
    json_close(&json, ']');
    json_close(&json, '}');
    buffer_char(&plan->out, '\n');
}

/* ---- the command */

static struct error find_jurisdiction(struct plan *plan, const char *code)
{
    struct shipped facts;

    TRY(facts_shipped(plan->arena, &facts));
    plan->jurisdiction = world_jurisdiction(facts.world, code);
    if (!plan->jurisdiction)
        return (struct error){ .kind = NOT_FOUND, .code = "round.jurisdiction",
                               .text = arena_printf(plan->arena, "没有这个辖区：%s", code) };
    if (world_ended(plan->jurisdiction->until, day_of_civil(plan->year, 1, 1)))
        return (struct error){ .kind = NOT_NOW, .code = "round.jurisdiction-ended",
                               .text = arena_printf(plan->arena, "%s当年已不存在", plan->jurisdiction->name) };
    return OK;
}

static int run(struct arguments *arguments, struct arena *arena)
{
    struct plan plan = { .arena = arena };
    bool as_json = arguments_switch(arguments, "--json");
    const char *code = arguments_option(arguments, "--jurisdiction"), *what;
    struct error error;

    plan.year = (int)arguments_number(arguments, "--year", 0, 1901, 2198);
    what = arguments_need(arguments, "子命令：plan");
    if (!arguments->wrong && strcmp(what, "plan") != 0) arguments->wrong = "没有这个子命令，可用：plan";
    if (!arguments->wrong && !plan.year) arguments->wrong = "缺少 --year，如 --year 2026";
    if (!arguments_end(arguments)) return EXIT_USAGE;
    error = find_jurisdiction(&plan, code ? code : CITY);
    if (error.kind) return command_result(arguments, error);
    planner_year(arena, plan.jurisdiction->calendar, plan.jurisdiction->policy, plan.jurisdiction->code, plan.year,
                 NO_DAY, plan.rounds);
    buffer_init(&plan.out, arena, TEXT_BYTES);
    (as_json ? write_json : write_text)(&plan);
    return command_print(arguments, &plan.out);
}

int command_round(struct arguments *arguments)
{
    struct arena *arena = arena_new(ARENA_BYTES);
    int status = run(arguments, arena);

    arena_free(arena);
    return status;
}

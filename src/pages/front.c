/* SPDX-License-Identifier: Apache-2.0 */
#include "pages/front.h"

static const char *short_day(struct arena *arena, day_t day)
{
    struct civil civil = civil_of_day(day);

    return arena_printf(arena, "%d月%d日", civil.month, civil.day);
}

/* 列入第3期，3月11日现场活动 */
static const char *makes(struct arena *arena, const struct front_round *round)
{
    if (!round->number) return "列入下一期，活动日期定下来就告诉您";
    if (round->event_day == NO_DAY) return arena_printf(arena, "列入%s", round->name);
    return arena_printf(arena, "列入%s，%s%s现场活动", round->name, short_day(arena, round->event_day),
                        round->tentative ? "（初定）" : "");
}

static const char *last_day(struct arena *arena, const struct page_frame *frame, instant_t too_late)
{
    day_t day = day_of(too_late - 1);

    if (day == frame->today) return "今天24:00";
    if (day == frame->today + 1) return "明天24:00";
    return arena_printf(arena, "%s24:00", short_day(arena, day));
}

const char *front_headline(struct arena *arena, const struct page_frame *frame, const struct front_view *view)
{
    if (view->open)
        return arena_printf(arena, "%s前提交，%s", last_day(arena, frame, view->closes_at), makes(arena, &view->round));
    return arena_printf(arena, "现在提交，%s", makes(arena, &view->round));
}

const char *front_explanation(struct arena *arena, const struct page_frame *frame, const struct front_view *view)
{
    if (view->open)
        return arena_printf(arena, "本期（%s）%s截止。之后照常可以提交，%s。", view->round.label,
                            due_chinese(arena, view->closes_at, frame->today), makes(arena, &view->after));
    if (view->opens_at == NO_INSTANT) return "提交后马上得到编号和查询码，下一期排定以后开始办理。";
    return arena_printf(arena, "本期已经关闭。现在提交的先收下、先核对，%s下一期开放时起算办理期限。",
                        instant_chinese(arena, view->opens_at, frame->today));
}

const char *front_state(enum front_moment moment)
{
    static const char *const states[] = { "done", "today", "next", "event" };

    return states[moment];
}

const char *front_day(struct arena *arena, const struct page_frame *frame, const struct front_step *step)
{
    static const char *const names[] = { "一", "二", "三", "四", "五", "六", "日" };
    const char *day = short_day(arena, step->day);

    if (step->day == frame->today) return arena_printf(arena, "今天 %s", day);
    return arena_printf(arena, "%s 周%s", day, names[weekday(step->day) - 1]);
}

const struct table_view *front_promises(struct arena *arena, const struct page_frame *frame,
                                        const struct front_view *view)
{
    static const struct table_column columns[] = {
        { .label = "承诺做到什么" }, { .label = "谁负责" }, { .label = "何时完成", .nowrap = true }, { .label = "进展" }
    };
    struct table_view *table = ARENA_NEW(arena, struct table_view);
    struct table_cell *cell = ARENA_ARRAY(arena, struct table_cell, 4 * view->commitment_count);

    *table = (struct table_view){ .caption = "最近公布的承诺、负责人和完成日期",
                                  .columns = columns,
                                  .column_count = 4,
                                  .cells = cell,
                                  .row_count = view->commitment_count,
                                  .empty = "还没有公开承诺。现场活动后3个工作日内在这里公布，写明谁负责、何时完成。" };
    for (size_t i = 0; i < view->commitment_count; i++) {
        const struct front_commitment *promise = &view->commitments[i];

        *cell++ = (struct table_cell){ .text = promise->measures,
                                       .sub = promise->title,
                                       .address = arena_printf(arena, "/commitments/%lld", (long long)promise->id) };
        *cell++ = (struct table_cell){ .text = promise->unit, .sub = promise->leader };
        *cell++ = (struct table_cell){ .text = day_chinese(arena, promise->done_by, frame->today) };
        *cell++ = (struct table_cell){ .due_colour = promise->colour, .due_words = promise->words, .sub = promise->progress };
    }
    return table;
}

const char *front_number(struct arena *arena, int64_t number)
{
    if (number < 1000) return arena_printf(arena, "%lld", (long long)number);
    return arena_printf(arena, "%s,%03d", front_number(arena, number / 1000), (int)(number % 1000));
}

const char *front_rate(struct arena *arena, int64_t part, int64_t whole)
{
    int64_t permille;

    if (whole == 0) return "—";
    permille = (part * 1000 + whole / 2) / whole;
    return arena_printf(arena, "%lld.%d", (long long)(permille / 10), (int)(permille % 10));
}

const char *front_ratings(struct arena *arena, const struct front_figures *figures)
{
    return arena_printf(arena, "%lld家评价，%lld家满意；另有%lld件到期未评，按默认满意", (long long)figures->rated,
                        (long long)figures->satisfied, (long long)figures->defaulted);
}

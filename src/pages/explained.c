/* SPDX-License-Identifier: Apache-2.0 */
#include "pages/explained.h"

#include "base/text.h"
#include "pages/words.h"

#include <string.h>

enum { FACTS = 12, WEEKS_MOST = 60 };

/* ── The calendar ───────────────────────────────────────────────────────── */

static bool is_pause(const struct explained_day *day) { return text_starts(day->why, "暂停"); }

static bool is_makeup(const struct explained_day *day) { return text_starts(day->why, "调休上班"); }

/* 春节放假 is 春节, 暂停：待补正 is 待补正: a cell is small. */
static const char *short_why(struct arena *arena, const struct explained_day *day)
{
    const char *colon = strstr(day->why, "："), *end = strstr(day->why, "放假"), *bracket = strstr(day->why, "（");

    if (text_starts(day->why, "周末")) return weekday(day->day) == 6 ? "周六" : "周日";
    if (is_pause(day) && colon) return colon + strlen("：");
    if (end && end > day->why) return arena_text_n(arena, day->why, (size_t)(end - day->why));
    if (bracket && bracket > day->why) return arena_text_n(arena, day->why, (size_t)(bracket - day->why));
    return day->why;
}

static int count_days(const struct clock_explained *explained, bool makeup)
{
    int count = 0;

    for (size_t i = 0; i < explained->day_count; i++)
        if (explained->days[i].counted && (!makeup || is_makeup(&explained->days[i]))) count++;
    return count;
}

static const char *label_of(struct arena *arena, day_t day, bool first)
{
    struct civil civil = civil_of_day(day);

    return first || civil.day == 1 ? short_day(arena, day) : arena_printf(arena, "%d", civil.day);
}

struct drawing {
    struct arena *arena;
    const struct page_frame *frame;
    const struct clock_explained *explained;
    day_t start, last; /* the day not counted, the last one */
    bool from_event;
    int number; /* of the counted day */
};

static const struct explained_day *day_in(const struct drawing *drawing, day_t day)
{
    const struct clock_explained *explained = drawing->explained;

    for (size_t i = 0; i < explained->day_count; i++)
        if (explained->days[i].day == day) return &explained->days[i];
    return NULL;
}

static void draw_counted(struct drawing *drawing, const struct explained_day *explained, struct calendar_day *cell)
{
    bool over = explained->day <= drawing->frame->today;

    bool before = drawing->last < drawing->start; /* day E is counted back from */

    drawing->number += before ? -1 : 1;
    cell->state = explained->day == drawing->last ? "due" : over ? "count" : "left";
    cell->said = before ? arena_printf(drawing->arena, "前%d日", drawing->number + 1)
                        : arena_printf(drawing->arena, "第%d日", drawing->number);
    cell->makeup = is_makeup(explained);
}

static struct calendar_day draw_day(struct drawing *drawing, day_t day, bool first)
{
    const struct explained_day *explained = day_in(drawing, day);
    struct calendar_day cell = { .state = "out",
                                 .label = label_of(drawing->arena, day, first),
                                 .today = day == drawing->frame->today };

    if (day == drawing->start && !explained) {
        cell.state = "start";
        cell.said = drawing->from_event ? "活动日" : "起算日";
    } else if (explained && explained->counted) {
        draw_counted(drawing, explained, &cell);
    } else if (explained) {
        cell.state = day == drawing->last ? "due" : is_pause(explained) ? "pause" : "off";
        cell.said = short_why(drawing->arena, explained);
    }
    return cell;
}

static void draw(struct drawing *drawing, struct clock_page *page)
{
    day_t first = drawing->last < drawing->start ? drawing->last : drawing->start;
    day_t end = drawing->last < drawing->start ? drawing->start : drawing->last;
    day_t monday = first - weekday(first) + 1, sunday = end - weekday(end) + 7;
    size_t count = (size_t)(sunday - monday + 1);
    struct calendar_day *days;

    if (drawing->explained->day_count == 0 || sunday < monday || count > 7 * WEEKS_MOST) return;
    if (drawing->last < drawing->start) drawing->number = count_days(drawing->explained, false);
    days = ARENA_ARRAY(drawing->arena, struct calendar_day, count);
    for (size_t i = 0; i < count; i++) days[i] = draw_day(drawing, monday + (day_t)i, i == 0);
    page->days = days;
    page->week_count = count / 7;
    page->caption = arena_printf(drawing->arena, "%s至%s，每天算不算，为什么",
                                 day_chinese(drawing->arena, monday, drawing->frame->today),
                                 day_chinese(drawing->arena, sunday, drawing->frame->today));
}

/* ── In one sentence ────────────────────────────────────────────────────── */

/* 春节9天、周末3天不算: every reason with its days. */
static void put_left_out(struct buffer *out, struct arena *arena, const struct clock_explained *explained)
{
    enum { REASONS = 12 };
    const char *names[REASONS];
    int counts[REASONS];
    size_t kinds = 0;

    for (size_t i = 0; i < explained->day_count; i++) {
        const struct explained_day *day = &explained->days[i];
        const char *name = text_starts(day->why, "周末") ? "周末" : short_why(arena, day);
        size_t k = 0;

        if (day->counted) continue;
        if (is_pause(day)) name = arena_printf(arena, "暂停（%s）", name);
        while (k < kinds && strcmp(names[k], name) != 0) k++;
        if (k == REASONS) continue;
        if (k == kinds) {
            names[kinds] = name;
            counts[kinds++] = 0;
        }
        counts[k]++;
    }
    for (size_t i = 0; i < kinds; i++) buffer_printf(out, "%s%s%d天", i ? "、" : "", names[i], counts[i]);
    if (kinds) buffer_text(out, "不算，");
}

static const char *sentence_of(struct arena *arena, const struct page_frame *frame, const struct clock_findings *found)
{
    const struct clock_explained *explained = found->explained;
    bool calendar = strcmp(explained->counted_in, "calendar_days") == 0 || strcmp(explained->counted_in, "months") == 0;
    bool back = explained->clock.due_day < explained->anchor;
    struct buffer out;
    int makeups = count_days(explained, true);

    if (found->from_event && explained->day_count == 0) return "就是现场活动那一天。";
    if (explained->day_count == 0 || explained->clock.paused)
        return arena_printf(arena, "%s开始，%s。", instant_chinese(arena, explained->clock.started, frame->today),
                            explained->rule);
    buffer_init(&out, arena, 1 << 16);
    buffer_printf(&out, "%s%s，当天不算，往%s数%d%s。", short_day(arena, explained->anchor),
                  found->from_event ? "现场活动" : "起算", back ? "前" : "后", count_days(explained, false),
                  calendar ? "天" : "个工作日");
    put_left_out(&out, arena, explained);
    if (makeups) buffer_printf(&out, "调休上班的%d天算，", makeups);
    buffer_printf(&out, "数到%s。", short_day(arena, explained->clock.due_day));
    return buffer_string(&out);
}

/* ── Facts ──────────────────────────────────────────────────────────────── */

struct fact_list {
    struct arena *arena;
    struct fact_view *facts;
    size_t count;
};

static void add(struct fact_list *list, const char *name, const char *value)
{
    if (value && list->count < FACTS) list->facts[list->count++] = (struct fact_view){ .name = name, .value = value };
}

static const char *pauses_of(struct arena *arena, const struct page_frame *frame,
                             const struct clock_explained *explained)
{
    struct buffer out;

    buffer_init(&out, arena, 1 << 16);
    for (size_t i = 0; i < explained->pause_count; i++) {
        const struct limit_pause *pause = &explained->pauses[i];

        buffer_printf(&out, "%s%s%s", i ? "；" : "", instant_chinese(arena, pause->from, frame->today),
                      pause->to ? "至" : "起，还没有恢复");
        if (pause->to) buffer_text(&out, instant_chinese(arena, pause->to, frame->today));
        if (!text_blank(pause->reason)) buffer_printf(&out, "（%s）", pause->reason);
    }
    if (explained->pause_count == 0) return "没有";
    buffer_text(&out, "。从开始那天起、到恢复那天之前不算；恢复以后至少留到下一个工作日24:00");
    return buffer_string(&out);
}

static const char *extensions_of(struct arena *arena, const struct page_frame *frame,
                                 const struct clock_explained *explained)
{
    struct buffer out;

    if (explained->extension_count == 0) return "没有";
    buffer_init(&out, arena, 1 << 16);
    for (size_t i = 0; i < explained->extension_count; i++) {
        const struct limit_extension *extension = &explained->extensions[i];

        buffer_printf(&out, "%s%s批准，由%s延到%s", i ? "；" : "", instant_chinese(arena, extension->at, frame->today),
                      short_day(arena, extension->from), day_chinese(arena, extension->to, frame->today));
    }
    return buffer_string(&out);
}

static const char *notices_of(struct arena *arena, const struct clock_explained *explained)
{
    struct buffer out;

    if (explained->notice_count == 0) return NULL;
    buffer_init(&out, arena, 1 << 16);
    buffer_text(&out, "国务院办公厅关于部分节假日安排的通知：");
    for (size_t i = 0; i < explained->notice_count; i++)
        buffer_printf(&out, "%s%s", i ? "；" : "", explained->notices[i]);
    return buffer_string(&out);
}

static const char *start_of(struct arena *arena, const struct page_frame *frame, const struct clock_findings *found)
{
    const struct clock_explained *explained = found->explained;
    bool hours = strcmp(explained->counted_in, "hours") == 0;

    if (found->from_event)
        return arena_printf(arena, "从现场活动日（%s）推算，活动改期就跟着变",
                            day_chinese(arena, explained->anchor, frame->today));
    return arena_printf(arena, "%s。%s", instant_chinese(arena, explained->clock.started, frame->today),
                        hours ? "从这一刻起按小时算" : "开始的当天不算，从下一天起算（民法典第二百零一条）");
}

static const char *other_figure(struct arena *arena, const struct page_frame *frame,
                                const struct clock_explained *explained)
{
    if (!explained->other_figure) return NULL;
    if (explained->other_figure == explained->clock.due) return "连续计算和只计工作日的小时，都到这一刻";
    return arena_printf(arena, "%s：换一种算法（%s）会到这一刻，仅供对照",
                        instant_chinese(arena, explained->other_figure, frame->today),
                        explained->other_figure > explained->clock.due ? "只计工作日的小时"
                                                                       : "不论是否工作日，连续计算");
}

static void list_facts(struct fact_list *list, const struct page_frame *frame, const struct clock_findings *found)
{
    const struct clock_explained *explained = found->explained;
    const struct clock_view *clock = &explained->clock;
    struct arena *arena = list->arena;

    add(list, "条款",
        text_equal(clock->clause, "解读") ? "实施方案没有写明，平台的解读"
                                          : arena_printf(arena, "实施方案%s", clock->clause));
    add(list, "规则", explained->rule);
    add(list, "起算", start_of(arena, frame, found));
    add(list, "放假和调休", notices_of(arena, explained));
    if (!found->round) add(list, "暂停", pauses_of(arena, frame, explained));
    if (!found->round) add(list, "延期", extensions_of(arena, frame, explained));
    if (explained->ended)
        add(list, "已经结束",
            arena_printf(arena, "%s%s%s", instant_chinese(arena, explained->ended_at, frame->today),
                         text_blank(explained->end_reason) ? "" : "：",
                         text_blank(explained->end_reason) ? "" : explained->end_reason));
    else
        add(list, "到期", clock_end(arena, frame, clock));
    add(list, "24小时", other_figure(arena, frame, explained));
    add(list, "工作日历",
        arena_printf(arena, "版本%s，覆盖到%s", explained->calendar_version,
                     day_chinese(arena, explained->calendar_horizon, frame->today)));
    if (!found->round) add(list, "规则版本", "按收到那天的规则");
}

/* ── The whole ──────────────────────────────────────────────────────────── */

static void list_stops(struct arena *arena, const struct page_frame *frame, const struct clock_findings *found,
                       struct clock_page *page)
{
    struct line_stop *stops = ARENA_ARRAY(arena, struct line_stop, found->step_count + 1);

    for (size_t i = 0; i < found->step_count; i++) {
        const struct silence_step *step = &found->steps[i];

        stops[page->stop_count++] =
            (struct line_stop){ .state = frame->now >= step->at ? "done" : "next",
                                .day = step->begins ? instant_chinese(arena, step->at, frame->today)
                                                    : due_chinese(arena, step->at, frame->today),
                                .what = step->what,
                                .note = step->note };
    }
    page->stops = stops;
}

struct clock_page *clock_page_of(struct arena *arena, const struct page_frame *frame,
                                 const struct clock_findings *found)
{
    const struct clock_explained *explained = found->explained;
    const struct clock_view *clock = &explained->clock;
    struct clock_page *page = ARENA_NEW(arena, struct clock_page);
    struct fact_list facts = { .arena = arena, .facts = ARENA_ARRAY(arena, struct fact_view, FACTS) };
    struct drawing drawing = { arena, frame, explained, explained->anchor, clock->due_day, found->from_event, 0 };
    struct due_view due = due_of_clock(arena, frame, clock);
    const char *ends = clock_end(arena, frame, clock);

    *page = (struct clock_page){ .title = arena_printf(arena, "“%s”的期限怎么算", clock->label),
                                 .of = found->of,
                                 .back = found->of_address,
                                 .nav = found->nav,
                                 .running = !explained->ended,
                                 .provisional = clock->provisional,
                                 .ends = ends ? ends : "期限暂停",
                                 .due_colour = explained->ended ? "done" : due.colour,
                                 .due_words = explained->ended ? "已经结束" : due.words,
                                 .holder = found->round && !clock->owner_name
                                               ? "到时由系统自动进行"
                                               : arena_printf(arena, "由%s负责", clock_unit(clock)),
                                 .sentence = sentence_of(arena, frame, found) };
    draw(&drawing, page);
    list_facts(&facts, frame, found);
    page->facts = facts.facts;
    page->fact_count = facts.count;
    if (!explained->ended) list_stops(arena, frame, found, page);
    return page;
}

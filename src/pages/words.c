/* SPDX-License-Identifier: Apache-2.0 */
#include "pages/words.h"

#include "base/text.h"

#include <string.h>

const char *short_day(struct arena *arena, day_t day)
{
    struct civil civil = civil_of_day(day);

    return arena_printf(arena, "%d月%d日", civil.month, civil.day);
}

const char *line_day(struct arena *arena, const struct page_frame *frame, day_t day)
{
    static const char *const names[] = { "一", "二", "三", "四", "五", "六", "日" };

    if (day == frame->today) return arena_printf(arena, "今天 %s", short_day(arena, day));
    return arena_printf(arena, "%s 周%s", short_day(arena, day), names[weekday(day) - 1]);
}

const char *day_or_none(struct arena *arena, const struct page_frame *frame, day_t day, const char *none)
{
    return day == NO_DAY ? none : day_chinese(arena, day, frame->today);
}

/* ── Limits ─────────────────────────────────────────────────────────────── */

static bool ends_with_a_day(instant_t due) { return due == start_of_day(day_of(due)); }

static const char *of_day(struct arena *arena, instant_t due)
{
    int minute = (int)((due - start_of_day(day_of(due))) / MINUTE);

    return ends_with_a_day(due) ? "24:00" : arena_printf(arena, "%d:%02d", minute / 60, minute % 60);
}

static const char *overdue_words(struct arena *arena, const struct page_frame *frame, const struct clock_view *clock)
{
    if (!clock->by_calendar_days && clock->working_days_left < 0)
        return arena_printf(arena, "逾期%d个工作日", -clock->working_days_left);
    if (clock->days_left < 0 && ends_with_a_day(clock->due)) return arena_printf(arena, "逾期%d天", -clock->days_left);
    if (frame->now - clock->due >= HOUR && frame->now - clock->due < ONE_DAY)
        return arena_printf(arena, "逾期%d小时", (int)((frame->now - clock->due) / HOUR));
    if (clock->days_left < 0) return arena_printf(arena, "逾期%d天", -clock->days_left);
    return "已到期";
}

static const char *running_words(struct arena *arena, const struct page_frame *frame, const struct clock_view *clock)
{
    day_t last = ends_with_a_day(clock->due) ? day_of(clock->due) - 1 : day_of(clock->due);

    if (last == frame->today) return arena_printf(arena, "今天%s到期", of_day(arena, clock->due));
    if (last == frame->today + 1 && !ends_with_a_day(clock->due))
        return arena_printf(arena, "明天%s到期", of_day(arena, clock->due));
    if (clock->by_calendar_days || clock->working_days_left == 0)
        return arena_printf(arena, "还有%d天", clock->days_left);
    return arena_printf(arena, "还有%d个工作日", clock->working_days_left);
}

struct due_view due_of_clock(struct arena *arena, const struct page_frame *frame, const struct clock_view *clock)
{
    if (!clock) return (struct due_view){ 0 };
    if (clock->paused) return (struct due_view){ "paused", "暂停中" };
    if (frame->now >= clock->due) return (struct due_view){ "red", overdue_words(arena, frame, clock) };
    return (struct due_view){ colour_id(clock->colour), running_words(arena, frame, clock) };
}

const char *clock_end(struct arena *arena, const struct page_frame *frame, const struct clock_view *clock)
{
    day_t last;

    if (clock->paused || !clock->due) return NULL;
    last = ends_with_a_day(clock->due) ? day_of(clock->due) - 1 : day_of(clock->due);
    return arena_printf(arena, "%s%s%s", day_chinese(arena, last, frame->today), of_day(arena, clock->due),
                        clock->provisional ? "（暂定）" : "");
}

const char *clock_unit(const struct clock_view *clock) { return clock->owner_name ? clock->owner_name : "企业"; }

/* Which of the counted days is today; one more than all of them when they are over. */
static size_t day_today(const struct clock_explained *explained, day_t today, size_t *counted)
{
    size_t at = 0;

    *counted = 0;
    for (size_t i = 0; i < explained->day_count; i++) {
        if (!explained->days[i].counted) continue;
        ++*counted;
        if (explained->days[i].day <= today) at = *counted;
    }
    if (explained->day_count && today > explained->days[explained->day_count - 1].day) at = *counted + 1;
    return at;
}

struct running_view running_of(struct arena *arena, const struct page_frame *frame,
                               const struct clock_explained *explained, const char *base)
{
    enum { SQUARES = 15 };
    const struct clock_view *clock = &explained->clock;
    struct due_view due = due_of_clock(arena, frame, clock);
    const char *instance = strchr(clock->id, '.');
    bool squares = strcmp(explained->counted_in, "working_days") == 0 && !clock->paused;
    size_t counted, today = day_today(explained, frame->today, &counted);

    return (struct running_view){
        .label = instance && clock->owner_name ? arena_printf(arena, "%s　%s", clock->label, clock->owner_name)
                                               : clock->label,
        .colour = due.colour,
        .words = due.words,
        .ends = clock_end(arena, frame, clock),
        .why = explained->rule ? arena_printf(arena, "%s。", explained->rule) : NULL,
        .address = arena_printf(arena, "%s/clocks/%s", base, clock->id),
        .days = squares && counted <= SQUARES ? counted : 0,
        .today = today,
    };
}

/* ── States and codes ───────────────────────────────────────────────────── */

static bool one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (text_equal(word, *words)) return true;
    return false;
}

const char *appeal_state_colour(const char *state)
{
    static const char *const yellow[] = { "supplementing", "rating", NULL };
    static const char *const purple[] = { "disputed", "escalated", NULL };
    static const char *const grey[] = { "suspended", "returned", "withdrawn", "merged", NULL };

    if (one_of(state, yellow)) return "yellow";
    if (one_of(state, purple)) return "purple";
    if (one_of(state, grey)) return "grey";
    return text_equal(state, "closed") ? "green" : "blue";
}

const char *round_state_colour(const char *state)
{
    static const char *const grey[] = { "planned", "cancelled", NULL };
    static const char *const green[] = { "open", "finished", NULL };

    if (one_of(state, grey)) return "grey";
    return one_of(state, green) ? "green" : "blue";
}

const char *names_joined(struct arena *arena, const struct word *words, size_t count)
{
    struct buffer out;

    if (count == 0) return NULL;
    buffer_init(&out, arena, 1 << 16);
    for (size_t i = 0; i < count; i++) {
        if (i) buffer_text(&out, "、");
        buffer_text(&out, words[i].name);
    }
    return buffer_string(&out);
}

static const char *name_of(const char *code, const struct word *words)
{
    for (; words->id; words++)
        if (text_equal(code, words->id)) return words->name;
    return code;
}

const char *reply_kind_name(const char *kind)
{
    static const struct word names[] = { { "resolved", "已解决" },
                                         { "planned", "已有方案，限期解决" },
                                         { "explained", "需要解释说明" },
                                         { "cannot", "暂时解决不了" },
                                         { NULL, NULL } };

    return name_of(kind, names);
}

const char *channel_name(const char *channel)
{
    static const struct word names[] = {
        { "web", "网上填写" }, { "window", "窗口登记" }, { "hotline", "12345登记" }, { NULL, NULL }
    };

    return name_of(channel, names);
}

const char *rating_name(const char *rating)
{
    static const struct word names[] = { { "satisfied", "满意" },
                                         { "unsatisfied", "不满意" },
                                         { "default", "到期未评，默认满意" },
                                         { "unreached", "未能联系" },
                                         { NULL, NULL } };

    return name_of(rating, names);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "pages/round.h"

#include "base/text.h"
#include "pages/round_tables.h"
#include "pages/round_turn.h"
#include "pages/words.h"

#include <string.h>

enum { STOPS_MOST = 12, FACTS_MOST = 16 };

/* ── The timetable ──────────────────────────────────────────────────────── */

struct stop_list {
    struct arena *arena;
    const struct page_frame *frame;
    struct line_stop *stops;
    size_t count;
    bool today_shown;
};

static void put_today(struct stop_list *list)
{
    list->today_shown = true;
    list->stops[list->count++] = (struct line_stop){ .state = "today",
                                                     .day = line_day(list->arena, list->frame, list->frame->today),
                                                     .what = "现在" };
}

static void put_stop(struct stop_list *list, day_t day, bool event, const char *what, const char *note)
{
    day_t today = list->frame->today;

    if (day == NO_DAY) return;
    if (day > today && !list->today_shown) put_today(list);
    if (day == today) list->today_shown = true;
    list->stops[list->count++] = (struct line_stop){ .state = day == today  ? "today"
                                                              : event       ? "event"
                                                              : day < today ? "done"
                                                                            : "next",
                                                     .day = line_day(list->arena, list->frame, day),
                                                     .what = what,
                                                     .note = note };
}

static const char *done_at(struct stop_list *list, const char *what, instant_t at)
{
    if (!at) return NULL;
    return arena_printf(list->arena, "%s%s", instant_chinese(list->arena, at, list->frame->today), what);
}

static const char *or_else(const char *text, const char *otherwise) { return text ? text : otherwise; }

static void list_stops(struct stop_list *list, const struct round_view *view)
{
    const struct round_dates *dates = &view->dates;
    const struct round *round = &view->round;

    put_stop(list, dates->open, false, "开放征集", round->special ? "专项专场不征集" : NULL);
    put_stop(list, dates->close == dates->catalogue ? dates->catalogue : dates->close, false, "关闭，报送目录",
             or_else(done_at(list, "报送", round->catalogue_at), "24:00前"));
    put_stop(list, dates->agenda, false, "议题报审，审定",
             or_else(done_at(list, "审定", round->agenda_approved_at), "最迟24:00；计划提前2个工作日"));
    put_stop(list, dates->event, true, round->tentative ? "现场活动（初定）" : "现场活动",
             round->held_at ? "已举行" : NULL);
    put_stop(list, dates->formal, false, "书面答复、公布承诺", "活动后3个工作日");
    put_stop(list, dates->opinions, false, "处理意见印发",
             or_else(done_at(list, "印发", round->issued_at), "活动后5个工作日"));
}

/* ── What it waits for ──────────────────────────────────────────────────── */

static void list_missing(struct arena *arena, const struct page_frame *frame, const struct round_findings *found,
                         struct round_page *page)
{
    enum { MOST = 40 };
    struct round_missing *missing = ARENA_ARRAY(arena, struct round_missing, MOST + 1);

    for (size_t i = 0; i < found->line_count && page->missing_count < MOST; i++) {
        const struct appeal_line *line = &found->lines[i];
        struct due_view due = due_of_clock(arena, frame, round_reply_clock(line));

        if (!round_waits_for_reply(line) || line->shown.off_round) continue;
        missing[page->missing_count++] =
            (struct round_missing){ .who = line->lead_name ? line->lead_name : "牵头单位",
                                    .what = text_equal(line->state, "disputed") ? "分派有异议：" : "缺处理意见：",
                                    .address = arena_printf(arena, "/appeals/%s", line->shown.number),
                                    .title = line->shown.title,
                                    .due_colour = due.colour,
                                    .due_words = due.words };
    }
    page->missing = missing;
}

static size_t count_items(const struct round_view *round, bool coordinated, bool on_site)
{
    size_t count = 0;

    for (size_t i = 0; i < round->item_count; i++)
        if (round->items[i].coordinated == coordinated && (!coordinated || round->items[i].on_site == on_site)) count++;
    return count;
}

static size_t count_undecided(const struct round_view *round)
{
    size_t count = 0;

    for (size_t i = 0; i < round->item_count; i++) count += round->items[i].heard && !round->items[i].decided;
    return count;
}

static const char *counts_of(struct arena *arena, const struct round_view *round)
{
    if (round->round.held_at)
        return arena_printf(arena, "现场研究%d件，还有%zu件没有记录处理意见", (int)round->round.heard_count,
                            count_undecided(round));
    return arena_printf(arena, "现场%zu件　书面%zu件　未定%zu件", count_items(round, true, true),
                        count_items(round, true, false), count_items(round, false, false));
}

/* ── The next step ──────────────────────────────────────────────────────── */

static const struct act_view *offered(const struct round_findings *found, const char *action)
{
    for (size_t i = 0; i < found->round->action_count; i++)
        if (strcmp(found->round->actions[i].id, action) == 0) return &found->acts[i];
    return NULL;
}

/* In the order in which they come; the items' forms stand at the items. */
static const struct act_view *expected(const struct round_findings *found)
{
    const struct round *round = &found->round->round;

    for (const char *const *action = round_expected(found->round->state); *action; action++) {
        const struct act_view *act = offered(found, *action);

        if (!act) continue;
        if (strcmp(*action, "announce") == 0 && round->announced_at) continue;
        if (strcmp(*action, "convene") == 0 && round->meeting_at) continue;
        if (strcmp(*action, "set_roster") == 0 && round->leader && round->secretary) continue;
        if (strcmp(*action, "invite") == 0 && round->invited_at) continue;
        if (strcmp(*action, "record_decision") == 0 && count_undecided(found->round) == 0) continue;
        if (strcmp(*action, "draft_opinions") == 0 && round->opinions_drafted_at) continue;
        return act;
    }
    return NULL;
}

static const struct clock_view *clock_of(const struct round_view *round, const char *id)
{
    for (size_t i = 0; i < round->clock_count; i++)
        if (text_equal(round->clocks[i].id, id)) return &round->clocks[i];
    return NULL;
}

static const struct clock_view *next_clock(const struct round_view *round)
{
    const struct clock_view *clock = clock_of(round, round_clock(round->state));

    if (text_equal(round->state, "held") && round->round.decisions_at) clock = clock_of(round, "opinions");
    if (!clock) clock = clock_of(round, "opinions");
    return clock ? clock : clock_most_urgent(round->clocks, round->clock_count);
}

static const char *holder_of(struct arena *arena, const struct round_view *round)
{
    if (text_equal(round->state, "catalogue_submitted") && round->secretary_name)
        return arena_printf(arena, "轮值秘书长%s", round->secretary_name);
    if (text_equal(round->state, "agenda_proposed") && round->leader_name)
        return arena_printf(arena, "出席领导%s", round->leader_name);
    if (text_equal(round->state, "held") && round->round.opinions_drafted_at && !round->round.opinions_approved_at &&
        round->leader_name)
        return arena_printf(arena, "出席领导%s", round->leader_name);
    return round_holder(round->state);
}

static const char *waiting_for(struct arena *arena, const struct round_page *page)
{
    const struct round_view *round = page->round;
    size_t undecided = count_undecided(round), open = count_items(round, false, false);

    if (text_equal(round->state, "catalogue_submitted") && open)
        return arena_printf(arena, "还差%zu件没有定现场或书面%s。", open,
                            page->missing_count ? arena_printf(arena, "，%zu件缺处理意见", page->missing_count) : "");
    if (text_equal(round->state, "held") && undecided)
        return arena_printf(arena, "还差%zu件没有记录处理意见。", undecided);
    if (text_equal(round->state, "held") && round->round.opinions_drafted_at && !round->round.opinions_approved_at)
        return "处理意见已经起草，等待审定。";
    if (text_equal(round->state, "held") && round->round.opinions_approved_at) return "处理意见已经审定，等待印发。";
    if (page->missing_count && (text_equal(round->state, "open") || text_equal(round->state, "closed")))
        return arena_printf(arena, "%zu件缺处理意见，到时注明“部门意见待补”。", page->missing_count);
    return "";
}

static void say_next(struct arena *arena, const struct page_frame *frame, struct round_page *page)
{
    const struct round_view *round = page->round;
    const struct clock_view *clock = next_clock(round);
    struct due_view due = due_of_clock(arena, frame, clock);
    const char *end = clock ? clock_end(arena, frame, clock) : NULL;

    page->next = (struct next_view){
        .title = arena_printf(arena, "%s%s", round->open ? "下一步：" : "",
                              round_task(round->state, round->round.announced_at != NO_INSTANT)),
        .text = round->open ? arena_printf(arena, "现在由%s办理。%s%s%s%s", holder_of(arena, round), end ? "最迟" : "",
                                           end ? end : "", end ? "。" : "", waiting_for(arena, page))
                            : round->round.reason,
    };
    if (page->primary) {
        page->next.address = arena_printf(arena, "#%s", page->primary->id);
        page->next.button = page->primary->label;
    }
    page->next_due_colour = due.colour;
    page->next_due_words = due.words;
    if (clock) page->next_clock = arena_printf(arena, "%s/clocks/%s", page->base, clock->id);
    page->silence = round->open ? round_silence(round->state) : NULL;
}

static bool has_own_place(const struct round_findings *found, const char *action)
{
    return strcmp(action, "record_decision") == 0 || (strcmp(action, "coordinate") == 0 && found->coordinates);
}

static void sort_acts(struct arena *arena, struct round_page *page)
{
    const struct round_findings *found = page->found;
    struct act_view *rest = ARENA_ARRAY(arena, struct act_view, found->round->action_count + 1);

    page->primary = expected(found);
    page->mine = page->primary != NULL;
    for (size_t i = 0; i < found->round->action_count; i++) {
        struct act_view *act = &found->acts[i];

        if (act == page->primary && !has_own_place(found, act->id)) {
            act->primary = true;
            act->open = act->open || !found->refused;
        } else if (!has_own_place(found, act->id)) {
            rest[page->act_count++] = *act;
        }
    }
    page->acts = rest;
}

/* ── Facts ──────────────────────────────────────────────────────────────── */

struct fact_list {
    struct arena *arena;
    struct fact_view *facts;
    size_t count;
};

static void add_fact(struct fact_list *list, const char *name, const char *value)
{
    if (!text_blank(value)) list->facts[list->count++] = (struct fact_view){ .name = name, .value = value };
}

static const char *trades_of(struct arena *arena, const struct round_view *round)
{
    struct buffer out;

    if (round->trade_count == 0) return NULL;
    buffer_init(&out, arena, 1 << 14);
    for (size_t i = 0; i < round->trade_count; i++) buffer_printf(&out, "%s%s", i ? "、" : "", round->trades[i]);
    return buffer_string(&out);
}

static const char *candidates_of(struct arena *arena, const struct page_frame *frame, const struct round_view *round)
{
    struct buffer out;

    if (round->candidates.count == 0) return NULL;
    buffer_init(&out, arena, 1 << 14);
    for (size_t i = 0; i < round->candidates.count; i++)
        buffer_printf(&out, "%s%s（%s）", i ? "；" : "",
                      day_chinese(arena, round->candidates.candidates[i].dates.event, frame->today),
                      round->candidates.candidates[i].why);
    return buffer_string(&out);
}

static void list_facts(struct fact_list *list, const struct page_frame *frame, const struct round_view *round)
{
    struct arena *arena = list->arena;
    const struct round *own = &round->round;

    add_fact(list, "辖区", round->jurisdiction_name);
    add_fact(list, "主题", own->theme);
    add_fact(list, "邀请的行业", trades_of(arena, round));
    add_fact(list, "出席领导", round->leader_name ? round->leader_name : "还没有定");
    add_fact(list, "轮值秘书长", round->secretary_name ? round->secretary_name : "还没有定");
    add_fact(list, "备选日期", candidates_of(arena, frame, round));
    if (round->provisional) add_fact(list, "提醒", "有日期超出已公布的放假安排，是暂定的");
    if (own->meeting_at)
        add_fact(list, "协调会",
                 arena_printf(arena, "%s，%s", instant_chinese(arena, own->meeting_at, frame->today),
                              own->meeting_place ? own->meeting_place : ""));
    add_fact(list, "协调单位", names_joined(arena, round->meeting_units, round->meeting_unit_count));
    add_fact(list, "公告", own->announcement);
    add_fact(list, "发文字号", own->document_number);
    add_fact(list, "处理意见", own->opinions);
    if (own->opinions_version)
        add_fact(
            list, "处理意见稿",
            arena_printf(arena, "第%d稿%s", (int)own->opinions_version, own->opinions_approved_at ? "，已审定" : ""));
    add_fact(list, "说明", own->reason);
}

/* ── The whole ──────────────────────────────────────────────────────────── */

static const char *who(struct arena *arena, const struct past_view *past)
{
    if (text_equal(past->role, "clock")) return "系统";
    return arena_printf(arena, "%s%s%s", past->unit_name ? past->unit_name : past->role_name,
                        past->actor_name ? " " : "", past->actor_name ? past->actor_name : "");
}

static void list_events(struct arena *arena, struct round_page *page)
{
    const struct round_findings *found = page->found;
    struct event_view *events = ARENA_ARRAY(arena, struct event_view, found->past_count + 1);

    for (size_t i = found->past_count; i-- > 0;) {
        const struct past_view *past = &found->past[i];

        events[page->event_count++] = (struct event_view){ .title = past->label,
                                                           .byline = who(arena, past),
                                                           .text = past->note,
                                                           .at = past->at,
                                                           .by_clock = text_equal(past->role, "clock") };
    }
    if (page->event_count) events[0].now = page->round->open;
    page->events = events;
}

static void list_clocks(struct arena *arena, const struct page_frame *frame, struct round_page *page)
{
    struct running_view *clocks = ARENA_ARRAY(arena, struct running_view, page->round->clock_count + 1);

    for (size_t i = 0; i < page->round->clock_count; i++) {
        clocks[i] = running_of(arena, frame, &page->found->explained[i], page->base);
        clocks[i].days = 0;
    }
    page->clocks = clocks;
    page->clock_count = page->round->clock_count;
}

struct round_page *round_page_of(struct arena *arena, const struct page_frame *frame,
                                 const struct round_findings *found)
{
    const struct round_view *round = found->round;
    struct round_page *page = ARENA_NEW(arena, struct round_page);
    struct stop_list stops = { .arena = arena,
                               .frame = frame,
                               .stops = ARENA_ARRAY(arena, struct line_stop, STOPS_MOST) };
    struct fact_list facts = { .arena = arena, .facts = ARENA_ARRAY(arena, struct fact_view, FACTS_MOST) };

    *page = (struct round_page){ .found = found, .round = round, .title = round->label };
    page->base = arena_printf(arena, "/rounds/%s", round->round.number);
    page->day = arena_printf(arena, "%s现场活动%s", day_chinese(arena, round->round.event_day, frame->today),
                             round->round.tentative ? "（初定）" : "");
    if (found->error && !found->error->faults) page->refusal = found->error->text;
    page->faults = found->error ? found->error->faults : found->upload_faults;
    list_stops(&stops, round);
    page->stops = stops.stops;
    page->stop_count = stops.count;
    list_missing(arena, frame, found, page);
    sort_acts(arena, page);
    say_next(arena, frame, page);
    list_facts(&facts, frame, round);
    page->facts = facts.facts;
    page->fact_count = facts.count;
    page->items = round->round.catalogue_at || round->item_count ? round_items_table(arena, frame, found)
                                                                 : round_catalogue_table(arena, round);
    page->counts = round->item_count ? counts_of(arena, round) : NULL;
    page->guests = round_guests_table(arena, frame, round);
    list_clocks(arena, frame, page);
    list_events(arena, page);
    return page;
}

/* ── What a form holds already ──────────────────────────────────────────── */

static const char *on_site_numbers(struct arena *arena, const struct round_view *round)
{
    struct buffer out;

    buffer_init(&out, arena, 1 << 16);
    for (size_t i = 0; i < round->item_count; i++)
        if (round->items[i].on_site) buffer_printf(&out, "%s%s", out.size ? "," : "", round->items[i].appeal);
    return buffer_string(&out);
}

static const char *lead_units(struct arena *arena, const struct round_view *round)
{
    struct buffer out;

    buffer_init(&out, arena, 1 << 16);
    for (size_t i = 0; i < round->item_count; i++)
        if (round->items[i].lead_unit) buffer_printf(&out, "%s%s", out.size ? "," : "", round->items[i].lead_unit);
    return buffer_string(&out);
}

const char *round_known(struct arena *arena, const void *view, const char *action, const char *field)
{
    const struct round_view *round = view;

    if (strcmp(field, "heard") == 0) return on_site_numbers(arena, round);
    if (strcmp(field, "units") == 0) return lead_units(arena, round);
    if (strcmp(field, "leader") == 0) return round->round.leader;
    if (strcmp(field, "secretary") == 0) return round->round.secretary;
    if (strcmp(action, "confirm_date") == 0 && strcmp(field, "event_day") == 0)
        return day_text(arena, round->round.event_day);
    if (strcmp(action, "draft_opinions") == 0 && strcmp(field, "text") == 0) return round->round.opinions;
    if (strcmp(action, "convene") == 0 && strcmp(field, "place") == 0) return round->round.meeting_place;
    return NULL;
}

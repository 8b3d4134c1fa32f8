/* SPDX-License-Identifier: Apache-2.0 */
#include "pages/appeal_mine.h"

#include "base/text.h"
#include "pages/words.h"

#include <string.h>

enum { BLOCKS_MOST = 12 };

/* ── What was said ──────────────────────────────────────────────────────── */

struct block_list {
    struct arena *arena;
    struct mine_block *blocks;
    size_t count;
    day_t today;
};

static void add_block(struct block_list *list, struct mine_block block)
{
    if (!text_blank(block.text)) list->blocks[list->count++] = block;
}

static const char *until(struct block_list *list, const char *what, day_t day)
{
    return day ? arena_printf(list->arena, "%s%s", what, day_chinese(list->arena, day, list->today)) : NULL;
}

static const char *on(struct block_list *list, instant_t at)
{
    return at ? day_chinese(list->arena, day_of(at), list->today) : NULL;
}

static const char *by_whom(struct block_list *list, const char *who, instant_t at)
{
    return at ? arena_printf(list->arena, "%s　%s", who ? who : "", on(list, at)) : who;
}

static const char *why_returned(struct block_list *list, const struct appeal *shown)
{
    const struct reason *reason = reason_find(shown->reason_code);

    if (!reason) return shown->explanation;
    return arena_printf(list->arena, "%s（%s）。\n%s", reason->chinese, reason->basis,
                        shown->explanation ? shown->explanation : "");
}

static const char *where_to_turn(struct block_list *list, const struct appeal *shown)
{
    const struct reason *reason = reason_find(shown->reason_code);
    const char *where = shown->redirect ? shown->redirect : reason ? reason->redirect : NULL;

    return where ? arena_printf(list->arena, "您可以这样办：%s", where) : NULL;
}

static void add_ends(struct block_list *list, const struct appeal_view *appeal)
{
    const struct appeal *shown = &appeal->shown;

    if (text_equal(appeal->state, "supplementing"))
        add_block(list, (struct mine_block){ .title = "需要您补正", .text = shown->supplement_what });
    if (text_equal(appeal->state, "returned"))
        add_block(list, (struct mine_block){ .title = "不予受理",
                                             .who = on(list, shown->state_since),
                                             .text = why_returned(list, shown),
                                             .foot = where_to_turn(list, shown) });
    if (text_equal(appeal->state, "merged"))
        add_block(list, (struct mine_block){ .title = "一并办理",
                                             .text = "有相同的诉求正在办理，两件一起办。答复会分别告诉每家企业。" });
}

static const char *whole_reply(struct block_list *list, const struct appeal *shown)
{
    return arena_printf(list->arena, "%s。%s%s%s", reply_kind_name(shown->reply_kind),
                        shown->reply_opinion ? shown->reply_opinion : "", shown->reply_basis ? "\n依据：" : "",
                        shown->reply_basis ? shown->reply_basis : "");
}

static const char *whole_commitment(struct block_list *list, const struct appeal *shown)
{
    return arena_printf(list->arena, "%s\n责任领导：%s。责任人：%s。", shown->measures ? shown->measures : "",
                        shown->responsible_leader ? shown->responsible_leader : "",
                        shown->responsible_person ? shown->responsible_person : "");
}

static void add_results(struct block_list *list, const struct appeal_view *appeal)
{
    const struct appeal *shown = &appeal->shown;

    add_block(list, (struct mine_block){ .title = "办理结果", .who = appeal->lead_name, .text = shown->result });
    add_block(list, (struct mine_block){ .title = "现场活动的处理决定",
                                         .who = appeal->event_day ? by_whom(list, "市领导", start_of_day(appeal->event_day))
                                                                  : NULL,
                                         .text = shown->decision,
                                         .foot = until(list, "最迟完成：", shown->promise) });
    if (shown->reply_kind)
        add_block(list, (struct mine_block){ .title = "答复",
                                             .who = by_whom(list, appeal->lead_name, shown->released_at),
                                             .text = whole_reply(list, shown),
                                             .foot = until(list, "计划完成：", shown->reply_done_by) });
    if (shown->committed_at)
        add_block(list, (struct mine_block){
                            .title = "公开承诺",
                            .who = by_whom(list, appeal->lead_name, shown->committed_at),
                            .text = whole_commitment(list, shown),
                            .foot = until(list, "完成时限：", shown->done_by),
                            .address = shown->confidential ? NULL
                                                           : arena_printf(list->arena, "/commitments/%lld",
                                                                          (long long)appeal->id),
                            .link = "公开页面" });
    if (appeal->open)
        add_block(list, (struct mine_block){ .title = "最近进展",
                                             .who = by_whom(list, appeal->lead_name, shown->progress_at),
                                             .text = shown->progress_text });
}

static const char *rating_of(struct block_list *list, const char *rating, const char *reason)
{
    if (!rating) return NULL;
    return arena_printf(list->arena, "%s%s%s", rating_name(rating), reason ? "：" : "", reason ? reason : "");
}

static void add_ratings(struct block_list *list, const struct appeal *shown)
{
    add_block(list, (struct mine_block){ .title = "您的评价",
                                         .who = on(list, shown->rated_at),
                                         .text = rating_of(list, shown->rating, shown->rating_reason) });
    add_block(list, (struct mine_block){ .title = "重办以后的评价",
                                         .text = rating_of(list, shown->second_rating, shown->second_rating_reason) });
}

/* ── The head ───────────────────────────────────────────────────────────── */

const char *mine_lead(struct arena *arena, const struct page_frame *frame, const struct appeal_view *appeal)
{
    bool past = appeal->event_day && appeal->event_day < frame->today;

    if (!appeal->round_label) return appeal->shown.off_round ? "单独答复，不等现场活动" : NULL;
    if (!appeal->event_day) return appeal->round_label;
    return arena_printf(arena, "%s，%s现场活动%s%s", appeal->round_label, short_day(arena, appeal->event_day),
                        appeal->event_tentative && !past ? "（初定）" : "", appeal->shown.off_round ? "；单独答复" : "");
}

/* ── The five stops ─────────────────────────────────────────────────────── */

/* When a stop was left behind: the first event after which the appeal stands further on. */
static instant_t left_at(const struct past_view *past, size_t count, int stop)
{
    for (size_t i = 0; i < count; i++) {
        int state = past[i].state ? machine_state(&appeal_machine, past[i].state) : 0;

        if (state && (appeal_machine.states[state].stop > stop || !appeal_machine.states[state].open)) return past[i].at;
    }
    return NO_INSTANT;
}

/* What was returned or withdrawn never came to the later stops. */
static struct stage_stop stop_of(struct arena *arena, const struct appeal_view *appeal, const struct past_view *past,
                                 size_t count, int stop)
{
    static const char *const names[] = { "受理诉求", "情况核实", "分级处置", "限期反馈", "结果核查" };
    bool closed = text_equal(appeal->state, "closed");
    struct stage_stop shown = { .name = names[stop - 1], .now = appeal->open && stop == appeal->stop };
    instant_t at;

    shown.done = stop < appeal->stop || (!appeal->open && (closed || stop == appeal->stop));
    at = shown.done ? left_at(past, count, stop) : NO_INSTANT;
    if (shown.now) shown.note = appeal->state_label;
    if (at) shown.note = short_day(arena, day_of(at));
    return shown;
}

/* ── Events ─────────────────────────────────────────────────────────────── */

/* Of what goes on inside the administration an enterprise is told these steps, without their notes. */
static bool is_told(const struct past_view *past)
{
    static const char *const told[] = { "log_contact", "consult",        "reply", "assess", "formal_reply",
                                        "merge",       "final_decision", NULL };

    if (!past->internal) return true;
    for (size_t i = 0; told[i]; i++)
        if (text_equal(past->action, told[i])) return true;
    return false;
}

static const char *by_line(const struct past_view *past)
{
    if (text_equal(past->role, "clock")) return "系统";
    if (text_equal(past->role, "enterprise")) return "贵企业";
    if (text_equal(past->role, "window") || text_equal(past->role, "hotline")) return past->role_name;
    return past->unit_name ? past->unit_name : past->role_name;
}

static void put_events(struct arena *arena, const struct appeal_view *appeal, const struct past_view *past,
                       size_t count, struct mine_story *story)
{
    struct event_view *events = ARENA_ARRAY(arena, struct event_view, count + 1);

    for (size_t i = count; i-- > 0;) {
        if (!is_told(&past[i])) continue;
        events[story->event_count++] = (struct event_view){ .title = past[i].label,
                                                            .byline = by_line(&past[i]),
                                                            .text = past[i].note,
                                                            .at = past[i].at,
                                                            .by_clock = text_equal(past[i].role, "clock") };
    }
    if (story->event_count) events[0].now = appeal->open;
    story->events = events;
}

struct mine_story mine_story_of(struct arena *arena, const struct page_frame *frame, const struct appeal_view *appeal,
                                const struct past_view *past, size_t past_count)
{
    struct mine_story story = { .event_count = 0 };
    struct block_list blocks = { .arena = arena,
                                 .blocks = ARENA_ARRAY(arena, struct mine_block, BLOCKS_MOST),
                                 .today = frame->today };

    add_ends(&blocks, appeal);
    add_results(&blocks, appeal);
    add_ratings(&blocks, &appeal->shown);
    story.blocks = blocks.blocks;
    story.block_count = blocks.count;
    for (int i = 0; i < 5; i++) story.stages[i] = stop_of(arena, appeal, past, past_count, i + 1);
    put_events(arena, appeal, past, past_count, &story);
    return story;
}

/* ── Forms ──────────────────────────────────────────────────────────────── */

static const struct own_words {
    const char *action, *label, *note, *done;
} own_words[] = {
    { "supplement", "补正", NULL, "补正已经提交，继续甄别。" },
    { "withdraw", "撤回这件诉求", "以后可以重新提交", "已经撤回。" },
    { "consent", "同意公开企业名称、实名参加", "可以不选", "已经记下。" },
    { "rate", "评价", NULL, "谢谢，评价已经记下。" },
    { "attach", NULL, NULL, "附件已上传。" },
};

static const struct own_words *words_of(const char *action)
{
    for (size_t i = 0; i < sizeof own_words / sizeof *own_words; i++)
        if (text_equal(own_words[i].action, action)) return &own_words[i];
    return NULL;
}

const char *mine_done(const char *action)
{
    const struct own_words *words = action ? words_of(action) : NULL;

    return words ? words->done : NULL;
}

static const struct act_view *in_own_words(struct arena *arena, const struct act_view *act)
{
    const struct own_words *words = words_of(act->id);
    struct act_view *own = arena_copy(arena, act, sizeof *act);

    if (words && words->label) own->label = words->label;
    if (words && words->note) own->note = words->note;
    return own;
}

static const struct form_field *field_named(const struct act_view *act, const char *name)
{
    for (size_t i = 0; i < act->field_count; i++)
        if (text_equal(act->fields[i].name, name)) return &act->fields[i];
    return NULL;
}

static void put_acts(struct arena *arena, struct mine_page *mine)
{
    const struct appeal_page *page = mine->page;
    struct act_view *acts = ARENA_ARRAY(arena, struct act_view, page->act_count + 2);

    if (page->primary && text_equal(page->primary->id, "rate"))
        mine->rate = page->primary;
    else if (page->primary)
        mine->primary = in_own_words(arena, page->primary);
    for (size_t i = 0; i < page->act_count; i++) {
        if (text_equal(page->acts[i].id, "rate"))
            mine->rate = &page->acts[i];
        else
            acts[mine->act_count++] = *in_own_words(arena, &page->acts[i]);
    }
    mine->acts = acts;
    if (mine->rate) {
        struct form_field *reason = arena_copy(arena, field_named(mine->rate, "reason"), sizeof *reason);

        reason->label = "哪里没有解决好";
        reason->hint = "原样转给承办单位，由它重新办理，10个工作日内答复您";
        reason->optional = false;
        reason->rows = 3;
        mine->rate_reason = reason;
    }
}

const char *mine_known(struct arena *arena, const void *view, const char *action, const char *field)
{
    const struct appeal *shown = &((const struct appeal_view *)view)->shown;
    const struct {
        const char *name, *value;
    } known[] = {
        { "enterprise_name", shown->enterprise_name },
        { "region", shown->region },
        { "contact_name", shown->contact_name },
        { "contact_phone", shown->contact_phone },
        { "title", shown->title },
        { "body", shown->body },
        { "category", shown->category },
        { "expectation", shown->expectation },
        { "confidential", shown->confidential ? "true" : NULL },
        { "attend", shown->attend ? "true" : NULL },
        { "principal", shown->principal },
        { "publication", shown->publication ? "true" : NULL },
        { "attend_named", shown->attend_named ? "true" : NULL },
    };

    (void)arena;
    if (!text_equal(action, "supplement") && !text_equal(action, "consent")) return NULL;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, field) == 0) return known[i].value;
    return NULL;
}

/* ── The whole ──────────────────────────────────────────────────────────── */

static void put_files(struct arena *arena, const struct appeal_view *appeal, struct mine_page *mine)
{
    struct attachment *own = ARENA_ARRAY(arena, struct attachment, appeal->attachment_count + 1);
    struct attachment *theirs = ARENA_ARRAY(arena, struct attachment, appeal->attachment_count + 1);

    for (size_t i = 0; i < appeal->attachment_count; i++) {
        if (appeal->attachments[i].by_enterprise)
            own[mine->own_count++] = appeal->attachments[i];
        else
            theirs[mine->their_count++] = appeal->attachments[i];
    }
    mine->own = own;
    mine->theirs = theirs;
}

/* 满意即办结: what the enterprise's own answer brings comes before what silence does. */
static void tell_what_rating_brings(struct appeal_page *page)
{
    bool again = page->appeal->shown.rework_count > 0;

    if (page->turn_count < 3) return;
    page->turns[2] = (struct turn_view){ .label = "接下来",
                                         .text = again ? "评价以后办结" : "满意即办结",
                                         .note = again ? "到期未评也办结，不再第二次评价"
                                                       : "不满意由承办单位重办，10个工作日内答复；到期未评按默认满意"
                                                         "办结，单独统计" };
}

/* It is said at the head already. */
static void leave_out_outlook(struct arena *arena, struct appeal_page *page)
{
    struct fact_view *facts = ARENA_ARRAY(arena, struct fact_view, page->fact_count + 1);
    size_t kept = 0;

    for (size_t i = 0; i < page->fact_count; i++)
        if (!text_equal(page->facts[i].name, "赶得上哪期")) facts[kept++] = page->facts[i];
    page->facts = facts;
    page->fact_count = kept;
}

struct mine_page *mine_page_of(struct arena *arena, const struct page_frame *frame, const struct appeal_findings *found)
{
    struct mine_page *mine = ARENA_NEW(arena, struct mine_page);
    struct appeal_page *page = appeal_page_of(arena, frame, found);

    if (text_equal(found->appeal->state, "rating")) tell_what_rating_brings(page);
    leave_out_outlook(arena, page);
    mine->page = page;
    mine->lead = mine_lead(arena, frame, found->appeal);
    mine->story = mine_story_of(arena, frame, found->appeal, found->past, found->past_count);
    put_acts(arena, mine);
    put_files(arena, found->appeal, mine);
    return mine;
}

/* ── The list ───────────────────────────────────────────────────────────── */

static bool waits_for_enterprise(const struct appeal_line *line)
{
    return text_equal(line->state, "supplementing") || text_equal(line->state, "rating");
}

static struct table_cell turn_cell(const struct appeal_line *line, bool waiting)
{
    const char *task = appeal_task(line->state);
    bool over = !appeal_machine.states[line->shown.state].open;

    if (over) return (struct table_cell){ .text = task };
    if (waiting) return (struct table_cell){ .text = "轮到您", .sub = task };
    return (struct table_cell){ .text = line->clock && line->clock->owner_name ? line->clock->owner_name
                                                                                : line->jurisdiction_name,
                                .sub = task };
}

const struct table_view *mine_table(struct arena *arena, const struct page_frame *frame, const struct appeal_line *lines,
                                    size_t count, int64_t *waiting)
{
    static const struct table_column columns[] = {
        { .label = "诉求" }, { .label = "状态", .nowrap = true }, { .label = "轮到谁" }, { .label = "期限", .nowrap = true }
    };
    struct table_view *table = ARENA_NEW(arena, struct table_view);
    struct table_cell *cell = ARENA_ARRAY(arena, struct table_cell, 4 * (count + 1));

    *table = (struct table_view){ .caption = "您的诉求，新的在前",
                                  .columns = columns,
                                  .column_count = 4,
                                  .cells = cell,
                                  .row_count = count,
                                  .empty = "还没有诉求。提交以后在这里看进度、补正和评价。" };
    *waiting = 0;
    for (size_t i = 0; i < count; i++) {
        const struct appeal_line *line = &lines[i];
        struct due_view due = due_of_clock(arena, frame, line->clock);
        bool waits = waits_for_enterprise(line);

        *waiting += waits;
        *cell++ = (struct table_cell){ .text = line->shown.title,
                                       .sub = day_chinese(arena, day_of(line->shown.submitted_at), frame->today),
                                       .code = line->shown.number,
                                       .address = arena_printf(arena, "/appeals/%s", line->shown.number) };
        *cell++ = (struct table_cell){ .tag = line->state_label, .tag_colour = appeal_state_colour(line->state) };
        *cell++ = turn_cell(line, waits);
        *cell++ = (struct table_cell){ .due_colour = due.colour, .due_words = due.words, .muted = !due.words };
    }
    return table;
}

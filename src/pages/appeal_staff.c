/* SPDX-License-Identifier: Apache-2.0 */
#include "pages/appeal_staff.h"

#include "base/text.h"
#include "pages/appeal_turn.h"
#include "pages/words.h"

#include <string.h>

enum { FACTS_MOST = 24, RESULTS_MOST = 20 };

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

static const char *enterprise_name(const struct appeal_view *appeal)
{
    if (appeal->name_hidden) return "企业要求保密";
    return appeal->shown.enterprise_name;
}

static const char *with_code(struct arena *arena, const struct appeal_view *appeal)
{
    if (appeal->name_hidden || !appeal->shown.uscc) return enterprise_name(appeal);
    return arena_printf(arena, "%s　%s", appeal->shown.enterprise_name, appeal->shown.uscc);
}

static const char *class_of(struct arena *arena, const struct appeal_view *appeal)
{
    const char *grade = text_equal(appeal->shown.grade, "complex") ? "复杂" : appeal->shown.grade ? "一般" : NULL;
    const char *legacy = appeal->shown.legacy ? "　历史遗留问题" : "";

    if (!appeal->category_name) return grade ? arena_printf(arena, "未归类　%s%s", grade, legacy) : "未归类";
    return arena_printf(arena, "%s%s%s%s", appeal->category_name, grade ? "　" : "", grade ? grade : "", legacy);
}

static const char *contact_of(struct arena *arena, const struct appeal_view *appeal)
{
    const char *name = appeal->shown.contact_name, *phone = appeal->shown.contact_phone;

    if (!name && !phone) return NULL;
    return arena_printf(arena, "%s　%s", name ? name : "", phone ? phone : "");
}

static const char *attending(struct arena *arena, const struct appeal_view *appeal)
{
    if (!appeal->shown.attend) return "没有要求参加";
    return appeal->shown.principal ? arena_printf(arena, "愿意，%s参加", appeal->shown.principal) : "愿意参加";
}

static const char *came_from(struct arena *arena, const struct page_frame *frame, const struct appeal_view *appeal)
{
    return arena_printf(arena, "%s，%s", channel_name(appeal->shown.channel),
                        instant_chinese(arena, appeal->shown.submitted_at, frame->today));
}

static const char *round_of_appeal(struct arena *arena, const struct page_frame *frame,
                                   const struct appeal_view *appeal)
{
    if (appeal->shown.off_round && !appeal->round_label) return "不列入各期，单独答复";
    if (!appeal->round_label) return NULL;
    return arena_printf(arena, "%s，%s现场活动%s%s", appeal->round_label,
                        day_chinese(arena, appeal->event_day, frame->today), appeal->event_tentative ? "（初定）" : "",
                        appeal->shown.off_round ? "；已离开，单独答复"
                        : appeal->listed        ? "；已列入目录"
                                                : "");
}

static void list_facts(struct fact_list *list, const struct page_frame *frame, const struct appeal_findings *found)
{
    const struct appeal_view *appeal = found->appeal;
    struct arena *arena = list->arena;

    add_fact(list, "企业", with_code(arena, appeal));
    add_fact(list, "法人库登记", found->registered);
    if (appeal->shown.confidential && !appeal->name_hidden) add_fact(list, "保密", "企业要求对承办单位隐去名称");
    add_fact(list, "区域", appeal->region_name);
    add_fact(list, "类别", class_of(arena, appeal));
    add_fact(list, "联系人", contact_of(arena, appeal));
    add_fact(list, "参加现场", attending(arena, appeal));
    add_fact(list, "主办", appeal->lead_name);
    add_fact(list, "协办", names_joined(arena, appeal->co_units, appeal->co_unit_count));
    add_fact(list, "经办人", appeal->shown.officer);
    add_fact(list, "由谁办理", appeal->jurisdiction_name);
    add_fact(list, "期次", round_of_appeal(arena, frame, appeal));
    if (appeal->outlook) add_fact(list, "赶得上哪期", appeal->outlook->outlook.why);
    add_fact(list, "来源", came_from(arena, frame, appeal));
    add_fact(list, "已办理", arena_printf(arena, "%d天（%d个工作日）", appeal->age_days, appeal->age_working_days));
    if (appeal->shown.carried) add_fact(list, "结转", arena_printf(arena, "%d次", (int)appeal->shown.carried));
    if (appeal->shown.unit_changes)
        add_fact(list, "改派", arena_printf(arena, "%d次", (int)appeal->shown.unit_changes));
    if (appeal->merged_number) {
        list->facts[list->count++] =
            (struct fact_view){ .name = "并入",
                                .value = appeal->merged_number,
                                .address = arena_printf(arena, "/appeals/%s", appeal->merged_number),
                                .link = "查看" };
    }
    if (appeal->followers) add_fact(list, "并入的", arena_printf(arena, "%zu件，一并办理", appeal->followers));
}

/* ── What came of it ────────────────────────────────────────────────────── */

struct result_list {
    struct arena *arena;
    struct word *words;
    size_t count;
};

static void add_result(struct result_list *list, const char *name, const char *text)
{
    if (!text_blank(text)) list->words[list->count++] = (struct word){ name, text };
}

static void add_day(struct result_list *list, const struct page_frame *frame, const char *name, day_t day)
{
    if (day) add_result(list, name, day_chinese(list->arena, day, frame->today));
}

static void list_results(struct result_list *list, const struct page_frame *frame, const struct appeal_view *appeal)
{
    const struct appeal *shown = &appeal->shown;
    struct arena *arena = list->arena;

    add_result(list, "补正要求", shown->supplement_what);
    if (shown->reason_code)
        add_result(list, "不予受理",
                   arena_printf(arena, "%s　%s", shown->reason_code, shown->explanation ? shown->explanation : ""));
    add_result(list, "异议依据", shown->grounds);
    add_result(list, "建议的承办单位", appeal->proposed_name);
    if (shown->reply_kind)
        add_result(list, "处理意见",
                   arena_printf(arena, "%s。%s", reply_kind_name(shown->reply_kind),
                                shown->reply_opinion ? shown->reply_opinion : ""));
    add_result(list, "政策法规依据", shown->reply_basis);
    add_day(list, frame, "计划解决", shown->reply_done_by);
    add_result(list, "县区政府意见", shown->county_opinion);
    add_result(list, "研判", shown->assessment);
    add_result(list, "处理决定", shown->decision);
    add_day(list, frame, "最迟完成", shown->promise);
    if (shown->committed_at)
        add_result(list, "公开承诺",
                   arena_printf(arena, "%s。责任领导%s，责任人%s，%s前完成。", shown->measures ? shown->measures : "",
                                shown->responsible_leader ? shown->responsible_leader : "",
                                shown->responsible_person ? shown->responsible_person : "",
                                day_or_none(arena, frame, shown->done_by, "未定")));
    if (shown->progress_at)
        add_result(list, "最近进展",
                   arena_printf(arena, "%s（%s）", shown->progress_text ? shown->progress_text : "",
                                instant_chinese(arena, shown->progress_at, frame->today)));
    add_result(list, "办理结果", shown->result);
    if (shown->rating)
        add_result(list, "评价",
                   arena_printf(arena, "%s%s%s", rating_name(shown->rating), shown->rating_reason ? "：" : "",
                                shown->rating_reason ? shown->rating_reason : ""));
    if (shown->second_rating)
        add_result(list, "重办后评价",
                   arena_printf(arena, "%s%s%s", rating_name(shown->second_rating),
                                shown->second_rating_reason ? "：" : "",
                                shown->second_rating_reason ? shown->second_rating_reason : ""));
}

/* ── Tables ─────────────────────────────────────────────────────────────── */

static const char *when_text(struct arena *arena, const struct page_frame *frame, instant_t at)
{
    return at ? instant_chinese(arena, at, frame->today) : NULL;
}

static struct table_view *new_table(struct arena *arena, const char *caption, const struct table_column *columns,
                                    size_t column_count, size_t rows)
{
    struct table_view *table = ARENA_NEW(arena, struct table_view);

    *table = (struct table_view){ .caption = caption,
                                  .columns = columns,
                                  .column_count = column_count,
                                  .cells = ARENA_ARRAY(arena, struct table_cell, column_count * (rows + 1)),
                                  .row_count = rows };
    return table;
}

static const struct clock_view *clock_of_unit(const struct appeal_view *appeal, const struct dispatch_view *dispatch)
{
    bool co = text_equal(dispatch->role, "co");

    for (size_t i = 0; i < appeal->clock_count; i++) {
        const char *dot = strchr(appeal->clocks[i].id, '.');

        if (co ? dot && text_equal(dot + 1, dispatch->unit) : strcmp(appeal->clocks[i].id, "reply") == 0)
            return &appeal->clocks[i];
    }
    return NULL;
}

static const char *said_by(const struct appeal_view *appeal, const struct dispatch_view *dispatch)
{
    if (dispatch->opinion) return dispatch->opinion;
    return text_equal(dispatch->role, "lead") && dispatch->replied ? appeal->shown.reply_opinion : NULL;
}

static const struct table_view *opinions_of(struct arena *arena, const struct page_frame *frame,
                                            const struct appeal_view *appeal)
{
    static const struct table_column columns[] = { { .label = "单位" },
                                                   { .label = "意见" },
                                                   { .label = "到了哪一步" } };
    struct table_view *table;
    struct table_cell *cell;

    if (appeal->dispatch_count == 0) return NULL;
    table = new_table(arena, "主办和协办单位的意见", columns, 3, appeal->dispatch_count);
    cell = (struct table_cell *)(uintptr_t)table->cells;
    for (size_t i = 0; i < appeal->dispatch_count; i++) {
        const struct dispatch_view *dispatch = &appeal->dispatches[i];
        bool over = dispatch->replied || dispatch->ended;
        struct due_view due = due_of_clock(arena, frame, over ? NULL : clock_of_unit(appeal, dispatch));
        const char *said = said_by(appeal, dispatch);
        instant_t at = dispatch->replied    ? dispatch->replied
                       : dispatch->ended    ? dispatch->ended
                       : dispatch->accepted ? dispatch->accepted
                                            : dispatch->sent;

        *cell++ = (struct table_cell){ .text = dispatch->unit_name,
                                       .sub = text_equal(dispatch->role, "co") ? "协办" : "主办" };
        *cell++ = (struct table_cell){ .text = said ? said : "还没有意见", .muted = !said };
        *cell++ = (struct table_cell){ .text = dispatch->state_label,
                                       .sub = when_text(arena, frame, at),
                                       .due_colour = due.colour,
                                       .due_words = due.words };
    }
    return table;
}

static const char *kind_of_request(const char *kind)
{
    if (text_equal(kind, "extension")) return "延期";
    return text_equal(kind, "suspension") ? "挂账" : "终止办理";
}

static const struct table_view *requests_of(struct arena *arena, const struct page_frame *frame,
                                            const struct appeal_view *appeal)
{
    static const struct table_column columns[] = { { .label = "申请" }, { .label = "理由" }, { .label = "结果" } };
    struct table_view *table;
    struct table_cell *cell;

    if (appeal->request_count == 0) return NULL;
    table = new_table(arena, "申请延期、挂账、终止办理", columns, 3, appeal->request_count);
    cell = (struct table_cell *)(uintptr_t)table->cells;
    for (size_t i = 0; i < appeal->request_count; i++) {
        const struct request_view *request = &appeal->requests[i];
        day_t day = request->new_date ? request->new_date : request->review_date;

        *cell++ = (struct table_cell){ .text = kind_of_request(request->kind),
                                       .sub = day ? day_chinese(arena, day, frame->today) : request->reason_code };
        *cell++ = (struct table_cell){ .text = request->reason, .sub = request->explanation };
        *cell++ =
            (struct table_cell){ .text = request->state_label,
                                 .sub = when_text(arena, frame,
                                                  request->decided_at ? request->decided_at : request->asked_at) };
    }
    return table;
}

static const struct table_view *orders_of(struct arena *arena, const struct page_frame *frame,
                                          const struct appeal_view *appeal)
{
    static const struct table_column columns[] = {
        { .label = "督办单", .nowrap = true }, { .label = "要求" }, { .label = "答复" }, { .label = "状态" }
    };
    struct table_view *table;
    struct table_cell *cell;

    if (appeal->order_count == 0) return NULL;
    table = new_table(arena, "督办单", columns, 4, appeal->order_count);
    cell = (struct table_cell *)(uintptr_t)table->cells;
    for (size_t i = 0; i < appeal->order_count; i++) {
        const struct order_view *order = &appeal->orders[i];

        *cell++ = (struct table_cell){ .text = order->number, .sub = order->by_clock ? "系统自动发出" : NULL };
        *cell++ = (struct table_cell){ .text = order->text,
                                       .sub = order->answer_by
                                                  ? arena_printf(arena, "%s前答复",
                                                                 day_chinese(arena, order->answer_by, frame->today))
                                                  : NULL };
        *cell++ = (struct table_cell){ .text = order->answer ? order->answer : "还没有答复", .muted = !order->answer };
        *cell++ = (struct table_cell){ .text = order->state_label, .sub = when_text(arena, frame, order->issued_at) };
    }
    return table;
}

/* ── History ────────────────────────────────────────────────────────────── */

static const char *who(struct arena *arena, const struct past_view *past)
{
    if (text_equal(past->role, "clock")) return "系统";
    if (text_equal(past->role, "enterprise")) return past->actor_name ? past->actor_name : "企业";
    return arena_printf(arena, "%s%s%s", past->unit_name ? past->unit_name : past->role_name,
                        past->actor_name ? " " : "", past->actor_name ? past->actor_name : "");
}

static void list_events(struct arena *arena, const struct appeal_findings *found, struct appeal_page *page)
{
    struct event_view *events = ARENA_ARRAY(arena, struct event_view, found->past_count + 1);

    for (size_t i = found->past_count; i-- > 0;) {
        const struct past_view *past = &found->past[i];

        events[page->event_count++] =
            (struct event_view){ .title = past->label,
                                 .byline = who(arena, past),
                                 .text = text_equal(past->note, past->unit) ? NULL : past->note,
                                 .at = past->at,
                                 .by_clock = text_equal(past->role, "clock") };
    }
    if (page->event_count) events[0].now = page->appeal->open;
    page->events = events;
}

static void list_stages(const struct appeal_view *appeal, struct appeal_page *page)
{
    static const char *const names[] = { "受理诉求", "情况核实", "分级处置", "限期反馈", "结果核查" };

    for (int i = 0; i < 5; i++)
        page->stages[i] = (struct stage_stop){ .name = names[i],
                                               .done = i + 1 < appeal->stop || !appeal->open,
                                               .now = appeal->open && i + 1 == appeal->stop,
                                               .note = i + 1 == appeal->stop ? appeal->state_label : NULL };
}

/* ── The whole ──────────────────────────────────────────────────────────── */

static void sort_acts(struct arena *arena, const struct appeal_findings *found, struct appeal_page *page)
{
    const struct appeal_view *appeal = found->appeal;
    const struct action_view *expected = appeal_expected(appeal);
    struct act_view *rest = ARENA_ARRAY(arena, struct act_view, appeal->action_count + 1);

    for (size_t i = 0; i < appeal->action_count; i++) {
        struct act_view *act = &found->acts[i];

        if (expected && &appeal->actions[i] == expected) {
            act->primary = true;
            act->open = act->open || !found->refused;
            page->primary = act;
        } else {
            rest[page->act_count++] = *act;
        }
    }
    page->acts = rest;
}

struct appeal_page *appeal_page_of(struct arena *arena, const struct page_frame *frame,
                                   const struct appeal_findings *found)
{
    const struct appeal_view *appeal = found->appeal;
    struct appeal_page *page = ARENA_NEW(arena, struct appeal_page);
    struct fact_list facts = { .arena = arena, .facts = ARENA_ARRAY(arena, struct fact_view, FACTS_MOST) };
    struct result_list results = { .arena = arena, .words = ARENA_ARRAY(arena, struct word, RESULTS_MOST) };
    struct running_view *clocks = ARENA_ARRAY(arena, struct running_view, appeal->clock_count + 1);

    *page = (struct appeal_page){ .found = found, .appeal = appeal, .enterprise = enterprise_name(appeal) };
    page->base = arena_printf(arena, "/appeals/%s", appeal->shown.number);
    page->turn_count = appeal_turns(arena, frame, appeal, page->base, &page->mine, page->turns);
    if (found->error && !found->error->faults) page->refusal = found->error->text;
    page->faults = found->error           ? found->error->faults
                   : found->upload_faults ? found->upload_faults
                                          : found->unmask_faults;
    page->hidden_reply = appeal->reply_hidden;
    for (size_t i = 0; i < appeal->clock_count; i++)
        clocks[page->clock_count++] = running_of(arena, frame, &found->explained[i], page->base);
    page->clocks = clocks;
    list_facts(&facts, frame, found);
    page->facts = facts.facts;
    page->fact_count = facts.count;
    list_results(&results, frame, appeal);
    page->results = results.words;
    page->result_count = results.count;
    page->opinions = opinions_of(arena, frame, appeal);
    page->requests = requests_of(arena, frame, appeal);
    page->orders = orders_of(arena, frame, appeal);
    list_stages(appeal, page);
    list_events(arena, found, page);
    sort_acts(arena, found, page);
    return page;
}

/* ── What a form holds already ──────────────────────────────────────────── */

static const char *iso_day(struct arena *arena, day_t day) { return day ? day_text(arena, day) : NULL; }

static const char *ids_joined(struct arena *arena, const struct word *words, size_t count)
{
    struct buffer out;

    buffer_init(&out, arena, 1 << 14);
    for (size_t i = 0; i < count; i++) {
        if (i) buffer_char(&out, ',');
        buffer_text(&out, words[i].id);
    }
    return buffer_string(&out);
}

static const char *known_reply(struct arena *arena, const struct appeal *shown, const char *field)
{
    if (strcmp(field, "opinion") == 0) return shown->reply_opinion;
    if (strcmp(field, "kind") == 0) return shown->reply_kind;
    if (strcmp(field, "done_by") == 0) return iso_day(arena, shown->reply_done_by);
    return strcmp(field, "basis") == 0 ? shown->reply_basis : NULL;
}

static const char *known_commitment(struct arena *arena, const struct appeal *shown, const char *field)
{
    if (strcmp(field, "responsible_leader") == 0) return shown->responsible_leader;
    if (strcmp(field, "responsible_person") == 0) return shown->responsible_person;
    if (strcmp(field, "measures") == 0) return shown->measures;
    return strcmp(field, "done_by") == 0 ? iso_day(arena, shown->done_by ? shown->done_by : shown->promise) : NULL;
}

const char *appeal_known(struct arena *arena, const void *view, const char *action, const char *field)
{
    const struct appeal_view *appeal = view;
    const struct appeal *shown = &appeal->shown;

    /* A reply sent back, or once more after the event, begins with the earlier one. */
    if (strcmp(action, "formal_reply") == 0 || strcmp(action, "reply") == 0) return known_reply(arena, shown, field);
    if (strcmp(action, "commit") == 0) return known_commitment(arena, shown, field);
    if (strcmp(action, "set_co_units") == 0) return ids_joined(arena, appeal->co_units, appeal->co_unit_count);
    if (strcmp(action, "correct") == 0) return NULL; /* only what is filled in is corrected */
    if (strcmp(field, "category") == 0) return shown->category;
    if (strcmp(field, "grade") == 0) return shown->grade ? shown->grade : "normal";
    if (strcmp(action, "uphold_objection") == 0 && strcmp(field, "lead_unit") == 0) return shown->proposed_unit;
    if (strcmp(action, "admit_escalation") == 0 && strcmp(field, "lead_unit") == 0) return shown->proposed_unit;
    return NULL;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "pages/suggestions.h"

#include "base/text.h"
#include "pages/words.h"

enum { FACTS = 5, TURNS = 3, SHOWN_IN_LIST = 80 };

static const char *address_of(struct arena *arena, const struct suggestion_view *suggestion)
{
    return arena_printf(arena, "/suggestions/received/%lld", (long long)suggestion->id);
}

/* ── The list ───────────────────────────────────────────────────────────── */

static struct table_cell due_cell(struct arena *arena, const struct page_frame *frame,
                                  const struct suggestion_view *suggestion)
{
    struct due_view due = due_of_clock(arena, frame, &suggestion->clock);

    if (!suggestion->settled)
        return (struct table_cell){ .due_colour = due.colour,
                                    .due_words = due.words,
                                    .sub = clock_end(arena, frame, &suggestion->clock) };
    return (struct table_cell){ .text = suggestion->late ? "逾期后答复" : NULL,
                                .due_colour = suggestion->late ? NULL : "done",
                                .due_words = suggestion->late ? NULL : "已按时答复",
                                .sub = instant_chinese(arena, suggestion->answered_at, frame->today) };
}

static struct table_cell state_cell(const struct suggestion_view *suggestion)
{
    return (struct table_cell){ .tag_colour = suggestion->settled ? "green" : "blue",
                                .tag = suggestion->settled ? "已答复" : "待答复",
                                .sub = suggestion->place };
}

const struct table_view *suggestions_table(struct arena *arena, const struct page_frame *frame,
                                           const struct suggestion_view *suggestions, size_t count, bool settled)
{
    enum { COLUMNS = 4 };
    static const struct table_column columns[COLUMNS] = { { .label = "意见建议" },
                                                          { .label = "谁提的" },
                                                          { .label = "期限", .nowrap = true },
                                                          { .label = "状态，由谁答复" } };
    struct table_view *table = ARENA_NEW(arena, struct table_view);
    struct table_cell *cell = ARENA_ARRAY(arena, struct table_cell, COLUMNS * (count + 1));

    *table = (struct table_view){
        .caption = settled ? "已答复的意见建议，新的在前" : "待答复的意见建议，先收到的在前",
        .columns = columns,
        .column_count = COLUMNS,
        .cells = cell,
        .row_count = count,
        .empty = settled ? "还没有答复过。" : "没有待答复的意见建议。有新的会在这里出现，也会进入消息。",
    };
    for (size_t i = 0; i < count; i++) {
        const struct suggestion_view *one = &suggestions[i];

        *cell++ = (struct table_cell){ .text = text_cut(arena, one->text, SHOWN_IN_LIST),
                                       .code = arena_printf(arena, "第%lld号", (long long)one->id),
                                       .address = address_of(arena, one) };
        *cell++ = (struct table_cell){ .text = one->asker, .sub = one->asker_unit };
        *cell++ = due_cell(arena, frame, one);
        *cell++ = state_cell(one);
    }
    return table;
}

/* ── One ────────────────────────────────────────────────────────────────── */

static void list_turns(struct arena *arena, const struct page_frame *frame, struct suggestion_staff_view *page)
{
    const struct suggestion_view *one = page->suggestion;
    struct turn_view *turns = ARENA_ARRAY(arena, struct turn_view, TURNS);
    struct due_view due = due_of_clock(arena, frame, &one->clock);

    turns[0] = (struct turn_view){ .label = one->may_answer ? "现在轮到您" : "现在轮到",
                                   .text = one->may_answer ? "答复这条意见建议"
                                                           : arena_printf(arena, "%s平台管理员答复", one->place) };
    turns[1] = (struct turn_view){ .label = "什么时候之前",
                                   .text = clock_end(arena, frame, &one->clock),
                                   .due_colour = due.colour,
                                   .due_words = due.words,
                                   .address = arena_printf(arena, "%s/clock", page->base),
                                   .link = "怎么算的" };
    turns[2] = (struct turn_view){ .label = "过时没有答复", .text = "记为逾期；满1个工作日，告知政府办公室和督查室" };
    page->turns = turns;
    page->turn_count = TURNS;
}

static const char *way_words(struct arena *arena, const struct suggestion_view *one)
{
    switch (one->way) {
    case ANSWER_IN_INBOX: return "答复进入对方的消息";
    case ANSWER_BY_SMS: return arena_printf(arena, "答复以短信发到%s，超过300字的只发前300字", one->contact);
    case ANSWER_BY_HAND: return arena_printf(arena, "对方留的是%s，平台发不到；请查看完整联系方式，由您告知对方", one->contact);
    case ANSWER_ON_CALL: break;
    }
    return "对方没有留联系方式，会凭编号拨打12345询问";
}

static void list_facts(struct arena *arena, const struct page_frame *frame, struct suggestion_staff_view *page)
{
    const struct suggestion_view *one = page->suggestion;
    struct fact_view *facts = ARENA_ARRAY(arena, struct fact_view, FACTS);
    size_t *count = &page->fact_count;

    page->facts = facts;
    if (one->reader)
        facts[(*count)++] =
            (struct fact_view){ .name = "谁提的",
                                .value = arena_printf(arena, "%s%s%s", one->asker, one->asker_unit ? "　" : "",
                                                      one->asker_unit ? one->asker_unit : "") };
    facts[(*count)++] = (struct fact_view){ .name = "何时收到", .value = instant_chinese(arena, one->at, frame->today) };
    facts[(*count)++] =
        (struct fact_view){ .name = "由谁答复", .value = arena_printf(arena, "%s平台管理员", one->place) };
    if (one->settled)
        facts[(*count)++] = (struct fact_view){
            .name = "期限",
            .value = arena_printf(arena, "%s，%s", due_chinese(arena, one->due, frame->today),
                                  one->late ? "逾期后答复" : "已按时答复"),
            .address = arena_printf(arena, "%s/clock", page->base),
            .link = "怎么算的"
        };
    if (one->reader) facts[(*count)++] = (struct fact_view){ .name = "怎么告知", .value = way_words(arena, one) };
}

static void make_act(struct arena *arena, struct suggestion_staff_view *page)
{
    const struct suggestion_view *one = page->suggestion;
    struct form_field *field = ARENA_NEW(arena, struct form_field);
    struct act_view *act = ARENA_NEW(arena, struct act_view);

    *field = (struct form_field){ .look = LOOK_TEXT,
                                  .name = "answer",
                                  .id = "answer-answer",
                                  .label = "答复",
                                  .hint = way_words(arena, one),
                                  .value = page->found->typed,
                                  .fault = page->faults ? page->faults->text : NULL,
                                  .rows = 8,
                                  .most = ANSWER_CHARACTERS };
    *act = (struct act_view){ .id = "answer",
                              .label = "答复",
                              .button = "发出答复",
                              .clause = "答复一次，发出后不能修改。",
                              .address = arena_printf(arena, "%s/answer?version=%lld", page->base,
                                                      (long long)one->version),
                              .fields = field,
                              .field_count = 1,
                              .primary = true,
                              .open = true };
    page->act = act;
}

static const char *event_title(const char *action)
{
    static const char *const words[][2] = { { "suggest", "提出" },
                                            { "urge", "催办" },
                                            { "overdue", "逾期提醒" },
                                            { "follow", "期限重新计算" },
                                            { "settle", "答复" } };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(words[i][0], action)) return words[i][1];
    return action;
}

static const char *event_byline(struct arena *arena, const struct suggestion_view *one, const struct event *event)
{
    enum role role = role_find(event->role);

    if (event->seq == 1) return one->asker; /* a visitor's name is masked there */
    if (role == ROLE_clock || role > ROLE_visitor) return event->actor_name;
    return arena_printf(arena, "%s　%s", role_name(role), event->actor_name ? event->actor_name : "");
}

static void list_past(struct arena *arena, struct suggestion_staff_view *page)
{
    size_t count = page->found->event_count;
    struct event_view *past = ARENA_ARRAY(arena, struct event_view, count + 1);

    for (size_t i = count; i-- > 0;) {
        const struct event *event = &page->found->events[i];

        past[page->past_count++] = (struct event_view){ .title = event_title(event->action),
                                                        .byline = event_byline(arena, page->suggestion, event),
                                                        .text = event->note,
                                                        .at = event->at,
                                                        .by_clock = text_equal(event->actor, "clock") };
    }
    page->past = past;
}

static const char *contact_words(struct arena *arena, const struct suggestion_contact *contact)
{
    return arena_printf(arena, "%s%s%s", contact->name ? contact->name : "", contact->name ? "，" : "",
                        contact->contact ? contact->contact : "没有留联系方式");
}

struct suggestion_staff_view *suggestion_page_of(struct arena *arena, const struct page_frame *frame,
                                                 const struct suggestion_findings *found)
{
    const struct suggestion_view *one = found->suggestion;
    struct suggestion_staff_view *page = ARENA_NEW(arena, struct suggestion_staff_view);

    *page = (struct suggestion_staff_view){
        .found = found,
        .suggestion = one,
        .title = suggestion_name(arena, one->id),
        .base = address_of(arena, one),
        .back = one->reader ? "/suggestions/received" : NULL,
        .back_label = "收到的意见建议",
        .tag_colour = one->settled ? "green" : "blue",
        .tag = one->settled ? "已答复" : "待答复",
        .faults = found->refused ? found->refused->faults : found->unmask_faults,
        .refusal = found->refused && !found->refused->faults ? found->refused->text : NULL,
        .unmasked = found->contact ? contact_words(arena, found->contact) : NULL,
    };
    if (one->may_answer) make_act(arena, page);
    else if (!text_blank(found->typed)) page->lost = found->typed;
    if (!one->settled) list_turns(arena, frame, page);
    list_facts(arena, frame, page);
    list_past(arena, page);
    return page;
}

const char *suggestion_answered_notice(const struct suggestion_view *suggestion)
{
    switch (suggestion->way) {
    case ANSWER_IN_INBOX: return "已答复，对方会在消息里看到。";
    case ANSWER_BY_SMS: return "已答复，短信会发给对方（夜间的等到8:00）。";
    case ANSWER_BY_HAND: return "已答复。平台发不到对方，请您按留下的联系方式告知。";
    case ANSWER_ON_CALL: break;
    }
    return "已答复。对方没有留联系方式，会凭编号询问。";
}

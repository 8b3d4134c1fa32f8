/* SPDX-License-Identifier: Apache-2.0 */
#include "pages/round_tables.h"

#include "base/text.h"
#include "pages/words.h"

#include <string.h>

const struct clock_view *round_reply_clock(const struct appeal_line *line)
{
    for (size_t i = 0; i < line->clock_count; i++)
        if (strcmp(line->clocks[i].id, "reply") == 0 || strcmp(line->clocks[i].id, "formal") == 0)
            return &line->clocks[i];
    return line->clock;
}

bool round_waits_for_reply(const struct appeal_line *line)
{
    return text_equal(line->state, "assigned") || text_equal(line->state, "handling") ||
           text_equal(line->state, "disputed") || text_equal(line->state, "formal_reply");
}

/* ── One round ─────────────────────────────────────────────────────────────── */

static const char *reply_words(struct arena *arena, const struct page_frame *frame, const struct appeal_line *line)
{
    if (!line) return NULL;
    if (!line->shown.reply_kind || round_waits_for_reply(line)) return "部门意见待补";
    if (line->shown.reply_done_by)
        return arena_printf(arena, "%s，%s前", reply_kind_name(line->shown.reply_kind),
                            day_chinese(arena, line->shown.reply_done_by, frame->today));
    return reply_kind_name(line->shown.reply_kind);
}

static const char *how_studied(const struct item_view *item)
{
    if (item->heard) return item->decided ? "现场研究，已有处理意见" : "现场研究";
    if (!item->coordinated) return "还没有定";
    return item->on_site ? "现场" : "书面";
}

static void put_item(struct arena *arena, const struct page_frame *frame, const struct round_item *row,
                     struct table_cell *cell)
{
    const struct item_view *item = row->item;
    bool missing = row->line && round_waits_for_reply(row->line);
    struct due_view due = due_of_clock(arena, frame, missing ? round_reply_clock(row->line) : NULL);

    cell[0] = (struct table_cell){ .text = arena_printf(arena, "%lld　%s", (long long)item->order, item->title),
                                   .sub = item->enterprise_name ? item->enterprise_name : "企业要求保密",
                                   .code = item->appeal,
                                   .address = arena_printf(arena, "/appeals/%s", item->appeal) };
    cell[1] =
        (struct table_cell){ .text = item->lead_name, .sub = names_joined(arena, item->co_units, item->co_unit_count) };
    cell[2] = (struct table_cell){ .text = reply_words(arena, frame, row->line),
                                   .due_colour = due.colour,
                                   .due_words = due.words };
    cell[3] = (struct table_cell){
        .text = item->decision ? item->decision : item->proposal,
        .sub = item->done_by ? arena_printf(arena, "%s前完成", day_chinese(arena, item->done_by, frame->today)) : NULL,
        .muted = !item->decision && !item->proposal
    };
    cell[4] = (struct table_cell){ .text = how_studied(item), .sub = item->state_label };
}

const struct table_view *round_items_table(struct arena *arena, const struct page_frame *frame,
                                           const struct round_findings *found)
{
    static const struct table_column columns[] = { { .label = "问题" },
                                                   { .label = "主办单位" },
                                                   { .label = "部门意见" },
                                                   { .label = "协调建议、处理意见" },
                                                   { .label = "怎么研究", .nowrap = true } };
    struct table_view *table = ARENA_NEW(arena, struct table_view);
    struct table_cell *cells = ARENA_ARRAY(arena, struct table_cell, 5 * (found->item_count + 1));

    for (size_t i = 0; i < found->item_count; i++) put_item(arena, frame, &found->items[i], &cells[5 * i]);
    *table = (struct table_view){ .caption = "问题目录，按排定次序",
                                  .columns = columns,
                                  .column_count = 5,
                                  .cells = cells,
                                  .row_count = found->item_count,
                                  .empty = "目录里没有您可以看到的诉求。" };
    return table;
}

/* Before the catalogue is submitted: what would be in it. */
const struct table_view *round_catalogue_table(struct arena *arena, const struct round_view *round)
{
    static const struct table_column columns[] = {
        { .label = "问题" }, { .label = "主办单位" }, { .label = "状态", .nowrap = true }, { .label = "备注" }
    };
    struct table_view *table = ARENA_NEW(arena, struct table_view);
    struct table_cell *cell = ARENA_ARRAY(arena, struct table_cell, 4 * (round->catalogue_count + 1));

    *table = (struct table_view){ .caption = "现在报送的话，会列入目录的诉求",
                                  .columns = columns,
                                  .column_count = 4,
                                  .cells = cell,
                                  .row_count = round->catalogue_count,
                                  .empty = "还没有可以列入目录的诉求。派单以后的诉求会列在这里。" };
    for (size_t i = 0; i < round->catalogue_count; i++) {
        const struct catalogue_line *line = &round->catalogue[i];

        *cell++ = (struct table_cell){ .text = line->title,
                                       .sub = line->enterprise_name ? line->enterprise_name : "企业要求保密",
                                       .code = line->appeal,
                                       .address = arena_printf(arena, "/appeals/%s", line->appeal) };
        *cell++ = (struct table_cell){ .text = line->lead_name };
        *cell++ = (struct table_cell){ .tag_colour = appeal_state_colour(line->state), .tag = line->state_label };
        *cell++ = (struct table_cell){ .text = line->carried_over    ? "上期结转，排在前面"
                                               : line->overdue_reply ? "逾期未回复"
                                                                     : NULL,
                                       .muted = !line->carried_over && !line->overdue_reply };
    }
    return table;
}

static const char *guest_name(const struct round_view *round, const struct guest_view *guest)
{
    if (guest->unit_name) return guest->unit_name;
    for (size_t i = 0; guest->appeal && i < round->item_count; i++)
        if (text_equal(round->items[i].appeal, guest->appeal) && round->items[i].enterprise_name)
            return round->items[i].enterprise_name;
    return guest->appeal ? "企业" : "到场人员";
}

const struct table_view *round_guests_table(struct arena *arena, const struct page_frame *frame,
                                            const struct round_view *round)
{
    static const char *const attending[] = { "还没有回复", "参加", "不参加" };
    static const struct table_column columns[] = {
        { .label = "单位或企业" }, { .label = "参会人" }, { .label = "回复" }, { .label = "签到" }
    };
    struct table_view *table;
    struct table_cell *cell;

    if (round->guest_count == 0) return NULL;
    table = ARENA_NEW(arena, struct table_view);
    cell = ARENA_ARRAY(arena, struct table_cell, 4 * (round->guest_count + 1));
    *table = (struct table_view){
        .caption = "参会名单", .columns = columns, .column_count = 4, .cells = cell, .row_count = round->guest_count
    };
    for (size_t i = 0; i < round->guest_count; i++) {
        const struct guest_view *guest = &round->guests[i];
        int reply = guest->attending >= 0 && guest->attending <= 2 ? guest->attending : 0;

        *cell++ = (struct table_cell){ .text = guest_name(round, guest), .code = guest->appeal };
        *cell++ = (struct table_cell){ .text = guest->name, .sub = guest->post, .muted = !guest->name };
        *cell++ = (struct table_cell){ .text = guest->invited_at ? attending[reply] : "没有通知", .muted = reply == 0 };
        *cell++ = (struct table_cell){ .text = guest->checked_in_at
                                                   ? instant_chinese(arena, guest->checked_in_at, frame->today)
                                                   : NULL,
                                       .muted = !guest->checked_in_at };
    }
    return table;
}

/* ── All rounds ─────────────────────────────────────────────────────────── */

const struct table_view *rounds_table(struct arena *arena, const struct page_frame *frame,
                                      const struct round_line *lines, size_t count)
{
    static const struct table_column columns[] = { { .label = "期次" },
                                                   { .label = "现场活动", .nowrap = true },
                                                   { .label = "状态", .nowrap = true },
                                                   { .label = "开放征集", .nowrap = true },
                                                   { .label = "报送目录", .nowrap = true },
                                                   { .label = "印发处理意见" } };
    struct table_view *table = ARENA_NEW(arena, struct table_view);
    struct table_cell *cell = ARENA_ARRAY(arena, struct table_cell, 6 * (count + 1));

    *table = (struct table_view){ .caption = "期次，活动日晚的在前",
                                  .columns = columns,
                                  .column_count = 6,
                                  .cells = cell,
                                  .row_count = count,
                                  .empty = "还没有排期。" };
    for (size_t i = 0; i < count; i++) {
        const struct round_line *line = &lines[i];

        *cell++ = (struct table_cell){ .text = line->label,
                                       .sub = line->round.theme ? line->round.theme : line->jurisdiction_name,
                                       .address = arena_printf(arena, "/rounds/%s", line->round.number) };
        *cell++ = (struct table_cell){ .text = day_chinese(arena, line->round.event_day, frame->today),
                                       .sub = line->round.tentative ? "初定" : NULL };
        *cell++ = (struct table_cell){ .tag_colour = round_state_colour(line->state), .tag = line->state_label };
        *cell++ = (struct table_cell){ .text = line->dates.open
                                                   ? arena_printf(arena, "%s起", short_day(arena, line->dates.open))
                                                   : NULL,
                                       .sub = arena_printf(arena, "%s 0:00关闭", short_day(arena, line->dates.close)) };
        *cell++ = (struct table_cell){ .text = arena_printf(arena, "%s前", short_day(arena, line->dates.catalogue)) };
        *cell++ = (struct table_cell){ .text = arena_printf(arena, "%s前", short_day(arena, line->dates.opinions)) };
    }
    return table;
}

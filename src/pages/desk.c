/* SPDX-License-Identifier: Apache-2.0 */
#include "pages/desk.h"

#include "base/text.h"
#include "pages/appeal_staff.h"
#include "pages/round_turn.h"
#include "pages/words.h"

#include <string.h>

static const char *enterprise_of(const struct appeal_line *line)
{
    return line->shown.enterprise_name ? line->shown.enterprise_name : "企业要求保密";
}

static bool appeal_is_over(const char *state)
{
    int number = machine_state(&appeal_machine, state);

    return number == 0 || !appeal_machine.states[number].open;
}

/* Whose turn it is: the owner of the limit that its state runs, else of the most urgent one. */
static const char *holder_of(const struct appeal_line *line)
{
    if (!line->clock && appeal_is_over(line->state)) return NULL;
    if (text_equal(line->state, "rating") || text_equal(line->state, "supplementing")) return "企业";
    return line->clock && line->clock->owner_name ? line->clock->owner_name : line->lead_name;
}

static const char *worst_flag(const struct appeal_line *line)
{
    return line->flag_count ? line->flags[line->flag_count - 1].name : NULL;
}

static const char *said_of(struct arena *arena, const struct appeal_line *line)
{
    const char *kind = line->shown.reply_kind ? reply_kind_name(line->shown.reply_kind) : NULL;

    if (!line->lead_name) return NULL;
    return kind ? arena_printf(arena, "%s，%s", line->lead_name, kind) : line->lead_name;
}

static void put_row(struct arena *arena, const struct page_frame *frame, const struct desk_row *row,
                    struct table_cell *cell)
{
    const struct appeal_line *line = row->line;
    struct due_view due = due_of_clock(arena, frame, line->clock);
    const char *task = row->task ? row->task : appeal_task(line->state), *said = said_of(arena, line);

    cell[0] = (struct table_cell){ .text = line->shown.title,
                                   .sub = enterprise_of(line),
                                   .code = line->shown.number,
                                   .address = arena_printf(arena, "/appeals/%s", line->shown.number) };
    cell[1] = (struct table_cell){ .text = NULL,
                                   .due_colour = due.colour,
                                   .due_words = due.words,
                                   .sub = line->clock ? clock_end(arena, frame, line->clock) : NULL,
                                   .muted = !line->clock };
    cell[2] = (struct table_cell){ .tag_colour = appeal_state_colour(line->state),
                                   .tag = line->state_label,
                                   .sub = worst_flag(line) };
    cell[3] = (struct table_cell){ .text = task, .sub = holder_of(line) };
    cell[4] = (struct table_cell){ .text = said ? said : "未派单", .muted = !said };
}

const struct table_view *appeals_table(struct arena *arena, const struct page_frame *frame, const struct desk_row *rows,
                                       size_t count, const char *caption, const char *empty)
{
    static const struct table_column columns[] = { { .label = "诉求" },
                                                   { .label = "期限", .nowrap = true },
                                                   { .label = "状态", .nowrap = true },
                                                   { .label = "该做什么，轮到谁" },
                                                   { .label = "主办单位和意见" } };
    struct table_view *table = ARENA_NEW(arena, struct table_view);
    struct table_cell *cells = ARENA_ARRAY(arena, struct table_cell, 5 * (count + 1));

    for (size_t i = 0; i < count; i++) put_row(arena, frame, &rows[i], &cells[5 * i]);
    *table = (struct table_view){
        .caption = caption, .columns = columns, .column_count = 5, .cells = cells, .row_count = count, .empty = empty
    };
    return table;
}

struct next_view suggestions_waiting(struct arena *arena, const struct page_frame *frame, int64_t count,
                                     instant_t first_due)
{
    bool overdue = frame->now >= first_due;

    return (struct next_view){ .title = arena_printf(arena, "意见建议：答复%lld条", (long long)count),
                               .text = arena_printf(arena, overdue ? "最早的应在%s前答复，已经逾期。" : "最早的%s到期。",
                                                    due_chinese(arena, first_due, frame->today)),
                               .address = "/suggestions/received",
                               .button = "去办" };
}

struct next_view round_waiting(struct arena *arena, const struct page_frame *frame, const struct round_line *line)
{
    const char *task = round_task(line->state, line->round.announced_at != NO_INSTANT);

    return (struct next_view){ .title = arena_printf(arena, "%s：%s", line->label, task),
                               .text = arena_printf(arena, "%s。%s现场活动。", line->state_label,
                                                    day_chinese(arena, line->round.event_day, frame->today)),
                               .address = arena_printf(arena, "/rounds/%s", line->round.number),
                               .button = "去办" };
}

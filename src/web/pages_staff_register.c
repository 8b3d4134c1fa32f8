/* SPDX-License-Identifier: Apache-2.0 */
/* /supervision: the inspector's register. Everything handed to a county or department is in it from that day (二(九)).
 */
#include "base/text.h"
#include "mechanism/tables.h"
#include "pages/desk.h"
#include "pages/words.h"
#include "web/handlers.h"
#include "web/list_query.h"
#include "web/pages_staff.h"

enum { PAGE_ROWS = 50, COUNTED_MOST = 10000 };
#define READERS (1u << ROLE_inspector | 1u << ROLE_coordinator | 1u << ROLE_overview | 1u << ROLE_leader)

static struct error check_reader(const struct request *request)
{
    if (request->context->person.roles & READERS) return OK;
    return (struct error){ .kind = NOT_ALLOWED,
                           .code = "supervision.not-your-duty",
                           .text = "督办登记供督查室、平台管理员、领导小组和政府领导查看。" };
}

/* From the handing over on; ended ones stay, so that nothing is lost. */
static void handed_over(struct appeal_filter *filter, bool only_open)
{
    static const int before[] = { STATE_identity_review, STATE_screening, STATE_supplementing,
                                  STATE_merged,          STATE_withdrawn, STATE_returned };

    for (int state = 1; state < appeal_machine.state_count; state++) {
        bool left_out = only_open && !appeal_machine.states[state].open;

        for (size_t i = 0; i < sizeof before / sizeof *before; i++) left_out = left_out || before[i] == state;
        if (!left_out && filter->state_count < FILTER_STATES) filter->states[filter->state_count++] = state;
    }
}

struct kind {
    const char *id, *label, *colour;
    bool only_open, overdue, ordered;
};
static const struct kind kinds[] = {
    { "open", "在办", NULL, true, false, false },
    { "overdue", "已逾期", "red", true, true, false },
    { "ordered", "督办单待答复", "orange", true, false, true },
    { "all", "全部登记", NULL, false, false, false },
};
#define KINDS (sizeof kinds / sizeof *kinds)

static struct appeal_filter filter_of(struct request *request, const struct kind *kind)
{
    struct appeal_filter filter = { .overdue = kind->overdue,
                                    .ordered = kind->ordered,
                                    .jurisdiction = query_set(request, "jurisdiction"),
                                    .unit = query_set(request, "unit"),
                                    .words = query_set(request, "q"),
                                    .now = request->context->now,
                                    .limit = PAGE_ROWS };

    handed_over(&filter, kind->only_open);
    return filter;
}

static struct error list_tabs(struct request *request, const struct kind *current, struct desk_page *page)
{
    struct context *context = request->context;
    struct sight sight = { context->world, &context->person, day_of(context->now) };
    struct tab_view *tabs = ARENA_ARRAY(request->arena, struct tab_view, KINDS);

    for (size_t i = 0; i < KINDS; i++) {
        struct appeal_filter filter = filter_of(request, &kinds[i]);

        tabs[i] = (struct tab_view){ .address = query_with(request, "/supervision", "tab", i ? kinds[i].id : NULL),
                                     .label = kinds[i].label,
                                     .colour = kinds[i].colour,
                                     .current = &kinds[i] == current };
        TRY(appeals_count(context->db, context->arena, &sight, &filter, COUNTED_MOST, &tabs[i].count));
    }
    page->tabs = tabs;
    page->tab_count = KINDS;
    return OK;
}

static const char *handed_to(struct arena *arena, const struct appeal_line *line)
{
    if (!line->lead_name) return line->jurisdiction_name;
    if (text_equal(line->shown.jurisdiction, CITY)) return line->lead_name;
    return arena_printf(arena, "%s　%s", line->jurisdiction_name, line->lead_name);
}

static const char *flags_of_line(struct arena *arena, const struct appeal_line *line)
{
    return names_joined(arena, line->flags, line->flag_count);
}

static void put_line(struct arena *arena, const struct page_frame *frame, const struct appeal_line *line,
                     struct table_cell *cell)
{
    struct due_view due = due_of_clock(arena, frame, line->clock);
    instant_t since = line->shown.assigned_at ? line->shown.assigned_at : line->shown.state_since;

    cell[0] = (struct table_cell){ .text = line->shown.title,
                                   .sub = line->shown.enterprise_name ? line->shown.enterprise_name : "企业要求保密",
                                   .code = line->shown.number,
                                   .address = arena_printf(arena, "/appeals/%s", line->shown.number) };
    cell[1] =
        (struct table_cell){ .text = handed_to(arena, line),
                             .sub = since ? arena_printf(arena, "%s交办", instant_chinese(arena, since, frame->today))
                                          : NULL };
    cell[2] = (struct table_cell){ .due_colour = due.colour,
                                   .due_words = due.words,
                                   .sub = line->clock ? line->clock->label : NULL,
                                   .muted = !line->clock };
    cell[3] = (struct table_cell){ .tag_colour = appeal_state_colour(line->state), .tag = line->state_label };
    cell[4] = (struct table_cell){ .text = flags_of_line(arena, line), .muted = line->flag_count == 0 };
    cell[5] = (struct table_cell){
        .text = line->shown.done_by ? arena_printf(arena, "%s前", day_chinese(arena, line->shown.done_by, frame->today))
                                    : NULL,
        .sub = line->shown.responsible_leader,
        .muted = !line->shown.done_by
    };
}

static const struct table_view *register_table(struct arena *arena, const struct page_frame *frame,
                                               const struct appeal_line *lines, size_t count)
{
    static const struct table_column columns[] = { { .label = "诉求" },         { .label = "交给谁" },
                                                   { .label = "期限" },         { .label = "状态", .nowrap = true },
                                                   { .label = "办理中的标记" }, { .label = "承诺", .nowrap = true } };
    struct table_view *table = ARENA_NEW(arena, struct table_view);
    struct table_cell *cells = ARENA_ARRAY(arena, struct table_cell, 6 * (count + 1));

    for (size_t i = 0; i < count; i++) put_line(arena, frame, &lines[i], &cells[6 * i]);
    *table = (struct table_view){ .caption = "交给县区和部门办理的诉求",
                                  .columns = columns,
                                  .column_count = 6,
                                  .cells = cells,
                                  .row_count = count,
                                  .empty = "没有符合条件的诉求。" };
    return table;
}

struct error supervision_show(struct request *request)
{
    struct page_frame frame = page_frame(request);
    struct desk_page page = { .title = "督办登记",
                              .about = "交给县区和部门办理的，从当天起都在这里。发督办单、催办在每件诉求的页面上。",
                              .nav = NAV_supervision };
    const char *tab = query_set(request, "tab"), *after = query_set(request, "after");
    const struct kind *kind = &kinds[0];
    struct appeal_filter filter;
    struct appeal_line *lines;
    size_t count;
    bool more;

    TRY(check_reader(request));
    for (size_t i = 0; i < KINDS; i++)
        if (text_equal(kinds[i].id, tab)) kind = &kinds[i];
    filter = filter_of(request, kind);
    if (after && (!text_int(after, &filter.before) || filter.before < 0)) filter.before = 0;
    TRY(list_appeals(request->context, &filter, &lines, &count, &more));
    TRY(list_tabs(request, kind, &page));
    TRY(staff_filters(request, "/supervision", STAFF_FILTER_PLACE | STAFF_FILTER_UNIT | STAFF_FILTER_WORDS,
                      &page.filters));
    page.table = register_table(request->arena, &frame, lines, count);
    page.pages = (struct pages_view){
        .said = "新的在前",
        .first = filter.before ? query_after(request, "/supervision", NULL) : NULL,
        .next = more ? query_after(request, "/supervision",
                                   arena_printf(request->arena, "%lld", (long long)lines[count - 1].id))
                     : NULL,
    };
    return PAGE(request, 200, desk_page, &frame, &page);
}

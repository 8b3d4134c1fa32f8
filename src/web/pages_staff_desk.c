/* SPDX-License-Identifier: Apache-2.0 */
/* /desk and /appeals for the staff. */
#include "service/desk.h"

#include "base/text.h"
#include "mechanism/duties.h"
#include "mechanism/tables.h"
#include "pages/appeal_staff.h"
#include "pages/desk.h"
#include "pages/words.h"
#include "service/take_step.h"
#include "web/handlers.h"
#include "web/list_query.h"
#include "web/pages_enterprise.h"
#include "web/pages_staff.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_ROWS = 50, COUNTED_MOST = 10000 };
#define DESK_FILTERS                                                                                                   \
    (STAFF_FILTER_STATE | STAFF_FILTER_ROUND | STAFF_FILTER_PLACE | STAFF_FILTER_UNIT | STAFF_FILTER_WORDS)

/* ── What is asked for ──────────────────────────────────────────────────── */

static struct error wrong_filter(const char *text)
{
    return (struct error){ .kind = MALFORMED, .code = "request.bad-parameter", .text = text };
}

static struct error read_filter(struct request *request, struct appeal_filter *filter)
{
    const char *states = query_set(request, "state"), *after = query_set(request, "after");
    const char *overdue = query_set(request, "overdue");

    *filter = (struct appeal_filter){ .unit = query_set(request, "unit"),
                                      .round = query_set(request, "round"),
                                      .jurisdiction = query_set(request, "jurisdiction"),
                                      .words = query_set(request, "q"),
                                      .overdue = text_equal(overdue, "true"),
                                      .not_overdue = text_equal(overdue, "false"),
                                      .limit = PAGE_ROWS };
    if (states && !states_read(request->arena, states, filter)) return wrong_filter("没有这个状态");
    if (after && (!text_int(after, &filter->before) || filter->before <= 0)) filter->before = 0;
    return OK;
}

/* ── Rows that wait for the person ──────────────────────────────────────── */

static int sooner(const void *a, const void *b)
{
    const struct clock_view *left = ((const struct desk_row *)a)->line->clock;
    const struct clock_view *right = ((const struct desk_row *)b)->line->clock;

    if (!left || !right) return (left == NULL) - (right == NULL);
    if (left->paused != right->paused) return left->paused - right->paused;
    if (left->due != right->due) return left->due < right->due ? -1 : 1;
    return ((const struct desk_row *)a)->line->id < ((const struct desk_row *)b)->line->id ? -1 : 1;
}

static struct desk_row *rows_of(struct arena *arena, const struct desk_view *desk, size_t *count)
{
    struct desk_row *rows;
    size_t most = 0;

    *count = 0;
    for (size_t i = 0; i < desk->group_count; i++) most += desk->groups[i].count;
    rows = ARENA_ARRAY(arena, struct desk_row, most + 1);
    for (size_t i = 0; i < desk->group_count; i++)
        for (size_t k = 0; k < desk->groups[i].count; k++)
            rows[(*count)++] = (struct desk_row){ &desk->groups[i].lines[k],
                                                  desk->groups[i].kind == DESK_STATE ? NULL : desk->groups[i].title };
    if (*count) qsort(rows, *count, sizeof *rows, sooner);
    return rows;
}

static bool is_overdue(const struct desk_row *row)
{
    return row->line->clock && !row->line->clock->paused && row->line->clock->colour == COLOUR_red;
}

static bool is_due_soon(const struct desk_row *row)
{
    const struct clock_view *clock = row->line->clock;

    return clock && !clock->paused && (clock->colour == COLOUR_orange || clock->colour == COLOUR_yellow);
}

static bool has_words(struct arena *arena, const struct appeal *shown, const char *words)
{
    const char *wanted = text_fold(arena, words);
    const char *const texts[] = { shown->number, shown->title, shown->enterprise_name, shown->body };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i] && strstr(text_fold(arena, texts[i]), wanted)) return true;
    return false;
}

static bool joins(const struct appeal_line *line, const char *unit)
{
    if (text_equal(line->shown.lead_unit, unit)) return true;
    for (size_t i = 0; i < line->co_unit_count; i++)
        if (text_equal(line->co_units[i].id, unit)) return true;
    return false;
}

static bool passes(struct arena *arena, const struct appeal_filter *filter, const struct appeal_line *line)
{
    bool state = filter->state_count == 0;

    for (size_t i = 0; i < filter->state_count; i++) state = state || filter->states[i] == (int)line->shown.state;
    if (!state) return false;
    if (filter->round && !text_equal(filter->round, line->shown.round)) return false;
    if (filter->jurisdiction && !text_equal(filter->jurisdiction, line->shown.jurisdiction)) return false;
    if (filter->unit && !joins(line, filter->unit)) return false;
    return !filter->words || has_words(arena, &line->shown, filter->words);
}

typedef bool row_test(const struct desk_row *);

static size_t keep_rows(struct arena *arena, struct desk_row *rows, size_t count, row_test *test,
                        const struct appeal_filter *filter)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if ((!test || test(&rows[i])) && passes(arena, filter, rows[i].line)) rows[kept++] = rows[i];
    return kept;
}

/* ── The desk ───────────────────────────────────────────────────────────── */

struct desk_work {
    struct request *request;
    struct page_frame *frame;
    struct desk_view desk;
    struct appeal_filter filter;
    struct desk_page page;
    struct desk_row *rows;
    size_t row_count, mine; /* mine: appeals, each once */
    int64_t open;
};

static size_t count_mine(const struct desk_row *rows, size_t count)
{
    size_t different = 0;

    for (size_t i = 0; i < count; i++) {
        bool again = false;

        for (size_t k = 0; k < i && !again; k++) again = rows[k].line->id == rows[i].line->id;
        different += !again;
    }
    return different;
}

static size_t count_rows(const struct desk_row *rows, size_t count, row_test *test)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++) found += test(&rows[i]);
    return found;
}

static void add_tab(struct desk_work *work, struct tab_view *tabs, const char *id, const char *label,
                    const char *colour, int64_t count)
{
    const char *tab = query_set(work->request, "tab");

    tabs[work->page.tab_count++] =
        (struct tab_view){ .address = query_with(work->request, "/desk", "tab", text_equal(id, "mine") ? NULL : id),
                           .label = label,
                           .colour = colour,
                           .count = count,
                           .current = text_equal(tab ? tab : "mine", id) };
}

static void make_tabs(struct desk_work *work)
{
    struct tab_view *tabs = ARENA_ARRAY(work->request->arena, struct tab_view, 5);
    int64_t others = work->open > (int64_t)work->mine ? work->open - (int64_t)work->mine : 0;

    add_tab(work, tabs, "mine", "轮到我", NULL, (int64_t)work->row_count);
    add_tab(work, tabs, "soon", "快到期", "orange", (int64_t)count_rows(work->rows, work->row_count, is_due_soon));
    add_tab(work, tabs, "overdue", "已逾期", "red", (int64_t)count_rows(work->rows, work->row_count, is_overdue));
    add_tab(work, tabs, "others", "等别人办", NULL, others);
    add_tab(work, tabs, "all", "全部在办", NULL, work->open);
    work->page.tabs = tabs;
}

static const char *empty_words(struct arena *arena, const struct desk_work *work, const char *tab)
{
    size_t soon = count_rows(work->rows, work->row_count, is_due_soon);

    if (work->page.filters.said) return "没有符合条件的诉求。试试去掉一个条件。";
    if (text_equal(tab, "overdue")) return "没有逾期的诉求。";
    if (text_equal(tab, "soon")) return "没有快到期的诉求。";
    if (soon) return arena_printf(arena, "没有轮到您的诉求。有%zu件快到期。", soon);
    if (!work->frame->person->roles) return "您的账号还没有角色，请找本单位的安全管理员授予。";
    return "没有轮到您的诉求。有新的会在这里出现，也会发短信。";
}

/* From behind the row whose number the cursor names. */
static void page_of_rows(struct desk_work *work, const char *tab, size_t count)
{
    const char *after = query_set(work->request, "after");
    struct arena *arena = work->request->arena;
    size_t from = 0, shown;

    for (size_t i = 0; after && i < count; i++)
        if (text_equal(work->rows[i].line->shown.number, after)) from = i + 1;
    shown = count - from < PAGE_ROWS ? count - from : PAGE_ROWS;
    work->page.table = appeals_table(arena, work->frame, work->rows + from, shown, "轮到您办理的诉求，按期限先后排列",
                                     empty_words(arena, work, tab));
    work->page.pages = (struct pages_view){
        .said =
            arena_printf(arena, "共%zu件，按期限先后排列%s", count, work->desk.more ? "；还有更多，没有全部列出" : ""),
        .first = after ? query_after(work->request, "/desk", NULL) : NULL,
        .next = from + shown < count
                    ? query_after(work->request, "/desk", work->rows[from + shown - 1].line->shown.number)
                    : NULL,
    };
}

static bool is_mine(const struct desk_work *work, int64_t id)
{
    for (size_t i = 0; i < work->row_count; i++)
        if (work->rows[i].line->id == id) return true;
    return false;
}

static struct error page_of_list(struct desk_work *work, bool without_mine)
{
    struct appeal_filter filter = work->filter;
    struct arena *arena = work->request->arena;
    struct appeal_line *lines;
    struct desk_row *rows;
    size_t count, shown = 0;
    bool more;

    if (filter.state_count == 0) states_read(arena, "open", &filter);
    TRY(list_appeals(work->request->context, &filter, &lines, &count, &more));
    rows = ARENA_ARRAY(arena, struct desk_row, count + 1);
    for (size_t i = 0; i < count; i++)
        if (!without_mine || !is_mine(work, lines[i].id)) rows[shown++] = (struct desk_row){ &lines[i], NULL };
    work->page.table = appeals_table(arena, work->frame, rows, shown, "在办的诉求，新的在前",
                                     more ? "这一页都轮到您，请看下一页。" : "没有符合条件的诉求。");
    work->page.pages = (struct pages_view){
        .said = "新的在前",
        .first = filter.before ? query_after(work->request, "/desk", NULL) : NULL,
        .next = more ? query_after(work->request, "/desk", arena_printf(arena, "%lld", (long long)lines[count - 1].id))
                     : NULL,
    };
    return OK;
}

static struct error count_open(struct desk_work *work)
{
    struct context *context = work->request->context;
    struct sight sight = { context->world, &context->person, day_of(context->now) };
    struct appeal_filter open = { .now = context->now, .limit = 1 };

    states_read(context->arena, "open", &open);
    return appeals_count(context->db, context->arena, &sight, &open, COUNTED_MOST, &work->open);
}

static void list_nexts(struct desk_work *work)
{
    static const struct next_view enter = {
        .title = "替企业登记诉求",
        .text = "要替企业补正、撤回、评价的，先按编号或企业名称查找，打开那件诉求。",
        .address = "/submit",
        .button = "登记诉求",
    };
    struct arena *arena = work->request->arena;
    struct next_view *nexts = ARENA_ARRAY(arena, struct next_view, work->desk.round_count + 2);

    if (frame_may_submit(work->frame)) nexts[work->page.next_count++] = enter;
    for (size_t i = 0; i < work->desk.round_count; i++)
        nexts[work->page.next_count++] = round_waiting(arena, work->frame, &work->desk.rounds[i]);
    if (work->desk.suggestions)
        nexts[work->page.next_count++] =
            suggestions_waiting(arena, work->frame, work->desk.suggestions, work->desk.suggestions_due);
    work->page.nexts = nexts;
}

/* Administrators handle no appeals: they begin where their own work is. NULL: at the desk. */
static const char *beside_the_desk(const struct person *person)
{
    if (!person->roles || (person->roles & ~ADMINISTRATORS)) return NULL;
    return person_is(person, ROLE_audit_admin) ? "/audit" : "/people";
}

struct error desk_show(struct request *request)
{
    const char *other = beside_the_desk(&request->context->person);
    struct page_frame frame = page_frame(request);
    struct desk_work work = { .request = request, .frame = &frame };
    const char *tab = query_set(request, "tab");
    size_t kept;

    if (other) return reply_see_other(request, "%s", other);
    TRY(read_filter(request, &work.filter));
    TRY(open_desk(request->context, &work.desk));
    work.rows = rows_of(request->arena, &work.desk, &work.row_count);
    work.mine = count_mine(work.rows, work.row_count);
    TRY(count_open(&work));
    work.page = (struct desk_page){ .title = "工作台",
                                    .about = arena_printf(request->arena, "今天%s",
                                                          day_chinese(request->arena, frame.today, frame.today)),
                                    .nav = NAV_desk };
    make_tabs(&work);
    TRY(staff_filters(request, "/desk", DESK_FILTERS, &work.page.filters));
    if (text_equal(tab, "others") || text_equal(tab, "all")) {
        TRY(page_of_list(&work, text_equal(tab, "others")));
    } else {
        kept = keep_rows(request->arena, work.rows, work.row_count,
                         text_equal(tab, "soon")      ? is_due_soon
                         : text_equal(tab, "overdue") ? is_overdue
                                                      : NULL,
                         &work.filter);
        page_of_rows(&work, tab, kept);
    }
    list_nexts(&work);
    staff_notice(request, &frame, &appeal_machine, NULL, 0);
    return PAGE(request, 200, desk_page, &frame, &work.page);
}

/* ── All appeals ────────────────────────────────────────────────────────── */

/* Somebody typed a number into the search box: there it is. */
static bool leads_to_one(struct request *request, const char **number)
{
    struct change change;

    *number = query_number(request, "q");
    return *number && open_change_appeal(request->context, *number, &change).kind == NO_ERROR;
}

static struct error staff_list(struct request *request)
{
    struct page_frame frame = page_frame(request);
    struct desk_page page = { .title = "诉求", .nav = NAV_appeals };
    struct appeal_filter filter;
    struct appeal_line *lines;
    struct desk_row *rows;
    size_t count;
    bool more;

    TRY(read_filter(request, &filter));
    TRY(list_appeals(request->context, &filter, &lines, &count, &more));
    rows = ARENA_ARRAY(request->arena, struct desk_row, count + 1);
    for (size_t i = 0; i < count; i++) rows[i] = (struct desk_row){ &lines[i], NULL };
    TRY(staff_filters(request, "/appeals", DESK_FILTERS | STAFF_FILTER_LIMIT, &page.filters));
    page.table = appeals_table(
        request->arena, &frame, rows, count, "您可以看到的诉求，新的在前",
        filter.words ? arena_printf(request->arena, "没有找到“%s”。试试少写几个字，或去掉其他条件。", filter.words)
                     : "没有符合条件的诉求。");
    page.pages = (struct pages_view){
        .said = "新的在前",
        .first = filter.before ? query_after(request, "/appeals", NULL) : NULL,
        .next = more ? query_after(request, "/appeals",
                                   arena_printf(request->arena, "%lld", (long long)lines[count - 1].id))
                     : NULL,
    };
    return PAGE(request, 200, desk_page, &frame, &page);
}

struct error appeals_show(struct request *request)
{
    const char *number;

    if (request->context->person.uscc) return enterprise_list(request);
    if (leads_to_one(request, &number)) return reply_see_other(request, "/appeals/%s", number);
    return staff_list(request);
}

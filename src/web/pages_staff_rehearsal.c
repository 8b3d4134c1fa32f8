/* SPDX-License-Identifier: Apache-2.0 */
/* /rehearsal: only there while the store is a rehearsal's. */
#include "base/text.h"
#include "mechanism/calendar.h"
#include "pages/rehearsal.h"
#include "service/inbox.h"
#include "service/open_round.h"
#include "service/rehearse.h"
#include "web/act_forms.h"
#include "web/handlers.h"
#include "web/list_query.h"
#include "web/page.h"

enum { AT_ONCE = 100, PAGE_ROWS = 50, STEPS_MOST = 12 };

static struct error only_in_rehearsal(const struct request *request)
{
    if (request->context->rehearsal) return OK;
    return (struct error){ .kind = NOT_FOUND, .code = "rehearsal.off", .text = "现在不是演练，没有这个页面。" };
}

/* ── Where to ───────────────────────────────────────────────────────────── */

struct step_list {
    struct arena *arena;
    struct rehearsal_step *steps;
    size_t count;
    instant_t now;
    day_t today;
};

static void add(struct step_list *list, instant_t at, const char *label, const char *note)
{
    if (at <= list->now || list->count == STEPS_MOST) return;
    list->steps[list->count++] = (struct rehearsal_step){ instant_text(list->arena, at), label, note };
}

static instant_t morning(day_t day) { return start_of_day(day) + 9 * HOUR; }

/* The moments of the round that comes next. */
static struct error add_round(struct step_list *list, struct context *context)
{
    struct round_filter filter = {
        .jurisdiction = CITY, .ordinary = true, .from = list->today, .oldest_first = true, .limit = 1
    };
    struct round_line *round;
    size_t count;
    bool more;

    TRY(list_rounds(context, &filter, &round, &count, &more));
    if (count == 0) return OK;
    add(list, start_of_day(round->dates.open), "开放", round->label);
    add(list, start_of_day(round->dates.close), "关闭", round->label);
    add(list, morning(round->dates.event), "现场活动", round->label);
    return OK;
}

static struct error list_steps(struct request *request, struct rehearsal_page *page)
{
    struct context *context = request->context;
    const struct jurisdiction *city = world_jurisdiction(context->world, CITY);
    struct step_list list = { .arena = request->arena,
                              .steps = ARENA_ARRAY(request->arena, struct rehearsal_step, STEPS_MOST),
                              .now = context->now,
                              .today = day_of(context->now) };

    add(&list, context->now + HOUR, "向前1小时", NULL);
    add(&list, context->now + ONE_DAY, "向前24小时", NULL);
    add(&list, start_of_day(list.today + 1), "今天24:00", NULL);
    if (city)
        add(&list, morning(calendar_add(city->calendar, list.today, 1)), "下一个工作日9:00",
            day_chinese(request->arena, calendar_add(city->calendar, list.today, 1), list.today));
    add(&list, context->now + 7 * ONE_DAY, "向前7天", NULL);
    TRY(add_round(&list, context));
    page->steps = list.steps;
    page->step_count = list.count;
    return OK;
}

/* ── What would have been sent ──────────────────────────────────────────── */

static const char *channel_chinese(const char *channel)
{
    if (text_equal(channel, "sms")) return "短信";
    if (text_equal(channel, "call")) return "须打电话";
    if (text_equal(channel, "inapp")) return "站内消息";
    if (text_equal(channel, "mail")) return "邮件";
    return text_equal(channel, "wechat") ? "微信" : channel;
}

static struct error list_outbox(struct request *request, const struct page_frame *frame, struct rehearsal_page *page)
{
    static const struct table_column columns[] = { { .label = "内容" },
                                                   { .label = "给谁" },
                                                   { .label = "怎么发", .nowrap = true },
                                                   { .label = "什么时候", .nowrap = true } };
    struct table_view *table = ARENA_NEW(request->arena, struct table_view);
    const char *to = query_set(request, "to"), *after = query_set(request, "after");
    struct sent_notice *notices;
    struct table_cell *cell;
    int64_t before = 0;
    size_t count, shown;

    if (after && (!text_int(after, &before) || before < 0)) before = 0;
    TRY(rehearsal_outbox(request->context, to, before, PAGE_ROWS + 1, &notices, &count));
    shown = count > PAGE_ROWS ? PAGE_ROWS : count;
    cell = ARENA_ARRAY(request->arena, struct table_cell, 4 * (shown + 1));
    *table = (struct table_view){ .caption = "本应发出的通知，新的在前",
                                  .columns = columns,
                                  .column_count = 4,
                                  .cells = cell,
                                  .row_count = shown,
                                  .empty = to ? "没有给这个收件人的通知。" : "还没有通知。" };
    for (size_t i = 0; i < shown; i++) {
        *cell++ = (struct table_cell){ .text = notices[i].text };
        *cell++ = (struct table_cell){ .text = notices[i].to };
        *cell++ = (struct table_cell){ .text = channel_chinese(notices[i].channel) };
        *cell++ = (struct table_cell){ .text = instant_chinese(request->arena, notices[i].at, frame->today) };
    }
    page->outbox = table;
    page->pages = (struct pages_view){
        .said = "新的在前",
        .first = before ? query_after(request, "/rehearsal", NULL) : NULL,
        .next = count > shown ? query_after(request, "/rehearsal",
                                            arena_printf(request->arena, "%lld", (long long)notices[shown - 1].id))
                              : NULL,
    };
    return OK;
}

/* ── The page ───────────────────────────────────────────────────────────── */

static struct error show(struct request *request, int status, const struct fault *faults)
{
    static const struct page_notice moved = { .colour = "success", .text = "时钟已拨动，其间到期的事已经办了。" };
    struct page_frame frame = page_frame(request);
    struct rehearsal_page page = { .faults = faults };
    const char *typed = pairs_find(&request->form, "now");

    page.instant = (struct form_field){ .look = LOOK_TIME,
                                        .name = "now",
                                        .label = "拨到哪一刻",
                                        .value = typed ? typed : instant_typed(request->arena, frame.now),
                                        .fault = faults ? faults->text : NULL };
    page.to = (struct form_field){ .look = LOOK_LINE,
                                   .name = "to",
                                   .label = "收件人",
                                   .hint = "手机号、账号或单位代号",
                                   .value = query_set(request, "to"),
                                   .width = 20,
                                   .optional = true };
    frame.path = "/rehearsal";
    if (query_set(request, "done")) frame.notice = &moved;
    TRY(list_steps(request, &page));
    TRY(list_outbox(request, &frame, &page));
    return PAGE(request, status, rehearsal_page, &frame, &page);
}

struct error rehearsal_show(struct request *request)
{
    TRY(only_in_rehearsal(request));
    return show(request, 200, NULL);
}

static struct error move(struct request *request)
{
    instant_t *to = request->carry;
    struct error error;
    bool more;

    error = rehearse_move_some(request->context, *to, AT_ONCE, &more);
    if (error.kind == INVALID) {
        struct fault *fault = ARENA_NEW(request->arena, struct fault);

        *fault = (struct fault){ .field = "now",
                                 .code = error.code,
                                 .text = error.faults ? error.faults->text : error_text(&error) };
        TRY(show(request, 422, fault));
        return reply_and_undo(request, error);
    }
    TRY(error);
    if (!more) return reply_see_other(request, "/rehearsal?done=clock");
    request_continue(request, LANE_WRITE, move, to);
    return OK;
}

struct error rehearsal_move(struct request *request)
{
    instant_t *to = ARENA_NEW(request->arena, instant_t);
    const struct fault *faults;

    TRY(only_in_rehearsal(request));
    *to = field_instant(request, "now");
    field_need(request, "now");
    faults = request->faults;
    request->faults = NULL;
    if (faults) return show(request, 422, faults);
    request->carry = to;
    return move(request);
}

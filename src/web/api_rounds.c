/* SPDX-License-Identifier: Apache-2.0 */
/* /api/v1/rounds */
#include "base/text.h"
#include "service/open_round.h"
#include "service/take_step.h"
#include "web/api_input.h"
#include "web/api_write.h"
#include "web/handlers.h"

#include <string.h>

static const char *query(struct request *request, const char *name)
{
    const char *text = request_query(request, name);

    return text_blank(text) ? NULL : text;
}

/* "2026-03-11_17": the event day and id of the last one of the page before. */
const char *round_cursor(struct arena *arena, const struct round *round)
{
    char day[DAY_TEXT];

    return arena_printf(arena, "%s_%lld", day_format(round->event_day, day), (long long)round->id);
}

bool round_cursor_read(const char *text, struct round_filter *filter)
{
    char day[DAY_TEXT];

    if (strlen(text) < 12 || text[10] != '_') return false;
    memcpy(day, text, 10);
    day[10] = 0;
    return day_parse(day, &filter->before) && text_int(text + 11, &filter->before_id);
}

static struct error read_filter(struct request *request, struct round_filter *filter)
{
    const char *state = query(request, "state"), *after;
    int64_t limit, year;

    *filter = (struct round_filter){ .jurisdiction = query(request, "jurisdiction") };
    if (state && !(filter->state = machine_state(&round_machine, state)))
        return bad_parameter(request, "state", "没有这个环节");
    TRY(request_query_int(request, "year", 1900, 2199, 0, &year));
    filter->year = (int)year;
    TRY(request_page(request, &limit, &after));
    filter->limit = (int)limit;
    if (after && !round_cursor_read(after, filter)) return bad_parameter(request, "after", "不是上一页给出的位置");
    return OK;
}

struct error api_rounds(struct request *request)
{
    struct round_filter filter;
    struct round_line *lines;
    struct answer answer;
    size_t count;
    bool more;

    TRY(read_filter(request, &filter));
    TRY(list_rounds(request->context, &filter, &lines, &count, &more));
    list_open(&answer, request);
    for (size_t i = 0; i < count; i++) write_round_line(&answer.json, &lines[i]);
    return list_send(&answer, more ? round_cursor(request->arena, &lines[count - 1].round) : NULL);
}

static struct error send_round(struct request *request, int status, const char *number)
{
    struct round_view view;
    struct answer answer;

    TRY(open_round(request->context, number, &view));
    reply_tag(request, view.round.number, view.round.version);
    answer_open(&answer, request, '{');
    write_round(&answer.json, request->arena, &view);
    return answer_send(&answer, status, '}');
}

struct error api_round(struct request *request)
{
    return send_round(request, 200, request_param(request, "number"));
}

struct error api_round_history(struct request *request)
{
    struct past_view *past;
    struct answer answer;
    int64_t limit, from = 0;
    const char *after;
    size_t count;

    TRY(request_page(request, &limit, &after));
    if (after && (!text_int(after, &from) || from < 0)) return bad_parameter(request, "after", "不是上一页给出的位置");
    if (!query(request, "limit")) limit = 200;
    TRY(open_round_history(request->context, request_param(request, "number"), from, (int)limit + 1, &past, &count));
    list_open(&answer, request);
    for (size_t i = 0; i < count && i < (size_t)limit; i++) write_past(&answer.json, &past[i]);
    return list_send(&answer, count > (size_t)limit
                                  ? arena_printf(request->arena, "%lld", (long long)past[limit - 1].seq)
                                  : NULL);
}

struct error api_round_clock(struct request *request)
{
    struct clock_explained explained;
    struct answer answer;

    TRY(open_round_clock(request->context, request_param(request, "number"), request_param(request, "clock"),
                         &explained));
    answer_open(&answer, request, '{');
    write_explained(&answer.json, &explained);
    return answer_send(&answer, 200, '}');
}

struct error api_round_plan(struct request *request)
{
    struct input input;
    const char *number;

    TRY(input_read(request, &round_machine, ROUND_ACTION_plan, &input));
    TRY(plan_round(request->context, field_text(request, "jurisdiction"), &input, &number));
    reply_header(request, "Location", arena_printf(request->arena, "/api/v1/rounds/%s", number));
    return send_round(request, 201, number);
}

static void tell_state(struct request *request, const char *number)
{
    struct change change;

    if (open_change_round(request->context, number, &change).kind == NO_ERROR)
        request_state(request, state_id(&change));
}

struct error api_round_action(struct request *request)
{
    const char *number = request_param(request, "number"), *action = request_param(request, "action");
    int id = machine_action(&round_machine, action);
    struct input input = { 0 };
    struct error error;

    if (id >= 0 && id != ROUND_ACTION_plan) TRY(input_read(request, &round_machine, id, &input));
    error = take_round_step(request->context, number, action, &input, version_asked(request, number));
    if (error.kind == NOT_NOW) tell_state(request, number);
    TRY(error);
    return send_round(request, 200, number);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The clock of a rehearsal and what would have been sent; elsewhere there are no such addresses. */
#include "base/text.h"
#include "service/inbox.h"
#include "service/rehearse.h"
#include "web/api_write.h"
#include "web/handlers.h"

enum { AT_ONCE = 100 }; /* a transaction each, so that others get their turn */

static struct error only_in_rehearsal(const struct request *request)
{
    if (request->context->rehearsal) return OK;
    return (struct error){ .kind = NOT_FOUND, .code = "rehearsal.off", .text = "现在不是演练，没有这个地址" };
}

static struct error move(struct request *request)
{
    struct answer answer;
    instant_t *to = request->carry;
    bool more;

    TRY(rehearse_move_some(request->context, *to, AT_ONCE, &more));
    if (more) {
        request_continue(request, LANE_WRITE, move, to);
        return OK;
    }
    answer_open(&answer, request, '{');
    json_instant(&answer.json, "now", *to);
    return answer_send(&answer, 200, '}');
}

struct error api_rehearsal_clock(struct request *request)
{
    instant_t *to = ARENA_NEW(request->arena, instant_t);

    TRY(only_in_rehearsal(request));
    if (!request->context->person.roles || request->context->person.uscc)
        return (struct error){ .kind = NOT_ALLOWED, .code = "rehearsal.staff-only", .text = "演练时钟由工作人员拨动" };
    *to = field_instant(request, "now");
    field_need(request, "now");
    if (request->faults) return OK;
    request->carry = to;
    return move(request);
}

struct error api_rehearsal_now(struct request *request)
{
    struct answer answer;

    TRY(only_in_rehearsal(request));
    answer_open(&answer, request, '{');
    json_instant(&answer.json, "now", request->context->now);
    return answer_send(&answer, 200, '}');
}

struct error api_rehearsal_outbox(struct request *request)
{
    const char *to = request_query(request, "to"), *after;
    struct sent_notice *notices;
    struct answer answer;
    int64_t limit, before = 0;
    size_t count, shown;

    TRY(only_in_rehearsal(request));
    TRY(request_page(request, &limit, &after));
    if (after && (!text_int(after, &before) || before <= 0)) return bad_parameter(request, "after", "不是上一页给出的位置");
    TRY(rehearsal_outbox(request->context, text_blank(to) ? NULL : to, before, limit + 1, &notices, &count));
    shown = count > (size_t)limit ? (size_t)limit : count;
    list_open(&answer, request);
    for (size_t i = 0; i < shown; i++) {
        json_open(&answer.json, NULL, '{');
        json_text(&answer.json, "to", notices[i].to);
        json_text(&answer.json, "channel", notices[i].channel);
        json_text(&answer.json, "template", notices[i].template);
        json_text(&answer.json, "text", notices[i].text);
        json_instant(&answer.json, "at", notices[i].at);
        json_raw(&answer.json, "values", notices[i].values ? notices[i].values : "{}");
        json_close(&answer.json, '}');
    }
    return list_send(&answer, count > shown ? arena_printf(request->arena, "%lld", (long long)notices[shown - 1].id)
                                            : NULL);
}

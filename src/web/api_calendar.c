/* SPDX-License-Identifier: Apache-2.0 */
/* The calendar of a year, and local closures. */
#include "base/text.h"
#include "service/follow_calendar.h"
#include "web/api_reference.h"
#include "web/handlers.h"

const char *query_given(struct request *request, const char *name)
{
    const char *text = request_query(request, name);

    return text_blank(text) ? NULL : text;
}

const char *jurisdiction_asked(struct request *request, const char *given)
{
    if (given) return given;
    return request->context->person.jurisdiction ? request->context->person.jurisdiction : CITY;
}

struct error api_calendar(struct request *request)
{
    struct calendar_card card;
    struct answer answer;
    int64_t year;

    TRY(request_param_int(request, "year", &year));
    TRY(calendar_show(request->context, jurisdiction_asked(request, query_given(request, "jurisdiction")), (int)year,
                      &card));
    answer_open(&answer, request, '{');
    json_text(&answer.json, "jurisdiction", card.jurisdiction);
    json_int(&answer.json, "year", card.year);
    json_text(&answer.json, "version", card.version);
    json_day(&answer.json, "first", card.first);
    json_day(&answer.json, "horizon", card.horizon);
    json_bool(&answer.json, "provisional", card.provisional);
    json_int(&answer.json, "working_days", card.working_days);
    json_open(&answer.json, "days", '[');
    for (size_t i = 0; i < card.day_count; i++) {
        json_open(&answer.json, NULL, '{');
        json_day(&answer.json, "day", card.days[i].day);
        json_bool(&answer.json, "working", card.days[i].working);
        json_text(&answer.json, "why", card.days[i].why);
        json_bool(&answer.json, "moved", card.days[i].moved);
        json_close(&answer.json, '}');
    }
    json_close(&answer.json, ']');
    json_open(&answer.json, "notices", '[');
    for (size_t i = 0; i < card.notice_count; i++) {
        json_open(&answer.json, NULL, '{');
        json_int(&answer.json, "year", card.notices[i].year);
        json_int(&answer.json, "part", card.notices[i].part);
        json_text(&answer.json, "source", card.notices[i].source);
        json_instant(&answer.json, "loaded_at", card.notices[i].loaded_at);
        json_close(&answer.json, '}');
    }
    json_close(&answer.json, ']');
    return answer_send(&answer, 200, '}');
}

void write_amendment(struct json *json, const struct calendar_amendment *amendment)
{
    json_open(json, "changes", '[');
    for (size_t i = 0; i < amendment->change_count; i++) {
        json_open(json, NULL, '{');
        json_day(json, "day", amendment->changes[i].day);
        json_text(json, "before", calendar_kind_word(amendment->changes[i].before));
        json_text(json, "after", calendar_kind_word(amendment->changes[i].after));
        json_close(json, '}');
    }
    json_close(json, ']');
    json_day(json, "horizon", amendment->horizon_after);
    json_open(json, "moves", '[');
    for (size_t i = 0; i < amendment->move_count; i++) {
        json_open(json, NULL, '{');
        json_text(json, "number", amendment->moves[i].number);
        json_text(json, "clock", amendment->moves[i].clock);
        json_instant(json, "before", amendment->moves[i].before);
        json_instant(json, "after", amendment->moves[i].after);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static struct error send_amendment(struct request *request, const struct calendar_amendment *amendment, bool committed)
{
    struct answer answer;

    answer_open(&answer, request, '{');
    json_bool(&answer.json, "committed", committed);
    write_amendment(&answer.json, amendment);
    return answer_send(&answer, 200, '}');
}

/* Without `commit` it only shows which open limits would move. */
struct error api_closure_add(struct request *request)
{
    struct calendar_amendment amendment = { .change_count = 0 };
    day_t day = field_day(request, "day");
    bool commit = field_bool(request, "commit", true);

    field_need(request, "day");
    if (request->faults) return OK;
    TRY(calendar_close(request->context, jurisdiction_asked(request, field_text(request, "jurisdiction")), day,
                       field_text(request, "reason"), follow_calendar, commit, &amendment));
    return send_amendment(request, &amendment, commit);
}

struct error api_closure_end(struct request *request)
{
    struct calendar_amendment amendment = { .change_count = 0 };
    bool commit;
    day_t day;

    TRY(request_query_bool(request, "commit", true, &commit));
    if (!day_parse(request_param(request, "day"), &day))
        return (struct error){ .kind = NOT_FOUND, .code = "request.not-found" };
    TRY(calendar_reopen(request->context, jurisdiction_asked(request, query_given(request, "jurisdiction")), day,
                        follow_calendar, commit, &amendment));
    return send_amendment(request, &amendment, commit);
}

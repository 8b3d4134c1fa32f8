/* SPDX-License-Identifier: Apache-2.0 */
/* Parameters, and the roster of leaders and secretaries. */
#include "base/text.h"
#include "service/policy.h"
#include "service/rosters.h"
#include "web/api_reference.h"
#include "web/handlers.h"

#include <string.h>

/* ── Parameters ─────────────────────────────────────────────────────────── */

static void write_value(struct json *json, const char *key, const struct parameter *parameter, const char *value)
{
    int64_t number;

    if (!parameter->words && value && text_int(value, &number))
        json_int(json, key, number);
    else
        json_text(json, key, value);
}

static void write_parameter(struct json *json, const struct parameter_card *card)
{
    const struct parameter *parameter = card->parameter;

    json_open(json, NULL, '{');
    json_text(json, "id", parameter->id);
    json_text(json, "label", parameter->chinese);
    json_text(json, "clause", parameter->clause);
    write_value(json, "value", parameter, card->value);
    write_value(json, "initial", parameter, card->initial);
    if (parameter->words) {
        json_text(json, "words", parameter->words);
    } else {
        json_int(json, "least", parameter->least);
        json_int(json, "most", parameter->most);
    }
    json_close(json, '}');
}

static struct error send_policy(struct request *request, const char *jurisdiction)
{
    struct policy_card card;
    struct answer answer;

    TRY(policy_show(request->context, jurisdiction, &card));
    answer_open(&answer, request, '{');
    json_text(&answer.json, "jurisdiction", card.jurisdiction);
    json_bool(&answer.json, "own", card.own);
    json_int(&answer.json, "version", card.version);
    json_text(&answer.json, "since", card.since);
    json_open(&answer.json, "values", '{');
    for (size_t i = 0; i < card.count; i++)
        write_value(&answer.json, card.parameters[i].parameter->id, card.parameters[i].parameter,
                    card.parameters[i].value);
    json_close(&answer.json, '}');
    json_open(&answer.json, "parameters", '[');
    for (size_t i = 0; i < card.count; i++) write_parameter(&answer.json, &card.parameters[i]);
    json_close(&answer.json, ']');
    return answer_send(&answer, 200, '}');
}

struct error api_policy(struct request *request)
{
    return send_policy(request, jurisdiction_asked(request, query_given(request, "jurisdiction")));
}

struct error api_policy_change(struct request *request)
{
    const char *jurisdiction = jurisdiction_asked(request, field_text(request, "jurisdiction"));
    struct policy_value *values;
    size_t count;

    TRY(policy_values_read(request, &values, &count));
    TRY(policy_change(request->context, jurisdiction, values, count, field_text(request, "reason")));
    TRY(world_current(request->context));
    return send_policy(request, jurisdiction);
}

struct error api_policy_history(struct request *request)
{
    struct policy_step *steps;
    struct answer answer;
    struct slice slice;
    size_t count;

    TRY(policy_history(request->context, jurisdiction_asked(request, query_given(request, "jurisdiction")), &steps,
                       &count));
    TRY(slice_of(request, count, &slice));
    list_open(&answer, request);
    for (size_t i = slice.from; i < slice.until; i++) {
        json_open(&answer.json, NULL, '{');
        json_int(&answer.json, "version", steps[i].version);
        json_text(&answer.json, "since", steps[i].since);
        json_text(&answer.json, "by", steps[i].by_name);
        json_text(&answer.json, "reason", steps[i].reason);
        json_text(&answer.json, "parameter", steps[i].parameter->id);
        json_text(&answer.json, "before", steps[i].before);
        json_text(&answer.json, "after", steps[i].after);
        json_close(&answer.json, '}');
    }
    return list_send(&answer, slice.next);
}

/* ── The roster ─────────────────────────────────────────────────────────── */

enum { MONTHS = 12 };

static void write_month(struct json *json, const struct roster_card *card)
{
    json_open(json, NULL, '{');
    json_text(json, "month", card->month);
    json_text(json, "leader", card->leader);
    json_text(json, "leader_name", card->leader_name);
    json_text(json, "secretary", card->secretary);
    json_text(json, "secretary_name", card->secretary_name);
    json_bool(json, "proposed", card->proposed);
    json_close(json, '}');
}

/* What was set, and the next in turn for the months ahead. With `from`: the months from there on. */
struct error api_roster(struct request *request)
{
    const char *jurisdiction = jurisdiction_asked(request, query_given(request, "jurisdiction"));
    const char *from = query_given(request, "from");
    struct roster_card *set = NULL, ahead[24];
    struct answer answer;
    size_t count = 0;
    int64_t months;
    char today[DAY_TEXT];

    TRY(request_query_int(request, "months", 1, 24, MONTHS, &months));
    day_format(day_of(request->context->now), today)[7] = 0;
    if (!from) TRY(roster_set_months(request->context, jurisdiction, &set, &count));
    if (!from) from = today;
    TRY(roster_show(request->context, jurisdiction, from, (size_t)months, ahead));
    list_open(&answer, request);
    for (size_t i = 0; i < count; i++)
        if (strcmp(set[i].month, from) < 0) write_month(&answer.json, &set[i]);
    for (int64_t i = 0; i < months; i++) write_month(&answer.json, &ahead[i]);
    for (size_t i = 0; i < count; i++)
        if (strcmp(set[i].month, ahead[months - 1].month) > 0) write_month(&answer.json, &set[i]);
    return list_send(&answer, NULL);
}

struct error api_roster_set(struct request *request)
{
    const char *jurisdiction = jurisdiction_asked(request, field_text(request, "jurisdiction"));
    const char *month = field_text(request, "month");
    struct roster_card card;
    struct answer answer;

    TRY(roster_set(request->context, jurisdiction, month ? month : "", field_text(request, "leader"),
                   field_text(request, "secretary")));
    TRY(roster_show(request->context, jurisdiction, month, 1, &card));
    answer_open(&answer, request, '{');
    json_text(&answer.json, "month", card.month);
    json_text(&answer.json, "leader", card.leader);
    json_text(&answer.json, "secretary", card.secretary);
    return answer_send(&answer, 200, '}');
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "service/desk.h"
#include "web/api_write.h"
#include "web/handlers.h"

static void write_group(struct json *json, const struct desk_group *group)
{
    json_open(json, NULL, '{');
    json_text(json, "id", group->id);
    json_text(json, "title", group->title);
    json_open(json, "items", '[');
    for (size_t i = 0; i < group->count; i++) write_appeal_line(json, &group->lines[i]);
    json_close(json, ']');
    json_close(json, '}');
}

struct error api_desk(struct request *request)
{
    struct desk_view view;
    struct answer answer;

    TRY(open_desk(request->context, &view));
    answer_open(&answer, request, '{');
    json_open(&answer.json, "groups", '[');
    for (size_t i = 0; i < view.group_count; i++) write_group(&answer.json, &view.groups[i]);
    json_close(&answer.json, ']');
    json_open(&answer.json, "rounds", '[');
    for (size_t i = 0; i < view.round_count; i++) write_round_line(&answer.json, &view.rounds[i]);
    json_close(&answer.json, ']');
    json_int(&answer.json, "appeals", (int64_t)view.appeals);
    json_int(&answer.json, "overdue", (int64_t)view.overdue);
    json_int(&answer.json, "today", (int64_t)view.today);
    json_bool(&answer.json, "more", view.more);
    return answer_send(&answer, 200, '}');
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "service/journal.h"

#include "base/json.h"
#include "store/events.h"

struct error journal(struct context *context, const char *subject, int64_t id, const char *action, const char *note,
                     const char *change)
{
    const struct person *person = &context->person;
    struct event event = {
        .subject = subject,
        .subject_id = id,
        .at = context->now,
        .wall = context->wall,
        .actor = person->account ? person->account : "visitor",
        .actor_name = person->name,
        .role = role_id(person_role(person)),
        .unit = person->unit,
        .address = context->address,
        .action = action,
        .note = note,
        .internal = true,
        .change = change,
    };

    return event_append(context->db, context->arena, &event);
}

const char *journal_change(struct arena *arena, const char *what, const char *before, const char *after)
{
    struct buffer text;
    struct json json;

    buffer_init(&text, arena, 64 * 1024);
    json = json_writer(&text);
    json_open(&json, NULL, '{');
    json_open(&json, what, '[');
    json_text(&json, NULL, before);
    json_text(&json, NULL, after);
    json_close(&json, ']');
    json_close(&json, '}');
    return buffer_string(&text);
}

struct error journal_session(struct context *context, const char *actor, enum role role, const char *action,
                             const char *note)
{
    struct event event = {
        .subject = "session",
        .at = context->now,
        .wall = context->wall,
        .actor = actor,
        .role = role_id(role),
        .address = context->address,
        .action = action,
        .note = note,
        .internal = true,
    };

    TRY(db_next_number(context->db, "session", &event.subject_id));
    return event_append(context->db, context->arena, &event);
}

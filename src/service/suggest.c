/* SPDX-License-Identifier: Apache-2.0 */
#include "service/suggest.h"

#include "base/text.h"
#include "mechanism/clock.h"
#include "service/sign_in.h"
#include "store/events.h"
#include "store/outbox.h"
#include "store/records.h"

#define SUGGESTIONS_OF_ADDRESS 20 /* an office stands behind one address */

struct error suggest_check(struct context *context)
{
    struct error error;

    if (context->person.account) return OK;
    error = sign_in_lock_check(context, "suggestion", context->address);
    if (error.kind == TOO_OFTEN) error.text = "从这个地址提交的意见太多了，请过一会儿再试，或拨打12345。";
    return error;
}

/* ── What was typed ─────────────────────────────────────────────────────── */

static void add_fault(struct context *context, struct fault **faults, const char *field, const char *code,
                      const char *text)
{
    struct fault *fault = ARENA_NEW(context->arena, struct fault);

    *fault = (struct fault){ .field = field, .code = code, .text = text, .next = *faults };
    *faults = fault;
}

static const char *tidy(struct context *context, const char *typed)
{
    return text_blank(typed) ? NULL : text_trim(context->arena, typed);
}

static struct error take(struct context *context, const struct suggestion_input *input, struct suggestion *suggestion)
{
    struct fault *faults = NULL;

    suggestion->name = tidy(context, input->name);
    suggestion->contact = tidy(context, input->contact);
    suggestion->text = tidy(context, input->text);
    if (suggestion->contact && text_length(suggestion->contact) > SUGGESTION_LINE)
        add_fault(context, &faults, "contact", "too-long", "联系方式最多100字");
    if (suggestion->name && text_length(suggestion->name) > SUGGESTION_LINE)
        add_fault(context, &faults, "name", "too-long", "称呼最多100字");
    if (!suggestion->text)
        add_fault(context, &faults, "text", "required", "请写下您的意见建议");
    else if (text_length(suggestion->text) > SUGGESTION_CHARACTERS)
        add_fault(context, &faults, "text", "too-long", "意见建议最多2000字，请删减一些");
    if (!faults) return OK;
    return (struct error){ .kind = INVALID, .code = "suggestion.invalid", .text = faults->text, .faults = faults };
}

/* ── What becomes of it ─────────────────────────────────────────────────── */

/* Clock `suggestion`: working days of the jurisdiction, from the day after. */
static void start_clock(const struct jurisdiction *place, instant_t now, struct suggestion *suggestion)
{
    struct limit limit = { .state = LIMIT_running,
                           .started = now,
                           .counted = COUNTED_WORKING,
                           .anchor = day_of(now),
                           .length = place->policy->suggestion_days };

    limit_compute(&limit, place->calendar, place->policy);
    suggestion->due = limit.due;
    suggestion->due_day = limit.due_day;
    suggestion->provisional = limit.provisional;
    suggestion->stage = STAGE_running;
    suggestion->next_at = limit.due;
}

static const char *jurisdiction_for(const struct context *context)
{
    const char *own = context->person.jurisdiction;

    return own && world_jurisdiction(context->world, own) ? own : CITY;
}

/* As a step of an appeal is told: in the coordinator's inbox, in the same transaction. */
static struct error tell_coordinator(struct context *context, const struct suggestion *suggestion,
                                     const struct event *event)
{
    struct arena *arena = context->arena;
    const char *recipient = arena_printf(arena, "%s@%s", role_id(ROLE_coordinator), suggestion->jurisdiction);

    return outbox_add(context->db, arena,
                      &(struct notice){ .subject = event->subject,
                                        .subject_id = event->subject_id,
                                        .seq = event->seq,
                                        .kind = "role",
                                        .recipient = recipient,
                                        .channel = "inapp",
                                        .template = "suggestion",
                                        .text = arena_printf(arena, "收到意见建议第%lld号，请在%s前答复：%s",
                                                             (long long)suggestion->id,
                                                             due_chinese(arena, suggestion->due, day_of(context->now)),
                                                             text_cut(arena, suggestion->text, 60)),
                                        .at = context->now,
                                        .wall = context->wall });
}

static struct error record(struct context *context, struct suggestion *suggestion, struct event *event)
{
    const struct person *person = &context->person;

    TRY(db_next_number(context->db, "suggestion", &suggestion->id));
    *event = (struct event){ .subject = "suggestion",
                             .subject_id = suggestion->id,
                             .at = context->now,
                             .wall = context->wall,
                             .actor = person->account ? person->account : "visitor",
                             .actor_name = person->name,
                             .role = role_id(person_role(person)),
                             .unit = person->unit,
                             .address = context->address,
                             .action = "suggest",
                             .clause = "三(四)",
                             .state = "received",
                             .internal = true };
    TRY(record_save(context->db, context->arena, &suggestion_record, NULL, suggestion, &event->change));
    return event_append(context->db, context->arena, event);
}

struct error suggest(struct context *context, const struct suggestion_input *input, struct suggestion *suggestion)
{
    struct event event;

    *suggestion = (struct suggestion){ .state = SUGGESTION_received,
                                       .jurisdiction = jurisdiction_for(context),
                                       .at = context->now,
                                       .account = context->person.account };
    TRY(suggest_check(context));
    TRY(take(context, input, suggestion));
    start_clock(world_jurisdiction(context->world, suggestion->jurisdiction), context->now, suggestion);
    TRY(record(context, suggestion, &event));
    TRY(tell_coordinator(context, suggestion, &event));
    if (context->person.account) return OK;
    return sign_in_count_failure(context, "suggestion", context->address, SUGGESTIONS_OF_ADDRESS);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "service/suggest.h"

#include "base/text.h"
#include "mechanism/tables.h"
#include "service/sign_in.h"
#include "service/suggestion_clock.h"

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
    /* An enterprise has proved its phone. */
    if (!suggestion->contact && context->person.uscc) suggestion->contact = context->person.phone;
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

static const char *jurisdiction_for(const struct context *context)
{
    const char *own = context->person.jurisdiction;

    return own && world_jurisdiction(context->world, own) ? own : CITY;
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
    suggestion_clock_start(suggestion_place(context->world, suggestion), context->now, suggestion);
    TRY(db_next_number(context->db, "suggestion", &suggestion->id));
    TRY(suggestion_step(context, &context->person, "suggest", NULL, NULL, suggestion, &event));
    TRY(suggestion_tell_role(context, suggestion, &event, TEMPLATE_suggestion, ROLE_coordinator, NULL));
    if (context->person.account) return OK;
    return sign_in_count_failure(context, "suggestion", context->address, SUGGESTIONS_OF_ADDRESS);
}

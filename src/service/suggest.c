/* SPDX-License-Identifier: Apache-2.0 */
#include "service/suggest.h"

#include "base/text.h"
#include "mechanism/tables.h"
#include "service/check.h"
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

static const char *if_any(const char *text)
{
    return *text ? text : NULL;
}

static struct error take(struct context *context, const struct suggestion_input *input, struct suggestion *suggestion)
{
    struct fault_list faults = { 0 };

    suggestion->text =
        checked_text(context, &faults, "text", "意见建议", input->text, SUGGESTION_CHARACTERS, false);
    if (text_blank(input->text)) fault_add(context, &faults, "text", "missing", "请写下您的意见建议");
    suggestion->name = if_any(checked_text(context, &faults, "name", "称呼", input->name, SUGGESTION_LINE, false));
    suggestion->contact =
        if_any(checked_text(context, &faults, "contact", "联系方式", input->contact, SUGGESTION_LINE, false));
    /* An enterprise has proved its phone. */
    if (!suggestion->contact && context->person.uscc) suggestion->contact = context->person.phone;
    return faults_error(&faults);
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

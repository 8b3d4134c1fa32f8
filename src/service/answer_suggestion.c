/* SPDX-License-Identifier: Apache-2.0 */
#include "service/answer_suggestion.h"

#include "base/text.h"
#include "mechanism/phone.h"
#include "mechanism/privacy.h"
#include "service/check.h"
#include "service/journal.h"
#include "service/suggestion_clock.h"
#include "service/sweep.h"
#include "store/records.h"

#include <string.h>

enum { HISTORY_MOST = 100 };

/* ── Seeing ─────────────────────────────────────────────────────────────── */

bool may_see_suggestions(const struct context *context)
{
    return duty_held(DUTY_see_suggestions, &context->person);
}

static bool reads(const struct context *context, const struct suggestion *suggestion)
{
    return duty_allows(DUTY_see_suggestions, &context->person, suggestion->jurisdiction, NULL);
}

/* An enterprise's is its writer's, and those who see all of the enterprise. */
static bool is_own(const struct context *context, const struct suggestion *suggestion)
{
    const struct person *person = &context->person;

    if (!suggestion->account || !text_equal(suggestion->account, person->account)) return false;
    return !person->uscc || person->whole_enterprise || text_equal(suggestion->contact, person->phone);
}

static struct error find(struct context *context, int64_t id, struct suggestion *suggestion)
{
    static const struct error unknown = { .kind = NOT_FOUND,
                                          .code = "suggestion.unknown",
                                          .text = "没有这条意见建议。" };
    struct error error = record_load(context->db, context->arena, &suggestion_record, id, suggestion);

    if (error.kind == NOT_FOUND) return unknown;
    TRY(error);
    return reads(context, suggestion) || is_own(context, suggestion) ? OK : unknown;
}

/* 138****5678, c**@…, 微** */
static const char *contact_masked(struct arena *arena, const char *contact)
{
    const char *phone = phone_normal(arena, contact), *host = strchr(contact, '@');

    if (phone) return phone_masked(arena, phone);
    if (!host || host == contact) return name_masked(arena, contact);
    return arena_printf(arena, "%s%s", name_masked(arena, arena_text_n(arena, contact, (size_t)(host - contact))), host);
}

static enum answer_way way_to(const struct suggestion_asker *asker, const struct suggestion *suggestion)
{
    if (asker->account) return ANSWER_IN_INBOX;
    if (asker->phone) return ANSWER_BY_SMS;
    return suggestion->contact ? ANSWER_BY_HAND : ANSWER_ON_CALL;
}

static const char *asker_name(struct context *context, const struct suggestion_asker *asker,
                              const struct suggestion *suggestion)
{
    if (suggestion->account) return asker->name; /* of staff or of an enterprise */
    return suggestion->name ? name_masked(context->arena, suggestion->name) : "访客";
}

static struct clock_view clock_of(struct context *context, const struct suggestion *suggestion)
{
    const struct jurisdiction *place = suggestion_place(context->world, suggestion);
    struct limit limit = suggestion_limit(place, suggestion);
    struct clock_view clock = clock_view_of_limit(&limit, place->calendar, place->policy, context->now);

    clock.id = "suggestion";
    clock.label = "意见建议答复";
    clock.clause = "三(四)";
    clock.owner_name = role_name(ROLE_coordinator);
    return clock;
}

static struct error view(struct context *context, const struct suggestion *suggestion, struct suggestion_view *to)
{
    bool settled = suggestion->state == SUGGESTION_settled;
    bool answers = duty_allows(DUTY_answer_suggestion, &context->person, suggestion->jurisdiction, NULL);
    struct suggestion_asker asker;

    TRY(suggestion_asker_of(context, suggestion, &asker));
    *to = (struct suggestion_view){
        .id = suggestion->id,
        .version = suggestion->version,
        .settled = settled,
        .late = settled && suggestion->answered_at >= suggestion->due,
        .reader = reads(context, suggestion),
        .may_answer = !settled && answers,
        .may_unmask = suggestion->contact && answers,
        .text = suggestion->text,
        .answer = suggestion->answer,
        .at = suggestion->at,
        .answered_at = suggestion->answered_at,
        .due = suggestion->due,
        .clock = clock_of(context, suggestion),
        .place = suggestion_place(context->world, suggestion)->name,
        .asker = asker_name(context, &asker, suggestion),
        .asker_unit = asker.unit_name,
        .contact = suggestion->contact ? contact_masked(context->arena, suggestion->contact) : NULL,
        .way = way_to(&asker, suggestion),
    };
    return OK;
}

static struct suggestion_filter filter_of(const struct context *context, const struct suggestion_query *query)
{
    return (struct suggestion_filter){ .jurisdiction = context->person.jurisdiction,
                                       .others = query->others,
                                       .newest_first = query->settled,
                                       .state = query->settled ? SUGGESTION_settled : SUGGESTION_received,
                                       .after = query->after,
                                       .most = query->most };
}

/* The counties' are for the city's people only. */
static struct error check_query(const struct context *context, const struct suggestion_query *query)
{
    return check_duty(context, DUTY_see_suggestions, query->others ? CITY : context->person.jurisdiction, NULL);
}

struct error list_suggestions(struct context *context, const struct suggestion_query *query,
                              struct suggestion_view **views, size_t *count, bool *more)
{
    struct suggestion_filter filter = filter_of(context, query);
    struct suggestion *suggestions;

    TRY(check_query(context, query));
    filter.most++;
    TRY(suggestions_list(context->db, context->arena, &filter, &suggestions, count));
    *more = *count > (size_t)query->most;
    if (*more) *count = (size_t)query->most;
    *views = ARENA_ARRAY(context->arena, struct suggestion_view, *count + 1);
    for (size_t i = 0; i < *count; i++) TRY(view(context, &suggestions[i], &(*views)[i]));
    return OK;
}

struct error count_suggestions(struct context *context, const struct suggestion_query *query, int64_t *count)
{
    struct suggestion_filter filter = filter_of(context, query);

    TRY(check_query(context, query));
    return suggestions_count(context->db, context->arena, &filter, count);
}

struct error open_suggestion(struct context *context, int64_t id, struct suggestion_view *to)
{
    struct suggestion suggestion;

    TRY(find(context, id, &suggestion));
    return view(context, &suggestion, to);
}

struct error suggestion_history(struct context *context, int64_t id, struct event **events, size_t *count)
{
    struct suggestion suggestion;

    *count = 0;
    TRY(find(context, id, &suggestion));
    if (!reads(context, &suggestion)) return OK;
    return events_list(context->db, context->arena, "suggestion", id, 0, HISTORY_MOST, events, count);
}

struct error explain_suggestion(struct context *context, int64_t id, struct suggestion_explained *explained)
{
    const struct jurisdiction *place;
    struct suggestion suggestion;
    struct limit limit;

    TRY(find(context, id, &suggestion));
    TRY(view(context, &suggestion, &explained->suggestion));
    place = suggestion_place(context->world, &suggestion);
    limit = suggestion_limit(place, &suggestion);
    limit.end_reason = explained->suggestion.settled ? "已答复" : NULL;
    explained->clock.clock = explained->suggestion.clock;
    clock_explain_limit(context->arena, place->calendar, &limit, &explained->clock);
    explained->yellow = limit_yellow_from(&limit, place->calendar, place->policy);
    explained->told = limit_stage_at(&limit, place->calendar, STAGE_told);
    explained->over = limit_stage_at(&limit, place->calendar, STAGE_over);
    return OK;
}

/* ── Answering ──────────────────────────────────────────────────────────── */

static struct error check_state(const struct suggestion *suggestion, int64_t version)
{
    if (version && version != suggestion->version)
        return (struct error){ .kind = STALE, .code = "changed-meanwhile", .text = "您看到的已不是最新情况，请刷新后再办。" };
    if (suggestion->state == SUGGESTION_received) return OK;
    return (struct error){ .kind = NOT_NOW,
                           .code = "suggestion.answered",
                           .text = "这条意见建议已经答复过了。",
                           .clause = "三(四)" };
}

static const char *checked_answer(struct context *context, struct fault_list *faults, const char *answer)
{
    if (text_blank(answer)) fault_add(context, faults, "answer", "missing", "请写下答复");
    return checked_text(context, faults, "answer", "答复", answer, ANSWER_CHARACTERS, false);
}

struct error answer_suggestion(struct context *context, int64_t id, const char *answer, int64_t version)
{
    struct fault_list faults = { 0 };
    struct suggestion before, after;
    struct event event;

    TRY(sweep_before_acting(context));
    TRY(find(context, id, &before));
    TRY(check_duty(context, DUTY_answer_suggestion, before.jurisdiction, NULL));
    TRY(check_state(&before, version));
    answer = checked_answer(context, &faults, answer);
    TRY(faults_error(&faults));
    after = before;
    after.state = SUGGESTION_settled;
    after.next_at = NO_INSTANT;
    after.answer = answer;
    after.answered_by = context->person.account;
    after.answered_at = context->now;
    TRY(suggestion_step(context, &context->person, "settle", NULL, &before, &after, &event));
    return suggestion_tell_asker(context, &after, &event);
}

struct error unmask_suggestion(struct context *context, int64_t id, const char *reason,
                               struct suggestion_contact *contact)
{
    struct fault_list faults = { 0 };
    struct suggestion suggestion;

    TRY(find(context, id, &suggestion));
    TRY(check_duty(context, DUTY_answer_suggestion, suggestion.jurisdiction, NULL));
    reason = checked_text(context, &faults, "reason", "事由", reason, 200, true);
    TRY(faults_error(&faults));
    *contact = (struct suggestion_contact){ suggestion.name, suggestion.contact };
    return journal(context, "unmasking", id, "unmask", arena_printf(context->arena, "%s：%s",
                                                                    suggestion_name(context->arena, id), reason), NULL);
}

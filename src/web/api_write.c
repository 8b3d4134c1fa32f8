/* SPDX-License-Identifier: Apache-2.0 */
#include "web/api_write.h"

#include "base/text.h"

#define ANSWER_BYTES ((size_t)16 << 20)

void answer_open(struct answer *answer, struct request *request, char bracket)
{
    answer->request = request;
    buffer_init(&answer->out, request->arena, ANSWER_BYTES);
    answer->json = json_writer(&answer->out);
    json_open(&answer->json, NULL, bracket);
}

struct error answer_send(struct answer *answer, int status, char bracket)
{
    json_close(&answer->json, bracket);
    return reply_json(answer->request, status, &answer->out);
}

void list_open(struct answer *answer, struct request *request)
{
    answer_open(answer, request, '{');
    json_open(&answer->json, "items", '[');
}

struct error list_send(struct answer *answer, const char *next)
{
    json_close(&answer->json, ']');
    json_text(&answer->json, "next", next);
    return answer_send(answer, 200, '}');
}

void reply_tag(struct request *request, const char *name, int64_t version)
{
    reply_header(request, "ETag", arena_printf(request->arena, "\"%s-%lld\"", name, (long long)version));
}

struct error bad_parameter(struct request *request, const char *name, const char *text)
{
    struct fault *fault = ARENA_NEW(request->arena, struct fault);

    *fault = (struct fault){ .field = name, .code = "bad-parameter", .text = text };
    return (struct error){ .kind = MALFORMED,
                           .code = "request.bad-parameter",
                           .text = arena_printf(request->arena, "参数%s：%s", name, text),
                           .faults = fault };
}

/* ── Parts ──────────────────────────────────────────────────────────────── */

void write_words(struct json *json, const char *key, const struct word *words, size_t count)
{
    json_open(json, key, '[');
    for (size_t i = 0; i < count; i++) json_text(json, NULL, words[i].id);
    json_close(json, ']');
}

void write_named(struct json *json, const char *key, const struct word *words, size_t count)
{
    json_open(json, key, '[');
    for (size_t i = 0; i < count; i++) {
        json_open(json, NULL, '{');
        json_text(json, "id", words[i].id);
        json_text(json, "label", words[i].name);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_clock(struct json *json, const struct clock_view *clock)
{
    json_text(json, "id", clock->id);
    json_text(json, "label", clock->label);
    json_text(json, "clause", clock->clause);
    json_instant(json, "started", clock->started);
    json_instant(json, "due", clock->due);
    json_day(json, "due_day", clock->due_day);
    json_bool(json, "provisional", clock->provisional);
    json_bool(json, "paused", clock->paused);
    json_text(json, "colour", colour_id(clock->colour));
    json_int(json, "working_days_left", clock->working_days_left);
    json_int(json, "days_left", clock->days_left);
    json_text(json, "owner_unit", clock->owner_unit);
}

void write_clocks(struct json *json, const struct clock_view *clocks, size_t count)
{
    json_open(json, "clocks", '[');
    for (size_t i = 0; i < count; i++) {
        json_open(json, NULL, '{');
        write_clock(json, &clocks[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void write_actions(struct json *json, const struct action_view *actions, size_t count)
{
    json_open(json, "actions", '[');
    for (size_t i = 0; i < count; i++) {
        json_open(json, NULL, '{');
        json_text(json, "id", actions[i].id);
        json_text(json, "label", actions[i].label);
        json_text(json, "clause", actions[i].clause);
        json_open(json, "fields", '[');
        for (size_t k = 0; k < actions[i].field_count; k++) {
            const struct action_field *field = &actions[i].fields[k];

            json_open(json, NULL, '{');
            json_text(json, "name", field->name);
            json_bool(json, "required", field->required);
            json_text(json, "kind", input_kind_id(field->kind));
            json_close(json, '}');
        }
        json_close(json, ']');
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_days(struct json *json, const struct clock_explained *explained)
{
    json_open(json, "days", '[');
    for (size_t i = 0; i < explained->day_count; i++) {
        json_open(json, NULL, '{');
        json_day(json, "day", explained->days[i].day);
        json_bool(json, "counted", explained->days[i].counted);
        json_text(json, "why", explained->days[i].why);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_changes(struct json *json, const struct clock_explained *explained)
{
    json_open(json, "pauses", '[');
    for (size_t i = 0; i < explained->pause_count; i++) {
        json_open(json, NULL, '{');
        json_text(json, "reason", explained->pauses[i].reason);
        json_instant(json, "from", explained->pauses[i].from);
        json_instant(json, "to", explained->pauses[i].to);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "extensions", '[');
    for (size_t i = 0; i < explained->extension_count; i++) {
        json_open(json, NULL, '{');
        json_instant(json, "at", explained->extensions[i].at);
        json_day(json, "from", explained->extensions[i].from);
        json_day(json, "to", explained->extensions[i].to);
        json_text(json, "by", explained->extensions[i].by);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void write_explained(struct json *json, const struct clock_explained *explained)
{
    write_clock(json, &explained->clock);
    json_bool(json, "ended", explained->ended);
    json_instant(json, "ended_at", explained->ended_at);
    json_text(json, "end_reason", explained->end_reason);
    json_day(json, "anchor", explained->anchor);
    json_text(json, "rule", explained->rule);
    json_text(json, "counted_in", explained->counted_in);
    json_int(json, "length", explained->length);
    write_days(json, explained);
    write_changes(json, explained);
    json_text(json, "calendar_version", explained->calendar_version);
    json_day(json, "calendar_horizon", explained->calendar_horizon);
    json_text(json, "notice", explained->notice_count ? explained->notices[0] : NULL);
    json_open(json, "notices", '[');
    for (size_t i = 0; i < explained->notice_count; i++) json_text(json, NULL, explained->notices[i]);
    json_close(json, ']');
    json_instant(json, "other_figure", explained->other_figure);
}

void write_past(struct json *json, const struct past_view *past)
{
    json_open(json, NULL, '{');
    json_int(json, "seq", past->seq);
    json_instant(json, "at", past->at);
    json_text(json, "actor", past->actor);
    json_text(json, "role", past->role);
    json_text(json, "unit", past->unit);
    json_text(json, "action", past->action);
    json_text(json, "clause", past->clause);
    json_text(json, "state", past->state);
    json_text(json, "note", past->note);
    json_close(json, '}');
}

void write_dates(struct json *json, const char *key, const struct round_dates *dates)
{
    json_open(json, key, '{');
    for (size_t i = 0; i < round_date_count; i++)
        json_day(json, round_date_names[i].key, round_date_of(dates, &round_date_names[i]));
    json_close(json, '}');
}

void write_attachment(struct json *json, struct arena *arena, const char *key, const struct attachment *file)
{
    json_open(json, key, '{');
    json_text(json, "id", arena_printf(arena, "%lld", (long long)file->id));
    json_text(json, "name", file->name);
    json_int(json, "size", file->size);
    json_text(json, "media_type", file->media_type);
    json_text(json, "digest", file->digest);
    json_bool(json, "by_enterprise", file->by_enterprise);
    json_instant(json, "at", file->at);
    json_close(json, '}');
}

void write_attachments(struct json *json, struct arena *arena, const struct attachment *files, size_t count)
{
    json_open(json, "attachments", '[');
    for (size_t i = 0; i < count; i++) write_attachment(json, arena, NULL, &files[i]);
    json_close(json, ']');
}

/* ── An appeal ──────────────────────────────────────────────────────────── */

static void write_submission(struct json *json, const struct appeal *shown)
{
    json_text(json, "uscc", shown->uscc);
    json_text(json, "enterprise_name", shown->enterprise_name);
    json_text(json, "region", shown->region);
    json_text(json, "contact_name", shown->contact_name);
    json_text(json, "contact_phone", shown->contact_phone);
    json_text(json, "title", shown->title);
    json_text(json, "body", shown->body);
    json_text(json, "category", shown->category);
    json_text(json, "expectation", shown->expectation);
    json_bool(json, "confidential", shown->confidential);
    json_bool(json, "attend", shown->attend);
    json_text(json, "principal", shown->principal);
    json_bool(json, "attend_named", shown->attend_named);
    json_bool(json, "publication", shown->publication);
    json_bool(json, "legacy", shown->legacy);
    json_instant(json, "submitted_at", shown->submitted_at);
    json_text(json, "submitted_by", shown->submitted_by);
}

static void write_flow(struct json *json, const struct appeal *shown)
{
    json_instant(json, "assigned_at", shown->assigned_at);
    json_text(json, "grade", shown->grade);
    json_text(json, "officer", shown->officer);
    json_text(json, "override_code", shown->override_code);
    json_text(json, "override_reason", shown->override_reason);
    json_text(json, "grounds", shown->grounds);
    json_text(json, "proposed_unit", shown->proposed_unit);
    json_instant(json, "object_until", shown->object_until);
    json_bool(json, "signed_off", shown->signed_off);
    json_text(json, "supplement_what", shown->supplement_what);
    json_text(json, "reason_code", shown->reason_code);
    json_text(json, "explanation", shown->explanation);
    json_text(json, "redirect", shown->redirect);
    json_day(json, "review_date", shown->review_date);
    json_int(json, "carried", shown->carried);
    json_int(json, "failed_checks", shown->failed_checks);
    json_int(json, "rework_count", shown->rework_count);
    json_text(json, "county_opinion", shown->county_opinion);
    json_text(json, "opinion_file", shown->opinion_file);
}

static void write_outcome(struct json *json, const struct appeal *shown)
{
    json_text(json, "reply_kind", shown->reply_kind);
    json_text(json, "reply_opinion", shown->reply_opinion);
    json_text(json, "reply_basis", shown->reply_basis);
    json_day(json, "reply_done_by", shown->reply_done_by);
    json_instant(json, "replied_at", shown->replied_at);
    json_instant(json, "released_at", shown->released_at);
    json_text(json, "assessment", shown->assessment);
    json_text(json, "decision", shown->decision);
    json_day(json, "promise", shown->promise);
    json_day(json, "done_by", shown->done_by);
    json_text(json, "responsible_leader", shown->responsible_leader);
    json_text(json, "responsible_person", shown->responsible_person);
    json_text(json, "measures", shown->measures);
    json_instant(json, "committed_at", shown->committed_at);
    json_instant(json, "cleared_at", shown->cleared_at);
    json_text(json, "progress", shown->progress_text);
    json_instant(json, "progress_at", shown->progress_at);
    json_text(json, "result", shown->result);
    json_text(json, "rating", shown->rating);
    json_text(json, "rating_reason", shown->rating_reason);
    json_instant(json, "rated_at", shown->rated_at);
    json_text(json, "second_rating", shown->second_rating);
    json_text(json, "second_rating_reason", shown->second_rating_reason);
}

static void write_dispatches(struct json *json, const struct appeal_view *view)
{
    json_open(json, "dispatches", '[');
    for (size_t i = 0; i < view->dispatch_count; i++) {
        const struct dispatch_view *dispatch = &view->dispatches[i];

        json_open(json, NULL, '{');
        json_text(json, "unit", dispatch->unit);
        json_text(json, "role", dispatch->role);
        json_text(json, "state", dispatch->state);
        json_instant(json, "sent", dispatch->sent);
        json_instant(json, "accepted", dispatch->accepted);
        json_instant(json, "replied", dispatch->replied);
        json_instant(json, "ended", dispatch->ended);
        json_text(json, "why", dispatch->why);
        json_text(json, "opinion", dispatch->opinion);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_requests(struct json *json, const struct appeal_view *view)
{
    json_open(json, "requests", '[');
    for (size_t i = 0; i < view->request_count; i++) {
        const struct request_view *request = &view->requests[i];

        json_open(json, NULL, '{');
        json_text(json, "kind", request->kind);
        json_text(json, "state", request->state);
        json_text(json, "asked_in", request->asked_in);
        json_text(json, "reason", request->reason);
        json_day(json, "new_date", request->new_date);
        json_day(json, "review_date", request->review_date);
        json_text(json, "reason_code", request->reason_code);
        json_text(json, "explanation", request->explanation);
        json_instant(json, "asked_at", request->asked_at);
        json_instant(json, "decided_at", request->decided_at);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_orders(struct json *json, const struct appeal_view *view)
{
    json_open(json, "orders", '[');
    for (size_t i = 0; i < view->order_count; i++) {
        const struct order_view *order = &view->orders[i];

        json_open(json, NULL, '{');
        json_int(json, "order", order->order);
        json_text(json, "number", order->number);
        json_text(json, "state", order->state);
        json_text(json, "text", order->text);
        json_day(json, "answer_by", order->answer_by);
        json_bool(json, "by_clock", order->by_clock);
        json_instant(json, "issued_at", order->issued_at);
        json_text(json, "answer", order->answer);
        json_instant(json, "answered_at", order->answered_at);
        json_instant(json, "lifted_at", order->lifted_at);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_outlook(struct json *json, const struct outlook_view *view)
{
    if (!view) {
        json_null(json, "outlook");
        return;
    }
    json_open(json, "outlook", '{');
    json_text(json, "round", view->round);
    json_text(json, "label", view->label);
    json_bool(json, "queued", view->outlook.queued);
    json_bool(json, "surely_listed", view->outlook.surely_listed);
    json_bool(json, "full_length", view->outlook.full_length);
    json_day(json, "screen_due", view->outlook.screen_due);
    json_day(json, "reply_due", view->outlook.reply_due);
    json_day(json, "assess_due", view->outlook.assess_due);
    json_text(json, "why", view->outlook.why);
    json_close(json, '}');
}

void write_appeal(struct json *json, struct arena *arena, const struct appeal_view *view)
{
    const struct appeal *shown = &view->shown;

    json_text(json, "number", shown->number);
    if (shown->query_code) json_text(json, "query_code", shown->query_code);
    json_text(json, "state", view->state);
    json_text(json, "state_label", view->state_label);
    json_int(json, "stop", view->stop);
    json_instant(json, "state_since", shown->state_since);
    json_text(json, "back_state", view->back_state);
    json_text(json, "jurisdiction", shown->jurisdiction);
    json_text(json, "channel", shown->channel);
    json_text(json, "round", shown->round);
    json_bool(json, "off_round", shown->off_round);
    json_day(json, "event_day", view->event_day);
    json_bool(json, "listed", view->listed);
    json_text(json, "lead_unit", shown->lead_unit);
    write_words(json, "co_units", view->co_units, view->co_unit_count);
    write_words(json, "flags", view->flags, view->flag_count);
    write_submission(json, shown);
    write_flow(json, shown);
    write_outcome(json, shown);
    json_text(json, "merged_into", view->merged_number);
    json_int(json, "age_days", view->age_days);
    json_int(json, "age_working_days", view->age_working_days);
    json_text(json, "turn_unit", view->turn_unit);
    write_clocks(json, view->clocks, view->clock_count);
    write_actions(json, view->actions, view->action_count);
    write_dispatches(json, view);
    write_requests(json, view);
    write_orders(json, view);
    write_attachments(json, arena, view->attachments, view->attachment_count);
    write_outlook(json, view->outlook);
    json_int(json, "version", view->version);
}

void write_appeal_line(struct json *json, const struct appeal_line *line)
{
    const struct appeal *shown = &line->shown;

    json_open(json, NULL, '{');
    json_text(json, "number", shown->number);
    json_text(json, "title", shown->title);
    json_text(json, "state", line->state);
    json_text(json, "state_label", line->state_label);
    json_instant(json, "state_since", shown->state_since);
    json_text(json, "jurisdiction", shown->jurisdiction);
    json_text(json, "channel", shown->channel);
    json_text(json, "round", shown->round);
    json_bool(json, "off_round", shown->off_round);
    json_text(json, "lead_unit", shown->lead_unit);
    write_words(json, "co_units", line->co_units, line->co_unit_count);
    write_words(json, "flags", line->flags, line->flag_count);
    json_text(json, "uscc", shown->uscc);
    json_text(json, "enterprise_name", shown->enterprise_name);
    json_text(json, "region", shown->region);
    json_text(json, "category", shown->category);
    json_bool(json, "confidential", shown->confidential);
    json_bool(json, "attend", shown->attend);
    json_bool(json, "legacy", shown->legacy);
    json_instant(json, "submitted_at", shown->submitted_at);
    json_day(json, "done_by", shown->done_by);
    json_text(json, "rating", shown->rating);
    write_clocks(json, line->clocks, line->clock_count);
    json_int(json, "version", line->version);
    json_close(json, '}');
}

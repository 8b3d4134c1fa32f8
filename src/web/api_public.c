/* SPDX-License-Identifier: Apache-2.0 */
/* /api/v1/public: without a token. */
#include "base/text.h"
#include "service/public.h"
#include "web/api_reference.h"
#include "web/handlers.h"

static const char *place_asked(struct request *request)
{
    const char *place = query_given(request, "jurisdiction");

    return place ? place : CITY;
}

static void write_front_round(struct json *json, const char *key, const struct front_round *round)
{
    if (!round->number) {
        json_null(json, key);
        return;
    }
    json_open(json, key, '{');
    json_text(json, "number", round->number);
    json_text(json, "label", round->label);
    json_day(json, "event_day", round->event_day);
    json_bool(json, "tentative", round->tentative);
    json_close(json, '}');
}

static void write_figures(struct json *json, const struct front_view *view)
{
    const struct front_figures *figures = &view->figures;

    json_open(json, "figures", '{');
    json_int(json, "year", figures->year);
    json_int(json, "received", figures->received);
    json_int(json, "admitted", figures->admitted);
    json_int(json, "replied", figures->replied);
    json_int(json, "replied_in_time", figures->replied_in_time);
    json_int(json, "closed", figures->closed);
    json_int(json, "closed_days", figures->closed_days);
    json_int(json, "rated", figures->rated);
    json_int(json, "satisfied", figures->satisfied);
    json_int(json, "defaulted", figures->defaulted);
    json_int(json, "commitments", view->commitments_in_all);
    json_close(json, '}');
}

struct error api_public_state(struct request *request)
{
    struct front_view view;
    struct answer answer;

    TRY(front_open(request->context, place_asked(request), &view));
    answer_open(&answer, request, '{');
    json_text(&answer.json, "jurisdiction", place_asked(request));
    json_text(&answer.json, "name", view.jurisdiction);
    json_instant(&answer.json, "now", request->context->now);
    json_bool(&answer.json, "rehearsal", request->context->rehearsal);
    json_bool(&answer.json, "open", view.open);
    json_instant(&answer.json, "closes_at", view.closes_at);
    json_instant(&answer.json, "opens_at", view.opens_at);
    write_front_round(&answer.json, "round", &view.round);
    write_front_round(&answer.json, "next", &view.after);
    write_figures(&answer.json, &view);
    return answer_send(&answer, 200, '}');
}

static struct error list(struct request *request, struct round_filter *filter, bool with_text)
{
    struct round_line *lines;
    struct answer answer;
    size_t count;
    bool more;

    TRY(list_rounds(request->context, filter, &lines, &count, &more));
    list_open(&answer, request);
    for (size_t i = 0; i < count; i++) {
        const struct round *round = &lines[i].round;

        json_open(&answer.json, NULL, '{');
        json_text(&answer.json, "number", round->number);
        json_text(&answer.json, "label", lines[i].label);
        json_text(&answer.json, "jurisdiction", round->jurisdiction);
        json_bool(&answer.json, "special", round->special);
        json_text(&answer.json, "theme", round->theme);
        json_text(&answer.json, "state", lines[i].state);
        json_text(&answer.json, "state_label", lines[i].state_label);
        json_day(&answer.json, "event_day", round->event_day);
        json_bool(&answer.json, "tentative", round->tentative);
        json_instant(&answer.json, "opens_at", round->opens_at);
        json_instant(&answer.json, "closes_at", round->closes_at);
        write_dates(&answer.json, "dates", &lines[i].dates);
        json_instant(&answer.json, "announced_at", round->announced_at);
        if (with_text) json_text(&answer.json, "text", round->announcement);
        json_close(&answer.json, '}');
    }
    return list_send(&answer, more ? round_cursor(request->arena, &lines[count - 1].round) : NULL);
}

static struct error read_page(struct request *request, struct round_filter *filter)
{
    const char *after;
    int64_t limit;

    filter->jurisdiction = query_given(request, "jurisdiction");
    TRY(request_page(request, &limit, &after));
    filter->limit = (int)limit;
    if (after && !round_cursor_read(after, filter)) return bad_parameter(request, "after", "不是上一页给出的位置");
    return OK;
}

struct error api_public_rounds(struct request *request)
{
    struct round_filter filter = { .limit = 0 };

    TRY(read_page(request, &filter));
    return list(request, &filter, false);
}

struct error api_public_announcements(struct request *request)
{
    struct round_filter filter = { .announced = true };

    TRY(read_page(request, &filter));
    return list(request, &filter, true);
}

/* ── Commitments ────────────────────────────────────────────────────────── */

static void write_commitment(struct json *json, const struct public_commitment *one)
{
    json_open(json, NULL, '{');
    json_int(json, "id", one->id);
    json_text(json, "title", one->title);
    json_text(json, "enterprise_name", one->enterprise);
    json_text(json, "jurisdiction", one->jurisdiction);
    json_text(json, "round", one->round);
    json_text(json, "lead_unit", one->unit);
    json_text(json, "lead_unit_name", one->unit_name);
    json_text(json, "responsible_leader", one->leader);
    json_text(json, "responsible_person", one->person);
    json_text(json, "measures", one->measures);
    json_instant(json, "committed_at", one->committed_at);
    json_day(json, "done_by", one->done_by);
    json_bool(json, "done", one->done);
    json_bool(json, "late", one->late);
    json_text(json, "colour", one->colour);
    json_text(json, "standing", one->words);
    json_text(json, "progress", one->progress);
    json_instant(json, "progress_at", one->progress_at);
    json_text(json, "result", one->result);
    json_close(json, '}');
}

static bool read_commitment_cursor(struct arena *arena, const char *text, struct commitment_page *page)
{
    size_t count;
    char **parts = text_split(arena, text, '_', &count);

    return count == 2 && text_int(parts[0], &page->before) && text_int(parts[1], &page->before_id) && page->before > 0;
}

struct error api_public_commitments(struct request *request)
{
    struct commitment_page page = { .limit = 0 };
    struct public_commitment *commitments;
    struct answer answer;
    const char *after;
    int64_t limit;
    size_t count;
    bool more;

    TRY(request_page(request, &limit, &after));
    page.limit = (int)limit;
    if (after && !read_commitment_cursor(request->arena, after, &page))
        return bad_parameter(request, "after", "不是上一页给出的位置");
    TRY(list_commitments(request->context, query_given(request, "jurisdiction"), &page, &commitments, &count, &more));
    list_open(&answer, request);
    for (size_t i = 0; i < count; i++) write_commitment(&answer.json, &commitments[i]);
    return list_send(&answer, more ? arena_printf(request->arena, "%lld_%lld",
                                                  (long long)commitments[count - 1].committed_at,
                                                  (long long)commitments[count - 1].id)
                                   : NULL);
}

/* ── By the receipt ─────────────────────────────────────────────────────── */

static void write_receipt_past(struct json *json, const struct past_view *past, size_t count)
{
    json_open(json, "history", '[');
    for (size_t i = 0; i < count; i++) {
        json_open(json, NULL, '{');
        json_instant(json, "at", past[i].at);
        json_text(json, "label", past[i].label);
        json_text(json, "state", past[i].state);
        json_text(json, "unit_name", past[i].unit_name);
        json_text(json, "note", past[i].note);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static struct error send_progress(struct request *request, const struct appeal_view *view, const struct past_view *past,
                                  size_t past_count)
{
    static const char *const stops[] = { "受理诉求", "情况核实", "分级处置", "限期反馈", "结果核查" };
    const struct appeal *shown = &view->shown;
    struct answer answer;

    answer_open(&answer, request, '{');
    json_text(&answer.json, "number", shown->number);
    json_text(&answer.json, "title", shown->title);
    json_text(&answer.json, "state", view->state);
    json_text(&answer.json, "state_label", view->state_label);
    json_int(&answer.json, "stop", view->stop);
    json_text(&answer.json, "stop_label", stops[view->stop - 1]);
    json_text(&answer.json, "jurisdiction", shown->jurisdiction);
    json_text(&answer.json, "channel", shown->channel);
    json_text(&answer.json, "round", shown->round);
    json_bool(&answer.json, "off_round", shown->off_round);
    json_day(&answer.json, "event_day", view->event_day);
    json_text(&answer.json, "lead_unit", shown->lead_unit);
    json_text(&answer.json, "lead_unit_name", view->lead_name);
    json_instant(&answer.json, "submitted_at", shown->submitted_at);
    json_text(&answer.json, "reply_opinion", shown->reply_opinion);
    json_text(&answer.json, "decision", shown->decision);
    json_day(&answer.json, "done_by", shown->done_by);
    json_text(&answer.json, "reason_code", shown->reason_code);
    json_text(&answer.json, "explanation", shown->explanation);
    json_text(&answer.json, "redirect", shown->redirect);
    json_text(&answer.json, "supplement_what", shown->supplement_what);
    json_text(&answer.json, "rating", shown->rating);
    write_clocks(&answer.json, view->clocks, view->clock_count);
    write_receipt_past(&answer.json, past, past_count);
    return answer_send(&answer, 200, '}');
}

/* The guess is counted, and the count committed: the work went well, the answer is no. */
static struct error refuse_guess(struct request *request)
{
    const struct error *refusal = request->carry;

    TRY(receipt_guess_count(request->context, field_text(request, "number")));
    reply_problem(request, *refusal);
    return OK;
}

struct error api_public_query(struct request *request)
{
    const char *number = field_text(request, "number"), *code = field_text(request, "query_code");
    struct appeal_view view;
    struct past_view *past;
    struct error error;
    size_t count;

    field_need(request, "number");
    field_need(request, "query_code");
    if (request->faults) return OK;
    TRY(receipt_guess_check(request->context, number));
    error = open_by_receipt(request->context, number, code, &view, &past, &count);
    if (error.kind == NO_ERROR) return send_progress(request, &view, past, count);
    if (error.kind != NOT_FOUND) return error;
    request_continue(request, LANE_WRITE, refuse_guess, arena_copy(request->arena, &error, sizeof error));
    return OK;
}

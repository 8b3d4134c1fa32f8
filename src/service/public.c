/* SPDX-License-Identifier: Apache-2.0 */
#include "service/public.h"

#include "base/secret.h"
#include "base/text.h"
#include "mechanism/privacy.h"
#include "service/appeal_words.h"
#include "service/sign_in.h"
#include "store/records.h"

#define GUESSES_OF_NUMBER 10
#define GUESSES_OF_ADDRESS 50 /* an office stands behind one address */

/* ── Open or closed ─────────────────────────────────────────────────────── */

static struct front_round named(struct context *context, const struct round *round)
{
    const char *label;
    bool short_name;

    if (!round) return (struct front_round){ .number = NULL };
    label = planner_label(context->arena, (int)round->year, (int)round->ordinal, round->special);
    short_name = !round->special && round->year == civil_of_day(day_of(context->now)).year;
    return (struct front_round){
        .number = round->number,
        .label = label,
        .name = short_name ? arena_printf(context->arena, "第%d期", (int)round->ordinal) : label,
        .event_day = round->event_day,
        .tentative = round->tentative,
    };
}

static struct error round_behind(struct context *context, const char *jurisdiction, const struct round *round,
                                 struct front_round *after, day_t *opens)
{
    struct round_filter filter = { .jurisdiction = jurisdiction, .ordinary = true, .from = round->event_day + 1,
                                   .oldest_first = true, .limit = 12 };
    struct round *rounds;
    size_t count;

    TRY(rounds_list(context->db, context->arena, &filter, &rounds, &count));
    for (size_t i = 0; i < count; i++) {
        if (rounds[i].state == ROUND_cancelled) continue;
        *after = named(context, &rounds[i]);
        *opens = rounds[i].opens_at ? day_of(rounds[i].opens_at) : NO_DAY;
        return OK;
    }
    return OK;
}

static enum front_moment moment_of(day_t day, day_t today, bool event)
{
    if (event && day >= today) return MOMENT_event;
    return day < today ? MOMENT_done : day == today ? MOMENT_today : MOMENT_next;
}

static void put_step(struct context *context, struct front_step *steps, size_t *count, day_t day, bool event,
                     const char *what, const char *note)
{
    if (!day) return;
    steps[(*count)++] =
        (struct front_step){ .day = day, .moment = moment_of(day, day_of(context->now), event), .what = what, .note = note };
}

/* 还有13小时40分 on the last day, else nothing: the dates speak for themselves. */
static const char *time_left(struct context *context, const struct round *round)
{
    instant_t left = round->closes_at - context->now;

    if (round->state != ROUND_open || left <= 0 || left >= ONE_DAY) return NULL;
    return arena_printf(context->arena, "还有%d小时%d分", (int)(left / HOUR), (int)(left % HOUR / MINUTE));
}

static const char *named_note(struct context *context, const char *before, const struct front_round *round,
                              const char *behind)
{
    return round->number ? arena_printf(context->arena, "%s%s%s", before, round->name, behind) : NULL;
}

/* The limits of the notice as an enterprise meets them: the last day to submit, not the instant of the closing. */
static void put_steps(struct context *context, const struct round *round, int64_t received, day_t opens_again,
                      struct front_view *view)
{
    struct round_dates dates = dates_of_round(context->world, round);
    struct front_step *steps = ARENA_ARRAY(context->arena, struct front_step, 6);
    size_t count = 0;

    put_step(context, steps, &count, dates.open, false, "开放征集",
             received ? arena_printf(context->arena, "已收到%lld件", (long long)received) : NULL);
    put_step(context, steps, &count, dates.close ? dates.close - 1 : NO_DAY, false, "24:00截止提交",
             time_left(context, round));
    put_step(context, steps, &count, dates.catalogue, false, "问题目录报送",
             named_note(context, "新提交的列入", &view->after, ""));
    put_step(context, steps, &count, dates.event, true, "现场活动", round->tentative ? "初定" : "市领导与企业面对面研究");
    put_step(context, steps, &count, opens_again, false,
             view->after.number ? named_note(context, "", &view->after, "开放") : "下一期开放", "0:00起");
    put_step(context, steps, &count, dates.formal, false, "公布答复和承诺", "谁负责、何时完成");
    view->steps = steps;
    view->step_count = count;
    view->catalogue_day = dates.catalogue;
}

static struct error put_round(struct context *context, const char *jurisdiction, struct front_view *view)
{
    struct round *round;
    day_t opens_again = NO_DAY;
    int64_t received;

    TRY(round_open_or_next(context->db, context->arena, jurisdiction, &round));
    if (!round) return OK;
    view->open = round->state == ROUND_open;
    view->closes_at = view->open ? round->closes_at : NO_INSTANT;
    view->opens_at = view->open ? NO_INSTANT : round->opens_at;
    view->round = named(context, round);
    TRY(appeals_of_round(context->db, context->arena, round->number, &received));
    TRY(round_behind(context, jurisdiction, round, &view->after, &opens_again));
    put_steps(context, round, received, opens_again, view);
    return OK;
}

static struct error put_announcements(struct context *context, const char *jurisdiction, struct front_view *view)
{
    struct round_filter filter = { .jurisdiction = jurisdiction, .announced = true, .limit = 3 };
    struct front_announcement *shown;
    struct round_line *lines;
    size_t count;
    bool more;

    TRY(list_rounds(context, &filter, &lines, &count, &more));
    shown = ARENA_ARRAY(context->arena, struct front_announcement, count + 1);
    for (size_t i = 0; i < count; i++)
        shown[i] = (struct front_announcement){ lines[i].round.number, lines[i].label, lines[i].round.announced_at,
                                                lines[i].round.event_day };
    view->announcements = shown;
    view->announcement_count = count;
    return OK;
}

static struct error put_figures(struct context *context, const char *jurisdiction, struct front_view *view)
{
    int year = civil_of_day(day_of(context->now)).year;
    struct appeal_figures figures;

    TRY(appeals_figures(context->db, context->arena, jurisdiction, start_of_day(day_of_civil(year, 1, 1)),
                        start_of_day(day_of_civil(year + 1, 1, 1)), &figures));
    view->commitments_in_all = figures.commitments;
    view->figures = (struct front_figures){ .year = year,
                                            .received = figures.received,
                                            .admitted = figures.admitted,
                                            .replied = figures.replied,
                                            .replied_in_time = figures.replied_in_time,
                                            .closed = figures.closed,
                                            .closed_days = figures.closed_days,
                                            .rated = figures.rated,
                                            .satisfied = figures.satisfied,
                                            .defaulted = figures.defaulted };
    return OK;
}

static struct error put_commitments(struct context *context, const char *jurisdiction, struct front_view *view)
{
    struct commitment_page page = { .limit = 4 };
    struct public_commitment *commitments;
    struct front_commitment *shown;
    bool more;

    TRY(list_commitments(context, jurisdiction, &page, &commitments, &view->commitment_count, &more));
    shown = ARENA_ARRAY(context->arena, struct front_commitment, view->commitment_count + 1);
    for (size_t i = 0; i < view->commitment_count; i++)
        shown[i] = (struct front_commitment){ .id = commitments[i].id,
                                              .title = commitments[i].title,
                                              .measures = commitments[i].measures,
                                              .unit = commitments[i].unit_name,
                                              .leader = commitments[i].leader,
                                              .done_by = commitments[i].done_by,
                                              .colour = commitments[i].colour,
                                              .words = commitments[i].words,
                                              .progress = commitments[i].progress };
    view->commitments = shown;
    return OK;
}

struct error front_open(struct context *context, const char *jurisdiction, struct front_view *view)
{
    const struct jurisdiction *place = world_jurisdiction(context->world, jurisdiction);

    if (!place) return (struct error){ .kind = NOT_FOUND, .code = "jurisdiction.unknown", .text = "没有这个地区" };
    *view = (struct front_view){ .jurisdiction = place->name };
    TRY(put_round(context, place->code, view));
    TRY(put_figures(context, place->code, view));
    TRY(put_announcements(context, place->code, view));
    return put_commitments(context, place->code, view);
}

/* ── Commitments ────────────────────────────────────────────────────────── */

static void put_standing(struct context *context, const struct appeal *appeal, struct public_commitment *view)
{
    const struct jurisdiction *place = world_jurisdiction(context->world, appeal->jurisdiction);
    day_t today = day_of(context->now), last = appeal->done_by;
    int left = calendar_between(place->calendar, today, last), over = calendar_between(place->calendar, last, today);

    view->done = appeal->state == STATE_rating || appeal->state == STATE_closed;
    view->late = !view->done && last && today > last && appeal->state != STATE_suspended;
    if (view->done) {
        view->colour = "done";
        view->words = "已完成";
    } else if (view->late) {
        view->colour = "red";
        view->words = arena_printf(context->arena, "逾期%d个工作日", over);
    } else if (appeal->state == STATE_suspended) {
        view->colour = "blue";
        view->words = "挂账";
    } else {
        view->colour = last == today ? "orange" : left <= 2 ? "yellow" : "blue";
        view->words = last == today ? "今天到期" : arena_printf(context->arena, "还有%d个工作日", left);
    }
}

static void put_commitment(struct context *context, const struct appeal *appeal, struct public_commitment *view)
{
    *view = (struct public_commitment){
        .id = appeal->id,
        .title = appeal->confidential ? NULL : appeal->title,
        .enterprise = appeal->publication ? appeal->enterprise_name : NULL,
        .round = appeal->round,
        .jurisdiction = appeal->jurisdiction,
        .jurisdiction_name = jurisdiction_name(context->world, appeal->jurisdiction),
        .unit = appeal->lead_unit,
        .unit_name = lead_name(context->world, appeal),
        .leader = appeal->responsible_leader,
        .person = appeal->responsible_person,
        .measures = appeal->measures,
        .committed_at = appeal->committed_at,
        .done_by = appeal->done_by,
        .progress = appeal->confidential ? NULL : appeal->progress_text,
        .progress_at = appeal->progress_at,
    };
    put_standing(context, appeal, view);
    if (view->done && !appeal->confidential) view->result = appeal->result;
}

struct error list_commitments(struct context *context, const char *jurisdiction, const struct commitment_page *page,
                              struct public_commitment **commitments, size_t *count, bool *more)
{
    struct appeal *appeals;

    TRY(appeals_committed(context->db, context->arena, jurisdiction, page->before, page->before_id, page->limit + 1,
                          &appeals, count));
    *more = *count > (size_t)page->limit;
    if (*more) *count = (size_t)page->limit;
    *commitments = ARENA_ARRAY(context->arena, struct public_commitment, *count + 1);
    for (size_t i = 0; i < *count; i++) put_commitment(context, &appeals[i], &(*commitments)[i]);
    return OK;
}

/* ── By the receipt ─────────────────────────────────────────────────────── */

static struct error wrong_receipt(void)
{
    return (struct error){ .kind = NOT_FOUND,
                           .code = "receipt.unknown",
                           .text = "没有找到：请核对登记回执上的编号和查询码" };
}

static const char *as_printed(struct arena *arena, const char *typed)
{
    return text_fold(arena, text_trim(arena, typed ? typed : ""));
}

/* Numbers are printed in capitals; whoever types small letters means the same. */
static const char *number_of(struct arena *arena, const char *typed)
{
    char *number = text_fold(arena, text_trim(arena, typed ? typed : ""));

    for (char *at = number; *at; at++)
        if (*at >= 'a' && *at <= 'z') *at = (char)(*at - 'a' + 'A');
    return number;
}

struct error open_by_receipt(struct context *context, const char *number, const char *query_code,
                             struct appeal_view *view, struct past_view **past, size_t *past_count)
{
    enum { EVENTS_MOST = 200 };
    struct appeal *appeal = ARENA_NEW(context->arena, struct appeal);
    struct person before = context->person;
    struct error error =
        record_load_number(context->db, context->arena, &appeal_record, number_of(context->arena, number), appeal);

    if (error.kind == NOT_FOUND) return wrong_receipt();
    TRY(error);
    if (!secret_equal(as_printed(context->arena, appeal->query_code), as_printed(context->arena, query_code)))
        return wrong_receipt();
    /* Whoever holds the receipt speaks for the enterprise in this one matter. */
    context->person = (struct person){ .account = appeal->uscc,
                                       .name = "",
                                       .roles = 1u << ROLE_enterprise,
                                       .uscc = appeal->uscc,
                                       .whole_enterprise = true };
    error = open_appeal(context, appeal->number, view);
    if (error.kind == NO_ERROR) error = open_appeal_history(context, appeal->number, 0, EVENTS_MOST, past, past_count);
    context->person = before;
    return error;
}

static const char *guess_of(struct context *context, const char *number)
{
    return arena_printf(context->arena, "%s %s", context->address ? context->address : "",
                        text_cut(context->arena, number_of(context->arena, number), 30));
}

struct error receipt_guess_check(struct context *context, const char *number)
{
    TRY(sign_in_lock_check(context, "receipt-address", context->address));
    return sign_in_lock_check(context, "receipt", guess_of(context, number));
}

struct error receipt_guess_count(struct context *context, const char *number)
{
    TRY(sign_in_count_failure(context, "receipt-address", context->address, GUESSES_OF_ADDRESS));
    return sign_in_count_failure(context, "receipt", guess_of(context, number), GUESSES_OF_NUMBER);
}

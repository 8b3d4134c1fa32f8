/* SPDX-License-Identifier: Apache-2.0 */
#include "service/announced.h"

#include "base/text.h"
#include "service/appeal_words.h"
#include "store/records.h"

static struct error no_commitment(void)
{
    return (struct error){ .kind = NOT_FOUND, .code = "commitment.unknown", .text = "没有这项公开承诺" };
}

/* The list itself is asked for the one row, so that what is public is decided in one place. */
struct error open_commitment(struct context *context, int64_t id, struct public_commitment *commitment)
{
    struct appeal *appeal = ARENA_NEW(context->arena, struct appeal);
    struct commitment_page page = { .before_id = id + 1, .limit = 1 };
    struct error error = record_load(context->db, context->arena, &appeal_record, id, appeal);
    struct public_commitment *found;
    size_t count;
    bool more;

    if (error.kind == NOT_FOUND) return no_commitment();
    TRY(error);
    if (appeal->committed_at == NO_INSTANT) return no_commitment();
    page.before = appeal->committed_at;
    TRY(list_commitments(context, appeal->jurisdiction, &page, &found, &count, &more));
    if (count == 0 || found[0].id != id) return no_commitment();
    *commitment = found[0];
    return OK;
}

static const char *label_of(struct context *context, const struct round *round)
{
    const char *label = planner_label(context->arena, (int)round->year, (int)round->ordinal, round->special != 0);

    if (text_equal(round->jurisdiction, CITY)) return label;
    return arena_printf(context->arena, "%s%s", jurisdiction_name(context->world, round->jurisdiction), label);
}

struct announcement announcement_of(struct context *context, const struct round *round)
{
    return (struct announcement){
        .number = round->number,
        .label = label_of(context, round),
        .jurisdiction_name = jurisdiction_name(context->world, round->jurisdiction),
        .text = round->announcement,
        .at = round->announced_at,
        .opens_at = round->opens_at,
        .closes_at = round->closes_at,
        .event_day = round->event_day,
        .tentative = round->tentative != 0,
        .cancelled = round->state == ROUND_cancelled,
        .open = round->state == ROUND_open,
    };
}

struct error open_announcement(struct context *context, const char *number, struct announcement *announcement)
{
    struct round *round = ARENA_NEW(context->arena, struct round);
    struct error error = record_load_number(context->db, context->arena, &round_record, number, round);

    if (error.kind != NO_ERROR && error.kind != NOT_FOUND) return error;
    if (error.kind == NOT_FOUND || round->announced_at == NO_INSTANT)
        return (struct error){ .kind = NOT_FOUND, .code = "announcement.unknown", .text = "没有这份公告" };
    *announcement = announcement_of(context, round);
    return OK;
}

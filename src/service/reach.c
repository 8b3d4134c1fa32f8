/* SPDX-License-Identifier: Apache-2.0 */
#include "service/reach.h"

#include "base/text.h"
#include "mechanism/phone.h"
#include "service/sweep.h"
#include "service/take_step.h"
#include "store/appeals.h"
#include "store/records.h"

static struct error take(struct context *context, int64_t appeal, int action, const char *note)
{
    struct induced step = { .machine = MACHINE_appeal, .id = appeal, .action = action, .if_permitted = true };

    step.input.fields[INPUT_note] = (struct given){ .present = true, .text = note };
    TRY(sweep_before_acting(context));
    return take_induced_step(context, &step);
}

static bool is_being_reached(const struct appeal *appeal)
{
    for (size_t i = 0; i < appeal->limits.count; i++)
        if (appeal->limits.rows[i].clock == CLOCK_reach && appeal->limits.rows[i].state != LIMIT_ended) return true;
    return false;
}

struct error reach_signed_in(struct context *context, const struct person *person)
{
    struct sight sight = { context->world, person, day_of(context->now) };
    struct appeal_filter filter = { .states = { STATE_rating }, .state_count = 1, .limit = 200 };
    struct appeal *appeals;
    size_t count;

    TRY(appeals_list(context->db, context->arena, &sight, &filter, &appeals, &count));
    for (size_t i = 0; i < count; i++)
        if (is_being_reached(&appeals[i])) TRY(take(context, appeals[i].id, ACTION_reached, "企业已登录平台"));
    return OK;
}

/* A follower has a notice of its own about another appeal's rating: that one's enterprise may well be reached. */
struct error reach_undelivered(struct context *context, const struct notice *notice)
{
    struct appeal *appeal;
    const char *phone;

    if (!text_equal(notice->template, NOTICE_OF_RATING)) return OK;
    appeal = ARENA_NEW(context->arena, struct appeal);
    TRY(record_load(context->db, context->arena, &appeal_record, notice->subject_id, appeal));
    phone = phone_normal(context->arena, appeal->contact_phone);
    if (!text_equal(phone ? phone : appeal->contact_phone, notice->recipient)) return OK;
    return take(context, appeal->id, ACTION_reach_again, "短信没有送达");
}

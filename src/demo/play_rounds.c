/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/play.h"

#include "base/buffer.h"
#include "base/text.h"
#include "mechanism/tables.h"
#include "store/around.h"
#include "store/records.h"

static const struct demo_account *named(struct demo *demo, const char *account)
{
    for (size_t i = 0; account && i < demo->account_count; i++)
        if (text_equal(demo->accounts[i].name, account)) return &demo->accounts[i];
    return NULL;
}

static const struct demo_account *of_round(struct demo *demo, enum role role, const struct round *round)
{
    return demo_person(demo, role, NULL, round->jurisdiction);
}

static struct error keep_open(struct demo *demo, const struct round *round)
{
    if (round->tentative && !round->confirmed)
        return demo_round_act(demo, of_round(demo, ROLE_office, round), round->number, "confirm_date", NULL);
    if (round->state == ROUND_open && !round->announced_at)
        return demo_round_act(demo, of_round(demo, ROLE_coordinator, round), round->number, "announce", "text",
                              "本期“直通车”现场活动开始报名。企业可以在平台、窗口或12345提交诉求。", NULL);
    return OK;
}

static struct error coordinate(struct demo *demo, const struct round *round)
{
    const struct demo_account *secretary = named(demo, round->secretary);
    int64_t on_site = 0, most = 5 + dice_below(&demo->dice, 4);

    if (!round->meeting_at)
        TRY(demo_round_act(demo, secretary, round->number, "convene", "place", "市政务服务中心三楼会议室", "at",
                           instant_text(demo->step, demo->context.now + ONE_DAY), "units", "zsj fgj gxj zrj", NULL));
    for (size_t i = 0; i < round->items.count; i++) {
        const struct item *item = &round->items.rows[i];
        bool chosen = on_site < most && demo_chance(demo, 40);

        if (item->struck_at || item->coordinated) continue;
        on_site += chosen;
        TRY(demo_round_act(demo, secretary, round->number, "coordinate", "appeal", item->number, "on_site",
                           chosen ? "true" : "false", "proposal",
                           chosen ? "涉及多个部门，建议现场研究，由主办单位汇报。" : "部门意见可行，建议书面答复。", NULL));
    }
    return demo_round_act(demo, secretary, round->number, "propose_agenda", NULL);
}

static struct error get_ready(struct demo *demo, const struct round *round)
{
    const struct demo_account *coordinator = of_round(demo, ROLE_coordinator, round);

    if (!round->invited_at) return demo_round_act(demo, coordinator, round->number, "invite", NULL);
    for (size_t i = 0; i < round->guests.count; i++) {
        const struct guest *guest = &round->guests.rows[i];
        const struct demo_account *head = guest->unit ? demo_person(demo, ROLE_unit_head, guest->unit, NULL) : NULL;

        if (!guest->attending && head)
            return demo_round_act(demo, head, round->number, "confirm_attendance", "attending", "true", "name", head->shown,
                                  "post", "局长", NULL);
    }
    return OK;
}

static struct error hold_event(struct demo *demo, const struct round *round)
{
    struct buffer heard;

    buffer_init(&heard, demo->step, (size_t)1 << 14);
    for (size_t i = 0; i < round->items.count; i++)
        if (!round->items.rows[i].struck_at && round->items.rows[i].on_site && !demo_chance(demo, 6))
            buffer_printf(&heard, "%s%s", heard.size ? " " : "", round->items.rows[i].number);
    return demo_round_act(demo, of_round(demo, ROLE_coordinator, round), round->number, "record_event", "heard",
                          buffer_string(&heard), NULL);
}

static struct error record_decisions(struct demo *demo, const struct round *round)
{
    const struct demo_account *coordinator = of_round(demo, ROLE_coordinator, round);
    const struct calendar *calendar = world_jurisdiction(demo->context.world, round->jurisdiction)->calendar;

    for (size_t i = 0; i < round->items.count; i++) {
        const struct item *item = &round->items.rows[i];
        struct brief *brief;

        if (!item->heard || item->decided || item->struck_at) continue;
        TRY(brief_by_number(demo->db, demo->step, item->number, &brief));
        TRY(demo_round_act(demo, coordinator, round->number, "record_decision", "appeal", item->number, "decision",
                           "由主办单位牵头制定方案，明确节点，限期解决；协办单位配合。", "lead_unit", brief->lead_unit, "done_by",
                           demo_day(demo, calendar_add(calendar, round->event_day, 15 + (int)dice_below(&demo->dice, 45))),
                           NULL));
    }
    return OK;
}

static struct error after_event(struct demo *demo, const struct round *round)
{
    const struct demo_account *coordinator = of_round(demo, ROLE_coordinator, round);

    if (!round->decisions_at) return record_decisions(demo, round);
    if (!round->opinions_drafted_at)
        return demo_round_act(demo, coordinator, round->number, "draft_opinions", "text", "企业请求协调解决事项处理意见", NULL);
    if (!round->opinions_approved_at)
        return demo_chance(demo, 40) ? demo_round_act(demo, named(demo, round->leader), round->number, "approve_opinions", NULL)
                                     : OK;
    return demo_round_act(demo, coordinator, round->number, "issue_opinions", NULL);
}

static struct error look_at(struct demo *demo, const struct round *header, bool last_of_day)
{
    struct round *round = ARENA_NEW(demo->step, struct round);
    day_t today = day_of(demo->context.now);

    TRY(record_load(demo->db, demo->step, &round_record, header->id, round));
    switch (round->state) {
    case ROUND_planned:
    case ROUND_open: return keep_open(demo, round);
    case ROUND_closed:
        return last_of_day ? demo_round_act(demo, of_round(demo, ROLE_coordinator, round), round->number, "submit_catalogue", NULL)
                           : OK;
    case ROUND_catalogue_submitted: return coordinate(demo, round);
    case ROUND_agenda_proposed:
        return demo_chance(demo, 50) ? demo_round_act(demo, named(demo, round->leader), round->number, "approve_agenda", NULL) : OK;
    case ROUND_agenda_approved:
        return today >= round->event_day && last_of_day ? hold_event(demo, round) : get_ready(demo, round);
    case ROUND_held: return last_of_day ? OK : after_event(demo, round);
    default: return OK;
    }
}

struct error demo_desk_of_rounds(struct demo *demo, bool last_of_day)
{
    struct round *rounds;
    size_t count;

    TRY(rounds_around(demo->db, demo->step, NULL, &rounds, &count));
    for (size_t i = 0; i < count; i++) {
        /* Without a history the present round is left for whoever plays it. */
        if (demo->rounds == 0 && rounds[i].event_day >= day_of(demo->now)) continue;
        TRY(look_at(demo, &rounds[i], last_of_day));
    }
    return OK;
}

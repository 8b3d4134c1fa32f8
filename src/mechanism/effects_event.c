/* SPDX-License-Identifier: Apache-2.0 */
/* Effects of the event and what follows it: invitations, attendance, decisions, opinions. */
#include "mechanism/effects.h"

#include "base/buffer.h"
#include "base/digest.h"
#include "base/text.h"
#include "mechanism/conditions.h"
#include "mechanism/limits.h"

/* ---- the event ---- */

static struct guest *guest_row(struct change *change, const char *subject)
{
    struct guest *guest;

    for (size_t i = 0; i < change->round->guests.count; i++)
        if (text_equal(change->round->guests.rows[i].subject, subject)) return &change->round->guests.rows[i];
    guest = LIST_ADD(change->arena, change->round->guests);
    guest->subject = subject;
    return guest;
}

static void invite_unit(struct change *change, const char *unit)
{
    struct guest *guest;

    if (text_blank(unit)) return;
    guest = guest_row(change, arena_printf(change->arena, "unit:%s", unit));
    guest->unit = unit;
    guest->invited_at = change->now;
}

/* Heads of the units that lead or join an on-site item, and its enterprise's principal. */
void effect_invite(struct change *change)
{
    change->round->invited_at = change->now;
    for (size_t i = 0; i < change->round->items.count; i++) {
        const struct item *item = &change->round->items.rows[i];
        const struct brief *member = NULL;
        struct guest *guest;

        for (size_t k = 0; k < change->facts->member_count; k++)
            if (change->facts->members[k].id == item->appeal) member = &change->facts->members[k];
        if (item->struck_at || !item->on_site || !member) continue;
        invite_unit(change, member->lead_unit);
        for (size_t k = 0; k < member->co_unit_count; k++) invite_unit(change, member->co_units[k]);
        guest = guest_row(change, arena_printf(change->arena, "appeal:%s", item->number));
        guest->appeal = item->number;
        guest->uscc = member->uscc;
        guest->invited_at = change->now;
    }
}

static bool is_guest(const struct change *change, const struct guest *guest)
{
    const struct person *person = change->person;
    const struct unit *unit = guest->unit ? world_unit(change->facts->world, guest->unit, change->today) : NULL;

    if (guest->uscc && text_equal(person->uscc, guest->uscc)) return true;
    if (!unit) return false;
    return text_equal(person->unit, unit->id) || (unit->region && text_equal(person->jurisdiction, unit->region));
}

void effect_confirm_attendance(struct change *change)
{
    for (size_t i = 0; i < change->round->guests.count; i++) {
        struct guest *guest = &change->round->guests.rows[i];

        if (!is_guest(change, guest)) continue;
        guest->attending = take_truth(change, INPUT_attending) ? 1 : 2;
        if (take_text(change, INPUT_name)) guest->name = take_text(change, INPUT_name);
        if (take_text(change, INPUT_post)) guest->post = take_text(change, INPUT_post);
    }
    change->note = take_truth(change, INPUT_attending) ? "参加" : "不参加";
}

void effect_check_in(struct change *change)
{
    const char *account = take_text(change, INPUT_account), *name = take_text(change, INPUT_name);
    struct guest *guest = NULL;

    for (size_t i = 0; account && i < change->round->guests.count; i++)
        if (change->facts->named && text_equal(change->round->guests.rows[i].unit, change->facts->named->unit))
            guest = &change->round->guests.rows[i];
    for (size_t i = 0; !account && name && i < change->round->guests.count; i++)
        if (text_equal(change->round->guests.rows[i].name, name)) guest = &change->round->guests.rows[i];
    if (!guest) guest = guest_row(change, arena_printf(change->arena, "%s:%s", account ? "account" : "name", account ? account : name));
    guest->checked_in_at = change->now;
    if (name) guest->name = name;
    if (take_text(change, INPUT_post)) guest->post = take_text(change, INPUT_post);
}

static bool in_list(const struct given *list, const char *number)
{
    for (size_t i = 0; i < list->count; i++)
        if (text_equal(list->list[i], number)) return true;
    return false;
}

void effect_record_event(struct change *change)
{
    const struct given *heard = &change->input->fields[INPUT_heard];
    struct round *round = change->round;

    round->held_at = change->now;
    round->tentative = 0;
    for (size_t i = 0; i < round->items.count; i++) {
        struct item *item = &round->items.rows[i];
        const struct brief *member = NULL;

        for (size_t k = 0; k < change->facts->member_count; k++)
            if (change->facts->members[k].id == item->appeal) member = &change->facts->members[k];
        if (item->struck_at || !member) continue;
        item->heard = in_list(heard, item->number);
        round->heard_count += item->heard;
        if (item->heard)
            induce_on(change, item->appeal, ACTION_heard);
        else if (item->on_site)
            leave_or_carry(change, member);
        else
            induce_on(change, item->appeal, ACTION_not_on_site);
    }
    change->note = arena_printf(change->arena, "现场研究%lld件", (long long)round->heard_count);
}

void effect_record_decision(struct change *change)
{
    struct item *item = item_numbered(change, take_text(change, INPUT_appeal));
    bool all = true;

    item->decision = take_text(change, INPUT_decision);
    item->lead_unit = take_text(change, INPUT_lead_unit);
    item->co_units = join_words(change->arena, &change->input->fields[INPUT_co_units]);
    item->done_by = take_day(change, INPUT_done_by);
    item->decided = 1;
    for (size_t i = 0; i < change->round->items.count; i++) {
        const struct item *other = &change->round->items.rows[i];
        all = all && (!other->heard || other->decided || other->struck_at);
    }
    if (all && !change->round->decisions_at) change->round->decisions_at = change->now;
    /* A change after the draft makes the draft stale. */
    change->round->opinions_drafted_at = NO_INSTANT;
    give_text(induce_on(change, item->appeal, ACTION_follow), INPUT_reason, "现场处理意见已记录");
    change->note = arena_printf(change->arena, "%s：%s", item->number, item->decision);
}

/* ---- the opinions ---- */

/* What the leader approves, frozen: text and every decision, in order. */
static const char *opinions_digest(struct change *change)
{
    const struct round *round = change->round;
    struct buffer content;
    char day[DAY_TEXT], hex[DIGEST_TEXT];

    buffer_init(&content, change->arena, (size_t)8 << 20);
    buffer_printf(&content, "%s\n%lld\n%s\n", round->number, (long long)round->opinions_version,
                  round->opinions ? round->opinions : "");
    for (size_t i = 0; i < round->items.count; i++) {
        const struct item *item = &round->items.rows[i];
        if (!item->decided || item->struck_at) continue;
        buffer_printf(&content, "%s\n%s\n%s\n%s\n%s\n", item->number, item->decision, item->lead_unit,
                      item->co_units ? item->co_units : "", day_format(item->done_by, day));
    }
    digest_of(content.bytes, content.size, hex);
    return arena_text(change->arena, hex);
}

void effect_draft_opinions(struct change *change)
{
    change->round->opinions = take_text(change, INPUT_text);
    change->round->opinions_drafted_at = change->now;
    change->round->opinions_version++;
    change->note = arena_printf(change->arena, "第%lld稿", (long long)change->round->opinions_version);
}

void effect_return_opinions(struct change *change)
{
    change->note = take_text(change, INPUT_reason);
    change->round->opinion_returns++;
    change->round->opinions_drafted_at = NO_INSTANT;
    change->round->opinions_scan = take_text(change, INPUT_scan);
}

void effect_approve_opinions(struct change *change)
{
    change->round->opinions_approved_at = change->now;
    change->round->opinions_scan = take_text(change, INPUT_scan);
    change->round->opinions_digest = opinions_digest(change);
    change->note = change->round->opinions_digest;
}

void effect_issue_opinions(struct change *change)
{
    struct round *round = change->round;

    round->issued_at = change->now;
    round->document_number = arena_printf(change->arena, "潮直通〔%d〕%lld号", civil_of_day(change->today).year,
                                          (long long)round->ordinal);
    for (size_t i = 0; i < round->items.count; i++)
        if (round->items.rows[i].decided && !round->items.rows[i].struck_at)
            induce_on(change, round->items.rows[i].appeal, ACTION_issue_opinions)->if_permitted = true;
    change->note = round->document_number;
}

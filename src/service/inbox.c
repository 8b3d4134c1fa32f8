/* SPDX-License-Identifier: Apache-2.0 */
#include "service/inbox.h"

#include "base/text.h"
#include "mechanism/phone.h"
#include "store/inbox.h"
#include "store/outbox.h"
#include "store/sealed.h"

#include <stdlib.h>

enum { ADDRESSES_MOST = ROLES + 8 };

/* Under which names a person is told something. */
struct addresses {
    const char *recipients[ADDRESSES_MOST];
    size_t count;
    const char *channel;
    const char *reader; /* as what is seen is kept under */
};

static void add(struct addresses *addresses, const char *recipient)
{
    if (!text_blank(recipient)) addresses->recipients[addresses->count++] = recipient;
}

/* For its government and its coordinating unit without officers the coordinator acts; for its government the
 * coordinating unit's people too (mechanism, section 1). */
static void add_county(struct context *context, struct addresses *addresses)
{
    const struct person *person = &context->person;
    day_t today = day_of(context->now);
    const struct unit *government = world_county_government(context->world, person->jurisdiction, today);
    const struct unit *office = world_coordinating_unit(context->world, person->jurisdiction, today);
    bool coordinator = person_is(person, ROLE_coordinator), of_office = office && text_equal(office->id, person->unit);

    if (coordinator && office && !office->has_officer && !of_office) add(addresses, office->id);
    if (!government || !(coordinator || of_office)) return;
    add(addresses, government->id);
    if (of_office && person_is(person, ROLE_unit_head))
        add(addresses, arena_printf(context->arena, "%s@%s", role_id(ROLE_unit_head), government->id));
}

static void add_roles(struct context *context, struct addresses *addresses)
{
    const struct person *person = &context->person;

    for (int role = 0; role < ROLES; role++) {
        const char *place = role == ROLE_unit_head ? person->unit : person->jurisdiction;

        if (person_is(person, (enum role)role) && place)
            add(addresses, arena_printf(context->arena, "%s@%s", role_id((enum role)role), place));
    }
}

static struct addresses addresses_of(struct context *context)
{
    const struct person *person = &context->person;
    struct addresses addresses = { .channel = "inapp", .reader = person->account };

    if (person_is(person, ROLE_enterprise)) {
        addresses.channel = "sms";
        addresses.reader = sealed_digest(context->arena, person->phone);
        add(&addresses, person->phone);
        return addresses;
    }
    add(&addresses, person->account);
    if (person_is(person, ROLE_officer) || person_is(person, ROLE_unit_head)) add(&addresses, person->unit);
    add_roles(context, &addresses);
    add_county(context, &addresses);
    return addresses;
}

/* ── Reading ────────────────────────────────────────────────────────────── */

static int newest_first(const void *left, const void *right)
{
    const struct inbox_row *a = left, *b = right;

    if (a->made_at != b->made_at) return a->made_at > b->made_at ? -1 : 1;
    return a->id > b->id ? -1 : a->id < b->id;
}

/* The newest of each name, then of all; the same notice may come under two names only once. */
static struct error gather(struct context *context, const struct addresses *addresses, instant_t made_at, int64_t id,
                           int64_t most, struct inbox_row **rows, size_t *count)
{
    *rows = ARENA_ARRAY(context->arena, struct inbox_row, (size_t)most * addresses->count + 1);
    *count = 0;
    for (size_t i = 0; i < addresses->count; i++) {
        struct inbox_row *some;
        size_t found;

        TRY(inbox_of(context->db, context->arena, addresses->recipients[i], addresses->channel, made_at, id, most,
                     &some, &found));
        for (size_t k = 0; k < found; k++) (*rows)[(*count)++] = some[k];
    }
    qsort(*rows, *count, sizeof **rows, newest_first);
    return OK;
}

static bool is_addressed(const struct addresses *addresses, const struct notice *notice)
{
    for (size_t i = 0; i < addresses->count; i++)
        if (text_equal(addresses->recipients[i], notice->recipient) && text_equal(addresses->channel, notice->channel))
            return true;
    return false;
}

static struct error find_own(struct context *context, const struct addresses *addresses, int64_t id,
                             struct notice_row *row)
{
    static const struct error unknown = { .kind = NOT_FOUND, .code = "message.unknown", .text = "没有这条消息" };
    struct error error = outbox_find(context->db, context->arena, id, row);

    if (error.kind == NOT_FOUND) return unknown;
    TRY(error);
    return is_addressed(addresses, &row->notice) ? OK : unknown;
}

static struct error count_unread(struct context *context, const struct addresses *addresses, instant_t seen,
                                 int64_t *unread)
{
    *unread = 0;
    for (size_t i = 0; i < addresses->count; i++) {
        int64_t some;

        TRY(inbox_count_after(context->db, context->arena, addresses->recipients[i], addresses->channel, seen, &some));
        *unread += some;
    }
    if (*unread > INBOX_COUNTED) *unread = INBOX_COUNTED;
    return OK;
}

static struct message message_of(const struct inbox_row *row, instant_t seen)
{
    return (struct message){ .id = row->id,
                             .subject = row->subject,
                             .number = row->number,
                             .subject_id = row->subject_id,
                             .template = row->template,
                             .text = row->text,
                             .at = row->at,
                             .unread = row->made_at > seen };
}

struct error inbox_show(struct context *context, int64_t before, int most, struct inbox *inbox)
{
    struct addresses addresses = addresses_of(context);
    struct notice_row last = { .notice.wall = INT64_MAX };
    struct inbox_row *rows;
    instant_t seen;
    size_t count;

    *inbox = (struct inbox){ 0 };
    if (addresses.count == 0) return OK;
    if (before) TRY(find_own(context, &addresses, before, &last));
    TRY(inbox_seen(context->db, context->arena, addresses.reader, &seen));
    TRY(gather(context, &addresses, last.notice.wall, before ? before : INT64_MAX, most + 1, &rows, &count));
    inbox->more = count > (size_t)most;
    inbox->count = inbox->more ? (size_t)most : count;
    inbox->messages = ARENA_ARRAY(context->arena, struct message, inbox->count + 1);
    for (size_t i = 0; i < inbox->count; i++) inbox->messages[i] = message_of(&rows[i], seen);
    if (count) inbox->seen_to = rows[0].id;
    return count_unread(context, &addresses, seen, &inbox->unread);
}

struct error inbox_unread(struct context *context, int64_t *unread)
{
    struct addresses addresses = addresses_of(context);
    instant_t seen;

    *unread = 0;
    if (addresses.count == 0) return OK;
    TRY(inbox_seen(context->db, context->arena, addresses.reader, &seen));
    return count_unread(context, &addresses, seen, unread);
}

struct error inbox_mark_seen(struct context *context, int64_t id)
{
    struct addresses addresses = addresses_of(context);
    struct notice_row row;

    TRY(find_own(context, &addresses, id, &row));
    return inbox_set_seen(context->db, addresses.reader, row.notice.wall);
}

/* ── A rehearsal's outbox ───────────────────────────────────────────────── */

static struct sent_notice sent(const struct notice_row *row)
{
    bool call = text_equal(row->state, "call"); /* a landline: somebody has to ring it up */

    return (struct sent_notice){ .id = row->id,
                                 .to = row->notice.recipient,
                                 .channel = call ? "call" : row->notice.channel,
                                 .template = row->notice.template,
                                 .text = row->notice.text,
                                 .values = row->notice.values,
                                 .at = row->deliver_at };
}

struct error rehearsal_outbox(struct context *context, const char *to, int64_t before, int64_t most,
                              struct sent_notice **notices, size_t *count)
{
    const char *phone = to ? phone_normal(context->arena, to) : NULL;
    struct notice_row *rows;

    if (!context->rehearsal)
        return (struct error){ .kind = NOT_FOUND, .code = "rehearsal.off", .text = "现在不是演练" };
    TRY(outbox_list_to(context->db, context->arena, phone ? phone : to, before, most, &rows, count));
    *notices = ARENA_ARRAY(context->arena, struct sent_notice, *count + 1);
    for (size_t i = 0; i < *count; i++) (*notices)[i] = sent(&rows[i]);
    return OK;
}

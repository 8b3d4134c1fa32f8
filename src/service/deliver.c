/* SPDX-License-Identifier: Apache-2.0 */
#include "service/deliver.h"

#include "base/log.h"
#include "base/text.h"
#include "service/reach.h"
#include "service/units.h"
#include "store/outbox.h"

#define CODE_VALID (5 * MINUTE)

struct error deliver_waits(struct context *context, bool *any)
{
    struct notice_row *rows;
    size_t count;

    TRY(outbox_due(context->db, context->arena, context->now, 1, &rows, &count));
    *any = count > 0;
    return OK;
}

struct error deliver_rehearsed(struct context *context, int64_t *done)
{
    TRY(outbox_deliver_due(context->db, context->now, done));
    if (*done) log_detail("rehearsal: %lld notices delivered", (long long)*done);
    return OK;
}

static struct error give_up(struct context *context, int64_t id, const char *cause)
{
    struct notice_row row;

    log_warning("could not deliver notice %lld: %s", (long long)id, cause);
    TRY(outbox_give_up(context->db, id, cause));
    TRY(outbox_find(context->db, context->arena, id, &row));
    return reach_undelivered(context, &row.notice);
}

static bool has_expired(const struct context *context, const struct notice *notice)
{
    return text_equal(notice->template, NOTICE_OF_CODE) && notice->wall + CODE_VALID < context->wall;
}

struct error deliver_next(struct context *context, int most, struct text_message **messages, size_t *count)
{
    struct notice_row *rows;
    size_t found;

    *count = 0;
    TRY(outbox_due(context->db, context->arena, context->now, most, &rows, &found));
    *messages = ARENA_ARRAY(context->arena, struct text_message, found + 1);
    for (size_t i = 0; i < found; i++) {
        const struct notice *notice = &rows[i].notice;

        if (has_expired(context, notice))
            TRY(give_up(context, rows[i].id, "the code has expired"));
        else if (!text_equal(notice->channel, "sms"))
            TRY(give_up(context, rows[i].id, "no such channel"));
        else
            (*messages)[(*count)++] = (struct text_message){
                .id = rows[i].id, .to = notice->recipient, .text = notice->text, .tries = rows[i].tries
            };
    }
    return OK;
}

/* A minute after the first failure, then longer and longer; NO_INSTANT: not any more. */
static instant_t next_try(instant_t now, int64_t tries)
{
    static const int minutes[] = { 1, 5, 15, 60, 240, 720 };

    return tries < (int64_t)(sizeof minutes / sizeof *minutes) ? now + minutes[tries] * MINUTE : NO_INSTANT;
}

/* A contact whose number takes no messages is a task of its unit (note to 二(三)). */
static struct error note_bounce(struct context *context, const char *phone)
{
    struct contact *contacts;
    size_t count;

    TRY(contacts_of(context->db, context->arena, NULL, &contacts, &count));
    for (size_t i = 0; i < count; i++)
        if (text_equal(contacts[i].phone, phone)) TRY(contact_bounced(context, contacts[i].unit, phone));
    return OK;
}

struct error deliver_note(struct context *context, const struct text_message *message)
{
    instant_t again = next_try(context->now, message->tries);

    switch (message->outcome) {
    case SENDING_sent:
        log_notice("notice %lld handed to the gateway", (long long)message->id);
        return outbox_sent(context->db, message->id, context->now, NULL);
    case SENDING_again:
        if (again) return outbox_try_again(context->db, message->id, again, message->cause);
        break;
    case SENDING_refused: TRY(note_bounce(context, message->to)); break;
    case SENDING_logged:
        log_notice("notice %lld counts as delivered: there is no gateway for text messages", (long long)message->id);
        return outbox_delivered(context->db, message->id, context->now);
    }
    return give_up(context, message->id, message->cause);
}

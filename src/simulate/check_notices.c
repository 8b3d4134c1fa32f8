/* SPDX-License-Identifier: Apache-2.0 */
/* Whom a step told: the templates of its TELL rows and no others, and nobody who may not see the appeal. */
#include "simulate/play.h"

#include "base/text.h"
#include "store/outbox.h"

/* Who there always is to be told; the others depend on what the step was. */
static bool is_always_told(const struct event *event, enum whom whom, const struct kept *kept)
{
    const struct appeal *appeal = kept->appeal;
    const struct machine *machine = appeal ? &appeal_machine : &round_machine;

    switch (whom) {
    case TELL_COORDINATOR:
    case TELL_CITY:
    case TELL_COUNTY:
    case TELL_DECIDER:
    case TELL_INSPECTOR:
    case TELL_OFFICE:
    case TELL_SECRETARY:
    case TELL_LEADER:
    case TELL_OVERVIEW:
    case TELL_SUPPORT:
    case TELL_ESCALATION: return true;
    case TELL_ENTERPRISE:
        return appeal && !text_blank(appeal->contact_phone) &&
               !(text_equal(event->action, "follow") && appeal->state == STATE_on_site);
    case TELL_LEAD:
    case TELL_HEAD: return appeal && appeal->lead_unit;
    case TELL_TURN: return machine->states[kept->state].turn != TURN_nobody && machine->states[kept->state].turn != TURN_clock;
    default: return false;
    }
}

/* Told of what is his no more, or was not an appeal's. */
static bool is_told_as_other(enum whom whom)
{
    return whom == TELL_OLD_LEAD || whom == TELL_TOLD_BEFORE || whom == TELL_COUNTY || whom == TELL_COLLEAGUE ||
           whom == TELL_CONVENED || whom == TELL_GUESTS;
}

static bool is_there(const struct notice_row *rows, size_t count, const char *template)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(rows[i].notice.template, template)) return true;
    return false;
}

/* `role@place`, or a unit's id. */
static bool recipient_of(struct arena *arena, const struct notice *notice, struct person *person)
{
    size_t count;
    char **parts = text_split(arena, notice->recipient, '@', &count);

    *person = (struct person){ .account = "", .name = "" };
    if (text_equal(notice->kind, "unit")) {
        person->roles = 1u << ROLE_officer;
        person->unit = notice->recipient;
        return true;
    }
    if (!text_equal(notice->kind, "role") || count != 2) return false;
    person->roles = 1u << role_find(parts[0]);
    person->jurisdiction = person->unit = parts[1];
    return true;
}

static void check_recipient(struct play *play, const struct kept *kept, const struct notice *notice)
{
    struct person person;

    if (!kept->appeal || !recipient_of(play->step, notice, &person)) return;
    if (!may_see_appeal(play->context.world, &person, kept->appeal, day_of(play->context.now)))
        violate(play, INVARIANT_told, "%s：%s通知了%s，他看不到这件诉求", kept->appeal->number, notice->template,
                notice->recipient);
}

static void check_row(struct play *play, const struct machine *machine, const struct event *event,
                      const struct kept *kept, const struct notice *notice)
{
    bool last = event->seq == kept->seq, found = text_equal(notice->template, "contact_missing"), other = found;
    int action = machine_action(machine, event->action);

    for (size_t i = 0; i < machine->tell_count; i++) {
        const struct tell_row *row = &machine->tells[i];

        if (row->action != action || !text_equal(row->template, notice->template)) continue;
        found = true;
        other = other || is_told_as_other(row->whom);
    }
    if (!found)
        violate(play, INVARIANT_told, "%s %lld：%s发出了TELL表没有的%s", machine->name, (long long)kept->id, event->action,
                notice->template);
    if (last && !other) check_recipient(play, kept, notice);
}

struct error check_notices(struct play *play, const struct event *event, const struct kept *kept)
{
    const struct machine *machine = kept->appeal ? &appeal_machine : &round_machine;
    int action = machine_action(machine, event->action);
    struct notice_row *rows;
    size_t count;

    TRY(outbox_of_event(play->db, play->step, event->subject, event->subject_id, event->seq, &rows, &count));
    play->result.notices += (int64_t)count;
    for (size_t i = 0; i < machine->tell_count; i++) {
        const struct tell_row *row = &machine->tells[i];

        if (row->action == action && event->seq == kept->seq && is_always_told(event, row->whom, kept) &&
            !is_there(rows, count, row->template))
            violate(play, INVARIANT_told, "%s %lld：%s没有发出%s", machine->name, (long long)kept->id, event->action,
                    row->template);
    }
    for (size_t i = 0; i < count; i++) check_row(play, machine, event, kept, &rows[i].notice);
    return OK;
}

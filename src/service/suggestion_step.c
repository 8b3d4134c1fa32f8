/* SPDX-License-Identifier: Apache-2.0 */
#include "service/suggestion_step.h"

#include "base/text.h"
#include "mechanism/phone.h"
#include "mechanism/tables.h"
#include "service/notify.h"
#include "store/outbox.h"
#include "store/records.h"

enum { WORDS_OF_TEXT = 60, WORDS_OF_MESSAGE = 300 };

/* ── On record ──────────────────────────────────────────────────────────── */

static const char *clause_of(const char *action)
{
    const char *clause = "三(四)"; /* that there are suggestions at all */

    for (size_t i = 0; i < move_count; i++)
        if (text_equal(move_rows[i].machine, "suggestion") && text_equal(move_rows[i].action, action))
            clause = move_rows[i].clause;
    return clause;
}

struct error suggestion_step(struct context *context, const struct person *person, const char *action,
                             const char *note, const struct suggestion *before, struct suggestion *after,
                             struct event *event)
{
    *event = (struct event){ .subject = "suggestion",
                             .subject_id = after->id,
                             .at = context->now,
                             .wall = context->wall,
                             .actor = person->account ? person->account : "visitor",
                             .actor_name = person->name,
                             .role = role_id(person_is(person, ROLE_clock) ? ROLE_clock : person_role(person)),
                             .unit = person->unit,
                             .address = context->address,
                             .action = action,
                             .clause = clause_of(action),
                             .state = after->state == SUGGESTION_settled ? "settled" : "received",
                             .note = note,
                             .internal = true };
    TRY(record_save(context->db, context->arena, &suggestion_record, before, after, &event->change));
    return event_append(context->db, context->arena, event);
}

/* ── Whose it is ────────────────────────────────────────────────────────── */

const char *suggestion_name(struct arena *arena, int64_t id)
{
    return arena_printf(arena, "意见建议第%lld号", (long long)id);
}

const struct jurisdiction *suggestion_place(const struct world *world, const struct suggestion *suggestion)
{
    const struct jurisdiction *place = world_jurisdiction(world, suggestion->jurisdiction);

    return place ? place : world_jurisdiction(world, CITY);
}

static const char *mobile_of(struct context *context, const struct suggestion *suggestion)
{
    const char *normal = suggestion->contact ? phone_normal(context->arena, suggestion->contact) : NULL;

    return normal && phone_is_mobile(normal) ? normal : NULL;
}

struct error suggestion_asker_of(struct context *context, const struct suggestion *suggestion,
                                 struct suggestion_asker *asker)
{
    struct event first;
    bool staff;

    TRY(events_find(context->db, context->arena, "suggestion", suggestion->id, 1, &first));
    staff = suggestion->account && !text_equal(first.role, role_id(ROLE_enterprise));
    *asker = (struct suggestion_asker){
        .account = staff ? suggestion->account : NULL,
        .name = first.actor_name,
        .unit_name = first.unit ? world_unit_name(context->world, first.unit, day_of(first.at)) : NULL,
        .phone = staff ? NULL : mobile_of(context, suggestion),
    };
    return OK;
}

/* ── What a notice says ─────────────────────────────────────────────────── */

struct suggestion_letter {
    struct context *context;
    const struct suggestion *suggestion;
    const char *plea;
    bool message; /* a text message: no place for a long answer */
};

static const char *word_number(const struct suggestion_letter *letter)
{
    return arena_printf(letter->context->arena, "%lld", (long long)letter->suggestion->id);
}

static const char *word_due(const struct suggestion_letter *letter)
{
    return due_chinese(letter->context->arena, letter->suggestion->due, day_of(letter->context->now));
}

static const char *word_text(const struct suggestion_letter *letter)
{
    return text_cut(letter->context->arena, letter->suggestion->text, WORDS_OF_TEXT);
}

static const char *word_answer(const struct suggestion_letter *letter)
{
    const char *answer = letter->suggestion->answer;

    if (!letter->message || text_length(answer) <= WORDS_OF_MESSAGE) return answer;
    return arena_printf(letter->context->arena, "%s（没有发完，全文请拨打12345询问）",
                        text_cut(letter->context->arena, answer, WORDS_OF_MESSAGE));
}

static const char *word_plea(const struct suggestion_letter *letter) { return letter->plea; }

static const struct {
    const char *name;
    const char *(*of)(const struct suggestion_letter *);
} words[] = {
#define WORD(name) { #name, word_##name }
    WORD(number), WORD(due), WORD(text), WORD(answer), WORD(plea),
#undef WORD
};
enum { WORDS_KNOWN = sizeof words / sizeof *words };

bool suggestion_knows_word(const char *word)
{
    for (size_t i = 0; i < WORDS_KNOWN; i++)
        if (text_equal(words[i].name, word)) return true;
    return false;
}

static const char *word_of_letter(void *from, const char *name)
{
    for (size_t i = 0; i < WORDS_KNOWN; i++)
        if (text_equal(words[i].name, name)) return words[i].of(from);
    return NULL;
}

/* ── Telling ────────────────────────────────────────────────────────────── */

static struct error send(struct suggestion_letter *letter, const struct event *event, enum template_id template,
                         const char *kind, const char *recipient)
{
    struct context *context = letter->context;
    const char *text = template_text(context->arena, template_rows[template].chinese, word_of_letter, letter);
    const char *sender = letter->message ? SENDER : "";

    return outbox_add(context->db, context->arena,
                      &(struct notice){ .subject = event->subject,
                                        .subject_id = event->subject_id,
                                        .seq = event->seq,
                                        .kind = kind,
                                        .recipient = recipient,
                                        .channel = letter->message ? "sms" : "inapp",
                                        .template = template_rows[template].id,
                                        .text = arena_printf(context->arena, "%s%s", sender, text),
                                        .at = context->now,
                                        .wall = context->wall });
}

struct error suggestion_tell_role(struct context *context, const struct suggestion *suggestion,
                                  const struct event *event, enum template_id template, enum role role,
                                  const char *plea)
{
    struct suggestion_letter letter = { .context = context, .suggestion = suggestion, .plea = plea };
    const char *place = suggestion->jurisdiction;

    TRY(place_serving(context, role, &place));
    return send(&letter, event, template, "role", arena_printf(context->arena, "%s@%s", role_id(role), place));
}

struct error suggestion_tell_asker(struct context *context, const struct suggestion *suggestion,
                                   const struct event *event)
{
    struct suggestion_letter letter = { .context = context, .suggestion = suggestion };
    struct suggestion_asker asker;

    TRY(suggestion_asker_of(context, suggestion, &asker));
    if (asker.account) return send(&letter, event, TEMPLATE_suggestion_answered, "account", asker.account);
    letter.message = true;
    return asker.phone ? send(&letter, event, TEMPLATE_suggestion_answered, "phone", asker.phone) : OK;
}

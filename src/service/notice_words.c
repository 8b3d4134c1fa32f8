/* SPDX-License-Identifier: Apache-2.0 */
#include "service/notice_words.h"

#include "base/json.h"
#include "base/text.h"
#include "mechanism/limits.h"
#include "mechanism/planner.h"

#include <string.h>

enum { LONGEST = 300 }; /* characters of what somebody wrote */

/* As TEMPLATE rows name them; the interface calls a co-unit's clock `accept` too. */
static const char *const appeal_clock_names[APPEAL_CLOCKS] = {
#define CLOCK(id, chinese, counted, length, owner, clause) #id,
#include "mechanism/appeal.def"
};
static const char *const round_clock_names[ROUND_CLOCKS] = {
#define CLOCK(id, chinese, counted, length, owner, clause) #id,
#include "mechanism/round.def"
};

static bool is_appeal(const struct letter *letter) { return letter->change->machine == &appeal_machine; }

static bool hides_enterprise(const struct letter *letter)
{
    return letter->reader == READER_unit && letter->appeal && letter->appeal->confidential;
}

/* ── Limits ─────────────────────────────────────────────────────────────── */

static const struct limit *limits(const struct letter *letter, size_t *count)
{
    const struct change *change = letter->change;

    *count = is_appeal(letter) ? change->appeal->limits.count : change->round->limits.count;
    return is_appeal(letter) ? change->appeal->limits.rows : change->round->limits.rows;
}

static int clock_named(const struct letter *letter, const char *name)
{
    int count = is_appeal(letter) ? (int)APPEAL_CLOCKS : (int)ROUND_CLOCKS;

    for (int i = 0; i < count; i++)
        if (text_equal(is_appeal(letter) ? appeal_clock_names[i] : round_clock_names[i], name)) return i;
    return -1;
}

/* Among those of a coordinator are the ones he has as the deciding, the city's or the checking one. */
static bool is_own(const struct letter *letter, const struct limit *limit)
{
    enum turn owner = letter->change->machine->clocks[limit->clock].owner;

    if (owner == TURN_co_unit) return letter->unit && text_equal(limit->instance, letter->unit);
    if (letter->reader == READER_unit)
        return owner == TURN_lead && is_appeal(letter) && text_equal(letter->unit, letter->change->appeal->lead_unit);
    if (owner == letter->turn) return true;
    return letter->turn == TURN_coordinator &&
           (owner == TURN_decider || owner == TURN_city || owner == TURN_checker || owner == TURN_round);
}

static bool runs(const struct limit *limit) { return limit->state == LIMIT_running && limit->due; }

/* Until when the named clock runs; of several of one name the reader's own. */
static instant_t due_of(const struct letter *letter, const char *name, bool own)
{
    int clock = clock_named(letter, name);
    size_t count;
    const struct limit *rows = limits(letter, &count);
    instant_t due = NO_INSTANT;

    for (size_t i = 0; i < count; i++) {
        if (rows[i].clock != clock || !runs(&rows[i])) continue;
        if (is_own(letter, &rows[i])) return rows[i].due;
        if (!own) due = rows[i].due;
    }
    return due;
}

/* The end of the limit that is urged or overdue; else of the reader's own the nearest. */
static instant_t nearest_due(const struct letter *letter)
{
    const struct change *change = letter->change;
    size_t count;
    const struct limit *rows = limits(letter, &count);
    instant_t nearest = NO_INSTANT;

    for (size_t i = 0; i < count; i++) {
        if (change->lapse_clock == rows[i].clock && text_equal(change->lapse_instance, rows[i].instance) &&
            rows[i].state != LIMIT_ended)
            return rows[i].due;
        if (runs(&rows[i]) && rows[i].due > change->now && is_own(letter, &rows[i]) &&
            (!nearest || rows[i].due < nearest))
            nearest = rows[i].due;
    }
    return nearest;
}

/* due, due.reply, own.reply; false when the word is none of them. */
static bool read_due(const struct letter *letter, const char *name, instant_t *due)
{
    bool own = text_starts(name, "own.");

    if (text_equal(name, "due")) {
        *due = nearest_due(letter);
        return true;
    }
    if (!own && !text_starts(name, "due.")) return false;
    *due = due_of(letter, name + 4, own);
    return true;
}

/* ── Words ──────────────────────────────────────────────────────────────── */

static struct arena *arena_of(const struct letter *letter) { return letter->context->arena; }

static const char *unit_name(const struct letter *letter, const char *unit)
{
    return text_blank(unit) ? NULL : world_unit_name(letter->context->world, unit, letter->change->today);
}

/* Without the full stop at its end: the template has its own. */
static const char *sentence(const struct letter *letter, const char *text)
{
    static const char stop[] = "。";
    size_t size;

    if (text_blank(text)) return NULL;
    text = text_cut(arena_of(letter), text_trim(arena_of(letter), text), LONGEST);
    size = strlen(text);
    if (size < sizeof stop - 1 || strcmp(text + size - (sizeof stop - 1), stop) != 0) return text;
    return arena_text_n(arena_of(letter), text, size - (sizeof stop - 1));
}

static const char *day_end(const struct letter *letter, day_t day)
{
    return day ? due_chinese(arena_of(letter), start_of_day(day + 1), letter->change->today) : NULL;
}

static const struct round *its_round(const struct letter *letter)
{
    if (!is_appeal(letter)) return letter->change->round;
    return letter->appeal->round ? round_of(letter->change, letter->appeal->round) : NULL;
}

static const char *word_number(const struct letter *letter) { return letter->appeal ? letter->appeal->number : NULL; }

static const char *word_title(const struct letter *letter)
{
    return hides_enterprise(letter) ? "保密诉求" : letter->appeal->title;
}

static const char *word_enterprise(const struct letter *letter)
{
    return hides_enterprise(letter) ? NULL : letter->appeal->enterprise_name;
}

static const char *word_unit(const struct letter *letter)
{
    return unit_name(letter, letter->change->appeal->lead_unit);
}

static const char *word_jurisdiction(const struct letter *letter)
{
    const struct jurisdiction *place = world_jurisdiction(letter->context->world, letter->change->appeal->jurisdiction);

    return place ? place->name : NULL;
}

static const char *word_handler(const struct letter *letter)
{
    const char *unit = word_unit(letter);

    return unit ? unit : word_jurisdiction(letter);
}

static const char *word_clock_unit(const struct letter *letter)
{
    const char *unit = unit_name(letter, letter->change->lapse_instance);

    return unit ? unit : word_unit(letter);
}

static const char *word_reader(const struct letter *letter) { return unit_name(letter, letter->unit); }

static const char *word_state(const struct letter *letter)
{
    const struct change *change = letter->change;

    return change->machine->states[is_appeal(letter) ? letter->appeal->state : change->round->state].chinese;
}

static const char *word_round(const struct letter *letter)
{
    const struct round *round = its_round(letter);

    if (!round) return NULL;
    return planner_label(arena_of(letter), (int)round->year, (int)round->ordinal, round->special != 0);
}

static const char *word_day(const struct letter *letter)
{
    const struct round *round = its_round(letter);

    return round ? day_chinese(arena_of(letter), round->event_day, letter->change->today) : NULL;
}

static bool is_asker(const struct person *person)
{
    return person_is(person, ROLE_enterprise) || person_is(person, ROLE_window) || person_is(person, ROLE_hotline);
}

/* What an enterprise writes may name it; what officials write for each other is not for it. */
static const char *word_reason(const struct letter *letter)
{
    const struct change *change = letter->change;

    if (letter->reader == READER_enterprise && (change->step->flags & INTERNAL)) return NULL;
    if (hides_enterprise(letter) && is_asker(change->person)) return NULL;
    if (is_appeal(letter) && change->action == ACTION_urge && change->lapse_clock >= 0) return NULL;
    return sentence(letter, change->note);
}

static const char *word_actor(const struct letter *letter)
{
    const struct person *person = letter->change->person;
    const struct jurisdiction *place = world_jurisdiction(letter->context->world, person->jurisdiction);

    if (person_is(person, ROLE_enterprise)) return "企业";
    if ((person_is(person, ROLE_officer) || person_is(person, ROLE_unit_head)) && person->unit)
        return unit_name(letter, person->unit);
    if (person_is(person, ROLE_coordinator) && place && !text_equal(place->code, CITY)) return place->name;
    return role_name(person_role(person));
}

static const char *word_person(const struct letter *letter) { return letter->change->person->name; }

static const char *word_decision(const struct letter *letter)
{
    return letter->follower || hides_enterprise(letter) ? NULL : sentence(letter, letter->change->appeal->decision);
}

static const char *word_done_by(const struct letter *letter)
{
    const struct appeal *appeal = letter->change->appeal;
    bool promised = appeal->state == STATE_executing || appeal->state == STATE_on_site;

    return promised ? day_end(letter, appeal->done_by) : NULL;
}

static const struct order_row *last_order(const struct letter *letter)
{
    const struct appeal *appeal = letter->change->appeal;

    return appeal->orders.count ? &appeal->orders.rows[appeal->orders.count - 1] : NULL;
}

static const char *word_order(const struct letter *letter)
{
    return last_order(letter) ? last_order(letter)->number : NULL;
}

static const char *word_answer_by(const struct letter *letter)
{
    return last_order(letter) ? day_end(letter, last_order(letter)->answer_by) : NULL;
}

static const char *word_query_code(const struct letter *letter)
{
    return letter->reader == READER_enterprise ? letter->appeal->query_code : NULL;
}

static const char *word_objection(const struct letter *letter)
{
    const struct change *change = letter->change;

    if (change->action != ACTION_auto_accept || change->appeal->object_until <= change->now) return NULL;
    return due_chinese(arena_of(letter), change->appeal->object_until, change->today);
}

static const char *word_redirect(const struct letter *letter)
{
    return letter->appeal->state == STATE_returned ? sentence(letter, letter->appeal->redirect) : NULL;
}

static const char *word_rating(const struct letter *letter)
{
    const struct appeal *appeal = letter->change->appeal;
    const char *rating = appeal->second_rating ? appeal->second_rating : appeal->rating;

    return text_equal(rating, "satisfied") ? "满意" : "不满意";
}

static const char *word_request(const struct letter *letter)
{
    const struct appeal *appeal = letter->change->appeal;
    const char *kind = appeal->requests.count ? appeal->requests.rows[appeal->requests.count - 1].kind : NULL;

    if (text_equal(kind, "extension")) return "延期";
    return text_equal(kind, "suspension") ? "挂账" : "终止办理";
}

static const char *word_clearance(const struct letter *letter)
{
    bool waits = letter->reader == READER_staff && letter->appeal->confidential;

    return waits ? "这是保密诉求，承诺经您审核后才公开。" : NULL;
}

/* Whoever has to do it, and whoever is told that it was not done. */
static const char *word_plea(const struct letter *letter)
{
    return letter->reader == READER_staff && letter->turn == TURN_nobody ? "请您督促" : "请马上处理";
}

static const char *word_clock(const struct letter *letter)
{
    const struct change *change = letter->change;

    return change->lapse_clock < 0 ? NULL : change->machine->clocks[change->lapse_clock].chinese;
}

/* ── Words of a round ───────────────────────────────────────────────────── */

static const char *word_tentative(const struct letter *letter)
{
    return letter->change->round->tentative ? "初定" : NULL;
}

static const char *word_count(const struct letter *letter)
{
    const struct round *round = letter->change->round;
    size_t count = 0;

    for (size_t i = 0; i < round->items.count; i++) count += round->items.rows[i].struck_at == NO_INSTANT;
    return arena_printf(arena_of(letter), "%zu", count);
}

static const char *word_place(const struct letter *letter) { return letter->change->round->meeting_place; }

static const char *word_at(const struct letter *letter)
{
    return instant_chinese(arena_of(letter), letter->change->round->meeting_at, letter->change->today);
}

static const char *word_closes(const struct letter *letter)
{
    instant_t closes = letter->change->round->closes_at;

    return closes ? due_chinese(arena_of(letter), closes, letter->change->today) : NULL;
}

static const char *word_opens(const struct letter *letter)
{
    instant_t opens = letter->change->round->opens_at;

    return opens ? instant_chinese(arena_of(letter), opens, letter->change->today) : NULL;
}

static const char *word_post(const struct letter *letter) { return letter->post; }

static const struct word {
    const char *name;
    const char *(*of)(const struct letter *);
} words[] = {
#define WORD(name) { #name, word_##name }
    WORD(number),     WORD(title),     WORD(enterprise), WORD(unit),    WORD(jurisdiction), WORD(handler),
    WORD(clock_unit), WORD(reader),    WORD(state),      WORD(round),   WORD(day),          WORD(reason),
    WORD(actor),      WORD(person),    WORD(decision),   WORD(done_by), WORD(order),        WORD(answer_by),
    WORD(query_code), WORD(objection), WORD(redirect),   WORD(rating),  WORD(request),      WORD(clearance),
    WORD(clock),      WORD(tentative), WORD(count),      WORD(place),   WORD(at),           WORD(closes),
    WORD(opens),      WORD(post),      WORD(plea),
#undef WORD
};

static const struct word *find(const char *name)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(words[i].name, name)) return &words[i];
    return NULL;
}

bool letter_knows(const char *name)
{
    bool clock = text_starts(name, "due.") || text_starts(name, "own.");

    if (!clock) return text_equal(name, "due") || find(name) != NULL;
    for (int i = 0; i < (int)APPEAL_CLOCKS; i++)
        if (text_equal(appeal_clock_names[i], name + 4)) return true;
    for (int i = 0; i < (int)ROUND_CLOCKS; i++)
        if (text_equal(round_clock_names[i], name + 4)) return true;
    return false;
}

static const char *word_of_letter(void *from, const char *name)
{
    const struct letter *letter = from;
    const struct word *word = find(name);
    instant_t due;

    if (word) return word->of(letter);
    if (!read_due(letter, name, &due) || !due) return NULL;
    return due_chinese(arena_of(letter), due, letter->change->today);
}

const char *letter_text(struct letter *letter)
{
    return template_text(arena_of(letter), letter->template->chinese, word_of_letter, letter);
}

/* ── Values ─────────────────────────────────────────────────────────────── */

/* The first limit the template names. */
static instant_t named_due(const struct letter *letter)
{
    for (const char *at = letter->template->chinese; (at = strchr(at, '{')) != NULL; at++) {
        const char *end = strchr(at, '}');
        instant_t due;

        if (read_due(letter, arena_text_n(arena_of(letter), at + 1, (size_t)(end - at - 1)), &due) && due) return due;
    }
    return NO_INSTANT;
}

static bool names(const struct letter *letter, const char *word)
{
    return strstr(letter->template->chinese, word) != NULL;
}

static void put_appeal(const struct letter *letter, struct json *json)
{
    json_text(json, "number", letter->appeal->number);
    if (is_appeal(letter)) json_text(json, "state", appeal_machine.states[letter->appeal->state].id);
    if (names(letter, "{query_code}") && word_query_code(letter))
        json_text(json, "query_code", word_query_code(letter));
    if (is_appeal(letter) && letter->change->appeal->lead_unit &&
        (names(letter, "{unit}") || names(letter, "{handler}")))
        json_text(json, "unit", letter->change->appeal->lead_unit);
}

const char *letter_values(struct letter *letter)
{
    const struct round *round = letter->appeal || !is_appeal(letter) ? its_round(letter) : NULL;
    instant_t due = named_due(letter);
    struct buffer out;
    struct json json;

    buffer_init(&out, arena_of(letter), (size_t)1 << 16);
    json = json_writer(&out);
    json_open(&json, NULL, '{');
    if (letter->appeal) put_appeal(letter, &json);
    if (round) json_text(&json, "round", round->number);
    if (round && names(letter, "{day}")) json_day(&json, "event_day", round->event_day);
    if (!is_appeal(letter)) json_text(&json, "state", round_machine.states[letter->change->round->state].id);
    if (due) json_instant(&json, "due", due);
    json_close(&json, '}');
    return arena_text(arena_of(letter), buffer_string(&out));
}

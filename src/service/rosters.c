/* SPDX-License-Identifier: Apache-2.0 */
#include "service/rosters.h"

#include "base/text.h"
#include "service/check.h"
#include "service/journal.h"
#include "service/sign_in.h"
#include "store/rosters.h"

#include <string.h>

/* Everybody of one role in a jurisdiction, and the months that are set. */
struct turns {
    struct account *people[2]; /* leaders, secretaries */
    size_t counts[2];
    struct roster_month *months;
    size_t month_count;
};
static const enum role turn_roles[2] = { ROLE_leader, ROLE_secretary };

static struct error read_turns(struct context *context, const char *jurisdiction, struct turns *turns)
{
    for (size_t i = 0; i < 2; i++) {
        struct account_filter filter = {
            .jurisdiction = jurisdiction, .role = turn_roles[i], .active_only = true, .limit = 1000
        };
        TRY(accounts_list(context->db, context->arena, &filter, &turns->people[i], &turns->counts[i]));
    }
    return rosters_list(context->db, context->arena, jurisdiction, NULL, NULL, &turns->months, &turns->month_count);
}

static int64_t who(const struct roster_month *month, size_t which)
{
    return which == 0 ? month->leader : month->secretary;
}

/* Months are compared as text. "" when the person never had a turn before that month. */
static const char *last_turn(const struct turns *turns, size_t which, int64_t id, const char *before)
{
    const char *last = "";

    for (size_t i = 0; i < turns->month_count; i++)
        if (who(&turns->months[i], which) == id && strcmp(turns->months[i].month, before) < 0)
            last = turns->months[i].month;
    return last;
}

/* 依次: whose last turn is longest ago, in the order of the accounts. */
static int64_t next_in_turn(const struct turns *turns, size_t which, const char *month)
{
    int64_t next = 0;
    const char *longest = NULL;

    for (size_t i = 0; i < turns->counts[which]; i++) {
        const char *last = last_turn(turns, which, turns->people[which][i].id, month);

        if (longest && strcmp(last, longest) >= 0) continue;
        longest = last;
        next = turns->people[which][i].id;
    }
    return next;
}

static const struct roster_month *set_month(const struct turns *turns, const char *month)
{
    for (size_t i = 0; i < turns->month_count; i++)
        if (text_equal(turns->months[i].month, month)) return &turns->months[i];
    return NULL;
}

static struct error name_person(struct context *context, int64_t id, const char **account, const char **name)
{
    struct account found;
    struct error error;

    *account = *name = NULL;
    if (id == 0) return OK;
    error = accounts_by_id(context->db, context->arena, id, &found);
    if (error.kind == NOT_FOUND) return OK;
    TRY(error);
    *account = found.name;
    *name = found.display_name;
    return OK;
}

static struct error card_of(struct context *context, const struct roster_month *month, bool proposed,
                            struct roster_card *card)
{
    *card = (struct roster_card){ .month = month->month, .proposed = proposed };
    TRY(name_person(context, month->leader, &card->leader, &card->leader_name));
    return name_person(context, month->secretary, &card->secretary, &card->secretary_name);
}

static bool good_month(const char *month)
{
    day_t day;
    char text[DAY_TEXT];

    if (!month || strlen(month) != 7) return false;
    memcpy(text, month, 7);
    memcpy(text + 7, "-01", 4);
    return day_parse(text, &day);
}

static const char *month_after(struct arena *arena, const char *month)
{
    char text[DAY_TEXT];
    day_t day = NO_DAY;
    struct civil civil;

    memcpy(text, month, 7);
    memcpy(text + 7, "-28", 4);
    day_parse(text, &day);
    civil = civil_of_day(day + 4); /* the 28th and four days are always in the next month */
    return arena_printf(arena, "%04d-%02d", civil.year, civil.month);
}

/* A proposal counts as the turn of its month, so that the next proposal goes on from it. */
static void propose(struct context *context, struct turns *turns, const char *jurisdiction, const char *month)
{
    struct roster_month *more = ARENA_ARRAY(context->arena, struct roster_month, turns->month_count + 1);
    size_t at = 0;

    for (; at < turns->month_count && strcmp(turns->months[at].month, month) < 0; at++) more[at] = turns->months[at];
    more[at] = (struct roster_month){ .jurisdiction = jurisdiction,
                                      .month = month,
                                      .leader = next_in_turn(turns, 0, month),
                                      .secretary = next_in_turn(turns, 1, month) };
    for (size_t i = at; i < turns->month_count; i++) more[i + 1] = turns->months[i];
    turns->months = more;
    turns->month_count++;
}

struct error roster_show(struct context *context, const char *jurisdiction, const char *from, size_t months,
                         struct roster_card *cards)
{
    struct turns turns;
    const char *month = from;

    TRY(check_duty(context, DUTY_see_roster, jurisdiction, NULL));
    if (!good_month(from)) return fault_error(context, "from", "invalid", "月份应写作2026-03");
    TRY(read_turns(context, jurisdiction, &turns));
    for (size_t i = 0; i < months; i++, month = month_after(context->arena, month)) {
        bool proposed = !set_month(&turns, month);

        if (proposed) propose(context, &turns, jurisdiction, month);
        TRY(card_of(context, set_month(&turns, month), proposed, &cards[i]));
    }
    return OK;
}

struct error roster_set_months(struct context *context, const char *jurisdiction, struct roster_card **cards,
                               size_t *count)
{
    struct roster_month *months;

    TRY(check_duty(context, DUTY_see_roster, jurisdiction, NULL));
    TRY(rosters_list(context->db, context->arena, jurisdiction, NULL, NULL, &months, count));
    *cards = ARENA_ARRAY(context->arena, struct roster_card, *count);
    for (size_t i = 0; i < *count; i++) TRY(card_of(context, &months[i], false, &(*cards)[i]));
    return OK;
}

struct error roster_has(struct context *context, const char *jurisdiction, enum role role, const char *account,
                        int64_t *id)
{
    struct account found = { .id = 0 };
    struct error error =
        accounts_find(context->db, context->arena, account_name_folded(context->arena, account), &found);

    if (error.kind != NOT_FOUND) TRY(error);
    *id = found.id && found.active && found.roles >> role & 1u && text_equal(found.jurisdiction, jurisdiction)
              ? found.id
              : 0;
    return OK;
}

struct error roster_set(struct context *context, const char *jurisdiction, const char *month, const char *leader,
                        const char *secretary)
{
    struct fault_list faults = { 0 };
    struct roster_month row = {
        .jurisdiction = jurisdiction, .month = month, .changed_at = context->now, .changed_by = context->person.name
    };

    TRY(check_duty(context, DUTY_set_roster, jurisdiction, NULL));
    if (!good_month(month)) fault_add(context, &faults, "month", "invalid", "月份应写作2026-03");
    TRY(roster_has(context, jurisdiction, ROLE_leader, leader, &row.leader));
    if (!row.leader) fault_add(context, &faults, "leader", "not-on-roster", "不是本级在任的政府领导账号");
    TRY(roster_has(context, jurisdiction, ROLE_secretary, secretary, &row.secretary));
    if (!row.secretary) fault_add(context, &faults, "secretary", "not-on-roster", "不是本级在任的秘书长账号");
    TRY(faults_error(&faults));
    TRY(journal(
        context, "roster", 0, "set_roster", arena_printf(context->arena, "%s %s", jurisdiction, month),
        journal_change(context->arena, "roster", NULL, arena_printf(context->arena, "%s %s", leader, secretary))));
    return rosters_put(context->db, &row);
}

struct error roster_of_month(struct context *context, const char *jurisdiction, const char *month, int64_t *leader,
                             int64_t *secretary)
{
    const struct roster_month *set;
    struct turns turns;

    TRY(read_turns(context, jurisdiction, &turns));
    set = set_month(&turns, month);
    *leader = set ? set->leader : next_in_turn(&turns, 0, month);
    *secretary = set ? set->secretary : next_in_turn(&turns, 1, month);
    return OK;
}

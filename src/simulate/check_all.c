/* SPDX-License-Identifier: Apache-2.0 */
/* At intervals, and at the end: nothing has changed without an event, the sums, who sees what, the chain. */
#include "simulate/play.h"

#include "base/text.h"
#include "service/open_appeal.h"
#include "service/verify.h"
#include "store/appeals.h"
#include "store/records.h"
#include "store/seals.h"

/* ── As it was after its last event ─────────────────────────────────────── */

static const char *difference_of_rows(const struct table *table, const char *a, const char *b)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (!column_same(&table->columns[i], a, b)) return table->columns[i].name;
    return NULL;
}

static const char *difference(const struct record *record, void *a, void *b)
{
    const char *found = difference_of_rows(&record->tables[0], a, b);

    for (size_t i = 1; i < record->table_count && !found; i++) {
        const struct table *table = &record->tables[i];
        const struct record_list *one = record_list(table, a), *two = record_list(table, b);

        if (one->count != two->count) return table->name;
        for (size_t k = 0; k < one->count && !found; k++)
            found = difference_of_rows(table, one->rows + k * table->row_size, two->rows + k * table->row_size);
    }
    return found;
}

static struct error check_unchanged(struct play *play, const struct kept *kept)
{
    const struct record *record = kept->appeal ? &appeal_record : &round_record;
    void *known = kept->appeal ? (void *)kept->appeal : (void *)kept->round;
    void *stored = arena_alloc(play->step, record->size);
    const char *where;

    TRY(record_load(play->db, play->step, record, kept->id, stored));
    where = difference(record, known, stored);
    if (where)
        violate(play, INVARIANT_recorded, "%s的%s没有记录就变了", kept->appeal ? kept->appeal->number : kept->round->number,
                where);
    return OK;
}

static struct error check_recorded(struct play *play, const struct kept_list *list, bool all)
{
    size_t some = all ? list->count : 8;

    for (size_t i = 0; i < some && list->count && !violated(play); i++)
        TRY(check_unchanged(play, list->rows[all ? i : below(play, list->count)]));
    return OK;
}

/* ── Sums ───────────────────────────────────────────────────────────────── */

static struct error check_sums(struct play *play)
{
    static const struct person everybody = { .account = "", .name = "", .roles = 1u << ROLE_overview, .jurisdiction = CITY };
    const struct sight sight = { play->context.world, &everybody, day_of(play->context.now) };
    int64_t in_state[APPEAL_STATES] = { 0 }, sum = 0, count;

    play->result.closed = 0;
    for (size_t i = 0; i < play->appeals.count; i++) in_state[play->appeals.rows[i]->state]++;
    for (int state = STATE_new + 1; state < APPEAL_STATES; state++) {
        struct appeal_filter filter = { .states = { state }, .state_count = 1, .limit = 1 };

        TRY(appeals_count(play->db, play->step, &sight, &filter, 1000000, &count));
        sum += count;
        if (!appeal_machine.states[state].open) play->result.closed += count;
        if (count != in_state[state])
            violate(play, INVARIANT_sums, "%s的应有%lld件，数出%lld件", appeal_machine.states[state].chinese,
                    (long long)in_state[state], (long long)count);
    }
    if (sum != play->result.appeals)
        violate(play, INVARIANT_sums, "收到%lld件，各状态合计%lld件", (long long)play->result.appeals, (long long)sum);
    return OK;
}

/* ── Who sees what ──────────────────────────────────────────────────────── */

static bool is_among(const struct appeal *list, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].id == id) return true;
    return false;
}

/* Lists have the rule as a condition of the store, everything else asks the one function. */
static struct error check_list(struct play *play, const struct person *person)
{
    enum { MOST = 200 };
    const struct sight sight = { play->context.world, person, day_of(play->context.now) };
    struct appeal_filter filter = { .limit = MOST };
    struct appeal *listed;
    size_t count;
    int64_t from;

    TRY(appeals_list(play->db, play->step, &sight, &filter, &listed, &count));
    from = count == MOST ? listed[count - 1].id : 0;
    for (size_t i = play->appeals.count; i-- > 0 && play->appeals.rows[i]->id >= from;) {
        const struct appeal *appeal = play->appeals.rows[i]->appeal;
        bool may = may_see_appeal(sight.world, person, appeal, sight.today);

        if (may != is_among(listed, count, appeal->id))
            violate(play, INVARIANT_sight, "%s%s%s，列表里却%s", person->account, may ? "应看到" : "看不到", appeal->number,
                    may ? "没有" : "有");
    }
    return OK;
}

static struct error check_view(struct play *play, const struct person *person, const struct appeal *appeal)
{
    bool may = may_see_appeal(play->context.world, person, appeal, day_of(play->context.now));
    struct appeal_view *view = ARENA_NEW(play->step, struct appeal_view);
    struct error error;

    play->context.person = *person;
    error = open_appeal(&play->context, appeal->number, view);
    if (error.kind != NO_ERROR && error.kind != NOT_FOUND) return error;
    if (may != (error.kind == NO_ERROR))
        violate(play, INVARIANT_sight, "%s%s打开%s", person->account, may ? "不能" : "不该却能", appeal->number);
    if (error.kind != NO_ERROR) return OK;
    if (person->uscc && !appeal->released_at && view->shown.reply_opinion)
        violate(play, INVARIANT_sight, "%s还没有统一回复，企业%s已看到处理意见", appeal->number, person->account);
    if (appeal->confidential && role_group(person_role(person)) == GROUP_UNIT && !appeal->attend_named &&
        (view->shown.enterprise_name || view->shown.uscc || view->shown.contact_phone))
        violate(play, INVARIANT_sight, "%s要求保密，%s看到了企业", appeal->number, person->account);
    return OK;
}

struct error check_sight(struct play *play)
{
    enum { PERSONS = 3, VIEWS = 3 };

    for (int i = 0; i < PERSONS && !violated(play); i++) {
        const struct person *person = &cast_any(play)->person;

        TRY(check_list(play, person));
        for (int k = 0; k < VIEWS && play->appeals.count; k++)
            TRY(check_view(play, person, play->appeals.rows[below(play, play->appeals.count)]->appeal));
    }
    return OK;
}

/* ── The chain ──────────────────────────────────────────────────────────── */

static struct error check_chain(struct play *play)
{
    struct verify_result result = { 0 };
    int64_t sealed = 1;

    while (sealed > 0) TRY(seals_seal(play->db, play->step, play->context.wall, &sealed));
    TRY(verify(play->db, play->step, NULL, &result));
    if (result.fault) violate(play, INVARIANT_chain, "%s", result.fault);
    return OK;
}

struct error check_all(struct play *play, bool last)
{
    TRY(check_recorded(play, &play->appeals, last));
    TRY(check_recorded(play, &play->rounds, last));
    TRY(check_sums(play));
    TRY(check_sight(play));
    return last ? check_chain(play) : OK;
}

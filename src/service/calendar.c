/* SPDX-License-Identifier: Apache-2.0 */
#include "service/calendar.h"

#include "base/text.h"
#include "service/check.h"
#include "service/journal.h"
#include "service/world_current.h"
#include "store/snapshot.h"

#define DAYS_OF_YEAR 366

static struct error find_jurisdiction(struct context *context, const char *code, const struct jurisdiction **found)
{
    *found = world_jurisdiction(context->world, code);
    return *found ? OK : (struct error){ .kind = NOT_FOUND, .code = "jurisdiction.unknown", .text = "没有这个地区" };
}

static struct error notices_of_year(struct context *context, struct calendar_card *card)
{
    struct calendar_notice *all;
    size_t count;

    TRY(notices_all(context->db, context->arena, &all, &count));
    card->notices = ARENA_ARRAY(context->arena, struct calendar_notice, count);
    for (size_t i = 0; i < count; i++)
        if (all[i].year == card->year) card->notices[card->notice_count++] = all[i];
    return OK;
}

struct error calendar_show(struct context *context, const char *code, int year, struct calendar_card *card)
{
    const struct jurisdiction *of;
    const struct calendar *calendar;

    TRY(find_jurisdiction(context, code, &of));
    calendar = of->calendar;
    if (year < civil_of_day(calendar_first(calendar)).year || year > 2199)
        return (struct error){ .kind = NOT_FOUND, .code = "calendar.year", .text = "没有这一年的日历" };
    *card = (struct calendar_card){ .jurisdiction = of->code,
                                    .year = year,
                                    .version = calendar_version(calendar),
                                    .first = calendar_first(calendar),
                                    .horizon = calendar_horizon(calendar) };
    card->provisional = day_of_civil(year, 12, 31) > card->horizon;
    card->days = ARENA_ARRAY(context->arena, struct calendar_day_card, DAYS_OF_YEAR);
    for (day_t day = day_of_civil(year, 1, 1); day < day_of_civil(year + 1, 1, 1); day++) {
        bool working = calendar_is_working(calendar, day);

        card->working_days += working;
        card->days[card->day_count++] =
            (struct calendar_day_card){ day, working, calendar_why(calendar, context->arena, day),
                                        calendar_entry_of(calendar, day) != NULL };
    }
    return notices_of_year(context, card);
}

/* Amendments */

static int year_of(day_t day)
{
    return civil_of_day(day).year;
}

static void note_change(struct calendar_amendment *amendment, const char *jurisdiction, day_t day,
                        enum calendar_kind before, enum calendar_kind after, const char *why)
{
    if (before == after) return;
    amendment->changes[amendment->change_count++] = (struct calendar_change){ jurisdiction, day, before, after, why };
}

/* Both lists are by day. */
static void compare_days(struct context *context, const struct calendar_day *before, size_t before_count,
                         const struct calendar_day *after, size_t after_count, struct calendar_amendment *amendment)
{
    size_t i = 0, k = 0;

    amendment->changes = ARENA_ARRAY(context->arena, struct calendar_change, before_count + after_count);
    while (i < before_count || k < after_count) {
        bool old = i < before_count && (k == after_count || before[i].day <= after[k].day);
        bool new = k < after_count && (i == before_count || after[k].day <= before[i].day);
        const struct calendar_day *day = new ? &after[k] : &before[i];

        note_change(amendment, "", day->day, old ? before[i].kind : CALENDAR_PLAIN,
                    new ? after[k].kind : CALENDAR_PLAIN, day->why);
        i += old;
        k += new;
    }
}

static struct error see_moves(struct context *context, const struct calendar_instead *instead, limits_follow *follow,
                              struct calendar_amendment *amendment)
{
    struct world *after;

    TRY(snapshot_load(context->db, context->arena, instead, &after));
    amendment->horizon_before = calendar_horizon(context->world->jurisdictions[0].calendar);
    amendment->horizon_after = calendar_horizon(after->jurisdictions[0].calendar);
    if (!follow) return OK;
    return follow(context, context->world, after, false, &amendment->moves, &amendment->move_count);
}

/* The new calendar is in force; the clocks follow. */
static struct error finish(struct context *context, const char *what, limits_follow *follow,
                           struct calendar_amendment *amendment)
{
    const struct world *before = context->world;
    int64_t version;

    TRY(calendar_versions_add(context->db, context->arena, context->now, context->person.name, what, amendment->changes,
                              amendment->change_count, &version));
    TRY(journal(context, "calendar", version, "amend_calendar", what, NULL));
    TRY(snapshot_changed(context->db, context->arena));
    TRY(snapshot_current(context->db, context->arena, &context->world));
    if (!follow) return OK;
    return follow(context, before, context->world, true, &amendment->moves, &amendment->move_count);
}

static struct error store_days(struct context *context, const struct calendar_day *before, size_t before_count,
                               const struct calendar_plan *plan, const struct calendar_amendment *amendment)
{
    for (size_t i = 0; i < amendment->change_count; i++)
        if (amendment->changes[i].after == CALENDAR_PLAIN)
            TRY(days_put(context->db, context->arena,
                         &(struct calendar_day){ .day = amendment->changes[i].day, .kind = CALENDAR_PLAIN }));
    for (size_t i = 0, k = 0; i < plan->day_count; i++) {
        const struct calendar_day *day = &plan->days[i];

        while (k < before_count && before[k].day < day->day) k++;
        if (k < before_count && before[k].day == day->day && before[k].kind == day->kind &&
            text_equal(before[k].why, day->why) && before[k].notice_year == day->notice_year &&
            before[k].notice_part == day->notice_part)
            continue;
        TRY(days_put(context->db, context->arena, day));
    }
    return OK;
}

struct error calendar_amend(struct context *context, const struct calendar_plan *plan, limits_follow *follow,
                            bool commit, struct calendar_amendment *amendment)
{
    struct calendar_day *before;
    struct closure *closures;
    size_t before_count, closure_count;

    *amendment = (struct calendar_amendment){ .changes = NULL };
    TRY(days_all(context->db, context->arena, &before, &before_count));
    TRY(closures_all(context->db, context->arena, &closures, &closure_count));
    compare_days(context, before, before_count, plan->days, plan->day_count, amendment);
    TRY(see_moves(context,
                  &(struct calendar_instead){ plan->days, plan->day_count, closures, closure_count, plan->last_year },
                  follow, amendment));
    if (!commit) return OK;
    TRY(store_days(context, before, before_count, plan, amendment));
    for (size_t i = 0; i < plan->notice_count; i++) TRY(notices_add(context->db, &plan->notices[i]));
    return finish(context, plan->what, follow, amendment);
}

/* Closures */

/* What the notices alone say of a day. */
static struct error notice_kind(struct context *context, day_t day, enum calendar_kind *kind)
{
    struct calendar_day *days;
    size_t count;

    *kind = CALENDAR_PLAIN;
    TRY(days_all(context->db, context->arena, &days, &count));
    for (size_t i = 0; i < count; i++)
        if (days[i].day == day) *kind = days[i].kind;
    return OK;
}

static struct error amend_closures(struct context *context, const struct closure *closures, size_t count,
                                   limits_follow *follow, struct calendar_amendment *amendment)
{
    struct calendar_day *days;
    size_t day_count;

    TRY(days_all(context->db, context->arena, &days, &day_count));
    return see_moves(context,
                     &(struct calendar_instead){ days, day_count, closures, count,
                                                 year_of(calendar_horizon(context->world->jurisdictions[0].calendar)) },
                     follow, amendment);
}

static enum calendar_kind kind_now(const struct calendar *calendar, day_t day)
{
    const struct calendar_entry *entry = calendar_entry_of(calendar, day);

    return entry ? entry->kind : CALENDAR_PLAIN;
}

struct error calendar_close(struct context *context, const char *code, day_t day, const char *reason,
                            limits_follow *follow, bool commit, struct calendar_amendment *amendment)
{
    struct fault_list faults = { 0 };
    struct closure *closures, *after, added = { .day = day, .at = context->now, .by_name = context->person.name };
    const struct jurisdiction *of;
    size_t count;

    *amendment = (struct calendar_amendment){ .changes = ARENA_NEW(context->arena, struct calendar_change) };
    TRY(check_duty(context, DUTY_close_day, code, NULL));
    if (commit) TRY(world_claim(context));
    TRY(find_jurisdiction(context, code, &of));
    added.jurisdiction = of->code;
    added.reason = checked_text(context, &faults, "reason", "原因", reason, 100, true);
    if (!calendar_is_working(of->calendar, day)) fault_add(context, &faults, "day", "off", "这一天本来就不是工作日");
    TRY(faults_error(&faults));
    TRY(closures_all(context->db, context->arena, &closures, &count));
    after = ARENA_ARRAY(context->arena, struct closure, count + 1);
    for (size_t i = 0; i < count; i++) after[i] = closures[i];
    after[count] = added;
    note_change(amendment, of->code, day, kind_now(of->calendar, day), CALENDAR_OFF, added.reason);
    TRY(amend_closures(context, after, count + 1, follow, amendment));
    if (!commit) return OK;
    TRY(closures_put(context->db, context->arena, &added));
    return finish(context, arena_printf(context->arena, "%s本地停工：%s", of->name, added.reason), follow, amendment);
}

struct error calendar_reopen(struct context *context, const char *code, day_t day, limits_follow *follow, bool commit,
                             struct calendar_amendment *amendment)
{
    const struct jurisdiction *of;
    struct closure *closures;
    enum calendar_kind after;
    size_t count, kept = 0;
    bool removed;

    *amendment = (struct calendar_amendment){ .changes = ARENA_NEW(context->arena, struct calendar_change) };
    TRY(check_duty(context, DUTY_close_day, code, NULL));
    if (commit) TRY(world_claim(context));
    TRY(find_jurisdiction(context, code, &of));
    TRY(closures_all(context->db, context->arena, &closures, &count));
    for (size_t i = 0; i < count; i++)
        if (closures[i].day != day || !text_equal(closures[i].jurisdiction, code)) closures[kept++] = closures[i];
    if (kept == count)
        return (struct error){ .kind = NOT_FOUND, .code = "closure.unknown", .text = "这一天没有登记本地停工" };
    TRY(notice_kind(context, day, &after));
    note_change(amendment, of->code, day, CALENDAR_OFF, after, "撤销本地停工");
    TRY(amend_closures(context, closures, kept, follow, amendment));
    if (!commit) return OK;
    TRY(closures_remove(context->db, context->arena, of->code, day, &removed));
    return finish(context, arena_printf(context->arena, "%s撤销本地停工", of->name), follow, amendment);
}

int calendar_missing_year(const struct world *world, day_t today)
{
    int horizon = world->jurisdiction_count ? year_of(calendar_horizon(world->jurisdictions[0].calendar)) : 0;
    int year = year_of(today), due = civil_of_day(today).month >= 11 ? year + 1 : year;

    return horizon < due ? horizon + 1 : 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The clock of the demo: from the first round of the year in which the history begins, day by day, to the present. */
#include "demo/demo.h"

#include "base/progress.h"
#include "base/text.h"
#include "demo/play.h"
#include "mechanism/planner.h"
#include "service/deliver.h"
#include "service/sweep.h"
#include "service/take_step.h"

static struct error sweep_to(struct demo *demo, instant_t until)
{
    enum { AT_ONCE = 50 };
    int done = AT_ONCE;
    int64_t delivered;

    while (done == AT_ONCE) {
        TRY(sweep(&demo->context, until, AT_ONCE, &done));
        TRY(demo_commit(demo));
    }
    demo->context.now = until;
    TRY(deliver_rehearsed(&demo->context, &delivered));
    return OK;
}

/* The round whose intake holds the present, or that comes next; and where the history begins. */
struct history {
    struct planned_round first; /* of the year in which it begins: planned on its opening day */
    day_t appeals_from;         /* opening of the first round with appeals */
};

static struct history find_history(const struct demo *demo)
{
    const struct jurisdiction *city = world_jurisdiction(demo->context.world, CITY);
    int year = civil_of_day(day_of(demo->now)).year;
    struct planned_round rounds[4 * ROUNDS_A_YEAR];
    struct history history;
    int present = -1, begin, count = 0;

    for (int y = year - 2; y <= year + 1; y++, count += ROUNDS_A_YEAR)
        planner_year(demo->arena, city->calendar, city->policy, CITY, y, NO_DAY, rounds + count);
    for (int i = 0; i < count && present < 0; i++)
        if (start_of_day(rounds[i].next_open) > demo->now) present = i;
    begin = demo->rounds ? present - demo->rounds + 1 : present + 1;
    if (begin < ROUNDS_A_YEAR) begin = ROUNDS_A_YEAR;
    history.appeals_from = demo->rounds ? rounds[begin].dates.open : NO_DAY;
    history.first = rounds[(demo->rounds ? begin : present) / ROUNDS_A_YEAR * ROUNDS_A_YEAR];
    return history;
}

static struct error plan_first(struct demo *demo, const struct demo_account *office, const struct planned_round *first,
                               day_t event, day_t opens)
{
    struct input input = { 0 };
    const char *number;

    (void)first;
    demo->context.person = demo_as(office);
    input.fields[INPUT_event_day] = (struct given){ .present = true, .day = event };
    input.fields[INPUT_opens] = (struct given){ .present = true, .day = opens };
    return plan_round(&demo->context, office->jurisdiction, &input, &number);
}

/* Four looks at the desk a working day. */
static struct error one_day(struct demo *demo, day_t day, bool appeals)
{
    static const int minutes[] = { 9 * 60 + 5, 11 * 60 + 10, 15 * 60 + 20, 17 * 60 + 5 };
    const struct calendar *calendar = world_jurisdiction(demo->context.world, CITY)->calendar;

    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
        instant_t at = start_of_day(day) + minutes[i] * MINUTE;

        if (at >= demo->now) return OK;
        TRY(sweep_to(demo, at));
        if (appeals) TRY(demo_submissions(demo));
        if (!calendar_is_working(calendar, day)) continue;
        TRY(demo_desk_of_appeals(demo));
        demo->context.now = at;
        TRY(demo_desk_of_rounds(demo, i == sizeof minutes / sizeof *minutes - 1));
        demo->context.now = at;
        if (appeals) TRY(demo_suggestions(demo));
        TRY(demo_commit(demo));
    }
    return OK;
}

struct error demo_play(struct demo *demo)
{
    struct history history = find_history(demo);
    day_t first = history.first.dates.open, last = day_of(demo->now);
    const struct demo_account *county = demo_person(demo, ROLE_office, NULL, "445103");
    struct progress progress = progress_start("演示数据", last - first + 1);

    demo->context.now = start_of_day(first);
    TRY(plan_first(demo, demo_person(demo, ROLE_office, NULL, CITY), &history.first, history.first.dates.event, first));
    for (day_t day = first; day <= last; day++) {
        /* One county runs rounds of its own, two days after the city's. */
        if (demo->rounds && county && day == history.appeals_from) {
            const struct calendar *calendar = world_jurisdiction(demo->context.world, CITY)->calendar;
            day_t event = calendar_add(calendar, day, 22);

            demo->context.now = start_of_day(day) + 8 * HOUR;
            TRY(plan_first(demo, county, &history.first, event, day));
        }
        TRY(one_day(demo, day, history.appeals_from && day >= history.appeals_from));
        progress_add(&progress, 1);
    }
    progress_end(&progress);
    return sweep_to(demo, demo->now);
}

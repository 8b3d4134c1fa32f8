/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/play.h"

#include "service/answer_suggestion.h"
#include "service/suggest.h"

/* One every seven working days; the coordinator answers it when the next one comes, so that one always waits. */
enum { WORKING_DAYS_BETWEEN = 7 };

static const struct suggested {
    enum role role; /* ROLE_visitor, ROLE_enterprise, or of the staff */
    const char *name, *contact, *text, *answer;
} suggested[] = {
#define SUGGESTED(role, name, contact, text, answer) { ROLE_##role, name, contact, text, answer },
#include "demo/suggestions.def"
};
#define TEXTS (sizeof suggested / sizeof *suggested)

static struct person asker(const struct demo *demo, const struct suggested *row)
{
    const struct demo_account *account = demo_person(demo, row->role, NULL, CITY);
    size_t enterprise = demo->suggestions % demo->enterprise_count;

    if (row->role == ROLE_enterprise) return demo_as_enterprise(&demo->enterprises[enterprise]);
    return account ? demo_as(account) : (struct person){ .name = "访客" };
}

static struct error suggest_next(struct demo *demo)
{
    const struct suggested *row = &suggested[demo->suggestions % TEXTS];
    struct suggestion_input input = { row->name, row->contact, row->text };
    struct suggestion suggestion;

    demo->context.person = asker(demo, row);
    TRY(suggest(&demo->context, &input, &suggestion));
    demo->suggestions++;
    demo->suggested_on = day_of(demo->context.now);
    return OK;
}

static struct error answer_waiting(struct demo *demo)
{
    const struct suggestion_query waiting = { .most = 1 };
    struct suggestion_view *suggestions;
    size_t count;
    bool more;

    if (demo->suggestions == 0) return OK;
    demo->context.person = demo_as(demo_person(demo, ROLE_coordinator, NULL, CITY));
    TRY(list_suggestions(&demo->context, &waiting, &suggestions, &count, &more));
    if (count == 0) return OK;
    return answer_suggestion(&demo->context, suggestions->id, suggested[(demo->suggestions - 1) % TEXTS].answer, 0);
}

struct error demo_suggestions(struct demo *demo)
{
    const struct calendar *calendar = world_jurisdiction(demo->context.world, CITY)->calendar;
    day_t today = day_of(demo->context.now);

    if (demo->suggested_on && calendar_between(calendar, demo->suggested_on, today) < WORKING_DAYS_BETWEEN) return OK;
    TRY(answer_waiting(demo));
    return suggest_next(demo);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* /appeals/{number}/clocks/{clock} and the same of rounds: a limit day by day, for officials and enterprises alike. */
#include "base/text.h"
#include "mechanism/clock.h"
#include "mechanism/planner.h"
#include "pages/explained.h"
#include "service/answer_suggestion.h"
#include "service/notify.h"
#include "service/take_step.h"
#include "web/handlers.h"
#include "web/page.h"

enum { STEPS_MOST = 4 };

static const struct limit *limit_named(const struct change *change, const char *id)
{
    const struct limit *rows = change->appeal ? change->appeal->limits.rows : change->round->limits.rows;
    size_t count = change->appeal ? change->appeal->limits.count : change->round->limits.count;

    for (size_t i = 0; i < count; i++)
        if (rows[i].state == LIMIT_running && text_equal(clock_view_of(change, &rows[i]).id, id)) return &rows[i];
    return NULL;
}

static void add(struct silence_step *steps, size_t *count, instant_t at, const char *what, const char *note)
{
    if (at) steps[(*count)++] = (struct silence_step){ .at = at, .what = what, .note = note };
}

/* Rule 2: flagged and told; one working day later those above; three later an order. */
static void add_rule_2(const struct change *change, const struct limit *limit, struct silence_step *steps,
                       size_t *count)
{
    bool coordinator = owner_is_coordinator(change->machine->clocks[limit->clock].owner);

    add(steps, count, limit->due, "转红，记为逾期", "告知承办人和单位负责人");
    add(steps, count, limit_stage_at(limit, change->calendar, STAGE_told), "逾期满1个工作日",
        coordinator ? "告知政府办公室和督查室" : "告知牵头单位和督查室");
    add(steps, count, limit_stage_at(limit, change->calendar, STAGE_over), "逾期满3个工作日", "自动发出督办单");
}

static size_t silence(struct change *change, const char *clock, struct silence_step steps[STEPS_MOST])
{
    const struct limit *limit = limit_named(change, clock);
    const struct lapse_row *lapse = limit ? workflow_lapse(change, limit) : NULL;
    size_t count = 0;

    if (!lapse) return 0;
    add(steps, &count, limit_yellow_from(limit, change->calendar, change->policy), "转黄", "自动催办一次");
    if (count) steps[0].begins = true;
    switch (lapse->kind) {
    case LAPSE_ACTION:
        add(steps, &count, limit->due, change->machine->actions[lapse->action].chinese, "由系统办理");
        break;
    case LAPSE_STAY_RED:
    case LAPSE_FLAG_ONCE: add(steps, &count, limit->due, "转红，记为逾期", "告知承办人"); break;
    case LAPSE_FLAG: add_rule_2(change, limit, steps, &count); break;
    case LAPSE_FLAG_THEN:
        add(steps, &count, limit->due, "转红，记为逾期", "告知承办人和单位负责人");
        add(steps, &count, limit_stage_at(limit, change->calendar, STAGE_over), change->machine->actions[lapse->action].chinese,
            "由系统办理");
        break;
    }
    return count;
}

/* The days between the event and the last day, whichever comes first; both ways E itself is not counted. */
static void count_from_event(const struct change *change, struct clock_explained *explained)
{
    day_t event = explained->anchor, last = explained->clock.due_day;
    day_t first = last < event ? last : event + 1, end = last < event ? event - 1 : last;
    size_t count = first > end ? 0 : (size_t)(end - first + 1);

    explained->days = ARENA_ARRAY(change->arena, struct explained_day, count + 1);
    explained->day_count = count;
    for (size_t i = 0; i < count; i++) {
        day_t day = first + (day_t)i;

        explained->days[i] = (struct explained_day){ .day = day,
                                                     .counted = calendar_is_working(change->calendar, day),
                                                     .why = calendar_why(change->calendar, change->arena, day) };
    }
}

static struct error show(struct request *request, struct change *change, const char *of, const char *address)
{
    struct silence_step steps[STEPS_MOST];
    struct clock_explained explained;
    struct clock_findings found = {
        .explained = &explained, .of = of, .of_address = address, .nav = change->appeal ? NAV_appeals : NAV_rounds,
        .round = !change->appeal
    };
    struct page_frame frame = page_frame(request);
    const char *clock = request_param(request, "clock");

    TRY(clock_explain(change, clock, &explained));
    found.from_event = text_equal(explained.counted_in, "dated") || text_equal(explained.counted_in, "event");
    if (found.from_event) count_from_event(change, &explained);
    found.step_count = silence(change, clock, steps);
    found.steps = steps;
    return PAGE(request, 200, clock_page, &frame, clock_page_of(request->arena, &frame, &found));
}

/* The coordinator's own limit: those above him are told instead of him, and there is no order. */
struct error suggestion_clock_show(struct request *request)
{
    struct page_frame frame = page_frame(request);
    struct suggestion_explained explained;
    struct silence_step steps[STEPS_MOST];
    struct clock_findings found = { .explained = &explained.clock, .steps = steps };
    int64_t id;

    TRY(request_param_int(request, "id", &id));
    TRY(explain_suggestion(request->context, id, &explained));
    found.of = suggestion_name(request->arena, explained.suggestion.id);
    found.of_address = arena_printf(request->arena, "/suggestions/received/%lld", (long long)explained.suggestion.id);
    add(steps, &found.step_count, explained.yellow, "转黄", "自动催办一次");
    if (found.step_count) steps[0].begins = true;
    add(steps, &found.step_count, explained.suggestion.due, "转红，记为逾期", "告知平台管理员");
    add(steps, &found.step_count, explained.told, "逾期满1个工作日", "告知政府办公室和督查室");
    add(steps, &found.step_count, explained.over, "逾期满3个工作日", "再告知政府办公室和督查室");
    return PAGE(request, 200, clock_page, &frame, clock_page_of(request->arena, &frame, &found));
}

struct error appeal_clock_show(struct request *request)
{
    const char *number = request_param(request, "number");
    struct change change;

    TRY(open_change_appeal(request->context, number, &change));
    return show(request, &change, change.appeal->number,
                arena_printf(request->arena, "/appeals/%s", change.appeal->number));
}

struct error round_clock_show(struct request *request)
{
    const char *number = request_param(request, "number");
    const struct round *round;
    struct change change;

    TRY(open_change_round(request->context, number, &change));
    round = change.round;
    return show(request, &change, planner_label(request->arena, (int)round->year, (int)round->ordinal, round->special),
                arena_printf(request->arena, "/rounds/%s", round->number));
}

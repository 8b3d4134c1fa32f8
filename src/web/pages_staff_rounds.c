/* SPDX-License-Identifier: Apache-2.0 */
/* /rounds: all rounds, and planning one. */
#include "base/text.h"
#include "mechanism/planner.h"
#include "pages/round.h"
#include "service/take_step.h"
#include "web/api_write.h"
#include "web/form_input.h"
#include "web/handlers.h"
#include "web/list_query.h"
#include "web/pages_staff.h"

#include <string.h>

enum { PAGE_ROWS = 30, YEARS = 6 };

/* ── Planning ───────────────────────────────────────────────────────────── */

struct planning {
    struct change change;
    struct facts facts;
    struct round nothing;
    day_t proposed;
};

static const char *known(struct arena *arena, const void *view, const char *action, const char *field)
{
    const struct planning *planning = view;

    (void)action;
    return strcmp(field, "event_day") == 0 && planning->proposed ? day_text(arena, planning->proposed) : NULL;
}

/* What the rule proposes after the last round of the jurisdiction. */
static struct error propose(struct context *context, struct planning *planning)
{
    struct round_filter filter = { .jurisdiction = planning->nothing.jurisdiction, .ordinary = true, .limit = 1 };
    struct round_line *last;
    struct proposal proposal;
    size_t count;
    bool more;

    TRY(list_rounds(context, &filter, &last, &count, &more));
    if (count == 0) return OK;
    proposal = planner_next(planning->change.calendar, planning->change.policy, last[0].round.event_day);
    if (proposal.count) planning->proposed = proposal.candidates[0].dates.event;
    return OK;
}

/* *plan NULL: it is not this person's to plan. */
static struct error plan_form(struct request *request, const struct refused_form *refused, struct act_view **plan)
{
    struct context *context = request->context;
    struct planning *planning = ARENA_NEW(request->arena, struct planning);
    struct action_view action = { .id = "plan", .label = "排期" };
    struct act_forms forms = { .request = request,
                               .change = &planning->change,
                               .base = "/rounds",
                               .refused = refused,
                               .known = known,
                               .view = planning };

    *plan = NULL;
    if (!context->person.jurisdiction) return OK;
    planning->nothing.jurisdiction = context->person.jurisdiction;
    planning->facts.world = context->world;
    change_init_round(&planning->change, request->arena, &planning->facts, &planning->nothing, &context->person,
                      context->now);
    if (workflow_permit(&planning->change, ROUND_ACTION_plan, NULL).kind != NO_ERROR) return OK;
    action.clause = planning->change.step->clause;
    TRY(propose(context, planning));
    action_fields(&round_machine, request->arena, ROUND_ACTION_plan, &action.fields, &action.field_count);
    *plan = ARENA_NEW(request->arena, struct act_view);
    TRY(act_form(&forms, &action, *plan));
    (*plan)->address = "/rounds";
    (*plan)->label = "新排一期";
    (*plan)->button = "排期";
    (*plan)->note = "两期以后的由系统按规则自动排";
    return OK;
}

/* ── The list ───────────────────────────────────────────────────────────── */

static struct form_field select_of(struct request *request, const char *name, const char *label,
                                   const struct field_choice *choices, size_t count, const char *value)
{
    return (struct form_field){ .look = LOOK_SELECT,
                                .name = name,
                                .id = arena_printf(request->arena, "filter-%s", name),
                                .label = label,
                                .value = value,
                                .choices = choices,
                                .choice_count = count };
}

static const char *place_asked(struct request *request)
{
    const char *place = query_set(request, "jurisdiction");

    return place ? place : request->context->person.jurisdiction ? request->context->person.jurisdiction : CITY;
}

static struct filters_view filters_of(struct request *request, const struct page_frame *frame)
{
    const struct world *world = request->context->world;
    struct form_field *fields = ARENA_ARRAY(request->arena, struct form_field, 2);
    struct field_choice *places = ARENA_ARRAY(request->arena, struct field_choice, world->jurisdiction_count);
    struct field_choice *years = ARENA_ARRAY(request->arena, struct field_choice, YEARS + 1);
    int year = civil_of_day(frame->today).year + 1;
    const char *place = place_asked(request), *said = NULL;

    for (size_t i = 0; i < world->jurisdiction_count; i++) {
        places[i] = (struct field_choice){ world->jurisdictions[i].code, world->jurisdictions[i].name, NULL };
        if (text_equal(places[i].value, place)) said = places[i].label;
    }
    years[0] = (struct field_choice){ "", "不限", NULL };
    for (int i = 0; i < YEARS; i++) {
        const char *text = arena_printf(request->arena, "%d", year - i);

        years[i + 1] = (struct field_choice){ text, arena_printf(request->arena, "%s年", text), NULL };
    }
    fields[0] = select_of(request, "jurisdiction", "辖区", places, world->jurisdiction_count, place);
    fields[1] = select_of(request, "year", "年份", years, YEARS + 1, query_set(request, "year"));
    return (struct filters_view){ .action = "/rounds", .said = said, .fields = fields, .field_count = 2 };
}

static struct error show(struct request *request, int status, const struct refused_form *refused)
{
    struct page_frame frame = page_frame(request);
    struct round_filter filter = { .jurisdiction = place_asked(request), .limit = PAGE_ROWS };
    const char *after = query_set(request, "after");
    struct rounds_page page = { .filters = filters_of(request, &frame) };
    struct round_line *lines;
    struct act_view *plan;
    size_t count;
    int64_t year;
    bool more;

    if (after && !round_cursor_read(after, &filter)) after = NULL;
    if (query_set(request, "year") && text_int(query_set(request, "year"), &year) && year > 1900 && year < 2200)
        filter.year = (int)year;
    TRY(list_rounds(request->context, &filter, &lines, &count, &more));
    TRY(plan_form(request, refused, &plan));
    page.table = rounds_table(request->arena, &frame, lines, count);
    page.pages = (struct pages_view){
        .said = "活动日晚的在前",
        .first = after ? query_after(request, "/rounds", NULL) : NULL,
        .next = more ? query_after(request, "/rounds", round_cursor(request->arena, &lines[count - 1].round)) : NULL,
    };
    page.plan = plan;
    if (refused && refused->action) {
        page.faults = refused->error.faults;
        page.refusal = refused->error.text;
    }
    return PAGE(request, status, rounds_page, &frame, &page);
}

struct error rounds_show(struct request *request) { return show(request, 200, NULL); }

struct error rounds_plan(struct request *request)
{
    struct input input;
    const char *number;
    struct error error;

    TRY(form_input_read(request, &round_machine, ROUND_ACTION_plan, &input));
    error = form_faults(request, "plan", plan_round(request->context, NULL, &input, &number));
    if (form_comes_back(error.kind)) {
        TRY(show(request, status_of(error.kind), &(struct refused_form){ "plan", error }));
        return reply_and_undo(request, error);
    }
    TRY(error);
    return reply_see_other(request, "/rounds/%s?done=plan", number);
}

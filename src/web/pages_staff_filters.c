/* SPDX-License-Identifier: Apache-2.0 */
/* The form above a list of appeals. */
#include "base/text.h"
#include "mechanism/tables.h"
#include "service/open_round.h"
#include "web/list_query.h"
#include "web/pages_staff.h"

enum { FILTERS = 7 };

struct filter_form {
    struct request *request;
    struct form_field *fields;
    size_t count;
    struct buffer said; /* what is set, in words */
};

static void note(struct filter_form *form, const char *words)
{
    if (form->said.size) buffer_text(&form->said, "，");
    buffer_text(&form->said, words);
}

static void add_select(struct filter_form *form, const char *name, const char *label, const char *all,
                       const struct choice *choices, size_t count)
{
    struct arena *arena = form->request->arena;
    struct field_choice *given = ARENA_ARRAY(arena, struct field_choice, count + 1);
    const char *value = query_set(form->request, name);

    given[0] = (struct field_choice){ "", all, NULL };
    for (size_t i = 0; i < count; i++) {
        given[i + 1] = (struct field_choice){ choices[i].value, choices[i].label, NULL };
        if (text_equal(choices[i].value, value)) note(form, choices[i].label);
    }
    form->fields[form->count++] = (struct form_field){ .look = LOOK_SELECT,
                                                       .name = name,
                                                       .id = arena_printf(arena, "filter-%s", name),
                                                       .label = label,
                                                       .value = value,
                                                       .choices = given,
                                                       .choice_count = count + 1 };
}

static void add_states(struct filter_form *form)
{
    struct choice *choices = ARENA_ARRAY(form->request->arena, struct choice, APPEAL_STATES + 2);
    size_t count = 0;

    choices[count++] = (struct choice){ "open", "在办", NULL };
    choices[count++] = (struct choice){ "final", "已结束", NULL };
    for (int state = 1; state < appeal_machine.state_count; state++)
        choices[count++] =
            (struct choice){ appeal_machine.states[state].id, appeal_machine.states[state].chinese, NULL };
    add_select(form, "state", "状态", "全部状态", choices, count);
}

static struct error add_rounds(struct filter_form *form)
{
    struct context *context = form->request->context;
    struct round_filter filter = { .jurisdiction = context->person.jurisdiction, .limit = 30 };
    struct round_line *lines;
    struct choice *choices;
    size_t count;
    bool more;

    TRY(list_rounds(context, &filter, &lines, &count, &more));
    choices = ARENA_ARRAY(context->arena, struct choice, count + 1);
    for (size_t i = 0; i < count; i++) choices[i] = (struct choice){ lines[i].round.number, lines[i].label, NULL };
    add_select(form, "round", "期次", "全部期次", choices, count);
    return OK;
}

static void add_places(struct filter_form *form)
{
    const struct world *world = form->request->context->world;
    struct choice *choices = ARENA_ARRAY(form->request->arena, struct choice, world->jurisdiction_count + 1);

    if (!text_equal(form->request->context->person.jurisdiction, CITY)) return;
    for (size_t i = 0; i < world->jurisdiction_count; i++)
        choices[i] = (struct choice){ world->jurisdictions[i].code, world->jurisdictions[i].name, NULL };
    add_select(form, "jurisdiction", "由谁办理", "市和县区", choices, world->jurisdiction_count);
}

static void add_units(struct filter_form *form)
{
    struct context *context = form->request->context;
    const struct world *world = context->world;
    struct choice *choices = ARENA_ARRAY(context->arena, struct choice, world->unit_count + 1);
    const char *place = query_set(form->request, "jurisdiction");
    size_t count = 0;

    if (!place) place = context->person.jurisdiction;
    for (size_t i = 0; i < world->unit_count; i++) {
        const struct unit *unit = &world->units[i];

        if (text_equal(unit->jurisdiction, place) && unit == world_unit(world, unit->id, day_of(context->now)))
            choices[count++] = (struct choice){ unit->id, unit->name, NULL };
    }
    add_select(form, "unit", "承办单位", "全部单位", choices, count);
}

static void add_limits(struct filter_form *form)
{
    static const struct choice choices[] = { { "true", "已逾期", NULL }, { "false", "没有逾期", NULL } };

    add_select(form, "overdue", "期限", "不限", choices, 2);
}

static void add_words(struct filter_form *form)
{
    const char *words = query_set(form->request, "q");

    if (words) note(form, arena_printf(form->request->arena, "“%s”", words));
    form->fields[form->count++] =
        (struct form_field){ .look = LOOK_LINE, .name = "q", .id = "filter-q", .label = "关键词", .value = words };
}

/* What else is set goes on with the form. */
static void keep_tab(struct filter_form *form)
{
    const char *tab = query_set(form->request, "tab");

    if (tab) form->fields[form->count++] = (struct form_field){ .look = LOOK_HIDDEN, .name = "tab", .value = tab };
}

struct error staff_filters(struct request *request, const char *path, unsigned which, struct filters_view *view)
{
    struct filter_form form = { .request = request, .fields = ARENA_ARRAY(request->arena, struct form_field, FILTERS) };

    buffer_init(&form.said, request->arena, 1 << 16);
    keep_tab(&form);
    if (which & STAFF_FILTER_STATE) add_states(&form);
    if (which & STAFF_FILTER_ROUND) TRY(add_rounds(&form));
    if (which & STAFF_FILTER_PLACE) add_places(&form);
    if (which & STAFF_FILTER_UNIT) add_units(&form);
    if (which & STAFF_FILTER_LIMIT) add_limits(&form);
    if (which & STAFF_FILTER_WORDS) add_words(&form);
    *view = (struct filters_view){ .action = path,
                                   .said = form.said.size ? buffer_string(&form.said) : NULL,
                                   .fields = form.fields,
                                   .field_count = form.count };
    return OK;
}

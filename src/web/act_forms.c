/* SPDX-License-Identifier: Apache-2.0 */
#include "web/act_forms.h"

#include "base/text.h"
#include "pages/form.h"

#include <string.h>

const char *form_typed(struct request *request, const char *name)
{
    struct buffer out;
    bool any = false;

    buffer_init(&out, request->arena, 1 << 20);
    for (size_t i = 0; i < request->form.count; i++) {
        if (!text_equal(request->form.items[i].name, name)) continue;
        if (any) buffer_char(&out, ',');
        buffer_text(&out, request->form.items[i].value);
        any = true;
    }
    return any ? buffer_string(&out) : NULL;
}

const char *instant_typed(struct arena *arena, instant_t instant)
{
    char text[INSTANT_TEXT];

    if (instant == NO_INSTANT) return NULL;
    return arena_text_n(arena, instant_format(instant, text), sizeof "2026-03-04T09:00" - 1);
}

static bool can_be_chosen(enum field_look look)
{
    return look == LOOK_LINE || look == LOOK_CODE || look == LOOK_NUMBER || look == LOOK_SELECT;
}

/* A select begins with nothing chosen, so that nobody sends what he did not mean. */
static void give_choices(struct arena *arena, struct form_field *field, const struct choice *choices, size_t count)
{
    bool select = can_be_chosen(field->look);
    struct field_choice *given = ARENA_ARRAY(arena, struct field_choice, count + 1);
    size_t at = 0;

    if (select) {
        field->look = LOOK_SELECT;
        given[at++] = (struct field_choice){ "", field->optional ? "不选" : "请选择", NULL };
    }
    for (size_t i = 0; i < count; i++)
        given[at++] = (struct field_choice){ choices[i].value, choices[i].label, select ? NULL : choices[i].hint };
    field->choices = given;
    field->choice_count = at;
}

static struct error dress_field(const struct act_forms *forms, const char *action, struct form_field *field)
{
    struct arena *arena = forms->request->arena;
    struct choice *choices;
    size_t count;

    TRY(choices_for(forms->request->context, forms->change, action, field->name, &choices, &count));
    if (count > 0) give_choices(arena, field, choices, count);
    if (forms->known && forms->view) field->value = forms->known(arena, forms->view, action, field->name);
    return OK;
}

/* The conclusion is chosen before it is written down; files come last. */
static int rank(const struct form_field *field)
{
    if (text_equal(field->name, "kind")) return 0;
    return field->look == LOOK_FILE ? 2 : 1;
}

static void sort_fields(struct form_field *fields, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct form_field field = fields[i];
        size_t at = i;

        for (; at > 0 && rank(&fields[at - 1]) > rank(&field); at--) fields[at] = fields[at - 1];
        fields[at] = field;
    }
}

/* There is nothing to choose from: the county has no counties below it. */
static bool is_void(const struct form_field *field)
{
    return (field->look == LOOK_SELECT || field->look == LOOK_CHECKS) && field->choice_count == 0;
}

static void as_typed(const struct act_forms *forms, struct form_field *field)
{
    if (field->look != LOOK_FILE) field->value = form_typed(forms->request, field->name);
    if (field->look == LOOK_FILE && forms->request->upload_count)
        field->fault = field->fault ? field->fault : "请重新选择文件";
}

struct error act_form(const struct act_forms *forms, const struct action_view *action, struct act_view *act)
{
    struct arena *arena = forms->request->arena;
    const char **names = ARENA_ARRAY(arena, const char *, action->field_count + 1);
    bool *required = ARENA_ARRAY(arena, bool, action->field_count + 1);
    bool refused = forms->refused && text_equal(forms->refused->action, action->id);
    struct form_field *fields;
    size_t kept = 0;

    for (size_t i = 0; i < action->field_count; i++) {
        names[i] = action->fields[i].name;
        required[i] = action->fields[i].required;
    }
    fields = fields_of_action(arena, action->id, names, required, action->field_count);
    for (size_t i = 0; i < action->field_count; i++) {
        TRY(dress_field(forms, action->id, &fields[i]));
        if (!is_void(&fields[i])) fields[kept++] = fields[i];
    }
    if (refused) {
        fields_mend(fields, kept, forms->refused->error.faults);
        for (size_t i = 0; i < kept; i++) as_typed(forms, &fields[i]);
    }
    sort_fields(fields, kept);
    *act = (struct act_view){
        .id = action->id,
        .label = action->label,
        .clause = action->clause ? arena_printf(arena, "依据：方案%s", action->clause) : NULL,
        .address =
            arena_printf(arena, "%s/actions/%s?version=%lld", forms->base, action->id, (long long)forms->version),
        .fields = fields,
        .field_count = kept,
        .open = refused,
    };
    return OK;
}

struct error act_forms_make(const struct act_forms *forms, const struct action_view *actions, size_t count,
                            struct act_view **acts)
{
    *acts = ARENA_ARRAY(forms->request->arena, struct act_view, count + 1);
    for (size_t i = 0; i < count; i++) TRY(act_form(forms, &actions[i], &(*acts)[i]));
    return OK;
}

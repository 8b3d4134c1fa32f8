/* SPDX-License-Identifier: Apache-2.0 */
#include "pages/form.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

const char *control_id(const struct form_field *field)
{
    return field->id ? field->id : field->name;
}

const char *control_type(const struct form_field *field)
{
    switch (field->look) {
    case LOOK_PHONE: return "tel";
    case LOOK_DAY: return "date";
    case LOOK_TIME: return "datetime-local";
    case LOOK_PASSWORD: return "password";
    case LOOK_FILE: return "file";
    default: return "text";
    }
}

const char *control_mode(const struct form_field *field)
{
    return field->look == LOOK_NUMBER || field->look == LOOK_PHONE ? "numeric" : NULL;
}

const char *control_class(const struct form_field *field)
{
    if (field->look == LOOK_FILE) return "govuk-file-upload";
    if (field->look == LOOK_CODE || field->look == LOOK_PHONE) return "govuk-input govuk-input--width-20 ztc-code";
    if (field->look == LOOK_DAY || field->look == LOOK_NUMBER) return "govuk-input govuk-input--width-10";
    if (field->width > 0 && field->width <= 10) return "govuk-input govuk-input--width-10";
    if (field->look == LOOK_TIME || (field->width > 0 && field->width <= 20)) return "govuk-input govuk-input--width-20";
    return "govuk-input";
}

bool control_is_group(const struct form_field *field)
{
    return field->look == LOOK_RADIOS || field->look == LOOK_CHECKS;
}

bool control_has(const struct form_field *field, const char *value)
{
    size_t length = strlen(value);

    if (!field->value) return false;
    if (field->look != LOOK_CHECKS) return strcmp(field->value, value) == 0;
    for (const char *at = field->value; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (strncmp(at, value, length) == 0 && (at[length] == 0 || at[length] == ',')) return true;
    }
    return false;
}

const char *control_described(struct arena *arena, const struct form_field *field)
{
    const char *id = control_id(field);
    bool hint = field->hint || (field->most && !control_is_group(field) && field->look != LOOK_CHECK);

    if (hint && field->fault) return arena_printf(arena, "%s-h %s-e", id, id);
    if (hint) return arena_printf(arena, "%s-h", id);
    return field->fault ? arena_printf(arena, "%s-e", id) : NULL;
}

bool controls_have_file(const struct form_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (fields[i].look == LOOK_FILE) return true;
    return false;
}

size_t fault_count(const struct fault *fault)
{
    size_t count = 0;

    for (; fault; fault = fault->next) count++;
    return count;
}

/* ---- fields of the mechanism */

enum kind { TEXT, BOOLEAN, DAY, INSTANT, LIST, FILE_ID, NUMBER };
#define FILE FILE_ID

static const struct input {
    const char *name, *label;
    enum kind kind;
    int most;
} inputs[] = {
#define INPUT(name, kind, most, chinese) { #name, chinese, kind, most },
#include "mechanism/inputs.def"
#undef INPUT
};
#undef FILE

static const struct field_choice no_choices[1];
#define CHOICES(name, ...) static const struct field_choice choices_##name[] = { __VA_ARGS__ };
#define LOOKS(name, look, rows, hint)
#include "pages/fields.def"
#undef CHOICES
#undef LOOKS

static const struct dress {
    const char *name;
    const struct field_choice *choices;
    size_t choice_count;
    enum field_look look;
    int rows;
    const char *hint;
} dresses[] = {
#define CHOICES(name, ...) { #name, choices_##name, sizeof choices_##name / sizeof *choices_##name, LOOK_RADIOS, 0, NULL },
#define LOOKS(name, look, rows, hint) { #name, no_choices, 0, LOOK_##look, rows, hint },
#include "pages/fields.def"
#undef CHOICES
#undef LOOKS
};

static enum field_look look_of(const struct input *input)
{
    switch (input->kind) {
    case BOOLEAN: return LOOK_CHECK;
    case DAY: return LOOK_DAY;
    case INSTANT: return LOOK_TIME;
    case LIST: return LOOK_CHECKS;
    case FILE_ID: return LOOK_FILE;
    case NUMBER: return LOOK_NUMBER;
    default: return input->most > 200 ? LOOK_TEXT : LOOK_LINE;
    }
}

static void dress(struct form_field *field)
{
    for (size_t i = 0; i < sizeof dresses / sizeof *dresses; i++) {
        if (strcmp(dresses[i].name, field->name) != 0) continue;
        field->look = dresses[i].look;
        if (dresses[i].rows) field->rows = dresses[i].rows;
        if (dresses[i].hint) field->hint = dresses[i].hint;
        if (dresses[i].choice_count) field->choices = dresses[i].choices;
        if (dresses[i].choice_count) field->choice_count = dresses[i].choice_count;
    }
}

struct form_field field_of_input(const char *name, bool required)
{
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        struct form_field field = { .name = inputs[i].name, .label = inputs[i].label, .look = look_of(&inputs[i]) };

        if (strcmp(inputs[i].name, name) != 0) continue;
        if (field.look == LOOK_TEXT) field.most = inputs[i].most;
        field.width = field.look == LOOK_LINE ? inputs[i].most : 0;
        field.optional = !required && field.look != LOOK_CHECK;
        field.several = inputs[i].kind == LIST;
        dress(&field);
        return field;
    }
    assert(!"an input that inputs.def does not have");
    return (struct form_field){ .name = name, .label = name };
}

static const char *fault_of(const struct fault *fault, const char *name)
{
    size_t length = strlen(name);

    for (; fault; fault = fault->next)
        if (fault->field && strncmp(fault->field, name, length) == 0 &&
            (fault->field[length] == 0 || fault->field[length] == '/'))
            return fault->text;
    return NULL;
}

size_t fields_mend(struct form_field *fields, size_t count, const struct fault *faults)
{
    size_t wrong = 0;

    for (size_t i = 0; i < count; i++) {
        fields[i].fault = fault_of(faults, fields[i].name);
        wrong += fields[i].fault != NULL;
    }
    return wrong;
}

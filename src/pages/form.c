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

#define CHOICES(...)                                           \
    .choices = (const struct field_choice[]){ __VA_ARGS__ }, \
    .choice_count = sizeof((const struct field_choice[]){ __VA_ARGS__ }) / sizeof(struct field_choice)
#define REPLY_KINDS                                                                                    \
    CHOICES({ "resolved", "已解决", NULL }, { "planned", "已有方案，限期解决", "要写明哪天前解决" }, \
            { "explained", "需要解释说明", NULL }, { "cannot", "暂时解决不了", "要写明政策法规依据" })

static const struct dress {
    const char *action;
    struct form_field field;
} dresses[] = {
#define FIELD(action, field, ...) { #action, { .name = #field, __VA_ARGS__ } },
#include "pages/fields.def"
#undef FIELD
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

static const struct form_field *dress_of(const char *action, const char *name)
{
    for (size_t i = 0; i < sizeof dresses / sizeof *dresses; i++)
        if (strcmp(dresses[i].field.name, name) == 0 &&
            (strcmp(dresses[i].action, "any") == 0 || strcmp(dresses[i].action, action) == 0))
            return &dresses[i].field;
    return NULL;
}

static const struct input *find_input(const char *name)
{
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        if (text_equal(inputs[i].name, name)) return &inputs[i];
    return NULL;
}

static const struct input *input_named(const char *name)
{
    const struct input *input = find_input(name);

    assert(input && "an input that inputs.def does not have");
    return input;
}

struct form_field field_of_input(const char *action, const char *name, bool required)
{
    const struct input *input = input_named(name);
    const struct form_field *dress = dress_of(action, name);
    struct form_field field = { .look = look_of(input) };

    if (dress) field = *dress;
    field.name = input->name;
    if (!field.label) field.label = input->label;
    if (field.look == LOOK_TEXT) field.most = input->most;
    if (field.look == LOOK_LINE) field.width = input->most;
    field.optional = !required && !field.needed && field.look != LOOK_CHECK;
    field.several = input->kind == LIST;
    return field;
}

struct form_field *fields_of_action(struct arena *arena, const char *action, const char *const *names,
                                    const bool *required, size_t count)
{
    struct form_field *fields = ARENA_ARRAY(arena, struct form_field, count);

    for (size_t i = 0; i < count; i++) {
        fields[i] = field_of_input(action, names[i], required[i]);
        fields[i].id = arena_printf(arena, "%s-%s", action, names[i]);
    }
    return fields;
}

static bool is_chosen(const struct form_field *field)
{
    return control_is_group(field) || field->look == LOOK_SELECT || field->look == LOOK_FILE;
}

const char *fault_words(struct arena *arena, const char *action, const struct fault *fault)
{
    const struct input *input = find_input(fault->field);
    struct form_field field;

    if (!input || !text_equal(fault->code, "required")) return fault->text;
    if (!text_equal(fault->text, arena_printf(arena, "请填写%s。", input->label))) return fault->text;
    field = field_of_input(action, fault->field, true);
    return arena_printf(arena, "请%s“%s”。", is_chosen(&field) ? "选择" : "填写", field.label);
}

const char *fault_anchor(struct arena *arena, const struct fault *fault, const char *action)
{
    const char *field = fault->field ? fault->field : "main";
    int length = (int)strcspn(field, "/");

    return action ? arena_printf(arena, "%s-%.*s", action, length, field) : arena_text_n(arena, field, (size_t)length);
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

/* SPDX-License-Identifier: Apache-2.0 */
#include "web/api_input.h"

#include "base/text.h"
#include "service/views.h"

#include <string.h>

static enum field_kind kind_of(enum input_kind kind)
{
    switch (kind) {
    case INPUT_IS_TEXT: return KIND_TEXT;
    case INPUT_IS_BOOLEAN: return KIND_BOOLEAN;
    case INPUT_IS_DAY: return KIND_DAY;
    case INPUT_IS_INSTANT: return KIND_INSTANT;
    case INPUT_IS_LIST: return KIND_LIST;
    case INPUT_IS_FILE: return KIND_FILE;
    case INPUT_IS_NUMBER: return KIND_NUMBER;
    }
    return KIND_ANY;
}

static struct field *fields_of(struct request *request, const struct machine *machine, int action)
{
    struct action_field *takes;
    struct field *fields;
    size_t count;

    action_fields(machine, request->arena, action, &takes, &count);
    fields = ARENA_ARRAY(request->arena, struct field, count + 1);
    for (size_t i = 0; i < count; i++)
        fields[i] = (struct field){ .name = takes[i].name,
                                    .kind = kind_of(takes[i].kind),
                                    .need = takes[i].required ? NEED_REQUIRED : NEED_OPTIONAL };
    return fields;
}

static void read_field(struct request *request, const struct input_row *row, struct given *given)
{
    if (!field_given(request, row->name)) return;
    given->present = true;
    switch (row->kind) {
    case INPUT_IS_TEXT:
    case INPUT_IS_FILE: given->text = field_text(request, row->name); break;
    case INPUT_IS_BOOLEAN: given->truth = field_bool(request, row->name, false); break;
    case INPUT_IS_DAY: given->day = field_day(request, row->name); break;
    case INPUT_IS_INSTANT: given->instant = field_instant(request, row->name); break;
    case INPUT_IS_LIST: given->list = field_list(request, row->name, &given->count); break;
    case INPUT_IS_NUMBER: given->number = field_int(request, row->name, 0); break;
    }
    /* What was noted as wrong is as good as not given. */
    if (row->kind == INPUT_IS_DAY && !given->day) given->present = false;
    if (row->kind == INPUT_IS_INSTANT && !given->instant) given->present = false;
}

struct error input_read(struct request *request, const struct machine *machine, int action, struct input *input)
{
    const struct field *fields = fields_of(request, machine, action);

    *input = (struct input){ 0 };
    TRY(fields_check(request, fields));
    for (; fields->name; fields++)
        for (int i = 0; i < INPUTS; i++)
            if (strcmp(inputs[i].name, fields->name) == 0) read_field(request, &inputs[i], &input->fields[i]);
    return OK;
}

int64_t version_asked(struct request *request, const char *name)
{
    const char *wanted = request_header(request, "If-Match");
    size_t length = strlen(name);
    int64_t version;

    if (!wanted) return 0;
    wanted = text_trim(request->arena, wanted);
    if (text_equal(wanted, "*")) return 0;
    if (*wanted != '"' || strncmp(wanted + 1, name, length) != 0 || wanted[1 + length] != '-') return -1;
    wanted = arena_text(request->arena, wanted + length + 2);
    if (!strchr(wanted, '"')) return -1;
    *strchr((char *)(uintptr_t)wanted, '"') = 0;
    return text_int(wanted, &version) && version > 0 ? version : -1;
}

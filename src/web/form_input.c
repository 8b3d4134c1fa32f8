/* SPDX-License-Identifier: Apache-2.0 */
#include "web/form_input.h"

#include "base/text.h"
#include "pages/form.h"
#include "web/api_input.h"
#include "web/fields.h"

#include <string.h>

static bool left_blank(const struct given *given, enum input_kind kind)
{
    switch (kind) {
    case INPUT_IS_TEXT:
    case INPUT_IS_FILE: return text_blank(given->text);
    case INPUT_IS_DAY: return given->day == NO_DAY;
    case INPUT_IS_INSTANT: return given->instant == NO_INSTANT;
    case INPUT_IS_LIST: return false;
    default: return false;
    }
}

static bool sent_blank(const struct request *request, const char *name)
{
    return text_blank(pairs_find(&request->form, name));
}

/* A list without a tick is a list of nothing: nobody in it. Browsers send nothing at all then. */
static bool is_list_of(const struct machine *machine, int action, int field)
{
    if (inputs[field].kind != INPUT_IS_LIST || field == INPUT_attachments) return false;
    for (size_t i = 0; i < machine->takes_count; i++)
        if (machine->takes[i].action == action && machine->takes[i].input == (enum input_id)field)
            return machine->takes[i].required;
    return false;
}

struct error form_input_read(struct request *request, const struct machine *machine, int action, struct input *input)
{
    TRY(input_read(request, machine, action, input));
    for (int i = 0; i < INPUTS; i++) {
        struct given *given = &input->fields[i];
        bool needs_a_value = inputs[i].kind == INPUT_IS_NUMBER || inputs[i].kind == INPUT_IS_BOOLEAN;

        if (given->present &&
            (left_blank(given, inputs[i].kind) || (needs_a_value && sent_blank(request, inputs[i].name))))
            *given = (struct given){ 0 };
        if (is_list_of(machine, action, i)) given->present = true;
    }
    return OK;
}

/* ── Files ──────────────────────────────────────────────────────────────── */

static void add_fault(struct request *request, struct fault **list, const char *field, const char *code,
                      const char *text)
{
    struct fault *fault = ARENA_NEW(request->arena, struct fault);

    while (*list) list = &(*list)->next;
    *fault = (struct fault){ .field = field, .code = code, .text = text };
    *list = fault;
}

static const char *what_is_wrong(struct request *request, const struct upload *upload, const struct error *error)
{
    const char *text = error->faults ? error->faults->text : error_text(error);

    return arena_printf(request->arena, "%s：%s", text_cut(request->arena, upload->file_name, 40), text);
}

struct error form_files_examine(struct request *request, struct form_files **files)
{
    *files = ARENA_NEW(request->arena, struct form_files);
    for (size_t i = 0; i < request->upload_count; i++) {
        const struct upload *upload = &request->uploads[i];
        struct error error =
            attach_examine(request->arena, upload->file, upload->size, upload->file_name, &(*files)->examined[i]);

        if (error.kind == BROKEN) return error;
        if (error.kind != NO_ERROR)
            add_fault(request, &(*files)->faults, upload->field, error.code, what_is_wrong(request, upload, &error));
    }
    return OK;
}

static int input_named(const char *name)
{
    for (int i = 0; i < INPUTS; i++)
        if (text_equal(inputs[i].name, name)) return i;
    return -1;
}

/* The id into the field whose file it was. */
static void name_file(struct request *request, struct input *input, const char *field, int64_t id)
{
    const char *text = arena_printf(request->arena, "%lld", (long long)id);
    int named = input_named(field);
    struct given *given = named < 0 ? NULL : &input->fields[named];

    if (!given) return;
    if (inputs[named].kind == INPUT_IS_LIST) {
        const char **list = ARENA_ARRAY(request->arena, const char *, given->count + 1);

        for (size_t i = 0; i < given->count; i++) list[i] = given->list[i];
        list[given->count++] = text;
        given->list = list;
    } else {
        given->text = text;
    }
    given->present = true;
}

struct error form_files_keep(struct request *request, struct form_files *files, const char *owner, const char *number,
                             struct input *input)
{
    if (!files) return OK;
    files->kept_count = 0;
    if (files->faults)
        return (struct error){
            .kind = INVALID, .code = "fields.invalid", .text = "有附件不能接收。", .faults = files->faults
        };
    for (size_t i = 0; i < request->upload_count; i++) {
        const struct upload *upload = &request->uploads[i];
        struct attachment kept;
        struct error error = attach_add(request->context, owner, number, upload->file, &files->examined[i], &kept);

        if (error.kind == INVALID || error.kind == TOO_LARGE || error.kind == NOT_NOW) {
            struct fault *fault = NULL;

            add_fault(request, &fault, upload->field, error.code, what_is_wrong(request, upload, &error));
            return (
                struct error){ .kind = INVALID, .code = "fields.invalid", .text = "有附件不能接收。", .faults = fault };
        }
        TRY(error);
        files->kept[files->kept_count++] = kept.id;
        name_file(request, input, upload->field, kept.id);
    }
    return OK;
}

/* ── Faults ─────────────────────────────────────────────────────────────── */

/* What the use case found, in the words of the form. */
static const struct fault *in_words(struct request *request, const char *action, const struct fault *faults)
{
    struct fault *first = NULL, **end = &first;

    for (; faults; faults = faults->next, end = &(*end)->next) {
        *end = arena_copy(request->arena, faults, sizeof *faults);
        (*end)->text = fault_words(request->arena, action, faults);
        (*end)->next = NULL;
    }
    return first;
}

struct error form_faults(struct request *request, const char *action, struct error error)
{
    const struct fault *found = in_words(request, action, error.faults);
    const struct fault *noted = request->faults ? faults_joined(request, found) : found;

    request->faults = NULL;
    if (!noted || (error.kind != NO_ERROR && error.kind != INVALID)) return error;
    return (struct error){
        .kind = INVALID, .code = "fields.invalid", .text = "有内容需要更正。", .clause = error.clause, .faults = noted
    };
}

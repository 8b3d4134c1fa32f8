/* SPDX-License-Identifier: Apache-2.0 */
#include "web/fields.h"

#include "base/text.h"
#include "web/request.h"

#include <jansson.h>
#include <stdarg.h>
#include <string.h>

/* RFC 6901: ~ and / inside a name. */
static const char *pointer_part(struct arena *arena, const char *name)
{
    struct buffer out;

    if (!strpbrk(name, "~/")) return name;
    buffer_init(&out, arena, 2 * strlen(name) + 16);
    for (; *name; name++) {
        if (*name == '~')
            buffer_text(&out, "~0");
        else if (*name == '/')
            buffer_text(&out, "~1");
        else
            buffer_char(&out, *name);
    }
    return arena_text(arena, buffer_string(&out));
}

static void add_fault(struct request *request, struct fault **list, const char *field, const char *code,
                      const char *text)
{
    struct fault *fault = ARENA_NEW(request->arena, struct fault);

    while (*list) list = &(*list)->next;
    *fault = (struct fault){ .field = field, .code = code, .text = text };
    *list = fault;
}

static const struct field *find(const struct field *fields, const char *name)
{
    for (; fields && fields->name; fields++)
        if (strcmp(fields->name, name) == 0) return fields;
    return NULL;
}

static const char *kind_chinese(enum field_kind kind)
{
    switch (kind) {
    case KIND_TEXT: return "文字";
    case KIND_NUMBER: return "整数";
    case KIND_BOOLEAN: return "true或false";
    case KIND_DAY: return "日期文字（2026-03-04）";
    case KIND_INSTANT: return "时刻文字（2026-03-04T09:00:00+08:00）";
    case KIND_LIST: return "文字的列表";
    case KIND_FILE: return "附件编号（文字）";
    case KIND_OBJECT: return "对象";
    case KIND_OBJECTS: return "对象的列表";
    case KIND_ANY: return "任何内容";
    }
    return "";
}

static void check_object(struct request *, json_t *, const struct field *, const char *prefix, struct fault **);

static void wrong_kind(struct request *request, const struct field *field, const char *path, struct fault **faults)
{
    const char *text = arena_printf(request->arena, "%s须是%s", field->name, kind_chinese(field->kind));

    add_fault(request, faults, path, "wrong-type", text);
}

static void check_list(struct request *request, json_t *list, const struct field *field, const char *path,
                       struct fault **faults)
{
    size_t index;
    json_t *element;

    json_array_foreach(list, index, element)
    {
        const char *at = arena_printf(request->arena, "%s/%zu", path, index);

        if (field->kind == KIND_LIST ? !json_is_string(element) : !json_is_object(element))
            add_fault(request, faults, at, "wrong-type",
                      arena_printf(request->arena, "%s的每一项须是%s", field->name,
                                   field->kind == KIND_LIST ? "文字" : "对象"));
        else if (field->kind == KIND_OBJECTS && field->of)
            check_object(request, element, field->of, arena_printf(request->arena, "%s/", at), faults);
    }
}

static void check_value(struct request *request, json_t *value, const struct field *field, const char *path,
                        struct fault **faults)
{
    bool right = true;

    switch (field->kind) {
    case KIND_TEXT:
    case KIND_DAY:
    case KIND_INSTANT:
    case KIND_FILE: right = json_is_string(value); break;
    case KIND_NUMBER: right = json_is_integer(value); break;
    case KIND_BOOLEAN: right = json_is_boolean(value); break;
    case KIND_LIST:
    case KIND_OBJECTS: right = json_is_array(value); break;
    case KIND_OBJECT: right = json_is_object(value); break;
    case KIND_ANY: return;
    }
    if (!right)
        wrong_kind(request, field, path, faults);
    else if (json_is_array(value))
        check_list(request, value, field, path, faults);
    else if (field->kind == KIND_OBJECT && field->of)
        check_object(request, value, field->of, arena_printf(request->arena, "%s/", path), faults);
}

static void check_object(struct request *request, json_t *object, const struct field *fields, const char *prefix,
                         struct fault **faults)
{
    const char *name;
    json_t *value;

    json_object_foreach(object, name, value)
    {
        const struct field *field = find(fields, name);
        const char *path = arena_printf(request->arena, "%s%s", prefix, pointer_part(request->arena, name));

        if (field)
            check_value(request, value, field, path, faults);
        else
            add_fault(request, faults, path, "unknown-field",
                      arena_printf(request->arena, "没有“%s”这一项", text_cut(request->arena, name, 40)));
    }
}

struct error fields_check(struct request *request, const struct field *fields)
{
    struct fault *faults = NULL;
    const char *code = "request.wrong-type";

    if (!request->json) return OK;
    check_object(request, request->json, fields, "", &faults);
    if (!faults) return OK;
    for (const struct fault *fault = faults; fault; fault = fault->next)
        if (text_equal(fault->code, "unknown-field")) code = "request.unknown-field";
    return (struct error){ .kind = MALFORMED, .code = code, .text = faults->text, .faults = faults };
}

static json_t *json_field(const struct request *request, const char *name)
{
    return request->json ? json_object_get(request->json, name) : NULL;
}

bool field_given(const struct request *request, const char *name)
{
    return json_field(request, name) || pairs_find(&request->form, name);
}

const char *field_text(struct request *request, const char *name)
{
    const char *text;

    if (request->json) return json_string_value(json_field(request, name));
    text = pairs_find(&request->form, name);
    return text_blank(text) ? NULL : text;
}

bool field_bool(struct request *request, const char *name, bool none)
{
    json_t *value = json_field(request, name);
    const char *text;

    if (request->json) return json_is_boolean(value) ? json_is_true(value) : none;
    text = pairs_find(&request->form, name);
    if (text_blank(text)) return none;
    return !text_equal(text, "false") && !text_equal(text, "no") && !text_equal(text, "0");
}

int64_t field_int(struct request *request, const char *name, int64_t none)
{
    json_t *value = json_field(request, name);
    const char *text;
    int64_t number;

    if (request->json) return json_is_integer(value) ? json_integer_value(value) : none;
    text = pairs_find(&request->form, name);
    if (text_blank(text)) return none;
    if (text_int(text_trim(request->arena, text), &number)) return number;
    field_fault(request, name, "bad-number", "须是整数");
    return none;
}

day_t field_day(struct request *request, const char *name)
{
    const char *text = field_text(request, name);
    day_t day;

    if (!text) return NO_DAY;
    if (day_parse(text_trim(request->arena, text), &day)) return day;
    field_fault(request, name, "bad-day", "日期不对：须是2026-03-04这样的真实日期");
    return NO_DAY;
}

instant_t field_instant(struct request *request, const char *name)
{
    const char *text = field_text(request, name);
    instant_t instant;

    if (!text) return NO_INSTANT;
    text = text_trim(request->arena, text);
    if (instant_parse(text, &instant)) return instant;
    /* What <input type="datetime-local"> sends has no zone; there is only one here. */
    if (!request->json && instant_parse(arena_printf(request->arena, "%s+08:00", text), &instant)) return instant;
    field_fault(request, name, "bad-instant", "时刻不对：须是2026-03-04T09:00:00+08:00这样的真实时刻");
    return NO_INSTANT;
}

static const char *const *json_list(struct request *request, json_t *list, size_t *count)
{
    size_t size = json_array_size(list);
    const char **texts = ARENA_ARRAY(request->arena, const char *, size + 1);

    for (size_t i = 0; i < size; i++) {
        const char *text = json_string_value(json_array_get(list, i));

        if (text) texts[(*count)++] = text;
    }
    return texts;
}

const char *const *field_list(struct request *request, const char *name, size_t *count)
{
    const char **texts;

    *count = 0;
    if (request->json) return json_list(request, json_field(request, name), count);
    texts = ARENA_ARRAY(request->arena, const char *, request->form.count + 1);
    for (size_t i = 0; i < request->form.count; i++)
        if (strcmp(request->form.items[i].name, name) == 0 && !text_blank(request->form.items[i].value))
            texts[(*count)++] = request->form.items[i].value;
    return texts;
}

void field_fault(struct request *request, const char *name, const char *code, const char *format, ...)
{
    va_list arguments;
    const char *text;

    for (const struct fault *fault = request->faults; fault; fault = fault->next)
        if (text_equal(fault->field, name)) return;
    va_start(arguments, format);
    text = arena_vprintf(request->arena, format, arguments);
    va_end(arguments);
    add_fault(request, &request->faults, name, code, text);
}

/* A day that is none was noted while reading and is then missing: said once. */
const struct fault *faults_joined(struct request *request, const struct fault *others)
{
    for (; others; others = others->next) field_fault(request, others->field, others->code, "%s", others->text);
    return request->faults;
}

void field_need(struct request *request, const char *name)
{
    if (text_blank(field_text(request, name))) field_fault(request, name, "required", "此项必填");
}

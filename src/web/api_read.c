/* SPDX-License-Identifier: Apache-2.0 */
/* What lies deeper in a body than one field: read here, where jansson is known. */
#include "base/text.h"
#include "web/api_read.h"

#include <jansson.h>

static const char *text_in(json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text_blank(text) ? NULL : text;
}

static day_t day_in(struct request *request, json_t *object, size_t index, const char *name)
{
    const char *text = text_in(object, name);
    day_t day = NO_DAY;

    if (text && !day_parse(text, &day))
        field_fault(request, arena_printf(request->arena, "names/%zu/%s", index, name), "bad-day",
                    "日期不对：须是2026-03-04这样的真实日期");
    return day;
}

void unit_names_read(struct request *request, const char *id, struct unit **names, size_t *count)
{
    json_t *list = json_object_get(request->json, "names"), *object;
    size_t index;

    *count = json_array_size(list);
    *names = ARENA_ARRAY(request->arena, struct unit, *count + 1);
    if (*count == 0) field_fault(request, "names", "required", "请填写单位的名称");
    json_array_foreach(list, index, object) {
        (*names)[index] = (struct unit){ .id = id,
                                         .name = text_in(object, "name"),
                                         .kind = text_in(object, "kind"),
                                         .jurisdiction = text_in(object, "jurisdiction"),
                                         .region = text_in(object, "region"),
                                         .successor = text_in(object, "successor"),
                                         .from = day_in(request, object, index, "from"),
                                         .until = day_in(request, object, index, "until") };
    }
}

static struct error wrong_type(const char *text)
{
    return (struct error){ .kind = MALFORMED, .code = "request.wrong-type", .text = text };
}

struct error policy_values_read(struct request *request, struct policy_value **values, size_t *count)
{
    json_t *object = json_object_get(request->json, "values"), *value;
    const char *name;

    *count = 0;
    *values = ARENA_ARRAY(request->arena, struct policy_value, json_object_size(object) + 1);
    if (object && !json_is_object(object)) return wrong_type("values须是对象：参数名和值");
    if (!object) field_fault(request, "values", "required", "请填写要设定的参数");
    json_object_foreach(object, name, value) {
        struct policy_value *one = &(*values)[(*count)++];

        one->parameter = name;
        if (json_is_string(value))
            one->value = json_string_value(value);
        else if (json_is_integer(value))
            one->value = arena_printf(request->arena, "%lld", (long long)json_integer_value(value));
        else if (json_is_boolean(value))
            one->value = json_is_true(value) ? "true" : "false";
        else
            return wrong_type("values的每一项须是整数、true或false，或文字");
    }
    return OK;
}

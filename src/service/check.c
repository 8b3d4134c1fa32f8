/* SPDX-License-Identifier: Apache-2.0 */
#include "service/check.h"

#include "base/text.h"

struct error check_duty(const struct context *context, enum duty duty, const char *jurisdiction, const char *unit)
{
    if (duty_allows(duty, &context->person, jurisdiction, unit)) return OK;
    return (struct error){
        .kind = NOT_ALLOWED,
        .code = "duty.not-yours",
        .text =
            arena_printf(context->arena,
                         duty_held(duty, &context->person) ? "您的岗位只能在本地区、本单位范围内%s" : "您的岗位不能%s",
                         duty_name(duty)),
    };
}

void fault_add(struct context *context, struct fault_list *list, const char *field, const char *code, const char *text)
{
    struct fault *fault = ARENA_NEW(context->arena, struct fault);

    *fault = (struct fault){ .field = field, .code = code, .text = text };
    *(list->end ? list->end : &list->first) = fault;
    list->end = &fault->next;
}

struct error faults_error(const struct fault_list *list)
{
    if (!list->first) return OK;
    return (struct error){ .kind = INVALID, .code = "fields.invalid", .text = "有内容需要更正", .faults = list->first };
}

struct error fault_error(struct context *context, const char *field, const char *code, const char *text)
{
    struct fault_list list = { 0 };

    fault_add(context, &list, field, code, text);
    return faults_error(&list);
}

const char *checked_text(struct context *context, struct fault_list *list, const char *field, const char *label,
                         const char *text, size_t most, bool required)
{
    const char *trimmed = text_trim(context->arena, text ? text : "");

    if (required && !*trimmed) fault_add(context, list, field, "missing", arena_printf(context->arena, "请填写%s", label));
    if (text_length(trimmed) <= most) return trimmed;
    fault_add(context, list, field, "too-long", arena_printf(context->arena, "%s不能超过%zu字", label, most));
    return "";
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "service/notify.h"

#include "base/json.h"
#include "base/text.h"
#include "service/templates.h"
#include "store/outbox.h"
#include "store/sealed.h"

static const char *word_of_code(void *from, const char *name)
{
    return text_equal(name, "code") ? ((const struct code_notice *)from)->code : NULL;
}

struct error notify_code(struct context *context, const struct code_notice *code)
{
    const struct template_row *template = &template_rows[TEMPLATE_sign_in_code];
    struct code_notice filled = *code;
    const char *text = template_text(context->arena, template->chinese, word_of_code, &filled);
    struct buffer values;
    struct json json;
    struct notice notice = { .kind = "phone",
                             .recipient = code->phone,
                             .channel = "sms",
                             .template = NOTICE_OF_CODE,
                             .at = context->now,
                             .wall = context->wall,
                             .urgent = true };

    buffer_init(&values, context->arena, 1000);
    json = json_writer(&values);
    json_open(&json, NULL, '{');
    json_text(&json, "code", code->code);
    json_close(&json, '}');
    notice.text = arena_printf(context->arena, SENDER "%s", text);
    notice.values = arena_text(context->arena, buffer_string(&values));
    /* Every code is a notice of its own. */
    notice.key = sealed_digest(context->arena, arena_printf(context->arena, "code/%s/%s/%lld", code->uscc, code->phone,
                                                            (long long)context->wall));
    return outbox_add(context->db, context->arena, &notice);
}

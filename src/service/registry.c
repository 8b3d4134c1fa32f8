/* SPDX-License-Identifier: Apache-2.0 */
#include "service/registry.h"

#include "base/text.h"
#include "mechanism/phone.h"
#include "mechanism/tables.h"
#include "mechanism/uscc.h"
#include "service/check.h"
#include "service/journal.h"

#define DELEGATES_MOST 20

/* What is typed may be part of a code: then it is looked for as codes are written. */
static const char *search_words(struct arena *arena, const char *typed)
{
    const char *normal;

    if (text_blank(typed)) return NULL;
    normal = uscc_normalise(arena, typed);
    for (const char *at = normal; *at; at++)
        if ((unsigned char)*at >= 0x80) return text_trim(arena, typed);
    return normal;
}

struct error registry_look_up(struct context *context, const char *words, const char *after, int limit,
                              struct registry_entry **entries, size_t *count, bool *more)
{
    TRY(check_duty(context, DUTY_see_registry, NULL, NULL));
    TRY(registry_search(context->db, context->arena, search_words(context->arena, words), after, limit + 1, entries,
                        count));
    *more = *count > (size_t)limit;
    if (*more) *count = (size_t)limit;
    for (size_t i = 0; i < *count; i++)
        (*entries)[i].contact_phone = phone_masked(context->arena, (*entries)[i].contact_phone);
    return OK;
}

struct error registry_beside(struct context *context, const struct appeal *appeal, bool *asked,
                             struct registry_entry *entry)
{
    struct error error;

    *entry = (struct registry_entry){ .name = NULL };
    *asked = appeal->state == STATE_identity_review && appeal->uscc && duty_held(DUTY_see_registry, &context->person);
    if (!*asked) return OK;
    error = registry_find(context->db, context->arena, appeal->uscc, entry);
    return error.kind == NOT_FOUND ? OK : error;
}

static struct error may_name(struct context *context, const char *uscc, const char **code)
{
    char normal[USCC_SIZE];
    const char *why;

    if (!uscc_check(context->arena, uscc ? uscc : "", normal, &why))
        return fault_error(context, "uscc", "invalid", why);
    *code = arena_text(context->arena, normal);
    if (context->person.whole_enterprise && text_equal(context->person.uscc, *code)) return OK;
    return check_duty(context, DUTY_confirm_delegate, NULL, NULL);
}

struct error delegates_show(struct context *context, const char *uscc, struct delegate **delegates, size_t *count)
{
    TRY(may_name(context, uscc, &uscc));
    return delegates_of(context->db, context->arena, uscc, delegates, count);
}

struct error delegate_confirm(struct context *context, const char *uscc, const char *phone, const char *name)
{
    struct fault_list faults = { 0 };
    struct delegate delegate = { .confirmed_at = context->now, .confirmed_by = context->person.account }, *others;
    size_t count;

    TRY(may_name(context, uscc, &delegate.uscc));
    delegate.phone = phone_normal(context->arena, phone);
    if (!delegate.phone) fault_add(context, &faults, "phone", "invalid", PHONE_RULE);
    delegate.name = checked_text(context, &faults, "name", "姓名", name, 40, true);
    TRY(faults_error(&faults));
    TRY(delegates_of(context->db, context->arena, delegate.uscc, &others, &count));
    if (count >= DELEGATES_MOST)
        return (struct error){ .kind = NOT_NOW,
                               .code = "delegate.too-many",
                               .text = "经办人已满20人，请先移除不再经办的人" };
    TRY(journal(context, "registry", 0, "confirm_delegate", delegate.uscc, NULL));
    return delegates_put(context->db, context->arena, &delegate);
}

struct error delegate_end(struct context *context, const char *uscc, const char *phone)
{
    const char *normal = phone_normal(context->arena, phone);
    bool removed;

    TRY(may_name(context, uscc, &uscc));
    TRY(delegates_remove(context->db, context->arena, uscc, normal ? normal : "", &removed));
    if (removed) return journal(context, "registry", 0, "end_delegate", uscc, NULL);
    return (struct error){ .kind = NOT_FOUND, .code = "delegate.unknown", .text = "没有这个经办人" };
}

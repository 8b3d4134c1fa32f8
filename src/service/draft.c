/* SPDX-License-Identifier: Apache-2.0 */
#include "service/draft.h"

#include "store/drafts.h"

#include <string.h>

static const char *owner_of(struct context *context)
{
    const struct person *person = &context->person;

    if (person->uscc) return arena_printf(context->arena, "%s/%s", person->uscc, person->phone ? person->phone : "");
    return person->id ? arena_printf(context->arena, "account/%lld", (long long)person->id) : NULL;
}

struct error draft_find(struct context *context, const char **text)
{
    const char *owner = owner_of(context);
    struct error error;

    *text = NULL;
    if (!owner) return OK;
    error = drafts_find(context->db, context->arena, owner, text);
    return error.kind == NOT_FOUND ? OK : error;
}

struct error draft_keep(struct context *context, const char *text)
{
    const char *owner = owner_of(context);

    if (!owner) return (struct error){ .kind = NOT_ALLOWED, .code = "draft.visitor", .text = "登录以后才能存草稿" };
    if (strlen(text) > DRAFT_BYTES_MOST)
        return (struct error){ .kind = TOO_LARGE, .code = "draft.too-large", .text = "草稿过长，存不下" };
    return drafts_put(context->db, context->arena, owner, text, context->wall);
}

struct error draft_drop(struct context *context)
{
    const char *owner = owner_of(context);

    return owner ? drafts_drop(context->db, context->arena, owner) : OK;
}

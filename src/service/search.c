/* SPDX-License-Identifier: Apache-2.0 */
#include "service/search.h"

#include "base/text.h"
#include "store/appeals.h"
#include "store/records.h"
#include "store/search.h"

enum { AT_ONCE = 200 };
#define PAGE_BYTES ((size_t)64 << 20)

static bool name_hidden(const struct appeal *appeal)
{
    return appeal->confidential && !appeal->attend_named;
}

/* NULL: this text is not to be found. */
static const char *text_of(const struct appeal *appeal, enum search_kind kind)
{
    switch (kind) {
    case SEARCH_number: return appeal->number;
    case SEARCH_title: return appeal->title;
    case SEARCH_body: return appeal->confidential ? NULL : appeal->body;
    case SEARCH_expectation: return appeal->confidential ? NULL : appeal->expectation;
    case SEARCH_enterprise: return name_hidden(appeal) ? NULL : appeal->enterprise_name;
    case SEARCH_uscc: return name_hidden(appeal) ? NULL : appeal->uscc;
    case SEARCH_hidden_name: return name_hidden(appeal) ? appeal->enterprise_name : NULL;
    case SEARCH_hidden_uscc: return name_hidden(appeal) ? appeal->uscc : NULL;
    case SEARCH_opinion: return appeal->reply_opinion;
    case SEARCH_decision: return appeal->decision;
    case SEARCH_measures: return appeal->measures;
    case SEARCH_result: return appeal->result;
    case SEARCH_KINDS: break;
    }
    return NULL;
}

static struct error put_texts(struct db *db, struct arena *arena, const struct appeal *before,
                              const struct appeal *after)
{
    for (int kind = 0; kind < SEARCH_KINDS; kind++) {
        const char *text = text_of(after, (enum search_kind)kind);

        if (!text_equal(before && before->id ? text_of(before, (enum search_kind)kind) : NULL, text))
            TRY(search_put(db, arena, after->id, (enum search_kind)kind, text));
    }
    return OK;
}

struct error search_store(struct context *context, const struct appeal *before, const struct appeal *after)
{
    return put_texts(context->db, context->arena, before, after);
}

struct error search_rebuild(struct db *db)
{
    struct arena *arena = arena_new(PAGE_BYTES);
    int64_t last = 0;
    size_t count = AT_ONCE;
    struct error error = search_clear(db);

    while (error.kind == NO_ERROR && count == AT_ONCE) {
        struct appeal *appeals;

        arena_reset(arena);
        error = appeals_after(db, arena, last, AT_ONCE, &appeals, &count);
        for (size_t i = 0; error.kind == NO_ERROR && i < count; i++) {
            error = put_texts(db, arena, NULL, &appeals[i]);
            last = appeals[i].id;
        }
    }
    arena_free(arena);
    return error;
}

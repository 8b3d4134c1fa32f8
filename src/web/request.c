/* SPDX-License-Identifier: Apache-2.0 */
#include "web/request.h"

#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

bool request_is_api(const struct request *request)
{
    return text_starts(request->path, "/api/");
}

const char *pairs_find(const struct pairs *pairs, const char *name)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (strcmp(pairs->items[i].name, name) == 0) return pairs->items[i].value;
    return NULL;
}

const char *pairs_find_nocase(const struct pairs *pairs, const char *name)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (strcasecmp(pairs->items[i].name, name) == 0) return pairs->items[i].value;
    return NULL;
}

void pairs_add(struct pairs *pairs, struct arena *arena, size_t most, const char *name, const char *value)
{
    /* Grows by doubling; the arena keeps the old piece until the request ends. */
    if ((pairs->count & (pairs->count - 1)) == 0) {
        struct pair *items = ARENA_ARRAY(arena, struct pair, pairs->count ? pairs->count * 2 : 1);

        if (pairs->count) memcpy(items, pairs->items, pairs->count * sizeof *items);
        pairs->items = items;
    }
    assert(pairs->count < most);
    pairs->items[pairs->count++] = (struct pair){ name, value };
}

const char *request_param(const struct request *request, const char *name)
{
    const char *value = pairs_find(&request->params, name);

    assert(value);
    return value;
}

struct error request_param_int(const struct request *request, const char *name, int64_t *number)
{
    if (text_int(request_param(request, name), number)) return OK;
    return (struct error){ .kind = NOT_FOUND, .code = "request.not-found" };
}

const char *request_header(const struct request *request, const char *name)
{
    const char *value = pairs_find_nocase(&request->headers, name);

    return value && text_is_utf8(value, strlen(value)) ? value : NULL;
}

const char *request_cookie(const struct request *request, const char *name)
{
    return pairs_find(&request->cookies, name);
}

const char *request_query(const struct request *request, const char *name)
{
    return pairs_find(&request->query, name);
}

static struct error bad_query(struct request *request, const char *name, const char *text)
{
    struct fault *fault = ARENA_NEW(request->arena, struct fault);

    *fault = (struct fault){ .field = name, .code = "bad-parameter", .text = text };
    return (struct error){ .kind = MALFORMED,
                           .code = "request.bad-parameter",
                           .text = arena_printf(request->arena, "参数%s：%s", name, text),
                           .faults = fault };
}

struct error request_query_int(struct request *request, const char *name, int64_t lowest, int64_t highest,
                               int64_t otherwise, int64_t *number)
{
    const char *text = request_query(request, name);

    *number = otherwise;
    if (!text || !*text) return OK;
    if (text_int(text, number) && *number >= lowest && *number <= highest) return OK;
    return bad_query(request, name,
                     arena_printf(request->arena, "须是%lld至%lld的整数", (long long)lowest, (long long)highest));
}

struct error request_query_day(struct request *request, const char *name, day_t *day)
{
    const char *text = request_query(request, name);

    *day = NO_DAY;
    if (!text || !*text || day_parse(text, day)) return OK;
    return bad_query(request, name, "须是2026-03-04这样的日期");
}

struct error request_query_bool(struct request *request, const char *name, bool otherwise, bool *truth)
{
    const char *text = request_query(request, name);

    *truth = otherwise;
    if (!text || !*text) return OK;
    *truth = text_equal(text, "true") || text_equal(text, "1");
    if (*truth || text_equal(text, "false") || text_equal(text, "0")) return OK;
    return bad_query(request, name, "须是true或false");
}

struct error request_page(struct request *request, int64_t *limit, const char **after)
{
    *after = request_query(request, "after");
    if (*after && !**after) *after = NULL;
    return request_query_int(request, "limit", 1, 200, 50, limit);
}

void request_continue(struct request *request, enum lane lane, struct error (*next)(struct request *), void *carry)
{
    request->next_lane = lane;
    request->next = next;
    request->carry = carry;
}

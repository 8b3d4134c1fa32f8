/* SPDX-License-Identifier: Apache-2.0 */
#include "service/set_up.h"

#include "base/random.h"
#include "base/secret.h"
#include "store/people.h"
#include "store/settings.h"

#define SETTING "set_up_token_digest"

struct error set_up_offer(struct context *context, const char **token)
{
    int64_t count;

    *token = NULL;
    TRY(accounts_count(context->db, context->arena, &count));
    if (count > 0) return settings_set(context->db, SETTING, NULL);
    *token = random_token(context->arena, 24);
    return settings_set(context->db, SETTING, secret_digest(context->arena, *token));
}

struct error set_up_check(struct context *context, const char *token)
{
    const char *digest;
    int64_t count;

    TRY(settings_find(context->db, context->arena, SETTING, &digest));
    TRY(accounts_count(context->db, context->arena, &count));
    if (count == 0 && secret_equal(digest, secret_digest(context->arena, token))) return OK;
    return (struct error){ .kind = NOT_FOUND, .code = "set-up.no-link", .text = "链接无效或已使用" };
}

struct error set_up_finish(struct context *context, const char *token, const struct new_account administrators[3],
                           const char *const hashes[3])
{
    TRY(set_up_check(context, token));
    TRY(accounts_first(context, administrators, hashes));
    return settings_set(context->db, SETTING, NULL);
}

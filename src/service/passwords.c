/* SPDX-License-Identifier: Apache-2.0 */
#include "service/passwords.h"

#include "base/random.h"
#include "base/secret.h"
#include "base/text.h"
#include "mechanism/password_rule.h"
#include "service/check.h"
#include "service/journal.h"
#include "service/sign_in.h"
#include "store/sessions.h"

#include <string.h>

static struct error staff_only(const struct context *context)
{
    if (context->person.id) return OK;
    return (struct error){ .kind = NOT_ALLOWED, .code = "password.staff-only", .text = "只有工作账号有密码" };
}

struct error password_find(struct context *context, struct password_change *change)
{
    *change = (struct password_change){ .old_count = 0 };
    TRY(staff_only(context));
    TRY(sign_in_lock_check(context, "account", context->person.account));
    TRY(accounts_by_id(context->db, context->arena, context->person.id, &change->account));
    return accounts_old_passwords(context->db, context->arena, context->person.id, change->old_hashes,
                                  &change->old_count);
}

static struct error at_field(struct arena *arena, const char *field, const char *code, const char *text)
{
    struct fault *fault = ARENA_NEW(arena, struct fault);

    *fault = (struct fault){ .field = field, .code = code, .text = text };
    return (struct error){ .kind = INVALID, .code = "password.refused", .text = text, .faults = fault };
}

/* The present one and the five before it. */
static bool used_before(const struct password_change *change, const char *password)
{
    if (password_check(change->account.password_hash, password)) return true;
    for (size_t i = 0; i < change->old_count; i++)
        if (password_check(change->old_hashes[i], password)) return true;
    return false;
}

void password_judge(struct arena *arena, struct password_change *change, const char *old_password,
                    const char *new_password)
{
    const char *weakness = password_weakness(arena, new_password, change->account.name);

    if (!password_check(change->account.password_hash, old_password)) {
        change->old_wrong = true;
        change->refusal = at_field(arena, "old_password", "wrong", "原密码不正确");
    } else if (weakness) {
        change->refusal = at_field(arena, "new_password", "weak", weakness);
    } else if (used_before(change, new_password)) {
        change->refusal = at_field(arena, "new_password", "used-before", "不能与现在的或最近五次用过的密码相同");
    } else {
        change->new_hash = password_hash(arena, new_password);
    }
}

struct error password_finish(struct context *context, const struct password_change *change, const char *keep_token,
                             struct error *refusal)
{
    const char *keep = keep_token ? secret_digest(context->arena, keep_token) : NULL;
    struct account now;

    *refusal = change->refusal;
    if (change->old_wrong) return sign_in_count_failure(context, "account", change->account.name, FAILURES_OF_ACCOUNT);
    if (refusal->kind != NO_ERROR) return OK;
    TRY(accounts_by_id(context->db, context->arena, change->account.id, &now));
    if (!text_equal(now.password_hash, change->account.password_hash))
        return (struct error){ .kind = NOT_NOW,
                               .code = "password.changed-meanwhile",
                               .text = "密码刚刚在别处改过，请重新登录" };
    TRY(accounts_set_password(context->db, context->arena, &now, change->new_hash, context->wall, false));
    TRY(failures_forget(context->db, "account", now.name));
    TRY(journal(context, "account", now.id, "change_password", NULL, NULL));
    return sessions_end_of_account(context->db, now.id, keep);
}

/* Three groups of four without letters that look alike; the first three characters make the three classes. */
struct given_password password_given(struct arena *arena)
{
    static const char upper[] = "ABCDEFGHJKLMNPQRSTUVWXYZ", lower[] = "abcdefghijkmnpqrstuvwxyz", digit[] = "23456789";
    const char *from[] = { upper, lower, digit };
    unsigned char chance[12];
    char plain[15];
    size_t length = 0;

    random_bytes(chance, sizeof chance);
    for (size_t i = 0; i < sizeof chance; i++) {
        const char *set = from[i < 3 ? i : i % 2 + (i > 7)];

        if (i == 4 || i == 8) plain[length++] = '-';
        plain[length++] = set[chance[i] % strlen(set)];
    }
    plain[length] = 0;
    return (struct given_password){ arena_text(arena, plain), password_hash(arena, plain) };
}

static bool is_secret(const char *secret)
{
    return secret && strlen(secret) >= 32 && strspn(secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == strlen(secret);
}

struct second_factor second_factor_of(struct context *context, const char *secret)
{
    if (!is_secret(secret)) secret = totp_new_secret(context->arena);
    return (struct second_factor){
        secret,
        arena_printf(context->arena, "otpauth://totp/ztc:%s?secret=%s&issuer=ztc", context->person.account, secret),
    };
}

struct error second_factor_enroll(struct context *context, const char *secret, const char *code, const char *keep_token)
{
    const char *keep = keep_token ? secret_digest(context->arena, keep_token) : NULL;
    struct account account;
    int64_t step;

    TRY(staff_only(context));
    TRY(accounts_by_id(context->db, context->arena, context->person.id, &account));
    /* Losing the device goes through the administrator: whoever holds a session must not replace the factor. */
    if (account.second_secret)
        return (struct error){ .kind = NOT_NOW,
                               .code = "second-factor.enrolled",
                               .text = "已绑定动态验证码，更换请联系系统管理员重置" };
    if (!is_secret(secret))
        return fault_error(context, "secret", "invalid", "密钥不完整，请重新扫描");
    if (!totp_matches(secret, code ? text_trim(context->arena, code) : NULL, context->wall, 0, &step))
        return fault_error(context, "code", "wrong", "动态验证码不正确，请核对手机时间后再试");
    TRY(accounts_set_second_factor(context->db, context->arena, account.id, secret, step));
    TRY(journal(context, "account", account.id, "enroll_second_factor", NULL, NULL));
    return sessions_end_of_account(context->db, account.id, keep);
}

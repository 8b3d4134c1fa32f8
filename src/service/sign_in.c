/* SPDX-License-Identifier: Apache-2.0 */
#include "service/sign_in.h"

#include "base/random.h"
#include "base/secret.h"
#include "base/text.h"
#include "mechanism/password_rule.h"
#include "mechanism/phone.h"
#include "service/journal.h"
#include "store/registry.h"
#include "store/sessions.h"

#define TOKEN_BYTES 32
#define NAME_CHARACTERS 64

static struct error no_session(void)
{
    return (struct error){ .kind = NOT_SIGNED_IN, .code = "session.none", .text = "登录已过期或尚未登录，请登录" };
}

const char *account_name_folded(struct arena *arena, const char *typed)
{
    const char *folded = text_fold(arena, text_trim(arena, typed ? typed : ""));

    /* What is longer is no account; it must not fill the table of failures. */
    return text_length(folded) <= NAME_CHARACTERS ? folded : text_cut(arena, folded, NAME_CHARACTERS);
}

/* Locks */

struct error sign_in_locked(struct context *context, instant_t until)
{
    instant_t left = until - context->wall;

    return (struct error){ .kind = TOO_OFTEN,
                           .code = "sign-in.locked",
                           .text = arena_printf(context->arena, "尝试次数过多，请%lld分钟后再试",
                                                (long long)((left + MINUTE - 1) / MINUTE)),
                           .retry_seconds = (int)((left + SECOND - 1) / SECOND) };
}

const char *sign_in_source(const struct context *context)
{
    const char *address = context->address;

    if (!address || text_starts(address, "127.") || text_equal(address, "::1")) return NULL;
    return address;
}

struct error sign_in_lock_check(struct context *context, const char *kind, const char *subject)
{
    struct failures failures;

    if (!subject) return OK;
    TRY(failures_find(context->db, context->arena, kind, subject, &failures));
    return failures.locked_until > context->wall ? sign_in_locked(context, failures.locked_until) : OK;
}

struct error sign_in_count_failure(struct context *context, const char *kind, const char *subject, int64_t most)
{
    if (!subject) return OK;
    return failures_count(context->db, kind, subject, context->wall, context->wall - LOCKED_FOR, most,
                          context->wall + LOCKED_FOR);
}

/* Sessions */

static bool ended(const struct session *session, instant_t wall)
{
    return wall >= session->ends_at || wall >= session->last_used_at + SESSION_IDLE;
}

static void password_facts(const struct context *context, const struct account *account, struct session_facts *facts)
{
    instant_t left = account->password_at + PASSWORD_DAYS * ONE_DAY - context->wall;

    facts->demo = account->demo;
    facts->password_days_left = -1;
    if (account->demo) return;
    facts->password_days_left = left > 0 ? (int)(left / ONE_DAY) : 0;
    facts->password_due = account->password_given || left <= 0;
    facts->second_factor_due = account->second_secret == NULL;
}

static struct error staff_person(struct context *context, int64_t id, struct person *person,
                                 struct session_facts *facts)
{
    struct account account;
    struct error error = accounts_by_id(context->db, context->arena, id, &account);

    if (error.kind == NOT_FOUND || (error.kind == NO_ERROR && !account.active)) return no_session();
    TRY(error);
    password_facts(context, &account, facts);
    *person = (struct person){
        .id = account.id,
        .account = account.name,
        .name = account.display_name,
        .roles = facts->password_due || facts->second_factor_due ? 0 : account.roles,
        .unit = account.unit,
        .jurisdiction = account.jurisdiction,
    };
    return OK;
}

/* Whoever has the registered phone, or was confirmed, speaks for the whole enterprise. */
static struct error speaks_for_all(struct context *context, const struct registry_entry *entry, const char *uscc,
                                   const char *phone, bool *all)
{
    struct delegate *delegates;
    size_t count;

    *all = entry && entry->contact_phone && text_equal(phone_normal(context->arena, entry->contact_phone), phone);
    if (*all) return OK;
    TRY(delegates_of(context->db, context->arena, uscc, &delegates, &count));
    for (size_t i = 0; i < count; i++)
        if (delegates[i].confirmed_at && text_equal(delegates[i].phone, phone)) *all = true;
    return OK;
}

static struct error enterprise_person(struct context *context, const struct session *session, struct person *person)
{
    struct registry_entry entry;
    struct error error = registry_find(context->db, context->arena, session->uscc, &entry);
    bool known = error.kind == NO_ERROR;

    if (!known && error.kind != NOT_FOUND) return error;
    *person = (struct person){
        .account = session->uscc,
        .name = known ? entry.name : session->uscc,
        .roles = 1u << ROLE_enterprise,
        .uscc = session->uscc,
        .phone = session->phone,
    };
    return speaks_for_all(context, known ? &entry : NULL, session->uscc, session->phone, &person->whole_enterprise);
}

struct error sign_in_session(struct context *context, const char *token, struct person *person,
                             struct session_facts *facts)
{
    const char *digest = secret_digest(context->arena, token ? token : "");
    struct session session;
    struct error error = sessions_find(context->db, context->arena, digest, &session);

    *facts = (struct session_facts){ .digest = digest, .password_days_left = -1 };
    if (error.kind == NOT_FOUND || (error.kind == NO_ERROR && ended(&session, context->wall))) return no_session();
    TRY(error);
    facts->ends_at = session.ends_at;
    facts->touch_due = context->wall >= session.last_used_at + SESSION_TOUCH_EVERY;
    return session.account ? staff_person(context, session.account, person, facts)
                           : enterprise_person(context, &session, person);
}

struct error sign_in_person(struct context *context, const char *token, struct person *person)
{
    struct session_facts facts;

    return sign_in_session(context, token, person, &facts);
}

struct error sign_in_touch(struct context *context, const char *token)
{
    return sessions_touch(context->db, secret_digest(context->arena, token), context->wall);
}

struct error sign_out(struct context *context, const char *token)
{
    return sessions_end(context->db, secret_digest(context->arena, token));
}

struct error sign_in_begin(struct context *context, int64_t account, const char *uscc, const char *phone,
                           struct signed_in *result)
{
    const char *token = random_token(context->arena, TOKEN_BYTES);
    struct session session = {
        .token_digest = secret_digest(context->arena, token),
        .account = account,
        .uscc = uscc,
        .phone = phone,
        .created_at = context->wall,
        .last_used_at = context->wall,
        .ends_at = context->wall + SESSION_LONGEST,
        .address = context->address,
    };

    result->token = token;
    result->ends_at = session.ends_at;
    return sessions_add(context->db, context->arena, &session);
}

/* Staff */

struct error sign_in_find(struct context *context, const char *name, struct sign_in_attempt *attempt)
{
    struct error error;

    *attempt =
        (struct sign_in_attempt){ .name = account_name_folded(context->arena, name), .hash = password_of_nobody };
    TRY(sign_in_lock_check(context, "address", sign_in_source(context)));
    TRY(sign_in_lock_check(context, "account", attempt->name));
    error = accounts_find(context->db, context->arena, attempt->name, &attempt->account);
    if (error.kind == NOT_FOUND) return OK;
    TRY(error);
    attempt->hash = attempt->account.password_hash;
    return OK;
}

static struct error refuse(struct context *context, const struct sign_in_attempt *attempt, const char *code,
                           const char *text, struct signed_in *result)
{
    result->refusal = (struct error){ .kind = NOT_SIGNED_IN, .code = code, .text = text };
    TRY(sign_in_count_failure(context, "account", attempt->name, FAILURES_OF_ACCOUNT));
    /* What was typed for an unknown account may be a password: it is not written down. */
    TRY(journal_session(context, attempt->account.id ? attempt->name : "unknown", ROLE_visitor, "refuse_sign_in",
                        code));
    return sign_in_count_failure(context, "address", sign_in_source(context), FAILURES_OF_ADDRESS);
}

/* A stale account is a door nobody watches (等保 8.1.4.2). */
static bool unused_too_long(const struct context *context, const struct account *account)
{
    instant_t since = context->wall - ACCOUNT_UNUSED_DAYS * ONE_DAY;

    /* A reset password is a use, too. */
    return !account->demo && account->last_sign_in < since && account->enabled_at < since &&
           account->password_at < since;
}

static struct error check_second_factor(struct context *context, const struct sign_in_attempt *attempt,
                                        const struct account *account, const char *totp, struct signed_in *result)
{
    bool right;
    int64_t step;

    if (account->demo || !account->second_secret) return OK;
    if (text_blank(totp)) {
        result->refusal =
            (struct error){ .kind = NOT_SIGNED_IN, .code = "sign-in.second-factor", .text = "请输入动态验证码" };
        return OK;
    }
    right = totp_matches(account->second_secret, text_trim(context->arena, totp), context->wall, account->second_step,
                         &step);
    /* Of two at once with the same code only one takes the step. */
    if (right) TRY(accounts_take_step(context->db, account->id, step, &right));
    if (right) return OK;
    return refuse(context, attempt, "sign-in.second-factor", "动态验证码不正确或已使用，请等待下一个", result);
}

static struct error begin_staff(struct context *context, const struct account *account, struct signed_in *result)
{
    struct session_facts facts = { .ends_at = 0 };

    password_facts(context, account, &facts);
    result->account = account->name;
    result->roles = account->roles;
    result->unit = account->unit;
    result->jurisdiction = account->jurisdiction;
    result->password_due = facts.password_due;
    result->second_factor_due = facts.second_factor_due;
    TRY(failures_forget(context->db, "account", account->name));
    TRY(accounts_signed_in(context->db, account->id, context->wall));
    TRY(journal_session(context, account->name, person_role(&(struct person){ .roles = account->roles }), "sign_in",
                        NULL));
    return sign_in_begin(context, account->id, NULL, NULL, result);
}

struct error sign_in_finish(struct context *context, const struct sign_in_attempt *attempt, bool password_right,
                            const char *totp, struct signed_in *result)
{
    struct account account;

    *result = (struct signed_in){ .token = NULL };
    /* Many at once must not try more often than one after the other. */
    TRY(sign_in_lock_check(context, "account", attempt->name));
    if (!password_right || attempt->account.id == 0)
        return refuse(context, attempt, "sign-in.wrong", "账号或密码不正确", result);
    TRY(accounts_by_id(context->db, context->arena, attempt->account.id, &account));
    if (!text_equal(account.password_hash, attempt->hash)) /* changed meanwhile */
        return refuse(context, attempt, "sign-in.wrong", "账号或密码不正确", result);
    if (!account.active || unused_too_long(context, &account)) {
        result->refusal =
            (struct error){ .kind = NOT_SIGNED_IN, .code = "sign-in.disabled", .text = "账号已停用，请联系系统管理员" };
        return OK;
    }
    TRY(check_second_factor(context, attempt, &account, totp, result));
    return result->refusal.kind == NO_ERROR ? begin_staff(context, &account, result) : OK;
}

struct error sign_in_staff(struct context *context, const char *name, const char *password, const char *totp,
                           struct signed_in *result)
{
    struct sign_in_attempt attempt;

    TRY(sign_in_find(context, name, &attempt));
    return sign_in_finish(context, &attempt, password_check(attempt.hash, password ? password : ""), totp, result);
}

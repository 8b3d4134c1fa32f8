/* SPDX-License-Identifier: Apache-2.0 */
#include "service/sign_in.h"

#include "base/random.h"
#include "base/secret.h"
#include "base/text.h"
#include "mechanism/phone.h"
#include "mechanism/uscc.h"
#include "service/check.h"
#include "service/journal.h"
#include "service/reach.h"
#include "store/sealed.h"
#include "store/sessions.h"

#define CODE_DIGITS 6
#define CODE_VALID (5 * MINUTE)
#define CODE_TRIES 5

/* How often something may be sent; the first that is exceeded says when to come back. */
struct send_rule {
    const char *kind;
    instant_t within;
    size_t most;
};
static const struct send_rule phone_rules[] = {
    { "phone", MINUTE, 1 },
    { "phone", HOUR, 5 },
    { "phone", ONE_DAY, 10 },
};
static const struct send_rule address_rules[] = { { "address", ONE_DAY, 20 } };

static struct error too_often(struct context *context, instant_t again)
{
    int seconds = (int)((again - context->wall + SECOND - 1) / SECOND);
    const char *when = seconds <= 120 ? arena_printf(context->arena, "%d秒", seconds)
                                      : arena_printf(context->arena, "%d分钟", (seconds + 59) / 60);

    return (struct error){ .kind = TOO_OFTEN,
                           .code = "code.too-often",
                           .text = arena_printf(context->arena, "发送过于频繁，请%s后再试", when),
                           .retry_seconds = seconds };
}

static struct error check_sends(struct context *context, const struct send_rule *rules, size_t rule_count,
                                const char *subject)
{
    instant_t times[SENDS_MOST];
    size_t count;

    if (!subject) return OK;
    TRY(sends_since(context->db, context->arena, rules->kind, subject, context->wall - ONE_DAY, times, &count));
    for (size_t i = rule_count; i-- > 0;) /* the longest wait is the honest answer */
        if (count >= rules[i].most && times[rules[i].most - 1] > context->wall - rules[i].within)
            return too_often(context, times[rules[i].most - 1] + rules[i].within);
    return OK;
}

static struct error check_who(struct context *context, const char *uscc, const char *phone, char normal[USCC_SIZE],
                              const char **number)
{
    struct fault_list faults = { 0 };
    const char *why;

    if (!uscc_check(context->arena, uscc ? uscc : "", normal, &why))
        fault_add(context, &faults, "uscc", "invalid", why);
    *number = phone_normal(context->arena, phone);
    if (!*number) fault_add(context, &faults, "phone", "invalid", PHONE_RULE);
    return faults_error(&faults);
}

static const char *code_digest(struct arena *arena, const char *salt, const char *code)
{
    return secret_digest(arena, arena_printf(arena, "%s:%s", salt, code));
}

struct error sign_in_code(struct context *context, const char *uscc, const char *phone, struct code_notice *notice)
{
    char normal[USCC_SIZE];
    const char *number, *subject, *salt = random_token(context->arena, 16);
    const char *digits = secret_digits(context->arena, CODE_DIGITS), *source = sign_in_source(context);

    TRY(check_who(context, uscc, phone, normal, &number));
    subject = sealed_digest(context->arena, number);
    TRY(check_sends(context, phone_rules, sizeof phone_rules / sizeof *phone_rules, subject));
    TRY(check_sends(context, address_rules, sizeof address_rules / sizeof *address_rules, source));
    TRY(sends_add(context->db, context->arena, "phone", subject, context->wall));
    if (source) TRY(sends_add(context->db, context->arena, "address", source, context->wall));
    *notice = (struct code_notice){ arena_text(context->arena, normal), number, digits };
    return codes_put(context->db, context->arena,
                     &(struct code){ .uscc = notice->uscc,
                                     .phone = number,
                                     .salt = salt,
                                     .digest = code_digest(context->arena, salt, digits),
                                     .at = context->wall });
}

static struct error refuse_code(struct context *context, const char *uscc, const char *subject,
                                struct signed_in *result)
{
    result->refusal = (struct error){ .kind = NOT_SIGNED_IN,
                                      .code = "sign-in.wrong-code",
                                      .text = "验证码不正确或已过期，请重新获取" };
    TRY(sign_in_count_failure(context, "code", subject, CODE_TRIES));
    TRY(journal_session(context, uscc, ROLE_visitor, "refuse_sign_in", "sign-in.wrong-code"));
    return sign_in_count_failure(context, "address", sign_in_source(context), FAILURES_OF_ADDRESS);
}

struct error sign_in_enterprise(struct context *context, const char *uscc, const char *phone, const char *typed,
                                struct signed_in *result)
{
    struct code code = { .digest = NULL };
    char normal[USCC_SIZE];
    const char *number, *subject;
    struct person person;
    struct error error;
    bool right;

    *result = (struct signed_in){ .token = NULL };
    TRY(check_who(context, uscc, phone, normal, &number));
    uscc = arena_text(context->arena, normal);
    subject = arena_printf(context->arena, "%s/%s", uscc, sealed_digest(context->arena, number));
    TRY(sign_in_lock_check(context, "address", sign_in_source(context)));
    TRY(sign_in_lock_check(context, "code", subject));
    error = codes_find(context->db, context->arena, uscc, number, &code);
    if (error.kind != NOT_FOUND) TRY(error);
    right = code.digest && context->wall < code.at + CODE_VALID &&
            secret_equal(code.digest,
                         code_digest(context->arena, code.salt,
                                     text_fold(context->arena, text_trim(context->arena, typed ? typed : ""))));
    if (!right) return refuse_code(context, uscc, subject, result);
    TRY(codes_end(context->db, context->arena, uscc, number));
    TRY(failures_forget(context->db, "code", subject));
    TRY(journal_session(context, uscc, ROLE_enterprise, "sign_in", NULL));
    result->account = uscc;
    result->roles = 1u << ROLE_enterprise;
    TRY(sign_in_begin(context, 0, uscc, number, result));
    TRY(sign_in_person(context, result->token, &person));
    return reach_signed_in(context, &person);
}

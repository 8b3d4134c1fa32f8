/* SPDX-License-Identifier: Apache-2.0 */
/* Signing in of staff, accounts and the three administrators, on both databases. */
#include "base/secret.h"
#include "base/text.h"
#include "mechanism/duties.h"
#include "mechanism/password_rule.h"
#include "mechanism/phone.h"
#include "service/accounts.h"
#include "service/passwords.h"
#include "service/sign_in.h"
#include "store/events.h"

#include "office.h"

#include <time.h>

#define PASSWORD "Quiet-River-48"

static struct office office;
static struct context *const context = &office.context;
static const char *hash; /* of PASSWORD */

static void demo_account(const char *name, unsigned roles, const char *unit)
{
    struct account account = office_account(&office, name, hash, roles, unit);

    office_must(
        WRITE(&office, db_change(office.db, NULL, "UPDATE account SET demo = 1 WHERE id = $1", INT(account.id))),
        "demo");
}

static struct error sign_in(const char *name, const char *password, const char *totp, struct signed_in *result)
{
    struct error error = WRITE(&office, sign_in_staff(context, name, password, totp, result));

    return error.kind == NO_ERROR ? result->refusal : error;
}

static const char *token_of(const char *name)
{
    struct signed_in result;

    CHECK_INT(sign_in(name, PASSWORD, NULL, &result).kind, NO_ERROR);
    return result.token;
}

static struct error person_of(const char *token, struct person *person)
{
    return sign_in_person(context, token, person);
}

/* Passwords, phones, roles: without a store */

static void weak_passwords_are_refused(void)
{
    static const char *const weak[] = {
        "Ab1!xyz",   "abcdefgh1",   "alllowercase-only", "P@ssw0rd2024", "Admin@123",
        "Qwer1234!", "Zhangsan-77", "1qaz2WSX!",         "Welcome#2026", "Abcd1234-XY"
    };

    for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
        CHECK(password_weakness(office.arena, weak[i], "zhangsan"), "%s", weak[i]);
    CHECK(!password_weakness(office.arena, PASSWORD, "zhangsan"), "a good one");
    CHECK(!password_weakness(office.arena, "凤凰单丛Tea7", "zhangsan"), "Chinese counts as other signs");
}

static void phones_have_one_form(void)
{
    CHECK_TEXT(phone_normal(office.arena, "+86 138-1234-5678"), "13812345678");
    CHECK_TEXT(phone_normal(office.arena, "１３８１２３４５６７８"), "13812345678");
    CHECK_TEXT(phone_normal(office.arena, "(0768) 2120086"), "07682120086");
    CHECK_TEXT(phone_normal(office.arena, "020-83122222"), "02083122222");
    CHECK(!phone_normal(office.arena, "1281234567"), "ten digits");
    CHECK(!phone_normal(office.arena, "12812345678"), "no such network");
    CHECK(!phone_normal(office.arena, "2120086"), "no area code");
    CHECK(!phone_normal(office.arena, "13812345678a"), "letters");
    CHECK(!phone_normal(office.arena, ""), "empty");
    CHECK_TEXT(phone_masked(office.arena, "13812345678"), "138****5678");
}

static void one_time_codes_follow_the_standard(void)
{
    /* RFC 6238, appendix B, the last six of the eight digits; the secret is "12345678901234567890". */
    static const char secret[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    int64_t step;

    CHECK_TEXT(totp_code(office.arena, secret, 59 * SECOND), "287082");
    CHECK_TEXT(totp_code(office.arena, secret, 1111111109 * SECOND), "081804");
    CHECK_TEXT(totp_code(office.arena, secret, 2000000000 * SECOND), "279037");
    CHECK(totp_matches(secret, "287082", 80 * SECOND, 0, &step) && step == 1, "the step before");
    CHECK(!totp_matches(secret, "287082", 80 * SECOND, 1, &step), "once");
    CHECK(!totp_matches(secret, "287082", 150 * SECOND, 0, &step), "too old");
}

static void an_administrator_is_only_that(void)
{
    const char *why;

    CHECK(roles_compatible(BIT(officer) | BIT(unit_head), &why), "two business roles");
    CHECK(roles_compatible(BIT(audit_admin), &why), "one administrator");
    CHECK(!roles_compatible(BIT(system_admin) | BIT(audit_admin), &why), "two administrators");
    CHECK(!roles_compatible(BIT(security_admin) | BIT(coordinator), &why), "with a business role");
    CHECK(!roles_compatible(BIT(enterprise), &why), "enterprises have no account");
}

/* Staff */

static void five_failures_lock_an_account(void)
{
    struct signed_in result;
    struct error error;

    demo_account("lock", BIT(officer), "gxj");
    for (int i = 0; i < 5; i++) {
        error = sign_in("lock", "wrong", NULL, &result);
        CHECK(error.kind == NOT_SIGNED_IN, "try %d is refused as wrong", i + 1);
        CHECK_TEXT(error.code, "sign-in.wrong");
    }
    error = sign_in("LOCK ", PASSWORD, NULL, &result);
    CHECK_INT(error.kind, TOO_OFTEN);
    CHECK_INT(error.retry_seconds, 15 * 60);
    context->wall += 15 * MINUTE - SECOND;
    CHECK_INT(sign_in("lock", PASSWORD, NULL, &result).retry_seconds, 1);
    context->wall += SECOND;
    CHECK_INT(sign_in("lock", PASSWORD, NULL, &result).kind, NO_ERROR);
    CHECK(result.token && strlen(result.token) >= 40, "a token");
    CHECK_TEXT(result.unit, "gxj");
}

static void a_success_begins_the_count_anew(void)
{
    struct signed_in result;

    demo_account("count", BIT(officer), "gxj");
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 3; i++) sign_in("count", "wrong", NULL, &result);
        CHECK_INT(sign_in("count", PASSWORD, NULL, &result).kind, NO_ERROR);
    }
}

static void unknown_accounts_get_the_same_answers(void)
{
    struct signed_in result;
    struct error error = sign_in("nobody", "wrong", NULL, &result);

    CHECK_INT(error.kind, NOT_SIGNED_IN);
    CHECK_TEXT(error.code, "sign-in.wrong");
    CHECK_TEXT(error.text, "账号或密码不正确");
    for (int i = 0; i < 4; i++) sign_in("nobody", "wrong", NULL, &result);
    error = sign_in("nobody", "wrong", NULL, &result);
    CHECK_INT(error.kind, TOO_OFTEN);
    CHECK_INT(error.retry_seconds, 15 * 60);
}

static double milliseconds_to_find_out(const char *name)
{
    struct sign_in_attempt attempt;
    struct timespec from, to;

    clock_gettime(CLOCK_MONOTONIC, &from);
    office_must(sign_in_find(context, name, &attempt), "find");
    CHECK(!password_check(attempt.hash, "wrong"), "wrong");
    clock_gettime(CLOCK_MONOTONIC, &to);
    return (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
}

static void unknown_accounts_take_as_long(void)
{
    double of_known = 1e9, of_unknown = 1e9;

    demo_account("timed", BIT(officer), "gxj");
    for (int i = 0; i < 5; i++) { /* the best of five: noise only adds */
        double took = milliseconds_to_find_out("timed");
        if (took < of_known) of_known = took;
        took = milliseconds_to_find_out("no-such-account");
        if (took < of_unknown) of_unknown = took;
    }
    CHECK(of_unknown > of_known * 0.6 && of_unknown < of_known * 1.6, "known %.2f ms, unknown %.2f ms", of_known,
          of_unknown);
}

static void an_address_is_locked_too(void)
{
    struct signed_in result;

    context->address = "198.51.100.9";
    for (int i = 0; i < FAILURES_OF_ADDRESS; i++) {
        struct sign_in_attempt attempt;
        struct error error = sign_in_find(context, arena_printf(office.arena, "guess%d", i), &attempt);

        CHECK_INT(error.kind, NO_ERROR);
        office_must(WRITE(&office, sign_in_finish(context, &attempt, false, NULL, &result)), "count");
    }
    CHECK_INT(sign_in("timed", PASSWORD, NULL, &result).kind, TOO_OFTEN);
    context->address = "203.0.113.7";
    CHECK_INT(sign_in("timed", PASSWORD, NULL, &result).kind, NO_ERROR);
}

static void a_session_ends_when_idle_and_after_eight_hours(void)
{
    instant_t start = context->wall;
    struct session_facts facts;
    struct person person;
    const char *token;

    demo_account("session", BIT(officer) | BIT(unit_head), "gxj");
    token = token_of("session");
    CHECK_INT(person_of(token, &person).kind, NO_ERROR);
    CHECK_TEXT(person.account, "session");
    CHECK_INT(person.roles, BIT(officer) | BIT(unit_head));
    CHECK_INT(person_of("made-up", &person).kind, NOT_SIGNED_IN);
    CHECK_INT(person_of(NULL, &person).kind, NOT_SIGNED_IN);
    context->now += 400 * ONE_DAY; /* the time of business does not touch it */
    context->wall = start + SESSION_IDLE - SECOND;
    CHECK_INT(sign_in_session(context, token, &person, &facts).kind, NO_ERROR);
    CHECK(facts.touch_due, "it should be marked as used");
    context->wall = start + SESSION_IDLE;
    CHECK_INT(person_of(token, &person).kind, NOT_SIGNED_IN);
    context->wall = start;
    for (int i = 0; i < 23; i++) { /* used every 20 minutes: until 7:40 */
        context->wall += 20 * MINUTE;
        CHECK_INT(person_of(token, &person).kind, NO_ERROR);
        office_must(WRITE(&office, sign_in_touch(context, token)), "touch");
    }
    context->wall = start + SESSION_LONGEST - SECOND;
    CHECK_INT(person_of(token, &person).kind, NO_ERROR);
    context->wall = start + SESSION_LONGEST;
    CHECK_INT(person_of(token, &person).kind, NOT_SIGNED_IN);
    context->now -= 400 * ONE_DAY;
}

static void every_sign_in_has_its_own_token(void)
{
    struct person person;
    const char *first = token_of("session"), *second = token_of("session");

    CHECK(strcmp(first, second) != 0, "two tokens");
    office_must(WRITE(&office, sign_out(context, first)), "out");
    CHECK_INT(person_of(first, &person).kind, NOT_SIGNED_IN);
    CHECK_INT(person_of(second, &person).kind, NO_ERROR);
}

static void disabling_ends_sessions_and_sign_in(void)
{
    struct signed_in result;
    struct person person;
    const char *token;

    demo_account("gone", BIT(officer), "gxj");
    token = token_of("gone");
    office_act(&office, "sys", BIT(system_admin), NULL, CITY);
    CHECK_INT(WRITE(&office, accounts_switch(context, "gone", false)).kind, NO_ERROR);
    CHECK_INT(person_of(token, &person).kind, NOT_SIGNED_IN);
    CHECK_INT(sign_in("gone", PASSWORD, NULL, &result).kind, NOT_SIGNED_IN);
    CHECK(!result.token, "no token");
    CHECK_INT(WRITE(&office, accounts_switch(context, "gone", true)).kind, NO_ERROR);
    CHECK_INT(sign_in("gone", PASSWORD, NULL, &result).kind, NO_ERROR);
}

static void new_roles_end_sessions(void)
{
    struct person person;
    const char *token;

    demo_account("promoted", BIT(officer), "gxj");
    token = token_of("promoted");
    office_act(&office, "sec", BIT(security_admin), NULL, CITY);
    CHECK_INT(WRITE(&office, accounts_grant(context, "promoted", BIT(unit_head))).kind, NO_ERROR);
    CHECK_INT(person_of(token, &person).kind, NOT_SIGNED_IN);
    CHECK_INT(person_of(token_of("promoted"), &person).kind, NO_ERROR);
    CHECK_INT(person.roles, BIT(unit_head));
}

static void real_accounts_need_a_second_factor(void)
{
    struct signed_in result;
    struct session_facts facts;
    struct second_factor factor;
    struct person person;
    const char *code;

    office_account(&office, "real", hash, BIT(officer), "gxj");
    CHECK_INT(sign_in("real", PASSWORD, NULL, &result).kind, NO_ERROR);
    CHECK(result.second_factor_due, "it is asked to enroll");
    CHECK_INT(sign_in_session(context, result.token, &person, &facts).kind, NO_ERROR);
    CHECK(person.roles == 0 && facts.second_factor_due, "and may do nothing else");
    context->person = person;
    factor = second_factor_of(context, NULL);
    CHECK_INT(WRITE(&office, second_factor_enroll(context, factor.secret, "000000", result.token)).kind, INVALID);
    code = totp_code(office.arena, factor.secret, context->wall);
    CHECK_INT(WRITE(&office, second_factor_enroll(context, factor.secret, code, result.token)).kind, NO_ERROR);
    CHECK_INT(sign_in_session(context, result.token, &person, &facts).kind, NO_ERROR);
    CHECK_INT(person.roles, BIT(officer));
    CHECK_TEXT(sign_in("real", PASSWORD, NULL, &result).code, "sign-in.second-factor");
    CHECK_TEXT(sign_in("real", PASSWORD, code, &result).code, "sign-in.second-factor"); /* used already */
    context->wall += MINUTE;
    code = totp_code(office.arena, factor.secret, context->wall);
    CHECK_INT(sign_in("real", PASSWORD, code, &result).kind, NO_ERROR);
    CHECK_INT(sign_in("real", PASSWORD, code, &result).kind, NOT_SIGNED_IN);
    CHECK_INT(WRITE(&office, second_factor_enroll(context, factor.secret, code, NULL)).kind, NOT_NOW);
}

static struct error change(const char *old_password, const char *new_password, const char *token)
{
    struct password_change facts;
    struct error refusal;

    office_must(password_find(context, &facts), "find");
    password_judge(office.arena, &facts, old_password, new_password);
    office_must(WRITE(&office, password_finish(context, &facts, token, &refusal)), "finish");
    return refusal;
}

static void of_two_at_once_one_takes_the_code(void)
{
    struct account account;
    bool first, second;

    office_must(accounts_find(office.db, office.arena, "real", &account), "find");
    office_must(WRITE(&office, accounts_take_step(office.db, account.id, account.second_step + 1, &first)), "first");
    office_must(WRITE(&office, accounts_take_step(office.db, account.id, account.second_step + 1, &second)), "second");
    CHECK(first && !second, "both had seen the same step");
}

static void a_new_password_is_another_one(void)
{
    struct person person;
    const char *kept, *other;

    demo_account("password", BIT(officer), "gxj");
    kept = token_of("password");
    other = token_of("password");
    person_of(kept, &context->person);
    CHECK_TEXT(change("wrong", "Blue-Kettle-51", kept).faults->field, "old_password");
    CHECK_TEXT(change(PASSWORD, "short1A", kept).faults->code, "weak");
    CHECK_TEXT(change(PASSWORD, PASSWORD, kept).faults->code, "used-before");
    CHECK_INT(change(PASSWORD, "Blue-Kettle-51", kept).kind, NO_ERROR);
    CHECK_INT(person_of(kept, &person).kind, NO_ERROR);
    CHECK_INT(person_of(other, &person).kind, NOT_SIGNED_IN);
    context->wall += SECOND;
    CHECK_TEXT(change("Blue-Kettle-51", PASSWORD, kept).faults->code, "used-before");
}

static void an_old_password_has_to_be_changed(void)
{
    struct session_facts facts;
    struct account account;
    struct signed_in result;
    struct person person;

    office_must(accounts_find(office.db, office.arena, "real", &account), "real");
    office_must(WRITE(&office, db_change(office.db, NULL, "UPDATE account SET password_at = $1 WHERE id = $2",
                                         INT(context->wall - 90 * ONE_DAY), INT(account.id))),
                "age");
    context->wall += MINUTE;
    CHECK_INT(sign_in("real", PASSWORD, totp_code(office.arena, account.second_secret, context->wall), &result).kind,
              NO_ERROR);
    CHECK(result.password_due, "too old");
    CHECK_INT(sign_in_session(context, result.token, &person, &facts).kind, NO_ERROR);
    CHECK(person.roles == 0 && facts.password_due, "roles are withheld");
}

static void an_account_nobody_uses_is_closed(void)
{
    struct signed_in result;
    struct account account;

    office_must(accounts_find(office.db, office.arena, "chen.wei", &account), "find");
    context->wall += 89 * ONE_DAY;
    CHECK_INT(sign_in("chen.wei", PASSWORD, NULL, &result).kind, NO_ERROR);
    context->wall += 90 * ONE_DAY + SECOND;
    CHECK_TEXT(sign_in("chen.wei", PASSWORD, NULL, &result).code, "sign-in.disabled");
    office_act(&office, "sys", BIT(system_admin), NULL, CITY);
    CHECK_INT(WRITE(&office, accounts_switch(context, "chen.wei", true)).kind, NO_ERROR);
    CHECK_INT(sign_in("chen.wei", PASSWORD, NULL, &result).kind, NO_ERROR);
}

static void whoever_was_disabled_by_hand_is_out_at_once(void)
{
    struct person person;
    const char *token = token_of("session");

    CHECK_INT(person_of(token, &person).kind, NO_ERROR);
    office_must(
        WRITE(&office, db_change(office.db, NULL, "UPDATE account SET state = 'disabled' WHERE name = 'session'")),
        "disable");
    CHECK_INT(person_of(token, &person).kind, NOT_SIGNED_IN);
}

/* Accounts */

static void making_and_granting_are_two_powers(void)
{
    struct new_account asked = { .account = "Chen.Wei", .name = "陈伟", .unit = "kjj", .phone = "13800000001" };
    struct given_password given = { "x", hash };
    struct account_card card;
    struct error error;

    office_act(&office, "sec", BIT(security_admin), NULL, CITY);
    CHECK_INT(WRITE(&office, accounts_make(context, &asked, &given, &card)).kind, NOT_ALLOWED);
    office_act(&office, "coord", BIT(coordinator), "zsj", CITY);
    CHECK_INT(WRITE(&office, accounts_make(context, &asked, &given, &card)).kind, NOT_ALLOWED);
    office_act(&office, "sys", BIT(system_admin), NULL, CITY);
    CHECK_INT(WRITE(&office, accounts_make(context, &asked, &given, &card)).kind, NO_ERROR);
    CHECK_TEXT(card.account, "chen.wei");
    CHECK_TEXT(card.phone, "138****0001");
    CHECK_INT(card.roles, 0);
    CHECK_INT(WRITE(&office, accounts_grant(context, "chen.wei", BIT(officer))).kind, NOT_ALLOWED);
    error = WRITE(&office, accounts_make(context, &asked, &given, &card));
    CHECK_INT(error.kind, INVALID);
    CHECK_TEXT(error.faults->field, "account");
    CHECK_TEXT(error.faults->next->field, "phone"); /* one account per person */
    asked.account = "x";
    asked.unit = "nope";
    asked.phone = NULL;
    CHECK_INT(WRITE(&office, accounts_make(context, &asked, &given, &card)).kind, INVALID);
    office_act(&office, "sys-xq", BIT(system_admin), NULL, "445102");
    asked = (struct new_account){ .account = "other", .name = "甲", .unit = "kjj" };
    CHECK_INT(WRITE(&office, accounts_make(context, &asked, &given, &card)).kind, NOT_ALLOWED);
}

static void a_person_moves_to_another_unit(void)
{
    struct new_account asked = { .account = "chen.wei", .name = "陈伟", .unit = "czj", .phone = "13800000001" };
    struct account account;
    struct person person;
    const char *token;

    office_act(&office, "sec", BIT(security_admin), NULL, CITY);
    CHECK_INT(WRITE(&office, accounts_grant(context, "chen.wei", BIT(officer))).kind, NO_ERROR);
    token = token_of("chen.wei");
    CHECK(!world_unit(context->world, "czj", day_of(context->now))->has_officer, "not there yet");
    CHECK_INT(WRITE(&office, accounts_move(context, &asked)).kind, NOT_ALLOWED);
    office_act(&office, "sys", BIT(system_admin), NULL, CITY);
    CHECK_INT(WRITE(&office, accounts_move(context, &asked)).kind, NO_ERROR);
    office_must(accounts_find(office.db, office.arena, "chen.wei", &account), "find");
    CHECK_TEXT(account.unit, "czj");
    CHECK_INT(account.roles, BIT(officer));
    CHECK_INT(person_of(token, &person).kind, NOT_SIGNED_IN);
    CHECK(world_unit(context->world, "czj", day_of(context->now))->has_officer, "there now");
    asked.unit = NULL;
    asked.jurisdiction = CITY;
    CHECK_TEXT(WRITE(&office, accounts_move(context, &asked)).faults->field, "unit");
    asked.unit = "kjj";
    CHECK_INT(WRITE(&office, accounts_move(context, &asked)).kind, NO_ERROR);
}

static void three_administrators_stay_apart(void)
{
    static const char *const names[] = { "adm.system", "adm.security", "adm.audit" };

    office_must(WRITE(&office, db_change(office.db, NULL,
                                         "UPDATE account SET state = 'disabled' WHERE name IN ('a1', 'a2', 'a3')")),
                "those of the set-up leave");
    for (unsigned i = 0; i < 3; i++) office_account(&office, names[i], hash, BIT(system_admin) << i, NULL);
    office_account(&office, "adm.other", hash, 0, NULL);
    office_act(&office, "adm.security", BIT(security_admin), NULL, CITY);
    CHECK_INT(WRITE(&office, accounts_grant(context, "adm.other", BIT(audit_admin) | BIT(officer))).kind, INVALID);
    CHECK_INT(WRITE(&office, accounts_grant(context, "adm.other", BIT(audit_admin) | BIT(system_admin))).kind, INVALID);
    CHECK_INT(WRITE(&office, accounts_grant(context, "adm.audit", BIT(inspector))).kind, NOT_NOW); /* the last one */
    CHECK_INT(WRITE(&office, accounts_grant(context, "adm.other", BIT(audit_admin))).kind, NO_ERROR);
    CHECK_INT(WRITE(&office, accounts_grant(context, "adm.audit", BIT(inspector))).kind, NO_ERROR);
    office_must(WRITE(&office, db_change(office.db, NULL,
                                         "UPDATE account SET display_name = 'adm.system' WHERE name = 'adm.audit'")),
                "rename");
    CHECK_INT(WRITE(&office, accounts_grant(context, "adm.audit", BIT(audit_admin))).kind,
              INVALID); /* the same person */
    office_act(&office, "adm.system", BIT(system_admin), NULL, CITY);
    CHECK_INT(WRITE(&office, accounts_switch(context, "adm.security", false)).kind, NOT_NOW);
}

static void oneself_is_not_to_be_changed(void)
{
    struct account account;

    office_must(accounts_find(office.db, office.arena, "adm.security", &account), "find");
    office_act(&office, "adm.security", BIT(security_admin), NULL, CITY);
    context->person.id = account.id;
    CHECK_INT(WRITE(&office, accounts_grant(context, "adm.security", BIT(coordinator))).kind, NOT_NOW);
}

static void a_reset_lets_back_in(void)
{
    struct given_password given;
    struct signed_in result;

    for (int i = 0; i < 6; i++) sign_in("real", "wrong", NULL, &result);
    given = password_given(office.arena);
    CHECK(!password_weakness(office.arena, given.plain, "real"), "%s", given.plain);
    office_act(&office, "sys", BIT(system_admin), NULL, CITY);
    CHECK_INT(WRITE(&office, accounts_reset(context, "real", &given)).kind, NO_ERROR);
    CHECK_INT(sign_in("real", given.plain, NULL, &result).kind, NO_ERROR);
    CHECK(result.password_due && result.second_factor_due, "a new password and factor are asked for");
}

static void each_sees_the_accounts_he_may(void)
{
    struct account_query query = { .role = ROLES, .limit = 200 };
    struct account_card *cards;
    size_t count;
    bool more;

    office_act(&office, "aud", BIT(audit_admin), NULL, CITY);
    CHECK_INT(accounts_show(context, &query, &cards, &count, &more).kind, NO_ERROR);
    CHECK(count > 10 && !more, "all of them");
    query.limit = 3;
    CHECK_INT(accounts_show(context, &query, &cards, &count, &more).kind, NO_ERROR);
    CHECK(count == 3 && more, "a page");
    office_act(&office, "off", BIT(officer), "kjj", CITY);
    CHECK_INT(accounts_show(context, &query, &cards, &count, &more).kind, NO_ERROR);
    CHECK(count == 1 && text_equal(cards[0].account, "chen.wei"), "colleagues");
    query.unit = "gxj";
    CHECK_INT(accounts_show(context, &query, &cards, &count, &more).kind, NOT_ALLOWED);
    office_act(&office, "win", BIT(window), NULL, CITY);
    CHECK_INT(accounts_show(context, &query, &cards, &count, &more).kind, NOT_ALLOWED);
}

static void the_first_three_are_set_up_once(void)
{
    struct new_account three[3] = { { .account = "a1", .name = "甲", .jurisdiction = CITY },
                                    { .account = "a2", .name = "乙", .jurisdiction = CITY },
                                    { .account = "a3", .name = "甲", .jurisdiction = CITY } };
    const char *hashes[3] = { hash, hash, hash };
    struct account account;

    context->person = (struct person){ .name = "访客", .account = "visitor" };
    CHECK_INT(WRITE(&office, accounts_first(context, three, hashes)).kind, INVALID); /* the same person twice */
    CHECK_INT(accounts_find(office.db, office.arena, "a1", &account).kind, NOT_FOUND);
    three[2].name = "丙";
    CHECK_INT(WRITE(&office, accounts_first(context, three, hashes)).kind, NO_ERROR);
    CHECK_INT(WRITE(&office, accounts_first(context, three, hashes)).kind, NOT_NOW);
    CHECK_INT(accounts_find(office.db, office.arena, "a3", &account).kind, NO_ERROR);
    CHECK_INT(account.roles, BIT(audit_admin));
}

static void what_was_done_is_on_record(void)
{
    struct rows rows;
    struct account account;
    struct event *events;
    size_t count;

    office_must(accounts_find(office.db, office.arena, "promoted", &account), "find");
    office_must(events_list(office.db, office.arena, "account", account.id, 0, 10, &events, &count), "events");
    CHECK(count == 1 && text_equal(events[0].action, "grant_roles"), "the grant");
    CHECK_TEXT(events[0].actor, "sec");
    CHECK(strstr(events[0].change, ",officer,") && strstr(events[0].change, ",unit_head,"), "%s", events[0].change);
    office_must(db_query(office.db, office.arena, &rows,
                         "SELECT count(*) FROM event WHERE subject = 'session' AND action = 'refuse_sign_in'"),
                "refusals");
    CHECK(row_int(&rows, 0, 0) > 10, "refusals too");
    office_must(db_query(office.db, office.arena, &rows, "SELECT count(*) FROM event WHERE note LIKE '%138000%'"),
                "phones");
    CHECK_INT(row_int(&rows, 0, 0), 0);
}

static void run_on(bool postgres)
{
    if (!office_open(&office, postgres)) return;
    RUN(the_first_three_are_set_up_once);
    RUN(weak_passwords_are_refused);
    RUN(phones_have_one_form);
    RUN(one_time_codes_follow_the_standard);
    RUN(an_administrator_is_only_that);
    RUN(five_failures_lock_an_account);
    RUN(a_success_begins_the_count_anew);
    RUN(unknown_accounts_get_the_same_answers);
    RUN(unknown_accounts_take_as_long);
    RUN(an_address_is_locked_too);
    RUN(a_session_ends_when_idle_and_after_eight_hours);
    RUN(every_sign_in_has_its_own_token);
    RUN(disabling_ends_sessions_and_sign_in);
    RUN(new_roles_end_sessions);
    RUN(real_accounts_need_a_second_factor);
    RUN(of_two_at_once_one_takes_the_code);
    RUN(a_new_password_is_another_one);
    RUN(an_old_password_has_to_be_changed);
    RUN(making_and_granting_are_two_powers);
    RUN(an_account_nobody_uses_is_closed);
    RUN(whoever_was_disabled_by_hand_is_out_at_once);
    RUN(a_person_moves_to_another_unit);
    RUN(three_administrators_stay_apart);
    RUN(oneself_is_not_to_be_changed);
    RUN(a_reset_lets_back_in);
    RUN(each_sees_the_accounts_he_may);
    RUN(what_was_done_is_on_record);
    office_close(&office);
}

int main(void)
{
    struct arena *arena = arena_new(1 << 20);

    hash = password_hash(arena, PASSWORD);
    run_on(false);
    run_on(true);
    arena_free(arena);
    return test_end();
}

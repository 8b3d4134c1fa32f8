/* SPDX-License-Identifier: Apache-2.0 */
/* Signing in of enterprises by a code to their phone, on both databases. */
#include "base/text.h"
#include "mechanism/uscc.h"
#include "service/registry.h"
#include "service/sign_in.h"

#include "office.h"

static struct office office;
static struct context *const context = &office.context;
static char known[USCC_SIZE], unknown[USCC_SIZE];

static struct error person_of(const char *token, struct person *person)
{
    return sign_in_person(context, token, person);
}

static struct error ask_code(const char *uscc, const char *phone, struct code_notice *notice)
{
    return WRITE(&office, sign_in_code(context, uscc, phone, notice));
}

static struct error enter(const char *uscc, const char *phone, const char *code, struct signed_in *result)
{
    struct error error = WRITE(&office, sign_in_enterprise(context, uscc, phone, code, result));

    return error.kind == NO_ERROR ? result->refusal : error;
}

static const char *another_code(const char *code)
{
    return text_equal(code, "111111") ? "222222" : "111111";
}

static void a_code_lets_an_enterprise_in_once(void)
{
    struct code_notice notice;
    struct signed_in result;
    struct person person;

    CHECK_INT(ask_code(known, "138 0000 0100", &notice).kind, NO_ERROR);
    CHECK_TEXT(notice.phone, "13800000100");
    CHECK_INT(strlen(notice.code), 6);
    CHECK_INT(enter(known, "13800000100", another_code(notice.code), &result).kind, NOT_SIGNED_IN);
    CHECK_INT(enter(known, "13800000100", notice.code, &result).kind, NO_ERROR);
    CHECK_TEXT(result.account, known);
    CHECK(!result.unit && !result.jurisdiction, "no unit");
    CHECK_INT(person_of(result.token, &person).kind, NO_ERROR);
    CHECK_INT(person.roles, BIT(enterprise));
    CHECK_TEXT(person.phone, "13800000100");
    CHECK_TEXT(person.uscc, known);
    CHECK_INT(enter(known, "13800000100", notice.code, &result).kind, NOT_SIGNED_IN); /* once */
}

static void the_answer_does_not_say_who_is_registered(void)
{
    struct code_notice first, second;
    struct error of_known, of_unknown;

    of_known = ask_code(known, "13800000101", &first);
    of_unknown = ask_code(unknown, "13800000102", &second);
    CHECK(of_known.kind == NO_ERROR && of_unknown.kind == NO_ERROR, "both are sent");
    CHECK_INT(ask_code("91350100M000100Y4Z", "13800000103", &first).kind, INVALID);
    CHECK_INT(ask_code(known, "1234", &first).kind, INVALID);
    CHECK_TEXT(ask_code(known, "1234", &first).faults->field, "phone");
}

static void codes_are_sent_seldom(void)
{
    instant_t start = context->wall;
    struct code_notice notice;
    struct error error;
    int sent = 0;

    context->address = NULL;
    CHECK_INT(ask_code(known, "13800000200", &notice).kind, NO_ERROR);
    context->wall += 20 * SECOND;
    error = ask_code(unknown, "13800000200", &notice); /* by phone, whatever the code */
    CHECK_INT(error.kind, TOO_OFTEN);
    CHECK_INT(error.retry_seconds, 40);
    CHECK_TEXT(error.text, "发送过于频繁，请40秒后再试");
    for (int i = 1; i < 5; i++) {
        context->wall = start + i * MINUTE;
        CHECK_INT(ask_code(known, "13800000200", &notice).kind, NO_ERROR);
    }
    context->wall = start + 5 * MINUTE;
    error = ask_code(known, "13800000200", &notice);
    CHECK_INT(error.kind, TOO_OFTEN);
    CHECK_INT(error.retry_seconds, 55 * 60);
    for (int hour = 1; hour < 20; hour++) {
        context->wall = start + hour * HOUR + 10 * MINUTE;
        if (ask_code(known, "13800000200", &notice).kind == NO_ERROR) sent++;
    }
    CHECK_INT(sent, 5); /* ten a day */
    context->wall = start + 25 * HOUR + 10 * MINUTE;
    CHECK_INT(ask_code(known, "13800000200", &notice).kind, NO_ERROR);
    context->address = "203.0.113.7";
}

static void an_address_gets_twenty_codes_a_day(void)
{
    struct code_notice notice;
    struct error error = OK;
    int sent = 0;

    context->address = "198.51.100.20";
    while (sent < 30 && error.kind == NO_ERROR)
        error = ask_code(known, arena_printf(office.arena, "139%08d", sent++), &notice);
    CHECK_INT(sent, 21);
    CHECK_INT(error.kind, TOO_OFTEN);
    CHECK(error.retry_seconds > 23 * 3600, "%d seconds", error.retry_seconds);
    context->address = "203.0.113.7";
    CHECK_INT(ask_code(known, "13900000099", &notice).kind, NO_ERROR);
}

static void a_code_ends_after_five_minutes_and_five_tries(void)
{
    struct code_notice notice;
    struct signed_in result;
    struct error error;

    CHECK_INT(ask_code(known, "13800000300", &notice).kind, NO_ERROR);
    context->wall += 5 * MINUTE;
    CHECK_INT(enter(known, "13800000300", notice.code, &result).kind, NOT_SIGNED_IN);
    context->wall += HOUR;
    CHECK_INT(ask_code(known, "13800000300", &notice).kind, NO_ERROR);
    for (int i = 0; i < 4; i++)
        CHECK_INT(enter(known, "13800000300", another_code(notice.code), &result).kind, NOT_SIGNED_IN);
    CHECK_INT(enter(unknown, "13800000300", notice.code, &result).kind, NOT_SIGNED_IN); /* another's code */
    CHECK_INT(enter(known, "13800000300", another_code(notice.code), &result).kind, NOT_SIGNED_IN);
    error = enter(known, "13800000300", notice.code, &result);
    CHECK_INT(error.kind, TOO_OFTEN);
    CHECK_INT(error.retry_seconds, 15 * 60);
    context->wall += 15 * MINUTE;
    CHECK_INT(enter(known, "13800000300", notice.code, &result).kind, NOT_SIGNED_IN); /* the code is gone */
}

static bool sees_all(const char *uscc, const char *phone)
{
    struct code_notice notice;
    struct signed_in result;
    struct person person;

    context->wall += HOUR;
    office_must(ask_code(uscc, phone, &notice), "code");
    office_must(enter(uscc, phone, notice.code, &result), "enter");
    office_must(person_of(result.token, &person), "person");
    context->person = person;
    return person.whole_enterprise;
}

static void only_the_registered_phone_and_delegates_see_all(void)
{
    struct registry_entry entry = { .uscc = known,
                                    .name = "潮州市试验陶瓷有限公司",
                                    .contact_phone = "0768-2120086",
                                    .state = "存续",
                                    .changed_at = context->now };

    context->address = NULL;
    office_must(WRITE(&office, registry_put(office.db, office.arena, &entry)), "registry");
    CHECK(!sees_all(known, "13800000400"), "anybody knows the code");
    CHECK_INT(WRITE(&office, delegate_confirm(context, known, "13800000400", "李四")).kind, NOT_ALLOWED);
    CHECK(!sees_all(unknown, "07682120086"), "the phone is another enterprise's");
    CHECK_INT(WRITE(&office, delegate_confirm(context, known, "13800000400", "李四")).kind, NOT_ALLOWED);
    CHECK(sees_all(known, "07682120086"), "the registered phone");
    CHECK_TEXT(context->person.name, "潮州市试验陶瓷有限公司");
    CHECK_INT(WRITE(&office, delegate_confirm(context, known, "13800000400", "李四")).kind, NO_ERROR);
    CHECK(sees_all(known, "13800000400"), "the delegate");
    CHECK_INT(WRITE(&office, delegate_end(context, known, "13800000400")).kind, NO_ERROR);
    CHECK(!sees_all(known, "13800000400"), "no longer");
    office_must(
        WRITE(&office, delegates_put(office.db, office.arena,
                                     &(struct delegate){ .uscc = known, .phone = "13800000401", .name = "王五" })),
        "asked for");
    CHECK(!sees_all(known, "13800000401"), "not confirmed");
    context->address = "203.0.113.7";
}

static void no_phone_is_on_record(void)
{
    struct rows rows;

    office_must(
        db_query(office.db, office.arena, &rows,
                 "SELECT count(*), sum(CASE WHEN note LIKE '%138000%' OR actor LIKE '%138000%' THEN 1 ELSE 0 END)"
                 "  FROM event WHERE subject = 'session'"),
        "events");
    CHECK(row_int(&rows, 0, 0) > 10, "sign-ins and refusals are");
    CHECK_INT(row_int(&rows, 0, 1), 0);
}

static void run_on(bool postgres)
{
    if (!office_open(&office, postgres)) return;
    uscc_make("91445100MA4UKN0W", known);
    uscc_make("91445100MA4UUNKN", unknown);
    RUN(a_code_lets_an_enterprise_in_once);
    RUN(the_answer_does_not_say_who_is_registered);
    RUN(codes_are_sent_seldom);
    RUN(an_address_gets_twenty_codes_a_day);
    RUN(a_code_ends_after_five_minutes_and_five_tries);
    RUN(only_the_registered_phone_and_delegates_see_all);
    RUN(no_phone_is_on_record);
    office_close(&office);
}

int main(void)
{
    run_on(false);
    run_on(true);
    return test_end();
}

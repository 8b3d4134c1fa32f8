/* SPDX-License-Identifier: Apache-2.0 */
/* Notices: whom a step tells, what it says, and what it must not say; inboxes; the outbox of a rehearsal. */
#include "base/text.h"
#include "mechanism/uscc.h"
#include "service/deliver.h"
#include "service/inbox.h"
#include "service/notice_words.h"
#include "service/notify.h"
#include "service/rehearse.h"
#include "service/sign_in.h"
#include "service/suggestion_step.h"
#include "service/sweep.h"
#include "service/take_step.h"
#include "store/outbox.h"
#include "store/records.h"
#include "store/registry.h"
#include "store/units.h"

#include "office.h"

#include <stdarg.h>

static struct office office;
static bool on_postgres;

#define NAME "潮州市红茶食品有限公司"
#define PHONE "13800000001"
#define LANDLINE "07682120086"

/* ── The rows ───────────────────────────────────────────────────────────── */

static bool is_told(const char *id)
{
    const struct machine *const machines[] = { &appeal_machine, &round_machine };

    for (int m = 0; m < 2; m++)
        for (size_t i = 0; i < machines[m]->tell_count; i++)
            if (text_equal(machines[m]->tells[i].template, id)) return true;
    return false;
}

static bool is_of_suggestion(int template) { return text_starts(template_rows[template].id, "suggestion"); }

static void every_template_is_there_and_used(void)
{
    const struct machine *const machines[] = { &appeal_machine, &round_machine };

    for (int m = 0; m < 2; m++)
        for (size_t i = 0; i < machines[m]->tell_count; i++)
            CHECK(template_find(machines[m]->tells[i].template), "%s", machines[m]->tells[i].template);
    for (int i = 0; i < TEMPLATES; i++)
        CHECK(is_told(template_rows[i].id) || is_of_suggestion(i) || i == TEMPLATE_sign_in_code ||
                  i == TEMPLATE_contact_missing,
              "%s is never used", template_rows[i].id);
    CHECK(!template_find("nonsense"), "found what is not there");
}

static void every_word_of_a_template_is_known(void)
{
    for (int i = 0; i < TEMPLATES; i++) {
        bool nested = false;
        int depth = 0;

        for (const char *at = template_rows[i].chinese; *at; at++) {
            depth += (*at == '[') - (*at == ']');
            nested = nested || depth < 0 || depth > 1;
            if (*at != '{') continue;
            char *word = arena_text_n(office.arena, at + 1, strcspn(at + 1, "}"));
            if (is_of_suggestion(i)) {
                CHECK(suggestion_knows_word(word), "%s: {%s}", template_rows[i].id, word);
                continue;
            }
            CHECK(letter_knows(word) || (i == TEMPLATE_sign_in_code && text_equal(word, "code")), "%s: {%s}",
                  template_rows[i].id, word);
        }
        CHECK(depth == 0 && !nested, "%s: brackets", template_rows[i].id);
        CHECK(text_length(template_rows[i].chinese) < 200, "%s is long", template_rows[i].id);
    }
    CHECK(!letter_knows("nonsense") && !letter_knows("due.nonsense"), "knows what is not there");
}

static const char *word_of_test(void *from, const char *name) { return text_equal(name, "here") ? from : NULL; }

static void a_part_with_an_empty_word_is_left_out(void)
{
    char here[] = "甲";

    CHECK_TEXT(template_text(office.arena, "{here}[，有{here}][，没有{gone}和{here}]。", word_of_test, here),
               "甲，有甲。");
    CHECK_TEXT(template_text(office.arena, "{gone}。", word_of_test, here), "。");
}

/* ── A stage ────────────────────────────────────────────────────────────── */

static const char *code_numbered(int n)
{
    static const char digits[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    char normal[19];
    const char *why;

    for (const char *inner = digits; *inner; inner++)
        for (const char *outer = digits; *outer; outer++) {
            const char *code = arena_printf(office.arena, "91445100MA4TEX%02d%c%c", n, *inner, *outer);
            if (uscc_check(office.arena, code, normal, &why)) return arena_text(office.arena, normal);
        }
    abort();
}

static struct given read_given(enum input_kind kind, const char *text)
{
    struct given given = { .present = true, .text = text };

    if (kind == INPUT_IS_BOOLEAN) given.truth = text_equal(text, "true");
    if (kind == INPUT_IS_DAY) day_parse(text, &given.day);
    if (kind == INPUT_IS_INSTANT) instant_parse(text, &given.instant);
    if (kind == INPUT_IS_NUMBER) text_int(text, &given.number);
    if (kind == INPUT_IS_LIST) given.list = (const char *const *)text_split(office.arena, text, ' ', &given.count);
    return given;
}

static const struct input *fields(const char *name, ...)
{
    struct input *input = ARENA_NEW(office.arena, struct input);
    va_list list;

    va_start(list, name);
    for (; name; name = va_arg(list, const char *)) {
        const char *value = va_arg(list, const char *);

        for (int i = 0; i < INPUTS; i++)
            if (value && text_equal(inputs[i].name, name)) input->fields[i] = read_given(inputs[i].kind, value);
    }
    va_end(list);
    return input;
}
#define FIELDS(...) fields(__VA_ARGS__, NULL)

static void as(const char *account, enum role role, const char *unit, const char *jurisdiction)
{
    office_act(&office, account, 1u << role, unit, jurisdiction);
}

static void as_enterprise(const char *uscc, const char *phone)
{
    office.context.person = (struct person){
        .account = uscc, .name = NAME, .roles = BIT(enterprise), .uscc = uscc, .phone = phone, .whole_enterprise = true
    };
}

static void act(const char *number, const char *action, const struct input *input)
{
    struct error error = WRITE(&office, take_appeal_step(&office.context, number, action, input, 0));

    CHECK(error.kind == NO_ERROR, "%s %s: %s %s %s", number, action, error.code, error.text ? error.text : "",
          error.detail ? error.detail : "");
}

static void act_round(const char *number, const char *action, const struct input *input)
{
    struct error error = WRITE(&office, take_round_step(&office.context, number, action, input, 0));

    CHECK(error.kind == NO_ERROR, "%s %s: %s %s %s", number, action, error.code, error.text ? error.text : "",
          error.detail ? error.detail : "");
}

static const char *submit(int n, const char *phone, const char *confidential)
{
    const char *number = "?";
    struct error error;

    as_enterprise(code_numbered(n), phone);
    error = WRITE(&office,
                  submit_appeal(&office.context,
                                FIELDS("uscc", code_numbered(n), "enterprise_name", NAME, "region", "445102",
                                       "contact_name", "陈岚", "contact_phone", phone, "title", "用水压力不足", "body",
                                       "三楼以上没有水。", "confidential", confidential, "attend", "false"),
                                &number));
    CHECK(error.kind == NO_ERROR, "submit: %s %s %s", error.code, error.text ? error.text : "",
          error.faults ? error.faults->field : "");
    return number;
}

static void assign(const char *number, const char *lead, const char *co)
{
    as("coordinator", ROLE_coordinator, "zsj", CITY);
    act(number, "assign", FIELDS("lead_unit", lead, "co_units", *co ? co : NULL, "grade", "normal"));
}

static void move_to(const char *instant)
{
    instant_t to;

    instant_parse(instant, &to);
    as("office", ROLE_office, "sfb", CITY);
    office_must(WRITE(&office, rehearse_move(&office.context, to)), instant);
}

static void contact(const char *unit, const char *kind, const char *phone)
{
    struct contact row = { .unit = unit,
                           .kind = kind,
                           .name = "联络员",
                           .phone = phone,
                           .changed_at = office.context.wall,
                           .verified_at = office.context.wall };

    office_must(WRITE(&office, contacts_put(office.db, office.arena, &row)), "contact");
}

static struct error put_registry(void)
{
    for (int n = 1; n < 10; n++) {
        struct registry_entry entry = { .uscc = code_numbered(n),
                                        .name = NAME,
                                        .region = "445102",
                                        .state = "存续",
                                        .changed_at = office.context.wall };

        TRY(registry_put(office.db, office.arena, &entry));
    }
    return OK;
}

/* The third round of 2026 is open from 13 February on, its event on 11 March. */
static void set_the_stage(void)
{
    static const struct {
        const char *name;
        enum role role;
        const char *unit;
    } people[] = {
        { "coordinator", ROLE_coordinator, "zsj" },
        { "office", ROLE_office, "sfb" },
        { "inspector", ROLE_inspector, "dcs" },
        { "leader", ROLE_leader, "sfb" },
        { "secretary", ROLE_secretary, "sfb" },
        { "swj1", ROLE_officer, "swj" },
        { "swj2", ROLE_officer, "swj" },
        { "gxj1", ROLE_officer, "gxj" },
        { "zrj1", ROLE_officer, "zrj" },
    };
    const char *number;

    instant_parse("2026-02-13T09:00:00+08:00", &office.context.wall);
    office.context.now = office.context.wall;
    for (size_t i = 0; i < sizeof people / sizeof *people; i++)
        office_account(&office, people[i].name, "x", 1u << people[i].role, people[i].unit);
    office_must(WRITE(&office, rehearse_begin(&office.context)), "rehearsal");
    office_must(WRITE(&office, put_registry()), "registry");
    contact("swj", "liaison", "13900000001");
    contact("swj", "deputy", "13900000002");
    contact("gxj", "liaison", "13900000003");
    as("office", ROLE_office, "sfb", CITY);
    office_must(WRITE(&office, plan_round(&office.context, CITY, FIELDS("event_day", "2026-03-11"), &number)), "round");
    move_to("2026-02-13T09:00:00+08:00");
}

/* ── What was told ──────────────────────────────────────────────────────── */

static struct sent_notice *sent;
static size_t sent_count;

static void read_sent(const char *to)
{
    office_must(rehearsal_outbox(&office.context, to, 0, 1000, &sent, &sent_count), "outbox");
}

/* The newest of a template that went to somebody; NULL: none. */
static const struct sent_notice *told(const char *to, const char *template, const char *number)
{
    read_sent(to);
    for (size_t i = 0; i < sent_count; i++)
        if (text_equal(sent[i].template, template) && strstr(sent[i].text, number)) return &sent[i];
    return NULL;
}

#define MEMBER_TOLD(member)                                                                                            \
    static const char *told_##member(const char *to, const char *template, const char *number)                         \
    {                                                                                                                  \
        const struct sent_notice *notice = told(to, template, number);                                                 \
                                                                                                                       \
        return notice ? notice->member : "not told";                                                                   \
    }
MEMBER_TOLD(text)
MEMBER_TOLD(values)
MEMBER_TOLD(channel)

static size_t count_told(const char *template, const char *number)
{
    size_t count = 0;

    read_sent(NULL);
    for (size_t i = 0; i < sent_count; i++)
        count += text_equal(sent[i].template, template) && strstr(sent[i].text, number) != NULL;
    return count;
}

static bool anybody_reads(const char *to, const char *words)
{
    read_sent(to);
    for (size_t i = 0; i < sent_count; i++)
        if (strstr(sent[i].text, words) || strstr(sent[i].values, words)) return true;
    return false;
}

static const char *hour_sent(const struct sent_notice *notice)
{
    return notice ? instant_text(office.arena, notice->at) : "never";
}

/* ── Steps ──────────────────────────────────────────────────────────────── */

static void a_submission_tells_enterprise_and_coordinator(void)
{
    const char *number = submit(1, PHONE, "false");
    const struct sent_notice *receipt = told(PHONE, "receipt", number);

    CHECK(receipt && strstr(receipt->values, "\"query_code\":\"") && strstr(receipt->values, number), "receipt");
    CHECK(receipt && text_equal(receipt->channel, "sms"), "channel");
    CHECK(receipt && strstr(receipt->text, "2026年第1期") && strstr(receipt->text, "最迟2月"), "%s",
          receipt ? receipt->text : "");
    CHECK(told("coordinator@445100", "new_appeal", number), "the coordinator");
    CHECK(told("138-0000-0001", "receipt", number), "a number written otherwise");
    CHECK(!told("registrar@445100", "new_appeal", number), "not the registrar");
    CHECK_INT(count_told("receipt", number), 1);
    number = submit(20, PHONE, "false");
    CHECK(told("registrar@445100", "new_appeal", number), "one that the registry does not have: the registrar");
    CHECK(!told("coordinator@445100", "new_appeal", number), "not yet the coordinator");
}

static void an_assignment_is_told_at_night_and_its_enterprise_in_the_morning(void)
{
    const char *number = submit(1, PHONE, "false");

    move_to("2026-02-13T22:30:00+08:00");
    assign(number, "swj", "gxj");
    CHECK_TEXT(hour_sent(told("13900000001", "dispatched", number)), "2026-02-13T22:30:00+08:00");
    CHECK_TEXT(hour_sent(told("13900000002", "dispatched", number)), "2026-02-13T22:30:00+08:00");
    CHECK_TEXT(hour_sent(told("13900000003", "co_dispatched", number)), "2026-02-13T22:30:00+08:00");
    CHECK(told("swj", "dispatched", number), "in the unit's inbox too");
    CHECK_TEXT(hour_sent(told(PHONE, "admitted", number)), "2026-02-14T08:00:00+08:00");
    CHECK(strstr(told_text("swj", "dispatched", number), "2月14日（周六）22:30"), "%s",
          told_text("swj", "dispatched", number));
    CHECK(strstr(told_text("swj", "dispatched", number), NAME), "who asks");
    CHECK(strstr(told_values("swj", "dispatched", number), "\"due\":\"2026-02-14T22:30:00+08:00\""), "%s",
          told_values("swj", "dispatched", number));
    CHECK(!told("13900000003", "dispatched", number), "the co-unit does not lead");
    CHECK(!told("coordinator@445100", "contact_missing", number), "nobody is missing");
}

static void a_unit_without_contacts_is_the_coordinators_task(void)
{
    const char *number = submit(1, PHONE, "false");

    assign(number, "zrj", "");
    CHECK(told("zrj", "dispatched", number), "in its inbox all the same");
    CHECK(told("coordinator@445100", "contact_missing", number) != NULL &&
              strstr(told_text("coordinator@445100", "contact_missing", number), "市自然资源局"),
          "the coordinator");
}

static void a_confidential_appeal_does_not_name_its_enterprise_to_units(void)
{
    const char *number = submit(2, PHONE, "true");

    assign(number, "swj", "gxj");
    move_to("2026-02-26T09:00:00+08:00"); /* urged, accepted by silence, overdue … */
    as("coordinator", ROLE_coordinator, "zsj", CITY);
    act(number, "urge", FIELDS("text", "请抓紧"));
    as_enterprise(code_numbered(2), PHONE);
    act(number, "withdraw", FIELDS("reason", NAME "已自行解决"));
    CHECK(told("swj", "dispatched", number) && told("13900000003", "co_dispatched", number), "they are told");
    CHECK(told("swj", "withdrawn", number), "the end too");
    for (const char *const *to =
             (const char *const[]){ "swj", "gxj", "13900000001", "13900000002", "13900000003", "unit_head@swj", NULL };
         *to; to++) {
        CHECK(!anybody_reads(*to, NAME), "%s reads the name", *to);
        CHECK(!anybody_reads(*to, "用水压力不足"), "%s reads the title", *to);
        CHECK(!anybody_reads(*to, PHONE), "%s reads the phone", *to);
    }
    CHECK(anybody_reads("coordinator@445100", NAME), "the coordinator knows it");
}

static void what_is_taken_back_is_told_to_whom_it_was_told(void)
{
    const char *number = submit(1, PHONE, "false");

    assign(number, "swj", "gxj");
    act(number, "retract", FIELDS("reason", "x"));
    CHECK(told("13900000001", "retracted", number) && told("13900000003", "retracted", number) &&
              told("swj", "retracted", number) && told(PHONE, "retracted", number),
          "all of them");
    CHECK_INT(count_told("retracted", number), 6); /* two inboxes, three contacts, the enterprise */
    CHECK(strstr(told_text("swj", "retracted", number), "派单"), "%s", told_text("swj", "retracted", number));
    CHECK(!told("coordinator@445100", "retracted", number), "not who was not");
}

static void silence_about_a_coordinators_limit_goes_to_office_and_inspector(void)
{
    const char *number = submit(1, PHONE, "false"); /* screening ends on 25 February: seven days of holidays */
    instant_t due;

    instant_parse("2026-02-26T00:00:00+08:00", &due);
    while (!told("coordinator@445100", "overdue", number)) {
        instant_t next;

        office_must(sweep_next(&office.context, &next), "next");
        if (next > due + 10 * ONE_DAY) break;
        move_to(instant_text(office.arena, next));
    }
    CHECK(told("coordinator@445100", "overdue", number), "the owner");
    CHECK(!told("office@445100", "overdue", number) && !told("inspector@445100", "overdue", number), "only the owner");
    office.context.now += ONE_DAY;
    move_to(instant_text(office.arena, office.context.now + ONE_DAY));
    CHECK(told("office@445100", "overdue", number) && told("inspector@445100", "overdue", number), "a day later");
    CHECK_INT(count_told("overdue", number), 3);
    CHECK(strstr(told_text("coordinator@445100", "overdue", number), "请马上处理"), "the owner is to do it");
    CHECK(strstr(told_text("office@445100", "overdue", number), "请您督促"), "the office to see to it");
    move_to("2026-03-03T09:00:00+08:00");
    CHECK(strstr(told_text("coordinator@445100", "supervised", number), "潮督〔2026〕1号"),
          "the order, to whoever has the turn: %s", told_text("coordinator@445100", "supervised", number));
}

static void silence_of_a_unit_goes_to_its_head_then_to_coordinator_and_inspector(void)
{
    const char *number = submit(1, PHONE, "false");

    assign(number, "swj", "");
    as("swj1", ROLE_officer, "swj", CITY);
    act(number, "accept", FIELDS("note", "x"));
    as("inspector", ROLE_inspector, "dcs", CITY);
    act(number, "supervise", FIELDS("text", "请说明情况", "answer_by", "2026-02-25"));
    CHECK(told("unit_head@swj", "supervised", number) && told("13900000001", "supervised", number), "an order");
    CHECK(strstr(told_text("swj", "supervised", number), "潮督〔2026〕1号"), "%s",
          told_text("swj", "supervised", number));
    move_to("2026-02-26T09:00:00+08:00");
    CHECK(told("swj", "overdue", number) && told("unit_head@swj", "overdue", number) &&
              told("13900000002", "overdue", number),
          "unit and head");
    CHECK(!told("coordinator@445100", "overdue", number), "not yet");
    move_to("2026-02-27T09:00:00+08:00");
    CHECK(told("coordinator@445100", "overdue", number) && told("inspector@445100", "overdue", number), "a day later");
    CHECK(!told("office@445100", "overdue", number), "the office is for coordinators");
}

/* Answered in writing, straight to the rating. */
static void answer(const char *number)
{
    as("swj1", ROLE_officer, "swj", CITY);
    act(number, "accept", FIELDS("note", "x"));
    act(number, "log_contact", FIELDS("whom", "企业", "how", "电话", "found", "属实", "outcome", "reached"));
    act(number, "reply", FIELDS("opinion", "已更换水泵。", "kind", "resolved"));
    as("coordinator", ROLE_coordinator, "zsj", CITY);
    act(number, "assess", FIELDS("assessment", "可行", "direct", "true"));
    act(number, "release_reply", FIELDS("note", "x"));
    act(number, "pass_check", FIELDS("note", "x"));
}

static void each_enterprise_of_merged_appeals_hears_of_its_own(void)
{
    const char *target = submit(1, PHONE, "false"), *follower = submit(2, "13800000002", "false");
    const char *second = submit(3, "13800000002", "false");

    assign(target, "swj", "");
    act(follower, "merge", FIELDS("into", target));
    act(second, "merge", FIELDS("into", target));
    CHECK(told("13800000002", "merged", follower) && told("13800000002", "merged", second), "merged");
    answer(target);
    CHECK(told("13800000002", "released", follower) && told("13800000002", "released", second), "both of one phone");
    CHECK(told("13800000002", "rate_please", follower) && told(PHONE, "rate_please", target), "all are asked");
    CHECK(!anybody_reads("13800000002", target), "the other's number");
    CHECK(!anybody_reads(PHONE, follower), "a follower's number");
    CHECK(!told("13800000002", "admitted", follower), "not what is about the other's handling");
    CHECK(!told("swj", "rate_please", target), "the unit rates nothing");
}

static void a_landline_is_called(void)
{
    const char *number = submit(1, LANDLINE, "false");
    const struct sent_notice *notice;

    assign(number, "swj", "");
    answer(number);
    notice = told(LANDLINE, "rate_please", number);
    CHECK(notice != NULL, "asked");
    CHECK_TEXT(notice ? notice->channel : "", "call");
    move_to("2026-02-24T09:00:00+08:00");
    CHECK_TEXT(told_channel(LANDLINE, "rate_please", number), "call"); /* delivery leaves it alone */
}

/* ── Whether the notice has come ────────────────────────────────────────── */

static int64_t reach_tries_of(const char *number, const struct limit **rate, const struct limit **reach)
{
    struct appeal *appeal = ARENA_NEW(office.arena, struct appeal);

    *rate = *reach = NULL;
    office_must(record_load_number(office.db, office.arena, &appeal_record, number, appeal), "appeal");
    for (size_t i = 0; i < appeal->limits.count; i++) {
        const struct limit *limit = &appeal->limits.rows[i];

        if (limit->state == LIMIT_ended) continue;
        if (limit->clock == CLOCK_rate) *rate = limit;
        if (limit->clock == CLOCK_reach) *reach = limit;
    }
    return appeal->reach_tries;
}

static void an_enterprise_that_signs_in_is_reached(void)
{
    const char *number = submit(1, PHONE, "false"), *other = submit(2, "13800000002", "false");
    const struct limit *rate, *reach;
    struct code_notice code;
    struct signed_in result;

    assign(number, "swj", "");
    assign(other, "swj", "");
    move_to("2026-02-13T22:00:00+08:00");
    answer(number);
    answer(other);
    reach_tries_of(number, &rate, &reach);
    CHECK(reach && !rate, "no message goes out at night");
    office_must(WRITE(&office, sign_in_code(&office.context, code_numbered(1), PHONE, &code)), "code");
    office_must(WRITE(&office, sign_in_enterprise(&office.context, code.uscc, code.phone, code.code, &result)), "in");
    CHECK(result.token != NULL, "signed in");
    reach_tries_of(number, &rate, &reach);
    CHECK(rate && !reach, "its five days run");
    CHECK(told("coordinator@445100", "reached", number) != NULL, "the coordinator need not call");
    reach_tries_of(other, &rate, &reach);
    CHECK(reach && !rate, "the other enterprise's do not");
}

static void undeliverable(const char *to, const char *template, const char *number)
{
    struct text_message message = { .outcome = SENDING_refused, .to = to, .cause = "the gateway answered 406" };
    struct notice_row *rows;
    size_t count;

    office_must(outbox_list_to(office.db, office.arena, to, 0, 200, &rows, &count), "list");
    for (size_t i = 0; i < count; i++)
        if (text_equal(rows[i].notice.template, template) && strstr(rows[i].notice.text, number)) message.id = rows[i].id;
    CHECK(message.id != 0, "no %s to %s", template, to);
    office_must(WRITE(&office, deliver_note(&office.context, &message)), "noted");
}

static void a_message_that_does_not_arrive_reaches_nobody(void)
{
    const char *target = submit(1, PHONE, "false"), *follower = submit(2, "13800000002", "false");
    const struct limit *rate, *reach;

    assign(target, "swj", "");
    act(follower, "merge", FIELDS("into", target));
    answer(target);
    undeliverable("13800000002", "rate_please", follower);
    undeliverable(PHONE, "released", target);
    reach_tries_of(target, &rate, &reach);
    CHECK(rate && !reach, "another's notice, and another notice");
    undeliverable(PHONE, "rate_please", target);
    CHECK_INT(reach_tries_of(target, &rate, &reach), 2);
    CHECK(reach && !rate, "somebody has to call");
    CHECK(told("coordinator@445100", "reach_again", target) != NULL, "the coordinator");
    undeliverable(PHONE, "rate_please", target);
    CHECK_INT(reach_tries_of(target, &rate, &reach), 2);
}

static void a_round_tells_by_account_and_role(void)
{
    move_to("2026-03-04T09:00:00+08:00");
    as("coordinator", ROLE_coordinator, "zsj", CITY);
    act_round("445100-2026-01", "submit_catalogue", FIELDS("note", "x"));
    CHECK(told("secretary", "catalogue_in", "2026年第1期"), "the secretary of the round by his account");
    CHECK(told("office@445100", "catalogue_in", "2026年第1期"), "the office");
    CHECK(strstr(told_values("secretary", "catalogue_in", "第1期"), "\"round\":\"445100-2026-01\""), "values");
    as("secretary", ROLE_secretary, "sfb", CITY);
    act_round("445100-2026-01", "convene",
              FIELDS("place", "三楼会议室", "at", "2026-03-05T15:00:00+08:00", "units", "swj gxj"));
    CHECK(told("13900000003", "convened", "三楼会议室") && told("swj", "convened", "3月5日（周四）15:00"),
          "those convened");
    act_round("445100-2026-01", "propose_agenda", FIELDS("note", "x"));
    CHECK(told("leader", "agenda_in", "请您审定"), "the leader");
}

static void only_followed_promises_and_asked_inspectors_are_told(void)
{
    const char *number = submit(1, PHONE, "false");

    assign(number, "swj", "");
    as("leader", ROLE_leader, "sfb", CITY);
    act(number, "comment", FIELDS("text", "请重视"));
    CHECK(told("swj", "commented", number) && told("coordinator@445100", "commented", number), "a comment");
    CHECK(!told("inspector@445100", "commented", number), "not asked");
    act(number, "comment", FIELDS("text", "请督办", "supervise", "true"));
    CHECK(told("inspector@445100", "commented", number), "asked");
    as("swj1", ROLE_officer, "swj", CITY);
    act(number, "hand_over", FIELDS("to", "swj2"));
    CHECK(told("swj2", "handed_over", number), "the colleague");
}

/* ── Codes ──────────────────────────────────────────────────────────────── */

static void a_code_goes_out_at_once_and_every_time(void)
{
    struct code_notice one = { code_numbered(1), "13800000009", "123456" },
                       two = { code_numbered(1), "13800000009", "654321" };

    move_to("2026-02-13T23:00:00+08:00");
    office_must(WRITE(&office, notify_code(&office.context, &one)), "code");
    office.context.wall += MINUTE;
    office_must(WRITE(&office, notify_code(&office.context, &two)), "code");
    read_sent("13800000009");
    CHECK_INT(sent_count, 2);
    if (sent_count != 2) return;
    CHECK_TEXT(sent[0].values, "{\"code\":\"654321\"}");
    CHECK_TEXT(sent[1].values, "{\"code\":\"123456\"}");
    CHECK_TEXT(sent[0].template, "sign_in_code");
    CHECK(strstr(sent[0].text, "654321"), "%s", sent[0].text);
    CHECK_TEXT(instant_text(office.arena, sent[0].at), "2026-02-13T23:00:00+08:00");
    as_enterprise(code_numbered(1), "13800000009");
    struct inbox inbox;
    office_must(inbox_show(&office.context, 0, 20, &inbox), "inbox");
    CHECK_INT(inbox.count, 0); /* codes are no messages */
}

/* ── Inboxes ────────────────────────────────────────────────────────────── */

static bool in_inbox(const char *template, const char *number)
{
    struct inbox inbox;

    office_must(inbox_show(&office.context, 0, 200, &inbox), "inbox");
    for (size_t i = 0; i < inbox.count; i++)
        if (text_equal(inbox.messages[i].template, template) && text_equal(inbox.messages[i].number, number))
            return true;
    return false;
}

static void an_inbox_holds_what_account_unit_and_roles_were_told(void)
{
    const char *number = submit(1, PHONE, "false");

    CHECK(in_inbox("receipt", number), "an enterprise its own");
    as_enterprise(code_numbered(2), "13800000002");
    CHECK(!in_inbox("receipt", number), "nobody else's");
    assign(number, "swj", "");
    CHECK(in_inbox("new_appeal", number), "the coordinator");
    as("anybody", ROLE_coordinator, "xqzsj", "445102");
    CHECK(!in_inbox("new_appeal", number), "not that of a county");
    as("swj1", ROLE_officer, "swj", CITY);
    CHECK(in_inbox("dispatched", number), "an officer of the unit");
    as("swj9", ROLE_unit_head, "swj", CITY);
    CHECK(in_inbox("dispatched", number), "its head");
    as("gxj1", ROLE_officer, "gxj", CITY);
    CHECK(!in_inbox("dispatched", number), "not another unit");
    as("support", ROLE_support, "swj", CITY);
    CHECK(!in_inbox("dispatched", number), "not who only helps with the event");
    number = submit(2, PHONE, "false");
    assign(number, "xqzf", "");
    as("anybody", ROLE_coordinator, "xqzsj", "445102");
    CHECK(in_inbox("dispatched", number), "a county's coordinator what its government leads");
    as("anybody", ROLE_coordinator, "cazsj", "445103");
    CHECK(!in_inbox("dispatched", number), "not another county's");
}

static void what_was_seen_is_not_new(void)
{
    struct inbox inbox;
    int64_t unread, foreign;

    (void)submit(1, PHONE, "false");
    office.context.wall += SECOND;
    (void)submit(2, PHONE, "false");
    office_must(inbox_show(&office.context, 0, 1, &inbox), "inbox");
    CHECK_INT(inbox.count, 1);
    CHECK_INT(inbox.unread, 2);
    CHECK(inbox.more && inbox.messages[0].unread, "more, and new");
    foreign = inbox.seen_to;
    office_must(WRITE(&office, inbox_mark_seen(&office.context, inbox.seen_to)), "seen");
    office_must(inbox_unread(&office.context, &unread), "unread");
    CHECK_INT(unread, 0);
    office_must(inbox_show(&office.context, inbox.messages[0].id, 10, &inbox), "older");
    CHECK_INT(inbox.count, 1);
    CHECK(!inbox.more && !inbox.messages[0].unread, "the older one");
    office_must(WRITE(&office, inbox_mark_seen(&office.context, inbox.seen_to)), "an older one sets nothing back");
    office_must(inbox_unread(&office.context, &unread), "unread");
    CHECK_INT(unread, 0);
    office.context.wall += SECOND;
    (void)submit(3, PHONE, "false");
    office_must(inbox_unread(&office.context, &unread), "unread");
    CHECK_INT(unread, 1);
    as("swj1", ROLE_officer, "swj", CITY);
    CHECK_INT(WRITE(&office, inbox_mark_seen(&office.context, foreign)).kind, NOT_FOUND);
    CHECK_INT(inbox_show(&office.context, foreign, 10, &inbox).kind, NOT_FOUND);
}

/* ── Every row with everything there is ─────────────────────────────────── */

static void write_one(struct change *change, const struct machine *machine, int action)
{
    struct event event = { .subject = machine->name, .subject_id = 999, .seq = action + 1 };
    struct notice_row *rows;
    size_t count;

    change->action = action;
    change->step = NULL;
    for (size_t i = 0; i < machine->step_count && !change->step; i++)
        if (machine->steps[i].action == action) change->step = &machine->steps[i];
    change->lapse_clock = strcmp(machine->actions[action].id, "urge") && strcmp(machine->actions[action].id, "overdue")
                              ? -1
                          : machine == &appeal_machine ? (int)CLOCK_reply
                                                       : (int)ROUND_CLOCK_agenda;
    office_must(WRITE(&office, notify(&office.context, change, &event)), machine->actions[action].id);
    office_must(outbox_of_event(office.db, office.arena, event.subject, 999, event.seq, &rows, &count), "rows");
    for (size_t i = 0; i < machine->tell_count; i++)
        if (machine->tells[i].action == action) CHECK(count > 0, "%s tells nobody", machine->actions[action].id);
    for (size_t i = 0; i < count; i++) {
        const char *text = rows[i].notice.text;

        CHECK(!strpbrk(text, "{}[]") && !strstr(text, "（）") && !strstr(text, "《》") && !strstr(text, "。。") &&
                  !strstr(text, "“”") && !strstr(text, "，。"),
              "%s: %s", rows[i].notice.template, text);
    }
}

static void every_row_makes_a_whole_sentence(void)
{
    struct facts facts = { .world = office.context.world };
    struct appeal image = { .last_event = ACTION_assign, .state = STATE_screening, .jurisdiction = CITY };
    struct round round = { .number = "445100-2026-01",
                           .jurisdiction = CITY,
                           .year = 2026,
                           .ordinal = 1,
                           .state = ROUND_catalogue_submitted,
                           .event_day = day_of(office.context.now) + 20,
                           .opens_at = office.context.now,
                           .closes_at = office.context.now + ONE_DAY,
                           .meeting_place = "三楼",
                           .meeting_units = "swj",
                           .meeting_at = office.context.now + ONE_DAY,
                           .leader = "leader",
                           .secretary = "secretary" };
    struct appeal appeal = { .id = 999,
                             .number = "ZT2026-0999",
                             .query_code = "ABC",
                             .state = STATE_rating,
                             .jurisdiction = CITY,
                             .round = "445100-2026-01",
                             .uscc = code_numbered(1),
                             .enterprise_name = NAME,
                             .contact_phone = PHONE,
                             .title = "题目",
                             .lead_unit = "swj",
                             .officer = "swj2",
                             .decision = "定了。",
                             .done_by = day_of(office.context.now) + 9,
                             .rating = "satisfied",
                             .object_until = office.context.now + HOUR,
                             .suspensions = 2 };
    struct change change = { .arena = office.arena,
                             .facts = &facts,
                             .now = office.context.now,
                             .today = day_of(office.context.now),
                             .note = "有理由。",
                             .old_lead = "gxj",
                             .overdue_stage = STAGE_due,
                             .ask_supervision = true,
                             .lapse_instance = "",
                             .person = &office.context.person };
    struct limit *limit;

    facts.rounds = &round;
    facts.round_count = 1;
    facts.image = &image;
    as("coordinator", ROLE_coordinator, "zsj", CITY);
    for (int i = 0; i < 2; i++) {
        *(struct dispatch *)LIST_ADD(office.arena, appeal.dispatches) = (struct dispatch){
            .unit = i ? "jtj" : "gxj", .role = "co", .state = DISPATCH_sent, .sent = office.context.now
        };
    }
    for (int i = 0; i < (int)APPEAL_CLOCKS; i++) {
        limit = LIST_ADD(office.arena, appeal.limits);
        *limit = (struct limit){ .clock = i,
                                 .instance = i == CLOCK_co_accept || i == CLOCK_co_reply ? "gxj" : "",
                                 .state = LIMIT_running,
                                 .due = office.context.now + (i + 1) * HOUR };
    }
    for (int i = 0; i < (int)ROUND_CLOCKS; i++) {
        limit = LIST_ADD(office.arena, round.limits);
        *limit = (struct limit){ .clock = i, .instance = "", .state = LIMIT_running, .due = office.context.now + HOUR };
    }
    ((struct order_row *)LIST_ADD(office.arena, appeal.orders))->number = "潮督〔2026〕1号";
    appeal.orders.rows[0].answer_by = day_of(office.context.now) + 3;
    ((struct request_row *)LIST_ADD(office.arena, appeal.requests))->kind = "extension";
    ((struct guest *)LIST_ADD(office.arena, round.guests))->unit = "swj";
    round.guests.rows[0].invited_at = office.context.now;
    change.machine = &appeal_machine;
    change.appeal = &appeal;
    change.appeal_before = &appeal;
    for (int action = 0; action < (int)APPEAL_ACTIONS; action++) {
        appeal.state = action == ACTION_grant       ? STATE_suspended
                       : action == ACTION_complete  ? STATE_result_check
                       : action == ACTION_hand_down ? STATE_handed_down
                       : action == ACTION_submit    ? STATE_screening
                                                    : STATE_executing;
        write_one(&change, &appeal_machine, action);
    }
    change.machine = &round_machine;
    change.appeal = NULL;
    change.appeal_before = NULL;
    change.round = &round;
    change.round_before = &round;
    for (int action = 0; action < (int)ROUND_ACTIONS; action++) write_one(&change, &round_machine, action);
}

/* ── All, on both ───────────────────────────────────────────────────────── */

static void on_a_stage(const char *name, void (*test)(void))
{
    if (!office_open(&office, on_postgres)) return;
    test_name = name;
    set_the_stage();
    test();
    office_close(&office);
}
#define ON_A_STAGE(test) on_a_stage(#test, test)

static void run_all(void)
{
    ON_A_STAGE(a_submission_tells_enterprise_and_coordinator);
    ON_A_STAGE(an_assignment_is_told_at_night_and_its_enterprise_in_the_morning);
    ON_A_STAGE(a_unit_without_contacts_is_the_coordinators_task);
    ON_A_STAGE(a_confidential_appeal_does_not_name_its_enterprise_to_units);
    ON_A_STAGE(what_is_taken_back_is_told_to_whom_it_was_told);
    ON_A_STAGE(silence_about_a_coordinators_limit_goes_to_office_and_inspector);
    ON_A_STAGE(silence_of_a_unit_goes_to_its_head_then_to_coordinator_and_inspector);
    ON_A_STAGE(each_enterprise_of_merged_appeals_hears_of_its_own);
    ON_A_STAGE(a_landline_is_called);
    ON_A_STAGE(an_enterprise_that_signs_in_is_reached);
    ON_A_STAGE(a_message_that_does_not_arrive_reaches_nobody);
    ON_A_STAGE(a_round_tells_by_account_and_role);
    ON_A_STAGE(only_followed_promises_and_asked_inspectors_are_told);
    ON_A_STAGE(a_code_goes_out_at_once_and_every_time);
    ON_A_STAGE(an_inbox_holds_what_account_unit_and_roles_were_told);
    ON_A_STAGE(what_was_seen_is_not_new);
    ON_A_STAGE(every_row_makes_a_whole_sentence);
}

int main(void)
{
    const char *server = getenv("ZTC_TEST_POSTGRES");

    office.arena = arena_new((size_t)16 << 20);
    RUN(every_template_is_there_and_used);
    RUN(every_word_of_a_template_is_known);
    RUN(a_part_with_an_empty_word_is_left_out);
    arena_free(office.arena);
    run_all();
    on_postgres = server && *server;
    if (on_postgres)
        run_all();
    else
        printf("note: ZTC_TEST_POSTGRES is not set, PostgreSQL was not tried (script/with-postgres)\n");
    return test_end();
}

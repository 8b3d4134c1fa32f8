/* SPDX-License-Identifier: Apache-2.0 */
/* Suggestions from the first word to the answer: who is told what and when, what silence brings, who may answer. */
#include "base/buffer.h"
#include "base/text.h"
#include "mechanism/tables.h"
#include "service/answer_suggestion.h"
#include "service/follow_calendar.h"
#include "service/import.h"
#include "service/inbox.h"
#include "service/suggest.h"
#include "service/suggestion_clock.h"
#include "service/sweep.h"
#include "service/verify.h"
#include "store/around.h"
#include "store/outbox.h"
#include "store/records.h"
#include "store/seals.h"

#include "office.h"

#define COUNTY "445103"
#define WORDS "查询进度页请加上打印按钮。"
#define ANSWER "谢谢，下次更新就有。"
#define SECOND_NOTICE "date,kind,holiday,notice_year\n2026-03-04,off,试验,2026\n"

static struct office office;
static struct context *const context = &office.context;
static int64_t id; /* of the suggestion the present test is about */

/* ── A stage ────────────────────────────────────────────────────────────── */

static instant_t instant(const char *text)
{
    instant_t parsed = 0;

    CHECK(instant_parse(text, &parsed), "%s", text);
    return parsed;
}

static void at(const char *text)
{
    context->now = instant(text);
    context->wall += SECOND;
}

static void as(enum role role, const char *place)
{
    office_act(&office, arena_printf(office.arena, "%s.%s", role_id(role), place), 1u << role, NULL, place);
}

static void as_visitor(void) { context->person = (struct person){ .name = "访客" }; }

/* On Monday, 2 March 2026: ten working days end with 16 March. */
static void suggested(const char *name, const char *contact)
{
    struct suggestion_input input = { name, contact, WORDS };
    struct suggestion suggestion;

    at("2026-03-02T10:00:00+08:00");
    CHECK_INT(WRITE(&office, suggest(context, &input, &suggestion)).kind, NO_ERROR);
    id = suggestion.id;
}

static void suggested_by_visitor(void)
{
    as_visitor();
    suggested("陈女士", "13800000600");
}

static struct suggestion now_stored(void)
{
    struct suggestion suggestion;

    office_must(record_load(office.db, office.arena, &suggestion_record, id, &suggestion), "load");
    return suggestion;
}

static struct error answered(const char *text, int64_t version)
{
    return WRITE(&office, answer_suggestion(context, id, text, version));
}

static struct error swept(struct error *inside, instant_t until)
{
    int done = 1000;

    while (done == 1000) TRY(*inside = sweep(context, until, 1000, &done));
    return OK;
}

static void sweep_to(const char *until)
{
    struct error inside;

    at(until);
    CHECK_INT(WRITE(&office, swept(&inside, instant(until))).kind, NO_ERROR);
    at(until);
}

/* ── What is there ──────────────────────────────────────────────────────── */

static const char *events_after_first(void)
{
    struct event *events;
    struct buffer out;
    size_t count;

    buffer_init(&out, office.arena, 4096);
    office_must(events_list(office.db, office.arena, "suggestion", id, 1, 100, &events, &count), "events");
    for (size_t i = 0; i < count; i++) {
        char day[INSTANT_TEXT];
        buffer_printf(&out, "%s%s %s %.16s", i ? "; " : "", events[i].action, events[i].actor,
                      instant_format(events[i].at, day));
    }
    return out.size ? buffer_string(&out) : "";
}

/* How many notices of that template the recipient got about it. */
static int told(const char *template, const char *to)
{
    struct notice_row *rows;
    size_t count;
    int found = 0;

    office_must(outbox_list_to(office.db, office.arena, to, 0, 1000, &rows, &count), "outbox");
    for (size_t i = 0; i < count; i++)
        found += rows[i].notice.subject_id == id && text_equal(rows[i].notice.subject, "suggestion") &&
                 text_equal(rows[i].notice.template, template);
    return found;
}

static struct notice_row last_notice(const char *to)
{
    struct notice_row *rows, none = { .state = "" };
    size_t count;

    office_must(outbox_list_to(office.db, office.arena, to, 0, 1, &rows, &count), "outbox");
    return count ? rows[0] : none;
}

static void is_intact(void)
{
    struct verify_result result = { 0 };
    int64_t sealed = 1;

    while (sealed) office_must(WRITE(&office, seals_seal(office.db, office.arena, context->wall, &sealed)), "seal");
    office_must(verify(office.db, office.arena, NULL, &result), "verify");
    CHECK(!result.fault, "%s", result.fault ? result.fault : "");
}

/* ── Answered ───────────────────────────────────────────────────────────── */

static void in_time_it_is_answered_once_and_the_visitor_gets_a_text_message(void)
{
    struct suggestion_view view;
    struct notice_row notice;
    instant_t next;

    suggested_by_visitor();
    CHECK_INT(told("suggestion", "coordinator@" CITY), 1);
    at("2026-03-05T22:10:00+08:00");
    as(ROLE_coordinator, CITY);
    CHECK_INT(open_suggestion(context, id, &view).kind, NO_ERROR);
    CHECK(view.may_answer && view.way == ANSWER_BY_SMS, "his to answer, by text message");
    CHECK_TEXT(view.contact, "138****0600");
    CHECK_TEXT(view.asker, "陈**");
    CHECK_INT(view.clock.working_days_left, 7);
    CHECK_INT(answered("  ", view.version).kind, INVALID);
    CHECK_INT(answered(arena_printf(office.arena, "%02001d", 0), view.version).kind, INVALID);
    CHECK_INT(answered(ANSWER, view.version + 1).kind, STALE);
    CHECK_INT(answered(ANSWER, view.version).kind, NO_ERROR);
    CHECK_INT(answered(ANSWER, view.version).kind, STALE);
    CHECK_INT(answered(ANSWER, 0).kind, NOT_NOW);
    CHECK_TEXT(events_after_first(), "settle coordinator." CITY " 2026-03-05T22:10");
    CHECK_TEXT(now_stored().answered_by, "coordinator." CITY);
    notice = last_notice("13800000600");
    CHECK_TEXT(notice.notice.channel, "sms");
    CHECK(strstr(notice.notice.text, ANSWER), "%s", notice.notice.text);
    CHECK_INT(notice.deliver_at, instant("2026-03-06T08:00:00+08:00")); /* quiet hours */
    CHECK_INT(told("suggestion_answered", "13800000600"), 1);
    CHECK_INT(sweep_next(context, &next).kind, NO_ERROR);
    sweep_to("2026-04-01T09:00:00+08:00");
    CHECK_TEXT(events_after_first(), "settle coordinator." CITY " 2026-03-05T22:10"); /* its clock has ended */
    is_intact();
}

static void staff_read_the_answer_in_their_inbox(void)
{
    struct suggestion_view view;
    struct event *events;
    struct inbox inbox;
    size_t count;

    office_act(&office, "officer1", BIT(officer), "jtj", CITY);
    suggested(NULL, NULL);
    as(ROLE_coordinator, CITY);
    CHECK_INT(answered(ANSWER, 0).kind, NO_ERROR);
    office_act(&office, "officer1", BIT(officer), "jtj", CITY);
    CHECK_INT(inbox_show(context, 0, 10, &inbox).kind, NO_ERROR);
    CHECK(inbox.count == 1 && strstr(inbox.messages[0].text, ANSWER), "%zu messages", inbox.count);
    CHECK(inbox.count && inbox.messages[0].subject_id == id, "leads to it");
    CHECK_INT(open_suggestion(context, id, &view).kind, NO_ERROR);
    CHECK(!view.reader && !view.may_answer && text_equal(view.answer, ANSWER), "his own, not his to handle");
    CHECK_INT(suggestion_history(context, id, &events, &count).kind, NO_ERROR);
    CHECK_INT(count, 0);
    office_act(&office, "officer2", BIT(officer), "jtj", CITY);
    CHECK_INT(open_suggestion(context, id, &view).kind, NOT_FOUND);
}

static void an_enterprise_is_told_where_it_signed_in(void)
{
    context->person = (struct person){ .account = "91445102MA5DEM001A", .name = "试验公司", .roles = BIT(enterprise),
                                       .uscc = "91445102MA5DEM001A", .phone = "13800000601" };
    suggested(NULL, NULL);
    as(ROLE_coordinator, CITY);
    CHECK_INT(answered(ANSWER, 0).kind, NO_ERROR);
    CHECK_INT(told("suggestion_answered", "13800000601"), 1);
    CHECK_INT(told("suggestion_answered", "91445102MA5DEM001A"), 0);
}

/* Whatever is no mobile phone: the coordinator writes there himself, and looking at it is on record. */
static void another_contact_is_the_coordinators_to_use(void)
{
    static const char *const contacts[][2] = { { "chen@example.org", "c**@example.org" },
                                               { "0768-2000001", "076****0001" } };
    struct suggestion_contact contact;
    struct suggestion_view view;
    struct event *events;
    size_t count;

    for (size_t i = 0; i < 2; i++) {
        as_visitor();
        suggested(NULL, contacts[i][0]);
        as(ROLE_coordinator, CITY);
        CHECK_INT(open_suggestion(context, id, &view).kind, NO_ERROR);
        CHECK_INT(view.way, ANSWER_BY_HAND);
        CHECK_TEXT(view.contact, contacts[i][1]);
        CHECK_INT(answered(ANSWER, 0).kind, NO_ERROR);
        CHECK_INT(told("suggestion_answered", contacts[i][0]), 0);
        CHECK_INT(WRITE(&office, unmask_suggestion(context, id, " ", &contact)).kind, INVALID);
        CHECK_INT(WRITE(&office, unmask_suggestion(context, id, "告知答复", &contact)).kind, NO_ERROR);
        CHECK_TEXT(contact.contact, contacts[i][0]);
        office_must(events_list(office.db, office.arena, "unmasking", id, 0, 10, &events, &count), "audit");
        CHECK(count == 1 && strstr(events[0].note, "告知答复"), "%zu audits", count);
        as(ROLE_inspector, CITY);
        CHECK_INT(WRITE(&office, unmask_suggestion(context, id, "看看", &contact)).kind, NOT_ALLOWED);
    }
    as_visitor();
    suggested(NULL, NULL);
    as(ROLE_coordinator, CITY);
    CHECK_INT(open_suggestion(context, id, &view).kind, NO_ERROR);
    CHECK(view.way == ANSWER_ON_CALL && !view.may_unmask, "nothing to look at");
    CHECK_INT(answered(ANSWER, 0).kind, NO_ERROR);
}

static void a_long_answer_does_not_burst_a_text_message(void)
{
    const char *answer = arena_printf(office.arena, "%0400d", 0);

    suggested_by_visitor();
    as(ROLE_coordinator, CITY);
    CHECK_INT(answered(answer, 0).kind, NO_ERROR);
    CHECK(text_length(last_notice("13800000600").notice.text) < 400, "too long");
    CHECK(strstr(last_notice("13800000600").notice.text, "12345"), "where the rest is");
}

/* ── Silence ────────────────────────────────────────────────────────────── */

/* Ends with Monday, 16 March: yellow on the 12th, due on the 17th at 00:00, then one and three working days later. */
#define LADDER                                                                                                  \
    "urge clock 2026-03-12T00:00; overdue clock 2026-03-17T00:00; overdue clock 2026-03-18T00:00; overdue clock " \
    "2026-03-20T00:00"

static void told_as_rule_2_says(void)
{
    CHECK_TEXT(events_after_first(), LADDER);
    CHECK_INT(told("suggestion_urged", "coordinator@" CITY), 1);
    CHECK_INT(told("suggestion_overdue", "coordinator@" CITY), 1);
    CHECK_INT(told("suggestion_overdue", "office@" CITY), 2);
    CHECK_INT(told("suggestion_overdue", "inspector@" CITY), 2);
    CHECK(strstr(last_notice("inspector@" CITY).notice.text, "请您督促"), "whom it asks for what");
}

static void each_stage_comes_at_its_own_instant_once(void)
{
    static const char *const looks[] = { "2026-03-11T23:59:59+08:00", "2026-03-12T00:00:00+08:00",
                                         "2026-03-16T23:59:59+08:00", "2026-03-17T00:00:00+08:00",
                                         "2026-03-17T23:59:59+08:00", "2026-03-18T00:00:00+08:00",
                                         "2026-03-19T23:59:59+08:00", "2026-03-20T00:00:00+08:00" };

    suggested_by_visitor();
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        instant_t next;

        sweep_to(looks[i]);
        sweep_to(looks[i]); /* again: nothing is left */
        CHECK_INT(WRITE(&office, suggestion_fall_due(context, id)).kind, NO_ERROR); /* another server was faster */
        CHECK_INT(now_stored().version, 1 + (int64_t)(i + 1) / 2);
        CHECK_INT(sweep_next(context, &next).kind, NO_ERROR);
        if (i % 2 == 0) CHECK_INT(next, instant(looks[i + 1]));
    }
    sweep_to("2026-05-01T00:00:00+08:00");
    told_as_rule_2_says();
    is_intact();
}

static void a_standstill_is_made_good(void)
{
    suggested_by_visitor();
    sweep_to("2026-03-10T09:00:00+08:00");
    sweep_to("2026-03-25T09:00:00+08:00");
    told_as_rule_2_says();
}

/* What is due is done before he acts, so the version he looked at is not the last any more. */
static void late_it_is_answered_too(void)
{
    struct suggestion_view view;
    int64_t version;

    suggested_by_visitor();
    version = now_stored().version;
    at("2026-03-18T09:00:00+08:00");
    as(ROLE_coordinator, CITY);
    CHECK_INT(answered(ANSWER, version).kind, STALE);
    CHECK_INT(answered(ANSWER, 0).kind, NO_ERROR);
    CHECK_TEXT(events_after_first(),
               "urge clock 2026-03-12T00:00; overdue clock 2026-03-17T00:00; overdue clock 2026-03-18T00:00; "
               "settle coordinator." CITY " 2026-03-18T09:00");
    CHECK_INT(open_suggestion(context, id, &view).kind, NO_ERROR);
    CHECK(view.settled && view.late, "answered late");
    sweep_to("2026-03-25T09:00:00+08:00");
    CHECK_INT(told("suggestion_overdue", "inspector@" CITY), 1);
    is_intact();
}

static void a_fault_of_ours_is_set_aside(void)
{
    struct due_limit due = { .of = DUE_suggestion, .instance = "" };
    bool found;

    suggested_by_visitor();
    due.parent = id;
    CHECK_INT(WRITE(&office, limit_set_aside(office.db, &due, instant("2026-03-12T01:00:00+08:00"), "a fault")).kind,
              NO_ERROR);
    sweep_to("2026-03-12T00:30:00+08:00");
    CHECK_TEXT(events_after_first(), "");
    sweep_to("2026-03-12T01:00:00+08:00");
    CHECK_TEXT(events_after_first(), "urge clock 2026-03-12T00:00");
    CHECK_INT(limits_due(office.db, office.arena, INT64_MAX, &due, &found).kind, NO_ERROR);
    CHECK(found && due.of == DUE_suggestion && due.parent == id, "comes next");
    as(ROLE_coordinator, CITY);
    CHECK_INT(answered(ANSWER, 0).kind, NO_ERROR);
}

/* ── Whose it is ────────────────────────────────────────────────────────── */

static void a_countys_is_its_own_coordinators(void)
{
    static const enum role city_readers[] = { ROLE_coordinator, ROLE_office, ROLE_inspector, ROLE_overview };
    struct suggestion_query own = { .most = 50 }, others = { .most = 50, .others = true };
    struct suggestion_view *views;
    struct suggestion_view view;
    size_t count;
    bool more;

    office_act(&office, "county.officer", BIT(officer), "cajj", COUNTY);
    suggested(NULL, NULL);
    CHECK_INT(told("suggestion", "coordinator@" COUNTY), 1);
    CHECK_INT(told("suggestion", "coordinator@" CITY), 0);
    for (size_t i = 0; i < sizeof city_readers / sizeof *city_readers; i++) {
        as(city_readers[i], CITY);
        CHECK_INT(open_suggestion(context, id, &view).kind, NO_ERROR);
        CHECK(!view.may_answer, "%s only reads", role_id(city_readers[i]));
        CHECK_INT(answered(ANSWER, 0).kind, NOT_ALLOWED);
        CHECK_INT(list_suggestions(context, &own, &views, &count, &more).kind, NO_ERROR);
        for (size_t k = 0; k < count; k++) CHECK(views[k].id != id, "not among the city's own");
        CHECK_INT(list_suggestions(context, &others, &views, &count, &more).kind, NO_ERROR);
        CHECK(count == 1 && views[0].id == id, "among the counties'");
    }
    as(ROLE_coordinator, "445102");
    CHECK_INT(answered(ANSWER, 0).kind, NOT_FOUND);
    CHECK_INT(list_suggestions(context, &others, &views, &count, &more).kind, NOT_ALLOWED);
    as(ROLE_officer, COUNTY);
    CHECK_INT(list_suggestions(context, &own, &views, &count, &more).kind, NOT_ALLOWED);
    CHECK_INT(answered(ANSWER, 0).kind, NOT_FOUND);
    as(ROLE_inspector, COUNTY);
    CHECK_INT(answered(ANSWER, 0).kind, NOT_ALLOWED);
    CHECK_INT(now_stored().version, 1);
    /* A county without an office of its own is served by the city's. */
    sweep_to("2026-03-25T09:00:00+08:00");
    CHECK_INT(told("suggestion_overdue", "coordinator@" COUNTY), 1);
    CHECK_INT(told("suggestion_overdue", "inspector@" CITY), 2);
    as(ROLE_coordinator, COUNTY);
    CHECK_INT(list_suggestions(context, &own, &views, &count, &more).kind, NO_ERROR);
    CHECK_INT(count, 1);
    CHECK_INT(answered(ANSWER, 0).kind, NO_ERROR);
}

static void a_long_list_goes_on(void)
{
    struct suggestion_query query = { .settled = true, .most = 3 };
    struct suggestion_view *views;
    int64_t all, seen = 0, last = INT64_MAX;
    size_t count;
    bool more = true;

    as(ROLE_coordinator, CITY);
    office_must(count_suggestions(context, &query, &all), "count");
    while (more) {
        office_must(list_suggestions(context, &query, &views, &count, &more), "list");
        for (size_t i = 0; i < count; i++, seen++) {
            CHECK(views[i].id < last && views[i].settled, "newest first");
            last = views[i].id;
        }
        query.after = last;
    }
    CHECK(seen > 3, "%lld is more than a page", (long long)seen);
    CHECK_INT(seen, all);
}

/* ── The calendar ───────────────────────────────────────────────────────── */

static void a_new_notice_moves_it_and_alarms_nobody_again(void)
{
    struct import_report report;
    struct event *events;
    size_t count;

    suggested_by_visitor();
    sweep_to("2026-03-12T09:00:00+08:00");
    office_act(&office, "sys", BIT(system_admin), NULL, CITY);
    for (int commit = 0; commit < 2; commit++) {
        bool listed = false;

        office_must(WRITE(&office, import_holidays(context, SECOND_NOTICE, strlen(SECOND_NOTICE), NULL, follow_calendar,
                                                   commit != 0, &report)),
                    "holidays");
        for (size_t i = 0; i < report.amendment.move_count; i++)
            listed |= text_equal(report.amendment.moves[i].number, suggestion_name(office.arena, id));
        CHECK(listed, "the move is shown");
        CHECK_INT(now_stored().due_day, day_of_civil(2026, 3, commit ? 17 : 16));
    }
    office_must(events_list(office.db, office.arena, "suggestion", id, 0, 100, &events, &count), "events");
    CHECK_TEXT(events[count - 1].action, "follow");
    CHECK(strstr(events[count - 1].note, "工作日历调整"), "%s", events[count - 1].note);
    sweep_to("2026-03-25T09:00:00+08:00");
    CHECK_INT(told("suggestion_urged", "coordinator@" CITY), 1);
    CHECK_INT(told("suggestion_overdue", "coordinator@" CITY), 1);
    CHECK_INT(now_stored().stage, STAGE_over);
    is_intact();
}

static void run_on(bool postgres)
{
    if (!office_open(&office, postgres)) return;
    RUN(in_time_it_is_answered_once_and_the_visitor_gets_a_text_message);
    RUN(staff_read_the_answer_in_their_inbox);
    RUN(an_enterprise_is_told_where_it_signed_in);
    RUN(another_contact_is_the_coordinators_to_use);
    RUN(a_long_answer_does_not_burst_a_text_message);
    RUN(each_stage_comes_at_its_own_instant_once);
    RUN(a_standstill_is_made_good);
    RUN(late_it_is_answered_too);
    RUN(a_fault_of_ours_is_set_aside);
    RUN(a_countys_is_its_own_coordinators);
    RUN(a_long_list_goes_on);
    RUN(a_new_notice_moves_it_and_alarms_nobody_again);
    office_close(&office);
}

int main(void)
{
    run_on(false);
    run_on(true);
    return test_end();
}

/* SPDX-License-Identifier: Apache-2.0 */
/* A second notice of the year while appeals are open: previewed, recomputed, on record, on both databases. */
#include "base/text.h"
#include "mechanism/uscc.h"
#include "service/follow_calendar.h"
#include "service/import.h"
#include "service/take_step.h"
#include "store/events.h"
#include "store/records.h"
#include "store/registry.h"

#include "office.h"

#define NAME "潮州市试验陶瓷有限公司"
#define SECOND_NOTICE "date,kind,holiday,notice_year\n2026-03-04,off,试验,2026\n"

static struct office office;
static struct context *const context = &office.context;
static const char *number;

static struct given given_text(const char *text)
{
    return (struct given){ .present = true, .text = text };
}

static struct appeal appeal_now(void)
{
    struct appeal appeal;

    office_must(record_load_number(office.db, office.arena, &appeal_record, number, &appeal), "load");
    return appeal;
}

static day_t last_day(void)
{
    struct appeal appeal = appeal_now();

    for (size_t i = 0; i < appeal.limits.count; i++)
        if (appeal.limits.rows[i].clock == CLOCK_screen) return appeal.limits.rows[i].due_day;
    return NO_DAY;
}

static void an_appeal_is_open(void)
{
    char code[USCC_SIZE];
    struct input input = { 0 };
    struct registry_entry entry = { .uscc = code, .name = NAME, .region = "445102", .state = "存续" };

    uscc_make("91445102MA4UKN1X", code);
    office_must(WRITE(&office, registry_put(office.db, office.arena, &entry)), "registry");
    office_act(&office, "win", BIT(window), NULL, CITY);
    input.fields[INPUT_uscc] = given_text(code);
    input.fields[INPUT_enterprise_name] = given_text(NAME);
    input.fields[INPUT_region] = given_text("445102");
    input.fields[INPUT_contact_name] = given_text("陈岚");
    input.fields[INPUT_contact_phone] = given_text("13800000600");
    input.fields[INPUT_title] = given_text("用水压力不足");
    input.fields[INPUT_body] = given_text("三楼以上没有水。");
    office_must(WRITE(&office, submit_appeal(context, &input, &number)), "submit");
    CHECK_INT(last_day(), day_of_civil(2026, 3, 5)); /* three working days after Monday */
}

static struct error amend(bool commit, struct import_report *report)
{
    office_act(&office, "sys", BIT(system_admin), NULL, CITY);
    return WRITE(&office,
                 import_holidays(context, SECOND_NOTICE, strlen(SECOND_NOTICE), NULL, follow_calendar, commit, report));
}

static void the_move_is_shown_first(void)
{
    struct import_report report;
    int64_t version = appeal_now().version;

    CHECK_INT(amend(false, &report).kind, NO_ERROR);
    CHECK_INT(report.amendment.move_count, 1);
    CHECK_TEXT(report.amendment.moves[0].number, number);
    CHECK_TEXT(report.amendment.moves[0].clock, "screen");
    CHECK_INT(report.amendment.moves[0].before, start_of_day(day_of_civil(2026, 3, 6)));
    CHECK_INT(report.amendment.moves[0].after, start_of_day(day_of_civil(2026, 3, 7)));
    CHECK_INT(last_day(), day_of_civil(2026, 3, 5));
    CHECK_INT(appeal_now().version, version);
}

static void the_limit_is_counted_anew_and_says_why(void)
{
    struct import_report report;
    struct event *events;
    struct appeal appeal;
    size_t count;

    CHECK_INT(amend(true, &report).kind, NO_ERROR);
    CHECK(report.committed && report.amendment.move_count == 1, "%zu moves", report.amendment.move_count);
    CHECK_INT(last_day(), day_of_civil(2026, 3, 6));
    appeal = appeal_now();
    CHECK_INT(appeal.state, STATE_screening);
    office_must(events_list(office.db, office.arena, "appeal", appeal.id, 0, 10, &events, &count), "events");
    CHECK_TEXT(events[count - 1].action, "follow");
    CHECK_TEXT(events[count - 1].actor, "clock");
    CHECK(strstr(events[count - 1].note, "2026-1改为2026-2"), "%s", events[count - 1].note);
    CHECK_INT(amend(true, &report).kind, NO_ERROR);
    CHECK_INT(report.amendment.move_count, 0);
    CHECK_INT(appeal_now().version, appeal.version);
}

/* It would leave its appeals without an owner. */
static void a_unit_with_open_work_needs_a_successor(void)
{
    struct unit names[1] = {
        { .name = "市工业和信息化局", .kind = "部门", .jurisdiction = CITY, .until = day_of_civil(2026, 12, 31) }
    };
    struct input input = { 0 };
    int64_t open;

    office_act(&office, "coord", BIT(coordinator), "zsj", CITY);
    CHECK_INT(open_work_of_unit(context, "gxj", &open).kind, NO_ERROR);
    CHECK_INT(open, 0);
    input.fields[INPUT_lead_unit] = given_text("gxj");
    office_must(WRITE(&office, take_appeal_step(context, number, "assign", &input, 0)), "assign");
    open_work_of_unit(context, "gxj", &open);
    CHECK_INT(open, 1);
    CHECK_INT(WRITE(&office, unit_change(context, "gxj", names, 1, open_work_of_unit)).kind, INVALID);
    names[0].name = "市水务局";
    CHECK_INT(WRITE(&office, unit_change(context, "swj", names, 1, open_work_of_unit)).kind, NO_ERROR);
}

static void run_on(bool postgres)
{
    if (!office_open(&office, postgres)) return;
    RUN(an_appeal_is_open);
    RUN(the_move_is_shown_first);
    RUN(the_limit_is_counted_anew_and_says_why);
    RUN(a_unit_with_open_work_needs_a_successor);
    office_close(&office);
}

int main(void)
{
    run_on(false);
    run_on(true);
    return test_end();
}

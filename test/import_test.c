/* SPDX-License-Identifier: Apache-2.0 */
/* Reading CSV, and importing registry, units and holidays, on both databases. */
#include "base/buffer.h"
#include "base/csv.h"
#include "base/embedded.h"
#include "base/text.h"
#include "mechanism/uscc.h"
#include "service/import.h"
#include "store/registry.h"

#include "office.h"

static struct office office;
static struct context *const context = &office.context;
static char codes[4][19];

/* CSV */

static struct error read_csv(const char *text, struct csv *csv)
{
    return csv_read(office.arena, text, strlen(text), 1000, csv);
}

static void cells_may_be_quoted(void)
{
    struct csv csv;

    CHECK_INT(
        read_csv("\xEF\xBB\xBFid,name,note\r\n1,\"a, b\",\"say \"\"yes\"\"\"\r\n2, x ,\"two\nlines\"\r\n\r\n3,,\n",
                 &csv)
            .kind,
        NO_ERROR);
    CHECK_INT(csv.count, 3);
    CHECK_TEXT(csv.head.cells[0], "id"); /* without the mark of the encoding */
    CHECK_TEXT(csv_cell(&csv.rows[0], 1), "a, b");
    CHECK_TEXT(csv_cell(&csv.rows[0], 2), "say \"yes\"");
    CHECK_TEXT(csv_cell(&csv.rows[1], 1), "x");
    CHECK_TEXT(csv_cell(&csv.rows[1], 2), "two\nlines");
    CHECK_TEXT(csv_cell(&csv.rows[2], 2), "");
    CHECK_INT(csv.rows[1].line, 3);
    CHECK_INT(csv.rows[2].line, 6); /* a cell of two lines and an empty line before */
    CHECK_INT(csv_column(&csv, "code|note"), 2);
    CHECK_INT(csv_column(&csv, "nam|ote|i"), -1);
    CHECK_TEXT(csv_cell(&csv.rows[0], -1), "");
}

static void wrong_rows_are_kept_with_their_fault(void)
{
    struct csv csv;

    CHECK_INT(read_csv("a,b\n1\n1,2,3\n\"x\"y,2\n1,2\n\"never closed,2\n", &csv).kind, NO_ERROR);
    CHECK_INT(csv.count, 5);
    CHECK_TEXT(csv.rows[0].fault, "应有2列，实有1列");
    CHECK_TEXT(csv.rows[1].fault, "应有2列，实有3列");
    CHECK_TEXT(csv.rows[2].fault, "引号之后还有文字");
    CHECK(!csv.rows[3].fault, "a good one");
    CHECK_TEXT(csv.rows[4].fault, "引号没有成对");
}

static void spreadsheets_of_here_are_understood(void)
{
    /* "名称\n潮州𠀀" in GB18030; the last character takes four bytes there. */
    static const char gb[] = "\xC3\xFB\xB3\xC6\n\xB3\xB1\xD6\xDD\x95\x32\x82\x36\n";
    struct csv csv;

    CHECK_INT(read_csv(gb, &csv).kind, NO_ERROR);
    CHECK_TEXT(csv.head.cells[0], "名称");
    CHECK_TEXT(csv_cell(&csv.rows[0], 0), "潮州𠀀");
    CHECK_TEXT(read_csv("\xFF\xFF\xFF", &csv).code, "csv.encoding");
    CHECK_TEXT(csv_read(office.arena, "a\0b", 3, 10, &csv).code, "csv.encoding");
    CHECK_TEXT(read_csv(" \n \n", &csv).code, "csv.empty");
    CHECK_TEXT(csv_read(office.arena, "a\n1\n2\n3\n", 8, 2, &csv).code, "csv.rows");
}

/* Registry */

static struct error registry(const char *text, bool commit, struct import_report *report)
{
    return WRITE(&office, import_registry(context, text, strlen(text), commit, report));
}

static int64_t companies(void)
{
    int64_t count;

    office_must(registry_count(office.db, office.arena, &count), "count");
    return count;
}

static void a_dry_run_changes_nothing(void)
{
    const char *text =
        arena_printf(office.arena, "uscc,name,region,contact_phone\n%s,甲公司,湘桥区,0768-2120086\n%s,乙公司,,\n",
                     codes[0], codes[1]);
    struct registry_entry entry;
    struct import_report report;

    office_act(&office, "reg", BIT(registrar), "sjj", CITY);
    CHECK_INT(registry(text, false, &report).kind, NO_ERROR);
    CHECK(report.added == 2 && !report.committed && report.fault_count == 0, "would add two");
    CHECK_INT(companies(), 0);
    CHECK_INT(registry(text, true, &report).kind, NO_ERROR);
    CHECK(report.added == 2 && report.committed, "added two");
    CHECK_INT(companies(), 2);
    office_must(registry_find(office.db, office.arena, codes[0], &entry), "find");
    CHECK_TEXT(entry.region, "445102"); /* by name */
    CHECK_TEXT(entry.contact_phone, "07682120086");
    CHECK_TEXT(entry.state, "存续");
    CHECK_INT(registry(text, true, &report).kind, NO_ERROR);
    CHECK(report.unchanged == 2 && report.added == 0 && report.changed == 0, "again: nothing");
}

static void one_wrong_line_keeps_the_whole_file_out(void)
{
    const char *text = arena_printf(office.arena,
                                    "统一社会信用代码,企业名称,联系电话,所在地区,注册资本\n"
                                    "%s,丙公司,,,1\n"
                                    "91445100MA4UKN0W1O,丁公司,,,1\n"
                                    ",戊公司,12345,火星,1\n"
                                    "%s,,,,1\n"
                                    "%s,己公司\n",
                                    codes[2], codes[2], codes[3]);
    struct import_report report;

    CHECK_INT(registry(text, true, &report).kind, NO_ERROR);
    CHECK(!report.committed, "not written");
    CHECK_INT(companies(), 2);
    CHECK_INT(report.fault_count, 7);
    CHECK_INT(report.faults[0].line, 3); /* a letter O */
    CHECK_TEXT(report.faults[0].column, "统一社会信用代码");
    CHECK_INT(report.faults[1].line, 4);
    CHECK_INT(report.faults[3].line, 4);
    CHECK_INT(report.faults[4].line, 5); /* no name, and the code of line 2 */
    CHECK_INT(report.faults[5].line, 5);
    CHECK(strstr(report.faults[4].text, "第2行") || strstr(report.faults[5].text, "第2行"), "twice");
    CHECK_INT(report.faults[6].line, 6);
    CHECK_TEXT(report.faults[6].text, "应有5列，实有2列");
    CHECK_TEXT(report.ignored, "注册资本");
}

static void a_missing_column_is_named(void)
{
    struct import_report report;

    CHECK_INT(registry("name\n甲\n", true, &report).kind, NO_ERROR);
    CHECK_INT(report.fault_count, 1);
    CHECK_INT(report.faults[0].line, 1);
    CHECK_TEXT(report.faults[0].column, "uscc");
    CHECK_INT(registry("uscc,name\n", true, &report).kind, NO_ERROR);
    CHECK_TEXT(report.faults[0].text, "只有表头，没有内容");
    CHECK_INT(registry("", true, &report).kind, MALFORMED);
}

static void a_company_is_found_by_code_and_name(void)
{
    struct registry_entry *entries;
    size_t count;

    office_must(registry_search(office.db, office.arena, "乙公", NULL, 10, &entries, &count), "by name");
    CHECK(count == 1 && text_equal(entries[0].name, "乙公司"), "found");
    office_must(registry_search(office.db, office.arena, codes[0], NULL, 10, &entries, &count), "by code");
    CHECK(count == 1 && text_equal(entries[0].name, "甲公司"), "found");
    office_must(registry_search(office.db, office.arena, "%", NULL, 10, &entries, &count), "a sign");
    CHECK_INT(count, 0);
    office_must(registry_search(office.db, office.arena, NULL, NULL, 1, &entries, &count), "all");
    CHECK_INT(count, 1);
    office_must(registry_search(office.db, office.arena, NULL, entries[0].uscc, 10, &entries, &count), "the next page");
    CHECK_INT(count, 1);
}

static void only_some_may_import(void)
{
    struct import_report report;
    const char *text = "uscc,name\n";

    office_act(&office, "off", BIT(officer), "gxj", CITY);
    CHECK_INT(registry(text, true, &report).kind, NOT_ALLOWED);
    CHECK_INT(import_units(context, text, strlen(text), NULL, true, &report).kind, NOT_ALLOWED);
    CHECK_INT(import_holidays(context, text, strlen(text), NULL, NULL, true, &report).kind, NOT_ALLOWED);
    office_act(&office, "sec", BIT(security_admin), NULL, CITY);
    CHECK_INT(registry(text, true, &report).kind, NOT_ALLOWED);
}

/* Units */

static struct error units(const char *text, bool commit, struct import_report *report)
{
    return WRITE(&office, import_units(context, text, strlen(text), NULL, commit, report));
}

static void the_units_that_travel_along_are_unchanged(void)
{
    const struct embedded *file = embedded_find("data/units.csv");
    struct import_report report;

    office_act(&office, "sys", BIT(system_admin), NULL, CITY);
    CHECK_INT(import_units(context, file->bytes, file->size, NULL, false, &report).kind, NO_ERROR);
    CHECK_INT(report.fault_count, 0);
    CHECK_INT(report.added + report.changed, 0);
}

static void units_are_checked_together(void)
{
    struct import_report report;

    CHECK_INT(units("id,name,kind,jurisdiction,from,until,successor\n"
                    "aa1,甲局,部门,445100,,2026-05-31,bb1\n"
                    "aa1,乙局,部门,445100,2026-05-31,,\n"    /* overlaps */
                    "bb1,丙局,奇怪,445100,,,\n"              /* kind */
                    "cc1,丁局,部门,445100,,2026-05-31,zz9\n" /* no such successor */
                    "d,戊局,部门,445100,,,\n"                /* id */
                    "ee1,己局,牵头,445102,,,\n",             /* a second coordinating unit */
                    true, &report)
                  .kind,
              NO_ERROR);
    CHECK(!report.committed && report.fault_count == 6, "%zu faults", report.fault_count);
    CHECK_INT(report.faults[0].line, 2);
    CHECK_INT(report.faults[5].line, 7);
    CHECK(strstr(report.faults[5].text, "湘桥区政务服务和数据管理局"), "%s", report.faults[5].text);
    CHECK(!world_unit(context->world, "bb1", day_of(context->now)), "nothing came in");
}

static void a_good_file_of_units_comes_in(void)
{
    const struct world *before = context->world;
    struct import_report report;

    CHECK_INT(units("id,name,kind,jurisdiction,from,until,successor\n"
                    "aa1,甲局,部门,445100,,2026-05-31,\n"
                    "aa1,乙局,部门,445100,2026-06-01,2026-12-31,bb1\n"
                    "bb1,丙局,部门,445100,,,\n",
                    true, &report)
                  .kind,
              NO_ERROR);
    CHECK(report.committed && report.added == 2, "two units");
    CHECK(context->world != before, "the world is another");
    CHECK_TEXT(world_unit_name(context->world, "aa1", day_of_civil(2026, 6, 1)), "乙局");
    CHECK(world_unit(context->world, "gxj", day_of(context->now)), "the others stay");
    CHECK_INT(units("id,name,kind,jurisdiction,until\nbb1,丙局,部门,445100,2026-08-31\n", true, &report).kind,
              NO_ERROR);
    CHECK(!report.committed, "no successor");
}

/* Holidays */

static struct error holidays(const char *text, bool commit, struct import_report *report)
{
    return WRITE(&office, import_holidays(context, text, strlen(text), "https://www.gov.cn/x", NULL, commit, report));
}

static const struct calendar *city_calendar(void)
{
    return context->world->jurisdictions[0].calendar;
}

static void the_holidays_that_travel_along_are_unchanged(void)
{
    const struct embedded *file = embedded_find("data/calendar/holidays.csv");
    struct import_report report;

    CHECK_INT(holidays(file->bytes, true, &report).kind, NO_ERROR);
    CHECK_INT(report.fault_count, 0);
    CHECK_INT(report.amendment.change_count, 0);
    CHECK_TEXT(calendar_version(city_calendar()), "2026-1");
}

#define NEXT_YEAR                                                                                                      \
    "2027-01-01,off,元旦,2027\n"                                                                                     \
    "2027-01-02,off,元旦,2027\n"                                                                                     \
    "2027-01-03,off,元旦,2027\n"                                                                                     \
    "2027-01-09,work,元旦,2027\n"                                                                                    \
    "2027-10-01,off,国庆节,2027\n"

static void a_new_year_is_previewed_and_loaded(void)
{
    const char *text = "date,kind,holiday,notice_year\n" NEXT_YEAR;
    struct import_report report;

    CHECK_INT(holidays(text, false, &report).kind, NO_ERROR);
    CHECK(!report.committed && report.added == 5, "%zu days", report.added);
    CHECK_INT(report.amendment.horizon_after, day_of_civil(2027, 12, 31));
    CHECK_INT(calendar_horizon(city_calendar()), day_of_civil(2026, 12, 31));
    CHECK_INT(calendar_missing_year(context->world, day_of_civil(2026, 10, 31)), 0);
    CHECK_INT(calendar_missing_year(context->world, day_of_civil(2026, 11, 1)), 2027);
    CHECK_INT(holidays(text, true, &report).kind, NO_ERROR);
    CHECK(report.committed, "loaded");
    CHECK_INT(calendar_horizon(city_calendar()), day_of_civil(2027, 12, 31));
    CHECK_TEXT(calendar_version(city_calendar()), "2027-2");
    CHECK(calendar_is_working(city_calendar(), day_of_civil(2027, 1, 9)), "a make-up Saturday");
    CHECK_TEXT(calendar_entry_of(city_calendar(), day_of_civil(2027, 1, 1))->notice, "https://www.gov.cn/x");
}

static void a_second_notice_amends(void)
{
    struct import_report report;

    CHECK_INT(holidays("date,kind,holiday,notice_year\n"
                       "2027-01-09,plain,,2027\n"     /* no longer a make-up day */
                       "2027-01-04,off,元旦,2027\n"   /* one day more */
                       "2027-01-03,work,元旦,2027\n", /* and one turned round */
                       true, &report)
                  .kind,
              NO_ERROR);
    CHECK(report.added == 1 && report.removed == 1 && report.changed == 1, "+%zu -%zu ~%zu", report.added,
          report.removed, report.changed);
    CHECK(!calendar_is_working(city_calendar(), day_of_civil(2027, 1, 9)), "a Saturday again");
    CHECK(!calendar_is_working(city_calendar(), day_of_civil(2027, 1, 4)), "a Monday off");
    CHECK(calendar_is_working(city_calendar(), day_of_civil(2027, 1, 3)), "a Sunday of work");
    CHECK(!calendar_is_working(city_calendar(), day_of_civil(2027, 10, 1)), "the rest of the year stays");
}

/* Notice 1 of 2020 without what notice 2 changed, then notice 2: as it happened. */
static void the_amendments_of_2020_can_be_played(void)
{
    const struct embedded *file = embedded_find("data/calendar/holidays.csv");
    struct import_report report;
    struct buffer first;
    struct csv csv;

    buffer_init(&first, office.arena, 1 << 20);
    buffer_text(&first, "date,kind,holiday,notice_year\n");
    office_must(csv_read(office.arena, file->bytes, file->size, 2000, &csv), "read");
    for (size_t i = 0; i < csv.count; i++) {
        char *const *cells = csv.rows[i].cells;

        if (!text_equal(cells[3], "2020") || text_equal(cells[0], "2020-01-31") || text_equal(cells[0], "2020-02-02"))
            continue;
        buffer_printf(&first, "%s,%s,%s,2020\n", cells[0], text_equal(cells[0], "2020-02-01") ? "work" : cells[1],
                      cells[2]);
    }
    CHECK_INT(holidays(buffer_string(&first), true, &report).kind, NO_ERROR);
    CHECK(report.removed == 2 && report.changed == 1, "-%zu ~%zu", report.removed, report.changed);
    CHECK_INT(calendar_add(city_calendar(), day_of_civil(2020, 1, 23), 1), day_of_civil(2020, 1, 31));
    CHECK_INT(holidays("date,kind,holiday,notice_year,notice\n2020-01-31,off,春节,2020,2\n2020-02-01,off,春节,2020,2\n"
                       "2020-02-02,off,春节,2020,2\n",
                       true, &report)
                  .kind,
              NO_ERROR);
    CHECK_INT(calendar_add(city_calendar(), day_of_civil(2020, 1, 23), 1), day_of_civil(2020, 2, 3));
}

static void false_holidays_are_refused(void)
{
    const char *before = calendar_version(city_calendar());
    struct import_report report;

    CHECK_INT(holidays("date,kind,holiday,notice_year\n"
                       "2027-02-30,off,春节,2027\n"
                       "2027-02-01,free,春节,2027\n"
                       "2027-02-02,off,,2027\n"
                       "2027-02-03,off,春节,2029\n"
                       "2027-02-04,off,春节,二零二七\n"
                       "2027-02-05,off,春节,2027\n"
                       "2027-02-05,work,春节,2027\n",
                       true, &report)
                  .kind,
              NO_ERROR);
    CHECK_INT(report.fault_count, 6);
    for (size_t i = 0; i < 5; i++) CHECK_INT(report.faults[i].line, i + 2);
    CHECK_TEXT(report.faults[5].text, "与第7行重复");
    CHECK_INT(holidays("date,kind,holiday,notice_year\n2028-01-01,off,元旦,2028\n", true, &report).kind, NO_ERROR);
    CHECK(strstr(report.faults[0].text, "不完整"), "half a year is no notice");
    CHECK_INT(
        holidays("date,kind,holiday,notice_year\n2029-01-01,off,元旦,2029\n2029-10-01,off,国庆节,2029\n", true, &report)
            .kind,
        NO_ERROR);
    CHECK(strstr(report.faults[0].text, "缺少2028年"), "a gap");
    CHECK_TEXT(calendar_version(city_calendar()), before);
}

/* Closures, and who follows */

static int asked[2];

static struct error count_follow(struct context *in, const struct world *before, const struct world *after, bool commit,
                                 struct limit_move **moves, size_t *count)
{
    day_t friday = day_of_civil(2026, 8, 7);
    const struct calendar *old = world_jurisdiction(before, "445102")->calendar;
    const struct calendar *new = world_jurisdiction(after, "445102")->calendar;

    asked[commit]++;
    *moves = ARENA_NEW(in->arena, struct limit_move);
    **moves = (struct limit_move){ "445102-1", "reply", "回复", start_of_day(calendar_add(old, friday, 1) + 1),
                                   start_of_day(calendar_add(new, friday, 1) + 1) };
    *count = (*moves)->before != (*moves)->after;
    return OK;
}

static void a_typhoon_closes_one_county(void)
{
    struct calendar_amendment amendment;
    struct calendar_card card;
    day_t monday = day_of_civil(2026, 8, 10);

    office_act(&office, "xq", BIT(coordinator), "xqzsj", "445102");
    CHECK_INT(WRITE(&office, calendar_close(context, CITY, monday, "台风", count_follow, true, &amendment)).kind,
              NOT_ALLOWED);
    CHECK_INT(WRITE(&office, calendar_close(context, "445102", monday, "", count_follow, true, &amendment)).kind,
              INVALID);
    CHECK_INT(WRITE(&office, calendar_close(context, "445102", monday + 5, "台风", NULL, true, &amendment)).kind,
              INVALID);
    CHECK_INT(WRITE(&office, calendar_close(context, "445102", monday, "台风", count_follow, false, &amendment)).kind,
              NO_ERROR);
    CHECK(amendment.change_count == 1 && amendment.move_count == 1 && asked[0] == 1 && asked[1] == 0, "previewed");
    CHECK(calendar_is_working(world_jurisdiction(context->world, "445102")->calendar, monday), "not done");
    CHECK_INT(WRITE(&office, calendar_close(context, "445102", monday, "台风", count_follow, true, &amendment)).kind,
              NO_ERROR);
    CHECK_INT(asked[1], 1);
    CHECK(!calendar_is_working(world_jurisdiction(context->world, "445102")->calendar, monday), "closed there");
    CHECK(calendar_is_working(city_calendar(), monday), "and nowhere else");
    CHECK_INT(calendar_show(context, "445102", 2026, &card).kind, NO_ERROR);
    CHECK_INT(card.day_count, 365);
    CHECK_INT(card.working_days, 247); /* 248 in the city */
    CHECK(strstr(card.days[monday - day_of_civil(2026, 1, 1)].why, "台风"), "why");
    CHECK_INT(WRITE(&office, calendar_reopen(context, "445102", monday, count_follow, true, &amendment)).kind,
              NO_ERROR);
    CHECK(amendment.changes[0].after == CALENDAR_PLAIN, "an ordinary Monday");
    WRITE(&office, calendar_close(context, "445102", day_of_civil(2026, 10, 10), "台风", NULL, true, &amendment));
    CHECK(amendment.changes[0].before == CALENDAR_WORK, "a make-up Saturday");
    WRITE(&office, calendar_reopen(context, "445102", day_of_civil(2026, 10, 10), NULL, true, &amendment));
    CHECK(amendment.changes[0].after == CALENDAR_WORK, "and one again");
    CHECK(calendar_is_working(world_jurisdiction(context->world, "445102")->calendar, monday), "open again");
    CHECK_INT(WRITE(&office, calendar_reopen(context, "445102", monday, NULL, true, &amendment)).kind, NOT_FOUND);
    CHECK_INT(calendar_show(context, CITY, 2026, &card).kind, NO_ERROR);
    CHECK_INT(card.working_days, 248);
    CHECK_INT(calendar_show(context, CITY, 2006, &card).kind, NOT_FOUND);
}

static void run_on(bool postgres)
{
    if (!office_open(&office, postgres)) return;
    asked[0] = asked[1] = 0;
    uscc_make("91445100MA4UKN0W", codes[0]);
    uscc_make("91445102MA4UKN1X", codes[1]);
    uscc_make("91445103MA4UKN2Y", codes[2]);
    uscc_make("91445122MA4UKN3A", codes[3]);
    RUN(cells_may_be_quoted);
    RUN(wrong_rows_are_kept_with_their_fault);
    RUN(spreadsheets_of_here_are_understood);
    RUN(a_dry_run_changes_nothing);
    RUN(one_wrong_line_keeps_the_whole_file_out);
    RUN(a_missing_column_is_named);
    RUN(a_company_is_found_by_code_and_name);
    RUN(only_some_may_import);
    RUN(the_units_that_travel_along_are_unchanged);
    RUN(units_are_checked_together);
    RUN(a_good_file_of_units_comes_in);
    RUN(the_holidays_that_travel_along_are_unchanged);
    RUN(a_new_year_is_previewed_and_loaded);
    RUN(a_second_notice_amends);
    RUN(the_amendments_of_2020_can_be_played);
    RUN(false_holidays_are_refused);
    RUN(a_typhoon_closes_one_county);
    office_close(&office);
}

int main(void)
{
    run_on(false);
    run_on(true);
    return test_end();
}

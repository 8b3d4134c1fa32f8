/* SPDX-License-Identifier: Apache-2.0 */
/* Nothing that was typed by somebody becomes HTML, and tools/pagec refuses pages in which it could. */
#include "base/embedded.h"
#include "pages/form.h"
#include "pages/pages.h"
#include "pages/parts.h"
#include "service/context.h"
#include "service/front.h"
#include "test.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena *arena;
static struct person visitor = { .name = "" };
static struct page_frame frame = { .person = &visitor, .path = "/" };
static char folder[256];

static struct buffer new_buffer(void)
{
    struct buffer out;

    buffer_init(&out, arena, 1 << 20);
    return out;
}

/* What a part writes for a view. */
#define DRAW(part, ...) draw_##part(&(__VA_ARGS__))
#define DRAWER(part, type)                                \
    static const char *draw_##part(const struct type *view) \
    {                                                     \
        struct buffer out = new_buffer();                 \
        part(&out, &frame, view);                         \
        return buffer_string(&out);                       \
    }
DRAWER(part_due, due_view)
DRAWER(part_cell, table_cell)
DRAWER(part_field, form_field)
DRAWER(part_event, event_view)
DRAWER(part_table, table_view)
DRAWER(part_clock, running_view)
DRAWER(part_act, act_view)
DRAWER(part_faults, fault_summary)
DRAWER(problem_page, problem_view)
DRAWER(front_page, front_view)

#define HAS(text, part) CHECK(strstr(text, part) != NULL, "no '%s' in: %.400s", part, text)
#define LACKS(text, part) CHECK(strstr(text, part) == NULL, "'%s' in: %.400s", part, text)

/* ---- escaping */

#define EVIL "<b>\"'&</b>𠮷"
#define TAMED "&lt;b&gt;&quot;&#39;&amp;&lt;/b&gt;𠮷"

static void text_between_tags_is_escaped(void)
{
    const char *html = DRAW(part_due, (struct due_view){ .colour = "blue", .words = EVIL });

    HAS(html, ">" TAMED "<");
    LACKS(html, "<b>");
}

static void values_of_attributes_are_escaped(void)
{
    const char *html = DRAW(part_due, (struct due_view){ .colour = "\" onclick=\"x", .words = "w" });

    HAS(html, "class=\"ztc-due ztc-due--&quot; onclick=&quot;x\"");
    html = DRAW(part_field, (struct form_field){ .name = "title", .label = "标题", .value = EVIL });
    HAS(html, "value=\"" TAMED "\"");
}

static void a_textarea_cannot_be_left(void)
{
    struct form_field field = { .name = "body", .label = "经过", .look = LOOK_TEXT, .value = "\n</textarea><script>" };

    HAS(DRAW(part_field, field), ">\n\n&lt;/textarea&gt;&lt;script&gt;</textarea>");
}

static void the_title_is_escaped(void)
{
    HAS(DRAW(problem_page, (struct problem_view){ .title = "</title><script>", .text = "x" }),
        "<title>&lt;/title&gt;&lt;script&gt; — 直通车</title>");
}

static void parts_of_addresses_are_percent_encoded(void)
{
    const char *html;

    frame.path = "/a?b=1&c=\"中";
    html = DRAW(problem_page, (struct problem_view){ .title = "t", .text = "x" });
    frame.path = "/";
    HAS(html, "back=%2Fa%3Fb%3D1%26c%3D%22%E4%B8%AD\"");
}

static void addresses_lead_nowhere_else(void)
{
    static const char *const foreign[] = { "javascript:alert(1)", "//evil.example/", "/\\evil.example", "https://evil.example/",
                                           "/\t/evil.example", "data:text/html,x", "", NULL };
    static const char *const own[] = { "/appeals/1?a=b", "#reply", "?after=x", "/" };

    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        struct buffer out = new_buffer();
        page_address(&out, &frame, foreign[i]);
        CHECK_TEXT(buffer_string(&out), "#");
    }
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        struct buffer out = new_buffer();
        page_address(&out, &frame, own[i]);
        CHECK_TEXT(buffer_string(&out), own[i]);
    }
    HAS(DRAW(part_cell, (struct table_cell){ .text = "t", .address = "javascript:x" }), "href=\"#\"");
}

static void typed_lines_become_paragraphs(void)
{
    HAS(DRAW(part_event, (struct event_view){ .title = "进展", .text = "一<\r\n\r\n二", .at = 1 }), "<p>一&lt;</p>\n<p>二</p>");
}

static void nothing_gives_nothing(void)
{
    struct buffer out = new_buffer();

    emit_text(&out, NULL);
    emit_url(&out, NULL);
    page_day(&out, &frame, NO_DAY);
    page_until(&out, &frame, NO_INSTANT);
    page_lines(&out, &frame, NULL);
    page_phrases(&out, &frame, NULL);
    CHECK_TEXT(buffer_string(&out), "");
    CHECK_TEXT(DRAW(part_due, (struct due_view){ .colour = "blue" }), "");
}

/* ---- helpers */

#define WRITES(call, want)               \
    do {                                 \
        struct buffer out = new_buffer(); \
        call;                            \
        CHECK_TEXT(buffer_string(&out), want); \
    } while (0)

static void days_and_numbers_are_for_people(void)
{
    day_t day = day_of_civil(2026, 3, 9);

    frame.today = day_of_civil(2026, 3, 3);
    WRITES(page_on_day(&out, &frame, day), "<time datetime=\"2026-03-09\">3月9日（周一）</time>");
    WRITES(page_stamp(&out, &frame, start_of_day(day) + 9 * HOUR),
           "<time datetime=\"2026-03-09T09:00:00+08:00\">3月9日 09:00</time>");
    WRITES(page_stamp(&out, &frame, start_of_day(day_of_civil(2025, 12, 31))),
           "<time datetime=\"2025-12-31T00:00:00+08:00\">2025年12月31日 00:00</time>");
    WRITES(page_until(&out, &frame, start_of_day(day + 1)),
           "<time datetime=\"2026-03-10T00:00:00+08:00\">3月9日（周一）24:00</time>");
    WRITES(page_number(&out, &frame, 1926), "1,926");
    WRITES(page_number(&out, &frame, 1000005), "1,000,005");
    WRITES(page_number(&out, &frame, -12345), "-12,345");
    WRITES(page_permille(&out, &frame, 918), "91.8");
    WRITES(page_file_size(&out, &frame, 340000), "340 KB");
    WRITES(page_file_size(&out, &frame, 1200000), "1.2 MB");
    WRITES(page_phrases(&out, &frame, "今天，明天"), "<span class=\"ztc-phrase\">今天，</span><span class=\"ztc-phrase\">明天</span>");
}

static void assets_carry_their_digest(void)
{
    const struct embedded *css = embedded_find("assets/theme.css");
    struct buffer out = new_buffer();

    CHECK(css && css->address && css->gzip && css->gzip_size < css->size / 4, "the style sheet is there, and packed");
    page_asset(&out, &frame, "theme.css");
    CHECK_TEXT(buffer_string(&out), css->address);
    CHECK(embedded_at(css->address) == css, "found by its address");
    CHECK(embedded_at("/assets/theme.0000000000000000.css") == NULL, "not by another digest");
    LACKS(css->bytes, "url(h"); /* nothing is fetched from elsewhere */
    LACKS(css->bytes, "@import");
}

/* ---- parts */

static void fields_are_described_by_hint_and_error(void)
{
    const char *html = DRAW(part_field, (struct form_field){ .look = LOOK_PHONE, .name = "phone", .label = "手机",
                                                             .hint = "11位", .fault = "少了1位" });

    HAS(html, "<label class=\"govuk-label govuk-label--b\" for=\"phone\">");
    HAS(html, "id=\"phone-h\"");
    HAS(html, "id=\"phone-e\"");
    HAS(html, "aria-describedby=\"phone-h phone-e\"");
    HAS(html, "aria-invalid=\"true\"");
    html = DRAW(part_field, (struct form_field){ .name = "x", .label = "甲" });
    LACKS(html, "aria-describedby");
    LACKS(html, "aria-invalid");
}

static void passwords_are_never_sent_back(void)
{
    LACKS(DRAW(part_field, (struct form_field){ .look = LOOK_PASSWORD, .name = "p", .label = "密码", .value = "geheim" }),
          "geheim");
}

static void choices_keep_what_was_chosen(void)
{
    static const struct field_choice choices[] = { { "a", "甲", NULL }, { "ab", "乙", NULL }, { "c", "丙", "丙的说明" } };
    struct form_field field = { .look = LOOK_CHECKS, .name = "units", .label = "单位", .value = "ab,c",
                                .choices = choices, .choice_count = 3 };
    const char *html = DRAW(part_field, field);

    HAS(html, "value=\"ab\" checked");
    HAS(html, "value=\"c\" checked");
    LACKS(html, "value=\"a\" checked");
    HAS(html, "<fieldset");
    field.look = LOOK_SELECT;
    field.value = "a";
    HAS(DRAW(part_field, field), "<option value=\"a\" selected>甲</option>");
}

static void fields_of_actions_come_from_the_mechanism(void)
{
    struct fault fault = { .field = "opinion", .code = "missing", .text = "请写明处理意见" };
    struct fault list = { .field = "attachments/1", .code = "bad", .text = "第2个附件打不开", .next = &fault };
    struct form_field fields[] = { field_of_input("reply", "opinion", true), field_of_input("reply", "kind", true),
                                   field_of_input("reply", "done_by", false), field_of_input("reply", "attachments", false) };

    CHECK(fields[0].look == LOOK_TEXT && fields[0].most == 2000 && !fields[0].optional, "opinion");
    CHECK(fields[1].look == LOOK_RADIOS && fields[1].choice_count == 4, "kind");
    CHECK(field_of_input("request", "kind", true).choice_count == 3, "another action, other choices");
    CHECK_TEXT(field_of_input("reply", "kind", true).label, "结论");
    CHECK_TEXT(field_of_input("assign", "co_units", false).label, "协办单位");
    CHECK(fields[2].look == LOOK_DAY && fields[2].optional, "done_by");
    CHECK_INT(fields_mend(fields, 4, &list), 2);
    CHECK_TEXT(fields[0].fault, "请写明处理意见");
    CHECK_TEXT(fields[3].fault, "第2个附件打不开");
    CHECK(controls_have_file(fields, 4), "has a file");
    HAS(DRAW(part_act, (struct act_view){ .id = "reply", .label = "提交处理意见", .address = "/a", .fields = fields,
                                          .field_count = 4 }),
        "enctype=\"multipart/form-data\"");
    HAS(DRAW(part_faults, (struct fault_summary){ .faults = &list }), "有2处需要修改");
    HAS(DRAW(part_faults, (struct fault_summary){ &list, "reply" }), "href=\"#reply-attachments\"");
}

static void forms_carry_their_tokens(void)
{
    struct act_view act = { .id = "a", .label = "接收", .address = "/x" };

    LACKS(DRAW(part_act, act), "csrf");
    frame.csrf = "\"t\"";
    HAS(DRAW(part_act, act), "name=\"csrf\" value=\"&quot;t&quot;\"");
    HAS(DRAW(part_act, act), "name=\"form_token\"");
    frame.csrf = NULL;
}

static void tables_name_their_cells(void)
{
    static const struct table_column columns[] = { { .label = "诉求" }, { .label = "期限", .nowrap = true } };
    static const struct table_cell cells[] = { { .text = "甲" }, { .due_colour = "red", .due_words = "逾期" },
                                               { .text = "乙" }, { .text = "无", .muted = true } };
    const char *html = DRAW(part_table, (struct table_view){ .caption = "表", .columns = columns, .column_count = 2,
                                                             .cells = cells, .row_count = 2 });

    HAS(html, "<th scope=\"row\" role=\"rowheader\">");
    HAS(html, "data-label=\"期限\"");
    HAS(html, "ztc-due--red\">逾期");
    HAS(html, "is-empty");
    HAS(DRAW(part_table, (struct table_view){ .empty = "没有" }), "没有");
}

static void a_clock_counts_its_days(void)
{
    const char *html = DRAW(part_clock, (struct running_view){ .label = "处理意见", .colour = "yellow", .words = "还有2个工作日",
                                                             .ends = "3月5日", .days = 3, .today = 2 });

    HAS(html, "<li class=\"is-used\">1</li>\n<li class=\"is-today\">2</li>\n<li>3</li>");
}

static void the_front_page_says_which_event(void)
{
    struct front_view view = { .open = true,
                               .closes_at = start_of_day(day_of_civil(2026, 3, 4)),
                               .round = { "445100-2026-03", "2026年第3期", "第3期", day_of_civil(2026, 3, 11), false },
                               .after = { "445100-2026-04", "2026年第4期", "第4期", day_of_civil(2026, 4, 8), true },
                               .figures = { .year = 2026, .rated = 23, .satisfied = 20 } };
    const char *html;

    frame.today = day_of_civil(2026, 3, 3);
    html = DRAW(front_page, view);
    HAS(html, "今天24:00前提交，");
    HAS(html, "3月11日现场活动");
    HAS(html, "4月8日（初定）现场活动");
    HAS(html, "87.0<span>%</span>");
    HAS(html, "<title>直通车 — 潮州市解决企业诉求平台</title>");
    view.open = false;
    HAS(DRAW(front_page, view), "平台关闭期间");
}

/* The frame of somebody, as the edge makes it from the context. */
static struct page_frame frame_of(struct person person)
{
    struct context *context = ARENA_NEW(arena, struct context);

    *context = (struct context){ .arena = arena, .person = person };
    return page_frame_of(context);
}

static bool offers(const struct page_frame *of, enum nav nav)
{
    for (size_t i = 0; i < of->nav_count; i++)
        if (of->navs[i].id == nav) return true;
    return false;
}

static void the_navigation_is_for_who_is_there(void)
{
    struct page_frame nobody = frame_of((struct person){ .name = "" });
    struct page_frame staff = frame_of((struct person){ .account = "a", .name = "甲", .roles = 1u << ROLE_officer });
    struct page_frame auditor = frame_of((struct person){ .account = "b", .name = "乙", .roles = 1u << ROLE_audit_admin });
    struct page_frame counter = frame_of((struct person){ .account = "c", .name = "丁", .roles = 1u << ROLE_window });
    struct page_frame enterprise = frame_of((struct person){ .account = "9144", .uscc = "9144", .name = "丙" });

    CHECK(offers(&nobody, NAV_query) && !offers(&nobody, NAV_desk) && !frame_signed_in(&nobody), "a visitor");
    CHECK(offers(&staff, NAV_desk) && !offers(&staff, NAV_audit) && frame_is_staff(&staff), "an officer");
    CHECK(offers(&auditor, NAV_audit), "an auditor");
    CHECK(frame_may_submit(&nobody) && frame_may_submit(&enterprise) && frame_may_submit(&counter), "who submits");
    CHECK(!frame_may_submit(&staff) && !frame_may_submit(&auditor), "the others of the staff do not");
    CHECK(offers(&enterprise, NAV_mine) && !offers(&enterprise, NAV_desk) && !frame_is_staff(&enterprise), "an enterprise");
}

/* ---- pagec */

static void write_page(const char *text)
{
    char path[300];
    FILE *file;

    snprintf(path, sizeof path, "%s/bad.html", folder);
    file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) abort();
}

/* Runs a command; its output, and whether it succeeded. */
static const char *run(const char *command, bool *succeeded)
{
    static char output[8192];
    FILE *pipe = popen(command, "r");
    size_t size = pipe ? fread(output, 1, sizeof output - 1, pipe) : 0;

    output[size] = 0;
    *succeeded = pipe && pclose(pipe) == 0;
    return output;
}

static const char *compile_page(const char *text, bool *succeeded)
{
    write_page(text);
    return run(arena_printf(arena, "%s/tools/pagec %s %s/bad.html 2>&1", BUILT, folder, folder), succeeded);
}

#define HEAD "{{page bad with struct due_view from \"pages/parts.h\"}}\n"

static void refuses(const char *text, int line, const char *why)
{
    bool succeeded;
    const char *output = compile_page(text, &succeeded);

    CHECK(!succeeded, "taken: %s", text);
    HAS(output, arena_printf(arena, "%s/bad.html:%d: error: ", folder, line));
    HAS(output, why);
}

static void values_stand_where_they_can_be_escaped(void)
{
    refuses(HEAD "\n<p class={{words}}>", 3, "needs quotes");
    refuses(HEAD "<p class=a{{words}}>", 2, "needs quotes");
    refuses(HEAD "<script>{{words}}</script>", 2, "<script>");
    refuses(HEAD "<style>\n{{words}}</style>", 3, "<style>");
    refuses(HEAD "<!-- {{words}} -->", 2, "<!--");
    refuses(HEAD "<p {{words}}>", 2, "inside a tag");
    refuses(HEAD "<{{words}}>", 2, "inside a tag");
    refuses(HEAD "<p onclick=\"{{words}}\">", 2, "on…=");
    refuses(HEAD "<p style=\"color: {{words}}\">", 2, "style=");
    refuses(HEAD "<iframe srcdoc=\"{{words}}\">", 2, "srcdoc=");
    refuses(HEAD "<script>alert(1)</script>", 2, "no scripts");
}

static void addresses_begin_with_what_was_checked(void)
{
    refuses(HEAD "<a href=\"{{words}}\">", 2, "use {{address");
    refuses(HEAD "<img src='{{words}}'>", 2, "use {{address");
    refuses(HEAD "<a href=\"javascript:{{words}}\">", 2, "begins with");
    refuses(HEAD "<a href=\"{{if words}}javascript:{{else}}/{{end}}{{words}}\">", 2, "begins with");
    refuses(HEAD "<a href=\"{{if words}}/x{{end}}{{words}}\">", 2, "use {{address");
    refuses(HEAD "<p title=\"{{address words}}\">", 2, "beginning of an address");
    refuses(HEAD "<a href=\"/{{address words}}\">", 2, "beginning of an address");
    refuses(HEAD "<a href=\"/{{day words}}\">", 2, "no part of an address");
    refuses(HEAD "<p title=\"{{lines words}}\">", 2, "between tags");
}

static void what_begins_must_end(void)
{
    refuses(HEAD "\n{{if words}}a", 3, "{{end}} is missing");
    refuses(HEAD "a{{end}}", 2, "closes nothing");
    refuses(HEAD "{{else}}", 2, "without {{if}}");
    refuses(HEAD "{{if words}}\n<p {{else}}\n<p>{{end}}", 4, "different places");
    refuses(HEAD "{{each x times 3}}<p title=\"{{end}}", 2, "another place");
    refuses(HEAD "{{words", 2, "not closed");
    refuses(HEAD "<p title=\"a", 2, "inside a tag");
    refuses(HEAD "<!-- a", 2, "not closed");
}

static void names_must_be_known(void)
{
    refuses(HEAD "{{include nobody}}", 2, "no {{page nobody");
    refuses(HEAD "{{nohelp words}}", 2, "no helper 'nohelp'");
    refuses("<p>", 1, "before the first {{page}}");
    refuses("{{page x with y}}", 1, "is meant");
    refuses(HEAD HEAD, 2, "is also in");
    refuses(HEAD "{{each x of words}}", 2, "is meant");
    refuses(HEAD "{{layout bad}}\n<p>", 3, "outside of the blocks");
}

static void good_pages_are_taken(void)
{
    bool succeeded;

    compile_page(HEAD "{{# remark }}<!-- dropped --><p title=\"{{words}}\">\n{{if words}}<br>{{else if colour}}b{{end}}", &succeeded);
    CHECK(succeeded, "a plain page");
    compile_page(HEAD "<input{{if words}} checked{{end}} value='{{words}}'><a href=\"/x/{{words}}?y={{colour}}\">", &succeeded);
    CHECK(succeeded, "attributes");
}

static const char *compile_c(const char *page, bool *succeeded)
{
    CHECK((compile_page(page, succeeded), *succeeded), "pagec takes it");
    return run(arena_printf(arena, "%s -std=c17 -D_GNU_SOURCE -Isrc -I%s -fsyntax-only -fno-diagnostics-color %s/bad.c 2>&1",
                            COMPILER, folder, folder),
               succeeded);
}

static void a_wrong_field_is_an_error_on_its_own_line(void)
{
    bool succeeded;
    const char *output;

    /* pages.h of this folder stands in for pages/pages.h. */
    CHECK(run(arena_printf(arena, "ln -sfn . %s/pages && echo", folder), &succeeded) && succeeded, "folder");
    output = compile_c(HEAD "<p>\n{{words}}\n{{wrods}}</p>", &succeeded);
    CHECK(!succeeded, "a field that is not there");
    HAS(output, "bad.html:4:");
    HAS(output, "wrods");
    output = compile_c(HEAD "\n\n<p>{{*view}}</p>", &succeeded);
    CHECK(!succeeded, "a struct is no text");
    HAS(output, "bad.html:4:");
    output = compile_c(HEAD "<p title=\"{{(struct markup){ words }}}\"></p>", &succeeded);
    CHECK(!succeeded, "markup in an attribute");
    HAS(output, "bad.html:2:");
    output = compile_c(HEAD "<p>{{(struct markup){ words }}}{{words}}</p>", &succeeded);
    CHECK(succeeded, "markup between tags: %s", output);
}

static void schema_files_are_named_by_their_number(void)
{
    bool succeeded;
    const char *output;

    output = run(arena_printf(arena, "touch %s/1-x.sql && %s/tools/embed schema %s/bad.c %s/1-x.sql 2>&1", folder, BUILT, folder, folder),
                 &succeeded);
    CHECK(!succeeded, "a name without three digits");
    HAS(output, "1-x.sql: ");
    output = run(arena_printf(arena, "touch %s/001-x.sql %s/001-y.sql && %s/tools/embed schema %s/bad.c %s/001-x.sql %s/001-y.sql 2>&1",
                              folder, folder, BUILT, folder, folder, folder),
                 &succeeded);
    CHECK(!succeeded, "a number twice");
    HAS(output, "001-y.sql: two");
    output = run(arena_printf(arena, "%s/tools/embed files %s/none.c %s/absent.csv 2>&1", BUILT, folder, folder), &succeeded);
    CHECK(!succeeded, "a file that is not there");
    HAS(output, "absent.csv: cannot be read");
}

static void clean_up(void)
{
    bool succeeded;

    run(arena_printf(arena, "rm -rf %s", folder), &succeeded);
}

int main(void)
{
    arena = arena_new((size_t)64 << 20);
    snprintf(folder, sizeof folder, "%s/test/pages-XXXXXX", BUILT);
    if (!mkdtemp(folder)) abort();
    RUN(text_between_tags_is_escaped);
    RUN(values_of_attributes_are_escaped);
    RUN(a_textarea_cannot_be_left);
    RUN(the_title_is_escaped);
    RUN(parts_of_addresses_are_percent_encoded);
    RUN(addresses_lead_nowhere_else);
    RUN(typed_lines_become_paragraphs);
    RUN(nothing_gives_nothing);
    RUN(days_and_numbers_are_for_people);
    RUN(assets_carry_their_digest);
    RUN(fields_are_described_by_hint_and_error);
    RUN(passwords_are_never_sent_back);
    RUN(choices_keep_what_was_chosen);
    RUN(fields_of_actions_come_from_the_mechanism);
    RUN(forms_carry_their_tokens);
    RUN(tables_name_their_cells);
    RUN(a_clock_counts_its_days);
    RUN(the_front_page_says_which_event);
    RUN(the_navigation_is_for_who_is_there);
    RUN(values_stand_where_they_can_be_escaped);
    RUN(addresses_begin_with_what_was_checked);
    RUN(what_begins_must_end);
    RUN(names_must_be_known);
    RUN(good_pages_are_taken);
    RUN(a_wrong_field_is_an_error_on_its_own_line);
    RUN(schema_files_are_named_by_their_number);
    clean_up();
    arena_free(arena);
    return test_end();
}

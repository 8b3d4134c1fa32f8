/* SPDX-License-Identifier: Apache-2.0 */
#include "pages/about.h"

#include "mechanism/tables.h"
#include "pages/front.h"

/* ── Commitments ────────────────────────────────────────────────────────── */

static const char *name_of(const struct public_commitment *commitment)
{
    return commitment->title ? commitment->title : commitment->measures;
}

const struct table_view *commitments_table(struct arena *arena, const struct page_frame *frame,
                                           const struct commitments_page *page)
{
    static const struct table_column columns[] = {
        { .label = "承诺做到什么" }, { .label = "谁负责" }, { .label = "何时完成", .nowrap = true }, { .label = "进展" }
    };
    struct table_view *table = ARENA_NEW(arena, struct table_view);
    struct table_cell *cell = ARENA_ARRAY(arena, struct table_cell, 4 * page->count + 1);

    *table = (struct table_view){ .caption = "公开承诺、负责人、完成日期和进展",
                                  .columns = columns,
                                  .column_count = 4,
                                  .cells = cell,
                                  .row_count = page->count,
                                  .empty = "还没有公开承诺。现场活动后3个工作日内在这里公布，写明谁负责、何时完成。" };
    for (size_t i = 0; i < page->count; i++) {
        const struct public_commitment *one = &page->commitments[i];

        *cell++ = (struct table_cell){ .text = name_of(one),
                                       .sub = one->title ? one->measures : NULL,
                                       .address = arena_printf(arena, "/commitments/%lld", (long long)one->id) };
        *cell++ = (struct table_cell){ .text = one->unit_name, .sub = one->leader };
        *cell++ = (struct table_cell){ .text = day_chinese(arena, one->done_by, frame->today) };
        *cell++ = (struct table_cell){ .due_colour = one->colour, .due_words = one->words, .sub = one->progress };
    }
    return table;
}

static void put_fact(struct fact_view *facts, size_t *count, const char *name, const char *value)
{
    if (value) facts[(*count)++] = (struct fact_view){ .name = name, .value = value };
}

const struct fact_view *commitment_facts(struct arena *arena, const struct page_frame *frame,
                                         const struct public_commitment *one, size_t *count)
{
    struct fact_view *facts = ARENA_ARRAY(arena, struct fact_view, 8);

    *count = 0;
    put_fact(facts, count, "承办单位", one->unit_name);
    put_fact(facts, count, "责任领导", one->leader);
    put_fact(facts, count, "责任人", one->person);
    put_fact(facts, count, "何时完成", day_chinese(arena, one->done_by, frame->today));
    put_fact(facts, count, "公布时间", instant_chinese(arena, one->committed_at, frame->today));
    put_fact(facts, count, "企业", one->enterprise ? one->enterprise : "企业没有同意公开名称");
    put_fact(facts, count, "地区", one->jurisdiction_name);
    return facts;
}

/* ── Figures ────────────────────────────────────────────────────────────── */

enum nav statistics_nav(const struct page_frame *frame)
{
    return frame_is_staff(frame) ? NAV_overview : NAV_statistics;
}

static const char *with_unit(struct arena *arena, const char *number, const char *unit)
{
    return arena_printf(arena, "%s%s", number, unit);
}

static const char *percent(struct arena *arena, int64_t part, int64_t whole)
{
    return whole ? with_unit(arena, front_rate(arena, part, whole), "%") : "—";
}

static void put_row(struct table_cell **cell, const char *name, const char *value, const char *note,
                    const char *definition)
{
    *(*cell)++ = (struct table_cell){ .text = name };
    *(*cell)++ = (struct table_cell){ .text = value, .sub = note };
    *(*cell)++ = (struct table_cell){ .text = definition };
}

static const char *of_them(struct arena *arena, int64_t part, int64_t whole)
{
    if (!whole) return NULL;
    return arena_printf(arena, "%lld件中%lld件", (long long)whole, (long long)part);
}

static const struct table_column figure_columns[] = {
    { .label = "指标" }, { .label = "数字和件数", .nowrap = true }, { .label = "怎么算的" }
};

static struct table_view *table_of_figures(struct arena *arena, const char *caption, const struct table_cell *cells,
                                           size_t rows)
{
    struct table_view *table = ARENA_NEW(arena, struct table_view);

    *table = (struct table_view){
        .caption = caption, .columns = figure_columns, .column_count = 3, .cells = cells, .row_count = rows
    };
    return table;
}

const struct table_view *statistics_table(struct arena *arena, const struct front_view *front)
{
    enum { ROWS = 6 };
    const struct front_figures *figures = &front->figures;
    struct table_cell *cells = ARENA_ARRAY(arena, struct table_cell, 3 * ROWS), *cell = cells;

    put_row(&cell, "收到诉求", with_unit(arena, front_number(arena, figures->received), "件"), NULL,
            "今年提交的诉求，不论从网上、窗口还是12345来，也不论后来是否受理。");
    put_row(&cell, "已受理", with_unit(arena, front_number(arena, figures->admitted), "件"), NULL,
            "其中经甄别后派给承办单位的。");
    put_row(&cell, "按时回复", percent(arena, figures->replied_in_time, figures->replied),
            of_them(arena, figures->replied_in_time, figures->replied),
            "承办单位已提出处理意见的诉求中，在期限（含依规暂停、延长后的期限）以内提出的所占比例。还没有回复的不计。");
    put_row(&cell, "已办结", with_unit(arena, front_number(arena, figures->closed), "件"), NULL,
            "其中已经完成评价、归档的。");
    put_row(&cell, "平均用时", figures->closed ? with_unit(arena, front_number(arena, figures->closed_days), "天") : "—",
            NULL, "已办结的诉求从提交到办结平均用了多少天，按自然日，舍去不足一天的零头。");
    put_row(&cell, "公开承诺", with_unit(arena, front_number(arena, front->commitments_in_all), "项"), NULL,
            "今年提交的诉求中，承办单位作出了承诺、写明负责人和完成日期的。其中要求保密的只计数，不公布内容。");
    return table_of_figures(arena, "今年的数字和算法", cells, ROWS);
}

const struct table_view *satisfaction_table(struct arena *arena, const struct front_figures *figures)
{
    enum { ROWS = 2 };
    struct table_cell *cells = ARENA_ARRAY(arena, struct table_cell, 3 * ROWS), *cell = cells;
    int64_t rated = figures->rated + figures->defaulted, satisfied = figures->satisfied + figures->defaulted;

    put_row(&cell, "企业主动评价满意", percent(arena, figures->satisfied, figures->rated),
            of_them(arena, figures->satisfied, figures->rated),
            "企业自己作了评价的诉求中，评为满意的所占比例。");
    put_row(&cell, "连同默认满意", percent(arena, satisfied, rated), of_them(arena, satisfied, rated),
            arena_printf(arena,
                         "评价通知送达后到期没有评价的，按规定视为满意，共%lld件；把它们计入分子和分母得到这个比例。"
                         "通知没有送达的，两项都不计。",
                         (long long)figures->defaulted));
    return table_of_figures(arena, "满意率的两种算法", cells, ROWS);
}

/* ── Help ───────────────────────────────────────────────────────────────── */

const struct table_view *reasons_table(struct arena *arena)
{
    static const struct table_column columns[] = { { .label = "哪些情形" }, { .label = "该找谁" }, { .label = "依据" } };
    struct table_view *table = ARENA_NEW(arena, struct table_view);
    struct table_cell *cell = ARENA_ARRAY(arena, struct table_cell, 3 * reason_count);

    *table = (struct table_view){ .caption = "不在这里办理的情形、该找谁、依据",
                                  .columns = columns,
                                  .column_count = 3,
                                  .cells = cell,
                                  .row_count = reason_count };
    for (size_t i = 0; i < reason_count; i++) {
        *cell++ = (struct table_cell){ .text = reasons[i].chinese };
        *cell++ = (struct table_cell){ .text = reasons[i].redirect };
        *cell++ = (struct table_cell){ .text = reasons[i].basis };
    }
    return table;
}

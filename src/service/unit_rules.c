/* SPDX-License-Identifier: Apache-2.0 */
#include "service/unit_rules.h"

#include "base/text.h"

#include <string.h>

static const char *const kinds[] = { "综合", "督办", "牵头", "市场主体", "信访",
                                     "秩序", "宣传", "县区", "开发区",   "部门" };

static bool is_kind(const char *kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_equal(kinds[i], kind)) return true;
    return false;
}

static bool good_id(const char *id)
{
    return id && strlen(id) >= 2 && strlen(id) <= 16 &&
           strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789") == strlen(id);
}

static bool overlap(const struct unit *a, const struct unit *b)
{
    return !(a->until && a->until < b->from) && !(b->until && b->until < a->from);
}

static const char *wrong_alone(const struct unit_book *book, const struct unit *unit, const char **field)
{
    *field = "id";
    if (!good_id(unit->id)) return "单位代码为2至16个小写字母或数字";
    *field = "name";
    if (text_blank(unit->name) || text_length(unit->name) > 40) return "单位名称必填，不超过40字";
    *field = "kind";
    if (!is_kind(unit->kind)) return "类别应为综合、督办、牵头、市场主体、信访、秩序、宣传、县区、开发区、部门之一";
    *field = "jurisdiction";
    if (!world_jurisdiction(book->world, unit->jurisdiction)) return "没有这个地区";
    *field = "region";
    if (unit->region && !text_equal(unit->jurisdiction, CITY)) return "只有市级单位才代表县区";
    if (unit->region && (text_equal(unit->region, CITY) || !world_jurisdiction(book->world, unit->region)))
        return "代表的县区不存在";
    *field = "until";
    if (unit->from && unit->until && unit->until < unit->from) return "截止日早于起始日";
    *field = "successor";
    if (unit->successor && !unit->until) return "有承继单位的须填截止日";
    return NULL;
}

static bool stands_after(const struct unit_book *book, const char *id, day_t day)
{
    for (size_t i = 0; i < book->count; i++)
        if (text_equal(book->units[i].id, id) && book->units[i].from <= day + 1 &&
            (!book->units[i].until || book->units[i].until > day))
            return true;
    return false;
}

static const char *wrong_beside(struct arena *arena, const struct unit *unit, const struct unit *other,
                                const char **field)
{
    bool same = text_equal(unit->id, other->id);

    *field = "jurisdiction";
    if (same && !text_equal(unit->jurisdiction, other->jurisdiction)) return "同一代码的单位不能换地区";
    if (!overlap(unit, other)) return NULL;
    *field = "from";
    if (same) return "同一代码的名称起止日期重叠";
    *field = "kind";
    if (text_equal(unit->kind, "牵头") && text_equal(other->kind, "牵头") &&
        text_equal(unit->jurisdiction, other->jurisdiction))
        return arena_printf(arena, "这个地区已有牵头单位%s", other->name);
    *field = "region";
    if (unit->region && text_equal(unit->region, other->region))
        return arena_printf(arena, "这个县区已由%s代表", other->name);
    return NULL;
}

const char *unit_wrong(struct arena *arena, const struct unit_book *book, const struct unit *unit, const char **field)
{
    const char *why = wrong_alone(book, unit, field);

    for (size_t i = 0; i < book->count && !why; i++)
        if (&book->units[i] != unit) why = wrong_beside(arena, unit, &book->units[i], field);
    if (why || !unit->successor) return why;
    *field = "successor";
    if (text_equal(unit->successor, unit->id)) return "不能由自己承继";
    return stands_after(book, unit->successor, unit->until) ? NULL : "承继单位不存在，或那时已撤销";
}

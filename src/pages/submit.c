/* SPDX-License-Identifier: Apache-2.0 */
#include "pages/submit.h"

#include "pages/words.h"

static const char *makes(struct arena *arena, const struct front_round *round)
{
    if (!round->number) return "下一期（活动日期定下来就告诉您）";
    if (round->event_day == NO_DAY) return round->label;
    return arena_printf(arena, "%s，%s%s现场活动", round->label, short_day(arena, round->event_day),
                        round->tentative ? "（初定）" : "");
}

const char *submit_round(struct arena *arena, const struct page_frame *frame, const struct front_view *front)
{
    (void)frame;
    return arena_printf(arena, "现在提交，列入%s", makes(arena, &front->round));
}

const char *submit_until(struct arena *arena, const struct page_frame *frame, const struct front_view *front)
{
    instant_t left = front->closes_at - frame->now;

    if (!front->open && front->opens_at)
        return arena_printf(arena, "上一期已经关闭，照常收件。%s下一期开放时起算办理期限。",
                            instant_chinese(arena, front->opens_at, frame->today));
    if (!front->open) return "照常收件，下一期排定以后开始办理。";
    if (left > 0 && left < ONE_DAY)
        return arena_printf(arena, "本期%s截止，还有%d小时%d分。", due_chinese(arena, front->closes_at, frame->today),
                            (int)(left / HOUR), (int)(left % HOUR / MINUTE));
    return arena_printf(arena, "本期%s截止。", due_chinese(arena, front->closes_at, frame->today));
}

const char *submit_why(struct arena *arena, const struct page_frame *frame, const struct front_view *front)
{
    const char *next = makes(arena, &front->after);

    if (!front->open)
        return "平台每月开放到现场活动前第5个工作日。关闭以后提交的先收下，先核对企业名称和代码，列入下一期。";
    return arena_printf(arena,
                        "%s前提交的，列入本期；%s24:00前还没有派单的，转入下一期，会告诉您。问题目录报送时部门意见可能还没有写好，"
                        "会先注明“部门意见待补”，不影响列入。截止以后提交的，列入%s。",
                        due_chinese(arena, front->closes_at, frame->today),
                        day_chinese(arena, front->catalogue_day, frame->today), next);
}

const char *submitted_at(struct arena *arena, const struct submitted_view *view)
{
    return instant_chinese(arena, view->at, NO_DAY);
}

const char *submit_screening(struct arena *arena, const struct page_frame *frame, const struct submit_view *view)
{
    if (!view->screened_by) return "下一期开放后3个工作日内，告知是否受理、由谁办理";
    return arena_printf(arena, "最迟%s，告知是否受理、由谁办理", day_chinese(arena, view->screened_by, frame->today));
}

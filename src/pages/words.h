/* SPDX-License-Identifier: Apache-2.0 */
/* Words that several pages of appeals and rounds share. */
#pragma once

#include "pages/parts.h"
#include "service/open_appeal.h"

/* 还有2个工作日, 今天24:00到期, 逾期1个工作日, 暂停中. Without a clock: no words. */
struct due_view due_of_clock(struct arena *, const struct page_frame *, const struct clock_view *);
/* 3月5日（周四）24:00; NULL while paused. */
const char *clock_end(struct arena *, const struct page_frame *, const struct clock_view *);
/* A limit on its own: with the rule, the squares for its days and the way to the explanation; base: /appeals/ZT…. */
struct running_view running_of(struct arena *, const struct page_frame *, const struct clock_explained *,
                               const char *base);

/* Colours of tags, see tag_view. */
const char *appeal_state_colour(const char *state);
const char *round_state_colour(const char *state);

const char *short_day(struct arena *, day_t); /* 3月5日 */
const char *line_day(struct arena *, const struct page_frame *, day_t); /* 3月5日 周四; 今天 3月5日 */
const char *day_or_none(struct arena *, const struct page_frame *, day_t, const char *none);
/* 甲、乙、丙; NULL for none. */
const char *names_joined(struct arena *, const struct word *, size_t count);
const char *reply_kind_name(const char *kind);
const char *channel_name(const char *channel);
const char *rating_name(const char *rating);
const char *clock_unit(const struct clock_view *); /* of the clock's owner: the unit, or 企业 */

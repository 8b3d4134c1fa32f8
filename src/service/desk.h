/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What waits for one person: the appeals and rounds whose turn is his, requests and orders included, the most urgent
 * first. Whose turn it is, is asked of the same relations as every action.
 */
#pragma once

#include "service/open_round.h"

enum desk_kind { DESK_STATE, DESK_CO_UNIT, DESK_REQUEST, DESK_ORDER, DESK_COMMIT };

struct desk_group {
    enum desk_kind kind;
    const char *id;    /* of the state; co_reply, request, answer, commit */
    const char *title; /* 甄别, 协办意见, 申请审批 … */
    struct appeal_line *lines;
    size_t count;
};
struct desk_view {
    struct desk_group *groups; /* without empty ones; in the order of the workflow */
    size_t group_count, appeals, overdue, today; /* in all; past their limit; on their last day */
    struct round_line *rounds; /* whose next step is his */
    size_t round_count;
    bool more; /* there are more than are listed */
    int64_t suggestions;       /* a coordinator's, waiting for his answer */
    instant_t suggestions_due; /* of the first of them */
};
struct error open_desk(struct context *, struct desk_view *);

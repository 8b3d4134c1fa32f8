/* SPDX-License-Identifier: Apache-2.0 */
/* What is next in a round, and who does it. */
#pragma once

#include <stdbool.h>

/* 报送问题目录; by round_turns.def. */
const char *round_task(const char *state, bool announced);
const char *round_holder(const char *state); /* 政务服务数据管理部门 … */
/* The actions that move the round on from a state, the expected one first; ends with NULL. */
const char *const *round_expected(const char *state);
/* The limit that is shown with the next step; NULL. */
const char *round_clock(const char *state);
const char *round_silence(const char *state);

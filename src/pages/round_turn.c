/* SPDX-License-Identifier: Apache-2.0 */
#include "pages/round_turn.h"

#include "base/text.h"

#include <stddef.h>

static const struct round_words {
    const char *state, *clock, *who, *task, *silence;
    const char *actions[6];
} turns[] = {
#define ROUND_TURN(state, clock, who, task, silence, ...) { #state, #clock, who, task, silence, { __VA_ARGS__ } },
#include "pages/round_turns.def"
};

static const struct round_words *words_of(const char *state)
{
    size_t i = 0;

    while (i + 1 < sizeof turns / sizeof *turns && !text_equal(turns[i].state, state)) i++;
    return &turns[i];
}

/* Once the announcement is out an open round only collects. */
const char *round_task(const char *state, bool announced)
{
    return announced && text_equal(state, "open") ? "征集诉求" : words_of(state)->task;
}

const char *round_holder(const char *state)
{
    return words_of(state)->who;
}

const char *const *round_expected(const char *state)
{
    return words_of(state)->actions;
}

const char *round_clock(const char *state)
{
    return words_of(state)->clock;
}

const char *round_silence(const char *state)
{
    return words_of(state)->silence;
}

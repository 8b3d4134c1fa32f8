/* SPDX-License-Identifier: Apache-2.0 */
/* Whose turn, to do what, by when, what silence does: three answers before any facts. */
#include "pages/appeal_turn.h"

#include "base/text.h"
#include "pages/words.h"

#include <string.h>

struct turn_words {
    const char *state, *action, *clock, *task, *silence;
};

static const struct turn_words turns[] = {
#define TURN(state, action, clock, task, silence) { #state, #action, #clock, task, silence },
#include "pages/turns.def"
};
static const struct turn_words co_turns[] = {
#define CO_TURN(action, clock, task, silence) { NULL, #action, #clock, task, silence },
#include "pages/turns.def"
};
#define COUNT(list) (sizeof(list) / sizeof *(list))

static const struct turn_words *turn_of_state(const char *state)
{
    for (size_t i = 0; i < COUNT(turns); i++)
        if (text_equal(turns[i].state, state)) return &turns[i];
    return NULL;
}

static const struct action_view *offered(const struct appeal_view *appeal, const char *action)
{
    for (size_t i = 0; i < appeal->action_count; i++)
        if (strcmp(appeal->actions[i].id, action) == 0) return &appeal->actions[i];
    return NULL;
}

/* What the person has to do; NULL when it is others' turn. */
static const struct turn_words *own_turn(const struct appeal_view *appeal)
{
    const struct turn_words *turn = turn_of_state(appeal->state);

    if (turn && offered(appeal, turn->action)) return turn;
    for (size_t i = 0; i < COUNT(co_turns); i++)
        if (offered(appeal, co_turns[i].action)) return &co_turns[i];
    return NULL;
}

const struct action_view *appeal_expected(const struct appeal_view *appeal)
{
    const struct turn_words *turn = own_turn(appeal);

    return turn ? offered(appeal, turn->action) : NULL;
}

const char *appeal_task(const char *state)
{
    const struct turn_words *turn = turn_of_state(state);

    return turn ? turn->task : NULL;
}

static bool is_clock_of(const char *clock, const char *id, const char *unit)
{
    size_t length = strlen(id);

    if (strncmp(clock, id, length) != 0) return false;
    if (!unit) return clock[length] == 0;
    return clock[length] == '.' && (text_equal(clock + length + 1, unit) || strcmp(id, "answer") == 0);
}

/* "accept" is the lead's, "accept.gxj" a co-unit's own, "answer.2" that of an order. */
static const struct clock_view *clock_named(const struct appeal_view *appeal, const char *id, const char *unit)
{
    for (size_t i = 0; i < appeal->clock_count; i++)
        if (is_clock_of(appeal->clocks[i].id, id, unit)) return &appeal->clocks[i];
    return NULL;
}

static const struct clock_view *clock_of_turn(const struct appeal_view *appeal, const struct turn_words *turn,
                                              const char *unit)
{
    const struct clock_view *clock = NULL;

    if (!turn->state && unit) clock = clock_named(appeal, turn->clock, unit);
    if (!clock) clock = clock_named(appeal, turn->clock, NULL);
    if (!clock && turn->state) clock = clock_most_urgent(appeal->clocks, appeal->clock_count);
    return clock;
}

static const char *whose(struct arena *arena, const struct appeal_view *appeal)
{
    if (appeal->turn_is_enterprise) return "现在轮到企业";
    if (appeal->turn_name) return arena_printf(arena, "现在轮到%s", appeal->turn_name);
    return "现在没有人要办";
}

static const char *note_of_turn(const struct appeal_view *appeal, bool mine, const struct turn_words *turn)
{
    if (!mine) return NULL;
    if (!turn->state) return text_equal(turn->action, "grant") ? "同意、不同意都在下面" : NULL;
    if (text_equal(appeal->state, "screening")) return "也可以转县区、要求补正、并案或不予受理";
    if (text_equal(appeal->state, "assessing")) return "意见不够清楚的，可以退回重拟";
    return NULL;
}

/* In a round it goes into the catalogue without the reply. */
static const char *silence_of(const struct appeal_view *appeal, const struct turn_words *turn)
{
    bool reply = text_equal(turn->clock, "reply") && !appeal->shown.off_round;

    if (reply) return "记为逾期，通知承办人和单位负责人；列入目录时注明“部门意见待补”";
    if (turn->state && text_equal(turn->state, "rating") && appeal->shown.rework_count) return "办结，不再第二次评价";
    return turn->silence;
}

static struct turn_view when(struct arena *arena, const struct page_frame *frame, const struct clock_view *clock,
                             const char *base)
{
    struct due_view due = due_of_clock(arena, frame, clock);
    const char *end = clock ? clock_end(arena, frame, clock) : NULL;

    if (!clock) return (struct turn_view){ .label = "期限", .text = "没有正在走的期限" };
    return (struct turn_view){ .label = "期限",
                               .text = end ? end : "期限暂停",
                               .due_colour = due.colour,
                               .due_words = due.words,
                               .address = arena_printf(arena, "%s/clocks/%s", base, clock->id),
                               .link = "怎么算的" };
}

/* Counter and hotline do for the enterprise what is the enterprise's turn. */
static bool is_deputy(const struct page_frame *frame, const struct appeal_view *appeal, const struct turn_words *own)
{
    return own && own->state && appeal->turn_is_enterprise && frame_is_staff(frame);
}

size_t appeal_turns(struct arena *arena, const struct page_frame *frame, const struct appeal_view *appeal,
                    const char *base, bool *mine, struct turn_view answers[3])
{
    const struct turn_words *own = own_turn(appeal), *turn = own ? own : turn_of_state(appeal->state);
    bool deputy = is_deputy(frame, appeal, own);
    const struct clock_view *clock;

    *mine = own && !deputy;
    if (!turn) return 0;
    if (!appeal->open && !own) {
        answers[0] = (struct turn_view){ .label = "已经结束", .text = turn->task };
        return 1;
    }
    clock = clock_of_turn(appeal, turn, frame->person->unit);
    answers[0] = (struct turn_view){ .label = *mine ? "现在轮到您" : whose(arena, appeal),
                                     .text = turn->task,
                                     .note = deputy ? "企业委托的，可以代办" : note_of_turn(appeal, own, turn) };
    answers[1] = when(arena, frame, clock, base);
    answers[2] = (struct turn_view){ .label = "到期没有办", .text = silence_of(appeal, turn) };
    return answers[2].text ? 3 : 2;
}

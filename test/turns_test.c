/* SPDX-License-Identifier: Apache-2.0 */
/* What pages say about whose turn it is agrees with the tables that decide it. */
#include "mechanism/tables.h"
#include "pages/round_turn.h"
#include "test.h"

#include <string.h>

struct words {
    const char *state, *action, *clock, *silence;
};
static const struct words turns[] = {
#define TURN(state, action, clock, task, silence) { #state, #action, #clock, silence },
#include "pages/turns.def"
};
static const struct words co_turns[] = {
#define CO_TURN(action, clock, task, silence) { NULL, #action, #clock, silence },
#include "pages/turns.def"
};
#define COUNT(list) (sizeof(list) / sizeof *(list))

static const struct words *turn_of(const char *state)
{
    for (size_t i = 0; i < COUNT(turns); i++)
        if (strcmp(turns[i].state, state) == 0) return &turns[i];
    return NULL;
}

static bool is_action(const struct machine *machine, const char *id)
{
    return strcmp(id, "none") == 0 || machine_action(machine, id) >= 0;
}

static int clock_of(const struct machine *machine, const char *id)
{
    for (int i = 0; i < machine->clock_count; i++)
        if (strcmp(machine->clocks[i].id, id) == 0) return i;
    return -1;
}

static bool runs_in(const struct machine *machine, int state, const char *clock)
{
    for (size_t i = 0; i < machine->runs_count; i++)
        if (machine->runs[i].state == state && strcmp(machine->clocks[machine->runs[i].clock].id, clock) == 0) return true;
    return false;
}

static void every_state_says_what_to_do(void)
{
    for (int state = 1; state < appeal_machine.state_count; state++) {
        const struct state_row *row = &appeal_machine.states[state];
        const struct words *turn = turn_of(row->id);

        if (!turn) {
            CHECK(turn, "no words for %s", row->id);
            continue;
        }
        CHECK(is_action(&appeal_machine, turn->action), "%s: no action %s", row->id, turn->action);
        CHECK((turn->silence != NULL) == row->open, "%s: says what silence does exactly while it is open", row->id);
        if (row->open)
            CHECK(runs_in(&appeal_machine, state, turn->clock), "%s: the limit %s does not run there", row->id, turn->clock);
        else
            CHECK(strcmp(turn->clock, "none") == 0, "%s: no limit at the end", row->id);
    }
    for (size_t i = 0; i < COUNT(turns); i++)
        CHECK(machine_state(&appeal_machine, turns[i].state) != 0, "no state %s", turns[i].state);
}

static void what_others_have_to_do_exists(void)
{
    for (size_t i = 0; i < COUNT(co_turns); i++) {
        CHECK(is_action(&appeal_machine, co_turns[i].action), "no action %s", co_turns[i].action);
        CHECK(strcmp(co_turns[i].clock, "none") == 0 || clock_of(&appeal_machine, co_turns[i].clock) >= 0, "no limit %s",
              co_turns[i].clock);
    }
}

/* An expected action can be done from its state by somebody. */
static void what_is_expected_may_be_done_there(void)
{
    for (size_t i = 0; i < COUNT(turns); i++) {
        int state = machine_state(&appeal_machine, turns[i].state), action = machine_action(&appeal_machine, turns[i].action);
        bool found = action < 0;

        for (size_t k = 0; k < appeal_machine.step_count; k++)
            found = found || (appeal_machine.steps[k].action == action && (appeal_machine.steps[k].from >> state & 1));
        CHECK(found, "%s cannot be done in %s", turns[i].action, turns[i].state);
    }
}

static void rounds_say_their_next_step(void)
{
    for (int state = 1; state < round_machine.state_count; state++) {
        const struct state_row *row = &round_machine.states[state];
        const char *clock = round_clock(row->id);

        CHECK(strcmp(clock, "none") == 0 || runs_in(&round_machine, state, clock), "%s: %s does not run", row->id, clock);
        CHECK(!row->open || round_silence(row->id) || strcmp(clock, "none") == 0, "%s: what silence does", row->id);
        for (const char *const *action = round_expected(row->id); *action; action++) {
            int id = machine_action(&round_machine, *action);
            bool found = false;

            for (size_t k = 0; k < round_machine.step_count; k++)
                found = found || (round_machine.steps[k].action == id && (round_machine.steps[k].from >> state & 1));
            CHECK(id >= 0 && found, "%s cannot be done in %s", *action, row->id);
        }
    }
}

int main(void)
{
    RUN(every_state_says_what_to_do);
    RUN(what_others_have_to_do_exists);
    RUN(what_is_expected_may_be_done_there);
    RUN(rounds_say_their_next_step);
    return test_end();
}

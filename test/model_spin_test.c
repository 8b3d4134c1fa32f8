/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Spin finds no invalid end state and no non-progress cycle in the rows that ship, and finds them in copies with a row
 * broken. Every search is exhaustive within its limits: memory 1000 MB, depth 100000.
 */
#include "mechanism/promela.h"

#include "broken_rows.h"

#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/tmp/ztc-spin-XXXXXX";

/* Two caps at once decide whether a way out is left; on a cycle without progress nothing is counted, so that one at a
 * time is enough there (docs/decisions/0011). */
static const char stuck[] = "spin -DCAPS=2 -a model.pml && gcc -DSAFETY -DMEMLIM=1000 -o pan pan.c && ./pan -m100000";
static const char endless[] =
    "spin -DCAPS=1 -a model.pml && gcc -DNP -DMEMLIM=1000 -o pan pan.c && ./pan -l -f -m100000";

struct verdict {
    long errors; /* -1: Spin did not run to its end */
    double states, transitions;
    bool whole; /* everything was searched */
    const char *out;
};

static double number_before(const char *out, const char *words)
{
    const char *at = strstr(out, words);

    if (!at) return 0;
    while (at > out && at[-1] != '\n') at--;
    return strtod(at, NULL);
}

static const char *output_of(const char *command)
{
    struct buffer out;
    char piece[4096];
    FILE *pipe = popen(arena_printf(arena, "cd %s && { %s; } 2>&1", folder, command), "r");

    buffer_init(&out, arena, (size_t)1 << 20);
    for (size_t size; pipe && (size = fread(piece, 1, sizeof piece, pipe)) > 0;) buffer_put(&out, piece, size);
    if (pipe) pclose(pipe);
    return buffer_string(&out);
}

static void write_model(const struct promela_rows *rows)
{
    struct buffer text;
    FILE *file = fopen(arena_printf(arena, "%s/model.pml", folder), "w");

    buffer_init(&text, arena, (size_t)1 << 20);
    promela_write(&text, rows);
    CHECK(file && !text.full && fwrite(text.bytes, 1, text.size, file) == text.size, "the model is written");
    if (file) fclose(file);
}

static struct verdict verdict_of(const struct promela_rows *rows, const char *command)
{
    struct verdict verdict = { .errors = -1 };
    const char *errors;

    write_model(rows);
    verdict.out = output_of(command);
    errors = strstr(verdict.out, "errors: ");
    if (errors) verdict.errors = strtol(errors + strlen("errors: "), NULL, 10);
    verdict.states = number_before(verdict.out, " states, stored");
    verdict.transitions = number_before(verdict.out, " transitions (=");
    verdict.whole = errors && !strstr(verdict.out, "not completed") && !strstr(verdict.out, "too small") &&
                    !strstr(verdict.out, "out of memory");
    return verdict;
}

static void is_clean(const char *command, const char *name)
{
    struct promela_rows rows = promela_rows();
    struct verdict verdict = verdict_of(&rows, command);

    CHECK_INT(verdict.errors, 0);
    CHECK(verdict.whole, "the search was cut short");
    CHECK(verdict.states > 100000, "only %.0f states", verdict.states);
    printf("%s: %.0f states, %.0f transitions\n", name, verdict.states, verdict.transitions);
    if (verdict.errors != 0) puts(verdict.out);
}

static void no_state_is_stuck(void)
{
    is_clean(stuck, "invalid end states, any two caps counted");
}

static void nothing_goes_round_without_progress(void)
{
    is_clean(endless, "non-progress cycles, any one cap counted");
}

/* ---- broken copies ---- */

static void is_found(const struct promela_rows *rows, const char *command, const char *what)
{
    struct verdict verdict = verdict_of(rows, command);

    CHECK(verdict.errors > 0 && strstr(verdict.out, command == stuck ? "invalid end state" : "non-progress cycle"),
          "%s is not found: %s", what, verdict.out);
}

static void appeal_is_stuck(const struct machine *machine, const char *what)
{
    struct promela_rows rows = promela_rows();

    rows.appeal = machine;
    is_found(&rows, stuck, what);
}

static void a_state_without_a_way_out_is_stuck(void)
{
    struct machine machine = copy_of(&appeal_machine);
    struct step *steps = ROWS(machine, steps);

    for (size_t i = 0; i < machine.step_count; i++)
        if (steps[i].to != STAY) steps[i].from &= ~(UINT64_C(1) << STATE_escalated);
    appeal_is_stuck(&machine, "escalated without a step");
}

static void a_silence_without_a_result_is_stuck(void)
{
    struct machine machine = copy_of(&appeal_machine);

    WITHOUT(machine, lapses, lapse_count, struct lapse_row, row->clock == CLOCK_check);
    appeal_is_stuck(&machine, "result_check without a row of silence");
}

static void a_clock_that_does_not_run_leaves_it_stuck(void)
{
    struct machine machine = copy_of(&appeal_machine);

    WITHOUT(machine, runs, runs_count, struct runs_row, row->clock == CLOCK_rework);
    appeal_is_stuck(&machine, "reworking without a clock");
}

/* Others could still act, but not who is pressed. */
static void who_is_pressed_and_cannot_act_leaves_it_stuck(void)
{
    struct machine machine = copy_of(&appeal_machine);
    struct step *steps = ROWS(machine, steps);

    for (size_t i = 0; i < machine.step_count; i++)
        if (steps[i].action == ACTION_complete) steps[i].duty = COORDINATOR;
    appeal_is_stuck(&machine, "executing that the unit cannot complete");
}

static void an_event_that_takes_nothing_up_leaves_it_stuck(void)
{
    struct machine machine = copy_of(&appeal_machine);
    struct step *steps = ROWS(machine, steps);

    for (size_t i = 0; i < machine.step_count; i++)
        if (steps[i].action == ACTION_not_on_site || steps[i].action == ACTION_heard)
            steps[i].from &= ~(UINT64_C(1) << STATE_awaiting_event);
    appeal_is_stuck(&machine, "awaiting_event in the last round");
}

static void a_round_that_does_not_finish_is_stuck(void)
{
    struct machine machine = copy_of(&round_machine);
    struct promela_rows rows = promela_rows();

    WITHOUT(machine, steps, step_count, struct step, row->action == ROUND_ACTION_finish);
    rows.round = &machine;
    is_found(&rows, stuck, "opinions_issued");
}

static void an_order_that_nobody_lifts_is_stuck(void)
{
    struct promela_rows rows = promela_rows();
    struct move_row *moves = arena_copy(arena, rows.hanging.moves, rows.hanging.move_count * sizeof *moves);

    for (size_t i = 0; i < rows.hanging.move_count; i++)
        if (strcmp(moves[i].action, "lift") == 0) moves[i].from = "issued";
    rows.hanging.moves = moves;
    is_found(&rows, stuck, "an answered order");
}

static void a_loop_without_a_cap_is_endless(void)
{
    static const enum appeal_action capped[] = { ACTION_request_supplement, ACTION_uphold_objection, ACTION_escalate,
                                                 ACTION_return_to_unit, ACTION_rate, ACTION_retract };

    for (size_t i = 0; i < sizeof capped / sizeof *capped; i++) {
        struct machine machine = copy_of(&appeal_machine);
        struct promela_rows rows = promela_rows();

        WITHOUT(machine, caps, cap_count, struct cap_row, row->action == (int)capped[i]);
        rows.appeal = &machine;
        is_found(&rows, endless, appeal_machine.actions[capped[i]].id);
    }
}

static void a_loop_of_a_round_without_a_cap_is_endless(void)
{
    struct machine machine = copy_of(&round_machine);
    struct promela_rows rows = promela_rows();

    WITHOUT(machine, caps, cap_count, struct cap_row, row->action == ROUND_ACTION_return_agenda);
    rows.round = &machine;
    is_found(&rows, endless, "return_agenda");
}

int main(void)
{
    arena = arena_new((size_t)256 << 20);
    if (!mkdtemp(folder)) abort();
    RUN(no_state_is_stuck);
    RUN(nothing_goes_round_without_progress);
    RUN(a_state_without_a_way_out_is_stuck);
    RUN(a_silence_without_a_result_is_stuck);
    RUN(a_clock_that_does_not_run_leaves_it_stuck);
    RUN(who_is_pressed_and_cannot_act_leaves_it_stuck);
    RUN(an_event_that_takes_nothing_up_leaves_it_stuck);
    RUN(a_round_that_does_not_finish_is_stuck);
    RUN(an_order_that_nobody_lifts_is_stuck);
    RUN(a_loop_without_a_cap_is_endless);
    RUN(a_loop_of_a_round_without_a_cap_is_endless);
    output_of("rm -rf \"$PWD\"");
    arena_free(arena);
    return test_end();
}

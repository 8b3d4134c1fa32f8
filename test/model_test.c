/* SPDX-License-Identifier: Apache-2.0 */
/* The model check passes on the rows that ship and fails on copies with one row broken. */
#include "mechanism/model.h"

#include "mechanism/conditions.h"
#include "mechanism/effects.h"

#include "broken_rows.h"

static void print_findings(const struct finding *findings, size_t count)
{
    for (size_t i = 0; i < count; i++) printf("  %s: %s\n", findings[i].check, findings[i].text);
}

static void the_workflow_of_an_appeal_is_sound(void)
{
    struct finding *findings;
    size_t count = model_check(arena, &appeal_machine, &findings);

    CHECK(count == 0, "%zu findings", count);
    print_findings(findings, count);
}

static void the_workflow_of_a_round_is_sound(void)
{
    struct finding *findings;
    size_t count = model_check(arena, &round_machine, &findings);

    CHECK(count == 0, "%zu findings", count);
    print_findings(findings, count);
}

static void what_hangs_on_an_appeal_is_sound(void)
{
    struct hanging hanging = hanging_machines();
    struct finding *findings;
    size_t count = model_check_hanging(arena, &hanging, &findings);

    CHECK(hanging.state_count > 10, "there are machines");
    CHECK(count == 0, "%zu findings", count);
    print_findings(findings, count);
}

/* ---- broken copies */

static void is_found_in(const struct machine *machine, const char *check, const char *about)
{
    struct finding *findings;
    size_t count = model_check(arena, machine, &findings);
    bool found = false;

    for (size_t i = 0; i < count; i++)
        found = found || (strcmp(findings[i].check, check) == 0 && strstr(findings[i].text, about));
    CHECK(found, "%s about %s is not found among %zu", check, about, count);
    if (!found) print_findings(findings, count);
}

static void a_state_that_nothing_leads_to_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);

    WITHOUT(machine, steps, step_count, struct step, row->to == STATE_suspended);
    is_found_in(&machine, "unreachable", "suspended");
}

static void an_open_state_without_an_owner_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);
    struct state_row *states = ROWS(machine, states);

    states[STATE_handling].turn = TURN_nobody;
    is_found_in(&machine, "no-owner", "handling");
}

static void an_open_state_without_a_clock_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);

    WITHOUT(machine, runs, runs_count, struct runs_row, row->state == STATE_reworking);
    is_found_in(&machine, "no-clock", "reworking");
}

/* A clock that only goes on may have ended on the way. */
static void a_clock_that_only_goes_on_is_not_enough(void)
{
    struct machine machine = copy_of(&appeal_machine);
    struct runs_row *runs = ROWS(machine, runs);

    for (size_t i = 0; i < machine.runs_count; i++)
        if (runs[i].state == STATE_handling) runs[i].how = HOW_ON;
    is_found_in(&machine, "no-clock", "handling");
}

static void a_way_into_rating_that_starts_no_clock_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);
    struct step *steps = ROWS(machine, steps);

    for (size_t i = 0; i < machine.step_count; i++)
        if (steps[i].action == ACTION_pass_check) steps[i].effect = effect_nothing;
    is_found_in(&machine, "no-clock", "rating");
}

static void silence_without_a_result_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);

    WITHOUT(machine, lapses, lapse_count, struct lapse_row, row->clock == CLOCK_escalation);
    is_found_in(&machine, "no-silence", "escalation");
}

static void silence_with_a_result_only_sometimes_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);

    WITHOUT(machine, lapses, lapse_count, struct lapse_row,
            row->clock == CLOCK_rule && row->when == lapse_always);
    is_found_in(&machine, "no-silence", "rule in disputed");
}

static void a_result_of_silence_that_the_clock_may_not_bring_about_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);
    struct step *steps = ROWS(machine, steps);

    for (size_t i = 0; i < machine.step_count; i++)
        if (steps[i].action == ACTION_release_reply) steps[i].duty = COORDINATOR;
    is_found_in(&machine, "no-silence", "release_reply");
}

static void a_clock_that_never_runs_where_silence_is_ruled_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);

    WITHOUT(machine, runs, runs_count, struct runs_row, row->state == STATE_executing && row->clock == CLOCK_commit);
    is_found_in(&machine, "never-runs", "commit");
}

static void a_state_without_rule_two_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);
    struct step *steps = ROWS(machine, steps);

    for (size_t i = 0; i < machine.step_count; i++)
        if (steps[i].action == ACTION_supervise) steps[i].from &= ~(UINT64_C(1) << STATE_executing);
    is_found_in(&machine, "no-silence", "supervise in executing");
}

static void a_dead_end_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);
    struct step *steps = ROWS(machine, steps);

    for (size_t i = 0; i < machine.step_count; i++)
        if (steps[i].to != STAY) steps[i].from &= ~(UINT64_C(1) << STATE_escalated);
    is_found_in(&machine, "dead-end", "escalated");
}

/* formal_reply whose silence reminds nobody and does nothing: the clock goes round in its own state. */
static void silence_that_leads_nowhere_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);
    struct lapse_row *lapses = ROWS(machine, lapses);

    for (size_t i = 0; i < machine.lapse_count; i++)
        if (lapses[i].state == STATE_formal_reply) {
            lapses[i].kind = LAPSE_STAY_RED;
            lapses[i].action = -1;
        }
    is_found_in(&machine, "endless-silence", "formal_reply");
}

static void a_loop_without_a_cap_is_found(void)
{
    static const enum appeal_action capped[] = { ACTION_request_supplement, ACTION_uphold_objection, ACTION_reassign,
                                                 ACTION_grant, ACTION_escalate, ACTION_return_to_unit, ACTION_fail_check,
                                                 ACTION_rate, ACTION_auto_rate, ACTION_merge,
                                                 ACTION_retract };
    static const char *const through[] = { "supplementing", "disputed", "handling", "suspended", "escalated", "assessing",
                                           "result_check", "rating", "rating", "merged", "returned" };

    for (size_t i = 0; i < sizeof capped / sizeof *capped; i++) {
        struct machine machine = copy_of(&appeal_machine);

        WITHOUT(machine, caps, cap_count, struct cap_row, row->action == (int)capped[i]);
        is_found_in(&machine, "loop", through[i]);
    }
}

static void a_loop_of_a_round_without_a_cap_is_found(void)
{
    struct machine machine = copy_of(&round_machine);

    WITHOUT(machine, caps, cap_count, struct cap_row, row->action == ROUND_ACTION_return_agenda);
    is_found_in(&machine, "loop", "agenda_proposed");
    machine = copy_of(&round_machine);
    WITHOUT(machine, caps, cap_count, struct cap_row, row->action == ROUND_ACTION_return_catalogue);
    is_found_in(&machine, "loop", "catalogue_submitted");
}

/* What stays in its state is no loop of the graph: its own row has to say so. */
static void a_staying_step_without_a_cap_is_found(void)
{
    static const struct {
        const struct machine *machine;
        int action;
    } capped[] = { { &appeal_machine, ACTION_carry_over },       { &appeal_machine, ACTION_move_round },
                   { &appeal_machine, ACTION_reach_again },      { &round_machine, ROUND_ACTION_confirm_date },
                   { &round_machine, ROUND_ACTION_reschedule },  { &round_machine, ROUND_ACTION_return_opinions } };

    for (size_t i = 0; i < sizeof capped / sizeof *capped; i++) {
        struct machine machine = copy_of(capped[i].machine);

        WITHOUT(machine, caps, cap_count, struct cap_row, row->action == capped[i].action);
        is_found_in(&machine, "loop", machine.actions[capped[i].action].id);
    }
}

static void a_repetition_without_reason_or_use_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);
    struct repeats_row *repeats = ROWS(machine, repeats);

    WITHOUT(machine, repeats, repeats_count, struct repeats_row, row->action == ACTION_request);
    is_found_in(&machine, "loop", "request");
    repeats[0].why = " ";
    is_found_in(&machine, "cap", "why accept");
    repeats[0].action = ACTION_move_round;
    is_found_in(&machine, "cap", "move_round is capped");
    repeats[0].action = ACTION_assign;
    is_found_in(&machine, "cap", "assign stays nowhere");
}

static void a_cap_that_counts_nothing_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);
    struct cap_row *caps = ROWS(machine, caps);

    caps[0].counter = "supplement_count";
    is_found_in(&machine, "cap", "supplement_count");
}

static void a_step_without_a_clause_is_found(void)
{
    struct machine machine = copy_of(&round_machine);
    struct step *steps = ROWS(machine, steps);

    steps[3].clause = "";
    is_found_in(&machine, "no-clause", machine.actions[steps[3].action].id);
    machine = copy_of(&appeal_machine);
    ((struct state_row *)ROWS(machine, states))[STATE_rating].clause = NULL;
    is_found_in(&machine, "no-clause", "rating");
    machine = copy_of(&appeal_machine);
    ((struct clock_row *)ROWS(machine, clocks))[CLOCK_rate].clause = " ";
    is_found_in(&machine, "no-clause", "rate");
}

static void an_action_that_nothing_does_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);

    WITHOUT(machine, steps, step_count, struct step, row->action == ACTION_consult);
    is_found_in(&machine, "no-step", "consult");
    is_found_in(&machine, "field", "participants");
}

static void an_action_of_people_that_nobody_is_told_of_is_found(void)
{
    struct machine machine = copy_of(&round_machine);

    WITHOUT(machine, tells, tell_count, struct tell_row, row->action == ROUND_ACTION_cancel);
    is_found_in(&machine, "no-notice", "cancel");
    machine = copy_of(&round_machine);
    WITHOUT(machine, tells, tell_count, struct tell_row, row->action == ROUND_ACTION_reschedule);
    is_found_in(&machine, "no-notice", "reschedule");
    machine = copy_of(&appeal_machine);
    WITHOUT(machine, tells, tell_count, struct tell_row, row->action == ACTION_move_round);
    is_found_in(&machine, "no-notice", "move_round");
}

static void a_field_taken_twice_is_found(void)
{
    struct machine machine = copy_of(&appeal_machine);
    struct takes_row *takes = ROWS(machine, takes);

    takes[1] = takes[0];
    is_found_in(&machine, "field", "twice");
}

static void a_broken_small_machine_is_found(void)
{
    struct hanging hanging = hanging_machines();
    struct move_row *moves = arena_copy(arena, hanging.moves, hanging.move_count * sizeof *moves);
    struct waits_row *waits = arena_copy(arena, hanging.waits, hanging.waits_count * sizeof *waits);
    struct finding *findings;
    bool unreachable = false, dead = false, clock = false, unknown = false;
    size_t count;

    hanging.moves = moves;
    hanging.waits = waits;
    for (size_t i = 0; i < hanging.move_count; i++) {
        if (strcmp(moves[i].to, "settled") == 0) moves[i].to = "answered-to";
        if (strcmp(moves[i].to, "granted") == 0) moves[i].to = "denied";
    }
    waits[0].clock = "";
    count = model_check_hanging(arena, &hanging, &findings);
    for (size_t i = 0; i < count; i++) {
        unreachable = unreachable || (strcmp(findings[i].check, "unreachable") == 0 && strstr(findings[i].text, "granted"));
        dead = dead || (strcmp(findings[i].check, "dead-end") == 0 && strstr(findings[i].text, "received"));
        clock = clock || (strcmp(findings[i].check, "no-clock") == 0 && strstr(findings[i].text, "sent of dispatch"));
        unknown = unknown || strcmp(findings[i].check, "unknown-state") == 0;
    }
    CHECK(unreachable, "a state nothing leads to");
    CHECK(dead, "a state without an end");
    CHECK(clock, "a state without a clock");
    CHECK(unknown, "a move to no state");
}

int main(void)
{
    arena = arena_new((size_t)64 << 20);
    RUN(the_workflow_of_an_appeal_is_sound);
    RUN(the_workflow_of_a_round_is_sound);
    RUN(what_hangs_on_an_appeal_is_sound);
    RUN(a_state_that_nothing_leads_to_is_found);
    RUN(an_open_state_without_an_owner_is_found);
    RUN(an_open_state_without_a_clock_is_found);
    RUN(a_clock_that_only_goes_on_is_not_enough);
    RUN(a_way_into_rating_that_starts_no_clock_is_found);
    RUN(silence_without_a_result_is_found);
    RUN(silence_with_a_result_only_sometimes_is_found);
    RUN(a_result_of_silence_that_the_clock_may_not_bring_about_is_found);
    RUN(a_clock_that_never_runs_where_silence_is_ruled_is_found);
    RUN(a_state_without_rule_two_is_found);
    RUN(a_dead_end_is_found);
    RUN(silence_that_leads_nowhere_is_found);
    RUN(a_loop_without_a_cap_is_found);
    RUN(a_loop_of_a_round_without_a_cap_is_found);
    RUN(a_staying_step_without_a_cap_is_found);
    RUN(a_repetition_without_reason_or_use_is_found);
    RUN(a_cap_that_counts_nothing_is_found);
    RUN(a_step_without_a_clause_is_found);
    RUN(an_action_that_nothing_does_is_found);
    RUN(an_action_of_people_that_nobody_is_told_of_is_found);
    RUN(a_field_taken_twice_is_found);
    RUN(a_broken_small_machine_is_found);
    arena_free(arena);
    return test_end();
}

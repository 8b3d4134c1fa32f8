/* SPDX-License-Identifier: Apache-2.0 */
/* The permission matrix of test/matrix/ against the program: every role, relation, action, state and tag. */
#include "matrix/fixture_round.h"
#include "test.h"

static struct matrix appeals, rounds;
static int cells[VERDICTS];
static const char *const verdict_names[] = { "may", "403", "409", "403 or 409", "404" };

static void the_tables_are_well_formed(void)
{
    CHECK_INT(appeals.faults, 0);
    CHECK_INT(rounds.faults, 0);
    CHECK(appeals.line_count > 60 && rounds.line_count > 20, "%d and %d lines", appeals.line_count, rounds.line_count);
}

static void known_cells_come_out_right(void)
{
    unsigned lead = 1u << matrix_relation(&appeals, "lead", false), co = 1u << matrix_relation(&appeals, "co", false);
    unsigned above = 1u << matrix_relation(&appeals, "above", false);
    unsigned foreign = 1u << matrix_relation(&appeals, "foreign", false);
    int handling = matrix_state(&appeals, "handling"), assigned = matrix_state(&appeals, "assigned");
    int disputed = matrix_state(&appeals, "disputed"), hand_down = matrix_tag(&appeals, "against-hand-down");

    CHECK_INT(matrix_expects(&appeals, "reply", handling, -1, ROLE_officer, lead), MAY);
    CHECK_INT(matrix_expects(&appeals, "reply", handling, -1, ROLE_officer, co), NEVER);
    CHECK_INT(matrix_expects(&appeals, "reply", assigned, -1, ROLE_officer, lead), NOT_IN_THIS_STATE);
    CHECK_INT(matrix_expects(&appeals, "reply", handling, -1, ROLE_officer, foreign), UNSEEN);
    CHECK_INT(matrix_expects(&appeals, "heard", handling, -1, ROLE_officer, lead), UNSEEN);
    CHECK_INT(matrix_expects(&appeals, "assign", handling, -1, ROLE_coordinator, above), NEVER);
    CHECK_INT(matrix_expects(&appeals, "uphold_objection", disputed, hand_down, ROLE_coordinator, above), MAY);
    CHECK_INT(matrix_expects(&appeals, "uphold_objection", disputed, -1, ROLE_coordinator, above), EITHER);
    CHECK_INT(matrix_relations(&appeals, lead, matrix_state(&appeals, "screening"), -1), 0);
    CHECK_INT(matrix_relations(&appeals, lead, disputed, hand_down), 0);
    CHECK_INT(matrix_relations(&appeals, lead, disputed, -1), lead);
}

/* Both name the same states; an action that only one of them knows would never be compared. */
static void tables_and_program_name_the_same(void)
{
    const struct matrix *both[] = { &appeals, &rounds };
    const struct machine *machines[] = { &appeal_machine, &round_machine };

    for (size_t m = 0; m < 2; m++) {
        CHECK_INT(both[m]->state_count, machines[m]->state_count);
        for (int i = 1; i < both[m]->state_count; i++)
            CHECK(machine_state(machines[m], both[m]->states[i]) > 0, "no state %s", both[m]->states[i]);
        for (int i = 0; i < both[m]->line_count; i++) {
            char id[32];

            snprintf(id, sizeof id, "%.*s", (int)strcspn(both[m]->lines[i].action, ":"), both[m]->lines[i].action);
            CHECK(machine_action(machines[m], id) >= 0, "no action %s", id);
        }
    }
}

static bool agrees(enum verdict want, struct error got)
{
    switch (got.kind) {
    case NO_ERROR: return want == MAY;
    case NOT_ALLOWED: return want == NEVER || want == EITHER;
    case NOT_NOW: return want == NOT_IN_THIS_STATE || want == EITHER;
    case NOT_FOUND: return want == UNSEEN;
    default: return false;
    }
}

static const char *shown(struct error got)
{
    return got.kind == NO_ERROR ? "may" : got.code ? got.code : "no code";
}

/* `request` may be asked for while any kind is possible: asking needs the input's kind. */
static enum verdict expected(const char *action, int state, int tag, enum role role, unsigned relations)
{
    static const char *const kinds[] = { "request:extension", "request:suspension", "request:return" };
    enum verdict best = NEVER;

    if (!text_is(action, "request")) return matrix_expects(&appeals, action, state, tag, role, relations);
    for (size_t i = 0; i < 3; i++) {
        enum verdict one = matrix_expects(&appeals, kinds[i], state, tag, role, relations);

        if (one == MAY || one == UNSEEN) return one;
        if (one != NEVER) best = one;
    }
    return best;
}

static void check_cell(struct arena *arena, const struct matrix_place *place, const struct scene_facts *scene, unsigned relations,
                       enum role role, int state, int tag, int action)
{
    struct appeal_cell cell = { .arena = arena, .scene = scene, .action = appeal_machine.actions[action].id,
                         .state = state, .tag = tag < 0 ? "" : appeals.tags[tag].name };
    int matrix_index = state ? matrix_state(&appeals, appeal_machine.states[state].id) : 0;
    unsigned now = matrix_relations(&appeals, relations, matrix_index, tag);
    enum verdict want = expected(cell.action, matrix_index, tag, role, now);
    struct person person;
    struct change change;
    struct error got;

    if (text_is(cell.tag, "last-actor") && (want != MAY || role != ROLE_coordinator)) return;
    if (!fixture_person(scene, place->name, role, &person)) {
        CHECK(false, "no such place: %s", place->name);
        return;
    }
    fixture_cell(&appeals, &cell);
    change_init_appeal(&change, arena, &cell.facts, &cell.appeal, &person, fixture_now());
    got = workflow_permit(&change, action, NULL);
    cells[want]++;
    CHECK(agrees(want, got), "%s: %s %s@%s (%s) %s %s %s: want %s, got %s", scene->name, place->name, role_id(role),
          appeals.relations[place->relation], matrix_is_never(&appeals, cell.action) ? "never" : "", cell.action,
          appeal_machine.states[state].id, cell.tag, verdict_names[want], shown(got));
}

static void check_states(struct arena *arena, const struct matrix_place *place, int scene, enum role role)
{
    const struct scene_facts *facts = fixture_scene(appeals.scenes[scene].name);
    unsigned relations = matrix_relations_at(&appeals, place, scene, role), never = appeals.scenes[scene].never;
    bool hands_down = !(never >> matrix_state(&appeals, "handed_down") & 1u);

    for (int state = 1; state < APPEAL_STATES; state++) {
        int index = matrix_state(&appeals, appeal_machine.states[state].id);

        if (never >> index & 1u) continue;
        for (int tag = -1; tag < appeals.tag_count; tag++) {
            if (tag >= 0 && !(appeals.tags[tag].states >> index & 1u)) continue;
            if (tag >= 0 && text_is(appeals.tags[tag].name, "against-hand-down") && !hands_down) continue;
            for (int action = 0; action < appeal_machine.action_count; action++) {
                check_cell(arena, place, facts, relations, role, state, tag, action);
                arena_reset(arena);
            }
        }
    }
    check_cell(arena, place, facts, relations, role, STATE_new, -1, ACTION_submit);
}

static void every_cell_of_appeals_agrees(void)
{
    struct arena *arena = arena_new(1 << 24);

    for (int i = 0; i < appeals.place_count; i++)
        for (int scene = 0; scene < appeals.scene_count; scene++)
            for (int role = 0; role < ROLES; role++)
                if (appeals.places[i].scenes >> scene & 1u && appeals.places[i].roles >> role & 1u)
                    check_states(arena, &appeals.places[i], scene, (enum role)role);
    arena_free(arena);
}

static void check_round_cell(struct arena *arena, const struct matrix_place *place, unsigned relations, enum role role, int state,
                             int action)
{
    struct round_cell cell = { .arena = arena, .action = round_machine.actions[action].id, .state = state };
    int index = state ? matrix_state(&rounds, round_machine.states[state].id) : 0;
    enum verdict want = matrix_expects(&rounds, cell.action, index, -1, role, relations);
    struct person person;
    struct change change;
    struct error got;

    if (!fixture_round_person(place->name, role, &person)) {
        CHECK(false, "no such place: %s", place->name);
        return;
    }
    fixture_round(&cell, place->name);
    change_init_round(&change, arena, &cell.facts, &cell.round, &person, fixture_now());
    got = workflow_permit(&change, action, NULL);
    cells[want]++;
    CHECK(agrees(want, got), "round: %s %s@%s %s %s: want %s, got %s", place->name, role_id(role),
          rounds.relations[place->relation], cell.action, round_machine.states[state].id, verdict_names[want], shown(got));
}

static void every_cell_of_rounds_agrees(void)
{
    struct arena *arena = arena_new(1 << 24);

    for (int i = 0; i < rounds.place_count; i++)
        for (int role = 0; role < ROLES; role++) {
            const struct matrix_place *place = &rounds.places[i];
            unsigned relations = fixture_round_relations(&rounds, place);

            if (!(place->roles >> role & 1u)) continue;
            for (int state = 1; state < ROUND_STATES; state++)
                for (int action = 0; action < round_machine.action_count; action++) {
                    check_round_cell(arena, place, relations, (enum role)role, state, action);
                    arena_reset(arena);
                }
            check_round_cell(arena, place, relations, (enum role)role, ROUND_new, ROUND_ACTION_plan);
        }
    arena_free(arena);
}

int main(void)
{
    matrix_of_appeals(&appeals);
    matrix_of_rounds(&rounds, &appeals);
    RUN(the_tables_are_well_formed);
    RUN(known_cells_come_out_right);
    RUN(tables_and_program_name_the_same);
    fixture_world();
    RUN(every_cell_of_appeals_agrees);
    RUN(every_cell_of_rounds_agrees);
    for (int i = 0; i < VERDICTS; i++) printf("%d cells: %s\n", cells[i], verdict_names[i]);
    return test_end();
}

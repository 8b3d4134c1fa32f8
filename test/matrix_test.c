/* SPDX-License-Identifier: Apache-2.0 */
/* The permission matrix of test/matrix/ against the program. */
#include "matrix/matrix.h"
#include "test.h"

static struct matrix appeals, rounds;

static void the_tables_are_well_formed(void)
{
    CHECK_INT(appeals.faults, 0);
    CHECK_INT(rounds.faults, 0);
    CHECK_INT(appeals.state_count, 1 + 22);
    CHECK_INT(rounds.state_count, 1 + 10);
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

int main(void)
{
    matrix_of_appeals(&appeals);
    matrix_of_rounds(&rounds, &appeals);
    RUN(the_tables_are_well_formed);
    RUN(known_cells_come_out_right);
    return test_end();
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The `when` of the STEP rows and of the LAPSE rows. Asked first without input (is it the time?), then with it
 * (are the fields right?). ANOTHER_ROW: this row is not meant, try the next of the same action.
 */
#pragma once

#include "mechanism/workflow.h"

#define STEP(action, label, from, to, duty, when, effect, flags, clause) struct error when_##when(const struct change *);
#include "mechanism/appeal.def"
#define STEP(action, label, from, to, duty, when, effect, flags, clause) struct error when_##when(const struct change *);
#include "mechanism/round.def"
#define LAPSE(state, clock, when, ...) bool lapse_##when(const struct change *);
#include "mechanism/appeal.def"

/* Shared by the files of conditions. */
struct faults {
    const struct change *change;
    struct error error;
};
void fault(struct faults *, enum input_id, const char *code, const char *chinese, ...)
    __attribute__((format(printf, 4, 5)));
const char *text_given(const struct change *, enum input_id); /* NULL when not given or blank */
bool is_given(const struct change *, enum input_id);
/* A unit that exists today and belongs to that jurisdiction; else a fault. */
void check_unit(struct faults *, enum input_id, const char *unit, const char *jurisdiction);
void check_co_units(struct faults *, const char *lead, const char *jurisdiction);
/* The jurisdiction whose coordinator rules on the objection. */
const char *deciding_jurisdiction(const struct change *);
/* The request that waits; NULL. */
struct request_row *pending(const struct change *);
bool catalogue_open(const struct round *); /* its catalogue is not submitted */
struct error used_up(const struct change *, int64_t used, int most, const char *chinese);

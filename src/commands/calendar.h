/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of `ztc calendar`. */
#pragma once

#include "base/buffer.h"
#include "mechanism/facts.h"

/* 1900-01-01 and 2199-12-31: what day_parse reads is what is written. */
#define FIRST_DAY_WRITTEN ((day_t)-25567)
#define LAST_DAY_WRITTEN ((day_t)84005)

/* calendar_add; false where the answer cannot be written. */
bool calendar_answer(const struct calendar *, day_t, int n, day_t *answer);
/* Pairs `DATE N` from standard input, an answer a line to standard output, in step: a line that cannot be answered
 * gives an empty line (JSON: null) and is named on standard error. Gives the exit status. */
int calendar_batch(const struct calendar *, bool json);
void calendar_year_text(const struct calendar *, struct arena *, struct buffer *, int year);
void calendar_year_json(const struct calendar *, struct arena *, struct buffer *, int year);

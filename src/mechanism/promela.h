/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables as a Promela model for the checker Spin, from the same rows that run: can an appeal, a round or what hangs
 * on an appeal be stuck, or go round without end? What it covers and what not: docs/decisions/0011. Pure.
 */
#pragma once

#include "base/buffer.h"
#include "mechanism/model.h"

struct promela_rows {
    const struct machine *appeal, *round;
    struct hanging hanging;
};
struct promela_rows promela_rows(void); /* of the tables */
/* Any rows, so that a test can break a copy. */
void promela_write(struct buffer *, const struct promela_rows *);

/* SPDX-License-Identifier: Apache-2.0 */
/* Ids and the numbers people see. */
#pragma once

#include "base/arena.h"
#include "sql/db.h"

/* Of an appeal: id year * 10^8 + sequence, number ZT2026-0098, which sort alike within the four digits.
 * May have gaps. */
struct error numbers_appeal(struct db *, struct arena *, int year, int64_t *id, const char **number);
/* Letters and digits that cannot be mistaken for each other when read aloud: 60 random bits. */
const char *numbers_query_code(struct arena *);
/* The next of a series without gaps, from 1: it locks the series until the transaction ends. */
struct error numbers_series(struct db *, struct arena *, const char *series, int64_t *number);
/* A paper's number: 潮督〔2026〕12号, for prefix 潮督. */
struct error numbers_paper(struct db *, struct arena *, const char *prefix, int year, const char **number);

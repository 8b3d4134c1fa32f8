/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A statement put together from literal pieces, where a list can be narrowed in many ways. Values never become text:
 * each `?` of a piece stands for the next of its values and is written as $1, $2 …
 */
#pragma once

#include "base/buffer.h"
#include "sql/db.h"

#define STATEMENT_VALUES 250

struct statement {
    struct buffer text;
    struct value values[STATEMENT_VALUES + 1];
    size_t count;
};

void statement_init(struct statement *, struct arena *);
#define statement_add(statement, literal, ...) \
    statement_add_values((statement), (literal), (const struct value[]){ __VA_ARGS__ __VA_OPT__(, ) NO_VALUES })
void statement_add_values(struct statement *, const char *literal, const struct value *);
struct error statement_query(struct statement *, struct db *, struct arena *, struct rows *);

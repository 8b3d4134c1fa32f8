/* SPDX-License-Identifier: Apache-2.0 */
#include "store/statement.h"

#include <assert.h>
#include <string.h>

#define STATEMENT_BYTES ((size_t)64 * 1024)

void statement_init(struct statement *statement, struct arena *arena)
{
    *statement = (struct statement){ .count = 0 };
    buffer_init(&statement->text, arena, STATEMENT_BYTES);
}

void statement_add_values(struct statement *statement, const char *literal, const struct value *values)
{
    for (;; literal++) {
        size_t plain = strcspn(literal, "?");

        buffer_put(&statement->text, literal, plain);
        literal += plain;
        if (!*literal) break;
        assert(values->type != VALUE_END && statement->count < STATEMENT_VALUES);
        statement->values[statement->count++] = *values++;
        buffer_char(&statement->text, '$');
        buffer_int(&statement->text, (int64_t)statement->count);
    }
    assert(values->type == VALUE_END);
}

struct error statement_query(struct statement *statement, struct db *db, struct arena *arena, struct rows *rows)
{
    statement->values[statement->count] = NO_VALUES;
    assert(!statement->text.full);
    return db_query_values(db, arena, rows, buffer_string(&statement->text), statement->values);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/postgres_values.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

/* The server's numbers for its types; they never change. */
enum {
    TYPE_BOOL = 16, TYPE_BYTEA = 17, TYPE_INT8 = 20, TYPE_INT2 = 21, TYPE_INT4 = 23, TYPE_TEXT = 25,
    TYPE_OID = 26, TYPE_FLOAT4 = 700, TYPE_FLOAT8 = 701, TYPE_NUMERIC = 1700,
};

/* ── Parameters ─────────────────────────────────────────────────────────── */

static void add_parameter(struct parameters *parameters, const struct value *value)
{
    int i = parameters->count++;

    parameters->formats[i] = 1;
    parameters->values[i] = value->bytes;
    switch (value->type) {
    case VALUE_TEXT:
        parameters->types[i] = TYPE_TEXT;
        parameters->letters[i] = 't';
        parameters->lengths[i] = value->bytes ? (int)strlen(value->bytes) : 0;
        return;
    case VALUE_BYTES:
        parameters->types[i] = TYPE_BYTEA;
        parameters->letters[i] = 'b';
        parameters->lengths[i] = (int)value->size;
        return;
    default:
        parameters->types[i] = TYPE_INT8;
        parameters->letters[i] = 'i';
        parameters->lengths[i] = sizeof parameters->numbers[i];
        parameters->numbers[i] = htobe64((uint64_t)value->number);
        parameters->values[i] = value->type == VALUE_INT ? (const char *)&parameters->numbers[i] : NULL;
    }
}

struct error postgres_parameters(struct parameters *parameters, const char *sql, const struct value *values)
{
    parameters->count = 0;
    for (; values->type != VALUE_END; values++) {
        if (parameters->count == VALUES_MAX) return db_error(BROKEN, sql, "more than %d values", VALUES_MAX);
        if (values->type == VALUE_BYTES && values->size > INT32_MAX) return db_error(BROKEN, sql, "a value too long");
        add_parameter(parameters, values);
    }
    parameters->letters[parameters->count] = 0;
    return OK;
}

/* ── Results ────────────────────────────────────────────────────────────── */

static void read_bytes(const char *text, struct arena *arena, struct cell *cell)
{
    size_t size = 0;
    unsigned char *bytes = PQunescapeBytea((const unsigned char *)text, &size);

    cell->size = (uint32_t)size;
    cell->bytes = arena_copy(arena, bytes, bytes ? size : 0);
    PQfreemem(bytes);
}

static void read_cell(const PGresult *result, int row, int column, struct arena *arena, struct cell *cell)
{
    const char *text = PQgetvalue(result, row, column);

    cell->null = PQgetisnull(result, row, column);
    if (cell->null) return;
    switch (PQftype(result, column)) {
    case TYPE_BOOL: cell->number = *text == 't'; return;
    case TYPE_INT2:
    case TYPE_INT4:
    case TYPE_INT8:
    case TYPE_OID:
    case TYPE_NUMERIC: cell->number = strtoll(text, NULL, 10); return;
    case TYPE_FLOAT4:
    case TYPE_FLOAT8: cell->number = (int64_t)strtod(text, NULL); return;
    case TYPE_BYTEA: read_bytes(text, arena, cell); return;
    default:
        cell->size = (uint32_t)PQgetlength(result, row, column);
        cell->text = arena_text_n(arena, text, cell->size);
    }
}

void postgres_rows(const PGresult *result, struct arena *arena, struct rows *rows)
{
    rows->count = (size_t)PQntuples(result);
    rows->columns = (size_t)PQnfields(result);
    rows->cells = ARENA_ARRAY(arena, struct cell, rows->count * rows->columns);
    for (size_t i = 0; i < rows->count * rows->columns; i++)
        read_cell(result, (int)(i / rows->columns), (int)(i % rows->columns), arena, &rows->cells[i]);
}

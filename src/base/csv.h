/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comma-separated values as offices send them: UTF-8 with or without a BOM, or
 * GB18030 as spreadsheets here save it; LF or CRLF; "quoted, ""cells""" with line
 * breaks inside. The first row names the columns. Every row remembers its line.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>

struct csv_row {
    size_t line;       /* where it starts, from 1 */
    size_t count;      /* how many cells it has */
    char **cells;      /* trimmed; never NULL, perhaps empty */
    const char *fault; /* Chinese: why the row cannot be used; NULL when it has as many cells as there are columns */
};

struct csv {
    struct csv_row head;
    struct csv_row *rows; /* blank lines left out */
    size_t count;
};

/* Errors: MALFORMED (csv.encoding, csv.empty), TOO_LARGE (csv.rows). Wrong rows are kept, with their fault. */
struct error csv_read(struct arena *, const char *bytes, size_t size, size_t most_rows, struct csv *);
/* The place of a column, by any of its names separated by |, or -1. */
int csv_column(const struct csv *, const char *names);
/* The cell of that column; "" for column -1 and for a short row. */
const char *csv_cell(const struct csv_row *, int column);

/* SPDX-License-Identifier: Apache-2.0 */
/* What the three imports have in common. */
#pragma once

#include "base/csv.h"
#include "service/import.h"

struct import_column {
    const char *names; /* what it may be called, separated by |; the first is ours */
    bool needed;
    int at; /* in the file; -1 */
};

struct import {
    struct context *context;
    struct csv csv;
    struct import_report *report;
    size_t first_row_of_file;
};

/* Reads the file, finds the columns; a missing one is a fault of line 1, after which there is nothing to read. */
struct error import_open(struct import *, const char *bytes, size_t size, struct import_column *columns,
                         size_t column_count);
void import_fault(struct import *, size_t line, const char *column, const char *text);
/* The cell, NULL when empty. */
const char *import_cell(const struct import *, size_t row, const struct import_column *);
/* An empty cell is a fault then. */
const char *import_need(struct import *, size_t row, const struct import_column *);
/* NO_DAY for an empty cell and, with a fault, for a wrong one. */
day_t import_day(struct import *, size_t row, const struct import_column *);
/* The same key twice is a fault of the later line. */
struct import_key {
    const char *key;
    size_t line;
};
void import_check_twice(struct import *, struct import_key *, size_t count, const struct import_column *);
/* Faults in the order of lines; true when there is none and it is to be written. */
bool import_close(struct import *, bool commit);

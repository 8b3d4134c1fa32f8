/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Appeals and rounds as values, and what their columns are called. Pure.
 * A matter is one of the two with everything that hangs on it; store/ loads it
 * whole and saves what changed.
 */
#pragma once

#include "base/arena.h"
#include "base/date.h"

#include <stddef.h>
#include <stdint.h>

typedef int64_t column_NUMBER;
typedef const char *column_WORDS;
typedef const char *column_PRIVATE;
typedef day_t column_DATE;
typedef instant_t column_MOMENT;

enum column_kind { NUMBER, WORDS, PRIVATE, DATE, MOMENT };

struct column {
    enum column_kind kind;
    const char *name;
    size_t offset;
};

#define MEMBER(kind, name) column_##kind name;

struct dispatch {
#define DISPATCH(kind, name) MEMBER(kind, name)
#include "mechanism/records.def"
};
struct limit {
#define LIMIT(kind, name) MEMBER(kind, name)
#include "mechanism/records.def"
};
struct request_row {
#define REQUEST(kind, name) MEMBER(kind, name)
#include "mechanism/records.def"
};
struct order_row {
#define ORDER(kind, name) MEMBER(kind, name)
#include "mechanism/records.def"
};
struct item {
#define ITEM(kind, name) MEMBER(kind, name)
#include "mechanism/records.def"
};
struct guest {
#define GUEST(kind, name) MEMBER(kind, name)
#include "mechanism/records.def"
};

/* A list grown with list_add; rows are copied with their matter. */
#define LIST_OF(type)  \
    struct {           \
        struct type *rows; \
        size_t count;  \
    }

struct appeal {
#define APPEAL(kind, name) MEMBER(kind, name)
#include "mechanism/records.def"
    LIST_OF(dispatch) dispatches;
    LIST_OF(limit) limits;
    LIST_OF(request_row) requests;
    LIST_OF(order_row) orders;
};

struct round {
#define ROUND(kind, name) MEMBER(kind, name)
#include "mechanism/records.def"
    LIST_OF(limit) limits;
    LIST_OF(item) items;
    LIST_OF(guest) guests;
};

/* One table: its own columns, and for a child how it hangs on its parent. */
struct table {
    const char *name;
    const struct column *columns;
    size_t column_count, row_size;
    size_t key_count;    /* the first columns that name a row under its parent; the id itself for a parent */
    size_t list_offset;  /* of the LIST_OF in the parent; 0 for the parent */
};

/* A matter's tables: the parent first, then its children. */
struct record {
    const char *subject; /* "appeal", "round" */
    const struct table *tables;
    size_t table_count;
    size_t size; /* of the struct */
};
extern const struct record appeal_record, round_record;

/* A deep copy of the lists (texts are shared: they are never changed in place). */
void *record_copy(const struct record *, struct arena *, const void *matter);
/* Adds a zeroed row at the end of a LIST_OF and returns it; earlier row pointers are no longer valid. */
void *list_add_row(struct arena *, void *list, size_t row_size);
#define LIST_ADD(arena, list) list_add_row((arena), &(list), sizeof *(list).rows)

/* Column by name; NULL when there is none. */
const struct column *column_find(const struct table *, const char *name);
/* The value as text for records and comparison ("" for none is kept apart: NULL). */
const char *column_text(struct arena *, const struct column *, const void *row);
void column_set(struct arena *, const struct column *, void *row, const char *text);
/* Same value? */
int column_same(const struct column *, const void *a, const void *b);

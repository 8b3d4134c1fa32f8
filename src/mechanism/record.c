/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/record.h"

#include "base/text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const struct column appeal_columns[] = {
#define APPEAL(kind, name) { kind, #name, offsetof(struct appeal, name) },
#include "mechanism/records.def"
};
static const struct column dispatch_columns[] = {
#define DISPATCH(kind, name) { kind, #name, offsetof(struct dispatch, name) },
#include "mechanism/records.def"
};
static const struct column limit_columns[] = {
#define LIMIT(kind, name) { kind, #name, offsetof(struct limit, name) },
#include "mechanism/records.def"
};
static const struct column request_columns[] = {
#define REQUEST(kind, name) { kind, #name, offsetof(struct request_row, name) },
#include "mechanism/records.def"
};
static const struct column order_columns[] = {
#define ORDER(kind, name) { kind, #name, offsetof(struct order_row, name) },
#include "mechanism/records.def"
};
static const struct column round_columns[] = {
#define ROUND(kind, name) { kind, #name, offsetof(struct round, name) },
#include "mechanism/records.def"
};
static const struct column item_columns[] = {
#define ITEM(kind, name) { kind, #name, offsetof(struct item, name) },
#include "mechanism/records.def"
};
static const struct column guest_columns[] = {
#define GUEST(kind, name) { kind, #name, offsetof(struct guest, name) },
#include "mechanism/records.def"
};

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TABLE(name, columns, type, keys, list) { name, columns, COUNT(columns), sizeof(struct type), keys, list }

static const struct table appeal_tables[] = {
    TABLE("appeal", appeal_columns, appeal, 1, 0),
    TABLE("dispatch", dispatch_columns, dispatch, 2, offsetof(struct appeal, dispatches)),
    TABLE("appeal_clock", limit_columns, limit, 2, offsetof(struct appeal, limits)),
    TABLE("request", request_columns, request_row, 1, offsetof(struct appeal, requests)),
    TABLE("supervision_order", order_columns, order_row, 1, offsetof(struct appeal, orders)),
};
static const struct table round_tables[] = {
    TABLE("round", round_columns, round, 1, 0),
    TABLE("round_clock", limit_columns, limit, 2, offsetof(struct round, limits)),
    TABLE("round_item", item_columns, item, 1, offsetof(struct round, items)),
    TABLE("round_guest", guest_columns, guest, 1, offsetof(struct round, guests)),
};

const struct record appeal_record = { "appeal", appeal_tables, COUNT(appeal_tables), sizeof(struct appeal) };
const struct record round_record = { "round", round_tables, COUNT(round_tables), sizeof(struct round) };

typedef LIST_OF(limit) any_list;

void *record_copy(const struct record *record, struct arena *arena, const void *matter)
{
    char *copy = arena_copy(arena, matter, record->size);

    for (size_t i = 1; i < record->table_count; i++) {
        const struct table *table = &record->tables[i];
        any_list *list = (any_list *)(void *)(copy + table->list_offset);

        if (list->count) list->rows = arena_copy(arena, list->rows, list->count * table->row_size);
    }
    return copy;
}

void *list_add_row(struct arena *arena, void *list_pointer, size_t row_size)
{
    any_list *list = list_pointer;
    char *rows = arena_alloc(arena, (list->count + 1) * row_size);

    if (list->count) memcpy(rows, list->rows, list->count * row_size);
    list->rows = (void *)rows;
    return rows + row_size * list->count++;
}

const struct column *column_find(const struct table *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (strcmp(table->columns[i].name, name) == 0) return &table->columns[i];
    return NULL;
}

const char *column_text(struct arena *arena, const struct column *column, const void *row)
{
    const char *at = (const char *)row + column->offset;

    switch (column->kind) {
    case NUMBER: return arena_printf(arena, "%lld", (long long)*(const int64_t *)(const void *)at);
    case MOMENT: return *(const instant_t *)(const void *)at
                            ? arena_printf(arena, "%lld", (long long)*(const instant_t *)(const void *)at)
                            : NULL;
    case DATE: return day_text(arena, *(const day_t *)(const void *)at);
    case WORDS:
    case PRIVATE: break;
    }
    return *(const char *const *)(const void *)at;
}

void column_set(struct arena *arena, const struct column *column, void *row, const char *text)
{
    char *at = (char *)row + column->offset;

    switch (column->kind) {
    case NUMBER:
    case MOMENT: *(int64_t *)(void *)at = text ? strtoll(text, NULL, 10) : 0; return;
    case DATE:
        *(day_t *)(void *)at = NO_DAY;
        if (text) (void)day_parse(text, (day_t *)(void *)at);
        return;
    case WORDS:
    case PRIVATE: *(const char **)(void *)at = arena_text(arena, text); return;
    }
}

int column_same(const struct column *column, const void *a, const void *b)
{
    const char *left = (const char *)a + column->offset, *right = (const char *)b + column->offset;

    switch (column->kind) {
    case NUMBER:
    case MOMENT: return *(const int64_t *)(const void *)left == *(const int64_t *)(const void *)right;
    case DATE: return *(const day_t *)(const void *)left == *(const day_t *)(const void *)right;
    case WORDS:
    case PRIVATE: break;
    }
    return text_equal(*(const char *const *)(const void *)left, *(const char *const *)(const void *)right);
}

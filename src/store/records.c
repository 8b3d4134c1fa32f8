/* SPDX-License-Identifier: Apache-2.0 */
#include "store/records.h"

#include "base/digest.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/text.h"
#include "store/sealed.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 200, STATEMENT_BYTES = 16 * 1024, CHANGE_BYTES = 4 << 20 };

/* ── Values ─────────────────────────────────────────────────────────────── */

static const char *text_at(const struct column *column, const void *row)
{
    return *(const char *const *)(const void *)((const char *)row + column->offset);
}

static int64_t number_at(const struct column *column, const void *row)
{
    return *(const int64_t *)(const void *)((const char *)row + column->offset);
}

static bool is_key(const struct table *table, const struct column *column)
{
    return (size_t)(column - table->columns) < table->key_count;
}

static bool is_parent(const struct table *table)
{
    return table->list_offset == 0;
}

/* Phones are looked up by a digest that stands beside the sealed text. */
static bool is_looked_up(const struct column *column)
{
    return column->kind == PRIVATE && strcmp(column->name, "contact_phone") == 0;
}

static struct value value_of(struct arena *arena, const struct table *table, const struct column *column,
                             const void *row)
{
    const char *text;

    switch (column->kind) {
    case NUMBER: return INT(number_at(column, row));
    case MOMENT: return INT_OR_NULL(number_at(column, row));
    case DATE: return TEXT(column_text(arena, column, row));
    case WORDS:
        text = text_at(column, row);
        return TEXT(!text && is_key(table, column) ? "" : text);
    case PRIVATE: break;
    }
    return TEXT(sealed(arena, text_at(column, row)));
}

static void read_column(struct arena *arena, const struct column *column, const struct cell *cell, void *row)
{
    char *at = (char *)row + column->offset;

    switch (column->kind) {
    case NUMBER:
    case MOMENT: *(int64_t *)(void *)at = cell->number; return;
    case DATE: column_set(arena, column, row, cell->text); return;
    case WORDS: *(const char **)(void *)at = cell->text; return;
    case PRIVATE: *(const char **)(void *)at = opened(arena, cell->text); return;
    }
}

const char *record_key(struct arena *arena, const struct table *table, const void *row)
{
    struct buffer key;

    buffer_init(&key, arena, 4096);
    for (size_t i = 0; i < table->key_count; i++) {
        if (i) buffer_char(&key, ',');
        if (table->columns[i].kind == WORDS)
            buffer_text(&key, text_at(&table->columns[i], row));
        else
            buffer_int(&key, number_at(&table->columns[i], row));
    }
    return buffer_string(&key);
}

static int compare_keys(const void *a, const void *b, void *table_pointer)
{
    const struct table *table = table_pointer;

    for (size_t i = 0; i < table->key_count; i++) {
        const struct column *column = &table->columns[i];
        int order;

        if (column->kind == WORDS) {
            const char *left = text_at(column, a), *right = text_at(column, b);
            order = strcmp(left ? left : "", right ? right : "");
        } else {
            order = (number_at(column, a) > number_at(column, b)) - (number_at(column, a) < number_at(column, b));
        }
        if (order) return order;
    }
    return 0;
}

void record_sort(const struct table *table, struct record_list *list)
{
    if (list->count > 1) qsort_r(list->rows, list->count, table->row_size, compare_keys, (void *)(uintptr_t)table);
}

/* ── Loading ────────────────────────────────────────────────────────────── */

static void put_name(struct buffer *sql, const char *name)
{
    buffer_char(sql, '"');
    buffer_text(sql, name);
    buffer_char(sql, '"');
}

/* A statement of two thousand characters would be put together for every row read: each is made once, and kept for
 * as long as the program runs. There are as many as conditions in the source. */
struct kept_select {
    struct kept_select *next;
    const struct table *table;
    const char *rest, *sql;
};
static _Atomic(struct kept_select *) kept_selects;

static struct kept_select *make_select(const struct table *table, const char *rest)
{
    struct kept_select *made = malloc(sizeof *made);
    struct arena *arena = arena_new(2 * STATEMENT_BYTES);
    struct buffer sql;

    if (!made) memory_is_out();
    buffer_init(&sql, arena, STATEMENT_BYTES);
    buffer_text(&sql, "SELECT ");
    for (size_t i = 0; i < table->column_count; i++) {
        if (i) buffer_char(&sql, ',');
        put_name(&sql, table->columns[i].name);
    }
    buffer_text(&sql, is_parent(table) ? " FROM " : ",parent FROM ");
    put_name(&sql, table->name);
    buffer_text(&sql, rest);
    *made = (struct kept_select){ .table = table, .rest = strdup(rest), .sql = strdup(buffer_string(&sql)) };
    if (!made->rest || !made->sql) memory_is_out();
    arena_free(arena);
    return made;
}

const char *record_select(const struct table *table, const char *rest)
{
    struct kept_select *first = atomic_load(&kept_selects), *each, *made;

    for (each = first; each; each = each->next)
        if (each->table == table && strcmp(each->rest, rest) == 0) return each->sql;
    made = make_select(table, rest);
    made->next = first;
    /* Two that make the same at once both keep it; either is found. */
    while (!atomic_compare_exchange_weak(&kept_selects, &made->next, made)) continue;
    return made->sql;
}

void record_read(struct arena *arena, const struct table *table, const struct rows *rows, size_t row, void *to)
{
    for (size_t i = 0; i < table->column_count; i++) read_column(arena, &table->columns[i], cell(rows, row, i), to);
}

static void read_list(struct arena *arena, const struct table *table, const struct rows *rows, struct record_list *list)
{
    *list = (struct record_list){ .count = rows->count };
    if (rows->count) list->rows = arena_alloc(arena, rows->count * table->row_size);
    for (size_t i = 0; i < rows->count; i++) record_read(arena, table, rows, i, list->rows + i * table->row_size);
    record_sort(table, list);
}

static struct error unknown(const struct record *record)
{
    if (strcmp(record->subject, "appeal") == 0)
        return (struct error){ .kind = NOT_FOUND, .code = "appeal.unknown", .text = "未找到该诉求。" };
    if (strcmp(record->subject, "round") == 0)
        return (struct error){ .kind = NOT_FOUND, .code = "round.unknown", .text = "未找到该期次。" };
    if (strcmp(record->subject, "attachment") == 0)
        return (struct error){ .kind = NOT_FOUND, .code = "attachment.unknown", .text = "未找到该附件。" };
    return (struct error){ .kind = NOT_FOUND, .code = "record.unknown", .text = "未找到该内容。" };
}

/* The parent and all its children, asked together. */
static struct error load(struct db *db, struct arena *arena, const struct record *record, const char *where,
                         const char *where_child, struct value value, void *matter)
{
    size_t count = record->table_count;
    const struct table *tables = record->tables;
    const struct value values[] = { value, NO_VALUES };
    struct question *questions = ARENA_ARRAY(arena, struct question, count);
    struct rows *rows = ARENA_ARRAY(arena, struct rows, count);

    for (size_t i = 0; i < count; i++)
        questions[i] = (struct question){ &rows[i], record_select(&tables[i], i ? where_child : where), values };
    TRY(db_query_together(db, arena, questions, count));
    if (rows[0].count == 0) return unknown(record);
    memset(matter, 0, record->size);
    record_read(arena, &tables[0], &rows[0], 0, matter);
    for (size_t i = 1; i < count; i++) read_list(arena, &tables[i], &rows[i], record_list(&tables[i], matter));
    return OK;
}

struct error record_load(struct db *db, struct arena *arena, const struct record *record, int64_t id, void *matter)
{
    return load(db, arena, record, " WHERE id = $1", " WHERE parent = $1", INT(id), matter);
}

struct error record_load_number(struct db *db, struct arena *arena, const struct record *record, const char *number,
                                void *matter)
{
    const char *child = arena_printf(arena, " WHERE parent = (SELECT id FROM \"%s\" WHERE number = $1)",
                                     record->tables[0].name);

    return load(db, arena, record, " WHERE number = $1", child, TEXT(number), matter);
}

/* ── Saving ─────────────────────────────────────────────────────────────── */

struct save {
    struct db *db;
    struct arena *arena;
    const struct record *record;
    int64_t id;
    const char *salt; /* NULL until needed */
    struct buffer text;
    struct json json;
    /* of the statement being made */
    struct buffer sql;
    struct value values[COLUMNS_MAX + 1];
    int count;
};

struct error record_salt(struct db *db, struct arena *arena, const char *subject, int64_t id, const char **salt)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT salt FROM salt WHERE subject = $1 AND subject_id = $2", TEXT(subject),
                 INT(id)));
    *salt = rows.count ? row_text(&rows, 0, 0) : NULL;
    return OK;
}

/* Every record has one from its first event on, and that event tells the salt's own digest. */
static struct error make_salt(struct save *save)
{
    unsigned char raw[16];
    char *hex = arena_alloc(save->arena, 2 * sizeof raw + 1), digest[DIGEST_TEXT];

    random_bytes(raw, sizeof raw);
    for (size_t i = 0; i < sizeof raw; i++) snprintf(hex + 2 * i, 3, "%02x", raw[i]);
    TRY(db_change_later(save->db, "INSERT INTO salt (subject, subject_id, salt) VALUES ($1, $2, $3)",
                        TEXT(save->record->subject), INT(save->id), TEXT(hex)));
    digest_of(hex, strlen(hex), digest);
    json_text(&save->json, "salt", digest);
    save->salt = hex;
    return OK;
}

static struct error need_salt(struct save *save, const struct column *column)
{
    if (save->salt || column->kind != PRIVATE) return OK;
    TRY(record_salt(save->db, save->arena, save->record->subject, save->id, &save->salt));
    if (save->salt) return OK;
    return (struct error){ .kind = BROKEN, .code = "record.no-salt", .detail = "a record has lost its salt" };
}

const char *record_shown(struct arena *arena, const struct column *column, const void *row, const char *salt)
{
    if (column->kind == PRIVATE) return digest_salted(arena, salt ? salt : "", text_at(column, row));
    return column_text(arena, column, row);
}

static void put_value(struct save *save, const struct column *column, const void *row)
{
    if (row && (column->kind == NUMBER || (column->kind == MOMENT && number_at(column, row))))
        json_int(&save->json, NULL, number_at(column, row));
    else
        json_text(&save->json, NULL, row ? record_shown(save->arena, column, row, save->salt) : NULL);
}

/* `"state":[1,2]`; NULL for the row that is not there. */
static struct error put_change(struct save *save, const struct column *column, const void *before, const void *after)
{
    TRY(need_salt(save, column));
    json_open(&save->json, column->name, '[');
    put_value(save, column, before);
    put_value(save, column, after);
    json_close(&save->json, ']');
    return OK;
}

static bool is_none(const struct column *column, const void *row)
{
    switch (column->kind) {
    case NUMBER:
    case MOMENT: return number_at(column, row) == 0;
    case DATE: return *(const day_t *)(const void *)((const char *)row + column->offset) == NO_DAY;
    case WORDS:
    case PRIVATE: break;
    }
    return text_at(column, row) == NULL;
}

static bool is_changed(const struct table *table, const struct column *column, const void *before, const void *after)
{
    if (before && after) return !column_same(column, before, after);
    return is_key(table, column) || !is_none(column, before ? before : after);
}

static void start_statement(struct save *save, const char *verb, const struct table *table)
{
    buffer_init(&save->sql, save->arena, STATEMENT_BYTES);
    buffer_text(&save->sql, verb);
    put_name(&save->sql, table->name);
    save->count = 0;
}

static void add_value(struct save *save, struct value value)
{
    save->values[save->count++] = value;
    save->values[save->count] = NO_VALUES;
}

static struct error changed_meanwhile(void)
{
    return (struct error){ .kind = CONFLICT,
                           .code = "record.changed-meanwhile",
                           .text = "刚才有其他人改动了同一内容，请刷新后重试。" };
}

static struct error run(struct save *save)
{
    return db_change_one_later(save->db, changed_meanwhile(), buffer_string(&save->sql), save->values);
}

/* Column and value; `joint` is what stands before all but the first: a comma, or AND. */
static void add_named(struct save *save, const char *joint, const char *name, struct value value)
{
    if (save->count) buffer_text(&save->sql, joint);
    put_name(&save->sql, name);
    buffer_printf(&save->sql, " = $%d", save->count + 1);
    add_value(save, value);
}

static void add_inserted(struct save *save, const char *name, struct value value)
{
    if (save->count) buffer_char(&save->sql, ',');
    put_name(&save->sql, name);
    add_value(save, value);
}

static const char *digest_name(struct save *save, const struct column *column)
{
    return arena_printf(save->arena, "%s_digest", column->name);
}

static struct error insert_row(struct save *save, const struct table *table, const void *row)
{
    start_statement(save, "INSERT INTO ", table);
    buffer_text(&save->sql, " (");
    if (!is_parent(table)) add_inserted(save, "parent", INT(save->id));
    for (const struct column *column = table->columns; column < table->columns + table->column_count; column++) {
        if (!is_changed(table, column, NULL, row)) continue;
        add_inserted(save, column->name, value_of(save->arena, table, column, row));
        if (is_looked_up(column))
            add_inserted(save, digest_name(save, column), TEXT(sealed_digest(save->arena, text_at(column, row))));
    }
    buffer_text(&save->sql, ") VALUES (");
    for (int i = 1; i <= save->count; i++) buffer_printf(&save->sql, i > 1 ? ",$%d" : "$%d", i);
    buffer_char(&save->sql, ')');
    return run(save);
}

/* WHERE that row, by its key; values go on from those of SET. */
static void add_where(struct save *save, const struct table *table, const void *row)
{
    const char *joint = " WHERE ";

    if (!is_parent(table)) {
        buffer_printf(&save->sql, "%s\"parent\" = $%d", joint, save->count + 1);
        add_value(save, INT(save->id));
        joint = " AND ";
    }
    for (size_t i = 0; i < table->key_count; i++, joint = " AND ") {
        buffer_printf(&save->sql, "%s\"%s\" = $%d", joint, table->columns[i].name, save->count + 1);
        add_value(save, value_of(save->arena, table, &table->columns[i], row));
    }
}

static struct error update_row(struct save *save, const struct table *table, const void *before, const void *after)
{
    const struct column *version = is_parent(table) ? column_find(table, "version") : NULL;

    start_statement(save, "UPDATE ", table);
    buffer_text(&save->sql, " SET ");
    for (const struct column *column = table->columns; column < table->columns + table->column_count; column++) {
        if (column_same(column, before, after)) continue;
        add_named(save, ",", column->name, value_of(save->arena, table, column, after));
        if (is_looked_up(column))
            add_named(save, ",", digest_name(save, column), TEXT(sealed_digest(save->arena, text_at(column, after))));
    }
    add_where(save, table, after);
    if (version) {
        buffer_printf(&save->sql, " AND \"version\" = $%d", save->count + 1);
        add_value(save, INT(number_at(version, before)));
    }
    return run(save);
}

static struct error delete_row(struct save *save, const struct table *table, const void *row)
{
    start_statement(save, "DELETE FROM ", table);
    add_where(save, table, row);
    return run(save);
}

/* One of the two may be NULL. */
static struct error save_row(struct save *save, const struct table *table, const void *before, const void *after)
{
    json_open(&save->json,
              is_parent(table) ? table->name : record_key(save->arena, table, after ? after : before), '{');
    for (const struct column *column = table->columns; column < table->columns + table->column_count; column++)
        if (is_changed(table, column, before, after)) TRY(put_change(save, column, before, after));
    json_close(&save->json, '}');
    if (!before) return insert_row(save, table, after);
    return after ? update_row(save, table, before, after) : delete_row(save, table, before);
}

/* Lists are copies of each other with a few rows changed, so a row is nearly always where it was. */
static const char *find_row(const struct table *table, const struct record_list *list, size_t near, const void *row)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *found = list->rows + (near + i) % list->count * table->row_size;

        if (compare_keys(found, row, (void *)(uintptr_t)table) == 0) return found;
    }
    return NULL;
}

static bool row_same(const struct table *table, const char *before, const char *after)
{
    if (memcmp(before, after, table->row_size) == 0) return true;
    for (size_t i = table->key_count; i < table->column_count; i++)
        if (!column_same(&table->columns[i], before, after)) return false;
    return true;
}

static void open_table(struct save *save, const struct table *table, bool *open)
{
    if (!*open) json_open(&save->json, table->name, '{');
    *open = true;
}

static struct error save_children(struct save *save, const struct table *table, const struct record_list *before,
                                  const struct record_list *after)
{
    bool open = false;

    for (size_t i = 0; i < before->count; i++) {
        const char *row = before->rows + i * table->row_size;

        if (find_row(table, after, i, row)) continue;
        open_table(save, table, &open);
        TRY(save_row(save, table, row, NULL));
    }
    for (size_t i = 0; i < after->count; i++) {
        const char *row = after->rows + i * table->row_size, *old = find_row(table, before, i, row);

        if (old && row_same(table, old, row)) continue;
        open_table(save, table, &open);
        TRY(save_row(save, table, old, row));
    }
    if (open) json_close(&save->json, '}');
    return OK;
}

static struct error save_all(struct save *save, const void *before, void *after)
{
    static const struct record_list none = { 0 };

    json_open(&save->json, NULL, '{');
    if (!before) TRY(make_salt(save));
    TRY(save_row(save, &save->record->tables[0], before, after));
    for (size_t i = 1; i < save->record->table_count; i++) {
        const struct table *table = &save->record->tables[i];
        const struct record_list *old = before ? record_list(table, (void *)(uintptr_t)before) : &none;

        TRY(save_children(save, table, old, record_list(table, after)));
    }
    json_close(&save->json, '}');
    return OK;
}

struct error record_save(struct db *db, struct arena *arena, const struct record *record, const void *before,
                         void *after, const char **change)
{
    const struct table *parent = &record->tables[0];
    const struct column *version = column_find(parent, "version");
    struct save save = { .db = db, .arena = arena, .record = record, .id = number_at(&parent->columns[0], after) };

    buffer_init(&save.text, arena, CHANGE_BYTES);
    save.json = json_writer(&save.text);
    *(int64_t *)(void *)((char *)after + version->offset) = before ? number_at(version, before) + 1 : 1;
    TRY(save_all(&save, before, after));
    if (save.text.full) return (struct error){ .kind = BROKEN, .code = "record.too-large" };
    *change = buffer_string(&save.text);
    return OK;
}

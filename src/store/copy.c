/* SPDX-License-Identifier: Apache-2.0 */
#include "store/copy.h"

#include "base/buffer.h"
#include "base/text.h"

#include <string.h>

enum { COLUMNS_MOST = 200, VALUES_AT_ONCE = 240, ROWS_AT_ONCE = 32, ROWS_READ = 500, PIECES_READ = 64 };

struct field {
    const char *name;
    enum value_type type; /* VALUE_INT, VALUE_TEXT, VALUE_BYTES */
    int64_t key;          /* place in the primary key, from 1; 0: not of it */
};
struct layout {
    const char *name;
    struct field fields[COLUMNS_MOST];
    size_t count, key_count;
    bool heavy;   /* has bytes: read a few rows at a time */
    bool derived; /* has a column of one kind of store only: made from the others */
};

/* ── What tables there are ──────────────────────────────────────────────── */

static const char sqlite_tables[] =
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
    "   AND name <> 'schema_step' ORDER BY name LIMIT 500";
static const char postgres_tables[] =
    "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'schema_step'"
    " ORDER BY 1 LIMIT 500";
static const char sqlite_columns[] = "SELECT name, upper(type), pk FROM pragma_table_info($1) ORDER BY cid";
static const char postgres_columns[] =
    "SELECT a.attname::text, upper(format_type(a.atttypid, NULL)),"
    "       coalesce(array_position((SELECT i.indkey::int2[] FROM pg_index i"
    "                                 WHERE i.indrelid = a.attrelid AND i.indisprimary), a.attnum) + 1, 0)"
    "  FROM pg_attribute a WHERE a.attrelid = to_regclass(quote_ident($1)) AND a.attnum > 0 AND NOT a.attisdropped"
    " ORDER BY a.attnum";

static struct error tables(struct db *db, struct arena *arena, struct rows *rows)
{
    return db_query(db, arena, rows, db_is_postgres(db) ? postgres_tables : sqlite_tables);
}

static enum value_type type_of(const char *type)
{
    if (text_equal(type, "BIGINT") || text_equal(type, "INTEGER")) return VALUE_INT;
    if (text_equal(type, "TEXT")) return VALUE_TEXT;
    if (text_equal(type, "BLOB") || text_equal(type, "BYTEA")) return VALUE_BYTES;
    return VALUE_END; /* of one kind of store only */
}

static struct error layout_of(struct db *db, struct arena *arena, const char *name, struct layout *layout)
{
    struct rows rows;

    *layout = (struct layout){ .name = name };
    TRY(db_query(db, arena, &rows, db_is_postgres(db) ? postgres_columns : sqlite_columns, TEXT(name)));
    if (rows.count > COLUMNS_MOST) return (struct error){ .kind = BROKEN, .code = "copy.too-many-columns" };
    for (size_t i = 0; i < rows.count; i++) {
        struct field field = { row_text(&rows, i, 0), type_of(row_text(&rows, i, 1)), row_int(&rows, i, 2) };

        if (field.type == VALUE_END) {
            layout->derived = true;
            continue;
        }
        layout->fields[layout->count++] = field;
        if (field.key) layout->key_count++;
        if (field.type == VALUE_BYTES) layout->heavy = true;
    }
    return OK;
}

static const struct field *field_named(const struct layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->count; i++)
        if (strcmp(layout->fields[i].name, name) == 0) return &layout->fields[i];
    return NULL;
}

/* Leaves the columns that the other has too. */
static void keep_common(struct layout *layout, const struct layout *other)
{
    size_t kept = 0;

    for (size_t i = 0; i < layout->count; i++)
        if (field_named(other, layout->fields[i].name)) layout->fields[kept++] = layout->fields[i];
    layout->count = kept;
}

/* ── Reading on from a row ──────────────────────────────────────────────── */

static size_t key_field(const struct layout *layout, int64_t place)
{
    size_t i = 0;

    while (i < layout->count && layout->fields[i].key != place) i++;
    return i;
}

static void put_names(struct buffer *sql, const struct layout *layout)
{
    for (size_t i = 0; i < layout->count; i++)
        buffer_printf(sql, "%s\"%s\"", i ? ", " : "", layout->fields[i].name);
}

static void put_key(struct buffer *sql, const struct layout *layout)
{
    for (size_t i = 1; i <= layout->key_count; i++)
        buffer_printf(sql, "%s\"%s\"", i > 1 ? ", " : "", layout->fields[key_field(layout, (int64_t)i)].name);
}

static void put_numbers(struct buffer *sql, size_t first, size_t count)
{
    for (size_t i = 0; i < count; i++) buffer_printf(sql, "%s$%zu", i ? ", " : "", first + i);
}

static struct value value_of(const struct field *field, const struct cell *cell)
{
    if (field->type == VALUE_INT)
        return (struct value){ .type = cell->null ? VALUE_NULL_INT : VALUE_INT, .number = cell->number };
    if (field->type == VALUE_TEXT) return TEXT(cell->null ? NULL : cell->text);
    return BYTES(cell->null ? NULL : cell->bytes, cell->size);
}

/* `last`: the row read last, NULL at the beginning. */
static struct error read_on(struct db *from, struct arena *arena, const struct layout *layout, const struct rows *last,
                            struct rows *rows)
{
    struct value values[COLUMNS_MOST + 1];
    struct buffer sql;
    size_t count = 0;

    buffer_init(&sql, arena, 32 * 1024);
    buffer_text(&sql, "SELECT ");
    put_names(&sql, layout);
    buffer_printf(&sql, " FROM \"%s\"", layout->name);
    if (last) {
        buffer_text(&sql, " WHERE (");
        put_key(&sql, layout);
        buffer_text(&sql, ") > (");
        put_numbers(&sql, 1, layout->key_count);
        buffer_text(&sql, ")");
        for (; count < layout->key_count; count++) {
            size_t at = key_field(layout, (int64_t)count + 1);

            values[count] = value_of(&layout->fields[at], cell(last, last->count - 1, at));
        }
    }
    values[count] = NO_VALUES;
    buffer_text(&sql, " ORDER BY ");
    put_key(&sql, layout);
    buffer_printf(&sql, " LIMIT %d", layout->heavy ? PIECES_READ : ROWS_READ);
    return db_query_values(from, arena, rows, buffer_string(&sql), values);
}

/* ── Writing ────────────────────────────────────────────────────────────── */

static struct error write_rows(struct db *to, struct arena *arena, const struct layout *layout,
                               const struct rows *rows, size_t first, size_t count)
{
    struct value values[VALUES_AT_ONCE + 1];
    struct buffer sql;
    size_t n = 0;

    buffer_init(&sql, arena, 64 * 1024);
    buffer_printf(&sql, "INSERT INTO \"%s\" (", layout->name);
    put_names(&sql, layout);
    for (size_t row = first; row < first + count; row++) {
        buffer_text(&sql, row == first ? ") VALUES (" : "), (");
        put_numbers(&sql, n + 1, layout->count);
        for (size_t i = 0; i < layout->count; i++) values[n++] = value_of(&layout->fields[i], cell(rows, row, i));
    }
    buffer_text(&sql, ")");
    values[n] = NO_VALUES;
    return db_change_values(to, NULL, buffer_string(&sql), values);
}

static struct error write_batch(struct db *to, struct arena *arena, const struct layout *layout,
                                const struct rows *rows)
{
    size_t at_once = VALUES_AT_ONCE / layout->count;

    if (at_once > ROWS_AT_ONCE) at_once = ROWS_AT_ONCE;
    if (layout->heavy) at_once = 1;
    for (size_t row = 0, count; row < rows->count; row += count) {
        count = rows->count - row < at_once ? 1 : at_once; /* few lengths, so that few statements are prepared */
        TRY(write_rows(to, arena, layout, rows, row, count));
    }
    return OK;
}

/* Two arenas in turn: the last row of a batch is needed to read the next. */
static struct error copy_rows(struct db *from, struct db *to, struct arena *arenas[2], const struct layout *layout,
                              struct progress *progress, int64_t *copied)
{
    struct rows rows[2];
    const struct rows *last = NULL;

    for (int turn = 0;; turn = !turn) {
        arena_reset(arenas[turn]);
        TRY(read_on(from, arenas[turn], layout, last, &rows[turn]));
        if (rows[turn].count == 0) return OK;
        TRY(write_batch(to, arenas[turn], layout, &rows[turn]));
        *copied += (int64_t)rows[turn].count;
        if (progress) progress_add(progress, (int64_t)rows[turn].count);
        last = &rows[turn];
    }
}

static struct error copy_table(struct db *from, struct db *to, struct arena *arenas[3], const char *name,
                               struct progress *progress, int64_t *copied)
{
    struct layout layout, other;

    TRY(layout_of(from, arenas[2], name, &layout));
    TRY(layout_of(to, arenas[2], name, &other));
    if (other.count == 0 || layout.derived || other.derived) return OK;
    keep_common(&layout, &other);
    if (layout.key_count == 0)
        return (struct error){ .kind = BROKEN, .code = "copy.no-key", .detail = "a table without a primary key" };
    TRY(db_change(to, NULL, arena_printf(arenas[2], "DELETE FROM \"%s\"", name)));
    return copy_rows(from, to, arenas, &layout, progress, copied);
}

static struct error copy_all(struct db *from, struct db *to, struct arena *arenas[3], struct progress *progress,
                             int64_t *copied)
{
    struct rows names;

    TRY(tables(from, arenas[2], &names));
    for (size_t i = 0; i < names.count; i++)
        TRY(copy_table(from, to, arenas, row_text(&names, i, 0), progress, copied));
    return OK;
}

struct error copy_store(struct db *from, struct db *to, struct progress *progress, int64_t *rows)
{
    struct arena *arenas[3];
    struct error error;

    *rows = 0;
    for (int i = 0; i < 3; i++) arenas[i] = arena_new((size_t)1 << 30);
    error = copy_all(from, to, arenas, progress, rows);
    for (int i = 0; i < 3; i++) arena_free(arenas[i]);
    return error;
}

/* ── Counting ───────────────────────────────────────────────────────────── */

struct error copy_count(struct db *db, struct arena *arena, int64_t *rows)
{
    struct rows names;

    *rows = 0;
    TRY(tables(db, arena, &names));
    for (size_t i = 0; i < names.count; i++) {
        struct rows count;

        TRY(db_query(db, arena, &count, arena_printf(arena, "SELECT count(*) FROM \"%s\"", row_text(&names, i, 0))));
        *rows += row_int(&count, 0, 0);
    }
    return OK;
}

struct error copy_is_empty(struct db *db, struct arena *arena, bool *empty)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM account)"
                 "     + (SELECT count(*) FROM appeal) + (SELECT count(*) FROM round)"));
    *empty = row_int(&rows, 0, 0) == 0;
    return OK;
}

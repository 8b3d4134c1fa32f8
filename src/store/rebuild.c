/* SPDX-License-Identifier: Apache-2.0 */
#include "store/rebuild.h"

#include "base/digest.h"
#include "base/text.h"
#include "store/records.h"

#include <jansson.h>
#include <string.h>

enum direction { FORWARDS, BACKWARDS };

/* ── One change ─────────────────────────────────────────────────────────── */

/* What a change does to a row: [before, after], read in either direction. */
struct apply {
    struct arena *arena;
    enum direction direction;
    const char *fault;
};

static json_t *from(const struct apply *apply, json_t *pair)
{
    return json_array_get(pair, apply->direction == FORWARDS ? 0 : 1);
}

static json_t *to(const struct apply *apply, json_t *pair)
{
    return json_array_get(pair, apply->direction == FORWARDS ? 1 : 0);
}

static const char *as_text(struct arena *arena, json_t *value)
{
    if (json_is_integer(value)) return arena_printf(arena, "%lld", (long long)json_integer_value(value));
    return arena_text(arena, json_string_value(value));
}

static void misfit(struct apply *apply, const struct table *table, const char *what)
{
    if (!apply->fault) apply->fault = arena_printf(apply->arena, "%s.%s", table->name, what);
}

static const struct column *column_named(struct apply *apply, const struct table *table, const char *name)
{
    const struct column *column = column_find(table, name);

    if (!column) misfit(apply, table, name);
    return column;
}

/* Numbers go without their text, which would be most of the time a rebuild takes. */
static void set(struct apply *apply, const struct column *column, void *row, json_t *value)
{
    char *at = (char *)row + column->offset;

    if (column->kind == NUMBER || column->kind == MOMENT)
        *(int64_t *)(void *)at = json_integer_value(value);
    else if (column->kind == DATE)
        column_set(apply->arena, column, row, json_string_value(value));
    else
        *(const char **)(void *)at = arena_text(apply->arena, json_string_value(value));
}

static bool holds(struct apply *apply, const struct column *column, const void *row, json_t *value)
{
    if (column->kind == NUMBER || column->kind == MOMENT)
        return json_integer_value(value) == *(const int64_t *)(const void *)((const char *)row + column->offset);
    return text_equal(column_text(apply->arena, column, row), as_text(apply->arena, value));
}

static void apply_columns(struct apply *apply, const struct table *table, void *row, json_t *columns)
{
    const char *name;
    json_t *pair;

    json_object_foreach(columns, name, pair)
    {
        const struct column *column = column_named(apply, table, name);

        if (!column || (apply->direction == BACKWARDS && column->kind == PRIVATE)) continue;
        if (apply->direction == FORWARDS && !holds(apply, column, row, from(apply, pair))) misfit(apply, table, name);
        set(apply, column, row, to(apply, pair));
    }
}

static char *find_by_key(struct apply *apply, const struct table *table, const struct record_list *list,
                         const char *key)
{
    for (size_t i = list->count; i > 0; i--) {
        char *row = list->rows + (i - 1) * table->row_size;

        if (strcmp(record_key(apply->arena, table, row), key) == 0) return row;
    }
    return NULL;
}

static void remove_row(const struct table *table, struct record_list *list, char *row)
{
    size_t place = (size_t)(row - list->rows) / table->row_size;

    memmove(row, row + table->row_size, (list->count - place - 1) * table->row_size);
    list->count--;
}

/* A row whose key column is in the change came or went. */
static void apply_row(struct apply *apply, const struct table *table, struct record_list *list, const char *key,
                      json_t *columns)
{
    json_t *first = json_object_get(columns, table->columns[0].name);
    char *row = find_by_key(apply, table, list, key);
    bool comes = first && json_is_null(from(apply, first)), goes = first && json_is_null(to(apply, first));

    if (comes == (row != NULL)) {
        misfit(apply, table, key);
        return;
    }
    if (comes) row = list_add_row(apply->arena, list, table->row_size);
    if (goes)
        remove_row(table, list, row);
    else
        apply_columns(apply, table, row, columns);
}

static const struct table *table_named(const struct record *record, const char *name)
{
    for (size_t i = 0; i < record->table_count; i++)
        if (strcmp(record->tables[i].name, name) == 0) return &record->tables[i];
    return NULL;
}

static void apply_table(struct apply *apply, const struct table *table, void *matter, json_t *content)
{
    const char *key;
    json_t *columns;

    if (table->list_offset == 0) {
        apply_columns(apply, table, matter, content);
        return;
    }
    json_object_foreach(content, key, columns)
        apply_row(apply, table, record_list(table, matter), key, columns);
}

static void apply_change(struct apply *apply, const struct record *record, void *matter, json_t *change)
{
    const char *name;
    json_t *content;

    json_object_foreach(change, name, content)
    {
        const struct table *table = table_named(record, name);

        if (table) apply_table(apply, table, matter, content);
        else if (json_is_object(content)) misfit(apply, &record->tables[0], name);
    }
}

/* NULL when it is not a JSON object. */
static json_t *parse(const char *change)
{
    json_t *json = change ? json_loads(change, JSON_REJECT_DUPLICATES, NULL) : NULL;

    if (json_is_object(json)) return json;
    json_decref(json);
    return NULL;
}

/* ── Backwards ──────────────────────────────────────────────────────────── */

struct error events_image_before(struct db *db, struct arena *arena, const struct record *record, const void *matter,
                                 int64_t seq, void *image)
{
    struct apply apply = { .arena = arena, .direction = BACKWARDS };
    int64_t id = *(const int64_t *)(const void *)((const char *)matter + record->tables[0].columns[0].offset);
    struct event *events;
    size_t count;

    memcpy(image, record_copy(record, arena, matter), record->size);
    TRY(events_list(db, arena, record->subject, id, seq - 1, 10000, &events, &count));
    for (size_t i = count; i > 0; i--) {
        json_t *change = parse(events[i - 1].change);

        apply_change(&apply, record, image, change);
        json_decref(change);
    }
    for (size_t i = 1; i < record->table_count; i++)
        record_sort(&record->tables[i], record_list(&record->tables[i], image));
    if (!apply.fault) return OK;
    return (struct error){ .kind = BROKEN, .code = "event.does-not-fit", .detail = apply.fault };
}

/* ── Forwards ───────────────────────────────────────────────────────────── */

void rebuild_start(struct rebuilt *rebuilt, struct arena *arena, const struct record *record)
{
    *rebuilt = (struct rebuilt){ .record = record, .arena = arena, .matter = arena_alloc(arena, record->size) };
}

struct error rebuild_add(struct rebuilt *rebuilt, const char *change, const char **fault)
{
    struct apply apply = { .arena = rebuilt->arena, .direction = FORWARDS };
    json_t *json = parse(change), *salt = json_object_get(json, "salt");

    if (!json) apply.fault = "change";
    if (salt) rebuilt->salt_digest = arena_text(rebuilt->arena, json_string_value(salt));
    apply_change(&apply, rebuilt->record, rebuilt->matter, json);
    json_decref(json);
    *fault = apply.fault;
    return OK;
}

/* ── Comparing ──────────────────────────────────────────────────────────── */

static const char *quoted(struct arena *arena, const struct column *column, const char *text)
{
    if (!text) return "（空）";
    return column->kind == PRIVATE ? "（个人信息）" : arena_printf(arena, "“%s”", text_cut(arena, text, 40));
}

/* The rebuilt row has digests in its PRIVATE columns already. */
static const char *row_difference(struct rebuilt *rebuilt, const struct table *table, const char *should,
                                  const char *is, const char *salt)
{
    struct arena *arena = rebuilt->arena;

    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *column = &table->columns[i];
        const char *wanted, *found;

        if (column->kind != PRIVATE && column_same(column, should, is)) continue;
        wanted = column_text(arena, column, should);
        found = record_shown(arena, column, is, salt);
        if (text_equal(wanted, found) || (i < table->key_count && table->list_offset)) continue;
        return arena_printf(arena, "表 %s%s%s 的 %s 是%s，按记录应是%s", table->name, table->list_offset ? " 行 " : "",
                            table->list_offset ? record_key(arena, table, is) : "", column->name,
                            quoted(arena, column, found), quoted(arena, column, wanted));
    }
    return NULL;
}

static const char *list_difference(struct rebuilt *rebuilt, const struct table *table, void *stored, const char *salt)
{
    struct record_list *should = record_list(table, rebuilt->matter), *is = record_list(table, stored);
    struct arena *arena = rebuilt->arena;

    record_sort(table, should);
    record_sort(table, is);
    for (size_t i = 0; i < should->count || i < is->count; i++) {
        const char *wanted = i < should->count ? should->rows + i * table->row_size : NULL;
        const char *found = i < is->count ? is->rows + i * table->row_size : NULL, *difference;
        const char *wanted_key = wanted ? record_key(arena, table, wanted) : NULL;
        const char *found_key = found ? record_key(arena, table, found) : NULL;

        if (!text_equal(wanted_key, found_key))
            return arena_printf(arena, "表 %s 的行与记录不符：库中是%s，按记录应是%s", table->name,
                                found_key ? arena_printf(arena, "“%s”", found_key) : "（无）",
                                wanted_key ? arena_printf(arena, "“%s”", wanted_key) : "（无）");
        difference = row_difference(rebuilt, table, wanted, found, salt);
        if (difference) return difference;
    }
    return NULL;
}

static bool is_the_salt(const char *salt, const char *wanted)
{
    char digest[DIGEST_TEXT];

    if (!salt || !wanted) return !salt && !wanted;
    digest_of(salt, strlen(salt), digest);
    return strcmp(digest, wanted) == 0;
}

const char *rebuild_difference(struct rebuilt *rebuilt, void *stored, const char *salt)
{
    const struct table *parent = &rebuilt->record->tables[0];
    const char *difference;

    if (!is_the_salt(salt, rebuilt->salt_digest)) return "表 salt 的行与记录不符";
    difference = row_difference(rebuilt, parent, rebuilt->matter, stored, salt);
    for (size_t i = 1; i < rebuilt->record->table_count && !difference; i++)
        difference = list_difference(rebuilt, &rebuilt->record->tables[i], stored, salt);
    return difference;
}

struct error record_rebuild(struct db *db, struct arena *arena, const struct record *record, int64_t id,
                            const char **difference)
{
    void *stored = arena_alloc(arena, record->size);
    struct rebuilt rebuilt;
    struct event *events;
    const char *salt;
    int64_t after = 0;
    size_t count;

    *difference = NULL;
    rebuild_start(&rebuilt, arena, record);
    TRY(record_load(db, arena, record, id, stored));
    TRY(record_salt(db, arena, record->subject, id, &salt));
    do {
        TRY(events_list(db, arena, record->subject, id, after, 500, &events, &count));
        for (size_t i = 0; i < count && !*difference; i++) TRY(rebuild_add(&rebuilt, events[i].change, difference));
        if (count) after = events[count - 1].seq;
    } while (count && !*difference);
    if (*difference) *difference = arena_printf(arena, "事件不相衔接：%s", *difference);
    else *difference = rebuild_difference(&rebuilt, stored, salt);
    return OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "store/registry.h"

#include "base/buffer.h"
#include "mechanism/registry_match.h"
#include "store/sealed.h"

#define REGISTRY_COLUMNS                                                                                               \
    "uscc, name, region, authority, address, representative_sealed, contact_name_sealed, "                             \
    "contact_phone_sealed, state, changed_at"

static struct registry_entry entry_of_row(struct arena *arena, const struct rows *rows, size_t row)
{
    return (struct registry_entry){
        .uscc = row_text(rows, row, 0),
        .name = row_text(rows, row, 1),
        .region = row_text(rows, row, 2),
        .authority = row_text(rows, row, 3),
        .address = row_text(rows, row, 4),
        .representative = opened(arena, row_text(rows, row, 5)),
        .contact_name = opened(arena, row_text(rows, row, 6)),
        .contact_phone = opened(arena, row_text(rows, row, 7)),
        .state = row_text(rows, row, 8),
        .changed_at = row_int(rows, row, 9),
    };
}

struct error registry_find(struct db *db, struct arena *arena, const char *uscc, struct registry_entry *entry)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT " REGISTRY_COLUMNS " FROM registry WHERE uscc = $1", TEXT(uscc)));
    if (rows.count == 0)
        return (
            struct error){ .kind = NOT_FOUND, .code = "registry.unknown", .text = "法人库中没有这个统一社会信用代码" };
    *entry = entry_of_row(arena, &rows, 0);
    return OK;
}

/* A pattern for LIKE … ESCAPE '!' that takes the words as they are. */
static const char *pattern(struct arena *arena, const char *before, const char *words)
{
    struct buffer text;

    buffer_init(&text, arena, 4096);
    buffer_text(&text, before);
    for (; *words; words++) {
        if (*words == '%' || *words == '_' || *words == '!') buffer_char(&text, '!');
        buffer_char(&text, *words);
    }
    buffer_char(&text, '%');
    return buffer_string(&text);
}

struct error registry_search(struct db *db, struct arena *arena, const char *words, const char *after, int limit,
                             struct registry_entry **entries, size_t *count)
{
    const char *key = words ? registry_name_key(arena, words) : NULL;
    /* Words of which nothing counts in a name ("%", "。") are in none. */
    const char *name = !words ? "%" : *key ? pattern(arena, "%", key) : "";
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT " REGISTRY_COLUMNS "  FROM registry"
                 " WHERE uscc > $1 AND (uscc LIKE $2 ESCAPE '!' OR name_folded LIKE $3 ESCAPE '!')"
                 " ORDER BY uscc LIMIT $4",
                 TEXT(after ? after : ""), TEXT(pattern(arena, "", words ? words : "")), TEXT(name), INT(limit)));
    *entries = ARENA_ARRAY(arena, struct registry_entry, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++) (*entries)[i] = entry_of_row(arena, &rows, i);
    return OK;
}

struct error registry_put(struct db *db, struct arena *arena, const struct registry_entry *entry)
{
    return db_change(db, NULL,
                     "INSERT INTO registry (uscc, name, name_folded, region, authority, address,"
                     "                      representative_sealed, contact_name_sealed, contact_phone_sealed,"
                     "                      state, changed_at)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
                     " ON CONFLICT (uscc) DO UPDATE"
                     "    SET name = $2, name_folded = $3, region = $4, authority = $5, address = $6,"
                     "        representative_sealed = $7, contact_name_sealed = $8, contact_phone_sealed = $9,"
                     "        state = $10, changed_at = $11",
                     TEXT(entry->uscc), TEXT(entry->name), TEXT(registry_name_key(arena, entry->name)),
                     TEXT(entry->region), TEXT(entry->authority), TEXT(entry->address),
                     TEXT(sealed(arena, entry->representative)), TEXT(sealed(arena, entry->contact_name)),
                     TEXT(sealed(arena, entry->contact_phone)), TEXT(entry->state), INT(entry->changed_at));
}

struct error registry_count(struct db *db, struct arena *arena, int64_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT count(*) FROM registry"));
    *count = row_int(&rows, 0, 0);
    return OK;
}

struct error delegates_of(struct db *db, struct arena *arena, const char *uscc, struct delegate **delegates,
                          size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT phone_sealed, name_sealed, confirmed_at, confirmed_by"
                 "  FROM delegate WHERE uscc = $1 ORDER BY phone_digest LIMIT 100",
                 TEXT(uscc)));
    *delegates = ARENA_ARRAY(arena, struct delegate, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        (*delegates)[i] = (struct delegate){
            .uscc = uscc,
            .phone = opened(arena, row_text(&rows, i, 0)),
            .name = opened(arena, row_text(&rows, i, 1)),
            .confirmed_at = row_int(&rows, i, 2),
            .confirmed_by = row_text(&rows, i, 3),
        };
    return OK;
}

struct error delegates_put(struct db *db, struct arena *arena, const struct delegate *delegate)
{
    return db_change(db, NULL,
                     "INSERT INTO delegate (uscc, phone_digest, phone_sealed, name_sealed, confirmed_at, confirmed_by)"
                     " VALUES ($1, $2, $3, $4, $5, $6)"
                     " ON CONFLICT (uscc, phone_digest)"
                     " DO UPDATE SET name_sealed = $4, confirmed_at = $5, confirmed_by = $6",
                     TEXT(delegate->uscc), TEXT(sealed_digest(arena, delegate->phone)),
                     TEXT(sealed(arena, delegate->phone)), TEXT(sealed(arena, delegate->name)),
                     INT_OR_NULL(delegate->confirmed_at), TEXT(delegate->confirmed_by));
}

struct error delegates_remove(struct db *db, struct arena *arena, const char *uscc, const char *phone, bool *removed)
{
    int changed;

    TRY(db_change(db, &changed, "DELETE FROM delegate WHERE uscc = $1 AND phone_digest = $2", TEXT(uscc),
                  TEXT(sealed_digest(arena, phone))));
    *removed = changed > 0;
    return OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "store/units.h"

#include "store/sealed.h"

#include <stdlib.h>
#include <string.h>

static day_t day_or_none(const char *text)
{
    day_t day;

    return text && day_parse(text, &day) ? day : NO_DAY;
}

/* Byte order in C: databases sort by a language's rules. */
static int by_code(const void *a, const void *b)
{
    return strcmp(((const struct region *)a)->code, ((const struct region *)b)->code);
}

struct error regions_all(struct db *db, struct arena *arena, struct region **regions, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT code, name, level, parent FROM region LIMIT 10000"));
    *regions = ARENA_ARRAY(arena, struct region, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        (*regions)[i] = (struct region){ row_text(&rows, i, 0), row_text(&rows, i, 1), row_text(&rows, i, 2),
                                         row_text(&rows, i, 3) };
    qsort(*regions, *count, sizeof **regions, by_code);
    return OK;
}

struct error regions_put(struct db *db, const struct region *region)
{
    return db_change(db, NULL,
                     "INSERT INTO region (code, name, level, parent) VALUES ($1, $2, $3, $4)"
                     " ON CONFLICT (code) DO UPDATE SET name = $2, level = $3, parent = $4",
                     TEXT(region->code), TEXT(region->name), TEXT(region->level), TEXT(region->parent));
}

struct error jurisdictions_all(struct db *db, struct arena *arena, struct jurisdiction **jurisdictions, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT code, name, until_day FROM jurisdiction ORDER BY place LIMIT 100"));
    *jurisdictions = ARENA_ARRAY(arena, struct jurisdiction, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        (*jurisdictions)[i] = (struct jurisdiction){ .code = row_text(&rows, i, 0),
                                                     .name = row_text(&rows, i, 1),
                                                     .until = day_or_none(row_text(&rows, i, 2)) };
    return OK;
}

struct error jurisdictions_put(struct db *db, struct arena *arena, const char *code, const char *name, int place,
                               day_t until, const char *successor)
{
    return db_change(db, NULL,
                     "INSERT INTO jurisdiction (code, name, place, until_day, successor) VALUES ($1, $2, $3, $4, $5)"
                     " ON CONFLICT (code) DO UPDATE SET name = $2, place = $3, until_day = $4, successor = $5",
                     TEXT(code), TEXT(name), INT(place), TEXT(day_text(arena, until)), TEXT(successor));
}

static int by_id_then_from(const void *a, const void *b)
{
    const struct unit *left = a, *right = b;
    int order = strcmp(left->id, right->id);

    return order ? order : (left->from > right->from) - (left->from < right->from);
}

struct error units_all(struct db *db, struct arena *arena, struct unit **units, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT id, name, kind, jurisdiction, region, from_day, until_day, successor, sign_off"
                 "  FROM unit LIMIT 10000"));
    *units = ARENA_ARRAY(arena, struct unit, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        (*units)[i] = (struct unit){
            .id = row_text(&rows, i, 0),
            .name = row_text(&rows, i, 1),
            .kind = row_text(&rows, i, 2),
            .jurisdiction = row_text(&rows, i, 3),
            .region = row_text(&rows, i, 4),
            .from = day_or_none(row_text(&rows, i, 5)),
            .until = day_or_none(row_text(&rows, i, 6)),
            .successor = row_text(&rows, i, 7),
            .sign_off = row_int(&rows, i, 8) != 0,
        };
    qsort(*units, *count, sizeof **units, by_id_then_from);
    return OK;
}

static struct error add_name(struct db *db, struct arena *arena, const struct unit *unit)
{
    const char *from = day_text(arena, unit->from);

    return db_change(db, NULL,
                     "INSERT INTO unit (id, from_day, until_day, name, kind, jurisdiction, region, successor, sign_off)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                     TEXT(unit->id), TEXT(from ? from : ""), TEXT(day_text(arena, unit->until)), TEXT(unit->name),
                     TEXT(unit->kind), TEXT(unit->jurisdiction), TEXT(unit->region), TEXT(unit->successor),
                     INT(unit->sign_off));
}

struct error units_replace(struct db *db, struct arena *arena, const char *id, const struct unit *names, size_t count)
{
    TRY(db_change(db, NULL, "DELETE FROM unit WHERE id = $1", TEXT(id)));
    for (size_t i = 0; i < count; i++) TRY(add_name(db, arena, &names[i]));
    return OK;
}

struct error units_set_sign_off(struct db *db, const char *id, bool on, int *changed)
{
    return db_change(db, changed, "UPDATE unit SET sign_off = $2 WHERE id = $1", TEXT(id), INT(on));
}

struct error contacts_of(struct db *db, struct arena *arena, const char *unit, struct contact **contacts, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT unit, kind, name_sealed, phone_sealed, changed_at, verified_at, bounced_at"
                 "  FROM unit_contact WHERE $1 = '' OR unit = $1"
                 " ORDER BY unit, kind DESC LIMIT 1000", /* the liaison before the deputy */
                 TEXT(unit ? unit : "")));
    *contacts = ARENA_ARRAY(arena, struct contact, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        (*contacts)[i] = (struct contact){
            .unit = row_text(&rows, i, 0),
            .kind = row_text(&rows, i, 1),
            .name = opened(arena, row_text(&rows, i, 2)),
            .phone = opened(arena, row_text(&rows, i, 3)),
            .changed_at = row_int(&rows, i, 4),
            .verified_at = row_int(&rows, i, 5),
            .bounced_at = row_int(&rows, i, 6),
        };
    return OK;
}

struct error contacts_put(struct db *db, struct arena *arena, const struct contact *contact)
{
    return db_change(db, NULL,
                     "INSERT INTO unit_contact (unit, kind, name_sealed, phone_sealed, changed_at, verified_at,"
                     "                          bounced_at)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7)"
                     " ON CONFLICT (unit, kind) DO UPDATE"
                     "    SET name_sealed = $3, phone_sealed = $4, changed_at = $5, verified_at = $6, bounced_at = $7",
                     TEXT(contact->unit), TEXT(contact->kind), TEXT(sealed(arena, contact->name)),
                     TEXT(sealed(arena, contact->phone)), INT(contact->changed_at), INT_OR_NULL(contact->verified_at),
                     INT_OR_NULL(contact->bounced_at));
}

struct error contacts_remove(struct db *db, const char *unit, const char *kind)
{
    return db_change(db, NULL, "DELETE FROM unit_contact WHERE unit = $1 AND kind = $2", TEXT(unit), TEXT(kind));
}

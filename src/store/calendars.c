/* SPDX-License-Identifier: Apache-2.0 */
#include "store/calendars.h"

#include "base/text.h"

static const char *const kind_words[] = {
    [CALENDAR_OFF] = "off",
    [CALENDAR_WORK] = "work",
    [CALENDAR_PLAIN] = "plain",
};

const char *calendar_kind_word(enum calendar_kind kind)
{
    return kind_words[kind];
}

static day_t day_of_text(const char *text)
{
    day_t day;

    return text && day_parse(text, &day) ? day : NO_DAY;
}

struct error notices_all(struct db *db, struct arena *arena, struct calendar_notice **notices, size_t *count)
{
    struct rows rows;

    TRY(db_query(
        db, arena, &rows,
        "SELECT year, part, source, loaded_at, loaded_by FROM calendar_notice ORDER BY year, part LIMIT 1000"));
    *notices = ARENA_ARRAY(arena, struct calendar_notice, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        (*notices)[i] = (struct calendar_notice){ (int)row_int(&rows, i, 0), (int)row_int(&rows, i, 1),
                                                  row_text(&rows, i, 2), row_int(&rows, i, 3), row_text(&rows, i, 4) };
    return OK;
}

struct error notices_add(struct db *db, const struct calendar_notice *notice)
{
    return db_change(db, NULL,
                     "INSERT INTO calendar_notice (year, part, source, loaded_at, loaded_by)"
                     " VALUES ($1, $2, $3, $4, $5)",
                     INT(notice->year), INT(notice->part), TEXT(notice->source), INT(notice->loaded_at),
                     TEXT(notice->loaded_by));
}

struct error days_all(struct db *db, struct arena *arena, struct calendar_day **days, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT day, kind, why, notice_year, notice_part FROM calendar_entry ORDER BY day LIMIT 20000"));
    *days = ARENA_ARRAY(arena, struct calendar_day, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        (*days)[i] = (struct calendar_day){
            .day = day_of_text(row_text(&rows, i, 0)),
            .kind = text_equal(row_text(&rows, i, 1), "work") ? CALENDAR_WORK : CALENDAR_OFF,
            .why = row_text(&rows, i, 2),
            .notice_year = (int)row_int(&rows, i, 3),
            .notice_part = (int)row_int(&rows, i, 4),
        };
    return OK;
}

struct error days_put(struct db *db, struct arena *arena, const struct calendar_day *day)
{
    if (day->kind == CALENDAR_PLAIN)
        return db_change(db, NULL, "DELETE FROM calendar_entry WHERE day = $1", TEXT(day_text(arena, day->day)));
    return db_change(db, NULL,
                     "INSERT INTO calendar_entry (day, kind, why, notice_year, notice_part) VALUES ($1, $2, $3, $4, $5)"
                     " ON CONFLICT (day) DO UPDATE SET kind = $2, why = $3, notice_year = $4, notice_part = $5",
                     TEXT(day_text(arena, day->day)), TEXT(kind_words[day->kind]), TEXT(day->why),
                     INT(day->notice_year), INT(day->notice_part));
}

struct error closures_all(struct db *db, struct arena *arena, struct closure **closures, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT jurisdiction, day, reason, at, by_name FROM local_closure ORDER BY day, jurisdiction"
                 " LIMIT 10000"));
    *closures = ARENA_ARRAY(arena, struct closure, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        (*closures)[i] = (struct closure){ row_text(&rows, i, 0), day_of_text(row_text(&rows, i, 1)),
                                           row_text(&rows, i, 2), row_int(&rows, i, 3), row_text(&rows, i, 4) };
    return OK;
}

struct error closures_put(struct db *db, struct arena *arena, const struct closure *closure)
{
    return db_change(db, NULL,
                     "INSERT INTO local_closure (jurisdiction, day, reason, at, by_name) VALUES ($1, $2, $3, $4, $5)"
                     " ON CONFLICT (jurisdiction, day) DO UPDATE SET reason = $3, at = $4, by_name = $5",
                     TEXT(closure->jurisdiction), TEXT(day_text(arena, closure->day)), TEXT(closure->reason),
                     INT(closure->at), TEXT(closure->by_name));
}

struct error closures_remove(struct db *db, struct arena *arena, const char *jurisdiction, day_t day, bool *removed)
{
    int changed;

    TRY(db_change(db, &changed, "DELETE FROM local_closure WHERE jurisdiction = $1 AND day = $2", TEXT(jurisdiction),
                  TEXT(day_text(arena, day))));
    *removed = changed > 0;
    return OK;
}

struct error calendar_versions_add(struct db *db, struct arena *arena, instant_t at, const char *by_name,
                                   const char *what, const struct calendar_change *changes, size_t count,
                                   int64_t *version)
{
    TRY(calendar_versions_last(db, arena, version));
    ++*version; /* two at once: the second meets a conflict and runs again */
    TRY(db_change(db, NULL, "INSERT INTO calendar_version (id, at, by_name, what) VALUES ($1, $2, $3, $4)",
                  INT(*version), INT(at), TEXT(by_name), TEXT(what)));
    for (size_t i = 0; i < count; i++)
        TRY(db_change(db, NULL,
                      "INSERT INTO calendar_change (version, jurisdiction, day, kind_before, kind_after)"
                      " VALUES ($1, $2, $3, $4, $5)",
                      INT(*version), TEXT(changes[i].jurisdiction), TEXT(day_text(arena, changes[i].day)),
                      TEXT(kind_words[changes[i].before]), TEXT(kind_words[changes[i].after])));
    return OK;
}

struct error calendar_versions_last(struct db *db, struct arena *arena, int64_t *version)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT max(id) FROM calendar_version"));
    *version = row_int(&rows, 0, 0);
    return OK;
}

struct error calendar_versions_list(struct db *db, struct arena *arena, struct calendar_version **versions,
                                    size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT id, at, by_name, what FROM calendar_version ORDER BY id DESC LIMIT 200"));
    *versions = ARENA_ARRAY(arena, struct calendar_version, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        (*versions)[i] = (struct calendar_version){ row_int(&rows, i, 0), row_int(&rows, i, 1), row_text(&rows, i, 2),
                                                    row_text(&rows, i, 3) };
    return OK;
}

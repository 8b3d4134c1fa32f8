/* SPDX-License-Identifier: Apache-2.0 */
#include "store/around.h"

#include "base/text.h"
#include "store/records.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 500, MOST_MEMBERS = 20000, MOST_FOLLOWERS = 1000 };

static const char *select_rounds(const char *where)
{
    return record_select(&round_record.tables[0], where);
}

static struct round *read_rows_of_rounds(struct arena *arena, const struct rows *rows)
{
    struct round *rounds = ARENA_ARRAY(arena, struct round, rows->count);

    for (size_t i = 0; i < rows->count; i++) record_read(arena, &round_record.tables[0], rows, i, &rounds[i]);
    return rounds;
}

static struct error read_rounds(struct db *db, struct arena *arena, struct round **rounds, size_t *count,
                                const char *where, struct value one, struct value two, struct value three)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, select_rounds(where), one, two, three));
    *count = rows.count;
    *rounds = read_rows_of_rounds(arena, &rows);
    return OK;
}

#define AROUND " WHERE state < $1 OR number = $2 ORDER BY event_day, id LIMIT $3"

struct error rounds_around(struct db *db, struct arena *arena, const char *also, struct round **rounds, size_t *count)
{
    return read_rounds(db, arena, rounds, count, AROUND, INT(ROUND_finished), TEXT(also ? also : ""),
                       INT(MOST_ROUNDS));
}

struct error rounds_from(struct db *db, struct arena *arena, const char *jurisdiction, day_t event,
                         struct round **rounds, size_t *count)
{
    char day[DAY_TEXT];

    return read_rounds(db, arena, rounds, count,
                       " WHERE jurisdiction = $1 AND event_day >= $2 ORDER BY event_day, id LIMIT $3",
                       TEXT(jurisdiction), TEXT(day_format(event, day)), INT(MOST_ROUNDS));
}

struct error round_before(struct db *db, struct arena *arena, const char *jurisdiction, day_t event,
                          struct round **round)
{
    char day[DAY_TEXT] = "9999-12-31";
    size_t count;

    if (event) day_format(event, day);
    TRY(read_rounds(db, arena, round, &count,
                    " WHERE jurisdiction = $1 AND event_day < $2 AND special = 0"
                                    " ORDER BY event_day DESC, id DESC LIMIT $3",
                    TEXT(jurisdiction), TEXT(day), INT(1)));
    if (count == 0) *round = NULL;
    return OK;
}

#define ITEM                                                                                             \
    "SELECT i.place, i.coordinated, i.proposal, i.on_site, i.heard, i.decided, i.decision, i.lead_unit," \
    "       i.co_units, i.done_by, i.number, i.appeal"                                                   \
    "  FROM round_item i JOIN round r ON r.id = i.parent"                                                \
    " WHERE i.appeal = $1 AND r.number = $2 AND i.struck_at IS NULL LIMIT 1"

static struct item *read_item(struct arena *arena, const struct rows *rows)
{
    struct item *item;

    if (rows->count == 0) return NULL;
    item = ARENA_NEW(arena, struct item);
    *item = (struct item){ .appeal = row_int(rows, 0, 11), .place = row_int(rows, 0, 0),
                           .coordinated = row_int(rows, 0, 1), .proposal = row_text(rows, 0, 2),
                           .on_site = row_int(rows, 0, 3), .heard = row_int(rows, 0, 4),
                           .decided = row_int(rows, 0, 5), .decision = row_text(rows, 0, 6),
                           .lead_unit = row_text(rows, 0, 7), .co_units = row_text(rows, 0, 8),
                           .number = row_text(rows, 0, 10) };
    if (row_text(rows, 0, 9)) (void)day_parse(row_text(rows, 0, 9), &item->done_by);
    return item;
}

#define BRIEF                                                                                                   \
    "SELECT id, number, state, jurisdiction, round, lead_unit, rating, uscc, off_round, carried, merged_into" \
    "  FROM appeal "

static void read_briefs(struct arena *arena, const struct rows *rows, struct brief **briefs, size_t *count)
{
    *count = rows->count;
    *briefs = ARENA_ARRAY(arena, struct brief, rows->count + 1);
    for (size_t i = 0; i < rows->count; i++)
        (*briefs)[i] = (struct brief){
            .id = row_int(rows, i, 0),
            .number = row_text(rows, i, 1),
            .state = (int)row_int(rows, i, 2),
            .jurisdiction = row_text(rows, i, 3),
            .round = row_text(rows, i, 4),
            .lead_unit = row_text(rows, i, 5),
            .rating = row_text(rows, i, 6),
            .uscc = row_text(rows, i, 7),
            .off_round = row_int(rows, i, 8) != 0,
            .carried = row_int(rows, i, 9),
            .merged_into = row_int(rows, i, 10),
        };
}

static struct error add_co_units(struct db *db, struct arena *arena, const char *round, struct brief *briefs,
                                 size_t count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT d.parent, d.unit FROM dispatch d JOIN appeal a ON a.id = d.parent"
                 " WHERE a.round = $1 AND d.role = 'co' AND (d.state <> $2 OR d.why = 'finished')"
                 " ORDER BY d.parent, d.unit LIMIT $3",
                 TEXT(round), INT(DISPATCH_ended), INT(MOST_MEMBERS)));
    for (size_t i = 0; i < count; i++) {
        const char **units = ARENA_ARRAY(arena, const char *, rows.count + 1);

        for (size_t k = 0; k < rows.count; k++)
            if (row_int(&rows, k, 0) == briefs[i].id) units[briefs[i].co_unit_count++] = row_text(&rows, k, 1);
        briefs[i].co_units = units;
    }
    return OK;
}

struct error briefs_of_round(struct db *db, struct arena *arena, const char *round, bool co_units,
                             struct brief **briefs, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, BRIEF "WHERE round = $1 AND state < $2 ORDER BY id LIMIT $3", TEXT(round),
                 INT(STATE_closed), INT(MOST_MEMBERS)));
    read_briefs(arena, &rows, briefs, count);
    return co_units ? add_co_units(db, arena, round, *briefs, *count) : OK;
}

struct error briefs_open(struct db *db, struct arena *arena, struct brief **briefs, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, BRIEF "WHERE state < $1 ORDER BY id LIMIT $2", INT(STATE_closed), INT(MOST_MEMBERS)));
    read_briefs(arena, &rows, briefs, count);
    return OK;
}

static struct error one_brief(struct arena *arena, const struct rows *rows, struct brief **brief)
{
    size_t count;

    read_briefs(arena, rows, brief, &count);
    if (count == 0) *brief = NULL;
    return OK;
}

struct error brief_by_number(struct db *db, struct arena *arena, const char *number, struct brief **brief)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, BRIEF "WHERE number = $1 LIMIT 1", TEXT(number)));
    return one_brief(arena, &rows, brief);
}

struct error around_appeal(struct db *db, struct arena *arena, const struct appeal *appeal, struct around *around)
{
    struct rows rounds, items, targets, followers;
    const struct value of_rounds[] = { INT(ROUND_finished), TEXT(appeal->round ? appeal->round : ""),
                                       INT(MOST_ROUNDS), NO_VALUES };
    const struct value of_item[] = { INT(appeal->id), TEXT(appeal->round), NO_VALUES };
    const struct value of_target[] = { INT(appeal->merged_into), NO_VALUES };
    /* One that is being submitted has no id yet, and 0 is what stands in all that follow none. */
    const struct value of_followers[] = { INT(appeal->id ? appeal->id : -1), INT(MOST_FOLLOWERS), NO_VALUES };
    const struct question questions[] = {
        { &rounds, select_rounds(AROUND), of_rounds },
        { &items, ITEM, of_item },
        { &targets, BRIEF "WHERE id = $1 LIMIT 1", of_target },
        { &followers, BRIEF "WHERE merged_into = $1 ORDER BY id LIMIT $2", of_followers },
    };
    struct brief *target;

    TRY(db_query_together(db, arena, questions, sizeof questions / sizeof *questions));
    *around = (struct around){ .rounds = read_rows_of_rounds(arena, &rounds),
                               .round_count = rounds.count,
                               .item = read_item(arena, &items) };
    TRY(one_brief(arena, &targets, &target));
    around->target = target;
    read_briefs(arena, &followers, &around->followers, &around->follower_count);
    return OK;
}

struct error round_last_ordinal(struct db *db, struct arena *arena, const char *jurisdiction, int year, bool special,
                                int64_t *ordinal)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT COALESCE(MAX(ordinal), 0) FROM round WHERE jurisdiction = $1 AND year = $2 AND special = $3",
                 TEXT(jurisdiction), INT(year), INT(special)));
    *ordinal = row_int(&rows, 0, 0);
    return OK;
}

struct error rounds_count_planned(struct db *db, struct arena *arena, const char *jurisdiction, int64_t *planned,
                                  int64_t *any)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN state = $2 THEN 1 ELSE 0 END), 0) AS BIGINT)"
                 "  FROM round WHERE jurisdiction = $1 AND special = 0",
                 TEXT(jurisdiction), INT(ROUND_planned)));
    *any = row_int(&rows, 0, 0);
    *planned = row_int(&rows, 0, 1);
    return OK;
}

struct error file_is_of(struct db *db, struct arena *arena, const char *owner, int64_t owner_id, const char *file,
                        bool *is)
{
    struct rows rows;
    int64_t id;

    *is = false;
    if (!file || !text_int(file, &id)) return OK;
    TRY(db_query(db, arena, &rows, "SELECT id FROM attachment WHERE id = $1 AND owner = $2 AND owner_id = $3 LIMIT 1",
                 INT(id), TEXT(owner), INT(owner_id)));
    *is = rows.count == 1;
    return OK;
}

#define DUE_OF(of, parent, clock, instance, rank, order, table)                                            \
    "SELECT * FROM (SELECT " of " AS machine, " parent " AS parent, " clock " AS clock, " instance              \
    "                      AS instance, next_at, " rank " AS rank FROM " table " c"                             \
    " WHERE next_at IS NOT NULL AND next_at <= $1"                                                              \
    "   AND NOT EXISTS (SELECT 1 FROM set_aside s WHERE s.machine = " of " AND s.parent = c." parent            \
    "                                               AND s.clock = " clock " AND s.instance = " instance         \
    "                                               AND s.until > $1)"                                          \
    " ORDER BY " order " LIMIT 1) AS of_" table
#define DUE_OF_CLOCKS(of, table) \
    DUE_OF(of, "parent", "c.clock", "c.instance", "c.rank", "next_at, rank, parent, position", table)
#define DUE_OF_SUGGESTIONS DUE_OF("2", "id", "0", "''", "2000", "next_at, id", "suggestion")

/* The first of each table by its index; at one instant appeals come before rounds, which the ranks say, and
 * suggestions last. */
struct error limits_due(struct db *db, struct arena *arena, instant_t until, struct due_limit *due, bool *found)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 DUE_OF_CLOCKS("0", "appeal_clock") " UNION ALL " DUE_OF_CLOCKS("1", "round_clock")
                 " UNION ALL " DUE_OF_SUGGESTIONS " ORDER BY 5, 6 LIMIT 1",
                 INT(until)));
    *found = rows.count == 1;
    if (!*found) return OK;
    *due = (struct due_limit){ .of = (enum due_of)row_int(&rows, 0, 0),
                               .parent = row_int(&rows, 0, 1),
                               .clock = row_int(&rows, 0, 2),
                               .instance = row_text(&rows, 0, 3),
                               .next_at = row_int(&rows, 0, 4) };
    return OK;
}

struct error limit_set_aside(struct db *db, const struct due_limit *due, instant_t until, const char *cause)
{
    return db_change(db, NULL,
                     "INSERT INTO set_aside (machine, parent, clock, instance, until, cause) VALUES ($1, $2, $3, $4, $5, $6)"
                     " ON CONFLICT (machine, parent, clock, instance) DO UPDATE SET until = $5, cause = $6",
                     INT(due->of), INT(due->parent), INT(due->clock), TEXT(due->instance), INT(until), TEXT(cause));
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "store/around.h"

#include "base/text.h"
#include "store/records.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 500, MOST_MEMBERS = 20000, MOST_FOLLOWERS = 1000 };

static struct error read_rounds(struct db *db, struct arena *arena, struct round **rounds, size_t *count,
                                const char *where, struct value one, struct value two, struct value three)
{
    struct rows rows;
    const char *sql = arena_printf(arena, "%s %s", record_select(arena, &round_record.tables[0]), where);

    TRY(db_query(db, arena, &rows, sql, one, two, three));
    *count = rows.count;
    *rounds = ARENA_ARRAY(arena, struct round, rows.count);
    for (size_t i = 0; i < rows.count; i++) record_read(arena, &round_record.tables[0], &rows, i, &(*rounds)[i]);
    return OK;
}

struct error rounds_around(struct db *db, struct arena *arena, const char *also, struct round **rounds, size_t *count)
{
    return read_rounds(db, arena, rounds, count,
                       "WHERE state < $1 OR number = $2 ORDER BY event_day, id LIMIT $3",
                       INT(ROUND_finished), TEXT(also ? also : ""), INT(MOST_ROUNDS));
}

struct error rounds_from(struct db *db, struct arena *arena, const char *jurisdiction, day_t event,
                         struct round **rounds, size_t *count)
{
    char day[DAY_TEXT];

    return read_rounds(db, arena, rounds, count,
                       "WHERE jurisdiction = $1 AND event_day >= $2 ORDER BY event_day, id LIMIT $3",
                       TEXT(jurisdiction), TEXT(day_format(event, day)), INT(MOST_ROUNDS));
}

struct error round_before(struct db *db, struct arena *arena, const char *jurisdiction, day_t event,
                          struct round **round)
{
    char day[DAY_TEXT] = "9999-12-31";
    size_t count;

    if (event) day_format(event, day);
    TRY(read_rounds(db, arena, round, &count,
                    "WHERE jurisdiction = $1 AND event_day < $2 AND special = 0"
                                    " ORDER BY event_day DESC, id DESC LIMIT $3",
                    TEXT(jurisdiction), TEXT(day), INT(1)));
    if (count == 0) *round = NULL;
    return OK;
}

struct error round_not_held(struct db *db, struct arena *arena, const char *jurisdiction, const char **number)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT number FROM round WHERE jurisdiction = $1 AND state < $2 ORDER BY event_day LIMIT 1",
                 TEXT(jurisdiction), INT(ROUND_held)));
    *number = rows.count ? row_text(&rows, 0, 0) : NULL;
    return OK;
}

struct error round_item_of(struct db *db, struct arena *arena, const char *round, int64_t appeal, struct item **item)
{
    struct rows rows;

    *item = NULL;
    if (!round) return OK;
    TRY(db_query(db, arena, &rows,
                 "SELECT i.place, i.coordinated, i.proposal, i.on_site, i.heard, i.decided, i.decision, i.lead_unit,"
                 "       i.co_units, i.done_by, i.number"
                 "  FROM round_item i JOIN round r ON r.id = i.parent"
                 " WHERE i.appeal = $1 AND r.number = $2 AND i.struck_at IS NULL LIMIT 1",
                 INT(appeal), TEXT(round)));
    if (rows.count == 0) return OK;
    *item = ARENA_NEW(arena, struct item);
    **item = (struct item){ .appeal = appeal, .place = row_int(&rows, 0, 0), .coordinated = row_int(&rows, 0, 1),
                            .proposal = row_text(&rows, 0, 2), .on_site = row_int(&rows, 0, 3),
                            .heard = row_int(&rows, 0, 4), .decided = row_int(&rows, 0, 5),
                            .decision = row_text(&rows, 0, 6), .lead_unit = row_text(&rows, 0, 7),
                            .co_units = row_text(&rows, 0, 8), .number = row_text(&rows, 0, 10) };
    if (row_text(&rows, 0, 9)) (void)day_parse(row_text(&rows, 0, 9), &(*item)->done_by);
    return OK;
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

struct error briefs_merged_into(struct db *db, struct arena *arena, int64_t id, struct brief **briefs, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, BRIEF "WHERE merged_into = $1 ORDER BY id LIMIT $2", INT(id), INT(MOST_FOLLOWERS)));
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

struct error brief_by_id(struct db *db, struct arena *arena, int64_t id, struct brief **brief)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, BRIEF "WHERE id = $1 LIMIT 1", INT(id)));
    return one_brief(arena, &rows, brief);
}

struct error brief_by_number(struct db *db, struct arena *arena, const char *number, struct brief **brief)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, BRIEF "WHERE number = $1 LIMIT 1", TEXT(number)));
    return one_brief(arena, &rows, brief);
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

#define DUE_OF(machine, table)                                                                                    \
    "SELECT * FROM (SELECT " machine " AS machine, parent, clock, instance, next_at, rank, position FROM " table " c" \
    " WHERE next_at IS NOT NULL AND next_at <= $1"                                                                \
    "   AND NOT EXISTS (SELECT 1 FROM set_aside s WHERE s.machine = " machine " AND s.parent = c.parent"          \
    "                                               AND s.clock = c.clock AND s.instance = c.instance AND s.until > $1)" \
    " ORDER BY next_at, rank, parent, position LIMIT 1) AS of_" table

/* The first of each table by its index; at one instant appeals come before rounds, which the ranks say. */
struct error limits_due(struct db *db, struct arena *arena, instant_t until, struct due_limit *due, bool *found)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 DUE_OF("0", "appeal_clock") " UNION ALL " DUE_OF("1", "round_clock") " ORDER BY 5, 6 LIMIT 1",
                 INT(until)));
    *found = rows.count == 1;
    if (!*found) return OK;
    *due = (struct due_limit){ .machine = row_int(&rows, 0, 0) ? MACHINE_round : MACHINE_appeal,
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
                     INT(due->machine), INT(due->parent), INT(due->clock), TEXT(due->instance), INT(until), TEXT(cause));
}

static void read_ids(struct arena *arena, const struct rows *rows, int64_t **ids, size_t *count)
{
    *count = rows->count;
    *ids = ARENA_ARRAY(arena, int64_t, rows->count);
    for (size_t i = 0; i < rows->count; i++) (*ids)[i] = row_int(rows, i, 0);
}

struct error appeals_of_unit(struct db *db, struct arena *arena, const char *unit, int64_t most, int64_t **ids,
                             size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT id FROM appeal WHERE state < $2 AND lead_unit = $1"
                 " UNION SELECT id FROM appeal WHERE state = $3 AND proposed_unit = $1"
                 " UNION SELECT id FROM appeal WHERE state = $4 AND proposed_unit = $1"
                 " UNION SELECT a.id FROM appeal a JOIN dispatch d ON d.parent = a.id"
                 "        WHERE d.unit = $1 AND d.role = 'co' AND d.state < $5 AND a.state < $2"
                 " ORDER BY 1 LIMIT $6",
                 TEXT(unit), INT(STATE_closed), INT(STATE_disputed), INT(STATE_escalated), INT(DISPATCH_replied),
                 INT(most)));
    read_ids(arena, &rows, ids, count);
    return OK;
}

struct error appeals_of_jurisdiction(struct db *db, struct arena *arena, const char *jurisdiction, int64_t most,
                                     int64_t **ids, size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT id FROM appeal WHERE jurisdiction = $1 AND state < $2 ORDER BY id LIMIT $3",
                 TEXT(jurisdiction), INT(STATE_closed), INT(most)));
    read_ids(arena, &rows, ids, count);
    return OK;
}

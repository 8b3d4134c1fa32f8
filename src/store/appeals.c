/* SPDX-License-Identifier: Apache-2.0 */
#include "store/appeals.h"

#include "base/text.h"
#include "store/records.h"
#include "store/sealed.h"
#include "store/search.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define APPEAL (&appeal_record.tables[0])
_Static_assert(LIMIT_running == 0 && LIMIT_paused == 1 && LIMIT_ended == 2 && REQUEST_pending == 0 && ORDER_issued == 0,
               "as the statements below have it");
#define JOINS "role = 'co' AND (state <> ? OR why = 'finished')"

/* ── Who may see it ─────────────────────────────────────────────────────── */

typedef bool unit_test(const struct sight *, const struct unit *);

static bool is_of_own_county(const struct sight *sight, const struct unit *unit)
{
    return text_equal(unit->region, sight->person->jurisdiction);
}

/* The person's unit is 牵头 in the county whose government this unit of the city stands for. */
static bool is_government_of_own_office(const struct sight *sight, const struct unit *unit)
{
    const struct unit *office = world_coordinating_unit(sight->world, unit->region, sight->today);

    return office && text_equal(office->id, sight->person->unit);
}

/* Units with a region, as they stand today, that pass the test. */
static size_t units_that(const struct sight *sight, struct arena *arena, unit_test *test, const struct unit ***units)
{
    const struct world *world = sight->world;
    size_t count = 0;

    *units = ARENA_ARRAY(arena, const struct unit *, world->unit_count + 1);
    for (size_t i = 0; i < world->unit_count; i++) {
        const struct unit *unit = &world->units[i];

        if (unit->region && unit == world_unit(world, unit->id, sight->today) && test(sight, unit))
            (*units)[count++] = unit;
    }
    return count;
}

static bool has_group(const struct person *person, enum role_group group)
{
    for (enum role role = 0; role < ROLES; role++)
        if (person_is(person, role) && role_group(role) == group) return true;
    return false;
}

static void of_enterprise(struct statement *statement, struct arena *arena, const struct person *person)
{
    statement_add(statement, " OR (appeal.uscc = ?", TEXT(person->uscc));
    if (!person->whole_enterprise)
        statement_add(statement, " AND appeal.contact_phone_digest = ?", TEXT(sealed_digest(arena, person->phone)));
    statement_add(statement, ")");
}

/* The word with blanks around, for LIKE. */
static const char *pattern(struct arena *arena, const char *word)
{
    struct buffer out;

    buffer_init(&out, arena, 1024);
    buffer_text(&out, "% ");
    for (; word && *word; word++) {
        if (*word == '%' || *word == '_' || *word == '\\') buffer_char(&out, '\\');
        buffer_char(&out, *word);
    }
    buffer_text(&out, " %");
    return buffer_string(&out);
}

/* Asked of each appeal on the way down the list: a county sees a good part of them. */
static void of_county(struct statement *statement, struct arena *arena, const struct sight *sight)
{
    const char *county = sight->person->jurisdiction;
    const struct unit **units;
    size_t count = units_that(sight, arena, is_of_own_county, &units);

    statement_add(statement, " OR appeal.jurisdiction = ? OR ' ' || appeal.held_by || ' ' LIKE ? ESCAPE '\\'",
                  TEXT(county), TEXT(pattern(arena, county)));
    for (size_t i = 0; i < count; i++)
        statement_add(statement,
                      " OR appeal.lead_unit = ? OR EXISTS (SELECT 1 FROM dispatch WHERE parent = appeal.id AND unit = ?"
                      " AND " JOINS ")",
                      TEXT(units[i]->id), TEXT(units[i]->id), INT(DISPATCH_ended));
}

/* Looked up by unit: it has few of them. */
static void of_unit(struct statement *statement, struct arena *arena, const struct sight *sight)
{
    const char *own = sight->person->unit;
    const struct unit **units;
    size_t count = units_that(sight, arena, is_government_of_own_office, &units);

    statement_add(statement,
                  " OR appeal.id IN (SELECT id FROM appeal WHERE lead_unit = ?"
                  " UNION SELECT parent FROM dispatch WHERE unit = ? AND " JOINS,
                  TEXT(own), TEXT(own), INT(DISPATCH_ended));
    for (size_t i = 0; i < count; i++)
        statement_add(statement,
                      " UNION SELECT id FROM appeal WHERE lead_unit = ? AND jurisdiction = ?"
                      " UNION SELECT d.parent FROM dispatch d JOIN appeal x ON x.id = d.parent WHERE d.unit = ?"
                      " AND d.role = 'co' AND (d.state <> ? OR d.why = 'finished') AND x.jurisdiction = ?",
                      TEXT(units[i]->id), TEXT(units[i]->jurisdiction), TEXT(units[i]->id), INT(DISPATCH_ended),
                      TEXT(units[i]->jurisdiction));
    statement_add(statement, ")");
}

static bool sees_all(const struct sight *sight)
{
    const struct person *person = sight->person;

    return person_is(person, ROLE_clock) ||
           (has_group(person, GROUP_JURISDICTION) && text_equal(person->jurisdiction, CITY));
}

static void only_seen(struct statement *statement, struct arena *arena, const struct sight *sight)
{
    const struct person *person = sight->person;

    if (sees_all(sight)) return;
    statement_add(statement, " AND (1 = 0");
    if (has_group(person, GROUP_OUTSIDE) && person->uscc) of_enterprise(statement, arena, person);
    if (has_group(person, GROUP_JURISDICTION) && person->jurisdiction) of_county(statement, arena, sight);
    if (has_group(person, GROUP_UNIT) && person->unit) of_unit(statement, arena, sight);
    statement_add(statement, ")");
}

/* ── Narrowing ──────────────────────────────────────────────────────────── */

static void only_states(struct statement *statement, const struct appeal_filter *filter)
{
    if (filter->state_count == 0) return;
    statement_add(statement, " AND appeal.state IN (");
    for (size_t i = 0; i < filter->state_count; i++)
        statement_add(statement, i ? ", ?" : "?", INT(filter->states[i]));
    statement_add(statement, ")");
}

static void only_overdue(struct statement *statement, const struct appeal_filter *filter)
{
    if (!filter->overdue && !filter->not_overdue) return;
    statement_add(statement, filter->overdue ? " AND appeal.id IN" : " AND appeal.id NOT IN");
    /* One that was overdue when it was paused stays so. */
    statement_add(statement,
                  " (SELECT parent FROM appeal_clock WHERE state = 0 AND due <= ?"
                  " UNION SELECT parent FROM appeal_clock WHERE state = 1 AND paused_since >= due)",
                  INT(filter->now));
}

/* Names of confidential enterprises are found by those who see them, see store/search.def. */
static void only_found(struct statement *statement, struct db *db, struct arena *arena, const struct sight *sight,
                       const struct search *search, struct search_part part)
{
    unsigned kinds = search_mask(SEARCH_EVERYBODY);
    const struct person *person = sight->person;

    if (!has_group(person, GROUP_OUTSIDE)) kinds |= search_mask(SEARCH_STAFF);
    if (sees_all(sight) || has_group(person, GROUP_OUTSIDE)) kinds |= search_mask(SEARCH_NAME);
    statement_add(statement, " AND (appeal.id");
    search_narrow(db, statement, search, kinds, part);
    if (has_group(person, GROUP_JURISDICTION) && person->jurisdiction && !sees_all(sight)) {
        statement_add(statement,
                      " OR ((appeal.jurisdiction = ? OR ' ' || appeal.held_by || ' ' LIKE ? ESCAPE '\\')"
                      " AND appeal.id",
                      TEXT(person->jurisdiction), TEXT(pattern(arena, person->jurisdiction)));
        search_narrow(db, statement, search, kinds | search_mask(SEARCH_NAME), part);
        statement_add(statement, ")");
    }
    statement_add(statement, ")");
}

static void only_text(struct statement *statement, const char *literal, const char *value)
{
    if (value) statement_add(statement, literal, TEXT(value));
}

/* Then the last that have the words are those that are wanted. */
static bool asks_words_alone(const struct sight *sight, const struct appeal_filter *filter)
{
    return sees_all(sight) && filter->state_count == 0 && !filter->overdue && !filter->not_overdue && !filter->asks &&
           !filter->ordered && !filter->flags && !filter->jurisdiction && !filter->round && !filter->region &&
           !filter->category && !filter->channel && !filter->lead_unit && !filter->officer && !filter->unit &&
           !filter->co_unit;
}

/* false: nothing can be found. `most`: no more are wanted. */
static bool narrow(struct statement *statement, struct db *db, struct arena *arena, const struct sight *sight,
                   const struct appeal_filter *filter, int most)
{
    bool few = filter->asks || filter->ordered;

    only_seen(statement, arena, sight);
    only_states(statement, filter);
    only_overdue(statement, filter);
    /* Where few wait, they are looked up; SQLite would rather walk through all of a jurisdiction. */
    only_text(statement, few ? " AND appeal.jurisdiction || '' = ?" : " AND appeal.jurisdiction = ?",
              filter->jurisdiction);
    only_text(statement, " AND appeal.round = ?", filter->round);
    only_text(statement, " AND appeal.region = ?", filter->region);
    only_text(statement, " AND appeal.category = ?", filter->category);
    only_text(statement, " AND appeal.channel = ?", filter->channel);
    only_text(statement, " AND appeal.lead_unit = ?", filter->lead_unit);
    only_text(statement, " AND (appeal.officer IS NULL OR appeal.officer = ?)", filter->officer);
    if (filter->unit)
        statement_add(statement,
                      " AND appeal.id IN (SELECT id FROM appeal WHERE lead_unit = ?"
                      " UNION SELECT parent FROM dispatch WHERE unit = ? AND " JOINS ")",
                      TEXT(filter->unit), TEXT(filter->unit), INT(DISPATCH_ended));
    if (filter->co_unit)
        statement_add(statement,
                      " AND appeal.id IN (SELECT parent FROM dispatch WHERE unit = ? AND role = 'co' AND state < ?)",
                      TEXT(filter->co_unit), INT(DISPATCH_replied));
    /* Literals, or their partial indexes could not be used. */
    if (filter->asks) statement_add(statement, " AND appeal.id IN (SELECT parent FROM request WHERE state = 0)");
    if (filter->ordered)
        statement_add(statement, " AND appeal.id IN (SELECT parent FROM supervision_order WHERE state = 0)");
    if (filter->flags) statement_add(statement, " AND (appeal.flags & ?) <> 0", INT(filter->flags));
    if (filter->before) statement_add(statement, " AND appeal.id < ?", INT(filter->before));
    if (!text_blank(filter->words)) {
        struct search_part part = { 0 };
        struct search search;

        search_read(db, arena, filter->words, &search);
        if (search.count == 0) return false;
        if (asks_words_alone(sight, filter)) part = (struct search_part){ most, filter->before };
        only_found(statement, db, arena, sight, &search, part);
    }
    return true;
}

/* ── Reading ────────────────────────────────────────────────────────────── */

static void read_appeals(struct arena *arena, const struct rows *rows, struct appeal **appeals, size_t *count)
{
    *count = rows->count;
    *appeals = ARENA_ARRAY(arena, struct appeal, rows->count + 1);
    for (size_t i = 0; i < rows->count; i++) record_read(arena, APPEAL, rows, i, &(*appeals)[i]);
}

static struct appeal *with_id(struct appeal *appeals, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (appeals[i].id == id) return &appeals[i];
    return NULL;
}

static void put_ids(struct statement *statement, const struct appeal *appeals, size_t count)
{
    for (size_t i = 0; i < count; i++) statement_add(statement, i ? ", ?" : "?", INT(appeals[i].id));
    statement_add(statement, ")");
}

static struct error load_children(struct db *db, struct arena *arena, const struct table *table, const char *where,
                                  struct appeal *appeals, size_t count)
{
    struct statement statement;
    struct rows rows;

    statement_init(&statement, arena);
    statement_add(&statement, record_select(table, where));
    put_ids(&statement, appeals, count);
    TRY(statement_query(&statement, db, arena, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        struct appeal *appeal = with_id(appeals, count, row_int(&rows, i, table->column_count));
        struct record_list *list = record_list(table, appeal);

        record_read(arena, table, &rows, i, list_add_row(arena, list, table->row_size));
    }
    for (size_t i = 0; i < count; i++) record_sort(table, record_list(table, &appeals[i]));
    return OK;
}

static const struct table *child(const char *name)
{
    for (size_t i = 1; i < appeal_record.table_count; i++)
        if (strcmp(appeal_record.tables[i].name, name) == 0) return &appeal_record.tables[i];
    abort();
}

/* Dispatches, and the limits that still run or stand, a page at a time: an appeal leaves ten ended ones behind it, of
 * which no list tells. */
static struct error load_what_hangs(struct db *db, struct arena *arena, struct appeal *appeals, size_t count)
{
    enum { AT_ONCE = 200 };

    for (size_t at = 0; at < count; at += AT_ONCE) {
        size_t some = count - at < AT_ONCE ? count - at : AT_ONCE;

        TRY(load_children(db, arena, child("dispatch"), " WHERE parent IN (", appeals + at, some));
        TRY(load_children(db, arena, child("appeal_clock"), " WHERE state < 2 AND parent IN (", appeals + at, some));
    }
    return OK;
}

struct error appeals_list(struct db *db, struct arena *arena, const struct sight *sight,
                          const struct appeal_filter *filter, struct appeal **appeals, size_t *count)
{
    struct statement statement;
    struct rows rows = { .count = 0 };

    statement_init(&statement, arena);
    statement_add(&statement, record_select(APPEAL, " WHERE 1 = 1"));
    if (narrow(&statement, db, arena, sight, filter, filter->limit)) {
        statement_add(&statement, " ORDER BY appeal.id DESC LIMIT ?", INT(filter->limit));
        TRY(statement_query(&statement, db, arena, &rows));
    }
    read_appeals(arena, &rows, appeals, count);
    return load_what_hangs(db, arena, *appeals, *count);
}

struct error appeals_count(struct db *db, struct arena *arena, const struct sight *sight,
                           const struct appeal_filter *filter, int most, int64_t *count)
{
    struct statement statement;
    struct rows rows;

    *count = 0;
    statement_init(&statement, arena);
    statement_add(&statement, "SELECT COUNT(*) FROM (SELECT id FROM appeal WHERE 1 = 1");
    if (!narrow(&statement, db, arena, sight, filter, most)) return OK;
    statement_add(&statement, " LIMIT ?) AS found", INT(most));
    TRY(statement_query(&statement, db, arena, &rows));
    *count = row_int(&rows, 0, 0);
    return OK;
}

struct error appeals_seen(struct db *db, struct arena *arena, const struct sight *sight, const int64_t *ids,
                          size_t count, bool *seen)
{
    struct statement statement;
    struct rows rows;

    memset(seen, 0, count * sizeof *seen);
    if (count == 0) return OK;
    statement_init(&statement, arena);
    statement_add(&statement, "SELECT appeal.id FROM appeal WHERE appeal.id IN (");
    for (size_t i = 0; i < count; i++) statement_add(&statement, i ? ", ?" : "?", INT(ids[i]));
    statement_add(&statement, ")");
    only_seen(&statement, arena, sight);
    TRY(statement_query(&statement, db, arena, &rows));
    for (size_t i = 0; i < rows.count; i++)
        for (size_t k = 0; k < count; k++)
            if (ids[k] == row_int(&rows, i, 0)) seen[k] = true;
    return OK;
}

struct error appeals_numbered(struct db *db, struct arena *arena, const int64_t *ids, size_t count,
                              struct appeal **appeals, size_t *found)
{
    struct statement statement;
    struct rows rows = { .count = 0 };

    if (count > 0) {
        statement_init(&statement, arena);
        statement_add(&statement, record_select(APPEAL, " WHERE id IN ("));
        for (size_t i = 0; i < count; i++) statement_add(&statement, i ? ", ?" : "?", INT(ids[i]));
        statement_add(&statement, ")");
        TRY(statement_query(&statement, db, arena, &rows));
    }
    read_appeals(arena, &rows, appeals, found);
    return load_what_hangs(db, arena, *appeals, *found);
}

/* ── For everybody ──────────────────────────────────────────────────────── */

struct error appeals_after(struct db *db, struct arena *arena, int64_t after, int most, struct appeal **appeals,
                           size_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 record_select(APPEAL, " WHERE id > $1 ORDER BY id LIMIT $2"), INT(after), INT(most)));
    read_appeals(arena, &rows, appeals, count);
    return OK;
}

struct error appeals_committed(struct db *db, struct arena *arena, const char *jurisdiction, instant_t before,
                               int64_t before_id, int most, struct appeal **appeals, size_t *count)
{
    struct statement statement;
    struct rows rows;

    statement_init(&statement, arena);
    statement_add(&statement, record_select(APPEAL, ""));
    statement_add(&statement,
                  " WHERE committed_at IS NOT NULL AND (confidential = 0 OR cleared_at IS NOT NULL)"
                  " AND state NOT IN (?, ?)",
                  INT(STATE_returned), INT(STATE_withdrawn));
    only_text(&statement, " AND jurisdiction = ?", jurisdiction);
    if (before)
        statement_add(&statement, " AND (committed_at < ? OR (committed_at = ? AND id < ?))", INT(before), INT(before),
                      INT(before_id));
    statement_add(&statement, " ORDER BY committed_at DESC, id DESC LIMIT ?", INT(most));
    TRY(statement_query(&statement, db, arena, &rows));
    read_appeals(arena, &rows, appeals, count);
    return OK;
}

/* Sums of whole columns are NUMERIC in PostgreSQL unless said otherwise. */
#define SUM_IF(condition) "CAST(COALESCE(SUM(CASE WHEN " condition " THEN 1 ELSE 0 END), 0) AS BIGINT)"

struct error appeals_figures(struct db *db, struct arena *arena, const char *jurisdiction, instant_t from,
                             instant_t until, struct appeal_figures *figures)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT COUNT(*)," SUM_IF("assigned_at IS NOT NULL") "," SUM_IF("replied_at IS NOT NULL") ","
                 SUM_IF("replied_at IS NOT NULL AND (r.due IS NULL OR replied_at < r.due)") ","
                 SUM_IF("a.state = $4") ","
                 "CAST(COALESCE(SUM(CASE WHEN a.state = $4 THEN state_since - submitted_at ELSE 0 END), 0) AS BIGINT),"
                 SUM_IF("rating IN ('satisfied', 'unsatisfied')") "," SUM_IF("rating = 'satisfied'") ","
                 SUM_IF("rating = 'default'") "," SUM_IF("rating = 'unreached'") ","
                 SUM_IF("committed_at IS NOT NULL")
                 "  FROM appeal a LEFT JOIN appeal_clock r ON r.parent = a.id AND r.clock = $5 AND r.instance = ''"
                 " WHERE a.jurisdiction = $1 AND submitted_at >= $2 AND submitted_at < $3",
                 TEXT(jurisdiction), INT(from), INT(until), INT(STATE_closed), INT(CLOCK_reply)));
    *figures = (struct appeal_figures){ .received = row_int(&rows, 0, 0),
                                        .admitted = row_int(&rows, 0, 1),
                                        .replied = row_int(&rows, 0, 2),
                                        .replied_in_time = row_int(&rows, 0, 3),
                                        .closed = row_int(&rows, 0, 4),
                                        .rated = row_int(&rows, 0, 6),
                                        .satisfied = row_int(&rows, 0, 7),
                                        .defaulted = row_int(&rows, 0, 8),
                                        .unreached = row_int(&rows, 0, 9),
                                        .commitments = row_int(&rows, 0, 10) };
    if (figures->closed) figures->closed_days = row_int(&rows, 0, 5) / figures->closed / ONE_DAY;
    return OK;
}

struct error appeals_of_round(struct db *db, struct arena *arena, const char *round, int64_t *count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT COUNT(*) FROM appeal WHERE round = $1", TEXT(round)));
    *count = row_int(&rows, 0, 0);
    return OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "store/snapshot.h"

#include "base/random.h"
#include "base/text.h"
#include "store/policies.h"
#include "store/units.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#define FIRST_YEAR 2007 /* the notices before are not held */
#define SNAPSHOT_BYTES ((size_t)64 << 20)

struct snapshot {
    struct snapshot *older;
    struct arena *arena;
    const char *stamp;
    const struct world *world;
};

/* The newest first. Only the loader changes the list; readers look at the head alone. */
static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;
static struct snapshot *_Atomic newest;

/* The last year up to which there is a notice for every year. */
static int last_covered_year(const struct calendar_notice *notices, size_t count)
{
    int last = FIRST_YEAR - 1;

    for (size_t i = 0; i < count; i++)
        if (notices[i].year == last + 1) last++;
    return last;
}

static const char *source_of(const struct calendar_notice *notices, size_t count, const struct calendar_day *day)
{
    for (size_t i = 0; i < count; i++)
        if (notices[i].year == day->notice_year && notices[i].part == day->notice_part) return notices[i].source;
    return NULL;
}

/* What calendars are made of. */
struct calendar_parts {
    const char *version;
    day_t first, last;
    struct calendar_entry *entries; /* with room for the closures behind */
    size_t entry_count;
    const struct closure *closures;
    size_t closure_count;
};

static struct error read_parts(struct db *db, struct arena *arena, const struct calendar_instead *instead,
                               struct calendar_parts *parts)
{
    struct calendar_notice *notices;
    struct calendar_day *stored;
    struct closure *closures;
    const struct calendar_day *days;
    size_t notice_count, day_count;
    int64_t version;
    int last_year;

    TRY(notices_all(db, arena, &notices, &notice_count));
    TRY(days_all(db, arena, &stored, &day_count));
    TRY(closures_all(db, arena, &closures, &parts->closure_count));
    TRY(calendar_versions_last(db, arena, &version));
    last_year = instead ? instead->last_year : last_covered_year(notices, notice_count);
    days = instead ? instead->days : stored;
    if (instead) {
        day_count = instead->day_count;
        parts->closure_count = instead->closure_count;
        version++;
    }
    parts->closures = instead ? instead->closures : closures;
    parts->entries = ARENA_ARRAY(arena, struct calendar_entry, day_count + parts->closure_count + 1);
    for (size_t i = 0; i < day_count; i++)
        parts->entries[parts->entry_count++] = (struct calendar_entry){ days[i].day, days[i].kind, days[i].why,
                                                                        source_of(notices, notice_count, &days[i]) };
    parts->version = arena_printf(arena, "%d-%lld", last_year, (long long)version);
    parts->first = day_of_civil(FIRST_YEAR, 1, 1);
    parts->last = last_year < FIRST_YEAR ? parts->first : day_of_civil(last_year, 12, 31);
    return OK;
}

/* The notices' calendar is shared by all jurisdictions without closures of their own. */
static const struct calendar *calendar_of(struct arena *arena, const struct calendar_parts *parts, const char *code,
                                          const struct calendar *shared)
{
    size_t count = parts->entry_count;

    for (size_t i = 0; i < parts->closure_count; i++)
        if (text_equal(parts->closures[i].jurisdiction, code))
            parts->entries[count++] =
                (struct calendar_entry){ parts->closures[i].day, CALENDAR_OFF, parts->closures[i].reason, NULL };
    if (count == parts->entry_count) return shared;
    return calendar_new(arena, parts->version, parts->first, parts->last, parts->entries, count);
}

static const struct policy *own_policy(const struct world *world, const char *code)
{
    for (size_t i = world->policy_count; i-- > 0;)
        if (text_equal(world->policies[i].jurisdiction, code)) return &world->policies[i];
    return NULL;
}

static void give_policies(struct arena *arena, const struct world *world, struct jurisdiction *jurisdictions)
{
    const struct policy *of_city = own_policy(world, CITY);

    if (!of_city) {
        struct policy defaults = policy_defaults(CITY);
        of_city = arena_copy(arena, &defaults, sizeof defaults);
    }
    for (size_t i = 0; i < world->jurisdiction_count; i++) {
        const struct policy *own = own_policy(world, jurisdictions[i].code);

        jurisdictions[i].has_own_policy = own != NULL;
        jurisdictions[i].policy = own ? own : of_city;
    }
}

/* A unit without an officer is acted for by its coordinator. */
static struct error mark_officers(struct db *db, struct arena *arena, struct unit *units, size_t count)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "SELECT DISTINCT unit FROM account"
                 " WHERE unit IS NOT NULL AND state = 'active' AND roles LIKE '%,officer,%' LIMIT 10000"));
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < rows.count; k++)
            if (text_equal(units[i].id, row_text(&rows, k, 0))) units[i].has_officer = true;
    return OK;
}

static struct error read_policies(struct db *db, struct arena *arena, struct world *world)
{
    struct policy_version *versions;
    struct policy *policies;

    TRY(policies_all(db, arena, &versions, &world->policy_count));
    policies = ARENA_ARRAY(arena, struct policy, world->policy_count);
    for (size_t i = 0; i < world->policy_count; i++) policies[i] = versions[i].policy;
    world->policies = policies;
    return OK;
}

struct error snapshot_load(struct db *db, struct arena *arena, const struct calendar_instead *instead,
                           struct world **loaded)
{
    struct world *world = ARENA_NEW(arena, struct world);
    struct calendar_parts parts = { .entry_count = 0 };
    const struct calendar *shared;
    struct region *regions;
    struct unit *units;
    struct jurisdiction *jurisdictions;

    TRY(regions_all(db, arena, &regions, &world->region_count));
    TRY(units_all(db, arena, &units, &world->unit_count));
    TRY(mark_officers(db, arena, units, world->unit_count));
    TRY(jurisdictions_all(db, arena, &jurisdictions, &world->jurisdiction_count));
    TRY(read_policies(db, arena, world));
    TRY(read_parts(db, arena, instead, &parts));
    shared = calendar_new(arena, parts.version, parts.first, parts.last, parts.entries, parts.entry_count);
    for (size_t i = 0; i < world->jurisdiction_count; i++)
        jurisdictions[i].calendar = calendar_of(arena, &parts, jurisdictions[i].code, shared);
    give_policies(arena, world, jurisdictions);
    world->regions = regions;
    world->units = units;
    world->jurisdictions = jurisdictions;
    *loaded = world;
    return OK;
}

static struct error read_stamp(struct db *db, struct arena *arena, const char **stamp, int64_t *version)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows, "SELECT stamp, version FROM world_version WHERE id = 1"));
    *stamp = rows.count ? row_text(&rows, 0, 0) : NULL;
    *version = rows.count ? row_int(&rows, 0, 1) : 0;
    return OK;
}

static void forget_the_oldest(struct snapshot *head)
{
    struct snapshot *last = head;

    for (int i = 0; last && i < SNAPSHOTS_KEPT; i++) last = last->older;
    if (!last) return;
    for (struct snapshot *old = last->older, *next; old; old = next) {
        next = old->older;
        arena_free(old->arena);
    }
    last->older = NULL;
}

static struct error load_new(struct db *db, const char *stamp, int64_t version, const struct world **world)
{
    struct arena *arena = arena_new(SNAPSHOT_BYTES);
    struct snapshot *snapshot = ARENA_NEW(arena, struct snapshot);
    struct world *loaded;
    struct error error = snapshot_load(db, arena, NULL, &loaded);

    if (error.kind != NO_ERROR) { /* its texts may live in the arena that goes now */
        arena_free(arena);
        return (struct error){ .kind = error.kind, .code = "snapshot.load" };
    }
    loaded->version = version;
    *snapshot = (struct snapshot){ atomic_load(&newest), arena, arena_text(arena, stamp), loaded };
    atomic_store(&newest, snapshot);
    forget_the_oldest(snapshot);
    *world = loaded;
    return OK;
}

/* Stores change places in tests and while one is moved to another: one of the kept ones may be right again. */
static const struct world *kept(const char *stamp)
{
    for (const struct snapshot *snapshot = atomic_load(&newest); snapshot; snapshot = snapshot->older)
        if (text_equal(snapshot->stamp, stamp)) return snapshot->world;
    return NULL;
}

struct error snapshot_current(struct db *db, struct arena *arena, const struct world **world)
{
    const struct snapshot *head = atomic_load(&newest);
    const char *stamp;
    int64_t version;
    struct error error = OK;

    TRY(read_stamp(db, arena, &stamp, &version));
    if (!stamp) { /* a store without reference data yet: nothing to share */
        struct world *bare;
        TRY(snapshot_load(db, arena, NULL, &bare));
        *world = bare;
        return OK;
    }
    if (head && text_equal(head->stamp, stamp)) {
        *world = head->world;
        return OK;
    }
    pthread_mutex_lock(&loading);
    *world = kept(stamp);
    if (!*world) error = load_new(db, stamp, version, world);
    pthread_mutex_unlock(&loading);
    return error;
}

struct error snapshot_changed(struct db *db, struct arena *arena)
{
    const char *stamp = random_token(arena, 16);

    return db_change(db, NULL,
                     "INSERT INTO world_version (id, version, stamp) VALUES (1, 1, $1)"
                     " ON CONFLICT (id) DO UPDATE SET version = world_version.version + 1, stamp = $1",
                     TEXT(stamp));
}

/* SPDX-License-Identifier: Apache-2.0 */
/* A few months of random people on both databases; the same seed plays the same; what is broken on purpose is found, and
 * the way there is short. */
#include "simulate/simulate.h"

#include "base/log.h"
#include "store/events.h"

#include "fresh_store.h"
#include "test.h"

static struct arena *arena;

static struct simulation_result played(int64_t seed, bool faults, const char *store)
{
    struct simulation_order order = { .seed = seed, .months = 1, .faults = faults, .store = store };
    struct simulation_result result = { 0 };
    struct error error = simulate(arena, &order, &result);

    CHECK(error.kind == NO_ERROR, "seed %lld: %s %s", (long long)seed, error.code ? error.code : "",
          error.detail ? error.detail : "");
    return result;
}

static struct simulation_result of_seed_1; /* in memory */

static void holds(int64_t seed, bool faults, bool postgres)
{
    const char *store = postgres ? fresh_store(arena, true) : NULL;
    struct simulation_result result = played(seed, faults, store);
    const struct violation *violation = &result.violation;

    CHECK(!violation->invariant, "seed %lld: %s: %s\n%s", (long long)seed, violation->invariant ? violation->invariant : "",
          violation->what ? violation->what : "", violation->path ? violation->path : "");
    CHECK(result.events > 800 && result.appeals > 50, "seed %lld: %lld events of %lld appeals", (long long)seed,
          (long long)result.events, (long long)result.appeals);
    if (seed == 1 && !postgres) of_seed_1 = result;
    if (faults) CHECK(result.failures + result.races > 0, "seed %lld: nothing went wrong", (long long)seed);
}

static void what_must_hold_holds(bool postgres)
{
    for (int64_t seed = 1; seed <= (postgres ? 1 : 3); seed++) holds(seed, false, postgres);
}

static void it_holds_too_when_the_store_fails_and_races_are_lost(bool postgres)
{
    for (int64_t seed = 4; seed <= (postgres ? 4 : 5); seed++) holds(seed, true, postgres);
}

static void a_seed_plays_the_same_again(void)
{
    struct simulation_result again = played(1, false, NULL);

    CHECK_INT(again.events, of_seed_1.events);
    CHECK_INT(again.deeds, of_seed_1.deeds);
    CHECK_INT(again.refused, of_seed_1.refused);
    CHECK_INT(again.notices, of_seed_1.notices);
}

/* ── Broken on purpose ──────────────────────────────────────────────────── */

/* Whoever assigns leaves the appeal without the unit. */
static struct error loses_the_unit(struct db *db, const struct event *event)
{
    if (strcmp(event->action, "assign") != 0) return OK;
    return db_change(db, NULL, "UPDATE appeal SET lead_unit = NULL WHERE id = $1", INT(event->subject_id));
}

static struct error tells_nobody(struct db *db, const struct event *event)
{
    if (strcmp(event->action, "object") != 0) return OK;
    return db_change(db, NULL, "DELETE FROM outbox WHERE subject = 'appeal' AND subject_id = $1 AND seq = $2",
                     INT(event->subject_id), INT(event->seq));
}

/* An event of before is gone: only the look at the whole chain finds that. */
static struct error forgets_the_first(struct db *db, const struct event *event)
{
    if (strcmp(event->action, "request_supplement") != 0) return OK;
    return db_change(db, NULL, "DELETE FROM event WHERE subject = 'appeal' AND subject_id = $1 AND seq = 1",
                     INT(event->subject_id));
}

static void is_found(struct error (*meddle)(struct db *, const struct event *), const char *invariant, int64_t steps)
{
    struct simulation_order order = { .seed = 1, .months = 1, .meddle = meddle };
    struct simulation_result result = { 0 };
    const struct violation *violation = &result.violation;

    CHECK(simulate(arena, &order, &result).kind == NO_ERROR, "it runs");
    CHECK_TEXT(violation->invariant, invariant);
    CHECK(violation->again && violation->steps <= steps && violation->of > violation->steps, "%lld of %lld steps\n%s",
          (long long)violation->steps, (long long)violation->of, violation->path ? violation->path : "");
}

static void what_is_broken_is_found_and_the_way_there_is_short(void)
{
    is_found(loses_the_unit, "member", 3);
    is_found(tells_nobody, "told", 5);
    is_found(forgets_the_first, "chain", 4);
}

static void run_on(bool postgres)
{
    what_must_hold_holds(postgres);
    it_holds_too_when_the_store_fails_and_races_are_lost(postgres);
}

int main(void)
{
    const char *server = getenv("ZTC_TEST_POSTGRES");

    arena = arena_new((size_t)1 << 30);
    log_set_level(LOG_NOTHING); /* what fails here does so on purpose */
    test_name = "on sqlite";
    run_on(false);
    test_name = "on postgresql";
    if (server && *server) run_on(true);
    RUN(a_seed_plays_the_same_again);
    RUN(what_is_broken_is_found_and_the_way_there_is_short);
    arena_free(arena);
    return test_end();
}

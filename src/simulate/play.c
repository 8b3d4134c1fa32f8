/* SPDX-License-Identifier: Apache-2.0 */
/* One run: an empty store is filled with people, then day after day they do what they do. */
#include "simulate/play.h"

#include "base/progress.h"
#include "base/text.h"
#include "mechanism/planner.h"
#include "service/world_current.h"
#include "sql/migrate.h"
#include "store/people.h"
#include "store/seed.h"
#include "store/snapshot.h"

#include <sys/mman.h>
#include <unistd.h>

#define STEP_BYTES ((size_t)2 << 30)
#define FIRST_YEAR 2023

/* ── Setting up ─────────────────────────────────────────────────────────── */

static struct error fill_store(struct play *play)
{
    struct demo *demo = &play->demo;
    int64_t accounts;
    int made;

    TRY(migrate(play->db, play->context.wall, &made));
    TRY(db_begin(play->db));
    TRY(accounts_count(play->db, play->step, &accounts));
    if (accounts > 0)
        return (struct error){ .kind = NOT_NOW, .code = "simulate.not-empty", .text = "数据库不是空的，模拟只能在空库里进行" };
    TRY(reference_seed(play->db, play->step, play->context.wall));
    TRY(world_current(&play->context));
    demo->context = play->context;
    TRY(demo_people(demo));
    TRY(demo_enterprises(demo));
    TRY(snapshot_changed(play->db, play->step));
    TRY(db_commit(play->db));
    TRY(db_begin(play->db));
    return world_current(&play->context);
}

/* Calendars are known to the end of 2026; past that a limit is provisional, which is played too. */
static void choose_days(struct play *play)
{
    int month = (int)below(play, 46), last;

    play->first = day_of_civil(FIRST_YEAR + month / 12, month % 12 + 1, 1);
    last = month + play->order->months;
    play->last = day_of_civil(FIRST_YEAR + last / 12, last % 12 + 1, 1);
}

static void choose_places(struct play *play)
{
    const struct world *world = play->context.world;

    play->places[play->place_count++] = CITY;
    for (size_t i = 1; i < world->jurisdiction_count && play->place_count < 4; i++)
        if (!world_ended(world->jurisdictions[i].until, play->first))
            play->places[play->place_count++] = arena_text(play->arena, world->jurisdictions[i].code);
}

struct error play_open(struct play *play, struct arena *arena, const struct simulation_order *order, const char *store)
{
    static const char bytes[] = "%PDF-1.4\n";
    instant_t wall = start_of_day(day_of_civil(2026, 1, 1));

    *play = (struct play){ .arena = arena, .step = arena_new(STEP_BYTES), .order = order, .headers_old = true };
    play->dice = dice_new((uint64_t)order->seed * UINT64_C(0x9E3779B97F4A7C15)); /* neighbours are nothing alike */
    choose_days(play);
    play->file = memfd_create("attachment", 0);
    if (play->file < 0 || write(play->file, bytes, sizeof bytes - 1) < 0)
        return (struct error){ .kind = BROKEN, .detail = "no memory for an attachment" };
    TRY(db_open(store, DB_WRITE, &play->db));
    play->context = (struct context){ .arena = play->step, .db = play->db, .wall = wall,
                                      .now = start_of_day(play->first) + 8 * HOUR, .rehearsal = true };
    play->demo = (struct demo){ .arena = arena, .step = play->step, .db = play->db, .now = start_of_day(play->first),
                                
                                .seed = order->seed, .hash = "" /* nobody signs in */, .dice = dice_new((uint64_t)order->seed), .wall = wall };
    TRY(fill_store(play));
    cast_fill(play);
    choose_places(play);
    play->result.from = day_text(arena, play->first);
    play->result.until = day_text(arena, play->last - 1);
    return OK;
}

void play_close(struct play *play)
{
    if (play->db) db_rollback(play->db);
    db_close(play->db);
    if (play->file > 0) close(play->file);
    mirror_free(play);
    arena_free(play->step);
}

/* ── Deciding ───────────────────────────────────────────────────────────── */

static void keep(struct play *play, struct deed *deed)
{
    struct deeds *deeds = &play->deeds;

    if (deeds->count == deeds->room) {
        size_t room = deeds->room ? 2 * deeds->room : 4096;
        struct deed **rows = ARENA_ARRAY(play->arena, struct deed *, room);

        for (size_t i = 0; i < deeds->count; i++) rows[i] = deeds->rows[i];
        deeds->rows = rows;
        deeds->room = room;
    }
    deeds->rows[deeds->count++] = deed;
}

static struct error keep_and_do(struct play *play, struct deed *deed)
{
    keep(play, deed);
    return deed_do(play, deed);
}

static struct error plan_first(struct play *play, const char *place)
{
    struct input *input = ARENA_NEW(play->step, struct input);
    const struct calendar *calendar = world_jurisdiction(play->context.world, place)->calendar;
    day_t today = day_of(play->context.now);

    input->fields[INPUT_event_day] = (struct given){ .present = true, .day = calendar_add(calendar, today, 14 + (int)below(play, 6)) };
    input->fields[INPUT_opens] = (struct given){ .present = true, .day = today };
    for (size_t i = 0; i < play->cast_count; i++) {
        const struct person *person = &play->cast[i].person;
        struct deed *deed;

        if (!person_is(person, ROLE_office) || !text_equal(person->jurisdiction, place)) continue;
        deed = deed_new(play, DEED_plan, &play->cast[i]);
        deed->action = "plan";
        deed_record(play, deed, input);
        return keep_and_do(play, deed);
    }
    return OK;
}

/* Busy on working days from eight to six; now and then somebody at night. */
static instant_t next_turn(struct play *play)
{
    const struct calendar *calendar = world_jurisdiction(play->context.world, CITY)->calendar;
    int hour = hour_of(play->context.now);
    bool busy = hour >= 8 && hour < 18 && calendar_is_working(calendar, day_of(play->context.now));

    return play->context.now + SECOND + dice_below(&play->dice, busy ? 200 * SECOND : 3 * HOUR);
}

static void mishap_choose(struct play *play, struct deed *deed)
{
    if (!play->order->faults || !chance(play, 4)) return;
    deed->mishap = chance(play, 50) ? MISHAP_failure : MISHAP_race;
    deed->mishap_at = 1 + (int64_t)below(play, 60);
}

static struct error turn(struct play *play)
{
    struct deed *deed = choose_deed(play);
    bool twice = deed && chance(play, deed->actor->behaviour->twice);

    if (!deed) return OK;
    mishap_choose(play, deed);
    TRY(keep_and_do(play, deed));
    if (!twice || violated(play)) return OK;
    deed = arena_copy(play->arena, deed, sizeof *deed);
    deed->at += SECOND;
    deed->became = NULL;
    deed->mishap = MISHAP_none;
    return keep_and_do(play, deed);
}

static struct error stand_still(struct play *play, instant_t length, const char *chinese)
{
    struct deed *deed = deed_new(play, DEED_wait, NULL);

    deed->at = play->context.now + length;
    deed->action = chinese;
    return keep_and_do(play, deed);
}

static struct error begin_day(struct play *play)
{
    struct deed *deed = upheaval_choose(play);

    if (deed) TRY(keep_and_do(play, deed));
    if (!play->order->faults || violated(play)) return OK;
    if (chance(play, 3)) return stand_still(play, HOUR, "停运一小时");
    return chance(play, 1) ? stand_still(play, 7 * ONE_DAY, "停运一周") : OK;
}

static struct error run_days(struct play *play, struct progress *progress)
{
    day_t day = day_of(play->context.now);

    while (day < play->last && !violated(play)) {
        instant_t next = next_turn(play);

        if (day_of(next) != day) {
            progress_add(progress, day_of(next) - day);
            day = day_of(next);
            TRY(sweep_until(play, next));
            if (!violated(play)) TRY(begin_day(play));
        }
        if (next > play->context.now) TRY(sweep_until(play, next));
        if (!violated(play)) TRY(turn(play));
    }
    return violated(play) ? OK : check_all(play, true);
}

/* What fell due before anybody did anything more has to fall due again when it is played anew. */
static void keep_end(struct play *play)
{
    struct deed *deed = deed_new(play, DEED_until, NULL);

    deed->action = "时间过去";
    keep(play, deed);
}

struct error play_run(struct play *play)
{
    struct progress progress = { 0 };
    struct error error = OK;

    if (play->order->progress) progress = progress_start("模拟", play->last - play->first);
    for (size_t i = 0; i < play->place_count && error.kind == NO_ERROR; i++) error = plan_first(play, play->places[i]);
    if (error.kind == NO_ERROR) error = run_days(play, &progress);
    progress_end(&progress);
    keep_end(play);
    return error;
}

struct error play_again(struct play *play, const struct deeds *deeds)
{
    play->replaying = true;
    play->deeds = *deeds;
    for (size_t i = 0; i < deeds->count; i++) deeds->rows[i]->now_number = NULL;
    for (size_t i = 0; i < deeds->count && !violated(play); i++) TRY(deed_do(play, deeds->rows[i]));
    return violated(play) ? OK : check_all(play, true);
}

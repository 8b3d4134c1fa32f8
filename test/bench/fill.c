/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fill STORE COUNT: a store of so many appeals to measure on, the same every time. The demo's history is played through
 * the use cases; those of its appeals that have ended are then told again, with other texts, as of earlier months: record
 * by record and event by event through store/, so that `ztc verify` holds. What is open at one time does not grow with
 * the archive: OPEN appeals, as a city has them.
 */
#include "base/json.h"
#include "base/progress.h"
#include "base/text.h"
#include "demo/demo.h"
#include "mechanism/tables.h"
#include "service/search.h"
#include "sql/migrate.h"
#include "store/events.h"
#include "store/rebuild.h"
#include "store/records.h"
#include "store/seals.h"
#include "store/settings.h"
#include "store/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW "2026-07-15T10:00:00+08:00"
#define KEPT_BYTES ((size_t)1 << 30)
enum {
    OPEN = 1000,
    EVENTS_MOST = 13,          /* of an appeal that is told again */
    AT_ONCE = 500,             /* appeals in a commit */
    SHIFT_DAYS = 28,           /* keeps weekdays */
    SHIFTS_MOST = 230,         /* back to the first year of the calendar */
    APPEALS_A_SHIFT = 240,
    FIRST_YEAR = 2007, LAST_YEAR = 2030,
};

/* An appeal of the demo, as it was after each of its events. */
struct history {
    const struct appeal **after;
    const struct event *events;
    size_t count;
};

struct fill {
    struct demo demo;
    struct arena *kept;
    struct dice dice;
    struct history *ended, *open;
    size_t ended_count, open_count;
    const struct round *rounds;
    size_t round_count;
    int64_t shifts, count, made;
    int64_t ordinals[LAST_YEAR - FIRST_YEAR + 1]; /* of the rounds told again */
};

/* ── Texts ──────────────────────────────────────────────────────────────── */

enum list { LIST_place, LIST_matter, LIST_since, LIST_effect, LIST_tried, LIST_wish };
static const struct word {
    enum list list;
    const char *text;
} words[] = {
#define WORD(list, text) { LIST_##list, text },
#include "words.def"
};

static const char *word(struct fill *fill, enum list list)
{
    enum { WORDS_COUNT = sizeof words / sizeof *words };
    size_t at = (size_t)dice_below(&fill->dice, WORDS_COUNT);

    while (words[at].list != list) at = (at + 1) % WORDS_COUNT;
    return words[at].text;
}

struct texts {
    const char *title, *body, *expectation;
    const struct demo_enterprise *enterprise;
};

static struct texts invent(struct fill *fill, struct arena *arena)
{
    const struct demo *demo = &fill->demo;
    const char *where = word(fill, LIST_place), *what = word(fill, LIST_matter);
    struct texts texts = { .title = arena_printf(arena, "%s%s", where, what), .expectation = word(fill, LIST_wish) };

    texts.enterprise = &demo->enterprises[dice_below(&fill->dice, (int64_t)demo->enterprise_count)];
    texts.body = arena_printf(arena, "我公司位于%s，%s%s，%s。另外，%s的问题也未解决。%s。为此%s，%s。",
                              where, word(fill, LIST_since), what, word(fill, LIST_effect), word(fill, LIST_matter), word(fill, LIST_tried),
                              word(fill, LIST_wish), texts.expectation);
    return texts;
}

/* ── Earlier ────────────────────────────────────────────────────────────── */

static void earlier_columns(const struct table *table, void *row, int64_t days)
{
    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *column = &table->columns[i];
        void *at = (char *)row + column->offset;

        if (column->kind == DATE && *(day_t *)at != NO_DAY) *(day_t *)at -= (day_t)days;
        if (column->kind == MOMENT && *(instant_t *)at != NO_INSTANT) *(instant_t *)at -= days * ONE_DAY;
    }
}

static void earlier(const struct record *record, void *matter, int64_t days)
{
    earlier_columns(&record->tables[0], matter, days);
    for (size_t i = 1; i < record->table_count; i++) {
        struct record_list *list = record_list(&record->tables[i], matter);

        for (size_t k = 0; k < list->count; k++)
            earlier_columns(&record->tables[i], list->rows + k * record->tables[i].row_size, days);
    }
}

/* ── Telling it again ───────────────────────────────────────────────────── */

struct copy {
    const struct history *history;
    struct texts texts;
    int64_t id, days;
    const char *number, *round;
};

static const struct appeal *image(struct arena *arena, const struct copy *copy, size_t step)
{
    struct appeal *appeal = record_copy(&appeal_record, arena, copy->history->after[step]);

    earlier(&appeal_record, appeal, copy->days);
    appeal->id = copy->id;
    appeal->number = copy->number;
    appeal->version = (int64_t)step + 1;
    appeal->title = copy->texts.title;
    appeal->body = copy->texts.body;
    appeal->expectation = copy->texts.expectation;
    appeal->uscc = copy->texts.enterprise->uscc;
    appeal->enterprise_name = copy->texts.enterprise->name;
    appeal->region = copy->texts.enterprise->region;
    if (appeal->contact_name) appeal->contact_name = copy->texts.enterprise->contact_name;
    if (appeal->contact_phone) appeal->contact_phone = copy->texts.enterprise->contact_phone;
    if (appeal->round) appeal->round = copy->round;
    appeal->merged_into = 0;
    return appeal;
}

static struct error tell(struct fill *fill, const struct copy *copy)
{
    struct context *context = &fill->demo.context;
    struct arena *arena = fill->demo.step;
    const struct appeal *before = NULL;

    for (size_t i = 0; i < copy->history->count; i++) {
        struct appeal *after = (struct appeal *)(uintptr_t)image(arena, copy, i);
        struct event event = copy->history->events[i];

        event.subject_id = copy->id;
        event.seq = 0;
        event.at -= copy->days * ONE_DAY;
        event.wall = fill->demo.wall;
        TRY(record_save(context->db, arena, &appeal_record, before, after, &event.change));
        TRY(search_store(context, before, after));
        TRY(event_append(context->db, arena, &event));
        before = after;
    }
    return OK;
}

static struct error number(struct fill *fill, struct copy *copy)
{
    const struct appeal *last = copy->history->after[copy->history->count - 1];
    int year = civil_of_day(day_of(last->submitted_at) - (day_t)copy->days).year;
    struct arena *arena = fill->demo.step;
    int64_t sequence;

    TRY(db_next_number(fill->demo.db, arena_printf(arena, "appeal-%d", year), &sequence));
    copy->id = year * INT64_C(100000000) + sequence;
    copy->number = arena_printf(arena, "ZT%d-%04lld", year, (long long)sequence);
    return OK;
}

/* ── Rounds ─────────────────────────────────────────────────────────────── */

struct named {
    const char *before, *after;
};

/* The rounds that are over, as of `days` before; what they were called and are now. */
static struct error tell_rounds(struct fill *fill, int64_t days, struct named *names)
{
    struct arena *arena = fill->demo.step;

    for (size_t i = 0; i < fill->round_count; i++) {
        struct round *round = record_copy(&round_record, arena, &fill->rounds[i]);
        struct event event = { .subject = "round", .actor = "clock", .role = "clock", .action = "finish",
                               .state = "finished", .wall = fill->demo.wall };

        earlier(&round_record, round, days);
        round->year = civil_of_day(round->event_day).year;
        round->ordinal = 100 + fill->ordinals[round->year - FIRST_YEAR]++;
        round->number = arena_printf(arena, "%s-%lld-%02lld", round->jurisdiction, (long long)round->year,
                                     (long long)round->ordinal);
        names[i] = (struct named){ fill->rounds[i].number, round->number };
        round->items.count = round->guests.count = 0;
        event.at = round->state_since;
        TRY(db_next_number(fill->demo.db, "round", &round->id));
        event.subject_id = round->id;
        TRY(record_save(fill->demo.db, arena, &round_record, NULL, round, &event.change));
        TRY(event_append(fill->demo.db, arena, &event));
    }
    return OK;
}

static const char *round_named(const struct fill *fill, const struct named *names, const char *round)
{
    for (size_t i = 0; round && names && i < fill->round_count; i++)
        if (text_equal(names[i].before, round)) return names[i].after;
    return round;
}

/* ── Templates ──────────────────────────────────────────────────────────── */

static struct error read_history(struct fill *fill, int64_t id, struct history *history)
{
    struct db *db = fill->demo.db;
    struct arena *arena = fill->kept;
    struct appeal *now = ARENA_NEW(arena, struct appeal);
    struct event *events;

    TRY(record_load(db, arena, &appeal_record, id, now));
    TRY(events_list(db, arena, "appeal", id, 0, 1000, &events, &history->count));
    history->events = events;
    history->after = ARENA_ARRAY(arena, const struct appeal *, history->count);
    for (size_t i = 0; i + 1 < history->count; i++) {
        struct appeal *then = ARENA_NEW(arena, struct appeal);

        TRY(events_image_before(db, arena, &appeal_record, now, events[i + 1].seq, then));
        history->after[i] = then;
    }
    history->after[history->count - 1] = now;
    return OK;
}

static bool is_told_again(const struct history *history)
{
    const struct appeal *last = history->after[history->count - 1];
    bool open = appeal_machine.states[last->state].open;

    return !last->merged_into && (open || history->count <= EVENTS_MOST);
}

static struct error read_histories(struct fill *fill)
{
    struct rows rows;

    TRY(db_query(fill->demo.db, fill->kept, &rows, "SELECT id FROM appeal ORDER BY id LIMIT 100000"));
    fill->ended = ARENA_ARRAY(fill->kept, struct history, rows.count);
    fill->open = ARENA_ARRAY(fill->kept, struct history, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        struct history history;

        TRY(read_history(fill, row_int(&rows, i, 0), &history));
        if (!is_told_again(&history)) continue;
        if (appeal_machine.states[history.after[history.count - 1]->state].open) fill->open[fill->open_count++] = history;
        else fill->ended[fill->ended_count++] = history;
    }
    fill->made = (int64_t)rows.count;
    return OK;
}

static struct error read_rounds(struct fill *fill)
{
    struct rows rows;
    struct round *rounds;

    TRY(db_query(fill->demo.db, fill->kept, &rows, "SELECT id FROM round WHERE state = $1 ORDER BY id LIMIT 1000",
                 INT(ROUND_finished)));
    fill->rounds = rounds = ARENA_ARRAY(fill->kept, struct round, rows.count);
    fill->round_count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        TRY(record_load(fill->demo.db, fill->kept, &round_record, row_int(&rows, i, 0), &rounds[i]));
    return OK;
}

/* ── All of it ──────────────────────────────────────────────────────────── */

static struct error commit(struct fill *fill)
{
    int64_t sealed = SEALS_AT_ONCE;

    while (sealed == SEALS_AT_ONCE) TRY(seals_seal(fill->demo.db, fill->demo.step, fill->demo.wall, &sealed));
    TRY(db_commit(fill->demo.db));
    arena_reset(fill->demo.step);
    return db_begin(fill->demo.db);
}

static struct error tell_many(struct fill *fill, const struct history *of, size_t of_count, int64_t count, int64_t days,
                              struct named *names, struct progress *progress)
{
    for (int64_t i = 0; i < count; i++) {
        struct copy copy = { .history = &of[dice_below(&fill->dice, (int64_t)of_count)], .days = days };

        copy.texts = invent(fill, fill->demo.step);
        copy.round = round_named(fill, names, copy.history->after[copy.history->count - 1]->round);
        TRY(number(fill, &copy));
        TRY(tell(fill, &copy));
        fill->made++;
        progress_add(progress, 1);
        if (i % AT_ONCE == AT_ONCE - 1) TRY(commit(fill));
    }
    return OK;
}

static struct error tell_all(struct fill *fill, struct progress *progress)
{
    int64_t open = OPEN - (int64_t)fill->open_count, archive;
    struct named *names = ARENA_ARRAY(fill->kept, struct named, fill->round_count + 1);

    if (fill->made + open > fill->count) open = 0;
    archive = fill->count - fill->made - open;
    fill->shifts = archive / APPEALS_A_SHIFT + 1;
    if (fill->shifts > SHIFTS_MOST) fill->shifts = SHIFTS_MOST;
    /* The earliest first, as they would have come. */
    for (int64_t shift = fill->shifts; shift > 0; shift--) {
        int64_t share = archive * shift / fill->shifts - archive * (shift - 1) / fill->shifts;

        TRY(tell_rounds(fill, shift * SHIFT_DAYS, names));
        for (size_t i = 0; i < fill->round_count; i++) names[i].after = arena_text(fill->kept, names[i].after);
        TRY(tell_many(fill, fill->ended, fill->ended_count, share, shift * SHIFT_DAYS, names, progress));
        TRY(commit(fill));
    }
    TRY(tell_many(fill, fill->open, fill->open_count, open, 0, NULL, progress));
    return commit(fill);
}

static struct error make(struct fill *fill, const char *store)
{
    struct demo *demo = &fill->demo;
    struct progress progress;
    struct error error;

    TRY(db_open(store, DB_WRITE, &demo->db));
    /* If it does not come to its end it is thrown away. */
    TRY(db_script(demo->db, "-- only sqlite\nPRAGMA synchronous = OFF; PRAGMA cache_size = -256000;\n-- both\n"));
    TRY(migrate(demo->db, demo->wall, &(int){ 0 }));
    TRY(demo_fill(demo));
    TRY(db_begin(demo->db));
    TRY(settings_set(demo->db, "rehearsal_now", NOW));
    TRY(settings_set(demo->db, "demo", "1"));
    TRY(snapshot_current(demo->db, demo->arena, &demo->context.world));
    TRY(read_histories(fill));
    TRY(read_rounds(fill));
    progress = progress_start("测试数据", fill->count - fill->made);
    error = tell_all(fill, &progress);
    progress_end(&progress);
    TRY(error);
    return db_commit(demo->db);
}

/* Who can sign in, for the load: account and password; enterprise, phone and name. */
static void print_people(const struct demo *demo)
{
    struct arena *arena = arena_new(1 << 20);
    struct buffer out;
    struct json json;

    buffer_init(&out, arena, 1 << 19);
    json = json_writer(&out);
    json_open(&json, NULL, '{');
    json_text(&json, "password", DEMO_PASSWORD);
    json_open(&json, "enterprises", '[');
    for (size_t i = 0; i < demo->enterprise_count; i++) {
        json_open(&json, NULL, '{');
        json_text(&json, "uscc", demo->enterprises[i].uscc);
        json_text(&json, "enterprise_name", demo->enterprises[i].name);
        json_text(&json, "region", demo->enterprises[i].region);
        json_text(&json, "contact_name", demo->enterprises[i].contact_name);
        json_text(&json, "contact_phone", demo->enterprises[i].contact_phone);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_close(&json, '}');
    puts(buffer_string(&out));
    arena_free(arena);
}

int main(int argc, char **argv)
{
    struct fill fill = { .dice = dice_new(7), .demo = { .seed = 1, .rounds = 6 } };
    struct error error;

    if (argc != 3 || (fill.count = atoll(argv[2])) < 1) {
        fputs("usage: fill STORE COUNT\n", stderr);
        return 2;
    }
    (void)instant_parse(NOW, &fill.demo.now);
    fill.demo.wall = fill.demo.now;
    fill.demo.arena = arena_new(KEPT_BYTES);
    fill.demo.step = arena_new(KEPT_BYTES);
    fill.kept = arena_new(KEPT_BYTES);
    error = make(&fill, argv[1]);
    if (error.kind == NO_ERROR) print_people(&fill.demo);
    else fprintf(stderr, "fill: %s: %s\n", error.code ? error.code : "error", error.detail ? error.detail : "");
    db_close(fill.demo.db);
    return error.kind == NO_ERROR ? 0 : 1;
}

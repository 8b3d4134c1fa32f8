/* SPDX-License-Identifier: Apache-2.0 */
/* Plays a seed; where something does not hold, the shortest way there is looked for by leaving deeds out. */
#include "simulate/simulate.h"

#include "base/buffer.h"
#include "base/log.h"
#include "base/text.h"
#include "simulate/play.h"

#include <string.h>

#define RUN_BYTES ((size_t)4 << 30)

enum { ATTEMPTS_MOST = 400, LINES_MOST = 60 };

/* ── Shortening ─────────────────────────────────────────────────────────── */

struct shrinking {
    struct arena *arena; /* for what stays */
    const struct simulation_order *order;
    const char *invariant;
    struct deeds deeds; /* the shortest so far */
    const char *what;
    int attempts;
};

/* Does the same thing still not hold? Always in memory: a store that was given is left as the violation left it. */
static bool still_fails(struct shrinking *shrinking, const struct deeds *deeds)
{
    struct arena *arena = arena_new(RUN_BYTES);
    struct play play = { 0 };
    struct error error = play_open(&play, arena, shrinking->order, ":memory:");
    bool fails;

    shrinking->attempts++;
    if (error.kind == NO_ERROR) error = play_again(&play, deeds);
    fails = error.kind == NO_ERROR && text_equal(play.result.violation.invariant, shrinking->invariant);
    if (fails) shrinking->what = arena_text(shrinking->arena, play.result.violation.what);
    play_close(&play);
    arena_free(arena);
    return fails;
}

static struct deeds without(struct arena *arena, const struct deeds *deeds, size_t from, size_t count)
{
    struct deeds rest = { .rows = ARENA_ARRAY(arena, struct deed *, deeds->count) };

    for (size_t i = 0; i < deeds->count; i++)
        if (i < from || i >= from + count) rest.rows[rest.count++] = deeds->rows[i];
    return rest;
}

/* Halves, quarters … single deeds, from the end to the beginning, as long as anything can go. */
static void shorten(struct shrinking *shrinking)
{
    size_t piece = shrinking->deeds.count / 2;

    while (piece > 0 && shrinking->attempts < ATTEMPTS_MOST) {
        bool gone = false;

        for (size_t at = shrinking->deeds.count; at > 0 && shrinking->attempts < ATTEMPTS_MOST;) {
            size_t from = at > piece ? at - piece : 0;
            struct deeds rest = without(shrinking->arena, &shrinking->deeds, from, at - from);

            if (still_fails(shrinking, &rest)) {
                shrinking->deeds = rest;
                gone = true;
            }
            at = from;
        }
        if (!gone || piece > 1) piece /= 2;
    }
}

static const char *path_text(struct shrinking *shrinking)
{
    struct buffer out;
    size_t from = shrinking->deeds.count > LINES_MOST ? shrinking->deeds.count - LINES_MOST : 0;

    buffer_init(&out, shrinking->arena, (size_t)1 << 20);
    if (from) buffer_printf(&out, "  （前%zu步略）\n", from);
    for (size_t i = from; i < shrinking->deeds.count; i++)
        buffer_printf(&out, "  %s\n", deed_text(shrinking->arena, shrinking->deeds.rows[i]));
    return buffer_string(&out);
}

static void shrink(struct arena *arena, const struct play *play, struct violation *violation)
{
    struct shrinking shrinking = { .arena = arena, .order = play->order, .invariant = violation->invariant,
                                   .deeds = play->deeds, .what = violation->what };

    log_set_level(LOG_NOTHING);
    violation->of = (int64_t)play->deeds.count;
    violation->again = still_fails(&shrinking, &play->deeds);
    if (violation->again) {
        shorten(&shrinking);
        still_fails(&shrinking, &shrinking.deeds); /* once more, so that each deed says how it went in it */
    }
    violation->what = shrinking.what;
    violation->steps = (int64_t)shrinking.deeds.count;
    violation->path = path_text(&shrinking);
}

/* ── The whole ──────────────────────────────────────────────────────────── */

static struct error kept_error(struct arena *arena, struct error error)
{
    error.text = arena_text(arena, error.text);
    error.code = arena_text(arena, error.code);
    error.detail = arena_text(arena, error.detail);
    error.faults = NULL;
    return error;
}

struct error simulate(struct arena *arena, const struct simulation_order *order, struct simulation_result *result)
{
    struct arena *of_run = arena_new(RUN_BYTES);
    struct play play = { 0 };
    struct error error = play_open(&play, of_run, order, order->store ? order->store : ":memory:");

    if (error.kind == NO_ERROR) error = play_run(&play);
    error = kept_error(arena, error);
    *result = play.result;
    result->from = arena_text(arena, play.result.from);
    result->until = arena_text(arena, play.result.until);
    result->violation.what = arena_text(arena, play.result.violation.what);
    if (error.kind == NO_ERROR && violated(&play)) shrink(arena, &play, &result->violation);
    play_close(&play);
    arena_free(of_run);
    return error;
}

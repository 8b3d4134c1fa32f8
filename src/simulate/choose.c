/* SPDX-License-Identifier: Apache-2.0 */
/* What is done next: who looks at what, which of his buttons he presses. Buttons are the tables': a new row is played
 * without a change here. */
#include "simulate/play.h"

#include "base/text.h"
#include "mechanism/clock.h"
#include "service/take_step.h"

/* How much people like a step, by where it leads: to the next state, nowhere, to the end, to an end before its time;
 * and of a hundred times they come to it, how often they do it. */
enum leads { LEADS_on, LEADS_nowhere, LEADS_to_the_end, LEADS_to_an_early_end, LEADS };
struct appetite {
    int weight, percent;
};
static const struct appetite appetites[][LEADS] = {
    [MACHINE_appeal] = { { 120, 100 }, { 10, 30 }, { 60, 100 }, { 4, 6 } },
    [MACHINE_round] = { { 150, 100 }, { 40, 70 }, { 1, 2 }, { 1, 2 } },
};

/* How often a round is looked at in each state. */
static const int round_need[ROUND_STATES] = {
    [ROUND_planned] = 1,         [ROUND_open] = 2,            [ROUND_closed] = 4, [ROUND_catalogue_submitted] = 40,
    [ROUND_agenda_proposed] = 6, [ROUND_agenda_approved] = 8, [ROUND_held] = 25,
};

struct change *change_of(struct play *play, const struct kept *kept, const struct person *person)
{
    struct facts *facts = ARENA_NEW(play->step, struct facts);
    struct change *change = ARENA_NEW(play->step, struct change);

    mirror_facts(play, play->step, kept, facts);
    if (kept->appeal) change_init_appeal(change, play->step, facts, kept->appeal, person, play->context.now);
    else change_init_round(change, play->step, facts, kept->round, person, play->context.now);
    return change;
}

/* ── Which matter ───────────────────────────────────────────────────────── */

static struct kept *pick_appeal(struct play *play)
{
    if (play->appeals.count && chance(play, 4)) return play->appeals.rows[below(play, play->appeals.count)];
    return play->open.count ? play->open.rows[below(play, play->open.count)] : NULL;
}

static struct kept *pick_round(struct play *play)
{
    size_t sum = 0;

    for (size_t i = 0; i < play->rounds.count; i++) sum += (size_t)round_need[play->rounds.rows[i]->state];
    if (sum == 0) return NULL;
    sum = below(play, sum);
    for (size_t i = 0; i < play->rounds.count; i++) {
        size_t need = (size_t)round_need[play->rounds.rows[i]->state];

        if (sum < need) return play->rounds.rows[i];
        sum -= need;
    }
    return NULL;
}

/* ── Which action ───────────────────────────────────────────────────────── */

static enum leads where(const struct change *change)
{
    const struct state_row *states = change->machine->states;
    int to = change->step->to;

    if (to == STAY) return LEADS_nowhere;
    if (to == BACK || states[to].open) return LEADS_on;
    return states[to].stop < states[change->state_before].stop || states[to].stop < 3 ? LEADS_to_an_early_end
                                                                                      : LEADS_to_the_end;
}

/* -1: nothing to be done, or no mind to do it. */
static int pick_offer(struct play *play, struct change *change)
{
    const struct appetite *appetite = appetites[change->machine->id];
    const struct appetite **offers = ARENA_ARRAY(play->step, const struct appetite *, change->machine->action_count);
    int64_t sum = 0;

    for (int action = 0; action < change->machine->action_count; action++) {
        if (workflow_permit(change, action, NULL).kind != NO_ERROR) continue;
        offers[action] = &appetite[where(change)];
        sum += offers[action]->weight;
    }
    if (sum == 0) return -1;
    sum = dice_below(&play->dice, sum);
    for (int action = 0; action < change->machine->action_count; action++)
        if (offers[action] && (sum -= offers[action]->weight) < 0) return chance(play, offers[action]->percent) ? action : -1;
    return -1;
}

static bool is_pressing(const struct change *change)
{
    const struct limit *limits = change->appeal ? change->appeal->limits.rows : change->round->limits.rows;
    size_t count = change->appeal ? change->appeal->limits.count : change->round->limits.count;

    for (size_t i = 0; i < count; i++)
        if (limits[i].state == LIMIT_running &&
            limit_standing(&limits[i], change->calendar, change->policy, change->now).colour >= COLOUR_orange)
            return true;
    return false;
}

static bool stays_idle(struct play *play, struct actor *actor, const struct change *change)
{
    const struct behaviour *behaviour = actor->behaviour;

    if (actor->away_until > play->context.now) return true;
    if (text_equal(behaviour->name, "absent") && chance(play, 2))
        actor->away_until = play->context.now + (instant_t)(3 + below(play, 20)) * ONE_DAY;
    return chance(play, behaviour->idle) || (chance(play, behaviour->late) && !is_pressing(change));
}

/* ── The deed ───────────────────────────────────────────────────────────── */

/* Tries until it may be right; a few tries are all that anybody makes, and most give up then. NULL: he did. */
static struct input *fill_in(struct play *play, const struct actor *actor, struct change *change, int action, bool wrong)
{
    enum { TRIES = 8 };
    struct input *input = NULL;

    for (int i = 0; i < TRIES; i++) {
        input = ARENA_NEW(play->step, struct input);
        values_fill(play, actor, change, action, input);
        if (wrong) return input;
        values_facts(play, (struct facts *)(uintptr_t)change->facts, input);
        if (workflow_permit(change, action, input).kind == NO_ERROR) return input;
    }
    return chance(play, 10) ? input : NULL;
}

static struct deed *step_on(struct play *play, struct kept *kept, struct actor *actor)
{
    struct change *change = change_of(play, kept, &actor->person);
    bool wrong = chance(play, actor->behaviour->wrong);
    struct input *input;
    struct deed *deed;
    int action;

    if (stays_idle(play, actor, change)) return NULL;
    action = wrong ? (int)below(play, (size_t)change->machine->action_count) : pick_offer(play, change);
    input = action < 0 ? NULL : fill_in(play, actor, change, action, wrong);
    if (!input) return NULL;
    deed = deed_new(play, kept->appeal ? DEED_appeal : DEED_round, actor);
    deed->number = arena_text(play->arena, kept->appeal ? kept->appeal->number : kept->round->number);
    deed->action = change->machine->actions[action].id;
    deed->stale = chance(play, actor->behaviour->stale);
    deed_record(play, deed, input);
    return deed;
}

/* Whoever brings something: an enterprise, or a counter or the hotline for one. */
static struct actor *bringer(struct play *play)
{
    for (int i = 0; i < 400; i++) {
        struct actor *actor = cast_any(play);
        bool desk = person_is(&actor->person, ROLE_window) || person_is(&actor->person, ROLE_hotline);

        if (actor->enterprise || desk) return actor;
    }
    return cast_any(play);
}

static struct deed *submission(struct play *play)
{
    static const struct appeal nothing = { .state = STATE_new };
    const struct kept blank = { .appeal = (struct appeal *)(uintptr_t)&nothing };
    struct actor *actor = chance(play, 97) ? bringer(play) : cast_any(play);
    struct input *input = fill_in(play, actor, change_of(play, &blank, &actor->person), ACTION_submit, false);
    struct deed *deed;

    if (!input) return NULL;
    deed = deed_new(play, DEED_submit, actor);
    deed->action = "submit";
    deed_record(play, deed, input);
    return deed;
}

/* Another session, an ordinary one or a special one. */
static struct deed *planning(struct play *play)
{
    static const struct round nothing = { .state = ROUND_new };
    const struct kept blank = { .round = (struct round *)(uintptr_t)&nothing };
    struct actor *actor = cast_any(play);
    struct deed *deed = deed_new(play, DEED_plan, actor);
    struct change *change = change_of(play, &blank, &actor->person);
    struct input *input = ARENA_NEW(play->step, struct input);

    values_fill(play, actor, change, ROUND_ACTION_plan, input);
    input->fields[INPUT_special] = (struct given){ .present = true, .truth = chance(play, 80) };
    deed->action = "plan";
    deed_record(play, deed, input);
    return deed;
}

/* The first of a few who finds something to do. */
static struct deed *step_of_somebody(struct play *play, struct kept *kept)
{
    enum { PERSONS = 3 };
    const struct change *seen = change_of(play, kept, &the_clock);
    struct deed *deed = NULL;

    for (int i = 0; i < PERSONS && !deed; i++) {
        struct actor *actor = chance(play, 3) ? cast_any(play) : cast_near(play, seen);

        play->last_kept = kept;
        play->last_actor = actor;
        deed = step_on(play, kept, actor);
    }
    return deed;
}

struct deed *choose_deed(struct play *play)
{
    int roll = (int)below(play, 1000);
    struct kept *kept;

    if (roll < 20) return submission(play);
    if (roll < 22) return planning(play);
    if (chance(play, 12) && play->last_kept) return step_on(play, play->last_kept, play->last_actor);
    kept = roll < 250 ? pick_round(play) : pick_appeal(play);
    return kept ? step_of_somebody(play, kept) : NULL;
}

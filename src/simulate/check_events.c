/* SPDX-License-Identifier: Apache-2.0 */
/* After every call: what was written, whether it is a path of the model, and how the matters it touched stand now. */
#include "simulate/play.h"

#include "base/text.h"

#include <stdarg.h>

static const struct {
    const char *id, *meaning;
} invariants[] = {
#define INVARIANT(id, chinese) { #id, chinese },
#include "simulate/invariants.def"
#undef INVARIANT
};

void violate(struct play *play, int invariant, const char *format, ...)
{
    struct violation *violation = &play->result.violation;
    va_list arguments;

    if (violated(play)) return;
    va_start(arguments, format);
    violation->what = arena_vprintf(play->arena, format, arguments);
    va_end(arguments);
    violation->invariant = invariants[invariant].id;
    violation->meaning = invariants[invariant].meaning;
}

/* ── Is it a row of the tables? ─────────────────────────────────────────── */

/* The clock's rows are the clock's alone. */
static bool may_have_done(const struct step *step, bool clock)
{
    const unsigned clocks = CLOCK_ITSELF | ROUND;

    return clock ? (step->duty & clocks) != 0 : (step->duty & ~clocks) != 0;
}

static bool leads_there(const struct step *step, const struct kept *kept, int state)
{
    if (step->to == STAY) return state == kept->state;
    if (step->to == BACK) return (kept->visited >> state & 1u) != 0;
    return state == step->to;
}

static const struct step *find_step(const struct machine *machine, const struct kept *kept, const struct event *event,
                                    int action, int state)
{
    for (size_t i = 0; i < machine->step_count; i++) {
        const struct step *step = &machine->steps[i];

        if (step->action == action && (step->from >> kept->state & 1u) && leads_there(step, kept, state) &&
            may_have_done(step, text_equal(event->role, "clock")) && text_equal(step->clause, event->clause))
            return step;
    }
    return NULL;
}

static void check_event(struct play *play, const struct machine *machine, struct kept *kept, const struct event *event)
{
    int action = machine_action(machine, event->action), state = machine_state(machine, event->state);

    if (event->seq != kept->seq + 1)
        violate(play, INVARIANT_sequence, "%s %lld：第%lld条之后是第%lld条", machine->name, (long long)kept->id,
                (long long)kept->seq, (long long)event->seq);
    if (action < 0 || !state || !find_step(machine, kept, event, action, state))
        violate(play, INVARIANT_path, "%s %lld：在“%s”%s%s到了“%s”，没有这一行", machine->name, (long long)kept->id,
                machine->states[kept->state].chinese, event->role, event->action, event->state);
    kept->seq = event->seq;
    if (state) {
        kept->state = state;
        kept->visited |= UINT64_C(1) << state;
    }
}

/* ── One call ───────────────────────────────────────────────────────────── */

static struct kept *kept_of(struct play *play, const struct event *event)
{
    bool appeal = text_equal(event->subject, "appeal");
    struct kept *kept = appeal ? mirror_appeal(play, event->subject_id) : mirror_round(play, event->subject_id);

    if (kept) return kept;
    play->result.appeals += appeal;
    play->result.rounds += !appeal;
    return mirror_new(play, appeal, event->subject_id);
}

static bool is_matter(const struct event *event)
{
    return text_equal(event->subject, "appeal") || text_equal(event->subject, "round");
}

static int64_t version_of(const struct kept *kept)
{
    return kept->appeal ? kept->appeal->version : kept->round ? kept->round->version : 0;
}

/* The record as it stands fits what was written of it. */
static void check_stored(struct play *play, const struct kept *kept, int64_t version_before, int64_t seq_before)
{
    const char *number = kept->appeal ? kept->appeal->number : kept->round->number;
    int64_t last = kept->appeal ? kept->appeal->last_event : kept->round->last_event;
    int64_t state = kept->appeal ? kept->appeal->state : kept->round->state;

    if (last != kept->seq || version_of(kept) - version_before != kept->seq - seq_before)
        violate(play, INVARIANT_sequence, "%s：记录到第%lld条，库里是第%lld条、版本%lld（原%lld）", number,
                (long long)kept->seq, (long long)last, (long long)version_of(kept), (long long)version_before);
    if (state != kept->state) violate(play, INVARIANT_recorded, "%s：库里的状态不是最后一条记录的状态", number);
}

struct touched {
    struct kept *kept;
    int64_t version, seq;
};

static struct error look_at_touched(struct play *play, struct touched *touched, size_t count)
{
    for (size_t i = 0; i < count; i++) TRY(mirror_load(play, touched[i].kept));
    for (size_t i = 0; i < count && !violated(play); i++) {
        check_stored(play, touched[i].kept, touched[i].version, touched[i].seq);
        if (touched[i].kept->appeal) check_appeal(play, touched[i].kept);
        else check_round(play, touched[i].kept);
        play->result.checks++;
    }
    return OK;
}

struct error check_events(struct play *play, bool refused)
{
    enum { MOST = 5000 };
    struct event *events;
    struct touched *touched;
    size_t count, touched_count = 0;

    TRY(events_unsealed(play->db, play->step, play->context.wall, MOST, &events, &count));
    if (refused && count)
        violate(play, INVARIANT_refused, "%s %lld仍然写下了%s", events[0].subject, (long long)events[0].subject_id,
                events[0].action);
    touched = ARENA_ARRAY(play->step, struct touched, count + 1);
    for (size_t i = 0; i < count && !violated(play); i++) {
        struct kept *kept;

        play->unsealed++;
        if (!is_matter(&events[i])) continue;
        kept = kept_of(play, &events[i]);
        if (!kept->changed) touched[touched_count++] = (struct touched){ kept, version_of(kept), kept->seq };
        kept->changed = true;
        check_event(play, text_equal(events[i].subject, "appeal") ? &appeal_machine : &round_machine, kept, &events[i]);
        play->result.events++;
        if (play->order->meddle) TRY(play->order->meddle(play->db, &events[i]));
    }
    if (violated(play)) return OK;
    TRY(look_at_touched(play, touched, touched_count));
    for (size_t i = 0; i < count && !violated(play); i++)
        if (is_matter(&events[i])) TRY(check_notices(play, &events[i], kept_of(play, &events[i])));
    return OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of every matter: as it was after its last event. People decide by it, checks compare with it. */
#include "simulate/play.h"

#include "base/text.h"
#include "store/records.h"

#include <stdlib.h>
#include <string.h>

#define MATTER_BYTES ((size_t)64 << 20)

static size_t place_of(const struct kept_list *list, int64_t id)
{
    size_t low = 0, high = list->count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (list->rows[middle]->id < id) low = middle + 1;
        else high = middle;
    }
    return low;
}

static struct kept *find(const struct kept_list *list, int64_t id)
{
    size_t at = place_of(list, id);

    return at < list->count && list->rows[at]->id == id ? list->rows[at] : NULL;
}

struct kept *mirror_appeal(struct play *play, int64_t id)
{
    return find(&play->appeals, id);
}

struct kept *mirror_round(struct play *play, int64_t id)
{
    return find(&play->rounds, id);
}

struct kept *mirror_appeal_numbered(struct play *play, const char *number)
{
    for (size_t i = play->appeals.count; number && i-- > 0;) {
        const struct appeal *appeal = play->appeals.rows[i]->appeal;
        if (appeal && text_equal(appeal->number, number)) return play->appeals.rows[i];
    }
    return NULL;
}

struct kept *mirror_round_numbered(struct play *play, const char *number)
{
    for (size_t i = play->rounds.count; number && i-- > 0;) {
        const struct round *round = play->rounds.rows[i]->round;
        if (round && text_equal(round->number, number)) return play->rounds.rows[i];
    }
    return NULL;
}

/* ── Facts ──────────────────────────────────────────────────────────────── */

static int by_event_day(const void *a_pointer, const void *b_pointer)
{
    const struct round *a = a_pointer, *b = b_pointer;

    if (a->event_day != b->event_day) return a->event_day < b->event_day ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

/* Two more than there are rounds not over: an appeal's own may be, and nothing to stop at. */
static void make_headers(struct play *play)
{
    play->headers_old = false;
    play->headers = ARENA_ARRAY(play->step, struct round, play->rounds.count + 1);
    play->header_count = 0;
    for (size_t i = 0; i < play->rounds.count; i++) {
        const struct round *round = play->rounds.rows[i]->round;
        struct round *header;

        if (!round || round->state >= ROUND_finished) continue;
        header = &play->headers[play->header_count++];
        *header = *round;
        header->items.count = header->guests.count = header->limits.count = 0;
    }
    qsort(play->headers, play->header_count, sizeof *play->headers, by_event_day);
}

static struct brief *brief_of(struct arena *arena, const struct appeal *appeal)
{
    struct brief *brief = ARENA_NEW(arena, struct brief);

    *brief = (struct brief){ .id = appeal->id, .number = appeal->number, .state = (int)appeal->state,
                             .jurisdiction = appeal->jurisdiction, .round = appeal->round,
                             .lead_unit = appeal->lead_unit, .rating = appeal->rating, .uscc = appeal->uscc,
                             .off_round = appeal->off_round != 0, .carried = appeal->carried,
                             .merged_into = appeal->merged_into };
    return brief;
}

static bool goes_with(const struct kept *kept, const struct appeal *other)
{
    if (kept->appeal) return other->merged_into == kept->id;
    return other->state < STATE_closed && text_equal(other->round, kept->round->number);
}

static void find_members(struct play *play, struct arena *arena, const struct kept *kept, struct facts *facts)
{
    struct brief *members = ARENA_ARRAY(arena, struct brief, play->appeals.count + 1);

    for (size_t i = 0; i < play->appeals.count; i++) {
        const struct appeal *other = play->appeals.rows[i]->appeal;

        if (other && goes_with(kept, other)) members[facts->member_count++] = *brief_of(arena, other);
    }
    facts->members = members;
}

static const struct item *find_item(struct play *play, const struct appeal *appeal)
{
    struct kept *round = mirror_round_numbered(play, appeal->round);

    for (size_t i = 0; round && round->round && i < round->round->items.count; i++) {
        const struct item *item = &round->round->items.rows[i];
        if (item->appeal == appeal->id && !item->struck_at) return item;
    }
    return NULL;
}

/* The appeal's own round is there whatever its state. */
static void add_own_round(struct play *play, struct arena *arena, const char *number, struct facts *facts)
{
    const struct kept *own = mirror_round_numbered(play, number);
    struct round *rounds;

    if (!own || !own->round || own->round->state < ROUND_finished) return;
    rounds = ARENA_ARRAY(arena, struct round, facts->round_count + 1);
    rounds[0] = *own->round;
    if (facts->round_count) memcpy(rounds + 1, facts->rounds, facts->round_count * sizeof *rounds);
    facts->rounds = rounds;
    facts->round_count++;
}

void mirror_facts(struct play *play, struct arena *arena, const struct kept *kept, struct facts *facts)
{
    if (play->headers_old) make_headers(play);
    *facts = (struct facts){ .world = play->context.world, .rounds = play->headers, .round_count = play->header_count };
    if (kept->appeal) {
        const struct kept *target = kept->appeal->merged_into ? mirror_appeal(play, kept->appeal->merged_into) : NULL;

        add_own_round(play, arena, kept->appeal->round, facts);
        facts->item = kept->appeal->round ? find_item(play, kept->appeal) : NULL;
        if (target && target->appeal) facts->target = brief_of(arena, target->appeal);
    }
    if (kept->round || kept->state == STATE_rating) find_members(play, arena, kept, facts);
}

/* ── What is open ───────────────────────────────────────────────────────── */

static instant_t next_of(const struct limit *limits, size_t count)
{
    instant_t next = NO_INSTANT;

    for (size_t i = 0; i < count; i++)
        if (limits[i].next_at && (!next || limits[i].next_at < next)) next = limits[i].next_at;
    return next;
}

instant_t mirror_next_due(const struct play *play)
{
    instant_t next = INT64_MAX;

    for (size_t i = 0; i < play->open.count; i++)
        if (play->open.rows[i]->next_due && play->open.rows[i]->next_due < next) next = play->open.rows[i]->next_due;
    for (size_t i = 0; i < play->rounds.count; i++)
        if (play->rounds.rows[i]->next_due && play->rounds.rows[i]->next_due < next) next = play->rounds.rows[i]->next_due;
    return next;
}

static void make_room(struct play *play, struct kept_list *list)
{
    size_t room = list->room ? 2 * list->room : 256;
    struct kept **rows;

    if (list->count < list->room) return;
    rows = ARENA_ARRAY(play->arena, struct kept *, room);
    if (list->count) memcpy(rows, list->rows, list->count * sizeof *rows);
    list->rows = rows;
    list->room = room;
}

static void note_open(struct play *play, struct kept *kept)
{
    bool open = kept->appeal->state < STATE_closed;

    if (open && !kept->open_at) {
        make_room(play, &play->open);
        play->open.rows[play->open.count++] = kept;
        kept->open_at = play->open.count;
    } else if (!open && kept->open_at) {
        struct kept *moved = play->open.rows[--play->open.count];

        play->open.rows[kept->open_at - 1] = moved;
        moved->open_at = kept->open_at;
        kept->open_at = 0;
    }
}

struct kept *mirror_new(struct play *play, bool appeal, int64_t id)
{
    struct kept_list *list = appeal ? &play->appeals : &play->rounds;
    struct kept *kept = ARENA_NEW(play->arena, struct kept);
    size_t at = place_of(list, id);

    make_room(play, list);
    memmove(list->rows + at + 1, list->rows + at, (list->count - at) * sizeof *list->rows);
    list->rows[at] = kept;
    list->count++;
    *kept = (struct kept){ .arena = arena_new(MATTER_BYTES), .id = id, .visited = 1 };
    return kept;
}

static struct error load_appeal(struct play *play, struct kept *kept)
{
    struct appeal *appeal = ARENA_NEW(kept->arena, struct appeal);

    kept->appeal = NULL;
    TRY(record_load(play->db, kept->arena, &appeal_record, kept->id, appeal));
    kept->appeal = appeal;
    kept->next_due = next_of(appeal->limits.rows, appeal->limits.count);
    note_open(play, kept);
    return OK;
}

static struct error load_round(struct play *play, struct kept *kept)
{
    struct round *round = ARENA_NEW(kept->arena, struct round);

    kept->round = NULL;
    TRY(record_load(play->db, kept->arena, &round_record, kept->id, round));
    kept->round = round;
    kept->next_due = next_of(round->limits.rows, round->limits.count);
    play->headers_old = true;
    return OK;
}

struct error mirror_load(struct play *play, struct kept *kept)
{
    arena_reset(kept->arena);
    kept->changed = false;
    return find(&play->appeals, kept->id) == kept ? load_appeal(play, kept) : load_round(play, kept);
}

void mirror_free(struct play *play)
{
    for (size_t i = 0; i < play->appeals.count; i++) arena_free(play->appeals.rows[i]->arena);
    for (size_t i = 0; i < play->rounds.count; i++) arena_free(play->rounds.rows[i]->arena);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "store/successions.h"

#include "mechanism/workflow.h"

#define OF_UNIT                                                                 \
    "SELECT id FROM appeal WHERE state < $2 AND lead_unit = $1"                 \
    " UNION SELECT id FROM appeal WHERE state = $3 AND proposed_unit = $1"      \
    " UNION SELECT id FROM appeal WHERE state = $4 AND proposed_unit = $1"      \
    " UNION SELECT a.id FROM appeal a JOIN dispatch d ON d.parent = a.id"       \
    "        WHERE d.unit = $1 AND d.role = 'co' AND d.state < $5 AND a.state < $2" \
    " ORDER BY 1 LIMIT $6"
#define OF_JURISDICTION "SELECT id FROM appeal WHERE jurisdiction = $1 AND state < $2 ORDER BY id LIMIT $3"
#define ROUND_OF "SELECT number FROM round WHERE jurisdiction = $1 AND state < $2 ORDER BY event_day LIMIT 1"

enum { VALUES = 7 };

static const struct value *values(struct arena *arena, const struct value list[VALUES])
{
    struct value *kept = ARENA_ARRAY(arena, struct value, VALUES);

    for (size_t i = 0; i < VALUES; i++) kept[i] = list[i];
    return kept;
}
#define LIST(...) values(arena, (const struct value[VALUES]){ __VA_ARGS__, NO_VALUES })

static void read_ids(struct arena *arena, const struct rows *rows, struct succession *succession)
{
    succession->count = rows->count;
    succession->ids = ARENA_ARRAY(arena, int64_t, rows->count);
    for (size_t i = 0; i < rows->count; i++) succession->ids[i] = row_int(rows, i, 0);
}

struct error successions_load(struct db *db, struct arena *arena, struct succession *list, size_t count, int64_t most)
{
    struct question *questions = ARENA_ARRAY(arena, struct question, 2 * count);
    struct rows *rows = ARENA_ARRAY(arena, struct rows, 2 * count);
    size_t asked = 0, read = 0;

    for (size_t i = 0; i < count; i++) {
        const char *unit = list[i].unit, *place = list[i].jurisdiction;

        if (unit)
            questions[asked] = (struct question){
                &rows[asked], OF_UNIT,
                LIST(TEXT(unit), INT(STATE_closed), INT(STATE_disputed), INT(STATE_escalated), INT(DISPATCH_replied),
                     INT(most))
            };
        else
            questions[asked] = (struct question){ &rows[asked], OF_JURISDICTION,
                                                  LIST(TEXT(place), INT(STATE_closed), INT(most)) };
        asked++;
        if (unit) continue;
        questions[asked] = (struct question){ &rows[asked], ROUND_OF, LIST(TEXT(place), INT(ROUND_held)) };
        asked++;
    }
    TRY(db_query_together(db, arena, questions, asked));
    for (size_t i = 0; i < count; i++) {
        read_ids(arena, &rows[read++], &list[i]);
        if (list[i].unit) continue;
        list[i].round = rows[read].count ? row_text(&rows[read], 0, 0) : NULL;
        read++;
    }
    return OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "service/open_appeal.h"

#include "base/text.h"
#include "mechanism/categories.h"
#include "mechanism/privacy.h"
#include "service/appeal_words.h"

void line_of_appeal(struct context *context, const struct facts *facts, const struct appeal *appeal,
                    struct appeal_line *line)
{
    const struct state_row *state = &appeal_machine.states[appeal->state];
    struct change change;
    unsigned viewer = privacy_viewer(context->world, &context->person, appeal, day_of(context->now));

    /* Enough of a change to ask about limits: no rounds, no item. */
    change_init_appeal(&change, context->arena, facts, appeal, &context->person, context->now);
    *line = (struct appeal_line){ .id = appeal->id,
                                  .version = appeal->version,
                                  .shown = privacy_shown(context->arena, appeal, viewer),
                                  .state = state->id,
                                  .state_label = appeal_state_label(appeal),
                                  .stop = state->stop,
                                  .jurisdiction_name = jurisdiction_name(context->world, appeal->jurisdiction),
                                  .lead_name = lead_name(context->world, appeal),
                                  .category_name = category_name(appeal->category),
                                  .region_name = region_name(context->arena, context->world, appeal->region) };
    co_units_of(context->arena, context->world, appeal, &line->co_units, &line->co_unit_count);
    flags_of(context->arena, appeal, &line->flags, &line->flag_count);
    clocks_view(&change, &line->clocks, &line->clock_count);
    line->clock = clock_most_urgent(line->clocks, line->clock_count);
}

struct error list_appeals(struct context *context, const struct appeal_filter *asked, struct appeal_line **lines,
                          size_t *count, bool *more)
{
    struct sight sight = { context->world, &context->person, day_of(context->now) };
    struct appeal_filter filter = *asked;
    struct facts facts = { .world = context->world };
    struct appeal *appeals;

    filter.limit = asked->limit + 1;
    filter.now = context->now;
    TRY(appeals_list(context->db, context->arena, &sight, &filter, &appeals, count));
    *more = *count > (size_t)asked->limit;
    if (*more) *count = (size_t)asked->limit;
    *lines = ARENA_ARRAY(context->arena, struct appeal_line, *count + 1);
    for (size_t i = 0; i < *count; i++) line_of_appeal(context, &facts, &appeals[i], &(*lines)[i]);
    return OK;
}

static bool add_state(struct appeal_filter *filter, int state)
{
    if (filter->state_count == FILTER_STATES) return false;
    filter->states[filter->state_count++] = state;
    return true;
}

bool states_read(struct arena *arena, const char *text, struct appeal_filter *filter)
{
    size_t count;
    char **words = text_split(arena, text, ',', &count);

    for (size_t i = 0; i < count; i++) {
        bool open = text_equal(words[i], "open"), final = text_equal(words[i], "final");
        int state = machine_state(&appeal_machine, words[i]);

        if (!open && !final && state == 0) return false;
        if (state != 0 && !add_state(filter, state)) return false;
        for (int each = 1; (open || final) && each < appeal_machine.state_count; each++)
            if (appeal_machine.states[each].open == open && !add_state(filter, each)) return false;
    }
    return true;
}

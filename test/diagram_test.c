/* SPDX-License-Identifier: Apache-2.0 */
/* The picture and the page say every row, and say it in a form that Graphviz and Markdown read. */
#include "mechanism/diagram.h"

#include "test.h"

static struct arena *arena;

static const char *drawn(void (*draw)(struct buffer *))
{
    struct buffer *out = ARENA_NEW(arena, struct buffer);

    buffer_init(out, arena, (size_t)4 << 20);
    draw(out);
    CHECK(!out->full, "it fits");
    return buffer_string(out);
}

static void the_picture_has_every_state_and_closes_what_it_opens(void)
{
    const char *dot = drawn(diagram_dot);
    int open = 0, quotes = 0;

    for (const char *at = dot; *at; at++) open += (*at == '{') - (*at == '}'), quotes += *at == '"';
    CHECK_INT(open, 0);
    CHECK_INT(quotes % 2, 0);
    for (int state = 1; state < appeal_machine.state_count; state++)
        CHECK(strstr(dot, arena_printf(arena, " appeal_%s [", appeal_machine.states[state].id)), "%s",
              appeal_machine.states[state].id);
    CHECK(strstr(dot, "appeal_suspended -> appeal_handling"), "BACK leads where it came from");
    CHECK(strstr(dot, "appeal_assigned -> appeal_handling [label=\"逾期视为接收\\n二(三)\", style=dashed]"), "silence is dashed");
}

static void the_page_has_every_action_and_whole_tables(void)
{
    const char *page = drawn(diagram_markdown);
    size_t columns = 0;

    for (int action = 0; action < appeal_machine.action_count; action++)
        CHECK(strstr(page, arena_printf(arena, "| `%s` |", appeal_machine.actions[action].id)), "%s",
              appeal_machine.actions[action].id);
    CHECK(strstr(page, "| 派单 | 主办单位 | `dispatched` |"), "whom an assignment tells");
    CHECK(!strstr(page, "(null)"), "every name is known");
    for (const char *line = page; *line; line = strchr(line, '\n') + 1) {
        size_t bars = 0;

        for (const char *at = line; *at != '\n'; at++) bars += *at == '|';
        if (*line == '|' && columns) CHECK(bars == columns, "a row of %zu cells in a table of %zu: %.60s", bars, columns, line);
        columns = *line == '|' ? bars : 0;
    }
}

int main(void)
{
    arena = arena_new((size_t)16 << 20);
    RUN(the_picture_has_every_state_and_closes_what_it_opens);
    RUN(the_page_has_every_action_and_whole_tables);
    arena_free(arena);
    return test_end();
}

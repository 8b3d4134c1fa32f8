/* SPDX-License-Identifier: Apache-2.0 */
/* `ztc workflow`: the mechanism's own tables as a picture or a page. */
#include "mechanism/diagram.h"

#include "commands.h"
#include "commands/print.h"

int command_workflow(struct arguments *arguments)
{
    bool dot = arguments_switch(arguments, "--dot"), markdown = arguments_switch(arguments, "--markdown");
    struct arena *arena;
    struct buffer out;
    int status;

    if (dot == markdown && !arguments->wrong) arguments->wrong = "要 --dot 或 --markdown 之一";
    if (!arguments_end(arguments)) return EXIT_USAGE;
    arena = arena_new((size_t)16 << 20);
    buffer_init(&out, arena, (size_t)4 << 20);
    if (dot)
        diagram_dot(&out);
    else
        diagram_markdown(&out);
    status = command_print(arguments, &out);
    arena_free(arena);
    return status;
}

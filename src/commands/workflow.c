/* SPDX-License-Identifier: Apache-2.0 */
/* `ztc workflow`: the mechanism's own tables as a picture, a page or a model for a checker. */
#include "mechanism/diagram.h"
#include "mechanism/promela.h"

#include "commands.h"
#include "commands/print.h"

static void write_promela(struct buffer *out)
{
    struct promela_rows rows = promela_rows();

    promela_write(out, &rows);
}

static const struct form {
    const char *option;
    void (*write)(struct buffer *);
} forms[] = { { "--dot", diagram_dot }, { "--markdown", diagram_markdown }, { "--promela", write_promela } };

int command_workflow(struct arguments *arguments)
{
    const struct form *chosen = NULL;
    size_t count = 0;
    struct arena *arena;
    struct buffer out;
    int status;

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (arguments_switch(arguments, forms[i].option)) {
            chosen = &forms[i];
            count++;
        }
    if (count != 1 && !arguments->wrong) arguments->wrong = "要 --dot、--markdown、--promela 之一";
    if (!arguments_end(arguments)) return EXIT_USAGE;
    arena = arena_new((size_t)16 << 20);
    buffer_init(&out, arena, (size_t)4 << 20);
    chosen->write(&out);
    status = command_print(arguments, &out);
    arena_free(arena);
    return status;
}

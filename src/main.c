/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "commands.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

struct command {
    const char *name;
    int (*function)(struct arguments *);
    const char *usage, *summary;
};

static int help(struct arguments *arguments);

static const struct command commands[] = {
#define COMMAND(name, function, usage, summary) { name, function, usage, summary },
#include "commands.def"
#undef COMMAND
    { "help", help, "[COMMAND]", "显示命令列表，或一个命令的用法" },
};

static const struct command *find(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

static void list(FILE *out)
{
    fputs("直通车平台 ztc。用法: ztc COMMAND …\n\n", out);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(out, "  %-11s %s\n", commands[i].name, commands[i].summary);
    fputs("\n每个命令的用法: ztc help COMMAND。数据库由 --store 或环境变量 ZTC_STORE 指明。\n"
          "退出状态: 0 完成，1 被拒绝或失败，2 用法不对。\n",
          out);
}

static int help(struct arguments *arguments)
{
    const char *name = arguments_word(arguments);
    const struct command *command;

    if (!arguments_end(arguments)) return EXIT_USAGE;
    if (!name) {
        list(stdout);
        return EXIT_DONE;
    }
    command = find(name);
    if (!command) {
        fprintf(stderr, "ztc help: 没有命令 %s，ztc help 列出全部\n", name);
        return EXIT_USAGE;
    }
    printf("ztc %s %s\n    %s\n", command->name, command->usage, command->summary);
    return EXIT_DONE;
}

static bool asks_for_help(const struct arguments *arguments)
{
    for (int i = 0; i < arguments->count; i++)
        if (strcmp(arguments->values[i], "--help") == 0 || strcmp(arguments->values[i], "-h") == 0) return true;
    return false;
}

int main(int argc, char **argv)
{
    struct arguments arguments = { .count = argc > 2 ? argc - 2 : 0, .values = argv + 2 };
    const struct command *command;

    /* A peer that hangs up is an error of one write, never the end of the program. */
    signal(SIGPIPE, SIG_IGN);
    memory_guard_libraries();
    if (argc < 2) {
        list(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        list(stdout);
        return EXIT_DONE;
    }
    command = find(argv[1]);
    if (!command) {
        fprintf(stderr, "ztc: 没有命令 %s，ztc help 列出全部\n", argv[1]);
        return EXIT_USAGE;
    }
    if (asks_for_help(&arguments)) {
        char *name[] = { argv[1] };

        arguments = (struct arguments){ .command = "help", .usage = "", .count = 1, .values = name };
        return help(&arguments);
    }
    arguments.command = command->name;
    arguments.usage = command->usage;
    return command->function(&arguments);
}

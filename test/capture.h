/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a command of the program inside a test and keeps what it printed. */
#pragma once

#include "base/arguments.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct captured {
    int status;
    char out[1 << 18], error[1 << 14];
};

static int capture_into(int descriptor, FILE *file)
{
    int before = dup(descriptor);

    dup2(fileno(file), descriptor);
    return before;
}

static void capture_back(int descriptor, int before)
{
    dup2(before, descriptor);
    close(before);
}

static void capture_read(FILE *file, char *text, size_t room)
{
    rewind(file);
    text[fread(text, 1, room - 1, file)] = 0;
    fclose(file);
}

/* typed: the words behind the command's name, separated by single spaces; input: for standard input. */
static struct captured *capture(int (*command)(struct arguments *), const char *name, const char *typed,
                                const char *input)
{
    static struct captured captured;
    static char words[4096];
    char *values[64];
    struct arguments arguments = { .command = name, .usage = "…", .values = values };
    FILE *in = tmpfile(), *out = tmpfile(), *error = tmpfile();
    int stdin_before, stdout_before, stderr_before;

    snprintf(words, sizeof words, "%s", typed);
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) values[arguments.count++] = word;
    fputs(input ? input : "", in);
    fflush(in);
    lseek(fileno(in), 0, SEEK_SET);
    fflush(stdout);
    stdin_before = capture_into(STDIN_FILENO, in);
    stdout_before = capture_into(STDOUT_FILENO, out);
    stderr_before = capture_into(STDERR_FILENO, error);
    captured.status = command(&arguments);
    fflush(stdout);
    capture_back(STDIN_FILENO, stdin_before);
    capture_back(STDOUT_FILENO, stdout_before);
    capture_back(STDERR_FILENO, stderr_before);
    fclose(in);
    capture_read(out, captured.out, sizeof captured.out);
    capture_read(error, captured.error, sizeof captured.error);
    return &captured;
}

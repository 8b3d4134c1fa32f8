/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was typed after `ztc COMMAND`. A command takes what it knows, options
 * before words, and asks arguments_end() at the last: what nobody took is wrong.
 *
 *     const char *store = arguments_store(arguments);
 *     bool json = arguments_switch(arguments, "--json");
 *     const char *day = arguments_word(arguments);
 *     if (!arguments_end(arguments)) return EXIT_USAGE;
 */
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum { EXIT_DONE, EXIT_REFUSED, EXIT_USAGE };

struct arguments {
    const char *command; /* "serve" */
    const char *usage;
    int count;
    char **values; /* taken ones become NULL */
    const char *wrong; /* the first thing that was not understood, a whole sentence */
    char wrong_text[256];
};

bool arguments_switch(struct arguments *, const char *name); /* --json */
/* `--name VALUE` or `--name=VALUE`; NULL when it was not given. */
const char *arguments_option(struct arguments *, const char *name);
/* A whole number from lowest to highest; `otherwise` when it was not given. */
int64_t arguments_number(struct arguments *, const char *name, int64_t otherwise, int64_t lowest, int64_t highest);
/* `--name FIRST SECOND`; false when it was not given. */
bool arguments_pair(struct arguments *, const char *name, const char *pair[2]);
/* --store, else ZTC_STORE; wrong usage when there is neither. */
const char *arguments_store(struct arguments *);
/* The next word that is no option; NULL when there is none left. A number below zero is a word. */
const char *arguments_word(struct arguments *);
/* The same; wrong usage, naming what is missing, when there is none. */
const char *arguments_need(struct arguments *, const char *what);
/* Says on stderr what was wrong and how it is used; false then. */
bool arguments_end(struct arguments *);
/* One line on stderr; gives EXIT_REFUSED, or EXIT_DONE for OK. */
int command_result(const struct arguments *, struct error);

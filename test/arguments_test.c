/* SPDX-License-Identifier: Apache-2.0 */
/* What is typed behind `ztc COMMAND`. */
#include "base/arguments.h"
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#define TYPED(...)                                                                                                     \
    char *typed[] = { __VA_ARGS__ };                                                                                   \
    struct arguments arguments = {                                                                                     \
        .command = "test", .usage = "…", .count = sizeof typed / sizeof *typed, .values = typed                        \
    }

/* What is said about wrong usage is not looked at here. */
static bool ends(struct arguments *arguments)
{
    int kept = dup(STDERR_FILENO);
    bool right;

    fflush(stderr);
    if (!freopen("/dev/null", "w", stderr)) abort();
    right = arguments_end(arguments);
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    return right;
}

static void options_and_words_may_be_mixed(void)
{
    TYPED("add", "--json", "2026-03-04", "--store", "a.db", "-5", "--limit=7");
    const char *word;

    CHECK(arguments_switch(&arguments, "--json"), "the switch");
    CHECK(!arguments_switch(&arguments, "--json"), "taken once");
    CHECK_TEXT(arguments_store(&arguments), "a.db");
    CHECK_INT(arguments_number(&arguments, "--limit", 1, 1, 10), 7);
    CHECK_INT(arguments_number(&arguments, "--other", 3, 1, 10), 3);
    CHECK_TEXT(arguments_word(&arguments), "add");
    CHECK_TEXT(arguments_need(&arguments, "a day"), "2026-03-04");
    word = arguments_word(&arguments);
    CHECK_TEXT(word, "-5");
    CHECK(!arguments_word(&arguments), "no more words");
    CHECK(ends(&arguments), "all was taken: %s", arguments.wrong);
}

static void two_values_belong_to_one_option(void)
{
    TYPED("--tls", "cert", "key");
    const char *pair[2];

    CHECK(arguments_pair(&arguments, "--tls", pair), "both are there");
    CHECK_TEXT(pair[0], "cert");
    CHECK_TEXT(pair[1], "key");
    CHECK(ends(&arguments), "all was taken");
}

static void what_nobody_takes_is_wrong(void)
{
    TYPED("--bogus");

    CHECK(!arguments_word(&arguments), "an option is no word");
    CHECK(!ends(&arguments), "refused");
    CHECK(arguments.wrong && strstr(arguments.wrong, "--bogus"), "named: %s", arguments.wrong);
}

static void what_is_missing_is_wrong(void)
{
    {
        TYPED("--store");
        CHECK(!arguments_store(&arguments), "no value");
        CHECK(!ends(&arguments), "refused");
    }
    {
        TYPED("--tls", "cert");
        const char *pair[2];
        CHECK(!arguments_pair(&arguments, "--tls", pair), "half a pair");
        CHECK(!ends(&arguments), "refused");
    }
    {
        TYPED("--limit", "11");
        arguments_number(&arguments, "--limit", 1, 1, 10);
        CHECK(!ends(&arguments), "out of bounds");
    }
    {
        TYPED("x");
        arguments_word(&arguments);
        CHECK(!arguments_need(&arguments, "a day"), "no word");
        CHECK(!ends(&arguments), "refused");
    }
}

static void the_store_may_come_from_the_environment(void)
{
    TYPED("x");

    arguments_word(&arguments);
    unsetenv("ZTC_STORE");
    setenv("ZTC_STORE", "b.db", 1);
    CHECK_TEXT(arguments_store(&arguments), "b.db");
    unsetenv("ZTC_STORE");
    CHECK(!arguments_store(&arguments), "nor there");
    CHECK(!ends(&arguments), "refused");
}

int main(void)
{
    RUN(options_and_words_may_be_mixed);
    RUN(two_values_belong_to_one_option);
    RUN(what_nobody_takes_is_wrong);
    RUN(what_is_missing_is_wrong);
    RUN(the_store_may_come_from_the_environment);
    return test_end();
}

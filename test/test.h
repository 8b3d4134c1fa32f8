/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A test is a function whose name is a sentence; CHECK is its evidence.
 * Every *_test.c has one `int main(void)` that calls RUN for each and ends with
 * `return test_end();`, which prints `N passed, N failed` alone on a line.
 */
#pragma once

#include <stdio.h>
#include <string.h>

static int test_passed, test_failed;
static const char *test_name;

#define CHECK(truth, ...)                                          \
    do {                                                           \
        if (truth) {                                               \
            test_passed++;                                         \
        } else {                                                   \
            test_failed++;                                         \
            printf("%s:%d: %s: ", __FILE__, __LINE__, test_name); \
            printf(__VA_ARGS__);                                   \
            putchar('\n');                                         \
        }                                                          \
    } while (0)

#define CHECK_TEXT(got, want)                                                                          \
    do {                                                                                               \
        const char *got_ = (got), *want_ = (want);                                                     \
        CHECK(got_ && want_ && strcmp(got_, want_) == 0, "got '%s', want '%s'", got_ ? got_ : "NULL", \
              want_ ? want_ : "NULL");                                                                 \
    } while (0)

#define CHECK_INT(got, want)                                                           \
    do {                                                                               \
        long long got_ = (long long)(got), want_ = (long long)(want);                  \
        CHECK(got_ == want_, "got %lld, want %lld", got_, want_);                       \
    } while (0)

#define RUN(test)          \
    do {                   \
        test_name = #test; \
        test();            \
    } while (0)

static inline int test_end(void)
{
    printf("%d passed, %d failed\n", test_passed, test_failed);
    return test_failed ? 1 : 0;
}

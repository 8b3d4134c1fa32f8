/* SPDX-License-Identifier: Apache-2.0 */
/* How far a long command has come: one line on a terminal, redrawn; nothing in a pipe. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct progress {
    const char *what; /* Chinese: what is being done */
    int64_t done, total;
    int64_t drawn_at; /* milliseconds */
    bool shown;
};

struct progress progress_start(const char *what, int64_t total); /* total 0: not known */
void progress_add(struct progress *, int64_t);
void progress_end(struct progress *); /* the line is gone */

/* SPDX-License-Identifier: Apache-2.0 */
#include "base/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { REDRAW = 100 }; /* milliseconds */

static int64_t milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void draw(struct progress *progress)
{
    if (progress->total > 0)
        fprintf(stderr, "\r\033[K%s %lld%%（%lld / %lld）", progress->what,
                (long long)(progress->done * 100 / progress->total), (long long)progress->done,
                (long long)progress->total);
    else
        fprintf(stderr, "\r\033[K%s %lld", progress->what, (long long)progress->done);
    fflush(stderr);
}

struct progress progress_start(const char *what, int64_t total)
{
    struct progress progress = { .what = what, .total = total, .shown = isatty(STDERR_FILENO) };

    if (progress.shown) draw(&progress);
    return progress;
}

void progress_add(struct progress *progress, int64_t more)
{
    int64_t now;

    progress->done += more;
    if (!progress->shown || (now = milliseconds()) - progress->drawn_at < REDRAW) return;
    progress->drawn_at = now;
    draw(progress);
}

void progress_end(struct progress *progress)
{
    if (progress->shown) fputs("\r\033[K", stderr);
    progress->shown = false;
}

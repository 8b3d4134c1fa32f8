/* SPDX-License-Identifier: Apache-2.0 */
/* Notices as their readers see them: what one recipient got on one channel, and up to where he has seen it. */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "sql/db.h"

struct inbox_row {
    int64_t id;
    const char *subject; /* appeal, round */
    int64_t subject_id;
    const char *number; /* of the appeal or round */
    const char *template, *text, *values;
    instant_t at, made_at;
};

/* Newest first, those before (made_at, id); sign-in codes are left out. */
struct error inbox_of(struct db *, struct arena *, const char *recipient, const char *channel, instant_t made_at,
                      int64_t id, int64_t most, struct inbox_row **, size_t *count);
/* How many are newer than that, at most INBOX_COUNTED. */
#define INBOX_COUNTED 1000
struct error inbox_count_after(struct db *, struct arena *, const char *recipient, const char *channel,
                               instant_t made_at, int64_t *count);

/* Up to when the reader has seen his messages; 0: nothing yet. */
struct error inbox_seen(struct db *, struct arena *, const char *reader, instant_t *made_at);
/* Never set back. */
struct error inbox_set_seen(struct db *, const char *reader, instant_t made_at);

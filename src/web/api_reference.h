/* SPDX-License-Identifier: Apache-2.0 */
/* What the handlers of reference data share. */
#pragma once

#include "service/calendar.h"
#include "service/world_current.h"
#include "web/api_read.h"
#include "web/api_write.h"

const char *query_given(struct request *, const char *name); /* NULL when absent or blank */
/* The one given, else the person's own, else the city. */
const char *jurisdiction_asked(struct request *, const char *given);
/* Members of an open object: changes[], horizon, moves[]. */
void write_amendment(struct json *, const struct calendar_amendment *);

/* A page of a list that is in memory as a whole: [from, until), and the cursor of the next. */
struct slice {
    size_t from, until;
    const char *next;
};
struct error slice_of(struct request *, size_t count, struct slice *);

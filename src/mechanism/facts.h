/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known without any store: the calendar, regions and units of data/,
 * which travel inside the program, as values. For commands that need no store,
 * for simulation and tests; an empty store is filled from the same files.
 */
#pragma once

#include "base/error.h"
#include "mechanism/world.h"

struct shipped {
    const struct calendar *calendar;
    const struct calendar_entry *entries; /* what the calendar was made of, each with its notice's address */
    size_t entry_count;
    const struct world *world; /* every jurisdiction with this calendar and the default parameters */
};

/* From the program itself. Errors: BROKEN, the detail names file and line. */
struct error facts_shipped(struct arena *, struct shipped *);

/* The same from texts; each names its file in the detail of an error. */
struct facts_text {
    const char *name, *bytes;
    size_t size;
};
/* holidays: date,kind,holiday,notice_year[,notice]; notices: year,notice,address. */
struct error facts_entries(struct arena *, const struct facts_text *holidays, const struct facts_text *notices,
                           const struct calendar_entry **entries, size_t *count);
/* version,first,last: one row. */
struct error facts_calendar(struct arena *, const struct facts_text *coverage, const struct calendar_entry *entries,
                            size_t count, const struct calendar **calendar);
/* regions: code,name,level,parent; units: id,name,kind,jurisdiction,region,from,until,successor. */
struct error facts_world(struct arena *, const struct facts_text *regions, const struct facts_text *units,
                         const struct calendar *, const struct world **);

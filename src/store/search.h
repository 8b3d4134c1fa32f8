/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Search in appeals by any part of two characters and more, the same on both databases: a text becomes overlapping
 * pairs of its characters, and the last character of each run. Only this file knows which driver it has.
 */
#pragma once

#include "store/statement.h"

enum search_kind {
#define SEARCH(kind, column, who) SEARCH_##kind,
#include "store/search.def"
    SEARCH_KINDS,
};
enum search_who { SEARCH_EVERYBODY, SEARCH_NAME, SEARCH_STAFF };

/* Bits of the kinds of a class. */
unsigned search_mask(enum search_who);

/* "供水管网" becomes "供水 水管 管网 网". */
const char *search_words(struct arena *, const char *text);

/* Stores one text of an appeal instead of what was stored for it; NULL or blank: takes it away. */
struct error search_put(struct db *, struct arena *, int64_t appeal, enum search_kind, const char *text);
/* Takes away everything, before all is stored anew. */
struct error search_clear(struct db *);

#define SEARCH_TERMS 4 /* more words of a search are read together with the last */

/* What somebody typed, ready to be asked. */
struct search {
    const char *terms[SEARCH_TERMS]; /* in the driver's own language */
    size_t count;                    /* 0: there is nothing in it that could be found */
};
void search_read(struct db *, struct arena *, const char *typed, struct search *);
/* Adds ` IN (…)`: the ids of the appeals that have every term in one of their texts of these kinds. */
/* Of those, where `most` is not 0, no more than so many of the last are wanted, below `before` if that is not 0. */
struct search_part {
    int64_t most, before;
};
void search_narrow(struct db *, struct statement *, const struct search *, unsigned kinds, struct search_part);

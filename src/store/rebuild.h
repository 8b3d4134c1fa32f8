/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the record of events back to a matter: forwards from nothing, to compare
 * with what is stored; backwards from the present, to undo a mistake.
 * A PRIVATE column of a rebuilt matter holds the salted digest of its text.
 */
#pragma once

#include "mechanism/record.h"
#include "store/events.h"

/* The matter as it was before event `seq`; PRIVATE columns as they are now. */
struct error events_image_before(struct db *, struct arena *, const struct record *, const void *matter, int64_t seq,
                                 void *image);

struct rebuilt {
    const struct record *record;
    struct arena *arena; /* holds the matter, and a little garbage for every event */
    void *matter;
    const char *salt_digest; /* of the salt that the first event told of; NULL: none */
};
void rebuild_start(struct rebuilt *, struct arena *, const struct record *);
/* One event's change more. *fault says in Chinese what does not follow from the events before; NULL: nothing. */
struct error rebuild_add(struct rebuilt *, const char *change, const char **fault);
/* The first difference between the rebuilt and the stored matter in words, NULL when there is none. */
const char *rebuild_difference(struct rebuilt *, void *stored, const char *salt);

/* All events of one matter at once; *difference as above. NOT_FOUND when it is not stored. */
struct error record_rebuild(struct db *, struct arena *, const struct record *, int64_t id, const char **difference);

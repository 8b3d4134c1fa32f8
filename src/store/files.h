/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attachments of appeals and rounds, in the store itself, in pieces: what is backed
 * up and verified is one thing. Never whole in memory.
 */
#pragma once

#include "mechanism/record.h"
#include "sql/db.h"

#define FILE_PIECE (64 * 1024)

struct attachment {
#define ATTACHMENT(kind, name) MEMBER(kind, name)
#include "store/files.def"
};
extern const struct record attachment_record; /* for record_load, record_save, record_rebuild */

/* Stores the bytes of an open file from its beginning, under a new id, and fills id, size and digest; the row itself is
 * saved by record_save. INVALID when the file has other than attachment->size bytes. */
struct error files_put(struct db *, struct arena *, struct attachment *, int file);

/* Hands the bytes on, piece after piece; stops at the first error. */
typedef struct error files_take(void *to, const void *bytes, size_t size);
struct error files_read(struct db *, int64_t id, files_take *take, void *to);

/* Of one appeal or round, oldest first, at most 1000. */
struct error files_of(struct db *, struct arena *, const char *owner, int64_t owner_id, struct attachment **,
                      size_t *count);
/* Those of the enterprise, or those that one account put in for its unit. */
struct error files_count(struct db *, struct arena *, const char *owner, int64_t owner_id, bool by_enterprise,
                         const char *uploaded_by, int64_t *count);

/* All of them by id, those after `after`, at most `most`. */
struct error files_after(struct db *, struct arena *, int64_t after, int64_t most, struct attachment **, size_t *count);
/* What the digest of the stored bytes is now. */
struct error files_digest(struct db *, struct arena *, int64_t id, const char **digest);

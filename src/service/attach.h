/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attachments of appeals and rounds. What comes in is looked at by its content,
 * never by what its sender says; the name is a label, cleaned.
 */
#pragma once

#include "service/context.h"
#include "store/files.h"

#define ATTACHMENT_BYTES_MOST ((int64_t)20 << 20)
#define ATTACHMENTS_MOST 10 /* of the enterprise; of each account of a unit */
#define ATTACHMENT_NAME_MOST 100 /* characters */

struct examined {
    const char *name; /* cleaned, with the extension of its kind */
    const char *media_type;
    int64_t size;
};

/* Slow, pure: before the transaction. `file` is open for reading; `name` as the sender calls it, NULL: he does not.
 * TOO_LARGE; WRONG_TYPE; INVALID: empty, or a compressed file that is not what it seems. */
struct error attach_examine(struct arena *, int file, int64_t size, const char *name, struct examined *);

/* owner: "appeal" or "round", by its number. NOT_FOUND for who may not see it, NOT_ALLOWED for who only reads,
 * NOT_NOW when it is over, INVALID when there are ten. */
struct error attach_add(struct context *, const char *owner, const char *number, int file, const struct examined *,
                        struct attachment *);
/* Those the person may see, oldest first. */
struct error attach_list(struct context *, const char *owner, const char *number, struct attachment **, size_t *count);
/* NOT_FOUND also for who may not see it. Its bytes: store/files, files_read; for web/: attach_read. */
struct error attach_find(struct context *, const char *owner, const char *number, int64_t id, struct attachment *);
struct error attach_read(struct context *, const struct attachment *, files_take *, void *to);

/* Whether the tables by which contents are known are there; for `ztc check`. */
bool attach_ready(void);

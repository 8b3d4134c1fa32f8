/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looks into a zip file (also DOCX, XLSX, PPTX, OFD) without unpacking it to disk:
 * what it holds, and whether it is meant to fill somebody's memory. An entry is
 * unpacked piece by piece, only to be counted.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define ARCHIVE_ENTRIES_MOST 1000
#define ARCHIVE_BYTES_MOST ((int64_t)200 << 20) /* all entries, unpacked */
#define ARCHIVE_RATIO_MOST 100                  /* unpacked to packed, of the whole */

struct archive {
    const char **names;
    size_t count;
    int64_t unpacked; /* bytes of all entries */
};

/* Why it cannot be taken, in Chinese; NULL when it can. */
const char *archive_look(struct arena *, int file, int64_t size, struct archive *);
/* An entry whose name begins so. */
bool archive_has(const struct archive *, const char *beginning);
/* Whether a file of another kind ends as a zip file does: then it is both, for whoever opens it as such. */
bool archive_ends(struct arena *, int file, int64_t size);

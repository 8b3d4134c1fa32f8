/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files that travel inside the program: data/…, and what browsers load (assets/…).
 * Written by tools/embed at build time, sorted by name.
 */
#pragma once

#include <stddef.h>

struct embedded {
    const char *name;    /* "data/regions.csv", "assets/theme.css" */
    const char *type;    /* of the content: "text/css; charset=utf-8" */
    const char *digest;  /* of the bytes, 16 hexadecimal digits */
    const char *address; /* "/assets/theme.<digest>.css"; NULL for data */
    const char *bytes;   /* a NUL follows the last one */
    size_t size;
    const char *gzip; /* the same bytes packed; NULL for data and where it gains nothing */
    size_t gzip_size;
};

extern const struct embedded embedded_files[];
extern const size_t embedded_count;

const struct embedded *embedded_find(const char *name); /* NULL when there is none */
/* The asset served at that address; an address with an older digest finds nothing. */
const struct embedded *embedded_at(const char *address);

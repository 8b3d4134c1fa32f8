/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Framing that two programs could read differently is refused and the connection
 * closed: exactly one Host, at most one Content-Length or Transfer-Encoding, never
 * both, the latter only `chunked`.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct pairs;

/*
 * The library takes a bare LF, a folded line and a NUL for what they are not, and does not tell. But its names and
 * values are pieces of what came in, each line end overwritten with two NULs: where the next piece does not stand
 * just behind such an end, the line was another. (A bare LF as the very last line is seen only if more follows.)
 */
struct lines {
    const char *end; /* of the piece before, where its line end was */
    bool broken;
};
struct lines lines_begin(const char *target_end, const char *version);
void lines_next(struct lines *, const char *name, const char *value, size_t value_size);
bool lines_end(struct lines *); /* were they all ended by CR LF? */

bool guard_allows(const struct pairs *headers, const char *version);

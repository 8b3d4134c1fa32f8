/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Framing that two programs could read differently is refused and the connection
 * closed: exactly one Host, at most one Content-Length or Transfer-Encoding, never
 * both, the latter only `chunked`.
 */
#pragma once

#include <stdbool.h>

struct pairs;

bool guard_allows(const struct pairs *headers, const char *version);

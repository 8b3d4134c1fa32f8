/* SPDX-License-Identifier: Apache-2.0 */
/* Two kinds: secrets from the system, and a seeded stream for demo and simulation. */
#pragma once

#include "base/arena.h"

#include <stdint.h>

void random_bytes(void *bytes, size_t size); /* from the system; ends the process if there is none */
char *random_token(struct arena *, size_t bytes); /* URL-safe base64 of that many random bytes */

struct dice {
    uint64_t state[2];
};
struct dice dice_new(uint64_t seed);
uint64_t dice_next(struct dice *);
int64_t dice_below(struct dice *, int64_t bound); /* 0 … bound-1; bound > 0 */

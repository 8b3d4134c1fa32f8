/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

void random_bytes(void *bytes, size_t size)
{
    unsigned char *at = bytes;

    while (size > 0) {
        ssize_t got = getrandom(at, size, 0);
        if (got <= 0) {
            fputs("ztc: the system gives no random bytes\n", stderr);
            abort();
        }
        at += got;
        size -= (size_t)got;
    }
}

char *random_token(struct arena *arena, size_t bytes)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    size_t letters = (bytes * 8 + 5) / 6;
    unsigned char *raw = arena_alloc(arena, letters);
    char *token = arena_alloc(arena, letters + 1);

    random_bytes(raw, letters);
    for (size_t i = 0; i < letters; i++) token[i] = alphabet[raw[i] & 63];
    return token;
}

static uint64_t splitmix(uint64_t *seed)
{
    uint64_t z = *seed += 0x9E3779B97F4A7C15u;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

struct dice dice_new(uint64_t seed)
{
    struct dice dice;

    dice.state[0] = splitmix(&seed);
    dice.state[1] = splitmix(&seed);
    return dice;
}

/* xoroshiro128+ (public domain): fast, good enough for play, never for secrets. */
uint64_t dice_next(struct dice *dice)
{
    uint64_t a = dice->state[0], b = dice->state[1], result = a + b;

    b ^= a;
    dice->state[0] = ((a << 24) | (a >> 40)) ^ b ^ (b << 16);
    dice->state[1] = (b << 37) | (b >> 27);
    return result;
}

int64_t dice_below(struct dice *dice, int64_t bound)
{
    return (int64_t)((dice_next(dice) >> 1) % (uint64_t)bound);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sealed.h"

#include "base/secret.h"

const char *sealed(struct arena *arena, const char *plain)
{
    return arena_text(arena, plain);
}

const char *opened(struct arena *arena, const char *stored)
{
    return arena_text(arena, stored);
}

const char *sealed_digest(struct arena *arena, const char *plain)
{
    return plain ? secret_digest(arena, plain) : NULL;
}

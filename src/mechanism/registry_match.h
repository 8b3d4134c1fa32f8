/* SPDX-License-Identifier: Apache-2.0 */
/*
 * First identity check, 二(二): whether what was typed agrees with the
 * legal-person registry. Forgiving about how a name is written (width, brackets,
 * spaces, punctuation, case), never about its words.
 */
#pragma once

#include "base/arena.h"

enum registry_match {
    REGISTRY_MATCH,
    REGISTRY_NAME_DIFFERS,
    REGISTRY_UNKNOWN, /* the registry does not know the code */
};

/* registered: the name the registry has for the code, NULL when it has none. */
enum registry_match registry_match(struct arena *, const char *typed, const char *registered);
/* The name reduced to what counts in the comparison; also a key to search by. */
char *registry_name_key(struct arena *, const char *name);

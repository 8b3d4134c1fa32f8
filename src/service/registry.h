/* SPDX-License-Identifier: Apache-2.0 */
/* The legal-person registry as counter, hotline and registrar see it, and an enterprise's delegates. */
#pragma once

#include "mechanism/record.h"
#include "service/context.h"
#include "store/registry.h"

/* Phones masked. `more`: whether there is another page behind the last code. */
struct error registry_look_up(struct context *, const char *words, const char *after, int limit,
                              struct registry_entry **, size_t *count, bool *more);

/* The registry's entry beside an appeal whose identity is being checked, for those whose duty the registry is; *asked
 * is false for others and where there is nothing to compare. entry->name NULL: no such code. */
struct error registry_beside(struct context *, const struct appeal *, bool *asked, struct registry_entry *);

/* Whoever speaks for the whole enterprise names its delegates himself; registrar and coordinator do it for him on
 * paper. Confirmed at once. */
struct error delegates_show(struct context *, const char *uscc, struct delegate **, size_t *count);
struct error delegate_confirm(struct context *, const char *uscc, const char *phone, const char *name);
struct error delegate_end(struct context *, const char *uscc, const char *phone);

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Private to sql/. Copies SQLite's write-ahead log into the file on a thread of its own, so that no commit
 * has to. While writes never pause the log cannot start over by that alone: past 64 MB the writer helps.
 */
#pragma once

#include "sql/db.h"

struct checkpointer;

/* `commits`: counted up by the writer; nothing is done while it stands still. */
struct error checkpointer_start(const char *store, const _Atomic int64_t *commits, struct checkpointer **);
/* For the writer, between its transactions. */
void checkpointer_keep_short(struct checkpointer *, struct db *writer);
void checkpointer_stop(struct checkpointer *); /* NULL is fine */

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the record is whole: every event, their chain and order, what is stored
 * of every appeal and round against what its events say, every attachment. Reads
 * in batches and needs no more memory for a large record than for a small one.
 */
#pragma once

#include "base/progress.h"
#include "store/checks.h"
#include "store/seals.h"

struct verify_result {
    const char *fault;             /* the first thing wrong, in Chinese; NULL: nothing */
    struct checks_figures figures; /* what was looked at */
    int64_t waiting;               /* events that have no seal yet */
    struct seal last;              /* the newest seal: what a checkpoint keeps */
};

/* `db` inside one reading transaction, so that a running platform does not disturb. `progress` may be NULL. */
struct error verify(struct db *, struct arena *, struct progress *, struct verify_result *);
/* Whether the record still has at that position what it had when the checkpoint was written. */
struct error verify_checkpoint(struct db *, struct arena *, int64_t position, const char *digest, const char **fault);

/* SPDX-License-Identifier: Apache-2.0 */
/* The work that nobody asks for, of jobs.def: one thread looks at the clock, the lanes do the work. */
#pragma once

#include "sql/lanes.h"

struct jobs;

/* gateway: http://… of the gateway for text messages, or NULL: none can be sent outside a rehearsal. INVALID when it is
 * not understood. */
struct error jobs_start(struct lanes *, const char *gateway, struct jobs **);
/* Begins nothing new and waits for what is under way; before lanes_stop. NULL is fine. */
void jobs_stop(struct jobs *);

struct job_figures {
    const char *name;
    int64_t done, failed; /* parts */
};
/* Gives how many there are; at most `most` are filled in. */
size_t jobs_figures(struct jobs *, struct job_figures *, size_t most);

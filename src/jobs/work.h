/* SPDX-License-Identifier: Apache-2.0 */
/* The functions named in jobs.def. */
#pragma once

#include "service/deliver.h"

/* What one part of a job leaves to be done. */
struct errand {
    bool more;                     /* another part at once */
    struct text_message *messages; /* to be sent */
    size_t count;
};

typedef struct error job_looks(struct context *, bool *any);
typedef struct error job_does(struct context *, struct errand *);

job_looks sweep_waits, deliver_waits, seal_waits, always;
job_does sweep_some, deliver_some, seal_some, tidy;

/* SPDX-License-Identifier: Apache-2.0 */
/* The functions named in jobs.def. */
#pragma once

#include "service/context.h"

typedef struct error job_looks(struct context *, bool *any);
typedef struct error job_does(struct context *, bool *more);

job_looks sweep_waits, deliver_waits, seal_waits, always;
job_does sweep_some, deliver_some, seal_some, tidy;

/* SPDX-License-Identifier: Apache-2.0 */
/* What an action takes, read from a JSON body by the TAKES rows and the kinds of inputs.def. */
#pragma once

#include "mechanism/workflow.h"
#include "web/request.h"

/* MALFORMED for an unknown field or another JSON type. A day or instant that is none is noted as a fault (422). */
struct error input_read(struct request *, const struct machine *, int action, struct input *);
/* The version an If-Match names; 0: none; one that cannot be: -1. */
int64_t version_asked(struct request *, const char *name);

/* SPDX-License-Identifier: Apache-2.0 */
/* `ztc check`: whether an installation is fit to be used, point by point, in words for its operator. */
#pragma once

#include "service/context.h"

enum verdict { VERDICT_FINE, VERDICT_NOTE, VERDICT_FAULT };

struct finding {
    const char *id;    /* stable: "seals", "outbox" … */
    const char *label; /* Chinese */
    enum verdict verdict;
    const char *text; /* what was found, and what to do about it */
};
#define FINDINGS_MOST 16

/* In a reading transaction on a store of the present schema, with the world loaded. */
struct error inspect(struct context *, struct finding findings[FINDINGS_MOST], size_t *count);

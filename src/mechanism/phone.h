/* SPDX-License-Identifier: Apache-2.0 */
/* Telephone numbers as people type them, and the one way they are kept. Pure. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>

/* Half width, without spaces, hyphens and +86: `13812345678`, `07682120086`. NULL when it is neither a mobile number
 * nor a landline with its area code. */
const char *phone_normal(struct arena *, const char *typed);
bool phone_is_mobile(const char *normal);                    /* can take a text message */
const char *phone_masked(struct arena *, const char *phone); /* 138****5678; NULL gives NULL */
#define PHONE_RULE "请填写11位手机号码，或带区号的固定电话，如0768-2120086"

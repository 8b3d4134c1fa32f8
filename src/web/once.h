/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A write sent twice is carried out once: Idempotency-Key of programs, form_token of
 * pages. Only successes are kept, with the write; a refused request may be repeated.
 */
#pragma once

#include "base/error.h"

#include <stdbool.h>

struct request;

/* Fills the reply when the same was asked before; INVALID when the key came with another body. */
struct error once_find(struct request *, bool *replayed);
struct error once_keep(struct request *);

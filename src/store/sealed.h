/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one door of personal data into and out of the store: what a *_sealed column
 * holds is made and read here, and nowhere else. What is stored says how it was
 * sealed, so that rows sealed in different ways stand beside each other.
 */
#pragma once

#include "base/arena.h"

const char *sealed(struct arena *, const char *plain);  /* NULL gives NULL */
const char *opened(struct arena *, const char *stored); /* NULL gives NULL */
/* Equal texts have equal digests: to look up a sealed value. */
const char *sealed_digest(struct arena *, const char *plain);

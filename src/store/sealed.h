/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one door of personal data into and out of the store: what a *_sealed column
 * holds is made and read here, and nowhere else. With a key (the file that
 * ZTC_KEY_FILE names, 64 hexadecimal digits) it is sealed by SM4 and HMAC-SM3;
 * without one it is kept as it is. What is stored says how it was sealed, so that
 * rows sealed in different ways stand beside each other; a look-up by digest finds
 * only rows made with the same key, so it is given before the first row.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>

const char *sealed(struct arena *, const char *plain); /* NULL gives NULL */
/* NULL gives NULL. Ends the process where the store is sealed and there is no key: to go on would overwrite it. */
const char *opened(struct arena *, const char *stored);
/* Equal texts have equal digests: to look up a sealed value. */
const char *sealed_digest(struct arena *, const char *plain);
/* Whether there is a key. A key file that cannot be used ends the process. */
bool sealed_by_key(void);

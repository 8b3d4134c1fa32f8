/* SPDX-License-Identifier: Apache-2.0 */
/* What other pages need of signing in: submitting verifies the phone on the way. */
#pragma once

#include "web/request.h"

/* Write lane: a code to that phone. INVALID for a wrong USCC or phone; TOO_OFTEN past the send limits. */
struct error code_send(struct request *, const char *uscc, const char *phone);
/* The faults of a refusal; one that belongs to no field is shown at `field`. */
const struct fault *faults_of(struct request *, const struct error *, const char *field);

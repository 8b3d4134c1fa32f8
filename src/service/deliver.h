/* SPDX-License-Identifier: Apache-2.0 */
/* Notices on their way out of the outbox. What is for the inbox is there already; texts to landlines wait for a call.
 */
#pragma once

#include "service/context.h"

/* Whether any notice may go now. */
struct error deliver_waits(struct context *, bool *any);
/* Delivers up to `most` notices that may go now; *done: how many. */
struct error deliver(struct context *, int most, int *done);

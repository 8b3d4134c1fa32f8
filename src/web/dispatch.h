/* SPDX-License-Identifier: Apache-2.0 */
/* One request through its checks, its handler and its transaction's edge, in the order of interface.md. */
#pragma once

#include "base/error.h"

struct db;
struct request;

/* What can be said from the headers alone: decodes address, query and cookies, finds the tokens. */
struct error dispatch_begin(struct request *);
/* On a lane, inside its transaction; may run again from the start after a lost race. */
struct error dispatch_run(struct request *, struct db *);
/* After the commit: the outcome becomes the reply. */
void dispatch_end(struct request *, struct error outcome);

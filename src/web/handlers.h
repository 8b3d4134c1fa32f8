/* SPDX-License-Identifier: Apache-2.0 */
/* The functions named in routes.def. */
#pragma once

#include "base/error.h"

struct request;

#define ROUTE(method, path, handler, place, audience, body, takes, status, gives, summary) \
    struct error handler(struct request *);
#include "web/routes.def"
#undef ROUTE

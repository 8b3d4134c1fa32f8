/* SPDX-License-Identifier: Apache-2.0 */
/* The description of the interface (OpenAPI 3.1), made from routes.def and schemas.def alone. */
#pragma once

#include "base/buffer.h"
#include "web/routes.h"

/* Only rows under /api/v1. */
void openapi_write(struct buffer *, struct arena *, const struct routes *);

/* SPDX-License-Identifier: Apache-2.0 */
/* What came after the headers, read as the route says. Runs on a lane, after the person is known. */
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct request;

#define BODY_BYTES ((size_t)1 << 20)       /* JSON and forms */
#define FILE_BYTES ((int64_t)20 << 20) /* one file of a multipart body */
#define FORM_FIELDS_MOST 1000

/* Whether the body is multipart: by the route, or where it leaves the choice by what the sender says. */
bool body_is_multipart(const struct request *);
/* MALFORMED, TOO_LARGE or WRONG_TYPE. */
struct error body_read(struct request *);

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * multipart/form-data as it comes in: fields into request->form, files straight to
 * the disk, without a name there. Bounds: BODY_BYTES for all fields together,
 * FILE_BYTES a file, UPLOADS_MOST files.
 */
#pragma once

#include "base/error.h"

#include <stddef.h>

struct request;
struct multipart;

struct error multipart_new(struct request *, const char *content_type, struct multipart **);
/* After the first error the rest is dropped; it is found again in multipart_end. */
void multipart_take(struct multipart *, const char *bytes, size_t size);
/* MALFORMED when the last boundary has not come; else the first error met. */
struct error multipart_end(struct multipart *);

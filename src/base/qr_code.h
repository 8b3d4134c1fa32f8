/* SPDX-License-Identifier: Apache-2.0 */
/* A text as a QR code (ISO/IEC 18004), for whoever has a telephone in the hand. */
#pragma once

#include "base/arena.h"

/* The dark squares as the data of an SVG path, one unit a square, on a field of *side units square; the quiet margin of
 * four is in it. Error correction M. NULL: longer than a code can hold. */
const char *qr_code_path(struct arena *, const char *text, int *side);

/* SPDX-License-Identifier: Apache-2.0 */
/* A form as browsers send it. */
#include "body.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    body_take(BODY_FORM, "application/x-www-form-urlencoded", data, size);
    return 0;
}

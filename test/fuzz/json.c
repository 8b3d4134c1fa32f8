/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON body. */
#include "body.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    body_take(BODY_JSON, "application/json", data, size);
    return 0;
}

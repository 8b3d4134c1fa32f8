/* SPDX-License-Identifier: Apache-2.0 */
#include "base/embedded.h"

#include <stdlib.h>
#include <string.h>

static int compare_name(const void *name, const void *file)
{
    return strcmp(name, ((const struct embedded *)file)->name);
}

const struct embedded *embedded_find(const char *name)
{
    return bsearch(name, embedded_files, embedded_count, sizeof *embedded_files, compare_name);
}

const struct embedded *embedded_at(const char *address)
{
    for (size_t i = 0; i < embedded_count; i++)
        if (embedded_files[i].address && strcmp(embedded_files[i].address, address) == 0) return &embedded_files[i];
    return NULL;
}

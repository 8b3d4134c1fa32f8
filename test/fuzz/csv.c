/* SPDX-License-Identifier: Apache-2.0 */
/* A table as offices send it. */
#include "base/csv.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    enum { MOST = 1000 };
    struct arena *arena = fuzz_arena();
    struct csv csv;

    if (csv_read(arena, (const char *)data, size, MOST, &csv).kind != NO_ERROR) return 0;
    HOLDS(csv.count <= MOST);
    for (size_t i = 0; i < csv.count; i++) {
        HOLDS(csv.rows[i].fault || csv.rows[i].count == csv.head.count);
        HOLDS(i == 0 || csv.rows[i].line > csv.rows[i - 1].line);
        for (size_t k = 0; k < csv.rows[i].count; k++) HOLDS(fuzz_utf8(csv.rows[i].cells[k]));
    }
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* A multipart body at once, and in pieces: what comes of it is the same however the network cut it. */
#include "fuzz.h"
#include "web/multipart.h"
#include "web/request.h"

#include <unistd.h>

struct outcome {
    enum error_kind kind;
    size_t uploads, pairs;
    int64_t bytes;
};

/* The first byte seeds where it is cut; 0: not at all. */
static struct outcome take(struct arena *arena, const char *bytes, size_t size, unsigned seed)
{
    struct request request = { .path = "/api/v1/x", .arena = arena };
    struct outcome outcome = { 0 };
    struct multipart *multipart;
    struct error error;

    HOLDS(multipart_new(&request, "multipart/form-data; boundary=b", &multipart).kind == NO_ERROR);
    while (size) {
        size_t piece = seed ? (seed = seed * 1103515245u + 12345u, (seed >> 16) % 64 + 1) : size;

        if (piece > size) piece = size;
        multipart_take(multipart, bytes, piece);
        bytes += piece;
        size -= piece;
    }
    error = multipart_end(multipart);
    outcome = (struct outcome){ .kind = error.kind, .uploads = request.upload_count, .pairs = request.form.count };
    for (size_t i = 0; i < request.upload_count; i++) {
        outcome.bytes += request.uploads[i].size;
        close(request.uploads[i].file);
    }
    return outcome;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    struct outcome whole, cut;

    if (size < 2) return 0;
    whole = take(arena, (const char *)data + 1, size - 1, 0);
    cut = take(arena, (const char *)data + 1, size - 1, data[0] + 1u);
    HOLDS((whole.kind == NO_ERROR) == (cut.kind == NO_ERROR));
    if (whole.kind != NO_ERROR) return 0;
    HOLDS(whole.uploads == cut.uploads && whole.pairs == cut.pairs && whole.bytes == cut.bytes);
    return 0;
}

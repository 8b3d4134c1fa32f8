/* SPDX-License-Identifier: Apache-2.0 */
#include "base/qr_code.h"

#include "base/buffer.h"

#include <qrencode.h>

enum { MARGIN = 4, PATH_BYTES = 1 << 20 };

/* Runs of dark squares of one row: "M4,4h7v1h-7z". */
static void put_row(struct buffer *path, const unsigned char *row, int width, int y)
{
    for (int x = 0; x < width;) {
        int start = x;

        while (x < width && row[x] & 1) x++;
        if (x > start)
            buffer_printf(path, "M%d,%dh%dv1h-%dz", start + MARGIN, y + MARGIN, x - start, x - start);
        else
            x++;
    }
}

const char *qr_code_path(struct arena *arena, const char *text, int *side)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    struct buffer path;

    if (!code) return NULL;
    buffer_init(&path, arena, PATH_BYTES);
    for (int y = 0; y < code->width; y++) put_row(&path, code->data + y * code->width, code->width, y);
    *side = code->width + 2 * MARGIN;
    QRcode_free(code);
    return buffer_string(&path);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/print.h"

#include <stdio.h>

int command_print(const struct arguments *arguments, struct buffer *out)
{
    bool written = fwrite(out->bytes, 1, out->size, stdout) == out->size && fflush(stdout) == 0;

    if (written && !out->full) return EXIT_DONE;
    return command_result(arguments, (struct error){ .kind = out->full ? TOO_LARGE : NO_ROOM, .code = "output",
                                                     .text = out->full ? "结果过长，未能全部写出" : "写出结果失败" });
}

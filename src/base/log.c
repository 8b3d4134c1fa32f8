/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static _Atomic int shown = LOG_NOTICE;

void log_set_level(enum log_level level)
{
    shown = (int)level;
}

void log_line(enum log_level level, const char *format, ...)
{
    static const char *const names[] = { "error", "warning", "notice", "detail" };
    char line[2048];
    struct tm utc;
    time_t now = time(NULL);
    size_t used;
    va_list arguments;

    if ((int)level > shown) return;
    gmtime_r(&now, &utc);
    used = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%SZ ", &utc);
    used += (size_t)snprintf(line + used, sizeof line - used, "%s: ", names[level]);
    va_start(arguments, format);
    vsnprintf(line + used, sizeof line - used - 1, format, arguments);
    va_end(arguments);
    used = strlen(line);
    for (size_t i = 0; i < used; i++)
        if (line[i] == '\n' || line[i] == '\r') line[i] = ' ';
    line[used++] = '\n';
    if (write(STDERR_FILENO, line, used) < 0) return; /* nowhere left to say it */
}

/* SPDX-License-Identifier: Apache-2.0 */
/* One line per message on stderr: what was attempted, on what, the cause. Never personal data. */
#pragma once

enum log_level { LOG_NOTHING = -1, LOG_ERROR, LOG_WARNING, LOG_NOTICE, LOG_DETAIL };

void log_set_level(enum log_level); /* what is written; default LOG_NOTICE */
void log_line(enum log_level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define log_error(...) log_line(LOG_ERROR, __VA_ARGS__)
#define log_warning(...) log_line(LOG_WARNING, __VA_ARGS__)
#define log_notice(...) log_line(LOG_NOTICE, __VA_ARGS__)
#define log_detail(...) log_line(LOG_DETAIL, __VA_ARGS__)

/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "base/arguments.h"
#include "base/buffer.h"

/* Writes a finished answer to standard output; EXIT_REFUSED, with a line on stderr, when not all could be written. */
int command_print(const struct arguments *, struct buffer *);

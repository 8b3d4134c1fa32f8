/* SPDX-License-Identifier: Apache-2.0 */
/* The functions named in commands.def. */
#pragma once

#include "base/arguments.h"

#define COMMAND(name, function, usage, summary) int function(struct arguments *);
#include "commands.def"
#undef COMMAND

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The unified social credit code 统一社会信用代码 (GB 32100-2015): 18 characters,
 * 1 registration department, 2 category, 3–8 area of the registrar, 9–17 the
 * organisation code with its own check digit (GB 11714), 18 check digit.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>

#define USCC_SIZE 19 /* bytes, NUL included */

/* As it is stored and shown: half width, upper case, without white space and hyphens. Any length. */
char *uscc_normalise(struct arena *, const char *typed);
/* Whether the code is valid. normal holds the normalised code then, else "". *why says in Chinese what is wrong and
 * what it probably should be; NULL when valid. */
bool uscc_check(struct arena *, const char *typed, char normal[USCC_SIZE], const char **why);
/* A valid code from its first 16 characters, for demo data and tests; false where one is not of the alphabet. */
bool uscc_make(const char *first16, char code[USCC_SIZE]);
/* The area of registration begins with 4451 (潮州). Only a hint: firms registered with the province or moved in carry
 * other areas, so it never decides. */
bool uscc_looks_local(const char *normal);

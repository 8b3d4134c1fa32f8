/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a password has to be (等保 8.1.4.1 a): eight characters, three of four
 * classes, not the account's name, not one that everybody tries. Pure.
 */
#pragma once

#include "base/arena.h"

#define PASSWORD_MOST 128 /* bytes */
#define PASSWORD_DAYS 90

/* NULL when it will do; else the rule, in Chinese. */
const char *password_weakness(struct arena *, const char *password, const char *account);

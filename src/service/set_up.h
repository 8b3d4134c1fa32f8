/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first start: whoever reads the server's own output gets a link that works
 * once and makes the three administrators. It is void as soon as there is an account.
 */
#pragma once

#include "service/accounts.h"

/* A fresh token, said once, here; an older one is void. NULL when there are accounts already. */
struct error set_up_offer(struct context *, const char **token);
/* NOT_FOUND unless it is the token and there is no account yet. */
struct error set_up_check(struct context *, const char *token);
/* In the order of the roles system_admin, security_admin, audit_admin. */
struct error set_up_finish(struct context *, const char *token, const struct new_account administrators[3],
                           const char *const hashes[3]);

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When an arena finds no memory the program ends with a word: what was not committed is rolled back by the store, and
 * whoever started the program starts it again. SQLite and libpq tell, and the request is refused.
 */
#pragma once

/* The libraries whose calls we do not check for want of memory (libcrypto, jansson) end the program, too, instead of
 * going on with a digest that was never computed. Before anything else uses them. */
void memory_guard_libraries(void);
_Noreturn void memory_is_out(void);

/* SPDX-License-Identifier: Apache-2.0 */
#include "store/leases.h"

struct error lease_take(struct db *db, const char *name, const char *holder, instant_t wall, instant_t until,
                        bool *held)
{
    int changed = 0;

    TRY(db_change(db, &changed,
                  "INSERT INTO lease (name, holder, until) VALUES ($1, $2, $3)"
                  " ON CONFLICT (name) DO UPDATE SET holder = $2, until = $3"
                  " WHERE lease.holder = $2 OR lease.until <= $4",
                  TEXT(name), TEXT(holder), INT(until), INT(wall)));
    *held = changed == 1;
    return OK;
}

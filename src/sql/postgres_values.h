/* SPDX-License-Identifier: Apache-2.0 */
/* How values travel: parameters in binary with their types, results as text, read by column type. */
#pragma once

#include "sql/driver.h"

#include <libpq-fe.h>

struct parameters {
    int count;
    Oid types[VALUES_MAX];
    const char *values[VALUES_MAX];
    int lengths[VALUES_MAX], formats[VALUES_MAX];
    uint64_t numbers[VALUES_MAX]; /* in network order */
    char letters[VALUES_MAX + 1];
};

struct error postgres_parameters(struct parameters *, const char *sql, const struct value *);
void postgres_rows(const PGresult *, struct arena *, struct rows *);

/* SPDX-License-Identifier: Apache-2.0 */
#include "store/numbers.h"

#include "base/random.h"

struct error numbers_appeal(struct db *db, struct arena *arena, int year, int64_t *id, const char **number)
{
    int64_t sequence;

    TRY(db_next_number(db, arena_printf(arena, "appeal-%d", year), &sequence));
    *id = year * (int64_t)100000000 + sequence;
    *number = arena_printf(arena, "ZT%d-%04lld", year, (long long)sequence);
    return OK;
}

const char *numbers_query_code(struct arena *arena)
{
    static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; /* 32, without 0 O 1 I */
    unsigned char raw[12];
    char *code = arena_alloc(arena, sizeof raw + 1);

    random_bytes(raw, sizeof raw);
    for (size_t i = 0; i < sizeof raw; i++) code[i] = letters[raw[i] & 31];
    return code;
}

struct error numbers_series(struct db *db, struct arena *arena, const char *series, int64_t *number)
{
    struct rows rows;

    TRY(db_query(db, arena, &rows,
                 "INSERT INTO series (name, last) VALUES ($1, 1)"
                 " ON CONFLICT (name) DO UPDATE SET last = series.last + 1"
                 " RETURNING last",
                 TEXT(series)));
    *number = row_int(&rows, 0, 0);
    return OK;
}

struct error numbers_paper(struct db *db, struct arena *arena, const char *prefix, int year, const char **number)
{
    int64_t next;

    TRY(numbers_series(db, arena, arena_printf(arena, "%s-%d", prefix, year), &next));
    *number = arena_printf(arena, "%s〔%d〕%lld号", prefix, year, (long long)next);
    return OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Matters with something in every column, made from the record's own descriptors. */
#pragma once

#include "mechanism/record.h"
#include "store/events.h"
#include "store/files.h"
#include "store/outbox.h"
#include "store/records.h"
#include "store/seals.h"
#include "store/sealed.h"
#include "store/suggestions.h"

#include <stdio.h>
#include <string.h>

#define SAMPLE_NOW 1772000000000000

static inline void *sample_at(const struct record *record, void *matter, const char *column)
{
    return (char *)matter + column_find(&record->tables[0], column)->offset;
}

/* Other values for another turn, for most columns; every seventh is none. */
static inline void sample_row(struct arena *arena, const struct table *table, void *row, int64_t seed)
{
    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *column = &table->columns[i];
        int64_t number = seed * 1000 + (int64_t)i + 1;

        if ((number + seed) % 7 == 0 && i >= table->key_count && strcmp(column->name, "number") != 0) continue;
        if (column->kind == NUMBER || column->kind == MOMENT)
            *(int64_t *)(void *)((char *)row + column->offset) = number;
        else if (column->kind == DATE)
            *(day_t *)(void *)((char *)row + column->offset) = 20000 + (day_t)(number % 5000);
        else
            column_set(arena, column, row, arena_printf(arena, "%s “潮州”%lld", column->name, (long long)number));
    }
}

/* Stage 1, 2 …: children come, stay or go from one to the next. */
static inline void sample_fill(struct arena *arena, const struct record *record, void *matter, int64_t id, int stage)
{
    memset(matter, 0, record->size);
    sample_row(arena, &record->tables[0], matter, stage + 20 * id);
    *(int64_t *)sample_at(record, matter, "id") = id;
    if (column_find(&record->tables[0], "number"))
        *(const char **)sample_at(record, matter, "number") = arena_printf(arena, "N-%lld", (long long)id);
    for (size_t t = 1; t < record->table_count; t++) {
        const struct table *table = &record->tables[t];
        struct record_list *list = record_list(table, matter);

        for (int key = stage % 3; key < 5; key += 1 + stage % 2) {
            char *row = list_add_row(arena, list, table->row_size);

            sample_row(arena, table, row, stage + 10 * key + 20 * id);
            for (size_t c = 0; c < table->key_count; c++)
                column_set(arena, &table->columns[c], row, arena_printf(arena, "%d", key + (int)c));
        }
    }
}

/* An image keeps the present personal texts, where the row is still there. */
static inline void sample_keep_private(const struct record *record, void *now, void *then)
{
    for (size_t t = 0; t < record->table_count; t++) {
        const struct table *table = &record->tables[t];
        struct record_list one = { now, 1 }, two = { then, 1 };

        if (t) one = *record_list(table, now), two = *record_list(table, then);
        for (size_t r = 0; r < two.count; r++) {
            char *row = two.rows + r * table->row_size, *present = NULL;

            for (size_t n = 0; n < one.count; n++) {
                present = one.rows + n * table->row_size;
                if (!t || column_same(&table->columns[0], present, row)) break;
                present = NULL;
            }
            for (size_t c = 0; c < table->column_count; c++) {
                size_t at = table->columns[c].offset;

                if (table->columns[c].kind == PRIVATE)
                    *(const char **)(void *)(row + at) = present ? *(const char **)(void *)(present + at) : NULL;
            }
        }
    }
}

static inline struct event sample_event(const char *subject, int64_t id)
{
    return (struct event){
        .subject = subject,
        .subject_id = id,
        .at = SAMPLE_NOW,
        .wall = SAMPLE_NOW,
        .actor = "gly",
        .actor_name = "管理员",
        .role = "coordinator",
        .unit = "zsj",
        .address = "192.0.2.1",
        .action = "assign",
        .clause = "二(三)",
        .state = "assigned",
        .note = "派给工信局",
        .change = "{}",
    };
}

/* A life of several events, each changing something else; gives the matters after each. */
static inline struct error sample_live(struct db *db, struct arena *arena, const struct record *record, int64_t id,
                                       void **stages, int count)
{
    for (int i = 0; i < count; i++) {
        struct event event = sample_event(record->subject, id);

        stages[i] = arena_alloc(arena, record->size);
        sample_fill(arena, record, stages[i], id, i + 1);
        if (column_find(&record->tables[0], "last_event"))
            *(int64_t *)sample_at(record, stages[i], "last_event") = i + 1;
        TRY(record_save(db, arena, record, i ? stages[i - 1] : NULL, stages[i], &event.change));
        event.seq = i + 1;
        TRY(event_append(db, arena, &event));
    }
    return OK;
}

/* ── A record with two of everything ────────────────────────────────────── */

static inline struct error sample_file(struct db *db, struct arena *arena, int64_t owner_id, const char *content,
                                       size_t size)
{
    struct attachment file = { .owner = "appeal",
                               .owner_id = owner_id,
                               .name = "附件.pdf",
                               .media_type = "application/pdf",
                               .uploaded_by = "gly",
                               .at = SAMPLE_NOW,
                               .size = (int64_t)size };
    struct event event;
    FILE *temporary = tmpfile();
    struct error error;

    fwrite(content, 1, size, temporary);
    fflush(temporary);
    error = files_put(db, arena, &file, fileno(temporary));
    fclose(temporary);
    TRY(error);
    event = sample_event("attachment", file.id);
    TRY(record_save(db, arena, &attachment_record, NULL, &file, &event.change));
    return event_append(db, arena, &event);
}

static inline struct error sample_seal_all(struct db *db, struct arena *arena, instant_t wall)
{
    int64_t count = 1;

    while (count) TRY(seals_seal(db, arena, wall, &count));
    return OK;
}

static inline struct error sample_store(struct db *db, struct arena *arena)
{
    static char long_file[150000];
    void *stages[3];

    for (int64_t id = 1; id <= 2; id++) {
        struct event account = sample_event("account", id);
        struct notice notice = { "appeal", id, 1, "phone", id == 1 ? "13800000001" : "13800000002", "sms", "receipt",
                                 "已收到", NULL, SAMPLE_NOW, SAMPLE_NOW, false, NULL };

        TRY(sample_live(db, arena, &appeal_record, id, stages, 3));
        TRY(sample_live(db, arena, &round_record, id, stages, 3));
        TRY(sample_live(db, arena, &suggestion_record, id, stages, 2));
        TRY(event_append(db, arena, &account));
        TRY(outbox_add(db, arena, &notice));
        for (size_t i = 0; i < sizeof long_file; i++) long_file[i] = (char)(i / 1000 + (size_t)id);
        TRY(sample_file(db, arena, id, long_file, sizeof long_file));
    }
    TRY(outbox_add(db, arena, &(struct notice){ NULL, 0, 0, "phone", "13800000001", "sms", NOTICE_OF_CODE, "验证码",
                                                NULL, SAMPLE_NOW, SAMPLE_NOW, true, "code-1" }));
    return sample_seal_all(db, arena, SAMPLE_NOW);
}

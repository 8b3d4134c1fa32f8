/* SPDX-License-Identifier: Apache-2.0 */
/* The record: what is saved comes back, on both databases; what was done can be told from the events alone. */
#include "test.h"

#include "base/digest.h"
#include "base/log.h"
#include "base/text.h"
#include "fresh_store.h"
#include "mechanism/record.h"
#include "record_sample.h"
#include "sql/migrate.h"
#include "store/events.h"
#include "store/numbers.h"
#include "store/rebuild.h"
#include "store/records.h"

static struct arena *arena;
static struct db *db;

/* ── Digests ────────────────────────────────────────────────────────────── */

static void sm3_is_the_standards(void)
{
    char hex[DIGEST_TEXT];

    digest_of("abc", 3, hex); /* GB/T 32905, example 1 */
    CHECK_TEXT(hex, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

static void fields_cannot_run_into_each_other(void)
{
    static const char *const lists[][2] = { { "ab", "c" }, { "a", "bc" }, { "abc", "" },
                                            { "abc", NULL }, { NULL, "abc" } };
    char hex[5][DIGEST_TEXT];

    for (int i = 0; i < 5; i++) {
        struct digest digest;

        digest_start(&digest);
        digest_field(&digest, lists[i][0]);
        digest_field(&digest, lists[i][1]);
        digest_end(&digest, hex[i]);
        for (int j = 0; j < i; j++) CHECK(strcmp(hex[i], hex[j]) != 0, "lists %d and %d have one digest", i, j);
    }
}

/* ── Saving and loading ─────────────────────────────────────────────────── */

static struct appeal *sample_appeal(int64_t id)
{
    struct appeal *appeal = ARENA_NEW(arena, struct appeal);

    sample_fill(arena, &appeal_record, appeal, id, 2);
    return appeal;
}

/* Column by column; the name of the first that differs, or NULL. */
static const char *differs(const struct record *record, void *a, void *b)
{
    for (size_t t = 0; t < record->table_count; t++) {
        const struct table *table = &record->tables[t];
        struct record_list one = { a, 1 }, two = { b, 1 };

        if (t) one = *record_list(table, a), two = *record_list(table, b);
        if (one.count != two.count) return table->name;
        for (size_t r = 0; r < one.count; r++)
            for (size_t c = 0; c < table->column_count; c++)
                if (!column_same(&table->columns[c], one.rows + r * table->row_size, two.rows + r * table->row_size))
                    return arena_printf(arena, "%s.%s", table->name, table->columns[c].name);
    }
    return NULL;
}

static void every_column_goes_there_and_back(void)
{
    static const struct record *const records[] = { &appeal_record, &round_record };

    for (int i = 0; i < 2; i++) {
        void *matter = arena_alloc(arena, records[i]->size), *back = arena_alloc(arena, records[i]->size);
        const char *change, *number, *different;

        sample_fill(arena, records[i], matter, 7, 3);
        CHECK_INT(record_save(db, arena, records[i], NULL, matter, &change).kind, NO_ERROR);
        CHECK_INT(record_load(db, arena, records[i], 7, back).kind, NO_ERROR);
        different = differs(records[i], matter, back);
        CHECK(!different, "%s came back different", different);
        number = column_text(arena, column_find(&records[i]->tables[0], "number"), matter);
        memset(back, 0, records[i]->size);
        CHECK_INT(record_load_number(db, arena, records[i], number, back).kind, NO_ERROR);
        CHECK(!differs(records[i], matter, back), "by its number too");
        CHECK_INT(record_load(db, arena, records[i], 8, back).kind, NOT_FOUND);
        CHECK_INT(record_load_number(db, arena, records[i], "no such", back).kind, NOT_FOUND);
    }
}

static void an_empty_matter_stays_empty(void)
{
    struct appeal appeal = { .id = 9, .number = "ZT2026-0009" }, back;
    const char *change;

    CHECK_INT(record_save(db, arena, &appeal_record, NULL, &appeal, &change).kind, NO_ERROR);
    CHECK_INT(record_load(db, arena, &appeal_record, 9, &back).kind, NO_ERROR);
    CHECK(!differs(&appeal_record, &appeal, &back), "%s", differs(&appeal_record, &appeal, &back));
    CHECK_INT(back.version, 1);
}

static void only_what_changed_is_told(void)
{
    struct appeal *before = sample_appeal(11), *after;
    const char *change;

    before->dispatches.count = 0;
    before->limits.count = before->requests.count = before->orders.count = 0;
    record_save(db, arena, &appeal_record, NULL, before, &change);
    after = record_copy(&appeal_record, arena, before);
    after->state = before->state + 1;
    after->title = "换了标题\"引号\"";
    *(struct dispatch *)LIST_ADD(arena, after->dispatches) =
        (struct dispatch){ .unit = "gxj", .turn = 1, .role = "lead", .state = 2 };
    CHECK_INT(record_save(db, arena, &appeal_record, before, after, &change).kind, NO_ERROR);
    CHECK_TEXT(change, arena_printf(arena,
                                    "{\"appeal\":{\"version\":[1,2],\"state\":[%lld,%lld],"
                                    "\"title\":[\"%s\",\"换了标题\\\"引号\\\"\"]},"
                                    "\"dispatch\":{\"gxj,1\":{\"unit\":[null,\"gxj\"],\"turn\":[null,1],"
                                    "\"role\":[null,\"lead\"],\"state\":[null,2]}}}",
                                    (long long)before->state, (long long)after->state, before->title));
    before = record_copy(&appeal_record, arena, after);
    after->dispatches.rows[0].why = "改派";
    CHECK_INT(record_save(db, arena, &appeal_record, before, after, &change).kind, NO_ERROR);
    CHECK_TEXT(change, "{\"appeal\":{\"version\":[2,3]},\"dispatch\":{\"gxj,1\":{\"why\":[null,\"改派\"]}}}");
    before = record_copy(&appeal_record, arena, after);
    after->dispatches.count = 0;
    CHECK_INT(record_save(db, arena, &appeal_record, before, after, &change).kind, NO_ERROR);
    CHECK_TEXT(change, "{\"appeal\":{\"version\":[3,4]},\"dispatch\":{\"gxj,1\":{\"unit\":[\"gxj\",null],"
                       "\"turn\":[1,null],\"role\":[\"lead\",null],\"state\":[2,null],\"why\":[\"改派\",null]}}}");
}

static void personal_texts_are_not_in_the_change(void)
{
    struct appeal *before = sample_appeal(12), *after;
    const char *change;

    before->contact_phone = "13800000001";
    record_save(db, arena, &appeal_record, NULL, before, &change);
    CHECK(!strstr(change, "13800000001"), "the first change tells no phone");
    after = record_copy(&appeal_record, arena, before);
    after->contact_phone = "13900000002";
    record_save(db, arena, &appeal_record, before, after, &change);
    CHECK(strstr(change, "contact_phone") && !strstr(change, "13900000002"), "it shows a digest: %s", change);
}

static void phones_are_found_by_their_digest(void)
{
    struct appeal *before = sample_appeal(13), *after;
    const char *change;
    struct rows rows;

    record_save(db, arena, &appeal_record, NULL, before, &change);
    after = record_copy(&appeal_record, arena, before);
    after->contact_phone = "13900000003";
    record_save(db, arena, &appeal_record, before, after, &change);
    db_query(db, arena, &rows, "SELECT contact_phone_digest FROM appeal WHERE id = $1", INT(13));
    CHECK_TEXT(row_text(&rows, 0, 0), sealed_digest(arena, "13900000003"));
}

static void the_second_of_two_writers_is_told(void)
{
    struct appeal *before = sample_appeal(14), *one, *two;
    const char *change;

    record_save(db, arena, &appeal_record, NULL, before, &change);
    one = record_copy(&appeal_record, arena, before);
    two = record_copy(&appeal_record, arena, before);
    CHECK_INT(record_save(db, arena, &appeal_record, before, one, &change).kind, NO_ERROR);
    two->state++;
    struct error error = record_save(db, arena, &appeal_record, before, two, &change);
    CHECK_INT(error.kind, CONFLICT);
    CHECK_TEXT(error.code, "record.changed-meanwhile");
}

/* ── Events ─────────────────────────────────────────────────────────────── */

static void events_form_a_chain(void)
{
    struct event one = sample_event("account", 5), two = sample_event("account", 5), other = sample_event("account", 6);
    struct event *list;
    size_t count;

    two.note = NULL;
    CHECK_INT(event_append(db, arena, &one).kind, NO_ERROR);
    CHECK_INT(event_append(db, arena, &two).kind, NO_ERROR);
    CHECK_INT(event_append(db, arena, &other).kind, NO_ERROR);
    CHECK_INT(one.seq, 1);
    CHECK_TEXT(one.previous, "");
    CHECK_INT(two.seq, 2);
    CHECK_TEXT(two.previous, one.digest);
    CHECK_TEXT(other.previous, "");
    CHECK_INT(events_list(db, arena, "account", 5, 0, 10, &list, &count).kind, NO_ERROR);
    CHECK_INT(count, 2);
    CHECK_TEXT(event_digest(arena, &list[0]), one.digest);
    CHECK_TEXT(list[0].note, one.note);
    CHECK(list[1].note == NULL && list[1].note_digest == NULL, "no note is no note");
    one.seq = 2;
    CHECK_INT(event_append(db, arena, &one).kind, CONFLICT);
}

static void every_field_of_an_event_is_covered(void)
{
    struct event event = sample_event("account", 5);
    const char *digest, **const texts[] = { &event.subject, &event.actor,  &event.actor_name,  &event.role,
                                            &event.unit,    &event.address, &event.action,      &event.clause,
                                            &event.state,   &event.change, &event.note_digest, &event.previous };
    int64_t *const numbers[] = { &event.subject_id, &event.seq, &event.at };

    event.note_digest = event.previous = "x";
    digest = event_digest(arena, &event);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *kept = *texts[i];

        *texts[i] = "other";
        CHECK(strcmp(event_digest(arena, &event), digest) != 0, "text %zu", i);
        *texts[i] = kept;
    }
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        ++*numbers[i];
        CHECK(strcmp(event_digest(arena, &event), digest) != 0, "number %zu", i);
        --*numbers[i];
    }
    event.internal = !event.internal;
    CHECK(strcmp(event_digest(arena, &event), digest) != 0, "internal");
}

/* ── Rebuilding ─────────────────────────────────────────────────────────── */

/* As sample_live; it has to go well. */
static void live(const struct record *record, int64_t id, void **stages, int count)
{
    CHECK_INT(sample_live(db, arena, record, id, stages, count).kind, NO_ERROR);
}

static void the_present_is_rebuilt_from_the_events(void)
{
    static const struct record *const records[] = { &appeal_record, &round_record };

    for (int i = 0; i < 2; i++) {
        void *stages[5];
        const char *difference;

        live(records[i], 21, stages, 5);
        CHECK_INT(record_rebuild(db, arena, records[i], 21, &difference).kind, NO_ERROR);
        CHECK(!difference, "%s", difference);
    }
}

static void the_past_is_rebuilt_too(void)
{
    static const struct record *const records[] = { &appeal_record, &round_record };

    for (int r = 0; r < 2; r++) {
        void *stages[5], *image = arena_alloc(arena, records[r]->size);

        live(records[r], 22, stages, 5);
        for (int seq = 2; seq <= 5; seq++) {
            const char *different;

            CHECK_INT(events_image_before(db, arena, records[r], stages[4], seq, image).kind, NO_ERROR);
            sample_keep_private(records[r], stages[4], stages[seq - 2]);
            different = differs(records[r], stages[seq - 2], image);
            CHECK(!different, "before event %d: %s", seq, different);
        }
    }
}

static void a_change_of_any_column_is_found(void)
{
    static const struct record *const records[] = { &appeal_record, &round_record };
    const char *difference;
    void *stages[3];

    for (int r = 0; r < 2; r++) {
        live(records[r], 23, stages, 3);
        for (size_t t = 0; t < records[r]->table_count; t++) {
            const struct table *table = &records[r]->tables[t];

            for (size_t c = t ? table->key_count : 1; c < table->column_count; c++) {
                const struct column *column = &table->columns[c];
                bool number = column->kind == NUMBER || column->kind == MOMENT;
                const char *value = number ? "77" : column->kind == DATE ? "'2031-01-01'" : "'x'";

                db_begin(db);
                db_change(db, NULL, arena_printf(arena, "UPDATE \"%s\" SET \"%s\" = %s WHERE %s = 23", table->name,
                                                 column->name, value, t ? "parent" : "id"));
                record_rebuild(db, arena, records[r], 23, &difference);
                CHECK(difference && strstr(difference, column->name), "%s.%s: %s", table->name, column->name,
                      difference ? difference : "not found");
                db_rollback(db);
            }
        }
    }
}

static void numbers_are_given(void)
{
    const char *number, *code = numbers_query_code(arena);
    int64_t id;

    CHECK_INT(numbers_appeal(db, arena, 2026, &id, &number).kind, NO_ERROR);
    CHECK_INT(id, 202600000001);
    CHECK_TEXT(number, "ZT2026-0001");
    CHECK_INT(numbers_paper(db, arena, "潮督", 2026, &number).kind, NO_ERROR);
    CHECK_TEXT(number, "潮督〔2026〕1号");
    CHECK_INT(numbers_paper(db, arena, "潮督", 2026, &number).kind, NO_ERROR);
    CHECK_TEXT(number, "潮督〔2026〕2号");
    CHECK_INT(strlen(code), 12);
    CHECK(strcmp(code, numbers_query_code(arena)) != 0, "another each time");
}

/* ── Running ────────────────────────────────────────────────────────────── */

static bool on_postgres;

static void on_fresh_store(void (*test)(void))
{
    const char *store = fresh_store(arena, on_postgres);
    int steps;

    if (!store || db_open(store, DB_WRITE, &db).kind != NO_ERROR || migrate(db, 1, &steps).kind != NO_ERROR) {
        CHECK(false, "no store");
        return;
    }
    test();
    db_close(db);
}

#define RUN_FRESH(test)                                                    \
    do {                                                                   \
        test_name = on_postgres ? #test " (PostgreSQL)" : #test " (SQLite)"; \
        on_fresh_store(test);                                              \
    } while (0)

static void run_all(void)
{
    RUN_FRESH(every_column_goes_there_and_back);
    RUN_FRESH(an_empty_matter_stays_empty);
    RUN_FRESH(only_what_changed_is_told);
    RUN_FRESH(personal_texts_are_not_in_the_change);
    RUN_FRESH(phones_are_found_by_their_digest);
    RUN_FRESH(the_second_of_two_writers_is_told);
    RUN_FRESH(events_form_a_chain);
    RUN_FRESH(the_present_is_rebuilt_from_the_events);
    RUN_FRESH(the_past_is_rebuilt_too);
    RUN_FRESH(a_change_of_any_column_is_found);
    RUN_FRESH(numbers_are_given);
}

int main(void)
{
    arena = arena_new(256 << 20);
    if (!getenv("ZTC_TEST_LOG")) log_set_level((enum log_level)-1); /* the errors are made on purpose */
    RUN(sm3_is_the_standards);
    RUN(fields_cannot_run_into_each_other);
    RUN(every_field_of_an_event_is_covered);
    run_all();
    on_postgres = true;
    if (getenv("ZTC_TEST_POSTGRES")) run_all();
    else puts("note: ZTC_TEST_POSTGRES is not set, PostgreSQL was not tried (script/with-postgres)");
    arena_free(arena);
    return test_end();
}

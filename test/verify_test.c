/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever somebody with the database's password changes in the record is found, on both databases. */
#include "test.h"

#include "base/digest.h"
#include "base/log.h"
#include "base/text.h"
#include "fresh_store.h"
#include "record_sample.h"
#include "service/verify.h"
#include "sql/migrate.h"

#include <pthread.h>
#include <stdatomic.h>

static struct arena *arena;
static struct db *db;
static bool on_postgres;

static struct error seal_all(instant_t wall)
{
    return sample_seal_all(db, arena, wall);
}

static const char *fault(void)
{
    struct verify_result result;
    struct error error = verify(db, arena, NULL, &result);

    if (error.kind != NO_ERROR) return arena_printf(arena, "error %s", error.code);
    return result.fault;
}

/* Changes the record, looks whether that is found, and takes it back. */
static void tampered(const char *sql, ...)
{
    const char *statement, *found;
    va_list arguments;
    struct error error;

    va_start(arguments, sql);
    statement = arena_vprintf(arena, sql, arguments);
    va_end(arguments);
    db_begin(db);
    error = db_script(db, statement);
    CHECK_INT(error.kind, NO_ERROR);
    found = error.kind == NO_ERROR ? fault() : "the statement failed";
    CHECK(found && !strstr(found, "error"), "not found: %s %s", statement, found ? found : "");
    if (getenv("ZTC_TEST_LOG")) printf("%-90.90s → %s\n", statement, found ? found : "-");
    db_rollback(db);
}

/* ── Each table ─────────────────────────────────────────────────────────── */

/* # before a number, otherwise a text; the key first. `other`: an expression that makes a key of another row. */
struct tampering {
    const char *table;
    const char *row; /* condition: one row */
    const char *columns;
};

static const struct tampering tamperings[] = {
    { "event", "subject = 'appeal' AND subject_id = 1 AND seq = 2",
      "subject #subject_id #seq #at actor actor_name role unit address action clause state note note_salt note_digest "
      "#internal change previous digest" },
    { "event", "subject = 'appeal' AND subject_id = 2 AND seq = 3",
      "subject #subject_id #seq #at actor note note_salt note_digest change previous digest" },
    { "event", "subject = 'account' AND subject_id = 1", "subject #subject_id #seq #at actor change digest" },
    { "seal", "position = 3", "#position subject #subject_id #seq event_digest #sealed_at digest" },
    { "seal", "position = (SELECT max(position) FROM seal)",
      "#position subject #subject_id #seq event_digest #sealed_at digest" },
    { "salt", "subject = 'appeal' AND subject_id = 1", "subject #subject_id salt" },
    { "salt", "subject = 'round' AND subject_id = 2", "subject #subject_id salt" },
    { "attachment", "id = 1",
      "#id #version owner #owner_id name #size media_type digest uploaded_by #by_enterprise #at" },
    { "attachment_chunk", "id = 1 AND n = 1", "#id #n" },
    { "suggestion", "id = 2", "#id #version #state jurisdiction #at account name contact text answer #answered_at" },
    { "outbox", "subject_id = 1", "subject #subject_id #seq" },
    { "appeal", "id = 1", "contact_phone_digest" },
};

static void change_column(const char *table, const char *row, const char *column)
{
    if (*column == '#')
        tampered("UPDATE \"%s\" SET \"%s\" = coalesce(\"%s\", 0) + 7777 WHERE %s", table, column + 1, column + 1, row);
    else
        tampered("UPDATE \"%s\" SET \"%s\" = coalesce(\"%s\", '') || 'x' WHERE %s", table, column, column, row);
}

static void a_changed_row_is_found(void)
{
    for (size_t i = 0; i < sizeof tamperings / sizeof *tamperings; i++) {
        size_t count;
        char **columns = text_split(arena, tamperings[i].columns, ' ', &count);

        for (size_t c = 0; c < count; c++) change_column(tamperings[i].table, tamperings[i].row, columns[c]);
    }
    tampered("UPDATE event SET note = NULL, note_salt = NULL WHERE subject = 'round' AND subject_id = 1 AND seq = 1");
    tampered("UPDATE event SET note = NULL, note_salt = NULL, note_digest = NULL"
             " WHERE subject = 'round' AND subject_id = 1 AND seq = 1");
    tampered("UPDATE attachment_chunk SET bytes = (SELECT bytes FROM attachment_chunk WHERE id = 2 AND n = 1)"
             " WHERE id = 1 AND n = 1");
}

static void a_changed_row_of_the_present_is_found(void)
{
    static const struct record *const records[] = { &appeal_record, &round_record };

    for (int r = 0; r < 2; r++) {
        for (size_t t = 0; t < records[r]->table_count; t++) {
            const struct table *table = &records[r]->tables[t];
            const char *key = t ? "parent" : "id";

            for (size_t c = 0; c < table->column_count; c++) {
                const struct column *column = &table->columns[c];
                bool number = column->kind == NUMBER || column->kind == MOMENT;

                if (column->kind == DATE)
                    tampered("UPDATE \"%s\" SET \"%s\" = '2031-01-01' WHERE %s = 2", table->name, column->name, key);
                else
                    change_column(table->name, arena_printf(arena, "%s = 2", key),
                                  arena_printf(arena, "%s%s", number ? "#" : "", column->name));
            }
        }
    }
}

static void a_missing_row_is_found(void)
{
    static const char *const rows[] = {
        "appeal WHERE id = 1", "dispatch WHERE parent = 1", "appeal_clock WHERE parent = 2", "request WHERE parent = 1",
        "supervision_order WHERE parent = 2", "round WHERE id = 1", "round_clock WHERE parent = 1",
        "round_item WHERE parent = 2", "round_guest WHERE parent = 1", "event WHERE subject = 'appeal' AND seq = 1",
        "event WHERE subject = 'appeal' AND subject_id = 1 AND seq = 2",
        "event WHERE subject = 'appeal' AND subject_id = 2 AND seq = 3",
        "event WHERE subject = 'account' AND subject_id = 2", "event WHERE subject = 'appeal' AND subject_id = 1",
        "seal WHERE position = 1", "seal WHERE position = 5", "seal WHERE position = (SELECT max(position) FROM seal)",
        "salt WHERE subject = 'appeal' AND subject_id = 2", "salt WHERE subject = 'round' AND subject_id = 2",
        "attachment WHERE id = 1", "attachment_chunk WHERE id = 2 AND n = 0", "attachment_chunk WHERE id = 2 AND n = 2",
        "suggestion WHERE id = 1",
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) tampered("DELETE FROM %s", rows[i]);
    tampered("DELETE FROM dispatch WHERE parent = 1 AND turn = (SELECT min(turn) FROM dispatch WHERE parent = 1)");
    tampered("DELETE FROM event WHERE subject = 'account' AND subject_id = 1;"
             "DELETE FROM seal WHERE subject = 'account' AND subject_id = 1");
    tampered("DELETE FROM event WHERE subject = 'appeal' AND subject_id = 1 AND seq = 3;"
             "DELETE FROM seal WHERE subject = 'appeal' AND subject_id = 1 AND seq = 3");
}

static void an_invented_row_is_found(void)
{
    tampered("INSERT INTO appeal (id, number) VALUES (99, 'ZT2026-0099')");
    tampered("INSERT INTO dispatch (parent, unit, turn) VALUES (1, 'gxj', 99)");
    tampered("INSERT INTO dispatch (parent, unit, turn) VALUES (99, 'gxj', 1)");
    tampered("INSERT INTO appeal_clock (parent, clock, instance) VALUES (1, 99, '')");
    tampered("INSERT INTO appeal_clock (parent, clock, instance) VALUES (99, 1, '')");
    tampered("INSERT INTO request (parent, turn) VALUES (2, 99)");
    tampered("INSERT INTO request (parent, turn) VALUES (99, 1)");
    tampered("INSERT INTO supervision_order (parent, turn) VALUES (2, 99)");
    tampered("INSERT INTO supervision_order (parent, turn) VALUES (99, 1)");
    tampered("INSERT INTO round (id, number) VALUES (99, '445100-2026-09')");
    tampered("INSERT INTO round_clock (parent, clock, instance) VALUES (1, 99, '')");
    tampered("INSERT INTO round_clock (parent, clock, instance) VALUES (99, 1, '')");
    tampered("INSERT INTO round_item (parent, appeal) VALUES (1, 99)");
    tampered("INSERT INTO round_item (parent, appeal) VALUES (99, 1)");
    tampered("INSERT INTO round_guest (parent, subject) VALUES (2, 'unit:x')");
    tampered("INSERT INTO round_guest (parent, subject) VALUES (99, 'unit:x')");
    tampered("INSERT INTO salt (subject, subject_id, salt) VALUES ('appeal', 99, 'x')");
    tampered("INSERT INTO salt (subject, subject_id, salt) VALUES ('account', 1, 'x')");
    tampered("INSERT INTO attachment (id, owner, owner_id) VALUES (99, 'appeal', 1)");
    tampered("INSERT INTO attachment_chunk (id, n, bytes) SELECT 1, 3, bytes FROM attachment_chunk"
             " WHERE id = 2 AND n = 0");
    tampered("INSERT INTO attachment_chunk (id, n, bytes) SELECT 99, 0, bytes FROM attachment_chunk"
             " WHERE id = 2 AND n = 0");
    tampered("INSERT INTO attachment SELECT 99, version, owner, owner_id, name, size, media_type, digest, uploaded_by,"
             " by_enterprise, at FROM attachment WHERE id = 1;"
             "INSERT INTO attachment_chunk SELECT 99, n, bytes FROM attachment_chunk WHERE id = 1");
    tampered("INSERT INTO suggestion (id) VALUES (99)");
    tampered("INSERT INTO outbox SELECT id + 99, subject, subject_id, 99, kind, recipient_sealed, recipient_digest,"
             " channel, template, text_sealed, values_sealed, at, made_at, deliver_at, delivered_at, state, key || 'x',"
             " urgent, tries, provider_id, cause FROM outbox WHERE subject_id = 1");
    tampered("INSERT INTO outbox SELECT id + 99, NULL, NULL, NULL, kind, recipient_sealed, recipient_digest,"
             " channel, template, text_sealed, values_sealed, at, made_at, deliver_at, delivered_at, state, key || 'x',"
             " urgent, tries, provider_id, cause FROM outbox WHERE subject_id = 1");
    tampered("INSERT INTO event SELECT subject, subject_id, 4, at, actor, actor_name, role, unit, address, action,"
             " clause, state, note, note_salt, note_digest, internal, change, digest, digest FROM event"
             " WHERE subject = 'appeal' AND subject_id = 1 AND seq = 3");
    tampered("INSERT INTO event SELECT 'account', 77, 1, at, actor, actor_name, role, unit, address, action, clause,"
             " state, note, note_salt, note_digest, internal, change, previous, digest FROM event"
             " WHERE subject = 'account' AND subject_id = 1");
    tampered("INSERT INTO seal SELECT position + 1, 'account', 77, 1, event_digest, sealed_at, digest FROM seal"
             " WHERE position = (SELECT max(position) FROM seal)");
    tampered("INSERT INTO event_unsealed SELECT at, 'account', 77, 1, digest, at FROM event"
             " WHERE subject = 'account' AND subject_id = 1");
    tampered("INSERT INTO event_unsealed SELECT at, subject, subject_id, seq, digest, at FROM event"
             " WHERE subject = 'account' AND subject_id = 1");
}

/* Keys change places, which is the same as if the rest of the rows did. */
static void swapped(const char *table, const char *column, const char *more, int a, int b)
{
    tampered("UPDATE \"%s\" SET \"%s\" = -1 WHERE \"%s\" = %d %s; UPDATE \"%s\" SET \"%s\" = %d WHERE \"%s\" = %d %s;"
             "UPDATE \"%s\" SET \"%s\" = %d WHERE \"%s\" = -1 %s",
             table, column, column, a, more, table, column, a, column, b, more, table, column, b, column, more);
}

static void rows_that_changed_places_are_found(void)
{
    swapped("appeal", "id", "", 1, 2);
    swapped("dispatch", "turn", "AND parent = 1", 1, 3);
    swapped("appeal_clock", "clock", "AND parent = 1", 0, 2);
    swapped("request", "turn", "AND parent = 1", 0, 2);
    swapped("supervision_order", "turn", "AND parent = 1", 0, 2);
    swapped("round", "id", "", 1, 2);
    swapped("round_clock", "clock", "AND parent = 2", 0, 2);
    swapped("round_item", "appeal", "AND parent = 2", 0, 2);
    tampered("UPDATE round_guest SET subject = 't' WHERE parent = 1 AND subject = '0';"
             "UPDATE round_guest SET subject = '0' WHERE parent = 1 AND subject = '2';"
             "UPDATE round_guest SET subject = '2' WHERE parent = 1 AND subject = 't'");
    swapped("event", "seq", "AND subject = 'appeal' AND subject_id = 1", 1, 2);
    swapped("event", "subject_id", "AND subject = 'account'", 1, 2);
    swapped("event", "subject_id", "AND subject = 'appeal'", 1, 2);
    swapped("seal", "position", "", 4, 5);
    swapped("salt", "subject_id", "AND subject = 'appeal'", 1, 2);
    swapped("attachment", "id", "", 1, 2);
    swapped("attachment_chunk", "id", "", 1, 2);
    swapped("suggestion", "id", "", 1, 2);
    tampered("UPDATE attachment_chunk SET n = 9 WHERE id = 1 AND n = 0; UPDATE attachment_chunk SET n = 0"
             " WHERE id = 1 AND n = 2; UPDATE attachment_chunk SET n = 2 WHERE id = 1 AND n = 9");
}

/* ── A forger who knows how digests are made ────────────────────────────── */

static const char *digest_anew(int64_t id, int64_t seq)
{
    struct event event;

    CHECK_INT(events_find(db, arena, "appeal", id, seq, &event).kind, NO_ERROR);
    event.digest = event_digest(arena, &event);
    db_change(db, NULL, "UPDATE event SET digest = $3 WHERE subject = 'appeal' AND subject_id = $1 AND seq = $2",
              INT(id), INT(seq), TEXT(event.digest));
    return event.digest;
}

/* All seals made anew, as if they had always been so. */
static void seal_anew(void)
{
    db_script(db, "DELETE FROM seal; DELETE FROM event_unsealed;"
                  "INSERT INTO event_unsealed SELECT at, subject, subject_id, seq, digest, at FROM event");
    CHECK_INT(seal_all(SAMPLE_NOW).kind, NO_ERROR);
}

static void check_forged(const char *what)
{
    const char *found;

    seal_anew();
    found = fault();
    CHECK(found && strstr(found, what), "'%s' not found: %s", what, found);
    db_rollback(db);
}

static void a_forged_log_contradicts_itself(void)
{
    const char *first;
    struct event event;

    db_begin(db);
    seal_anew();
    CHECK(!fault(), "made anew from the same events it is whole: %s", fault());
    db_rollback(db);

    db_begin(db); /* the second of three events never was */
    events_find(db, arena, "appeal", 1, 1, &event);
    first = event.digest;
    db_script(db, "DELETE FROM event WHERE subject = 'appeal' AND subject_id = 1 AND seq = 2");
    db_change(db, NULL, "UPDATE event SET previous = $1 WHERE subject = 'appeal' AND subject_id = 1 AND seq = 3",
              TEXT(first));
    digest_anew(1, 3);
    check_forged("第 2 条事件缺失");

    db_begin(db); /* it follows another one than it did */
    db_script(db, "UPDATE event SET previous = 'x' WHERE subject = 'appeal' AND subject_id = 1 AND seq = 3");
    digest_anew(1, 3);
    check_forged("第 3 条事件与前一条不相衔接");

    db_begin(db); /* the last event and its digest are others than were sealed */
    db_script(db, "UPDATE event SET actor = 'other' WHERE subject = 'appeal' AND subject_id = 1 AND seq = 3");
    digest_anew(1, 3);
    CHECK(fault() && strstr(fault(), "所封存的事件被改动"), "%s", fault());
    db_rollback(db);

    db_begin(db); /* what was before is told otherwise */
    events_find(db, arena, "appeal", 1, 3, &event);
    db_change(db, NULL, "UPDATE event SET change = $1 WHERE subject = 'appeal' AND subject_id = 1 AND seq = 3",
              TEXT(arena_printf(arena, "{\"appeal\":{\"state\":[77,1],%s",
                                strchr(strstr(event.change, "\"state\":["), ']') + 2)));
    digest_anew(1, 3);
    check_forged("第 3 条事件与之前的记录不相衔接");
}

static void a_lost_seal_is_named(void)
{
    const char *found;

    db_begin(db);
    db_script(db, "DELETE FROM event WHERE subject = 'account' AND subject_id = 2;"
                  "DELETE FROM seal WHERE subject = 'account' AND subject_id = 2");
    found = fault();
    CHECK(found && strstr(found, "缺失"), "%s", found);
    db_rollback(db);
}

static void seals_follow_the_time_of_business_and_never_go_back(void)
{
    struct event late = sample_event("policy", 1), early = late;
    struct seal *seals;
    size_t count;

    early.at -= HOUR;
    event_append(db, arena, &late);
    event_append(db, arena, &early);
    CHECK_INT(seal_all(SAMPLE_NOW - HOUR).kind, NO_ERROR); /* the machine's clock was set back */
    CHECK_INT(seals_after(db, arena, 20, 10, &seals, &count).kind, NO_ERROR);
    CHECK_INT(count, 2);
    CHECK_INT(seals[0].seq, early.seq);
    CHECK_INT(seals[1].seq, late.seq);
    CHECK_INT(seals[0].sealed_at, SAMPLE_NOW);
}

/* ── What is right ──────────────────────────────────────────────────────── */

static void a_record_left_alone_is_whole(void)
{
    struct verify_result result;

    CHECK_INT(verify(db, arena, NULL, &result).kind, NO_ERROR);
    CHECK(!result.fault, "%s", result.fault);
    CHECK_INT(result.figures.events, 20);
    CHECK_INT(result.figures.appeals, 2);
    CHECK_INT(result.last.position, 20);
    CHECK_INT(result.waiting, 0);
}

static void events_may_wait_for_their_seal_but_not_be_passed_over(void)
{
    struct event early = sample_event("account", 3), late = sample_event("account", 4);
    struct verify_result result;
    int64_t count;

    late.wall = late.at += 120 * SECOND;
    event_append(db, arena, &late);
    verify(db, arena, NULL, &result);
    CHECK(!result.fault && result.waiting == 1, "%s", result.fault);
    CHECK_INT(seals_seal(db, arena, late.wall, &count).kind, NO_ERROR);
    CHECK_INT(count, 1);
    event_append(db, arena, &early); /* stands since two minutes before the newest seal */
    CHECK(fault() != NULL, "an event was passed over");
    seal_all(late.wall);
    CHECK(!fault(), "%s", fault());
    CHECK_INT(seals_seal(db, arena, late.wall, &count).kind, NO_ERROR);
    CHECK_INT(count, 0);
}

static void many_events_are_sealed_in_order(void)
{
    struct verify_result result;

    for (int i = 0; i < 1100; i++) {
        struct event event = sample_event("policy", 1);

        event.at = SAMPLE_NOW - i; /* the later ones are the older ones: another order than they came in */
        if (event_append(db, arena, &event).kind != NO_ERROR) break;
    }
    CHECK_INT(seal_all(SAMPLE_NOW).kind, NO_ERROR);
    CHECK_INT(verify(db, arena, NULL, &result).kind, NO_ERROR);
    CHECK(!result.fault, "%s", result.fault);
    CHECK_INT(result.last.position, 1120);
}

/* ── Several at once ────────────────────────────────────────────────────── */

enum { SEALERS = 2, WRITERS = 2, EVENTS = 150 };
static const char *common_store;
static atomic_int writing;

struct worker {
    pthread_t thread;
    int64_t subject; /* 0: a sealer */
    int failures;
};

static struct error append_one(struct db *own, struct arena *scratch, int64_t subject)
{
    struct event event = sample_event("policy", subject);

    return event_append(own, scratch, &event);
}

/* As the lanes do it: a lost race is tried again. */
static struct error once(struct db *own, struct arena *scratch, const struct worker *worker, int64_t *count)
{
    struct error error = db_begin(own);

    if (error.kind == NO_ERROR)
        error = worker->subject ? append_one(own, scratch, worker->subject)
                                : seals_seal(own, scratch, SAMPLE_NOW, count);
    if (error.kind == NO_ERROR) error = db_commit(own);
    if (error.kind != NO_ERROR) db_rollback(own);
    arena_reset(scratch);
    return error;
}

static void *work(void *pointer)
{
    struct worker *worker = pointer;
    struct arena *scratch = arena_new(64 << 20);
    struct db *own = NULL;
    int64_t count = 1;

    if (db_open(common_store, DB_WRITE, &own).kind != NO_ERROR) worker->failures = 1;
    for (int done = 0; !worker->failures && (worker->subject ? done < EVENTS : writing || count);) {
        struct error error = once(own, scratch, worker, &count);

        if (error.kind == NO_ERROR) done++;
        else if (error.kind != CONFLICT) worker->failures++;
    }
    if (worker->subject) writing--;
    db_close(own);
    arena_free(scratch);
    return NULL;
}

/* Two writers of one subject, one of another's, and two sealers. */
static void several_programs_make_one_order(void)
{
    struct worker workers[SEALERS + WRITERS + 1] = { { .subject = 1 }, { .subject = 1 }, { .subject = 2 } };
    struct verify_result result;

    writing = WRITERS + 1;
    for (size_t i = 0; i < sizeof workers / sizeof *workers; i++)
        pthread_create(&workers[i].thread, NULL, work, &workers[i]);
    for (size_t i = 0; i < sizeof workers / sizeof *workers; i++) {
        pthread_join(workers[i].thread, NULL);
        CHECK_INT(workers[i].failures, 0);
    }
    seal_all(SAMPLE_NOW);
    CHECK_INT(verify(db, arena, NULL, &result).kind, NO_ERROR);
    CHECK(!result.fault, "%s", result.fault);
    CHECK_INT(result.last.position, 20 + 3 * EVENTS);
}

static void a_checkpoint_finds_what_was_cut_off_or_written_anew(void)
{
    const char *found;
    struct seal last;

    seals_last(db, arena, &last);
    CHECK_INT(verify_checkpoint(db, arena, last.position, last.digest, &found).kind, NO_ERROR);
    CHECK(!found, "%s", found);
    verify_checkpoint(db, arena, last.position + 1, last.digest, &found);
    CHECK(found, "a position that is not there");
    verify_checkpoint(db, arena, last.position, "other", &found);
    CHECK(found, "another digest");
    db_begin(db);
    /* All tracks of the last event of the order are gone: only the checkpoint knows. */
    db_script(db, "DELETE FROM outbox; DELETE FROM attachment; DELETE FROM attachment_chunk;"
                  "DELETE FROM salt WHERE subject = 'attachment'; DELETE FROM suggestion;"
                  "DELETE FROM salt WHERE subject = 'suggestion'; DELETE FROM salt WHERE subject = 'round';"
                  "DELETE FROM event WHERE subject IN ('attachment', 'suggestion', 'round');"
                  "DELETE FROM seal WHERE subject IN ('attachment', 'suggestion', 'round');"
                  "DELETE FROM round; DELETE FROM round_clock; DELETE FROM round_item; DELETE FROM round_guest");
    CHECK(!fault(), "%s", fault());
    verify_checkpoint(db, arena, last.position, last.digest, &found);
    CHECK(found, "the log was cut off");
    db_rollback(db);
}

/* ── Running ────────────────────────────────────────────────────────────── */

static void on_filled_store(void (*test)(void))
{
    const char *store = fresh_store(arena, on_postgres);
    int steps;

    if (!store || db_open(store, DB_WRITE, &db).kind != NO_ERROR || migrate(db, 1, &steps).kind != NO_ERROR) {
        CHECK(false, "no store");
        return;
    }
    db_begin(db);
    CHECK_INT(sample_store(db, arena).kind, NO_ERROR);
    db_commit(db);
    common_store = store;
    test();
    db_close(db);
}

#define RUN_FILLED(test)                                                   \
    do {                                                                   \
        test_name = on_postgres ? #test " (PostgreSQL)" : #test " (SQLite)"; \
        on_filled_store(test);                                             \
    } while (0)

static void run_all(void)
{
    RUN_FILLED(a_record_left_alone_is_whole);
    RUN_FILLED(a_changed_row_is_found);
    RUN_FILLED(a_changed_row_of_the_present_is_found);
    RUN_FILLED(a_missing_row_is_found);
    RUN_FILLED(an_invented_row_is_found);
    RUN_FILLED(rows_that_changed_places_are_found);
    RUN_FILLED(a_forged_log_contradicts_itself);
    RUN_FILLED(a_lost_seal_is_named);
    RUN_FILLED(seals_follow_the_time_of_business_and_never_go_back);
    RUN_FILLED(events_may_wait_for_their_seal_but_not_be_passed_over);
    RUN_FILLED(many_events_are_sealed_in_order);
    RUN_FILLED(several_programs_make_one_order);
    RUN_FILLED(a_checkpoint_finds_what_was_cut_off_or_written_anew);
}

int main(void)
{
    arena = arena_new((size_t)4 << 30);
    if (!getenv("ZTC_TEST_LOG")) log_set_level((enum log_level)-1);
    run_all();
    on_postgres = true;
    if (getenv("ZTC_TEST_POSTGRES")) run_all();
    else puts("note: ZTC_TEST_POSTGRES is not set, PostgreSQL was not tried (script/with-postgres)");
    arena_free(arena);
    return test_end();
}

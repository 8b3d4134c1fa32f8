/* SPDX-License-Identifier: Apache-2.0 */
/* Many threads, one store: nothing acknowledged is lost, nothing refused is kept. On both databases. */
#include "base/log.h"
#include "sql/driver.h"
#include "sql/lanes.h"

#include "fresh_store.h"
#include "proxy.h"
#include "test.h"

#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

static struct arena *arena;
static bool on_postgres;
static const char *store;

/* ── A piece of work, and somebody who waits for it ── */

struct job {
    struct work work;
    int64_t key;
    int sleep_milliseconds;
    int runs, dones;
    struct error outcome;
    bool started, open; /* open: it need not wait any more */
    struct lanes *lanes;
    struct job *then; /* put by `done` */
    struct error then_put;
    int64_t argument;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static struct job *job_of(struct work *work)
{
    return (struct job *)work; /* its first member */
}

static void finish(struct work *work, struct error outcome)
{
    struct job *job = job_of(work);
    struct error put = OK;

    if (job->then) put = lanes_put(job->lanes, LANE_WRITE, &job->then->work);
    pthread_mutex_lock(&mutex);
    job->outcome = outcome;
    job->then_put = put;
    job->dones++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

static struct error insert(struct work *work, struct db *db)
{
    struct job *job = job_of(work);

    job->runs++;
    return db_change(db, NULL, "INSERT INTO v (k) VALUES ($1)", INT(job->key));
}

static struct error insert_and_refuse(struct work *work, struct db *db)
{
    TRY(insert(work, db));
    return (struct error){ .kind = INVALID, .code = "test.refused" };
}

static struct error insert_when_opened(struct work *work, struct db *db)
{
    struct job *job = job_of(work);

    pthread_mutex_lock(&mutex);
    job->started = true;
    pthread_cond_broadcast(&changed);
    while (!job->open) pthread_cond_wait(&changed, &mutex);
    pthread_mutex_unlock(&mutex);
    return insert(work, db);
}

static void wait_until(const bool *flag)
{
    pthread_mutex_lock(&mutex);
    while (!*flag) pthread_cond_wait(&changed, &mutex);
    pthread_mutex_unlock(&mutex);
}

static void open_gate(struct job *job)
{
    pthread_mutex_lock(&mutex);
    job->open = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

static struct error wait_for(struct job *job)
{
    struct error outcome;

    pthread_mutex_lock(&mutex);
    while (!job->dones) pthread_cond_wait(&changed, &mutex);
    outcome = job->outcome;
    pthread_mutex_unlock(&mutex);
    return outcome;
}

static struct job *new_job(int64_t key, struct error (*run)(struct work *, struct db *))
{
    struct job *job = ARENA_NEW(arena, struct job);

    job->work.run = run;
    job->work.done = finish;
    job->key = key;
    return job;
}

static struct job *put(struct lanes *lanes, enum lane lane, struct job *job)
{
    struct error error = lanes_put(lanes, lane, &job->work);

    job->lanes = lanes;
    CHECK(error.kind == NO_ERROR, "put %" PRId64 ": %s", job->key, error.code);
    return job;
}

/* The writer (all of PostgreSQL's, of which there is one here) stands still in this one until it is opened. */
static struct job *hold_writer(struct lanes *lanes)
{
    struct job *gate = put(lanes, LANE_WRITE, new_job(1000000, insert_when_opened));

    wait_until(&gate->started);
    return gate;
}

#define CHECK_KIND(call, want)                                                                           \
    do {                                                                                                 \
        struct error kind_ = (call);                                                                     \
        CHECK(kind_.kind == (want), "kind %d, want %d: %s", (int)kind_.kind, (int)(want),                 \
              kind_.detail ? kind_.detail : "");                                                         \
    } while (0)

static const struct lane_sizes one_writer = { .readers = 2, .writers = 1, .slow = 1, .queue_length = 1000 };

static struct lanes *started(struct lane_sizes sizes)
{
    struct lanes *lanes;

    CHECK_KIND(lanes_start(store, sizes, &lanes), NO_ERROR);
    if (!lanes) exit(1);
    return lanes;
}

static int64_t ask(const char *sql)
{
    struct db *db;
    struct rows rows = { 0 };
    int64_t number = -1;

    CHECK_KIND(db_open(store, DB_READ, &db), NO_ERROR);
    CHECK_KIND(db_query(db, arena, &rows, sql), NO_ERROR);
    if (rows.count) number = row_int(&rows, 0, 0);
    db_close(db);
    return number;
}

static bool is_there(int64_t key)
{
    return ask(arena_printf(arena, "SELECT count(*) FROM v WHERE k = %" PRId64, key)) == 1;
}

static int64_t milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ── Writes ── */

static struct db *watcher;

static void finish_if_seen(struct work *work, struct error outcome)
{
    struct arena *ours = arena_new(1 << 20);
    struct rows rows = { 0 };

    if (outcome.kind == NO_ERROR)
        outcome = db_query(watcher, ours, &rows, "SELECT k FROM v WHERE k = $1", INT(job_of(work)->key));
    if (outcome.kind == NO_ERROR && rows.count != 1) outcome.kind = NOT_FOUND;
    arena_free(ours);
    finish(work, outcome);
}

static void done_comes_after_the_commit(void)
{
    struct lanes *lanes = started(one_writer);
    struct job *jobs[50];

    CHECK_KIND(db_open(store, DB_READ, &watcher), NO_ERROR);
    for (int i = 0; i < 50; i++) {
        jobs[i] = new_job(i, insert);
        jobs[i]->work.done = finish_if_seen;
        put(lanes, LANE_WRITE, jobs[i]);
    }
    for (int i = 0; i < 50; i++) CHECK_KIND(wait_for(jobs[i]), NO_ERROR);
    lanes_stop(lanes);
    db_close(watcher);
}

static void one_that_fails_does_not_undo_its_batch(void)
{
    struct lanes *lanes = started(one_writer);
    struct job *gate = hold_writer(lanes), *jobs[100];
    struct lane_figures figures;

    for (int i = 0; i < 100; i++) jobs[i] = put(lanes, LANE_WRITE, new_job(i, i % 7 ? insert : insert_and_refuse));
    CHECK_INT(lanes_figures(lanes).queued[LANE_WRITE], 100);
    open_gate(gate);
    for (int i = 0; i < 100; i++) CHECK_KIND(wait_for(jobs[i]), i % 7 ? NO_ERROR : INVALID);
    CHECK_TEXT(jobs[0]->outcome.code, "test.refused");
    CHECK_KIND(wait_for(gate), NO_ERROR);
    lanes_stop(lanes);
    CHECK_INT(ask("SELECT count(*) FROM v WHERE k % 7 = 0 AND k < 100"), 0);
    CHECK_INT(ask("SELECT count(*) FROM v WHERE k < 100"), 85);

    lanes = started(one_writer);
    figures = lanes_figures(lanes);
    CHECK(figures.writes == 0 && figures.commits == 0 && figures.largest_batch == 0, "figures begin anew");
    lanes_stop(lanes);
}

enum { CLIENTS = 64, WRITES = 30 };

static void *post_many(void *lanes)
{
    static _Atomic int64_t next_key = 1;
    static struct job zero;
    intptr_t wrong = 0;

    for (int i = 0; i < WRITES; i++) {
        struct job job = zero;
        job.work.run = insert;
        job.work.done = finish;
        job.key = next_key++;
        if (lanes_put(lanes, LANE_WRITE, &job.work).kind != NO_ERROR || wait_for(&job).kind != NO_ERROR) wrong++;
    }
    return (void *)wrong;
}

static void what_many_clients_were_promised_is_there(void)
{
    struct lanes *lanes = started((struct lane_sizes){ 2, 4, 1, 100 });
    struct lane_figures figures;
    pthread_t clients[CLIENTS];
    intptr_t wrong = 0;

    for (int i = 0; i < CLIENTS; i++) pthread_create(&clients[i], NULL, post_many, lanes);
    for (int i = 0; i < CLIENTS; i++) {
        void *one;
        pthread_join(clients[i], &one);
        wrong += (intptr_t)one;
    }
    figures = lanes_figures(lanes);
    lanes_stop(lanes);
    CHECK_INT(wrong, 0);
    CHECK_INT(ask("SELECT count(*) FROM v"), CLIENTS * WRITES);
    CHECK_INT(figures.writes, CLIENTS * WRITES);
    if (on_postgres) {
        CHECK_INT(figures.commits, CLIENTS * WRITES);
    } else {
        CHECK(figures.largest_batch > 1, "some were committed together");
        CHECK(figures.commits < CLIENTS * WRITES / 2, "%" PRId64 " commits", figures.commits);
    }
}

static struct error conflict_until(struct work *work, struct db *db)
{
    struct job *job = job_of(work);

    TRY(db_change(db, NULL, "INSERT INTO v (k) VALUES ($1)", INT(job->key + 100 * job->runs)));
    if (++job->runs < job->argument) return (struct error){ .kind = CONFLICT, .code = "test.lost-race" };
    return OK;
}

/* A key that exists: on PostgreSQL the transaction is lost with it. */
static struct error take_a_free_key(struct work *work, struct db *db)
{
    struct job *job = job_of(work);

    return db_change(db, NULL, "INSERT INTO v (k) VALUES ($1)", INT(job->key + job->runs++));
}

static void a_lost_race_is_run_again(void)
{
    struct lanes *lanes = started(one_writer);
    struct job *third = new_job(1, conflict_until), *never = new_job(2, conflict_until), *keys[3];

    third->argument = 3;
    never->argument = 21;
    put(lanes, LANE_WRITE, third);
    put(lanes, LANE_WRITE, never);
    CHECK_KIND(wait_for(third), NO_ERROR);
    CHECK_KIND(wait_for(never), CONFLICT);
    CHECK_INT(third->runs, 3);
    CHECK_INT(never->runs, 20);
    for (int i = 0; i < 3; i++) {
        keys[i] = put(lanes, LANE_WRITE, new_job(10, take_a_free_key));
        CHECK_KIND(wait_for(keys[i]), NO_ERROR);
        CHECK_INT(keys[i]->runs, i + 1);
    }
    lanes_stop(lanes);
    CHECK_INT(ask("SELECT sum(k) FROM v"), 201 + 10 + 11 + 12);
}

static struct error insert_and_break(struct work *work, struct db *db)
{
    TRY(insert(work, db));
    db_fail_at(db, job_of(work)->argument);
    return OK;
}

static struct error insert_and_end(struct work *work, struct db *db)
{
    TRY(insert(work, db));
    db_rollback(db); /* as SQLite itself may do on a full disk */
    return OK;
}

static void a_failed_commit_is_told_to_each(void)
{
    struct lanes *lanes = started(one_writer);
    struct job *gate = hold_writer(lanes), *jobs[3];

    for (int i = 0; i < 3; i++) jobs[i] = new_job(i + 1, i == 2 ? insert_and_break : insert);
    jobs[2]->argument = on_postgres ? 1 : 2; /* there the next statement is the commit, here the release */
    for (int i = 0; i < 3; i++) put(lanes, LANE_WRITE, jobs[i]);
    open_gate(gate);
    for (int i = 0; i < 3; i++) CHECK_KIND(wait_for(jobs[i]), on_postgres && i < 2 ? NO_ERROR : BROKEN);
    CHECK_KIND(wait_for(put(lanes, LANE_WRITE, new_job(9, insert))), NO_ERROR);
    lanes_stop(lanes);
    for (int i = 0; i < 3; i++) CHECK(is_there(i + 1) == (on_postgres && i < 2), "%d", i + 1);
    CHECK(is_there(9), "the lane goes on");
}

static void a_transaction_that_vanishes_takes_nobody_in(void)
{
    struct lanes *lanes = started(one_writer);
    struct job *gate = hold_writer(lanes), *jobs[5];

    for (int i = 0; i < 5; i++) jobs[i] = put(lanes, LANE_WRITE, new_job(i + 1, i == 2 ? insert_and_end : insert));
    open_gate(gate);
    for (int i = 0; i < 5; i++) wait_for(jobs[i]);
    lanes_stop(lanes);
    for (int i = 0; i < 5; i++)
        CHECK(is_there(i + 1) == (jobs[i]->outcome.kind == NO_ERROR), "%d: kind %d", i + 1, jobs[i]->outcome.kind);
    CHECK(jobs[2]->outcome.kind == BROKEN && jobs[4]->outcome.kind == NO_ERROR, "the culprit, and one after it");
}

static void whichever_statement_fails_the_promise_holds(void)
{
    int wrong = 0, failed = 0;

    for (int64_t nth = 1; nth < 25; nth++) {
        struct lanes *lanes = started(one_writer);
        struct job *gate = hold_writer(lanes), *jobs[5];

        for (int i = 0; i < 5; i++) {
            jobs[i] = new_job(nth * 100 + i, i == 0 ? insert_and_break : insert);
            jobs[i]->argument = nth;
            put(lanes, LANE_WRITE, jobs[i]);
        }
        gate->key = nth * 100 + 50;
        open_gate(gate);
        for (int i = 0; i < 5; i++) wait_for(jobs[i]);
        lanes_stop(lanes);
        for (int i = 0; i < 5; i++) {
            failed += jobs[i]->outcome.kind != NO_ERROR;
            wrong += is_there(jobs[i]->key) != (jobs[i]->outcome.kind == NO_ERROR);
            wrong += jobs[i]->dones != 1;
        }
    }
    CHECK_INT(wrong, 0);
    CHECK(failed >= 10, "%d failed", failed);
}

static struct error fill_up(struct work *work, struct db *db)
{
    TRY(insert(work, db));
    return db_change(db, NULL, "INSERT INTO big (t) VALUES (printf('%.*c', $1, 'x'))", INT(job_of(work)->argument));
}

static struct error limit_size(struct work *work, struct db *db)
{
    (void)work;
    return db_script(db, "CREATE TABLE big (t TEXT); PRAGMA max_page_count = 40");
}

static void a_full_disk_stops_the_big_and_not_the_small(void)
{
    struct lanes *lanes;
    struct job *gate, *big, *before, *after;

    if (on_postgres) return;
    lanes = started(one_writer);
    CHECK_KIND(wait_for(put(lanes, LANE_WRITE, new_job(0, limit_size))), NO_ERROR);
    gate = hold_writer(lanes);
    before = put(lanes, LANE_WRITE, new_job(1, insert));
    big = new_job(2, fill_up);
    big->argument = 40 << 20;
    put(lanes, LANE_WRITE, big);
    after = put(lanes, LANE_WRITE, new_job(3, insert));
    open_gate(gate);
    CHECK_KIND(wait_for(big), NO_ROOM);
    wait_for(before);
    wait_for(after);
    CHECK_KIND(wait_for(put(lanes, LANE_WRITE, new_job(4, insert))), NO_ERROR);
    lanes_stop(lanes);
    CHECK(is_there(1) == (before->outcome.kind == NO_ERROR), "before");
    CHECK(is_there(3) == (after->outcome.kind == NO_ERROR), "after");
    CHECK(!is_there(2) && is_there(4), "the big one is not, the last is");
}

static struct error replace_big(struct work *work, struct db *db)
{
    TRY(db_change(db, NULL, "DELETE FROM big"));
    return fill_up(work, db);
}

/* Always one is queued while another runs, so the log has no natural moment to start over. */
static void *replace_for_long(void *lanes)
{
    static _Atomic int64_t next_key = 1;
    intptr_t wrong = 0;

    for (int i = 0; i < 50; i++) {
        struct job job = { .work = { .run = replace_big, .done = finish }, .key = next_key++, .argument = 2 << 20 };
        if (lanes_put(lanes, LANE_WRITE, &job.work).kind != NO_ERROR || wait_for(&job).kind != NO_ERROR) wrong++;
    }
    return (void *)wrong;
}

static void the_log_starts_over(void)
{
    struct lanes *lanes;
    pthread_t clients[4];
    struct stat log;

    if (on_postgres) return;
    CHECK_KIND(fresh_script(store, "CREATE TABLE big (t TEXT)"), NO_ERROR);
    lanes = started(one_writer);
    for (int i = 0; i < 4; i++) pthread_create(&clients[i], NULL, replace_for_long, lanes);
    for (int i = 0; i < 4; i++) {
        void *wrong;
        pthread_join(clients[i], &wrong);
        CHECK_INT((intptr_t)wrong, 0);
    }
    CHECK(stat(arena_printf(arena, "%s-wal", store), &log) == 0, "there is a log");
    CHECK(log.st_size < 100 << 20, "%lld MB of log", (long long)log.st_size >> 20); /* 400 MB were written */
    lanes_stop(lanes);
}

/* ── Reads, slow work, queues ── */

static struct error count_rows(struct work *work, struct db *db)
{
    struct arena *ours = arena_new(1 << 20);
    struct rows rows;
    struct error error = db_query(db, ours, &rows, "SELECT count(*) FROM v");

    if (error.kind == NO_ERROR) job_of(work)->argument = row_int(&rows, 0, 0);
    arena_free(ours);
    return error;
}

static void reads_do_not_wait_for_a_long_write(void)
{
    struct lanes *lanes = started(one_writer);
    struct job *gate = hold_writer(lanes), *read = put(lanes, LANE_READ, new_job(0, count_rows));

    CHECK_KIND(wait_for(read), NO_ERROR); /* would never return */
    CHECK_INT(read->argument, 0);
    CHECK(!gate->dones, "the write is still at it");
    open_gate(gate);
    CHECK_KIND(wait_for(gate), NO_ERROR);
    read = put(lanes, LANE_READ, new_job(0, count_rows));
    CHECK_KIND(wait_for(read), NO_ERROR);
    CHECK_INT(read->argument, 1);
    CHECK_KIND(wait_for(put(lanes, LANE_READ, new_job(5, insert))), BROKEN);
    lanes_stop(lanes);
    CHECK(!is_there(5), "a read cannot write");
}

static struct error without_connection(struct work *work, struct db *db)
{
    job_of(work)->runs++;
    return db ? (struct error){ .kind = BROKEN } : (struct error){ .kind = TOO_OFTEN };
}

static void slow_work_gets_no_connection(void)
{
    struct lanes *lanes = started(one_writer);

    CHECK_KIND(wait_for(put(lanes, LANE_SLOW, new_job(0, without_connection))), TOO_OFTEN);
    lanes_stop(lanes);
}

static void a_full_lane_refuses(void)
{
    struct lane_sizes sizes = one_writer;
    struct lanes *lanes;
    struct job *gate, *jobs[4], *fifth = new_job(5, insert);
    struct error error;

    sizes.queue_length = 4;
    lanes = started(sizes);
    gate = hold_writer(lanes);
    for (int i = 0; i < 4; i++) jobs[i] = put(lanes, LANE_WRITE, new_job(i, insert));
    error = lanes_put(lanes, LANE_WRITE, &fifth->work);
    CHECK(error.kind == UNAVAILABLE && error.text && error.retry_seconds > 0, "refused, and says when to come back");
    CHECK_KIND(wait_for(put(lanes, LANE_READ, new_job(0, count_rows))), NO_ERROR);
    open_gate(gate);
    for (int i = 0; i < 4; i++) CHECK_KIND(wait_for(jobs[i]), NO_ERROR);
    CHECK_KIND(wait_for(put(lanes, LANE_WRITE, fifth)), NO_ERROR);
    lanes_stop(lanes);
}

static void *stop(void *lanes)
{
    lanes_stop(lanes);
    return NULL;
}

static void stopping_finishes_what_is_queued_and_takes_nothing_new(void)
{
    struct lanes *lanes = started(one_writer);
    struct job *gate = hold_writer(lanes), *jobs[50], *late = new_job(100, insert), *probe;
    pthread_t stopper;

    for (int i = 0; i < 50; i++) jobs[i] = put(lanes, LANE_WRITE, new_job(i, insert));
    gate->then = late;
    pthread_create(&stopper, NULL, stop, lanes);
    for (probe = new_job(0, without_connection); lanes_put(lanes, LANE_SLOW, &probe->work).kind == NO_ERROR;) {
        wait_for(probe);
        probe = new_job(0, without_connection);
    }
    usleep(20000); /* until the other lanes are told, too */
    open_gate(gate);
    pthread_join(stopper, NULL);
    CHECK_KIND(gate->then_put, UNAVAILABLE);
    CHECK_INT(late->runs + late->dones, 0);
    for (int i = 0; i < 50; i++)
        CHECK(jobs[i]->dones == 1 && jobs[i]->outcome.kind == NO_ERROR, "%d: %d times", i, jobs[i]->dones);
    CHECK_INT(ask("SELECT count(*) FROM v"), 51);
}

static void lanes_need_a_store(void)
{
    struct lanes *lanes;

    CHECK_KIND(lanes_start("/nowhere/at/all.db", one_writer, &lanes), BROKEN);
    CHECK(!lanes, "none");
    CHECK_KIND(lanes_start("postgresql://nobody@127.0.0.1:1/none", one_writer, &lanes), UNAVAILABLE);
    CHECK(!lanes, "none");
}

/* ── Ends that nobody planned ── */

static int told; /* the pipe on which the child tells what it was promised */

static struct error insert_twice(struct work *work, struct db *db)
{
    TRY(insert(work, db));
    return db_change(db, NULL, "INSERT INTO v (k) VALUES ($1)", INT(-job_of(work)->key));
}

static void tell_and_finish(struct work *work, struct error outcome)
{
    int64_t key = job_of(work)->key;

    if (outcome.kind == NO_ERROR && write(told, &key, sizeof key) != sizeof key) _exit(1);
    finish(work, outcome);
}

static void *write_for_ever(void *lanes)
{
    static _Atomic int64_t next_key = 1;

    for (;;) {
        struct job job = { .work = { .run = insert_twice, .done = tell_and_finish }, .key = next_key++ };
        if (lanes_put(lanes, LANE_WRITE, &job.work).kind == NO_ERROR) wait_for(&job);
    }
    return NULL;
}

static void run_until_killed(void)
{
    struct lanes *lanes = NULL;
    pthread_t thread;

    if (lanes_start(store, (struct lane_sizes){ 1, 4, 1, 100 }, &lanes).kind != NO_ERROR) _exit(1);
    for (int i = 0; i < 16; i++) pthread_create(&thread, NULL, write_for_ever, lanes);
    pause();
    _exit(0);
}

static void a_killed_program_keeps_its_promises(void)
{
    int64_t promised = 0;

    for (int round = 0; round < 4; round++) {
        int ends[2], lost = 0;
        struct db *db;
        struct rows rows;
        pid_t child;
        int64_t key;

        if (round > 0) CHECK_INT(ask("SELECT sum(k) FROM v"), 0);
        CHECK_KIND(db_open(store, DB_WRITE, &db), NO_ERROR);
        CHECK_KIND(db_script(db, "DELETE FROM v"), NO_ERROR);
        db_close(db);
        if (pipe(ends) != 0) exit(1);
        told = ends[1];
        child = fork();
        if (child == 0) run_until_killed();
        close(ends[1]);
        usleep((useconds_t)(300000 + round * 77777));
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        if (on_postgres) usleep(200000); /* its connections may still be at their last transaction */
        CHECK_KIND(db_open(store, DB_READ, &db), NO_ERROR);
        while (read(ends[0], &key, sizeof key) == sizeof key) {
            promised++;
            struct error error = db_query(db, arena, &rows, "SELECT k FROM v WHERE k = $1", INT(key));
            lost += error.kind != NO_ERROR || rows.count != 1;
        }
        db_close(db);
        close(ends[0]);
        CHECK_INT(lost, 0);
        CHECK_INT(ask("SELECT sum(k) FROM v"), 0); /* both rows of a write or none */
    }
    CHECK(promised > 20, "%" PRId64 " promised", promised);
}

static void nobody_waits_long_for_a_database_that_is_away(struct proxy *proxy, bool frozen)
{
    enum { MANY = 60 };
    struct lanes *lanes = started((struct lane_sizes){ 2, 3, 1, 1000 });
    struct job *jobs[MANY], *read, *last;
    int64_t begin, longest;

    CHECK_KIND(wait_for(put(lanes, LANE_WRITE, new_job(1, insert))), NO_ERROR);
    if (frozen) proxy_freeze(proxy); else proxy_refuse(proxy);
    begin = milliseconds();
    for (int i = 0; i < MANY; i++) jobs[i] = put(lanes, LANE_WRITE, new_job(100 + i, insert));
    read = put(lanes, LANE_READ, new_job(0, count_rows));
    for (int i = 0; i < MANY; i++) CHECK_KIND(wait_for(jobs[i]), UNAVAILABLE);
    CHECK_KIND(wait_for(read), UNAVAILABLE);
    longest = milliseconds() - begin;
    CHECK(longest < 10000, "%" PRId64 " ms", longest);
    CHECK(jobs[0]->outcome.text && jobs[0]->outcome.retry_seconds > 0, "says when to come back");
    proxy_resume(proxy);
    begin = milliseconds();
    do { /* known to be away for a second, perhaps an attempt is going on */
        last = put(lanes, LANE_WRITE, new_job(2, insert));
    } while (wait_for(last).kind == UNAVAILABLE && milliseconds() - begin < 10000 && usleep(20000) == 0);
    CHECK_KIND(last->outcome, NO_ERROR);
    CHECK_KIND(wait_for(put(lanes, LANE_READ, new_job(0, count_rows))), NO_ERROR);
    lanes_stop(lanes);
}

static void a_database_that_is_away_is_noticed(void)
{
    const char *direct = store;
    struct proxy *proxy;

    if (!on_postgres) return;
    proxy = proxy_start(arena, direct, &store);
    if (proxy) {
        nobody_waits_long_for_a_database_that_is_away(proxy, false);
        store = direct;
        CHECK_INT(ask("SELECT count(*) FROM v"), 2);
        store = fresh_store_again(arena, direct);
        CHECK_KIND(fresh_script(store, "CREATE TABLE v (k BIGINT NOT NULL PRIMARY KEY)"), NO_ERROR);
        store = proxy_address(proxy);
        nobody_waits_long_for_a_database_that_is_away(proxy, true);
        proxy_stop(proxy);
    }
    store = direct;
}

static void a_writer_elsewhere_makes_sqlite_unavailable_not_endless(void)
{
    struct lanes *lanes;
    struct job *job;
    struct db *other;
    int64_t begin = milliseconds();

    if (on_postgres) return;
    lanes = started(one_writer);
    CHECK_KIND(db_open(store, DB_WRITE, &other), NO_ERROR);
    CHECK_KIND(db_begin(other), NO_ERROR);
    job = put(lanes, LANE_WRITE, new_job(1, insert));
    CHECK_KIND(wait_for(job), UNAVAILABLE);
    CHECK(milliseconds() - begin < 10000, "within ten seconds");
    CHECK_INT(job->runs, 0);
    db_rollback(other);
    CHECK_KIND(wait_for(put(lanes, LANE_WRITE, new_job(1, insert))), NO_ERROR);
    db_close(other);
    lanes_stop(lanes);
}

static void on_fresh_store(void (*test)(void))
{
    store = fresh_store_again(arena, store);
    CHECK_KIND(fresh_script(store, "CREATE TABLE v (k BIGINT NOT NULL PRIMARY KEY)"), NO_ERROR);
    test();
}

#define RUN_FRESH(test)       \
    do {                      \
        test_name = #test;    \
        on_fresh_store(test); \
    } while (0)

static void run_all(void)
{
    RUN_FRESH(a_killed_program_keeps_its_promises); /* first: it forks, while there are no threads */
    RUN_FRESH(done_comes_after_the_commit);
    RUN_FRESH(one_that_fails_does_not_undo_its_batch);
    RUN_FRESH(what_many_clients_were_promised_is_there);
    RUN_FRESH(a_lost_race_is_run_again);
    RUN_FRESH(a_failed_commit_is_told_to_each);
    RUN_FRESH(a_transaction_that_vanishes_takes_nobody_in);
    RUN_FRESH(whichever_statement_fails_the_promise_holds);
    RUN_FRESH(a_full_disk_stops_the_big_and_not_the_small);
    RUN_FRESH(the_log_starts_over);
    RUN_FRESH(reads_do_not_wait_for_a_long_write);
    RUN_FRESH(slow_work_gets_no_connection);
    RUN_FRESH(a_full_lane_refuses);
    RUN_FRESH(stopping_finishes_what_is_queued_and_takes_nothing_new);
    RUN_FRESH(lanes_need_a_store);
    RUN_FRESH(a_database_that_is_away_is_noticed);
    RUN_FRESH(a_writer_elsewhere_makes_sqlite_unavailable_not_endless);
}

int main(void)
{
    arena = arena_new(64 << 20);
    if (!getenv("ZTC_TEST_LOG")) log_set_level((enum log_level)-1); /* the errors are made on purpose */
    run_all();
    on_postgres = true;
    store = fresh_store(arena, true);
    if (store) run_all();
    else puts("note: ZTC_TEST_POSTGRES is not set, PostgreSQL was not tried (script/with-postgres)");
    arena_free(arena);
    return test_end();
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Isolation. SQLite: one writer, so a write sees everything before it. PostgreSQL: a write sees one moment
 * too (REPEATABLE READ), so that what it decides by fits together; what must not be overtaken is a row that it
 * changes itself, guarded by a version column (UPDATE … WHERE version = $n) or a unique key, and the loser gets
 * CONFLICT and runs again from the start. A read sees one moment on both.
 */
#include "sql/lanes.h"
#include "sql/checkpointer.h"
#include "sql/driver.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

enum { ATTEMPTS = 20, THREADS_MAX = 16 }; /* of all writers at one row, each time another one wins */
enum {
    BATCH_MILLISECONDS = 100,      /* what has queued longer than that to run waits for the next commit */
    PATIENCE_MILLISECONDS = 5000,  /* for one statement of PostgreSQL */
    OUTAGE_MILLISECONDS = 1000,    /* between attempts to connect while the database is away */
    ATTEMPT_MILLISECONDS = 10000,  /* within which an attempt to connect has surely ended */
};

struct queue {
    pthread_mutex_t mutex;
    pthread_cond_t filled;
    struct work *first, **end;
    int64_t length;
    bool stopping;
};

struct worker {
    struct lanes *lanes;
    struct queue *queue;
    struct db *db;
    pthread_t thread;
    bool running;
};

/* PostgreSQL: while it is away one worker at a time finds out whether it is back; the others refuse at once,
 * so that nobody waits for the attempts of those before him. */
struct outage {
    pthread_mutex_t mutex;
    bool away;
    int64_t next_attempt;
};

struct lanes {
    struct queue queues[LANES];
    int64_t queue_length;
    struct worker workers[LANES * THREADS_MAX];
    int worker_count;
    struct outage outage;
    struct checkpointer *checkpointer; /* SQLite only */
    _Atomic int64_t commits, writes, largest_batch;
};

static int64_t milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ── Queues ─────────────────────────────────────────────────────────────── */

struct error lanes_put(struct lanes *lanes, enum lane lane, struct work *work)
{
    static const struct error full = { .kind = UNAVAILABLE, .code = "lanes.full", .retry_seconds = 2,
                                       .text = "系统正忙，请稍后再试。" };
    static const struct error stopping = { .kind = UNAVAILABLE, .code = "lanes.stopping", .retry_seconds = 10,
                                           .text = "系统正在重新启动，请稍后再试。" };
    struct queue *queue = &lanes->queues[lane];
    struct error error = OK;

    pthread_mutex_lock(&queue->mutex);
    if (queue->stopping) {
        error = stopping;
    } else if (queue->length >= lanes->queue_length) {
        error = full;
    } else {
        work->next = NULL;
        *queue->end = work;
        queue->end = &work->next;
        queue->length++;
        pthread_cond_signal(&queue->filled);
    }
    pthread_mutex_unlock(&queue->mutex);
    return error;
}

/* Waits for work; NULL when there will be none. */
static struct work *take(struct queue *queue, bool all)
{
    struct work *work;

    pthread_mutex_lock(&queue->mutex);
    while (!queue->first && !queue->stopping) pthread_cond_wait(&queue->filled, &queue->mutex);
    work = queue->first;
    if (work) {
        queue->first = all ? NULL : work->next;
        queue->length = all ? 0 : queue->length - 1;
        if (!queue->first) queue->end = &queue->first;
    }
    pthread_mutex_unlock(&queue->mutex);
    return work;
}

/* ── Slow work, and reads ───────────────────────────────────────────────── */

static void *work_slowly(void *worker)
{
    struct work *work;

    while ((work = take(((struct worker *)worker)->queue, false))) work->done(work, work->run(work, NULL));
    return NULL;
}

static bool may_connect(struct outage *outage)
{
    bool may;

    pthread_mutex_lock(&outage->mutex);
    may = !outage->away || milliseconds() >= outage->next_attempt;
    if (outage->away && may) outage->next_attempt = milliseconds() + ATTEMPT_MILLISECONDS;
    pthread_mutex_unlock(&outage->mutex);
    return may;
}

static void note_outage(struct outage *outage, bool away)
{
    pthread_mutex_lock(&outage->mutex);
    if (outage->away != away) log_warning("database: %s", away ? "cannot be reached" : "is back");
    outage->away = away;
    outage->next_attempt = milliseconds() + OUTAGE_MILLISECONDS;
    pthread_mutex_unlock(&outage->mutex);
}

/* What cannot even begin did not run: the database is away, whatever kind SQLite calls it. */
static struct error begin(struct worker *worker)
{
    static const struct error away = { .kind = UNAVAILABLE, .code = "db.unavailable", .retry_seconds = 5,
                                       .text = "系统暂时连接不上数据库，请稍后再试。" };
    struct error error;

    if (!may_connect(&worker->lanes->outage)) return away;
    error = db_begin(worker->db);
    if (db_is_postgres(worker->db)) note_outage(&worker->lanes->outage, error.kind == UNAVAILABLE);
    if (error.kind != CONFLICT) return error;
    log_warning("database: another program has been writing for too long");
    return away;
}

static struct error read_once(struct worker *worker, struct work *work)
{
    struct error error;

    TRY(begin(worker));
    error = work->run(work, worker->db);
    db_rollback(worker->db); /* nothing to keep */
    return error;
}

static struct error write_once(struct worker *worker, struct work *work)
{
    struct error error;

    TRY(begin(worker));
    error = work->run(work, worker->db);
    if (error.kind == NO_ERROR) return db_commit(worker->db);
    db_rollback(worker->db);
    return error;
}

static struct error with_retries(struct worker *worker, struct work *work,
                                  struct error (*once)(struct worker *, struct work *))
{
    struct error error = once(worker, work);

    for (int attempt = 1; attempt < ATTEMPTS && error.kind == CONFLICT; attempt++) error = once(worker, work);
    return error;
}

static void *work_reading(void *argument)
{
    struct worker *worker = argument;
    struct work *work;

    while ((work = take(worker->queue, false))) work->done(work, with_retries(worker, work, read_once));
    return NULL;
}

/* ── Writes, each in its transaction ────────────────────────────────────── */

static void count_commit(struct lanes *lanes, int64_t writes)
{
    int64_t largest = lanes->largest_batch;

    lanes->commits++;
    lanes->writes += writes;
    while (writes > largest && !atomic_compare_exchange_weak(&lanes->largest_batch, &largest, writes)) continue;
}

static void *work_writing(void *argument)
{
    struct worker *worker = argument;
    struct work *work;

    while ((work = take(worker->queue, false))) {
        struct error outcome = with_retries(worker, work, write_once);
        if (outcome.kind == NO_ERROR) count_commit(worker->lanes, 1);
        work->done(work, outcome);
    }
    return NULL;
}

/* ── Writes, committed together ─────────────────────────────────────────── */

struct batch {
    size_t count, well;
    struct outcome {
        struct work *work;
        struct error error;
    } *outcomes; /* as many as a full queue */
};

static struct error run_in_savepoint(struct db *db, struct work *work)
{
    struct error error;

    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        TRY(db_savepoint(db));
        error = work->run(work, db);
        if (error.kind == NO_ERROR) error = db_release(db);
        if (error.kind == NO_ERROR) return OK;
        db_rollback_to_savepoint(db);
        if (error.kind != CONFLICT || !db_in_transaction(db)) break;
    }
    return error;
}

/* Those that went well share the fate of the transaction. */
static void fail_the_rest(struct batch *batch, struct error error)
{
    for (size_t i = 0; i < batch->count; i++)
        if (batch->outcomes[i].error.kind == NO_ERROR) batch->outcomes[i].error = error;
    batch->well = 0;
}

/* Runs what it can in 100 ms, inside a transaction; returns what is left. */
static struct work *run_batch(struct batch *batch, struct db *db, struct work *work)
{
    int64_t deadline = milliseconds() + BATCH_MILLISECONDS;

    for (; work && milliseconds() < deadline; work = work->next) {
        struct error error = run_in_savepoint(db, work);
        batch->outcomes[batch->count++] = (struct outcome){ work, error };
        if (error.kind == NO_ERROR) batch->well++;
        if (!db_in_transaction(db)) { /* a full disk can make SQLite undo all of it */
            fail_the_rest(batch, error.kind == NO_ERROR ? db_error(BROKEN, NULL, "a write ended its transaction")
                                                        : error);
            return work->next;
        }
    }
    return work;
}

static struct work *write_batch(struct worker *worker, struct batch *batch, struct work *work)
{
    struct error error = begin(worker);

    batch->count = batch->well = 0;
    if (error.kind != NO_ERROR) {
        for (; work; work = work->next) batch->outcomes[batch->count++] = (struct outcome){ work, error };
        return NULL;
    }
    work = run_batch(batch, worker->db, work);
    if (batch->well == 0) {
        db_rollback(worker->db);
        return work;
    }
    error = db_commit(worker->db);
    if (error.kind != NO_ERROR)
        fail_the_rest(batch, error);
    else
        count_commit(worker->lanes, (int64_t)batch->well);
    return work;
}

static void *work_in_groups(void *argument)
{
    struct worker *worker = argument;
    struct batch batch = { .outcomes = calloc((size_t)worker->lanes->queue_length, sizeof *batch.outcomes) };
    struct work *work = NULL;

    if (!batch.outcomes) memory_is_out();
    while (work || (work = take(worker->queue, true))) {
        work = write_batch(worker, &batch, work);
        for (size_t i = 0; i < batch.count; i++) {
            struct outcome *outcome = &batch.outcomes[i];
            outcome->work->done(outcome->work, outcome->error);
        }
        checkpointer_keep_short(worker->lanes->checkpointer, worker->db);
    }
    free(batch.outcomes);
    return NULL;
}

/* ── Start and stop ─────────────────────────────────────────────────────── */

static struct error start_worker(struct lanes *lanes, const char *store, enum lane lane, void *(*body)(void *))
{
    static const char *const names[LANES] = { "ztc-read", "ztc-write", "ztc-slow" };
    struct worker *worker = &lanes->workers[lanes->worker_count++];

    worker->lanes = lanes;
    worker->queue = &lanes->queues[lane];
    if (lane != LANE_SLOW) {
        TRY(db_open(store, lane == LANE_WRITE ? DB_WRITE : DB_READ, &worker->db));
        if (db_is_postgres(worker->db)) db_patience(worker->db, PATIENCE_MILLISECONDS);
        else if (lane == LANE_WRITE) sqlite_hold_checkpoints(worker->db);
    }
    if (pthread_create(&worker->thread, NULL, body, worker) != 0)
        return db_error(BROKEN, NULL, "cannot start a thread");
    worker->running = true;
    pthread_setname_np(worker->thread, names[lane]);
    return OK;
}

static int within(int number, int most)
{
    return number < 1 ? 1 : number > most ? most : number;
}

/* The writer comes first: it makes a missing file. */
static struct error start_all(struct lanes *lanes, const char *store, struct lane_sizes sizes)
{
    bool postgres;

    TRY(start_worker(lanes, store, LANE_SLOW, work_slowly));
    for (int i = 1; i < within(sizes.slow, THREADS_MAX); i++)
        TRY(start_worker(lanes, store, LANE_SLOW, work_slowly));
    postgres = text_starts(store, "postgres");
    TRY(start_worker(lanes, store, LANE_WRITE, postgres ? work_writing : work_in_groups));
    if (!postgres) TRY(checkpointer_start(store, &lanes->commits, &lanes->checkpointer));
    for (int i = 1; postgres && i < within(sizes.writers, THREADS_MAX); i++)
        TRY(start_worker(lanes, store, LANE_WRITE, work_writing));
    for (int i = 0; i < within(sizes.readers, THREADS_MAX); i++)
        TRY(start_worker(lanes, store, LANE_READ, work_reading));
    return OK;
}

static struct lanes *make_lanes(struct lane_sizes sizes)
{
    struct lanes *lanes = calloc(1, sizeof *lanes);

    if (!lanes) return NULL;
    lanes->queue_length = within(sizes.queue_length, 1 << 20);
    for (int i = 0; i < LANES; i++) {
        pthread_mutex_init(&lanes->queues[i].mutex, NULL);
        pthread_cond_init(&lanes->queues[i].filled, NULL);
        lanes->queues[i].end = &lanes->queues[i].first;
    }
    pthread_mutex_init(&lanes->outage.mutex, NULL);
    return lanes;
}

struct error lanes_start(const char *store, struct lane_sizes sizes, struct lanes **lanes)
{
    sigset_t all, before;
    struct error error;

    *lanes = make_lanes(sizes);
    if (!*lanes) return db_error(BROKEN, NULL, "out of memory for the lanes");
    sigfillset(&all); /* signals are for the main thread; ours inherit this mask */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    error = start_all(*lanes, store, sizes);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (error.kind != NO_ERROR) {
        lanes_stop(*lanes);
        *lanes = NULL;
    }
    return error;
}

void lanes_stop(struct lanes *lanes)
{
    if (!lanes) return;
    for (int i = 0; i < LANES; i++) {
        pthread_mutex_lock(&lanes->queues[i].mutex);
        lanes->queues[i].stopping = true;
        pthread_cond_broadcast(&lanes->queues[i].filled);
        pthread_mutex_unlock(&lanes->queues[i].mutex);
    }
    for (int i = 0; i < lanes->worker_count; i++) {
        if (lanes->workers[i].running) pthread_join(lanes->workers[i].thread, NULL);
        db_close(lanes->workers[i].db);
    }
    checkpointer_stop(lanes->checkpointer);
    for (int i = 0; i < LANES; i++) {
        pthread_mutex_destroy(&lanes->queues[i].mutex);
        pthread_cond_destroy(&lanes->queues[i].filled);
    }
    pthread_mutex_destroy(&lanes->outage.mutex);
    free(lanes);
}

struct lane_figures lanes_figures(struct lanes *lanes)
{
    struct lane_figures figures = { .commits = lanes->commits, .writes = lanes->writes,
                                    .largest_batch = lanes->largest_batch };

    for (int i = 0; i < LANES; i++) {
        pthread_mutex_lock(&lanes->queues[i].mutex);
        figures.queued[i] = lanes->queues[i].length;
        pthread_mutex_unlock(&lanes->queues[i].mutex);
    }
    return figures;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/checkpointer.h"
#include "sql/driver.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { PAUSE_MILLISECONDS = 500, LOG_BYTES = 64 << 20, MORE_LOG_BYTES = 16 << 20 };

struct checkpointer {
    const _Atomic int64_t *commits;
    struct db *db;
    pthread_t thread;
    pthread_mutex_t mutex, copying; /* SQLite lets one checkpoint run at a time */
    pthread_cond_t stop_now;
    bool running, stopping;
    int64_t log_limit; /* the writer's */
};

/* False when it is time to stop. */
static bool pause_a_little(struct checkpointer *checkpointer)
{
    struct timespec until;
    bool stop;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += PAUSE_MILLISECONDS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&checkpointer->mutex);
    while (!checkpointer->stopping &&
           pthread_cond_timedwait(&checkpointer->stop_now, &checkpointer->mutex, &until) == 0)
        continue;
    stop = checkpointer->stopping;
    pthread_mutex_unlock(&checkpointer->mutex);
    return !stop;
}

static void *copy_log(void *argument)
{
    struct checkpointer *checkpointer = argument;
    int64_t copied = 0;

    while (pause_a_little(checkpointer)) {
        int64_t commits = *checkpointer->commits;
        if (commits == copied) continue;
        pthread_mutex_lock(&checkpointer->copying);
        if (sqlite_checkpoint(checkpointer->db, false)) copied = commits;
        pthread_mutex_unlock(&checkpointer->copying);
    }
    return NULL;
}

/* Readers may be in the way: then again when the log has grown some more. */
void checkpointer_keep_short(struct checkpointer *checkpointer, struct db *writer)
{
    int64_t bytes = sqlite_log_bytes(writer);

    if (bytes < checkpointer->log_limit || pthread_mutex_trylock(&checkpointer->copying) != 0) return;
    checkpointer->log_limit = sqlite_checkpoint(writer, true) ? LOG_BYTES : bytes + MORE_LOG_BYTES;
    pthread_mutex_unlock(&checkpointer->copying);
}

static struct checkpointer *make_checkpointer(const _Atomic int64_t *commits)
{
    struct checkpointer *checkpointer = calloc(1, sizeof *checkpointer);
    pthread_condattr_t steady;

    if (!checkpointer) return NULL;
    checkpointer->commits = commits;
    checkpointer->log_limit = LOG_BYTES;
    pthread_mutex_init(&checkpointer->mutex, NULL);
    pthread_mutex_init(&checkpointer->copying, NULL);
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&checkpointer->stop_now, &steady);
    pthread_condattr_destroy(&steady);
    return checkpointer;
}

struct error checkpointer_start(const char *store, const _Atomic int64_t *commits, struct checkpointer **checkpointer)
{
    struct checkpointer *fresh = *checkpointer = make_checkpointer(commits);

    if (!fresh) return db_error(BROKEN, NULL, "out of memory for the checkpointer");
    TRY(db_open(store, DB_WRITE, &fresh->db));
    sqlite_hold_checkpoints(fresh->db);
    if (pthread_create(&fresh->thread, NULL, copy_log, fresh) != 0)
        return db_error(BROKEN, NULL, "cannot start a thread");
    fresh->running = true;
    pthread_setname_np(fresh->thread, "ztc-checkpoint");
    return OK;
}

void checkpointer_stop(struct checkpointer *checkpointer)
{
    if (!checkpointer) return;
    if (checkpointer->running) {
        pthread_mutex_lock(&checkpointer->mutex);
        checkpointer->stopping = true;
        pthread_cond_signal(&checkpointer->stop_now);
        pthread_mutex_unlock(&checkpointer->mutex);
        pthread_join(checkpointer->thread, NULL);
    }
    db_close(checkpointer->db);
    pthread_mutex_destroy(&checkpointer->mutex);
    pthread_mutex_destroy(&checkpointer->copying);
    pthread_cond_destroy(&checkpointer->stop_now);
    free(checkpointer);
}

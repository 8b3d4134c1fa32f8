/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/jobs.h"

#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "jobs/work.h"
#include "notices/sms.h"
#include "service/rehearse.h"
#include "service/take_step.h"
#include "service/world_current.h"
#include "store/leases.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#define ARENA_BYTES ((size_t)256 << 20)
#define LEASE MINUTE       /* longer than the messages of one part take */
#define LONGEST_REST 60000 /* milliseconds, after failures */

static const struct row {
    const char *name;
    int64_t every;
    job_looks *looks;
    job_does *does;
} rows[] = {
#define JOB(name, every, looks, does) { #name, every, looks, does },
#include "jobs/jobs.def"
};
#define JOBS (sizeof rows / sizeof *rows)

enum part { PART_look, PART_act, PART_send, PART_note };

struct job {
    struct work work; /* the first: lanes hand it back */
    struct jobs *jobs;
    const struct row *row;
    struct arena *arena;
    enum part part;
    bool found;
    struct errand errand;
    /* under the lock: */
    bool busy;
    int64_t next; /* monotonic milliseconds */
    int failures; /* in a row */
    int64_t done, failed;
};

struct jobs {
    struct lanes *lanes;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool stopping;
    char *holder; /* of leases */
    bool sends;
    struct sms_gateway gateway;
    struct arena *arena;
    struct job jobs[JOBS];
};

static int64_t milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static instant_t wall_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (instant_t)now.tv_sec * SECOND + now.tv_nsec / 1000;
}

/* ── One run, on a lane ─────────────────────────────────────────────────── */

static struct error act(struct job *job, struct context *context)
{
    bool held = true;

    job->errand = (struct errand){ 0 };
    /* SQLite has one writer at a time as it is; but messages are sent outside of any transaction. */
    if (db_is_postgres(context->db) || (!context->rehearsal && job->row->does == deliver_some))
        TRY(lease_take(context->db, job->row->name, job->jobs->holder, context->wall, context->wall + LEASE, &held));
    return held ? job->row->does(context, &job->errand) : OK;
}

static bool is_stopping(struct jobs *jobs)
{
    bool stopping;

    pthread_mutex_lock(&jobs->lock);
    stopping = jobs->stopping;
    pthread_mutex_unlock(&jobs->lock);
    return stopping;
}

/* After one failure the others are not tried: a gateway that is away takes its time to say so. */
static struct error send_messages(struct job *job)
{
    bool away = false;

    for (size_t i = 0; i < job->errand.count; i++) {
        struct text_message *message = &job->errand.messages[i];

        if (!job->jobs->sends) {
            message->outcome = SENDING_logged;
        } else if (away || is_stopping(job->jobs)) {
            message->outcome = SENDING_again;
            message->cause = "not tried: the gateway is away, or the program ends";
        } else {
            sms_send(&job->jobs->gateway, job->arena, message);
            away = message->outcome == SENDING_again;
        }
    }
    return OK;
}

static struct error note(struct job *job, struct context *context)
{
    for (size_t i = 0; i < job->errand.count; i++) TRY(deliver_note(context, &job->errand.messages[i]));
    return OK;
}

static struct error run(struct work *work, struct db *db)
{
    struct job *job = (struct job *)work;
    struct context context = { .arena = job->arena, .db = db, .wall = wall_now(), .person = the_clock };

    if (job->part == PART_send) return send_messages(job);
    if (job->part != PART_note) arena_reset(job->arena); /* the messages to be noted are in there */
    TRY(world_current(&context));
    TRY(time_of_business(db, job->arena, context.wall, &context.rehearsal, &context.now));
    if (job->part == PART_look) return job->row->looks(&context, &job->found);
    return job->part == PART_act ? act(job, &context) : note(job, &context);
}

static void rest(struct job *job, struct error outcome)
{
    int64_t pause = job->row->every;

    if (outcome.kind == NO_ERROR) {
        job->failures = 0;
    } else {
        job->failures++;
        for (int i = 1; i < job->failures && pause < LONGEST_REST; i++) pause *= 2;
        if (pause > LONGEST_REST && pause > job->row->every) pause = LONGEST_REST;
    }
    job->next = milliseconds() + pause;
    job->busy = false;
    pthread_cond_broadcast(&job->jobs->changed);
}

static void log_failure(const struct job *job, struct error outcome)
{
    /* A lane that is full or a database that is away is told of by those whose business it is. */
    if (outcome.kind == NO_ERROR || outcome.kind == UNAVAILABLE) return;
    log_line(outcome.kind == CONFLICT ? LOG_NOTICE : LOG_ERROR, "could not %s: %s %s", job->row->name,
             outcome.code ? outcome.code : "?",
             outcome.detail ? outcome.detail
             : outcome.text ? outcome.text
                            : "");
}

/* Looked and found something: act; with messages: send them, note how it went; with more: act again. */
static bool next_part(struct job *job)
{
    switch (job->part) {
    case PART_look: job->part = PART_act; return job->found;
    case PART_act:
        if (job->errand.count) job->part = PART_send;
        return job->errand.count || job->errand.more;
    case PART_send: job->part = PART_note; return true; /* what was sent has to be noted, even at the end */
    case PART_note: job->part = PART_act; return job->errand.more;
    }
    return false;
}

static bool may_begin(const struct job *job) { return !job->jobs->stopping || job->part == PART_note; }

static void done(struct work *work, struct error outcome)
{
    struct job *job = (struct job *)work;
    struct jobs *jobs = job->jobs;

    log_failure(job, outcome);
    pthread_mutex_lock(&jobs->lock);
    if (job->part != PART_look || outcome.kind != NO_ERROR) outcome.kind == NO_ERROR ? job->done++ : job->failed++;
    if (outcome.kind == NO_ERROR && next_part(job) && may_begin(job)) {
        outcome = lanes_put(jobs->lanes, job->part == PART_send ? LANE_SLOW : LANE_WRITE, work);
        if (outcome.kind != NO_ERROR) rest(job, outcome);
    } else {
        rest(job, outcome);
    }
    pthread_mutex_unlock(&jobs->lock);
}

/* ── The thread that looks at the clock ─────────────────────────────────── */

static void begin(struct job *job)
{
    struct error error;

    job->part = PART_look;
    job->found = false;
    job->busy = true;
    error = lanes_put(job->jobs->lanes, LANE_READ, &job->work);
    if (error.kind != NO_ERROR) rest(job, error);
}

/* Begins what is due; gives when to look again. */
static int64_t begin_due(struct jobs *jobs)
{
    int64_t now = milliseconds(), next = now + LONGEST_REST;

    for (size_t i = 0; i < JOBS; i++) {
        struct job *job = &jobs->jobs[i];

        if (!job->busy && job->next <= now) begin(job);
        if (!job->busy && job->next < next) next = job->next;
    }
    return next;
}

static void wait_until(struct jobs *jobs, int64_t next)
{
    struct timespec until = { .tv_sec = next / 1000, .tv_nsec = next % 1000 * 1000000 };

    pthread_cond_timedwait(&jobs->changed, &jobs->lock, &until);
}

static bool is_busy(const struct jobs *jobs)
{
    for (size_t i = 0; i < JOBS; i++)
        if (jobs->jobs[i].busy) return true;
    return false;
}

static void *watch(void *argument)
{
    struct jobs *jobs = argument;

    pthread_mutex_lock(&jobs->lock);
    while (!jobs->stopping) wait_until(jobs, begin_due(jobs));
    while (is_busy(jobs)) pthread_cond_wait(&jobs->changed, &jobs->lock);
    pthread_mutex_unlock(&jobs->lock);
    return NULL;
}

/* ── Start and stop ─────────────────────────────────────────────────────── */

static void set_up(struct jobs *jobs, struct lanes *lanes)
{
    pthread_condattr_t attributes;

    jobs->lanes = lanes;
    jobs->arena = arena_new(1 << 16);
    jobs->holder = random_token(jobs->arena, 12);
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&jobs->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    for (size_t i = 0; i < JOBS; i++)
        jobs->jobs[i] = (struct job){
            .work = { .run = run, .done = done }, .jobs = jobs, .row = &rows[i], .arena = arena_new(ARENA_BYTES)
        };
}

static void tear_down(struct jobs *jobs)
{
    for (size_t i = 0; i < JOBS; i++) arena_free(jobs->jobs[i].arena);
    arena_free(jobs->arena);
    pthread_cond_destroy(&jobs->changed);
    pthread_mutex_destroy(&jobs->lock);
    free(jobs);
}

static struct error start_thread(struct jobs *jobs)
{
    sigset_t all, before;
    int failed;

    sigfillset(&all); /* signals are for the main thread */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    failed = pthread_create(&jobs->thread, NULL, watch, jobs);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failed) return (struct error){ .kind = BROKEN, .code = "jobs.thread", .detail = "cannot start a thread" };
    pthread_setname_np(jobs->thread, "ztc-jobs");
    return OK;
}

static struct error read_gateway(struct jobs *jobs, const char *address)
{
    const char *wrong;

    if (text_blank(address)) return OK;
    wrong = sms_gateway_read(jobs->arena, address, &jobs->gateway);
    jobs->sends = wrong == NULL;
    return wrong ? (struct error){ .kind = INVALID, .code = "jobs.gateway", .text = wrong } : OK;
}

struct error jobs_start(struct lanes *lanes, const char *gateway, struct jobs **started)
{
    struct jobs *jobs = calloc(1, sizeof *jobs);
    struct error error;

    *started = NULL;
    if (!jobs) return (struct error){ .kind = BROKEN, .code = "jobs.memory", .detail = "out of memory for the jobs" };
    set_up(jobs, lanes);
    error = read_gateway(jobs, gateway);
    if (error.kind == NO_ERROR) error = start_thread(jobs);
    if (error.kind == NO_ERROR)
        *started = jobs;
    else
        tear_down(jobs);
    return error;
}

void jobs_stop(struct jobs *jobs)
{
    if (!jobs) return;
    pthread_mutex_lock(&jobs->lock);
    jobs->stopping = true;
    pthread_cond_broadcast(&jobs->changed);
    pthread_mutex_unlock(&jobs->lock);
    pthread_join(jobs->thread, NULL);
    tear_down(jobs);
}

size_t jobs_figures(struct jobs *jobs, struct job_figures *figures, size_t most)
{
    pthread_mutex_lock(&jobs->lock);
    for (size_t i = 0; i < JOBS && i < most; i++)
        figures[i] = (struct job_figures){ rows[i].name, jobs->jobs[i].done, jobs->jobs[i].failed };
    pthread_mutex_unlock(&jobs->lock);
    return JOBS;
}

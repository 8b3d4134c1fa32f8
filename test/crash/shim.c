/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loaded before libc by LD_PRELOAD: a disk that the test can fill, break and pull the plug of, and memory that runs
 * out. Concerns the files below CRASH_FOLDER. The test says what is to happen in CRASH_CONTROL, a file of numbers that
 * both have mapped. What is written to the store goes into CRASH_TRACE too, in order, with the moments at which it was
 * made to last, so that the test can make the files as a power cut would have left them.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FILES = 4096 };

/* Count-downs: 1 fails the next one, 0 none. */
static struct control {
    _Atomic int64_t fail_write, fail_sync, fail_memory; /* the n-th from now */
    _Atomic int64_t no_room;                            /* no file may grow */
    _Atomic int64_t lie;                                /* a sync says yes and makes nothing last */
    _Atomic int64_t failed;                             /* how often something was made to fail */
} *control;

struct record {
    int64_t kind, file, offset, size; /* and `size` bytes */
};
enum { WRITTEN = 1, CUT, LASTS };

static unsigned char ours[FILES]; /* 1: below the folder, 2: of the store, 3: its log */
static char folder[PATH_MAX];
static int trace = -1;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void)
{
    const char *name = getenv("CRASH_CONTROL");
    int file = name ? (int)syscall(SYS_openat, AT_FDCWD, name, O_RDWR | O_CLOEXEC) : -1;
    void *map = file >= 0 ? mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : MAP_FAILED;

    if (getenv("CRASH_FOLDER")) snprintf(folder, sizeof folder, "%s", getenv("CRASH_FOLDER"));
    if (getenv("CRASH_TRACE"))
        trace = (int)syscall(SYS_openat, AT_FDCWD, getenv("CRASH_TRACE"), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (map != MAP_FAILED) control = map;
}

static int time_to_fail(_Atomic int64_t *countdown)
{
    if (atomic_load(countdown) <= 0 || atomic_fetch_sub(countdown, 1) != 1) return 0;
    atomic_fetch_add(&control->failed, 1);
    return 1;
}

/* --- Memory --- */

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static int no_memory(void)
{
    if (!control || !time_to_fail(&control->fail_memory)) return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size) { return no_memory() ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return no_memory() ? NULL : __libc_calloc(count, size); }
void *realloc(void *memory, size_t size) { return no_memory() ? NULL : __libc_realloc(memory, size); }

/* --- Which file is what --- */

static int ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), of_end = strlen(end);

    return length >= of_end && strcmp(text + length - of_end, end) == 0;
}

static int note_file(int file, const char *path)
{
    if (file < 0 || file >= FILES) return file;
    ours[file] = *folder && strncmp(path, folder, strlen(folder)) == 0;
    if (ours[file] && ends_with(path, ".db")) ours[file] = 2;
    if (ours[file] && ends_with(path, ".db-wal")) ours[file] = 3;
    return file;
}

static int kind_of(int file) { return control && file >= 0 && file < FILES ? ours[file] : 0; }

#define OPEN(name)                                                                    \
    int name(const char *path, int flags, ...)                                        \
    {                                                                                 \
        va_list more;                                                                 \
        mode_t mode;                                                                  \
        va_start(more, flags);                                                        \
        mode = va_arg(more, mode_t);                                                  \
        va_end(more);                                                                 \
        return note_file((int)syscall(SYS_openat, AT_FDCWD, path, flags, mode), path); \
    }
OPEN(open)
OPEN(open64)
OPEN(__open_2)
OPEN(__open64_2)

int close(int file)
{
    if (kind_of(file)) ours[file] = 0;
    return (int)syscall(SYS_close, file);
}

/* --- The disk --- */

static void note(int kind, int file, off_t offset, const void *bytes, size_t size)
{
    struct record record = { kind, ours[file], offset, (int64_t)size };

    if (trace < 0 || ours[file] < 2) return;
    (void)!syscall(SYS_write, trace, &record, sizeof record);
    if (size) (void)!syscall(SYS_write, trace, bytes, size);
}

static int refused(int file, int64_t end)
{
    struct stat about;

    if (time_to_fail(&control->fail_write)) return EIO;
    if (!control->no_room || fstat(file, &about) != 0 || end <= about.st_size) return 0;
    atomic_fetch_add(&control->failed, 1);
    return ENOSPC;
}

static ssize_t put(int file, const void *bytes, size_t size, off_t offset, int here)
{
    ssize_t done;
    int why;

    if (!kind_of(file)) return here ? syscall(SYS_write, file, bytes, size) : syscall(SYS_pwrite64, file, bytes, size, offset);
    if (here) offset = lseek(file, 0, SEEK_CUR);
    why = refused(file, offset + (int64_t)size);
    if (why) {
        errno = why;
        return -1;
    }
    pthread_mutex_lock(&mutex);
    done = here ? syscall(SYS_write, file, bytes, size) : syscall(SYS_pwrite64, file, bytes, size, offset);
    if (done > 0) note(WRITTEN, file, offset, bytes, (size_t)done);
    pthread_mutex_unlock(&mutex);
    return done;
}

ssize_t write(int file, const void *bytes, size_t size) { return put(file, bytes, size, 0, 1); }
ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset) { return put(file, bytes, size, offset, 0); }
ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset) { return put(file, bytes, size, offset, 0); }

static int cut(int file, off_t size)
{
    int why = kind_of(file) ? refused(file, size) : 0, done;

    if (why) {
        errno = why;
        return -1;
    }
    pthread_mutex_lock(&mutex);
    done = (int)syscall(SYS_ftruncate, file, size);
    if (done == 0 && kind_of(file)) note(CUT, file, size, NULL, 0);
    pthread_mutex_unlock(&mutex);
    return done;
}

int ftruncate(int file, off_t size) { return cut(file, size); }
int ftruncate64(int file, off64_t size) { return cut(file, size); }

/* What a test throws away need not really reach the disk: the trace says what would have. */
static int sync_file(int file)
{
    if (!kind_of(file)) return (int)syscall(SYS_fdatasync, file);
    if (time_to_fail(&control->fail_sync)) {
        errno = EIO;
        return -1;
    }
    pthread_mutex_lock(&mutex);
    if (!control->lie) note(LASTS, file, 0, NULL, 0);
    pthread_mutex_unlock(&mutex);
    return 0;
}

int fsync(int file) { return sync_file(file); }
int fdatasync(int file) { return sync_file(file); }

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What goes back. A handler fills the reply; it is sent only after the commit is
 * on disk. Security headers are added to every reply in one place, at the sending.
 */
#pragma once

#include "base/buffer.h"
#include "base/error.h"

#include <stdint.h>

struct request;

struct reply_header {
    const char *name, *value;
    struct reply_header *next;
};

struct reply {
    int status; /* 0: nothing said yet */
    const char *type;
    const char *bytes;
    size_t size;
    int file; /* > 0: sent instead of bytes, then closed */
    int64_t file_size;
    const char *cache; /* Cache-Control; NULL: no-store */
    bool secret;       /* never kept for Idempotency-Key */
    bool close;
    bool stands; /* whatever the outcome: see reply_and_undo */
    struct reply_header *headers;
};

/* The bytes must live in the request's arena or for ever. */
struct error reply_json(struct request *, int status, struct buffer *);
struct error reply_page(struct request *, int status, struct buffer *);
struct error reply_bytes(struct request *, int status, const char *type, const char *bytes, size_t size);
struct error reply_text(struct request *, int status, const char *text);
struct error reply_nothing(struct request *, int status);
/* 303, as after every successful form. The address is ours, percent-encoded by the caller. */
struct error reply_see_other(struct request *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A file, sent as it lies on the disk; it is closed afterwards, also on errors. `download`: the name offered
 * for saving, NULL to show it. */
struct error reply_file(struct request *, const char *type, int file, int64_t size, const char *download);

/*
 * For a form that comes back with its faults: the page just made is the answer, but what was written is undone.
 *     error = use_case(…);
 *     if (error.kind == INVALID) { TRY(show_form(request, 422, error.faults)); return reply_and_undo(request, error); }
 */
struct error reply_and_undo(struct request *, struct error);

void reply_header(struct request *, const char *name, const char *value);
void reply_cache(struct request *, const char *cache_control);
/* Holds a secret (a token): Idempotency-Key never keeps it. */
void reply_is_secret(struct request *);
/* Gives ETag "NAME-VERSION", and 304 on the next GET with If-None-Match. */
void reply_version(struct request *, const char *name, int64_t version);
/* STALE when the request has an If-Match that is not this version. To be called once the thing was found and is
 * visible, before the rules are asked. */
struct error request_if_match(const struct request *, const char *name, int64_t version);

/* For use cases that compare themselves: the version an If-Match names; 0: none was sent, -1: one that never was. */
int64_t request_wanted_version(const struct request *, const char *name);

/* The state a refusal of 409 tells: text lives as long as the request. */
void request_state(struct request *, const char *state);

/* The one table of statuses. */
int status_of(enum error_kind);
const char *title_of(enum error_kind); /* Chinese, short */
/* application/problem+json for programs, a page for browsers. */
void reply_problem(struct request *, struct error);
/* The same with a status of its own: 405. */
void reply_problem_status(struct request *, int status, struct error);
/* What a person is told: the error's own text, or what its kind says. */
const char *error_text(const struct error *);

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An error is a value, passed up. A kind exists for each different reaction of
 * the edge, not for each cause; memory belongs to an arena and transactions to
 * the runner, so TRY may return from anywhere.
 */
#pragma once

enum error_kind {
    NO_ERROR,
    MALFORMED,     /* not understood: broken JSON, unknown field, wrong type */
    NOT_SIGNED_IN, /* no session, or it has ended */
    NOT_ALLOWED,   /* this role or unit never may do this */
    NOT_FOUND,     /* not there, or not for this person's eyes */
    NOT_NOW,       /* a rule says not now: state, time, cap */
    CONFLICT,      /* someone else changed it first; the runner tries again, then says so */
    STALE,         /* If-Match no longer true */
    TOO_LARGE,
    WRONG_TYPE,  /* content of a kind that is not taken here */
    INVALID,     /* understood, but fields break a rule; see faults */
    TOO_OFTEN,   /* retry_seconds says when */
    UNAVAILABLE, /* overloaded or failing over */
    NO_ROOM,     /* the disk is full */
    BROKEN,      /* our own fault: logged in full, shown as an apology */
};

/* One field that breaks a rule. A list, in the order found. */
struct fault {
    const char *field; /* name of the field, "co_units/1" for an element */
    const char *code;  /* stable, e.g. "too-long" */
    const char *text;  /* Chinese: the rule and what to do */
    struct fault *next;
};

/* Strings are literals or live in the request's arena. */
struct error {
    enum error_kind kind;
    const char *code;   /* stable name, e.g. "accept.too-late" */
    const char *text;   /* Chinese, for people: what happened and what to do; may be NULL */
    const char *clause; /* of the notice, where a rule refused, e.g. "二(三)"; may be NULL */
    const char *detail; /* for the log only; may be NULL */
    const struct fault *faults;
    int retry_seconds;
};

#define OK ((struct error){ .kind = NO_ERROR })

#define TRY(call)                                             \
    do {                                                      \
        struct error error_of_try = (call);                   \
        if (error_of_try.kind != NO_ERROR) return error_of_try; \
    } while (0)

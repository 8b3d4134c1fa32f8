/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request, understood: what a handler reads. Text has been checked (UTF-8, no
 * NUL), addresses and forms are decoded, the person is known. Everything lives in
 * the request's arena. Handlers translate; they do not decide.
 */
#pragma once

#include "service/sign_in.h"
#include "sql/lanes.h"
#include "web/reply.h"
#include "web/routes.h"

#include <sys/types.h>

struct pair {
    const char *name, *value;
};

struct pairs {
    struct pair *items;
    size_t count;
};

/* A file that came with a multipart form. It has no name on the disk and goes with the request. */
struct upload {
    const char *field;     /* of the form */
    const char *file_name; /* as the sender called it: never a path of ours */
    const char *type;      /* as the sender says; NULL */
    int file;              /* open for reading, at the start */
    int64_t size;
    unsigned char digest[32]; /* SHA-256 */
};

#define UPLOADS_MOST 11 /* one more than an appeal may have, so that the rule can say so */

/* What holds for the whole site, never changed after the start. */
struct site {
    bool tls;          /* we speak TLS ourselves */
    bool insecure_lan; /* cookies without Secure are allowed */
    bool rehearsal;
    bool texts; /* there is a gateway for text messages */
    const char *proxy; /* address of the proxy whose X-Forwarded-… are believed; NULL */
    const char *store;
    struct server *server;
};

struct request {
    struct arena *arena;
    struct context *context;
    const struct site *site;
    const struct route *route;

    enum method method;
    bool head;          /* HEAD: as GET, without the body of the reply */
    const char *target; /* as it came: "/appeals?state=open" */
    const char *path;   /* without the query, not decoded */
    const char *query_text;
    struct pairs params, query, headers, cookies;
    const char *address;
    bool secure; /* TLS, a trusted proxy's TLS, or a loopback name */

    /* The body. */
    const char *content_type; /* as it came; NULL */
    char *body;
    size_t body_size;
    struct json_t *json; /* jansson: of a JSON body, an object */
    struct pairs form;
    struct upload uploads[UPLOADS_MOST];
    size_t upload_count;
    unsigned char upload_digest[32]; /* of all parts of a multipart body, in order */
    struct error body_error;         /* found while it arrived: too large, cut off */
    bool body_read;

    /* Who sends it. */
    const char *session; /* the token; NULL for visitors */
    struct session_facts facts;
    bool bearer;         /* the token came in Authorization, not in a cookie */
    const char *ended;   /* the token of a session that has ended: its form is still meant; NULL */
    const char *visit;   /* token of a visitor's forms; NULL until one is needed */

    /* Fields that break a rule, found while reading; joined to what the use case finds. */
    struct fault *faults;
    struct error if_match; /* a refusal that waits for its turn in the order of checks */

    struct reply reply;
    struct buffer page;
    const char *state; /* the present state of the thing, for a refusal */
    char number[17];   /* of this request, for the log and an apology */
    char *once_key;    /* Idempotency-Key or form token; NULL */

    /* Where the work goes on after this part, see request_continue(). */
    struct error (*part)(struct request *); /* that is running; NULL: the route's handler */
    struct error (*next)(struct request *); /* asked for by this part */
    enum lane lane, next_lane;
    void *carry;
};

/* A browser's page or the interface for programs? */
bool request_is_api(const struct request *);

/* A part of the address in braces; the name must be in the route. */
const char *request_param(const struct request *, const char *name);
/* NOT_FOUND when it is no number: there is nothing at such an address. */
struct error request_param_int(const struct request *, const char *name, int64_t *number);

const char *request_header(const struct request *, const char *name); /* any case; NULL, also when not UTF-8 */
const char *request_cookie(const struct request *, const char *name); /* NULL */
const char *request_query(const struct request *, const char *name);  /* NULL; "" when given empty */
/* MALFORMED, naming the parameter, when it is given and not understood. */
struct error request_query_int(struct request *, const char *name, int64_t lowest, int64_t highest, int64_t otherwise,
                               int64_t *number);
struct error request_query_day(struct request *, const char *name, day_t *day);
struct error request_query_bool(struct request *, const char *name, bool otherwise, bool *truth);
/* The same for every list: limit 1 … 200 (50), after: NULL or the cursor of the page before. */
struct error request_page(struct request *, int64_t *limit, const char **after);

/*
 * Part of the work must run elsewhere: a password is hashed in LANE_SLOW, a session then
 * written in LANE_WRITE. `next` runs after this handler returned OK and its transaction is
 * committed. What it needs is in `carry`. In LANE_SLOW there is no context->db.
 */
void request_continue(struct request *, enum lane, struct error (*next)(struct request *), void *carry);

/* What edge code uses. */
const char *pairs_find(const struct pairs *, const char *name);
const char *pairs_find_nocase(const struct pairs *, const char *name);
void pairs_add(struct pairs *, struct arena *, size_t most, const char *name, const char *value);

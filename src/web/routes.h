/* SPDX-License-Identifier: Apache-2.0 */
/* The table of addresses: who is asked, on which lane, and what a row says about body and answer. */
#pragma once

#include "base/error.h"
#include "web/fields.h"

#include <stdbool.h>
#include <stddef.h>

struct request;

enum method { METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE, METHODS };

/* Where a handler runs: on the loop itself, or on a lane of sql/lanes.h. */
enum place { PLACE_NONE, PLACE_READ, PLACE_WRITE, PLACE_SLOW };

/* Who may ask. The use cases decide about the things; this is only the door. */
enum audience {
    AUDIENCE_PUBLIC,     /* anyone */
    AUDIENCE_SESSION,    /* the same as SIGNED_IN, also before a due password is changed */
    AUDIENCE_SIGNED_IN,  /* staff or an enterprise */
    AUDIENCE_STAFF,      /* an account */
    AUDIENCE_ENTERPRISE, /* an enterprise session */
};

/* ANY_FORM: a form that is sent as multipart only where it has files. */
enum body_kind { BODY_NO_BODY, BODY_JSON, BODY_FORM, BODY_MULTIPART, BODY_ANY_FORM };

struct route {
    enum method method;
    const char *path; /* "/api/v1/appeals/{number}" */
    struct error (*handler)(struct request *);
    const char *name; /* of the handler */
    enum place place;
    enum audience audience;
    enum body_kind body;
    const struct field *takes; /* the JSON body's fields, or for NO_BODY those of the query; NULL: the handler knows */
    const char *takes_name;
    int status;               /* of the success */
    const struct field *gives; /* NULL: a page, a file, or nothing */
    const char *gives_name;
    const char *summary; /* Chinese, for the description of the interface */
};

struct routes {
    const struct route *rows;
    size_t count;
};

extern const struct routes all_routes;

/* A table made quick to search; the rows must outlive it. */
struct router;
struct router *router_new(const struct routes *);
void router_free(struct router *);

#define PARAMS_MOST 6

struct route_match {
    const struct route *route;     /* NULL: no such address, or not with this method */
    unsigned allowed;              /* 1u << method of every row with this address */
    const char *params[PARAMS_MOST]; /* not decoded; not ended by NUL */
    size_t sizes[PARAMS_MOST], count;
};

/* A literal part of an address wins over one in braces. */
struct route_match router_find(const struct router *, enum method, const char *path);
/* "{number}" of the n-th part in braces. */
const char *route_param_name(const struct route *, size_t n, size_t *size);
const char *method_name(enum method);

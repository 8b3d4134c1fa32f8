/* SPDX-License-Identifier: Apache-2.0 */
#include "web/routes.h"

#include "base/memory.h"
#include "web/handlers.h"
#include "web/schemas.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The special names of the columns `takes` and `gives`. */
#define fields_any NULL
#define fields_page NULL
#define fields_file NULL

static const struct route rows[] = {
#define ROUTE(method, path, handler, place, audience, body, takes, status, gives, summary)           \
    { METHOD_##method, path,   handler, #handler,       PLACE_##place, AUDIENCE_##audience, BODY_##body, \
      fields_##takes,  #takes, status,  fields_##gives, #gives,        summary },
#include "web/routes.def"
#undef ROUTE
};

const struct routes all_routes = { rows, sizeof rows / sizeof *rows };

/* An address cut at its slashes, once. */
struct part {
    const char *text;
    size_t size;
    bool open; /* in braces */
};

#define PARTS_MOST 12

struct path_parts {
    struct part parts[PARTS_MOST];
    size_t count;
};

struct router {
    const struct routes *routes;
    struct path_parts *cut; /* of each row */
};

/* false when there are more parts than any row has. */
static bool cut_path(const char *path, struct path_parts *cut)
{
    cut->count = 0;
    while (*path == '/') {
        const char *end = strchr(path + 1, '/');
        size_t size = end ? (size_t)(end - path - 1) : strlen(path + 1);

        if (cut->count == PARTS_MOST) return false;
        cut->parts[cut->count++] = (struct part){ path + 1, size, path[1] == '{' };
        path += size + 1;
    }
    return *path == 0;
}

struct router *router_new(const struct routes *routes)
{
    struct router *router = calloc(1, sizeof *router);

    if (!router) memory_is_out();
    router->routes = routes;
    router->cut = calloc(routes->count ? routes->count : 1, sizeof *router->cut);
    if (!router->cut) memory_is_out();
    for (size_t i = 0; i < routes->count; i++) {
        const struct route *route = &routes->rows[i];

        /* Without a connection nobody can be asked who it is. */
        assert(route->audience == AUDIENCE_PUBLIC || route->place == PLACE_READ || route->place == PLACE_WRITE);
        if (!cut_path(routes->rows[i].path, &router->cut[i])) abort(); /* a row of ours */
    }
    return router;
}

void router_free(struct router *router)
{
    if (!router) return;
    free(router->cut);
    free(router);
}

static bool fits(const struct path_parts *row, const struct path_parts *asked)
{
    if (row->count != asked->count) return false;
    for (size_t i = 0; i < row->count; i++) {
        const struct part *part = &row->parts[i], *text = &asked->parts[i];

        if (part->open ? text->size == 0 : part->size != text->size || memcmp(part->text, text->text, text->size) != 0)
            return false;
    }
    return true;
}

/* Is a's first part that differs in kind the literal one? */
static bool closer(const struct path_parts *a, const struct path_parts *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (a->parts[i].open != b->parts[i].open) return !a->parts[i].open;
    return false;
}

static void take_params(const struct path_parts *row, const struct path_parts *asked, struct route_match *match)
{
    match->count = 0;
    for (size_t i = 0; i < row->count && match->count < PARAMS_MOST; i++) {
        if (!row->parts[i].open) continue;
        match->params[match->count] = asked->parts[i].text;
        match->sizes[match->count++] = asked->parts[i].size;
    }
}

struct route_match router_find(const struct router *router, enum method method, const char *path)
{
    struct route_match match = { 0 };
    struct path_parts asked;
    const struct path_parts *best = NULL;

    if (!cut_path(path, &asked)) return match;
    for (size_t i = 0; i < router->routes->count; i++) {
        const struct route *route = &router->routes->rows[i];

        if (!fits(&router->cut[i], &asked)) continue;
        match.allowed |= 1u << route->method;
        if (route->method != method || (best && !closer(&router->cut[i], best))) continue;
        best = &router->cut[i];
        match.route = route;
        take_params(best, &asked, &match);
    }
    return match;
}

const char *route_param_name(const struct route *route, size_t n, size_t *size)
{
    const char *at = route->path;

    while ((at = strchr(at, '{'))) {
        const char *end = strchr(++at, '}');

        *size = (size_t)(end - at);
        if (n-- == 0) return at;
    }
    return NULL;
}

const char *method_name(enum method method)
{
    static const char *const names[METHODS] = { "GET", "POST", "PUT", "PATCH", "DELETE" };

    return names[method];
}

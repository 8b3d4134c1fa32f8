/* SPDX-License-Identifier: Apache-2.0 */
/* The description of the interface, made from the tables: it is JSON, whole, and names nothing that is not there. */
#include "base/text.h"
#include "test.h"
#include "web/openapi.h"

#include <jansson.h>
#include <ctype.h>
#include <stdbool.h>

static struct arena *arena;
static json_t *description;

/* "#/components/schemas/problem" */
static json_t *resolve(const char *reference)
{
    json_t *at = description;
    size_t count;
    char **parts = text_split(arena, reference, '/', &count);

    if (strcmp(parts[0], "#") != 0) return NULL;
    for (size_t i = 1; at && i < count; i++) at = json_object_get(at, parts[i]);
    return at;
}

static void check_references(json_t *value)
{
    const char *key;
    size_t index;
    json_t *part;

    if (json_is_array(value)) json_array_foreach(value, index, part) check_references(part);
    if (!json_is_object(value)) return;
    json_object_foreach(value, key, part)
    {
        if (strcmp(key, "$ref") == 0)
            CHECK(json_is_string(part) && resolve(json_string_value(part)), "%s leads nowhere",
                  json_string_value(part));
        else
            check_references(part);
    }
}

static json_t *operation_of(const struct route *route)
{
    json_t *path = json_object_get(json_object_get(description, "paths"), route->path + strlen("/api/v1"));
    char method[8] = "";

    for (size_t i = 0; method_name(route->method)[i]; i++) method[i] = (char)tolower(method_name(route->method)[i]);
    return json_object_get(path, method);
}

static bool is_described(const struct route *route)
{
    return strncmp(route->path, "/api/v1/", 8) == 0;
}

static void every_address_is_described(void)
{
    size_t count = 0;

    for (size_t i = 0; i < all_routes.count; i++) {
        const struct route *route = &all_routes.rows[i];
        json_t *operation;

        if (!is_described(route)) continue;
        operation = operation_of(route);
        count++;
        CHECK(operation, "%s %s is not there", method_name(route->method), route->path);
        CHECK_TEXT(json_string_value(json_object_get(operation, "operationId")), route->name);
        CHECK(json_object_get(operation, "responses"), "%s has answers", route->path);
        CHECK((json_object_get(operation, "security") != NULL) == (route->audience == AUDIENCE_PUBLIC),
              "%s: who may ask", route->path);
    }
    CHECK(count > 20, "only %zu addresses", count);
}

static void no_two_operations_have_one_name(void)
{
    for (size_t i = 0; i < all_routes.count; i++)
        for (size_t k = 0; k < i; k++)
            CHECK(!is_described(&all_routes.rows[i]) || !is_described(&all_routes.rows[k]) ||
                      strcmp(all_routes.rows[i].name, all_routes.rows[k].name) != 0,
                  "%s twice", all_routes.rows[i].name);
}

static void references_lead_somewhere(void)
{
    check_references(description);
    CHECK(!resolve("#/components/schemas/nobody"), "not everything does");
}

static void tags_are_explained(void)
{
    json_t *tags = json_object_get(description, "tags"), *tag;
    size_t index;

    for (size_t i = 0; i < all_routes.count; i++) {
        const char *wanted;
        bool found = false;

        if (!is_described(&all_routes.rows[i])) continue;
        wanted = json_string_value(json_array_get(json_object_get(operation_of(&all_routes.rows[i]), "tags"), 0));
        json_array_foreach(tags, index, tag) found |=
            strcmp(json_string_value(json_object_get(tag, "name")), wanted) == 0;
        CHECK(found, "nobody says what '%s' is", wanted);
    }
}

int main(void)
{
    struct buffer out;
    json_error_t error;

    arena = arena_new((size_t)64 << 20);
    buffer_init(&out, arena, (size_t)8 << 20);
    openapi_write(&out, arena, &all_routes);
    description = json_loadb(out.bytes, out.size, JSON_REJECT_DUPLICATES, &error);
    CHECK(description && !out.full, "not JSON: %s at %d", error.text, error.position);
    if (description) {
        RUN(every_address_is_described);
        RUN(no_two_operations_have_one_name);
        RUN(references_lead_somewhere);
        RUN(tags_are_explained);
    }
    json_decref(description);
    arena_free(arena);
    return test_end();
}

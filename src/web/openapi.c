/* SPDX-License-Identifier: Apache-2.0 */
#include "web/openapi.h"

#include "base/json.h"
#include "base/text.h"
#include "web/handlers.h"
#include "web/request.h"
#include "web/schemas.h"

#include <ctype.h>
#include <string.h>

#define PREFIX "/api/v1"

/* Groups of the description, by the first word of the address. */
static const struct group {
    const char *word, *about;
} groups[] = {
    { "sessions", "登录与退出" },
    { "desk", "工作台：等本人办理的事" },
    { "appeals", "诉求：提交、查询、办理" },
    { "rounds", "期次" },
    { "public", "公众可见，无需登录" },
    { "units", "单位" },
    { "regions", "区划" },
    { "categories", "类别" },
    { "accounts", "账号" },
    { "roster", "领导和秘书长轮值" },
    { "registry", "法人库" },
    { "calendar", "工作日历" },
    { "policy", "参数" },
    { "statistics", "统计" },
    { "suggestions", "意见建议" },
    { "hotline", "12345热线接口" },
    { "rehearsal", "演练" },
    { "audit", "审计" },
};

/* --- Schemas --- */

static void reference(struct json *json, struct arena *arena, const char *key, const char *schema)
{
    json_open(json, key, '{');
    json_text(json, "$ref", arena_printf(arena, "#/components/schemas/%s", schema));
    json_close(json, '}');
}

static void type(struct json *json, const char *name, bool nullable)
{
    if (!nullable) {
        json_text(json, "type", name);
        return;
    }
    json_open(json, "type", '[');
    json_text(json, NULL, name);
    json_text(json, NULL, "null");
    json_close(json, ']');
}

static void items_of_text(struct json *json)
{
    json_open(json, "items", '{');
    json_text(json, "type", "string");
    json_close(json, '}');
}

static void kind(struct json *json, struct arena *arena, const struct field *field)
{
    bool nullable = field->need == NEED_NULLABLE;

    switch (field->kind) {
    case KIND_TEXT:
    case KIND_FILE: type(json, "string", nullable); break;
    case KIND_NUMBER: type(json, "integer", nullable); break;
    case KIND_BOOLEAN: type(json, "boolean", nullable); break;
    case KIND_DAY:
        type(json, "string", nullable);
        json_text(json, "format", "date");
        break;
    case KIND_INSTANT:
        type(json, "string", nullable);
        json_text(json, "format", "date-time");
        break;
    case KIND_LIST:
        type(json, "array", nullable);
        items_of_text(json);
        break;
    case KIND_OBJECTS:
        type(json, "array", nullable);
        if (field->of_name) reference(json, arena, "items", field->of_name);
        break;
    case KIND_OBJECT:
        if (!field->of_name)
            type(json, "object", nullable);
        else if (!nullable)
            json_text(json, "$ref", arena_printf(arena, "#/components/schemas/%s", field->of_name));
        break;
    case KIND_ANY: break;
    }
}

static void field_schema(struct json *json, struct arena *arena, const struct field *field)
{
    json_open(json, field->name, '{');
    if (field->kind == KIND_OBJECT && field->of_name && field->need == NEED_NULLABLE) {
        json_open(json, "anyOf", '[');
        reference(json, arena, NULL, field->of_name);
        json_raw(json, NULL, "{\"type\":\"null\"}");
        json_close(json, ']');
    }
    kind(json, arena, field);
    if (field->note && *field->note) json_text(json, "description", field->note);
    json_close(json, '}');
}

static bool has_required(const struct field *fields)
{
    for (; fields->name; fields++)
        if (fields->need != NEED_OPTIONAL) return true;
    return false;
}

static void object_schema(struct json *json, struct arena *arena, const struct schema *schema)
{
    json_open(json, schema->name, '{');
    json_text(json, "type", "object");
    json_open(json, "properties", '{');
    for (const struct field *field = schema->fields; field->name; field++) field_schema(json, arena, field);
    json_close(json, '}');
    if (has_required(schema->fields)) {
        json_open(json, "required", '[');
        for (const struct field *field = schema->fields; field->name; field++)
            if (field->need != NEED_OPTIONAL) json_text(json, NULL, field->name);
        json_close(json, ']');
    }
    json_close(json, '}');
}

/* --- Operations --- */

static void parameter(struct json *json, struct arena *arena, const char *in, const struct field *field)
{
    json_open(json, NULL, '{');
    json_text(json, "name", field->name);
    json_text(json, "in", in);
    if (strcmp(in, "path") == 0 || field->need == NEED_REQUIRED) json_bool(json, "required", true);
    if (field->note && *field->note) json_text(json, "description", field->note);
    json_open(json, "schema", '{');
    kind(json, arena, field);
    json_close(json, '}');
    json_close(json, '}');
}

static void parameters(struct json *json, struct arena *arena, const struct route *route)
{
    const char *name;
    size_t size;

    json_open(json, "parameters", '[');
    for (size_t i = 0; (name = route_param_name(route, i, &size)); i++)
        parameter(json, arena, "path", &(struct field){ .name = arena_text_n(arena, name, size), .kind = KIND_TEXT });
    if (route->body == BODY_NO_BODY && route->takes)
        for (const struct field *field = route->takes; field->name; field++) parameter(json, arena, "query", field);
    if (route->method != METHOD_GET && route->place == PLACE_WRITE) {
        json_open(json, NULL, '{');
        json_text(json, "$ref", "#/components/parameters/IdempotencyKey");
        json_close(json, '}');
        json_open(json, NULL, '{');
        json_text(json, "$ref", "#/components/parameters/IfMatch");
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_content(struct json *json, struct arena *arena, const char *type_name, const char *schema)
{
    json_open(json, "content", '{');
    json_open(json, type_name, '{');
    reference(json, arena, "schema", schema);
    json_close(json, '}');
    json_close(json, '}');
}

static void raw_content(struct json *json, const char *type_name, const char *schema)
{
    json_open(json, "content", '{');
    json_open(json, type_name, '{');
    json_raw(json, "schema", schema);
    json_close(json, '}');
    json_close(json, '}');
}

static void request_body(struct json *json, struct arena *arena, const struct route *route)
{
    if (route->body != BODY_JSON && route->body != BODY_MULTIPART) return;
    json_open(json, "requestBody", '{');
    json_bool(json, "required", true);
    if (route->body == BODY_MULTIPART)
        raw_content(json, "multipart/form-data",
                    "{\"type\":\"object\",\"properties\":{\"file\":{\"type\":\"string\",\"format\":\"binary\"}},"
                    "\"required\":[\"file\"]}");
    else if (route->takes && route->takes->name)
        json_content(json, arena, "application/json", route->takes_name);
    else
        raw_content(json, "application/json", "{\"type\":\"object\"}");
    json_close(json, '}');
}

static void refusal(struct json *json, const char *status)
{
    json_open(json, status, '{');
    json_text(json, "$ref", "#/components/responses/Problem");
    json_close(json, '}');
}

static void responses(struct json *json, struct arena *arena, const struct route *route)
{
    json_open(json, "responses", '{');
    json_open(json, arena_printf(arena, "%d", route->status), '{');
    json_text(json, "description", "成功");
    if (route->gives && route->gives->name)
        json_content(json, arena, "application/json", route->gives_name);
    else if (strcmp(route->gives_name, "file") == 0)
        raw_content(json, "application/octet-stream", "{\"type\":\"string\",\"format\":\"binary\"}");
    json_close(json, '}');
    refusal(json, "4XX");
    refusal(json, "5XX");
    json_close(json, '}');
}

/* "appeals" of "/api/v1/appeals/{number}". */
static char *first_word(struct arena *arena, const char *path)
{
    path += strlen(PREFIX "/");
    return arena_text_n(arena, path, strcspn(path, "/"));
}

static void operation(struct json *json, struct arena *arena, const struct route *route)
{
    char *method = arena_text(arena, method_name(route->method));

    for (char *at = method; *at; at++) *at = (char)tolower((unsigned char)*at);
    json_open(json, method, '{');
    json_text(json, "operationId", route->name);
    json_text(json, "summary", route->summary);
    json_open(json, "tags", '[');
    json_text(json, NULL, first_word(arena, route->path));
    json_close(json, ']');
    parameters(json, arena, route);
    request_body(json, arena, route);
    responses(json, arena, route);
    if (route->audience == AUDIENCE_PUBLIC) {
        json_open(json, "security", '[');
        json_close(json, ']');
    }
    json_close(json, '}');
}

static bool described(const struct route *route)
{
    return text_starts(route->path, PREFIX "/");
}

static bool seen_before(const struct routes *routes, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(routes->rows[i].path, routes->rows[index].path) == 0) return true;
    return false;
}

static void paths(struct json *json, struct arena *arena, const struct routes *routes)
{
    json_open(json, "paths", '{');
    for (size_t i = 0; i < routes->count; i++) {
        if (!described(&routes->rows[i]) || seen_before(routes, i)) continue;
        json_open(json, routes->rows[i].path + strlen(PREFIX), '{');
        for (size_t j = i; j < routes->count; j++)
            if (strcmp(routes->rows[j].path, routes->rows[i].path) == 0) operation(json, arena, &routes->rows[j]);
        json_close(json, '}');
    }
    json_close(json, '}');
}

/* --- The whole --- */

static bool group_is_used(const struct routes *routes, struct arena *arena, const char *word)
{
    for (size_t i = 0; i < routes->count; i++)
        if (described(&routes->rows[i]) && text_equal(first_word(arena, routes->rows[i].path), word)) return true;
    return false;
}

static void tags(struct json *json, struct arena *arena, const struct routes *routes)
{
    json_open(json, "tags", '[');
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (!group_is_used(routes, arena, groups[i].word)) continue;
        json_open(json, NULL, '{');
        json_text(json, "name", groups[i].word);
        json_text(json, "description", groups[i].about);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static const char info[] =
    "{\"title\":\"直通车 ztc\",\"version\":\"1\",\"summary\":\"潮州市解决企业诉求平台的程序接口\","
    "\"description\":\"JSON，UTF-8。时刻如2026-03-04T00:00:00+08:00，日期如2026-03-04。未知的字段被拒绝（400）。"
    "检查的次序：401；400、413、415；404；403；412；409；422。\","
    "\"license\":{\"name\":\"Apache-2.0\",\"identifier\":\"Apache-2.0\"}}";

static const char shared_parameters[] =
    "{\"IdempotencyKey\":{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"description\":"
    "\"同一个键、同样的内容只办一次，得到同样的答复；内容不同：422\",\"schema\":{\"type\":\"string\",\"maxLength\":200}"
    "},"
    "\"IfMatch\":{\"name\":\"If-Match\",\"in\":\"header\",\"description\":\"版本（ETag）已变：412\","
    "\"schema\":{\"type\":\"string\"}}}";

static const char shared_responses[] =
    "{\"Problem\":{\"description\":\"拒绝或出错（RFC 9457）\",\"content\":{\"application/problem+json\":{\"schema\":"
    "{\"$ref\":\"#/components/schemas/problem\"}}}}}";

static void mark(bool *used, const struct field *fields)
{
    if (!fields) return;
    for (size_t i = 0; i < schema_count; i++) {
        if (schemas[i].fields != fields || used[i]) continue;
        used[i] = true;
        for (const struct field *field = fields; field->name; field++) mark(used, field->of);
    }
}

/* Which schemas are bodies, answers, or parts of one; lists of parameters are written where they are. */
static bool *used_schemas(struct arena *arena, const struct routes *routes)
{
    bool *used = ARENA_ARRAY(arena, bool, schema_count);

    mark(used, fields_problem);
    for (size_t i = 0; i < routes->count; i++) {
        const struct route *route = &routes->rows[i];

        if (!described(route)) continue;
        mark(used, route->gives);
        if (route->body == BODY_JSON) mark(used, route->takes);
    }
    return used;
}

static void components(struct json *json, struct arena *arena, const struct routes *routes)
{
    const bool *used = used_schemas(arena, routes);

    json_open(json, "components", '{');
    json_open(json, "schemas", '{');
    for (size_t i = 0; i < schema_count; i++)
        if (used[i] && schemas[i].fields->name) object_schema(json, arena, &schemas[i]);
    json_close(json, '}');
    json_raw(json, "parameters", shared_parameters);
    json_raw(json, "responses", shared_responses);
    json_raw(json, "securitySchemes", "{\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\"}}");
    json_close(json, '}');
}

void openapi_write(struct buffer *out, struct arena *arena, const struct routes *routes)
{
    struct json json = json_writer(out);

    json_open(&json, NULL, '{');
    json_text(&json, "openapi", "3.1.0");
    json_raw(&json, "info", info);
    json_raw(&json, "servers", "[{\"url\":\"" PREFIX "\"}]");
    json_raw(&json, "security", "[{\"bearer\":[]}]");
    tags(&json, arena, routes);
    paths(&json, arena, routes);
    components(&json, arena, routes);
    json_close(&json, '}');
}

struct error openapi_show(struct request *request)
{
    struct buffer out;

    buffer_init(&out, request->arena, (size_t)4 << 20);
    openapi_write(&out, request->arena, &all_routes);
    reply_cache(request, "public, max-age=300");
    return reply_json(request, 200, &out);
}

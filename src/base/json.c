/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"

#include <string.h>

struct json json_writer(struct buffer *out)
{
    return (struct json){ .out = out };
}

static void put_string(struct buffer *out, const char *text)
{
    static const char hex[] = "0123456789abcdef";
    const char *run = text;

    buffer_char(out, '"');
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;

        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        buffer_put(out, run, (size_t)(text - run));
        run = text + 1;
        switch (byte) {
        case '"': buffer_text(out, "\\\""); break;
        case '\\': buffer_text(out, "\\\\"); break;
        case '\n': buffer_text(out, "\\n"); break;
        case '\r': buffer_text(out, "\\r"); break;
        case '\t': buffer_text(out, "\\t"); break;
        default: buffer_put(out, (char[]){ '\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15] }, 6);
        }
    }
    buffer_put(out, run, (size_t)(text - run));
    buffer_char(out, '"');
}

static void start_value(struct json *json, const char *key)
{
    if (json->comma) buffer_char(json->out, ',');
    json->comma = true;
    if (!key) return;
    put_string(json->out, key);
    buffer_char(json->out, ':');
}

void json_open(struct json *json, const char *key, char bracket)
{
    start_value(json, key);
    buffer_char(json->out, bracket);
    json->comma = false;
}

void json_close(struct json *json, char bracket)
{
    buffer_char(json->out, bracket);
    json->comma = true;
}

void json_text(struct json *json, const char *key, const char *text)
{
    start_value(json, key);
    if (text)
        put_string(json->out, text);
    else
        buffer_text(json->out, "null");
}

void json_int(struct json *json, const char *key, int64_t number)
{
    start_value(json, key);
    buffer_int(json->out, number);
}

void json_bool(struct json *json, const char *key, bool truth)
{
    json_raw(json, key, truth ? "true" : "false");
}

void json_null(struct json *json, const char *key)
{
    json_raw(json, key, "null");
}

void json_day(struct json *json, const char *key, day_t day)
{
    char text[DAY_TEXT];

    json_text(json, key, day == NO_DAY ? NULL : day_format(day, text));
}

void json_instant(struct json *json, const char *key, instant_t instant)
{
    char text[INSTANT_TEXT];

    json_text(json, key, instant == NO_INSTANT ? NULL : instant_format(instant, text));
}

void json_raw(struct json *json, const char *key, const char *raw)
{
    start_value(json, key);
    buffer_text(json->out, raw);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON out: written straight into a buffer, escaped here and nowhere else.
 * Pass key NULL inside arrays. JSON in: jansson, strict (no duplicate keys,
 * depth bounded, UTF-8 checked), used by web/ only.
 */
#pragma once

#include "base/buffer.h"
#include "base/date.h"

struct json {
    struct buffer *out;
    bool comma;
};

struct json json_writer(struct buffer *);
void json_open(struct json *, const char *key, char bracket); /* '{' or '[' */
void json_close(struct json *, char bracket);                 /* '}' or ']' */
void json_text(struct json *, const char *key, const char *text); /* NULL gives null */
void json_int(struct json *, const char *key, int64_t);
void json_bool(struct json *, const char *key, bool);
void json_null(struct json *, const char *key);
void json_day(struct json *, const char *key, day_t);         /* NO_DAY gives null */
void json_instant(struct json *, const char *key, instant_t); /* NO_INSTANT gives null */
void json_raw(struct json *, const char *key, const char *json); /* text that is JSON already */

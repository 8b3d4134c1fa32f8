/* SPDX-License-Identifier: Apache-2.0 */
/* Views of service/ as JSON, once each, for every address that answers with them. */
#pragma once

#include "base/json.h"
#include "service/open_appeal.h"
#include "service/open_round.h"
#include "web/request.h"

/* A buffer and a writer of the request's arena: `struct answer answer; answer_open(…)`. */
struct answer {
    struct request *request;
    struct buffer out;
    struct json json;
};
void answer_open(struct answer *, struct request *, char bracket); /* '{' */
struct error answer_send(struct answer *, int status, char bracket);

/* {items[], next}: items are written between the two; next NULL at the end. */
void list_open(struct answer *, struct request *);
struct error list_send(struct answer *, const char *next);

void write_words(struct json *, const char *key, const struct word *, size_t count); /* their ids */
void write_named(struct json *, const char *key, const struct word *, size_t count); /* {id, label} */
void write_clocks(struct json *, const struct clock_view *, size_t count);
void write_actions(struct json *, const struct action_view *, size_t count);
void write_explained(struct json *, const struct clock_explained *); /* the members of an open object */
void write_past(struct json *, const struct past_view *);
void write_dates(struct json *, const char *key, const struct round_dates *);
void write_attachments(struct json *, struct arena *, const struct attachment *, size_t count);
void write_attachment(struct json *, struct arena *, const char *key, const struct attachment *);

/* Members of an open object. */
void write_appeal(struct json *, struct arena *, const struct appeal_view *);
void write_appeal_line(struct json *, const struct appeal_line *);
void write_round(struct json *, struct arena *, const struct round_view *);
void write_round_line(struct json *, const struct round_line *);

/* ETag "NAME-VERSION", as request_if_match understands it. */
void reply_tag(struct request *, const char *name, int64_t version);
/* 400 for a query parameter that is not understood. */
struct error bad_parameter(struct request *, const char *name, const char *text);

/* The place of a round in a list of them. */
const char *round_cursor(struct arena *, const struct round *);
bool round_cursor_read(const char *text, struct round_filter *);

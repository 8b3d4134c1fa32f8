/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a body may hold: lists of fields in schemas.def. An unknown field or another
 * JSON type is not understood (400); a field that is missing or breaks a rule is
 * found later (422), after the rules had their say about who and when. So readers
 * below never fail: what is wrong is noted in request->faults.
 */
#pragma once

#include "base/date.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct request;

enum field_kind {
    KIND_TEXT,
    KIND_NUMBER,
    KIND_BOOLEAN,
    KIND_DAY,     /* text, `2026-03-04` */
    KIND_INSTANT, /* text, `2026-03-04T00:00:00+08:00` */
    KIND_LIST,    /* of texts */
    KIND_FILE,    /* id of an attachment */
    KIND_OBJECT,
    KIND_OBJECTS,
    KIND_ANY,
};
enum field_need { NEED_OPTIONAL, NEED_REQUIRED, NEED_NULLABLE };

struct field {
    const char *name; /* NULL ends a list */
    enum field_kind kind;
    enum field_need need;
    const struct field *of; /* OBJECT and OBJECTS: what they hold */
    const char *of_name;
    const char *note; /* Chinese, for the description of the interface */
};

/* JSON: 400 for unknown fields and other types, naming each. The dispatcher does this where the
 * route names its fields; a handler whose fields depend on the address does it itself. */
struct error fields_check(struct request *, const struct field *);

/* From the JSON body or the form, whichever came. NULL, or the value of `none`, when it is not there. */
bool field_given(const struct request *, const char *name);
const char *field_text(struct request *, const char *name); /* of a form: NULL when blank */
bool field_bool(struct request *, const char *name, bool none);
int64_t field_int(struct request *, const char *name, int64_t none);
day_t field_day(struct request *, const char *name);
instant_t field_instant(struct request *, const char *name);
/* Texts in the request's arena; *count is 0 when it is not there. */
const char *const *field_list(struct request *, const char *name, size_t *count);
/* Notes a fault (422): "too-long", Chinese. The first one of a field stays. */
void field_fault(struct request *, const char *name, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* What was noted while reading, and then what others found wrong with other fields. */
const struct fault *faults_joined(struct request *, const struct fault *others);
/* Notes that it is missing or blank. */
void field_need(struct request *, const char *name);

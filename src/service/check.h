/* SPDX-License-Identifier: Apache-2.0 */
/* What use cases outside the workflow ask first: whose duty it is, and which fields break a rule. */
#pragma once

#include "mechanism/duties.h"
#include "service/context.h"

/* NOT_ALLOWED with the duty's name where it is not his. */
struct error check_duty(const struct context *, enum duty, const char *jurisdiction, const char *unit);

/* A list of faults in the order they were found. */
struct fault_list {
    struct fault *first, **end;
};
void fault_add(struct context *, struct fault_list *, const char *field, const char *code, const char *text);
/* OK for an empty list; else INVALID. */
struct error faults_error(const struct fault_list *);
/* For one fault alone. */
struct error fault_error(struct context *, const char *field, const char *code, const char *text);
/* Required and at most that many characters; adds the fault and gives "" else; the trimmed text when right. The
 * label is the field's in Chinese. */
const char *checked_text(struct context *, struct fault_list *, const char *field, const char *label, const char *text,
                         size_t most, bool required);

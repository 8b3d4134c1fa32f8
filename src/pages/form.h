/* SPDX-License-Identifier: Apache-2.0 */
/* Small questions form.html asks about a field. */
#pragma once

#include "pages/parts.h"

const char *control_id(const struct form_field *);
const char *control_type(const struct form_field *);      /* type= of an input */
const char *control_mode(const struct form_field *);      /* inputmode=, NULL: none */
const char *control_class(const struct form_field *);     /* of an input: its width */
bool control_is_group(const struct form_field *);         /* several controls under one legend */
bool control_has(const struct form_field *, const char *value); /* is that the value, or one of those between commas? */
/* The id the control is described by, for hint ("h") and error ("e"), both when both are there. */
const char *control_described(struct arena *, const struct form_field *);
size_t fault_count(const struct fault *);
bool controls_have_file(const struct form_field *, size_t count); /* then the form is sent as multipart */

/* A field of an action or a submission ("submit") by its name in mechanism/inputs.def: label, length, what it looks
 * like, and what fields.def adds. The choices of units, rounds and the like are the caller's. An input that the
 * mechanism does not know is a bug. */
struct form_field field_of_input(const char *action, const char *name, bool required);
/* All fields of one action; ids are ACTION-NAME, for pages with several forms. */
struct form_field *fields_of_action(struct arena *, const char *action, const char *const *names, const bool *required,
                                    size_t count);
/* Gives each field its first fault; returns how many have one. */
size_t fields_mend(struct form_field *, size_t count, const struct fault *);
/* What is wrong, in the words that stand over the field: what the mechanism calls 标题 is asked for in a sentence. */
const char *fault_words(struct arena *, const char *action, const struct fault *);
/* The id of the control a fault is about; action NULL where the page has one form. */
const char *fault_anchor(struct arena *, const struct fault *, const char *action);

/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of templates.def, and how one becomes a text. Knows nothing of what is told. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>

/* Flags; what they mean stands in templates.def. */
#define SMS 1u
#define NIGHT 2u
#define FOLLOWERS 4u

enum template_id {
#define TEMPLATE(id, flags, chinese) TEMPLATE_##id,
#include "service/templates.def"
    TEMPLATES
};

struct template_row {
    const char *id, *chinese;
    unsigned flags;
};
extern const struct template_row template_rows[TEMPLATES];

const struct template_row *template_find(const char *id); /* NULL when there is none */

#define SENDER "【直通车】" /* in front of a text message: it comes from a number nobody knows */

/* What stands for a word, from whoever knows; NULL or "": nothing. */
typedef const char *word_source(void *from, const char *name);

/* The text with its words filled in; optional parts with an empty word are left out. */
const char *template_text(struct arena *, const char *chinese, word_source *, void *from);

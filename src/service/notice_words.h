/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of a notice: what a template's {number}, {unit}, {due.reply} … stand for, seen by one reader. What a
 * reader may not learn is left out here: the enterprise of a confidential appeal for a unit, and what another
 * enterprise's appeal says for one that was merged into it.
 */
#pragma once

#include "mechanism/workflow.h"
#include "service/context.h"
#include "service/templates.h"

enum reader { READER_enterprise, READER_unit, READER_staff };

struct letter {
    struct context *context;
    const struct change *change;
    const struct template_row *template;
    enum reader reader;
    const char *unit;            /* of READER_unit */
    enum turn turn;              /* whose clocks are the reader's own */
    const char *post;            /* 出席领导, 轮值秘书长 */
    const struct appeal *appeal; /* what it is about; NULL: the round alone */
    bool follower;               /* that appeal was merged into the one of the change */
};

/* The text as it goes out. */
const char *letter_text(struct letter *);
/* JSON of what programs ask for: number, state, due …; no personal data. */
const char *letter_values(struct letter *);
/* Whether there is such a word at all. */
bool letter_knows(const char *word);

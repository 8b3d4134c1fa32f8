/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/tables.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Kinds as inputs.def names them. */
#define TEXT INPUT_IS_TEXT
#define BOOLEAN INPUT_IS_BOOLEAN
#define DAY INPUT_IS_DAY
#define INSTANT INPUT_IS_INSTANT
#define LIST INPUT_IS_LIST
#define FILE INPUT_IS_FILE
#define NUMBER INPUT_IS_NUMBER

const struct input_row inputs[INPUTS] = {
#define INPUT(name, kind, most, chinese) { #name, chinese, kind, most },
#include "mechanism/inputs.def"
#undef INPUT
};

static const struct action_row flags[FLAGS] = {
#define FLAG(id, chinese) { #id, chinese },
#include "mechanism/flags.def"
#undef FLAG
};

#define OPEN true
#define FINAL false
const struct hangs_row hangs_rows[] = {
#define HANGS(machine, id, chinese, open) { #machine, #id, chinese, open },
#include "mechanism/dispatch.def"
};
const size_t hangs_count = COUNT(hangs_rows);
const struct move_row move_rows[] = {
#define MOVE(machine, action, from, to, who, clause) { #machine, #action, #from, #to, who, clause },
#include "mechanism/dispatch.def"
};
const size_t move_count = COUNT(move_rows);
const struct waits_row waits_rows[] = {
#define WAITS(machine, state, clock, why) { #machine, #state, clock, why },
#include "mechanism/dispatch.def"
};
const size_t waits_count = COUNT(waits_rows);

const struct reason reasons[] = {
#define REASON(code, chinese, basis, redirect, unit_may_ask) { #code, chinese, basis, redirect, unit_may_ask },
#include "mechanism/reasons.def"
};
const size_t reason_count = COUNT(reasons);

const struct reason *reason_find(const char *code)
{
    for (size_t i = 0; code && i < reason_count; i++)
        if (strcmp(reasons[i].code, code) == 0) return &reasons[i];
    return NULL;
}

int machine_action(const struct machine *machine, const char *id)
{
    for (int i = 0; i < machine->action_count; i++)
        if (strcmp(machine->actions[i].id, id) == 0) return i;
    return -1;
}

int machine_state(const struct machine *machine, const char *id)
{
    for (int i = 1; i < machine->state_count; i++)
        if (strcmp(machine->states[i].id, id) == 0) return i;
    return 0;
}

const char *input_kind_id(enum input_kind kind)
{
    static const char *const ids[] = { "text", "boolean", "day", "instant", "list", "file", "number" };

    return ids[kind];
}

const char *flag_id(enum flag flag)
{
    return flags[flag].id;
}

const char *flag_chinese(enum flag flag)
{
    return flags[flag].chinese;
}

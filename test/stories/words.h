/* SPDX-License-Identifier: Apache-2.0 */
/* A line of a story as words, and words as what an action takes. */
#pragma once

#include "stories/people.h"

enum { STORY_WORDS = 40 };

struct story_line {
    const char *words[STORY_WORDS]; /* "…" keeps blanks in; NAME="…" too */
    size_t count;
    const char *outcome[3]; /* what stands behind → */
    size_t outcome_count;
};

static void add_word(struct story_line *line, bool behind, const char *word)
{
    if (behind && line->outcome_count < 3) line->outcome[line->outcome_count++] = word;
    if (!behind && line->count < STORY_WORDS) line->words[line->count++] = word;
}

static struct story_line split_line(struct arena *arena, const char *text)
{
    struct story_line line = { 0 };
    bool behind = false;

    while (*text) {
        char *word = arena_alloc(arena, strlen(text) + 1);
        size_t length = 0;

        if (*text == ' ' || *text == '\t') {
            text++;
            continue;
        }
        if (*text == '#') break;
        for (bool quoted = false; *text && (quoted || (*text != ' ' && *text != '\t')); text++) {
            if (*text == '"') quoted = !quoted;
            else word[length++] = *text;
        }
        if (strcmp(word, "→") == 0) behind = true;
        else add_word(&line, behind, word);
    }
    return line;
}

/* 2026-03-11, 2026-03-11 09:30 or 2026-03-11 09:30:15; how many words it took; 0: it is none. */
static size_t read_instant(struct arena *arena, const char *const *words, size_t count, instant_t *instant)
{
    const char *time = count > 1 && strlen(words[1]) >= 5 && words[1][2] == ':' ? words[1] : NULL;
    day_t day;

    if (count == 0 || !day_parse(words[0], &day)) return 0;
    *instant = start_of_day(day);
    if (!time) return 1;
    return instant_parse(arena_printf(arena, "%sT%s+08:00", words[0], time), instant) ? 2 : 0;
}

/* What somebody would type who has nothing to tell but has to say something. */
static const char *usual_text(enum input_id input)
{
    switch (input) {
    case INPUT_title: return "用电扩容申请迟迟没有答复";
    case INPUT_kind:
    case INPUT_reason_code:
    case INPUT_lead_unit:
    case INPUT_proposed_unit:
    case INPUT_jurisdiction:
    case INPUT_round:
    case INPUT_into:
    case INPUT_appeal:
    case INPUT_to:
    case INPUT_leader:
    case INPUT_secretary: return NULL;
    case INPUT_whom: return "陈经理";
    case INPUT_how: return "电话";
    default: return inputs[input].chinese;
    }
}

static void fill_submission(struct input *input, const struct story_enterprise *enterprise)
{
    const struct {
        enum input_id field;
        const char *text;
    } usual[] = { { INPUT_uscc, enterprise->uscc },
                  { INPUT_enterprise_name, enterprise->name },
                  { INPUT_region, "445102" },
                  { INPUT_contact_phone, enterprise->phone } };

    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (!input->fields[usual[i].field].present)
            input->fields[usual[i].field] = (struct given){ .present = true, .text = usual[i].text };
}

/* Required texts that a story does not name are filled in. */
static void fill_usual(const struct machine *machine, int action, struct input *input)
{
    for (size_t i = 0; i < machine->takes_count; i++) {
        const struct takes_row *row = &machine->takes[i];
        struct given *given = &input->fields[row->input];

        if (row->action != action || !row->required || given->present || inputs[row->input].kind != INPUT_IS_TEXT)
            continue;
        given->text = usual_text(row->input);
        given->present = given->text != NULL;
    }
}

static int input_named(const char *name, size_t length)
{
    for (int i = 0; i < INPUTS; i++)
        if (strlen(inputs[i].name) == length && strncmp(inputs[i].name, name, length) == 0) return i;
    return -1;
}

/* The parts of a list; "" is an empty list. */
static void read_list(struct arena *arena, const char *text, struct given *given)
{
    char **parts = text_split(arena, text, ',', &given->count);

    if (!*text) given->count = 0;
    given->list = (const char *const *)parts;
}

static bool read_value(struct arena *arena, enum input_id input, const char *text, struct given *given)
{
    given->present = true;
    switch (inputs[input].kind) {
    case INPUT_IS_TEXT:
    case INPUT_IS_FILE: given->text = text; return true;
    case INPUT_IS_BOOLEAN: given->truth = strcmp(text, "true") == 0; return given->truth || strcmp(text, "false") == 0;
    case INPUT_IS_DAY: return day_parse(text, &given->day);
    case INPUT_IS_INSTANT: return instant_parse(arena_printf(arena, "%s+08:00", text), &given->instant);
    case INPUT_IS_NUMBER: return text_int(text, &given->number);
    case INPUT_IS_LIST: read_list(arena, text, given); return true;
    }
    return false;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads the tables of this folder (README.md) and answers what they expect of one cell. Knows nothing of the
 * program's own tables but the names of the roles.
 */
#pragma once

#include "mechanism/person.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_STATES = 32, MOST_RELATIONS = 24, MOST_TAGS = 12, MOST_LINES = 120, MOST_GROUPS = 40, MOST_WORDS = 64,
    MOST_PLACES = 48, MOST_SCENES = 12
};

/* What a cell holds. EITHER: refused, with 403 or with 409. */
enum verdict { MAY, NEVER, NOT_IN_THIS_STATE, EITHER, UNSEEN, VERDICTS };

struct who { /* per role the relations, as bits */
    unsigned relations[ROLES];
};
struct group { /* GROUP = role@relation … */
    char name[32];
    struct who who;
};
struct word_set { /* set NAME = states, roles NAME = roles: bits */
    char name[32];
    unsigned bits;
};
struct tag {
    char name[32];
    unsigned states;
};
struct matrix_line {
    char action[32];
    unsigned states; /* bit 0: none */
    int tag;         /* -1 for none */
    bool tag_wanted, turn; /* turn: the duty comes and goes with the state */
    bool not_now;          /* where the tag does not hold: 409 */
    struct who who;
    int number; /* of the line in its file */
};
struct matrix_place { /* of relations.txt: who a person is */
    int relation;
    unsigned roles, scenes;
    char name[32];
};
struct scene {
    char name[32];
    unsigned never; /* states that do not occur */
};

struct matrix {
    char states[MOST_STATES][32]; /* [0] is "none" */
    int state_count;
    char relations[MOST_RELATIONS][32];
    int relation_count;
    struct word_set sets[MOST_GROUPS], roles[MOST_GROUPS];
    int set_count, roles_count;
    struct group groups[MOST_GROUPS];
    int group_count;
    struct tag tags[MOST_TAGS];
    int tag_count;
    struct matrix_line lines[MOST_LINES];
    int line_count;
    struct matrix_place places[MOST_PLACES];
    int place_count;
    struct scene scenes[MOST_SCENES];
    int scene_count;
    char never[MOST_WORDS][32];
    int never_count;
    unsigned leadless;     /* states */
    unsigned leadless_tag; /* bits of tags, by the state they belong to */
    struct who sight;
    bool everybody_sees; /* rounds */
    int faults;
    const char *file;
    int line;
};

static void matrix_fault(struct matrix *matrix, const char *what, const char *word)
{
    printf("%s:%d: %s: %s\n", matrix->file, matrix->line, what, word);
    matrix->faults++;
}

static char *matrix_trim(char *text)
{
    char *end;

    while (*text == ' ') text++;
    end = text + strlen(text);
    while (end > text && (end[-1] == ' ' || end[-1] == '\n')) *--end = 0;
    return text;
}

/* Cuts at each `at`; returns how many parts. */
static int matrix_cut(char *text, const char *at, char *parts[], int most)
{
    int count = 0;

    if (*at == '|') {
        for (char *next; text && count < most; text = next) {
            next = strchr(text, '|');
            if (next) *next++ = 0;
            parts[count++] = matrix_trim(text);
        }
        return count;
    }
    for (char *word = strtok(text, at); word && count < most; word = strtok(NULL, at)) parts[count++] = word;
    return count;
}

static int matrix_state(const struct matrix *matrix, const char *name)
{
    for (int i = 0; i < matrix->state_count; i++)
        if (strcmp(matrix->states[i], name) == 0) return i;
    return -1;
}

static int matrix_tag(const struct matrix *matrix, const char *name)
{
    for (int i = 0; i < matrix->tag_count; i++)
        if (strcmp(matrix->tags[i].name, name) == 0) return i;
    return -1;
}

static int matrix_relation(struct matrix *matrix, const char *name, bool add)
{
    for (int i = 0; i < matrix->relation_count; i++)
        if (strcmp(matrix->relations[i], name) == 0) return i;
    if (!add) return -1;
    snprintf(matrix->relations[matrix->relation_count], sizeof *matrix->relations, "%s", name);
    return matrix->relation_count++;
}

/* States, or sets of them, as bits. */
static unsigned matrix_states(struct matrix *matrix, char *text)
{
    char *words[MOST_WORDS];
    int count = matrix_cut(text, " ", words, MOST_WORDS);
    unsigned bits = 0;

    for (int i = 0; i < count; i++) {
        int state = matrix_state(matrix, words[i]);
        unsigned found = state >= 0 ? 1u << state : 0;

        for (int set = 0; set < matrix->set_count; set++)
            if (strcmp(matrix->sets[set].name, words[i]) == 0) found = matrix->sets[set].bits;
        if (!found) matrix_fault(matrix, "no such state", words[i]);
        bits |= found;
    }
    return bits;
}

/* Roles, or groups of them, as bits. */
static unsigned matrix_roles(struct matrix *matrix, char *text)
{
    char *words[MOST_WORDS];
    int count = matrix_cut(text, " ", words, MOST_WORDS);
    unsigned bits = 0;

    for (int i = 0; i < count; i++) {
        enum role role = role_find(words[i]);
        unsigned found = role < ROLES ? 1u << role : 0;

        for (int set = 0; set < matrix->roles_count; set++)
            if (strcmp(matrix->roles[set].name, words[i]) == 0) found = matrix->roles[set].bits;
        if (!found) matrix_fault(matrix, "no such role", words[i]);
        bits |= found;
    }
    return bits;
}

/* Whether relations.txt knows that relation for that role. */
static bool matrix_related(const struct matrix *matrix, enum role role, int relation)
{
    for (int i = 0; i < matrix->place_count; i++)
        if (matrix->places[i].relation == relation && matrix->places[i].roles >> role & 1u) return true;
    return false;
}

/* role@relation, ROLES@relation, a role alone (any relation), or a group. */
static void matrix_add_who(struct matrix *matrix, char *word, struct who *who)
{
    char *at = strchr(word, '@');
    unsigned roles;
    int relation = -1;

    for (int i = 0; i < matrix->group_count; i++)
        if (strcmp(matrix->groups[i].name, word) == 0) {
            for (int role = 0; role < ROLES; role++) who->relations[role] |= matrix->groups[i].who.relations[role];
            return;
        }
    if (at) *at++ = 0;
    roles = matrix_roles(matrix, word);
    if (at) relation = matrix_relation(matrix, at, false);
    if (at && relation < 0) matrix_fault(matrix, "no such relation", at);
    for (int role = 0; role < ROLES; role++) {
        if (!(roles >> role & 1u)) continue;
        if (at && relation >= 0 && !matrix_related(matrix, (enum role)role, relation))
            matrix_fault(matrix, "that role is never in that relation", at);
        who->relations[role] |= !at ? ~0u : relation >= 0 ? 1u << relation : 0;
    }
}

static struct who matrix_who(struct matrix *matrix, char *text)
{
    char *words[MOST_WORDS];
    int count = matrix_cut(text, " ", words, MOST_WORDS);
    struct who who = { 0 };

    if (!count) matrix_fault(matrix, "nobody named", "");
    for (int i = 0; i < count; i++) matrix_add_who(matrix, words[i], &who);
    return who;
}

/* `tag NAME | states | meaning` */
static void matrix_add_tag(struct matrix *matrix, char *parts[], int count)
{
    struct tag *tag = &matrix->tags[matrix->tag_count++];

    snprintf(tag->name, sizeof tag->name, "%s", parts[0]);
    tag->states = count > 1 ? matrix_states(matrix, parts[1]) : 0;
}

/* `scene NAME | held by | lead | co | states that do not occur` */
static void matrix_add_scene(struct matrix *matrix, char *parts[], int count)
{
    struct scene *scene = &matrix->scenes[matrix->scene_count++];

    snprintf(scene->name, sizeof scene->name, "%s", parts[0]);
    scene->never = count > 4 ? matrix_states(matrix, parts[4]) : 0;
}

/* `relation NAME | roles | [scenes |] place: meaning` */
static void matrix_add_relation(struct matrix *matrix, char *parts[], int count)
{
    struct matrix_place *place = &matrix->places[matrix->place_count++];
    char *name = parts[count - 1], *words[MOST_WORDS], *colon = strchr(name, ':');

    place->relation = matrix_relation(matrix, parts[0], true);
    place->roles = matrix_roles(matrix, parts[1]);
    if (colon) *colon = 0;
    snprintf(place->name, sizeof place->name, "%s", name);
    if (count < 4) return;
    for (int i = 0, words_count = matrix_cut(parts[2], " ", words, MOST_WORDS); i < words_count; i++) {
        unsigned found = 0;

        for (int scene = 0; scene < matrix->scene_count; scene++)
            if (strcmp(matrix->scenes[scene].name, words[i]) == 0) found = 1u << scene;
        if (!found) matrix_fault(matrix, "no such scene", words[i]);
        place->scenes |= found;
    }
}

/* `NAME = words`, into a set of states, of roles, or a group. */
static void matrix_add_named(struct matrix *matrix, const char *kind, char *text)
{
    char *equals = strchr(text, '='), *name = text;

    if (!equals) {
        matrix_fault(matrix, "wants NAME = …", text);
        return;
    }
    *equals++ = 0;
    name = matrix_trim(name);
    if (strcmp(kind, "set") == 0) {
        struct word_set *set = &matrix->sets[matrix->set_count];

        snprintf(set->name, sizeof set->name, "%s", name);
        set->bits = matrix_states(matrix, equals);
        matrix->set_count++;
    } else if (strcmp(kind, "roles") == 0) {
        struct word_set *set = &matrix->roles[matrix->roles_count];

        snprintf(set->name, sizeof set->name, "%s", name);
        set->bits = matrix_roles(matrix, equals);
        matrix->roles_count++;
    } else {
        struct group *group = &matrix->groups[matrix->group_count];

        snprintf(group->name, sizeof group->name, "%s", name);
        group->who = matrix_who(matrix, equals);
        matrix->group_count++;
    }
}

/* States, `state:tag` or ids, blank between. */
static void matrix_add_words(struct matrix *matrix, const char *kind, char *text)
{
    char *words[MOST_WORDS];
    int count = matrix_cut(text, " ", words, MOST_WORDS);

    for (int i = 0; i < count; i++) {
        char *colon = strchr(words[i], ':');

        if (strcmp(kind, "states") == 0)
            snprintf(matrix->states[matrix->state_count++], sizeof *matrix->states, "%s", words[i]);
        else if (strcmp(kind, "never") == 0)
            snprintf(matrix->never[matrix->never_count++], sizeof *matrix->never, "%s", words[i]);
        else if (colon && matrix_tag(matrix, colon + 1) >= 0)
            matrix->leadless_tag |= 1u << matrix_tag(matrix, colon + 1);
        else
            matrix->leadless |= matrix_states(matrix, words[i]);
    }
}

/* `action | states | when | who | conditions`; in sight.txt `who | note`. */
static void matrix_add_line(struct matrix *matrix, char *parts[], int count)
{
    struct matrix_line *line = &matrix->lines[matrix->line_count];
    const char *when;

    if (count < 4) {
        char *words[MOST_WORDS];

        for (int i = 0, words_count = matrix_cut(parts[0], " ", words, MOST_WORDS); i < words_count; i++)
            matrix_add_who(matrix, words[i], &matrix->sight);
        return;
    }
    when = parts[2];
    line->number = matrix->line;
    snprintf(line->action, sizeof line->action, "%s", parts[0]);
    line->states = matrix_states(matrix, parts[1]);
    line->turn = strcmp(when, "turn") == 0;
    line->tag_wanted = *when != '!';
    line->not_now = *when == '?';
    line->tag = strcmp(when, "-") == 0 || line->turn ? -1 : matrix_tag(matrix, when + strspn(when, "!?"));
    if (line->tag < 0 && strcmp(when, "-") != 0 && !line->turn) matrix_fault(matrix, "no such tag", when);
    if (line->tag >= 0 && matrix->tags[line->tag].states && line->states & ~matrix->tags[line->tag].states)
        matrix_fault(matrix, "the tag is not tried in all these states", line->action);
    line->who = matrix_who(matrix, parts[3]);
    matrix->line_count++;
}

static void matrix_read_line(struct matrix *matrix, char *text)
{
    static const char *const kinds[] = { "states", "set", "tag", "scene", "leadless", "roles", "relation", "group", "never" };
    char *parts[8], *rest = text;
    const char *kind = "";

    if (*text == '#' || !*text) return;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strncmp(text, kinds[i], strlen(kinds[i])) == 0 && text[strlen(kinds[i])] == ' ') {
            kind = kinds[i];
            rest = matrix_trim(text + strlen(kind));
        }
    if (strcmp(kind, "set") == 0 || strcmp(kind, "roles") == 0 || strcmp(kind, "group") == 0)
        matrix_add_named(matrix, kind, rest);
    else if (strcmp(kind, "states") == 0 || strcmp(kind, "never") == 0 || strcmp(kind, "leadless") == 0)
        matrix_add_words(matrix, kind, rest);
    else {
        int count = matrix_cut(rest, "|", parts, 8);

        if (strcmp(kind, "tag") == 0) matrix_add_tag(matrix, parts, count);
        else if (strcmp(kind, "scene") == 0) matrix_add_scene(matrix, parts, count);
        else if (strcmp(kind, "relation") == 0) matrix_add_relation(matrix, parts, count);
        else matrix_add_line(matrix, parts, count);
    }
}

/* Adds a file's lines whose first word is `only`, or all when that is NULL. */
static void matrix_read(struct matrix *matrix, const char *name, const char *only)
{
    FILE *file = fopen(name, "r");
    char text[2000];

    matrix->file = name;
    matrix->line = 0;
    if (!matrix->state_count) strcpy(matrix->states[matrix->state_count++], "none");
    if (!file) {
        matrix_fault(matrix, "cannot be read", name);
        return;
    }
    while (fgets(text, sizeof text, file)) {
        bool takes = strncmp(text, "states ", 7) == 0 || strncmp(text, "set ", 4) == 0 || strncmp(text, "tag ", 4) == 0;

        matrix->line++;
        /* States and tags come before the relations that speak of them: such a file is read twice. */
        if (!only || takes == (strcmp(only, "names") == 0)) matrix_read_line(matrix, matrix_trim(text));
    }
    fclose(file);
}

/* Appeals: names first, then relations, then lines, then sight. */
static void matrix_of_appeals(struct matrix *matrix)
{
    memset(matrix, 0, sizeof *matrix);
    matrix_read(matrix, "test/matrix/appeal.txt", "names");
    matrix_read(matrix, "test/matrix/relations.txt", NULL);
    matrix_read(matrix, "test/matrix/appeal.txt", "lines");
    matrix_read(matrix, "test/matrix/sight.txt", NULL);
}

/* Rounds have relations of their own and borrow the groups of roles. */
static void matrix_of_rounds(struct matrix *matrix, const struct matrix *appeals)
{
    memset(matrix, 0, sizeof *matrix);
    memcpy(matrix->roles, appeals->roles, sizeof matrix->roles);
    matrix->roles_count = appeals->roles_count;
    matrix->everybody_sees = true;
    matrix_read(matrix, "test/matrix/round.txt", NULL);
}

static bool matrix_is_never(const struct matrix *matrix, const char *action)
{
    for (int i = 0; i < matrix->never_count; i++)
        if (strcmp(matrix->never[i], action) == 0) return true;
    return false;
}

/* The relations of a place, as bits; before a unit is charged those that hang on it are foreign. */
static unsigned matrix_relations(struct matrix *matrix, unsigned relations, int state, int tag)
{
    static const char *const of_the_lead[] = { "lead", "co", "government-lead", "government-co", "office-lead", "office-co" };
    bool leadless = matrix->leadless >> state & 1u || (tag >= 0 && matrix->leadless_tag >> tag & 1u);

    for (size_t i = 0; leadless && i < sizeof of_the_lead / sizeof *of_the_lead; i++) {
        int relation = matrix_relation(matrix, of_the_lead[i], false);

        if (relation >= 0) relations &= ~(1u << relation);
    }
    return relations;
}

/* What the tables expect of one cell; `tag` holds, -1 for none. */
static enum verdict matrix_expects(const struct matrix *matrix, const char *action, int state, int tag, enum role role,
                                   unsigned relations)
{
    bool known = false, named = false, named_without = false, tag_between = false;

    /* In state 0 there is nothing yet to see. */
    if (state && !matrix->everybody_sees && !(matrix->sight.relations[role] & relations)) return UNSEEN;
    if (matrix_is_never(matrix, action)) return UNSEEN;
    for (int i = 0; i < matrix->line_count; i++) {
        const struct matrix_line *line = &matrix->lines[i];
        bool holds = line->tag < 0 || (line->tag == tag) == line->tag_wanted;

        if (strcmp(line->action, action) != 0) continue;
        known = true;
        if (!(line->who.relations[role] & relations)) continue;
        if (line->states >> state & 1u && holds) return MAY;
        if (line->states >> state & 1u && !line->not_now) tag_between = true;
        named = true;
        if (!line->turn && (line->tag < 0 || !line->tag_wanted || line->not_now)) named_without = true;
    }
    if (!known) return UNSEEN; /* the clock's own */
    if (!named) return NEVER;
    return tag_between || !named_without ? EITHER : NOT_IN_THIS_STATE;
}

/* A person may stand in several relations at one place (a county's coordinator: holding and office-lead). */
static inline unsigned matrix_relations_at(const struct matrix *matrix, const struct matrix_place *place, int scene,
                                           enum role role)
{
    unsigned relations = 0;

    for (int i = 0; i < matrix->place_count; i++) {
        const struct matrix_place *other = &matrix->places[i];

        if (strcmp(other->name, place->name) == 0 && other->scenes >> scene & 1u && other->roles >> role & 1u)
            relations |= 1u << other->relation;
    }
    return relations;
}

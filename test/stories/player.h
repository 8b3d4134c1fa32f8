/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plays a file of stories (README.md says how one is written) on a backend; every line that can be right or wrong is a
 * CHECK, and after every step each open appeal and round must have an owner and a clock.
 */
#pragma once

#include "stories/words.h"

#include "mechanism/clock.h"
#include "mechanism/record.h"
#include "test.h"

#include <dirent.h>

struct story {
    const struct story_backend *backend;
    struct arena *arena;
    struct story_office *office;
    const char *file, *name;
    int line;
    instant_t now;
    const char *appeals[26]; /* A, B … */
    size_t appeal_count;
    const char *appeal; /* spoken of last */
    const char *round;
    bool broken; /* a mistake in the story itself: the rest is left out */
};

#define STORY_CHECK(story, truth, ...)                                                                     \
    do {                                                                                                   \
        if (truth) {                                                                                       \
            test_passed++;                                                                                 \
        } else {                                                                                           \
            test_failed++;                                                                                 \
            printf("%s:%d: (%s) %s: ", (story)->file, (story)->line, (story)->backend->name, (story)->name); \
            printf(__VA_ARGS__);                                                                           \
            putchar('\n');                                                                                 \
        }                                                                                                  \
    } while (0)

static void mistake(struct story *story, const char *what, const char *word)
{
    STORY_CHECK(story, false, "the story is wrong: %s '%s'", what, word ? word : "");
    story->broken = true;
}

static const char *at_text(const struct story *story, instant_t at)
{
    return at ? instant_text(story->arena, at) : "none";
}

/* ---- names */

static bool is_label(const char *word)
{
    return word && word[0] >= 'A' && word[0] <= 'Z' && word[1] == 0;
}

static const char *appeal_labelled(const struct story *story, const char *word)
{
    size_t which = (size_t)(word[0] - 'A');

    return which < story->appeal_count ? story->appeals[which] : "no-such-appeal";
}

/* 2026-03 of the city, or the whole number. */
static const char *round_labelled(const struct story *story, const char *word)
{
    if (strncmp(word, "20", 2) == 0) return arena_printf(story->arena, "%s-%s", CITY, word);
    return word;
}

static bool is_round(const char *word)
{
    return word && strchr(word, '-') && !strchr(word, '=') && word[0] >= '0' && word[0] <= 'z' &&
           (strlen(word) == 7 || strlen(word) == 8 || strlen(word) > 11);
}

static const struct appeal *appeal_of(const struct story *story)
{
    return story->appeal ? story->backend->appeal(story->office, story->appeal) : NULL;
}

static const struct round *round_of_story(const struct story *story)
{
    return story->round ? story->backend->round(story->office, story->round) : NULL;
}

/* ---- what must always be so */

static bool any_limit(const struct limit *limits, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (limits[i].state != LIMIT_ended) return true;
    return false;
}

static void check_limits(struct story *story, const char *number, const struct machine *machine,
                         const struct limit *limits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct limit *limit = &limits[i];
        const char *clock = machine->clocks[limit->clock].id;

        if (limit->state == LIMIT_ended) continue;
        STORY_CHECK(story, limit->due > limit->started || limit->counted == COUNTED_FIXED ||
                               limit->counted == COUNTED_DATED || limit->counted == COUNTED_EVENT,
                    "%s: %s is due before it started", number, clock);
        STORY_CHECK(story, limit->next_at == NO_INSTANT || limit->next_at >= story->now,
                    "%s: %s should have been looked at %s", number, clock, at_text(story, limit->next_at));
    }
}

static void check_appeal(struct story *story, const struct appeal *appeal)
{
    const struct state_row *state = &appeal_machine.states[appeal->state];

    if (!appeal || !state->open) return;
    STORY_CHECK(story, any_limit(appeal->limits.rows, appeal->limits.count), "%s has no clock in %s", appeal->number,
                state->id);
    STORY_CHECK(story, state->turn != TURN_lead || appeal->lead_unit, "%s has no owner in %s", appeal->number, state->id);
    check_limits(story, appeal->number, &appeal_machine, appeal->limits.rows, appeal->limits.count);
}

static void check_all(struct story *story)
{
    const struct round *round = round_of_story(story);

    for (size_t i = 0; i < story->appeal_count; i++)
        check_appeal(story, story->backend->appeal(story->office, story->appeals[i]));
    if (!round || !round_machine.states[round->state].open) return;
    STORY_CHECK(story, any_limit(round->limits.rows, round->limits.count) || round->state == ROUND_opinions_issued ||
                           round->state == ROUND_held,
                "%s has no clock in %s", round->number, round_machine.states[round->state].id);
    check_limits(story, round->number, &round_machine, round->limits.rows, round->limits.count);
}

/* ---- acting */

static void take_number(struct story *story, enum input_id input, struct given *given)
{
    if ((input == INPUT_appeal || input == INPUT_into) && is_label(given->text))
        given->text = appeal_labelled(story, given->text);
    if (input == INPUT_round && is_round(given->text)) given->text = round_labelled(story, given->text);
    if (input == INPUT_heard) {
        const char **list = ARENA_ARRAY(story->arena, const char *, given->count + 1);

        for (size_t i = 0; i < given->count; i++)
            list[i] = is_label(given->list[i]) ? appeal_labelled(story, given->list[i]) : given->list[i];
        given->list = list;
    }
}

static void attach_files(struct story *story, const struct machine *machine, const char *number,
                         const struct person *person, struct input *input)
{
    for (int i = 0; i < INPUTS; i++)
        if (input->fields[i].present && inputs[i].kind == INPUT_IS_FILE && text_equal(input->fields[i].text, "file"))
            input->fields[i].text = story->backend->attach(story->office, machine->id, number, person);
}

static void read_fields(struct story *story, const char *const *words, size_t count, struct input *input)
{
    for (size_t i = 0; i < count; i++) {
        const char *sign = strchr(words[i], '=');
        int field = sign ? input_named(words[i], (size_t)(sign - words[i])) : -1;

        if (field < 0 || !read_value(story->arena, (enum input_id)field, sign + 1, &input->fields[field])) {
            mistake(story, "field", words[i]);
            return;
        }
        take_number(story, (enum input_id)field, &input->fields[field]);
    }
}

static bool has_fault(const struct error *error, const char *field)
{
    for (const struct fault *fault = error->faults; fault; fault = fault->next)
        if (text_equal(fault->field, field)) return true;
    return false;
}

static const char *faults_of(const struct story *story, const struct error *error)
{
    const char *list = "";

    for (const struct fault *fault = error->faults; fault; fault = fault->next)
        list = arena_printf(story->arena, "%s %s/%s", list, fault->field, fault->code);
    return list;
}

static const char *state_after(const struct story *story, const struct machine *machine)
{
    const struct appeal *appeal = appeal_of(story);
    const struct round *round = round_of_story(story);

    if (machine == &appeal_machine) return appeal ? appeal_machine.states[appeal->state].id : "nothing";
    return round ? round_machine.states[round->state].id : "nothing";
}

/* → ok STATE | never | unseen | invalid FIELD | the code of a refusal */
static void check_outcome(struct story *story, const struct story_line *line, const struct machine *machine,
                          const struct error *error)
{
    static const char *const fine[] = { "ok" };
    const char *const *want = line->outcome_count ? line->outcome : fine;
    const char *got = error->kind == NO_ERROR ? "ok" : error->code ? error->code : "?";

    if (error->kind == INVALID) got = "invalid";
    if (error->kind == NOT_ALLOWED) got = "never";
    if (error->kind == NOT_FOUND) got = "unseen";
    STORY_CHECK(story, text_equal(got, want[0]), "%s: got %s (%s%s%s), want %s", line->words[1], got,
                error->text ? error->text : "", faults_of(story, error), error->detail ? error->detail : "", want[0]);
    if (!text_equal(got, want[0]) || line->outcome_count < 2) return;
    if (error->kind == INVALID)
        STORY_CHECK(story, has_fault(error, want[1]), "%s: wrong fields are%s, want %s", line->words[1],
                    faults_of(story, error), want[1]);
    else
        STORY_CHECK(story, text_equal(state_after(story, machine), want[1]), "%s: state is %s, want %s",
                    line->words[1], state_after(story, machine), want[1]);
}

static void submit(struct story *story, const struct story_line *line, const struct person *person)
{
    struct input input = { 0 };
    const char *number;
    bool bare = line->count > 2 && text_equal(line->words[2], "bare");
    struct error error;

    read_fields(story, line->words + 2 + bare, line->count - 2 - bare, &input);
    if (story->broken) return;
    if (!bare) {
        int which = atoi(line->words[0] + (strchr(line->words[0], '.') ? strcspn(line->words[0], ".") + 1 : 0));

        fill_submission(&input, story_enterprise(which >= 1 && which <= STORY_ENTERPRISES ? which : 1));
        fill_usual(&appeal_machine, ACTION_submit, &input);
    }
    error = story->backend->submit(story->office, person, &input, &number);
    if (error.kind == NO_ERROR) {
        story->appeal = arena_text(story->arena, number);
        story->appeals[story->appeal_count++] = story->appeal;
    }
    check_outcome(story, line, &appeal_machine, &error);
}

static void plan_round_of(struct story *story, const struct story_line *line, const struct person *person)
{
    struct input input = { 0 };
    const char *number = NULL;
    struct error error;

    read_fields(story, line->words + 2, line->count - 2, &input);
    if (story->broken) return;
    error = story->backend->plan(story->office, person, person->jurisdiction, &input, &number);
    if (error.kind == NO_ERROR) story->round = arena_text(story->arena, number);
    check_outcome(story, line, &round_machine, &error);
}

/* A row of people's makes the action one of that machine; both have `supervise` and `urge`, meant is the appeal's. */
static const struct machine *machine_of(const char *action)
{
    bool appeal = machine_action(&appeal_machine, action) >= 0, round = machine_action(&round_machine, action) >= 0;

    if (text_equal(action, "issue_opinions")) return &round_machine;
    return appeal ? &appeal_machine : round ? &round_machine : NULL;
}

static void act(struct story *story, const struct story_line *line, const struct person *person)
{
    const struct machine *machine = machine_of(line->words[1]);
    struct input input = { 0 };
    size_t at = 2;
    bool bare;
    const char *number;
    struct error error;

    if (!machine) {
        mistake(story, "action", line->words[1]);
        return;
    }
    if (at < line->count && is_label(line->words[at]))
        story->appeal = appeal_labelled(story, line->words[at++]);
    else if (at < line->count && is_round(line->words[at])) {
        story->round = round_labelled(story, line->words[at++]);
        machine = &round_machine;
    }
    bare = at < line->count && text_equal(line->words[at], "bare");
    read_fields(story, line->words + at + bare, line->count - at - bare, &input);
    if (story->broken) return;
    number = machine == &appeal_machine ? story->appeal : story->round;
    if (!number) {
        mistake(story, "nothing to act on", line->words[1]);
        return;
    }
    if (!bare) fill_usual(machine, machine_action(machine, line->words[1]), &input);
    attach_files(story, machine, number, person, &input);
    error = story->backend->act(story->office, person, machine->id, number, line->words[1], &input);
    check_outcome(story, line, machine, &error);
}

static void play_action(struct story *story, const struct story_line *line)
{
    const struct person *person =
        story_person(story->arena, story->backend->world(story->office), line->words[0], day_of(story->now));

    if (!person || line->count < 2) {
        mistake(story, "person", line->words[0]);
        return;
    }
    if (text_equal(line->words[1], "submit")) submit(story, line, person);
    else if (text_equal(line->words[1], "plan")) plan_round_of(story, line, person);
    else act(story, line, person);
    check_all(story);
}

/* ---- set-up */

static void play_given(struct story *story, const struct story_line *line)
{
    const struct story_backend *backend = story->backend;
    const char *const *words = line->words;
    day_t day = NO_DAY;
    instant_t until;
    bool known = line->count > 2;

    if (known && text_equal(words[1], "policy") && line->count == 4)
        backend->set_policy(story->office, CITY, words[2], words[3]);
    else if (known && text_equal(words[1], "policy") && line->count == 5)
        backend->set_policy(story->office, words[2], words[3], words[4]);
    else if (known && text_equal(words[1], "sign_off"))
        backend->set_sign_off(story->office, words[2]);
    else if (known && text_equal(words[1], "account"))
        backend->add_account(story->office, story_person(story->arena, backend->world(story->office), words[2],
                                                         day_of(story->now)));
    else if (known && text_equal(words[1], "end") && line->count == 5 && read_instant(story->arena, words + 3, 1, &until))
        backend->end_unit(story->office, words[2], day_of(until), words[4]);
    else if (known && text_equal(words[1], "closure") && line->count == 5 && day_parse(words[3], &day))
        backend->close_day(story->office, words[2], day, words[4]);
    else if (known && text_equal(words[1], "delivery") && is_label(words[2]))
        STORY_CHECK(story, backend->noticed(story->office, appeal_labelled(story, words[2]), ACTION_reached).kind == NO_ERROR,
                    "the notice cannot be delivered");
    else if (known && text_equal(words[1], "bounce") && is_label(words[2]))
        STORY_CHECK(story, (backend->noticed(story->office, appeal_labelled(story, words[2]), ACTION_reach_again).kind ==
                            NO_ERROR) == (line->count == 3),
                    "the notice bounces otherwise");
    else
        mistake(story, "given", words[1]);
}

#include "stories/expect.h"

/* ---- lines and files */

static void play_line(struct story *story, const struct story_line *line)
{
    instant_t at;
    size_t taken = read_instant(story->arena, line->words, line->count, &at);

    if (taken > 0 && taken == line->count) {
        struct error error = story->backend->advance(story->office, at);

        story->now = at;
        STORY_CHECK(story, error.kind == NO_ERROR, "the clock: %s %s", error.code ? error.code : "",
                    error.detail ? error.detail : error.text ? error.text : "");
        if (error.kind != NO_ERROR) story->broken = true;
        else check_all(story);
    } else if (text_equal(line->words[0], "given"))
        play_given(story, line);
    else if (text_equal(line->words[0], "expect"))
        play_expect(story, line);
    else
        play_action(story, line);
}

static void begin_story(struct story *story, const char *name)
{
    static const char *const always[] = { "leader", "leader.2", "secretary", "secretary.2", "officer@gxj", "officer@zjj",
                                          "officer@gdj", "officer@cagxj" };
    const struct story_backend *backend = story->backend;
    const char *file = story->file;
    int line = story->line;

    if (story->arena) {
        backend->close(story->office);
        arena_free(story->arena);
    }
    *story = (struct story){ .backend = backend, .file = file, .line = line };
    if (!name) return;
    story->arena = arena_new((size_t)2 << 30);
    story->name = arena_text(story->arena, name);
    story->office = backend->open(story->arena);
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        backend->add_account(story->office,
                             story_person(story->arena, backend->world(story->office), always[i], day_of_civil(2026, 1, 1)));
}

static void play_file(const struct story_backend *backend, const char *path)
{
    struct story story = { .backend = backend, .file = path };
    FILE *file = fopen(path, "r");
    char text[2000];

    if (!file) {
        STORY_CHECK(&story, false, "cannot be opened");
        return;
    }
    while (fgets(text, sizeof text, file)) {
        struct story_line line;

        story.line++;
        text[strcspn(text, "\n")] = 0;
        if (strncmp(text, "story ", 6) == 0) {
            begin_story(&story, text + 6);
            continue;
        }
        if (!story.arena || story.broken) continue;
        line = split_line(story.arena, text);
        if (line.count > 0) play_line(&story, &line);
    }
    begin_story(&story, NULL);
    fclose(file);
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Every *.story of the folder, or those named. */
static void play_stories(const struct story_backend *backend, const char *folder, int argc, char **argv)
{
    char *names[200];
    size_t count = 0;
    DIR *open = argc > 1 ? NULL : opendir(folder);

    for (int i = 1; i < argc; i++) play_file(backend, argv[i]);
    for (struct dirent *entry; open && (entry = readdir(open));) {
        const char *end = strrchr(entry->d_name, '.');
        char path[400];

        if (!end || strcmp(end, ".story") != 0 || count == sizeof names / sizeof *names) continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        names[count++] = strdup(path);
    }
    if (open) closedir(open);
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        play_file(backend, names[i]);
        free(names[i]);
    }
    test_name = "stories are there";
    CHECK(argc > 1 || count > 0, "no *.story in %s; tests run in the root of the source", folder);
}

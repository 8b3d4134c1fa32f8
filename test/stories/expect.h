/* SPDX-License-Identifier: Apache-2.0 */
/* The expectations of a story. Part of player.h. */
#pragma once

/* ---- clocks */

/* The number of a clock by the id pages show: co-units' `accept.gxj`, an order's `answer.1`. */
static int clock_named(const struct machine *machine, const char *id, const char **instance)
{
    size_t length = strcspn(id, ".");

    *instance = id[length] ? id + length + 1 : "";
    if (machine == &appeal_machine && **instance && strncmp(id, "accept", length) == 0) return CLOCK_co_accept;
    for (int i = 0; i < machine->clock_count; i++)
        if (strlen(machine->clocks[i].id) == length && strncmp(machine->clocks[i].id, id, length) == 0) return i;
    return -1;
}

static const struct limit *limit_named(const struct story *story, const struct machine *machine, const char *id)
{
    const struct appeal *appeal = appeal_of(story);
    const struct round *round = round_of_story(story);
    const char *instance;
    int clock = clock_named(machine, id, &instance);
    const struct limit *rows = NULL;
    size_t count = 0;

    if (machine == &appeal_machine && appeal) rows = appeal->limits.rows, count = appeal->limits.count;
    if (machine == &round_machine && round) rows = round->limits.rows, count = round->limits.count;
    for (size_t i = 0; i < count; i++)
        if (rows[i].clock == clock && text_equal(rows[i].instance, instance)) return &rows[i];
    return NULL;
}

static void find_rules_of(const struct story *story, const struct machine *machine, const struct calendar **calendar,
                          const struct policy **policy)
{
    const struct world *world = story->backend->world(story->office);
    const struct appeal *appeal = appeal_of(story);
    const struct round *round = round_of_story(story);
    bool is_appeal = machine == &appeal_machine;
    const struct jurisdiction *place = world_jurisdiction(world, is_appeal ? appeal->jurisdiction : round->jurisdiction);

    *calendar = place->calendar;
    *policy = world_policy(world, is_appeal ? appeal->policy : round->policy);
}

static void expect_due(struct story *story, const char *id, const struct limit *limit, const char *const *words,
                       size_t count)
{
    instant_t want;
    size_t taken = read_instant(story->arena, words, count, &want);

    if (taken == 1) /* a day: the last one */
        STORY_CHECK(story, limit->due_day == day_of(want) && limit->due == start_of_day(day_of(want) + 1),
                    "%s ends %s, want the end of %s", id, at_text(story, limit->due), words[0]);
    else
        STORY_CHECK(story, limit->due == want, "%s ends %s, want %s %s", id, at_text(story, limit->due), words[0], words[1]);
}

static void expect_of_limit(struct story *story, const char *id, const struct limit *limit, const struct standing *standing,
                            const char *what, const char *value)
{
    if (text_equal(what, "colour"))
        STORY_CHECK(story, text_equal(colour_id(standing->colour), value), "%s is %s, want %s", id,
                    colour_id(standing->colour), value);
    else if (text_equal(what, "left"))
        STORY_CHECK(story, standing->working_days_left == atoi(value), "%s: %d working days left, want %s", id,
                    standing->working_days_left, value);
    else if (text_equal(what, "days"))
        STORY_CHECK(story, standing->days_left == atoi(value), "%s: %d days left, want %s", id, standing->days_left, value);
    else if (text_equal(what, "stage"))
        STORY_CHECK(story, limit->stage == atoi(value), "%s: stage %lld, want %s", id, (long long)limit->stage, value);
    else
        mistake(story, "what about the clock", what);
}

/* clock ID none | paused | WHAT VALUE … */
static void expect_clock(struct story *story, const struct machine *machine, const char *const *words, size_t count)
{
    const struct limit *limit = limit_named(story, machine, words[0]);
    bool runs = limit && limit->state != LIMIT_ended;
    const struct calendar *calendar;
    const struct policy *policy;
    struct standing standing;
    const char *instance;

    if (clock_named(machine, words[0], &instance) < 0) {
        mistake(story, "clock", words[0]);
        return;
    }
    if (count == 2 && text_equal(words[1], "none")) {
        STORY_CHECK(story, !runs, "%s runs until %s", words[0], runs ? at_text(story, limit->due) : "");
        return;
    }
    STORY_CHECK(story, runs, "%s does not run", words[0]);
    if (!runs) return;
    find_rules_of(story, machine, &calendar, &policy);
    standing = limit_standing(limit, calendar, policy, story->now);
    STORY_CHECK(story, standing.paused == (count > 1 && text_equal(words[1], "paused")), "%s is %spaused", words[0],
                standing.paused ? "" : "not ");
    for (size_t i = 1; i < count; i++) {
        if (text_equal(words[i], "paused") || text_equal(words[i], "runs")) continue;
        if (text_equal(words[i], "due")) {
            size_t left = count - i - 1;
            instant_t ignored;

            expect_due(story, words[0], limit, words + i + 1, left);
            i += read_instant(story->arena, words + i + 1, left, &ignored);
        } else if (i + 1 < count) {
            expect_of_limit(story, words[0], limit, &standing, words[i], words[i + 1]);
            i++;
        }
    }
}

/* ---- the rest */

static void expect_flag(struct story *story, const char *id, bool want)
{
    const struct appeal *appeal = appeal_of(story);

    for (int flag = 0; flag < FLAGS; flag++)
        if (text_equal(flag_id((enum flag)flag), id)) {
            STORY_CHECK(story, (appeal->flags >> flag & 1) == want, "%s is %sflagged %s", appeal->number,
                        want ? "not " : "", id);
            return;
        }
    mistake(story, "flag", id);
}

static void expect_column(struct story *story, const struct table *table, const void *row, const char *name,
                          const char *want)
{
    const struct column *column = column_find(table, name);
    const char *got;

    if (!column) {
        mistake(story, "column", name);
        return;
    }
    got = column_text(story->arena, column, row);
    if (text_equal(want, "some"))
        STORY_CHECK(story, got && !text_equal(got, "0") && !text_equal(got, ""), "%s is not set", name);
    else if (text_equal(want, "none"))
        STORY_CHECK(story, !got || text_equal(got, "0") || text_equal(got, ""), "%s is %s, want none", name, got);
    else
        STORY_CHECK(story, text_equal(got, want), "%s is %s, want %s", name, got ? got : "none", want);
}

/* event ACTION [at INSTANT] [by ACTOR]: the last one of its kind; times ACTION N. */
static void expect_event(struct story *story, const struct machine *machine, const char *const *words, size_t count)
{
    struct story_event *events;
    size_t all = story->backend->events(story->office, machine->id,
                                        machine == &appeal_machine ? story->appeal : story->round, &events);
    const struct story_event *last = NULL;
    instant_t at;

    for (size_t i = 0; i < all; i++)
        if (text_equal(events[i].action, words[0])) last = &events[i];
    if (machine_action(machine, words[0]) < 0) mistake(story, "action", words[0]);
    STORY_CHECK(story, last, "no event %s", words[0]);
    for (size_t i = 1; last && i < count; i++) {
        size_t taken = text_equal(words[i], "at") ? read_instant(story->arena, words + i + 1, count - i - 1, &at) : 0;

        if (taken > 0) {
            STORY_CHECK(story, last->at == at, "%s was at %s", words[0], at_text(story, last->at));
            i += taken;
        } else if (text_equal(words[i], "by") && i + 1 < count) {
            STORY_CHECK(story, text_equal(last->actor, words[i + 1]), "%s was by %s", words[0], last->actor);
            i++;
        }
    }
}

static void expect_times(struct story *story, const struct machine *machine, const char *action, const char *want)
{
    struct story_event *events;
    size_t all = story->backend->events(story->office, machine->id,
                                        machine == &appeal_machine ? story->appeal : story->round, &events);
    int times = 0;

    if (machine_action(machine, action) < 0) mistake(story, "action", action);
    for (size_t i = 0; i < all; i++) times += text_equal(events[i].action, action);
    STORY_CHECK(story, times == atoi(want), "%s happened %d times, want %s", action, times, want);
}

static const struct table *table_named(const char *name)
{
    for (size_t i = 0; i < round_record.table_count; i++)
        if (text_equal(round_record.tables[i].name, name)) return &round_record.tables[i];
    abort();
}

static void expect_item(struct story *story, const char *const *words, size_t count)
{
    const struct round *round = round_of_story(story);
    const struct item *found = NULL;
    const char *number = appeal_labelled(story, words[0]);

    for (size_t i = 0; round && i < round->items.count; i++)
        if (text_equal(round->items.rows[i].number, number)) found = &round->items.rows[i];
    if (text_equal(words[1], "none")) {
        STORY_CHECK(story, !found, "%s is an item", number);
        return;
    }
    STORY_CHECK(story, found, "%s is no item of %s", number, story->round);
    if (!found) return;
    if (text_equal(words[1], "struck") || text_equal(words[1], "listed"))
        STORY_CHECK(story, (found->struck_at != NO_INSTANT) == text_equal(words[1], "struck"), "%s is not %s", number, words[1]);
    else
        expect_column(story, table_named("round_item"), found, words[1], count > 2 ? words[2] : "");
}

static void expect_guest(struct story *story, const char *subject, const char *column, const char *want)
{
    const struct round *round = round_of_story(story);
    const struct guest *found = NULL;

    for (size_t i = 0; round && i < round->guests.count; i++)
        if (text_equal(round->guests.rows[i].subject, subject)) found = &round->guests.rows[i];
    STORY_CHECK(story, found, "%s is no guest", subject);
    if (found) expect_column(story, table_named("round_guest"), found, column, want);
}

static void expect_dispatch(struct story *story, const char *unit, const char *want)
{
    static const char *const states[] = { "sent", "accepted", "replied", "ended" };
    const struct appeal *appeal = appeal_of(story);
    const char *got = "none";

    for (size_t i = 0; i < appeal->dispatches.count; i++)
        if (text_equal(appeal->dispatches.rows[i].unit, unit)) got = states[appeal->dispatches.rows[i].state];
    STORY_CHECK(story, text_equal(got, want), "the dispatch to %s is %s, want %s", unit, got, want);
}

/* may PERSON ACTION, maynot PERSON ACTION: the buttons. */
static void expect_offer(struct story *story, const struct machine *machine, const char *word, const char *action, bool want)
{
    int actions[APPEAL_ACTIONS + ROUND_ACTIONS];
    const struct person *person =
        story_person(story->arena, story->backend->world(story->office), word, day_of(story->now));
    size_t count = person ? story->backend->offers(story->office, person, machine->id,
                                                   machine == &appeal_machine ? story->appeal : story->round, actions,
                                                   sizeof actions / sizeof *actions)
                          : 0;
    bool offered = false;

    if (!person || machine_action(machine, action) < 0) mistake(story, "offer", action);
    for (size_t i = 0; i < count; i++) offered = offered || actions[i] == machine_action(machine, action);
    STORY_CHECK(story, offered == want, "%s is %soffered %s", word, offered ? "" : "not ", action);
}

static void expect_of(struct story *story, const struct machine *machine, const char *const *words, size_t count)
{
    bool appeal = machine == &appeal_machine;
    const void *row = appeal ? (const void *)appeal_of(story) : (const void *)round_of_story(story);

    if (!row) {
        mistake(story, "nothing to look at", words[0]);
    } else if (count > 1 && text_equal(words[0], "clock")) {
        expect_clock(story, machine, words + 1, count - 1);
    } else if (count > 1 && text_equal(words[0], "event")) {
        expect_event(story, machine, words + 1, count - 1);
    } else if (count == 3 && text_equal(words[0], "times")) {
        expect_times(story, machine, words[1], words[2]);
    } else if (count == 3 && (text_equal(words[0], "may") || text_equal(words[0], "maynot"))) {
        expect_offer(story, machine, words[1], words[2], text_equal(words[0], "may"));
    } else if (count > 2 && !appeal && text_equal(words[0], "item")) {
        expect_item(story, words + 1, count - 1);
    } else if (count == 4 && !appeal && text_equal(words[0], "guest")) {
        expect_guest(story, words[1], words[2], words[3]);
    } else if (count == 3 && appeal && text_equal(words[0], "dispatch")) {
        expect_dispatch(story, words[1], words[2]);
    } else if (count == 2 && text_equal(words[0], "state")) {
        STORY_CHECK(story, text_equal(state_after(story, machine), words[1]), "state is %s, want %s",
                    state_after(story, machine), words[1]);
    } else if (count == 2 && appeal && (text_equal(words[0], "flag") || text_equal(words[0], "noflag"))) {
        expect_flag(story, words[1], text_equal(words[0], "flag"));
    } else if (count == 2) {
        expect_column(story, appeal ? &appeal_record.tables[0] : &round_record.tables[0], row, words[0],
                      text_equal(words[0], "round") && is_round(words[1]) ? round_labelled(story, words[1]) : words[1]);
    } else {
        mistake(story, "expectation", words[0]);
    }
}

/* expect [A | 2026-03] …: of the appeal or round named, else of the appeal spoken of last. */
static void play_expect(struct story *story, const struct story_line *line)
{
    const struct machine *machine = &appeal_machine;
    const char *appeal = story->appeal, *round = story->round;
    size_t at = 1;

    if (line->count > 2 && is_label(line->words[1])) {
        story->appeal = appeal_labelled(story, line->words[1]);
        at = 2;
    } else if (line->count > 2 && is_round(line->words[1])) {
        story->round = round_labelled(story, line->words[1]);
        machine = &round_machine;
        at = 2;
    }
    if (line->count <= at) mistake(story, "expectation", NULL);
    else expect_of(story, machine, line->words + at, line->count - at);
    story->appeal = appeal;
    story->round = round;
}

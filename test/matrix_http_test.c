/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The permission matrix of test/matrix/ over HTTP, on both databases: every allowed cell with a valid request, of what
 * is refused one for each role, action and kind of refusal, and who sees what.
 */
#include "matrix/http_fields.h"
#include "matrix/http_site.h"

static struct matrix appeals, rounds;
static struct http_cells appeal_cells, round_cells;
static int asked[VERDICTS];
static int looked[2]; /* in vain, and not */
static bool on_postgres;
static const char *database;

/* ---- one cell ---- */

static bool is_as_wanted(enum verdict want, int status, bool creates)
{
    switch (want) {
    case MAY: return status == (creates ? 201 : 200);
    case NEVER: return status == 403;
    case NOT_IN_THIS_STATE: return status == 409;
    case EITHER: return status == 403 || status == 409;
    case UNSEEN: return status == 404;
    case VERDICTS: break;
    }
    return false;
}

static const char *body_of(const char *reply)
{
    const char *body = strstr(reply, "\r\n\r\n");

    return body ? body + 4 : reply;
}

/* What an answer has to tell besides its status. */
static void check_answer(const struct http_cells *cells, const struct http_cell *cell, const char *path,
                         const char *number, const char *reply)
{
    char word[80];

    if (cell->want != MAY)
        CHECK(strstr(reply, "application/problem+json") && strstr(reply, "\"code\":\""), "%s: no problem told", path);
    if (client_status(reply) == 409) {
        snprintf(word, sizeof word, "\"state\":\"%s\"", cells->machine->states[cell->state].id);
        CHECK(strstr(reply, word) != NULL, "%s: no %s in %.300s", path, word, body_of(reply));
    }
    if (client_status(reply) == 200) {
        snprintf(word, sizeof word, "\"number\":\"%s\"", number);
        CHECK(strstr(reply, word) != NULL, "%s: no %s", path, word);
    }
}

/* Asks, and compares the status with the table's word. */
static void ask_cell(struct arena *arena, const struct http_cells *cells, const struct http_cell *cell,
                     const char *number, const char *body)
{
    static const char *const words[] = { "may", "403", "409", "403 or 409", "404" };
    /* What comes into being has no number yet; there is no such action on what exists. */
    bool creates = cell->state == 0;
    const char *things = cell->scene ? "appeals" : "rounds", *path, *reply;
    const struct somebody *who = &people[cell->who];

    path = creates ? arena_printf(arena, "/api/v1/%s", things)
                   : arena_printf(arena, "/api/v1/%s/%s/actions/%.*s", things, number,
                                  (int)strcspn(cell->action, ":"), cell->action);
    reply = http_ask("POST", path, who->token, body);
    asked[cell->want]++;
    CHECK(is_as_wanted(cell->want, client_status(reply), creates),
          "%s: %s: %s at %s: %s %s %s: want %s, got %d: %.400s", database, cell->scene ? cell->scene->name : "round",
          who->name, cell->place->name, cell->action, cells->machine->states[cell->state].id,
          cell->tag < 0 ? "" : cells->matrix->tags[cell->tag].name, words[cell->want], client_status(reply),
          body_of(reply));
    check_answer(cells, cell, path, number, reply);
}

/* ---- appeals ---- */

static void ask_appeal(struct arena *arena, const struct http_cell *cell)
{
    const struct somebody *who = &people[cell->who];
    bool city_decides = cell->state == STATE_handed_down ||
                        (cell->tag >= 0 && text_is(appeals.tags[cell->tag].name, "against-hand-down"));
    const char *number = appeal_number(arena, cell->number);
    struct fields_word words[] = {
        { "uscc", who->unit ? own_uscc : who->name },
        { "third", cell->scene->third },
        { "proposed", city_decides ? "jtj" : cell->scene->third },
        { "into", arena_printf(arena, "%s-2", number) },
        { "round", shared_round(cell->scene->held, ROUND_NEXT)->number },
        { "file", arena_printf(arena, "%lld", (long long)cell->file) },
        { "colleague", who->unit ? colleague_of(arena, who->unit) : "" },
        { NULL, NULL },
    };

    ask_cell(arena, &appeal_cells, cell, number, FIELDS(arena, appeal_fields, cell->action, words));
}

/* The scenes where the county's coordinating unit has officers, or those where it has none. */
static void ask_appeals(struct office *office, bool staffed)
{
    for (size_t i = 0; i < appeal_cells.count; i++) {
        if (appeal_cells.cells[i].scene->no_officer == staffed) continue;
        ask_appeal(office->context.arena, &appeal_cells.cells[i]);
        arena_reset(office->context.arena);
    }
}

/* ---- sight ---- */

#define SIGHT_CATEGORY "environment" /* of these appeals alone, so that a list can be narrowed to them */

/* In one state with a lead unit and in one without. */
static const int sight_states[] = { STATE_handling, STATE_screening };
enum { SIGHT_STATES = 2, SIGHT_FIRST = 900001 };
static int64_t sight_files[MOST_SCENES][SIGHT_STATES];

static int64_t sight_number(int scene, int state)
{
    return SIGHT_FIRST + 2 * (scene * SIGHT_STATES + state);
}

static struct error store_sight(struct office *office)
{
    for (int scene = 0; scene < appeals.scene_count; scene++)
        for (int i = 0; i < SIGHT_STATES; i++) {
            struct appeal_cell cell = { .arena = office->context.arena, .action = "", .state = sight_states[i],
                                        .tag = "", .scene = fixture_scene(appeals.scenes[scene].name) };

            fixture_cell(&appeals, &cell);
            make_storable(&cell, office->arena, sight_number(scene, i), 0);
            cell.appeal.category = SIGHT_CATEGORY;
            TRY(store_appeal(office, &cell.appeal, 1, NULL, "submit"));
            TRY(store_file(office, "appeal", cell.appeal.id, &sight_files[scene][i]));
            arena_reset(office->context.arena);
        }
    return OK;
}

static void check_address(const struct somebody *who, const char *place, const char *path, bool sees)
{
    const char *reply = http_ask("GET", path, who->token, NULL);

    CHECK(client_status(reply) == (sees ? 200 : 404), "%s: %s at %s: GET %s: %s, but %d: %.200s", database, who->name,
          place, path, sees ? "sees it" : "does not see it", client_status(reply), body_of(reply));
    /* The answer does not tell whether there is such an appeal. */
    if (!sees) CHECK(strstr(reply, "\"appeal.not-found\"") != NULL, "%s: %.300s", path, body_of(reply));
}

static void check_list(const struct somebody *who, const char *place, const char *query, const char *number, bool sees)
{
    char path[200], word[60];
    const char *reply;

    snprintf(path, sizeof path, "/api/v1/appeals?limit=200&%s", query);
    snprintf(word, sizeof word, "\"number\":\"%s\"", number);
    reply = http_ask("GET", path, who->token, NULL);
    CHECK(client_status(reply) == 200 && (strstr(reply, word) != NULL) == sees,
          "%s: %s at %s: GET %s: %s, but %d: %.300s", database, who->name, place, path,
          sees ? "lists it" : "does not list it", client_status(reply), body_of(reply));
}

static void check_sight(struct arena *arena, const struct matrix_place *place, int scene, enum role role)
{
    unsigned relations = matrix_relations_at(&appeals, place, scene, role);
    struct person person;
    const struct somebody *who;

    if (!fixture_person(fixture_scene(appeals.scenes[scene].name), place->name, role, &person)) abort();
    who = &people[people_of(&person, role)];
    for (int i = 0; i < SIGHT_STATES; i++) {
        int state = matrix_state(&appeals, appeal_machine.states[sight_states[i]].id);
        const char *number = appeal_number(arena, sight_number(scene, i));
        const char *path = arena_printf(arena, "/api/v1/appeals/%s", number);
        bool sees = appeals.sight.relations[role] & matrix_relations(&appeals, relations, state, -1);

        check_address(who, place->name, path, sees);
        check_address(who, place->name, arena_printf(arena, "%s/history", path), sees);
        check_address(who, place->name, arena_printf(arena, "%s/clocks/reply", path), sees);
        check_address(who, place->name,
                      arena_printf(arena, "%s/attachments/%lld", path, (long long)sight_files[scene][i]), sees);
        check_list(who, place->name, "category=" SIGHT_CATEGORY, number, sees);
        check_list(who, place->name, arena_printf(arena, "q=%s", number), number, sees);
        looked[sees] += 6;
    }
    arena_reset(arena);
}

typedef void place_call(struct arena *, const struct matrix_place *, int scene, enum role);

/* Calls it for every place, scene and role that the tables know; staffed: the scenes where the county's coordinating
 * unit has officers. */
static void for_all_places(place_call *call, struct arena *arena, bool staffed, bool unstaffed)
{
    for (int i = 0; i < appeals.place_count; i++)
        for (int scene = 0; scene < appeals.scene_count; scene++)
            for (int role = 0; role < ROLES; role++) {
                const struct matrix_place *place = &appeals.places[i];
                bool empty = fixture_scene(appeals.scenes[scene].name)->no_officer;

                if (place->scenes >> scene & 1u && place->roles >> role & 1u && (empty ? unstaffed : staffed))
                    call(arena, place, scene, (enum role)role);
            }
}

static void note_person(struct arena *arena, const struct matrix_place *place, int scene, enum role role)
{
    struct person person;

    (void)arena;
    if (!fixture_person(fixture_scene(appeals.scenes[scene].name), place->name, role, &person)) abort();
    people_of(&person, role);
}

/* ---- rounds ---- */

static void ask_round(struct arena *arena, const struct http_cell *cell, int planned)
{
    char later[DAY_TEXT];
    struct fields_word words[] = {
        { "jurisdiction", round_jurisdiction(cell->place->name) },
        /* Tuesdays, far enough from one another for a round each and those that the clock plans behind it. */
        { "later", day_format(day_of_civil(2026, 6, 2) + 112 * planned, later) },
        { "appeal", appeal_number(arena, cell->number) },
        { "file", arena_printf(arena, "%lld", (long long)cell->file) },
        { NULL, NULL },
    };

    ask_cell(arena, &round_cells, cell, round_number(arena, cell),
             FIELDS(arena, round_fields, cell->action, words));
}

static void ask_rounds(struct office *office)
{
    int planned = 0;

    for (size_t i = 0; i < round_cells.count; i++) {
        const struct http_cell *cell = &round_cells.cells[i];

        ask_round(office->context.arena, cell, planned);
        planned += cell->want == MAY && text_is(cell->action, "plan");
        arena_reset(office->context.arena);
    }
}

/* ---- nobody ---- */

/* The first of the refusals, whatever it is about. */
static void ask_without_session(const char *path)
{
    CHECK(client_status(http_ask("GET", path, "nobody", NULL)) == 401, "GET %s without a session", path);
    CHECK(client_status(http_ask("POST", path, "nobody", "{}")) == 401, "POST %s without a session", path);
}

/* ---- both halves ---- */

static struct error store_appeal_cells(struct office *office)
{
    for (size_t i = 0; i < appeal_cells.count; i++) {
        struct http_cell *cell = &appeal_cells.cells[i];

        if (cell->stores && cell->state) TRY(store_cell(office, &appeals, cell));
        arena_reset(office->context.arena);
    }
    TRY(store_sight(office));
    return store_shared_rounds(office);
}

static struct error store_round_cells(struct office *office)
{
    for (size_t i = 0; i < round_cells.count; i++) {
        struct http_cell *cell = &round_cells.cells[i];

        if (cell->stores && cell->state) TRY(store_round_cell(office, cell));
        arena_reset(office->context.arena);
    }
    return OK;
}

static void switch_sign_off_on(struct office *office)
{
    int changed;

    for (size_t i = 0; i < sizeof scene_facts / sizeof *scene_facts; i++)
        office_must(WRITE(office, units_set_sign_off(office->db, scene_facts[i].lead, true, &changed)), "sign-off");
    office_must(WRITE(office, snapshot_changed(office->db, office->context.arena)), "snapshot");
}

static void over_http_appeals_are_as_the_tables_say(void)
{
    static const bool staffed[] = { true, false };
    struct office office;

    if (!http_office(&office, on_postgres)) return;
    shared_rounds_begin(office.arena);
    choose_cells(&appeal_cells, &appeals, &appeal_machine, 100000);
    for_all_places(note_person, NULL, true, true);
    people_store(&office);
    switch_sign_off_on(&office);
    office_must(WRITE(&office, store_appeal_cells(&office)), "appeals");
    http_start(office.store);
    ask_without_session("/api/v1/appeals");
    for (int i = 0; i < 2; i++) {
        if (!staffed[i]) office_must(WRITE(&office, officers_leave(&office, "cazsj")), "officers leave");
        ask_appeals(&office, staffed[i]);
        for_all_places(check_sight, office.context.arena, staffed[i], !staffed[i]);
    }
    http_stop();
    http_office_close(&office);
}

static void over_http_rounds_are_as_the_tables_say(void)
{
    struct office office;

    if (!http_office(&office, on_postgres)) return;
    choose_cells(&round_cells, &rounds, &round_machine, 100);
    people_add("named-leader", ROLE_leader, "zsj", "");
    people_add("named-secretary", ROLE_secretary, "zsj", "");
    people_store(&office);
    office_must(WRITE(&office, store_round_cells(&office)), "rounds");
    http_start(office.store);
    ask_without_session("/api/v1/rounds");
    ask_rounds(&office);
    http_stop();
    http_office_close(&office);
}

static void print_counts(int64_t since)
{
    int left_out = appeal_cells.left_out + round_cells.left_out;

    printf("%s: %d allowed, %d refused with 403, %d with 409, %d with either, %d with 404; seen %d, unseen %d; "
           "%lld s\n", database, asked[MAY], asked[NEVER], asked[NOT_IN_THIS_STATE], asked[EITHER], asked[UNSEEN],
           looked[true], looked[false], (long long)(monotonic_milliseconds() - since) / 1000);
    if (left_out) printf("%d allowed in other scenes too: with ZTC_MATRIX_ALL set\n", left_out);
    memset(asked, 0, sizeof asked);
    memset(looked, 0, sizeof looked);
}

int main(void)
{
    matrix_of_appeals(&appeals);
    matrix_of_rounds(&rounds, &appeals);
    for (int i = 0; i < 2; i++) {
        int64_t since = monotonic_milliseconds();

        on_postgres = i == 1;
        if (on_postgres && !getenv("ZTC_TEST_POSTGRES")) break;
        database = on_postgres ? "PostgreSQL" : "SQLite";
        RUN(over_http_rounds_are_as_the_tables_say);
        RUN(over_http_appeals_are_as_the_tables_say);
        print_counts(since);
    }
    return test_end();
}

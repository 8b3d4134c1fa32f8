/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which cells of the matrix are asked over HTTP: every allowed one, in one scene that has it, and of what is refused
 * one for each role, action and kind of refusal. With ZTC_MATRIX_ALL set, the allowed ones in every scene.
 */
#pragma once

#include "matrix/fixture_round.h"
#include "matrix/http_people.h"

enum { MOST_CELLS = 20000, SEEN_SLOTS = 1 << 17, MOST_ACTIONS = 160 };

struct http_cell {
    const struct scene_facts *scene; /* NULL: a round */
    const struct matrix_place *place;
    enum role role;
    const char *action; /* with the kind: request:extension */
    int state, tag;
    enum verdict want;
    size_t who;     /* of people */
    int64_t number; /* of the appeal or round in the store; several refusals share one */
    bool stores;    /* the first with that number */
    int64_t file;   /* attached to it, for who has to name one; 0 */
};

struct http_cells {
    struct matrix *matrix;
    const struct machine *machine;
    char actions[MOST_ACTIONS][32];
    int action_count;
    struct http_cell cells[MOST_CELLS];
    size_t count;
    uint64_t seen[SEEN_SLOTS];
    bool every_scene;
    int64_t last_number;
    int left_out; /* of what is allowed: the same in other scenes */
};

static uint64_t mix(uint64_t hash, uint64_t value)
{
    for (int i = 0; i < 8; i++, value >>= 8) hash = (hash ^ (value & 0xff)) * UINT64_C(0x100000001b3);
    return hash;
}

static uint64_t mix_text(uint64_t hash, const char *text)
{
    for (; *text; text++) hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    return mix(hash, 0);
}

/* Whether this is new; notes it. */
static bool first_time(struct http_cells *cells, uint64_t key)
{
    size_t slot = key % SEEN_SLOTS;

    for (; cells->seen[slot]; slot = (slot + 1) % SEEN_SLOTS)
        if (cells->seen[slot] == key) return false;
    cells->seen[slot] = key;
    return true;
}

/* The tables' number of a state of the program. */
static int index_of(const struct http_cells *cells, int state)
{
    return state ? matrix_state(cells->matrix, cells->machine->states[state].id) : 0;
}

static void add_action(struct http_cells *cells, const char *action)
{
    for (int i = 0; i < cells->action_count; i++)
        if (text_is(cells->actions[i], action)) return;
    if (cells->action_count == MOST_ACTIONS) abort();
    snprintf(cells->actions[cells->action_count++], sizeof *cells->actions, "%s", action);
}

/* Those of the tables' lines, and those that the program has besides: nobody may do them. */
static void find_actions(struct http_cells *cells)
{
    for (int i = 0; i < cells->matrix->line_count; i++) add_action(cells, cells->matrix->lines[i].action);
    for (int i = 0; i < cells->machine->action_count; i++)
        if (!text_is(cells->machine->actions[i].id, "request")) add_action(cells, cells->machine->actions[i].id);
}

/* Whether somebody may do it in that state: the better place to be refused in. */
static bool happens_here(const struct matrix *matrix, const char *action, int state)
{
    for (int i = 0; i < matrix->line_count; i++)
        if (text_is(matrix->lines[i].action, action) && matrix->lines[i].states >> state & 1u) return true;
    return false;
}

/* A tag that no line of the action asks for, and that changes nobody's relation, gives the same cell again. */
static bool tag_matters(const struct matrix *matrix, const char *action, int tag)
{
    if (tag < 0 || matrix->leadless_tag >> tag & 1u) return true;
    for (int i = 0; i < matrix->line_count; i++)
        if (text_is(matrix->lines[i].action, action) && matrix->lines[i].tag == tag) return true;
    return false;
}

/* What of an appeal or a round depends on the action that is tried (fixture.h, fixture_round.h). */
static const char *variant_of(const char *action)
{
    static const char *const variants[] = { "grant", "deny", "clear_commitment", "sign_off", "move_round",
                                            "return_opinions", "approve_opinions", "issue_opinions",
                                            "record_decision" };

    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
        if (text_is(action, variants[i])) return variants[i];
    return "";
}

/* An allowed request changes what it is about, so each has its own; two numbers, the second for a merge. */
static void give_number(struct http_cells *cells, struct http_cell *cell)
{
    for (size_t i = 0; cell->want != MAY && i < cells->count; i++) {
        const struct http_cell *other = &cells->cells[i];

        if (other->want == MAY || !other->stores || other->scene != cell->scene || other->state != cell->state ||
            other->tag != cell->tag || !text_is(variant_of(other->action), variant_of(cell->action)) ||
            (!cell->scene && !text_is(round_jurisdiction(other->place->name), round_jurisdiction(cell->place->name))))
            continue;
        cell->number = other->number;
        return;
    }
    cell->stores = true;
    cell->number = cells->last_number += 2;
}

static void take_cell(struct http_cells *cells, const struct http_cell *cell, const struct person *person)
{
    struct http_cell *taken = &cells->cells[cells->count];

    if (cells->count == MOST_CELLS) abort();
    *taken = *cell;
    taken->who = people_of(person, cell->role);
    give_number(cells, taken);
    cells->count++;
}

/* What is allowed; then of what is refused first those where the action happens, then those still missing. */
enum pass { ALLOWED, REFUSED_HERE, REFUSED_ANYWHERE, PASSES };

static bool wanted(struct http_cells *cells, const struct http_cell *cell, unsigned relations, enum pass pass)
{
    uint64_t key = mix_text(mix(UINT64_C(0xcbf29ce484222325), cell->role), cell->action);

    if ((cell->want == MAY) != (pass == ALLOWED)) return false;
    if (pass == REFUSED_HERE && !happens_here(cells->matrix, cell->action, index_of(cells, cell->state))) return false;
    if (pass != ALLOWED) return first_time(cells, mix(key, cell->want));
    key = mix(mix(mix(mix_text(key, cell->place->name), relations), (uint64_t)cell->state), (uint64_t)(cell->tag + 1));
    if (cells->every_scene && cell->scene) key = mix_text(key, cell->scene->name);
    if (first_time(cells, key)) return true;
    cells->left_out++;
    return false;
}

/* ---- appeals ---- */

/* The action in that state, under each tag that matters to it. */
static void choose_appeal(struct http_cells *cells, struct http_cell *cell, unsigned relations, enum pass pass)
{
    struct person person;
    int index = index_of(cells, cell->state);
    unsigned now = matrix_relations(cells->matrix, relations, index, cell->tag);

    cell->want = matrix_expects(cells->matrix, cell->action, index, cell->tag, cell->role, now);
    if (cell->tag >= 0 && text_is(cells->matrix->tags[cell->tag].name, "last-actor") &&
        (cell->want != MAY || cell->role != ROLE_coordinator))
        return;
    if (!wanted(cells, cell, now, pass)) return;
    if (!fixture_person(cell->scene, cell->place->name, cell->role, &person)) abort();
    take_cell(cells, cell, &person);
}

static void choose_states(struct http_cells *cells, struct http_cell *cell, int scene, unsigned relations,
                          enum pass pass)
{
    const struct matrix *matrix = cells->matrix;
    unsigned never = matrix->scenes[scene].never;
    bool hands_down = !(never >> matrix_state(matrix, "handed_down") & 1u);

    for (cell->state = 1; cell->state < APPEAL_STATES; cell->state++) {
        int index = index_of(cells, cell->state);

        if (never >> index & 1u || text_is(cell->action, "submit")) continue;
        for (cell->tag = -1; cell->tag < matrix->tag_count; cell->tag++) {
            const struct tag *tag = cell->tag < 0 ? NULL : &matrix->tags[cell->tag];

            if (tag && (!(tag->states >> index & 1u) || !tag_matters(matrix, cell->action, cell->tag))) continue;
            if (tag && text_is(tag->name, "against-hand-down") && !hands_down) continue;
            choose_appeal(cells, cell, relations, pass);
        }
    }
    cell->state = STATE_new;
    cell->tag = -1;
    if (text_is(cell->action, "submit")) choose_appeal(cells, cell, relations, pass);
}

static void choose_appeals(struct http_cells *cells, enum pass pass)
{
    const struct matrix *matrix = cells->matrix;

    for (int i = 0; i < matrix->place_count; i++)
        for (int scene = 0; scene < matrix->scene_count; scene++)
            for (int role = 0; role < ROLES; role++) {
                const struct matrix_place *place = &matrix->places[i];
                unsigned relations = matrix_relations_at(matrix, place, scene, (enum role)role);

                if (!(place->scenes >> scene & 1u && place->roles >> role & 1u)) continue;
                for (int action = 0; action < cells->action_count; action++) {
                    struct http_cell cell = { .scene = fixture_scene(matrix->scenes[scene].name), .place = place,
                                              .role = (enum role)role, .action = cells->actions[action] };

                    choose_states(cells, &cell, scene, relations, pass);
                }
            }
}

/* ---- rounds ---- */

static void choose_round(struct http_cells *cells, struct http_cell *cell, unsigned relations, enum pass pass)
{
    struct person person;

    cell->want = matrix_expects(cells->matrix, cell->action, index_of(cells, cell->state), -1, cell->role, relations);
    if (!wanted(cells, cell, relations, pass)) return;
    if (!fixture_round_person(cell->place->name, cell->role, &person)) abort();
    take_cell(cells, cell, &person);
}

static void choose_rounds(struct http_cells *cells, enum pass pass)
{
    const struct matrix *matrix = cells->matrix;

    for (int i = 0; i < matrix->place_count; i++)
        for (int role = 0; role < ROLES; role++)
            for (int action = 0; action < cells->action_count; action++) {
                struct http_cell cell = { .place = &matrix->places[i], .role = (enum role)role, .tag = -1,
                                          .action = cells->actions[action] };
                unsigned relations = fixture_round_relations(cells->matrix, cell.place);
                bool plan = text_is(cell.action, "plan");

                if (!(cell.place->roles >> role & 1u)) continue;
                for (cell.state = plan ? ROUND_new : 1; cell.state < (plan ? 1 : ROUND_STATES); cell.state++)
                    choose_round(cells, &cell, relations, pass);
            }
}

static void choose_cells(struct http_cells *cells, struct matrix *matrix, const struct machine *machine,
                         int64_t first_number)
{
    memset(cells, 0, sizeof *cells);
    cells->matrix = matrix;
    cells->machine = machine;
    cells->every_scene = getenv("ZTC_MATRIX_ALL") != NULL;
    cells->last_number = first_number;
    find_actions(cells);
    for (int pass = 0; pass < PASSES; pass++) {
        if (machine == &appeal_machine) choose_appeals(cells, (enum pass)pass);
        else choose_rounds(cells, (enum pass)pass);
    }
}

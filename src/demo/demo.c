/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/demo.h"

#include "base/text.h"
#include "demo/play.h"
#include "mechanism/planner.h"
#include "service/sweep.h"
#include "service/take_step.h"
#include "store/around.h"
#include "store/people.h"
#include "store/seals.h"
#include "store/seed.h"
#include "store/settings.h"
#include "store/snapshot.h"

#include <stdarg.h>
#include <string.h>

bool demo_chance(struct demo *demo, int percent)
{
    return dice_below(&demo->dice, 100) < percent;
}

const char *demo_day(struct demo *demo, day_t day)
{
    return day_text(demo->step, day);
}

struct error demo_commit(struct demo *demo)
{
    TRY(db_commit(demo->db));
    arena_reset(demo->step);
    TRY(db_begin(demo->db));
    return snapshot_current(demo->db, demo->step, &demo->context.world);
}

/* ---- acting ---- */

static struct given read_given(struct arena *arena, enum input_kind kind, const char *value)
{
    struct given given = { .present = true, .text = value };

    switch (kind) {
    case INPUT_IS_BOOLEAN: given.truth = strcmp(value, "true") == 0; break;
    case INPUT_IS_DAY: (void)day_parse(value, &given.day); break;
    case INPUT_IS_INSTANT: (void)instant_parse(value, &given.instant); break;
    case INPUT_IS_NUMBER: (void)text_int(value, &given.number); break;
    case INPUT_IS_LIST:
        if (*value) given.list = (const char *const *)text_split(arena, value, ' ', &given.count);
        break;
    case INPUT_IS_TEXT:
    case INPUT_IS_FILE: break;
    }
    return given;
}

static void read_fields(struct demo *demo, struct input *input, va_list fields)
{
    const char *name;

    while ((name = va_arg(fields, const char *)) != NULL) {
        const char *value = va_arg(fields, const char *);

        for (int i = 0; i < INPUTS; i++)
            if (value && strcmp(inputs[i].name, name) == 0) input->fields[i] = read_given(demo->step, inputs[i].kind, value);
    }
}

/* A person who is refused shrugs: time has passed, a colleague was faster. Anything else is our fault. */
static struct error shrug(struct demo *demo, struct error error)
{
    demo->steps++;
    if (error.kind == NO_ERROR) return db_release(demo->db);
    db_rollback_to_savepoint(demo->db);
    demo->refused++;
    if (error.kind == NOT_NOW || error.kind == INVALID || error.kind == NOT_ALLOWED || error.kind == NOT_FOUND) return OK;
    return error;
}

struct error demo_act(struct demo *demo, const struct demo_account *account, const char *number, const char *action, ...)
{
    struct input *input = ARENA_NEW(demo->step, struct input);
    va_list fields;

    if (!account) return OK;
    va_start(fields, action);
    read_fields(demo, input, fields);
    va_end(fields);
    demo->context.person = demo_as(account);
    TRY(db_savepoint(demo->db));
    return shrug(demo, take_appeal_step(&demo->context, number, action, input, 0));
}

struct error demo_round_act(struct demo *demo, const struct demo_account *account, const char *number,
                            const char *action, ...)
{
    struct input *input = ARENA_NEW(demo->step, struct input);
    va_list fields;

    if (!account) return OK;
    va_start(fields, action);
    read_fields(demo, input, fields);
    va_end(fields);
    demo->context.person = demo_as(account);
    TRY(db_savepoint(demo->db));
    return shrug(demo, take_round_step(&demo->context, number, action, input, 0));
}

struct person demo_as_enterprise(const struct demo_enterprise *enterprise)
{
    return (struct person){ .account = enterprise->uscc, .name = enterprise->name, .roles = 1u << ROLE_enterprise,
                            .uscc = enterprise->uscc, .phone = enterprise->contact_phone, .whole_enterprise = true };
}

struct error demo_enterprise_act(struct demo *demo, const struct demo_enterprise *enterprise, const char *number,
                                 const char *action, ...)
{
    struct input *input = ARENA_NEW(demo->step, struct input);
    va_list fields;

    va_start(fields, action);
    read_fields(demo, input, fields);
    va_end(fields);
    demo->context.person = demo_as_enterprise(enterprise);
    TRY(db_savepoint(demo->db));
    return shrug(demo, take_appeal_step(&demo->context, number, action, input, 0));
}

struct error demo_submit(struct demo *demo, const struct person *person, const char **number, ...)
{
    struct input *input = ARENA_NEW(demo->step, struct input);
    va_list fields;

    va_start(fields, number);
    read_fields(demo, input, fields);
    va_end(fields);
    demo->context.person = *person;
    TRY(db_savepoint(demo->db));
    return shrug(demo, submit_appeal(&demo->context, input, number));
}

/* ---- the run ---- */

static struct error prepare(struct demo *demo)
{
    int64_t accounts;

    TRY(db_begin(demo->db));
    TRY(accounts_count(demo->db, demo->step, &accounts));
    if (accounts > 0)
        return (struct error){ .kind = NOT_NOW, .code = "demo.not-empty", .text = "数据库不是空的，演示数据只能放进空库" };
    TRY(reference_seed(demo->db, demo->step, demo->wall));
    TRY(demo_commit(demo));
    TRY(demo_people(demo));
    TRY(demo_enterprises(demo));
    TRY(snapshot_changed(demo->db, demo->step));
    return demo_commit(demo);
}

static struct error seal_all(struct demo *demo)
{
    int64_t sealed = 1;

    while (sealed > 0) {
        TRY(seals_seal(demo->db, demo->step, demo->wall, &sealed));
        TRY(demo_commit(demo));
    }
    return OK;
}

struct error demo_fill(struct demo *demo)
{
    struct error error;

    demo->context = (struct context){ .arena = demo->step, .db = demo->db, .now = demo->now, .wall = demo->wall,
                                      .rehearsal = true };
    demo->dice = dice_new((uint64_t)demo->seed);
    error = prepare(demo);
    if (error.kind == NO_ERROR) error = demo_play(demo);
    if (error.kind == NO_ERROR) error = seal_all(demo);
    if (error.kind == NO_ERROR) return db_commit(demo->db);
    db_rollback(demo->db);
    return error;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Stories through the use cases, on a store of either kind. */
#pragma once

#include "stories/people.h"

#include "office.h"
#include "service/attach.h"
#include "service/follow_calendar.h"
#include "service/policy.h"
#include "service/sweep.h"
#include "service/take_step.h"
#include "store/events.h"
#include "store/records.h"
#include "store/registry.h"

enum { STORE_AT_ONCE = 100 };

struct story_office {
    struct office office;
};

static bool store_on_postgres;
static char *store_address; /* of the first story's store */

static struct error store_registry(struct office *office)
{
    for (int i = 1; i <= STORY_ENTERPRISES; i++) {
        struct registry_entry entry = { .uscc = story_enterprise(i)->uscc, .name = story_enterprise(i)->name,
                                        .contact_phone = story_enterprise(i)->phone, .state = "存续" };

        TRY(registry_put(office->db, office->arena, &entry));
    }
    return OK;
}

/* A second schema holds what every story begins with: to make that anew takes PostgreSQL more than a second. */
static const char keep_beginning[] = "CREATE SCHEMA beginning; DO $$ DECLARE t text; BEGIN"
                                     "  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP"
                                     "    EXECUTE format('CREATE TABLE beginning.%I AS TABLE public.%I', t, t);"
                                     "  END LOOP; END $$";
static const char begin_again[] = "DO $$ DECLARE t text; BEGIN"
                                  "  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'beginning' LOOP"
                                  "    EXECUTE format('DELETE FROM public.%I', t);"
                                  "    EXECUTE format('INSERT INTO public.%I SELECT * FROM beginning.%I', t, t);"
                                  "  END LOOP; END $$";

static void store_begin(struct office *office, instant_t now)
{
    int made;

    office_must(db_open(office->store, DB_WRITE, &office->db), "open");
    office->context.db = office->db;
    office_must(migrate(office->db, now, &made), "schema");
    office_must(WRITE(office, reference_seed(office->db, office->arena, now)), "seed");
    office_must(WRITE(office, store_registry(office)), "registry");
}

/* One database for all stories. */
static void store_begin_on_postgres(struct office *office, instant_t now)
{
    bool first = store_address == NULL;

    if (first) store_address = strdup(fresh_store(office->arena, true));
    office->store = arena_printf(office->arena, "%s%soptions=-csynchronous_commit%%3Doff", store_address,
                                 strchr(store_address, '?') ? "&" : "?");
    if (!first) office_must(fresh_script(office->store, begin_again), "begin again");
    store_begin(office, now);
    if (first) office_must(fresh_script(office->store, keep_beginning), "keep the beginning");
}

/* A file for each story, beside the first. */
static void store_begin_on_sqlite(struct office *office, instant_t now)
{
    static int number;

    if (!store_address) store_address = strdup(fresh_store(office->arena, false));
    office->store = arena_printf(office->arena, "%s.%d.db", store_address, ++number);
    store_begin(office, now);
}

static struct story_office *store_open(struct arena *arena)
{
    struct story_office *self = ARENA_NEW(arena, struct story_office);
    instant_t long_ago = start_of_day(day_of_civil(2025, 1, 1));

    self->office.arena = arena;
    self->office.context = (struct context){ .arena = arena, .now = long_ago, .wall = long_ago };
    (store_on_postgres ? store_begin_on_postgres : store_begin_on_sqlite)(&self->office, long_ago);
    return self;
}

static void store_close(struct story_office *self)
{
    db_close(self->office.db);
    if (!store_on_postgres) unlink(self->office.store);
}

static struct context *store_as(struct story_office *self, const struct person *person)
{
    self->office.context.person = *person;
    return &self->office.context;
}

static struct context *store_as_role(struct story_office *self, enum role role, const char *unit, const char *jurisdiction)
{
    office_act(&self->office, role_id(role), 1u << role, unit, jurisdiction);
    return &self->office.context;
}

/* ---- set-up */

static void store_set_policy(struct story_office *self, const char *jurisdiction, const char *id, const char *value)
{
    struct policy_value change = { id, value };
    struct context *context = store_as_role(self, ROLE_security_admin, NULL, CITY);

    office_must(WRITE(&self->office, policy_change(context, jurisdiction, &change, 1, "story")), "policy");
}

static void store_set_sign_off(struct story_office *self, const char *unit)
{
    struct context *context = store_as_role(self, ROLE_unit_head, unit, CITY);

    office_must(WRITE(&self->office, unit_switch_sign_off(context, unit, true)), "sign-off");
}

static void store_add_account(struct story_office *self, const struct person *person)
{
    struct account account = { .name = person->account, .display_name = person->name, .unit = person->unit,
                               .jurisdiction = person->jurisdiction, .roles = person->roles, .active = true,
                               .password_hash = "-", .password_at = self->office.context.wall,
                               .created_at = self->office.context.wall };

    office_must(WRITE(&self->office, accounts_add(self->office.db, self->office.arena, &account)), "account");
}

static void store_end_unit(struct story_office *self, const char *id, day_t until, const char *successor)
{
    struct context *context = store_as_role(self, ROLE_system_admin, NULL, CITY);
    struct unit names[10];
    size_t count = 0;

    office_must(world_current(context), "world");
    for (size_t i = 0; i < context->world->unit_count; i++)
        if (text_equal(context->world->units[i].id, id)) names[count++] = context->world->units[i];
    names[count - 1].until = until;
    names[count - 1].successor = successor;
    office_must(WRITE(&self->office, unit_change(context, id, names, count, open_work_of_unit)), "end of a unit");
}

static void store_close_day(struct story_office *self, const char *jurisdiction, day_t day, const char *why)
{
    struct context *context = store_as_role(self, ROLE_office, "sfb", CITY);
    struct calendar_amendment amendment;

    office_must(WRITE(&self->office, calendar_close(context, jurisdiction, day, why, follow_calendar, true, &amendment)),
                "closure");
}

static const char *store_attach(struct story_office *self, enum machine_id machine, const char *number,
                                const struct person *person)
{
    static const char bytes[] = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
    struct context *context = store_as(self, person);
    struct attachment attachment = { 0 };
    struct examined examined;
    FILE *file = tmpfile();
    struct error error;

    if (!file || fwrite(bytes, 1, sizeof bytes - 1, file) != sizeof bytes - 1 || fflush(file) != 0) abort();
    rewind(file);
    error = attach_examine(self->office.arena, fileno(file), sizeof bytes - 1, "scan.pdf", &examined);
    if (error.kind == NO_ERROR)
        error = WRITE(&self->office, attach_add(context, machine == MACHINE_appeal ? "appeal" : "round", number,
                                                fileno(file), &examined, &attachment));
    fclose(file);
    return arena_printf(self->office.arena, "%lld", error.kind == NO_ERROR ? (long long)attachment.id : 0);
}

/* ---- acting */

static struct error store_advance(struct story_office *self, instant_t to)
{
    struct office *office = &self->office;
    int done = STORE_AT_ONCE;

    while (done == STORE_AT_ONCE) TRY(WRITE(office, sweep(&office->context, to, STORE_AT_ONCE, &done)));
    office->context.now = to;
    return OK;
}

static struct error store_submit(struct story_office *self, const struct person *person, const struct input *input,
                                 const char **number)
{
    struct context *context = store_as(self, person);

    return WRITE(&self->office, submit_appeal(context, input, number));
}

static struct error store_plan(struct story_office *self, const struct person *person, const char *jurisdiction,
                               const struct input *input, const char **number)
{
    struct context *context = store_as(self, person);

    return WRITE(&self->office, plan_round(context, jurisdiction, input, number));
}

static struct error store_act(struct story_office *self, const struct person *person, enum machine_id machine,
                              const char *number, const char *action, const struct input *input)
{
    struct context *context = store_as(self, person);

    if (machine == MACHINE_appeal) return WRITE(&self->office, take_appeal_step(context, number, action, input, 0));
    return WRITE(&self->office, take_round_step(context, number, action, input, 0));
}

static struct error store_noticed(struct story_office *self, const char *number, enum appeal_action action)
{
    struct context *context = &self->office.context;
    struct appeal *appeal = ARENA_NEW(self->office.arena, struct appeal);
    struct induced step = { .machine = MACHINE_appeal, .action = (int)action };

    TRY(record_load_number(context->db, context->arena, &appeal_record, number, appeal));
    step.id = appeal->id;
    return WRITE(&self->office, take_induced_step(context, &step));
}

/* ---- looking */

static const struct appeal *store_appeal(struct story_office *self, const char *number)
{
    struct appeal *appeal = ARENA_NEW(self->office.arena, struct appeal);
    struct error error = record_load_number(self->office.db, self->office.arena, &appeal_record, number, appeal);

    return error.kind == NO_ERROR ? appeal : NULL;
}

static const struct round *store_round(struct story_office *self, const char *number)
{
    struct round *round = ARENA_NEW(self->office.arena, struct round);
    struct error error = record_load_number(self->office.db, self->office.arena, &round_record, number, round);

    return error.kind == NO_ERROR ? round : NULL;
}

static const struct world *store_world(struct story_office *self)
{
    office_must(world_current(&self->office.context), "world");
    return self->office.context.world;
}

static size_t store_events(struct story_office *self, enum machine_id machine, const char *number,
                           struct story_event **list)
{
    const struct appeal *appeal = machine == MACHINE_appeal ? store_appeal(self, number) : NULL;
    const struct round *round = machine == MACHINE_round ? store_round(self, number) : NULL;
    struct event *events;
    size_t count;

    if (!appeal && !round) return 0;
    office_must(events_list(self->office.db, self->office.arena, appeal ? "appeal" : "round",
                            appeal ? appeal->id : round->id, 0, 1000, &events, &count),
                "events");
    *list = ARENA_ARRAY(self->office.arena, struct story_event, count + 1);
    for (size_t i = 0; i < count; i++)
        (*list)[i] = (struct story_event){ events[i].at, events[i].action, events[i].actor, events[i].state };
    return count;
}

static size_t store_offers(struct story_office *self, const struct person *person, enum machine_id machine,
                           const char *number, int *actions, size_t most)
{
    struct context *context = store_as(self, person);
    struct change change;
    struct error error = machine == MACHINE_appeal ? open_change_appeal(context, number, &change)
                                                   : open_change_round(context, number, &change);

    return error.kind == NO_ERROR ? workflow_offers(&change, actions, most) : 0;
}

static const struct story_backend story_sqlite = {
    .name = "sqlite",
    .open = store_open,
    .close = store_close,
    .set_policy = store_set_policy,
    .set_sign_off = store_set_sign_off,
    .add_account = store_add_account,
    .end_unit = store_end_unit,
    .close_day = store_close_day,
    .attach = store_attach,
    .advance = store_advance,
    .submit = store_submit,
    .plan = store_plan,
    .act = store_act,
    .appeal = store_appeal,
    .round = store_round,
    .world = store_world,
    .events = store_events,
    .offers = store_offers,
    .noticed = store_noticed,
};

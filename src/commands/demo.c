/* SPDX-License-Identifier: Apache-2.0 */
/* `ztc demo`: fills an empty store and says who can sign in. */
#include "demo/demo.h"

#include "base/json.h"
#include "base/text.h"
#include "commands.h"
#include "commands/print.h"
#include "mechanism/planner.h"
#include "sql/migrate.h"
#include "store/around.h"
#include "store/records.h"
#include "store/settings.h"
#include "web/now.h"

#include <stdio.h>

#define WHOLE_RUN ((size_t)512 << 20)
#define ONE_STEP ((size_t)256 << 20)

static struct error rounds_of_year(struct demo *demo, struct round **rounds, size_t *count)
{
    return rounds_from(demo->db, demo->step, CITY, day_of(demo->now) - 400, rounds, count);
}

static void json_account(struct json *json, const struct demo_account *account)
{
    json_open(json, NULL, '{');
    json_text(json, "role", role_id(account->role));
    json_text(json, "account", account->name);
    json_text(json, "password", DEMO_PASSWORD);
    json_text(json, "unit", account->unit);
    json_text(json, "jurisdiction", account->jurisdiction);
    json_close(json, '}');
}

static void json_enterprise(struct json *json, const struct demo_enterprise *enterprise)
{
    json_open(json, NULL, '{');
    json_text(json, "uscc", enterprise->uscc);
    json_text(json, "name", enterprise->name);
    json_text(json, "region", enterprise->region);
    json_text(json, "contact_name", enterprise->contact_name);
    json_text(json, "contact_phone", enterprise->contact_phone);
    json_close(json, '}');
}

static struct error print_json(struct demo *demo)
{
    struct buffer out;
    struct json json;
    struct round *rounds;
    size_t count;

    TRY(rounds_of_year(demo, &rounds, &count));
    buffer_init(&out, demo->arena, (size_t)4 << 20);
    json = json_writer(&out);
    json_open(&json, NULL, '{');
    json_instant(&json, "now", demo->now);
    json_open(&json, "rounds", '[');
    for (size_t i = 0; i < count; i++) {
        json_open(&json, NULL, '{');
        json_text(&json, "number", rounds[i].number);
        json_text(&json, "state", round_machine.states[rounds[i].state].id);
        json_day(&json, "event_day", rounds[i].event_day);
        json_instant(&json, "opens_at", rounds[i].opens_at);
        json_instant(&json, "closes_at", rounds[i].closes_at);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_open(&json, "accounts", '[');
    for (size_t i = 0; i < demo->account_count; i++) json_account(&json, &demo->accounts[i]);
    json_close(&json, ']');
    json_open(&json, "enterprises", '[');
    for (size_t i = 0; i < demo->enterprise_count; i++) json_enterprise(&json, &demo->enterprises[i]);
    json_close(&json, ']');
    json_close(&json, '}');
    printf("%s\n", buffer_string(&out));
    return OK;
}

/* One account per role, two units, two counties; the rest follows the same pattern. Leaders and secretaries take
 * turns: all of the city's, or the one of this month could not be found. */
static void print_accounts(const struct demo *demo)
{
    unsigned shown = 0;

    printf("演示账号，密码都是 %s\n", DEMO_PASSWORD);
    for (size_t i = 0; i < demo->account_count; i++) {
        const struct demo_account *account = &demo->accounts[i];
        bool example = text_equal(account->unit, "gxj") || text_equal(account->unit, "zrj") ||
                       account->role == ROLE_coordinator ||
                       (text_equal(account->unit, "sfb") &&
                        (account->role == ROLE_leader || account->role == ROLE_secretary));

        if (!example && (shown >> account->role & 1u)) continue;
        shown |= 1u << account->role;
        printf("  %-24s %s（%s）\n", account->name, role_name(account->role),
               account->unit ? world_unit_name(demo->context.world, account->unit, day_of(demo->now)) : "");
    }
    printf("企业用统一社会信用代码和手机验证码登录，例如 %s，手机 %s（%s）\n", demo->enterprises[0].uscc,
           demo->enterprises[0].contact_phone, demo->enterprises[0].name);
}

static struct error fill(struct demo *demo, const char *store, const char *now, bool json)
{
    char text[INSTANT_TEXT];

    TRY(db_open(store, DB_WRITE, &demo->db));
    TRY(migrate(demo->db, demo->wall, &(int){ 0 }));
    TRY(demo_fill(demo));
    TRY(db_begin(demo->db));
    if (now) TRY(settings_set(demo->db, "rehearsal_now", instant_format(demo->now, text)));
    TRY(settings_set(demo->db, "demo", "1"));
    TRY(db_commit(demo->db));
    if (json) return print_json(demo);
    print_accounts(demo);
    return OK;
}

int command_demo(struct arguments *arguments)
{
    struct demo demo = { .wall = wall_now() };
    const char *store = arguments_store(arguments), *now = arguments_option(arguments, "--now");
    bool json = arguments_switch(arguments, "--json");
    struct error error = OK;

    demo.seed = arguments_number(arguments, "--seed", 1, 0, INT64_MAX);
    demo.rounds = (int)arguments_number(arguments, "--rounds", 6, 0, 24);
    if (!arguments_end(arguments)) return EXIT_USAGE;
    demo.now = demo.wall;
    if (now && !instant_parse(now, &demo.now))
        return command_result(arguments, (struct error){ .kind = INVALID, .code = "demo.now",
                                                         .text = "--now 应是时刻，例如 2026-02-13T09:00:00+08:00" });
    demo.arena = arena_new(WHOLE_RUN);
    demo.step = arena_new(ONE_STEP);
    error = fill(&demo, store, now, json);
    db_close(demo.db);
    arena_free(demo.step);
    arena_free(demo.arena);
    return command_result(arguments, error);
}

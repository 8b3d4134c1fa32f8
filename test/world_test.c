/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/facts.h"
#include "mechanism/person.h"

#include "test.h"

#include <stdlib.h>

static struct arena *arena;
static struct shipped facts;
static const struct world *world;

static day_t d(const char *text)
{
    day_t day = NO_DAY;

    if (!day_parse(text, &day)) abort();
    return day;
}

static const char *code_of(const struct jurisdiction *jurisdiction)
{
    return jurisdiction ? jurisdiction->code : "none";
}

static const char *id_of(const struct unit *unit)
{
    return unit ? unit->id : "none";
}

/* ---- roles */

static void roles_have_names(void)
{
    struct person person = { .roles = 1u << ROLE_officer | 1u << ROLE_unit_head };

    CHECK_TEXT(role_id(ROLE_coordinator), "coordinator");
    CHECK_TEXT(role_name(ROLE_inspector), "政府督查室");
    CHECK_TEXT(role_id(ROLE_clock), "clock");
    CHECK_TEXT(role_id(ROLE_visitor), "visitor");
    CHECK_INT(role_group(ROLE_officer), GROUP_UNIT);
    CHECK_INT(role_group(ROLE_audit_admin), GROUP_NOTHING);
    CHECK_INT(role_group(ROLE_visitor), GROUP_NOTHING);
    for (int role = 0; role < ROLES + 2; role++) CHECK_INT(role_find(role_id((enum role)role)), role);
    CHECK_INT(role_find("nobody"), ROLES + 2);
    CHECK_INT(role_find(NULL), ROLES + 2);
    CHECK_TEXT(role_id(role_find("nobody")), "unknown");
    CHECK_INT(person_role(&person), ROLE_officer);
    CHECK_INT(person_role(&(struct person){ .roles = 0 }), ROLE_visitor);
}

/* ---- parameters */

static void defaults_are_the_mechanisms(void)
{
    struct policy policy = policy_defaults("445102");

    CHECK_INT(policy.screen_days, 3);
    CHECK_INT(policy.close_offset, -5);
    CHECK_INT(policy.rate_days, 5);
    CHECK_TEXT(policy.jurisdiction, "445102");
    CHECK_INT(policy.id, 0);
}

/* Every parameter goes out as text and comes back; its place is its own. */
static void every_parameter_goes_there_and_back(void)
{
    struct policy policy = policy_defaults(CITY), other = { .id = 0 };

    for (size_t i = 0; i < policy_parameter_count; i++) {
        const struct parameter *parameter = &policy_parameters[i];
        struct error error = policy_set(&other, arena, parameter->id, policy_text(&policy, arena, parameter));

        CHECK(error.kind == NO_ERROR, "%s: %s", parameter->id, error.text ? error.text : "");
        CHECK(policy_value(&policy, parameter) == parameter->initial, "%s", parameter->id);
    }
    for (size_t i = 0; i < policy_parameter_count; i++)
        CHECK(policy_value(&other, &policy_parameters[i]) == policy_parameters[i].initial, "%s kept",
              policy_parameters[i].id);
}

static void wrong_values_are_refused(void)
{
    static const char *const wrong[][2] = { { "reply_days", "11" },  { "reply_days", "0" },
                                            { "reply_days", "ten" }, { "reply_days", "" },
                                            { "accept_clock", "0" }, { "event_on_makeup_day", "ja" },
                                            { "no_such_thing", "1" }, { "event_rule", "nth_weekday|calendar_week" } };
    struct policy policy = policy_defaults(CITY), before = policy;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct error error = policy_set(&policy, arena, wrong[i][0], wrong[i][1]);

        CHECK(error.kind == INVALID && error.text, "%s = %s", wrong[i][0], wrong[i][1]);
        CHECK(error.faults && strcmp(error.faults->field, wrong[i][0]) == 0, "a fault at the parameter");
    }
    CHECK_INT(policy_set(&policy, arena, "reply_days", NULL).kind, INVALID);
    for (size_t i = 0; i < policy_parameter_count; i++)
        CHECK(policy_value(&policy, &policy_parameters[i]) == policy_value(&before, &policy_parameters[i]),
              "%s unchanged", policy_parameters[i].id);
    CHECK_TEXT(policy_set(&policy, arena, "reply_days", "11").text, "“回复期限，一般事项（工作日）”应在1至10之间");
}

static void choices_are_words(void)
{
    struct policy policy = policy_defaults(CITY);

    CHECK_INT(policy_set(&policy, arena, "event_rule", " calendar_week ").kind, NO_ERROR);
    CHECK_INT(policy.event_rule, 1);
    CHECK_INT(policy_set(&policy, arena, "event_rule", "nth_weekday(2,3)").kind, NO_ERROR);
    CHECK_INT(policy.event_rule, 0);
    CHECK_INT(policy_set(&policy, arena, "agenda_target", "-4").kind, NO_ERROR);
    CHECK_INT(policy.agenda_target, -4);
}

/* ---- the world */

static void jurisdictions_begin_with_the_city(void)
{
    static const char *const codes[] = { "445100", "445102", "445103", "445122", "445102402", "czxq", "fxq" };

    CHECK_INT(world->jurisdiction_count, 7);
    for (size_t i = 0; i < world->jurisdiction_count && i < 7; i++) CHECK_TEXT(world->jurisdictions[i].code, codes[i]);
    CHECK_INT(world_jurisdiction(world, "445102")->until, NO_DAY);
    CHECK_INT(world_jurisdiction(world, "fxq")->until, d("2023-10-31"));
    CHECK(world_jurisdiction(world, "440100") == NULL && world_jurisdiction(world, NULL) == NULL, "unknown");
    CHECK(world_jurisdiction(world, "445103")->policy == world->jurisdictions[0].policy, "the city's parameters");
}

static void a_town_belongs_to_its_county(void)
{
    CHECK_TEXT(code_of(world_county_of_region(world, "445122123")), "445122");
    CHECK_TEXT(code_of(world_county_of_region(world, "445103")), "445103");
    CHECK_TEXT(code_of(world_county_of_region(world, "445102401")), "445102");
    CHECK_TEXT(code_of(world_county_of_region(world, "445102402")), "445102402");
    CHECK_TEXT(code_of(world_county_of_region(world, "czxq")), "czxq");
    CHECK_TEXT(code_of(world_county_of_region(world, "445100")), "none");
    CHECK_TEXT(code_of(world_county_of_region(world, "440100")), "none");
    CHECK_TEXT(code_of(world_county_of_region(world, NULL)), "none");
    CHECK_TEXT(world_region(world, "445103121")->name, "枫溪镇");
}

static void broken_regions_do_not_loop(void)
{
    static const struct region loop[] = { { "a", "甲", "镇街", "b" }, { "b", "乙", "镇街", "a" } };
    struct world broken = *world;

    broken.regions = loop;
    broken.region_count = 2;
    CHECK_TEXT(code_of(world_county_of_region(&broken, "a")), "none");
}

static void a_dissolved_county_has_a_successor(void)
{
    CHECK_TEXT(code_of(world_county_of_region(world, "fxq")), "fxq");
    CHECK_TEXT(code_of(world_county_on(world, "fxq", d("2023-10-31"))), "fxq");
    CHECK_TEXT(code_of(world_county_on(world, "fxq", d("2023-11-01"))), "445103");
    CHECK_TEXT(code_of(world_successor(world, world_jurisdiction(world, "fxq"))), "445103");
    CHECK_TEXT(code_of(world_county_on(world, "445102007", d("2026-01-01"))), "445102");
    CHECK_TEXT(code_of(world_county_on(world, "445100", d("2026-01-01"))), "none");
}

static void units_are_renamed_and_end(void)
{
    CHECK_TEXT(world_unit(world, "zsj", d("2024-03-31"))->name, "市政务服务数据管理局");
    CHECK_TEXT(world_unit(world, "zsj", d("2024-04-01"))->name, "市政务服务和数据管理局");
    CHECK_TEXT(world_unit_name(world, "zsj", d("2021-06-01")), "市政务服务数据管理局");
    CHECK_TEXT(world_unit_name(world, "zsj", d("2026-06-01")), "市政务服务和数据管理局");
    CHECK_TEXT(id_of(world_unit(world, "fxgw", d("2023-10-31"))), "fxgw");
    CHECK_TEXT(world_unit(world, "fxgw", d("2023-10-31"))->successor, "cazf");
    CHECK_TEXT(id_of(world_unit(world, "fxgw", d("2023-11-01"))), "none");
    CHECK_TEXT(world_unit_name(world, "fxgw", d("2026-01-01")), "枫溪区管理委员会");
    CHECK_TEXT(id_of(world_unit(world, "nosuch", d("2026-01-01"))), "none");
    CHECK_TEXT(id_of(world_unit(world, NULL, d("2026-01-01"))), "none");
    CHECK_TEXT(world_unit_name(world, "nosuch", d("2026-01-01")), "nosuch");
    for (size_t i = 0; i < world->unit_count; i++)
        if (world->units[i].until == NO_DAY)
            CHECK(world_unit(world, world->units[i].id, d("2026-06-01")) == &world->units[i], "%s", world->units[i].id);
}

static void counties_have_a_government_and_a_coordinating_unit(void)
{
    day_t day = d("2026-03-04");

    CHECK_TEXT(id_of(world_coordinating_unit(world, CITY, day)), "zsj");
    CHECK_TEXT(id_of(world_coordinating_unit(world, "445122", day)), "rpzsj");
    CHECK_TEXT(id_of(world_coordinating_unit(world, "czxq", day)), "czxqzx");
    CHECK_TEXT(id_of(world_coordinating_unit(world, "fxq", day)), "none");
    CHECK_TEXT(id_of(world_county_government(world, "445122", day)), "rpzf");
    CHECK_TEXT(id_of(world_county_government(world, "445102402", day)), "fqhgw");
    CHECK_TEXT(id_of(world_county_government(world, CITY, day)), "none");
    CHECK_TEXT(id_of(world_county_government(world, NULL, day)), "none");
    CHECK_TEXT(id_of(world_county_government(world, "fxq", d("2023-10-31"))), "fxgw");
    CHECK_TEXT(id_of(world_county_government(world, "fxq", day)), "none");
}

static void a_policy_is_found_by_its_number(void)
{
    struct policy policies[3] = { policy_defaults(CITY), policy_defaults(CITY), policy_defaults("445102") };
    struct world other = *world;

    for (int i = 0; i < 3; i++) policies[i].id = 3 + 2 * i;
    other.policies = policies;
    other.policy_count = 3;
    for (int i = 0; i < 3; i++) CHECK(world_policy(&other, 3 + 2 * i) == &policies[i], "version %d", 3 + 2 * i);
    CHECK_INT(world_policy(&other, 0)->reply_days, 10);
    CHECK_INT(world_policy(&other, 4)->id, 0);
    CHECK_TEXT(world_policy(&other, 99)->jurisdiction, CITY);
}

/* ---- facts that cannot be read */

static const char *entries_fault(const char *holidays)
{
    static const char notices[] = "year,notice,address\n2026,1,x\n";
    struct facts_text days = { "holidays.csv", holidays, strlen(holidays) };
    struct facts_text addresses = { "notices.csv", notices, strlen(notices) };
    const struct calendar_entry *entries;
    size_t count;
    struct error error = facts_entries(arena, &days, &addresses, &entries, &count);

    return error.kind ? error.detail ? error.detail : error.code : "fine";
}

static void broken_facts_name_their_line(void)
{
    CHECK_TEXT(entries_fault("date,kind,holiday,notice_year\n2026-01-01,off,元旦,2026\n"), "fine");
    CHECK_TEXT(entries_fault("date,kind,holiday,notice_year,notice\n2026-01-01,off,元旦,2026,1\n"), "fine");
    CHECK_TEXT(entries_fault("date,kind,holiday,notice_year\n2026-01-01,off,元旦,2026\n2026-01-32,off,元旦,2026\n"),
               "holidays.csv:3: no date");
    CHECK_TEXT(entries_fault("date,kind,holiday,notice_year\n2026-01-01,maybe,元旦,2026\n"),
               "holidays.csv:2: kind is off, work or plain");
    CHECK_TEXT(entries_fault("date,kind,holiday,notice_year\n2026-01-01,off,元旦,2027\n"),
               "holidays.csv:2: no such notice");
    CHECK_TEXT(entries_fault("date,holiday,notice_year\n2026-01-01,元旦,2026\n"), "holidays.csv:1: no column kind");
}

int main(void)
{
    struct error error;

    arena = arena_new(64 << 20);
    error = facts_shipped(arena, &facts);
    CHECK(error.kind == NO_ERROR, "%s", error.detail ? error.detail : "");
    if (error.kind) return test_end();
    world = facts.world;
    RUN(roles_have_names);
    RUN(defaults_are_the_mechanisms);
    RUN(every_parameter_goes_there_and_back);
    RUN(wrong_values_are_refused);
    RUN(choices_are_words);
    RUN(jurisdictions_begin_with_the_city);
    RUN(a_town_belongs_to_its_county);
    RUN(broken_regions_do_not_loop);
    RUN(a_dissolved_county_has_a_successor);
    RUN(units_are_renamed_and_end);
    RUN(counties_have_a_government_and_a_coordinating_unit);
    RUN(a_policy_is_found_by_its_number);
    RUN(broken_facts_name_their_line);
    arena_free(arena);
    return test_end();
}

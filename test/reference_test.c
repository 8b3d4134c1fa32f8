/* SPDX-License-Identifier: Apache-2.0 */
/* The snapshot of the world, parameters, units, contacts and rosters, on both databases. */
#include "base/text.h"
#include "service/policy.h"
#include "service/rosters.h"
#include "service/units.h"

#include "office.h"

static struct office office;
static struct context *const context = &office.context;

/* Nobody signs in as these. */
static void account(const char *name, unsigned roles, const char *unit)
{
    office_account(&office, name, "-", roles, unit);
}

/* The snapshot */

static struct error set_reply_days(const char *jurisdiction, const char *days)
{
    struct policy_value value = { "reply_days", days };

    return WRITE(&office, policy_change(context, jurisdiction, &value, 1, "试行"));
}

static void the_world_is_loaded_anew_after_a_change(void)
{
    const struct world *before = context->world, *again;

    office_must(world_current(context), "world");
    CHECK(context->world == before, "nothing changed, nothing loaded");
    office_act(&office, "sec", BIT(security_admin), NULL, CITY);
    CHECK_INT(set_reply_days(CITY, "8").kind, NO_ERROR);
    again = context->world;
    CHECK(again != before, "another one");
    CHECK_INT(world_jurisdiction(again, CITY)->policy->reply_days, 8);
    CHECK_INT(world_jurisdiction(before, CITY)->policy->reply_days, 10);   /* whoever still holds it */
    CHECK_INT(world_jurisdiction(again, "445102")->policy->reply_days, 8); /* inherited */
    CHECK_INT(set_reply_days("445102", "6").kind, NO_ERROR);
    CHECK_INT(set_reply_days(CITY, "9").kind, NO_ERROR);
    CHECK_INT(world_jurisdiction(context->world, "445102")->policy->reply_days, 6);
    CHECK(world_jurisdiction(context->world, "445102")->has_own_policy, "its own");
    CHECK_INT(world_jurisdiction(context->world, "445103")->policy->reply_days, 9);
    CHECK_INT(world_policy(context->world, world_jurisdiction(again, CITY)->policy->id)->reply_days, 8);
    CHECK_INT(set_reply_days(CITY, "11").kind, INVALID); /* never above ten */
    CHECK_INT(set_reply_days(CITY, "9").kind, INVALID);  /* no change */
    office_act(&office, "sec-xq", BIT(security_admin), NULL, "445102");
    CHECK_INT(set_reply_days(CITY, "7").kind, NOT_ALLOWED);
    office_act(&office, "coord", BIT(coordinator), "zsj", CITY);
    CHECK_INT(set_reply_days(CITY, "7").kind, NOT_ALLOWED);
}

static void what_was_rolled_back_is_never_taken_for_real(void)
{
    struct policy_value value = { "reply_days", "5" };
    int64_t version = context->world->version;

    office_act(&office, "sec", BIT(security_admin), NULL, CITY);
    db_begin(office.db);
    office_must(policy_change(context, CITY, &value, 1, "撤回"), "change");
    office_must(world_current(context), "inside");
    CHECK_INT(world_jurisdiction(context->world, CITY)->policy->reply_days, 5);
    db_rollback(office.db);
    office_must(world_current(context), "after");
    CHECK_INT(world_jurisdiction(context->world, CITY)->policy->reply_days, 9);
    CHECK_INT(context->world->version, version);
    CHECK_INT(set_reply_days(CITY, "4").kind, NO_ERROR); /* takes the version number of the one rolled back */
    CHECK(context->world->version > version, "a later one");
    CHECK_INT(world_jurisdiction(context->world, CITY)->policy->reply_days, 4);
}

static void policies_have_a_history(void)
{
    struct policy_step *steps;
    struct policy_card card;
    size_t count;

    CHECK_INT(policy_history(context, CITY, &steps, &count).kind, NO_ERROR);
    CHECK_INT(count, 3);
    CHECK_TEXT(steps[0].before, "9");
    CHECK_TEXT(steps[0].after, "4");
    CHECK_TEXT(steps[2].before, "10");
    CHECK_INT(policy_history(context, "445102", &steps, &count).kind, NO_ERROR);
    CHECK_TEXT(steps[0].before, "8"); /* it started from the city's */
    CHECK_INT(policy_show(context, "445103", &card).kind, NO_ERROR);
    CHECK(!card.own && card.count == policy_parameter_count, "the city's, complete");
}

static void the_seed_holds_the_world(void)
{
    const struct world *world = context->world;
    day_t today = day_of_civil(2026, 3, 2);

    CHECK_INT(world->jurisdiction_count, 7);
    CHECK_TEXT(world->jurisdictions[0].code, CITY);
    CHECK_INT(world_jurisdiction(world, "fxq")->until, day_of_civil(2023, 10, 31));
    CHECK_TEXT(world_unit_name(world, "zsj", day_of_civil(2024, 3, 31)), "市政务服务数据管理局");
    CHECK_TEXT(world_unit_name(world, "zsj", today), "市政务服务和数据管理局");
    CHECK_TEXT(world_coordinating_unit(world, "445102", today)->id, "xqzsj");
    CHECK_TEXT(world_county_government(world, "445102", today)->id, "xqzf");
    CHECK_TEXT(world_successor(world, world_jurisdiction(world, "fxq"))->code, "445103");
    CHECK_INT(calendar_horizon(world->jurisdictions[0].calendar), day_of_civil(2026, 12, 31));
    CHECK_TEXT(calendar_version(world->jurisdictions[0].calendar), "2026-1");
    CHECK(!calendar_is_working(world->jurisdictions[0].calendar, day_of_civil(2026, 2, 18)), "spring festival");
    CHECK(calendar_is_working(world->jurisdictions[0].calendar, day_of_civil(2026, 2, 28)), "a make-up Saturday");
    account("officer1", BIT(officer), "gxj");
    world = context->world;
    CHECK(world_unit(world, "gxj", today)->has_officer, "an officer was made");
    CHECK(!world_unit(world, "czj", today)->has_officer, "none here");
}

/* Rosters, contacts, units */

static void leaders_take_their_turns(void)
{
    struct roster_card cards[3];

    account("leader1", BIT(leader), "sfb");
    account("leader2", BIT(leader), "sfb");
    account("sec1", BIT(secretary), "sfb");
    office_act(&office, "office", BIT(office), "sfb", CITY);
    CHECK_INT(roster_show(context, CITY, "2026-11", 3, cards).kind, NO_ERROR);
    CHECK(cards[0].proposed && text_equal(cards[0].leader, "leader1"), "the first");
    CHECK_TEXT(cards[1].leader, "leader2");
    CHECK_TEXT(cards[2].month, "2027-01");
    CHECK_TEXT(cards[2].leader, "leader1");
    CHECK_INT(WRITE(&office, roster_set(context, CITY, "2026-11", "leader2", "sec1")).kind, NO_ERROR);
    CHECK_INT(roster_show(context, CITY, "2026-11", 3, cards).kind, NO_ERROR);
    CHECK(!cards[0].proposed && text_equal(cards[0].leader, "leader2"), "as set");
    CHECK_TEXT(cards[1].leader, "leader1");
    CHECK_TEXT(cards[2].secretary, "sec1");
    CHECK_INT(WRITE(&office, roster_set(context, CITY, "2026-13", "leader2", "sec1")).kind, INVALID);
    CHECK_INT(WRITE(&office, roster_set(context, CITY, "2026-12", "sec1", "sec1")).kind, INVALID);
    CHECK_INT(WRITE(&office, roster_set(context, "445102", "2026-12", "leader2", "sec1")).kind, INVALID);
    office_act(&office, "coord", BIT(coordinator), "zsj", CITY);
    CHECK_INT(WRITE(&office, roster_set(context, CITY, "2026-12", "leader1", "sec1")).kind, NOT_ALLOWED);
}

static void contacts_are_confirmed_every_ninety_days(void)
{
    struct contact_card cards[2];

    office_act(&office, "off", BIT(officer), "kjj", CITY);
    CHECK_INT(contacts_show(context, "kjj", cards).kind, NO_ERROR);
    CHECK(cards[0].want == CONTACT_MISSING && cards[1].want == CONTACT_MISSING, "none yet");
    CHECK_INT(WRITE(&office, contact_change(context, "kjj", "liaison", "陈伟", "0768-2120086")).kind, INVALID);
    CHECK_INT(WRITE(&office, contact_change(context, "kjj", "liaison", "陈伟", "13800000500")).kind, NO_ERROR);
    CHECK_INT(WRITE(&office, contact_change(context, "gxj", "liaison", "陈伟", "13800000500")).kind, NOT_ALLOWED);
    contacts_show(context, "kjj", cards);
    CHECK_INT(cards[0].want, CONTACT_UNVERIFIED);
    CHECK_TEXT(cards[0].phone, "138****0500");
    CHECK_INT(WRITE(&office, contact_confirm(context, "kjj", "liaison")).kind, NO_ERROR);
    contacts_show(context, "kjj", cards);
    CHECK_INT(cards[0].want, CONTACT_FINE);
    context->now += 90 * ONE_DAY;
    contacts_show(context, "kjj", cards);
    CHECK_INT(cards[0].want, CONTACT_OLD);
    WRITE(&office, contact_confirm(context, "kjj", "liaison"));
    WRITE(&office, contact_bounced(context, "kjj", "13800000500"));
    contacts_show(context, "kjj", cards);
    CHECK_INT(cards[0].want, CONTACT_BOUNCED);
    CHECK_INT(WRITE(&office, contact_confirm(context, "kjj", "deputy")).kind, NOT_FOUND);
}

static void a_unit_is_renamed_or_succeeded(void)
{
    struct unit names[2] = {
        { .name = "市旧名局", .kind = "部门", .jurisdiction = CITY, .until = day_of_civil(2026, 6, 30) },
        { .name = "市新名局", .kind = "部门", .jurisdiction = CITY, .from = day_of_civil(2026, 7, 1) },
    };

    office_act(&office, "coord", BIT(coordinator), "zsj", CITY);
    CHECK_INT(WRITE(&office, unit_change(context, "xmj", names, 2, NULL)).kind, NO_ERROR);
    CHECK_TEXT(world_unit_name(context->world, "xmj", day_of_civil(2026, 6, 30)), "市旧名局");
    CHECK_TEXT(world_unit_name(context->world, "xmj", day_of_civil(2026, 7, 1)), "市新名局");
    names[1].from = day_of_civil(2026, 6, 30);
    CHECK_INT(WRITE(&office, unit_change(context, "xmj", names, 2, NULL)).kind, INVALID); /* overlap */
    CHECK_INT(WRITE(&office, unit_change(context, "xmj", names, 1, NULL)).kind, INVALID); /* no successor */
    names[0].successor = "nope";
    CHECK_INT(WRITE(&office, unit_change(context, "xmj", names, 1, NULL)).kind, INVALID);
    names[0].successor = "gxj";
    CHECK_INT(WRITE(&office, unit_change(context, "xmj", names, 1, NULL)).kind, NO_ERROR);
    names[0] = (struct unit){ .name = "第二牵头局", .kind = "牵头", .jurisdiction = CITY };
    CHECK_INT(WRITE(&office, unit_change(context, "dzj", names, 1, NULL)).kind, INVALID); /* one is enough */
    office_act(&office, "xq", BIT(coordinator), "xqzsj", "445102");
    CHECK_INT(WRITE(&office, unit_change(context, "gxj", names, 1, NULL)).kind, NOT_ALLOWED);
}

static void run_on(bool postgres)
{
    if (!office_open(&office, postgres)) return;
    RUN(the_seed_holds_the_world);
    RUN(the_world_is_loaded_anew_after_a_change);
    RUN(what_was_rolled_back_is_never_taken_for_real);
    RUN(policies_have_a_history);
    RUN(leaders_take_their_turns);
    RUN(contacts_are_confirmed_every_ninety_days);
    RUN(a_unit_is_renamed_or_succeeded);
    office_close(&office);
}

int main(void)
{
    run_on(false);
    run_on(true);
    return test_end();
}

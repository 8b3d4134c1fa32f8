/* SPDX-License-Identifier: Apache-2.0 */
#include "service/accounts.h"

#include "base/text.h"
#include "mechanism/phone.h"
#include "service/check.h"
#include "service/journal.h"
#include "service/sign_in.h"
#include "service/world_current.h"
#include "store/sessions.h"

#include <string.h>

#define OF_A_UNIT (1u << ROLE_officer | 1u << ROLE_unit_head)
#define NEEDS_UNIT "承办岗位的账号须属于一个单位"

static const char *unit_name(const struct context *context, const char *unit)
{
    return unit ? world_unit_name(context->world, unit, day_of(context->now)) : NULL;
}

static struct error card_of(struct context *context, const struct account *account, struct account_card *card)
{
    struct failures failures;

    TRY(failures_find(context->db, context->arena, "account", account->name, &failures));
    *card = (struct account_card){
        .id = account->id,
        .account = account->name,
        .name = account->display_name,
        .unit = account->unit,
        .unit_name = unit_name(context, account->unit),
        .jurisdiction = account->jurisdiction,
        .roles = account->roles,
        .active = account->active,
        .demo = account->demo,
        .locked = failures.locked_until > context->wall,
        .second_factor = account->second_secret != NULL,
        .phone = phone_masked(context->arena, account->phone),
        .created_at = account->created_at,
        .last_sign_in = account->last_sign_in,
    };
    return OK;
}

/* Narrows the query to what he may see. */
static struct error may_see(const struct context *context, struct account_filter *filter)
{
    const struct person *person = &context->person;

    if (duty_held(DUTY_see_accounts, person)) {
        if (!filter->jurisdiction && !text_equal(person->jurisdiction, CITY))
            filter->jurisdiction = person->jurisdiction;
        return check_duty(context, DUTY_see_accounts, filter->jurisdiction, NULL);
    }
    filter->active_only = true;
    if (duty_held(DUTY_set_roster, person) && (filter->role == ROLE_leader || filter->role == ROLE_secretary)) {
        if (!filter->jurisdiction) filter->jurisdiction = person->jurisdiction;
        return check_duty(context, DUTY_set_roster, filter->jurisdiction, NULL);
    }
    if (!filter->unit) filter->unit = person->unit;
    if (!filter->jurisdiction) filter->jurisdiction = person->jurisdiction;
    return check_duty(context, DUTY_see_colleagues, filter->jurisdiction, filter->unit);
}

struct error accounts_show(struct context *context, const struct account_query *query, struct account_card **cards,
                           size_t *count, bool *more)
{
    struct account_filter filter = { .jurisdiction = query->jurisdiction,
                                     .unit = query->unit,
                                     .role = query->role,
                                     .after = query->after,
                                     .limit = query->limit + 1 };
    struct account *accounts;

    TRY(may_see(context, &filter));
    TRY(accounts_list(context->db, context->arena, &filter, &accounts, count));
    *more = *count > (size_t)query->limit;
    if (*more) *count = (size_t)query->limit;
    *cards = ARENA_ARRAY(context->arena, struct account_card, *count);
    for (size_t i = 0; i < *count; i++) TRY(card_of(context, &accounts[i], &(*cards)[i]));
    return OK;
}

/* Making */

static bool good_name(const char *name)
{
    return strlen(name) >= 2 && strlen(name) <= 32 &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") == strlen(name);
}

static void check_name(struct context *context, struct fault_list *faults, const char *typed, struct account *account)
{
    struct account other;

    account->name = account_name_folded(context->arena, typed);
    if (!good_name(account->name))
        fault_add(context, faults, "account", "invalid", "账号为2至32个小写字母、数字、点、横线");
    else if (accounts_find(context->db, context->arena, account->name, &other).kind == NO_ERROR)
        fault_add(context, faults, "account", "taken", "这个账号名已被使用");
}

static void check_place(struct context *context, struct fault_list *faults, const struct new_account *asked,
                        struct account *account)
{
    const struct unit *unit = world_unit(context->world, asked->unit, day_of(context->now));
    const char *jurisdiction = unit ? unit->jurisdiction : asked->jurisdiction;

    account->unit = text_blank(asked->unit) ? NULL : asked->unit;
    account->jurisdiction = jurisdiction;
    if (account->unit && !unit) fault_add(context, faults, "unit", "unknown", "没有这个单位，或它已撤销");
    if (unit && asked->jurisdiction && !text_equal(asked->jurisdiction, unit->jurisdiction))
        fault_add(context, faults, "jurisdiction", "differs", "单位不属于这个地区");
    if (!account->unit && !world_jurisdiction(context->world, jurisdiction))
        fault_add(context, faults, "jurisdiction", "unknown", "不属于单位的账号须指明地区");
}

/* One account per person: a phone that another account has says it is the same person. */
static void check_person(struct context *context, struct fault_list *faults, const struct new_account *asked,
                         struct account *account)
{
    struct account *others;
    size_t count = 0;

    account->display_name = checked_text(context, faults, "name", "姓名", asked->name, 40, true);
    account->phone = text_blank(asked->phone) ? NULL : phone_normal(context->arena, asked->phone);
    if (text_blank(asked->phone)) return;
    if (!account->phone) {
        fault_add(context, faults, "phone", "invalid", PHONE_RULE);
        return;
    }
    if (accounts_with_phone(context->db, context->arena, account->phone, &others, &count).kind != NO_ERROR) return;
    for (size_t i = 0; i < count; i++)
        if (others[i].id != account->id)
            fault_add(context, faults, "phone", "taken",
                      arena_printf(context->arena, "这个号码已是账号%s的，一人只能有一个账号", others[i].name));
}

static struct error prepare(struct context *context, const struct new_account *asked, struct account *account)
{
    struct fault_list faults = { 0 };

    *account = (struct account){ .active = true, .created_at = context->wall, .password_at = context->wall };
    check_name(context, &faults, asked->account, account);
    check_person(context, &faults, asked, account);
    check_place(context, &faults, asked, account);
    return faults_error(&faults);
}

struct error accounts_make(struct context *context, const struct new_account *asked,
                           const struct given_password *password, struct account_card *card)
{
    struct account account;

    TRY(check_duty(context, DUTY_make_account, NULL, NULL));
    TRY(prepare(context, asked, &account));
    TRY(check_duty(context, DUTY_make_account, account.jurisdiction, NULL));
    account.password_hash = password->hash;
    account.password_given = true;
    TRY(accounts_add(context->db, context->arena, &account));
    TRY(journal(context, "account", account.id, "make_account", account.name, NULL));
    return card_of(context, &account, card);
}

/* Changing */

static struct error find_for(struct context *context, enum duty duty, const char *name, struct account *account)
{
    TRY(check_duty(context, duty, NULL, NULL));
    TRY(world_claim(context)); /* two who take each other's role away must not both succeed */
    TRY(accounts_find(context->db, context->arena, account_name_folded(context->arena, name), account));
    return check_duty(context, duty, account->jurisdiction, NULL);
}

/* Losing the last administrator of a kind would lock everybody out (等保 8.1.4.2). */
static struct error others_remain(struct context *context, const struct account *account, unsigned lost)
{
    for (enum role role = ROLE_system_admin; role <= ROLE_audit_admin; role++) {
        struct account_filter filter = { .role = role, .active_only = true, .limit = 2 };
        struct account *holders;
        size_t count;

        if (!(lost >> role & 1u)) continue;
        TRY(accounts_list(context->db, context->arena, &filter, &holders, &count));
        if (count == 1 && holders[0].id == account->id)
            return (struct error){ .kind = NOT_NOW,
                                   .code = "account.last-administrator",
                                   .text =
                                       arena_printf(context->arena, "这是最后一名%s，请先另行指定", role_name(role)) };
    }
    return OK;
}

struct error accounts_switch(struct context *context, const char *name, bool active)
{
    struct account account;

    TRY(find_for(context, DUTY_disable_account, name, &account));
    if (!active && account.id == context->person.id)
        return (struct error){ .kind = NOT_NOW, .code = "account.oneself", .text = "不能停用自己的账号" };
    if (!active) TRY(others_remain(context, &account, account.roles));
    TRY(accounts_set_active(context->db, context->arena, account.id, active, context->wall));
    TRY(journal(context, "account", account.id, active ? "enable_account" : "disable_account", NULL, NULL));
    return sessions_end_of_account(context->db, account.id, NULL);
}

struct error accounts_move(struct context *context, const struct new_account *asked)
{
    struct fault_list faults = { 0 };
    struct account account;

    TRY(find_for(context, DUTY_make_account, asked->account, &account));
    check_person(context, &faults, asked, &account);
    check_place(context, &faults, asked, &account);
    if (!account.unit && account.roles & OF_A_UNIT) fault_add(context, &faults, "unit", "missing", NEEDS_UNIT);
    TRY(faults_error(&faults));
    TRY(check_duty(context, DUTY_make_account, account.jurisdiction, NULL));
    TRY(accounts_set_card(context->db, context->arena, &account));
    TRY(journal(context, "account", account.id, "move_account", account.unit, NULL));
    return sessions_end_of_account(context->db, account.id, NULL);
}

struct error accounts_reset(struct context *context, const char *name, const struct given_password *password)
{
    struct account account;

    TRY(find_for(context, DUTY_reset_account, name, &account));
    TRY(accounts_set_password(context->db, context->arena, &account, password->hash, context->wall, true));
    TRY(accounts_set_second_factor(context->db, context->arena, account.id, NULL, 0));
    TRY(failures_forget(context->db, "account", account.name));
    TRY(journal(context, "account", account.id, "reset_account", NULL, NULL));
    return sessions_end_of_account(context->db, account.id, NULL);
}

/* Three administrators are three people: the same name in one jurisdiction is taken for the same person. */
static struct error three_people(struct context *context, const struct account *account, unsigned roles)
{
    for (enum role role = ROLE_system_admin; role <= ROLE_audit_admin; role++) {
        struct account_filter filter = { .role = role, .active_only = true, .limit = 200 };
        struct account *holders;
        size_t count;

        if (!(roles & ADMINISTRATORS)) break;
        TRY(accounts_list(context->db, context->arena, &filter, &holders, &count));
        for (size_t i = 0; i < count; i++)
            if (holders[i].id != account->id && !(roles >> role & 1u) &&
                text_equal(holders[i].display_name, account->display_name))
                return fault_error(context, "roles", "same-person",
                                   arena_printf(context->arena, "%s已任%s，三类管理员须由三人分别担任",
                                                account->display_name, role_name(role)));
    }
    return OK;
}

struct error accounts_grant(struct context *context, const char *name, unsigned roles)
{
    struct account account;
    const char *why;

    TRY(find_for(context, DUTY_grant_roles, name, &account));
    if (account.id == context->person.id)
        return (struct error){ .kind = NOT_NOW, .code = "account.oneself", .text = "不能变更自己的角色" };
    if (!roles_compatible(roles, &why)) return fault_error(context, "roles", "incompatible", why);
    if (!account.unit && roles & OF_A_UNIT) return fault_error(context, "roles", "no-unit", NEEDS_UNIT);
    TRY(three_people(context, &account, roles));
    TRY(others_remain(context, &account, account.roles & ~roles));
    TRY(journal(context, "account", account.id, "grant_roles", NULL,
                journal_change(context->arena, "roles", roles_text(context->arena, account.roles),
                               roles_text(context->arena, roles))));
    TRY(accounts_set_roles(context->db, context->arena, account.id, roles));
    return sessions_end_of_account(context->db, account.id, NULL);
}

struct error accounts_first(struct context *context, const struct new_account administrators[3],
                            const char *const hashes[3])
{
    int64_t count;

    TRY(accounts_count(context->db, context->arena, &count));
    if (count > 0) return (struct error){ .kind = NOT_NOW, .code = "set-up.done", .text = "平台已设置过管理员" };
    for (unsigned i = 0; i < 3; i++) {
        struct account account;

        for (unsigned k = 0; k < i; k++)
            if (text_equal(administrators[i].name, administrators[k].name))
                return fault_error(context, "name", "same-person", "三类管理员须由三人分别担任");
        TRY(prepare(context, &administrators[i], &account));
        account.roles = 1u << (ROLE_system_admin + i);
        account.password_hash = hashes[i];
        TRY(accounts_add(context->db, context->arena, &account));
        TRY(journal(context, "account", account.id, "make_account", account.name, NULL));
    }
    return OK;
}

struct error roles_read(struct context *context, const char *words, unsigned *roles)
{
    char *list = text_trim(context->arena, words ? words : ""), **parts;
    size_t count;

    *roles = 0;
    for (char *at = list; *at; at++)
        if (*at == ' ') *at = ',';
    parts = text_split(context->arena, list, ',', &count);
    for (size_t i = 0; i < count; i++) {
        enum role role = role_find(parts[i]);

        if (!*parts[i]) continue;
        if (role >= ROLES)
            return fault_error(context, "roles", "unknown", arena_printf(context->arena, "没有角色“%s”", parts[i]));
        *roles |= 1u << role;
    }
    return OK;
}

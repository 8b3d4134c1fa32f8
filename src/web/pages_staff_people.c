/* SPDX-License-Identifier: Apache-2.0 */
/* /people: the system administrator makes, resets and disables accounts, the security administrator gives roles. */
#include "pages/people.h"

#include "base/text.h"
#include "mechanism/duties.h"
#include "service/accounts.h"
#include "web/act_forms.h"
#include "web/handlers.h"
#include "web/list_query.h"
#include "web/page.h"
#include "web/pages_staff.h"

#include <string.h>

enum { PAGE_ROWS = 50, ACTS_MOST = 4 };

struct showing {
    struct refused_form refused;
    const struct given_password *password;
    const char *password_of;
};

static bool may(const struct request *request, enum duty duty) { return duty_held(duty, &request->context->person); }

static const char *roles_chinese(struct arena *arena, unsigned roles)
{
    struct buffer out;

    buffer_init(&out, arena, 1 << 14);
    for (enum role role = 0; role < ROLES; role++)
        if (roles >> role & 1u) buffer_printf(&out, "%s%s", out.size ? "、" : "", role_name(role));
    return out.size ? buffer_string(&out) : NULL;
}

static const char *place_of(const struct request *request, const struct account_card *card)
{
    const struct jurisdiction *place = world_jurisdiction(request->context->world, card->jurisdiction);

    if (card->unit_name) return card->unit_name;
    return place ? arena_printf(request->arena, "不属于单位（%s）", place->name) : "不属于单位";
}

static const char *standing(const struct account_card *card)
{
    if (!card->active) return "已停用";
    return card->locked ? "已锁定" : "正常";
}

static void take_refusal(const struct showing *showing, struct people_page *page)
{
    page->refused = showing->refused.action;
    page->faults = showing->refused.error.faults;
    if (showing->refused.error.kind != NO_ERROR) page->refusal = showing->refused.error.text;
    if (showing->password) page->password = showing->password->plain;
    page->password_of = showing->password_of;
}

/* ── Forms ──────────────────────────────────────────────────────────────── */

struct act_list {
    struct request *request;
    const struct showing *showing;
    struct act_view *acts;
    size_t count;
};

static void add_act(struct act_list *list, struct act_view act)
{
    struct form_field *fields = (struct form_field *)(uintptr_t)act.fields;
    bool refused = text_equal(list->showing->refused.action, act.id);

    for (size_t i = 0; i < act.field_count; i++) {
        fields[i].id = arena_printf(list->request->arena, "%s-%s", act.id, fields[i].name);
        if (!refused) continue;
        fields[i].value = form_typed(list->request, fields[i].name);
        for (const struct fault *fault = list->showing->refused.error.faults; fault && !fields[i].fault;
             fault = fault->next)
            if (text_equal(fault->field, fields[i].name)) fields[i].fault = fault->text;
    }
    act.open = refused;
    list->acts[list->count++] = act;
}

static struct field_choice *units_of(struct request *request, size_t *count)
{
    const struct world *world = request->context->world;
    struct field_choice *choices = ARENA_ARRAY(request->arena, struct field_choice, world->unit_count + 1);

    choices[0] = (struct field_choice){ "", "不属于单位", NULL };
    *count = 1;
    for (size_t i = 0; i < world->unit_count; i++) {
        const struct unit *unit = &world->units[i];
        const struct jurisdiction *place = world_jurisdiction(world, unit->jurisdiction);
        bool county = !text_equal(unit->jurisdiction, CITY) && place;

        if (unit != world_unit(world, unit->id, day_of(request->context->now))) continue;
        choices[(*count)++] = (struct field_choice){
            unit->id, county ? arena_printf(request->arena, "%s（%s）", unit->name, place->name) : unit->name, NULL
        };
    }
    return choices;
}

static struct field_choice *places_of(struct request *request, size_t *count)
{
    const struct world *world = request->context->world;
    struct field_choice *choices = ARENA_ARRAY(request->arena, struct field_choice, world->jurisdiction_count + 1);

    choices[0] = (struct field_choice){ "", "随单位", NULL };
    for (size_t i = 0; i < world->jurisdiction_count; i++)
        choices[i + 1] = (struct field_choice){ world->jurisdictions[i].code, world->jurisdictions[i].name, NULL };
    *count = world->jurisdiction_count + 1;
    return choices;
}

static void add_making(struct act_list *list)
{
    struct form_field *fields = ARENA_ARRAY(list->request->arena, struct form_field, 5);

    fields[0] = (struct form_field){ .look = LOOK_LINE, .name = "name", .label = "姓名", .width = 20 };
    fields[1] = (struct form_field){
        .look = LOOK_CODE, .name = "account", .label = "账号", .hint = "2至32个小写字母、数字、点、横线"
    };
    fields[2] = (struct form_field){ .look = LOOK_SELECT, .name = "unit", .label = "单位" };
    fields[2].choices = units_of(list->request, &fields[2].choice_count);
    fields[3] =
        (struct form_field){ .look = LOOK_SELECT, .name = "jurisdiction", .label = "辖区", .hint = "不属于单位的要选" };
    fields[3].choices = places_of(list->request, &fields[3].choice_count);
    fields[4] = (struct form_field){ .look = LOOK_PHONE, .name = "phone", .label = "手机", .optional = true };
    add_act(list, (struct act_view){ .id = "make",
                                     .label = "新建账号",
                                     .clause = "角色由安全管理员授予。初始密码只显示一次。",
                                     .address = "/people",
                                     .fields = fields,
                                     .field_count = 5 });
}

static void add_roles(struct act_list *list, const struct account_card *card)
{
    struct arena *arena = list->request->arena;
    struct field_choice *choices = ARENA_ARRAY(arena, struct field_choice, ROLES);
    struct form_field *fields = ARENA_ARRAY(arena, struct form_field, 1);
    struct buffer held;
    size_t count = 0;

    buffer_init(&held, arena, 1 << 14);
    for (enum role role = 0; role < ROLES; role++) {
        if (role_group(role) == GROUP_OUTSIDE && role == ROLE_enterprise) continue;
        choices[count++] = (struct field_choice){ role_id(role), role_name(role), NULL };
        if (card->roles >> role & 1u) buffer_printf(&held, "%s%s", held.size ? "," : "", role_id(role));
    }
    fields[0] = (struct form_field){ .look = LOOK_CHECKS,
                                     .name = "roles",
                                     .label = "角色",
                                     .value = buffer_string(&held),
                                     .choices = choices,
                                     .choice_count = count };
    add_act(list, (struct act_view){ .id = "roles",
                                     .label = "授予和收回角色",
                                     .clause = "保存以后，这个账号须重新登录。",
                                     .button = "保存角色",
                                     .address = arena_printf(arena, "/people/%s/roles", card->account),
                                     .fields = fields,
                                     .field_count = 1 });
}

static void add_for_one(struct act_list *list, const struct account_card *card)
{
    struct arena *arena = list->request->arena;

    if (may(list->request, DUTY_grant_roles)) add_roles(list, card);
    if (may(list->request, DUTY_reset_account))
        add_act(list, (struct act_view){ .id = "reset",
                                         .label = "重置密码",
                                         .clause = "给一个新的初始密码，解除锁定和动态口令，退出所有登录。",
                                         .address = arena_printf(arena, "/people/%s/reset", card->account) });
    if (may(list->request, DUTY_disable_account))
        add_act(list, (struct act_view){ .id = card->active ? "disable" : "enable",
                                         .label = card->active ? "停用账号" : "启用账号",
                                         .address = arena_printf(arena, "/people/%s/%s", card->account,
                                                                 card->active ? "disable" : "enable") });
}

/* ── The list ───────────────────────────────────────────────────────────── */

static const struct table_view *table_of(struct request *request, const struct page_frame *frame,
                                         const struct account_card *cards, size_t count)
{
    static const struct table_column columns[] = { { .label = "账号" },
                                                   { .label = "单位" },
                                                   { .label = "角色" },
                                                   { .label = "状态", .nowrap = true },
                                                   { .label = "最近登录" } };
    struct arena *arena = request->arena;
    struct table_view *table = ARENA_NEW(arena, struct table_view);
    struct table_cell *cell = ARENA_ARRAY(arena, struct table_cell, 5 * (count + 1));

    *table = (struct table_view){ .caption = "账号",
                                  .columns = columns,
                                  .column_count = 5,
                                  .cells = cell,
                                  .row_count = count,
                                  .empty = "没有账号。" };
    for (size_t i = 0; i < count; i++) {
        const struct account_card *card = &cards[i];
        const char *roles = roles_chinese(arena, card->roles);

        *cell++ = (struct table_cell){ .text = card->name,
                                       .code = card->account,
                                       .address = arena_printf(arena, "/people/%s", card->account) };
        *cell++ = (struct table_cell){ .text = place_of(request, card) };
        *cell++ = (struct table_cell){ .text = roles ? roles : "还没有角色", .muted = !roles };
        *cell++ =
            (struct table_cell){ .tag_colour = card->active && !card->locked ? "blue" : "grey", .tag = standing(card) };
        *cell++ =
            (struct table_cell){ .text = card->last_sign_in ? instant_chinese(arena, card->last_sign_in, frame->today)
                                                            : "还没有登录过",
                                 .muted = !card->last_sign_in };
    }
    return table;
}

static struct filters_view filters_of(struct request *request)
{
    struct form_field *fields = ARENA_ARRAY(request->arena, struct form_field, 2);
    struct field_choice *units, *roles = ARENA_ARRAY(request->arena, struct field_choice, ROLES + 1);
    size_t unit_count, role_count = 1;

    units = units_of(request, &unit_count);
    units[0].label = "全部单位";
    roles[0] = (struct field_choice){ "", "全部角色", NULL };
    for (enum role role = ROLE_enterprise + 1; role < ROLES; role++)
        roles[role_count++] = (struct field_choice){ role_id(role), role_name(role), NULL };
    fields[0] = (struct form_field){ .look = LOOK_SELECT,
                                     .name = "unit",
                                     .id = "filter-unit",
                                     .label = "单位",
                                     .value = query_set(request, "unit"),
                                     .choices = units,
                                     .choice_count = unit_count };
    fields[1] = (struct form_field){ .look = LOOK_SELECT,
                                     .name = "role",
                                     .id = "filter-role",
                                     .label = "角色",
                                     .value = query_set(request, "role"),
                                     .choices = roles,
                                     .choice_count = role_count };
    return (struct filters_view){ .action = "/people", .fields = fields, .field_count = 2 };
}

static struct error show_list(struct request *request, int status, const struct showing *showing)
{
    struct page_frame frame = page_frame(request);
    struct account_query query = { .unit = query_set(request, "unit"), .role = ROLES, .limit = PAGE_ROWS };
    const char *after = query_set(request, "after"), *role = query_set(request, "role");
    struct people_page page = { .title = "账号", .filters = filters_of(request) };
    struct act_list acts = { .request = request,
                             .showing = showing,
                             .acts = ARENA_ARRAY(request->arena, struct act_view, ACTS_MOST) };
    struct account_card *cards;
    size_t count;
    bool more;

    if (role && role_find(role) < ROLES) query.role = role_find(role);
    if (after && (!text_int(after, &query.after) || query.after < 0)) query.after = 0;
    TRY(accounts_show(request->context, &query, &cards, &count, &more));
    page.table = table_of(request, &frame, cards, count);
    page.pages = (struct pages_view){
        .said = "先建的在前",
        .first = query.after ? query_after(request, "/people", NULL) : NULL,
        .next =
            more ? query_after(request, "/people", arena_printf(request->arena, "%lld", (long long)cards[count - 1].id))
                 : NULL,
    };
    if (may(request, DUTY_make_account)) add_making(&acts);
    page.acts = acts.acts;
    page.act_count = acts.count;
    take_refusal(showing, &page);
    return PAGE(request, status, people_page, &frame, &page);
}

struct error people_show(struct request *request) { return show_list(request, 200, &(struct showing){ 0 }); }

/* ── One account ────────────────────────────────────────────────────────── */

static struct error find_card(struct request *request, struct account_card *found)
{
    struct account_query query = { .role = ROLES, .limit = 200 };
    const char *account = request_param(request, "account");
    bool more = true;

    while (more) {
        struct account_card *cards;
        size_t count;

        TRY(accounts_show(request->context, &query, &cards, &count, &more));
        for (size_t i = 0; i < count; i++) {
            if (!text_equal(cards[i].account, account)) continue;
            *found = cards[i];
            return OK;
        }
        if (count) query.after = cards[count - 1].id;
    }
    return (struct error){ .kind = NOT_FOUND, .code = "account.unknown", .text = "没有这个账号。" };
}

static struct error show_one(struct request *request, int status, const struct showing *showing)
{
    enum { FACTS = 8 };
    struct page_frame frame = page_frame(request);
    struct people_page page = { .back = "/people" };
    struct act_list acts = { .request = request,
                             .showing = showing,
                             .acts = ARENA_ARRAY(request->arena, struct act_view, ACTS_MOST) };
    struct fact_view *facts = ARENA_ARRAY(request->arena, struct fact_view, FACTS);
    struct account_card card;
    const char *roles;

    TRY(find_card(request, &card));
    roles = roles_chinese(request->arena, card.roles);
    page.title = card.name;
    facts[page.fact_count++] = (struct fact_view){ .name = "账号", .value = card.account };
    facts[page.fact_count++] =
        (struct fact_view){ .name = "单位", .value = place_of(request, &card) };
    facts[page.fact_count++] = (struct fact_view){ .name = "角色", .value = roles ? roles : "还没有角色" };
    facts[page.fact_count++] = (struct fact_view){ .name = "状态", .value = standing(&card) };
    facts[page.fact_count++] = (struct fact_view){ .name = "手机", .value = card.phone ? card.phone : "没有登记" };
    facts[page.fact_count++] =
        (struct fact_view){ .name = "动态口令", .value = card.second_factor ? "已绑定" : "没有绑定" };
    page.facts = facts;
    add_for_one(&acts, &card);
    page.acts = acts.acts;
    page.act_count = acts.count;
    take_refusal(showing, &page);
    frame.path = arena_printf(request->arena, "/people/%s", card.account);
    return PAGE(request, status, people_page, &frame, &page);
}

struct error person_show(struct request *request) { return show_one(request, 200, &(struct showing){ 0 }); }

/* ── Acting ─────────────────────────────────────────────────────────────── */

static struct error make(struct request *request)
{
    const struct given_password *password = request->carry;
    struct new_account asked = { .account = field_text(request, "account"),
                                 .name = field_text(request, "name"),
                                 .unit = field_text(request, "unit"),
                                 .jurisdiction = field_text(request, "jurisdiction"),
                                 .phone = field_text(request, "phone") };
    struct account_card card;
    struct error error;

    if (!asked.account) asked.account = "";
    error = accounts_make(request->context, &asked, password, &card);
    if (form_comes_back(error.kind)) {
        TRY(show_list(request, status_of(error.kind), &(struct showing){ .refused = { "make", error } }));
        return reply_and_undo(request, error);
    }
    TRY(error);
    reply_is_secret(request);
    return show_list(request, 200, &(struct showing){ .password = password, .password_of = card.account });
}

static struct error reset(struct request *request)
{
    const struct given_password *password = request->carry;

    TRY(accounts_reset(request->context, request_param(request, "account"), password));
    reply_is_secret(request);
    return show_one(request, 200,
                    &(struct showing){ .password = password, .password_of = request_param(request, "account") });
}

static struct error with_password(struct request *request, struct error (*next)(struct request *))
{
    struct given_password password = password_given(request->arena);

    request_continue(request, LANE_WRITE, next, arena_copy(request->arena, &password, sizeof password));
    return OK;
}

static struct error password_to_make(struct request *request) { return with_password(request, make); }

static struct error password_to_reset(struct request *request) { return with_password(request, reset); }

static struct error not_his(void)
{
    return (struct error){ .kind = NOT_ALLOWED, .code = "people.not-your-duty", .text = "账号由系统管理员管理。" };
}

struct error people_make(struct request *request)
{
    if (!may(request, DUTY_make_account)) return not_his();
    request_continue(request, LANE_SLOW, password_to_make, NULL);
    return OK;
}

struct error person_reset(struct request *request)
{
    if (!may(request, DUTY_reset_account)) return not_his();
    request_continue(request, LANE_SLOW, password_to_reset, NULL);
    return OK;
}

static struct error answer(struct request *request, const char *action, struct error error)
{
    if (form_comes_back(error.kind)) {
        TRY(show_one(request, status_of(error.kind), &(struct showing){ .refused = { action, error } }));
        return reply_and_undo(request, error);
    }
    TRY(error);
    return reply_see_other(request, "/people/%s", request_param(request, "account"));
}

struct error person_disable(struct request *request)
{
    return answer(request, "disable", accounts_switch(request->context, request_param(request, "account"), false));
}

struct error person_enable(struct request *request)
{
    return answer(request, "enable", accounts_switch(request->context, request_param(request, "account"), true));
}

struct error person_roles(struct request *request)
{
    const char *typed = form_typed(request, "roles");
    unsigned roles;
    struct error error = roles_read(request->context, typed ? typed : "", &roles);

    if (error.kind == NO_ERROR) error = accounts_grant(request->context, request_param(request, "account"), roles);
    return answer(request, "roles", error);
}

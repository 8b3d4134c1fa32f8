/* SPDX-License-Identifier: Apache-2.0 */
/* /set-up/{token}: the link that an empty store prints at its first start. */
#include "service/set_up.h"

#include "base/secret.h"
#include "base/text.h"
#include "mechanism/password_rule.h"
#include "pages/set_up.h"
#include "web/handlers.h"
#include "web/page.h"

#define PEOPLE 3
#define FIELDS 3

static const struct {
    const char *title, *about;
} groups[PEOPLE] = {
    { "系统管理员", "管理账号、单位、日历和运行设置" },
    { "安全管理员", "授予角色，设定办理规则的参数" },
    { "审计管理员", "查看审计日志" },
};

static const struct form_field questions[FIELDS] = {
    { .look = LOOK_LINE, .name = "name", .label = "姓名", .complete = "off", .width = 20 },
    { .look = LOOK_CODE, .name = "account", .label = "账号", .hint = "登录时输入", .complete = "off", .width = 20 },
    { .look = LOOK_PASSWORD,
      .name = "password",
      .label = "密码",
      .hint = "至少8位，大写字母、小写字母、数字、符号四类中至少三类",
      .complete = "new-password",
      .width = 20 },
};

struct entry {
    struct new_account people[PEOPLE];
    const char *passwords[PEOPLE], *hashes[PEOPLE];
};

static const char *field_name(struct request *request, const char *question, int person)
{
    return arena_printf(request->arena, "%s_%d", question, person + 1);
}

static const char *fault_of(const struct fault *faults, const char *name)
{
    for (; faults; faults = faults->next)
        if (text_equal(faults->field, name)) return faults->text;
    return NULL;
}

static struct error show(struct request *request, int status, const struct fault *faults)
{
    struct set_up_group *shown = ARENA_ARRAY(request->arena, struct set_up_group, PEOPLE);
    struct set_up_view view = { .groups = shown, .group_count = PEOPLE, .faults = faults };
    struct page_frame frame = page_frame_with_form(request);

    for (int i = 0; i < PEOPLE; i++) {
        struct form_field *fields = arena_copy(request->arena, questions, sizeof questions);

        for (int k = 0; k < FIELDS; k++) {
            fields[k].name = field_name(request, questions[k].name, i);
            fields[k].value = pairs_find(&request->form, fields[k].name);
            fields[k].fault = fault_of(faults, fields[k].name);
        }
        shown[i] = (struct set_up_group){ groups[i].title, groups[i].about, fields, FIELDS };
    }
    return PAGE(request, status, set_up_page, &frame, &view);
}

/* Nine fields with three labels: the summary at the head has to tell them apart. */
static void need(struct request *request, int person, const struct form_field *question)
{
    const char *name = field_name(request, question->name, person);

    if (text_blank(field_text(request, name)))
        field_fault(request, name, "required", "请填写%s的%s", groups[person].title, question->label);
}

static struct entry *read_entry(struct request *request)
{
    struct entry *entry = ARENA_NEW(request->arena, struct entry);

    for (int i = 0; i < PEOPLE; i++) {
        const char *password = field_name(request, "password", i), *weak;

        entry->people[i] = (struct new_account){ .account = field_text(request, field_name(request, "account", i)),
                                                 .name = field_text(request, field_name(request, "name", i)),
                                                 .jurisdiction = CITY };
        entry->passwords[i] = field_text(request, password);
        for (int k = 0; k < FIELDS; k++) need(request, i, &questions[k]);
        weak = entry->passwords[i] ? password_weakness(request->arena, entry->passwords[i], entry->people[i].account)
                                   : NULL;
        if (weak) field_fault(request, password, "weak", "%s", weak);
    }
    return entry;
}

static struct error finish(struct request *request)
{
    struct entry *entry = request->carry;
    struct set_up_view view = { .done = true };
    struct page_frame frame;
    struct error error = set_up_finish(request->context, request_param(request, "token"), entry->people, entry->hashes);

    if (error.kind == INVALID) {
        TRY(show(request, 422, error.faults));
        return reply_and_undo(request, error);
    }
    TRY(error);
    frame = page_frame(request);
    reply_is_secret(request);
    return PAGE(request, 200, set_up_page, &frame, &view);
}

static struct error hash(struct request *request)
{
    struct entry *entry = request->carry;

    for (int i = 0; i < PEOPLE; i++) entry->hashes[i] = password_hash(request->arena, entry->passwords[i]);
    request_continue(request, LANE_WRITE, finish, entry);
    return OK;
}

struct error set_up_show(struct request *request)
{
    TRY(set_up_check(request->context, request_param(request, "token")));
    return show(request, 200, NULL);
}

struct error set_up_send(struct request *request)
{
    struct entry *entry;
    const struct fault *faults;

    TRY(set_up_check(request->context, request_param(request, "token")));
    entry = read_entry(request);
    faults = request->faults;
    request->faults = NULL;
    if (faults) return show(request, 422, faults);
    request_continue(request, LANE_SLOW, hash, entry);
    return OK;
}

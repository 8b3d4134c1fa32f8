/* SPDX-License-Identifier: Apache-2.0 */
/* /account: one's own password and second factor. */
#include "pages/account.h"

#include "base/qr_code.h"
#include "base/text.h"
#include "pages/form.h"
#include "service/passwords.h"
#include "web/fields.h"
#include "web/handlers.h"
#include "web/page.h"

static const struct form_field password_questions[] = {
    { .look = LOOK_PASSWORD,
      .name = "old_password",
      .label = "现在的密码",
      .complete = "current-password",
      .width = 20 },
    { .look = LOOK_PASSWORD,
      .name = "new_password",
      .label = "新密码",
      .hint = "至少8位，大写字母、小写字母、数字、符号四类中至少三类；不能和最近用过的五个相同",
      .complete = "new-password",
      .width = 20 },
    { .look = LOOK_PASSWORD, .name = "again", .label = "新密码（再输一次）", .complete = "new-password", .width = 20 },
};
static const struct form_field code_questions[] = {
    { .look = LOOK_CODE,
      .name = "code",
      .label = "动态口令",
      .hint = "扫描以后，验证器显示的六位数字",
      .complete = "one-time-code",
      .width = 10 },
};
enum { PASSWORD_FIELDS = 3, CODE_FIELDS = 1 };

/* ── The page ───────────────────────────────────────────────────────────── */

static const char *what_is_due(const struct session_facts *facts)
{
    if (facts->password_due) return "您的密码是管理员给的初始密码，或者已经用满期限。请先修改密码，之后才能办理业务。";
    if (facts->second_factor_due) return "请先绑定动态口令，之后才能办理业务。";
    return NULL;
}

static const char *password_standing(struct arena *arena, const struct session_facts *facts)
{
    if (facts->demo) return "演示账号，不用定期修改";
    if (facts->password_due) return "须修改";
    return arena_printf(arena, "还有%d天须修改", facts->password_days_left);
}

static const char *factor_standing(const struct session_facts *facts)
{
    if (facts->demo) return "演示账号，不用绑定";
    return facts->second_factor_due ? "没有绑定" : "已绑定。换手机请找系统管理员重置";
}

static void put_facts(struct request *request, struct account_page *page)
{
    const struct person *person = &request->context->person;
    struct fact_view *facts = ARENA_ARRAY(request->arena, struct fact_view, 5);
    const char *unit =
        person->unit ? world_unit_name(request->context->world, person->unit, day_of(request->context->now)) : NULL;

    facts[page->fact_count++] = (struct fact_view){ .name = "姓名", .value = person->name };
    facts[page->fact_count++] = (struct fact_view){ .name = "账号", .value = person->account };
    if (unit) facts[page->fact_count++] = (struct fact_view){ .name = "单位", .value = unit };
    facts[page->fact_count++] =
        (struct fact_view){ .name = "密码", .value = password_standing(request->arena, &request->facts) };
    facts[page->fact_count++] = (struct fact_view){ .name = "动态口令", .value = factor_standing(&request->facts) };
    page->facts = facts;
}

/* Groups of four, as people copy them. */
static const char *spaced(struct arena *arena, const char *secret)
{
    struct buffer out;

    buffer_init(&out, arena, 4096);
    for (size_t i = 0; secret[i]; i++) buffer_printf(&out, i && i % 4 == 0 ? " %c" : "%c", secret[i]);
    return buffer_string(&out);
}

/* The same secret again after a wrong code: it is in the telephone already. */
static void put_second_factor(struct request *request, struct account_page *page)
{
    const char *kept = pairs_find(&request->form, "secret");
    struct second_factor factor;

    if (!request->facts.second_factor_due || request->facts.password_due) return;
    factor = second_factor_of(request->context, kept);
    page->secret = factor.secret;
    page->secret_spaced = spaced(request->arena, factor.secret);
    page->qr_path = qr_code_path(request->arena, factor.address, &page->qr_side);
}

static struct error show(struct request *request, int status, const struct fault *faults)
{
    struct page_frame frame = page_frame(request);
    struct form_field *fields = arena_copy(request->arena, password_questions, sizeof password_questions);
    struct form_field *code = arena_copy(request->arena, code_questions, sizeof code_questions);
    struct account_page page = { .due = what_is_due(&request->facts),
                                 .faults = faults,
                                 .password_fields = fields,
                                 .password_field_count = PASSWORD_FIELDS,
                                 .code_fields = code,
                                 .code_field_count = CODE_FIELDS };
    struct page_notice done = { .colour = "success", .text = request_query(request, "done") ? "已保存。" : NULL };

    if (!page.due) done.address = "/desk", done.link = "去办理";

    if (done.text && !faults) frame.notice = &done;
    fields_mend(fields, PASSWORD_FIELDS, faults);
    fields_mend(code, CODE_FIELDS, faults);
    put_facts(request, &page);
    put_second_factor(request, &page);
    reply_is_secret(request);
    return PAGE(request, status, account_page, &frame, &page);
}

static struct error staff_only(const struct request *request)
{
    if (request->context->person.id) return OK;
    return (struct error){ .kind = NOT_ALLOWED, .code = "session.staff-only", .text = "仅供工作人员使用" };
}

struct error account_show(struct request *request)
{
    TRY(staff_only(request));
    return show(request, 200, NULL);
}

/* ── Password: found (read), judged (slow), stored (write) ──────────────── */

static struct error password_store(struct request *request)
{
    struct error refusal;

    TRY(password_finish(request->context, request->carry, request->session, &refusal));
    if (refusal.kind != NO_ERROR) return show(request, 422, refusal.faults); /* a wrong one was counted: that stays */
    return reply_see_other(request, "/account?done=password");
}

static struct error password_weigh(struct request *request)
{
    password_judge(request->arena, request->carry, field_text(request, "old_password"),
                   field_text(request, "new_password"));
    request_continue(request, LANE_WRITE, password_store, request->carry);
    return OK;
}

static const struct fault *password_faults(struct request *request)
{
    const struct fault *faults;

    for (size_t i = 0; i < PASSWORD_FIELDS; i++)
        if (!field_text(request, password_questions[i].name))
            field_fault(request, password_questions[i].name, "required", "请填写%s", password_questions[i].label);
    if (!request->faults && !text_equal(field_text(request, "new_password"), field_text(request, "again")))
        field_fault(request, "again", "differs", "两次输入的新密码不一样，请重新输入");
    faults = request->faults;
    request->faults = NULL;
    return faults;
}

struct error account_password(struct request *request)
{
    struct password_change *change = ARENA_NEW(request->arena, struct password_change);
    const struct fault *faults = password_faults(request);

    if (faults) return show(request, 422, faults);
    TRY(password_find(request->context, change));
    request_continue(request, LANE_SLOW, password_weigh, change);
    return OK;
}

/* ── Second factor ──────────────────────────────────────────────────────── */

struct error account_second_factor(struct request *request)
{
    struct error error;

    request->faults = NULL;
    error = second_factor_enroll(request->context, field_text(request, "secret"), field_text(request, "code"),
                                 request->session);
    if (error.kind == INVALID) {
        TRY(show(request, 422, error.faults));
        return reply_and_undo(request, error);
    }
    TRY(error);
    return reply_see_other(request, "/account?done=second-factor");
}

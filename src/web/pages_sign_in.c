/* SPDX-License-Identifier: Apache-2.0 */
/* Signing in and out from a browser: the session's token goes into a cookie. */
#include "base/secret.h"
#include "base/text.h"
#include "mechanism/phone.h"
#include "pages/form.h"
#include "pages/sign_in.h"
#include "service/notify.h"
#include "service/sign_in.h"
#include "web/fields.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/pages_sign_in.h"
#include "web/session.h"

/* A refusal that belongs to no field is shown at the one where people look. */
const struct fault *faults_of(struct request *request, const struct error *error, const char *field)
{
    struct fault *fault;

    if (error->faults) return error->faults;
    fault = ARENA_NEW(request->arena, struct fault);
    *fault = (struct fault){ .field = field, .code = error->code, .text = error_text(error) };
    return fault;
}

static const char *value_of(struct request *request, const struct form_field *field)
{
    return field->look == LOOK_PASSWORD ? NULL : pairs_find(&request->form, field->name);
}

static void fill(struct request *request, struct sign_in_view *view, const struct form_field *questions, size_t count,
                 const struct fault *faults)
{
    struct form_field *fields = arena_copy(request->arena, questions, count * sizeof *questions);
    const char *back = request->method == METHOD_GET ? request_query(request, "back") : field_text(request, "back");

    for (size_t i = 0; i < count; i++) fields[i].value = value_of(request, &fields[i]);
    fields_mend(fields, count, faults);
    view->back = page_back(back, NULL);
    view->faults = faults;
    view->fields = fields;
    view->field_count = count;
}

/* ── Staff: who it is (read), whether the password is right (slow), the session (write) ─────────────────────────── */

static const struct form_field staff_questions[] = {
    { .look = LOOK_CODE, .name = "account", .label = "账号", .complete = "username" },
    { .look = LOOK_PASSWORD, .name = "password", .label = "密码", .complete = "current-password", .width = 20 },
    { .look = LOOK_CODE,
      .name = "totp",
      .label = "动态口令",
      .hint = "绑定过的要填：手机验证器上的六位数字",
      .complete = "one-time-code",
      .optional = true },
};

struct staff_attempt {
    struct sign_in_attempt found;
    bool right;
};

static struct error show_staff(struct request *request, int status, const struct fault *faults)
{
    struct page_frame frame = page_frame_with_form(request);
    struct sign_in_view view = { .staff = true };

    fill(request, &view, staff_questions, sizeof staff_questions / sizeof *staff_questions, faults);
    return PAGE(request, status, sign_in_page, &frame, &view);
}

static struct error begin(struct request *request, const struct signed_in *session, const char *home)
{
    TRY(session_begin(request, session->token));
    return reply_see_other(request, "%s", page_back(field_text(request, "back"), home));
}

/* The refusal was counted: that must stay, so the work itself went well. */
static struct error staff_finish(struct request *request)
{
    struct staff_attempt *attempt = request->carry;
    struct signed_in session;

    TRY(sign_in_finish(request->context, &attempt->found, attempt->right, field_text(request, "totp"), &session));
    if (session.refusal.kind != NO_ERROR)
        return show_staff(request, status_of(session.refusal.kind), faults_of(request, &session.refusal, "password"));
    return begin(request, &session, "/desk");
}

static struct error staff_check(struct request *request)
{
    struct staff_attempt *attempt = request->carry;

    attempt->right = password_check(attempt->found.hash, field_text(request, "password"));
    request_continue(request, LANE_WRITE, staff_finish, attempt);
    return OK;
}

struct error staff_sign_in_show(struct request *request)
{
    TRY(session_possible(request));
    return show_staff(request, 200, NULL);
}

struct error staff_sign_in_send(struct request *request)
{
    struct staff_attempt *attempt = ARENA_NEW(request->arena, struct staff_attempt);
    const struct fault *faults;
    struct error error;

    TRY(session_possible(request));
    if (!field_text(request, "account")) field_fault(request, "account", "required", "请填写账号");
    if (!field_text(request, "password")) field_fault(request, "password", "required", "请填写密码");
    faults = request->faults;
    request->faults = NULL;
    if (faults) return show_staff(request, 422, faults);
    error = sign_in_find(request->context, field_text(request, "account"), &attempt->found);
    if (error.kind == TOO_OFTEN) return show_staff(request, 429, faults_of(request, &error, "account"));
    TRY(error);
    request_continue(request, LANE_SLOW, staff_check, attempt);
    return OK;
}

/* ── Enterprises ────────────────────────────────────────────────────────── */

static const struct form_field who_questions[] = {
    { .look = LOOK_CODE, .name = "uscc", .label = "统一社会信用代码", .hint = "营业执照上的18位代码，小写字母也可以" },
    { .look = LOOK_PHONE, .name = "phone", .label = "手机", .hint = "验证码发到这个手机", .complete = "tel" },
};
static const struct form_field code_questions[] = {
    { .look = LOOK_CODE, .name = "code", .label = "验证码", .hint = "短信里的六位数字", .complete = "one-time-code", .width = 10 },
};

static struct error show_who(struct request *request, int status, const struct fault *faults)
{
    struct page_frame frame = page_frame_with_form(request);
    struct sign_in_view view = { .staff = false };

    fill(request, &view, who_questions, sizeof who_questions / sizeof *who_questions, faults);
    return PAGE(request, status, sign_in_page, &frame, &view);
}

static struct error show_code(struct request *request, int status, const struct fault *faults)
{
    struct page_frame frame = page_frame_with_form(request);
    struct sign_in_view view = { .uscc = field_text(request, "uscc"), .phone = field_text(request, "phone") };

    view.phone_masked = phone_masked(request->arena, phone_normal(request->arena, view.phone));
    fill(request, &view, code_questions, sizeof code_questions / sizeof *code_questions, faults);
    return PAGE(request, status, sign_in_page, &frame, &view);
}

struct error code_send(struct request *request, const char *uscc, const char *phone)
{
    struct code_notice code;

    TRY(session_code_possible(request));
    TRY(sign_in_code(request->context, uscc, phone, &code));
    return notify_code(request->context, &code);
}

/* Asked too often, one goes on with the code that is on its way already. */
static struct error code_ask(struct request *request)
{
    const char *uscc = field_text(request, "uscc"), *phone = field_text(request, "phone");
    struct error error = code_send(request, uscc, phone);

    if (error.kind == NO_ERROR) return show_code(request, 200, NULL);
    if (error.kind == INVALID)
        TRY(show_who(request, 422, error.faults));
    else if (error.kind == TOO_OFTEN && pairs_find(&request->form, "code"))
        TRY(show_code(request, 429, faults_of(request, &error, "code")));
    else if (error.kind == TOO_OFTEN || error.kind == NOT_NOW)
        TRY(show_who(request, status_of(error.kind), faults_of(request, &error, "phone")));
    return reply_and_undo(request, error);
}

static struct error code_finish(struct request *request)
{
    struct signed_in session;
    struct error error = sign_in_enterprise(request->context, field_text(request, "uscc"), field_text(request, "phone"),
                                            field_text(request, "code"), &session);

    if (error.kind == INVALID) {
        TRY(show_who(request, 422, error.faults));
        return reply_and_undo(request, error);
    }
    if (error.kind == TOO_OFTEN) {
        TRY(show_code(request, 429, faults_of(request, &error, "code")));
        return reply_and_undo(request, error);
    }
    TRY(error);
    if (session.refusal.kind != NO_ERROR)
        return show_code(request, status_of(session.refusal.kind), faults_of(request, &session.refusal, "code"));
    return begin(request, &session, "/appeals");
}

struct error sign_in_show(struct request *request)
{
    TRY(session_possible(request));
    return show_who(request, 200, NULL);
}

struct error sign_in_send(struct request *request)
{
    TRY(session_possible(request));
    return text_equal(field_text(request, "do"), "sign-in") ? code_finish(request) : code_ask(request);
}

struct error sign_out_send(struct request *request)
{
    TRY(sign_out(request->context, request->session));
    session_end(request);
    return reply_see_other(request, "/");
}

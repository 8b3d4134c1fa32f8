/* SPDX-License-Identifier: Apache-2.0 */
/* /api/v1/sessions: programs sign in and out. Browsers have pages of their own, with cookies. */
#include "base/json.h"
#include "base/secret.h"
#include "service/notify.h"
#include "web/handlers.h"
#include "web/request.h"
#include "web/session.h"

/* A refusal that has been counted must be committed: the work went well, the answer is no. */
static struct error refuse_counted(struct request *request, struct error refusal)
{
    reply_problem(request, refusal);
    return OK;
}

static struct error reply_session(struct request *request, const struct signed_in *session)
{
    struct buffer out;
    struct json json = json_writer(&out);

    if (session->refusal.kind != NO_ERROR) return refuse_counted(request, session->refusal);
    buffer_init(&out, request->arena, 1 << 16);
    json_open(&json, NULL, '{');
    json_text(&json, "token", session->token);
    json_text(&json, "account", session->account);
    json_open(&json, "roles", '[');
    for (enum role role = 0; role < ROLES; role++)
        if (session->roles >> role & 1u) json_text(&json, NULL, role_id(role));
    json_close(&json, ']');
    json_text(&json, "unit", session->unit);
    json_text(&json, "jurisdiction", session->jurisdiction);
    json_instant(&json, "ends_at", session->ends_at);
    json_bool(&json, "password_due", session->password_due);
    json_bool(&json, "second_factor_due", session->second_factor_due);
    json_close(&json, '}');
    reply_is_secret(request);
    return reply_json(request, 201, &out);
}

/* --- Staff: who it is (read), whether the password is right (slow), the session (write) --- */

struct attempt {
    struct sign_in_attempt found;
    bool right;
};

static struct error staff_finish(struct request *request)
{
    struct attempt *attempt = request->carry;
    struct signed_in session;

    TRY(sign_in_finish(request->context, &attempt->found, attempt->right, field_text(request, "totp"), &session));
    return reply_session(request, &session);
}

static struct error staff_check(struct request *request)
{
    struct attempt *attempt = request->carry;

    attempt->right = password_check(attempt->found.hash, field_text(request, "password"));
    request_continue(request, LANE_WRITE, staff_finish, attempt);
    return OK;
}

static struct error staff_find(struct request *request)
{
    struct attempt *attempt = ARENA_NEW(request->arena, struct attempt);

    field_need(request, "account");
    field_need(request, "password");
    if (request->faults) return OK;
    TRY(sign_in_find(request->context, field_text(request, "account"), &attempt->found));
    request_continue(request, LANE_SLOW, staff_check, attempt);
    return OK;
}

/* --- Enterprises --- */

static struct error enterprise_finish(struct request *request)
{
    struct signed_in session;

    TRY(sign_in_enterprise(request->context, field_text(request, "uscc"), field_text(request, "phone"),
                           field_text(request, "code"), &session));
    return reply_session(request, &session);
}

struct error api_session_begin(struct request *request)
{
    TRY(session_possible(request));
    if (!field_given(request, "uscc") && !field_given(request, "phone")) return staff_find(request);
    field_need(request, "uscc");
    field_need(request, "phone");
    field_need(request, "code");
    request_continue(request, LANE_WRITE, enterprise_finish, NULL);
    return OK;
}

struct error api_session_code(struct request *request)
{
    struct code_notice code;

    TRY(session_possible(request));
    field_need(request, "uscc");
    field_need(request, "phone");
    if (request->faults) return OK;
    TRY(session_code_possible(request));
    TRY(sign_in_code(request->context, field_text(request, "uscc"), field_text(request, "phone"), &code));
    TRY(notify_code(request->context, &code));
    return reply_bytes(request, 202, "application/json", "{}", 2);
}

struct error api_session_end(struct request *request)
{
    TRY(sign_out(request->context, request->session));
    return reply_nothing(request, 204);
}

struct error api_session_show(struct request *request)
{
    const struct person *person = &request->context->person;
    struct buffer out;
    struct json json = json_writer(&out);

    buffer_init(&out, request->arena, 1 << 16);
    json_open(&json, NULL, '{');
    json_text(&json, "account", person->account);
    json_open(&json, "roles", '[');
    for (enum role role = 0; role < ROLES; role++)
        if (person_is(person, role)) json_text(&json, NULL, role_id(role));
    json_close(&json, ']');
    json_text(&json, "unit", person->unit);
    json_text(&json, "jurisdiction", person->jurisdiction);
    json_instant(&json, "ends_at", request->facts.ends_at);
    json_bool(&json, "password_due", request->facts.password_due);
    json_bool(&json, "second_factor_due", request->facts.second_factor_due);
    json_close(&json, '}');
    return reply_json(request, 200, &out);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "web/session.h"

#include "base/random.h"
#include "base/secret.h"
#include "base/text.h"
#include "service/sign_in.h"
#include "web/request.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>
#include <strings.h>

#define TOKEN_LONGEST 256

/* __Host-: only over TLS (or loopback), only this host, only the whole site. */
static const char *cookie_name(const struct request *request, const char *secure_name, const char *plain_name)
{
    return request->secure ? secure_name : plain_name;
}

static const char *session_cookie_name(const struct request *request)
{
    return cookie_name(request, "__Host-ztc", "ztc");
}

static const char *visit_cookie_name(const struct request *request)
{
    return cookie_name(request, "__Host-ztc-visit", "ztc-visit");
}

static const char *bearer_token(const struct request *request)
{
    const char *header = request_header(request, "Authorization");

    if (!header || strncasecmp(header, "Bearer ", 7) != 0) return NULL;
    header += 7;
    while (*header == ' ') header++;
    return header;
}

void session_read(struct request *request)
{
    const char *token = bearer_token(request);

    request->bearer = token != NULL;
    if (!token && (request->secure || request->site->insecure_lan))
        token = request_cookie(request, session_cookie_name(request));
    if (token && *token && strlen(token) <= TOKEN_LONGEST) request->session = token;
    request->visit = request_cookie(request, visit_cookie_name(request));
    if (request->visit && (!*request->visit || strlen(request->visit) > TOKEN_LONGEST)) request->visit = NULL;
}

static struct error not_signed_in(void)
{
    return (struct error){ .kind = NOT_SIGNED_IN, .code = "session.none", .text = "请先登录" };
}

struct error session_person(struct request *request)
{
    struct person visitor = { .name = "访客" };
    struct error error = not_signed_in();

    request->context->person = visitor;
    if (request->session && request->context->db) {
        request->facts = (struct session_facts){ 0 };
        error = sign_in_session(request->context, request->session, &request->context->person, &request->facts);
        if (error.kind == NO_ERROR) return OK;
        if (error.kind != NOT_SIGNED_IN) return error;
        request->context->person = visitor;
        request->ended = request->bearer ? NULL : request->session;
        request->session = NULL;
    }
    return request->route->audience == AUDIENCE_PUBLIC ? OK : error;
}

struct error session_audience(const struct request *request)
{
    const struct person *person = &request->context->person;

    const struct session_facts *facts = &request->facts;
    bool due = facts->password_due || facts->second_factor_due;

    if (due && request->route->audience != AUDIENCE_PUBLIC && request->route->audience != AUDIENCE_SESSION)
        return (struct error){ .kind = NOT_ALLOWED,
                               .code = SESSION_DUE,
                               .text = facts->password_due ? "请先修改密码" : "请先绑定动态口令" };
    if (request->route->audience == AUDIENCE_STAFF && person->id == 0)
        return (struct error){ .kind = NOT_ALLOWED, .code = "session.staff-only", .text = "仅供工作人员使用" };
    if (request->route->audience == AUDIENCE_ENTERPRISE && !person->uscc)
        return (struct error){ .kind = NOT_ALLOWED, .code = "session.enterprise-only", .text = "仅供企业使用" };
    return OK;
}

static struct error not_meant(const char *detail)
{
    return (struct error){ .kind = NOT_ALLOWED,
                           .code = "request.foreign-origin",
                           .text = "请求来源不可信：请在本平台的页面上重新打开后提交",
                           .detail = detail };
}

/* "https://example.gov.cn" against "example.gov.cn": an address with another host or port is another site. */
static bool own_origin(const char *origin, const char *host)
{
    const char *at = strstr(origin, "://");

    return at && host && strcasecmp(at + 3, host) == 0;
}

static struct error check_origin(const struct request *request)
{
    const char *origin = request_header(request, "Origin"), *site = request_header(request, "Sec-Fetch-Site");

    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0) return not_meant("Sec-Fetch-Site");
    if (origin && !own_origin(origin, request_header(request, "Host"))) return not_meant("Origin");
    return OK;
}

/* Bound to the token, which a foreign page cannot read; says nothing about it. */
static const char *csrf_of(struct arena *arena, const char *token)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    char *text = arena_alloc(arena, 48);

    HMAC(EVP_sha256(), token, (int)strlen(token), (const unsigned char *)"csrf", 4, digest, &size);
    EVP_EncodeBlock((unsigned char *)text, digest, 24);
    for (char *at = text; *at; at++) *at = *at == '+' ? '-' : *at == '/' ? '_' : *at;
    return text;
}

static bool is_csrf_of(const struct request *request, const char *sent, const char *token)
{
    return token && sent && secret_equal(sent, csrf_of(request->arena, token));
}

/* A form filled in for longer than the session lasted is still meant: on a page for everybody nothing of it is lost. */
static bool is_own_form(const struct request *request, const char *sent)
{
    if (request->session) return is_csrf_of(request, sent, request->session);
    return is_csrf_of(request, sent, request->ended) || is_csrf_of(request, sent, request->visit);
}

struct error session_meant(const struct request *request)
{
    bool nothing = !request->session && !request->ended && !request->visit;
    const char *sent;

    if (request->method == METHOD_GET || request->bearer) return OK;
    TRY(check_origin(request));
    /* A program without a session has nothing that could be misused. */
    if (request_is_api(request) && !request->session) return OK;
    sent = pairs_find(&request->form, FORM_CSRF);
    if (!sent) sent = request_header(request, "X-CSRF-Token");
    if (is_own_form(request, sent)) return OK;
    return (struct error){ .kind = NOT_ALLOWED,
                           .code = "request.no-form-token",
                           .text = "页面已过期：请重新打开页面后再提交",
                           .detail = nothing ? "no cookie" : "csrf token missing or of another session" };
}

static void set_cookie(struct request *request, const char *name, const char *value, bool ends)
{
    reply_header(request, "Set-Cookie",
                 arena_printf(request->arena, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s", name, value,
                              request->secure ? "; Secure" : "", ends ? "; Max-Age=0" : ""));
}

const char *session_csrf(struct request *request)
{
    if (request->session) return csrf_of(request->arena, request->session);
    if (!request->visit) {
        request->visit = random_token(request->arena, 24);
        set_cookie(request, visit_cookie_name(request), request->visit, false);
    }
    return csrf_of(request->arena, request->visit);
}

const char *session_form_token(struct request *request)
{
    return random_token(request->arena, 18);
}

struct error session_possible(const struct request *request)
{
    if (request->secure || request->site->insecure_lan) return OK;
    return (struct error){ .kind = NOT_ALLOWED,
                           .code = "session.plain-lan",
                           .text =
                               "此地址未加密，不能登录：请通过https访问，或由管理员以--tls或--insecure-lan启动平台" };
}

struct error session_code_possible(const struct request *request)
{
    if (request->site->texts || request->site->rehearsal) return OK;
    return (struct error){ .kind = NOT_NOW,
                           .code = "session.no-texts",
                           .text = "短信还没有接通，验证码发不出去。请到“难办事”窗口办理，或拨打12345由话务员代办" };
}

struct error session_begin(struct request *request, const char *token)
{
    TRY(session_possible(request));
    set_cookie(request, session_cookie_name(request), token, false);
    if (request->visit) set_cookie(request, visit_cookie_name(request), "", true);
    return OK;
}

void session_end(struct request *request)
{
    set_cookie(request, session_cookie_name(request), "", true);
    if (!request_is_api(request)) reply_header(request, "Clear-Site-Data", "\"cache\", \"storage\"");
}

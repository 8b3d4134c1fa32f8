/* SPDX-License-Identifier: Apache-2.0 */
/* Accounts, the legal-person registry, an enterprise's delegates, and imports. */
#include "base/text.h"
#include "service/accounts.h"
#include "service/check.h"
#include "service/follow_calendar.h"
#include "service/import.h"
#include "service/registry.h"
#include "web/api_reference.h"
#include "web/handlers.h"

#include <string.h>
#include <unistd.h>

/* ── Accounts ───────────────────────────────────────────────────────────── */

static void write_account(struct json *json, const char *key, const struct account_card *card, const char *password)
{
    json_open(json, key, '{');
    json_text(json, "account", card->account);
    json_text(json, "name", card->name);
    json_text(json, "unit", card->unit);
    json_text(json, "jurisdiction", card->jurisdiction);
    json_open(json, "roles", '[');
    for (enum role role = 0; role < ROLES; role++)
        if (card->roles >> role & 1u) json_text(json, NULL, role_id(role));
    json_close(json, ']');
    json_bool(json, "active", card->active);
    json_bool(json, "locked", card->locked);
    json_bool(json, "demo", card->demo);
    json_bool(json, "second_factor", card->second_factor);
    json_text(json, "phone", card->phone);
    json_instant(json, "created_at", card->created_at);
    json_instant(json, "last_sign_in", card->last_sign_in);
    if (password) json_text(json, "password", password);
    json_close(json, '}');
}

struct error api_accounts(struct request *request)
{
    struct account_query query = { .jurisdiction = query_given(request, "jurisdiction"),
                                   .unit = query_given(request, "unit"),
                                   .role = ROLES };
    const char *role = query_given(request, "role"), *after;
    struct account_card *cards;
    struct answer answer;
    int64_t limit;
    size_t count;
    bool more;

    if (role && (query.role = role_find(role)) >= ROLES) return bad_parameter(request, "role", "没有这个角色");
    TRY(request_page(request, &limit, &after));
    query.limit = (int)limit;
    if (after && (!text_int(after, &query.after) || query.after < 0))
        return bad_parameter(request, "after", "不是上一页给出的位置");
    TRY(accounts_show(request->context, &query, &cards, &count, &more));
    list_open(&answer, request);
    for (size_t i = 0; i < count; i++) write_account(&answer.json, NULL, &cards[i], NULL);
    return list_send(&answer, more ? arena_printf(request->arena, "%lld", (long long)cards[count - 1].id) : NULL);
}

static struct error send_account(struct request *request, int status, const struct account_card *card,
                                 const char *password)
{
    struct buffer out;
    struct json json = json_writer(&out);

    buffer_init(&out, request->arena, (size_t)1 << 16);
    write_account(&json, NULL, card, password);
    if (password) reply_is_secret(request);
    return reply_json(request, status, &out);
}

static struct error make(struct request *request)
{
    const struct given_password *password = request->carry;
    struct account_card card;
    struct new_account account = { .account = field_text(request, "account"),
                                   .name = field_text(request, "name"),
                                   .unit = field_text(request, "unit"),
                                   .jurisdiction = field_text(request, "jurisdiction"),
                                   .phone = field_text(request, "phone") };

    TRY(accounts_make(request->context, &account, password, &card));
    return send_account(request, 201, &card, password->plain);
}

static struct error reset(struct request *request)
{
    const struct given_password *password = request->carry;
    struct answer answer;

    TRY(accounts_reset(request->context, request_param(request, "account"), password));
    answer_open(&answer, request, '{');
    json_text(&answer.json, "account", request_param(request, "account"));
    json_text(&answer.json, "password", password->plain);
    reply_is_secret(request);
    return answer_send(&answer, 200, '}');
}

/* A password is made in the slow lane, before the account that gets it. */
static struct error give_password_to_new(struct request *request)
{
    struct given_password password = password_given(request->arena);

    request_continue(request, LANE_WRITE, make, arena_copy(request->arena, &password, sizeof password));
    return OK;
}

static struct error give_password_anew(struct request *request)
{
    struct given_password password = password_given(request->arena);

    request_continue(request, LANE_WRITE, reset, arena_copy(request->arena, &password, sizeof password));
    return OK;
}

static struct error may(const struct request *request, enum duty duty)
{
    return check_duty(request->context, duty, NULL, NULL);
}

struct error api_account_make(struct request *request)
{
    TRY(may(request, DUTY_make_account));
    request_continue(request, LANE_SLOW, give_password_to_new, NULL);
    return OK;
}

struct error api_account_reset(struct request *request)
{
    TRY(may(request, DUTY_reset_account));
    request_continue(request, LANE_SLOW, give_password_anew, NULL);
    return OK;
}

static struct error switched(struct request *request, bool active)
{
    const char *account = request_param(request, "account");
    struct answer answer;

    TRY(accounts_switch(request->context, account, active));
    answer_open(&answer, request, '{');
    json_text(&answer.json, "account", account);
    json_bool(&answer.json, "active", active);
    return answer_send(&answer, 200, '}');
}

struct error api_account_disable(struct request *request)
{
    return switched(request, false);
}

struct error api_account_enable(struct request *request)
{
    return switched(request, true);
}

struct error api_account_roles(struct request *request)
{
    const char *account = request_param(request, "account");
    struct answer answer;
    struct buffer words;
    unsigned roles;
    size_t count;
    const char *const *list = field_list(request, "roles", &count);

    if (!field_given(request, "roles")) field_fault(request, "roles", "required", "请填写角色");
    if (request->faults) return OK;
    buffer_init(&words, request->arena, (size_t)1 << 16);
    for (size_t i = 0; i < count; i++) buffer_printf(&words, "%s%s", i ? "," : "", list[i]);
    TRY(roles_read(request->context, buffer_string(&words), &roles));
    TRY(accounts_grant(request->context, account, roles));
    answer_open(&answer, request, '{');
    json_text(&answer.json, "account", account);
    json_open(&answer.json, "roles", '[');
    for (enum role role = 0; role < ROLES; role++)
        if (roles >> role & 1u) json_text(&answer.json, NULL, role_id(role));
    json_close(&answer.json, ']');
    return answer_send(&answer, 200, '}');
}

/* ── The registry ───────────────────────────────────────────────────────── */

struct error api_registry(struct request *request)
{
    struct registry_entry *entries;
    struct answer answer;
    const char *after;
    int64_t limit;
    size_t count;
    bool more;

    TRY(request_page(request, &limit, &after));
    TRY(registry_look_up(request->context, query_given(request, "q"), after, (int)limit, &entries, &count, &more));
    list_open(&answer, request);
    for (size_t i = 0; i < count; i++) {
        json_open(&answer.json, NULL, '{');
        json_text(&answer.json, "uscc", entries[i].uscc);
        json_text(&answer.json, "name", entries[i].name);
        json_text(&answer.json, "region", entries[i].region);
        json_text(&answer.json, "authority", entries[i].authority);
        json_text(&answer.json, "address", entries[i].address);
        json_text(&answer.json, "contact_phone", entries[i].contact_phone);
        json_text(&answer.json, "state", entries[i].state);
        json_close(&answer.json, '}');
    }
    return list_send(&answer, more ? entries[count - 1].uscc : NULL);
}

static struct error send_delegates(struct request *request, const char *uscc)
{
    struct delegate *delegates;
    struct answer answer;
    size_t count;

    TRY(delegates_show(request->context, uscc, &delegates, &count));
    list_open(&answer, request);
    for (size_t i = 0; i < count; i++) {
        json_open(&answer.json, NULL, '{');
        json_text(&answer.json, "phone", delegates[i].phone);
        json_text(&answer.json, "name", delegates[i].name);
        json_instant(&answer.json, "confirmed_at", delegates[i].confirmed_at);
        json_close(&answer.json, '}');
    }
    return list_send(&answer, NULL);
}

struct error api_delegates(struct request *request)
{
    return send_delegates(request, request_param(request, "uscc"));
}

struct error api_delegate_confirm(struct request *request)
{
    TRY(delegate_confirm(request->context, request_param(request, "uscc"), field_text(request, "phone"),
                         field_text(request, "name")));
    return send_delegates(request, request_param(request, "uscc"));
}

struct error api_delegate_end(struct request *request)
{
    TRY(delegate_end(request->context, request_param(request, "uscc"), request_param(request, "phone")));
    return reply_nothing(request, 204);
}

/* ── Imports ────────────────────────────────────────────────────────────── */

static struct error read_upload(struct request *request, char **bytes, size_t *size)
{
    const struct upload *upload = &request->uploads[0];
    size_t got = 0;

    *bytes = NULL;
    if (request->upload_count != 1) field_fault(request, "file", "required", "请上传一个CSV文件");
    if (request->faults) return OK;
    *size = (size_t)upload->size;
    if (lseek(upload->file, 0, SEEK_SET) != 0)
        return (struct error){ .kind = BROKEN, .code = "upload.failed", .detail = "lseek" };
    *bytes = arena_alloc(request->arena, *size + 1);
    while (got < *size) {
        ssize_t some = read(upload->file, *bytes + got, *size - got);

        if (some <= 0) return (struct error){ .kind = BROKEN, .code = "upload.failed", .detail = "read" };
        got += (size_t)some;
    }
    return OK;
}

static struct error send_report(struct request *request, const struct import_report *report)
{
    size_t shown = report->fault_count < IMPORT_FAULTS_MOST ? report->fault_count : IMPORT_FAULTS_MOST;
    struct answer answer;

    answer_open(&answer, request, '{');
    json_int(&answer.json, "rows", (int64_t)report->rows);
    json_int(&answer.json, "added", (int64_t)report->added);
    json_int(&answer.json, "changed", (int64_t)report->changed);
    json_int(&answer.json, "unchanged", (int64_t)report->unchanged);
    json_int(&answer.json, "removed", (int64_t)report->removed);
    json_bool(&answer.json, "committed", report->committed);
    json_int(&answer.json, "fault_count", (int64_t)report->fault_count);
    json_open(&answer.json, "faults", '[');
    for (size_t i = 0; i < shown; i++) {
        json_open(&answer.json, NULL, '{');
        json_int(&answer.json, "line", (int64_t)report->faults[i].line);
        json_text(&answer.json, "column", report->faults[i].column);
        json_text(&answer.json, "text", report->faults[i].text);
        json_close(&answer.json, '}');
    }
    json_close(&answer.json, ']');
    write_amendment(&answer.json, &report->amendment);
    return answer_send(&answer, 200, '}');
}

enum imported { IMPORTED_registry, IMPORTED_units, IMPORTED_holidays };

/* A dry run unless `commit=true` comes with the file. */
static struct error import(struct request *request, enum imported what)
{
    bool commit = field_bool(request, "commit", false);
    struct import_report report = { .rows = 0 };
    size_t size = 0;
    char *bytes;

    TRY(read_upload(request, &bytes, &size));
    if (!bytes) return OK;
    switch (what) {
    case IMPORTED_registry: TRY(import_registry(request->context, bytes, size, commit, &report)); break;
    case IMPORTED_units: TRY(import_units(request->context, bytes, size, open_work_of_unit, commit, &report)); break;
    case IMPORTED_holidays:
        TRY(import_holidays(request->context, bytes, size, field_text(request, "source"), follow_calendar, commit,
                            &report));
        break;
    }
    return send_report(request, &report);
}

struct error api_registry_import(struct request *request)
{
    return import(request, IMPORTED_registry);
}

struct error api_units_import(struct request *request)
{
    return import(request, IMPORTED_units);
}

struct error api_calendar_import(struct request *request)
{
    return import(request, IMPORTED_holidays);
}

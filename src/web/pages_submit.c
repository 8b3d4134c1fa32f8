/* SPDX-License-Identifier: Apache-2.0 */
/*
 * /submit. One address for all steps; what was typed travels in the form, so that nothing is lost on the way:
 *   check   looks it over; a visitor is sent a code first
 *   code    sends it once more
 *   verify  signs in with it, then the check page
 *   send    submits: the receipt
 *   mend    back to the form
 *   draft   keeps it for later
 */
#include "pages/submit.h"

#include "base/text.h"
#include "mechanism/categories.h"
#include "mechanism/phone.h"
#include "mechanism/registry_match.h"
#include "mechanism/uscc.h"
#include "pages/form.h"
#include "service/appeal_words.h"
#include "service/draft.h"
#include "service/public.h"
#include "service/take_step.h"
#include "store/registry.h"
#include "web/decode.h"
#include "web/fields.h"
#include "web/form_input.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/pages_sign_in.h"
#include "web/session.h"

#include <string.h>

static const char *const enterprise_names[] = { "uscc", "enterprise_name", "region" };
static const char *const contact_names[] = { "contact_name", "contact_phone" };
static const char *const matter_names[] = { "title", "body", "expectation", "category" };
static const char *const choice_names[] = { "attend", "principal", "confidential" };
#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_visitor(const struct request *request)
{
    return request->context->person.account == NULL;
}

/* ── What every step shows ──────────────────────────────────────────────── */

static day_t screened_by(const struct request *request, const struct front_view *front)
{
    const struct context *context = request->context;
    const struct jurisdiction *city = world_jurisdiction(context->world, CITY);

    return front->open ? calendar_add(city->calendar, day_of(context->now), city->policy->screen_days) : NO_DAY;
}

static struct error begin_view(struct request *request, struct submit_view *view, enum submit_step step)
{
    struct front_view *front = ARENA_NEW(request->arena, struct front_view);

    *view = (struct submit_view){ .step = step, .visitor = is_visitor(request) };
    view->for_others = !view->visitor && !request->context->person.uscc;
    TRY(front_open(request->context, CITY, front));
    view->front = front;
    view->screened_by = screened_by(request, front);
    return OK;
}

/* ── The form ───────────────────────────────────────────────────────────── */

static void offer_regions(struct request *request, struct form_field *field)
{
    const struct world *world = request->context->world;
    struct field_choice *choices = ARENA_ARRAY(request->arena, struct field_choice, world->region_count + 1);

    choices[field->choice_count++] = (struct field_choice){ "", "请选择", NULL };
    for (size_t i = 0; i < world->region_count; i++) {
        const struct region *region = &world->regions[i];

        if (!region_stands(world, region, day_of(request->context->now)) && !text_equal(region->code, field->value))
            continue;
        choices[field->choice_count++] =
            (struct field_choice){ region->code, region_name(request->arena, world, region->code), NULL };
    }
    field->choices = choices;
}

static void offer_categories(struct request *request, struct form_field *field)
{
    struct field_choice *choices = ARENA_ARRAY(request->arena, struct field_choice, category_count + 1);

    choices[field->choice_count++] = (struct field_choice){ "", "请选择", NULL };
    for (size_t i = 0; i < category_count; i++)
        choices[field->choice_count++] = (struct field_choice){ categories[i].id, categories[i].chinese, NULL };
    field->choices = choices;
}

static bool is_required(const char *name)
{
    for (size_t i = 0; i < appeal_machine.takes_count; i++) {
        const struct takes_row *row = &appeal_machine.takes[i];

        if (row->action == ACTION_submit && strcmp(inputs[row->input].name, name) == 0) return row->required;
    }
    return false;
}

static void make_part(struct request *request, struct form_field *fields, const char *const *names, size_t count,
                      const struct fault *faults)
{
    for (size_t i = 0; i < count; i++) {
        fields[i] = field_of_input("submit", names[i], is_required(names[i]));
        fields[i].value = pairs_find(&request->form, names[i]);
        if (strcmp(names[i], "region") == 0) offer_regions(request, &fields[i]);
        if (strcmp(names[i], "category") == 0) offer_categories(request, &fields[i]);
    }
    fields_mend(fields, count, faults);
}

/* Where a field stands on the page; behind all of them what has none. */
static size_t place_of(const char *field)
{
    static const struct {
        const char *const *names;
        size_t count;
    } parts[] = { { enterprise_names, COUNT(enterprise_names) },
                  { contact_names, COUNT(contact_names) },
                  { matter_names, COUNT(matter_names) },
                  { choice_names, COUNT(choice_names) } };
    size_t place = 0;

    for (size_t i = 0; i < COUNT(parts); i++)
        for (size_t k = 0; k < parts[i].count; k++, place++)
            if (text_equal(parts[i].names[k], field)) return place;
    return place;
}

/* People mend from the top: in the order of the page, whatever was found first. */
static const struct fault *in_order(struct request *request, const struct fault *faults)
{
    struct fault *sorted = NULL;

    for (; faults; faults = faults->next) {
        struct fault *copy = arena_copy(request->arena, faults, sizeof *faults), **at = &sorted;

        while (*at && place_of((*at)->field) <= place_of(copy->field)) at = &(*at)->next;
        copy->next = *at;
        *at = copy;
    }
    return sorted;
}

static struct error show_form(struct request *request, int status, const struct fault *faults, bool draft)
{
    static const struct page_notice kept = { .colour = "success", .text = "草稿已存好，保留30天。" };
    struct page_frame frame = page_frame_with_form(request);
    struct submit_view view;

    if (draft && text_equal(request_query(request, "done"), "draft")) frame.notice = &kept;
    TRY(begin_view(request, &view, SUBMIT_FORM));
    view.faults = in_order(request, faults);
    view.draft = draft;
    make_part(request, view.enterprise, enterprise_names, COUNT(enterprise_names), faults);
    make_part(request, view.contact, contact_names, COUNT(contact_names), faults);
    make_part(request, view.matter, matter_names, COUNT(matter_names), faults);
    make_part(request, view.choices, choice_names, COUNT(choice_names), faults);
    return PAGE(request, status, submit_page, &frame, &view);
}

/* ── What is there before anybody typed ─────────────────────────────────── */

static void fill_in(struct request *request, const char *name, const char *value)
{
    if (!text_blank(value)) pairs_add(&request->form, request->arena, INPUTS + 8, name, value);
}

/* What the registry knows about the enterprise that signed in need not be typed. */
static struct error fill_from_registry(struct request *request)
{
    const struct person *person = &request->context->person;
    struct registry_entry entry;
    struct error error;

    if (!person->uscc) return OK;
    fill_in(request, "uscc", person->uscc);
    fill_in(request, "contact_phone", person->phone);
    error = registry_find(request->context->db, request->arena, person->uscc, &entry);
    if (error.kind == NOT_FOUND) return OK;
    TRY(error);
    fill_in(request, "enterprise_name", entry.name);
    fill_in(request, "region", entry.region);
    if (text_equal(entry.contact_phone, person->phone)) fill_in(request, "contact_name", entry.contact_name);
    return OK;
}

static struct error fill_from_draft(struct request *request, bool *draft)
{
    const char *text;

    TRY(draft_find(request->context, &text));
    *draft = text != NULL;
    return text ? decode_form(request->arena, text, strlen(text), INPUTS, &request->form) : OK;
}

static struct error only_for_submitters(struct request *request)
{
    struct page_frame frame = page_frame(request);

    if (frame_may_submit(&frame)) return OK;
    return (struct error){ .kind = NOT_ALLOWED,
                           .code = "submit.not-yours",
                           .text = "诉求由企业自己提交，或由“难办事”直通车窗口、12345话务员代为登记",
                           .clause = "二(二)" };
}

struct error submit_show(struct request *request)
{
    bool draft;

    TRY(only_for_submitters(request));
    TRY(fill_from_draft(request, &draft));
    if (!draft) TRY(fill_from_registry(request));
    return show_form(request, 200, NULL, draft);
}

/* As a form sends it. */
static struct error keep_draft(struct request *request)
{
    struct buffer out;
    struct error error;

    if (is_visitor(request)) return show_form(request, 200, NULL, false);
    buffer_init(&out, request->arena, 2 * DRAFT_BYTES_MOST);
    for (size_t i = 0; i < appeal_machine.takes_count; i++) {
        const struct takes_row *row = &appeal_machine.takes[i];
        const char *name = inputs[row->input].name, *value = pairs_find(&request->form, name);

        if (row->action != ACTION_submit || text_blank(value)) continue;
        if (out.size) buffer_char(&out, '&');
        buffer_printf(&out, "%s=", name);
        emit_url(&out, value);
    }
    error = draft_keep(request->context, buffer_string(&out));
    if (error.kind == TOO_LARGE) return show_form(request, 413, faults_of(request, &error, "body"), false);
    TRY(error);
    return reply_see_other(request, "/submit?done=draft");
}

/* ── To verify and to check ─────────────────────────────────────────────── */

static const char *shown_value(struct request *request, const char *name, const char *value)
{
    char normal[USCC_SIZE];
    const char *why;

    if (strcmp(name, "region") == 0) return region_name(request->arena, request->context->world, value);
    if (strcmp(name, "uscc") == 0 && uscc_check(request->arena, value, normal, &why))
        return arena_text(request->arena, normal);
    if (strcmp(name, "category") == 0) return category_name(value);
    if (strcmp(name, "attend") == 0) return strcmp(value, "true") == 0 ? "愿意参加" : "不参加";
    if (strcmp(name, "confidential") == 0) return strcmp(value, "true") == 0 ? "对承办单位隐去企业名称" : "不用";
    return value;
}

static void list_filled_in(struct request *request, struct submit_view *view)
{
    struct fact_view *facts = ARENA_ARRAY(request->arena, struct fact_view, INPUTS);
    struct form_field *hidden = ARENA_ARRAY(request->arena, struct form_field, INPUTS);

    for (size_t i = 0; i < appeal_machine.takes_count; i++) {
        const struct takes_row *row = &appeal_machine.takes[i];
        const char *name = inputs[row->input].name, *value = pairs_find(&request->form, name);

        if (row->action != ACTION_submit || text_blank(value)) continue;
        facts[view->fact_count++] = (struct fact_view){ .name = field_of_input("submit", name, true).label,
                                                        .value = shown_value(request, name, value) };
        hidden[view->hidden_count++] = (struct form_field){ .look = LOOK_HIDDEN, .name = name, .value = value };
    }
    view->facts = facts;
    view->hidden = hidden;
}

static struct error look_up(struct request *request, struct submit_view *view)
{
    const char *name = field_text(request, "enterprise_name"), *why;
    struct registry_entry entry;
    char normal[USCC_SIZE];
    struct error error;

    if (!uscc_check(request->arena, field_text(request, "uscc"), normal, &why)) return OK;
    error = registry_find(request->context->db, request->arena, normal, &entry);
    if (error.kind == NOT_FOUND) return OK;
    TRY(error);
    view->registered = entry.name;
    view->registry_agrees = registry_match(request->arena, name, entry.name) == REGISTRY_MATCH;
    if (entry.authority)
        view->registered_more = arena_printf(request->arena, "%s　登记机关：%s", entry.state ? entry.state : "",
                                             entry.authority);
    return OK;
}

static struct error show_check(struct request *request)
{
    struct page_frame frame = page_frame_with_form(request);
    struct submit_view view;

    TRY(begin_view(request, &view, SUBMIT_CHECK));
    list_filled_in(request, &view);
    TRY(look_up(request, &view));
    return PAGE(request, 200, submit_page, &frame, &view);
}

static struct error show_verify(struct request *request, int status, const struct fault *faults)
{
    struct page_frame frame = page_frame_with_form(request);
    struct submit_view view;

    TRY(begin_view(request, &view, SUBMIT_VERIFY));
    view.faults = faults;
    list_filled_in(request, &view);
    view.phone = phone_normal(request->arena, field_text(request, "contact_phone"));
    view.phone_masked = phone_masked(request->arena, view.phone);
    view.code = (struct form_field){ .look = LOOK_CODE,
                                     .name = "code",
                                     .label = "验证码",
                                     .hint = "短信里的六位数字",
                                     .complete = "one-time-code" };
    fields_mend(&view.code, 1, faults);
    return PAGE(request, status, submit_page, &frame, &view);
}

/* ── Is it all right? ───────────────────────────────────────────────────── */

/* An enterprise submits for itself alone. */
static void check_own(struct request *request)
{
    const char *own = request->context->person.uscc, *typed = field_text(request, "uscc"), *why;
    char normal[USCC_SIZE];

    if (!own || text_blank(typed) || !uscc_check(request->arena, typed, normal, &why) || text_equal(normal, own)) return;
    field_fault(request, "uscc", "not-your-own", "只能为登录时的企业（%s）提交", own);
}

/* A code can only be sent to a mobile phone. */
static void check_mobile(struct request *request)
{
    const char *phone = phone_normal(request->arena, field_text(request, "contact_phone"));

    if (phone && !phone_is_mobile(phone))
        field_fault(request, "contact_phone", "not-mobile",
                    "网上提交要用手机收验证码，请填手机号；只有座机的，请拨打12345登记");
}

/* As the enterprise that the visitor says he is; the code will tell whether he has its phone. */
static struct error check_as(struct request *request, const struct input *input)
{
    struct person before = request->context->person;
    struct error error;

    if (is_visitor(request)) {
        check_mobile(request);
        request->context->person = (struct person){ .account = "", .name = "", .roles = 1u << ROLE_enterprise,
                                                    .uscc = field_text(request, "uscc"),
                                                    .phone = field_text(request, "contact_phone") };
        if (!request->context->person.uscc) request->context->person.uscc = "";
    }
    error = check_submission(request->context, input);
    request->context->person = before;
    return error;
}

/* The form with its faults, or OK. */
static struct error check(struct request *request, struct input *input, bool *shown)
{
    struct error error;

    *shown = false;
    TRY(form_input_read(request, &appeal_machine, ACTION_submit, input));
    check_own(request);
    error = form_faults(request, "submit", check_as(request, input));
    if (error.kind != INVALID) return error;
    *shown = true;
    TRY(show_form(request, 422, error.faults, false));
    return reply_and_undo(request, error);
}

/* ── Steps ──────────────────────────────────────────────────────────────── */

/* Asked too often, one goes on with the code that is on its way already. */
static struct error send_code(struct request *request)
{
    struct error error = code_send(request, field_text(request, "uscc"), field_text(request, "contact_phone"));

    if (error.kind == NO_ERROR) return show_verify(request, 200, NULL);
    if (error.kind != TOO_OFTEN) return error;
    TRY(show_verify(request, 429, faults_of(request, &error, "code")));
    return reply_and_undo(request, error);
}

/* A refusal was counted, that must stay: the work itself went well. */
static struct error verify(struct request *request)
{
    struct signed_in session;
    struct error error = sign_in_enterprise(request->context, field_text(request, "uscc"),
                                            field_text(request, "contact_phone"), field_text(request, "code"), &session);

    if (error.kind == TOO_OFTEN) {
        TRY(show_verify(request, 429, faults_of(request, &error, "code")));
        return reply_and_undo(request, error);
    }
    TRY(error);
    if (session.refusal.kind != NO_ERROR)
        return show_verify(request, status_of(session.refusal.kind), faults_of(request, &session.refusal, "code"));
    TRY(session_begin(request, session.token));
    TRY(sign_in_session(request->context, session.token, &request->context->person, &request->facts));
    request->session = session.token;
    return show_check(request);
}

static struct error show_receipt(struct request *request, const char *number)
{
    struct page_frame frame = page_frame_with_form(request);
    struct submitted_view view = { .number = number, .for_others = !request->context->person.uscc };
    struct front_view front;
    struct receipt_view receipt;
    struct change change;

    TRY(open_receipt(request->context, number, &receipt));
    TRY(front_open(request->context, CITY, &front));
    view.query_code = receipt.query_code;
    view.enterprise = pairs_find(&request->form, "enterprise_name");
    view.title = pairs_find(&request->form, "title");
    view.told = phone_is_mobile(phone_normal(request->arena, field_text(request, "contact_phone")));
    view.state_label = receipt.state_label;
    if (text_equal(receipt.round, front.round.number)) view.round_label = front.round.label;
    view.at = receipt.submitted_at;
    view.queued = receipt.queued;
    view.identity_review = text_equal(receipt.state, "identity_review");
    view.may_attach = open_change_appeal(request->context, number, &change).kind == NO_ERROR;
    view.screened_by = view.identity_review ? NO_DAY : screened_by(request, &front);
    return PAGE(request, 200, submitted_page, &frame, &view);
}

static struct error send(struct request *request, const struct input *input)
{
    const char *number;

    TRY(submit_appeal(request->context, input, &number));
    TRY(draft_drop(request->context));
    return show_receipt(request, number);
}

struct error submit_send(struct request *request)
{
    const char *go = field_text(request, "do");
    bool visitor = is_visitor(request), shown;
    struct input input;
    struct error error;

    TRY(only_for_submitters(request));
    if (text_equal(go, "mend")) return show_form(request, 200, NULL, false);
    if (text_equal(go, "draft")) return keep_draft(request);
    error = check(request, &input, &shown);
    if (shown) return error;
    TRY(error);
    if (visitor) TRY(session_possible(request));
    if (visitor) return text_equal(go, "verify") ? verify(request) : send_code(request);
    return text_equal(go, "send") ? send(request, &input) : show_check(request);
}

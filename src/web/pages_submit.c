/* SPDX-License-Identifier: Apache-2.0 */
/* Submitting an appeal from a browser, and asking after one by its receipt. */
#include "base/text.h"
#include "mechanism/categories.h"
#include "pages/form.h"
#include "pages/submit.h"
#include "pages/words.h"
#include "service/public.h"
#include "service/take_step.h"
#include "store/registry.h"
#include "web/fields.h"
#include "web/form_input.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/pages_sign_in.h"

#include <string.h>

static const char *const enterprise_names[] = { "uscc", "enterprise_name", "region" };
static const char *const contact_names[] = { "contact_name", "contact_phone" };
static const char *const matter_names[] = { "title", "body", "expectation", "category" };
static const char *const attendance_names[] = { "attend", "principal", "confidential" };
#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool may_submit(const struct person *person)
{
    return person_is(person, ROLE_enterprise) || person_is(person, ROLE_window) || person_is(person, ROLE_hotline);
}

static void offer_regions(struct request *request, struct form_field *field)
{
    const struct world *world = request->context->world;
    struct field_choice *choices = ARENA_ARRAY(request->arena, struct field_choice, world->region_count + 1);

    choices[field->choice_count++] = (struct field_choice){ "", "请选择", NULL };
    for (size_t i = 0; i < world->region_count; i++) {
        const struct region *region = &world->regions[i], *parent = world_region(world, region->parent);
        bool within = parent && !text_equal(parent->code, CITY);

        choices[field->choice_count++] = (struct field_choice){
            region->code, within ? arena_printf(request->arena, "%s %s", parent->name, region->name) : region->name, NULL
        };
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
    for (size_t i = 0; i < appeal_machine.takes_count; i++)
        if (appeal_machine.takes[i].action == ACTION_submit && strcmp(inputs[appeal_machine.takes[i].input].name, name) == 0)
            return appeal_machine.takes[i].required;
    return false;
}

static void make_part(struct request *request, struct form_field *fields, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fields[i] = field_of_input("submit", names[i], is_required(names[i]));
        fields[i].value = pairs_find(&request->form, names[i]);
        if (strcmp(names[i], "region") == 0) offer_regions(request, &fields[i]);
        if (strcmp(names[i], "category") == 0) offer_categories(request, &fields[i]);
    }
}

/* What the registry knows about the enterprise that signed in need not be typed. */
static struct error prefill(struct request *request, struct submit_view *view)
{
    const struct person *person = &request->context->person;
    struct registry_entry entry;
    struct error error;

    if (!person->uscc) return OK;
    view->enterprise[0].value = person->uscc;
    view->contact[1].value = person->phone;
    error = registry_find(request->context->db, request->arena, person->uscc, &entry);
    if (error.kind == NOT_FOUND) return OK;
    TRY(error);
    view->enterprise[1].value = entry.name;
    view->enterprise[2].value = entry.region;
    if (text_equal(entry.contact_phone, person->phone)) view->contact[0].value = entry.contact_name;
    return OK;
}

static const char *round_note(struct request *request)
{
    struct front_view front;
    const struct front_round *round;

    if (front_open(request->context, CITY, &front).kind != NO_ERROR) return NULL;
    round = &front.round;
    if (!round->number) return NULL;
    return arena_printf(request->arena, "%s现在提交，列入%s，%s现场活动%s。", front.open ? "平台开放中。" : "本期已关闭。", round->label,
                        day_chinese(request->arena, round->event_day, day_of(request->context->now)),
                        round->tentative ? "（初定）" : "");
}

static struct error show_form(struct request *request, int status, const struct fault *faults, bool first)
{
    struct page_frame frame = page_frame_with_form(request);
    struct submit_view view = { .signed_in = may_submit(&request->context->person), .faults = faults };

    view.for_others = view.signed_in && !request->context->person.uscc;
    view.round_note = round_note(request);
    make_part(request, view.enterprise, enterprise_names, COUNT(enterprise_names));
    make_part(request, view.contact, contact_names, COUNT(contact_names));
    make_part(request, view.matter, matter_names, COUNT(matter_names));
    make_part(request, view.attendance, attendance_names, COUNT(attendance_names));
    fields_mend(view.enterprise, COUNT(enterprise_names), faults);
    fields_mend(view.contact, COUNT(contact_names), faults);
    fields_mend(view.matter, COUNT(matter_names), faults);
    fields_mend(view.attendance, COUNT(attendance_names), faults);
    if (first) TRY(prefill(request, &view));
    return PAGE(request, status, submit_page, &frame, &view);
}

/* ---- checking ---- */

static const char *shown_value(struct request *request, const char *name, const char *value)
{
    const struct region *region = world_region(request->context->world, value);

    if (strcmp(name, "region") == 0) return region ? region->name : value;
    if (strcmp(name, "category") == 0) return category_name(value);
    if (strcmp(name, "attend") == 0) return strcmp(value, "true") == 0 ? "愿意参加" : "不参加";
    if (strcmp(name, "confidential") == 0) return strcmp(value, "true") == 0 ? "对承办单位隐去企业名称" : "不用";
    return value;
}

static struct error show_check(struct request *request)
{
    struct page_frame frame = page_frame_with_form(request);
    struct submit_view view = { .signed_in = true, .checking = true };
    struct fact_view *facts = ARENA_ARRAY(request->arena, struct fact_view, INPUTS);
    struct form_field *hidden = ARENA_ARRAY(request->arena, struct form_field, INPUTS);

    view.for_others = !request->context->person.uscc;
    view.round_note = round_note(request);
    for (size_t i = 0; i < appeal_machine.takes_count; i++) {
        const struct takes_row *row = &appeal_machine.takes[i];
        const char *name = inputs[row->input].name, *value = pairs_find(&request->form, name);

        if (row->action != ACTION_submit || text_blank(value)) continue;
        facts[view.fact_count++] = (struct fact_view){ .name = field_of_input("submit", name, true).label,
                                                       .value = shown_value(request, name, value) };
        hidden[view.hidden_count++] = (struct form_field){ .look = LOOK_HIDDEN, .name = name, .value = value };
    }
    view.facts = facts;
    view.hidden = hidden;
    return PAGE(request, 200, submit_page, &frame, &view);
}

/* An enterprise submits for itself alone. */
static void check_own(struct request *request)
{
    const char *own = request->context->person.uscc, *typed = field_text(request, "uscc");
    char *normal = typed ? text_fold(request->arena, text_trim(request->arena, typed)) : NULL;

    if (own && !text_blank(typed) && !text_equal(normal, text_fold(request->arena, own)))
        field_fault(request, "uscc", "not-your-own", "只能为登录时的企业（%s）提交", own);
}

static struct error show_receipt(struct request *request, const char *number)
{
    struct page_frame frame = page_frame_with_form(request);
    struct submitted_view view = { .number = number, .for_others = !request->context->person.uscc };
    struct receipt_view receipt;

    TRY(open_receipt(request->context, number, &receipt));
    view.query_code = receipt.query_code;
    view.title = pairs_find(&request->form, "title");
    view.state_label = receipt.state_label;
    view.round_note = receipt.round_label
                          ? arena_printf(request->arena, "列入%s%s。", receipt.round_label,
                                         receipt.queued ? "，平台开放后开始甄别" : "")
                          : NULL;
    view.next = text_equal(receipt.state, "identity_review")
                    ? "企业名称和代码与法人库不一致，先由市场监督管理局核对，2个工作日内有结果。"
                    : "接下来甄别，3个工作日内告诉您由谁办理。";
    return PAGE(request, 200, submitted_page, &frame, &view);
}

struct error submit_show(struct request *request)
{
    return show_form(request, 200, NULL, true);
}

struct error submit_send(struct request *request)
{
    const char *go = field_text(request, "do"), *number;
    struct input input;
    struct error error;

    if (!may_submit(&request->context->person)) return show_form(request, 403, NULL, false);
    if (text_equal(go, "mend")) return show_form(request, 200, NULL, false);
    TRY(form_input_read(request, &appeal_machine, ACTION_submit, &input));
    check_own(request);
    error = text_equal(go, "send") ? submit_appeal(request->context, &input, &number)
                                   : check_submission(request->context, &input);
    error = form_faults(request, error);
    if (error.kind == INVALID) {
        TRY(show_form(request, 422, error.faults, false));
        return reply_and_undo(request, error);
    }
    TRY(error);
    return text_equal(go, "send") ? show_receipt(request, number) : show_check(request);
}

/* ---- by receipt ---- */

static struct error show_query(struct request *request, int status, const struct fault *faults,
                               const struct appeal_view *found, const struct past_view *past, size_t count)
{
    static const char *const stops[] = { "受理诉求", "情况核实", "分级处置", "限期反馈", "结果核查" };
    struct page_frame frame = page_frame_with_form(request);
    struct query_view view = { .faults = faults, .found = found };
    struct stage_stop stages[5];
    struct event_view *events = ARENA_ARRAY(request->arena, struct event_view, count + 1);

    view.number = (struct form_field){ .look = LOOK_CODE, .name = "number", .label = "编号", .hint = "例如：ZT2026-0067",
                                       .value = pairs_find(&request->form, "number") };
    view.query_code = (struct form_field){ .look = LOOK_CODE, .name = "query_code", .label = "查询码", .hint = "回执上的10位字母和数字",
                                           .value = pairs_find(&request->form, "query_code") };
    fields_mend(&view.number, 1, faults);
    fields_mend(&view.query_code, 1, faults);
    for (int i = 0; i < 5; i++)
        stages[i] = (struct stage_stop){ .name = stops[i], .done = found && i + 1 < found->stop, .now = found && i + 1 == found->stop };
    for (size_t i = count; i-- > 0;)
        events[view.event_count++] = (struct event_view){ .title = past[i].label, .byline = past[i].role_name, .text = past[i].note,
                                                          .at = past[i].at, .by_clock = text_equal(past[i].role, "clock"),
                                                          .now = i + 1 == count };
    view.stages = stages;
    view.events = events;
    return PAGE(request, status, query_page, &frame, &view);
}

struct error query_show(struct request *request)
{
    return show_query(request, 200, NULL, NULL, NULL, 0);
}

static struct error refuse_guess(struct request *request)
{
    struct fault *fault = ARENA_NEW(request->arena, struct fault);

    *fault = (struct fault){ .field = "number", .code = "receipt.unknown", .text = "没有找到。请核对编号和查询码，字母不分大小写。" };
    TRY(receipt_guess_count(request->context, field_text(request, "number")));
    return show_query(request, 404, fault, NULL, NULL, 0);
}

struct error query_send(struct request *request)
{
    const char *number = field_text(request, "number"), *code = field_text(request, "query_code");
    const struct fault *faults;
    struct appeal_view found;
    struct past_view *past;
    struct error error;
    size_t count;

    if (text_blank(number)) field_fault(request, "number", "required", "请填写编号");
    if (text_blank(code)) field_fault(request, "query_code", "required", "请填写查询码");
    faults = request->faults;
    request->faults = NULL;
    if (faults) return show_query(request, 422, faults, NULL, NULL, 0);
    error = receipt_guess_check(request->context, number);
    if (error.kind == TOO_OFTEN) return show_query(request, 429, faults_of(request, &error, "number"), NULL, NULL, 0);
    TRY(error);
    error = open_by_receipt(request->context, number, code, &found, &past, &count);
    if (error.kind == NO_ERROR) return show_query(request, 200, NULL, &found, past, count);
    if (error.kind != NOT_FOUND) return error;
    request_continue(request, LANE_WRITE, refuse_guess, NULL);
    return OK;
}

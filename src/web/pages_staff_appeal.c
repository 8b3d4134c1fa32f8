/* SPDX-License-Identifier: Apache-2.0 */
/* /appeals/{number} for the staff: the page, its forms, its attachments. */
#include "pages/appeal_mine.h"

#include "base/text.h"
#include "mechanism/privacy.h"
#include "service/attach.h"
#include "service/registry.h"
#include "service/take_step.h"
#include "service/unmask.h"
#include "web/form_input.h"
#include "web/handlers.h"
#include "web/pages_enterprise.h"
#include "web/pages_staff.h"

#include <string.h>

enum { PAST_MOST = 500 };

/* ── The page ───────────────────────────────────────────────────────────── */

struct showing {
    struct refused_form refused;
    const struct form_files *files; /* that were undone with the form */
    const struct fault *upload_faults, *unmask_faults;
    const struct unmasked *contact;
};

/* Those of a form that came back are gone with it. */
static void leave_out_undone(struct appeal_view *view, const struct form_files *files)
{
    size_t kept = 0;

    for (size_t i = 0; i < view->attachment_count; i++) {
        bool undone = false;

        for (size_t k = 0; files && k < files->kept_count; k++)
            if (files->kept[k] == view->attachments[i].id) undone = true;
        if (!undone) view->attachments[kept++] = view->attachments[i];
    }
    view->attachment_count = kept;
}

static bool may_attach(const struct change *change)
{
    unsigned keepers = COORDINATOR | CITY_COORDINATOR | COUNTY | DECIDING | LEAD | CO_UNIT | HEAD | ASKER | REGISTRAR |
                       INSPECTOR | CHECKER | ORDERED | STAFF_OF_UNIT;

    return (change->duties & keepers) && appeal_machine.states[change->state_before].open;
}

/* Whoever has to do with the enterprise, unless it is hidden from him; service/unmask decides again. */
static bool may_call(const struct change *change, const struct appeal_view *view)
{
    unsigned callers =
        ASKER | COORDINATOR | CITY_COORDINATOR | COUNTY | LEAD | CO_UNIT | HEAD | STAFF_OF_UNIT | REGISTRAR | INSPECTOR;

    return (change->duties & callers) && !view->name_hidden && view->shown.contact_phone;
}

static const char *contact_of(struct arena *arena, const struct unmasked *contact)
{
    return arena_printf(arena, "联系人%s，电话%s%s%s", contact->contact_name ? contact->contact_name : "没有登记",
                        contact->contact_phone ? contact->contact_phone : "没有登记",
                        contact->principal ? "，参会负责人" : "", contact->principal ? contact->principal : "");
}

/* What the check of the identity compares with; NULL when there is nothing to compare. */
static struct error look_up(struct request *request, const struct appeal_view *view, const char **registered)
{
    struct registry_entry entry;
    bool asked;

    if (view->name_hidden) return OK;
    TRY(registry_beside(request->context, &view->shown, &asked, &entry));
    if (!asked) return OK;
    *registered = "没有这个代码";
    if (entry.name)
        *registered = arena_printf(request->arena, "%s%s%s　登记机关：%s", entry.name, entry.state ? "　" : "",
                                   entry.state ? entry.state : "", entry.authority ? entry.authority : "没有写明");
    return OK;
}

static struct error explain_all(const struct change *change, const struct appeal_view *view,
                                struct clock_explained **explained)
{
    *explained = ARENA_ARRAY(change->arena, struct clock_explained, view->clock_count + 1);
    for (size_t i = 0; i < view->clock_count; i++) TRY(clock_explain(change, view->clocks[i].id, &(*explained)[i]));
    return OK;
}

/* What was typed into a form that is not offered any more: it is shown, so that nobody has to type it again. */
static void list_lost(struct request *request, const struct appeal_view *view, const char *action,
                      struct appeal_findings *found)
{
    struct field_choice *lost = ARENA_ARRAY(request->arena, struct field_choice, request->form.count + 1);

    for (size_t i = 0; i < view->action_count; i++)
        if (text_equal(view->actions[i].id, action)) return;
    for (size_t i = 0; i < request->form.count; i++) {
        const struct pair *field = &request->form.items[i];

        for (int k = 0; k < INPUTS; k++)
            if (strcmp(inputs[k].name, field->name) == 0 && inputs[k].kind == INPUT_IS_TEXT &&
                !text_blank(field->value))
                lost[found->lost_count++] = (struct field_choice){ field->value, inputs[k].chinese, NULL };
    }
    found->lost = lost;
}

static struct error show(struct request *request, int status, const struct showing *showing)
{
    static const char *const looked_for[] = { "object",       "reply",          "assess",   "commit",   "complete",
                                              "formal_reply", "final_decision", "reassign", "escalate", NULL };
    const char *number = request_param(request, "number");
    struct page_frame frame = page_frame(request);
    struct appeal_findings found = { .refused = showing->refused.action,
                                     .upload_faults = showing->upload_faults,
                                     .unmask_faults = showing->unmask_faults };
    struct appeal_view view;
    struct change change;
    struct clock_explained *explained;
    struct past_view *past;
    struct act_forms forms;

    TRY(open_change_appeal(request->context, number, &change));
    TRY(view_appeal(request->context, &change, &view));
    TRY(explain_all(&change, &view, &explained));
    TRY(view_appeal_history(request->context, &change, 0, PAST_MOST, &past, &found.past_count));
    leave_out_undone(&view, showing->files);
    frame.path = arena_printf(request->arena, "/appeals/%s", view.shown.number);
    forms = (struct act_forms){ .request = request,
                                .change = &change,
                                .base = frame.path,
                                .version = view.version,
                                .refused = &showing->refused,
                                .known = request->context->person.uscc ? mine_known : appeal_known,
                                .view = &view };
    TRY(act_forms_make(&forms, view.actions, view.action_count, &found.acts));
    staff_why_not(&change, looked_for, &found.why_nots, &found.why_not_count);
    TRY(look_up(request, &view, &found.registered));
    found.appeal = &view;
    found.explained = explained;
    found.past = past;
    found.may_attach = may_attach(&change);
    found.may_call = may_call(&change, &view);
    if (showing->contact) found.unmasked = contact_of(request->arena, showing->contact);
    if (showing->refused.action) {
        found.error = &showing->refused.error;
        list_lost(request, &view, showing->refused.action, &found);
    }
    if (request->context->person.uscc) return enterprise_appeal_page(request, status, &frame, &found);
    staff_notice(request, &frame, &appeal_machine, view.actions, view.action_count);
    return PAGE(request, status, appeal_staff_page, &frame, appeal_page_of(request->arena, &frame, &found));
}

struct error appeal_show(struct request *request) { return show(request, 200, &(struct showing){ 0 }); }

/* ── Its forms ──────────────────────────────────────────────────────────── */

static bool is_still_seen(struct request *request, const char *number)
{
    struct change change;

    return open_change_appeal(request->context, number, &change).kind == NO_ERROR;
}

static struct error act(struct request *request)
{
    struct form_files *files = request->carry;
    const char *number = request_param(request, "number"), *action = request_param(request, "action");
    int id = machine_action(&appeal_machine, action);
    struct input input;
    struct error error;

    TRY(form_input_read(request, &appeal_machine, id, &input));
    error = form_files_keep(request, files, "appeal", number, &input);
    if (error.kind == NO_ERROR)
        error = take_appeal_step(request->context, number, action, &input, form_version(request));
    error = form_faults(request, action, error);
    if (form_comes_back(error.kind)) {
        TRY(show(request, status_of(error.kind),
                 &(struct showing){ .refused = { appeal_machine.actions[id].id, error }, .files = files }));
        return reply_and_undo(request, error);
    }
    TRY(error);
    if (is_still_seen(request, number)) return reply_see_other(request, "/appeals/%s?done=%s", number, action);
    return reply_see_other(request, "%s?done=%s", request->context->person.uscc ? "/appeals" : "/desk", action);
}

static struct error examine_for_act(struct request *request)
{
    struct form_files *files;

    TRY(form_files_examine(request, &files));
    request_continue(request, LANE_WRITE, act, files);
    return OK;
}

struct error appeal_act(struct request *request)
{
    int id = machine_action(&appeal_machine, request_param(request, "action"));

    if (id < 0 || id == ACTION_submit)
        return (struct error){ .kind = NOT_FOUND, .code = "action.unknown", .text = "没有这个操作。" };
    if (request->upload_count)
        request_continue(request, LANE_SLOW, examine_for_act, NULL);
    else
        request_continue(request, LANE_WRITE, act, NULL);
    return OK;
}

/* ── Its attachments ────────────────────────────────────────────────────── */

static struct error attach(struct request *request)
{
    struct form_files *files = request->carry;
    const char *number = request_param(request, "number");
    struct input nothing = { 0 };
    struct error error = form_files_keep(request, files, "appeal", number, &nothing);

    if (form_comes_back(error.kind)) {
        TRY(show(request, status_of(error.kind), &(struct showing){ .files = files, .upload_faults = error.faults }));
        return reply_and_undo(request, error);
    }
    TRY(error);
    return reply_see_other(request, "/appeals/%s?done=attach", number);
}

static struct error examine_for_attach(struct request *request)
{
    struct form_files *files;

    TRY(form_files_examine(request, &files));
    request_continue(request, LANE_WRITE, attach, files);
    return OK;
}

struct error appeal_attach(struct request *request)
{
    static const struct fault none = { .field = "file", .code = "required", .text = "请选择要上传的文件" };

    if (request->upload_count == 0) return show(request, 422, &(struct showing){ .upload_faults = &none });
    request_continue(request, LANE_SLOW, examine_for_attach, NULL);
    return OK;
}

/* ── Contact data in full ───────────────────────────────────────────────── */

struct error appeal_unmask(struct request *request)
{
    struct unmasked contact;
    struct error error =
        unmask_contact(request->context, request_param(request, "number"), field_text(request, "reason"), &contact);

    if (error.kind == INVALID) {
        TRY(show(request, 422, &(struct showing){ .unmask_faults = error.faults }));
        return reply_and_undo(request, error);
    }
    TRY(error);
    reply_is_secret(request);
    return show(request, 200, &(struct showing){ .contact = &contact });
}

/* SPDX-License-Identifier: Apache-2.0 */
/* /rounds/{number}: what the page shows. */
#include "web/pages_staff_round.h"

#include "base/text.h"
#include "service/take_step.h"
#include "web/handlers.h"

#include <string.h>

enum { PAST_MOST = 500, APPEALS_MOST = 300 };

struct findings {
    struct request *request;
    const struct round_showing *showing;
    struct round_view view;
    struct change change;
    struct act_forms forms;
    struct round_findings found;
};

const char *item_field(struct arena *arena, const char *field, const char *appeal)
{
    return arena_printf(arena, "%s.%s", field, appeal);
}

static const struct action_view *offered(const struct round_view *view, const char *action)
{
    for (size_t i = 0; i < view->action_count; i++)
        if (strcmp(view->actions[i].id, action) == 0) return &view->actions[i];
    return NULL;
}

/* ── Items ──────────────────────────────────────────────────────────────── */

static const struct appeal_line *line_of(const struct round_findings *found, const char *number)
{
    for (size_t i = 0; i < found->line_count; i++)
        if (text_equal(found->lines[i].shown.number, number)) return &found->lines[i];
    return NULL;
}

static const char *fault_of(const struct fault *faults, const char *field)
{
    for (; faults; faults = faults->next)
        if (text_equal(faults->field, field)) return faults->text;
    return NULL;
}

/* What is known of the item's decision before it is written down. */
static const char *known_decision(struct arena *arena, const struct item_view *item, const char *field)
{
    struct buffer out;

    if (strcmp(field, "decision") == 0) return item->decision ? item->decision : item->proposal;
    if (strcmp(field, "lead_unit") == 0) return item->lead_unit;
    if (strcmp(field, "done_by") == 0) return item->done_by ? day_text(arena, item->done_by) : NULL;
    if (strcmp(field, "co_units") != 0) return NULL;
    buffer_init(&out, arena, 1 << 14);
    for (size_t i = 0; i < item->co_unit_count; i++) buffer_printf(&out, "%s%s", i ? "," : "", item->co_units[i].id);
    return buffer_string(&out);
}

/* One form an item: its fields are told apart by the appeal's number. */
static struct error decision_form(struct findings *work, const struct item_view *item, struct act_view **made)
{
    const struct action_view *action = offered(&work->view, "record_decision");
    struct arena *arena = work->request->arena;
    bool refused = text_equal(work->showing->refused_item, item->appeal);
    struct act_forms forms = work->forms;
    struct form_field *fields;
    struct act_view *act;

    *made = NULL;
    if (!action || !item->heard) return OK;
    if (!refused) forms.refused = NULL;
    forms.known = NULL;
    act = ARENA_NEW(arena, struct act_view);
    TRY(act_form(&forms, action, act));
    fields = (struct form_field *)(uintptr_t)act->fields;
    act->id = arena_printf(arena, "decide-%s", item->appeal);
    act->label = arena_printf(arena, "%lld　%s", (long long)item->order, item->title);
    act->button = "记录处理意见";
    act->note = item->decided ? "已记录，可以修改" : "还没有记录";
    act->open = refused;
    for (size_t i = 0; i < act->field_count; i++) {
        fields[i].id = arena_printf(arena, "%s-%s", act->id, fields[i].name);
        if (strcmp(fields[i].name, "appeal") == 0) {
            fields[i].look = LOOK_HIDDEN;
            fields[i].value = item->appeal;
        } else if (!refused) {
            fields[i].value = known_decision(arena, item, fields[i].name);
        }
    }
    *made = act;
    return OK;
}

static struct error list_items(struct findings *work)
{
    struct request *request = work->request;
    struct round_item *items = ARENA_ARRAY(request->arena, struct round_item, work->view.item_count + 1);
    const struct fault *faults = work->showing->agenda ? work->showing->refused.error.faults : NULL;

    for (size_t i = 0; i < work->view.item_count; i++) {
        const struct item_view *item = &work->view.items[i];
        struct act_view *act;

        TRY(decision_form(work, item, &act));
        items[i] = (struct round_item){ .item = item, .line = line_of(&work->found, item->appeal), .act = act };
        if (!work->showing->agenda) continue;
        items[i].fault = fault_of(faults, item_field(request->arena, "proposal", item->appeal));
        items[i].typed_on_site = form_typed(request, item_field(request->arena, "on_site", item->appeal));
        items[i].typed_proposal = form_typed(request, item_field(request->arena, "proposal", item->appeal));
        items[i].typed_order = form_typed(request, item_field(request->arena, "order", item->appeal));
    }
    work->found.items = items;
    work->found.item_count = work->view.item_count;
    work->found.coordinates = offered(&work->view, "coordinate") != NULL;
    work->found.decides = offered(&work->view, "record_decision") != NULL;
    return OK;
}

/* A number says little: its title stands beside it. */
static void name_choices(struct findings *work)
{
    struct arena *arena = work->request->arena;

    for (size_t i = 0; i < work->view.action_count; i++) {
        const struct act_view *act = &work->found.acts[i];

        for (size_t k = 0; k < act->field_count; k++) {
            const struct form_field *field = &act->fields[k];
            struct field_choice *choices = (struct field_choice *)(uintptr_t)field->choices;

            if (strcmp(field->name, "appeal") != 0 && strcmp(field->name, "heard") != 0) continue;
            for (size_t c = 0; c < field->choice_count; c++) {
                const struct appeal_line *line = line_of(&work->found, choices[c].value);

                if (line) choices[c].label = arena_printf(arena, "%s　%s", choices[c].value, line->shown.title);
            }
        }
    }
}

/* ── The whole ──────────────────────────────────────────────────────────── */

static const char *known(struct arena *arena, const void *view, const char *action, const char *field)
{
    const struct findings *work = view;

    if (strcmp(action, "announce") == 0 && strcmp(field, "text") == 0)
        return work->view.round.announcement ? work->view.round.announcement : announcement_draft(&work->change);
    return round_known(arena, &work->view, action, field);
}

static struct error explain_all(struct findings *work)
{
    struct clock_explained *explained =
        ARENA_ARRAY(work->request->arena, struct clock_explained, work->view.clock_count + 1);

    for (size_t i = 0; i < work->view.clock_count; i++)
        TRY(clock_explain(&work->change, work->view.clocks[i].id, &explained[i]));
    work->found.explained = explained;
    return OK;
}

static struct error list_lines(struct findings *work)
{
    struct appeal_filter filter = { .round = work->view.round.number, .limit = APPEALS_MOST };
    struct appeal_line *lines;
    bool more;

    TRY(list_appeals(work->request->context, &filter, &lines, &work->found.line_count, &more));
    work->found.lines = lines;
    return OK;
}

static void leave_out_undone(struct round_view *view, const struct form_files *files)
{
    size_t kept = 0;

    for (size_t i = 0; i < view->attachment_count; i++) {
        bool undone = false;

        for (size_t k = 0; files && k < files->kept_count; k++)
            undone = undone || files->kept[k] == view->attachments[i].id;
        if (!undone) view->attachments[kept++] = view->attachments[i];
    }
    view->attachment_count = kept;
}

static struct error find(struct findings *work, const char *base)
{
    static const char *const looked_for[] = { "propose_agenda",
                                              "invite",
                                              "record_event",
                                              "record_decision",
                                              "draft_opinions",
                                              "approve_opinions",
                                              "issue_opinions",
                                              "confirm_date",
                                              "reschedule",
                                              "confirm_attendance",
                                              NULL };
    struct request *request = work->request;
    const char *number = request_param(request, "number");
    unsigned keepers = COORDINATOR | OFFICE | SECRETARY | LEADER;
    struct past_view *past;

    TRY(open_round(request->context, number, &work->view));
    TRY(open_change_round(request->context, number, &work->change));
    TRY(open_round_history(request->context, number, 0, PAST_MOST, &past, &work->found.past_count));
    leave_out_undone(&work->view, work->showing->files);
    work->forms = (struct act_forms){ .request = request,
                                      .change = &work->change,
                                      .base = base,
                                      .version = work->view.round.version,
                                      .refused = &work->showing->refused,
                                      .known = known,
                                      .view = work };
    work->found.round = &work->view;
    work->found.past = past;
    work->found.may_attach = (work->change.duties & keepers) && work->view.open;
    TRY(explain_all(work));
    TRY(list_lines(work));
    TRY(act_forms_make(&work->forms, work->view.actions, work->view.action_count, &work->found.acts));
    name_choices(work);
    TRY(list_items(work));
    staff_why_not(&work->change, looked_for, &work->found.why_nots, &work->found.why_not_count);
    return OK;
}

struct error round_page_show(struct request *request, int status, const struct round_showing *showing)
{
    struct findings *work = ARENA_NEW(request->arena, struct findings);
    struct page_frame frame = page_frame(request);

    frame.path = arena_printf(request->arena, "/rounds/%s", request_param(request, "number"));
    work->request = request;
    work->showing = showing;
    TRY(find(work, frame.path));
    if (showing->refused.error.kind != NO_ERROR) work->found.error = &showing->refused.error;
    work->found.upload_faults = showing->upload_faults;
    work->found.refused = showing->refused_item ? arena_printf(request->arena, "decide-%s", showing->refused_item)
                                                : showing->refused.action;
    staff_notice(request, &frame, &round_machine, work->view.actions, work->view.action_count);
    return PAGE(request, status, round_page, &frame, round_page_of(request->arena, &frame, &work->found));
}

struct error round_show(struct request *request) { return round_page_show(request, 200, &(struct round_showing){ 0 }); }

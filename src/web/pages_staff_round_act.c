/* SPDX-License-Identifier: Apache-2.0 */
/* The forms of a round: any action, the whole agenda at once, attachments. */
#include "web/pages_staff_round.h"

#include "base/text.h"
#include "service/take_step.h"
#include "web/handlers.h"

#include <string.h>

/* ── One action ─────────────────────────────────────────────────────────── */

static struct error act(struct request *request)
{
    struct form_files *files = request->carry;
    const char *number = request_param(request, "number"), *action = request_param(request, "action");
    int id = machine_action(&round_machine, action);
    struct input input;
    struct error error;

    TRY(form_input_read(request, &round_machine, id, &input));
    error = form_files_keep(request, files, "round", number, &input);
    if (error.kind == NO_ERROR)
        error = take_round_step(request->context, number, action, &input, form_version(request));
    error = form_faults(request, action, error);
    if (form_comes_back(error.kind)) {
        struct round_showing showing = { .refused = { round_machine.actions[id].id, error }, .files = files };

        if (id == ROUND_ACTION_record_decision) showing.refused_item = pairs_find(&request->form, "appeal");
        TRY(round_page_show(request, status_of(error.kind), &showing));
        return reply_and_undo(request, error);
    }
    TRY(error);
    return reply_see_other(request, "/rounds/%s?done=%s", number, action);
}

static struct error examine_for_act(struct request *request)
{
    struct form_files *files;

    TRY(form_files_examine(request, &files));
    request_continue(request, LANE_WRITE, act, files);
    return OK;
}

struct error round_act(struct request *request)
{
    int id = machine_action(&round_machine, request_param(request, "action"));

    if (id < 0 || id == ROUND_ACTION_plan)
        return (struct error){ .kind = NOT_FOUND, .code = "action.unknown", .text = "没有这个操作。" };
    if (request->upload_count)
        request_continue(request, LANE_SLOW, examine_for_act, NULL);
    else
        request_continue(request, LANE_WRITE, act, NULL);
    return OK;
}

/* ── The whole agenda ───────────────────────────────────────────────────── */

static bool is_unchanged(const struct item_view *item, const struct input *input)
{
    const struct given *order = &input->fields[INPUT_order];

    return item->coordinated && item->on_site == input->fields[INPUT_on_site].truth &&
           text_equal(item->proposal, input->fields[INPUT_proposal].text) &&
           (!order->present || order->number == item->order);
}

/* false: nothing was said about it. */
static bool read_item(struct request *request, const struct item_view *item, struct input *input)
{
    struct arena *arena = request->arena;
    const char *on_site = form_typed(request, item_field(arena, "on_site", item->appeal));
    const char *proposal = form_typed(request, item_field(arena, "proposal", item->appeal));
    const char *place = form_typed(request, item_field(arena, "order", item->appeal));
    int64_t order;

    *input = (struct input){ 0 };
    if (!on_site && text_blank(proposal)) return false;
    input->fields[INPUT_appeal] = (struct given){ .present = true, .text = item->appeal };
    input->fields[INPUT_on_site] = (struct given){ .present = on_site != NULL, .truth = text_equal(on_site, "true") };
    input->fields[INPUT_proposal] = (struct given){ .present = !text_blank(proposal), .text = proposal };
    if (place && text_int(text_trim(arena, place), &order))
        input->fields[INPUT_order] = (struct given){ .present = true, .number = order };
    return !is_unchanged(item, input);
}

/* A fault of one item's step at its own field of the common form. */
static void add_faults(struct request *request, struct fault **faults, const struct item_view *item,
                       const struct error *error)
{
    const struct fault *fault = error->faults;
    struct fault *made = ARENA_NEW(request->arena, struct fault);

    while (*faults) faults = &(*faults)->next;
    *made = (struct fault){ .field = item_field(request->arena, "proposal", item->appeal),
                            .code = fault ? fault->code : error->code,
                            .text = arena_printf(request->arena, "%s：%s", item->appeal,
                                                 fault && text_equal(fault->field, "on_site") ? "请选现场或书面。"
                                                 : fault                                      ? fault->text
                                                                                              : error_text(error)) };
    *faults = made;
}

/* All items are looked at before the first is changed: what comes back shows the round as it is. */
static struct error check_all(struct request *request, const struct round_view *view)
{
    struct fault *faults = NULL;
    struct change change;

    TRY(open_change_round(request->context, view->round.number, &change));
    for (size_t i = 0; i < view->item_count; i++) {
        struct input input;
        struct error error;

        if (!read_item(request, &view->items[i], &input)) continue;
        error = workflow_permit(&change, ROUND_ACTION_coordinate, &input);
        if (error.kind == INVALID)
            add_faults(request, &faults, &view->items[i], &error);
        else
            TRY(error);
    }
    if (!faults) return OK;
    return (struct error){ .kind = INVALID, .code = "fields.invalid", .text = "有内容需要更正。", .faults = faults };
}

static struct error coordinate_all(struct request *request)
{
    const char *number = request_param(request, "number");
    int64_t version = form_version(request);
    struct round_view view;

    TRY(open_round(request->context, number, &view));
    TRY(check_all(request, &view));
    for (size_t i = 0; i < view.item_count; i++) {
        struct input input;

        if (!read_item(request, &view.items[i], &input)) continue;
        TRY(take_round_step(request->context, number, "coordinate", &input, version));
        version = 0; /* our own steps move it on */
    }
    return OK;
}

struct error round_agenda_act(struct request *request)
{
    struct error error = coordinate_all(request);

    if (form_comes_back(error.kind)) {
        TRY(round_page_show(request, status_of(error.kind),
                            &(struct round_showing){ .refused = { NULL, error }, .agenda = true }));
        return reply_and_undo(request, error);
    }
    TRY(error);
    return reply_see_other(request, "/rounds/%s?done=coordinate", request_param(request, "number"));
}

/* ── Attachments ────────────────────────────────────────────────────────── */

static struct error attach(struct request *request)
{
    struct form_files *files = request->carry;
    const char *number = request_param(request, "number");
    struct input nothing = { 0 };
    struct error error = form_files_keep(request, files, "round", number, &nothing);

    if (form_comes_back(error.kind)) {
        TRY(round_page_show(request, status_of(error.kind),
                            &(struct round_showing){ .files = files, .upload_faults = error.faults }));
        return reply_and_undo(request, error);
    }
    TRY(error);
    return reply_see_other(request, "/rounds/%s?done=attach", number);
}

static struct error examine_for_attach(struct request *request)
{
    struct form_files *files;

    TRY(form_files_examine(request, &files));
    request_continue(request, LANE_WRITE, attach, files);
    return OK;
}

struct error round_attach(struct request *request)
{
    static const struct fault none = { .field = "file", .code = "required", .text = "请选择要上传的文件" };

    if (request->upload_count == 0)
        return round_page_show(request, 422, &(struct round_showing){ .upload_faults = &none });
    request_continue(request, LANE_SLOW, examine_for_attach, NULL);
    return OK;
}

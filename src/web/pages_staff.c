/* SPDX-License-Identifier: Apache-2.0 */
#include "web/pages_staff.h"

#include "base/text.h"
#include "pages/appeal_staff.h"

#include <string.h>

static bool offers(const struct action_view *actions, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(actions[i].id, id)) return true;
    return false;
}

void staff_notice(struct request *request, struct page_frame *frame, const struct machine *machine,
                  const struct action_view *actions, size_t count)
{
    const char *done = request_query(request, "done");
    int action = text_blank(done) ? -1 : machine_action(machine, done);
    struct page_notice *notice;

    if (text_equal(done, "attach")) {
        notice = ARENA_NEW(request->arena, struct page_notice);
        *notice = (struct page_notice){ .colour = "success", .text = "附件已上传。" };
        frame->notice = notice;
    }
    if (action < 0) return;
    notice = ARENA_NEW(request->arena, struct page_notice);
    *notice = (struct page_notice){ .colour = "success",
                                    .text = arena_printf(request->arena, "已办：%s。该通知的人已经通知。",
                                                         machine->actions[action].chinese) };
    if (offers(actions, count, "retract")) {
        notice->address = "#retract";
        notice->link = "点错了，撤回这一步";
    }
    frame->notice = notice;
}

bool form_comes_back(enum error_kind kind) { return kind == INVALID || kind == NOT_NOW || kind == STALE; }

static bool is_about_the_state(const struct error *error)
{
    return text_equal(error->code, "step.wrong-state") || text_equal(error->code, "step.condition-not-met");
}

void staff_why_not(struct change *change, const char *const *actions, const struct why_not **whys, size_t *count)
{
    struct why_not *list;
    size_t most = 0;

    while (actions[most]) most++;
    list = ARENA_ARRAY(change->arena, struct why_not, most + 1);
    *count = 0;
    for (size_t i = 0; i < most; i++) {
        int action = machine_action(change->machine, actions[i]);
        struct error error = action < 0 ? OK : workflow_permit(change, action, NULL);

        if (error.kind != NOT_NOW || is_about_the_state(&error)) continue;
        list[(*count)++] = (struct why_not){ change->machine->actions[action].chinese, error.text, error.clause };
    }
    change->step = NULL;
    *whys = list;
}

int64_t form_version(struct request *request)
{
    const char *text = request_query(request, "version");
    int64_t version = 0;

    return text && text_int(text, &version) && version > 0 ? version : 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* /audit: reading only. */
#include "service/read_audit.h"

#include "base/text.h"
#include "mechanism/tables.h"
#include "pages/desk.h"
#include "web/handlers.h"
#include "web/list_query.h"
#include "web/page.h"

enum { PAGE_ROWS = 50 };

/* What is done outside the workflow, and the things it is done to. */
static const char *const words[][2] = {
    { "appeal", "诉求" },
    { "round", "期次" },
    { "session", "登录" },
    { "refusal", "登录未成" },
    { "account", "账号" },
    { "attachment", "附件" },
    { "calendar", "日历" },
    { "registry", "法人库" },
    { "unit", "单位" },
    { "policy", "参数" },
    { "roster", "轮值" },
    { "suggestion", "意见建议" },
    { "unmasking", "查看联系方式" },
    { "sign_in", "登录" },
    { "sign_out", "退出" },
    { "sign_in_refused", "登录未成" },
    { "make_account", "新建账号" },
    { "enable_account", "启用账号" },
    { "disable_account", "停用账号" },
    { "move_account", "变更账号" },
    { "reset_account", "重置密码" },
    { "grant_roles", "变更角色" },
    { "change_password", "修改密码" },
    { "enroll_second_factor", "绑定动态口令" },
    { "attach", "上传附件" },
    { "amend_calendar", "变更日历" },
    { "import_registry", "导入法人库" },
    { "import_units", "导入单位" },
    { "set_policy", "设定参数" },
    { "confirm_delegate", "确认企业经办人" },
    { "end_delegate", "移除企业经办人" },
    { "change_unit", "变更单位" },
    { "switch_sign_off_on", "开启审签" },
    { "switch_sign_off_off", "关闭审签" },
    { "change_contact", "变更联络人" },
    { "confirm_contact", "确认联络人" },
    { "unmask", "查看联系方式" },
    { "suggest", "提意见建议" },
    { "settle", "答复意见建议" },
};

static const char *word_of(const char *id)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(words[i][0], id)) return words[i][1];
    return id;
}

static const char *action_chinese(const struct audit_line *line)
{
    const struct machine *machine = text_equal(line->subject, "appeal")  ? &appeal_machine
                                    : text_equal(line->subject, "round") ? &round_machine
                                                                         : NULL;
    int action = machine && line->action ? machine_action(machine, line->action) : -1;

    return action < 0 ? word_of(line->action) : machine->actions[action].chinese;
}

static const char *who(struct arena *arena, const struct audit_line *line)
{
    return arena_printf(arena, "%s　%s", line->role_name ? line->role_name : "", line->actor ? line->actor : "");
}

static const struct table_view *table_of(struct arena *arena, const struct page_frame *frame,
                                         const struct audit_line *lines, size_t count)
{
    static const struct table_column columns[] = { { .label = "做了什么" },
                                                   { .label = "谁" },
                                                   { .label = "从哪里" },
                                                   { .label = "什么时候", .nowrap = true },
                                                   { .label = "记录", .nowrap = true } };
    struct table_view *table = ARENA_NEW(arena, struct table_view);
    struct table_cell *cell = ARENA_ARRAY(arena, struct table_cell, 5 * (count + 1));

    *table = (struct table_view){ .caption = "全部操作，新的在前",
                                  .columns = columns,
                                  .column_count = 5,
                                  .cells = cell,
                                  .row_count = count,
                                  .empty = "还没有记录。" };
    for (size_t i = 0; i < count; i++) {
        const struct audit_line *line = &lines[i];

        *cell++ = (struct table_cell){ .text = action_chinese(line),
                                       .sub = arena_printf(arena, "%s %lld，第%lld步", word_of(line->subject),
                                                           (long long)line->subject_id, (long long)line->seq) };
        *cell++ = (struct table_cell){ .text = who(arena, line), .sub = line->unit_name };
        *cell++ = (struct table_cell){ .text = line->address ? line->address : "系统内部", .muted = !line->address };
        *cell++ = (struct table_cell){ .text = instant_chinese(arena, line->at, frame->today) };
        *cell++ = (struct table_cell){ .text = arena_printf(arena, "第%lld条", (long long)line->position),
                                       .tag_colour = line->intact ? NULL : "red",
                                       .tag = line->intact ? NULL : "与封存时不一致",
                                       .code = text_cut(arena, line->digest, 12) };
    }
    return table;
}

struct error audit_show(struct request *request)
{
    struct page_frame frame = page_frame(request);
    struct desk_page page = { .title = "审计日志",
                              .about = "每一步都有先后顺序和摘要，改动会被发现。诉求的文字不在这里显示。",
                              .nav = NAV_audit };
    const char *after = query_set(request, "after");
    struct audit_line *lines;
    int64_t before = 0;
    size_t count;
    bool more;

    if (after && (!text_int(after, &before) || before < 0)) before = 0;
    TRY(read_audit(request->context, before, PAGE_ROWS, &lines, &count, &more));
    page.table = table_of(request->arena, &frame, lines, count);
    page.pages = (struct pages_view){
        .said = count ? arena_printf(request->arena, "第%lld条至第%lld条", (long long)lines[0].position,
                                     (long long)lines[count - 1].position)
                      : "",
        .first = before ? query_after(request, "/audit", NULL) : NULL,
        .next = more ? query_after(request, "/audit",
                                   arena_printf(request->arena, "%lld", (long long)lines[count - 1].position))
                     : NULL,
    };
    return PAGE(request, 200, desk_page, &frame, &page);
}

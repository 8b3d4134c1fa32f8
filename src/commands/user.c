/* SPDX-License-Identifier: Apache-2.0 */
/* ztc user: the first administrators, and the way back in for whoever is locked out. */
#include "base/buffer.h"
#include "base/text.h"
#include "commands.h"
#include "commands/open_store.h"
#include "commands/print.h"
#include "service/accounts.h"

#include <string.h>

struct call {
    struct arguments *arguments;
    const char *what, *roles;
    struct new_account account;
    struct given_password password;
};

static void say_password(struct call *call, struct buffer *out)
{
    buffer_printf(out, "账号 %s\n初始密码 %s\n首次登录须修改密码并绑定动态验证码。\n", call->account.account,
                  call->password.plain);
}

static struct error grant(struct call *call, struct context *context)
{
    unsigned roles;

    TRY(roles_read(context, call->roles, &roles));
    return accounts_grant(context, call->account.account, roles);
}

static struct error carry_out(struct call *call, struct context *context, struct buffer *out)
{
    struct account_card card;

    if (strcmp(call->what, "role") == 0) {
        TRY(grant(call, context));
        buffer_printf(out, "账号 %s 的角色：%s\n", call->account.account, call->roles);
        return OK;
    }
    call->password = password_given(context->arena);
    if (strcmp(call->what, "reset") == 0) {
        TRY(accounts_reset(context, call->account.account, &call->password));
    } else {
        TRY(accounts_make(context, &call->account, &call->password, &card));
        if (call->roles) TRY(grant(call, context));
    }
    say_password(call, out);
    return OK;
}

static void read_words(struct call *call)
{
    struct arguments *arguments = call->arguments;

    call->what = arguments_need(arguments, "add、role 或 reset");
    call->account.account = arguments_need(arguments, "账号ACCOUNT");
    if (!call->what) return;
    if (strcmp(call->what, "role") == 0)
        call->roles = arguments_need(arguments, "角色ROLE[,ROLE]");
    else if (strcmp(call->what, "add") == 0 && !call->account.name && !arguments->wrong)
        arguments->wrong = "缺少 --name 姓名";
    else if (strcmp(call->what, "add") != 0 && strcmp(call->what, "reset") != 0 && !arguments->wrong)
        arguments->wrong = "能做的是 add、role、reset";
}

int command_user(struct arguments *arguments)
{
    struct call call = { .arguments = arguments };
    const char *store = arguments_store(arguments);
    struct open_store opened;
    struct buffer out;
    struct error error;

    call.account.name = arguments_option(arguments, "--name");
    call.account.unit = arguments_option(arguments, "--unit");
    call.account.jurisdiction = arguments_option(arguments, "--jurisdiction");
    call.account.phone = arguments_option(arguments, "--phone");
    call.roles = arguments_option(arguments, "--role");
    read_words(&call);
    if (!arguments_end(arguments)) return EXIT_USAGE;
    error = open_store(store, &opened);
    buffer_init(&out, opened.arena, 10000);
    if (error.kind == NO_ERROR) error = carry_out(&call, &opened.context, &out);
    /* The password is said only once it is kept. */
    if (error.kind == NO_ERROR) error = open_store_commit(&opened);
    if (error.kind == NO_ERROR) command_print(arguments, &out);
    return command_result(arguments, open_store_close(&opened, error));
}
